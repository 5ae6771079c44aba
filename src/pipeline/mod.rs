//! Joins the stages; sole owner of threads, memory and progress.
//!
//! Input: [`Settings`] and a folder to write into; output: the files of the contract and the
//! [`Overview`] that the terminal summary shows. Each stage is a pure function over a batch from a
//! lower layer; what happens here is order, parallelism and cancellation.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use crate::report::records::Overview;

/// What a run is told.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Files, folders, globs, `-` for JSON Lines on standard input.
    pub inputs: Vec<String>,
    /// Worker threads; all cores where `None`.
    pub threads: Option<usize>,
}

/// What a progress count counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Bytes of input.
    Bytes,
    /// Articles.
    Articles,
    /// Pairs of articles.
    Pairs,
    /// Output records.
    Records,
}

/// Who is told how far a run has come; called from any thread.
pub trait Progress: Sync {
    /// A stage begins; the one before it has ended. `total` is known for most stages.
    fn begin(&self, stage: &'static str, total: Option<u64>, unit: Unit);
    /// `by` more units are done.
    fn advance(&self, by: u64);
    /// The last stage has ended.
    fn finish(&self);
}

/// Says nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: &'static str, _: Option<u64>, _: Unit) {}
    fn advance(&self, _: u64) {}
    fn finish(&self) {}
}

/// Why a run ended without results.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    /// The run was cancelled.
    #[error("cancelled; nothing was written")]
    Cancelled,
    /// A result file could not be written.
    #[error(transparent)]
    Write(#[from] crate::report::WriteError),
}

/// Runs the main job and writes every file of the contract into `folder`, which exists and is empty.
///
/// # Errors
/// When an input cannot be opened at all, no article could be read, a file cannot be written, or
/// `cancel` became true. Bad records are not errors: they are in `rejected.jsonl`.
pub fn scan(
    settings: &Settings,
    folder: &Path,
    progress: &dyn Progress,
    cancel: &AtomicBool,
) -> Result<Overview, ScanError> {
    let _ = (settings, folder, progress, cancel);
    Err(ScanError::Cancelled)
}
