//! Where has a site put related links into a sentence?
//!
//! Input: a text; output: spans that no reporter wrote. Some sites name a person a second time, in full, and glue headlines
//! to it: `President Ruiz Ana Lea RuizFerry line loses its boats Harbour budget grows MORE said`. All from the end of the name to
//! "MORE" is set aside, so that no headline is taken for a speaker. Invariants: spans are in text order and apart.
//! Cost: one search for "MORE", and the words before each.

use crate::text::Span;

/// What such links end with.
const END: &str = "MORE";
/// Bytes before it that are looked at.
const REACH_BYTES: usize = 600;
/// Words between the name and its second mention.
const NAME_WORDS: usize = 6;
/// Marks of which none stands in such links.
const MARKS: [char; 7] = ['"', '“', '”', '„', '«', '»', '「'];
/// Such links in one text that are looked at.
const MAX_INSERTS: usize = 256;

/// The related links inside sentences.
pub(super) fn find(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for (at, _) in text.match_indices(END).take(MAX_INSERTS) {
        let end = at + END.len();
        let after = text.get(end..).and_then(|s| s.chars().next());
        if after.is_some_and(|c| c.is_alphanumeric() || c == '\'' || c == '’') {
            continue;
        }
        let floor = found.last().map_or(0, |s| s.hi());
        let from = (at.saturating_sub(REACH_BYTES).max(floor)..=at).find(|&i| text.is_char_boundary(i));
        let Some(from) = from else { continue };
        let before = &text[from..end];
        let line = before.rfind('\n').map_or(0, |i| i + 1);
        let insert = name_end(&before[line..]).map(|start| Span::new(from + line + start, end));
        // Headlines quote, too, but what is said must not be lost for a name like "YouTube".
        found.extend(insert.filter(|s| !s.of(text).contains(MARKS)));
    }
    found
}

/// Where the name ends that is told again and glued to what follows: "Ruiz" in `Ruiz Ana Lea RuizFerry line … MORE`.
fn name_end(line: &str) -> Option<usize> {
    let mut at = 0;
    let words: Vec<(usize, &str)> = line
        .split(' ')
        .map(|word| {
            let start = at;
            at += word.len() + 1;
            (start, word)
        })
        .collect();
    for (i, (_, word)) in words.iter().enumerate() {
        for name in glued(word) {
            let earlier = words[..i].iter().rev().take(NAME_WORDS);
            let same = earlier
                .into_iter()
                .find(|(_, w)| w.trim_matches(['"', '“', '(', '\'']) == name);
            if let Some((start, w)) = same {
                return Some(start + w.len());
            }
        }
    }
    None
}

/// The first parts of a word that has capitals inside, as it stands before each of them ("Mc" is none).
fn glued(word: &str) -> impl Iterator<Item = &str> {
    let inside = word.char_indices().zip(word.chars().skip(1));
    inside
        .filter(|((i, a), b)| a.is_lowercase() && b.is_uppercase() && *i >= 2)
        .filter_map(|((i, a), _)| word.get(..i + a.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = find(text).into_iter().map(|s| s.of(text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn links_glued_to_a_name_are_found() {
        check(
            "President Ruiz Ana Lea RuizFerry line loses boats Harbour budget grows MORE said that",
            &[" Ana Lea RuizFerry line loses boats Harbour budget grows MORE"],
        );
        check(
            "Sen. Tom Berg Tom Neely BergMORE (R-La.) said",
            &[" Tom Neely BergMORE"],
        );
        check("The Berg budget has MORE than that", &[]);
        check("Owen McBerg and MORE", &[]);
        // Whole quotations once were lost between a name with a capital inside and a word in capitals.
        check(
            "See it on You YouTube. “We will stay,” Ana Ruiz said. READ MORE: boats",
            &[],
        );
        check("MORE", &[]);
    }
}
