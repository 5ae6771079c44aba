//! Band keys to pairs that are worth a comparison.
//!
//! Input: the catalog's keys; output: pairs of ranks, the better rank first, each once, those that belong
//! together in one partition. A pair must share as many keys as all but a few pairs at the
//! threshold do. Articles with the words of another are left out: they go where it goes. Packed
//! records throughout, partition by partition, several at a time. Cost: linear sorts; in a large group of
//! one key each article gives two pairs, so that cost is linear in the group.

use std::io;
use std::path::Path;

use super::catalog::{Catalog, Verdicts};
use super::{By, UniqueSettings};
use crate::hash;
use crate::pipeline::partitions::for_each_in;
use crate::sketch::{PARTITIONS, article_of, group_pairs, key_groups};
use crate::spill::Runs;

/// Fingerprints that two articles must share to be compared by containment; below this many words one is enough.
const SHARED_FINGERPRINTS: usize = 2;
const SHARED_FINGERPRINTS_WORDS: u32 = 40;

/// Pairs in the partitions of their components.
pub(super) struct Pairs {
    pub(super) runs: Runs<u64>,
    /// For each rank one that is equal within a component.
    pub(super) component: Vec<u32>,
    count: u64,
    spilled_before: u64,
}

impl Pairs {
    pub(super) fn len(&self) -> u64 {
        self.count
    }

    pub(super) fn spilled_bytes(&self) -> u64 {
        self.spilled_before + self.runs.spilled_bytes()
    }
}

pub(super) fn pairs(
    pool: &rayon::ThreadPool,
    catalog: &mut Catalog,
    verdicts: &Verdicts,
    settings: &UniqueSettings,
) -> io::Result<Pairs> {
    let room = (catalog.room_bytes() / 4).max(Runs::<u64>::least_bytes(PARTITIONS));
    let keys = std::mem::replace(&mut catalog.keys, Runs::new(1, Path::new("")));
    // Pairs from all keys, by a hash of the pair: however often a pair comes, it comes to one partition.
    let mut raw: Runs<u64> = Runs::new(PARTITIONS, &settings.tmpdir);
    let params = &settings.params;
    let shared_bands = params.sketch().shared_bands(params.threshold);
    for_each_in(
        pool,
        keys,
        |records| Ok(of_keys(records, verdicts, params.all_pairs_limit, shared_bands)),
        |pair| {
            raw.push((hash::mix(pair) >> 56) as usize, pair);
            if raw.held_bytes() > room { raw.spill() } else { Ok(()) }
        },
    )?;
    let mut spilled_before = raw.spilled_bytes();

    let mut component: Vec<u32> = (0..catalog.len() as u32).collect();
    let mut distinct: Runs<u64> = Runs::new(PARTITIONS, &settings.tmpdir);
    let mut count = 0;
    let enough = |pair: u64, keys: usize| {
        let words = |rank: u64| catalog.words.get(verdicts.article(rank as u32) as usize);
        match params.by {
            By::Jaccard => keys >= shared_bands,
            By::Containment => {
                let smaller = words(pair >> 32).min(words(pair & 0xFFFF_FFFF));
                keys >= SHARED_FINGERPRINTS || smaller < SHARED_FINGERPRINTS_WORDS
            }
        }
    };
    let distinct_of = |mut pairs: Vec<u64>| {
        pairs.sort_unstable();
        let runs = pairs.chunk_by(|a, b| a == b).filter(|run| enough(run[0], run.len()));
        Ok(runs.map(|run| run[0]).collect())
    };
    for_each_in(pool, raw, distinct_of, |pair| {
        count += 1;
        union(&mut component, (pair >> 32) as u32, pair as u32);
        distinct.push((pair >> 32) as usize % PARTITIONS, pair);
        if distinct.held_bytes() > room {
            distinct.spill()
        } else {
            Ok(())
        }
    })?;
    spilled_before += distinct.spilled_bytes();

    for rank in 0..component.len() as u32 {
        component[rank as usize] = find(&mut component, rank);
    }
    let mut runs: Runs<u64> = Runs::new(PARTITIONS, &settings.tmpdir);
    for_each_in(pool, distinct, Ok, |pair| {
        let of = component[(pair >> 32) as usize];
        runs.push((hash::mix(u64::from(of)) >> 56) as usize, pair);
        if runs.held_bytes() > room { runs.spill() } else { Ok(()) }
    })?;
    Ok(Pairs {
        runs,
        component,
        count,
        spilled_before,
    })
}

/// The pairs of one partition of keys, each as often as it has keys there; a pair from a large group, where few are
/// asked, `weight` times, since its other keys may lie in groups that do not ask it.
fn of_keys(mut records: Vec<u64>, verdicts: &Verdicts, all_pairs_limit: usize, weight: usize) -> Vec<u64> {
    records.retain(|&record| verdicts.first[article_of(record) as usize] == article_of(record));
    let mut pairs = Vec::new();
    let mut ranks: Vec<u32> = Vec::new();
    key_groups(&mut records, |group| {
        ranks.clear();
        ranks.extend(group.iter().map(|&record| verdicts.rank(article_of(record))));
        ranks.sort_unstable();
        // A key may come twice from one article.
        ranks.dedup();
        let times = if ranks.len() > all_pairs_limit {
            weight.max(SHARED_FINGERPRINTS)
        } else {
            1
        };
        for (a, b) in group_pairs(&ranks, all_pairs_limit) {
            pairs.extend(std::iter::repeat_n(u64::from(a) << 32 | u64::from(b), times));
        }
    });
    pairs
}

fn find(parent: &mut [u32], mut rank: u32) -> u32 {
    while parent[rank as usize] != rank {
        let above = parent[parent[rank as usize] as usize];
        parent[rank as usize] = above;
        rank = above;
    }
    rank
}

/// Joins two components under the smaller root.
fn union(parent: &mut [u32], a: u32, b: u32) {
    let (a, b) = (find(parent, a), find(parent, b));
    parent[a.max(b) as usize] = a.min(b);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_are_under_their_smallest_member() {
        let mut parent: Vec<u32> = (0..8).collect();
        for (a, b) in [(5, 6), (2, 5), (7, 1), (6, 2)] {
            union(&mut parent, a, b);
        }
        let roots: Vec<u32> = (0..8).map(|i| find(&mut parent, i)).collect();
        assert_eq!(roots, [0, 1, 2, 3, 4, 2, 2, 1]);
    }
}
