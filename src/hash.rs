//! One seeded hash, stable for ever.
//!
//! Input: bytes or 64-bit words; output: 64-bit hashes that are the same on every machine, thread
//! count and release with the same [`VERSION`]. Everything that is stored, sorted or compared
//! between runs goes through here, so that no randomly seeded hasher can leak into a result.
//! Method: XXH3 (Collet 2019) for bytes, wyhash's product (Wang Yi 2019) for short words, the `SplitMix64` finaliser (Steele et al. 2014) for words.

use xxhash_rust::xxh3;

/// Version of every hash below; sketches with another version must not be mixed.
pub const VERSION: u32 = 2;

/// Hashes bytes.
#[inline]
#[must_use]
pub fn bytes(data: &[u8]) -> u64 {
    xxh3::xxh3_64(data)
}

/// Hashes a folded word (no zero byte in it); one multiplication up to 16 bytes, XXH3 beyond.
#[inline]
#[must_use]
pub fn word(folded: &[u8]) -> u64 {
    if folded.len() > 16 {
        return bytes(folded);
    }
    let mut padded = [0; 16];
    padded[..folded.len()].copy_from_slice(folded);
    let word = u128::from_le_bytes(padded);
    short_word(word as u64, (word >> 64) as u64)
}

/// [`word`] of up to 16 bytes, given as two little-endian halves padded with zeros.
#[inline]
#[must_use]
pub const fn short_word(low: u64, high: u64) -> u64 {
    // The folded product of wyhash (Wang Yi 2019).
    let product = (low ^ 0xa076_1d64_78bd_642f) as u128 * (high ^ 0xe703_7ed1_a0b4_28db) as u128;
    product as u64 ^ (product >> 64) as u64
}

/// Mixes a 64-bit word so that every input bit reaches every output bit.
#[inline]
#[must_use]
pub const fn mix(word: u64) -> u64 {
    let z = word.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Combines an ordered pair of hashes.
#[inline]
#[must_use]
pub const fn pair(a: u64, b: u64) -> u64 {
    mix(a.rotate_left(23) ^ mix(b))
}

/// A 128-bit digest of bytes as 32 hexadecimal digits, used as `text_hash`.
#[must_use]
pub fn hex128(data: &[u8]) -> String {
    format!("{:032x}", xxh3::xxh3_128(data))
}

/// A hasher for maps whose order is never observed: deterministic, fast, fed by [`mix`].
#[derive(Debug, Default, Clone, Copy)]
pub struct MixHasher(u64);

impl std::hash::Hasher for MixHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, data: &[u8]) {
        self.0 = pair(self.0, bytes(data));
    }
    fn write_u32(&mut self, word: u32) {
        self.0 = pair(self.0, u64::from(word));
    }
    fn write_u64(&mut self, word: u64) {
        self.0 = pair(self.0, word);
    }
    fn write_usize(&mut self, word: usize) {
        self.0 = pair(self.0, word as u64);
    }
}

/// A hash map with the pinned hasher; iterate it only where order cannot reach a result.
pub type Map<K, V> = std::collections::HashMap<K, V, std::hash::BuildHasherDefault<MixHasher>>;
/// A hash set with the pinned hasher.
pub type Set<K> = std::collections::HashSet<K, std::hash::BuildHasherDefault<MixHasher>>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_pinned_for_ever() {
        // Written down once: a change here breaks every stored sketch and needs a new VERSION.
        assert_eq!(bytes(b"accelerate"), xxh3::xxh3_64(b"accelerate"));
        assert_eq!(mix(0), 0xe220_a839_7b1d_cdaf);
        assert_eq!(hex128(b"").len(), 32);
        assert_ne!(pair(1, 2), pair(2, 1));
    }
}
