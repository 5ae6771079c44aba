//! Words and what they are compared by.
//!
//! A token is a run of letters and digits; it is compared by the hash of its folded form, in which
//! typography does not count: case, compatibility forms and composition (NFKC + full case folding),
//! curly and straight apostrophes, soft hyphens and zero-width marks, the dots of "U.S.", the
//! thousands comma of "1,200". Figures do count: `1.5`, `15` and `1,5` are three tokens. HTML debris
//! (`<br />`, `&nbsp;`) is no token. In scripts written without spaces (Han, kana, Thai, Lao, Khmer,
//! Burmese) every base character is a token of its own, so that shingles work there too.
//!
//! Method: 64 bytes at a time become two bit masks, one of ASCII letters and digits, one of bytes that
//! need a closer look; a run of letters that ends plainly is a word and is hashed from two loads, all
//! else goes through the rules in `boundary`, which a test holds to give the same tokens. The masks are
//! plain arithmetic that compilers turn into vector code, so that every machine gives the same.
//! Cost: one pass, about 4 ns a word of English.

use super::Span;
use super::block::Block;
use super::boundary::{Step, step};
use super::fold::{fold, fold_into};
use crate::hash;

/// One word of a text: where it stands and the hash of its folded form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Hash of the folded form ([`fold`]); equal words have equal hashes.
    pub hash: u64,
    /// First byte in the text.
    pub start: u32,
    /// One past the last byte in the text.
    pub end: u32,
}

impl Token {
    /// The token's byte range.
    #[must_use]
    pub const fn span(self) -> Span {
        Span {
            start: self.start,
            end: self.end,
        }
    }
}

/// Cuts a text into tokens.
///
/// ```
/// use dedupe::text::tokenize;
/// let a: Vec<u64> = tokenize("The U.S. and Russia’s 1,200 trucks").iter().map(|t| t.hash).collect();
/// let b: Vec<u64> = tokenize("the US and Russia's 1200<br />trucks").iter().map(|t| t.hash).collect();
/// assert_eq!(a, b);
/// ```
#[must_use]
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 6 + 4);
    each_token(text, |token| tokens.push(token));
    tokens
}

/// A text as the hashes of its words, in order: what sketches and alignment compare.
#[must_use]
pub fn stream(text: &str) -> Vec<u64> {
    let mut words = Vec::with_capacity(text.len() / 6 + 4);
    each_token(text, |token| words.push(token.hash));
    words
}

/// Hands every token of a text to `each`, in order, without holding them.
///
/// ```
/// let mut words = 0;
/// dedupe::text::each_token("No truce, no aid.", |_| words += 1);
/// assert_eq!(words, 4);
/// ```
#[inline]
pub fn each_token(text: &str, mut each: impl FnMut(Token)) {
    let bytes = text.as_bytes();
    let mut folded = Vec::new();
    let mut base = 0;
    while base < bytes.len() {
        let block = Block::read(bytes, base);
        // Nothing before `base` belongs to a word that goes on in it.
        let mut events = (block.words & !(block.words << 1)) | block.stops;
        let mut next = base + Block::BYTES;
        while events != 0 {
            let bit = events.trailing_zeros() as usize;
            events &= events - 1;
            let start = base + bit;
            if block.words >> bit & 1 == 1 {
                let past = bit + (!(block.words >> bit)).trailing_zeros() as usize;
                let end = base + past;
                let plain = if past < Block::BYTES {
                    block.joints >> past & 1 == 0 || ends_plainly(bytes, start, end)
                } else if end >= bytes.len() {
                    true
                } else if bit > 0 {
                    // It may go on in the next block: read one that begins with it.
                    next = start;
                    break;
                } else {
                    false
                };
                if plain {
                    each(Token {
                        hash: ascii_hash(bytes, start, end),
                        start: start as u32,
                        end: end as u32,
                    });
                    continue;
                }
            } else if let [0xE2, 0x80, _, ..] = bytes[start..] {
                // Quotation marks, dashes, ellipses, spaces: none of U+2000 to U+203F begins a word.
                continue;
            }
            let went_on = match step(text, start) {
                Step::Skip(at) => at,
                Step::Word(span, at) => {
                    let word = span.of(text);
                    folded.clear();
                    let hash = if fold_into(word, &mut folded) {
                        hash::word(&folded)
                    } else {
                        hash::word(fold(word).as_bytes())
                    };
                    each(Token {
                        hash,
                        start: span.start,
                        end: span.end,
                    });
                    at
                }
            };
            if went_on - base >= Block::BYTES {
                next = went_on;
                break;
            }
            events &= u64::MAX << (went_on - base);
        }
        base = next;
    }
}

/// Whether the ASCII letters and digits of `start..end` are a token by themselves, though a joint follows.
#[inline]
fn ends_plainly(bytes: &[u8], start: usize, end: usize) -> bool {
    let after = |n: usize| bytes.get(end + n).copied().unwrap_or(b' ');
    let letter = |b: u8| !b.is_ascii() || b.is_ascii_alphabetic();
    let joint = after(0);
    if joint == b'.' || joint == b',' {
        let figure = bytes[end - 1].is_ascii_digit() && after(1).is_ascii_digit();
        // A single letter with a dot may begin an abbreviation.
        return !figure && end - start > 1;
    }
    match (joint, after(1), after(2)) {
        (b'\'', next, _) => !letter(next),
        // Curly apostrophes join two letters; dashes, quotation marks, bullets, ellipses nothing.
        (0xE2, 0x80, 0x98 | 0x99) => !letter(after(3)),
        (0xE2, 0x80, 0x90..=0xA7) | (0xC2, 0xA0, _) => true,
        _ => false,
    }
}

/// Masks of the low `n` bytes of 16, in two halves.
const LOW_BYTES: [(u64, u64); 17] = {
    let mut masks = [(0, 0); 17];
    let mut n = 1;
    while n <= 16 {
        let mask = u128::MAX >> (128 - 8 * n);
        masks[n] = (mask as u64, (mask >> 64) as u64);
        n += 1;
    }
    masks
};

/// The hash of a word of ASCII letters and digits: the same as that of its folded form.
#[inline(always)]
#[allow(clippy::inline_always, reason = "a call for each word is a tenth of all the time")]
fn ascii_hash(bytes: &[u8], start: usize, end: usize) -> u64 {
    const SPACES: u64 = 0x2020_2020_2020_2020;
    let (Some(window), Some(&(low_mask, high_mask))) = (bytes[start..].first_chunk::<16>(), LOW_BYTES.get(end - start))
    else {
        return hash::word(&bytes[start..end].to_ascii_lowercase());
    };
    let word = u128::from_le_bytes(*window);
    // Setting this bit makes letters small and leaves digits as they are.
    let (low, high) = (word as u64 | SPACES, (word >> 64) as u64 | SPACES);
    hash::short_word(low & low_mask, high & high_mask)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{fold_span, word_hash};
    use proptest::prelude::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = tokenize(text)
            .iter()
            .map(|t| fold_span(text, t.span()).into_owned())
            .collect();
        assert_eq!(found, expected, "tokens of {text:?}");
    }

    #[test]
    fn words_and_their_folded_forms() {
        let table: &[(&str, &[&str])] = &[
            ("", &[]),
            ("“accelerate and expand”", &["accelerate", "and", "expand"]),
            ("Don’t DON'T don't", &["don't", "don't", "don't"]),
            (
                "the ministers' talks ‘Clarity’",
                &["the", "ministers", "talks", "clarity"],
            ),
            ("the U.S. and US", &["the", "us", "and", "us"]),
            ("at 8:38 a.m. Monday", &["at", "8", "38", "am", "monday"]),
            ("over 400,000 or 400000", &["over", "400000", "or", "400000"]),
            ("1.5 and 15 and 1,5", &["1.5", "and", "15", "and", "1,5"]),
            ("in 2011, which", &["in", "2011", "which"]),
            ("York.<br />The UN", &["york", "the", "un"]),
            ("a < b & c", &["a", "b", "c"]),
            ("fish&nbsp;chips &amp; peas", &["fish", "chips", "peas"]),
            // An apostrophe that is a letter by its category once was a token without a character.
            ("\u{2BC}0", &["0"]),
            ("\u{2BC}tis Hawai\u{2BC}i \u{2BC}", &["tis", "hawai'i"]),
            ("co\u{AD}operate", &["cooperate"]),
            ("STRASSE straße", &["strasse", "strasse"]),
            ("Cafe\u{301} café", &["café", "café"]),
            ("北京 报道", &["北", "京", "报", "道"]),
            ("ภาษา", &["ภ", "า", "ษ", "า"]),
            ("ﬁne", &["fine"]),
            ("J. Smith of p.5", &["j", "smith", "of", "p", "5"]),
            ("Kerry\u{a0}said", &["kerry", "said"]),
        ];
        for (text, expected) in table {
            check(text, expected);
        }
    }

    proptest! {
        #[test]
        fn spans_slice_the_original_and_stay_in_order(text in "(\\PC|[ \\n'’.,a-zA-Z0-9<>&;/\u{AD}\u{301}]){0,200}") {
            let mut last = 0;
            for token in tokenize(&text) {
                prop_assert!(token.start >= last && token.end > token.start);
                let word = text.get(token.span().lo()..token.span().hi());
                prop_assert!(word.is_some());
                prop_assert_eq!(token.hash, word_hash(word.unwrap()));
                last = token.end;
            }
            prop_assert!(last as usize <= text.len());
        }

        #[test]
        fn blocks_find_what_the_rules_alone_find(
            text in "([a-zA-Z0-9 ]{0,70}|[ '’‘.,“”—<>&;é北\u{AD}\u{301}\u{a0}U.S][a-zA-Z0-9]{0,3}){0,40}",
        ) {
            let mut plain = Vec::new();
            let mut at = 0;
            while at < text.len() {
                at = match step(&text, at) {
                    Step::Skip(next) => next,
                    Step::Word(span, next) => {
                        plain.push(Token { hash: word_hash(span.of(&text)), start: span.start, end: span.end });
                        next
                    }
                };
            }
            prop_assert_eq!(tokenize(&text), plain);
        }

        #[test]
        fn every_letter_and_digit_is_in_a_token(text in "[ \\n'’.,a-zA-Z0-9éüß北京]{0,200}") {
            let tokens = tokenize(&text);
            for (at, c) in text.char_indices() {
                let inside = tokens.iter().any(|t| t.span().lo() <= at && at < t.span().hi());
                prop_assert!(inside || !c.is_alphanumeric(), "{c:?} at {at}");
            }
        }
    }
}
