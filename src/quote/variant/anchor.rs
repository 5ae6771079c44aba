//! Distinct wordings, and which of them share a rare run of words.
//!
//! Input: items; output: [`Wording`]s in the order they are placed, and [`Anchors`] that lead from each to
//! those it may belong to. Cost: two sorts.

use rayon::prelude::*;

use super::words::is_common;
use super::{Item, Params};
use crate::hash;

/// Words of an anchor.
pub(super) const ANCHOR_WORDS: usize = 4;
/// Anchors of one wording that are followed up, rarest first.
const ANCHORS: usize = 8;

/// A distinct sequence of words and who prints it.
pub(super) struct Wording {
    pub(super) words: Vec<u64>,
    pub(super) items: Vec<usize>,
    /// Distinct uncommon words.
    pub(super) content: usize,
}

/// Distinct wordings, longest first, then most carried, then earliest.
pub(super) fn wordings(items: &[Item<'_>]) -> Vec<Wording> {
    let mut order: Vec<(Vec<u64>, usize)> = items
        .iter()
        .enumerate()
        .map(|(i, item)| (item.words(), i))
        .filter(|(w, _)| !w.is_empty())
        .collect();
    order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| key(items, a.1).cmp(&key(items, b.1))));
    let mut found: Vec<Wording> = Vec::new();
    for (words, item) in order {
        match found.last_mut() {
            Some(last) if last.words == words => last.items.push(item),
            _ => {
                let mut content: Vec<u64> = words.iter().copied().filter(|&w| !is_common(w)).collect();
                content.sort_unstable();
                content.dedup();
                found.push(Wording {
                    content: content.len(),
                    words,
                    items: vec![item],
                });
            }
        }
    }
    found.sort_by(|a, b| {
        let order = |w: &Wording| {
            (
                std::cmp::Reverse(w.words.len()),
                std::cmp::Reverse(w.items.len()),
                key(items, w.items[0]),
            )
        };
        order(a).cmp(&order(b)).then_with(|| a.words.cmp(&b.words))
    });
    found
}

/// Order of time, then article, then place.
pub(super) fn key(items: &[Item<'_>], i: usize) -> (u32, u32, u32) {
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
    pub(super) fn new(wordings: &[Wording], params: &Params) -> Self {
        let grams = |words: &[u64]| -> Vec<u64> {
            words
                .windows(ANCHOR_WORDS)
                .map(|w| w.iter().fold(0, |h, &x| hash::pair(h, x)))
                .collect()
        };
        let mut records: Vec<(u64, u32)> = wordings
            .par_iter()
            .enumerate()
            .flat_map_iter(|(ix, wording)| grams(&wording.words).into_iter().map(move |gram| (gram, ix as u32)))
            .collect();
        records.par_sort_unstable();
        records.dedup();
        let (mut members, mut starts) = (Vec::new(), vec![0]);
        for run in records.chunk_by(|a, b| a.0 == b.0) {
            if (2..=params.anchor_limit).contains(&run.len()) {
                members.extend(run.iter().map(|r| r.1));
                starts.push(members.len());
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

    /// Wordings that share one of the rarest 4-grams of wording `ix`, itself included.
    pub(super) fn near(&self, ix: usize) -> impl Iterator<Item = usize> + '_ {
        self.lists[self.of[ix]..self.of[ix + 1]]
            .iter()
            .take(ANCHORS)
            .flat_map(|&list| &self.members[self.starts[list as usize]..self.starts[list as usize + 1]])
            .map(|&wording| wording as usize)
    }
}
