//! How two wordings relate, as far as their words alone tell.

use crate::align::{EditOp, edit_script};
use crate::hash::Set;

/// How the words of a shorter wording stand in a longer one.
#[derive(Debug, Clone, PartialEq)]
pub enum Relation {
    /// The same words.
    Same,
    /// A run of its words, starting at this word.
    Contained {
        /// First word of the run.
        at: usize,
    },
    /// Its words with few changes, within this range of it.
    Edited {
        /// First word of the range.
        at: usize,
        /// One past the last word of the range.
        end: usize,
        /// Changed words / words of the shorter wording.
        rate: f64,
    },
}

/// Relates `short` to `long`; `None` where more than `max_rate` of its words would have to change.
///
/// ```
/// use dedupe::quote::variant::{relate, Relation};
/// assert_eq!(relate(&[2, 3], &[1, 2, 3, 4], 0.1), Some(Relation::Contained { at: 1 }));
/// assert_eq!(relate(&[7, 8], &[1, 2, 3, 4], 0.1), None);
/// ```
#[must_use]
pub fn relate(short: &[u64], long: &[u64], max_rate: f64) -> Option<Relation> {
    if short.is_empty() || long.is_empty() {
        return None;
    }
    if short == long {
        return Some(Relation::Same);
    }
    if let Some(at) = find(short, long) {
        return Some(Relation::Contained { at });
    }
    let allowed = allowed(short.len(), max_rate);
    if allowed == 0 || missing(short, long, allowed) > allowed {
        return None;
    }
    let (at, end, distance) = if short.len().saturating_mul(long.len()) <= MAX_CELLS {
        infix(short, long)
    } else {
        between_ends(short, long)?
    };
    (distance <= allowed && end > at).then(|| Relation::Edited {
        at,
        end,
        rate: distance as f64 / short.len() as f64,
    })
}

/// Pairs of words that two wordings are compared in at most. Longer ones are speeches of thousands of words, which
/// need to have the same beginning and end.
const MAX_CELLS: usize = 1 << 24;

/// Words of so many that may change.
pub(super) fn allowed(words: usize, max_rate: f64) -> usize {
    (words as f64 * max_rate).floor() as usize
}

/// Which of 256 classes the words of a wording fall into: enough to throw out most pairs without a look at their words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outline([u128; 2]);

impl Outline {
    pub(super) fn of(words: &[u64]) -> Self {
        let mut bits = [0; 2];
        for word in words {
            bits[(word >> 63) as usize] |= 1 << (word >> 56 & 127);
        }
        Self(bits)
    }

    /// Words that the other wording does not have: at least so many.
    #[inline]
    pub(super) const fn lacking(&self, other: &Self) -> usize {
        ((self.0[0] & !other.0[0]).count_ones() + (self.0[1] & !other.0[1]).count_ones()) as usize
    }
}

/// Words of `short` that `long` does not have at all, each of which costs an edit; counted up to `limit + 1`.
fn missing(short: &[u64], long: &[u64], limit: usize) -> usize {
    if long.len() > MANY_WORDS {
        let present: Set<u64> = long.iter().copied().collect();
        let absent = short.iter().filter(|word| !present.contains(word));
        return absent.take(limit.saturating_add(1)).count();
    }
    // One bit a word is enough to throw nearly all chance candidates out before the quadratic part.
    let bit = |word: u64| 1_u128 << (word >> 57);
    let present = long.iter().fold(0, |bits, &word| bits | bit(word));
    short
        .iter()
        .filter(|&&word| present & bit(word) == 0 || !long.contains(&word))
        .take(limit.saturating_add(1))
        .count()
}

/// Words of a wording from which looking each word up is faster than looking through all.
const MANY_WORDS: usize = 256;

/// First place where `short` stands in `long`.
fn find(short: &[u64], long: &[u64]) -> Option<usize> {
    if short.len() > long.len() {
        return None;
    }
    if short.len() > MANY_WORDS {
        return find_long(short, long);
    }
    long.windows(short.len()).position(|w| w == short)
}

/// The same without going back in `long` (Knuth, Morris and Pratt 1977), as one word a thousand times needs.
fn find_long(short: &[u64], long: &[u64]) -> Option<usize> {
    let mut border = vec![0; short.len()];
    let mut matched = 0;
    for at in 1..short.len() {
        while matched > 0 && short[matched] != short[at] {
            matched = border[matched - 1];
        }
        matched += usize::from(short[matched] == short[at]);
        border[at] = matched;
    }
    matched = 0;
    for (at, word) in long.iter().enumerate() {
        while matched > 0 && short[matched] != *word {
            matched = border[matched - 1];
        }
        matched += usize::from(short[matched] == *word);
        if matched == short.len() {
            return Some(at + 1 - matched);
        }
    }
    None
}

/// Two wordings too long for [`infix`], of which all but a part in the middle is the same: all of `long`, and the edits of that part.
fn between_ends(short: &[u64], long: &[u64]) -> Option<(usize, usize, usize)> {
    let head = same_words(short.iter(), long.iter());
    let (a, b) = (&short[head..], &long[head..]);
    let tail = same_words(a.iter().rev(), b.iter().rev());
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    if a.len().saturating_mul(b.len()) > MAX_CELLS {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, word) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for j in 1..=b.len() {
            let through = diagonal + usize::from(*word != b[j - 1]);
            diagonal = row[j];
            row[j] = through.min(row[j] + 1).min(row[j - 1] + 1);
        }
    }
    Some((0, long.len(), row[b.len()]))
}

/// The range of `long` that `short` is the fewest edits away from (Sellers 1980), and that distance.
fn infix(short: &[u64], long: &[u64]) -> (usize, usize, usize) {
    // Distance and start of the best range that ends before each word of `long`.
    let mut row: Vec<(usize, usize)> = (0..=long.len()).map(|j| (0, j)).collect();
    for (i, word) in short.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (i + 1, 0);
        for j in 1..=long.len() {
            let through = (diagonal.0 + usize::from(*word != long[j - 1]), diagonal.1);
            diagonal = row[j];
            let skip_short = (row[j].0 + 1, row[j].1);
            let skip_long = (row[j - 1].0 + 1, row[j - 1].1);
            row[j] = through.min(skip_short).min(skip_long);
        }
    }
    let mut best = (0, 0, usize::MAX);
    for (end, &(distance, at)) in row.iter().enumerate() {
        // The longer range among equals keeps words together.
        if distance < best.2 || distance == best.2 && end - at > best.1 - best.0 {
            best = (at, end, distance);
        }
    }
    best
}

/// Where a carrier's words stand in the family's text: the contained run, else the range fewest edits away.
pub(super) fn range_in(text: &[u64], carrier: &[u64]) -> (usize, usize) {
    match relate(carrier, text, f64::MAX) {
        Some(Relation::Same) => (0, text.len()),
        Some(Relation::Contained { at }) => (at, at + carrier.len()),
        Some(Relation::Edited { at, end, .. }) => (at, end),
        None => (0, 0),
    }
}

/// One edit: words of the text, words of the carrier, each from and one past.
pub(super) type Change = ((usize, usize), (usize, usize));

/// The edits that make `carrier` of the range `at..end` of `text`: (words of text, words of carrier) ranges.
pub(super) fn edits(text: &[u64], at: usize, end: usize, carrier: &[u64]) -> Vec<Change> {
    let (mut a, mut b, mut head) = (&text[at..end], carrier, 0);
    if a.len().saturating_mul(b.len()) > MAX_CELLS {
        head = same_words(a.iter(), b.iter());
        (a, b) = (&a[head..], &b[head..]);
        let tail = same_words(a.iter().rev(), b.iter().rev());
        (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    }
    let (from, to) = (at + head, head);
    if a.len().saturating_mul(b.len()) > MAX_CELLS {
        return vec![((from, from + a.len()), (to, to + b.len()))];
    }
    edit_script(a, b)
        .into_iter()
        .filter_map(|op| match op {
            EditOp::Equal { .. } => None,
            EditOp::Change { a, a_len, b, b_len } => Some(((from + a, from + a + a_len), (to + b, to + b + b_len))),
        })
        .collect()
}

/// Words that two sequences have alike from the start.
fn same_words<'w>(a: impl Iterator<Item = &'w u64>, b: impl Iterator<Item = &'w u64>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Words that must be inserted, deleted or replaced to make one sequence of the other.
    fn distance(a: &[u64], b: &[u64]) -> usize {
        struct Words<'w>(&'w [u64]);
        impl<'w> IntoIterator for &Words<'w> {
            type Item = &'w u64;
            type IntoIter = std::slice::Iter<'w, u64>;
            fn into_iter(self) -> Self::IntoIter {
                self.0.iter()
            }
        }
        strsim::generic_levenshtein(&Words(a), &Words(b))
    }

    fn words(text: &str) -> Vec<u64> {
        text.split(' ').map(crate::text::word_hash).collect()
    }

    fn check(short: &str, long: &str, rate: f64, expected: Option<&Relation>) {
        assert_eq!(
            relate(&words(short), &words(long), rate).as_ref(),
            expected,
            "{short} / {long}"
        );
    }

    #[test]
    fn relations() {
        let text = "we will not sign until every one of the twelve points has been met in full";
        check(text, text, 0.1, Some(&Relation::Same));
        check("the twelve points", text, 0.1, Some(&Relation::Contained { at: 8 }));
        check(
            "we will sign until every one of the twelve points has been met in full",
            text,
            0.1,
            Some(&Relation::Edited {
                at: 0,
                end: 16,
                rate: 1.0 / 15.0,
            }),
        );
        check(
            "until every one of the ten points has been met",
            text,
            0.1,
            Some(&Relation::Edited {
                at: 4,
                end: 14,
                rate: 0.1,
            }),
        );
        check("the harbour is shut for the winter and the spring", text, 0.25, None);
    }

    proptest! {
        #[test]
        fn long_runs_are_found_as_short_ones(short in prop::collection::vec(0_u64..3, 1..8), long in prop::collection::vec(0_u64..3, 1..40)) {
            prop_assert_eq!(find_long(&short, &long), long.windows(short.len()).position(|w| w == short));
        }

        #[test]
        fn between_ends_is_the_distance(a in prop::collection::vec(0_u64..4, 1..12), b in prop::collection::vec(0_u64..4, 1..12)) {
            prop_assert_eq!(between_ends(&a, &b), Some((0, b.len(), distance(&a, &b))));
        }

        #[test]
        fn outlines_never_count_too_many(a in prop::collection::vec(0_u64..9, 1..9), b in prop::collection::vec(0_u64..9, 1..9)) {
            let spread = |words: &[u64]| words.iter().map(|&w| crate::hash::mix(w)).collect::<Vec<u64>>();
            let (a, b) = (spread(&a), spread(&b));
            prop_assert!(Outline::of(&a).lacking(&Outline::of(&b)) <= missing(&a, &b, usize::MAX - 1));
        }

        /// Against the plain definition: the best of all ranges.
        #[test]
        fn infix_is_the_best_range(short in prop::collection::vec(0_u64..4, 1..8), long in prop::collection::vec(0_u64..4, 1..12)) {
            let (at, end, least) = infix(&short, &long);
            let best = (0..=long.len())
                .flat_map(|i| (i..=long.len()).map(move |j| (i, j)))
                .map(|(i, j)| distance(&short, &long[i..j]))
                .min()
                .unwrap();
            prop_assert_eq!(least, best);
            prop_assert_eq!(distance(&short, &long[at..end]), least);
        }
    }
}
