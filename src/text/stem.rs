//! What is left of a word when its ending is taken away.
//!
//! Input: the text of one token; output: a 32-bit hash that "report", "Reports", "reported" and "reporting" share.
//! Rewritten text keeps the stems of many words though it keeps few runs of words, so [`align::loose`](crate::align::loose)
//! compares by them. Method: the endings of English inflection are stripped (the first steps of Porter 1980, without his
//! conditions on measure), then the first [`LETTERS`] letters are kept, which joins derived words in most alphabetic
//! languages (truncation is as good as stemming for retrieval: `McNamee` and Mayfield 2004).
//!
//! Invariants: a pure function of the folded word; a figure keeps all its digits; of scripts without spaces, whose tokens are
//! one character, two in a row are a stem. Cost: a few operations on two machine words for ASCII, folding for all else.

use std::cell::RefCell;

use super::Token;
use super::common::is_common;
use super::fold::fold;
use crate::hash;

/// Letters of a stem that count.
const LETTERS: usize = 6;
/// Stems that a thread remembers.
const REMEMBERED: usize = 1 << 13;

/// The stem of a word as it stands in a text.
///
/// ```
/// use dedupe::text::stem;
/// assert_eq!(stem("Reported"), stem("reports"));
/// assert_eq!(stem("bridge"), stem("bridges"));
/// assert_ne!(stem("1,200"), stem("1,300"));
/// ```
#[must_use]
pub fn stem(word: &str) -> u32 {
    let bytes = word.as_bytes();
    let mut letters = [0_u8; 16];
    if bytes.len() <= letters.len() && bytes.iter().all(u8::is_ascii_alphabetic) {
        for (to, from) in letters.iter_mut().zip(bytes) {
            *to = from | 0x20;
        }
        return of_letters(&letters[..bytes.len()]);
    }
    let folded = fold(word);
    if folded.bytes().any(|b| b.is_ascii_digit()) {
        return short(hash::word(folded.as_bytes()));
    }
    let plain = folded.split('\'').find(|part| part.len() > 1).unwrap_or(&folded);
    if plain.is_ascii() {
        return of_letters(plain.as_bytes());
    }
    let end = plain.char_indices().nth(LETTERS).map_or(plain.len(), |(at, _)| at);
    short(hash::word(&plain.as_bytes()[..end]))
}

/// The stem of each token of a text, whose own they must be, and whether it is [common](is_common).
///
/// Most words of a text were met a moment ago, so each thread remembers the stems of some by their hash.
///
/// ```
/// use dedupe::text::{stem, stems, tokenize};
/// let text = "Bridges were closed.";
/// let found = stems(text, &tokenize(text));
/// assert_eq!(found, [(stem("bridge"), false), (stem("were"), true), (stem("close"), false)]);
/// ```
#[must_use]
pub fn stems(text: &str, tokens: &[Token]) -> Vec<(u32, bool)> {
    thread_local! {
        static SEEN: RefCell<Vec<(u64, (u32, bool))>> = const { RefCell::new(Vec::new()) };
    }
    SEEN.with_borrow_mut(|seen| {
        // A hash of zero stands for an entry that is free.
        seen.resize(REMEMBERED, (0, (0, false)));
        let of = |token: &Token| {
            let entry = &mut seen[token.hash as usize & (REMEMBERED - 1)];
            if entry.0 != token.hash || token.hash == 0 {
                let stem = stem(token.span().of(text));
                *entry = (token.hash, (stem, is_common(stem)));
            }
            entry.1
        };
        let mut stems: Vec<(u32, bool)> = tokens.iter().map(of).collect();
        join_characters(text, tokens, &mut stems);
        stems
    })
}

/// Gives each character of a script without spaces the stem of itself and the next, the last one of a run that of itself and the one before: one
/// character stands in any text, two are about a word.
fn join_characters(text: &str, tokens: &[Token], stems: &mut [(u32, bool)]) {
    let bytes = text.as_bytes();
    let foreign = |token: &Token| bytes.get(token.start as usize).is_some_and(|b| !b.is_ascii());
    let adjoin = |pair: &[Token]| pair[0].end == pair[1].start && foreign(&pair[0]) && foreign(&pair[1]);
    let mut before = None;
    for (at, own) in stems.iter_mut().enumerate() {
        let two = tokens.get(at..at + 2).filter(|pair| adjoin(pair));
        let joined = two.map(|pair| short(hash::pair(pair[0].hash, pair[1].hash)));
        if let Some(stem) = joined.or(before) {
            *own = (stem, false);
        }
        before = joined;
    }
}

fn of_letters(word: &[u8]) -> u32 {
    let kept = stripped(word);
    let mut padded = [0; 8];
    let kept = &kept[..kept.len().min(LETTERS)];
    padded[..kept.len()].copy_from_slice(kept);
    short(hash::short_word(u64::from_le_bytes(padded), 0))
}

const fn short(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// A lower-case word without its inflection; at least three letters are left.
fn stripped(word: &[u8]) -> &[u8] {
    let without = |word: &[u8], ending: &[u8]| word.len() >= ending.len() + 3 && word.ends_with(ending);
    let mut kept = word;
    if without(kept, b"s") && !kept.ends_with(b"ss") && !kept.ends_with(b"us") && !kept.ends_with(b"is") {
        kept = &kept[..kept.len() - 1];
    }
    for ending in [b"ing".as_slice(), b"ed", b"ly"] {
        if without(kept, ending) {
            kept = &kept[..kept.len() - ending.len()];
            if let [.., x, y] = kept
                && x == y
                && kept.len() > 3
                && !matches!(x, b'l' | b's' | b'z')
            {
                kept = &kept[..kept.len() - 1];
            }
            break;
        }
    }
    // "making" and "make", "cities" and "city".
    if kept.len() > 3 && matches!(kept.last(), Some(b'e' | b'y' | b'i')) {
        kept = &kept[..kept.len() - 1];
        if kept.len() > 3 && kept.ends_with(b"i") {
            kept = &kept[..kept.len() - 1];
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: &[&str]) {
        for word in one {
            assert_eq!(stem(word), stem(one[0]), "{word} and {}", one[0]);
        }
    }

    #[test]
    fn two_characters_are_a_stem_where_there_are_no_spaces() {
        let of = |text: &str| -> Vec<u32> {
            stems(text, &crate::text::tokenize(text))
                .into_iter()
                .map(|s| s.0)
                .collect()
        };
        let port = of("港口关闭");
        assert_eq!(port.len(), 4);
        assert_eq!(port[2], port[3]);
        assert!(of("他们说港口开放").contains(&port[0]));
        assert!(!of("口岸与港湾").contains(&port[0]));
        // Words with spaces between them are as they were.
        assert_eq!(of("мост закрыт"), [stem("мост"), stem("закрыт")]);
    }

    #[test]
    fn words_of_one_stem() {
        check(&["report", "Reports", "reported", "reporting", "report’s"]);
        check(&["make", "makes", "making"]);
        check(&["city", "cities", "City's"]);
        check(&["stop", "stopped", "stops"]);
        check(&["government", "governments", "governmental"]);
        check(&["Regierung", "Regierungen"]);
        check(&["négociation", "négociations"]);
    }

    #[test]
    fn words_of_different_stems() {
        for (a, b) in [
            ("1200", "1300"),
            ("was", "war"),
            ("bus", "bush"),
            ("北", "京"),
            ("ten", "tin"),
        ] {
            assert_ne!(stem(a), stem(b), "{a} and {b}");
        }
    }
}
