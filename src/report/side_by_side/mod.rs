//! Two articles side by side in a terminal.
//!
//! Input: the record of `dedupe diff` and both texts; output: lines no wider than asked: both articles,
//! one line that sums up, and each passage with the words that differ marked, by colour or as
//! `[-gone-]` and `{+new+}`. Columns where there is room, else one text under the other; text written
//! from the right to the left always stands so, since terminals turn a line round as a whole.
//! All text is made inert first. Cost: linear in both texts.

pub(super) mod cell;
mod rows;

use super::aligned::{Diff, DiffMatch};
use super::display::{counted, day, one_line, percentage};
use super::records::Article;
use super::table::{Style, paint, wrap};
use cell::{Cell, Marks, is_right_to_left};
use rows::{Row, Side, gaps, plain_rows, rows};

/// How the page is laid out.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    /// Columns of the terminal.
    pub width: usize,
    /// Styles instead of marks.
    pub colour: bool,
    /// Print the text between the passages, too.
    pub all: bool,
}

/// From this width on the two texts stand side by side.
const MIN_WIDTH_OF_TWO: usize = 60;
/// Between the two columns.
const RULE: &str = " │ ";
/// Lines that a title or an outlet with its evidence may take.
const FACT_LINES: usize = 3;

/// The page for two articles; `texts` are those of the record's `a` and `b`.
#[must_use]
pub fn side_by_side(diff: &Diff, texts: (&str, &str), layout: &Layout) -> String {
    let mut page = Page {
        out: String::new(),
        width: layout.width.max(10),
        colour: layout.colour,
    };
    let (a, b) = (Side::new(texts.0), Side::new(texts.1));
    page.article("A", &diff.a);
    page.article("B", &diff.b);
    page.line("");
    for line in wrap(&in_one_line(diff), page.width, usize::MAX) {
        page.line(&paint(&line, Style::Bold, page.colour));
    }
    let (between, after) = gaps(&diff.matches, &a, &b);
    for (at, (found, gap)) in diff.matches.iter().zip(&between).enumerate() {
        page.gap(gap, (&a, &b), layout.all);
        page.passage((at + 1, diff.matches.len()), found, (&a, &b));
    }
    page.gap(&after, (&a, &b), layout.all);
    page.out
}

/// What the two have in common, in one sentence.
fn in_one_line(diff: &Diff) -> String {
    let what = match diff.relation.as_deref() {
        Some("exact") => "The same words in the same order",
        Some("near") => "Near copies",
        Some(_) => "One is cut from the other",
        None => "Not one story",
    };
    let (Some(jaccard), Some(contained)) = (diff.similarity, diff.containment) else {
        let empty = match (diff.a.words, diff.b.words) {
            (0, 0) => "Neither article has a word",
            (0, _) => "A has no word",
            _ => "B has no word",
        };
        return empty.to_owned();
    };
    let mut parts = vec![format!("{what} (similarity {jaccard:.2}, containment {contained:.2})")];
    if diff.matches.is_empty() {
        parts.push(format!("no shared passage of at least {} words", diff.min_words));
    } else {
        let (of_a, of_b) = (percentage(diff.a_shared_share), percentage(diff.b_shared_share));
        parts.push(format!(
            "{of_a} of the words of A stand in B, {of_b} of those of B in A"
        ));
        parts.push(counted(diff.matches.len() as u64, "passage", "passages"));
    }
    parts.join("; ")
}

struct Page {
    out: String,
    width: usize,
    colour: bool,
}

impl Page {
    fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    /// Which article a letter stands for, and what is known about it.
    fn article(&mut self, letter: &str, article: &Article) {
        let indent = " ".repeat(letter.len() + 2);
        let room = self.width.saturating_sub(indent.len()).max(1);
        let own_id = !article.article.starts_with(&article.path);
        let place = if own_id {
            format!(" ({}, record {})", article.path, article.record)
        } else {
            String::new()
        };
        let name = one_line(&format!("{}{place}", article.article));
        for (at, line) in wrap(&name, room, FACT_LINES).iter().enumerate() {
            let lead = if at == 0 { format!("{letter}  ") } else { indent.clone() };
            self.line(&paint(&format!("{lead}{line}"), Style::Bold, self.colour));
        }
        let outlet = match (&article.outlet, &article.outlet_evidence) {
            (Some(outlet), Some(evidence)) => format!("{outlet} ({evidence})"),
            (Some(outlet), None) => outlet.clone(),
            (None, _) => "outlet unknown".into(),
        };
        let date = article
            .published
            .as_ref()
            .map_or_else(|| "undated".into(), |d| day(&d.value));
        let words = counted(article.words, "word", "words");
        let facts = [
            article.title.clone().unwrap_or_default(),
            outlet,
            format!("{date}; {words}"),
        ];
        for fact in facts {
            for line in wrap(&one_line(&fact), room, FACT_LINES) {
                self.line(&format!("{indent}{line}"));
            }
        }
    }

    fn passage(&mut self, (number, all): (usize, usize), found: &DiffMatch, (a, b): (&Side<'_>, &Side<'_>)) {
        let heading = format!(
            "Passage {number} of {all}: {}, {} agree, identity {}, A[{}:{}] B[{}:{}]",
            found.kind,
            counted(found.words, "word", "words"),
            percentage(found.identity),
            found.a_start,
            found.a_end,
            found.b_start,
            found.b_end,
        );
        self.line("");
        for line in wrap(&heading, self.width, usize::MAX) {
            self.line(&paint(&line, Style::Bold, self.colour));
        }
        self.rows(&rows(found, a, b), (a, b));
    }

    /// Words that only one of the two has; with `all` the text as well.
    fn gap(&mut self, gap: &Row, (a, b): (&Side<'_>, &Side<'_>), all: bool) {
        let words = |cell: &rows::Words| -> u64 { cell.iter().map(|(range, _)| range.len() as u64).sum() };
        let only: Vec<String> = [(words(&gap.a), "A"), (words(&gap.b), "B")]
            .into_iter()
            .filter(|&(words, _)| words > 0)
            .map(|(words, letter)| format!("{} only in {letter}", counted(words, "word", "words")))
            .collect();
        if only.is_empty() {
            return;
        }
        let end = if all { ":" } else { " …" };
        self.line("");
        for line in wrap(&format!("… {}{end}", only.join(", ")), self.width, usize::MAX) {
            self.line(&paint(&line, Style::Dim, self.colour));
        }
        if all {
            self.rows(&plain_rows(gap, a, b), (a, b));
        }
    }

    fn rows(&mut self, rows: &[Row], (a, b): (&Side<'_>, &Side<'_>)) {
        let cells: Vec<(Cell, Cell)> = rows
            .iter()
            .map(|row| {
                let cell = |side, words, marks| Cell::new(side, words, marks, self.colour);
                (cell(a, &row.a, Marks::Gone), cell(b, &row.b, Marks::New))
            })
            .collect();
        let right_to_left = cells
            .iter()
            .any(|(a, b)| is_right_to_left(&a.text) || is_right_to_left(&b.text));
        let two = self.width >= MIN_WIDTH_OF_TWO && !right_to_left;
        for (at, (left, right)) in cells.iter().enumerate() {
            if at > 0 {
                self.line("");
            }
            if two {
                self.beside(left, right);
            } else if left.text == right.text {
                self.under("  ", None, left);
            } else {
                self.under("- ", Some(Style::Gone), left);
                self.under("+ ", Some(Style::New), right);
            }
        }
    }

    fn beside(&mut self, left: &Cell, right: &Cell) {
        let room = (self.width - RULE.chars().count()) / 2;
        let (left, right) = (left.lines(room, self.colour), right.lines(room, self.colour));
        let rule = paint(RULE, Style::Dim, self.colour);
        for at in 0..left.len().max(right.len()) {
            let (text, width) = left.get(at).map_or(("", 0), |(text, width)| (text.as_str(), *width));
            let right = right.get(at).map_or("", |(text, _)| text.as_str());
            let space = " ".repeat(room.saturating_sub(width));
            self.line(&format!("{text}{space}{rule}{right}"));
        }
    }

    fn under(&mut self, lead: &str, style: Option<Style>, cell: &Cell) {
        let lead_in_style = style.map_or_else(|| lead.to_owned(), |style| paint(lead, style, self.colour));
        for (text, _) in cell.lines(self.width.saturating_sub(lead.len()).max(1), self.colour) {
            self.line(&format!("{lead_in_style}{text}"));
        }
    }
}
