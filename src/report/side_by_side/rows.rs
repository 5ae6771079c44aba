//! What stands beside what: passages cut at paragraphs, and the text between them.
//!
//! Input: the record's code points and both texts; output: [`Row`]s of token ranges. A row ends where a
//! paragraph begins on either side, so that the columns stay level however much one of them has more.

use std::ops::Range;

use super::super::aligned::DiffMatch;
use crate::text::{Span, Token, paragraphs, tokenize};

/// Runs of tokens of one side, in order and without a gap, each changed or not.
pub(super) type Words = Vec<(Range<usize>, bool)>;

/// What stands beside what.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Row {
    pub(super) a: Words,
    pub(super) b: Words,
}

impl Row {
    fn push(&mut self, a: Range<usize>, b: Range<usize>, changed: bool) {
        for (words, range) in [(&mut self.a, a), (&mut self.b, b)] {
            match words.last_mut() {
                _ if range.is_empty() => {}
                Some((last, false)) if !changed && last.end == range.start => last.end = range.end,
                _ => words.push((range, changed)),
            }
        }
    }

    fn is_empty(&self) -> bool {
        self.a.is_empty() && self.b.is_empty()
    }
}

/// One article's text, its words and where paragraphs begin.
pub(super) struct Side<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Vec<Token>,
    /// For each token whether it is the first of a paragraph.
    opens: Vec<bool>,
    /// First byte of each code point; empty for ASCII.
    bytes: Vec<u32>,
}

impl<'t> Side<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let tokens = tokenize(text);
        let mut opens = vec![false; tokens.len()];
        for paragraph in paragraphs(text) {
            let first = tokens.partition_point(|t| t.start < paragraph.start);
            if let Some(opens) = opens.get_mut(first) {
                *opens = true;
            }
        }
        let bytes = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(at, _)| at as u32).collect()
        };
        Self {
            text,
            tokens,
            opens,
            bytes,
        }
    }

    fn byte(&self, point: u32) -> u32 {
        let length = self.text.len() as u32;
        if self.bytes.is_empty() {
            point.min(length)
        } else {
            self.bytes.get(point as usize).copied().unwrap_or(length)
        }
    }

    /// The tokens between two code points.
    fn words(&self, start: u32, end: u32) -> Range<usize> {
        let at = |point: u32| {
            let byte = self.byte(point);
            self.tokens.partition_point(|t| t.start < byte)
        };
        at(start)..at(end)
    }

    fn opens(&self, token: usize) -> bool {
        self.opens.get(token).copied().unwrap_or(false)
    }

    /// The bytes of a run of tokens.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        match (self.tokens.get(range.start), self.tokens.get(range.end.wrapping_sub(1))) {
            (Some(first), Some(last)) if !range.is_empty() => Span {
                start: first.start,
                end: last.end,
            },
            _ => Span::default(),
        }
    }
}

/// A passage, row by row.
pub(super) fn rows(found: &DiffMatch, a: &Side<'_>, b: &Side<'_>) -> Vec<Row> {
    let mut out = Vec::new();
    let mut row = Row::default();
    let next = |row: &mut Row, out: &mut Vec<Row>| {
        if !row.is_empty() {
            out.push(std::mem::take(row));
        }
    };
    // Where a side has nothing in the row yet, what begins there is no reason for another one: a word put before a
    // paragraph stays with it.
    let ends = |row: &Row, in_a: &Range<usize>, in_b: &Range<usize>| {
        let opens = |side: &Side<'_>, range: &Range<usize>| !range.is_empty() && side.opens(range.start);
        opens(a, in_a) && !row.a.is_empty() || opens(b, in_b) && !row.b.is_empty()
    };
    for edit in &found.edits {
        let (in_a, in_b) = (a.words(edit.a_start, edit.a_end), b.words(edit.b_start, edit.b_end));
        if edit.op == "equal" && in_a.len() == in_b.len() {
            for (i, j) in in_a.zip(in_b) {
                if ends(&row, &(i..i + 1), &(j..j + 1)) {
                    next(&mut row, &mut out);
                }
                row.push(i..i + 1, j..j + 1, false);
            }
        } else {
            if ends(&row, &in_a, &in_b) {
                next(&mut row, &mut out);
            }
            row.push(in_a, in_b, edit.op != "equal");
        }
    }
    next(&mut row, &mut out);
    out
}

/// The words before each passage that no passage has, and those after the last, as one row each.
///
/// Passages come in the order of `a`; the words of `b` stand with the passage that follows them in `b`.
pub(super) fn gaps(matches: &[DiffMatch], a: &Side<'_>, b: &Side<'_>) -> (Vec<Row>, Row) {
    let spans_a: Vec<Range<usize>> = matches.iter().map(|m| a.words(m.a_start, m.a_end)).collect();
    let spans_b: Vec<Range<usize>> = matches.iter().map(|m| b.words(m.b_start, m.b_end)).collect();
    let (before_a, after_a) = uncovered(&spans_a, a.tokens.len());
    let (before_b, after_b) = uncovered(&spans_b, b.tokens.len());
    let row = |a: Range<usize>, b: Range<usize>| {
        let mut row = Row::default();
        row.push(a, b, false);
        row
    };
    let before = before_a.into_iter().zip(before_b).map(|(a, b)| row(a, b)).collect();
    (before, row(after_a, after_b))
}

/// For each span what stands uncovered right before it, and what after all of them.
fn uncovered(spans: &[Range<usize>], length: usize) -> (Vec<Range<usize>>, Range<usize>) {
    let mut order: Vec<usize> = (0..spans.len()).collect();
    order.sort_by_key(|&i| (spans[i].start, i));
    let mut before = vec![0..0; spans.len()];
    let mut covered = 0;
    for i in order {
        if covered < spans[i].start {
            before[i] = covered..spans[i].start;
        }
        covered = covered.max(spans[i].end);
    }
    (before, covered..length.max(covered))
}

/// The text of a gap: its paragraphs one by one, those of `a` beside those of `b`.
pub(super) fn plain_rows(gap: &Row, a: &Side<'_>, b: &Side<'_>) -> Vec<Row> {
    let cut = |words: &Words, side: &Side<'_>| -> Vec<Range<usize>> {
        let mut parts: Vec<Range<usize>> = Vec::new();
        for token in words.iter().flat_map(|(range, _)| range.clone()) {
            match parts.last_mut() {
                Some(last) if !side.opens(token) => last.end = token + 1,
                _ => parts.push(token..token + 1),
            }
        }
        parts
    };
    let (in_a, in_b) = (cut(&gap.a, a), cut(&gap.b, b));
    (0..in_a.len().max(in_b.len()))
        .map(|at| {
            let part = |parts: &[Range<usize>]| parts.get(at).cloned().unwrap_or_default();
            let mut row = Row::default();
            row.push(part(&in_a), part(&in_b), false);
            row
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::aligned::DiffEdit;

    /// Rows as `a|b`, changed words in brackets.
    #[test]
    fn rows_end_where_a_paragraph_begins() {
        let check = |a: &str, b: &str, edits: &[(&str, &str, &str)], expected: &[&str]| {
            let (side_a, side_b) = (Side::new(a), Side::new(b));
            let place = |text: &str, words: &str, done: &mut u32| {
                let from = *done as usize;
                let start = text[from..].find(words).map_or(from, |at| from + at) as u32;
                *done = start + words.len() as u32;
                (start, *done)
            };
            let (mut done_a, mut done_b) = (0, 0);
            let edits = edits.iter().map(|&(op, in_a, in_b)| {
                let ((a_start, a_end), (b_start, b_end)) = (place(a, in_a, &mut done_a), place(b, in_b, &mut done_b));
                DiffEdit {
                    op: op.into(),
                    a_start,
                    a_end,
                    b_start,
                    b_end,
                }
            });
            let found = DiffMatch {
                a_start: 0,
                a_end: a.len() as u32,
                b_start: 0,
                b_end: b.len() as u32,
                words: 0,
                identity: 0.0,
                kind: String::new(),
                edits: edits.collect(),
            };
            let shown = |side: &Side<'_>, words: &Words| -> String {
                let runs = words.iter().map(|(range, changed)| {
                    let text = side.span(range).of(side.text);
                    if *changed { format!("[{text}]") } else { text.to_owned() }
                });
                runs.collect::<Vec<_>>().join(" ")
            };
            let rows: Vec<String> = rows(&found, &side_a, &side_b)
                .iter()
                .map(|row| format!("{}|{}", shown(&side_a, &row.a), shown(&side_b, &row.b)))
                .collect();
            assert_eq!(rows, expected, "{a:?} {b:?}");
        };
        check(
            "one two",
            "one two",
            &[("equal", "one two", "one two")],
            &["one two|one two"],
        );
        check(
            "one\ntwo",
            "one two",
            &[("equal", "one\ntwo", "one two")],
            &["one|one", "two|two"],
        );
        check(
            "one\ntwo",
            "one\nMr two",
            &[("equal", "one", "one"), ("insert", "", "Mr"), ("equal", "two", "two")],
            &["one|one", "two|[Mr] two"],
        );
        check(
            "one\nlost\ntwo",
            "one\ntwo",
            &[("equal", "one", "one"), ("delete", "lost", ""), ("equal", "two", "two")],
            &["one|one", "[lost]|", "two|two"],
        );
        check(
            "one went",
            "one came",
            &[("equal", "one", "one"), ("replace", "went", "came")],
            &["one [went]|one [came]"],
        );
    }

    #[test]
    fn what_no_span_covers_stands_before_the_next() {
        let check = |spans: &[Range<usize>], before: &[Range<usize>], after: Range<usize>| {
            assert_eq!(uncovered(spans, 10), (before.to_vec(), after), "{spans:?}");
        };
        check(&[], &[], 0..10);
        check(&[2..4, 6..10], &[0..2, 4..6], 10..10);
        check(&[6..9, 2..4], &[4..6, 0..2], 9..10);
        // Spans that overlap, and one inside another.
        check(&[2..6, 4..8], &[0..2, 0..0], 8..10);
        check(&[2..8, 3..5], &[0..2, 0..0], 8..10);
    }
}
