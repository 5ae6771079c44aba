//! What the summary says of sharing: the widest stories, pairs of outlets, agency copy with and without a credit.

use super::super::display::{counted, grouped, one_line, percentage};
use super::super::records::{Overview, Story, Uncredited};
use super::super::table::{Row, numbers, table};
use super::{Page, SHOWN, earliest, more, of_article, who_and_when};

pub(super) fn stories(page: &Page, overview: &Overview) -> Vec<String> {
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

fn title_of(overview: &Overview, story: &Story) -> String {
    let title = overview
        .articles
        .get(&story.representative)
        .and_then(|a| a.title.as_deref());
    one_line(title.unwrap_or(&story.representative))
}

pub(super) fn pairs(page: &Page, overview: &Overview) -> Vec<String> {
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

pub(super) fn wire(page: &Page, overview: &Overview) -> Vec<String> {
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

/// Articles that print copy which others credit to an agency with all of its text, and name no agency; `Overview` has them first.
pub(super) fn uncredited(page: &Page, overview: &Overview) -> Vec<String> {
    let shown: Vec<&Uncredited> = overview
        .uncredited
        .iter()
        .filter(|u| u.mention.is_none() && u.agency_covers == "text")
        .take(SHOWN)
        .collect();
    let row = |found: &&Uncredited| {
        let article = overview.articles.get(&found.article);
        let title = article.and_then(|a| a.title.as_deref()).unwrap_or(&found.article);
        let mut credited: Vec<String> = found
            .copies
            .iter()
            .map(|c| one_line(c.outlet.as_deref().unwrap_or(&c.article)))
            .collect();
        credited.sort_unstable();
        credited.dedup();
        let agencies: Vec<String> = found.agencies.iter().map(|a| one_line(a)).collect();
        let date = found.published.as_ref().map(|d| d.value.as_str());
        Row {
            cells: vec![percentage(found.shared_share), grouped(found.shared_words)],
            text: one_line(title),
            notes: vec![
                article.map_or_else(
                    || who_and_when(&found.article, found.outlet.as_deref(), date),
                    of_article,
                ),
                format!(
                    "credited to {} in {}: {}",
                    agencies.join(", "),
                    counted(found.credited_articles, "article", "articles"),
                    credited.join(", "),
                ),
            ],
        }
    };
    let rows: Vec<Row> = shown.iter().map(row).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let columns = [numbers("of it"), numbers("words")];
    let mut lines = table(&columns, "article", &rows, page.width, page.colour);
    more(
        &mut lines,
        shown.len(),
        overview.run.counts.uncredited_wire,
        "uncredited.jsonl",
    );
    lines
}
