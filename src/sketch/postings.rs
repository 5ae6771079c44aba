//! Which articles share a fingerprint?
//!
//! Packed records, sorted: no hash table, so the order of groups is fixed and memory is what the
//! records take. All records of one fingerprint belong together; different fingerprints may stand in
//! different [`Postings`], see [`Posting::partition`]. Cost: one sort.

use super::{PARTITIONS, Sketch};
use crate::article::ArticleIx;

/// Fingerprints that several places share, sorted by hash, article, position.
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

impl Posting {
    /// The occurrences of an article's fingerprints.
    pub fn of(article: ArticleIx, sketch: &Sketch) -> impl Iterator<Item = Self> + '_ {
        sketch.fingerprints.iter().map(move |f| Self {
            hash: f.hash,
            article,
            token: f.token,
        })
    }

    /// The partition that all records of its fingerprint go to.
    #[must_use]
    pub const fn partition(self) -> usize {
        (self.hash >> 56) as usize % PARTITIONS
    }

    /// As one number, of the same order.
    ///
    /// ```
    /// use dedupe::sketch::Posting;
    /// let posting = Posting { hash: 1 << 63, article: 7, token: 40 };
    /// assert_eq!(Posting::unpack(posting.pack()), posting);
    /// ```
    #[must_use]
    pub const fn pack(self) -> u128 {
        (self.hash as u128) << 64 | (self.article as u128) << 32 | self.token as u128
    }

    /// The record of a number.
    #[must_use]
    pub const fn unpack(packed: u128) -> Self {
        Self {
            hash: (packed >> 64) as u64,
            article: (packed >> 32) as u32,
            token: packed as u32,
        }
    }
}

impl Postings {
    /// Sorts records and drops those whose fingerprint occurs once.
    #[must_use]
    pub fn new(records: impl Iterator<Item = Posting>) -> Self {
        let mut records: Vec<Posting> = records.collect();
        records.sort_unstable();
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
