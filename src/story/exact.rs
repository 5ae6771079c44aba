//! One article against many: exact similarity without sorting.
//!
//! Input: the shingles of one article, then those of others; output: the [`Similarity`] of each to the
//! first. Shingles of both sides stand in open-addressing tables that are used again and again; each
//! comparison has its own stamp, so that nothing is cleared. Exact up to equal 64-bit hashes.
//! Cost: a few nanoseconds a shingle, repeats included.

use super::Similarity;

/// An article that others are compared with.
#[derive(Debug, Default)]
pub struct Leader {
    own: Table,
    others: Table,
    distinct: usize,
}

impl Leader {
    /// Takes the shingles of the next leader.
    pub fn set(&mut self, shingles: &[u64]) {
        self.own.clear(shingles.len());
        self.distinct = shingles.iter().filter(|&&s| self.own.insert(s)).count();
    }

    /// Compares another article with the leader.
    ///
    /// ```
    /// use dedupe::story::Leader;
    /// let mut leader = Leader::default();
    /// leader.set(&[1, 2, 3, 4, 4]);
    /// let found = leader.compare(&[3, 4, 3]);
    /// assert_eq!((found.jaccard, found.containment), (0.5, 1.0));
    /// ```
    pub fn compare(&mut self, shingles: &[u64]) -> Similarity {
        self.own.next_round();
        self.others.clear(shingles.len());
        let (mut shared, mut alone) = (0, 0);
        for &shingle in shingles {
            match self.own.find(shingle) {
                Some(seen) => shared += usize::from(!seen),
                None => alone += usize::from(self.others.insert(shingle)),
            }
        }
        Similarity::from_counts(shared, self.distinct, shared + alone)
    }
}

/// A set of 64-bit hashes with a stamp each; stamp 0 is an empty slot.
#[derive(Debug, Default)]
struct Table {
    slots: Vec<(u64, u32)>,
    /// Slots in use are `slots[..=mask]`.
    mask: usize,
    /// Stamps below this one belong to an earlier content.
    floor: u32,
    stamp: u32,
}

impl Table {
    /// Empties the table and makes room for so many.
    fn clear(&mut self, room: usize) {
        let size = (room * 2).next_power_of_two().max(16);
        if size > self.slots.len() {
            self.slots = vec![(0, 0); size];
            self.stamp = 0;
        }
        self.mask = size - 1;
        self.next_round();
        self.floor = self.stamp;
    }

    /// From here on nothing counts as seen.
    fn next_round(&mut self) {
        if self.stamp == u32::MAX {
            // Once in four billion rounds: what the table holds is marked as held, all else as empty.
            for slot in &mut self.slots {
                slot.1 = u32::from(slot.1 >= self.floor);
            }
            (self.floor, self.stamp) = (1, 1);
        }
        self.stamp += 1;
    }

    /// Whether it is new.
    fn insert(&mut self, hash: u64) -> bool {
        let mut at = hash as usize & self.mask;
        loop {
            let slot = &mut self.slots[at];
            if slot.1 < self.floor {
                *slot = (hash, self.stamp);
                return true;
            }
            if slot.0 == hash {
                return false;
            }
            at = (at + 1) & self.mask;
        }
    }

    /// Whether it was seen this round before, if it is in the table at all.
    fn find(&mut self, hash: u64) -> Option<bool> {
        let mut at = hash as usize & self.mask;
        loop {
            let slot = &mut self.slots[at];
            if slot.1 < self.floor {
                return None;
            }
            if slot.0 == hash {
                let seen = slot.1 == self.stamp;
                slot.1 = self.stamp;
                return Some(seen);
            }
            at = (at + 1) & self.mask;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn as_with_sorted_sets(lists in prop::collection::vec(prop::collection::vec(0_u64..60, 0..80), 1..12)) {
            let mut leader = Leader::default();
            let mixed = |list: &[u64]| list.iter().map(|&n| hash::mix(n)).collect::<Vec<_>>();
            let set = |list: &[u64]| {
                let mut set = mixed(list);
                set.sort_unstable();
                set.dedup();
                set
            };
            for first in &lists {
                leader.set(&mixed(first));
                for other in &lists {
                    prop_assert_eq!(leader.compare(&mixed(other)), Similarity::of(&set(first), &set(other)));
                }
            }
        }
    }

    #[test]
    fn stamps_may_run_out() {
        let mut leader = Leader::default();
        leader.set(&[1, 2, 3]);
        leader.own.stamp = u32::MAX - 1;
        for _ in 0..4 {
            assert!((leader.compare(&[2, 3, 4]).jaccard - 0.5).abs() < 1e-12);
        }
    }
}
