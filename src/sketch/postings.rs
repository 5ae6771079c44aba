//! Which articles share a fingerprint?
//!
//! Packed records, sorted: no hash table, so the order of groups is fixed and memory is what the
//! records take. Cost: one sort.

use rayon::slice::ParallelSliceMut;

use super::Sketch;
use crate::article::ArticleIx;

/// All fingerprints of a corpus, sorted by hash, article, position.
#[derive(Debug, Default)]
pub struct Postings {
    records: Vec<Posting>,
}

/// One occurrence of a fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posting {
    /// The fingerprint.
    pub hash: u64,
    /// The article.
    pub article: ArticleIx,
    /// Token at which it starts.
    pub token: u32,
}

impl Postings {
    /// Sorts the fingerprints of the given articles and drops those that occur once.
    #[must_use]
    pub fn new<'s>(sketches: impl Iterator<Item = (ArticleIx, &'s Sketch)>) -> Self {
        let mut records: Vec<Posting> = Vec::new();
        for (article, sketch) in sketches {
            records.extend(sketch.fingerprints.iter().map(|f| Posting {
                hash: f.hash,
                article,
                token: f.token,
            }));
        }
        records.par_sort_unstable();
        let mut kept = 0;
        let mut at = 0;
        while at < records.len() {
            let run = records[at..].iter().take_while(|r| r.hash == records[at].hash).count();
            if run > 1 {
                records.copy_within(at..at + run, kept);
                kept += run;
            }
            at += run;
        }
        records.truncate(kept);
        records.shrink_to_fit();
        Self { records }
    }

    /// Occurrences of each repeated fingerprint: groups of two or more, sorted by article and position.
    pub fn groups(&self) -> impl Iterator<Item = &[Posting]> {
        self.records.chunk_by(|a, b| a.hash == b.hash)
    }
}

/// Pairs to compare within a group of articles that share a key, `members` in the order of time.
///
/// Small groups give every pair. In large ones each member is paired with the first and with its
/// neighbour, so that cost is linear in the carriers; both ends of a pair are then aligned in full,
/// so nothing is lost but pairs whose text both share with the first anyway.
pub fn group_pairs(members: &[ArticleIx], all_pairs_limit: usize) -> impl Iterator<Item = (ArticleIx, ArticleIx)> + '_ {
    let small = members.len() <= all_pairs_limit;
    members.iter().enumerate().flat_map(move |(place, &later)| {
        let from = if small { 0 } else { place.saturating_sub(1) };
        let first = (!small && place > 1).then(|| (members[0], later));
        members[from..place]
            .iter()
            .map(move |&earlier| (earlier, later))
            .chain(first)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_of_small_and_large_groups() {
        let check = |members: &[u32], limit, expected: &[(u32, u32)]| {
            let mut pairs: Vec<_> = group_pairs(members, limit).collect();
            pairs.sort_unstable();
            assert_eq!(pairs, expected, "{members:?} limit {limit}");
        };
        check(&[7], 4, &[]);
        check(&[7, 3], 1, &[(7, 3)]);
        check(&[1, 2, 3], 4, &[(1, 2), (1, 3), (2, 3)]);
        check(&[1, 2, 3, 4], 3, &[(1, 2), (1, 3), (1, 4), (2, 3), (3, 4)]);
    }
}
