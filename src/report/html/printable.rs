//! Bytes as printable ASCII, in less room than base64.
//!
//! Input: any bytes; output: 13 bits in two of 91 characters, so 1.23 characters a byte (base64: 1.33). The
//! characters cannot end an element, an attribute or a line, and none is a control: a file of them may be
//! shown anywhere. After base91 (Henke 2006), without its choice of 13 or 14 bits. Cost: linear.

/// Digits: printable ASCII without space, `"`, `&` and `<`; the script has the same list.
const DIGITS: [u8; 91] = digits();

const fn digits() -> [u8; 91] {
    let mut digits = [0; 91];
    let (mut at, mut c) = (0, b'!');
    while c <= b'~' {
        if !matches!(c, b'"' | b'&' | b'<') {
            digits[at] = c;
            at += 1;
        }
        c += 1;
    }
    digits
}

const BITS: u32 = 13;
/// Bits that one digit holds at the end.
const LAST_BITS: u32 = 6;

/// `bytes` as text.
pub(super) fn printable(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 16 / 13 + 2);
    let mut add = |value: u32| out.push(char::from(DIGITS[value as usize % 91]));
    let (mut held, mut bits) = (0_u32, 0);
    for &byte in bytes {
        held |= u32::from(byte) << bits;
        bits += 8;
        if bits >= BITS {
            let value = held & ((1 << BITS) - 1);
            add(value / 91);
            add(value % 91);
            held >>= BITS;
            bits -= BITS;
        }
    }
    // So much and no more: what is unpacked must end where the bytes do.
    if bits > LAST_BITS {
        add(held / 91);
    }
    if bits > 0 {
        add(held % 91);
    }
    out
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The bytes again, as the script reads them.
    pub(in super::super) fn bytes(text: &str) -> Vec<u8> {
        let digit = |c: u8| DIGITS.iter().position(|&d| d == c).unwrap() as u32;
        let (mut out, mut held, mut bits) = (Vec::new(), 0_u32, 0);
        for pair in text.as_bytes().chunks(2) {
            let (value, more) = match *pair {
                [a, b] => (digit(a) * 91 + digit(b), BITS),
                [a] => (digit(a), LAST_BITS),
                _ => unreachable!(),
            };
            held |= value << bits;
            bits += more;
            while bits >= 8 {
                out.push(held as u8);
                held >>= 8;
                bits -= 8;
            }
        }
        out
    }

    #[test]
    fn no_character_can_act() {
        assert!(DIGITS.iter().all(u8::is_ascii_graphic));
        assert!(!DIGITS.iter().any(|c| b"\"&<".contains(c)));
        assert_eq!(printable(b""), "");
        assert_eq!(printable(&[255; 13]).len(), 16);
    }

    proptest! {
        #[test]
        fn the_same_bytes_come_back(given in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(bytes(&printable(&given)), given);
        }
    }
}
