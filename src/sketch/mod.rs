//! Article → shingles → signature, band keys, winnowed fingerprints.
//!
//! Input: one article as its stream of word hashes; output: a [`Sketch`]. Shingles of `shingle_words` words feed the
//! `MinHash` signature (Broder 1997; multiply-shift permutations on 32-bit lanes), shingles of
//! `fingerprint_words` words are winnowed (Schleimer, Wilkerson, Aiken 2003) into [`Fingerprint`]s, so
//! that every run of `fingerprint_words + window - 1` shared words shares at least one.
//!
//! Invariants: a pure function of the token hashes and [`Params`]; the same on every machine. Sketches
//! remember their parameters, and comparing two kinds is a typed error. Cost: `PERMUTATIONS` lane
//! operations a shingle, which the compiler turns into vector code.

mod bands;
mod kin;
mod minhash;
mod postings;
mod radix;
mod shingle;
mod sketcher;
mod terms;
mod winnow;

pub use bands::{PARTITIONS, article_of, band_groups, key_groups, pack};
pub use kin::{Kin, KinParams, closest_kin, kin_hits, kin_keys, kin_pairs};
pub use minhash::{PERMUTATIONS, Signature};
pub use postings::{Posting, Postings, group_pairs};
pub use radix::sort_by_high_half;
pub use shingle::{shingle_hashes, shingle_set};
pub use sketcher::{Outline, Sketcher};
pub use terms::{Terms, Weights};
pub use winnow::{Fingerprint, winnow};

use crate::hash;

/// Settings of the sketch stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Params {
    /// Words of a shingle for similarity. Longer: fewer chance overlaps (precision), but each changed
    /// word costs more shingles (recall).
    pub shingle_words: usize,
    /// Bands of the signature. More bands: more candidates (recall); all candidates are verified, so
    /// precision stays and time grows.
    pub bands: usize,
    /// Rows of a band; `bands * rows` must not exceed [`PERMUTATIONS`]. More rows: fewer candidates at low similarity.
    pub rows: usize,
    /// Words of a fingerprint. Longer: fewer chance seeds (speed), short shared passages are missed (recall).
    pub fingerprint_words: usize,
    /// Winnowing window. Wider: fewer fingerprints (speed, memory), the shortest passage that is surely
    /// found grows (recall).
    pub window: usize,
}

/// Share of the pairs just at a threshold that [`Params::for_threshold`] finds.
pub const RECALL_AT_THRESHOLD: f64 = 0.995;
/// Rows of the longest bands: what more there were would hardly make fewer candidates.
const MAX_ROWS: usize = 16;

impl Default for Params {
    fn default() -> Self {
        Self {
            shingle_words: 5,
            bands: 32,
            rows: 4,
            fingerprint_words: 6,
            window: 6,
        }
    }
}

impl Params {
    /// As many bands of as many rows as find a pair at `threshold` with a chance of [`RECALL_AT_THRESHOLD`].
    ///
    /// The longest bands that do so are taken, since they let the fewest other pairs through: a pair of
    /// Jaccard similarity `j` shares at least one of `b` bands of `r` rows with `1 - (1 - j^r)^b`.
    ///
    /// ```
    /// use dedupe::sketch::Params;
    /// let strict = Params::default().for_threshold(0.8);
    /// assert_eq!((strict.bands, strict.rows), (21, 6));
    /// ```
    #[must_use]
    pub fn for_threshold(self, threshold: f64) -> Self {
        let recall = |rows: usize| {
            let bands = PERMUTATIONS / rows;
            1.0 - (1.0 - threshold.powi(rows as i32)).powi(bands as i32)
        };
        let rows = (1..=MAX_ROWS)
            .rev()
            .find(|&rows| recall(rows) >= RECALL_AT_THRESHOLD)
            .unwrap_or(1);
        Self {
            bands: PERMUTATIONS / rows,
            rows,
            ..self
        }
    }

    /// How many bands a pair must share so that a pair at `threshold` does with a chance of [`RECALL_AT_THRESHOLD`].
    ///
    /// Bands are shared independently, so their number is binomial; asking for more than one keeps out
    /// most pairs far under the threshold, unread.
    ///
    /// ```
    /// use dedupe::sketch::Params;
    /// let params = Params::default().for_threshold(0.7);
    /// assert_eq!((params.bands, params.rows, params.shared_bands(0.7)), (32, 4, 2));
    /// ```
    #[must_use]
    pub fn shared_bands(&self, threshold: f64) -> usize {
        let one = threshold.powi(self.rows as i32);
        if one >= 1.0 {
            return self.bands;
        }
        let bands = self.bands as f64;
        // The chance of exactly `shared` bands, and of fewer.
        let mut exactly = (1.0 - one).powf(bands);
        let mut fewer = 0.0;
        for shared in 0..self.bands {
            fewer += exactly;
            if 1.0 - fewer < RECALL_AT_THRESHOLD {
                return shared.max(1);
            }
            exactly *= (bands - shared as f64) / (shared as f64 + 1.0) * one / (1.0 - one);
        }
        self.bands
    }

    /// A number that two sketches share only if they can be compared.
    #[must_use]
    pub fn id(&self) -> u64 {
        [
            self.shingle_words,
            self.bands,
            self.rows,
            self.fingerprint_words,
            self.window,
        ]
        .iter()
        .fold(u64::from(hash::VERSION), |id, &n| hash::pair(id, n as u64))
    }
}

/// Two sketches of different kinds were compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "sketches were made with different parameters or hash versions; sketch both articles with one `sketch::Params`"
)]
pub struct MixedSketches;

/// What one article is recognised by.
#[derive(Debug, Clone)]
pub struct Sketch {
    /// Number of tokens.
    pub words: u32,
    /// Hash of the whole token stream: equal for articles with the same words.
    pub words_hash: u64,
    /// `MinHash` signature; `None` for an article without a word.
    pub signature: Option<Signature>,
    /// Winnowed fingerprints in text order.
    pub fingerprints: Vec<Fingerprint>,
}

impl Sketch {
    /// Sketches one article.
    #[must_use]
    pub fn new(stream: &[u64], params: &Params) -> Self {
        let words_hash = finish_words_hash(words_hash(0, stream), stream.len() as u64);
        let signature =
            (!stream.is_empty()).then(|| Signature::new(&shingle_hashes(stream, params.shingle_words), params));
        let fingerprints = winnow(stream, params);
        Self {
            words: stream.len() as u32,
            words_hash,
            signature,
            fingerprints,
        }
    }
}

/// Goes on hashing a stream of words from the hash so far.
///
/// Each step is a folded product and not linear: for a polynomial modulo 2^64 there are texts of a few thousand words
/// (in the pattern of Thue and Morse) with one hash, whatever its base.
fn words_hash(so_far: u64, stream: &[u64]) -> u64 {
    stream
        .iter()
        .fold(so_far, |h, &word| hash::short_word(h ^ word, h.rotate_left(32)))
}

fn finish_words_hash(hash: u64, words: u64) -> u64 {
    hash::pair(hash, words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::stream;

    #[test]
    fn comparing_two_kinds_is_an_error() {
        let words = stream("the harbour wall was repaired before the storms came in from the west");
        let a = Sketch::new(&words, &Params::default()).signature.unwrap();
        let b = Sketch::new(
            &words,
            &Params {
                shingle_words: 4,
                ..Params::default()
            },
        )
        .signature
        .unwrap();
        assert_eq!(a.similarity(&a), Ok(1.0));
        assert_eq!(a.similarity(&b), Err(MixedSketches));
    }

    /// Two words in the pattern of Thue and Morse and in its opposite: no polynomial modulo 2^64 tells them apart.
    #[test]
    fn texts_of_two_words_in_opposite_patterns_are_not_the_same() {
        let words = |flip: u32| -> Vec<u64> {
            let word = |n: u32| {
                if (n.count_ones() + flip).is_multiple_of(2) {
                    "yes"
                } else {
                    "no"
                }
            };
            (0..4_096).map(|n| crate::text::word_hash(word(n))).collect()
        };
        let (a, b) = (words(0), words(1));
        assert_ne!(words_hash(0, &a), words_hash(0, &b));
    }

    #[test]
    fn an_empty_article_has_no_signature() {
        let sketch = Sketch::new(&[], &Params::default());
        assert!(sketch.signature.is_none() && sketch.fingerprints.is_empty() && sketch.words == 0);
    }
}
