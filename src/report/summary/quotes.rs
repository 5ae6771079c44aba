//! Quotations of the summary: those that were changed or are disputed, and those that most articles carry.

use super::super::display::{grouped, one_line};
use super::super::records::{Overview, Quote, QuoteCarrier};
use super::super::table::{Row, numbers, table};
use super::super::wording::{marked, pieces};
use super::{ALTERED, CONFLICT, Page, SHOWN, articles_of, earliest, more, of_carrier};

fn flag_name(flag: &str) -> String {
    match flag {
        CONFLICT => "different speakers".into(),
        other => one_line(&other.replace('_', " ")),
    }
}

pub(super) fn disputed(page: &Page, overview: &Overview) -> Vec<String> {
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
        if quote.flags.iter().any(|f| f == "truncated_meaning") {
            notes.extend(cuts(quote));
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

/// The first wordings that leave out some of the family's text, and nothing else.
fn cuts(quote: &Quote) -> Vec<String> {
    let shorter = quote
        .carriers
        .iter()
        .filter(|c| c.variant == "truncated" && c.edits.is_empty());
    let note = |c: &QuoteCarrier| format!("{}: only “{}”", of_carrier(c), one_line(&c.text));
    shorter.take(2).map(note).collect()
}

pub(super) fn quotes(page: &Page, overview: &Overview) -> Vec<String> {
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
