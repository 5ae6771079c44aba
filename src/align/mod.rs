//! Two token streams → alignments: seeds, chains, extension, edits.
//!
//! Input: the token hashes of two articles; output: [`Alignment`]s, each a pair of token ranges with
//! the blocks of equal words inside. Exact seeds are grown to maximal runs, runs are chained across
//! gaps of changed words, gaps are aligned word by word, and both ends are extended while that pays
//! (seed-chain-extend as in minimap2, Li 2018; end extension by X-drop, Zhang et al. 2000). A chain that
//! is no match as a whole is cut into its parts that are. Paragraphs in another order are several
//! alignments of one pair.
//!
//! Invariants: a pure function of the two streams and [`Params`]; blocks of an alignment are in order
//! in both streams, do not overlap and hold equal words, and it begins and ends with one; no two alignments of a pair share most of
//! their words on one side. Cost: linear in both lengths for ordinary text; seeds that occur more than
//! `max_occurrences` times are thinned, so that repeated text stays linear too.

mod borders;
mod chain;
mod edit;
mod join;
mod judge;
mod loose;
mod ranges;
mod seed;

use std::ops::Range;

pub use borders::Borders;
pub use edit::{EditOp, edit_script};
pub use join::{JoinParams, Which, join};
pub use loose::{
    Cluster, Likeness, LooseParams, Reading, Rewritten, SentenceIndex, Side, align_loose, alike, believed, norms,
};
pub(crate) use ranges::Ranges;
pub use seed::SeedIndex;

use seed::Run;

/// Settings of the alignment stage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Params {
    /// Words of an exact seed. Shorter: more edited text is found (recall), more chance seeds (precision, speed).
    pub seed_words: usize,
    /// Occurrences of one seed that are followed up in each article. More: repeated text is aligned at
    /// more places (recall), slower.
    pub max_occurrences: usize,
    /// Words without agreement that a chain may cross on either side. Wider: edited copies stay whole
    /// (recall), unrelated neighbours are joined (precision).
    pub max_gap_words: usize,
    /// Words that must agree in an alignment. More: fewer chance matches (precision), short passages are missed (recall).
    pub min_words: usize,
    /// Words in a row that must agree somewhere in an alignment. More: names, titles and stock phrases that two
    /// reporters share by chance are no match (precision); fewer: heavily edited text is found (recall).
    pub min_run_words: usize,
    /// Share of aligned words that must agree. Higher: precision; lower: rewritten text is found (recall).
    pub min_identity: f64,
}

impl Default for Params {
    fn default() -> Self {
        Self {
            seed_words: 5,
            max_occurrences: 8,
            max_gap_words: 24,
            min_words: 16,
            min_run_words: 9,
            min_identity: 0.6,
        }
    }
}

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
    fn of_blocks(a: Range<u32>, b: Range<u32>, blocks: Vec<Block>) -> Self {
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

/// Aligns two token streams; `index` must have been made of `a` with the same parameters.
///
/// ```
/// use dedupe::align::{align, Params, SeedIndex};
/// use dedupe::text::word_hash;
/// let words = |s: &str| s.split(' ').map(word_hash).collect::<Vec<u64>>();
/// let a = words("the council voted on monday to close the old bridge for repairs");
/// let b = words("yesterday the council voted on monday to shut the old bridge for good");
/// let params = Params { min_words: 6, min_run_words: 5, ..Params::default() };
/// let found = align(&a, &SeedIndex::new(&a, &params), &b, &params);
/// assert_eq!((found[0].a_start, found[0].a_end, found[0].words), (0, 11, 10));
/// ```
#[must_use]
pub fn align(a: &[u64], index: &SeedIndex, b: &[u64], params: &Params) -> Vec<Alignment> {
    finish(a, b, seed::runs(a, index, b, params), params, false)
}

/// Finds text that is repeated inside one stream; `a` is the earlier place, and the two never overlap.
#[must_use]
pub fn align_self(a: &[u64], params: &Params) -> Vec<Alignment> {
    let index = SeedIndex::new(a, params);
    finish(a, a, seed::self_runs(a, &index, params), params, true)
}

fn finish(a: &[u64], b: &[u64], runs: Vec<Run>, params: &Params, within: bool) -> Vec<Alignment> {
    let mut found: Vec<Alignment> = Vec::new();
    let (mut taken_a, mut taken_b) = (Ranges::default(), Ranges::default());
    for chain in chain::chains(runs, params) {
        let (Some(first), Some(last)) = (chain.first(), chain.last()) else {
            continue;
        };
        // Runs are maximal, so growing cannot lengthen one.
        if chain.iter().all(|run| run.len < params.min_run_words) {
            continue;
        }
        // What mostly repeats an earlier alignment on either side is an echo of it, since chains come best first.
        // Asked before growing, too: where text repeats with small changes, every chain grows over all of it.
        let span = |start: usize, end: usize| (start as u32, end as u32);
        if taken_a.has_most_of(span(first.a, last.a + last.len))
            || taken_b.has_most_of(span(first.b, last.b + last.len))
        {
            continue;
        }
        for part in judge::matches(&chain::grow(a, b, &chain, within), params) {
            let (in_a, in_b) = ((part.a_start, part.a_end), (part.b_start, part.b_end));
            if !taken_a.has_most_of(in_a) && !taken_b.has_most_of(in_b) {
                taken_a.add(in_a.0, in_a.1, ());
                taken_b.add(in_b.0, in_b.1, ());
                found.push(part);
            }
        }
    }
    found.sort_unstable_by_key(|m| (m.a_start, m.b_start, m.a_end, m.b_end));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<u64> {
        text.split_whitespace().map(crate::text::word_hash).collect()
    }

    fn find(a: &[u64], b: &[u64], params: &Params) -> Vec<Alignment> {
        align(a, &SeedIndex::new(a, params), b, params)
    }

    /// Alignments as `a_start..a_end=b_start..b_end:words`.
    fn check(a: &str, b: &str, expected: &[&str]) {
        let params = Params {
            min_words: 6,
            min_run_words: 5,
            ..Params::default()
        };
        let found: Vec<String> = find(&words(a), &words(b), &params)
            .iter()
            .map(|m| format!("{}..{}={}..{}:{}", m.a_start, m.a_end, m.b_start, m.b_end, m.words))
            .collect();
        assert_eq!(found, expected, "\na: {a}\nb: {b}");
    }

    #[test]
    fn alignments_of_two_texts() {
        check("one two three", "one two three", &[]);
        check("a b c d e f g", "a b c d e f g", &["0..7=0..7:7"]);
        check("x a b c d e f g y", "a b c d e f g", &["1..8=0..7:7"]);
        // A changed word inside, a dropped one, an inserted one.
        check("a b c d e f g h i j k", "a b c d e X g h i j k", &["0..11=0..11:10"]);
        check("a b c d e f g h i j k", "a b c d e g h i j k", &["0..11=0..10:10"]);
        check("a b c d e g h i j k", "a b c d e N g h i j k", &["0..10=0..11:10"]);
        // Too short an echo next to a change is not taken along.
        check("a b c d e f g X h", "a b c d e f g Y h", &["0..7=0..7:7"]);
        check("a b c d e f g X h i", "a b c d e f g Y h i", &["0..10=0..10:9"]);
        // Paragraphs in another order are two alignments.
        check(
            "a b c d e f g 1 2 3 4 5 6 7",
            "1 2 3 4 5 6 7 a b c d e f g",
            &["0..7=7..14:7", "7..14=0..7:7"],
        );
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
        let filled = askew.with_equal_gaps(&self::words("a x x y b"), &self::words("a x x y b"));
        assert_eq!((filled.words, filled.columns, filled.blocks.len()), (5, 5, 1));
    }

    #[test]
    fn repeated_text_inside_one_article() {
        let params = Params {
            min_words: 6,
            min_run_words: 5,
            ..Params::default()
        };
        let text = words("a b c d e f g h and then again a b c d e f g h");
        let found = align_self(&text, &params);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].a_start, found[0].a_end, found[0].b_start, found[0].b_end),
            (0, 8, 11, 19)
        );
    }

    #[test]
    fn a_sentence_repeated_many_times_stays_linear() {
        let sentence = words("the mayor said the bridge would be open by the end of the week");
        let long: Vec<u64> = sentence.iter().copied().cycle().take(200_000).collect();
        let found = find(&long, &long, &Params::default());
        assert_eq!(found.len(), 1);
        assert!(found[0].words as usize >= long.len() - 10);
        assert!(!align_self(&long, &Params::default()).is_empty());
    }

    /// A template filled in fifty thousand times once took hours: every chain grew over the whole text.
    #[test]
    fn a_template_filled_in_many_times_stays_linear() {
        let text: Vec<u64> = (0..20_000_u64)
            .flat_map(|n| words("quote and more here he said").into_iter().chain([hash::mix(n)]))
            .collect();
        for min_run_words in [5, 9] {
            let params = Params {
                min_run_words,
                ..Params::default()
            };
            assert_eq!(align_self(&text, &params).is_empty(), min_run_words == 9);
            assert_eq!(find(&text, &text, &params)[0].words as usize, text.len());
        }
    }

    proptest! {
        /// Blocks are equal words, in order, inside the ranges, and the counts add up.
        #[test]
        fn alignments_are_well_formed(
            a in prop::collection::vec(0_u64..12, 0..120),
            b in prop::collection::vec(0_u64..12, 0..120),
            shared in prop::collection::vec(20_u64..60, 0..40),
        ) {
            let stream = |own: &[u64]| -> Vec<u64> {
                let cut = own.len() / 2;
                own[..cut].iter().chain(&shared).chain(&own[cut..]).map(|&w| hash::mix(w)).collect()
            };
            let (a, b) = (stream(&a), stream(&b));
            let params = Params { min_words: 6, min_run_words: 5, ..Params::default() };
            let found = find(&a, &b, &params);
            for m in &found {
                let mut last = (m.a_start, m.b_start);
                let mut agree = 0;
                for k in &m.blocks {
                    prop_assert!(k.a >= last.0 && k.b >= last.1 && k.len > 0);
                    for i in 0..k.len {
                        prop_assert_eq!(a[(k.a + i) as usize], b[(k.b + i) as usize]);
                    }
                    agree += k.len;
                    last = (k.a + k.len, k.b + k.len);
                }
                prop_assert_eq!(last, (m.a_end, m.b_end));
                prop_assert_eq!(agree, m.words);
                prop_assert!(m.columns >= m.words && m.columns >= m.a_end - m.a_start && m.columns >= m.b_end - m.b_start);
                prop_assert!(m.columns <= m.a_end - m.a_start + m.b_end - m.b_start);
            }
        }

        /// A run that nothing else resembles is found whole, and nothing but it.
        #[test]
        fn a_planted_run_is_found(
            a in prop::collection::vec(1_000_u64..2_000, 0..120),
            b in prop::collection::vec(2_000_u64..3_000, 0..120),
            shared in prop::sample::subsequence((20_u64..60).collect::<Vec<_>>(), 6..40),
        ) {
            let stream = |own: &[u64]| -> Vec<u64> {
                let cut = own.len() / 3;
                own[..cut].iter().chain(&shared).chain(&own[cut..]).map(|&w| hash::mix(w)).collect()
            };
            let params = Params { min_words: 6, min_run_words: 5, ..Params::default() };
            let found = find(&stream(&a), &stream(&b), &params);
            prop_assert_eq!(found.len(), 1);
            prop_assert_eq!(found[0].words as usize, shared.len());
            prop_assert_eq!(found[0].words, found[0].columns);
        }
    }
}
