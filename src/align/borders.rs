//! Alignments that end where paragraphs do.
//!
//! A copied paragraph is often followed by one that begins with the same word in both articles ("The", a name), and what
//! is copied then seems to run into it. Input: an alignment, the paragraphs and sentences of both texts; output: the
//! alignment without up to [`STRAY_WORDS`] words that hang over into a paragraph of one text which it does not go on to hold,
//! where a sentence at least ends in the other. Invariant: nothing else is cut. Cost: a few look-ups an end.

use super::{Alignment, Block};
use crate::text::{Token, paragraphs, sentences};

/// Words of a paragraph that are no part of a passage which ends, or begins, with them.
const STRAY_WORDS: u32 = 3;

/// Where the paragraphs and sentences of a text begin, in tokens; its end is where another would.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Borders {
    paragraphs: Vec<u32>,
    sentences: Vec<u32>,
}

impl Borders {
    /// The borders of a text, whose own `tokens` must be.
    #[must_use]
    pub fn new(text: &str, tokens: &[Token]) -> Self {
        let mut at = 0;
        let mut borders: Vec<u32> = Vec::new();
        for paragraph in paragraphs(text) {
            at += tokens[at..].partition_point(|t| t.start < paragraph.start);
            borders.push(at as u32);
        }
        borders.push(tokens.len() as u32);
        borders.dedup();
        Self {
            paragraphs: borders,
            sentences: sentences(text, tokens).iter().map(|s| s.start as u32).collect(),
        }
    }

    /// Whether a paragraph begins, or the text ends, within a few words of token `at`.
    #[must_use]
    pub fn is_near(&self, at: u32) -> bool {
        let next = self.paragraphs.partition_point(|&border| border + STRAY_WORDS < at);
        self.paragraphs
            .get(next)
            .is_some_and(|&border| border <= at + STRAY_WORDS)
    }

    fn paragraph(&self, at: u32) -> bool {
        self.paragraphs.binary_search(&at).is_ok()
    }

    fn sentence(&self, at: u32) -> bool {
        self.sentences.binary_search(&at).is_ok() || self.paragraph(at)
    }
}

/// Whether a paragraph of one text and a sentence at least of the other begin at these tokens.
fn parted(a: &Borders, b: &Borders, (at_a, at_b): (u32, u32)) -> bool {
    a.paragraph(at_a) && b.sentence(at_b) || b.paragraph(at_b) && a.sentence(at_a)
}

impl Alignment {
    /// The alignment without the words that hang over into another paragraph in one of the texts; none if nothing is left.
    ///
    /// ```
    /// use dedupe::align::{Borders, Params, SeedIndex, align};
    /// use dedupe::text::{stream, tokenize};
    /// let a = "The council voted to close the old bridge for repairs.\nMayor Ruiz was away.";
    /// let b = "The council voted to close the old bridge for repairs.\nMayor Ruiz voted no.";
    /// let params = Params { min_words: 6, ..Params::default() };
    /// let (words_a, words_b) = (stream(a), stream(b));
    /// let found = align(&words_a, &SeedIndex::new(&words_a, &params), &words_b, &params).remove(0);
    /// assert_eq!(found.a_end, 12);
    /// let borders = |text| Borders::new(text, &tokenize(text));
    /// let cut = found.within_paragraphs(&borders(a), &borders(b));
    /// assert_eq!(cut.map(|m| (m.a_end, m.words)), Some((10, 10)));
    /// ```
    #[must_use]
    pub fn within_paragraphs(self, a: &Borders, b: &Borders) -> Option<Self> {
        let (Some(first), Some(last)) = (self.blocks.first(), self.blocks.last()) else {
            return Some(self);
        };
        let whole = |at: (u32, u32)| a.paragraph(at.0) && b.paragraph(at.1);
        let mut from = (self.a_start, self.b_start);
        if !whole(from) && from == (first.a, first.b) {
            let later = (1..=STRAY_WORDS.min(first.len)).map(|n| (first.a + n, first.b + n));
            from = later.rev().find(|&at| parted(a, b, at)).unwrap_or(from);
        }
        let mut to = (self.a_end, self.b_end);
        if !whole(to) && to == (last.a + last.len, last.b + last.len) {
            let earlier = (1..=STRAY_WORDS.min(last.len)).map(|n| (to.0 - n, to.1 - n));
            to = earlier.rev().find(|&at| parted(a, b, at)).unwrap_or(to);
        }
        if (from, to) == ((self.a_start, self.b_start), (self.a_end, self.b_end)) {
            return Some(self);
        }
        let inside = |block: &Block| {
            let skip = from.0.saturating_sub(block.a);
            let over = (block.a + block.len).saturating_sub(to.0);
            let len = block.len.checked_sub(skip + over).filter(|&len| len > 0)?;
            Some(Block {
                a: block.a + skip,
                b: block.b + skip,
                len,
            })
        };
        let blocks: Vec<Block> = self.blocks.iter().filter_map(inside).collect();
        let (first, last) = (*blocks.first()?, *blocks.last()?);
        // Where a whole block was cut off, the gap beside it goes too.
        if from.0 > self.a_start {
            from = (first.a, first.b);
        }
        if to.0 < self.a_end {
            to = (last.a + last.len, last.b + last.len);
        }
        Some(Self::of_blocks(from.0..to.0, from.1..to.1, blocks))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn borders(paragraphs: &[u32], sentences: &[u32]) -> Borders {
        Borders {
            paragraphs: paragraphs.to_vec(),
            sentences: sentences.to_vec(),
        }
    }

    /// Paragraphs of two texts, of which the second has a sentence at 37 besides, and a match of tokens 10 to 40 that agree throughout.
    fn check(a: &[u32], b: &[u32], expected: (u32, u32)) {
        let alignment = Alignment::of_blocks(10..40, 10..40, vec![Block { a: 10, b: 10, len: 30 }]);
        let cut = alignment.within_paragraphs(&borders(a, &[]), &borders(b, &[37]));
        let range = |m: Alignment| {
            assert_eq!((m.a_start, m.a_end), (m.b_start, m.b_end));
            assert_eq!((m.words, m.columns), (m.a_end - m.a_start, m.a_end - m.a_start));
            (m.a_start, m.a_end)
        };
        assert_eq!(cut.map(range), Some(expected), "{a:?} {b:?}");
    }

    #[test]
    fn a_few_words_of_the_next_paragraph_are_cut() {
        check(&[0, 60], &[0, 50], (10, 40));
        check(&[0, 38, 60], &[0, 38, 60], (10, 38));
        check(&[0, 37, 60], &[0, 50], (10, 37));
        check(&[0, 36, 60], &[0, 36, 50], (10, 40));
        check(&[0, 13, 60], &[0, 13, 50], (13, 40));
    }

    /// A line that ends inside a sentence is copied with what follows.
    #[test]
    fn where_one_text_goes_on_nothing_is_cut() {
        check(&[0, 38, 60], &[0, 50], (10, 40));
        check(&[0, 12, 60], &[0, 50], (10, 40));
    }

    #[test]
    fn whole_short_paragraphs_stay() {
        check(&[0, 10, 38, 40, 60], &[8, 10, 38, 40], (10, 40));
        // Whole in one text only.
        check(&[0, 10, 38, 40, 60], &[8, 10, 38, 60], (10, 38));
    }

    #[test]
    fn nothing_may_be_left() {
        let alignment = Alignment::of_blocks(10..14, 10..14, vec![Block { a: 10, b: 10, len: 4 }]);
        let two = borders(&[0, 12, 20], &[]);
        assert_eq!(alignment.within_paragraphs(&two, &two), None);
    }

    #[test]
    fn borders_of_texts() {
        let check = |text: &str, paragraphs: &[u32], sentences: &[u32]| {
            let found = Borders::new(text, &crate::text::tokenize(text));
            assert_eq!(found, borders(paragraphs, sentences), "{text:?}");
        };
        check("", &[0], &[]);
        check("One two. Three.\n\nFour.", &[0, 3, 4], &[0, 2, 3]);
        check("* * *\nOne\n***\nTwo three", &[0, 1, 3], &[0, 1]);
    }
}
