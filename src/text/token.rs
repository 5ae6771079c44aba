//! Words and what they are compared by.
//!
//! A token is a run of letters and digits; it is compared by the hash of its folded form, in which
//! typography does not count: case, compatibility forms and composition (NFKC + full case folding),
//! curly and straight apostrophes, soft hyphens and zero-width marks, the dots of "U.S.", the
//! thousands comma of "1,200". Figures do count: `1.5`, `15` and `1,5` are three tokens. HTML debris
//! (`<br />`, `&nbsp;`) is no token. In scripts written without spaces (Han, kana, Thai, Lao, Khmer,
//! Burmese) every base character is a token of its own, so that shingles work there too.
//!
//! Cost: one pass; a table look-up a byte for ASCII, a Unicode path that gives the same tokens.

use std::borrow::Cow;

use icu_casemap::CaseMapper;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::Span;
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
    let mut folded = Vec::with_capacity(32);
    let mut at = 0;
    while let Some((span, next)) = next_word(text, at) {
        folded.clear();
        let hash = if fold_into(span.of(text), &mut folded) {
            hash::bytes(&folded)
        } else {
            hash::bytes(fold(span.of(text)).as_bytes())
        };
        tokens.push(Token {
            hash,
            start: span.start,
            end: span.end,
        });
        at = next;
    }
    tokens
}

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
    hash::bytes(fold(word).as_bytes())
}

/// Folds an ASCII word (curly apostrophes allowed) into `out`; `false` where the Unicode path is needed.
fn fold_into(word: &str, out: &mut Vec<u8>) -> bool {
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

/// The next token at or after byte `at` (a `char` boundary), and where to go on.
fn next_word(text: &str, mut at: usize) -> Option<(Span, usize)> {
    let bytes = text.as_bytes();
    while at < bytes.len() {
        let b = bytes[at];
        if b.is_ascii() {
            if b.is_ascii_alphanumeric() {
                return Some(word_from(text, at));
            }
            at += match b {
                b'<' => tag_len(&bytes[at..]).unwrap_or(1),
                b'&' => entity_len(&bytes[at..]).unwrap_or(1),
                _ => 1,
            };
        } else {
            let c = char_at(text, at)?;
            if c.is_alphanumeric() {
                return Some(word_from(text, at));
            }
            at += c.len_utf8();
        }
    }
    None
}

/// The token that starts with the letter or digit at `start`.
fn word_from(text: &str, start: usize) -> (Span, usize) {
    let bytes = text.as_bytes();
    if let Some(end) = abbreviation(bytes, start) {
        return (Span::new(start, end), end);
    }
    let mut at = start;
    let mut end = start;
    let mut spaced = true;
    while at < bytes.len() {
        let b = bytes[at];
        if b.is_ascii_alphanumeric() {
            if !spaced {
                break;
            }
            at += 1;
            end = at;
            continue;
        }
        if b.is_ascii() {
            let next = bytes.get(at + 1).copied().unwrap_or(b' ');
            let joins = match b {
                b'\'' => char_at(text, at + 1).is_some_and(char::is_alphabetic) && spaced,
                b'.' | b',' => at > start && bytes[at - 1].is_ascii_digit() && next.is_ascii_digit(),
                _ => false,
            };
            if !joins {
                break;
            }
            at += 1;
            continue;
        }
        let Some(c) = char_at(text, at) else { break };
        if is_unspaced(c) {
            if end > start {
                break;
            }
            spaced = false;
            at += c.len_utf8();
            end = at;
        } else if is_apostrophe(c) {
            if !spaced || !char_at(text, at + c.len_utf8()).is_some_and(char::is_alphabetic) {
                break;
            }
            at += c.len_utf8();
        } else if is_ignorable(c) || is_mark(c) {
            at += c.len_utf8();
            // A mark belongs to its letter; an ignorable one only when more of the word follows.
            if is_mark(c) {
                end = at;
            }
        } else if c.is_alphanumeric() {
            if !spaced {
                break;
            }
            at += c.len_utf8();
            end = at;
        } else {
            break;
        }
    }
    (Span::new(start, end), end)
}

/// The end of an abbreviation of single letters ("U.S.", "a.m", without its last dot), if one starts here.
fn abbreviation(bytes: &[u8], start: usize) -> Option<usize> {
    let letter = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_alphabetic);
    let dot = |i: usize| bytes.get(i) == Some(&b'.');
    // A letter before would make "p.m" of "jp.m".
    if start > 0
        && (bytes[start - 1].is_ascii_alphanumeric() || bytes[start - 1] >= 0x80 && letter_before(bytes, start))
    {
        return None;
    }
    let mut at = start;
    let mut letters = 0;
    while letter(at) && dot(at + 1) {
        letters += 1;
        at += 2;
    }
    if letters == 0 {
        return None;
    }
    // "U.S" without a last dot, but not "a.word".
    let tail = letter(at)
        && bytes
            .get(at + 1)
            .is_none_or(|b| b.is_ascii() && !b.is_ascii_alphanumeric());
    if tail {
        Some(at + 1)
    } else if letters >= 2 && !letter(at) && !bytes.get(at).is_some_and(u8::is_ascii_digit) {
        Some(at - 1)
    } else {
        None
    }
}

/// Whether the non-ASCII character that ends before `at` can be part of a word ("é.g." is no abbreviation).
fn letter_before(bytes: &[u8], at: usize) -> bool {
    let from = at.saturating_sub(4);
    let tail = &bytes[from..at];
    let first = tail.iter().position(|&b| (b as i8) >= -0x40).unwrap_or(0);
    std::str::from_utf8(&tail[first..])
        .ok()
        .and_then(|s| s.chars().next_back())
        .is_some_and(char::is_alphanumeric)
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Curly, modifier and full-width apostrophes.
pub(crate) const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\u{2019}' | '\u{2018}' | '\'' | '\u{02BC}' | '\u{FF07}')
}

/// Characters that print nothing: soft hyphen, zero-width marks, bidi controls, variation selectors.
pub(crate) const fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206F}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}' | '\u{034F}' | '\u{061C}' | '\u{180E}')
}

fn is_mark(c: char) -> bool {
    !c.is_ascii() && unicode_normalization::char::is_combining_mark(c)
}

/// Letters of scripts that put no space between words.
pub(crate) const fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0E01}'..='\u{0E4E}' | '\u{0E80}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17D3}'
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9F}' | '\u{20000}'..='\u{323AF}')
}

const TAGS: [&str; 22] = [
    "a",
    "b",
    "blockquote",
    "br",
    "div",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "hr",
    "i",
    "img",
    "li",
    "ol",
    "p",
    "span",
    "strong",
    "sub",
    "sup",
    "ul",
];

/// The length of an HTML tag at the start of `bytes`, if one stands there.
pub(crate) fn tag_len(bytes: &[u8]) -> Option<usize> {
    let close = bytes.iter().take(512).position(|&b| b == b'>')?;
    let inner = bytes.get(1..close)?;
    let inner = inner.strip_prefix(b"/").unwrap_or(inner);
    let name_len = inner.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    let name = std::str::from_utf8(&inner[..name_len]).ok()?.to_ascii_lowercase();
    let after = inner.get(name_len).copied().unwrap_or(b' ');
    (TAGS.contains(&name.as_str()) && matches!(after, b' ' | b'/' | b'\n' | b'\t') && !inner.contains(&b'<'))
        .then_some(close + 1)
}

const ENTITIES: [&str; 16] = [
    "amp", "apos", "bdquo", "copy", "gt", "hellip", "laquo", "ldquo", "lsquo", "lt", "mdash", "nbsp", "ndash", "quot",
    "raquo", "rdquo",
];

/// The length of an HTML character reference at the start of `bytes`, if one stands there.
pub(crate) fn entity_len(bytes: &[u8]) -> Option<usize> {
    let close = bytes.iter().take(10).position(|&b| b == b';')?;
    let name = bytes.get(1..close)?;
    let known = match name.strip_prefix(b"#") {
        Some(number) => !number.is_empty() && number.iter().all(u8::is_ascii_hexdigit) || number.first() == Some(&b'x'),
        None => std::str::from_utf8(name).is_ok_and(|n| ENTITIES.contains(&n) || n == "rsquo"),
    };
    known.then_some(close + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
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
        fn every_letter_and_digit_is_in_a_token(text in "[ \\n'’.,a-zA-Z0-9éüß北京]{0,200}") {
            let tokens = tokenize(&text);
            for (at, c) in text.char_indices() {
                let inside = tokens.iter().any(|t| t.span().lo() <= at && at < t.span().hi());
                prop_assert!(inside || !c.is_alphanumeric(), "{c:?} at {at}");
            }
        }

        #[test]
        fn folding_twice_changes_nothing(word in "\\w{1,12}") {
            let once = fold(&word).into_owned();
            prop_assert_eq!(fold(&once).into_owned(), once);
        }
    }
}
