//! Words → every quotation that holds them, with all carriers.
//!
//! Input: the settings of a scan and a [`Query`]; output: the record that `dedupe quote` shows. All articles are read
//! and their quotations looked at; those that hold the words, and all that could belong to one family with them,
//! lead to the articles that are then compared as a scan compares them: stories, shared passages, families, origins.
//!
//! Invariants: the same bytes for any number of threads and order of input; every carrier of a quotation that holds
//! the words is listed. What a scan of all would decide on other articles (which of two families an ambiguous
//! fragment belongs to, which text is one outlet's furniture) is decided on these articles alone. Cost: one reading, the extraction of
//! quotations, and a scan of the articles that carry them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::analyse;
use super::budget::Room;
use super::build::{Desk, Material, Records, context, date};
use super::{Read, ScanError, Settings, Silent, Timer, Unit, in_pool, quote_families, read};
use crate::article::{Article, ArticleIx, Corpus, Precision};
use crate::hash::{self, Map, Set};
use crate::quote::variant::{self, relate};
use crate::quote::{self, Held, Hit, Memory, Query, Quote};
use crate::report::records;
use crate::report::traced::{Nearest, Searched, Trace, TracedQuote, Unmarked};
use crate::report::{SCHEMA_VERSION, round4};
use crate::spill::Texts;
use crate::text::{CodePoints, Span, tokenize};

/// Words of a run by which quotations are led to those that hold the words.
const ANCHOR_WORDS: usize = 4;
/// Quotations that one run leads to; a commoner run tells too little.
const MAX_LED: usize = 64;
/// Articles looked at by one thread in a row.
const PIECE: usize = 32;

/// What is known of one article after the first look.
struct Looked {
    /// For each quotation its words, and how well it agrees.
    quotations: Vec<(Span, Box<[u64]>, Option<Hit>)>,
    /// Where the words stand outside of all quotations.
    unmarked: Vec<Span>,
}

/// Traces the words through the inputs. Bad records are counted, not errors.
///
/// # Errors
/// When an input cannot be opened at all, or `cancel` became true.
pub fn trace(
    settings: &Settings,
    words: &str,
    query: &Query,
    progress: &dyn super::Progress,
    cancel: &AtomicBool,
) -> Result<(Trace, Vec<records::Warning>), ScanError> {
    let mut timer = Timer::new(progress);
    in_pool(settings, || {
        let room = Room::new(settings.budget.as_ref());
        let (read, texts) = read::read(settings, &room, &mut timer, cancel)?;
        let asked = Asked {
            settings,
            words,
            query,
            room: &room,
            cancel,
        };
        let found = asked.answer(read, texts, &mut timer);
        timer.end();
        progress.finish();
        found
    })
}

struct Asked<'a> {
    settings: &'a Settings,
    words: &'a str,
    query: &'a Query,
    room: &'a Room,
    cancel: &'a AtomicBool,
}

impl Asked<'_> {
    fn answer(
        &self,
        read: Read,
        mut texts: Texts,
        timer: &mut Timer<'_>,
    ) -> Result<(Trace, Vec<records::Warning>), ScanError> {
        let Read {
            articles,
            rejected,
            warnings,
            ..
        } = read;
        let (corpus, order) = Corpus::in_order(articles);
        texts.arrange(order).map_err(|error| self.room.failed(error))?;
        let looked = self.look(&corpus, &texts, timer)?;
        let searched = Searched {
            articles: corpus.len() as u64,
            quotations: looked.iter().map(|l| l.quotations.len() as u64).sum(),
            rejected: rejected.len() as u64,
            first_day: days(&corpus).next(),
            last_day: days(&corpus).next_back(),
        };
        let chosen = self.chosen(&looked);
        let mut unmarked: Vec<Unmarked> = Vec::new();
        let mut by_time: Vec<ArticleIx> = (0..corpus.len() as u32).collect();
        by_time.sort_unstable_by_key(|&ix| corpus.rank(ix));
        let mut articles = BTreeMap::new();
        for &ix in by_time.iter().filter(|&&ix| !looked[ix as usize].unmarked.is_empty()) {
            let text = texts.get(ix);
            let points = CodePoints::new(&*text);
            articles.insert(corpus.get(ix).id.clone(), article_record(&corpus, ix, &text));
            for span in &looked[ix as usize].unmarked {
                unmarked.push(unmarked_record(corpus.get(ix), &points, *span));
            }
        }
        let nearest = if chosen.is_empty() {
            nearest(&looked).map(|(ix, span, hit)| {
                let text = texts.get(ix);
                articles.insert(corpus.get(ix).id.clone(), article_record(&corpus, ix, &text));
                self.nearest_record(corpus.get(ix), &text, span, hit)
            })
        } else {
            None
        };
        drop(looked);
        let mut trace = Trace {
            schema_version: SCHEMA_VERSION,
            words: self.words.to_owned(),
            searched,
            quotes: Vec::new(),
            unmarked,
            nearest,
            articles,
        };
        if !chosen.is_empty() {
            self.compare(&corpus, &texts, &chosen, &mut trace, timer)?;
        }
        texts.check().map_err(|error| self.room.failed(error))?;
        Ok((trace, warnings))
    }

    fn stop(&self) -> Result<(), ScanError> {
        if self.cancel.load(Ordering::Relaxed) {
            return Err(ScanError::Cancelled);
        }
        Ok(())
    }

    fn extract(&self, article: &Article, text: &str) -> Vec<Quote> {
        quote::extract(
            text,
            article.title.as_ref().and_then(|t| t.span),
            &article.furniture,
            article.language.as_deref(),
            &self.settings.params.quote,
        )
    }

    /// Looks at every quotation of every article.
    fn look(&self, corpus: &Corpus, texts: &Texts, timer: &mut Timer<'_>) -> Result<Vec<Looked>, ScanError> {
        timer.begin("quotations", Some(corpus.len() as u64), Unit::Articles);
        let progress = timer.progress;
        let piece = |from: usize| -> Result<Vec<Looked>, ScanError> {
            self.stop()?;
            let mut memory = Memory::default();
            let to = corpus.len().min(from + PIECE);
            let looked = (from..to)
                .map(|ix| self.look_at(corpus.get(ix as u32), &texts.get(ix as u32), &mut memory))
                .collect();
            progress.advance((to - from) as u64);
            Ok(looked)
        };
        let starts = (0..corpus.len()).into_par_iter().step_by(PIECE);
        let pieces: Vec<Vec<Looked>> = starts.map(piece).collect::<Result<_, _>>()?;
        Ok(pieces.into_iter().flatten().collect())
    }

    fn look_at(&self, article: &Article, text: &str, memory: &mut Memory) -> Looked {
        let quotations: Vec<_> = self
            .extract(article, text)
            .iter()
            .map(|q| {
                let words = q.span.of(text);
                let hashes = tokenize(words).iter().map(|t| t.hash).collect();
                (q.span, hashes, self.query.find(words, memory))
            })
            .collect();
        let mut unmarked = Vec::new();
        if self.query.is_telling() {
            let tokens = tokenize(text);
            let asked = self.query.words();
            for run in tokens.windows(asked.len()) {
                if run.iter().map(|t| t.hash).eq(asked.iter().copied())
                    && let (Some(first), Some(last)) = (run.first(), run.last())
                {
                    let span = Span {
                        start: first.start,
                        end: last.end,
                    };
                    if quotations.iter().all(|(q, ..)| q.overlap(span) == 0) {
                        unmarked.push(span);
                    }
                }
            }
        }
        Looked { quotations, unmarked }
    }

    /// Articles to compare: those with a quotation that holds the words, and those with one that could be a wording
    /// of such a quotation.
    fn chosen(&self, looked: &[Looked]) -> Vec<ArticleIx> {
        let is_held = |hit: &Option<Hit>| hit.is_some_and(|h| self.query.is_held(&h));
        let mut held: Vec<&[u64]> = looked
            .iter()
            .flat_map(|l| &l.quotations)
            .filter(|(_, _, hit)| is_held(hit))
            .map(|(_, words, _)| &**words)
            .collect();
        held.sort_unstable();
        held.dedup();
        let run = |words: &[u64]| words.iter().fold(0, |h, &w| hash::pair(h, w));
        let mut lists: Map<u64, Vec<u32>> = Map::default();
        let mut short: Set<u64> = Set::default();
        for (at, words) in held.iter().enumerate() {
            for anchor in words.windows(ANCHOR_WORDS) {
                let list = lists.entry(run(anchor)).or_default();
                if list.len() < MAX_LED && list.last() != Some(&(at as u32)) {
                    list.push(at as u32);
                }
            }
            for len in 2..ANCHOR_WORDS {
                short.extend(words.windows(len).map(run));
            }
        }
        let rate = self.settings.params.variant.edits_in_context;
        let belongs = |words: &[u64]| {
            if words.len() < ANCHOR_WORDS {
                return short.contains(&run(words));
            }
            let led: BTreeSet<u32> = words
                .windows(ANCHOR_WORDS)
                .filter_map(|anchor| lists.get(&run(anchor)))
                .flatten()
                .copied()
                .collect();
            led.iter().any(|&at| {
                let other = held[at as usize];
                let (short, long) = if words.len() <= other.len() {
                    (words, other)
                } else {
                    (other, words)
                };
                relate(short, long, rate).is_some()
            })
        };
        if held.is_empty() {
            return Vec::new();
        }
        looked
            .par_iter()
            .enumerate()
            .filter(|(_, l)| l.quotations.iter().any(|(_, w, hit)| is_held(hit) || belongs(w)))
            .map(|(ix, _)| ix as u32)
            .collect()
    }

    /// Compares the chosen articles as a scan does, and adds what holds the words to the answer.
    fn compare(
        &self,
        corpus: &Corpus,
        texts: &Texts,
        chosen: &[ArticleIx],
        trace: &mut Trace,
        timer: &mut Timer<'_>,
    ) -> Result<(), ScanError> {
        timer.begin("carriers", Some(chosen.len() as u64), Unit::Articles);
        let mut few = self.room.texts();
        for &ix in chosen {
            let pushed = few.push(texts.get(ix).into_owned());
            pushed.map_err(|error| self.room.failed(error))?;
        }
        // In the order of ids, as the corpus is: the texts are in theirs.
        let articles: Vec<Article> = chosen.iter().map(|&ix| corpus.get(ix).clone()).collect();
        let (corpus, order) = Corpus::in_order(articles);
        few.arrange(order).map_err(|error| self.room.failed(error))?;
        let texts = &few;
        let stop = || self.stop();
        let findings = {
            let mut quiet = Timer::new(&Silent);
            let params = &self.settings.params;
            analyse::analyse(corpus, texts, params, self.room, &mut quiet, &Silent, &stop)?
        };
        let items = super::items(&findings, texts);
        let families = quote_families(&items, texts, &self.settings.params);
        let unmarked = super::unmarked::unmarked(&findings, texts, &items, &families);
        self.stop()?;
        texts.check().map_err(|error| self.room.failed(error))?;
        let best = self.best(texts, &items, &families);
        let material = Material {
            findings: &findings,
            texts,
            items: &items,
            families: &families,
            unmarked: &unmarked,
            rejected: &[],
        };
        let make = Records::new(&material);
        let mut found: Vec<TracedQuote> = best
            .into_par_iter()
            .map_init(
                || Desk::new(texts),
                |desk, (at, hit)| {
                    let quote = make.quote(at, desk);
                    let ids: BTreeSet<&str> = quote.carriers.iter().map(|c| c.article.as_str()).collect();
                    let outlets: BTreeSet<&str> = quote.carriers.iter().filter_map(|c| c.outlet.as_deref()).collect();
                    TracedQuote {
                        held: hit.held.name().into(),
                        agreement: round4(hit.agreement),
                        articles: ids.len() as u64,
                        outlets: outlets.len() as u64,
                        quote,
                    }
                },
            )
            .collect();
        // Families come in the order of their first carriers, which ties keep.
        let part = |t: &TracedQuote| t.held == Held::Part.name();
        found.sort_by(|a, b| {
            b.agreement
                .total_cmp(&a.agreement)
                .then_with(|| part(a).cmp(&part(b)))
                .then_with(|| b.articles.cmp(&a.articles))
        });
        let ids: BTreeSet<&str> = found
            .iter()
            .flat_map(|f| f.quote.carriers.iter().map(|c| c.article.as_str()))
            .collect();
        for ix in 0..findings.corpus.len() as u32 {
            if ids.contains(findings.corpus.get(ix).id.as_str()) {
                trace
                    .articles
                    .insert(findings.corpus.get(ix).id.clone(), make.article(ix));
            }
        }
        trace.quotes = found;
        Ok(())
    }

    /// Families with a carrier that holds the words, and how its nearest carrier does.
    fn best(&self, texts: &Texts, items: &[variant::Item<'_>], families: &[variant::Family]) -> Vec<(usize, Hit)> {
        let mut memory = Memory::default();
        let mut hits: Vec<Option<Hit>> = Vec::with_capacity(items.len());
        let mut open: Option<(ArticleIx, std::borrow::Cow<'_, str>)> = None;
        for item in items {
            if open.as_ref().is_none_or(|(ix, _)| *ix != item.article) {
                open = Some((item.article, texts.get(item.article)));
            }
            let text = open.as_ref().map_or("", |(_, text)| item.quote.span.of(text));
            hits.push(self.query.find(text, &mut memory).filter(|h| self.query.is_held(h)));
        }
        families
            .iter()
            .enumerate()
            .filter_map(|(at, family)| {
                let of_carriers = family.carriers.iter().filter_map(|c| hits[c.item]);
                let nearer = |a: &Hit, b: &Hit| a.agreement.total_cmp(&b.agreement).then(b.held.cmp(&a.held));
                of_carriers.max_by(nearer).map(|hit| (at, hit))
            })
            .collect()
    }

    fn nearest_record(&self, article: &Article, text: &str, span: Span, hit: Hit) -> Nearest {
        let (start, end) = CodePoints::new(text).span(span);
        let quotes = self.extract(article, text);
        let speaker = quotes
            .iter()
            .find(|q| q.span == span)
            .and_then(|q| q.attribution.speaker.as_ref())
            .map(|s| s.name.clone());
        Nearest {
            agreement: round4(hit.agreement),
            article: article.id.clone(),
            outlet: article.outlet.as_ref().map(|o| o.value.clone()),
            published: article.published.as_ref().map(date),
            start,
            end,
            text: span.of(text).into(),
            speaker,
        }
    }
}

/// The quotation that agrees best; the first of several.
fn nearest(looked: &[Looked]) -> Option<(ArticleIx, Span, Hit)> {
    let mut best: Option<(ArticleIx, Span, Hit)> = None;
    for (ix, article) in looked.iter().enumerate() {
        for (span, _, hit) in &article.quotations {
            if let Some(hit) = hit
                && hit.agreement > best.as_ref().map_or(0.0, |b| b.2.agreement)
            {
                best = Some((ix as u32, *span, *hit));
            }
        }
    }
    best
}

/// The days known, in order.
fn days(corpus: &Corpus) -> impl DoubleEndedIterator<Item = String> {
    let mut days: Vec<(i64, &str)> = corpus
        .articles()
        .iter()
        .filter_map(|a| a.published.as_ref())
        .filter(|p| p.precision >= Precision::Day)
        .map(|p| (p.day(), p.value.as_str()))
        .collect();
    days.sort_unstable();
    let day = |value: &str| value.split('T').next().unwrap_or(value).to_owned();
    let ends: Vec<String> = [days.first(), days.last()]
        .into_iter()
        .flatten()
        .map(|d| day(d.1))
        .collect();
    ends.into_iter()
}

fn article_record(corpus: &Corpus, ix: ArticleIx, text: &str) -> records::Article {
    super::build::article(corpus.get(ix), text, tokenize(text).len() as u32, None)
}

fn unmarked_record(article: &Article, points: &CodePoints<'_>, span: Span) -> Unmarked {
    let (start, end) = points.span(span);
    let (prefix, suffix) = context(points.text(), span);
    Unmarked {
        article: article.id.clone(),
        outlet: article.outlet.as_ref().map(|o| o.value.clone()),
        published: article.published.as_ref().map(date),
        start,
        end,
        text: span.of(points.text()).into(),
        prefix,
        suffix,
    }
}
