//! What the sentences of an article are about: their stems, and what a stem weighs.
//!
//! Input: a text and its tokens; output: [`Terms`], the distinct stems of each sentence without common words, and
//! [`Weights`], which count in how many articles each stem stands. Two sentences that share rare stems are likely to
//! say one thing, in whatever words and order; weights are the usual inverse document frequency (Spärck Jones 1972), smoothed so
//! that a corpus of two articles has sensible ones too.
//!
//! Invariants: terms are a pure function of the text; counts are sums, so they do not depend on threads or order.
//! Cost: four bytes a stem and eight a sentence; counting is one addition a stem of an article.

use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::text::{Token, is_common, sentences, stems};

/// The sentences of one article as sorted, distinct stems.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    /// One past the last token of each sentence.
    ends: Vec<u32>,
    /// Where the stems of each sentence begin in `stems`; one more at the end.
    starts: Vec<u32>,
    stems: Vec<u32>,
}

impl Terms {
    /// The terms of a text, whose own tokens must be given.
    ///
    /// ```
    /// use dedupe::sketch::Terms;
    /// use dedupe::text::{stem, tokenize};
    /// let text = "The harbour was closed. Nobody was hurt in the harbour.";
    /// let terms = Terms::new(text, &tokenize(text));
    /// assert_eq!((terms.sentences(), terms.tokens(1)), (2, 4..10));
    /// assert!(terms.of(0).contains(&stem("harbours")) && !terms.of(0).contains(&stem("the")));
    /// ```
    #[must_use]
    pub fn new(text: &str, tokens: &[Token]) -> Self {
        let mut terms = Self {
            ends: Vec::new(),
            starts: vec![0],
            stems: Vec::with_capacity(tokens.len() / 2),
        };
        let all = stems(text, tokens);
        for sentence in sentences(text, tokens) {
            let from = terms.stems.len();
            let content = all[sentence.clone()].iter().filter(|s| !s.1);
            terms.stems.extend(content.map(|s| s.0));
            terms.stems[from..].sort_unstable();
            let mut kept = from;
            for at in from..terms.stems.len() {
                if at == from || terms.stems[at] != terms.stems[kept - 1] {
                    terms.stems[kept] = terms.stems[at];
                    kept += 1;
                }
            }
            terms.stems.truncate(kept);
            terms.starts.push(kept as u32);
            terms.ends.push(sentence.end as u32);
        }
        terms.stems.shrink_to_fit();
        terms
    }

    /// Bytes of memory that it takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        size_of::<Self>() + 4 * (self.ends.capacity() + self.starts.capacity() + self.stems.capacity())
    }

    /// Number of sentences.
    #[must_use]
    pub fn sentences(&self) -> usize {
        self.ends.len()
    }

    /// The stems of a sentence, sorted.
    #[must_use]
    pub fn of(&self, sentence: usize) -> &[u32] {
        &self.stems[self.starts[sentence] as usize..self.starts[sentence + 1] as usize]
    }

    /// The tokens of a sentence.
    #[must_use]
    pub fn tokens(&self, sentence: usize) -> Range<u32> {
        let start = sentence.checked_sub(1).map_or(0, |before| self.ends[before]);
        start..self.ends[sentence]
    }

    /// The sentence in which a token stands, or the last one.
    #[must_use]
    pub fn sentence_of(&self, token: u32) -> usize {
        self.ends
            .partition_point(|&end| end <= token)
            .min(self.ends.len().saturating_sub(1))
    }
}

/// Counters of [`Weights`]: stems that share one weigh less than they should, one in fifty of a large vocabulary.
const COUNTERS: usize = 1 << 21;
/// Articles that are assumed to have been seen before the first.
const SMOOTHING: f32 = 200.0;
/// In how many of those a stem is assumed to stand.
const ASSUMED: f32 = 0.4;
/// What a common word, or one that stands everywhere, weighs.
const LEAST_WEIGHT: f32 = 1.0;

/// In how many articles each stem stands, and what it weighs for that.
#[derive(Debug)]
pub struct Weights {
    counts: Vec<AtomicU32>,
    articles: AtomicU32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            counts: std::iter::repeat_with(|| AtomicU32::new(0)).take(COUNTERS).collect(),
            articles: AtomicU32::new(0),
        }
    }
}

impl Weights {
    /// Counts the stems of one article; may be called from many threads.
    pub fn count(&self, terms: &Terms) {
        let mut distinct = terms.stems.clone();
        distinct.sort_unstable();
        distinct.dedup();
        for s in distinct {
            self.counts[s as usize & (COUNTERS - 1)].fetch_add(1, Ordering::Relaxed);
        }
        self.articles.fetch_add(1, Ordering::Relaxed);
    }

    /// Articles counted.
    #[must_use]
    pub fn articles(&self) -> u32 {
        self.articles.load(Ordering::Relaxed)
    }

    /// Articles in which a stem stands (at least; see `COUNTERS`).
    #[must_use]
    pub fn count_of(&self, stem: u32) -> u32 {
        self.counts[stem as usize & (COUNTERS - 1)].load(Ordering::Relaxed)
    }

    /// What a stem weighs, in nats: about the logarithm of one in how many articles it stands in, at least 1.
    #[must_use]
    pub fn of(&self, stem: u32) -> f32 {
        if is_common(stem) {
            return LEAST_WEIGHT;
        }
        let articles = self.articles() as f32 + SMOOTHING;
        (articles / (self.count_of(stem) as f32 + ASSUMED))
            .ln()
            .max(LEAST_WEIGHT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{stem, tokenize};

    #[test]
    fn rare_stems_weigh_more() {
        let weights = Weights::default();
        for n in 0..100 {
            let text = if n % 10 == 0 { "bridge ferry" } else { "bridge" };
            weights.count(&Terms::new(text, &tokenize(text)));
        }
        let of = |word| weights.of(stem(word));
        assert!(of("lighthouse") > of("ferry") && of("ferry") > of("bridge") && of("bridge") >= of("the"));
        assert_eq!((weights.articles(), weights.count_of(stem("ferry"))), (100, 10));
    }
}
