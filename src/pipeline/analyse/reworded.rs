//! Which text was carried over in other words? Candidates by rare stems, alignment by sentences, and what exact matches leave.
//!
//! Input: what was counted while sketching, and the exact matches; output: those matches with rewritten passages among them. A
//! rewritten passage takes the place of the short exact runs inside it; where exact runs are most of it, they stay and it goes.
//! Only articles of different outlets are compared (an outlet's own articles share its subjects and its style), and each text
//! once, however many copies there are. Records go through [`Runs`], so memory is bounded as elsewhere; the pairs are held.

use std::borrow::Cow;
use std::io;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::shared::bound;
use super::{Params, Stop};
use crate::align::{self, Alignment, Likeness, Reading, SentenceIndex, Side};
use crate::article::{ArticleIx, Corpus};
use crate::hash;
use crate::passage::{Mask, Match};
use crate::pipeline::budget::Room;
use crate::pipeline::partitions::for_each;
use crate::pipeline::{Progress, ScanError};
use crate::quote::{self, Quote};
use crate::sketch::{Kin, PARTITIONS, Terms, Weights, kin_hits, kin_keys, kin_pairs};
use crate::spill::{Runs, Texts};
use crate::text::{Span, Token, tokenize};

/// Share of a rewritten passage from which exact matches inside it are the better account of it.
const EXACT_ENOUGH: f32 = 0.6;
/// Share of an exact match that must lie inside a rewritten passage to be taken up by it.
const TAKEN_UP: f32 = 0.5;
/// Share of the shorter article that exact matches must cover for a pair to need no second look.
const COPIED: f32 = 0.7;
/// Pairs of one article that one thread aligns in a row.
const GROUP_PAIRS: usize = 256;
/// Articles whose keys are made before they are put into partitions.
const BATCH_ARTICLES: usize = 2048;

/// The terms of all articles: held as far as memory goes, else made again from the text.
pub(super) struct TermsShelf {
    weights: Weights,
    held_bytes: AtomicUsize,
    limit: usize,
}

impl TermsShelf {
    pub(super) fn new(room: &Room) -> Self {
        Self {
            weights: Weights::default(),
            held_bytes: AtomicUsize::new(0),
            limit: room.share(8),
        }
    }

    /// Counts an article's stems; gives its terms back where they are to be held.
    pub(super) fn add(&self, text: &str, tokens: &[Token], quotes: &[Quote]) -> Option<Terms> {
        let terms = Terms::new(text, tokens, &speech(quotes));
        self.weights.count(&terms);
        let bytes = terms.bytes();
        let before = self.held_bytes.fetch_add(bytes, Ordering::Relaxed);
        (before.saturating_add(bytes) <= self.limit).then_some(terms)
    }
}

/// The spans of what somebody said, in order.
fn speech(quotes: &[Quote]) -> Vec<Span> {
    let said = |q: &&Quote| matches!(q.kind, quote::Kind::Direct | quote::Kind::Fragment);
    quotes.iter().filter(said).map(|q| q.span).collect()
}

/// What the search for rewritten text needs.
pub(super) struct Search<'s> {
    pub(super) corpus: &'s Corpus,
    pub(super) texts: &'s Texts,
    pub(super) shelf: &'s TermsShelf,
    pub(super) terms: &'s [Option<Terms>],
    /// Words of each article.
    pub(super) words: &'s [u32],
    pub(super) quotes: &'s [Vec<Quote>],
    pub(super) masks: &'s [Mask],
    /// For each article the first with the same words.
    pub(super) same: &'s [ArticleIx],
    pub(super) params: &'s Params,
    pub(super) room: &'s Room,
    pub(super) stop: &'s Stop<'s>,
}

impl Search<'_> {
    fn terms(&self, ix: ArticleIx) -> Cow<'_, Terms> {
        if let Some(terms) = &self.terms[ix as usize] {
            return Cow::Borrowed(terms);
        }
        let text = self.texts.get(ix);
        Cow::Owned(Terms::new(&text, &tokenize(&text), &speech(&self.quotes[ix as usize])))
    }

    fn may(&self, a: ArticleIx, b: ArticleIx) -> bool {
        let (x, y) = (self.corpus.outlet(a), self.corpus.outlet(b));
        x != y || x.is_none()
    }

    /// Whether two articles are known to be of the same days.
    fn contemporary(&self, a: ArticleIx, b: ArticleIx) -> bool {
        let days = self.corpus.day(a).zip(self.corpus.day(b));
        days.is_some_and(|(x, y)| (x - y).abs() <= self.params.kin.within_days)
    }

    fn firsts(&self) -> impl Iterator<Item = ArticleIx> + '_ {
        (0..self.corpus.len() as u32).filter(|&ix| self.same[ix as usize] == ix)
    }

    /// Pairs worth an alignment, sorted, and the bytes that went through temporary files.
    fn pairs(&self) -> io::Result<(Vec<Kin>, u64)> {
        let params = &self.params.kin;
        if self.corpus.len() <= params.all_pairs_articles {
            let near = |a, b| self.corpus.day(a).is_none() || self.corpus.day(b).is_none() || self.contemporary(a, b);
            let all = self
                .firsts()
                .flat_map(|a| self.firsts().skip_while(move |&b| b <= a).map(move |b| Kin { a, b }));
            return Ok((all.filter(|k| self.may(k.a, k.b) && near(k.a, k.b)).collect(), 0));
        }
        let articles: Vec<ArticleIx> = self.firsts().collect();
        let mut records: Runs<u128> = Runs::new(PARTITIONS, self.room.folder());
        for batch in articles.chunks(BATCH_ARTICLES) {
            let of_each: Vec<Vec<(usize, u128)>> = batch
                .par_iter()
                .map(|&ix| {
                    let mut keys = Vec::new();
                    let each = |partition, record| keys.push((partition, record));
                    kin_keys(ix, &self.terms(ix), &self.shelf.weights, params, each);
                    keys
                })
                .collect();
            for (partition, record) in of_each.into_iter().flatten() {
                records.push(partition, record);
            }
            bound(&mut records, self.room.share(8))?;
        }
        let mut spilled = records.spilled_bytes();
        let mut hits: Runs<u128> = Runs::new(PARTITIONS, self.room.folder());
        let place = |ix: ArticleIx| (self.corpus.rank(ix), self.corpus.day(ix));
        let of_key = |mut records: Vec<u128>| {
            let mut found = Vec::new();
            kin_hits(
                &mut records,
                self.corpus.len(),
                place,
                |a, b| self.may(a, b),
                params,
                |hit| found.push(hit),
            );
            Ok(vec![found])
        };
        for_each(records, of_key, |found: Vec<u128>| {
            for hit in found {
                hits.push((hash::mix((hit >> 64) as u64) >> 56) as usize, hit);
            }
            bound(&mut hits, self.room.share(8))
        })?;
        spilled += hits.spilled_bytes();
        let mut pairs = Vec::new();
        let of_pair = |mut hits: Vec<u128>| {
            let mut found = Vec::new();
            kin_pairs(&mut hits, params, |a, b| self.contemporary(a, b), |kin| found.push(kin));
            Ok(found)
        };
        for_each(hits, of_pair, |kin| {
            pairs.push(kin);
            Ok(())
        })?;
        pairs.par_sort_unstable();
        Ok((pairs, spilled))
    }

    /// Puts rewritten passages among the exact matches; returns the bytes that went through temporary files.
    pub(super) fn add_to(&self, found: &mut Vec<Match>, progress: &dyn Progress) -> Result<u64, ScanError> {
        let (pairs, spilled) = self.pairs().map_err(|error| self.room.failed(error))?;
        let exact = Exact::new(found);
        let pairs: Vec<Kin> = pairs.into_iter().filter(|k| !exact.is_copied(*k, self.words)).collect();
        let rewritten = self.align(&pairs, progress)?;
        exact.merge(found, rewritten, self.corpus);
        Ok(spilled)
    }

    fn align(&self, pairs: &[Kin], progress: &dyn Progress) -> Result<Vec<(Kin, Vec<Alignment>)>, ScanError> {
        let (anyhow, contemporary) = (self.params.loose, self.params.loose.contemporary());
        let cells = || (0..self.corpus.len()).map(|_| OnceLock::new());
        let norms: Vec<OnceLock<Vec<f32>>> = cells().collect();
        let norm = |ix: ArticleIx, terms: &Terms| -> &[f32] {
            norms[ix as usize].get_or_init(|| align::norms(terms, &self.shelf.weights))
        };
        let groups: Vec<&[Kin]> = pairs
            .chunk_by(|x, y| x.a == y.a)
            .flat_map(|group| group.chunks(GROUP_PAIRS))
            .collect();
        let found: Vec<Vec<(Kin, Vec<Alignment>)>> = groups
            .par_iter()
            .map(|group| {
                (self.stop)()?;
                let a = group[0].a;
                let terms_a = self.terms(a);
                let index = SentenceIndex::new(&terms_a);
                let mut reading_a = None;
                let mut of_group = Vec::new();
                for &kin in *group {
                    let terms_b = self.terms(kin.b);
                    let params = if self.contemporary(a, kin.b) {
                        &contemporary
                    } else {
                        &anyhow
                    };
                    let likeness = align::alike(
                        &index,
                        norm(a, &terms_a),
                        &terms_b,
                        norm(kin.b, &terms_b),
                        &self.shelf.weights,
                        params,
                    );
                    if likeness == Likeness::default() {
                        continue;
                    }
                    let side_a = Side {
                        terms: &terms_a,
                        reading: reading_a.get_or_insert_with(|| self.reading(a)),
                    };
                    let reading_b = self.reading(kin.b);
                    let side_b = Side {
                        terms: &terms_b,
                        reading: &reading_b,
                    };
                    let aligned = align::align_loose(side_a, side_b, &likeness, &self.shelf.weights, params);
                    if !aligned.is_empty() {
                        of_group.push((kin, aligned));
                    }
                }
                progress.advance(group.len() as u64);
                Ok(of_group)
            })
            .collect::<Result<_, ScanError>>()?;
        Ok(found.into_iter().flatten().collect())
    }

    fn reading(&self, ix: ArticleIx) -> Reading {
        let text = self.texts.get(ix);
        let quoted = speech(&self.quotes[ix as usize]);
        Reading::new(
            &text,
            &tokenize(&text),
            &quoted,
            self.masks[ix as usize].ranges(),
            &self.params.loose,
        )
    }
}

/// Exact matches by pair of articles: places in the list of matches.
struct Exact {
    of: hash::Map<u64, Vec<usize>>,
    words: hash::Map<u64, u32>,
}

fn key(x: ArticleIx, y: ArticleIx) -> u64 {
    u64::from(x.min(y)) << 32 | u64::from(x.max(y))
}

impl Exact {
    fn new(found: &[Match]) -> Self {
        let (mut of, mut words) = (hash::Map::default(), hash::Map::default());
        for (at, m) in found.iter().enumerate() {
            if m.a != m.b && !m.set_aside {
                of.entry(key(m.a, m.b)).or_insert_with(Vec::new).push(at);
                *words.entry(key(m.a, m.b)).or_insert(0) += m.alignment.words;
            }
        }
        Self { of, words }
    }

    fn is_copied(&self, kin: Kin, words: &[u32]) -> bool {
        let shorter = words[kin.a as usize].min(words[kin.b as usize]);
        self.words
            .get(&key(kin.a, kin.b))
            .is_some_and(|&w| w as f32 >= COPIED * shorter as f32)
    }

    fn merge(&self, found: &mut Vec<Match>, rewritten: Vec<(Kin, Vec<Alignment>)>, corpus: &Corpus) {
        let mut taken_up: Vec<usize> = Vec::new();
        let mut added: Vec<Match> = Vec::new();
        for (kin, alignments) in rewritten {
            let none = Vec::new();
            let exact = self.of.get(&key(kin.a, kin.b)).unwrap_or(&none);
            let earlier_first = corpus.rank(kin.a) <= corpus.rank(kin.b);
            for alignment in alignments {
                let (a, b, alignment) = if earlier_first {
                    (kin.a, kin.b, alignment)
                } else {
                    (kin.b, kin.a, alignment.swapped())
                };
                // Words of it that an exact match of the pair has in both articles.
                let common = |at: usize| -> u32 {
                    let k = &found[at].alignment;
                    let on = |s1: u32, e1: u32, s2: u32, e2: u32| e1.min(e2).saturating_sub(s1.max(s2));
                    on(k.a_start, k.a_end, alignment.a_start, alignment.a_end).min(on(
                        k.b_start,
                        k.b_end,
                        alignment.b_start,
                        alignment.b_end,
                    ))
                };
                let covered: u32 = exact.iter().map(|&at| common(at)).sum();
                let shorter = (alignment.a_end - alignment.a_start).min(alignment.b_end - alignment.b_start);
                if covered as f32 >= EXACT_ENOUGH * shorter as f32 {
                    continue;
                }
                taken_up.extend(exact.iter().copied().filter(|&at| {
                    let k = &found[at].alignment;
                    common(at) as f32 >= TAKEN_UP * (k.a_end - k.a_start).max(k.b_end - k.b_start) as f32
                }));
                added.push(Match {
                    a,
                    b,
                    alignment,
                    set_aside: false,
                });
            }
        }
        taken_up.sort_unstable();
        taken_up.dedup();
        let mut at = 0;
        found.retain(|_| {
            at += 1;
            taken_up.binary_search(&(at - 1)).is_err()
        });
        found.extend(added);
    }
}
