//! Answers that are withheld whatever rule gave them.
//!
//! Input: a text and an attribution; output: whether its form alone makes it doubtful. Shapes that were seen
//! to be wrong nearly always: the reporter's own "I" and "we", the outlet that "first reported" somebody's
//! words, captions and credits that a page glues to a name, and the tail of a name behind "of" ("Senator Gillibrand (D) of New York said").
//! Cost: a few words a quotation.

use super::Attribution;
use crate::text::fold;

/// First words of no speaker; "us" is not among them, as it folds like "US".
const NO_SPEAKERS: [&str; 23] = [
    "i", "i'm", "i've", "i'll", "i'd", "me", "my", "we", "we're", "we've", "we'll", "we'd", "our", "you", "you're",
    "you've", "your", "and", "but", "or", "if", "because", "that's",
];

/// Words of captions, buttons and notices, which a page glues to a name; first or last in no speaker's name.
const FURNITURE: [&str; 18] = [
    "Image",
    "Images",
    "Photo",
    "Photos",
    "Photograph",
    "Video",
    "Videos",
    "Advertisement",
    "Continue",
    "MORE",
    "Follow",
    "Subscribe",
    "Replay",
    "Caption",
    "ANALYSIS/OPINION",
    "COVID-19",
    "Click",
    "Related",
];

/// Whether a name was made of a caption or a credit ("Reuters Image", "Lea Moreau/AFP Tom Berg").
fn is_furniture(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or("");
    let last = words.next_back().unwrap_or(first);
    let credit = name.contains('/') && name.contains(' ');
    FURNITURE.contains(&first) || FURNITURE.contains(&last) || credit
}

/// Whether an attribution is better withheld.
pub(super) fn withheld(text: &str, attribution: &Attribution) -> bool {
    let first = |words: &str| {
        words
            .split_whitespace()
            .next()
            .map(|w| fold(w).into_owned())
            .unwrap_or_default()
    };
    let before = |at: usize| text.get(..at).unwrap_or("").trim_end();
    let mention = attribution.mention.is_some_and(|span| {
        NO_SPEAKERS.contains(&first(span.of(text)).as_str()) || before(span.lo()).ends_with(") of")
    });
    let name = attribution
        .speaker
        .as_ref()
        .is_some_and(|s| NO_SPEAKERS.contains(&first(&s.name).as_str()) || is_furniture(&s.name));
    let report = attribution
        .cue
        .is_some_and(|span| span.of(text).eq_ignore_ascii_case("reported") && before(span.lo()).ends_with(" first"));
    mention || name || report
}

#[cfg(test)]
mod tests {
    use crate::quote::{Params, extract};

    fn check(text: &str, expected: Option<&str>) {
        let quotes = extract(text, None, &[], Some("en"), &Params::default());
        let speaker = quotes
            .first()
            .and_then(|q| q.attribution.speaker.as_ref())
            .map(|s| s.name.as_str());
        assert_eq!(speaker, expected, "{text}");
    }

    #[test]
    fn doubtful_shapes_are_left_unknown() {
        check(
            "A complaint I’m getting: “The ferry never waits for anybody on this quay.”",
            None,
        );
        check(
            "The mayor was accused of “wrecking the harbour on purpose,” the Harbour Courier first reported.",
            None,
        );
        check(
            "“The ferry never waits,” said Ana Ruiz, the harbour master.",
            Some("Ana Ruiz"),
        );
    }
}
