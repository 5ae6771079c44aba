//! Two articles → the passages they share and how the words differ there.
//!
//! Input: two articles and the parameters of the stages; output: a [`Diff`] in byte spans of both
//! texts, and from it the record of `report`. What is compared with what is the same as in a scan, but
//! for furniture, which only a corpus can show.
//!
//! Invariants: a pure function; passages are in the order of `a`; the edits of a passage name every
//! word of both its sides once, in order. Cost: that of one alignment, of up to
//! twice [`MAX_REPEATS`] more where text is printed several times, and a table of at most
//! [`MAX_GAP_CELLS`] cells for the words between two runs of equal ones.

use std::ops::Range;

use super::analyse::{Words, tidied, with_rewritten};
use super::{Params, build};
use crate::align::{self, Alignment, EditOp, MatchKind, SeedIndex, edit_script};
use crate::article::Article;
use crate::hash;
use crate::report::aligned as record;
use crate::report::round4;
use crate::sketch::shingle_set;
use crate::story::{Relation, Similarity};
use crate::text::{CodePoints, Span, Token, tokenize};

/// Largest gap (product of both sides) in which equal words are looked for; a larger one is one replacement.
const MAX_GAP_CELLS: usize = 1 << 20;
/// Times that text printed more than once is asked for again.
const MAX_REPEATS: usize = 8;
/// What makes a hash that no word has.
const ASIDE: u64 = 0x61_73_69_64_65;
/// Share of the smaller article's first words that a part printed by the same outlet must have in common.
const LEDE_SHARE: f64 = 0.5;

/// What an edit does, seen from `a`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// The same words; typography may differ.
    Equal,
    /// Other words.
    Replace,
    /// Words that only `b` has.
    Insert,
    /// Words that only `a` has.
    Delete,
}

impl Op {
    /// Its name in output files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Replace => "replace",
            Self::Insert => "insert",
            Self::Delete => "delete",
        }
    }
}

/// A run of words of a passage: from the first to the last, without what stands before and after them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edit {
    /// What it does.
    pub op: Op,
    /// The words in `a`; empty, at the end of the word before or the start of the passage, where there are none.
    pub a: Span,
    /// The words in `b`, in the same way.
    pub b: Span,
}

/// A passage that both articles print.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// Where it stands in `a`.
    pub a: Span,
    /// Where it stands in `b`.
    pub b: Span,
    /// Words that agree.
    pub words: u32,
    /// Share of aligned words that agree.
    pub identity: f64,
    /// How literally it was copied.
    pub kind: MatchKind,
    /// Its words on both sides, in order.
    pub edits: Vec<Edit>,
}

/// What two articles have in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Diff {
    /// Words of `a`.
    pub a_words: u32,
    /// Words of `b`.
    pub b_words: u32,
    /// Words of `a` that stand in `b`, in a passage.
    pub a_shared: u32,
    /// Words of `b` that stand in `a`, in a passage.
    pub b_shared: u32,
    /// How alike they are as a whole; `None` where one of them has no word.
    pub similarity: Option<Similarity>,
    /// What that makes them.
    pub relation: Option<Relation>,
    /// The passages, in the order of `a`.
    pub passages: Vec<Passage>,
}

/// All exact passages.
///
/// It pairs each stretch of text once, so what one article prints several times is asked for again, with all that is
/// found already set aside on one side.
fn align(a: &[u64], b: &[u64], params: &align::Params) -> Vec<Alignment> {
    let ask = |a: &[u64], b: &[u64]| {
        let index = SeedIndex::new(a, params);
        align::align(a, &index, b, params)
    };
    let mut found = ask(a, b);
    for _ in 0..MAX_REPEATS {
        let before = found.len();
        if before > 0 {
            found.append(&mut ask(a, &without(b, found.iter().map(|m| m.b_start..m.b_end))));
            // After the first, so that what neither side has shown yet is found once.
            found.append(&mut ask(&without(a, found.iter().map(|m| m.a_start..m.a_end)), b));
        }
        if found.len() == before {
            break;
        }
    }
    found
}

/// The words with those of the ranges replaced by some that match nothing.
fn without(words: &[u64], ranges: impl Iterator<Item = Range<u32>>) -> Vec<u64> {
    let mut words = words.to_vec();
    for range in ranges {
        for at in range {
            let at = at as usize;
            words[at] = hash::pair(ASIDE, at as u64);
        }
    }
    words
}

/// Compares two articles.
///
/// ```
/// use dedupe::article::Article;
/// use dedupe::pipeline::{Op, Params, diff};
/// let article = |text: &str| Article { text: text.into(), ..Article::default() };
/// let a = article("The ferry to Corran was cancelled on Friday night after a crack was found in its bow door by a deckhand.");
/// let b = article("The ferry to Corran was cancelled on Friday night after a crack was seen in its bow door by a deckhand.");
/// let found = diff(&a, &b, &Params::default());
/// let changed: Vec<&str> = found.passages[0].edits.iter().filter(|e| e.op == Op::Replace).map(|e| e.b.of(&b.text)).collect();
/// assert_eq!(changed, ["seen"]);
/// ```
#[must_use]
pub fn diff(a: &Article, b: &Article, params: &Params) -> Diff {
    let (tokens_a, tokens_b) = (tokenize(&a.text), tokenize(&b.text));
    let (read_a, read_b) = (Words::new(&a.text, &tokens_a), Words::new(&b.text, &tokens_b));
    let (words_a, words_b) = (&read_a.stream, &read_b.stream);
    let found = align(words_a, words_b, &params.align).into_iter();
    let mut found: Vec<Alignment> = found
        .filter_map(|m| tidied(m, &read_a, &read_b, params.align.min_words))
        .collect();
    if params.rewritten {
        found = with_rewritten((a, &tokens_a), (b, &tokens_b), found, params);
    }
    found.sort_by_key(|m| (m.a_start, m.b_start, m.a_end, m.b_end));
    let (mut in_a, mut in_b) = (vec![false; words_a.len()], vec![false; words_b.len()]);
    let passages = found
        .iter()
        .map(|m| {
            let ops = script(m, words_a, words_b);
            for (op, range_a, range_b) in &ops {
                if *op == Op::Equal {
                    in_a[range_a.clone()].fill(true);
                    in_b[range_b.clone()].fill(true);
                }
            }
            let whole_a = span(&tokens_a, &usize_range(m.a_start..m.a_end));
            let whole_b = span(&tokens_b, &usize_range(m.b_start..m.b_end));
            Passage {
                a: whole_a,
                b: whole_b,
                words: m.words,
                identity: m.identity(),
                kind: m.kind(),
                edits: ops
                    .into_iter()
                    .map(|(op, range_a, range_b)| Edit {
                        op,
                        a: within(span(&tokens_a, &range_a), whole_a),
                        b: within(span(&tokens_b, &range_b), whole_b),
                    })
                    .collect(),
            }
        })
        .collect();
    let one_outlet = match (&a.outlet, &b.outlet) {
        (Some(a), Some(b)) => a.value == b.value,
        _ => false,
    };
    let similarity = similarity(words_a, words_b, params);
    let shared = |covered: &[bool]| covered.iter().filter(|&&c| c).count() as u32;
    Diff {
        a_words: words_a.len() as u32,
        b_words: words_b.len() as u32,
        a_shared: shared(&in_a),
        b_shared: shared(&in_b),
        similarity,
        relation: similarity.and_then(|s| relation(words_a, words_b, s, one_outlet, params)),
        passages,
    }
}

fn similarity(a: &[u64], b: &[u64], params: &Params) -> Option<Similarity> {
    let set = |words: &[u64]| shingle_set(words, params.sketch.shingle_words);
    (!a.is_empty() && !b.is_empty()).then(|| Similarity::of(&set(a), &set(b)))
}

/// As a scan of both alone would tell it.
fn relation(a: &[u64], b: &[u64], similarity: Similarity, one_outlet: bool, params: &Params) -> Option<Relation> {
    if a == b {
        return Some(Relation::Exact);
    }
    let (smaller, larger) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if smaller.len() < params.story.min_words {
        return None;
    }
    let relation = similarity.relation(&params.story)?;
    if relation == Relation::Part && one_outlet && params.story.lede_words > 0 {
        let set = |words: &[u64]| shingle_set(words, params.sketch.shingle_words);
        let lede = set(&smaller[..smaller.len().min(params.story.lede_words)]);
        if Similarity::lede(&lede, &set(larger)) < LEDE_SHARE {
            return None;
        }
    }
    Some(relation)
}

fn usize_range(range: Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// The bytes of a run of tokens; of none, the end of the token before.
fn span(tokens: &[Token], range: &Range<usize>) -> Span {
    match (tokens.get(range.start), tokens.get(range.end.wrapping_sub(1))) {
        (Some(first), Some(last)) if !range.is_empty() => Span {
            start: first.start,
            end: last.end,
        },
        _ => {
            let at = range.start.checked_sub(1).and_then(|before| tokens.get(before));
            let end = at.map_or(0, |token| token.end);
            Span { start: end, end }
        }
    }
}

/// Words that begin a passage on one side alone stand at its start on the other.
fn within(edit: Span, passage: Span) -> Span {
    let start = edit.start.max(passage.start);
    Span {
        start,
        end: edit.end.max(start),
    }
}

type Step = (Op, Range<usize>, Range<usize>);

/// The words of a passage as edits: its blocks, and between them what a word-by-word comparison finds.
fn script(found: &Alignment, a: &[u64], b: &[u64]) -> Vec<Step> {
    let (range_a, range_b) = (
        usize_range(found.a_start..found.a_end),
        usize_range(found.b_start..found.b_end),
    );
    let mut steps: Vec<Step> = Vec::with_capacity(found.blocks.len() * 2 + 1);
    let (mut at_a, mut at_b) = (range_a.start, range_b.start);
    for block in &found.blocks {
        let (from_a, from_b, len) = (block.a as usize, block.b as usize, block.len as usize);
        gap(a, b, at_a..from_a, at_b..from_b, &mut steps);
        push(&mut steps, (Op::Equal, from_a..from_a + len, from_b..from_b + len));
        (at_a, at_b) = (from_a + len, from_b + len);
    }
    gap(a, b, at_a..range_a.end, at_b..range_b.end, &mut steps);
    steps
}

fn gap(a: &[u64], b: &[u64], in_a: Range<usize>, in_b: Range<usize>, steps: &mut Vec<Step>) {
    let op = match (in_a.is_empty(), in_b.is_empty()) {
        (true, true) => return,
        (true, false) => Op::Insert,
        (false, true) => Op::Delete,
        (false, false) => Op::Replace,
    };
    if op != Op::Replace || in_a.len() * in_b.len() > MAX_GAP_CELLS {
        return push(steps, (op, in_a, in_b));
    }
    for edit in edit_script(&a[in_a.clone()], &b[in_b.clone()]) {
        let (op, (a, a_len), (b, b_len)) = match edit {
            EditOp::Equal { a, b, len } => (Op::Equal, (a, len), (b, len)),
            EditOp::Change { a, a_len, b, b_len } => {
                let op = match (a_len, b_len) {
                    (0, _) => Op::Insert,
                    (_, 0) => Op::Delete,
                    _ => Op::Replace,
                };
                (op, (a, a_len), (b, b_len))
            }
        };
        let (from_a, from_b) = (in_a.start + a, in_b.start + b);
        push(steps, (op, from_a..from_a + a_len, from_b..from_b + b_len));
    }
}

/// Appends a step; equal words that go on are one run.
fn push(steps: &mut Vec<Step>, step: Step) {
    match steps.last_mut() {
        Some(last) if last.0 == Op::Equal && step.0 == Op::Equal => {
            last.1.end = step.1.end;
            last.2.end = step.2.end;
        }
        _ => steps.push(step),
    }
}

impl Diff {
    /// The record that `dedupe diff --json` prints.
    #[must_use]
    pub fn record(&self, a: &Article, b: &Article, params: &Params) -> record::Diff {
        let (points_a, points_b) = (CodePoints::new(a.text.as_str()), CodePoints::new(b.text.as_str()));
        let share = |part: u32, whole: u32| {
            if whole == 0 {
                0.0
            } else {
                round4(f64::from(part) / f64::from(whole))
            }
        };
        record::Diff {
            schema_version: crate::report::SCHEMA_VERSION,
            a: build::article(a, &a.text, self.a_words, None),
            b: build::article(b, &b.text, self.b_words, None),
            relation: self.relation.map(|r| r.name().to_owned()),
            similarity: self.similarity.map(|s| round4(s.jaccard)),
            containment: self.similarity.map(|s| round4(s.containment)),
            a_shared_words: u64::from(self.a_shared),
            a_shared_share: share(self.a_shared, self.a_words),
            b_shared_words: u64::from(self.b_shared),
            b_shared_share: share(self.b_shared, self.b_words),
            min_words: params.align.min_words as u64,
            matches: self
                .passages
                .iter()
                .map(|passage| {
                    let ((a_start, a_end), (b_start, b_end)) = (points_a.span(passage.a), points_b.span(passage.b));
                    record::DiffMatch {
                        a_start,
                        a_end,
                        b_start,
                        b_end,
                        words: u64::from(passage.words),
                        identity: round4(passage.identity),
                        kind: passage.kind.name().into(),
                        edits: passage
                            .edits
                            .iter()
                            .map(|edit| {
                                let ((a_start, a_end), (b_start, b_end)) =
                                    (points_a.span(edit.a), points_b.span(edit.b));
                                record::DiffEdit {
                                    op: edit.op.name().into(),
                                    a_start,
                                    a_end,
                                    b_start,
                                    b_end,
                                }
                            })
                            .collect(),
                    }
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<u64> {
        crate::text::stream(text)
    }

    /// A passage that a matcher without blocks found is compared word by word all the same.
    #[test]
    fn a_passage_without_blocks_has_edits() {
        let check = |a: &str, b: &str, expected: &[(Op, Range<usize>, Range<usize>)]| {
            let (a, b) = (words(a), words(b));
            let found = Alignment {
                a_start: 0,
                a_end: a.len() as u32,
                b_start: 0,
                b_end: b.len() as u32,
                words: 0,
                columns: a.len().max(b.len()) as u32,
                blocks: Vec::new(),
            };
            assert_eq!(script(&found, &a, &b), expected);
        };
        check("", "", &[]);
        check("the pier burned", "", &[(Op::Delete, 0..3, 0..0)]);
        check("", "the pier burned", &[(Op::Insert, 0..0, 0..3)]);
        check(
            "fire destroyed the old wooden pier",
            "flames destroyed the pier on monday",
            &[
                (Op::Replace, 0..1, 0..1),
                (Op::Equal, 1..3, 1..3),
                (Op::Replace, 3..6, 3..6),
            ],
        );
        check(
            "fire destroyed the old pier on monday",
            "flames destroyed the pier on monday night",
            &[
                (Op::Replace, 0..1, 0..1),
                (Op::Equal, 1..3, 1..3),
                (Op::Delete, 3..4, 3..3),
                (Op::Equal, 4..7, 3..6),
                (Op::Insert, 7..7, 6..7),
            ],
        );
    }

    #[test]
    fn what_is_printed_several_times_is_found_each_time() {
        let sentence = "the crane had been inspected twice in the week before it fell on the quay and hurt nobody";
        let check = |a: &str, b: &str, expected: &[(&str, &str)]| {
            let article = |text: &str| Article {
                text: text.to_owned(),
                ..Article::default()
            };
            let (a, b) = (article(a), article(b));
            let found = diff(&a, &b, &Params::default());
            let places: Vec<(u32, u32)> = found.passages.iter().map(|p| (p.a.start, p.b.start)).collect();
            let place = |text: &str, before: &str| text.find(before).map_or(0, |at| at + before.len()) as u32;
            let expected: Vec<(u32, u32)> = expected
                .iter()
                .map(|(in_a, in_b)| (place(&a.text, in_a), place(&b.text, in_b)))
                .collect();
            assert_eq!(places, expected, "{} | {}", a.text, b.text);
            assert_eq!(
                (found.a_shared, found.b_shared),
                (
                    18 * a.text.matches("crane").count() as u32,
                    18 * b.text.matches("crane").count() as u32
                )
            );
        };
        let twice = format!("First: {sentence}. Much later: {sentence}.");
        check(sentence, sentence, &[("", "")]);
        check(sentence, &twice, &[("", "First: "), ("", "later: ")]);
        check(&twice, sentence, &[("First: ", ""), ("later: ", "")]);
    }

    #[test]
    fn a_gap_too_large_is_one_replacement() {
        let (a, b): (Vec<u64>, Vec<u64>) = ((0..1500).collect(), (0..1500).rev().collect());
        let mut steps = Vec::new();
        gap(&a, &b, 0..1500, 0..1500, &mut steps);
        assert_eq!(steps, [(Op::Replace, 0..1500, 0..1500)]);
    }

    #[test]
    fn relation_is_that_of_a_scan() {
        let text = |from: u32, to: u32| {
            let words: Vec<String> = (from..to).map(|n| format!("word{n}")).collect();
            words.join(" ")
        };
        let check = |a: &str, b: &str, outlet: Option<&str>, expected: Option<Relation>| {
            let article = |text: &str| Article {
                text: text.to_owned(),
                outlet: outlet.map(|o| crate::article::Claim::from_field("outlet", o.to_owned())),
                ..Article::default()
            };
            let found = diff(&article(a), &article(b), &Params::default());
            assert_eq!(found.relation, expected, "{a} | {b}");
        };
        check("", "", None, None);
        check("same words", "Same words!", None, Some(Relation::Exact));
        check(&text(0, 100), &text(0, 90), None, Some(Relation::Near));
        check(&text(0, 300), &text(100, 200), None, Some(Relation::Part));
        check(
            &text(0, 300),
            &text(100, 200),
            Some("Harbour Courier"),
            Some(Relation::Part),
        );
        check(&text(0, 300), &text(100, 130), None, None);
        // Within one outlet a part must share its beginning too.
        let other_lede = format!("{} {}", text(900, 930), text(100, 200));
        check(&text(0, 300), &other_lede, None, Some(Relation::Part));
        check(&text(0, 300), &other_lede, Some("Harbour Courier"), None);
        check(&text(0, 100), &text(200, 300), None, None);
    }
}
