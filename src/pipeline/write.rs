//! Findings into records, records into files.
//!
//! Records and their lines are made in parallel, a batch at a time, and written in order, so that a large run
//! never holds all of them; the [`Overview`] keeps the head of every list, and rows of the page are kept, as JSON,
//! as far as its limit may let them in.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;

use super::build::{Desk, Material, Records, flags};
use super::page::{self, Kept, Names, Top};
use super::{Progress, ScanError};
use crate::article::ArticleIx;
use crate::passage::Kind;
use crate::quote::variant::{Family, Flag};
use crate::report::records::{Counts, LeftOut, Overview, Run};
use crate::report::{
    Contents, JsonLines, PageError, Part, ROWS, Row, SIDE_BY_SIDE, Tables, WriteError, add_json_line, room, write_pairs,
};
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
const TOP_PAIRS: usize = 20_000;
const TOP_REJECTED: usize = 500;
const TOP_UNCREDITED: usize = 500;
/// Bytes of rows for a byte of the page: more than they are packed by.
const UNPACKED: usize = 5;
/// Bytes of rows for a byte of the page from which on it has not room for all.
const BRIEF_FROM: usize = 4;

/// Writes every table, answers the overview and what a page of `limit` bytes holds; `run` has all but its counts.
pub(super) fn write(
    material: &Material<'_>,
    run: Run,
    folder: &Path,
    limit: usize,
    progress: &dyn Progress,
) -> Result<(Overview, Contents), ScanError> {
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
    let (outlets, mut pairs, uncredited) = make.outlets();
    let mut listed = outlets.clone();
    listed.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.outlet.cmp(&b.outlet)));
    let names = Names::new(corpus, &listed);
    let unpacked = limit.saturating_mul(UNPACKED);

    let article = |at: usize, _: &mut Desk<'_>| make.article(at as u32);
    let characters: Vec<u64> = out.table("articles.jsonl", corpus.len(), article, |_, a| Ok(Some(a.characters)))?;

    let interest = |at: usize| {
        let story = &findings.stories[at];
        let outlets: BTreeSet<u32> = story.members.iter().filter_map(|m| corpus.outlet(m.article)).collect();
        (Reverse((outlets.len(), story.members.len())), story.representative)
    };
    let bytes = |at: usize| 200 + 60 * findings.stories[at].members.len();
    let top = Top::new(findings.stories.len(), interest, bytes, unpacked, TOP_STORIES);
    let kept = out.table(
        "stories.jsonl",
        findings.stories.len(),
        |at, desk| make.story(at, desk),
        |at, record| top.keep(at, record, |record| Row::of_story(record, &names)),
    )?;
    let (stories, story_parts) = Kept::in_order(kept)?;

    out.write("matches.jsonl", findings.matches.len(), |at, desk| {
        make.located(at, desk)
    })?;

    let interest = |at: usize| {
        let p = &findings.passages[at];
        let kind = Kind::ALL.iter().position(|&k| k == p.verdict.kind);
        let own = p.places[0];
        (kind, Reverse(p.places.len()), Reverse(p.words), own.article, own.span)
    };
    let bytes = |at: usize| {
        let p = &findings.passages[at];
        let text = (p.places[0].span.end - p.places[0].span.start) as usize;
        500 + text * p.places.len().min(SIDE_BY_SIDE) + 40 * p.places.len()
    };
    // Quotations have the other half.
    let top = Top::new(findings.passages.len(), interest, bytes, unpacked / 2, TOP_PASSAGES);
    let kept = out.table(
        "passages.jsonl",
        findings.passages.len(),
        |at, desk| make.passage(at, desk),
        |at, record| top.keep(at, record, |record| Row::of_passage(record, &names)),
    )?;
    let (passages, passage_parts) = Kept::in_order(kept)?;
    for passage in &findings.passages {
        *counts
            .passages_by_kind
            .entry(passage.verdict.kind.name().into())
            .or_default() += 1;
        let own = passage.places[0].article;
        counts.passages_between_articles += u64::from(passage.places.iter().any(|place| place.article != own));
    }

    let articles: Vec<usize> = material.families.par_iter().map(|f| articles_of(material, f)).collect();
    let interest = |at: usize| {
        let f: &Family = &material.families[at];
        let first = &material.items[f.carriers[0].item];
        let serious = f.flags.iter().any(|&flag| flag != Flag::AmbiguousFragment);
        // Of those in equally many articles the long ones tell more than a few words that anybody says.
        let length = material.items[f.text].quote.span.len();
        (
            Reverse((serious, articles[at], length)),
            first.article,
            first.quote.span,
        )
    };
    let bytes = |at: usize| {
        let f: &Family = &material.families[at];
        let text = material.items[f.text].quote.span;
        150 + (text.end - text.start) as usize + 250 * f.carriers.len()
    };
    // Where the page cannot hold all, more quotations are worth more than the words around each.
    let brief = (0..material.families.len()).map(bytes).sum::<usize>() > limit.saturating_mul(BRIEF_FROM);
    let top = Top::new(material.families.len(), interest, bytes, unpacked, TOP_QUOTES);
    let kept = out.table(
        "quotes.jsonl",
        material.families.len(),
        |at, desk| make.quote(at, desk),
        |at, record| top.keep(at, record, |record| Row::of_quote(record, &names, brief)),
    )?;
    let (quotes, quote_parts) = Kept::in_order(kept)?;
    counts.quotes_repeated = articles.iter().filter(|&&n| n > 1).count() as u64;
    for (family, unmarked) in material.families.iter().zip(material.unmarked) {
        for flag in flags(family, unmarked) {
            *counts.quotes_by_flag.entry(flag).or_default() += 1;
        }
    }

    counts.uncredited_wire = uncredited.len() as u64;
    out.write("uncredited.jsonl", uncredited.len(), |at, _| &uncredited[at])?;
    out.write("outlets.jsonl", outlets.len(), |at, _| &outlets[at])?;
    write_pairs(&folder.join("outlet_pairs.csv"), &pairs)?;
    let rejected = material.rejected;
    out.write("rejected.jsonl", rejected.len(), |at, _| &rejected[at])?;

    pairs.sort_by(|x, y| y.words.cmp(&x.words).then_with(|| (&x.a, &x.b).cmp(&(&y.a, &y.b))));
    pairs.truncate(TOP_PAIRS);
    let mut overview = Overview {
        run: Run { counts, ..run },
        articles: BTreeMap::new(),
        stories,
        passages,
        quotes,
        uncredited: Vec::new(),
        outlets: listed,
        pairs,
        rejected: material.rejected.iter().take(TOP_REJECTED).cloned().collect(),
        spilled_bytes: 0,
        left_out: LeftOut::default(),
    };
    let mut uncredited = uncredited;
    uncredited.sort_by_key(|u| (u.mention.is_some(), u.agency_covers != "text", Reverse(u.shared_words)));
    let rows: Result<Vec<Row>, _> = uncredited.iter().map(|u| Row::of_uncredited(u, &names)).collect();
    let uncredited_parts: std::io::Result<Vec<Part>> = rows?.chunks(ROWS).map(Part::new).collect();
    uncredited.truncate(TOP_UNCREDITED);
    overview.uncredited = uncredited;
    overview.articles = make.named_in(&overview);

    let tables = Tables {
        uncredited: uncredited_parts.map_err(PageError::from)?,
        stories: story_parts,
        passages: passage_parts,
        quotes: quote_parts,
    };
    let contents = Contents::within(room(&overview, limit)?, tables, |numbers| {
        page::articles(material, numbers, &characters, &names)
    })?;
    let [held_uncredited, held_stories, held_passages, held_quotes] = contents.rows();
    let held_repeated = top.held(held_quotes, |at| articles[at] > 1);
    let counts = &overview.run.counts;
    overview.left_out = LeftOut {
        stories: counts.stories - held_stories,
        passages: counts.passages - held_passages,
        quotes: counts.quotes - held_quotes,
        quotes_repeated: counts.quotes_repeated - held_repeated,
        uncredited: counts.uncredited_wire - held_uncredited,
        limit_bytes: limit as u64,
    };
    Ok((overview, contents))
}

/// Distinct articles that carry a quotation.
fn articles_of(material: &Material<'_>, family: &Family) -> usize {
    let mut ids: Vec<ArticleIx> = family.carriers.iter().map(|c| material.items[c.item].article).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.len()
}

/// Finished lines of some records in a row, and what is kept of them.
struct Piece<K> {
    lines: std::io::Result<Vec<u8>>,
    kept: Vec<K>,
}

struct Out<'o> {
    folder: &'o Path,
    texts: &'o Texts,
    progress: &'o dyn Progress,
}

impl<'o> Out<'o> {
    /// Builds the records of one table and writes them in order.
    fn write<R: serde::Serialize>(
        &self,
        name: &str,
        records: usize,
        build: impl Fn(usize, &mut Desk<'o>) -> R + Sync,
    ) -> Result<(), ScanError> {
        self.table(name, records, build, |_, _| Ok(None::<()>)).map(drop)
    }

    /// Builds the records of one table and writes them in order; answers what `keep` keeps of them, in order too.
    /// While one batch of lines is written, the next is made.
    fn table<R: serde::Serialize, K: Send>(
        &self,
        name: &str,
        records: usize,
        build: impl Fn(usize, &mut Desk<'o>) -> R + Sync,
        keep: impl Fn(usize, R) -> Result<Option<K>, ScanError> + Sync,
    ) -> Result<Vec<K>, ScanError> {
        let piece = |from: usize, to: usize| -> Result<Piece<K>, ScanError> {
            let mut desk = Desk::new(self.texts);
            let (mut lines, mut kept) = (Vec::with_capacity(PIECE_BYTES), Vec::new());
            let mut made = Ok(());
            for at in from..to {
                let record = build(at, &mut desk);
                made = add_json_line(&record, &mut lines);
                if made.is_err() {
                    break;
                }
                kept.extend(keep(at, record)?);
            }
            Ok(Piece {
                lines: made.map(|()| lines),
                kept,
            })
        };
        let batch = |from: usize| -> Result<Vec<Piece<K>>, ScanError> {
            let to = records.min(from + BATCH);
            let starts = (from..to).into_par_iter().step_by(PIECE);
            starts.map(|at| piece(at, to.min(at + PIECE))).collect()
        };
        let mut file = JsonLines::create(self.folder.join(name))?;
        let mut kept = Vec::new();
        let mut ready = batch(0)?;
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
            ready = next?;
            self.progress.advance(records.min(from + BATCH) as u64 - from as u64);
        }
        Ok(kept)
    }
}
