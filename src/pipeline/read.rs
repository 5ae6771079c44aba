//! Inputs into articles: one thread reads and unpacks, the pool parses.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

use rayon::prelude::*;

use super::{Read, ScanError, Settings, Timer, Unit};
use crate::ingest::{self, Batch, IngestWarning, Parsed};
use crate::report::records::{Rejected, Warning};

/// Batches read ahead of parsing: bounds what is held twice.
const AHEAD: usize = 4;

pub(super) fn read(settings: &Settings, timer: &mut Timer<'_>, cancel: &AtomicBool) -> Result<Read, ScanError> {
    let how = ingest::Settings {
        inputs: settings.inputs.clone(),
        map: settings.map.clone(),
        ..ingest::Settings::default()
    };
    let found = ingest::discover(&how)?;
    let total: u64 = found.sources.iter().map(|s| s.bytes).sum();
    timer.begin("read", (total > 0).then_some(total), Unit::Bytes);
    let progress = timer.progress;
    let (send, receive) = mpsc::sync_channel::<Batch>(AHEAD);
    let parsed: Vec<(u64, Parsed)> = std::thread::scope(|scope| {
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
        let parse = |batch: Batch| (batch.bytes() as u64, ingest::parse_batch(&batch, &how.map));
        receive.into_iter().par_bridge().map(parse).collect()
    });
    if cancel.load(Ordering::Relaxed) {
        return Err(ScanError::Cancelled);
    }
    let mut read = Read::default();
    let mut warnings = found.warnings;
    let mut rejected = found.rejected;
    for (bytes, mut batch) in parsed {
        read.bytes += bytes;
        read.articles.append(&mut batch.articles);
        rejected.append(&mut batch.rejected);
        warnings.append(&mut batch.warnings);
    }
    warnings.extend(ingest::make_unique(&mut read.articles));
    read.rejected = rejected
        .into_iter()
        .map(|r| Rejected {
            path: r.path,
            record: r.record.unwrap_or(0),
            reason: r.reason,
        })
        .collect();
    read.warnings = told(warnings);
    Ok(read)
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
