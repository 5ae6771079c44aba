//! Whom does a passage name as its source?
//!
//! Input: the paragraph around a quotation and the names that are known; output: each name in a phrase that makes it a
//! source ("told Reuters", "according to AFP", "in an interview with The Post", "Reuters reported"), with the place of
//! the phrase. This is a mention, never a credit: it tells where the words come from, not who wrote the article.
//! English phrases only. Cost: a search for each phrase in one paragraph.

use super::agency_names::named;
use crate::text::Span;

/// Phrases before a name.
const BEFORE: &[&str] = &[
    " told ",
    "ccording to ",
    " interview with ",
    " interview to ",
    " speaking to ",
    " spoke to ",
    " speaking with ",
    " spoke with ",
    " statement to ",
    "s reported by ",
    "s quoted by ",
    " in remarks to ",
];

/// Words after a name.
const AFTER: &[&str] = &[
    " reported",
    " reports",
    " quoted",
    " quotes",
    " has reported",
    " first reported",
];

/// Longest name, in words.
const NAME_WORDS: usize = 6;

/// Sources that a paragraph names: what `known` answers for the name, and the phrase's place in `paragraph`.
///
/// Agencies are known by every name of theirs; `known` is asked for all others.
///
/// ```
/// use dedupe::article::{Source, sources};
/// let text = "“It is over,” the minister told Reuters on Monday.";
/// let found = sources(text, &|_| None);
/// assert_eq!(found[0].0, Source::Agency("Reuters"));
/// assert_eq!(found[0].1.of(text), "told Reuters");
/// ```
pub fn sources(paragraph: &str, known: &dyn Fn(&str) -> Option<u32>) -> Vec<(Source, Span)> {
    let mut found: Vec<(Source, Span)> = Vec::new();
    for phrase in BEFORE {
        for (at, _) in paragraph.match_indices(phrase) {
            let rest = &paragraph[at + phrase.len()..];
            if let Some((source, length)) = name(rest, known) {
                let start = at + usize::from(phrase.starts_with(' '));
                // "according", "as reported": the phrases above leave out a letter that may be large or small.
                let start = paragraph[..start]
                    .rfind(' ')
                    .map_or(0, |space| space + 1)
                    .max(start.saturating_sub(1));
                found.push((source, Span::new(start, at + phrase.len() + length)));
            }
        }
    }
    for phrase in AFTER {
        for (at, _) in paragraph.match_indices(phrase) {
            let ends = at + phrase.len();
            if paragraph[ends..].starts_with(char::is_alphabetic) {
                continue;
            }
            let starts = paragraph[..at].match_indices(' ').map(|(space, _)| space + 1);
            let mut starts: Vec<usize> = std::iter::once(0).chain(starts).collect();
            starts.drain(..starts.len().saturating_sub(NAME_WORDS));
            // The longest name that ends here.
            let whole = starts.into_iter().find_map(|start| {
                let words = paragraph[start..at].trim_start_matches(['“', '"', '(']);
                let (source, length) = name(words, known)?;
                (length == words.len()).then_some((source, at - words.len()))
            });
            if let Some((source, start)) = whole {
                found.push((source, Span::new(start, ends)));
            }
        }
    }
    found.sort_unstable_by_key(|(_, span)| (span.start, span.end));
    found.dedup_by_key(|(source, _)| *source);
    found
}

/// Who is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// A news agency, by its short name.
    Agency(&'static str),
    /// Whatever the caller knows by this number.
    Known(u32),
}

/// The longest known name at the head of a text, and its length in bytes.
fn name(text: &str, known: &dyn Fn(&str) -> Option<u32>) -> Option<(Source, usize)> {
    let bare = text
        .strip_prefix("the ")
        .or_else(|| text.strip_prefix("The "))
        .unwrap_or(text);
    let skipped = text.len() - bare.len();
    if !bare.starts_with(char::is_uppercase) && !bare.starts_with("dpa") {
        return None;
    }
    let mut ends: Vec<usize> = Vec::new();
    for (at, c) in bare.char_indices() {
        // A possessive, a comma or a stop ends a name as well as a space.
        if c.is_whitespace() || ",.;:’'”\"()".contains(c) {
            ends.push(at);
        }
        if ends.len() > NAME_WORDS || c == '\n' {
            break;
        }
    }
    if ends.len() <= NAME_WORDS {
        ends.push(bare.len());
    }
    ends.dedup();
    ends.into_iter().rev().filter(|&end| end > 1).find_map(|end| {
        let candidate = &bare[..end];
        let source = known(candidate)
            .or_else(|| known(&text[..skipped + end]))
            .map(Source::Known)
            .or_else(|| named(candidate).map(Source::Agency));
        source.map(|source| (source, skipped + end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_and_their_places() {
        let known = |name: &str| match name {
            "Harbour Courier" => Some(7),
            "The Valley Post" => Some(8),
            _ => None,
        };
        let check = |text: &str, expected: &[(Source, &str)]| {
            let found = sources(text, &known);
            let shown: Vec<(Source, &str)> = found.iter().map(|(source, span)| (*source, span.of(text))).collect();
            assert_eq!(shown, expected, "{text}");
        };
        let reuters = Source::Agency("Reuters");
        check("“It is over,” he told Reuters.", &[(reuters, "told Reuters")]);
        check(
            "“It is over,” he told the Reuters news agency.",
            &[(reuters, "told the Reuters news agency")],
        );
        check(
            "It is over, according to AFP, and so on.",
            &[(Source::Agency("AFP"), "according to AFP")],
        );
        check(
            "According to AFP it is over.",
            &[(Source::Agency("AFP"), "According to AFP")],
        );
        check(
            "The Associated Press reported on Monday.",
            &[(Source::Agency("AP"), "The Associated Press reported")],
        );
        check(
            "As reported by dpa, it is over.",
            &[(Source::Agency("dpa"), "As reported by dpa")],
        );
        check(
            "In an interview with the Harbour Courier she said so.",
            &[(Source::Known(7), "interview with the Harbour Courier")],
        );
        check(
            "He spoke to The Valley Post’s editor.",
            &[(Source::Known(8), "spoke to The Valley Post")],
        );
        check("He told reporters that Reuters was wrong.", &[]);
        check("He told Parliament so; Reuters reporters heard it.", &[]);
        check("", &[]);
    }
}
