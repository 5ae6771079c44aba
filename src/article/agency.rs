//! Which news agency is credited with a text?
//!
//! Input: one line of an article, or a field of its record, and where it stands; output: the
//! agency's short name where the form is a credit. A credit is a byline ("By AFP"), a dateline
//! ("ALEPPO (Reuters) -", "MOSCOW, September 22. /TASS/."), a signature at the tail
//! ("— Agence France-Presse"), a source or copyright line, or a line that says what the agency
//! contributed. A photo credit ("AFP PHOTO", "(photos by AFP)", "(Jonathan Ernst/Reuters)") and a
//! mention ("told Reuters", "as reported by AFP") are none. Cost: a scan of the head of a line and,
//! where a form fits, one look at the table.

use super::agency_names::{find, named};
use crate::text::Span;

/// Words that make a line about pictures.
const PICTURE: &[&str] = &[
    "photo", "image", "picture", "getty", "caption", "video", "footage", "camera", "(file", "courtesy", "graphic",
];

/// Phrases that say what an agency gave to a text.
#[rustfmt::skip]
const GIVES: &[&str] = &[
    "contributed to this", "contributed this", "contributed to the report", "contributed reporting", "contributing:",
    "additional reporting by", "with inputs from", "with input from",
    "with files from", "with reporting by", "with reporting from", "with additional reporting", "(with ",
    "material from", "information from", "was used in this", "were used in this",
];

/// Phrases that say that all of a text is an agency's.
#[rustfmt::skip]
const GIVES_ALL: &[&str] = &[
    "thomson reuters trust principles",
    "this story was reported by", "this article was reported by", "this story was written by",
    "this article was written by", "this story was provided by", "this report was provided by",
    "this story was produced by", "distributed by",
];

fn gives() -> impl Iterator<Item = &'static str> {
    GIVES.iter().chain(GIVES_ALL).copied()
}

/// Whether a credit for a contribution says that all of the text is the agency's.
pub(super) fn gives_all(line: &str) -> bool {
    let head = clip(line, LONG_LINE).to_ascii_lowercase();
    GIVES_ALL.iter().any(|phrase| head.contains(phrase)) && !head.contains(" contributed")
}

/// Phrases of credits that name no agency; only those that are hardly said of anything else.
#[rustfmt::skip]
const SERVICES: &[&str] = &[
    "wire service reports", "wire services", "wire reports", "with post wires", "with wires", "newswires", "news wires", "and news services", "from news services",
    "and news agencies", "from news agencies", "agenturmaterial", "mit agenturen", "avec agences", "avec les agences",
    "información de agencias", "con agencias",
];

/// Where a text credits wire services in general.
pub(super) fn wire_services(text: &str) -> Option<Span> {
    // Letters beyond ASCII keep their case, and with it their length: places in `lower` are places in the text.
    let lower = text.to_ascii_lowercase();
    SERVICES.iter().find_map(|phrase| {
        let at = lower.find(phrase)?;
        Some(Span::new(at, at + phrase.len()))
    })
}

/// Whether a line is about a picture, whose credit is not the text's.
pub(super) fn is_picture(line: &str) -> bool {
    let lower = super::furniture::lower(line);
    PICTURE.iter().any(|w| lower.contains(w))
}

/// A credit found in a line: the agency's short name and where the credit stands in that line.
pub(super) type Credit = (&'static str, Span);

/// The agencies a list names ("AFP", "AP/Reuters", "dpa, AFP and AP") when it names nothing else.
fn list(text: &str) -> Option<&'static str> {
    let mut first = None;
    for part in text.split(['/', ',', '&', ';', '+']).flat_map(|p| p.split(" and ")) {
        let short = named(part.trim())?;
        first = first.or(Some(short));
    }
    first
}

/// Every agency that a credit names, once; those of a list with strokes first.
pub(super) fn all(credit: &str) -> Vec<&'static str> {
    let mut found: Vec<&'static str> = Vec::new();
    let ends = [',', '&', ';', '+', '(', ')', '[', ']', ':', '—', '–', ' '];
    let mut from = 0;
    for piece in credit.split(ends) {
        // Beside another name also one that would be too common a word by itself: "AFP/PA".
        if piece.contains('/') {
            found.extend(piece.split('/').filter_map(named));
        }
    }
    while let Some((short, span)) = find(&credit[from..]) {
        found.push(short);
        from += span.hi();
    }
    let mut once = Vec::new();
    for short in found {
        if !once.contains(&short) {
            once.push(short);
        }
    }
    once
}

/// The credit in a dateline at the head of `line`.
pub(super) fn dateline(line: &str) -> Option<Credit> {
    bracketed(line).or_else(|| slashed(line)).or_else(|| bare(line))
}

/// `ALEPPO, Syria (AFP) —`, `(Reuters) -`, `MADRID, 22 sep (EFE).-`, `PARIS (AFP) The …`.
fn bracketed(line: &str) -> Option<Credit> {
    let head = clip(line, 700);
    for (open, _) in head.match_indices('(').take(12) {
        let Some(close) = head[open..].find(')').map(|c| open + c) else {
            break;
        };
        let inner = &head[open + 1..close];
        if inner.len() > 40 {
            continue;
        }
        let Some(short) = list(inner) else { continue };
        let before = head[..open].trim_end();
        let after = line[close + 1..].trim_start().trim_start_matches('.').trim_start();
        let dash = after.starts_with(['-', '–', '—', '―', '−']);
        // Captions run into the text: the word right before the bracket is then a place in capitals.
        let shouted = before.rsplit([' ', '/']).next().is_some_and(is_shouted);
        let at_head = open <= 70 && is_place(before);
        if dash && (before.is_empty() || at_head || shouted) || at_head && shouted && !after.is_empty() {
            return Some((short, Span::new(if at_head { 0 } else { open }, close + 1)));
        }
    }
    None
}

/// `MOSCOW, September 22. /TASS/. The …`.
fn slashed(line: &str) -> Option<Credit> {
    let head = clip(line, 90);
    let open = head.find('/')?;
    let close = open + 1 + head[open + 1..].find('/')?;
    let before = head[..open].trim_end();
    // "Jane Roe / AFP / Getty Images" and "Jane Roe/AFP/Getty" credit a picture.
    let apart = before.is_empty() || before.ends_with(['.', ',']) && head[..open].ends_with(char::is_whitespace);
    let short = named(&head[open + 1..close])?;
    (apart && is_place(before)).then_some((short, Span::new(0, close + 1)))
}

/// `AFP - The …`, `DAMASCUS, SANA – The …`.
fn bare(line: &str) -> Option<Credit> {
    let head = clip(line, 80);
    // A dash begins with one of these bytes.
    head.as_bytes()
        .windows(2)
        .find(|w| w[0] == b' ' && matches!(w[1], b'-' | 0xE2))?;
    let dash = [" - ", " – ", " — ", " -- ", " −"]
        .iter()
        .filter_map(|d| head.find(d))
        .min()?;
    let left = head[..dash].trim_end_matches('.');
    let (place, name) = left.rsplit_once(", ").map_or(("", left), |(p, n)| (p, n));
    // "PHILADELPHIA, PA - " names a state.
    let short = named(name.trim()).filter(|short| *short != "PA" || place.is_empty())?;
    // "Kyodo - News" on a line of its own is a heading, not the start of a paragraph.
    (line.len() > dash + 40 && is_place(place)).then_some((short, Span::new(0, dash)))
}

/// Whether everything before a dateline's agency can be a place and a day.
fn is_place(text: &str) -> bool {
    text.len() <= 70
        && text.split([' ', '/', '\u{a0}']).filter(|w| !w.is_empty()).all(|word| {
            let first = word.chars().next().unwrap_or(' ');
            let plain = word.chars().all(|c| c.is_alphanumeric() || ".,-'’".contains(c));
            plain && (!first.is_lowercase() || word.len() <= 4 || super::parse_date::is_month(word))
        })
}

fn is_shouted(word: &str) -> bool {
    let word = word.trim_matches([',', '.']);
    word.chars().count() >= 3 && word.chars().all(|c| c.is_uppercase() || "-'’.".contains(c))
}

/// The credit in a line that is nothing but a signature or names the source: `— Agence France-Presse`,
/// `(AFP)`, `AFP/Harbour Courier`, `Source: Reuters`.
pub(super) fn signature(line: &str) -> Option<Credit> {
    if line.len() > 60 {
        return None;
    }
    let bare = line.trim_matches([
        '—', '–', '-', '―', '*', '•', '(', ')', '[', ']', '.', ' ', '/', '|', '~', '\u{a0}',
    ]);
    let label = |l: &&str| bare.get(..l.len()).is_some_and(|head| head.eq_ignore_ascii_case(l));
    let name = [
        "source:", "sources:", "agency:", "via:", "quelle:", "fuente:", "source :",
    ]
    .iter()
    .find(|l| label(l))
    .map_or(bare, |l| bare[l.len()..].trim());
    let short = list(name).or_else(|| {
        // "AFP/Harbour Courier": the agency with the outlet that took it.
        let (first, rest) = name.split_once('/')?;
        let outlet = rest.len() <= 40 && rest.trim().starts_with(char::is_uppercase);
        named(first.trim()).filter(|_| outlet)
    })?;
    (!is_picture(line)).then(|| (short, Span::new(0, line.len())))
}

/// The credit at the end of the last paragraph: `… he said. — AFP`, `… he said. (Reuters)`.
pub(super) fn closing(paragraph: &str) -> Option<Credit> {
    let end = paragraph.trim_end_matches(['.', ' ', '\u{a0}']);
    let tail_at = paragraph.len() - clip_front(paragraph, 40).len();
    let tail = end.get(tail_at..)?;
    let (open, short, sure) = if let Some(inner) = tail.strip_suffix(')') {
        let open = inner.rfind('(')?;
        (open, list(inner[open + 1..].trim())?, false)
    } else {
        // A name can have a dash too: "Agence France-Presse".
        let dashes = tail.char_indices().rev().filter(|(_, c)| matches!(c, '—' | '–' | '-'));
        let mut named = dashes.filter_map(|(open, dash)| Some((open, list(tail[open + dash.len_utf8()..].trim())?)));
        let (open, short) = named.next()?;
        (open, short, true)
    };
    let before = paragraph[..tail_at + open].trim_end_matches(['-', '–', '—', ' ']);
    // A caption ends in a credit too, but then the paragraph is about a picture or is no sentence.
    let sentence = before.ends_with(['.', '!', '?', '"', '”', '’', '»']);
    (sentence && (sure || before.len() > 40) && !is_picture(paragraph))
        .then(|| (short, Span::new(tail_at + open, end.len())))
}

/// The credit in a line that says what an agency gave: `The Associated Press contributed to this
/// report.`, `Contributing: AFP`, `(With inputs from PTI)`, `This story was reported by Reuters.`
pub(super) fn contribution(line: &str) -> Option<Credit> {
    if line.len() > LONG_LINE {
        return listed(line).or_else(|| glued(line));
    }
    // Agency names have capitals, so most lines are left before any phrase is looked for.
    let (short, span) = find(line)?;
    let lower = line.to_ascii_lowercase();
    let gives = gives().any(|phrase| lower.contains(phrase)) || leads(line, span) && lower.ends_with("contributed.");
    (gives && !is_picture(line)).then_some((short, span))
}

/// Longer lines are paragraphs, in which a phrase of [`GIVES`] can mean anything.
pub(super) const LONG_LINE: usize = 240;

/// Whether a name stands at the head of a line, after marks, "The" or another agency.
fn leads(line: &str, name: Span) -> bool {
    let before = line[..name.lo()].trim_start_matches(['•', '*', '_', '—', '-', ' ', '\u{a0}', '(', '[']);
    before.is_empty() || before.eq_ignore_ascii_case("the ")
}

/// A long list of those who helped: `Associated Press writers Jane Roe in Paris, … contributed to this report.`, and
/// a statement of the source before more words: `This story was reported by The Associated Press. AP writers …`.
fn listed(line: &str) -> Option<Credit> {
    let head = clip(line, 90);
    let (short, span) = find(head)?;
    let lower = head.to_ascii_lowercase();
    let reported = gives().any(|phrase| {
        let begins = lower.starts_with(phrase) && phrase.ends_with(" by");
        begins && span.lo() <= phrase.len() + " the ".len()
    });
    let after = &lower[span.hi().min(lower.len())..];
    let writers = [
        "writer",
        "reporter",
        "journalist",
        "correspondent",
        "photographer",
        "staff",
        "editor",
    ];
    let helped = leads(head, span)
        && writers.iter().any(|who| after.find(who).is_some_and(|at| at <= 24))
        && clip_front(line, 60).to_ascii_lowercase().contains("contributed");
    (reported || helped).then(|| (short, Span::new(0, head.len())))
}

/// The last sentence of a paragraph that lost its break: `… he said.”The Associated Press contributed to this report.`
fn glued(line: &str) -> Option<Credit> {
    let tail = clip_front(line, 120);
    let verb = tail.rfind(" contributed")?;
    let sentence = tail[..verb].rfind(['.', '!', '?', '”', '"']).map_or(0, |at| at + 1);
    let sentence = (sentence..=verb).find(|&at| tail.is_char_boundary(at))?;
    let rest = &tail[sentence..];
    let (short, span) = find(rest)?;
    let gives = gives().any(|phrase| rest.contains(phrase)) || rest.ends_with("contributed.");
    let bare = rest.trim_start();
    let from = line.len() - bare.len();
    let lead = rest.len() - bare.len();
    let own = Span::new(span.lo() - lead, span.hi() - lead);
    (sentence > 0 && gives && leads(bare, own)).then(|| (short, Span::new(from, line.len())))
}

/// The credit in an author line, without its "By": `AFP`, `Jane Roe, Associated Press`, `Reuters Staff`.
pub(super) fn byline(author: &str) -> Option<Credit> {
    writer(author).filter(|_| !is_picture(author))
}

fn writer(author: &str) -> Option<Credit> {
    if let Some(short) = list(author.trim()) {
        return Some((short, Span::new(0, author.len())));
    }
    // A long list is of everyone whose work the page shows, not of who wrote this text.
    if author.split(',').count() > 3 {
        return None;
    }
    let pieces = author
        .split([',', '|', '/', '•'])
        .flat_map(|p| p.split(" and "))
        .flat_map(|p| p.split(" for "));
    for piece in pieces {
        if let Some(short) = named(piece.trim()) {
            return Some((short, Span::new(0, author.len())));
        }
    }
    // "IRNA SUSANTI" is a person whose name is written in capitals, "JANE ROE Associated Press" is not one.
    let shouted = |name: Span| !author.contains(char::is_lowercase) && !name.of(author).contains(' ');
    find(author).filter(|(_, name)| !shouted(*name))
}

/// The agency an outlet label is: `Reuters`, `Associated Press Fact Check`, `AFP (Web)`.
#[must_use]
pub(super) fn outlet(label: &str) -> Option<&'static str> {
    let label = label.trim();
    named(label).or_else(|| {
        let (short, span) = find(label)?;
        (span.lo() == 0 || label[..span.lo()].eq_ignore_ascii_case("the ")).then_some(short)
    })
}

/// The first `most` bytes, on a character boundary.
fn clip(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The last `most` bytes, on a character boundary.
fn clip_front(text: &str, most: usize) -> &str {
    let mut start = text.len().saturating_sub(most);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

#[cfg(test)]
mod tests;
