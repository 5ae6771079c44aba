//! Large JSON documents, written item by item.

use std::fs::File;
use std::io::{BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::super::lines::WriteError;

/// A document with one long list in it.
pub(super) struct List {
    path: PathBuf,
    out: BufWriter<File>,
    pub(super) items: u64,
}

impl List {
    /// Begins the document with `opening`, which ends where the list's first item goes.
    pub(super) fn create(path: &Path, opening: &str) -> Result<Self, WriteError> {
        let file = File::create(path).map_err(|e| WriteError::new(path, e))?;
        let mut list = Self {
            path: path.to_owned(),
            out: BufWriter::with_capacity(256 << 10, file),
            items: 0,
        };
        list.text(opening)?;
        Ok(list)
    }

    fn text(&mut self, text: &str) -> Result<(), WriteError> {
        let written = self.out.write_all(text.as_bytes());
        written.map_err(|e| WriteError::new(&self.path, e))
    }

    /// One more item, on a line of its own.
    pub(super) fn put(&mut self, item: &Value) -> Result<(), WriteError> {
        self.text(if self.items == 0 { "\n" } else { ",\n" })?;
        self.items += 1;
        serde_json::to_writer(&mut self.out, item).map_err(|e| WriteError::new(&self.path, e))
    }

    /// Ends the document with `closing`, which begins after the list's last item.
    pub(super) fn finish(mut self, closing: &str) -> Result<(), WriteError> {
        self.text("\n")?;
        self.text(closing)?;
        self.text("\n")?;
        self.out.flush().map_err(|e| WriteError::new(&self.path, e))
    }
}

/// A document of several long objects that are filled at the same time: each is kept apart, in memory or a temporary
/// file without a name, until all are whole.
pub(super) struct Sections {
    path: PathBuf,
    sections: Vec<(&'static str, tempfile::SpooledTempFile, bool)>,
}

/// Bytes of a section that are held in memory.
const HELD_BYTES: usize = 8 << 20;

impl Sections {
    pub(super) fn new(path: &Path, names: &[&'static str]) -> Self {
        let section = |&name| (name, tempfile::spooled_tempfile(HELD_BYTES), true);
        Self {
            path: path.to_owned(),
            sections: names.iter().map(section).collect(),
        }
    }

    /// One more member of the object `section`; a key is used once.
    pub(super) fn put(&mut self, section: &str, key: &str, value: &Value) -> Result<(), WriteError> {
        let Some((_, out, first)) = self.sections.iter_mut().find(|s| s.0 == section) else {
            debug_assert!(false, "there is no section {section}");
            return Ok(());
        };
        let comma = if std::mem::take(first) { "" } else { "," };
        let line = format!("{comma}\n{}:{value}", Value::from(key));
        out.write_all(line.as_bytes())
            .map_err(|e| WriteError::new(&self.path, e))
    }

    /// Writes the document: the sections that have members, in their order.
    pub(super) fn finish(self) -> Result<(), WriteError> {
        let path = self.path;
        let write = || {
            let mut out = BufWriter::with_capacity(256 << 10, File::create(&path)?);
            out.write_all(b"{")?;
            let mut comma = "";
            for (name, mut section, empty) in self.sections {
                if empty {
                    continue;
                }
                write!(out, "{comma}\n\"{name}\":{{")?;
                section.rewind()?;
                std::io::copy(&mut section, &mut out)?;
                out.write_all(b"\n}")?;
                comma = ",";
            }
            out.write_all(b"\n}\n")?;
            out.flush()
        };
        write().map_err(|e: std::io::Error| WriteError::new(&path, e))
    }
}
