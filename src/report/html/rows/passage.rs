//! A passage as a row: its line, and a sheet with every wording beside the earliest's.

use serde::Serialize;

use super::super::super::display::visible;
use super::super::super::records::Passage;
use super::super::super::wording::{Piece, differences};
use super::super::PageError;
use super::super::cells::cells;
use super::{Directory, Row, When, doubts, numbers, outlets};

/// Characters of a passage that its line shows.
const HEAD: usize = 180;
/// Carriers of a passage whose text is set beside that of the representative.
pub const SIDE_BY_SIDE: usize = 24;

impl Row {
    /// A passage.
    ///
    /// # Errors
    /// None for any record; JSON might.
    pub fn of_passage(passage: &Passage, directory: &dyn Directory) -> Result<Self, PageError> {
        let articles = numbers(passage.carriers.iter().map(|c| &c.article), directory);
        let earliest = passage.earliest.as_deref().and_then(|id| directory.number(id));
        let spans: Vec<u32> = passage.carriers.iter().flat_map(|c| [c.start, c.end]).collect();
        let line = cells! {
            kind: passage.kind,
            text: head(&passage.text, HEAD),
            words: passage.words,
            agency: passage.agency,
            when: When::new(passage.earliest.as_deref(), &articles, directory),
            outlets: outlets(&articles, directory),
            articles: articles,
            spans: spans,
            // The outlet that had it first, where that is known.
            first: earliest.and_then(|n| directory.outlet(n)),
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
        let identity: Vec<f64> = passage.carriers.iter().map(|c| c.identity).collect();
        let origin: Vec<u64> = passage.carriers.iter().map(|c| c.origin).collect();
        let sheet = cells! {
            id: passage.passage,
            text: text,
            rule: passage.rule,
            basis: passage.earliest_basis,
            earliest: earliest,
            // The carrier that prints `text`: the earliest, where it is known.
            base: directory.number(base),
            identity: identity,
            origin: origin,
            // Every other text, in pieces.
            wordings: wordings,
            // Which of them each carrier prints; none where it prints the words of `text`. Carriers past its end were
            // not compared.
            of: of,
            doubts: doubts(&passage.doubts, directory),
        };
        Ok(Self::new(line, sheet, articles.iter().copied()))
    }
}

fn head(text: &str, characters: usize) -> &str {
    text.char_indices().nth(characters).map_or(text, |(at, _)| &text[..at])
}

/// A piece of a wording: 0 the same, 1 inserted, 2 deleted.
pub(super) type Marked<'o> = (u8, &'o str);

pub(super) fn marked<'o>(pieces: &[Piece<'o>]) -> Vec<Marked<'o>> {
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

#[cfg(test)]
mod tests {
    use super::super::super::json::to_json;
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
