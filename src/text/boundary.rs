//! Where words begin and end: the rules, one character at a time.
//!
//! Input: a text and a place in it; output: the token there, or how far to skip. This is the whole
//! truth about tokens; [`tokenize`](super::tokenize) only finds most of them faster. Cost: one pass
//! over the token's bytes.

use super::Span;
use super::debris::{entity_len, tag_len};
use super::fold::{is_apostrophe, is_ignorable, is_mark};

/// What stands at a byte (a `char` boundary) between two words.
pub(super) enum Step {
    /// A token, and where to go on after it.
    Word(Span, usize),
    /// No token; where to go on.
    Skip(usize),
}

/// Looks at what stands at byte `at`, which lies inside the text and on a `char` boundary.
pub(super) fn step(text: &str, at: usize) -> Step {
    let bytes = text.as_bytes();
    match bytes[at] {
        b'<' => Step::Skip(at + tag_len(&bytes[at..]).unwrap_or(1)),
        b'&' => Step::Skip(at + entity_len(&bytes[at..]).unwrap_or(1)),
        b if b.is_ascii_alphanumeric() => word_from(text, at),
        b if b.is_ascii() => Step::Skip(at + 1),
        _ => match char_at(text, at) {
            Some(c) if c.is_alphanumeric() && !is_apostrophe(c) => word_from(text, at),
            Some(c) => Step::Skip(at + c.len_utf8()),
            None => Step::Skip(at + 1),
        },
    }
}

/// The token that starts with the letter or digit at `start`.
fn word_from(text: &str, start: usize) -> Step {
    let bytes = text.as_bytes();
    if let Some(end) = abbreviation(bytes, start) {
        return Step::Word(Span::new(start, end), end);
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
    if end == start {
        // Letters that are ignored, and no other.
        return Step::Skip(at.max(start + 1));
    }
    Step::Word(Span::new(start, end), end)
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
    // Longer ones are no abbreviations, and looking at all of "a.a.a. …" from each of its letters would be quadratic.
    while letters < 16 && letter(at) && dot(at + 1) {
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

/// Letters of scripts that put no space between words.
///
/// The marks that voice a decomposed kana (U+3099, U+309A) are none: they belong to it.
const fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0E01}'..='\u{0E4E}' | '\u{0E80}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17D3}'
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{309B}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9F}' | '\u{20000}'..='\u{323AF}')
}
