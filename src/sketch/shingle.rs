//! Runs of words as 64-bit hashes.
//!
//! Input: a text as its stream of word hashes ([`text::stream`](crate::text::stream)); output: one
//! hash a run, in text order. A run's hash is the sum of its words' hashes, each turned by its place,
//! mixed: no step waits for the one before, so that compilers make vector code of it. Cost: about a
//! nanosecond a word.

use crate::hash;

/// How far a word's hash is turned for each place that follows it in the run.
const TURN: u32 = 11;

/// Hashes of all runs of `words` words, in text order; a text shorter than that is one shingle, an
/// empty one has none.
///
/// ```
/// use dedupe::{sketch::shingle_hashes, text::stream};
/// assert_eq!(shingle_hashes(&stream("Ships wait off the port, ships wait off the port"), 4).len(), 7);
/// assert_eq!(shingle_hashes(&stream("Ships wait"), 4).len(), 1);
/// ```
#[must_use]
pub fn shingle_hashes(stream: &[u64], words: usize) -> Vec<u64> {
    let mut hashes = Vec::new();
    let words = words.clamp(1, stream.len().max(1));
    extend(&mut hashes, stream, words);
    hashes
}

/// Appends the hashes of all runs of exactly `words` words, which is at least 1.
pub(super) fn extend(hashes: &mut Vec<u64>, stream: &[u64], words: usize) {
    match words {
        // With the length known, the loop over places is unrolled and that over runs becomes vector code.
        4 => hashes.extend(stream.windows(4).map(|words| run(&words[..4]))),
        5 => hashes.extend(stream.windows(5).map(|words| run(&words[..5]))),
        6 => hashes.extend(stream.windows(6).map(|words| run(&words[..6]))),
        _ => hashes.extend(stream.windows(words).map(run)),
    }
}

#[inline(always)]
#[allow(clippy::inline_always, reason = "it is unrolled where the length is known")]
fn run(words: &[u64]) -> u64 {
    let turned = words
        .iter()
        .rev()
        .zip(0..)
        .map(|(hash, place)| hash.rotate_left(TURN * place % 64));
    hash::mix(turned.fold(0, u64::wrapping_add))
}

/// The distinct shingles of a text, sorted: the set that exact Jaccard and containment compare.
#[must_use]
pub fn shingle_set(stream: &[u64], words: usize) -> Vec<u64> {
    let mut set = shingle_hashes(stream, words);
    set.sort_unstable();
    set.dedup();
    set
}
