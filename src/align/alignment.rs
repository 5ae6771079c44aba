//! One passage in two token streams, and what can be asked of it.
//!
//! Invariants: the blocks of an [`Alignment`] are in order in both streams, do not overlap and hold equal words; `words` and
//! `columns` count what the blocks and the gaps between them say. Cost: linear in the blocks.

use std::ops::Range;

/// A run of equal words in both streams.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Block {
    /// First token in `a`.
    pub a: u32,
    /// First token in `b`.
    pub b: u32,
    /// Number of tokens.
    pub len: u32,
}

/// How literally a passage was copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchKind {
    /// Every word agrees; only typography may differ.
    Verbatim,
    /// At least three quarters of the words agree.
    Edited,
    /// Less than that.
    Rewritten,
}

impl MatchKind {
    /// Its name in output files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Edited => "edited",
            Self::Rewritten => "rewritten",
        }
    }
}

/// One passage in two streams: token ranges and the equal words inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alignment {
    /// First token in `a`.
    pub a_start: u32,
    /// One past the last token in `a`.
    pub a_end: u32,
    /// First token in `b`.
    pub b_start: u32,
    /// One past the last token in `b`.
    pub b_end: u32,
    /// Words that agree.
    pub words: u32,
    /// Columns of the alignment: words that agree, and for each change the words of its longer side.
    pub columns: u32,
    /// The runs of equal words, in order.
    pub blocks: Vec<Block>,
}

impl Alignment {
    /// The alignment of two token ranges whose equal words, in order, are `blocks`.
    pub(super) fn of_blocks(a: Range<u32>, b: Range<u32>, blocks: Vec<Block>) -> Self {
        // A gap has as many columns as its longer side.
        let (mut words, mut columns, mut at) = (0, 0, (a.start, b.start));
        let end = Block {
            a: a.end,
            b: b.end,
            len: 0,
        };
        for block in blocks.iter().chain([&end]) {
            columns += (block.a - at.0).max(block.b - at.1) + block.len;
            words += block.len;
            at = (block.a + block.len, block.b + block.len);
        }
        Self {
            a_start: a.start,
            a_end: a.end,
            b_start: b.start,
            b_end: b.end,
            words,
            columns,
            blocks,
        }
    }

    /// Share of aligned words that agree.
    #[must_use]
    pub fn identity(&self) -> f64 {
        if self.columns == 0 {
            0.0
        } else {
            f64::from(self.words) / f64::from(self.columns)
        }
    }

    /// How literally it was copied.
    #[must_use]
    pub fn kind(&self) -> MatchKind {
        if self.words == self.columns {
            MatchKind::Verbatim
        } else if self.identity() >= 0.75 {
            MatchKind::Edited
        } else {
            MatchKind::Rewritten
        }
    }

    /// The same alignment seen from the other side.
    #[must_use]
    pub fn swapped(&self) -> Self {
        Self {
            a_start: self.b_start,
            a_end: self.b_end,
            b_start: self.a_start,
            b_end: self.a_end,
            words: self.words,
            columns: self.columns,
            blocks: self
                .blocks
                .iter()
                .map(|k| Block {
                    a: k.b,
                    b: k.a,
                    len: k.len,
                })
                .collect(),
        }
    }

    /// Where the tokens `start..end` of `a` stand in `b`, and how many of them: from the first equal word inside that range
    /// to the last. Where equal words are less than half of it, as in a rewritten passage, which need not begin or end with one,
    /// it goes on to the alignment's own border on either side on which the range does.
    #[must_use]
    pub fn project(&self, start: u32, end: u32) -> Option<(u32, u32, u32)> {
        let mut found: Option<(u32, u32, u32)> = None;
        for block in &self.blocks {
            let from = block.a.max(start);
            let to = (block.a + block.len).min(end);
            if from >= to {
                continue;
            }
            let (b_from, b_to) = (block.b + (from - block.a), block.b + (to - block.a));
            let words = to - from;
            found = Some(found.map_or((b_from, b_to, words), |(s, e, w)| {
                (s.min(b_from), e.max(b_to), w + words)
            }));
        }
        let inside = end.min(self.a_end).saturating_sub(start.max(self.a_start));
        if inside == 0 || found.is_some_and(|(.., words)| 2 * words >= inside) {
            return found;
        }
        let from_start = (start <= self.a_start).then_some(self.b_start);
        let to_end = (end >= self.a_end).then_some(self.b_end);
        found = found.or_else(|| from_start.zip(to_end).map(|(s, e)| (s, e, 0)));
        found.map(|(s, e, words)| (from_start.unwrap_or(s), to_end.unwrap_or(e), words))
    }

    /// The same with the gaps closed in which `a` and `b` have the same words: what was set aside matches nothing while
    /// runs are looked for, but is no change of the text that stands around it.
    #[must_use]
    pub fn with_equal_gaps(mut self, a: &[u64], b: &[u64]) -> Self {
        let whole = Block {
            a: self.a_start,
            b: self.b_start,
            len: self.a_end - self.a_start,
        };
        let (in_a, in_b) = (
            a.get(self.a_start as usize..self.a_end as usize),
            b.get(self.b_start as usize..self.b_end as usize),
        );
        if in_a.is_some() && in_a == in_b {
            (self.words, self.columns) = (whole.len, whole.len);
            return Self {
                blocks: vec![whole],
                ..self
            };
        }
        let mut blocks: Vec<Block> = Vec::with_capacity(self.blocks.len());
        for block in self.blocks {
            match blocks.last_mut() {
                Some(last) if is_equal_gap(last, &block, a, b) => {
                    // All its columns count already.
                    self.words += block.a - last.a - last.len;
                    last.len = block.a + block.len - last.a;
                }
                _ => blocks.push(block),
            }
        }
        Self { blocks, ..self }
    }
}

/// Whether the words between two blocks are the same in both streams.
fn is_equal_gap(last: &Block, next: &Block, a: &[u64], b: &[u64]) -> bool {
    let in_a = a.get((last.a + last.len) as usize..next.a as usize);
    let in_b = b.get((last.b + last.len) as usize..next.b as usize);
    in_a.is_some_and(|words| !words.is_empty()) && in_a == in_b
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<u64> {
        text.split_whitespace().map(crate::text::word_hash).collect()
    }

    /// A reworded carrier once shrank to the words between the first and the last equal one, or vanished where none was.
    #[test]
    fn a_reworded_passage_keeps_its_borders() {
        let check = |blocks: &[Block], range: (u32, u32), expected: Option<(u32, u32, u32)>| {
            let alignment = Alignment {
                a_start: 10,
                a_end: 40,
                b_start: 50,
                b_end: 90,
                words: blocks.iter().map(|k| k.len).sum(),
                columns: 40,
                blocks: blocks.to_vec(),
            };
            assert_eq!(alignment.project(range.0, range.1), expected, "{range:?}");
        };
        let middle = [Block { a: 20, b: 70, len: 3 }];
        check(&[], (10, 40), Some((50, 90, 0)));
        check(&middle, (10, 40), Some((50, 90, 3)));
        check(&middle, (0, 99), Some((50, 90, 3)));
        check(&middle, (15, 40), Some((70, 90, 3)));
        check(&middle, (10, 22), Some((50, 72, 2)));
        check(&middle, (12, 22), Some((70, 72, 2)));
        check(&middle, (10, 15), None);
        check(&middle, (45, 60), None);
        // Where most of it is equal words, they say better where it stands: here once of two times.
        check(&[Block { a: 10, b: 60, len: 28 }], (10, 40), Some((60, 88, 28)));
    }

    /// Furniture inside a copied stretch once made it `rewritten`, though both articles print the same words.
    #[test]
    fn what_both_have_in_a_gap_is_no_change() {
        let check = |a: &str, b: &str, words: u32, blocks: usize| {
            let block = |a, b, len| Block { a, b, len };
            let alignment = Alignment {
                a_start: 0,
                a_end: 6,
                b_start: 0,
                b_end: 6,
                words: 4,
                columns: 6,
                blocks: vec![block(0, 0, 2), block(4, 4, 2)],
            };
            let filled = alignment.with_equal_gaps(&self::words(a), &self::words(b));
            assert_eq!((filled.words, filled.columns, filled.blocks.len()), (words, 6, blocks));
        };
        check("a b c d e f", "a b c d e f", 6, 1);
        check("a b c d e f", "a b c X e f", 4, 2);
        // The words around what is set aside were aligned askew.
        let askew = Alignment {
            a_start: 0,
            a_end: 5,
            b_start: 0,
            b_end: 5,
            words: 3,
            columns: 6,
            blocks: vec![
                Block { a: 0, b: 0, len: 1 },
                Block { a: 1, b: 2, len: 1 },
                Block { a: 4, b: 4, len: 1 },
            ],
        };
        let filled = askew.with_equal_gaps(&words("a x x y b"), &words("a x x y b"));
        assert_eq!((filled.words, filled.columns, filled.blocks.len()), (5, 5, 1));
    }
}
