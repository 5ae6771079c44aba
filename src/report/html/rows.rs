//! The page's own view of the results: one row for each story, passage, quotation and article.
//!
//! Input: a record and a [`Directory`] of the articles; output: a [`Row`] in two parts. Its *line* is
//! what lists, search, filters and charts need and is read when the page opens; its *sheet* is the rest
//! and is read when the row is opened. Articles and outlets are named by number. Nothing is computed
//! that the records do not say. Cost: linear in the record.

use std::collections::BTreeSet;

use serde::Serialize;

use super::super::display::{visible, web_address};
use super::super::records::{Article, Passage, Quote, QuoteCarrier, Story};
use super::super::wording::{Piece, differences, pieces};
use super::PageError;
use super::json::to_json;

/// Characters of a passage that its line shows.
const HEAD: usize = 180;
/// Carriers of a passage whose text is set beside that of the representative.
pub const SIDE_BY_SIDE: usize = 24;

/// What a row needs to know about the articles of the run.
pub trait Directory: Sync {
    /// The number of an article: its line in `articles.jsonl`, from 0.
    fn number(&self, article: &str) -> Option<u32>;
    /// The number of its outlet in the overview's list.
    fn outlet(&self, article: u32) -> Option<u32>;
    /// Its headline.
    fn title(&self, article: u32) -> Option<&str>;
    /// Its date, ISO 8601.
    fn date(&self, article: u32) -> Option<&str>;
}

/// One row of the page, as JSON.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// What is read when the page opens.
    pub(super) line: Vec<u8>,
    /// What is read when the row is opened.
    pub(super) sheet: Vec<u8>,
    /// Articles it names, by number, sorted.
    pub(super) articles: Vec<u32>,
}

impl Row {
    fn new(
        line: &impl Serialize,
        sheet: &impl Serialize,
        articles: impl Iterator<Item = u32>,
    ) -> Result<Self, PageError> {
        let articles: BTreeSet<u32> = articles.collect();
        Ok(Self {
            line: to_json(line)?,
            sheet: to_json(sheet)?,
            articles: articles.into_iter().collect(),
        })
    }

    /// A story.
    ///
    /// # Errors
    /// None for any record; JSON might.
    pub fn of_story(story: &Story, directory: &dyn Directory) -> Result<Self, PageError> {
        let articles = numbers(story.articles.iter().map(|m| &m.article), directory);
        let representative = directory.number(&story.representative);
        let line = StoryLine {
            title: representative
                .and_then(|n| directory.title(n))
                .unwrap_or(&story.representative),
            when: When::new(story.earliest.as_deref(), &articles, directory),
            outlets: outlets(&articles, directory),
            articles: &articles,
        };
        let sheet = StorySheet {
            id: &story.story,
            basis: &story.earliest_basis,
            earliest: story.earliest.as_deref().and_then(|id| directory.number(id)),
            representative,
            members: story
                .articles
                .iter()
                .map(|m| (m.relation.as_str(), m.similarity, m.containment))
                .collect(),
        };
        Self::new(&line, &sheet, articles.iter().copied())
    }

    /// A passage.
    ///
    /// # Errors
    /// None for any record; JSON might.
    pub fn of_passage(passage: &Passage, directory: &dyn Directory) -> Result<Self, PageError> {
        let articles = numbers(passage.carriers.iter().map(|c| &c.article), directory);
        let line = PassageLine {
            kind: &passage.kind,
            text: head(&passage.text, HEAD),
            words: passage.words,
            agency: passage.agency.as_deref(),
            when: When::new(passage.earliest.as_deref(), &articles, directory),
            outlets: outlets(&articles, directory),
            articles: &articles,
            spans: passage.carriers.iter().flat_map(|c| [c.start, c.end]).collect(),
        };
        let mut texts = passage
            .carriers
            .iter()
            .map(|c| c.text.as_deref().unwrap_or(&passage.text))
            .take(SIDE_BY_SIDE)
            .peekable();
        // Differences are shown from the earliest where it is known: carriers stand earliest first.
        let first = passage.carriers.first().map(|c| &c.article);
        let (base, text) = match (texts.peek(), &passage.earliest) {
            (Some(text), Some(id)) if first == Some(id) => (id, *text),
            _ => (&passage.representative, passage.text.as_str()),
        };
        let Wordings { wordings, of } = Wordings::new(text, texts);
        let sheet = PassageSheet {
            id: &passage.passage,
            text,
            rule: &passage.rule,
            basis: &passage.earliest_basis,
            earliest: passage.earliest.as_deref().and_then(|id| directory.number(id)),
            base: directory.number(base),
            identity: passage.carriers.iter().map(|c| c.identity).collect(),
            wordings,
            of,
        };
        Self::new(&line, &sheet, articles.iter().copied())
    }

    /// A quotation.
    ///
    /// # Errors
    /// None for any record; JSON might.
    pub fn of_quote(quote: &Quote, directory: &dyn Directory) -> Result<Self, PageError> {
        let places = numbers(quote.carriers.iter().map(|c| &c.article), directory);
        let distinct: BTreeSet<u32> = places.iter().copied().collect();
        let line = QuoteLine {
            text: &quote.text,
            speaker: quote.speaker.as_ref().map(|s| s.name.as_str()),
            role: quote.speaker.as_ref().and_then(|s| s.role.as_deref()),
            flags: quote.flags.iter().map(String::as_str).collect(),
            articles: distinct.len() as u64,
            origins: quote.origins,
            wordings: quote.wordings,
            when: When::new(quote.earliest.as_deref(), &places, directory),
            outlets: outlets(&places, directory),
        };
        // The words around a quotation that one article alone prints are left to `quotes.jsonl`.
        let around = distinct.len() > 1 || !quote.flags.is_empty();
        let sheet = QuoteSheet {
            id: &quote.quote,
            basis: &quote.earliest_basis,
            earliest: quote.earliest.as_deref().and_then(|id| directory.number(id)),
            carriers: quote
                .carriers
                .iter()
                .zip(&places)
                .map(|(c, &article)| carrier(quote, c, article, around))
                .collect(),
        };
        Self::new(&line, &sheet, places.iter().copied())
    }

    /// An article that other rows name.
    ///
    /// # Errors
    /// None for any record; JSON might.
    pub fn of_article(article: &Article, number: u32, directory: &dyn Directory) -> Result<Self, PageError> {
        let date = article.published.as_ref();
        let line = ArticleLine {
            number,
            id: &article.article,
            outlet: directory.outlet(number),
            outlet_evidence: article.outlet_evidence.as_deref(),
            title: article.title.as_deref(),
            date: date.map(|d| d.value.as_str()),
            precision: date.map(|d| d.precision.as_str()),
            date_evidence: date.map(|d| d.evidence.as_str()),
            agency: article.agency.as_deref(),
            agency_evidence: article.agency_evidence.as_deref(),
            url: article.url.as_deref().and_then(web_address),
            words: article.words,
            characters: article.characters,
        };
        Ok(Self {
            line: to_json(&line)?,
            sheet: Vec::new(),
            articles: vec![number],
        })
    }
}

/// The earliest date among carriers, and whether it is known that it is the earliest.
#[derive(Serialize)]
struct When<'o>(Option<&'o str>, bool);

impl<'o> When<'o> {
    fn new(earliest: Option<&str>, articles: &[u32], directory: &'o dyn Directory) -> Self {
        match earliest.and_then(|id| directory.number(id)) {
            Some(number) => Self(directory.date(number), true),
            None => Self(articles.iter().filter_map(|&n| directory.date(n)).min(), false),
        }
    }
}

#[derive(Serialize)]
struct StoryLine<'o> {
    title: &'o str,
    when: When<'o>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    outlets: Vec<u32>,
    articles: &'o [u32],
}

#[derive(Serialize)]
struct StorySheet<'o> {
    id: &'o str,
    basis: &'o str,
    earliest: Option<u32>,
    representative: Option<u32>,
    /// Relation, similarity, containment; in the order of the line's articles.
    members: Vec<(&'o str, f64, f64)>,
}

#[derive(Serialize)]
struct PassageLine<'o> {
    kind: &'o str,
    text: &'o str,
    words: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    agency: Option<&'o str>,
    when: When<'o>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    outlets: Vec<u32>,
    /// One for each carrier.
    articles: &'o [u32],
    /// Start and end, code points, of each carrier.
    spans: Vec<u32>,
}

#[derive(Serialize)]
struct PassageSheet<'o> {
    id: &'o str,
    text: &'o str,
    rule: &'o str,
    basis: &'o str,
    earliest: Option<u32>,
    /// The carrier that prints `text`: the earliest, where it is known.
    base: Option<u32>,
    identity: Vec<f64>,
    /// Every other text, in pieces.
    wordings: Vec<Vec<Referring<'o>>>,
    /// Which of them each carrier prints; none where it prints the words of `text`. Carriers past its end were not compared.
    of: Vec<Option<usize>>,
}

#[derive(Serialize)]
struct QuoteLine<'o> {
    text: &'o str,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker: Option<&'o str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'o str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    flags: Vec<&'o str>,
    articles: u64,
    origins: u64,
    wordings: u64,
    when: When<'o>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    outlets: Vec<u32>,
}

#[derive(Serialize)]
struct QuoteSheet<'o> {
    id: &'o str,
    basis: &'o str,
    earliest: Option<u32>,
    carriers: Vec<CarrierSheet<'o>>,
}

#[derive(Serialize)]
struct CarrierSheet<'o> {
    article: u32,
    start: u32,
    end: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    around: Option<(&'o str, &'o str)>,
    kind: &'o str,
    variant: &'o str,
    /// The wording in pieces, where it is not the family's text.
    #[serde(skip_serializing_if = "Option::is_none")]
    wording: Option<Vec<Marked<'o>>>,
    /// Changes that could not be placed in the wording, as (from, to).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<(&'o str, &'o str)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker: Option<&'o str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mention: Option<&'o str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cue: Option<&'o str>,
    rule: &'o str,
    confidence: f64,
    origin: u64,
    why: &'o str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    also_in: &'o [String],
}

#[derive(Serialize)]
struct ArticleLine<'o> {
    number: u32,
    id: &'o str,
    outlet: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outlet_evidence: Option<&'o str>,
    title: Option<&'o str>,
    date: Option<&'o str>,
    precision: Option<&'o str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_evidence: Option<&'o str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agency: Option<&'o str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agency_evidence: Option<&'o str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'o str>,
    words: u64,
    characters: u64,
}

/// A piece of a wording: 0 the same, 1 inserted, 2 deleted.
type Marked<'o> = (u8, &'o str);

fn marked<'o>(pieces: &[Piece<'o>]) -> Vec<Marked<'o>> {
    let number = |piece: &Piece<'o>| match *piece {
        Piece::Same(text) => (0, text),
        Piece::Inserted(text) => (1, text),
        Piece::Deleted(text) => (2, text),
    };
    pieces.iter().map(number).collect()
}

/// Other wordings of a passage, each once: copies of an edited passage share it.
struct Wordings<'o> {
    wordings: Vec<Vec<Referring<'o>>>,
    /// Which of them each text has; none where its words are those of the base text.
    of: Vec<Option<usize>>,
}

impl<'o> Wordings<'o> {
    fn new(base: &'o str, texts: impl Iterator<Item = &'o str>) -> Self {
        let mut known: Vec<(&str, Option<usize>)> = Vec::new();
        let (mut wordings, mut of) = (Vec::new(), Vec::new());
        for text in texts {
            let found = known.iter().find(|(other, _)| *other == text).map(|k| k.1);
            of.push(found.unwrap_or_else(|| {
                let pieces = differences(base, text);
                let changed = pieces.iter().any(|p| !matches!(p, Piece::Same(_)));
                let wording = changed.then(|| {
                    wordings.push(referring(base, marked(&pieces)));
                    wordings.len() - 1
                });
                known.push((text, wording));
                wording
            }));
        }
        Self { wordings, of }
    }
}

/// A piece, or where it stands in the base text: start and length in UTF-16 code units, as the script counts.
#[derive(Serialize)]
#[serde(untagged)]
enum Referring<'o> {
    Piece(Marked<'o>),
    Same(u8, usize, usize),
}

/// Pieces that are the same as in `base`, in order, by their place there: copies of a long passage differ in few words.
fn referring<'o>(base: &str, pieces: Vec<Marked<'o>>) -> Vec<Referring<'o>> {
    /// Bytes of a piece that is worth it.
    const LEAST: usize = 16;
    // What is made visible has another length.
    let plain = !base.contains(|c: char| c.is_control() && c != '\n' && c != '\t') && visible(base) == base;
    let units = |text: &str| text.encode_utf16().count();
    let (mut at, mut at_units) = (0, 0);
    let refer = |piece: Marked<'o>| {
        let (op, text) = piece;
        let found = (plain && op == 0 && text.len() >= LEAST)
            .then(|| base.get(at..)?.find(text))
            .flatten();
        let Some(before) = found else {
            return Referring::Piece(piece);
        };
        let start = at_units + units(&base[at..at + before]);
        let length = units(text);
        (at, at_units) = (at + before + text.len(), start + length);
        Referring::Same(0, start, length)
    };
    pieces.into_iter().map(refer).collect()
}

fn carrier<'o>(quote: &'o Quote, carrier: &'o QuoteCarrier, article: u32, around: bool) -> CarrierSheet<'o> {
    let found = pieces(&quote.text, &carrier.text, &carrier.edits);
    let changes = match found {
        Some(_) => Vec::new(),
        None => carrier.edits.iter().map(|e| (e.from.as_str(), e.to.as_str())).collect(),
    };
    let wording = (carrier.text != quote.text)
        .then(|| found.map_or_else(|| vec![(0, carrier.text.as_str())], |pieces| marked(&pieces)));
    CarrierSheet {
        article,
        start: carrier.start,
        end: carrier.end,
        around: around.then_some((carrier.prefix.as_str(), carrier.suffix.as_str())),
        kind: &carrier.kind,
        variant: &carrier.variant,
        wording,
        changes,
        speaker: carrier.speaker.as_deref(),
        mention: carrier.speaker_mention.as_ref().map(|m| m.text.as_str()),
        cue: carrier.cue.as_deref(),
        rule: &carrier.rule,
        confidence: carrier.confidence,
        origin: carrier.origin,
        why: &carrier.origin_evidence,
        also_in: &carrier.also_in,
    }
}

/// Numbers of articles; every article that a record names was read, so that none is missing.
fn numbers<'o>(ids: impl Iterator<Item = &'o String>, directory: &dyn Directory) -> Vec<u32> {
    ids.map(|id| directory.number(id).unwrap_or(u32::MAX)).collect()
}

fn outlets(articles: &[u32], directory: &dyn Directory) -> Vec<u32> {
    let found: BTreeSet<u32> = articles.iter().filter_map(|&n| directory.outlet(n)).collect();
    found.into_iter().collect()
}

fn head(text: &str, characters: usize) -> &str {
    text.char_indices().nth(characters).map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wording_is_held_once_and_typography_is_none() {
        let base = "The gate was “blocked” all winter";
        let shut = "The gate was shut all winter";
        let Wordings { wordings, of } = Wordings::new(
            base,
            [base, shut, "The gate was \"blocked\" all winter", shut].into_iter(),
        );
        assert_eq!(wordings.len(), 1);
        assert_eq!(of, [None, Some(0), None, Some(0)]);
    }

    #[test]
    fn long_pieces_are_named_by_their_place() {
        let check = |base: &str, text: &str, expected: &str| {
            let pieces = differences(base, text);
            let json = to_json(&referring(base, marked(&pieces))).unwrap();
            assert_eq!(String::from_utf8(json).unwrap(), expected, "{text}");
        };
        let base = "Où? The gate 🚪 was blocked all winter, they said, and nobody came";
        check(
            base,
            "Où? The gate 🚪 was shut all winter, they said, and nobody came",
            r#"[[0,0,20],[2,"blocked"],[1,"shut"],[0,27,39]]"#,
        );
        check(
            base,
            "Nobody came",
            r#"[[2,"Où? The gate 🚪 was blocked all winter, they said, and"],[0,"Nobody came"]]"#,
        );
        check(
            "a\u{7} gate that was blocked all winter",
            "a\u{7} gate that was blocked all summer",
            r#"[[0,"a␇ gate that was blocked all "],[2,"winter"],[1,"summer"]]"#,
        );
    }
}
