//! Where each record stands, to read it again.
//!
//! Input: records in the order they were read, each with its place in a plain file or, where it cannot be
//! read there again (packed files, arrays, text files, standard input), its bytes, which go to a
//! temporary file without a name; output: any record's bytes, by its number, from any thread.
//! Invariants: what is read back is what was added, or an error says that a file has changed.
//! Cost: 16 bytes of memory a record; one copy on disk of what is no plain JSON Lines file.

use std::collections::BTreeMap;
use std::fs::{File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use super::discover::{Format, Source};
use super::{FieldMap, Origin, RawRecord};
use crate::spill::{Column, read_at};

/// Files held open at a time.
const OPEN_FILES: usize = 64;

/// Records that can be read again.
#[derive(Debug)]
pub struct Shelf {
    sources: Vec<Source>,
    plain: FieldMap,
    origins: Vec<Origin>,
    starts: Column<u64>,
    lengths: Column<u32>,
    numbers: Column<u32>,
    /// Where a run of records of one file begins, sorted by record.
    sections: Vec<Section>,
    folder: PathBuf,
    spool: Option<Arc<File>>,
    spooled: u64,
    open: Mutex<BTreeMap<usize, Arc<File>>>,
    /// What each file was before it was read.
    before: Vec<Option<State>>,
}

/// What tells a file from another that took its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct State {
    inode: u64,
    length: u64,
    modified: Option<SystemTime>,
}

impl State {
    fn of(about: &Metadata) -> Self {
        #[cfg(unix)]
        let inode = std::os::unix::fs::MetadataExt::ino(about);
        #[cfg(not(unix))]
        let inode = 0;
        Self {
            inode,
            length: about.len(),
            modified: about.modified().ok(),
        }
    }

    /// Whether what was read is still there: the same file, which may have grown.
    fn holds(self, now: Self) -> bool {
        self.inode == now.inode && (self.length < now.length || self == now)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Section {
    first: usize,
    source: usize,
    spooled: bool,
}

/// A record to put on the shelf.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Its file's number among the sources.
    pub source: usize,
    /// Its number in the file.
    pub number: u64,
    /// Its first byte in the file; `None` where its bytes are given.
    pub start: Option<u64>,
    /// Its length in bytes.
    pub length: usize,
}

/// A run of bytes that are records with line ends between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    section: Section,
    start: u64,
    end: u64,
}

impl Shelf {
    /// An empty shelf for records of these sources; what must be kept goes to a file in `folder`.
    #[must_use]
    pub fn new(sources: Vec<Source>, folder: &Path) -> Self {
        let origins = sources.iter().enumerate().map(|(number, source)| Origin {
            path: source.path.clone(),
            folder: None,
            is_text: false,
            source: number,
        });
        let state = |source: &Source| {
            let about = source.file.as_ref()?.metadata().ok()?;
            about.is_file().then(|| State::of(&about))
        };
        Self {
            before: sources.iter().map(state).collect(),
            origins: origins.collect(),
            sources,
            plain: FieldMap::default(),
            starts: Column::default(),
            lengths: Column::default(),
            numbers: Column::default(),
            sections: Vec::new(),
            folder: folder.to_owned(),
            spool: None,
            spooled: 0,
            open: Mutex::new(BTreeMap::new()),
        }
    }

    /// The number of records.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Puts records on the shelf; `bytes` are those of the records without a start, one after another.
    ///
    /// # Errors
    /// When the temporary file cannot be made or written.
    pub fn add(&mut self, places: &[Place], bytes: &[u8]) -> io::Result<()> {
        let mut spooled = self.spooled;
        if !bytes.is_empty() {
            let file = match &self.spool {
                Some(file) => file,
                None => self.spool.insert(Arc::new(tempfile::tempfile_in(&self.folder)?)),
            };
            (&**file).write_all(bytes)?;
            self.spooled += bytes.len() as u64;
        }
        for place in places {
            let section = Section {
                first: self.starts.len(),
                source: place.source,
                spooled: place.start.is_none(),
            };
            let same = |last: &Section| last.source == section.source && last.spooled == section.spooled;
            if !self.sections.last().is_some_and(same) {
                self.sections.push(section);
            }
            self.starts.push(place.start.unwrap_or(spooled));
            if place.start.is_none() {
                spooled += place.length as u64;
            }
            self.lengths.push(place.length as u32);
            self.numbers.push(u32::try_from(place.number).unwrap_or(u32::MAX));
        }
        Ok(())
    }

    fn section(&self, record: usize) -> Section {
        let after = self.sections.partition_point(|s| s.first <= record);
        self.sections[after - 1]
    }

    /// The file a record comes from, and its number there.
    #[must_use]
    pub fn origin(&self, record: usize) -> (&Origin, u64) {
        let origin = &self.origins[self.section(record).source];
        (origin, u64::from(self.numbers.get(record)))
    }

    /// The map to read a record with: `given`, but for a text file, which became a record of ours.
    #[must_use]
    pub fn map<'m>(&'m self, record: usize, given: &'m FieldMap) -> &'m FieldMap {
        match self.sources[self.section(record).source].format {
            Format::Text => &self.plain,
            Format::Lines | Format::Json => given,
        }
    }

    /// Reads a record into `bytes`.
    ///
    /// # Errors
    /// When the file cannot be read, or no longer holds the record.
    pub fn read<'s>(&'s self, record: usize, bytes: &'s mut Vec<u8>) -> io::Result<RawRecord<'s>> {
        let section = self.section(record);
        bytes.clear();
        bytes.resize(self.lengths.get(record) as usize, 0);
        self.fill(section, self.starts.get(record), bytes)?;
        Ok(RawRecord {
            origin: &self.origins[section.source],
            number: u64::from(self.numbers.get(record)),
            bytes,
            start: None,
        })
    }

    /// The stretch of a record, joined to the one before where only a line end parts them.
    #[must_use]
    pub fn join(&self, before: Option<Stretch>, record: usize) -> (Stretch, Option<Stretch>) {
        let section = self.section(record);
        let start = self.starts.get(record);
        let end = start + u64::from(self.lengths.get(record));
        match before {
            Some(before) if before.section == section && !section.spooled && before.end + 1 == start => {
                (Stretch { end, ..before }, None)
            }
            _ => (Stretch { section, start, end }, before),
        }
    }

    /// Copies a stretch and a line end to `out`, through `buffer`.
    ///
    /// # Errors
    /// When the file cannot be read or `out` not be written.
    pub fn copy(&self, stretch: Stretch, buffer: &mut Vec<u8>, out: &mut dyn Write) -> io::Result<()> {
        const PIECE: u64 = 1 << 20;
        let mut at = stretch.start;
        loop {
            let piece = PIECE.min(stretch.end - at);
            buffer.clear();
            buffer.resize(piece as usize, 0);
            self.fill(stretch.section, at, buffer)?;
            at += piece;
            if at == stretch.end {
                buffer.push(b'\n');
                return out.write_all(buffer);
            }
            out.write_all(buffer)?;
        }
    }

    fn fill(&self, section: Section, start: u64, into: &mut [u8]) -> io::Result<()> {
        let file = if section.spooled {
            self.spool.clone().ok_or(io::ErrorKind::NotFound)?
        } else {
            self.file(section.source)?
        };
        read_at(&file, into, start).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => io::Error::new(error.kind(), self.changed(section.source)),
            _ => error,
        })
    }

    /// What to say where a file is not what it was.
    #[must_use]
    pub fn changed(&self, source: usize) -> String {
        let path = &self.origins[source].path;
        format!("{path} has changed while it was read; run again when nobody writes to it")
    }

    fn check(&self, source: usize, now: &Metadata) -> io::Result<()> {
        match self.before[source] {
            Some(before) if !before.holds(State::of(now)) => Err(io::Error::other(self.changed(source))),
            _ => Ok(()),
        }
    }

    /// Whether every file that was read again is what it was at first.
    ///
    /// # Errors
    /// When one has changed, other than by growing, or is gone.
    pub fn unchanged(&self) -> io::Result<()> {
        let mut read: Vec<usize> = self.sections.iter().filter(|s| !s.spooled).map(|s| s.source).collect();
        read.sort_unstable();
        read.dedup();
        for source in read {
            let about = self.sources[source].file.as_ref().map(|file| file.metadata());
            match about {
                Some(Ok(now)) => self.check(source, &now)?,
                _ => return Err(io::Error::other(self.changed(source))),
            }
        }
        Ok(())
    }

    fn file(&self, source: usize) -> io::Result<Arc<File>> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = open.get(&source) {
            return Ok(Arc::clone(file));
        }
        let path = self.sources[source].file.as_ref().ok_or(io::ErrorKind::NotFound)?;
        let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
        let file = Arc::new(File::open(path).map_err(named)?);
        self.check(source, &file.metadata().map_err(named)?)?;
        if open.len() >= OPEN_FILES {
            open.pop_first();
        }
        open.insert(source, Arc::clone(&file));
        Ok(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{Settings, discover};

    #[test]
    fn records_are_read_back_joined_and_copied() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        std::fs::write(&path, "{\"n\":1}\n{\"n\":22}\n\n{\"n\":3}\n").unwrap();
        let settings = Settings {
            inputs: vec![path.to_string_lossy().into_owned()],
            ..Settings::default()
        };
        let mut shelf = Shelf::new(discover(&settings).unwrap().sources, folder.path());
        let place = |number, start, length| Place {
            source: 0,
            number,
            start,
            length,
        };
        shelf.add(&[place(1, Some(0), 7), place(2, Some(8), 8)], b"").unwrap();
        shelf.add(&[place(9, None, 3), place(4, Some(18), 7)], b"[1]").unwrap();
        let mut bytes = Vec::new();
        let mut read = |n: usize| {
            let raw = shelf.read(n, &mut bytes).unwrap();
            (raw.number, String::from_utf8(raw.bytes.to_vec()).unwrap())
        };
        assert_eq!(read(1), (2, "{\"n\":22}".into()));
        assert_eq!(read(2), (9, "[1]".into()));
        assert_eq!(read(3), (4, "{\"n\":3}".into()));
        let (mut before, mut out, mut buffer) = (None, Vec::new(), Vec::new());
        for record in 0..4 {
            let (stretch, done) = shelf.join(before, record);
            if let Some(done) = done {
                shelf.copy(done, &mut buffer, &mut out).unwrap();
            }
            before = Some(stretch);
        }
        shelf.copy(before.unwrap(), &mut buffer, &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "{\"n\":1}\n{\"n\":22}\n[1]\n{\"n\":3}\n"
        );
        std::fs::write(&path, "").unwrap();
        let shorter = shelf.read(0, &mut bytes).unwrap_err().to_string();
        assert!(shorter.contains("a.jsonl has changed"), "{shorter}");
    }
}
