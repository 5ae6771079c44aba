//! Which pairs of articles share enough fingerprints to be aligned?

use super::Params;
use crate::article::ArticleIx;
use crate::sketch::{Posting, Postings, group_pairs};

/// Two articles that share fingerprints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// The earlier article.
    pub a: ArticleIx,
    /// The later article.
    pub b: ArticleIx,
    /// Fingerprints they were seen to share (a lower bound where groups are large).
    pub shared: u32,
}

/// Appends the pairs of articles that share a fingerprint, as `a << 32 | b`, as often as they share one.
pub fn sharing_pairs(postings: &Postings, ranks: &[u32], params: &Params, packed: &mut Vec<u64>) {
    let mut members = Vec::new();
    for group in postings.groups() {
        distinct_by_rank(group, ranks, &mut members);
        packed.extend(group_pairs(&members, params.all_pairs_limit).map(|(a, b)| u64::from(a) << 32 | u64::from(b)));
    }
}

/// Pairs that come at least `min_shared_fingerprints` times, sorted by `a`, then `b`.
#[must_use]
pub fn candidate_pairs(mut packed: Vec<u64>, params: &Params) -> Vec<Pair> {
    packed.sort_unstable();
    packed
        .chunk_by(|x, y| x == y)
        .filter(|run| run.len() >= params.min_shared_fingerprints as usize)
        .map(|run| Pair {
            a: (run[0] >> 32) as u32,
            b: run[0] as u32,
            shared: run.len() as u32,
        })
        .collect()
}

/// Articles that hold one fingerprint at two places, sorted.
#[must_use]
pub fn repeats_itself(postings: &Postings) -> Vec<ArticleIx> {
    let mut found: Vec<ArticleIx> = postings
        .groups()
        .flat_map(|group| group.windows(2))
        .filter(|two| two[0].article == two[1].article)
        .map(|two| two[0].article)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn distinct_by_rank(group: &[Posting], ranks: &[u32], into: &mut Vec<ArticleIx>) {
    into.clear();
    into.extend(group.iter().map(|p| p.article));
    into.dedup();
    into.sort_unstable_by_key(|&ix| ranks[ix as usize]);
}
