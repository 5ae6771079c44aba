//! Numbers that look random and are the same everywhere, and a permutation of `0..n`.
//!
//! Only integer arithmetic and the exactly rounded operations of IEEE 754 (`+ - * / sqrt`) are used, so that a
//! dump is the same on every machine. Method: `SplitMix64` (Steele et al. 2014) through [`crate::hash`]; a Feistel
//! network with cycle walking (Black & Rogaway 2002) for the permutation.

use crate::hash::{mix, pair};

/// A stream of random numbers.
#[derive(Debug, Clone)]
pub(super) struct Random(u64);

impl Random {
    /// The stream that belongs to `key`.
    pub(super) const fn new(key: u64) -> Self {
        Self(mix(key))
    }

    #[inline]
    pub(super) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// A number below `bound`, which is not 0.
    #[inline]
    pub(super) const fn below(&mut self, bound: u32) -> u32 {
        (((self.next() >> 32) * bound as u64) >> 32) as u32
    }

    /// A number from `from` to `to`, both included.
    #[inline]
    pub(super) const fn within(&mut self, from: u32, to: u32) -> u32 {
        from + self.below(to - from + 1)
    }

    /// A number from 0 to 1, 1 excluded.
    #[inline]
    pub(super) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True with this probability.
    #[inline]
    pub(super) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of `items`, each as likely; `items` is not empty.
    #[inline]
    pub(super) fn one<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len() as u32) as usize]
    }
}

/// A key for something that several numbers name together.
pub(super) fn key(parts: &[u64]) -> u64 {
    parts.iter().fold(0, |key, &part| pair(key, part))
}

/// A permutation of `0..n` that needs no memory.
#[derive(Debug, Clone)]
pub(super) struct Permutation {
    n: u64,
    half_bits: u32,
    key: u64,
}

impl Permutation {
    pub(super) const fn new(n: u64, key: u64) -> Self {
        let bits = u64::BITS - n.saturating_sub(1).leading_zeros();
        let half = bits.div_ceil(2);
        Self {
            n,
            half_bits: if half == 0 { 1 } else { half },
            key,
        }
    }

    /// Where `at`, which is below `n`, goes. Costs four rounds, at most four times on average.
    pub(super) fn of(&self, at: u64) -> u64 {
        let mask = (1_u64 << self.half_bits) - 1;
        let mut value = at;
        loop {
            let (mut left, mut right) = (value >> self.half_bits, value & mask);
            for round in 0..4 {
                (left, right) = (right, left ^ (pair(self.key ^ round, right) & mask));
            }
            value = left << self.half_bits | right;
            if value < self.n {
                return value;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_permutation_takes_every_place_once() {
        for n in [1, 2, 3, 4, 5, 17, 1000, 1025] {
            let permutation = Permutation::new(n, 7);
            let mut places: Vec<u64> = (0..n).map(|at| permutation.of(at)).collect();
            places.sort_unstable();
            assert_eq!(places, (0..n).collect::<Vec<_>>(), "{n}");
        }
    }

    #[test]
    fn numbers_are_spread_and_stay_in_bounds() {
        let mut random = Random::new(1);
        let mut counts = [0; 10];
        for _ in 0..10_000 {
            counts[random.below(10) as usize] += 1;
            assert!((3..=5).contains(&random.within(3, 5)));
            assert!((0.0..1.0).contains(&random.unit()));
        }
        assert!(counts.iter().all(|&n| (800..1200).contains(&n)), "{counts:?}");
    }
}
