//! Runs of words as 64-bit hashes.

use crate::hash;
use crate::text::Token;

/// Hashes of all runs of `words` tokens, in text order; a text shorter than that is one shingle.
pub fn shingle_hashes(tokens: &[Token], words: usize) -> impl Iterator<Item = u64> + '_ {
    let words = words.max(1).min(tokens.len().max(1));
    tokens
        .windows(words)
        .map(|run| run.iter().fold(0, |h, t| hash::pair(h, t.hash)))
}

/// The distinct shingles of a text, sorted: the set that exact Jaccard and containment compare.
#[must_use]
pub fn shingle_set(tokens: &[Token], words: usize) -> Vec<u64> {
    let mut set: Vec<u64> = shingle_hashes(tokens, words).collect();
    set.sort_unstable();
    set.dedup();
    set
}
