//! What a person reads in the terminal when a run is done.
//!
//! Input: the [`Overview`]; output: lines no wider than the terminal, without any control character
//! but the line ends and, if asked, the two styles of [`table`](super::table). Sections without
//! content are left out, but for a section that is the reason for the run: there it says why it is
//! empty. Article text is made inert first: a title cannot move the cursor.

use super::display::{bytes, counted, day, grouped, one_line, percentage};
use super::records::{Article, Counts, Overview, Quote, QuoteCarrier, Story};
use super::table::{Row, Style, fit, numbers, paint, table, wrap};
use super::wording::{marked, pieces};

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
    page.section("Widest stories", &stories(&page, overview));
    if counts.articles > 1 && counts.stories == 0 {
        page.section(
            "Widest stories",
            &["  No two articles are the same text or near it.".into()],
        );
    }
    page.section("Changed or disputed quotations", &disputed(&page, overview));
    page.section("Most carried quotations", &quotes(&page, overview));
    if counts.quotes_repeated == 0 && counts.articles > 1 {
        let why = if counts.quotes == 0 {
            "  No words in quotation marks were found."
        } else {
            "  No quotation stands in two articles."
        };
        page.section("Most carried quotations", &[why.into()]);
    }
    page.section("Who shares with whom", &pairs(&page, overview));
    page.section("Wire copy", &wire(&page, overview));
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
                "{}, {} in two or more articles; a speaker is given for {} of {}",
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

fn title_of(overview: &Overview, story: &Story) -> String {
    let title = overview
        .articles
        .get(&story.representative)
        .and_then(|a| a.title.as_deref());
    one_line(title.unwrap_or(&story.representative))
}

fn more(rows: &mut Vec<String>, shown: usize, all: u64, file: &str) {
    if all > shown as u64 {
        rows.push(format!("  … and {} more in {file}", grouped(all - shown as u64)));
    }
}

fn stories(page: &Page, overview: &Overview) -> Vec<String> {
    let shown: Vec<&Story> = overview.stories.iter().take(SHOWN).collect();
    let rows: Vec<Row> = shown
        .iter()
        .map(|story| Row {
            cells: vec![grouped(story.articles.len() as u64), grouped(story.outlets)],
            text: title_of(overview, story),
            notes: vec![earliest(overview, story.earliest.as_deref(), &story.earliest_basis)],
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let columns = [numbers("articles"), numbers("outlets")];
    let mut lines = table(&columns, "story", &rows, page.width, page.colour);
    more(&mut lines, shown.len(), overview.run.counts.stories, "stories.jsonl");
    lines
}

fn flag_name(flag: &str) -> String {
    match flag {
        CONFLICT => "different speakers".into(),
        other => one_line(&other.replace('_', " ")),
    }
}

fn disputed(page: &Page, overview: &Overview) -> Vec<String> {
    let matter = |flag: &String| ALTERED.contains(&flag.as_str()) || flag == CONFLICT;
    let flagged: Vec<&Quote> = overview.quotes.iter().filter(|q| q.flags.iter().any(matter)).collect();
    let mut rows = Vec::new();
    for quote in flagged.iter().take(SHOWN) {
        let flags: Vec<String> = quote.flags.iter().filter(|f| matter(f)).map(|f| flag_name(f)).collect();
        let mut notes = vec![flags.join(", ")];
        if quote.flags.iter().any(|f| f == CONFLICT) {
            notes.extend(speakers(quote));
        }
        if quote.flags.iter().any(|f| ALTERED.contains(&f.as_str())) {
            notes.extend(changes(quote));
        }
        rows.push(Row {
            cells: vec![grouped(articles_of(quote) as u64)],
            text: format!("“{}”", one_line(&quote.text)),
            notes,
        });
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let mut lines = table(&[numbers("articles")], "quotation", &rows, page.width, page.colour);
    if flagged.len() > SHOWN {
        lines.push(format!(
            "  … and {} more in report.html",
            grouped((flagged.len() - SHOWN) as u64)
        ));
    }
    lines
}

/// Who is named as the speaker, and where.
fn speakers(quote: &Quote) -> Vec<String> {
    let mut named: Vec<(String, Vec<String>)> = Vec::new();
    for carrier in &quote.carriers {
        let Some(speaker) = carrier.speaker.as_deref().map(one_line) else {
            continue;
        };
        let place = carrier
            .outlet
            .as_deref()
            .map_or_else(|| one_line(&carrier.article), one_line);
        match named.iter_mut().find(|(name, _)| *name == speaker) {
            Some((_, places)) if places.contains(&place) => {}
            Some((_, places)) => places.push(place),
            None => named.push((speaker, vec![place])),
        }
    }
    named
        .iter()
        .map(|(name, places)| format!("{name}: {}", places.join(", ")))
        .collect()
}

/// The first wordings that differ from the family's text.
fn changes(quote: &Quote) -> Vec<String> {
    let mut seen: Vec<&str> = Vec::new();
    let mut notes = Vec::new();
    for carrier in quote.carriers.iter().filter(|c| !c.edits.is_empty()) {
        if seen.contains(&carrier.text.as_str()) {
            continue;
        }
        seen.push(&carrier.text);
        let wording = pieces(&quote.text, &carrier.text, &carrier.edits)
            .map_or_else(|| one_line(&carrier.text), |pieces| one_line(&marked(&pieces)));
        notes.push(format!("{}: {wording}", of_carrier(carrier)));
        if notes.len() == 2 {
            break;
        }
    }
    notes
}

fn quotes(page: &Page, overview: &Overview) -> Vec<String> {
    let mut carried: Vec<(usize, &Quote)> = overview
        .quotes
        .iter()
        .map(|q| (articles_of(q), q))
        .filter(|(n, _)| *n > 1)
        .collect();
    carried.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    carried.truncate(SHOWN);
    let rows: Vec<Row> = carried
        .iter()
        .map(|(articles, quote)| {
            let speaker = quote.speaker.as_ref().map_or("speaker unknown".to_owned(), |s| {
                let role = s
                    .role
                    .as_deref()
                    .map(|r| format!(", {}", one_line(r)))
                    .unwrap_or_default();
                one_line(&s.name) + &role
            });
            let wordings = match quote.wordings {
                0 | 1 => String::new(),
                n => format!("; {} wordings", grouped(n)),
            };
            Row {
                cells: vec![grouped(*articles as u64), grouped(quote.origins)],
                text: format!("“{}”", one_line(&quote.text)),
                notes: vec![
                    speaker + &wordings,
                    earliest(overview, quote.earliest.as_deref(), &quote.earliest_basis),
                ],
            }
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let columns = [numbers("articles"), numbers("origins")];
    let mut lines = table(&columns, "quotation", &rows, page.width, page.colour);
    more(
        &mut lines,
        rows.len(),
        overview.run.counts.quotes_repeated,
        "quotes.jsonl",
    );
    lines
}

/// Distinct articles that carry a quotation.
pub(super) fn articles_of(quote: &Quote) -> usize {
    let mut articles: Vec<&str> = quote.carriers.iter().map(|c| c.article.as_str()).collect();
    articles.sort_unstable();
    articles.dedup();
    articles.len()
}

fn pairs(page: &Page, overview: &Overview) -> Vec<String> {
    let rows: Vec<Row> = overview
        .pairs
        .iter()
        .take(SHOWN)
        .map(|pair| {
            let (a, b) = (one_line(&pair.a), one_line(&pair.b));
            let mut first = Vec::new();
            for (who, n) in [
                (a.as_str(), pair.a_first),
                (b.as_str(), pair.b_first),
                ("not told by the dates", pair.order_unknown),
            ] {
                if n > 0 {
                    first.push(format!("{who} {}", grouped(n)));
                }
            }
            Row {
                cells: vec![grouped(pair.words), grouped(pair.stories), grouped(pair.passages)],
                text: format!("{a} – {b}"),
                notes: if first.is_empty() {
                    Vec::new()
                } else {
                    vec![format!("first: {}", first.join(", "))]
                },
            }
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let columns = [numbers("words"), numbers("stories"), numbers("passages")];
    let mut lines = table(&columns, "outlets", &rows, page.width, page.colour);
    more(&mut lines, rows.len(), overview.pairs.len() as u64, "outlet_pairs.csv");
    lines
}

fn wire(page: &Page, overview: &Overview) -> Vec<String> {
    let mut outlets: Vec<_> = overview
        .outlets
        .iter()
        .map(|o| (o.wire_words_by_agency.values().sum::<u64>(), o))
        .filter(|(words, o)| *words > 0 || o.uncredited_wire_articles > 0)
        .collect();
    // Copy that credits nobody is what an editor has to act on.
    outlets.sort_by_key(|(words, o)| std::cmp::Reverse((o.uncredited_wire_articles, *words)));
    let rows: Vec<Row> = outlets
        .iter()
        .take(SHOWN)
        .map(|(words, outlet)| {
            let agencies: Vec<String> = outlet
                .wire_words_by_agency
                .iter()
                .map(|(agency, n)| format!("{} {}", one_line(agency), grouped(*n)))
                .collect();
            let uncredited = match outlet.uncredited_wire_articles {
                0 => "–".into(),
                n => grouped(n),
            };
            Row {
                cells: vec![uncredited, grouped(*words)],
                text: one_line(&outlet.outlet),
                notes: if agencies.len() > 1 {
                    vec![agencies.join(", ")]
                } else {
                    Vec::new()
                },
            }
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let columns = [numbers("uncredited"), numbers("wire words")];
    let mut lines = table(&columns, "outlet", &rows, page.width, page.colour);
    more(&mut lines, rows.len(), outlets.len() as u64, "outlets.jsonl");
    lines
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
