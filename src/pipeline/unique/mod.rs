//! Near-duplicates alone, at full speed and in bounded memory.
//!
//! Input: [`UniqueSettings`] and where to write; output: every record that is kept, byte for byte and in
//! the order of input, and for each that is not what it was dropped for. Three passes: `read` sketches each record and
//! notes where it stands; `candidates` sorts band keys into pairs, and `verify` compares texts, read again,
//! with the article that is kept; `write` copies what is kept. What grows with the number of articles lies
//! in `catalog`, at 44 to 76 bytes an article; all else is spilled past the budget.
//!
//! Invariants: a dropped article was itself compared with the one that is kept and reaches the threshold;
//! what is kept does not depend on threads, memory or instruction set. Cost: one pass over the bytes, a
//! second over the texts of candidates, linear sorts between.

mod candidates;
mod catalog;
mod read;
mod verify;
mod write;

use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Progress, ThreadsError, Timer, Unit};
use crate::ingest::{self, FieldMap, IngestError, Rejected};
use crate::pipeline;
use crate::report::records::Stage;
use crate::sketch;

pub use write::Outputs;

/// Which similarity decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Shared shingles / all shingles of both.
    Jaccard,
    /// Shared shingles / shingles of the smaller article.
    Containment,
}

/// Which article of a story is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// The first in the order of input.
    First,
    /// The one with the earliest date; undated ones only where no other is left.
    Earliest,
    /// The one with the most words.
    Longest,
}

/// Settings of near-duplicate detection.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UniqueParams {
    /// Similarity from which an article is dropped. Higher: only closer copies are (precision); lower:
    /// heavily edited ones are too (recall).
    pub threshold: f64,
    /// Which similarity decides. Containment also drops what is cut from another article (recall); what
    /// an article quotes at length may then drop it (precision).
    pub by: By,
    /// Which article of a story is kept.
    pub keep: Keep,
    /// Words of a shingle. More: each changed word costs more shingles, so that edited copies fall under the
    /// threshold (recall); fewer: texts of the same phrases come closer (precision).
    pub shingle_words: usize,
    /// Largest group of articles with one band key in which every pair is a candidate; in larger ones
    /// each is paired with the first and its neighbour. Larger: recall among articles that share much
    /// furniture, slower.
    pub all_pairs_limit: usize,
}

impl Default for UniqueParams {
    fn default() -> Self {
        Self {
            threshold: 0.7,
            by: By::Jaccard,
            keep: Keep::First,
            shingle_words: 5,
            all_pairs_limit: 32,
        }
    }
}

impl UniqueParams {
    /// The kind of sketch that finds candidates.
    #[must_use]
    pub fn sketch(&self) -> sketch::Params {
        sketch::Params {
            shingle_words: self.shingle_words,
            ..sketch::Params::default()
        }
        .for_threshold(self.threshold)
    }
}

/// What a run of near-duplicate detection is told.
#[derive(Debug, Clone)]
pub struct UniqueSettings {
    /// Files, folders, globs, `-` for JSON Lines on standard input.
    pub inputs: Vec<String>,
    /// Worker threads; all cores where `None`.
    pub threads: Option<usize>,
    /// Which fields of a JSON record mean what.
    pub map: FieldMap,
    /// What a near-duplicate is.
    pub params: UniqueParams,
    /// Bytes of memory to stay below.
    pub max_memory_bytes: usize,
    /// Folder for temporary files.
    pub tmpdir: PathBuf,
}

/// What came of it.
#[derive(Debug, Clone, Default)]
pub struct UniqueSummary {
    /// Articles read.
    pub articles: u64,
    /// Bytes read, unpacked.
    pub bytes: u64,
    /// Articles dropped that have the same words as the one kept.
    pub exact: u64,
    /// Other articles dropped.
    pub near: u64,
    /// Kept articles for which others were dropped.
    pub stories: u64,
    /// Articles without a word, kept as they are.
    pub empty: u64,
    /// Pairs of articles that shared keys enough to be compared.
    pub candidates: u64,
    /// Comparisons of two texts.
    pub compared: u64,
    /// Bytes that went through temporary files.
    pub spilled_bytes: u64,
    /// Records that are no articles; they are not written.
    pub rejected: u64,
    /// The first of them, and why.
    pub first_rejected: Vec<Rejected>,
    /// What the reader of the results must know about the reading.
    pub warnings: Vec<String>,
    /// Time and memory by stage.
    pub stages: Vec<Stage>,
}

/// Why a run ended without results.
#[derive(Debug, thiserror::Error)]
pub enum UniqueError {
    /// The run was cancelled.
    #[error("cancelled; nothing was written")]
    Cancelled,
    /// An input cannot be read at all.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// The worker threads could not be started.
    #[error(transparent)]
    Threads(#[from] ThreadsError),
    /// Temporary files could not be written or read, or an input not be read again.
    #[error("what is needed again could not be kept or read (temporary files go to {}, --tmpdir names another folder)", folder.display())]
    Spill {
        /// The folder for temporary files.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// What is kept could not be written.
    #[error("cannot write {what} (is there room where it goes?)")]
    Write {
        /// What was being written.
        what: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// More articles than can be numbered.
    #[error("more than {} articles; split the input and run again on what is kept of each part", u32::MAX - 1)]
    TooMany,
}

/// Finds near-duplicates and writes what is kept.
///
/// # Errors
/// When an input cannot be read at all, what is written or spilled cannot be, or `cancel` became true.
/// Bad records are not errors: they are in the summary.
pub fn unique(
    settings: &UniqueSettings,
    outputs: &mut Outputs<'_>,
    progress: &dyn Progress,
    cancel: &AtomicBool,
) -> Result<UniqueSummary, UniqueError> {
    let pool = pipeline::pool(settings.threads)?;
    let stop = || {
        if cancel.load(Ordering::Relaxed) {
            Err(UniqueError::Cancelled)
        } else {
            Ok(())
        }
    };
    let failed = |source: io::Error| UniqueError::Spill {
        folder: settings.tmpdir.clone(),
        source,
    };
    let mut timer = Timer::new(progress);

    let how = ingest::Settings {
        inputs: settings.inputs.clone(),
        map: settings.map.clone(),
        batch_bytes: (settings.max_memory_bytes / 64).clamp(256 << 10, 1 << 20),
        ..ingest::Settings::default()
    };
    let mut found = ingest::discover(&how)?;
    // They come sorted by path; what was named first is first here.
    found.sources.sort_by_key(|source| source.input);
    let total: u64 = found.sources.iter().map(|s| s.bytes).sum();
    timer.begin("read", (total > 0).then_some(total), Unit::Bytes);
    let mut catalog = read::read(
        &pool,
        &found.sources,
        &how,
        settings,
        found.rejected,
        outputs.rejected.take(),
        progress,
        cancel,
    )?;
    stop()?;
    let mut summary = UniqueSummary {
        articles: catalog.len() as u64,
        bytes: catalog.bytes,
        empty: catalog.empty,
        rejected: catalog.rejected,
        warnings: found.warnings.iter().map(ToString::to_string).collect(),
        ..UniqueSummary::default()
    };
    summary.first_rejected = std::mem::take(&mut catalog.first_rejected);

    timer.begin("candidates", None, Unit::Pairs);
    let mut verdicts = catalog.same_words(&pool).map_err(failed)?;
    let pairs = candidates::pairs(&pool, &mut catalog, &verdicts, settings).map_err(failed)?;
    stop()?;

    timer.begin("compare", Some(pairs.len()), Unit::Pairs);
    summary.candidates = pairs.len();
    summary.spilled_bytes = catalog.spilled_bytes + pairs.spilled_bytes();
    summary.compared =
        verify::verify(&pool, &catalog, pairs, settings, &mut verdicts, progress, cancel).map_err(failed)?;
    stop()?;

    timer.begin("write", Some(summary.articles), Unit::Articles);
    write::write(
        &pool,
        &catalog,
        &verdicts,
        settings,
        outputs,
        &mut summary,
        progress,
        cancel,
    )?;
    timer.end();
    progress.finish();
    summary.stages = timer.stages;
    Ok(summary)
}
