//! Joins the stages; sole owner of threads, memory and progress.
//!
//! Input: [`Settings`] and a folder to write into; output: the files of the contract and the
//! [`Overview`] that the terminal summary shows. Each stage is a pure function over a batch from a
//! lower layer; what happens here is order, parallelism and cancellation.

mod analyse;
mod budget;
mod build;
mod diff;
mod page;
mod parameters;
mod partitions;
mod read;
mod trace;
mod unique;
mod unmarked;
mod write;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use rayon::prelude::*;

use analyse::Findings;
use budget::Room;

pub use analyse::Params;
pub use budget::Budget;
pub use diff::{Diff, Edit, Op, Passage, diff};
pub use trace::trace;
pub use unique::{By, Keep, Outputs, UniqueError, UniqueParams, UniqueSettings, UniqueSummary, unique};

use crate::article::{Article, Corpus};
use crate::ingest::{FieldMap, IngestError, OutletTable};
use crate::quote::variant;
use crate::report::records::{Compared, Counts, Overview, Rejected, Run, Stage, Warning};
use crate::report::{self, Contents, SCHEMA_VERSION, WriteError, write_json, write_text};
use crate::spill::Texts;

/// What a run is told.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Files, folders, globs, `-` for JSON Lines on standard input.
    pub inputs: Vec<String>,
    /// Worker threads; all cores where `None`.
    pub threads: Option<usize>,
    /// Which fields of a JSON record mean what.
    pub map: FieldMap,
    /// Which names mean one outlet, and who owns it.
    pub outlets: OutletTable,
    /// Parameters of the stages.
    pub params: Params,
    /// Memory to stay below; all is held where `None`. The results are the same.
    pub budget: Option<Budget>,
    /// Bytes that `report.html` may have; [`REPORT_LIMIT_BYTES`] where `None`. More: it leaves less out.
    pub report_limit_bytes: Option<usize>,
}

/// Bytes of `report.html` at most, unless told otherwise: what a mail server lets through and a phone opens.
pub const REPORT_LIMIT_BYTES: usize = 15_000_000;

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

/// The worker threads could not be started.
#[derive(Debug, thiserror::Error)]
#[error("cannot start {threads} threads: {source} (try a smaller -j)")]
pub struct ThreadsError {
    /// How many were asked for.
    threads: usize,
    /// What the thread pool said.
    source: rayon::ThreadPoolBuildError,
}

/// The pool of a run; all cores where `threads` is `None`.
fn pool(threads: Option<usize>) -> Result<rayon::ThreadPool, ThreadsError> {
    let threads = threads.unwrap_or(0);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map_err(|source| ThreadsError { threads, source })
}

/// Why a run ended without results.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    /// The run was cancelled.
    #[error("cancelled; nothing was written")]
    Cancelled,
    /// An input cannot be read at all.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// The worker threads could not be started.
    #[error(transparent)]
    Threads(#[from] ThreadsError),
    /// Temporary files could not be written or read.
    #[error("what is needed again could not be kept or read (temporary files go to {}, --tmpdir names another folder)", folder.display())]
    Spill {
        /// The folder for temporary files.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A result file could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The page could not be made.
    #[error(transparent)]
    Page(#[from] crate::report::PageError),
}

/// Articles ready to be compared, and what was met on the way.
#[derive(Debug, Default)]
pub struct Read {
    /// The articles.
    pub articles: Vec<Article>,
    /// Records that could not be read.
    pub rejected: Vec<Rejected>,
    /// Bytes read, uncompressed.
    pub bytes: u64,
    /// What the reader of the results must know about the reading.
    pub warnings: Vec<Warning>,
}

/// Times stages and names them to whoever shows progress.
struct Timer<'p> {
    progress: &'p dyn Progress,
    stages: Vec<Stage>,
    running: Option<(&'static str, Instant)>,
}

impl<'p> Timer<'p> {
    fn new(progress: &'p dyn Progress) -> Self {
        Self {
            progress,
            stages: Vec::new(),
            running: None,
        }
    }

    fn begin(&mut self, stage: &'static str, total: Option<u64>, unit: Unit) {
        self.end();
        self.progress.begin(stage, total, unit);
        self.running = Some((stage, Instant::now()));
    }

    fn end(&mut self) {
        if let Some((stage, since)) = self.running.take() {
            self.stages.push(Stage {
                stage: stage.into(),
                seconds: (since.elapsed().as_secs_f64() * 1000.0).round() / 1000.0,
                peak_memory_bytes: peak_memory_bytes(),
            });
        }
    }
}

/// Peak resident memory of this process, where the system tells (Linux).
fn peak_memory_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kib * 1024)
}

/// Articles whose quotations are read at a time.
const ITEM_ARTICLES: usize = 4096;

/// Runs the main job and writes every file of the contract into `folder`, which exists and is empty.
///
/// # Errors
/// When an input cannot be opened at all, a file cannot be written, or `cancel` became true. Bad records
/// are not errors: they are in `rejected.jsonl`.
pub fn scan(
    settings: &Settings,
    folder: &Path,
    progress: &dyn Progress,
    cancel: &AtomicBool,
) -> Result<Overview, ScanError> {
    let mut timer = Timer::new(progress);
    in_pool(settings, || {
        let room = Room::new(settings.budget.as_ref());
        let (read, texts) = read::read(settings, &room, &mut timer, cancel)?;
        compare(read, texts, &room, settings, folder, &mut timer, cancel)
    })
}

/// Runs the main job on articles that were read already and writes every file of the contract.
///
/// # Errors
/// When a file cannot be written or `cancel` became true.
pub fn scan_articles(
    mut read: Read,
    settings: &Settings,
    folder: &Path,
    progress: &dyn Progress,
    cancel: &AtomicBool,
) -> Result<Overview, ScanError> {
    let mut timer = Timer::new(progress);
    in_pool(settings, || {
        let room = Room::new(settings.budget.as_ref());
        let mut texts = room.texts();
        for article in &mut read.articles {
            let text = std::mem::take(&mut article.text);
            texts.push(text).map_err(|error| room.failed(error))?;
        }
        compare(read, texts, &room, settings, folder, &mut timer, cancel)
    })
}

fn in_pool<R: Send>(settings: &Settings, work: impl FnOnce() -> Result<R, ScanError> + Send) -> Result<R, ScanError> {
    pool(settings.threads)?.install(work)
}

fn compare(
    read: Read,
    texts: Texts,
    room: &Room,
    settings: &Settings,
    folder: &Path,
    timer: &mut Timer<'_>,
    cancel: &AtomicBool,
) -> Result<Overview, ScanError> {
    let (mut overview, contents) = tables(read, texts, room, settings, folder, timer, cancel)?;
    parameters::warn(&mut overview.run);
    timer.end();
    timer.progress.finish();
    overview.run.stages.clone_from(&timer.stages);
    write_json(&folder.join("run.json"), &overview.run)?;
    write_text(&folder.join("report.html"), &report::page(&overview, &contents)?)?;
    Ok(overview)
}

/// Compares articles and writes every table; what is held for that is given back before the page is written.
fn tables(
    read: Read,
    mut texts: Texts,
    room: &Room,
    settings: &Settings,
    folder: &Path,
    timer: &mut Timer<'_>,
    cancel: &AtomicBool,
) -> Result<(Overview, Contents), ScanError> {
    let progress = timer.progress;
    let Read {
        articles,
        mut rejected,
        bytes,
        warnings,
    } = read;
    rejected.sort_by(|a, b| (&a.path, a.record, &a.reason).cmp(&(&b.path, b.record, &b.reason)));
    let (corpus, order) = Corpus::in_order(articles);
    texts.arrange(order).map_err(|error| room.failed(error))?;
    let texts = &texts;
    let stop = || {
        if cancel.load(Ordering::Relaxed) {
            return Err(ScanError::Cancelled);
        }
        texts.check().map_err(|error| room.failed(error))
    };
    stop()?;
    let findings = analyse::analyse(corpus, texts, &settings.params, room, timer, progress, &stop)?;
    stop()?;

    timer.begin("quotes", None, Unit::Articles);
    let items = items(&findings, texts);
    let families = quote_families(&items, texts, &settings.params);
    let unmarked = unmarked::unmarked(&findings, texts, &items, &families);
    stop()?;

    timer.begin("write", None, Unit::Records);
    let articles = findings.corpus.len() as u64;
    let skipped = warnings.iter().find(|w| w.code == "skipped-files");
    let compared = Compared {
        article_pairs: articles * articles.saturating_sub(1) / 2,
        story_pairs: findings.story_pairs,
        aligned_pairs: findings.aligned_pairs,
        rewritten: settings.params.rewritten,
        quotations: items.len() as u64,
        rejected_records: rejected.len() as u64,
        skipped_files: skipped.map_or(0, |w| w.count),
    };
    let mut listed = parameters::listed(&settings.params);
    listed.insert("outlets.table".into(), settings.outlets.fingerprint().into());
    let run = Run {
        schema_version: SCHEMA_VERSION,
        tool: "dedupe".into(),
        version: env!("CARGO_PKG_VERSION").into(),
        parameters: listed,
        inputs: settings.inputs.clone(),
        counts: Counts {
            bytes,
            ..Counts::default()
        },
        compared,
        stages: Vec::new(),
        warnings,
        limits: parameters::limits(&settings.params),
    };
    let material = build::Material {
        findings: &findings,
        texts,
        items: &items,
        families: &families,
        unmarked: &unmarked,
        rejected: &rejected,
    };
    let limit = settings.report_limit_bytes.unwrap_or(REPORT_LIMIT_BYTES);
    let (mut overview, contents) = write::write(&material, run, folder, limit, progress)?;
    overview.spilled_bytes = texts.spilled_bytes() + findings.spilled_bytes;
    stop()?;
    Ok((overview, contents))
}

/// Every quotation, ready to be compared.
fn items<'f>(findings: &'f Findings, texts: &Texts) -> Vec<variant::Item<'f>> {
    let corpus = &findings.corpus;
    let mut items: Vec<variant::Item<'_>> = Vec::with_capacity(findings.quotes.iter().map(Vec::len).sum());
    for from in (0..corpus.len()).step_by(ITEM_ARTICLES) {
        let articles = from..corpus.len().min(from + ITEM_ARTICLES);
        let of_article = |ix: usize| {
            let quotes = &findings.quotes[ix];
            if quotes.is_empty() {
                return Vec::new();
            }
            let text = texts.get(ix as u32);
            let item = |q| variant::Item::new(corpus, ix as u32, &text, findings.story_of[ix], q);
            quotes.iter().map(item).collect()
        };
        let of_articles: Vec<Vec<variant::Item<'_>>> = articles.into_par_iter().map(of_article).collect();
        items.extend(of_articles.into_iter().flatten());
    }
    items
}

/// Quotations into families.
fn quote_families(items: &[variant::Item<'_>], texts: &Texts, params: &Params) -> Vec<variant::Family> {
    variant::group(items, &|ix| texts.get(ix), &params.variant)
}
