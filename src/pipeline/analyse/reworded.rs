//! Which text was carried over in other words? Candidates by rare stems, alignment by sentences, and what exact matches leave.
//!
//! Input: what was counted while sketching, and the exact matches; output: those matches with rewritten passages among them ([`evidence`](super::evidence)).
//! Only articles of different outlets are compared (an outlet's own articles share its subjects and its style), and each text
//! once, however many copies there are. Records go through [`Runs`], so memory is bounded as elsewhere; the pairs are held.

use std::borrow::Cow;
use std::io;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::evidence::{COPY_WORDS, Exact, is_copy};
use super::passages::align_pairs;
use super::shared::bound;
use super::{Params, Stop};
use crate::align::{self, Likeness, Reading, Rewritten, SentenceIndex, Side};
use crate::article::{ArticleIx, Corpus};
use crate::hash;
use crate::passage::{Mask, Match, Pair};
use crate::pipeline::budget::{Room, fitting};
use crate::pipeline::partitions::for_each;
use crate::pipeline::{Progress, ScanError, Silent};
use crate::quote::{self, Quote};
use crate::sketch::{Kin, PARTITIONS, Terms, Weights, closest_kin, kin_hits, kin_keys, kin_pairs};
use crate::spill::{Runs, Texts};
use crate::text::{Span, Token, tokenize};

/// Pairs of one article that one thread aligns in a row.
const GROUP_PAIRS: usize = 256;
/// Pairs whose articles are held in memory together, as words, at most and, however little memory there is, at least.
const BATCH_PAIRS: usize = 4096;
const LEAST_PAIRS: usize = 64;
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
    pub(super) fn add(&self, text: &str, tokens: &[Token]) -> Option<Terms> {
        let terms = Terms::new(text, tokens);
        self.weights.count(&terms);
        let bytes = terms.bytes();
        let before = self.held_bytes.fetch_add(bytes, Ordering::Relaxed);
        (before.saturating_add(bytes) <= self.limit).then_some(terms)
    }
}

/// The spans of what somebody said, in order.
pub(super) fn speech(quotes: &[Quote]) -> Vec<Span> {
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
    /// Whether the day of most articles is known.
    pub(super) mostly_dated: bool,
    pub(super) room: &'s Room,
    pub(super) stop: &'s Stop<'s>,
}

impl Search<'_> {
    fn terms(&self, ix: ArticleIx) -> Cow<'_, Terms> {
        if let Some(terms) = &self.terms[ix as usize] {
            return Cow::Borrowed(terms);
        }
        let text = self.texts.get(ix);
        Cow::Owned(Terms::new(&text, &tokenize(&text)))
    }

    fn may(&self, a: ArticleIx, b: ArticleIx) -> bool {
        let (x, y) = (self.corpus.outlet(a), self.corpus.outlet(b));
        x != y || x.is_none()
    }

    /// Whether two articles are of the same days; unknown where the day of either is.
    fn of_same_days(&self, a: ArticleIx, b: ArticleIx) -> Option<bool> {
        self.params.kin.of_same_days(self.corpus.day(a), self.corpus.day(b))
    }

    /// Whether two articles are of the same days, or may well be: most others of the corpus are dated, and one of these is not.
    fn contemporary(&self, a: ArticleIx, b: ArticleIx) -> bool {
        self.of_same_days(a, b).unwrap_or(self.mostly_dated)
    }

    fn firsts(&self) -> impl Iterator<Item = ArticleIx> + '_ {
        (0..self.corpus.len() as u32).filter(|&ix| self.same[ix as usize] == ix)
    }

    /// Pairs worth an alignment, sorted, and the bytes that went through temporary files.
    fn pairs(&self) -> io::Result<(Vec<Kin>, u64)> {
        let mut params = self.params.kin;
        if self.mostly_dated {
            params.rare_stems = params.rare_stems.min(params.rare_stems_dated);
        }
        let params = &params;
        if self.corpus.len() <= params.all_pairs_articles {
            let all = self
                .firsts()
                .flat_map(|a| self.firsts().skip_while(move |&b| b <= a).map(move |b| Kin { a, b }));
            return Ok((
                all.filter(|k| self.may(k.a, k.b) && self.of_same_days(k.a, k.b) != Some(false))
                    .collect(),
                0,
            ));
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
            let each = |kin, weight| found.push((kin, weight));
            kin_pairs(&mut hits, params, |a, b| self.contemporary(a, b), each);
            Ok(found)
        };
        for_each(hits, of_pair, |weighed| {
            pairs.push(weighed);
            Ok(())
        })?;
        Ok((closest_kin(&pairs, params), spilled))
    }

    /// Puts rewritten passages among the exact matches; returns the bytes that went through temporary files.
    pub(super) fn add_to(&self, found: &mut Vec<Match>, progress: &dyn Progress) -> Result<u64, ScanError> {
        let (pairs, spilled) = self.pairs().map_err(|error| self.room.failed(error))?;
        let exact = Exact::new(found);
        let pairs: Vec<Kin> = pairs.into_iter().filter(|k| !exact.is_copied(*k, self.words)).collect();
        let (undated, mut rewritten): (Vec<_>, Vec<_>) =
            (self.align(&pairs, progress)?.into_iter()).partition(|(kin, _)| !self.contemporary(kin.a, kin.b));
        // Of articles of the same days only what is beyond doubt is found anyway.
        rewritten.extend(align::believed(undated, &self.params.loose));
        // Of the copies in a large group only neighbours were aligned: what rewriting shows, exact matches may show better.
        let mut unasked: Vec<Pair> = rewritten
            .iter()
            .filter(|(kin, _)| !exact.has(*kin))
            .map(|(kin, _)| {
                let earlier_first = self.corpus.rank(kin.a) <= self.corpus.rank(kin.b);
                let (a, b) = if earlier_first { (kin.a, kin.b) } else { (kin.b, kin.a) };
                Pair { a, b, shared: 0 }
            })
            .collect();
        unasked.sort_unstable();
        unasked.dedup();
        let asked = align_pairs(
            self.texts,
            self.words,
            &unasked,
            self.masks,
            self.params,
            self.room,
            &Silent,
            self.stop,
        )?;
        let before = found.len();
        found.extend(asked.into_iter().filter(|m| is_copy(&m.alignment, COPY_WORDS)));
        let exact = if found.len() > before { Exact::new(found) } else { exact };
        let rewritten = rewritten.into_iter().map(|(kin, r)| (kin, r.alignment)).collect();
        exact.merge(
            found,
            rewritten,
            |ix| self.corpus.rank(ix),
            |a, b| self.contemporary(a, b),
        );
        Ok(spilled)
    }

    fn align(&self, pairs: &[Kin], progress: &dyn Progress) -> Result<Vec<(Kin, Rewritten)>, ScanError> {
        let mut found = Vec::new();
        let mut left = pairs;
        while !left.is_empty() {
            let batch;
            (batch, left) = left.split_at(self.batch(left));
            let mut articles: Vec<ArticleIx> = batch.iter().flat_map(|k| [k.a, k.b]).collect();
            articles.sort_unstable();
            articles.dedup();
            let held: hash::Map<ArticleIx, Held> = articles.into_iter().map(|ix| (ix, Held::default())).collect();
            let groups: Vec<&[Kin]> = batch
                .chunk_by(|x, y| x.a == y.a)
                .flat_map(|group| group.chunks(GROUP_PAIRS))
                .collect();
            let of_batch: Vec<Vec<(Kin, Rewritten)>> = groups
                .par_iter()
                .map(|group| {
                    (self.stop)()?;
                    let aligned = self.align_group(group, &held);
                    progress.advance(group.len() as u64);
                    Ok(aligned)
                })
                .collect::<Result<_, ScanError>>()?;
            found.extend(of_batch.into_iter().flatten());
        }
        Ok(found)
    }

    /// How many pairs at the head of some are aligned together: as many as the words of their articles leave room for.
    fn batch(&self, pairs: &[Kin]) -> usize {
        let bytes = |ix: ArticleIx| self.words[ix as usize] as usize * Reading::WORD_BYTES;
        let most = &pairs[..pairs.len().min(BATCH_PAIRS)];
        let fits = fitting(most, self.room.share(8), |kin| bytes(kin.a) + bytes(kin.b));
        fits.max(LEAST_PAIRS).min(pairs.len())
    }

    /// Aligns pairs with one first article.
    fn align_group(&self, group: &[Kin], held: &hash::Map<ArticleIx, Held>) -> Vec<(Kin, Rewritten)> {
        let (anyhow, contemporary) = (self.params.loose, self.params.loose.contemporary());
        let norms =
            |ix: ArticleIx, terms: &Terms| held[&ix].norms.get_or_init(|| align::norms(terms, &self.shelf.weights));
        let reading = |ix: ArticleIx| held[&ix].reading.get_or_init(|| self.reading(ix));
        let a = group[0].a;
        let terms_a = self.terms(a);
        let index = SentenceIndex::new(&terms_a);
        let mut found = Vec::new();
        for &kin in group {
            let terms_b = self.terms(kin.b);
            let params = if self.contemporary(a, kin.b) {
                &contemporary
            } else {
                &anyhow
            };
            let (norms_a, norms_b) = (norms(a, &terms_a), norms(kin.b, &terms_b));
            let likeness = align::alike(&index, norms_a, &terms_b, norms_b, &self.shelf.weights, params);
            if likeness == Likeness::default() {
                continue;
            }
            let side = |terms, ix| Side {
                terms,
                reading: reading(ix),
            };
            let aligned = align::align_loose(side(&terms_a, a), side(&terms_b, kin.b), &likeness, params);
            found.extend(aligned.into_iter().map(|rewritten| (kin, rewritten)));
        }
        found
    }

    fn reading(&self, ix: ArticleIx) -> Reading {
        let text = self.texts.get(ix);
        let quoted = speech(&self.quotes[ix as usize]);
        Reading::new(
            &text,
            &tokenize(&text),
            &quoted,
            self.masks[ix as usize].ranges(),
            &self.shelf.weights,
            &self.params.loose,
        )
    }
}

/// What is kept of an article while a batch of pairs is aligned.
#[derive(Default)]
struct Held {
    norms: OnceLock<Vec<f32>>,
    reading: OnceLock<Reading>,
}
