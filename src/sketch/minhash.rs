//! `MinHash` signatures on 32-bit lanes.

use super::{MixedSketches, Params};
use crate::hash;

/// Permutations of a signature; the standard error of an estimate is at most `0.5 / sqrt(128)` = 0.044.
pub const PERMUTATIONS: usize = 128;

/// The smallest value of each permutation over a set of shingles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    lanes: [u32; PERMUTATIONS],
    params_id: u64,
}

/// The loop of [`portable`] in the widest vectors; integer arithmetic, so the lanes are the same.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
fn avx512(lanes: &mut [u32; PERMUTATIONS], shingles: &[u64]) {
    portable(lanes, shingles);
}

/// The loop of [`portable`] in vectors of eight lanes.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn avx2(lanes: &mut [u32; PERMUTATIONS], shingles: &[u64]) {
    portable(lanes, shingles);
}

/// Lanes that are kept in registers while the shingles go by.
const TILE: usize = 32;

#[inline(always)]
#[allow(clippy::inline_always, reason = "it is compiled anew for each instruction set")]
fn portable(lanes: &mut [u32; PERMUTATIONS], shingles: &[u64]) {
    let (tiles, _) = lanes.as_chunks_mut::<TILE>();
    let (a, _) = PERMUTATION.0.as_chunks::<TILE>();
    let (b, _) = PERMUTATION.1.as_chunks::<TILE>();
    for ((tile, a), b) in tiles.iter_mut().zip(a).zip(b) {
        let mut least = *tile;
        for &shingle in shingles {
            let x = (shingle ^ (shingle >> 32)) as u32;
            for i in 0..TILE {
                least[i] = least[i].min(x.wrapping_mul(a[i]).wrapping_add(b[i]));
            }
        }
        *tile = least;
    }
}

/// Odd multipliers and offsets of the permutations `x -> a * x + b (mod 2^32)`, fixed for ever.
static PERMUTATION: ([u32; PERMUTATIONS], [u32; PERMUTATIONS]) = {
    let mut a = [0; PERMUTATIONS];
    let mut b = [0; PERMUTATIONS];
    let mut i = 0;
    while i < PERMUTATIONS {
        let word = hash::mix(0x6465_6475_7065 + i as u64);
        a[i] = (word >> 32) as u32 | 1;
        b[i] = word as u32;
        i += 1;
    }
    (a, b)
};

impl Signature {
    /// The signature of a set of shingle hashes (repeats change nothing).
    #[must_use]
    pub fn new(shingles: &[u64], params: &Params) -> Self {
        let mut signature = Self::empty(params);
        signature.absorb(shingles);
        signature
    }

    /// The signature of no shingles, to [`absorb`](Self::absorb) some.
    pub(super) fn empty(params: &Params) -> Self {
        Self {
            lanes: [u32::MAX; PERMUTATIONS],
            params_id: params.id(),
        }
    }

    /// Adds shingles to the set.
    pub(super) fn absorb(&mut self, shingles: &[u64]) {
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx512f") {
                // SAFETY: the machine has AVX-512F, which is all that `avx512` needs.
                #[allow(unsafe_code, reason = "the feature was asked for on the line above")]
                return unsafe { avx512(&mut self.lanes, shingles) };
            }
            if is_x86_feature_detected!("avx2") {
                // SAFETY: the machine has AVX2, which is all that `avx2` needs.
                #[allow(unsafe_code, reason = "the feature was asked for on the line above")]
                return unsafe { avx2(&mut self.lanes, shingles) };
            }
        }
        portable(&mut self.lanes, shingles);
    }

    /// Estimated Jaccard similarity of the two shingle sets.
    ///
    /// # Errors
    /// When the signatures were made with different parameters.
    pub fn similarity(&self, other: &Self) -> Result<f64, MixedSketches> {
        if self.params_id != other.params_id {
            return Err(MixedSketches);
        }
        let equal = self.lanes.iter().zip(&other.lanes).filter(|(x, y)| x == y).count();
        Ok(equal as f64 / PERMUTATIONS as f64)
    }

    /// One key for each band; articles that share a key are candidates.
    pub fn band_keys(&self, params: &Params) -> impl Iterator<Item = u64> + '_ {
        let rows = params.rows.clamp(1, PERMUTATIONS);
        self.lanes
            .chunks_exact(rows)
            .take(params.bands)
            .enumerate()
            .map(|(band, lanes)| {
                let mixed = lanes.iter().fold(band as u64, |key, &lane| {
                    (key.rotate_left(29) ^ u64::from(lane)).wrapping_mul(0x9fb2_1c65_1e98_df25)
                });
                hash::mix(mixed)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_arch = "x86_64")]
    fn every_instruction_set_gives_the_same_lanes() {
        let shingles: Vec<u64> = (0..1_000).map(hash::mix).collect();
        for count in [0, 1, 7, 1_000] {
            let lanes = |absorb: fn(&mut [u32; PERMUTATIONS], &[u64])| {
                let mut lanes = [u32::MAX; PERMUTATIONS];
                absorb(&mut lanes, &shingles[..count]);
                lanes
            };
            let plain = lanes(portable);
            // The definition, lane by lane.
            for (i, &lane) in plain.iter().enumerate() {
                let hashed = shingles[..count].iter().map(|&s| {
                    let x = (s ^ (s >> 32)) as u32;
                    x.wrapping_mul(PERMUTATION.0[i]).wrapping_add(PERMUTATION.1[i])
                });
                assert_eq!(lane, hashed.min().unwrap_or(u32::MAX));
            }
            #[allow(unsafe_code, reason = "each is called where the machine has what it needs")]
            if is_x86_feature_detected!("avx2") {
                // SAFETY: the machine has AVX2.
                assert_eq!(plain, lanes(|l, s| unsafe { avx2(l, s) }));
            } else {
                eprintln!("skipped: this machine has no AVX2");
            }
            #[allow(unsafe_code, reason = "each is called where the machine has what it needs")]
            if is_x86_feature_detected!("avx512f") {
                // SAFETY: the machine has AVX-512F.
                assert_eq!(plain, lanes(|l, s| unsafe { avx512(l, s) }));
            } else {
                eprintln!("skipped: this machine has no AVX-512");
            }
        }
    }

    /// Estimates against the exact Jaccard of planted sets: within four standard errors.
    #[test]
    fn estimates_follow_exact_jaccard() {
        for (shared, own) in [(0, 400), (100, 300), (200, 200), (500, 100), (900, 50), (1000, 0)] {
            let set = |side: u64| {
                let common = 0..shared;
                let single = (side * 10_000)..(side * 10_000 + own);
                common.chain(single).map(hash::mix).collect::<Vec<u64>>()
            };
            let params = Params::default();
            let exact = shared as f64 / (shared + 2 * own) as f64;
            let estimate = Signature::new(&set(1), &params)
                .similarity(&Signature::new(&set(2), &params))
                .unwrap();
            let error = (exact * (1.0 - exact) / PERMUTATIONS as f64).sqrt();
            assert!(
                (estimate - exact).abs() <= 4.0 * error + 1e-9,
                "exact {exact}, estimate {estimate}"
            );
        }
    }
}
