//! One side of a row, or one wording: its text made inert, with the changed words marked, in lines.

use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::super::display::push_line;
use super::super::table::{Style, breaking, paint};
use super::super::wording::Piece;
use super::rows::{Side, Words};

/// Punctuation shown with the words of a row though it stands before or after them.
const MARKS_AROUND: usize = 3;

/// How changed words are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Marks {
    /// `[-so-]`, or red.
    Gone,
    /// `{+so+}`, or green.
    New,
}

impl Marks {
    const fn around(self) -> (&'static str, &'static str) {
        match self {
            Self::Gone => ("[-", "-]"),
            Self::New => ("{+", "+}"),
        }
    }

    const fn style(self) -> Style {
        match self {
            Self::Gone => Style::Gone,
            Self::New => Style::New,
        }
    }
}

/// The text of one side of a row.
pub(in super::super) struct Cell {
    /// One line of safe text, with marks where there is no colour.
    pub(in super::super) text: String,
    /// Changed words in it, in order.
    changed: Vec<(Range<usize>, Marks)>,
}

impl Cell {
    pub(super) fn new(side: &Side<'_>, words: &Words, marks: Marks, colour: bool) -> Self {
        let mut cell = Self {
            text: String::new(),
            changed: Vec::new(),
        };
        let (Some((first, _)), Some((last, _))) = (words.first(), words.last()) else {
            return cell;
        };
        let slice = |from: usize, to: usize| side.text.get(from..to).unwrap_or_default();
        let mut done = opening(side, first.start);
        for (range, changed) in words {
            let span = side.span(range);
            push_line(&mut cell.text, slice(done, span.lo()));
            if *changed {
                cell.push_changed(slice(span.lo(), span.hi()), marks, colour);
            } else {
                push_line(&mut cell.text, slice(span.lo(), span.hi()));
            }
            done = span.hi();
        }
        push_line(&mut cell.text, slice(done, closing(side, last.end)));
        cell
    }

    /// A wording with the words that went and those that came; `before` and `after` stand around it.
    pub(in super::super) fn of_pieces(pieces: &[Piece<'_>], before: &str, after: &str, colour: bool) -> Self {
        let mut cell = Self {
            text: before.to_owned(),
            changed: Vec::new(),
        };
        for piece in pieces {
            match piece {
                Piece::Same(text) => push_line(&mut cell.text, text),
                Piece::Inserted(words) => cell.push_changed(words, Marks::New, colour),
                Piece::Deleted(words) => {
                    // What went stands apart from what came for it.
                    if cell.text.ends_with(char::is_alphanumeric) {
                        cell.text.push(' ');
                    }
                    cell.push_changed(words, Marks::Gone, colour);
                    cell.text.push(' ');
                }
            }
        }
        cell.text.push_str(after);
        cell
    }

    fn push_changed(&mut self, words: &str, marks: Marks, colour: bool) {
        if colour {
            let from = self.text.len();
            push_line(&mut self.text, words);
            self.changed.push((from..self.text.len(), marks));
        } else {
            let (before, after) = marks.around();
            self.text.push_str(before);
            push_line(&mut self.text, words);
            self.text.push_str(after);
        }
    }

    /// The text in lines with their widths.
    pub(in super::super) fn lines(&self, width: usize, colour: bool) -> Vec<(String, usize)> {
        lines(&self.text, width)
            .into_iter()
            .map(|line| (self.painted(&line, colour), self.text[line].width()))
            .collect()
    }

    fn painted(&self, line: &Range<usize>, colour: bool) -> String {
        let mut out = String::new();
        let mut done = line.start;
        let first = self.changed.partition_point(|c| c.0.end <= line.start);
        for (changed, marks) in self.changed[first..].iter().take_while(|c| c.0.start < line.end) {
            let (from, to) = (changed.start.max(line.start), changed.end.min(line.end));
            out.push_str(&self.text[done..from]);
            out.push_str(&paint(&self.text[from..to], marks.style(), colour));
            done = to;
        }
        out.push_str(&self.text[done..line.end]);
        out
    }
}

/// Where the text of a row begins: at the opening marks right before its first word.
fn opening(side: &Side<'_>, token: usize) -> usize {
    let Some(first) = side.tokens.get(token) else {
        return side.text.len();
    };
    let floor = token
        .checked_sub(1)
        .map_or(0, |before| side.tokens[before].end as usize);
    let before = side.text.get(floor..first.start as usize).unwrap_or_default();
    let marks = before.chars().rev().take(MARKS_AROUND).take_while(|&c| opens(c));
    first.start as usize - marks.map(char::len_utf8).sum::<usize>()
}

/// Where the text of a row ends: after the marks right behind its last word.
fn closing(side: &Side<'_>, token: usize) -> usize {
    let Some(last) = token.checked_sub(1).and_then(|last| side.tokens.get(last)) else {
        return 0;
    };
    let ceiling = side
        .tokens
        .get(token)
        .map_or(side.text.len(), |next| next.start as usize);
    let after = side.text.get(last.end as usize..ceiling).unwrap_or_default();
    let marks = after.chars().take(MARKS_AROUND).take_while(|&c| closes(c));
    last.end as usize + marks.map(char::len_utf8).sum::<usize>()
}

/// Quotation marks and brackets that may stand before a word.
const fn opens(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '('
            | '['
            | '¿'
            | '¡'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '‘'
            | '‚'
            | '“'
            | '„'
            | '”'
            | '「'
            | '『'
            | '（'
            | '《'
    )
}

/// Punctuation that may stand behind a word; what begins a tag or an entity of a page does not.
fn closes(c: char) -> bool {
    c.is_ascii_punctuation() && !matches!(c, '<' | '&' | '(' | '[' | '{')
        || matches!(
            c,
            '»' | '«'
                | '›'
                | '‹'
                | '’'
                | '‘'
                | '”'
                | '“'
                | '…'
                | '」'
                | '』'
                | '）'
                | '》'
                | '。'
                | '、'
                | '，'
                | '！'
                | '？'
                | '।'
                | '؟'
                | '،'
        )
}

/// The text cut into lines of at most `width` columns, between words or beside a character two columns wide.
///
/// A word wider than a line is broken; a character wider than a line stands alone on it.
fn lines(text: &str, width: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let (mut used, mut soft, mut end) = (0, None, text.len());
        for (at, c) in text[start..].char_indices() {
            let at = start + at;
            let wide = c.width().unwrap_or(0);
            if used + wide > width && at > start && c != ' ' {
                end = soft.map_or(at, |soft| {
                    if text[..soft].ends_with(' ') {
                        soft
                    } else {
                        start + breaking(&text[start..], soft - start)
                    }
                });
                break;
            }
            used += wide;
            let after = at + c.len_utf8();
            let closed = || {
                let next = text[after..].chars().next().and_then(UnicodeWidthChar::width);
                matches!(c, ']' | '}') && next.is_some_and(|wide| wide > 1)
            };
            if c == ' ' || wide > 1 || closed() {
                soft = Some(after);
            }
        }
        let line = text[start..end].trim_end_matches(' ');
        out.push(start..start + line.len());
        start = text.len() - text[end..].trim_start_matches(' ').len();
    }
    out
}

/// Whether any letter of it is written from the right to the left.
pub(super) fn is_right_to_left(text: &str) -> bool {
    !text.is_ascii()
        && text.chars().any(|c| {
            matches!(c,
                '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' | '\u{10800}'..='\u{10FFF}'
                | '\u{1E800}'..='\u{1EFFF}')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_between_words_and_wide_characters() {
        let check = |text: &str, width: usize, expected: &[&str]| {
            let cut: Vec<&str> = lines(text, width).into_iter().map(|line| &text[line]).collect();
            assert_eq!(cut, expected, "{text} at {width}");
        };
        check("", 9, &[]);
        check("the pier burned", 8, &["the pier", "burned"]);
        check("the pier burned", 7, &["the", "pier", "burned"]);
        check("unforgettable pier", 5, &["unfor", "getta", "ble", "pier"]);
        check("東京で会見", 4, &["東京", "で会", "見"]);
        check("in 東京で会見", 6, &["in 東", "京で会", "見"]);
        check("東", 1, &["東"]);
        check("「「「", 2, &["「", "「", "「"]);
        check("東京[-で-]会見", 7, &["東京", "[-で-]", "会見"]);
        check("東京で会，見", 8, &["東京で", "会，見"]);
        check("a\u{301}b\u{301}c\u{301}", 2, &["a\u{301}b\u{301}", "c\u{301}"]);
    }

    #[test]
    fn rows_take_the_marks_around_them() {
        let check = |text: &str, words: Range<usize>, expected: &str| {
            let cell = Cell::new(&Side::new(text), &vec![(words, false)], Marks::Gone, false);
            assert_eq!(cell.text, expected, "{text}");
        };
        check("He said: “We knew.” She left.", 2..4, "“We knew.”");
        check("We knew.<br />She left", 0..2, "We knew.");
        check("one (two) three", 1..2, "(two)");
        check("one\u{1B}[2J two", 0..3, "one␛[2J two");
    }
}
