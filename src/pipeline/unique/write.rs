//! Last pass: what is kept, and what was dropped for what.
//!
//! Kept records that stand together in a file are copied together; the list of dropped articles reads the
//! ids of both sides again, in parallel, in the order of input.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::catalog::{Catalog, Verdicts};
use super::{By, UniqueError, UniqueSettings, UniqueSummary};
use crate::ingest;
use crate::pipeline::Progress;
use crate::report::records::Dropped;
use crate::report::{json_line, round4};
use crate::story::Relation;

/// Where results go.
pub struct Outputs<'o> {
    /// What is kept: the records of the input.
    pub kept: &'o mut dyn Write,
    /// What was dropped, as JSON Lines, where somebody asks for it.
    pub dropped: Option<&'o mut dyn Write>,
    /// Records that were rejected, as JSON Lines, where somebody asks for them.
    pub rejected: Option<&'o mut (dyn Write + Send)>,
}

/// Articles looked at between two looks at whether to go on.
const STEP: usize = 8 << 10;

/// Why an article is not written.
struct Drop {
    article: u32,
    kept: u32,
    relation: Relation,
    jaccard: f64,
    containment: f64,
}

#[allow(clippy::too_many_arguments, reason = "the one caller has them all")]
pub(super) fn write(
    pool: &rayon::ThreadPool,
    catalog: &Catalog,
    verdicts: &Verdicts,
    settings: &UniqueSettings,
    outputs: &mut Outputs<'_>,
    summary: &mut UniqueSummary,
    progress: &dyn Progress,
    cancel: &AtomicBool,
) -> Result<(), UniqueError> {
    let spill = |source| UniqueError::Spill {
        folder: settings.tmpdir.clone(),
        source,
    };
    let mut leads = vec![0_u64; catalog.len().div_ceil(64)];
    let (mut stretch, mut buffer) = (None, Vec::new());
    for from in (0..catalog.len()).step_by(STEP) {
        if cancel.load(Ordering::Relaxed) {
            return Err(UniqueError::Cancelled);
        }
        let to = (from + STEP).min(catalog.len());
        let mut drops = Vec::new();
        for article in from..to {
            if let Some(drop) = dropped(article as u32, verdicts, settings.params.threshold, settings.params.by) {
                if drop.relation == Relation::Exact {
                    summary.exact += 1;
                } else {
                    summary.near += 1;
                }
                leads[drop.kept as usize / 64] |= 1 << (drop.kept % 64);
                if outputs.dropped.is_some() {
                    drops.push(drop);
                }
                continue;
            }
            let (next, done) = catalog.shelf.join(stretch, article);
            stretch = Some(next);
            if let Some(done) = done {
                copy(catalog, done, &mut buffer, outputs.kept)?;
            }
        }
        if let Some(out) = &mut outputs.dropped {
            let lines: Vec<Vec<u8>> = pool.install(|| lines(&drops, catalog, settings)).map_err(spill)?;
            for line in lines {
                out.write_all(&line).map_err(|source| UniqueError::Write {
                    what: "the list of dropped articles",
                    source,
                })?;
            }
        }
        progress.advance((to - from) as u64);
    }
    if let Some(last) = stretch {
        copy(catalog, last, &mut buffer, outputs.kept)?;
    }
    // Nothing is given out of a file that was another one when it was compared.
    catalog.shelf.unchanged().map_err(spill)?;
    summary.stories = leads.iter().map(|bits| u64::from(bits.count_ones())).sum();
    Ok(())
}

fn copy(
    catalog: &Catalog,
    stretch: ingest::Stretch,
    buffer: &mut Vec<u8>,
    out: &mut dyn Write,
) -> Result<(), UniqueError> {
    let copied = catalog.shelf.copy(stretch, buffer, out);
    copied.map_err(|source| UniqueError::Write {
        what: "what is kept",
        source,
    })
}

fn dropped(article: u32, verdicts: &Verdicts, threshold: f64, by: By) -> Option<Drop> {
    let first = verdicts.first[article as usize];
    if let Some(near) = verdicts.near(first) {
        let jaccard = f64::from(near.jaccard);
        // As exact as it was kept.
        let part = by == By::Containment && near.jaccard < threshold as f32;
        return Some(Drop {
            article,
            kept: near.kept,
            relation: if part { Relation::Part } else { Relation::Near },
            jaccard,
            containment: f64::from(near.containment),
        });
    }
    (first != article).then_some(Drop {
        article,
        kept: first,
        relation: Relation::Exact,
        jaccard: 1.0,
        containment: 1.0,
    })
}

/// One line a drop, in order.
fn lines(drops: &[Drop], catalog: &Catalog, settings: &UniqueSettings) -> io::Result<Vec<Vec<u8>>> {
    let id = |article: u32, bytes: &mut Vec<u8>| -> io::Result<String> {
        let raw = catalog.shelf.read(article as usize, bytes)?;
        Ok(ingest::id(&raw, catalog.shelf.map(article as usize, &settings.map)))
    };
    // Many may have been dropped for one.
    let mut kept: Vec<u32> = drops.iter().map(|drop| drop.kept).collect();
    kept.sort_unstable();
    kept.dedup();
    let ids: Vec<String> = kept
        .par_iter()
        .map_init(Vec::new, |bytes, &article| id(article, bytes))
        .collect::<io::Result<_>>()?;
    let line = |bytes: &mut Vec<u8>, drop: &Drop| {
        let (origin, record) = catalog.shelf.origin(drop.article as usize);
        let (kept_origin, kept_record) = catalog.shelf.origin(drop.kept as usize);
        let of_kept = kept.partition_point(|&k| k < drop.kept);
        json_line(&Dropped {
            article: id(drop.article, bytes)?,
            path: origin.path.clone(),
            record,
            kept: ids[of_kept].clone(),
            kept_path: kept_origin.path.clone(),
            kept_record,
            relation: drop.relation.name(),
            similarity: round4(drop.jaccard),
            containment: round4(drop.containment),
        })
    };
    drops.par_iter().map_init(Vec::new, line).collect()
}
