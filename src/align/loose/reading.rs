//! One article, word by word: its stems, where each stands, what it weighs and what stands around it.
//!
//! Input: a text, its tokens, what is said in it and what is set aside; output: a [`Reading`], made once for all pairs of the
//! article. Cost: sorting its words.

use std::ops::Range;

use super::LooseParams;
use crate::sketch::Weights;
use crate::text::{Span, Token, stems};

/// One article, word by word, as the borders of rewritten passages are found.
#[derive(Debug, Default)]
pub struct Reading {
    /// Hash of each word.
    pub(super) words: Vec<u64>,
    /// Stem of each word; zero for one that is set aside.
    pub(super) stems: Vec<u32>,
    /// Whether a word stands inside quotation marks.
    pub(super) spoken: Vec<bool>,
    /// (stem, place), sorted.
    pub(super) index: Vec<(u32, u32)>,
    /// Where each stem's entries begin in `index`.
    pub(super) groups: Vec<u32>,
    /// What each word weighs.
    pub(super) weights: Vec<f32>,
    /// Which stems stand around each place, a bit a stem.
    pub(super) around: Vec<u128>,
}

/// The bit of a stem in a set of few: most words that are not in it are told at a look.
pub(super) fn bit(stem: u32) -> u128 {
    1 << (stem & 127)
}

impl Reading {
    /// About what it takes for each word.
    pub const WORD_BYTES: usize = size_of::<(u64, u32, bool, (u32, u32), f32, u128)>();

    /// Reads a text with its tokens; `quoted` are the spans between quotation marks, in order, `aside` the token ranges set aside, in order.
    #[must_use]
    pub fn new(
        text: &str,
        tokens: &[Token],
        quoted: &[Span],
        aside: &[(u32, u32)],
        weights: &Weights,
        params: &LooseParams,
    ) -> Self {
        let mut stems: Vec<u32> = stems(text, tokens).into_iter().map(|s| s.0).collect();
        for &(start, end) in aside {
            let end = (end as usize).min(stems.len());
            let start = (start as usize).min(end);
            stems[start..end].fill(0);
        }
        let mut spoken = vec![false; tokens.len()];
        for span in quoted {
            let from = tokens.partition_point(|t| t.start < span.start);
            let to = tokens.partition_point(|t| t.start < span.end);
            spoken[from..to.max(from)].fill(true);
        }
        let places = stems.iter().zip(0_u32..).filter(|&(&s, _)| s != 0);
        let mut index: Vec<(u32, u32)> = places.map(|(&s, at)| (s, at)).collect();
        index.sort_unstable();
        let mut weighed = vec![0.0; stems.len()];
        let mut groups = Vec::new();
        let mut from = 0;
        for group in index.chunk_by(|x, y| x.0 == y.0) {
            groups.push(from as u32);
            from += group.len();
            let weight = weights.of(group[0].0);
            for &(_, at) in group {
                weighed[at as usize] = weight;
            }
        }
        Self {
            words: tokens.iter().map(|t| t.hash).collect(),
            around: around(&stems, params.other_reach),
            stems,
            spoken,
            index,
            groups,
            weights: weighed,
        }
    }

    /// The stem of a group of the index; past the last one the greatest there is.
    pub(super) fn stem_of_group(&self, group: usize) -> u32 {
        self.groups
            .get(group)
            .map_or(u32::MAX, |&from| self.index[from as usize].0)
    }

    /// The entries of the index that are one group.
    pub(super) fn group(&self, group: usize) -> Range<usize> {
        let Some(&from) = self.groups.get(group) else {
            return 0..0;
        };
        from as usize..self.groups.get(group + 1).map_or(self.index.len(), |&to| to as usize)
    }
}

/// For each place the bits of all stems at most `reach` words away.
///
/// Every window is the end of one block and the beginning of the next, so two passes do for any reach (van Herk 1992).
fn around(stems: &[u32], reach: usize) -> Vec<u128> {
    let block = 2 * reach + 1;
    let at = |n: usize| {
        n.checked_sub(reach)
            .and_then(|n| stems.get(n))
            .map_or(0, |&s| if s == 0 { 0 } else { bit(s) })
    };
    let padded = stems.len() + 2 * reach;
    let (mut ahead, mut behind) = (vec![0; padded], vec![0; padded]);
    for n in 0..padded {
        ahead[n] = at(n) | if n % block == 0 { 0 } else { ahead[n - 1] };
    }
    for n in (0..padded).rev() {
        behind[n] = at(n)
            | if (n + 1) % block == 0 || n + 1 == padded {
                0
            } else {
                behind[n + 1]
            };
    }
    (0..stems.len()).map(|n| behind[n] | ahead[n + 2 * reach]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_stands_around_is_what_a_look_around_finds(stems in proptest::collection::vec(0_u32..300, 0..80), reach in 0_usize..14) {
            let plain: Vec<u128> = (0..stems.len())
                .map(|at| &stems[at.saturating_sub(reach)..(at + reach + 1).min(stems.len())])
                .map(|near| near.iter().filter(|&&s| s != 0).fold(0, |bits, &s| bits | bit(s)))
                .collect();
            proptest::prop_assert_eq!(around(&stems, reach), plain);
        }
    }
}
