//! Distinct wordings, and which of them share a rare run of words.
//!
//! Input: items; output: [`Wording`]s in the order they are placed, and [`Anchors`] that lead from each to
//! those it may belong to. Cost: two sorts.

use std::borrow::Cow;
use std::cmp::{Ordering, Reverse};

use rayon::prelude::*;

use super::context::Contexts;
use super::relation::Outline;
use super::words::is_common;
use super::{Item, Params};
use crate::hash;
use crate::sketch::shingle_hashes;

/// Words of an anchor.
pub(super) const ANCHOR_WORDS: usize = 4;
/// Anchors of one wording that are followed up, rarest first.
const ANCHORS: usize = 8;

/// Parts in which 4-grams are sorted, by their highest bits.
const PARTS: u64 = 4;
const PART_SHIFT: u32 = u64::BITS - PARTS.ilog2();

/// Order of time, then article, then place.
pub(super) type Key = (u32, u32, u32);

/// A distinct sequence of words and who prints it.
pub(super) struct Wording<'i> {
    pub(super) words: Cow<'i, [u64]>,
    pub(super) items: Vec<usize>,
    /// Distinct uncommon words.
    pub(super) content: usize,
    /// How rare they are, all together.
    pub(super) weight: f32,
    pub(super) outline: Outline,
    /// Of its first item.
    first: Key,
}

/// Distinct wordings, longest first, then most carried, then earliest.
pub(super) fn wordings<'i>(items: &'i [Item<'_>], contexts: &Contexts) -> Vec<Wording<'i>> {
    // Sorted by a hash of the words, which says nearly always what the words would; never only by it.
    let mut order: Vec<(u64, Key, usize)> = items
        .par_iter()
        .enumerate()
        .filter(|(_, item)| !item.words.is_empty())
        .map(|(i, item)| {
            let words = item.own_words().fold(0, hash::pair);
            (words, key(items, i), i)
        })
        .collect();
    order.par_sort_unstable_by(|a, b| {
        let words = |i: usize| items[i].own_words();
        let by_words = || {
            if a.2 == b.2 {
                Ordering::Equal
            } else {
                words(a.2).cmp(words(b.2))
            }
        };
        a.0.cmp(&b.0)
            .then_with(by_words)
            .then_with(|| (a.1, a.2).cmp(&(b.1, b.2)))
    });
    let mut found: Vec<Wording<'_>> = order
        .par_chunk_by(|a, b| a.0 == b.0 && items[a.2].own_words().eq(items[b.2].own_words()))
        .map(|run| {
            let item = &items[run[0].2];
            let words = if item.all_own() {
                Cow::Borrowed(&*item.words)
            } else {
                Cow::Owned(item.own_words().collect())
            };
            let mut content: Vec<u64> = words.iter().copied().filter(|&w| !is_common(w)).collect();
            content.sort_unstable();
            content.dedup();
            Wording {
                content: content.len(),
                weight: content.iter().map(|&w| contexts.spoken(w)).sum(),
                outline: Outline::of(&words),
                words,
                items: run.iter().map(|r| r.2).collect(),
                first: run[0].1,
            }
        })
        .collect();
    found.par_sort_unstable_by(|a, b| {
        let order = |w: &Wording<'_>| (Reverse(w.words.len()), Reverse(w.items.len()), w.first);
        order(a).cmp(&order(b)).then_with(|| a.words.cmp(&b.words))
    });
    found
}

/// Where an item stands in time, then article, then place.
pub(super) fn key(items: &[Item<'_>], i: usize) -> Key {
    (items[i].rank, items[i].article, items[i].quote.span.start)
}

/// The word 4-grams that several wordings share: lists of wordings, and for each wording its lists.
pub(super) struct Anchors {
    /// Wordings of every list, ascending within a list.
    members: Vec<u32>,
    /// Where each list begins in `members`; one more than there are lists.
    starts: Vec<usize>,
    /// Lists of every wording, shortest first.
    lists: Vec<u32>,
    /// Where the lists of each wording begin in `lists`; one more than there are wordings.
    of: Vec<usize>,
}

impl Anchors {
    /// Lists and wordings are joined by sorting, not by looking each 4-gram up: twenty times faster on a
    /// large corpus, where every look-up is a cache miss.
    pub(super) fn new(wordings: &[Wording<'_>], params: &Params) -> Self {
        let (mut members, mut starts) = (Vec::new(), vec![0]);
        // In the order of their 4-grams, a part at a time, since all of them take much memory.
        for part in 0..PARTS {
            let mut records: Vec<(u64, u32)> = wordings
                .par_iter()
                .enumerate()
                .flat_map_iter(|(ix, wording)| {
                    let enough = wording.words.len() >= ANCHOR_WORDS;
                    let grams = enough.then(|| shingle_hashes(&wording.words, ANCHOR_WORDS));
                    grams
                        .unwrap_or_default()
                        .into_iter()
                        .filter(move |g| g >> PART_SHIFT == part)
                        .map(move |g| (g, ix as u32))
                })
                .collect();
            records.par_sort_unstable();
            records.dedup();
            for run in records.chunk_by(|a, b| a.0 == b.0) {
                if (2..=params.anchor_limit).contains(&run.len()) {
                    members.extend(run.iter().map(|r| r.1));
                    starts.push(members.len());
                }
            }
        }
        let size = |list: u32| starts[list as usize + 1] - starts[list as usize];
        let mut lists: Vec<(u32, u32)> = (0..starts.len() as u32 - 1)
            .flat_map(|list| {
                members[starts[list as usize]..starts[list as usize + 1]]
                    .iter()
                    .map(move |&w| (w, list))
            })
            .collect();
        lists.par_sort_unstable_by_key(|&(wording, list)| (wording, size(list), list));
        let mut of = Vec::with_capacity(wordings.len() + 1);
        let mut at = 0;
        for wording in 0..=wordings.len() as u32 {
            while lists.get(at).is_some_and(|l| l.0 < wording) {
                at += 1;
            }
            of.push(at);
        }
        Self {
            members,
            starts,
            lists: lists.into_iter().map(|l| l.1).collect(),
            of,
        }
    }

    /// Wordings before wording `ix` that share one of its rarest 4-grams.
    pub(super) fn before(&self, ix: usize) -> impl Iterator<Item = u32> + '_ {
        self.lists[self.of[ix]..self.of[ix + 1]]
            .iter()
            .take(ANCHORS)
            .flat_map(move |&list| {
                let members = &self.members[self.starts[list as usize]..self.starts[list as usize + 1]];
                members
                    .iter()
                    .copied()
                    .take_while(move |&wording| (wording as usize) < ix)
            })
    }
}
