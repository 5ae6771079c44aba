//! Where a quotation was printed, for a terminal.
//!
//! Input: the record of `dedupe quote`; output: lines no wider than asked. For each quotation that holds the words: its
//! text, who is said to have said it, how many print it, what an editor must see, and every carrier, earliest
//! first, with outlet, date and its basis, speaker, origin and the words that differ, by colour or as `[-gone-]` and
//! `{+new+}`. Where a line has no room for the columns, they stand one after the other. All text is made inert.
//! Cost: linear in what is shown.

use unicode_width::UnicodeWidthStr;

use super::display::{counted, day, one_line, percentage};
use super::records::{Date, Quote, QuoteCarrier};
use super::side_by_side::cell::Cell;
use super::table::{Style, fit, paint, wrap};
use super::traced::{Nearest, Trace, TracedQuote, Unmarked};
use super::wording::{Piece, pieces};
use crate::text::tokenize;

/// How the page is laid out.
#[derive(Debug, Clone, Copy)]
pub struct TraceLayout {
    /// Columns of the terminal.
    pub width: usize,
    /// Styles instead of marks.
    pub colour: bool,
    /// Print every quotation that holds the words, not only the nearest.
    pub all: bool,
}

/// Quotations, and places without marks, that are shown when not all are asked for.
const SHOWN: usize = 5;
/// Widest cells; what is longer is cut there and stands in full in the JSON.
const MAX_CELL: usize = 26;
const GAP: usize = 2;
const INDENT: usize = 2;
/// Lines that one text may take: a quotation may go on for pages.
const MAX_LINES: usize = 40;

/// The page for words that were looked for.
#[must_use]
pub fn trace_page(trace: &Trace, layout: &TraceLayout) -> String {
    let mut page = Page {
        out: String::new(),
        width: layout.width.max(10),
        colour: layout.colour,
    };
    let shown = if layout.all { trace.quotes.len() } else { SHOWN };
    for (at, found) in trace.quotes.iter().take(shown).enumerate() {
        if at > 0 {
            page.line("");
        }
        page.quotation((at + 1, trace.quotes.len()), found);
    }
    if trace.quotes.is_empty() {
        page.nothing(trace);
    } else if trace.quotes.len() > shown {
        page.line("");
        let left = trace.quotes.len() - shown;
        let text = format!(
            "… and {} that {} these words (--all prints them)",
            counted(left as u64, "other quotation", "other quotations"),
            if left == 1 { "holds" } else { "hold" }
        );
        page.wrapped(&text, 0, Style::Dim);
    }
    if !trace.unmarked.is_empty() {
        page.unmarked(&trace.unmarked, layout.all);
    }
    if !trace.quotes.is_empty() {
        page.line("");
        page.wrapped(&format!("Searched {}.", searched(trace)), 0, Style::Dim);
    }
    page.out
}

/// What was searched, in a few words.
fn searched(trace: &Trace) -> String {
    let searched = &trace.searched;
    let mut text = format!(
        "{} in {}",
        counted(searched.quotations, "quotation", "quotations"),
        counted(searched.articles, "article", "articles")
    );
    match (&searched.first_day, &searched.last_day) {
        (Some(first), Some(last)) if first == last => text = format!("{text} of {}", day(first)),
        (Some(first), Some(last)) => text = format!("{text} from {} to {}", day(first), day(last)),
        _ if searched.articles > 0 => text.push_str(", none of them dated"),
        _ => {}
    }
    text
}

/// What a flag means, for who is about to repeat the words.
fn flag_in_words(flag: &str) -> String {
    match flag {
        "attribution_conflict" => "carriers name different speakers".into(),
        "negation_changed" => "a carrier prints one negation more or less".into(),
        "number_changed" => "a carrier prints another figure".into(),
        "name_changed" => "a carrier prints another name".into(),
        "truncated_meaning" => "a carrier leaves out words that turn the meaning".into(),
        "ambiguous_fragment" => "a carrier may belong to another quotation as well".into(),
        "printed_unmarked" => "another article prints these words without quotation marks".into(),
        other => one_line(&other.replace('_', " ")),
    }
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

    /// Text in a style, as many lines as it takes, all but the first further in.
    fn wrapped(&mut self, text: &str, indent: usize, style: Style) {
        let indent = indent.min(self.width / 3);
        let room = self.width.saturating_sub(indent).max(1);
        for line in wrap(&one_line(text), room, MAX_LINES) {
            let line = format!("{}{}", " ".repeat(indent), paint(&line, style, self.colour));
            self.line(&line);
        }
    }

    /// Text that stands under a line.
    fn note(&mut self, text: &str, indent: usize) {
        let indent = indent.min(self.width / 3);
        let room = self.width.saturating_sub(indent + INDENT).max(1);
        for (at, line) in wrap(&one_line(text), room, MAX_LINES).iter().enumerate() {
            let indent = " ".repeat(if at == 0 { indent } else { indent + INDENT });
            let line = format!("{indent}{}", paint(line, Style::Dim, self.colour));
            self.line(&line);
        }
    }

    fn quotation(&mut self, (number, all): (usize, usize), found: &TracedQuote) {
        let quote = &found.quote;
        if all > 1 {
            let how = match found.held.as_str() {
                "same" => "these words".to_owned(),
                "inside" => "holds these words".to_owned(),
                "part" => "a part of these words".to_owned(),
                _ => format!("{} of these words agree", percentage(found.agreement)),
            };
            self.wrapped(&format!("Quotation {number} of {all}: {how}"), 0, Style::Dim);
        } else if found.held == "similar" {
            let how = format!("{} of the words asked for agree", percentage(found.agreement));
            self.wrapped(&how, 0, Style::Dim);
        }
        self.wrapped(&format!("“{}”", one_line(&quote.text)), 0, Style::Bold);
        self.wrapped(&who(quote), 0, Style::Plain);
        if quote.carriers.len() > 1 {
            self.wrapped(&how_many(found), 0, Style::Plain);
            self.wrapped(&first(quote), 0, Style::Plain);
        } else {
            self.wrapped("The only place in these articles", 0, Style::Plain);
        }
        for flag in &quote.flags {
            self.wrapped(&format!("! {}", flag_in_words(flag)), 0, Style::Bold);
        }
        self.line("");
        let rows: Vec<[String; 4]> = quote.carriers.iter().map(cells).collect();
        let columns = self.columns(&rows);
        if let Some(columns) = &columns {
            let titles = ["date", "outlet", "speaker there", "origin"].map(str::to_owned);
            let heading = aligned(&titles, columns);
            let heading = format!("{}{heading}", " ".repeat(INDENT));
            self.line(&paint(heading.trim_end(), Style::Dim, self.colour));
        }
        let words = tokenize(&quote.text).len();
        for (carrier, row) in quote.carriers.iter().zip(&rows) {
            if let Some(columns) = &columns {
                self.line(&format!("{}{}", " ".repeat(INDENT), aligned(row, columns)));
            } else {
                let [date, outlet, speaker, origin] = row;
                let text = format!("{date}; {outlet}; {speaker}; origin {origin}");
                self.wrapped(&text, INDENT, Style::Plain);
            }
            self.wording(quote, words, carrier);
            self.note(&basis(carrier), INDENT * 2);
        }
    }

    /// Widths of the columns, where there is room for all.
    fn columns(&self, rows: &[[String; 4]]) -> Option<[usize; 4]> {
        let titles = ["date", "outlet", "speaker there", "origin"];
        let mut widths = titles.map(UnicodeWidthStr::width);
        for row in rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.width());
            }
        }
        (INDENT + widths.iter().map(|w| w + GAP).sum::<usize>() <= self.width + GAP).then_some(widths)
    }

    /// The carrier's words where they are not those above.
    fn wording(&mut self, quote: &Quote, words: usize, carrier: &QuoteCarrier) {
        let room = self.width.saturating_sub(INDENT * 2).max(1);
        let indent = " ".repeat((INDENT * 2).min(self.width / 3));
        if carrier.variant == "identical" {
            if quote.carriers.len() > 1 {
                self.note("in the same words", INDENT * 2);
            }
            return;
        }
        let pieces = pieces(&quote.text, &carrier.text, &carrier.edits);
        let placed = pieces.is_some();
        let pieces = pieces.unwrap_or_else(|| vec![Piece::Same(&carrier.text)]);
        let (cut_before, cut_after) = cuts(quote, words, carrier);
        let before = if cut_before { "“… " } else { "“" };
        let after = if cut_after { " …”" } else { "”" };
        let cell = Cell::of_pieces(&pieces, before, after, self.colour);
        for (line, _) in cell.lines(room, self.colour).into_iter().take(MAX_LINES) {
            let line = format!("{indent}{line}");
            self.line(&line);
        }
        // Edits that cannot be placed in the words are told beside them.
        if !placed {
            let told: Vec<String> = carrier
                .edits
                .iter()
                .map(|e| format!("“{}” became “{}”", e.from, e.to))
                .collect();
            self.note(&told.join("; "), INDENT * 2);
        }
    }

    fn unmarked(&mut self, places: &[Unmarked], all: bool) {
        let mut articles: Vec<&str> = places.iter().map(|p| p.article.as_str()).collect();
        articles.dedup();
        let n = articles.len() as u64;
        self.line("");
        let text = format!("Without quotation marks in {}:", counted(n, "article", "articles"));
        self.wrapped(&text, 0, Style::Bold);
        let shown = if all { places.len() } else { SHOWN };
        for place in places.iter().take(shown) {
            let text = format!(
                "{}; {}",
                date_of(place.published.as_ref()),
                outlet_of(place.outlet.as_deref())
            );
            self.wrapped(&text, INDENT, Style::Plain);
            let text = format!("…{}{}{}…", place.prefix, place.text, place.suffix);
            self.wrapped(&text, INDENT * 2, Style::Plain);
            let text = format!("{} [{}:{}]", place.article, place.start, place.end);
            self.note(&text, INDENT * 2);
        }
        if places.len() > shown {
            let left = counted((places.len() - shown) as u64, "other place", "other places");
            self.note(&format!("… and {left} (--all prints them)"), INDENT);
        }
    }

    fn nothing(&mut self, trace: &Trace) {
        self.wrapped(&format!("No quotation holds “{}”.", trace.words), 0, Style::Bold);
        self.wrapped(&format!("Searched {}.", searched(trace)), 0, Style::Plain);
        match &trace.nearest {
            Some(nearest) => self.nearest(nearest),
            None if trace.searched.quotations > 0 => {
                self.wrapped("None of them has a word in common with these.", 0, Style::Plain);
            }
            None => {}
        }
    }

    fn nearest(&mut self, nearest: &Nearest) {
        self.line("");
        let text = format!("Nearest, {} of the words agree:", percentage(nearest.agreement));
        self.wrapped(&text, 0, Style::Plain);
        let speaker = nearest.speaker.as_deref().unwrap_or("speaker unknown");
        let text = format!(
            "{}; {}; {speaker}",
            date_of(nearest.published.as_ref()),
            outlet_of(nearest.outlet.as_deref())
        );
        self.wrapped(&text, INDENT, Style::Plain);
        self.wrapped(&format!("“{}”", nearest.text), INDENT * 2, Style::Plain);
        let text = format!("{} [{}:{}]", nearest.article, nearest.start, nearest.end);
        self.note(&text, INDENT * 2);
    }
}

fn who(quote: &Quote) -> String {
    match &quote.speaker {
        Some(speaker) => {
            let role = speaker.role.as_ref().map(|r| format!(", {r}")).unwrap_or_default();
            format!("Said by {}{role}", speaker.name)
        }
        None if quote.flags.iter().any(|f| f == "attribution_conflict") => {
            let mut names: Vec<&str> = quote.carriers.iter().filter_map(|c| c.speaker.as_deref()).collect();
            names.sort_unstable();
            names.dedup();
            format!("Speaker disputed: {}", names.join(" or "))
        }
        None => "Speaker unknown".into(),
    }
}

fn how_many(found: &TracedQuote) -> String {
    let quote = &found.quote;
    let origins = match quote.origins {
        1 => "1 origin".to_owned(),
        n => format!("at most {n} independent origins"),
    };
    let outlets = match found.outlets {
        0 => "no outlet known".to_owned(),
        n => counted(n, "outlet", "outlets"),
    };
    format!(
        "{} in {}, {outlets}; {}; {origins}",
        counted(quote.carriers.len() as u64, "place", "places"),
        counted(found.articles, "article", "articles"),
        counted(quote.wordings, "wording", "wordings"),
    )
}

fn first(quote: &Quote) -> String {
    match &quote.earliest {
        Some(article) => format!("Earliest: {article} ({})", quote.earliest_basis),
        None => format!("Earliest unknown: {}", quote.earliest_basis),
    }
}

fn date_of(date: Option<&Date>) -> String {
    date.map_or_else(|| "undated".into(), |d| day(&d.value))
}

fn outlet_of(outlet: Option<&str>) -> String {
    outlet.map_or_else(|| "outlet unknown".into(), one_line)
}

fn cells(carrier: &QuoteCarrier) -> [String; 4] {
    let speaker = match (&carrier.speaker, &carrier.speaker_mention) {
        (Some(speaker), _) => one_line(speaker),
        (None, Some(mention)) => format!("“{}”", one_line(&mention.text)),
        (None, None) => "unknown".into(),
    };
    [
        date_of(carrier.published.as_ref()),
        fit(&outlet_of(carrier.outlet.as_deref()), MAX_CELL),
        fit(&speaker, MAX_CELL),
        carrier.origin.to_string(),
    ]
}

/// A row with its cells under one another.
fn aligned(row: &[String; 4], widths: &[usize; 4]) -> String {
    let mut line = String::new();
    for (at, (cell, width)) in row.iter().zip(widths).enumerate() {
        let space = " ".repeat(width.saturating_sub(cell.width()));
        let (before, after) = if at == 3 {
            (space.as_str(), "")
        } else {
            ("", space.as_str())
        };
        line.extend([before, cell.as_str(), after]);
        line.push_str(&" ".repeat(GAP));
    }
    line
}

/// Where it stands, and why it is dated, attributed and counted as it is.
fn basis(carrier: &QuoteCarrier) -> String {
    let mut parts = vec![format!("{} [{}:{}]", carrier.article, carrier.start, carrier.end)];
    if let Some(date) = &carrier.published {
        parts.push(format!("dated by {}", date.evidence));
    }
    if carrier.speaker.is_some() {
        parts.push(format!(
            "speaker: {} ({})",
            carrier.rule,
            percentage(carrier.confidence)
        ));
    }
    parts.push(format!("origin: {}", carrier.origin_evidence));
    if !carrier.also_in.is_empty() {
        parts.push(format!("may belong to {} as well", carrier.also_in.join(", ")));
    }
    parts.join("; ")
}

/// Whether the carrier leaves out the beginning, or the end, of the quotation.
fn cuts(quote: &Quote, words: usize, carrier: &QuoteCarrier) -> (bool, bool) {
    if !matches!(carrier.variant.as_str(), "truncated" | "fragment" | "edited" | "spun") {
        return (false, false);
    }
    let ours: Vec<u64> = tokenize(&quote.text).iter().map(|t| t.hash).collect();
    let theirs: Vec<u64> = tokenize(&carrier.text).iter().map(|t| t.hash).collect();
    let touched = |at: u64, from: &str| (at, at + tokenize(from).len() as u64);
    let edits: Vec<(u64, u64)> = carrier.edits.iter().map(|e| touched(e.at, &e.from)).collect();
    let at_start = edits.iter().any(|e| e.0 == 0) || ours.first() == theirs.first();
    let at_end = edits.iter().any(|e| e.1 == words as u64) || ours.last() == theirs.last();
    (!at_start, !at_end)
}

#[cfg(test)]
mod tests {
    use super::super::made_up::traced;
    use super::*;

    fn check(name: &str, trace: &Trace, width: usize, colour: bool) {
        let layout = TraceLayout {
            width,
            colour,
            all: false,
        };
        let page = trace_page(trace, &layout).replace('\u{1B}', "ESC");
        if !colour {
            assert!(page.lines().all(|line| line.width() <= width), "{name} at {width}");
        }
        insta::assert_snapshot!(name, page);
    }

    #[test]
    fn pages_are_as_reviewed() {
        let trace = traced();
        check("trace-wide", &trace, 100, false);
        check("trace-narrow", &trace, 40, false);
        check("trace-colour", &trace, 100, true);
        let mut nothing = traced();
        nothing.quotes.clear();
        nothing.unmarked.clear();
        check("trace-nothing", &nothing, 72, false);
    }

    #[test]
    fn no_line_is_wider_than_asked_and_no_text_acts() {
        let mut trace = traced();
        for found in &mut trace.quotes {
            found.quote.text = "東京で会見した\u{1B}[2J市長は「辞任しない」と述べた".into();
            for carrier in &mut found.quote.carriers {
                carrier.outlet = Some("朝の新聞\u{202E}".repeat(9));
                carrier.text = "unforgettably".repeat(20);
            }
        }
        for width in [10, 20, 33, 60, 100] {
            let layout = TraceLayout {
                width,
                colour: false,
                all: true,
            };
            let page = trace_page(&trace, &layout);
            let widest = page.lines().map(UnicodeWidthStr::width).max();
            assert!(widest <= Some(width), "{widest:?} at {width}");
            assert!(!page.contains(['\u{1B}', '\u{202E}']));
        }
    }
}
