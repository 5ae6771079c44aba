//! Findings into records, records into files.
//!
//! Records are built in parallel, a batch at a time, and written in order, so that a large run never
//! holds all of them; the [`Overview`] keeps the head of every list.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;

use super::analyse::Passage;
use super::build::{Material, Records};
use super::{Progress, ScanError};
use crate::article::ArticleIx;
use crate::passage::Kind;
use crate::quote::variant::{Family, Flag};
use crate::report::records::{Counts, Overview, Run};
use crate::report::{JsonLines, write_pairs};

/// Records built at a time.
const BATCH: usize = 4096;
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

    let mut out = Out { folder, progress };
    let all = 0..corpus.len() as u32;
    out.table(
        "articles.jsonl",
        &all.collect::<Vec<_>>(),
        |&ix| make.article(ix),
        |_, _| {},
    )?;

    let top = top_by(&findings.stories, TOP_STORIES, |s| {
        (std::cmp::Reverse(s.members.len()), s.representative)
    });
    let mut stories = Vec::new();
    out.table(
        "stories.jsonl",
        &findings.stories,
        |s| make.story(s),
        |at, record| {
            if top.contains(&at) {
                stories.push(record);
            }
        },
    )?;
    stories.sort_by_key(|s| std::cmp::Reverse(s.articles.len()));

    out.table("matches.jsonl", &findings.matches, |m| make.located(m), |_, _| {})?;

    let interest = |p: &Passage| {
        let kind = Kind::ALL.iter().position(|&k| k == p.verdict.kind);
        (
            kind,
            std::cmp::Reverse(p.places.len()),
            std::cmp::Reverse(p.words),
            p.places[0].article,
            p.places[0].span,
        )
    };
    let top = top_by(&findings.passages, TOP_PASSAGES, interest);
    let mut passages = Vec::new();
    let mut by_kind: BTreeMap<String, u64> = BTreeMap::new();
    out.table(
        "passages.jsonl",
        &findings.passages,
        |p| make.passage(p),
        |at, record| {
            *by_kind.entry(record.kind.clone()).or_default() += 1;
            if top.contains(&at) {
                passages.push((interest(&findings.passages[at]), record));
            }
        },
    )?;
    passages.sort_by_key(|a| a.0);
    counts.passages_by_kind = by_kind;

    let articles_of = |f: &Family| -> usize {
        let mut ids: Vec<ArticleIx> = f.carriers.iter().map(|c| material.items[c.item].article).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.len()
    };
    let serious = |f: &Family| f.flags.iter().filter(|&&flag| flag != Flag::AmbiguousFragment).count();
    let interest = |f: &Family| {
        let first = &material.items[f.carriers[0].item];
        (
            std::cmp::Reverse((serious(f).min(1), articles_of(f))),
            first.article,
            first.quote.span,
        )
    };
    let top = top_by(material.families, TOP_QUOTES, interest);
    let mut quotes = Vec::new();
    let (mut repeated, mut by_flag) = (0, BTreeMap::<String, u64>::new());
    out.table(
        "quotes.jsonl",
        &(0..material.families.len()).collect::<Vec<_>>(),
        |&at| make.quote(at),
        |at, record| {
            let family = &material.families[at];
            repeated += u64::from(articles_of(family) > 1);
            for flag in &record.flags {
                *by_flag.entry(flag.clone()).or_default() += 1;
            }
            if top.contains(&at) {
                quotes.push((interest(family), record));
            }
        },
    )?;
    quotes.sort_by_key(|a| a.0);
    counts.quotes_repeated = repeated;
    counts.quotes_by_flag = by_flag;

    let (mut outlets, mut pairs) = make.outlets();
    out.table("outlets.jsonl", &outlets, Clone::clone, |_, _| {})?;
    write_pairs(&folder.join("outlet_pairs.csv"), &pairs)?;
    out.table("rejected.jsonl", material.rejected, Clone::clone, |_, _| {})?;

    outlets.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.outlet.cmp(&b.outlet)));
    pairs.sort_by(|x, y| y.words.cmp(&x.words).then_with(|| (&x.a, &x.b).cmp(&(&y.a, &y.b))));
    pairs.truncate(TOP_PAIRS);
    let mut overview = Overview {
        run: Run { counts, ..run },
        articles: BTreeMap::new(),
        stories,
        passages: passages.into_iter().map(|p| p.1).collect(),
        quotes: quotes.into_iter().map(|q| q.1).collect(),
        outlets,
        pairs,
        rejected: material.rejected.iter().take(TOP_REJECTED).cloned().collect(),
    };
    overview.articles = make.named_in(&overview);
    Ok(overview)
}

/// Positions of the `limit` smallest by `key`.
fn top_by<T, K: Ord>(all: &[T], limit: usize, key: impl Fn(&T) -> K) -> BTreeSet<usize> {
    let mut order: Vec<(K, usize)> = all.iter().enumerate().map(|(at, x)| (key(x), at)).collect();
    if order.len() > limit {
        order.select_nth_unstable(limit);
        order.truncate(limit);
    }
    order.into_iter().map(|x| x.1).collect()
}

struct Out<'o> {
    folder: &'o Path,
    progress: &'o dyn Progress,
}

impl Out<'_> {
    /// Builds one record for each input, in batches, writes them in order and shows each to `seen`.
    fn table<T: Sync, R: serde::Serialize + Send>(
        &mut self,
        name: &str,
        from: &[T],
        build: impl Fn(&T) -> R + Sync,
        mut seen: impl FnMut(usize, R),
    ) -> Result<(), ScanError> {
        let mut file = JsonLines::create(self.folder.join(name))?;
        for (batch, chunk) in from.chunks(BATCH).enumerate() {
            let records: Vec<R> = chunk.par_iter().map(&build).collect();
            for (at, record) in records.into_iter().enumerate() {
                file.write(&record)?;
                seen(batch * BATCH + at, record);
            }
            self.progress.advance(chunk.len() as u64);
        }
        file.finish()?;
        Ok(())
    }
}
