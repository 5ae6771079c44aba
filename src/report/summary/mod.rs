//! What a person reads in the terminal when a run is done.
//!
//! Input: the [`Overview`]; output: lines no wider than the terminal, without any control character
//! but the line ends and, if asked, the two styles of [`table`](super::table). Sections without
//! content are left out, but for a section that is the reason for the run: there it says why it is
//! empty. Article text is made inert first: a title cannot move the cursor.

mod quotes;
mod sharing;

use super::display::{bytes, counted, day, grouped, one_line, percentage};
use super::records::{Article, Counts, LeftOut, Overview, Quote, QuoteCarrier};
use super::table::{Style, fit, paint, wrap};

/// Rows in each section.
const SHOWN: usize = 5;

/// Flags that mean the words themselves were changed.
pub(super) const ALTERED: [&str; 4] = [
    "negation_changed",
    "number_changed",
    "name_changed",
    "truncated_meaning",
];
/// The flag of carriers that name different speakers.
pub(super) const CONFLICT: &str = "attribution_conflict";

/// The summary of a run for a terminal `width` columns wide.
#[must_use]
pub fn summary(overview: &Overview, width: usize, colour: bool) -> String {
    let mut page = Page {
        lines: Vec::new(),
        width: width.max(10),
        colour,
    };
    let counts = &overview.run.counts;
    numbers_read(&mut page, counts);
    page.section("Widest stories", &sharing::stories(&page, overview));
    if counts.articles > 1 && counts.stories == 0 {
        page.section(
            "Widest stories",
            &["  No two articles are the same text or near it.".into()],
        );
    }
    page.section("Changed or disputed quotations", &quotes::disputed(&page, overview));
    page.section("Most carried quotations", &quotes::quotes(&page, overview));
    if counts.quotes_repeated == 0 && counts.articles > 1 {
        let why = if counts.quotes == 0 {
            "  No words in quotation marks were found."
        } else {
            "  No quotation stands in two articles."
        };
        page.section("Most carried quotations", &[why.into()]);
    }
    page.section("Who shares with whom", &sharing::pairs(&page, overview));
    page.section("Uncredited wire copy", &sharing::uncredited(&page, overview));
    page.section("Wire copy by outlet", &sharing::wire(&page, overview));
    page.section("Not read", &rejected(&page, overview));
    page.section("Keep in mind", &warnings(&page, overview));
    let mut out = page.lines.join("\n");
    out.push('\n');
    out
}

struct Page {
    lines: Vec<String>,
    width: usize,
    colour: bool,
}

impl Page {
    fn section(&mut self, title: &str, body: &[String]) {
        if body.is_empty() {
            return;
        }
        self.lines.push(String::new());
        self.lines
            .push(paint(&fit(title, self.width), Style::Bold, self.colour));
        self.lines.extend_from_slice(body);
    }

    /// A label with the text beside it, wrapped.
    fn fact(&mut self, label: &str, text: &str) {
        const LABEL: usize = 10;
        if text.is_empty() {
            return;
        }
        let beside = self.width > 40;
        let room = if beside { self.width - LABEL } else { self.width - 2 };
        if !beside {
            self.lines.push(paint(label, Style::Bold, self.colour));
        }
        for (i, line) in wrap(text, room, 9).into_iter().enumerate() {
            let lead = match (beside, i) {
                (true, 0) => paint(&format!("{label:<LABEL$}"), Style::Bold, self.colour),
                (true, _) => " ".repeat(LABEL),
                (false, _) => "  ".into(),
            };
            self.lines.push(lead + &line);
        }
    }
}

fn numbers_read(page: &mut Page, counts: &Counts) {
    page.fact(
        "Read",
        &format!(
            "{} from {}, {} ({})",
            counted(counts.articles, "article", "articles"),
            counted(counts.outlets, "known outlet", "known outlets"),
            counted(counts.words, "word", "words"),
            bytes(counts.bytes),
        ),
    );
    if counts.rejected > 0 {
        page.fact("Not read", &counted(counts.rejected, "record", "records"));
    }
    let unknown: Vec<String> = [
        (counts.undated, "without a date"),
        (counts.unknown_outlet, "without a known outlet"),
    ]
    .iter()
    .filter(|(n, _)| *n > 0)
    .map(|(n, what)| format!("{} {what}", counted(*n, "article", "articles")))
    .collect();
    page.fact("Unknown", &unknown.join(", "));
    page.fact(
        "Stories",
        &match counts.stories {
            0 => "none".into(),
            n => format!(
                "{}, of {} ({} of all)",
                grouped(n),
                counted(counts.articles_in_stories, "article", "articles"),
                percentage(share(counts.articles_in_stories, counts.articles)),
            ),
        },
    );
    let kinds: Vec<String> = counts
        .passages_by_kind
        .iter()
        .map(|(kind, n)| format!("{} {}", grouped(*n), one_line(kind)))
        .collect();
    page.fact(
        "Passages",
        &match counts.passages {
            0 => "none shared".into(),
            n => format!("{} shared: {}", grouped(n), kinds.join(", ")),
        },
    );
    page.fact(
        "Quotes",
        &match counts.quotes {
            0 => "none".into(),
            n => format!(
                "{}, of which {} in two or more articles; a speaker is given for {} of {}",
                grouped(n),
                grouped(counts.quotes_repeated),
                grouped(counts.quotes_attributed),
                counted(counts.quote_carriers, "place", "places"),
            ),
        },
    );
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// The outlet and date of an article, as far as they are known.
fn who_and_when(article: &str, outlet: Option<&str>, date: Option<&str>) -> String {
    let who = outlet.map_or_else(|| format!("unknown outlet ({})", one_line(article)), one_line);
    match date {
        Some(value) => format!("{who}, {}", day(value)),
        None => format!("{who}, undated"),
    }
}

fn of_article(article: &Article) -> String {
    let date = article.published.as_ref().map(|d| d.value.as_str());
    who_and_when(&article.article, article.outlet.as_deref(), date)
}

fn of_carrier(carrier: &QuoteCarrier) -> String {
    let date = carrier.published.as_ref().map(|d| d.value.as_str());
    who_and_when(&carrier.article, carrier.outlet.as_deref(), date)
}

fn earliest(overview: &Overview, article: Option<&str>, basis: &str) -> String {
    match article {
        Some(id) => {
            let who = overview.articles.get(id).map_or_else(|| one_line(id), of_article);
            format!("earliest in this corpus: {who}")
        }
        None => format!("earliest unknown: {}", one_line(basis)),
    }
}

fn more(rows: &mut Vec<String>, shown: usize, all: u64, file: &str) {
    if all > shown as u64 {
        rows.push(format!("  … and {} more in {file}", grouped(all - shown as u64)));
    }
}

/// Distinct articles that carry a quotation.
pub(super) fn articles_of(quote: &Quote) -> usize {
    let mut articles: Vec<&str> = quote.carriers.iter().map(|c| c.article.as_str()).collect();
    articles.sort_unstable();
    articles.dedup();
    articles.len()
}

fn rejected(page: &Page, overview: &Overview) -> Vec<String> {
    let shown = overview.rejected.len().min(SHOWN);
    let mut lines = Vec::new();
    for record in &overview.rejected[..shown] {
        let place = match record.record {
            0 => one_line(&record.path),
            n => format!("{}, record {}", one_line(&record.path), grouped(n)),
        };
        let text = format!("{place}: {}", one_line(&record.reason));
        lines.extend(wrap(&text, page.width - 2, 2).into_iter().map(|l| format!("  {l}")));
    }
    more(&mut lines, shown, overview.run.counts.rejected, "rejected.jsonl");
    lines
}

fn warnings(page: &Page, overview: &Overview) -> Vec<String> {
    let mut lines = Vec::new();
    for warning in &overview.run.warnings {
        for (i, line) in wrap(&one_line(&warning.message), page.width - 4, 4)
            .into_iter()
            .enumerate()
        {
            lines.push(format!("  {} {line}", if i == 0 { "·" } else { " " }));
        }
    }
    lines
}

/// What `report.html` leaves out, if anything, and how to have it there, in lines no wider than `width`.
#[must_use]
pub fn left_out(left: &LeftOut, counts: &Counts, width: usize) -> Option<String> {
    let lists = [
        (left.uncredited, "uncredited article", "uncredited articles"),
        (left.stories, "story", "stories"),
        (left.passages, "passage", "passages"),
        (left.quotes, "quotation", "quotations"),
    ];
    let lists = lists.iter().filter(|(n, ..)| *n > 0);
    let lists: Vec<String> = lists.map(|(n, one, many)| counted(*n, one, many)).collect();
    if lists.is_empty() {
        return None;
    }
    // Most are words that one article prints: what several share is what the page is for.
    let repeated = match left.quotes_repeated {
        _ if left.quotes == 0 => String::new(),
        0 => " (all that stand in two or more articles are on it)".into(),
        n => format!(
            " ({} of the {} in two or more articles are on it)",
            grouped(counts.quotes_repeated.saturating_sub(n)),
            grouped(counts.quotes_repeated),
        ),
    };
    let limit = left.limit_bytes as f64 / 1e6;
    let text = format!(
        "report.html leaves out {}{repeated} to stay below {limit:.0} MB; they are in the other files \
         (--report-limit {:.0}MB holds more)",
        lists.join(", "),
        limit * 2.0,
    );
    Some(wrap(&text, width.max(10), 99).join("\n"))
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;
    use crate::report::made_up;

    #[test]
    fn the_summary_of_a_small_run() {
        insta::assert_snapshot!("wide", summary(&made_up::dam(), 100, false));
        insta::assert_snapshot!("narrow", summary(&made_up::dam(), 40, false));
        insta::assert_snapshot!("nothing", summary(&made_up::nothing(), 80, false));
    }

    #[test]
    fn hostile_text_cannot_act_and_no_line_is_too_wide() {
        for width in [10, 20, 33, 40, 57, 80, 100, 200] {
            for run in [made_up::dam(), made_up::hostile(), made_up::nothing()] {
                let text = summary(&run, width, false);
                for line in text.lines() {
                    assert!(line.width() <= width, "{} > {width}: {line}", line.width());
                    assert!(!line.contains(|c: char| c.is_control() || c == '\u{202E}'), "{line:?}");
                    assert_eq!(line, line.trim_end(), "nothing invisible at the end");
                }
            }
        }
    }

    #[test]
    fn what_the_page_leaves_out_is_said() {
        let check = |stories: u64, quotes: u64, repeated: u64, expected: Option<&str>| {
            let left = LeftOut {
                stories,
                quotes,
                quotes_repeated: repeated,
                limit_bytes: 15_000_000,
                ..LeftOut::default()
            };
            let counts = Counts {
                quotes_repeated: 1_800,
                ..Counts::default()
            };
            let said = left_out(&left, &counts, 200);
            assert_eq!(said.as_deref(), expected, "{stories} {quotes} {repeated}");
            for line in left_out(&left, &counts, 40).unwrap_or_default().lines() {
                assert!(line.width() <= 40, "{line}");
            }
        };
        check(0, 0, 0, None);
        check(
            1,
            0,
            0,
            Some(
                "report.html leaves out 1 story to stay below 15 MB; they are in the other files (--report-limit 30MB holds more)",
            ),
        );
        check(
            0,
            12_345,
            0,
            Some(
                "report.html leaves out 12,345 quotations (all that stand in two or more articles are on it) to stay below 15 MB; \
                 they are in the other files (--report-limit 30MB holds more)",
            ),
        );
        check(
            0,
            12_345,
            300,
            Some(
                "report.html leaves out 12,345 quotations (1,500 of the 1,800 in two or more articles are on it) to stay below 15 MB; \
                 they are in the other files (--report-limit 30MB holds more)",
            ),
        );
    }

    #[test]
    fn colour_changes_no_word() {
        for width in [40, 100] {
            let plain = summary(&made_up::dam(), width, false);
            let coloured = summary(&made_up::dam(), width, true);
            assert!(coloured.contains('\u{1B}') && !plain.contains('\u{1B}'));
            let bare = ["\u{1B}[1m", "\u{1B}[2m", "\u{1B}[0m"]
                .iter()
                .fold(coloured, |text, code| text.replace(code, ""));
            assert_eq!(bare, plain);
        }
    }
}
