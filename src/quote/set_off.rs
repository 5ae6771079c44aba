//! Which paragraphs are somebody's own words, printed without quotation marks?
//!
//! Input: one article's text; output: [`Span`]s in text order. Three forms tell of themselves: a post copied from a
//! page, which ends in its author, handle and date ("… — Ana Ruiz (@anaruiz) May 9, 2018") or stands under them; a turn in a transcript,
//! which begins with a speaker in capitals ("ANA RUIZ: …"); a block behind a colon whose sentence says that words
//! follow ("The ministry said in a statement:"). A block ends where reporting resumes: at a paragraph with a verb
//! of speech or a mark at its head, or one that ends in a colon. A miss leaves speech counted as reporting, so the
//! forms are kept strict; nothing is claimed of who spoke. Cost: one pass over the paragraphs.

use super::cues::{self, Class, Lexicon, MEDIUM, NOUNISH, PARTICIPLE, STRONG};
use crate::text::{Span, paragraphs};

/// Most paragraphs of a block behind a colon.
const BLOCK_PARAGRAPHS: usize = 12;
/// Longest speaker before a turn of a transcript, in bytes.
const SPEAKER_BYTES: usize = 60;
/// Longest name before a handle, in bytes.
const NAME_BYTES: usize = 60;
/// Nouns that say, before a colon, that somebody's words follow.
const WORDS_FOLLOW: [&str; 17] = [
    "statement",
    "statements",
    "letter",
    "tweet",
    "tweets",
    "transcript",
    "remarks",
    "memo",
    "email",
    "e-mail",
    "speech",
    "post",
    "posts",
    "message",
    "reads",
    "read",
    "communique",
];

/// Words in capitals before a colon that label a picture or a link, and name nobody.
const NO_SPEAKER: [&str; 16] = [
    "PHOTO", "PHOTOS", "PICTURE", "IMAGE", "VIDEO", "FILE", "READ", "WATCH", "SEE", "MORE", "RELATED", "BREAKING",
    "UPDATE", "NEWS", "HERE", "CREDIT",
];

/// Finds what is set off from the article as somebody's words without marks; `language` as for
/// [`extract`](super::extract).
///
/// ```
/// let text = "The mayor answered at noon.\n\nThe quay stays shut. — Ana Ruiz (@anaruiz) May 9, 2018\n\nShips wait.";
/// let found = dedupe::quote::set_off(text, Some("en"));
/// assert!(found[0].of(text).starts_with("The quay stays shut."));
/// assert_eq!(found.len(), 1);
/// ```
#[must_use]
pub fn set_off(text: &str, language: Option<&str>) -> Vec<Span> {
    let lexicon = cues::lexicon(language);
    let mut found = Vec::new();
    let mut turns = Vec::new();
    let mut before: Option<Span> = None;
    let mut block = 0;
    for paragraph in paragraphs(text) {
        let line = paragraph.of(text);
        let mut from = paragraph.lo();
        for end in posts(line) {
            let end = paragraph.lo() + end;
            found.push(Span::new(from, end));
            // The credit of a post may stand on a line of its own, under the words.
            if from == paragraph.lo()
                && line.starts_with(['—', '–', '-'])
                && let Some(words) = before
            {
                found.push(words);
            }
            from = end;
        }
        if is_turn(line) {
            turns.push(paragraph);
        }
        if before.is_some_and(|b| is_author(b.of(text))) {
            found.push(paragraph);
        }
        if block > 0 {
            if resumes(line, lexicon) {
                block = 0;
            } else {
                found.push(paragraph);
                block -= 1;
            }
        }
        if announces(line, lexicon) {
            block = BLOCK_PARAGRAPHS;
        }
        before = Some(paragraph);
    }
    // One label alone is a kicker; a transcript has several turns.
    if turns.len() >= 2 {
        found.append(&mut turns);
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Where in a paragraph the credits of copied posts end: "— Name (@handle) May 9, 2018".
fn posts(line: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut seen = 0;
    for (at, _) in line.match_indices("(@") {
        let Some(close) = line[at..].find(')').map(|c| at + c) else {
            break;
        };
        let handle = &line[at + 2..close];
        let is_handle =
            (1..=20).contains(&handle.len()) && handle.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        // Between dash and handle stands nothing but a name.
        let named = line[seen..at].rfind(['—', '–', '-']).is_some_and(|dash| {
            let name = line[seen + dash..at].trim_start_matches(['—', '–', '-', ' ']);
            name.len() <= NAME_BYTES && !name.starts_with(char::is_lowercase)
        });
        if !(is_handle && named) {
            continue;
        }
        if let Some(date) = date_at(&line[close + 1..]) {
            seen = close + 1 + date;
            ends.push(seen);
        }
    }
    ends
}

/// A line that is an author with handle and nothing else, above the post: "Ana Ruiz (@anaruiz)".
fn is_author(line: &str) -> bool {
    let handle = line.strip_suffix(')').and_then(|l| l.split_once(" (@"));
    handle.is_some_and(|(name, handle)| {
        name.len() <= NAME_BYTES && handle.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    })
}

/// Length of a date at the start: " May 9, 2018".
fn date_at(rest: &str) -> Option<usize> {
    let mut at = 0;
    let mut parts = rest.split_inclusive(' ').filter(|part| {
        at += part.len();
        !part.trim_matches([' ', ',']).is_empty()
    });
    let month = parts.next()?.trim();
    let day = parts.next()?.trim().trim_end_matches(',');
    let year = parts.next()?;
    let digits = year.bytes().take_while(u8::is_ascii_digit).count();
    let whole = month.starts_with(char::is_uppercase)
        && month.trim_end_matches('.').chars().all(char::is_alphabetic)
        && (1..=2).contains(&day.len())
        && day.bytes().all(|b| b.is_ascii_digit())
        && digits == 4;
    let tail = year.len() - digits;
    whole.then(|| at - tail)
}

/// A turn of a transcript: a speaker of two words or more, all in capitals, and a colon ("GEN. ANA RUIZ:").
fn is_turn(line: &str) -> bool {
    let head = line.as_bytes();
    let Some(colon) = head.iter().take(SPEAKER_BYTES).position(|&b| b == b':') else {
        return false;
    };
    let Some(speaker) = line.get(..colon) else { return false };
    let speaker = speaker.split(" (").next().unwrap_or(speaker);
    let mut names = 0;
    for word in speaker.split([' ', ',']).filter(|w| !w.is_empty()) {
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        if !letters.all(char::is_uppercase) || word.contains(|c: char| c.is_ascii_digit()) || NO_SPEAKER.contains(&word)
        {
            return false;
        }
        names += 1;
    }
    (2..=8).contains(&names) && line[colon + 1..].starts_with(char::is_whitespace)
}

/// Whether a paragraph ends in a colon and its last sentence says that words follow.
fn announces(line: &str, lexicon: &Lexicon) -> bool {
    let Some(head) = line.trim_end().strip_suffix(':') else {
        return false;
    };
    let sentence = head.rfind(". ").map_or(head, |at| &head[at + 2..]);
    words(sentence).any(|word| speaks(&word, STRONG | MEDIUM, lexicon) || WORDS_FOLLOW.contains(&word.as_str()))
}

/// Whether a paragraph behind a colon is the reporter's again.
fn resumes(line: &str, lexicon: &Lexicon) -> bool {
    line.starts_with(['"', '“', '„', '«', '‘', '\''])
        || line.trim_end().ends_with(':')
        || words(line).any(|word| speaks(&word, STRONG, lexicon))
}

/// Whether a word is a finite verb of such a class: said, wrote.
fn speaks(word: &str, class: Class, lexicon: &Lexicon) -> bool {
    let found = lexicon.class(word.as_bytes());
    found & class != 0 && found & (NOUNISH | PARTICIPLE) == 0
}

fn words(line: &str) -> impl Iterator<Item = String> + '_ {
    line.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '\'' || c == '’'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = set_off(text, Some("en")).iter().map(|s| s.of(text)).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn a_copied_post_ends_in_author_handle_and_date() {
        check(
            "The quay stays shut until Friday. — Ana J. Ruiz (@anaruiz) May 9, 2018",
            &["The quay stays shut until Friday. — Ana J. Ruiz (@anaruiz) May 9, 2018"],
        );
        check(
            "The quay stays shut.\n\n— Ana Ruiz (@ana_ruiz1) Sept. 12, 2018 pic",
            &["The quay stays shut.", "— Ana Ruiz (@ana_ruiz1) Sept. 12, 2018"],
        );
        check(
            "First post. - A. Ruiz (@ar) May 9, 2018 Second post. - A. Ruiz (@ar) May 10, 2018",
            &[
                "First post. - A. Ruiz (@ar) May 9, 2018",
                " Second post. - A. Ruiz (@ar) May 10, 2018",
            ],
        );
        check(
            "Ana Ruiz (@anaruiz)\n\nThe quay stays shut.\n\nShips wait.",
            &["The quay stays shut."],
        );
        check("Ana Ruiz (@anaruiz) writes on harbours.", &[]);
        check(
            "Trade fell - by half. She runs the port (@calderport) and on May 9, 2018 closed it.",
            &[],
        );
    }

    #[test]
    fn turns_of_a_transcript() {
        check(
            "MAYOR ANA RUIZ: The quay stays shut.\n\nANA RUIZ (voice-over): It does.",
            &[
                "MAYOR ANA RUIZ: The quay stays shut.",
                "ANA RUIZ (voice-over): It does.",
            ],
        );
        check("THE MAYOR: The quay stays shut.\n\nShips wait.", &[]);
        check("UPDATE: The quay opened.", &[]);
        check("Calder Bay: the quay opened.", &[]);
        check("AT 10:30 the quay opened.", &[]);
    }

    /// Captions were taken for speech, and with them the pictures that two outlets had of one agency.
    #[test]
    fn labels_of_pictures_are_no_speakers() {
        check(
            "FILE PHOTO: Cranes at Calder Bay.\n\nFILE PHOTO: Ships at Calder Bay.",
            &[],
        );
    }

    #[test]
    fn a_block_behind_a_colon_goes_on_until_reporting_resumes() {
        check(
            "The ministry issued a statement:\n\nWe regret the delay.\n\nThe quay will open.\n\nShips wait, Ruiz said.\n\nNo more.",
            &["We regret the delay.", "The quay will open."],
        );
        check("Ruiz wrote:\n\n“The quay will open.”\n\nShips wait.", &[]);
        check("Here is what we know:\n\nThe quay will open.", &[]);
    }

    #[test]
    fn text_of_any_kind_is_taken() {
        for text in [
            "",
            ":",
            "(@",
            "— (@é) May",
            "A B:",
            "— é (@a) Mai 9, 2018é",
            "(@a) — (@a) May 9, 20",
        ] {
            let _ = set_off(text, None);
        }
    }
}
