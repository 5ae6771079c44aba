//! How much of a scan may stay in memory.
//!
//! What a scan is told is one number; what each part of it may hold is a share of what that leaves beside the
//! process itself. Without a number nothing is ever spilled.

use std::io;
use std::path::{Path, PathBuf};

use super::ScanError;
use crate::spill::Texts;

/// Memory to stay below, and where the rest goes.
#[derive(Debug, Clone)]
pub struct Budget {
    /// Bytes of memory to stay below.
    pub max_memory_bytes: usize,
    /// Folder for temporary files.
    pub tmpdir: PathBuf,
}

/// What the process takes beside what grows with the corpus: code, tables, batches being read and written. Measured
/// as for `unique`.
const BASE_BYTES: usize = 72 << 20;
/// The same, for each thread.
const THREAD_BYTES: usize = 16 << 20;
/// What is left to be shared at least, however small the budget.
const LEAST_BYTES: usize = 1 << 20;

/// How many at the head of `items` take so many bytes together at most.
pub(super) fn fitting<T>(items: &[T], bytes: usize, size: impl Fn(&T) -> usize) -> usize {
    let mut taken = 0_usize;
    let fits = items.iter().take_while(|&item| {
        taken = taken.saturating_add(size(item));
        taken <= bytes
    });
    fits.count()
}

/// The memory that parts of a scan share.
#[derive(Debug, Clone)]
pub(super) struct Room {
    bytes: Option<usize>,
    folder: PathBuf,
}

impl Room {
    /// Of a pool's thread.
    pub(super) fn new(budget: Option<&Budget>) -> Self {
        let taken = BASE_BYTES + THREAD_BYTES * rayon::current_num_threads();
        Self {
            bytes: budget.map(|b| b.max_memory_bytes.saturating_sub(taken).max(LEAST_BYTES)),
            folder: budget.map(|b| b.tmpdir.clone()).unwrap_or_default(),
        }
    }

    /// One of so many equal shares, in bytes.
    pub(super) fn share(&self, of: usize) -> usize {
        self.bytes.map_or(usize::MAX, |bytes| bytes / of)
    }

    /// Folder for temporary files.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// No texts yet.
    pub(super) fn texts(&self) -> Texts {
        Texts::new(self.share(4), &self.folder)
    }

    /// The error of a run whose temporary files failed.
    pub(super) fn failed(&self, source: io::Error) -> ScanError {
        ScanError::Spill {
            folder: self.folder.clone(),
            source,
        }
    }
}
