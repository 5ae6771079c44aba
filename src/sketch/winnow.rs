//! Winnowing: a few fingerprints that any long enough shared run must share.

use super::{Params, shingle_hashes};
use crate::hash;

/// One selected run of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint {
    /// Hash of the run.
    pub hash: u64,
    /// Token at which it starts.
    pub token: u32,
}

/// Selects the smallest hash of each window of `window` runs (the rightmost of equal ones).
///
/// Any run of `fingerprint_words + window - 1` tokens holds at least one selected fingerprint, and
/// which one depends on those tokens alone.
#[must_use]
pub fn winnow(stream: &[u64], params: &Params) -> Vec<Fingerprint> {
    if stream.is_empty() || stream.len() < params.fingerprint_words {
        return Vec::new();
    }
    let window = params.window.max(1);
    // Mixed once more so that the order of hashes is independent of that of the shingles.
    let hashes: Vec<u64> = shingle_hashes(stream, params.fingerprint_words)
        .into_iter()
        .map(hash::mix)
        .collect();
    let mut selected: Vec<Fingerprint> = Vec::with_capacity(hashes.len() * 2 / (window + 1) + 1);
    // A monotone queue of candidate positions; the front is the smallest of the window.
    let mut queue = std::collections::VecDeque::with_capacity(window);
    for (at, &hash) in hashes.iter().enumerate() {
        while queue.back().is_some_and(|&i: &usize| hashes[i] >= hash) {
            queue.pop_back();
        }
        queue.push_back(at);
        if queue.front().is_some_and(|&i| i + window <= at) {
            queue.pop_front();
        }
        let full = at + 1 >= window || at + 1 == hashes.len();
        if let (true, Some(&front)) = (full, queue.front())
            && selected.last().is_none_or(|last| last.token as usize != front)
        {
            selected.push(Fingerprint {
                hash: hashes[front],
                token: front as u32,
            });
        }
    }
    selected
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stream(words: &[u8]) -> Vec<u64> {
        words.iter().map(|&w| hash::mix(u64::from(w))).collect()
    }

    /// The definition, window by window.
    fn plain(words: &[u64], params: &Params) -> Vec<Fingerprint> {
        let hashes: Vec<u64> = if words.len() < params.fingerprint_words {
            Vec::new()
        } else {
            shingle_hashes(words, params.fingerprint_words)
                .into_iter()
                .map(hash::mix)
                .collect()
        };
        let mut picked = std::collections::BTreeSet::new();
        for start in 0..hashes
            .len()
            .saturating_sub(params.window - 1)
            .max(usize::from(!hashes.is_empty()))
        {
            let end = (start + params.window).min(hashes.len());
            if let Some(best) = (start..end).rev().min_by_key(|&i| hashes[i]) {
                picked.insert(best);
            }
        }
        picked
            .into_iter()
            .map(|i| Fingerprint {
                hash: hashes[i],
                token: i as u32,
            })
            .collect()
    }

    proptest! {
        #[test]
        fn agrees_with_the_definition(words in prop::collection::vec(0_u8..6, 0..80)) {
            let words = stream(&words);
            let params = Params::default();
            prop_assert_eq!(winnow(&words, &params), plain(&words, &params));
        }

        #[test]
        fn a_shared_run_of_guaranteed_length_shares_a_fingerprint(
            run in prop::collection::vec(any::<u8>(), 11..30),
            before in prop::collection::vec(any::<u8>(), 0..30),
            after in prop::collection::vec(any::<u8>(), 0..30),
        ) {
            let params = Params::default();
            let a = winnow(&stream(&run), &params);
            let b = winnow(&stream(&[before, run, after].concat()), &params);
            prop_assert!(a.iter().any(|x| b.iter().any(|y| x.hash == y.hash)));
        }
    }
}
