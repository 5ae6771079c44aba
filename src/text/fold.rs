//! What a word is compared by: its folded form and the hash of that.
//!
//! Input: the text of one token; output: the form in which typography does not count (see
//! [`tokenize`](super::tokenize)). Invariant: folding twice changes nothing. Cost: a byte loop for
//! ASCII; NFKC and full case folding (Unicode Standard, 3.13; UAX 15) for all else.

use std::borrow::Cow;

use icu_casemap::CaseMapper;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::Span;
use crate::hash;

/// The folded form of one token's text, by which it is compared.
#[must_use]
pub fn fold(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        return Cow::Borrowed(word);
    }
    let mut ascii = Vec::with_capacity(word.len());
    if fold_into(word, &mut ascii) {
        return Cow::Owned(ascii.iter().map(|&b| char::from(b)).collect());
    }
    let kept: String = word
        .chars()
        .filter(|&c| !is_ignorable(c))
        .map(|c| if is_apostrophe(c) { '\'' } else { c })
        .collect();
    let mapper = CaseMapper::new();
    let composed = |s: &str| -> String {
        if is_nfkc_quick(s.chars()) == IsNormalized::Yes {
            s.to_owned()
        } else {
            s.nfkc().collect()
        }
    };
    // Folding can undo composition and the other way round: the sandwich is a fixed point.
    let once = composed(&mapper.fold_string(&composed(&kept)));
    Cow::Owned(strip_marks(&once).into_owned())
}

/// The folded form of the token at `span`.
#[must_use]
pub fn fold_span(text: &str, span: Span) -> Cow<'_, str> {
    match text.get(span.lo()..span.hi()) {
        Some(word) => fold(word),
        None => Cow::Borrowed(""),
    }
}

/// The hash a token with this text has.
#[must_use]
pub fn word_hash(word: &str) -> u64 {
    hash::word(fold(word).as_bytes())
}

/// Folds an ASCII word (curly apostrophes allowed) into `out`; `false` where the Unicode path is needed.
pub(super) fn fold_into(word: &str, out: &mut Vec<u8>) -> bool {
    let bytes = word.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        match bytes[i] {
            b @ (b'a'..=b'z' | b'0'..=b'9') => out.push(b),
            b @ b'A'..=b'Z' => out.push(b | 0x20),
            b'\'' => out.push(b'\''),
            b'.' | b',' => {
                if keeps_separator(bytes, i) {
                    out.push(bytes[i]);
                }
            }
            // U+2019 and U+2018 in UTF-8.
            0xE2 if bytes.get(i + 1) == Some(&0x80) && matches!(bytes.get(i + 2), Some(0x98 | 0x99)) => {
                out.push(b'\'');
                i += 2;
            }
            // U+00AD, the soft hyphen.
            0xC2 if bytes.get(i + 1) == Some(&0xAD) => i += 1,
            _ => {
                out.clear();
                return false;
            }
        }
        i += 1;
    }
    true
}

/// The same rule as in [`fold_into`] for the Unicode path: the dots of abbreviations and thousands commas go.
fn strip_marks(word: &str) -> Cow<'_, str> {
    if !word.bytes().any(|b| matches!(b, b'.' | b',')) {
        return Cow::Borrowed(word);
    }
    let bytes = word.as_bytes();
    Cow::Owned(
        word.char_indices()
            .filter(|&(i, c)| !matches!(c, '.' | ',') || keeps_separator(bytes, i))
            .map(|(_, c)| c)
            .collect(),
    )
}

/// A dot or comma inside a token counts only between digits, and a comma not before a group of three.
fn keeps_separator(bytes: &[u8], i: usize) -> bool {
    let digit = |j: usize| bytes.get(j).is_some_and(u8::is_ascii_digit);
    if i == 0 || !digit(i - 1) || !digit(i + 1) {
        return false;
    }
    !(bytes[i] == b',' && digit(i + 2) && digit(i + 3) && !digit(i + 4))
}

/// Curly, modifier and full-width apostrophes.
pub(super) const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\u{2019}' | '\u{2018}' | '\'' | '\u{02BC}' | '\u{FF07}')
}

/// Characters that print nothing: soft hyphen, zero-width marks, bidi controls, variation selectors.
pub(super) const fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206F}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}' | '\u{034F}' | '\u{061C}' | '\u{180E}')
}

pub(super) fn is_mark(c: char) -> bool {
    !c.is_ascii() && unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(word in "\\w{1,12}") {
            let once = fold(&word).into_owned();
            prop_assert_eq!(fold(&once).into_owned(), once);
        }
    }
}
