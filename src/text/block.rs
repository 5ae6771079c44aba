//! Which of 64 bytes are letters, and which need a closer look?
//!
//! Input: 64 bytes of a text; output: a [`Block`], two bit masks. SSE2, which every `x86_64` has, or
//! plain arithmetic elsewhere; a test holds the two to the same answer for every byte. Cost: about
//! 50 instructions a block.

/// The kinds of 64 bytes, one bit each.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block {
    /// ASCII letters and digits.
    pub(super) words: u64,
    /// Where the rules must look: first bytes of characters beyond ASCII, `<`, `&`.
    pub(super) stops: u64,
    /// What may join letters to one word: `'`, `.`, `,` and all beyond ASCII.
    pub(super) joints: u64,
}

impl Block {
    pub(super) const BYTES: usize = 64;

    /// The block that begins at `base`, which lies inside the text; past its end there are zeros.
    #[inline]
    pub(super) fn read(bytes: &[u8], base: usize) -> Self {
        if let Some(whole) = bytes[base..].first_chunk() {
            Self::of(whole)
        } else {
            let mut padded = [0; Self::BYTES];
            padded[..bytes.len() - base].copy_from_slice(&bytes[base..]);
            Self::of(&padded)
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[inline]
    fn of(block: &[u8; Self::BYTES]) -> Self {
        // SAFETY: `sse2` needs nothing but SSE2, which is part of the x86_64 architecture.
        #[allow(unsafe_code, reason = "the one feature it needs is always there")]
        unsafe {
            sse2(block)
        }
    }

    #[cfg(not(target_arch = "x86_64"))]
    #[inline]
    fn of(block: &[u8; Self::BYTES]) -> Self {
        plain(block)
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "sse2")]
#[inline]
fn sse2(block: &[u8; Block::BYTES]) -> Block {
    use std::arch::x86_64::{
        __m128i, _mm_add_epi8, _mm_cmpeq_epi8, _mm_cmpgt_epi8, _mm_movemask_epi8, _mm_or_si128, _mm_set_epi64x,
        _mm_set1_epi8,
    };
    let mask = |bytes: __m128i| u64::from(_mm_movemask_epi8(bytes) as u16);
    let mut found = Block::default();
    let (sixteens, _) = block.as_chunks::<16>();
    for (i, sixteen) in sixteens.iter().enumerate() {
        let word = u128::from_le_bytes(*sixteen);
        let b = _mm_set_epi64x((word >> 64) as i64, word as i64);
        // Comparison is signed: the `n` bytes from `first` are moved to the low end, -128 to -128 + n.
        let within = |b: __m128i, first: u8, n: i8| {
            let moved = _mm_add_epi8(b, _mm_set1_epi8((0x80_u8).wrapping_sub(first) as i8));
            _mm_cmpgt_epi8(_mm_set1_epi8(i8::MIN + n), moved)
        };
        let equal = |byte: u8| _mm_cmpeq_epi8(b, _mm_set1_epi8(byte as i8));
        let letter = within(_mm_or_si128(b, _mm_set1_epi8(0x20)), b'a', 26);
        let digit = within(b, b'0', 10);
        let first = within(b, 0xC0, 64);
        found.words |= mask(_mm_or_si128(letter, digit)) << (16 * i);
        found.stops |= mask(_mm_or_si128(first, _mm_or_si128(equal(b'<'), equal(b'&')))) << (16 * i);
        // The mask of the bytes themselves is that of their high bits: all beyond ASCII.
        let marks = _mm_or_si128(equal(b'\''), _mm_or_si128(equal(b'.'), equal(b',')));
        found.joints |= mask(_mm_or_si128(b, marks)) << (16 * i);
    }
    found
}

#[cfg(any(test, not(target_arch = "x86_64")))]
fn plain(block: &[u8; Block::BYTES]) -> Block {
    let mut found = Block::default();
    for (i, &b) in block.iter().enumerate() {
        found.words |= u64::from(b.is_ascii_alphanumeric()) << i;
        found.stops |= u64::from(b >= 0xC0 || b == b'<' || b == b'&') << i;
        found.joints |= u64::from(!b.is_ascii() || b == b'\'' || b == b'.' || b == b',') << i;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_at_every_place() {
        for byte in 0..=u8::MAX {
            for place in 0..Block::BYTES {
                let mut block = [b' '; Block::BYTES];
                block[place] = byte;
                assert_eq!(Block::of(&block), plain(&block), "{byte} at {place}");
            }
        }
    }
}
