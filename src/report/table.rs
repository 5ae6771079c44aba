//! Text tables for a terminal.
//!
//! Input: rows of short cells with one text beside them; output: lines no wider than asked, by the
//! columns a terminal gives each character (two for Han, kana and most emoji, none for combining
//! marks). The text takes what the cells leave and is wrapped; where too little is left, cells go,
//! the last first, because a number can be looked up in the files and half a word cannot be read.

use unicode_width::UnicodeWidthStr;

/// The text keeps at least this many columns while there are cells to drop.
const MIN_TEXT: usize = 20;
const INDENT: usize = 2;
const GAP: usize = 2;
/// What goes on from the line above stands further in.
const HANG: usize = 2;

/// How a line looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Like any text.
    Plain,
    /// A heading.
    Bold,
    /// Of less weight than the line above.
    Dim,
    /// Words that went.
    Gone,
    /// Words that came.
    New,
}

/// `text` in a style, if colour is wanted.
pub(super) fn paint(text: &str, style: Style, colour: bool) -> String {
    match style {
        Style::Bold if colour => format!("\u{1B}[1m{text}\u{1B}[0m"),
        Style::Dim if colour => format!("\u{1B}[2m{text}\u{1B}[0m"),
        Style::Gone if colour => format!("\u{1B}[31m{text}\u{1B}[0m"),
        Style::New if colour => format!("\u{1B}[32m{text}\u{1B}[0m"),
        _ => text.to_owned(),
    }
}

/// A column of short cells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// Its heading.
    pub(super) title: &'static str,
    /// Numbers stand to the right.
    pub(super) right: bool,
}

/// A column of numbers.
pub(super) const fn numbers(title: &'static str) -> Column {
    Column { title, right: true }
}

/// Cells, and the text beside them.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// One for each column.
    pub(super) cells: Vec<String>,
    /// What the row is about; cut after two lines.
    pub(super) text: String,
    /// What else is to be said, each on lines of its own; cut after three.
    pub(super) notes: Vec<String>,
}

/// The table as lines, heading first. Cells and texts are single lines of safe text.
pub(super) fn table(columns: &[Column], text_title: &str, rows: &[Row], width: usize, colour: bool) -> Vec<String> {
    let mut widths: Vec<usize> = columns
        .iter()
        .enumerate()
        .map(|(i, column)| {
            let cells = rows.iter().filter_map(|row| row.cells.get(i)).map(|cell| cell.width());
            cells.chain([column.title.width()]).max().unwrap_or(0)
        })
        .collect();
    let left = |widths: &[usize]| width.saturating_sub(INDENT + widths.iter().map(|w| w + GAP).sum::<usize>());
    while !widths.is_empty() && left(&widths) < MIN_TEXT {
        widths.pop();
    }
    let room = left(&widths).max(1);
    let lead = |cells: &mut dyn Iterator<Item = &str>| -> String {
        let mut line = " ".repeat(INDENT.min(width.saturating_sub(1)));
        for ((column, &w), cell) in columns.iter().zip(&widths).zip(cells) {
            let space = " ".repeat(w.saturating_sub(cell.width()));
            let (before, after) = if column.right {
                (space.as_str(), "")
            } else {
                ("", space.as_str())
            };
            line.extend([before, cell, after]);
            line.push_str(&" ".repeat(GAP));
        }
        line
    };
    let mut out = Vec::new();
    if !widths.is_empty() {
        let heading = lead(&mut columns.iter().map(|c| c.title)) + &fit(text_title, room);
        out.push(paint(heading.trim_end(), Style::Dim, colour));
    }
    let blank = lead(&mut columns.iter().map(|_| ""));
    for row in rows {
        let mut first = Some(lead(&mut row.cells.iter().map(String::as_str)));
        for line in wrap(&row.text, room, 2) {
            let lead = first.take().unwrap_or_else(|| blank.clone());
            out.push((lead + &line).trim_end().to_owned());
        }
        for note in &row.notes {
            for (i, line) in wrap(note, room.saturating_sub(HANG).max(1), 3).into_iter().enumerate() {
                let hang = " ".repeat(if i == 0 { 0 } else { HANG.min(room.saturating_sub(1)) });
                out.push(format!("{blank}{hang}{}", paint(&line, Style::Dim, colour)));
            }
        }
    }
    out
}

/// The text in at most `width` columns, with an ellipsis where it is cut: between words, unless
/// that would cost more than half of it.
pub(super) fn fit(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    if width == 0 {
        return String::new();
    }
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let next = at + c.len_utf8();
        // Measured from the start: the width of a sequence is not the sum of its characters.
        if text[..next].width() + 1 > width {
            break;
        }
        end = next;
    }
    let kept = &text[..end];
    let whole = match kept.rfind(' ') {
        Some(space) if !text[end..].starts_with(' ') && kept[..space].width() * 2 >= width => &kept[..space],
        _ => kept,
    };
    format!("{}…", whole.trim_end())
}

/// Where a line of `text` without a space may end, at `at` or some characters before: no line begins with a
/// closing mark or ends with an opening one, as print in Chinese and Japanese has it. Never at the line's own beginning.
pub(super) fn breaking(text: &str, at: usize) -> usize {
    const BACK: usize = 3;
    let openers = ["[", "[-", "{", "{+", "“", "‘", "「", "『", "（", "《"];
    let closers = [
        "-]", "+}", "”", "’", "」", "』", "）", "》", "。", "、", "，", "！", "？", "；", "：",
    ];
    let mut cut = at;
    for _ in 0..=BACK {
        let (Some(before), Some(after)) = (text.get(..cut), text.get(cut..)) else {
            break;
        };
        if before.is_empty() {
            break;
        }
        if !closers.iter().any(|mark| after.starts_with(mark)) && !openers.iter().any(|mark| before.ends_with(mark)) {
            return cut;
        }
        cut -= before.chars().next_back().map_or(0, char::len_utf8);
    }
    at
}

/// The text in lines of at most `width` columns; the last of `lines` lines is cut.
///
/// A word wider than a line is broken.
pub(super) fn wrap(text: &str, width: usize, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        if rest.width() <= width {
            out.push(rest.to_owned());
            break;
        }
        if out.len() + 1 >= lines {
            out.push(fit(rest, width));
            break;
        }
        let (mut hard, mut soft) = (0, None);
        for (at, c) in rest.char_indices() {
            if c == ' ' {
                soft = Some(at);
            }
            let next = at + c.len_utf8();
            if rest[..next].trim_end().width() > width {
                break;
            }
            hard = next;
        }
        // A character wider than the line goes on it all the same: a line must hold something.
        let least = rest.chars().next().map_or(0, char::len_utf8);
        let cut = soft
            .filter(|&at| at > 0)
            .unwrap_or_else(|| breaking(rest, hard))
            .max(least);
        out.push(rest[..cut].trim_end().to_owned());
        rest = rest[cut..].trim_start();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_by_columns() {
        let check = |text: &str, width: usize, expected: &str| {
            assert_eq!(fit(text, width), expected, "{text} at {width}");
            assert!(fit(text, width).width() <= width);
        };
        check("dam", 3, "dam");
        check("dams", 3, "da…");
        check("東京で会見", 10, "東京で会見");
        check("東京で会見", 9, "東京で会…");
        check("東京で会見", 8, "東京で…");
        check("the dam broke", 8, "the dam…");
        check("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…");
        check("dam", 0, "");
    }

    #[test]
    fn lines_are_wrapped_by_columns() {
        let check = |text: &str, width: usize, lines: usize, expected: &[&str]| {
            assert_eq!(wrap(text, width, lines), expected, "{text} at {width}");
        };
        check("", 10, 3, &[]);
        check("we had been told", 8, 9, &["we had", "been", "told"]);
        check("we had been told", 8, 2, &["we had", "been…"]);
        check("unforgettable", 5, 9, &["unfor", "getta", "ble"]);
        check("東京で会見", 4, 9, &["東京", "で会", "見"]);
        check("東", 1, 9, &["東"]);
        check("東京で。会見", 6, 9, &["東京", "で。会", "見"]);
        // Marks alone once broke before themselves, for ever.
        check("「「「「", 2, 9, &["「", "「", "「", "「"]);
        check("。。。。。。", 4, 9, &["。。", "。。", "。。"]);
        check("見「。」」」」", 4, 2, &["見", "「…"]);
        check("exactly ten", 7, 9, &["exactly", "ten"]);
    }

    #[test]
    fn cells_give_way_to_text() {
        let row = Row {
            cells: vec!["12".into(), "3".into()],
            text: "Hallin dam: inquiry finds managers ignored warnings".into(),
            notes: vec!["earliest: Courier".into()],
        };
        let check = |width: usize, expected: &[&str]| {
            let lines = table(
                &[numbers("articles"), numbers("outlets")],
                "story",
                std::slice::from_ref(&row),
                width,
                false,
            );
            assert_eq!(lines, expected, "at {width}");
        };
        check(
            60,
            &[
                "  articles  outlets  story",
                "        12        3  Hallin dam: inquiry finds managers",
                "                     ignored warnings",
                "                     earliest: Courier",
            ],
        );
        check(
            36,
            &[
                "  articles  story",
                "        12  Hallin dam: inquiry",
                "            finds managers ignored…",
                "            earliest: Courier",
            ],
        );
        check(
            22,
            &["  Hallin dam: inquiry", "  finds managers…", "  earliest: Courier"],
        );
    }
}
