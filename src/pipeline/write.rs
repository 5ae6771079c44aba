//! Findings into records, records into files.
//!
//! Records and their lines are made in parallel, a batch at a time, and written in order, so that a large run
//! never holds all of them; the [`Overview`] keeps the head of every list.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;

use super::analyse::Passage;
use super::build::{Desk, Material, Records, flags};
use super::{Progress, ScanError};
use crate::article::ArticleIx;
use crate::passage::Kind;
use crate::quote::variant::{Family, Flag};
use crate::report::records::{Counts, Overview, Run};
use crate::report::{JsonLines, WriteError, add_json_line, write_pairs};
use crate::spill::Texts;

/// Records built at a time.
const BATCH: usize = 4096;
/// Records built by one thread in a row.
const PIECE: usize = 64;
/// Room for their lines: quotations, which are most of all, have about 1,000 bytes each.
const PIECE_BYTES: usize = 96 * 1024;
/// Longest lists of the overview.
const TOP_STORIES: usize = 500;
const TOP_PASSAGES: usize = 500;
const TOP_QUOTES: usize = 1000;
const TOP_PAIRS: usize = 500;
const TOP_REJECTED: usize = 500;

/// Writes every table and answers the overview; `run` has all but its counts.
pub(super) fn write(
    material: &Material<'_>,
    run: Run,
    folder: &Path,
    progress: &dyn Progress,
) -> Result<Overview, ScanError> {
    let make = Records::new(material);
    let findings = material.findings;
    let corpus = &findings.corpus;
    let mut counts = Counts {
        articles: corpus.len() as u64,
        rejected: material.rejected.len() as u64,
        words: findings.words.iter().map(|&w| u64::from(w)).sum(),
        outlets: corpus.outlets().len() as u64,
        stories: findings.stories.len() as u64,
        articles_in_stories: findings.stories.iter().map(|s| s.members.len() as u64).sum(),
        matches: findings.matches.len() as u64,
        passages: findings.passages.len() as u64,
        quotes: material.families.len() as u64,
        quote_carriers: material.items.len() as u64,
        ..run.counts.clone()
    };
    for article in corpus.articles() {
        counts.unknown_outlet += u64::from(article.outlet.is_none());
        counts.undated += u64::from(article.published.is_none());
        counts.agency_credited += u64::from(article.agency.is_some());
    }
    counts.quotes_attributed = material
        .items
        .iter()
        .filter(|i| i.quote.attribution.speaker.is_some())
        .count() as u64;

    let out = Out {
        folder,
        texts: material.texts,
        progress,
    };
    let none = BTreeSet::new();
    out.table("articles.jsonl", corpus.len(), |at, _| make.article(at as u32), &none)?;

    let top = top_by(&findings.stories, TOP_STORIES, |_, s| {
        (Reverse(s.members.len()), s.representative)
    });
    let mut stories = out.table("stories.jsonl", findings.stories.len(), |at, _| make.story(at), &top)?;
    stories.sort_by_key(|(_, s)| Reverse(s.articles.len()));

    out.table(
        "matches.jsonl",
        findings.matches.len(),
        |at, desk| make.located(at, desk),
        &none,
    )?;

    let interest = |p: &Passage| {
        let kind = Kind::ALL.iter().position(|&k| k == p.verdict.kind);
        let own = p.places[0];
        (kind, Reverse(p.places.len()), Reverse(p.words), own.article, own.span)
    };
    let top = top_by(&findings.passages, TOP_PASSAGES, |_, p| interest(p));
    let mut passages = out.table(
        "passages.jsonl",
        findings.passages.len(),
        |at, desk| make.passage(at, desk),
        &top,
    )?;
    passages.sort_by_key(|(at, _)| interest(&findings.passages[*at]));
    for passage in &findings.passages {
        *counts
            .passages_by_kind
            .entry(passage.verdict.kind.name().into())
            .or_default() += 1;
    }

    let articles: Vec<usize> = material.families.par_iter().map(|f| articles_of(material, f)).collect();
    let interest = |at: usize, f: &Family| {
        let first = &material.items[f.carriers[0].item];
        let serious = f.flags.iter().any(|&flag| flag != Flag::AmbiguousFragment);
        (Reverse((serious, articles[at])), first.article, first.quote.span)
    };
    let top = top_by(material.families, TOP_QUOTES, interest);
    let mut quotes = out.table(
        "quotes.jsonl",
        material.families.len(),
        |at, desk| make.quote(at, desk),
        &top,
    )?;
    quotes.sort_by_key(|(at, _)| interest(*at, &material.families[*at]));
    counts.quotes_repeated = articles.iter().filter(|&&n| n > 1).count() as u64;
    for (family, unmarked) in material.families.iter().zip(material.unmarked) {
        for flag in flags(family, unmarked) {
            *counts.quotes_by_flag.entry(flag).or_default() += 1;
        }
    }

    let (mut outlets, mut pairs) = make.outlets();
    out.table("outlets.jsonl", outlets.len(), |at, _| &outlets[at], &none)?;
    write_pairs(&folder.join("outlet_pairs.csv"), &pairs)?;
    let rejected = material.rejected;
    out.table("rejected.jsonl", rejected.len(), |at, _| &rejected[at], &none)?;

    outlets.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.outlet.cmp(&b.outlet)));
    pairs.sort_by(|x, y| y.words.cmp(&x.words).then_with(|| (&x.a, &x.b).cmp(&(&y.a, &y.b))));
    pairs.truncate(TOP_PAIRS);
    let mut overview = Overview {
        run: Run { counts, ..run },
        articles: BTreeMap::new(),
        stories: stories.into_iter().map(|s| s.1).collect(),
        passages: passages.into_iter().map(|p| p.1).collect(),
        quotes: quotes.into_iter().map(|q| q.1).collect(),
        outlets,
        pairs,
        rejected: material.rejected.iter().take(TOP_REJECTED).cloned().collect(),
        spilled_bytes: 0,
    };
    overview.articles = make.named_in(&overview);
    Ok(overview)
}

/// Distinct articles that carry a quotation.
fn articles_of(material: &Material<'_>, family: &Family) -> usize {
    let mut ids: Vec<ArticleIx> = family.carriers.iter().map(|c| material.items[c.item].article).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.len()
}

/// Positions of the `limit` smallest by `key`.
fn top_by<T, K: Ord>(all: &[T], limit: usize, key: impl Fn(usize, &T) -> K) -> BTreeSet<usize> {
    let mut order: Vec<(K, usize)> = all.iter().enumerate().map(|(at, x)| (key(at, x), at)).collect();
    if order.len() > limit {
        order.select_nth_unstable(limit);
        order.truncate(limit);
    }
    order.into_iter().map(|x| x.1).collect()
}

/// Finished lines of some records in a row, and those of the records that are kept, by position.
struct Piece<R> {
    lines: std::io::Result<Vec<u8>>,
    kept: Vec<(usize, R)>,
}

struct Out<'o> {
    folder: &'o Path,
    texts: &'o Texts,
    progress: &'o dyn Progress,
}

impl<'o> Out<'o> {
    /// Builds the records of one table and writes them in order; answers those at the positions in `keep`.
    /// While one batch of lines is written, the next is made.
    fn table<R: serde::Serialize + Send>(
        &self,
        name: &str,
        records: usize,
        build: impl Fn(usize, &mut Desk<'o>) -> R + Sync,
        keep: &BTreeSet<usize>,
    ) -> Result<Vec<(usize, R)>, ScanError> {
        let piece = |from: usize, to: usize| {
            let mut desk = Desk::new(self.texts);
            let (mut lines, mut kept) = (Vec::with_capacity(PIECE_BYTES), Vec::new());
            let made = (from..to).try_for_each(|at| {
                let record = build(at, &mut desk);
                let added = add_json_line(&record, &mut lines);
                if keep.contains(&at) {
                    kept.push((at, record));
                }
                added
            });
            Piece {
                lines: made.map(|()| lines),
                kept,
            }
        };
        let batch = |from: usize| -> Vec<Piece<R>> {
            let to = records.min(from + BATCH);
            let starts = (from..to).into_par_iter().step_by(PIECE);
            starts.map(|at| piece(at, to.min(at + PIECE))).collect()
        };
        let mut file = JsonLines::create(self.folder.join(name))?;
        let mut kept = Vec::new();
        let mut ready = batch(0);
        for from in (0..records).step_by(BATCH) {
            let mut write = || -> Result<(), WriteError> {
                for piece in std::mem::take(&mut ready) {
                    file.write(piece.lines)?;
                    kept.extend(piece.kept);
                }
                Ok(())
            };
            let (written, next) = rayon::join(&mut write, || batch(from + BATCH));
            written?;
            ready = next;
            self.progress.advance(records.min(from + BATCH) as u64 - from as u64);
        }
        Ok(kept)
    }
}
