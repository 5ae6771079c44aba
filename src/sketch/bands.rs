//! Which articles share a band key?
//!
//! Input: band keys with their articles as packed records in partitions; output: groups of records with one
//! key. Packed records, sorted: no hash table, so the order of groups is fixed and memory is what the records
//! take. Cost: linear, eight bytes a key.

use super::radix::sort_by_high_half;
use crate::article::ArticleIx;

/// Partitions of packed records, by the highest byte of the key.
pub const PARTITIONS: usize = 256;

/// Packs a key and its article: the partition, and `32 more bits of the key << 32 | article`.
///
/// ```
/// use dedupe::sketch::{article_of, pack};
/// let (partition, record) = pack(0xAB00_0000_0100_0000, 7);
/// assert_eq!((partition, record, article_of(record)), (0xAB, 1 << 32 | 7, 7));
/// ```
#[inline]
#[must_use]
pub const fn pack(key: u64, article: ArticleIx) -> (usize, u64) {
    ((key >> 56) as usize, (key >> 24) << 32 | article as u64)
}

/// The article of a packed record.
#[inline]
#[must_use]
pub const fn article_of(record: u64) -> ArticleIx {
    record as ArticleIx
}

/// Hands over the groups of two or more records with one key, of one partition, in key order; within a group the
/// records keep the order they had.
pub fn key_groups(records: &mut Vec<u64>, mut each: impl FnMut(&[u64])) {
    sort_by_high_half(records);
    for group in records.chunk_by(|a, b| a >> 32 == b >> 32) {
        if group.len() > 1 {
            each(group);
        }
    }
}

/// Groups of two or more articles that share a band key, of the records of one partition; members sorted, each
/// group once.
#[must_use]
pub fn band_groups(records: &mut Vec<u64>) -> Vec<Vec<ArticleIx>> {
    let mut groups = Vec::new();
    key_groups(records, |group| {
        let mut members: Vec<ArticleIx> = group.iter().map(|&record| article_of(record)).collect();
        members.sort_unstable();
        members.dedup();
        if members.len() > 1 {
            groups.push(members);
        }
    });
    // One set of copies falls into the same group in many bands.
    groups.sort_unstable();
    groups.dedup();
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sketch::{Params, Sketch};
    use crate::text::stream;

    #[test]
    fn articles_with_one_text_are_one_group() {
        let params = Params::default();
        let texts = [
            "ships wait off the northern wall",
            "no truce",
            "ships wait off the northern wall",
            "",
        ];
        let mut records = Vec::new();
        for (ix, text) in (0..).zip(texts) {
            let signature = Sketch::new(&stream(text), &params).signature;
            records.extend(
                signature
                    .iter()
                    .flat_map(|s| s.band_keys(&params))
                    .map(|key| pack(key, ix).1),
            );
        }
        assert_eq!(band_groups(&mut records), [[0, 2]]);
    }
}
