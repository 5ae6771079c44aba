//! Tokens into sentences.
//!
//! Input: a text and its tokens; output: ranges of tokens. A sentence ends where a full stop, question mark or
//! exclamation mark stands between two tokens (not after a title, an initial or inside a figure, and not before a small
//! letter), at the full stops of other scripts, and at a paragraph's end. Sentences are units to compare by and never printed as such,
//! so a wrong end costs little; for speech, `quote` has its own. Invariants: the ranges are in order, do not
//! overlap, hold every token, and none is longer than `LONGEST`. Cost: one pass over the bytes between tokens.

use std::ops::Range;

use super::Token;

/// Tokens after which a sentence is ended in any case: lists, tables and text without full stops.
const LONGEST: usize = 80;

/// The sentences of a text as ranges of `tokens`, which must be its own.
///
/// ```
/// use dedupe::text::{sentences, tokenize};
/// let text = "Mr. Kerry spoke first. “We agreed,” he said. Then he left.";
/// let tokens = tokenize(text);
/// let found: Vec<&str> =
///     sentences(text, &tokens).iter().map(|s| &text[tokens[s.start].span().lo()..tokens[s.end - 1].span().hi()]).collect();
/// assert_eq!(found, ["Mr. Kerry spoke first", "We agreed,” he said", "Then he left"]);
/// ```
#[must_use]
pub fn sentences(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut found = Vec::with_capacity(tokens.len() / 20 + 1);
    let mut start = 0;
    for next in 1..=tokens.len() {
        let ends =
            next == tokens.len() || next - start >= LONGEST || ends_between(text, &tokens[next - 1], &tokens[next]);
        if ends {
            found.push(start..next);
            start = next;
        }
    }
    found
}

fn ends_between(text: &str, before: &Token, after: &Token) -> bool {
    let between = &text.as_bytes()[before.end as usize..after.start as usize];
    // Nearly always one space.
    if between.len() < 2 {
        return between == b"\n";
    }
    let mut stop = false;
    for (at, &b) in between.iter().enumerate() {
        match b {
            b'.' if at == 0 && is_abbreviation(&text.as_bytes()[before.start as usize..before.end as usize]) => {}
            b'.' | b'!' | b'?' => stop = true,
            b'\n' if stop || between[at + 1..].contains(&b'\n') => return true,
            // Ideographic and full-width full stops, the Arabic question mark and full stop, the danda.
            0xE3 if between[at..].starts_with("。".as_bytes()) => return true,
            0xEF if between[at..].starts_with("！".as_bytes()) || between[at..].starts_with("？".as_bytes()) => {
                return true;
            }
            0xD8 if between[at..].starts_with("؟".as_bytes()) => return true,
            0xDB if between[at..].starts_with("۔".as_bytes()) => return true,
            0xE0 if between[at..].starts_with("।".as_bytes()) => return true,
            _ => {}
        }
    }
    stop && !text.as_bytes()[after.start as usize].is_ascii_lowercase()
}

/// Whether a full stop behind this word is no end: an initial, a title, a shortened name of a month or a rank.
fn is_abbreviation(word: &[u8]) -> bool {
    const SHORT: [&[u8]; 34] = [
        b"mr", b"mrs", b"ms", b"dr", b"st", b"sen", b"rep", b"gov", b"gen", b"col", b"lt", b"sgt", b"capt", b"rev",
        b"hon", b"prof", b"jr", b"sr", b"vs", b"no", b"jan", b"feb", b"mar", b"apr", b"aug", b"sept", b"oct", b"nov",
        b"dec", b"inc", b"co", b"corp", b"ltd", b"etc",
    ];
    word.first().is_some_and(u8::is_ascii_uppercase)
        && (word.len() == 1 || word.len() <= 5 && SHORT.iter().any(|s| s.eq_ignore_ascii_case(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[&str]) {
        let tokens = tokenize(text);
        let found: Vec<&str> = sentences(text, &tokens)
            .iter()
            .map(|s| &text[tokens[s.start].span().lo()..tokens[s.end - 1].span().hi()])
            .collect();
        assert_eq!(found, expected, "sentences of {text:?}");
    }

    #[test]
    fn sentences_of_texts() {
        check("", &[]);
        check("One word", &["One word"]);
        check("It rose. It fell! Did it?", &["It rose", "It fell", "Did it"]);
        check("He met Gen. Petrov. They spoke.", &["He met Gen. Petrov", "They spoke"]);
        check(
            "It cost 1.5 million. Nobody paid.",
            &["It cost 1.5 million", "Nobody paid"],
        );
        check("the firm said. so it goes", &["the firm said. so it goes"]);
        check("A headline\n\nA body", &["A headline", "A body"]);
        check("大臣は述べた。会議は終わった。", &["大臣は述べた", "会議は終わった"]);
    }

    proptest! {
        #[test]
        fn every_token_is_in_one_sentence(text in "[a-zA-Z0-9 .!?\\n。é]{0,300}") {
            let tokens = tokenize(&text);
            let mut at = 0;
            for s in sentences(&text, &tokens) {
                prop_assert_eq!(s.start, at);
                prop_assert!(s.end > s.start && s.end - s.start <= LONGEST);
                at = s.end;
            }
            prop_assert_eq!(at, tokens.len());
        }
    }
}
