//! Packed records, and [`Texts`], in memory, and past a budget in a temporary file.
//!
//! Input: records pushed into partitions, in any order; output: each partition's records. Whoever pushes
//! decides when to [`spill`](Runs::spill): all that is held then goes to the end of one file, a run a
//! partition. The file has no name, so the system removes it however the process ends.
//!
//! Invariants: what comes out of a partition is what went in, in the order it went in, spilled or not.
//! Cost: a copy into memory; for what is spilled one write and one read, both sequential within a run.

mod column;
mod texts;

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use column::Column;
pub use texts::Texts;

/// A record of fixed size.
pub trait Record: Copy + Ord + Send + Sync {
    /// Its size.
    const BYTES: usize;
    /// Appends it, little end first.
    fn put(self, out: &mut Vec<u8>);
    /// Reads it back from [`BYTES`](Self::BYTES) bytes; what is missing counts as zeros.
    fn get(bytes: &[u8]) -> Self;
}

macro_rules! record {
    ($type:ty) => {
        impl Record for $type {
            const BYTES: usize = size_of::<$type>();
            fn put(self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }
            fn get(bytes: &[u8]) -> Self {
                bytes.first_chunk().map_or(0, |b| <$type>::from_le_bytes(*b))
            }
        }
    };
}
record!(u64);
record!(u128);

/// Bytes of a block: records are held in blocks of one size, so that memory is what the blocks take. A little
/// less than a power of two, where allocators begin a larger size.
const BLOCK_BYTES: usize = (4 << 10) - 128;

/// Records in partitions.
#[derive(Debug)]
pub struct Runs<R> {
    partitions: Vec<Partition<R>>,
    folder: PathBuf,
    file: Option<Arc<File>>,
    /// Bytes in the file.
    spilled: u64,
    /// Blocks that were spilled and can be filled again.
    spare: Vec<Vec<R>>,
    /// Blocks in memory, spare ones apart.
    blocks: usize,
}

/// One partition's records: those spilled, then those held.
#[derive(Debug)]
pub struct Partition<R> {
    held: Vec<Vec<R>>,
    /// Place and length of its runs in the file.
    runs: Vec<(u64, usize)>,
    file: Option<Arc<File>>,
}

impl<R: Record> Runs<R> {
    /// Empty partitions; what is spilled goes to a file in `folder`.
    #[must_use]
    pub fn new(partitions: usize, folder: &Path) -> Self {
        let empty = || Partition {
            held: Vec::new(),
            runs: Vec::new(),
            file: None,
        };
        Self {
            partitions: std::iter::repeat_with(empty).take(partitions.max(1)).collect(),
            folder: folder.to_owned(),
            file: None,
            spilled: 0,
            spare: Vec::new(),
            blocks: 0,
        }
    }

    /// Adds a record to a partition, whose number is below that of the partitions.
    #[inline]
    pub fn push(&mut self, partition: usize, record: R) {
        let held = &mut self.partitions[partition].held;
        match held.last_mut() {
            Some(block) if block.len() < block.capacity() => block.push(record),
            _ => self.push_block(partition, record),
        }
    }

    #[cold]
    fn push_block(&mut self, partition: usize, record: R) {
        let room = (BLOCK_BYTES / R::BYTES).max(1);
        let mut block = self.spare.pop().unwrap_or_else(|| Vec::with_capacity(room));
        block.push(record);
        self.partitions[partition].held.push(block);
        self.blocks += 1;
    }

    /// Bytes that so many partitions should be let hold at least: two blocks each, since spilling less would write
    /// runs of a few records.
    #[must_use]
    pub const fn least_bytes(partitions: usize) -> usize {
        2 * BLOCK_BYTES * partitions
    }

    /// Bytes of memory that the records take.
    #[must_use]
    pub fn held_bytes(&self) -> usize {
        self.blocks * BLOCK_BYTES
    }

    /// Bytes of the records in the file.
    #[must_use]
    pub fn spilled_bytes(&self) -> u64 {
        self.spilled
    }

    /// Gives memory back: of the blocks that were spilled, those over so many bytes.
    pub fn trim(&mut self, bytes: usize) {
        self.spare.truncate(bytes / BLOCK_BYTES);
    }

    /// Moves everything held to the file; its memory is kept to be filled again, see [`trim`](Self::trim).
    ///
    /// # Errors
    /// When the file cannot be made or written.
    pub fn spill(&mut self) -> io::Result<()> {
        let file = match &self.file {
            Some(file) => Arc::clone(file),
            None => Arc::clone(self.file.insert(Arc::new(tempfile::tempfile_in(&self.folder)?))),
        };
        let mut packed = Vec::new();
        for partition in &mut self.partitions {
            if partition.held.is_empty() {
                continue;
            }
            packed.clear();
            for mut block in partition.held.drain(..) {
                for record in &block {
                    record.put(&mut packed);
                }
                block.clear();
                self.spare.push(block);
            }
            (&*file).write_all(&packed)?;
            partition.runs.push((self.spilled, packed.len()));
            self.spilled += packed.len() as u64;
        }
        self.blocks = 0;
        Ok(())
    }

    /// The partitions, in their order.
    #[must_use]
    pub fn into_partitions(self) -> Vec<Partition<R>> {
        let file = self.file;
        let mut partitions = self.partitions;
        for partition in &mut partitions {
            if !partition.runs.is_empty() {
                partition.file.clone_from(&file);
            }
        }
        partitions
    }
}

impl<R: Record> Partition<R> {
    /// Its records, in the order in which they were pushed.
    ///
    /// # Errors
    /// When what was spilled cannot be read.
    pub fn load(self) -> io::Result<Vec<R>> {
        let spilled: usize = self.runs.iter().map(|&(_, bytes)| bytes / R::BYTES).sum();
        let held: usize = self.held.iter().map(Vec::len).sum();
        let mut records = Vec::with_capacity(spilled + held);
        let mut packed = Vec::new();
        for (place, bytes) in self.runs {
            let file = self.file.as_ref().ok_or(io::ErrorKind::NotFound)?;
            packed.resize(bytes, 0);
            read_at(file, &mut packed, place)?;
            records.extend(packed.chunks_exact(R::BYTES).map(R::get));
        }
        for block in self.held {
            records.extend(block);
        }
        Ok(records)
    }
}

/// Fills `into` from a place in a file, leaving the file's own position alone.
///
/// # Errors
/// When the file ends before `into` is full, or cannot be read.
#[cfg(unix)]
pub fn read_at(file: &File, into: &mut [u8], place: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, into, place)
}

/// Fills `into` from a place in a file.
///
/// # Errors
/// When the file ends before `into` is full, or cannot be read.
#[cfg(windows)]
pub fn read_at(file: &File, mut into: &mut [u8], mut place: u64) -> io::Result<()> {
    use std::os::windows::fs::FileExt;
    while !into.is_empty() {
        match file.seek_read(into, place) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => {
                into = &mut into[read..];
                place += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_comes_out_is_what_went_in(
            records in prop::collection::vec((0_usize..4, any::<u64>(), any::<bool>()), 0..200),
        ) {
            let folder = tempfile::tempdir().unwrap();
            let mut runs = Runs::new(4, folder.path());
            for &(partition, record, spill) in &records {
                runs.push(partition, record);
                if spill {
                    runs.spill().unwrap();
                    prop_assert_eq!(runs.held_bytes(), 0);
                }
            }
            prop_assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "the file has no name");
            for (number, partition) in runs.into_partitions().into_iter().enumerate() {
                let expected: Vec<u64> = records.iter().filter(|r| r.0 == number).map(|r| r.1).collect();
                prop_assert_eq!(partition.load().unwrap(), expected);
            }
        }
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        let mut runs = Runs::new(2, Path::new("/no/such/folder"));
        runs.push(1, 7_u128);
        assert!(runs.spill().is_err());
    }
}
