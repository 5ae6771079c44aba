//! Inputs into articles and their texts: one thread reads and unpacks, the pool parses.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};

use rayon::prelude::*;

use super::budget::Room;
use super::{Read, ScanError, Settings, Timer, Unit};
use crate::ingest::{self, Batch, IngestWarning, Parsed};
use crate::report::records::{Rejected, Warning};
use crate::spill::Texts;

/// Batches read ahead of parsing: bounds what is held twice.
const AHEAD: usize = 4;

/// What a batch holds; its texts stand apart.
struct Collected {
    /// Number of the first of them.
    first: usize,
    bytes: u64,
    parsed: Parsed,
}

pub(super) fn read(
    settings: &Settings,
    room: &Room,
    timer: &mut Timer<'_>,
    cancel: &AtomicBool,
) -> Result<(Read, Texts), ScanError> {
    let how = ingest::Settings {
        inputs: settings.inputs.clone(),
        map: settings.map.clone(),
        batch_bytes: (room.share(64)).clamp(256 << 10, 4 << 20),
        ..ingest::Settings::default()
    };
    let found = ingest::discover(&how)?;
    let total: u64 = found.sources.iter().map(|s| s.bytes).sum();
    timer.begin("read", (total > 0).then_some(total), Unit::Bytes);
    let progress = timer.progress;
    let (send, receive) = mpsc::sync_channel::<Batch>(AHEAD);
    let texts = Mutex::new(room.texts());
    let parsed: Result<Vec<Collected>, ScanError> = std::thread::scope(|scope| {
        scope.spawn(|| {
            ingest::read(&found.sources, &how, &mut |batch| {
                progress.advance(batch.bytes_read);
                // The other side is gone only after a cancel.
                if cancel.load(Ordering::Relaxed) || send.send(batch).is_err() {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            });
            drop(send);
        });
        let parse = |batch: Batch| {
            let bytes = batch.bytes() as u64;
            let mut parsed = ingest::parse_batch(&batch, &how.map);
            drop(batch);
            let mut texts = texts.lock().unwrap_or_else(PoisonError::into_inner);
            let first = texts.len();
            for article in &mut parsed.articles {
                settings.outlets.apply(article);
                let text = std::mem::take(&mut article.text);
                texts.push(text).map_err(|error| room.failed(error))?;
            }
            Ok(Collected { first, bytes, parsed })
        };
        receive.into_iter().par_bridge().map(parse).collect()
    });
    if cancel.load(Ordering::Relaxed) {
        return Err(ScanError::Cancelled);
    }
    let mut parsed = parsed?;
    // Articles in the order of their texts.
    parsed.sort_unstable_by_key(|c| (c.first, c.parsed.articles.len()));
    let texts = texts.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut read = Read::default();
    read.articles.reserve_exact(texts.len());
    let mut warnings = found.warnings;
    let mut rejected = found.rejected;
    for Collected {
        bytes,
        parsed: mut batch,
        ..
    } in parsed
    {
        read.bytes += bytes;
        read.articles.append(&mut batch.articles);
        rejected.append(&mut batch.rejected);
        warnings.append(&mut batch.warnings);
    }
    warnings.extend(ingest::make_unique_with(&mut read.articles, |at| texts.get(at as u32)));
    read.rejected = rejected
        .into_iter()
        .map(|r| Rejected {
            path: r.path,
            record: r.record.unwrap_or(0),
            reason: r.reason,
        })
        .collect();
    read.warnings = told(warnings);
    Ok((read, texts))
}

/// Details a warning names before it only counts.
const DETAILS: usize = 5;

/// Warnings of one kind as one record, in an order that does not depend on the threads.
fn told(mut warnings: Vec<IngestWarning>) -> Vec<Warning> {
    warnings.sort_unstable();
    let code = |warning: &IngestWarning| match warning {
        IngestWarning::SkippedEnding { .. } => "skipped-files",
        IngestWarning::DuplicateId { .. } => "duplicate-id",
        IngestWarning::UnreadableDate { .. } => "unreadable-date",
    };
    let count = |warning: &IngestWarning| match warning {
        IngestWarning::SkippedEnding { files: n, .. } | IngestWarning::DuplicateId { records: n, .. } => *n as u64,
        IngestWarning::UnreadableDate { .. } => 1,
    };
    warnings
        .chunk_by(|a, b| code(a) == code(b))
        .map(|same| {
            let mut details: Vec<String> = same.iter().take(DETAILS).map(ToString::to_string).collect();
            if same.len() > DETAILS {
                details.push(format!("and {} more like these", same.len() - DETAILS));
            }
            Warning {
                code: code(&same[0]).into(),
                count: same.iter().map(count).sum(),
                message: details.join("; "),
            }
        })
        .collect()
}
