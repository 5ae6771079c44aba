//! The records of a run as rows of the tables.
//!
//! Input: the files of a run; output: rows of [`TABLES`](super::tables::TABLES), in the order of the files, to every sink
//! at once. Cost: linear; one record is held at a time.

use super::ExportError;
use super::read::Results;
use super::table::{Cell, Sink};
use super::tables::TABLES;
use crate::report::records::{
    Article, Date, Doubt, Match, Outlet, Passage, Quote, QuoteCarrier, Rejected, Run, Story, Uncredited,
};

/// Gives rows to every sink.
struct Rows<'s> {
    sinks: &'s mut [Box<dyn Sink>],
}

impl Rows<'_> {
    fn put(&mut self, table: &str, cells: &[Cell<'_>]) -> Result<(), ExportError> {
        let Some(at) = TABLES.iter().position(|t| t.name == table) else {
            debug_assert!(false, "there is no table {table}");
            return Ok(());
        };
        debug_assert_eq!(cells.len(), TABLES[at].columns.len(), "cells of {table}");
        for sink in &mut *self.sinks {
            sink.row(at, cells)?;
        }
        Ok(())
    }
}

/// Reads every file once and hands its rows on.
pub(super) fn fill(results: &Results, sinks: &mut [Box<dyn Sink>]) -> Result<(), ExportError> {
    let mut rows = Rows { sinks };
    run(&results.run, &mut rows)?;
    for article in &results.articles {
        self::article(article, &mut rows)?;
    }
    results.each("stories.jsonl", |s: Story| story(&s, results, &mut rows))?;
    results.each("matches.jsonl", |m: Match| located(&m, &mut rows))?;
    results.each("passages.jsonl", |p: Passage| passage(&p, results, &mut rows))?;
    results.each("quotes.jsonl", |q: Quote| quote(&q, results, &mut rows))?;
    results.each("outlets.jsonl", |o: Outlet| outlet(&o, &mut rows))?;
    for p in results.pairs()? {
        let row = [
            (&p.a).into(),
            (&p.b).into(),
            p.stories.into(),
            p.passages.into(),
            p.words.into(),
            p.a_first.into(),
            p.b_first.into(),
            p.order_unknown.into(),
            (&p.agencies).into(),
        ];
        rows.put("outlet_pairs", &row)?;
    }
    results.each("uncredited.jsonl", |u: Uncredited| uncredited(&u, &mut rows))?;
    results.each("rejected.jsonl", |r: Rejected| {
        rows.put("rejected", &[(&r.path).into(), r.record.into(), (&r.reason).into()])
    })
}

fn run(run: &Run, rows: &mut Rows<'_>) -> Result<(), ExportError> {
    let mut put =
        |section: &str, name: &str, value: String| rows.put("run", &[section.into(), name.into(), value.into()]);
    put("tool", "name", run.tool.clone())?;
    put("tool", "version", run.version.clone())?;
    put("tool", "schema_version", run.schema_version.to_string())?;
    for input in &run.inputs {
        put("input", "input", input.clone())?;
    }
    for (name, value) in &run.parameters {
        put("parameter", name, value.to_string())?;
    }
    if let Ok(serde_json::Value::Object(counts)) = serde_json::to_value(&run.counts) {
        for (name, count) in counts {
            match count {
                serde_json::Value::Object(parts) => {
                    for (part, count) in parts {
                        put("count", &format!("{name}.{part}"), count.to_string())?;
                    }
                }
                count => put("count", &name, count.to_string())?,
            }
        }
    }
    if let Ok(serde_json::Value::Object(compared)) = serde_json::to_value(&run.compared) {
        for (name, value) in compared {
            put("compared", &name, value.to_string())?;
        }
    }
    for warning in &run.warnings {
        put("warning", &warning.code, warning.message.clone())?;
    }
    for limit in &run.limits {
        put("limit", "limit", limit.clone())?;
    }
    Ok(())
}

/// The instant, where a zone and a time are known, and the day, where it is.
pub(super) fn moments(date: Option<&Date>) -> (Option<i64>, Option<i32>) {
    let Some(date) = date else { return (None, None) };
    let instant = date.value.parse::<jiff::Timestamp>().ok();
    let day = date.value.get(..10).and_then(|d| d.parse::<jiff::civil::Date>().ok());
    let days = day.and_then(|d| (d - jiff::civil::date(1970, 1, 1)).get_days().into());
    (instant.map(jiff::Timestamp::as_microsecond), days)
}

fn article(a: &Article, rows: &mut Rows<'_>) -> Result<(), ExportError> {
    let (date, credit) = (a.published.as_ref(), a.agency_credit.as_ref());
    let (instant, day) = moments(date);
    rows.put(
        "articles",
        &[
            (&a.article).into(),
            (&a.path).into(),
            a.record.into(),
            (&a.outlet).into(),
            (&a.outlet_evidence).into(),
            (&a.publisher).into(),
            (&a.title).into(),
            (&a.byline).into(),
            (&a.agency).into(),
            (&a.agency_evidence).into(),
            (&a.agency_covers).into(),
            (!a.agency_also.is_empty()).then(|| a.agency_also.join(", ")).into(),
            credit.map(|m| m.start).into(),
            credit.map(|m| m.end).into(),
            date.map(|d| d.value.as_str()).into(),
            date.map(|d| d.precision.as_str()).into(),
            date.map(|d| d.evidence.as_str()).into(),
            instant.map_or(Cell::Null, Cell::Instant),
            day.map_or(Cell::Null, Cell::Day),
            (&a.language).into(),
            (&a.url).into(),
            a.words.into(),
            (&a.story).into(),
            (&a.text_hash).into(),
        ],
    )
}

fn story(s: &Story, results: &Results, rows: &mut Rows<'_>) -> Result<(), ExportError> {
    let title = results.article(&s.representative).and_then(|a| a.title.as_deref());
    rows.put(
        "stories",
        &[
            (&s.story).into(),
            (&s.representative).into(),
            title.into(),
            (&s.earliest).into(),
            (&s.earliest_basis).into(),
            (s.articles.len() as u64).into(),
            s.outlets.into(),
        ],
    )?;
    doubts(&s.story, &s.doubts, rows)?;
    for m in &s.articles {
        let row = [
            (&s.story).into(),
            (&m.article).into(),
            (&m.relation).into(),
            m.similarity.into(),
            m.containment.into(),
            (&m.against).into(),
        ];
        rows.put("story_articles", &row)?;
    }
    Ok(())
}

fn doubts(record: &str, doubts: &[Doubt], rows: &mut Rows<'_>) -> Result<(), ExportError> {
    doubts.iter().try_for_each(|d| {
        let row = [record.into(), (&d.article).into(), (&d.reason).into()];
        rows.put("doubts", &row)
    })
}

fn uncredited(u: &Uncredited, rows: &mut Rows<'_>) -> Result<(), ExportError> {
    let mention = u.mention.as_ref();
    rows.put(
        "uncredited",
        &[
            (&u.article).into(),
            (&u.outlet).into(),
            u.published.as_ref().map(|d| d.value.as_str()).into(),
            u.words.into(),
            u.shared_words.into(),
            u.shared_share.into(),
            u.agencies.join(", ").into(),
            (&u.agency_covers).into(),
            mention.map(|m| m.text.as_str()).into(),
            mention.map(|m| m.start).into(),
            mention.map(|m| m.end).into(),
            u.credited_articles.into(),
        ],
    )?;
    for c in &u.copies {
        let row = [
            (&u.article).into(),
            (&c.passage).into(),
            c.start.into(),
            c.end.into(),
            c.words.into(),
            (&c.article).into(),
            (&c.outlet).into(),
            (&c.agency).into(),
            (&c.agency_evidence).into(),
            (&c.agency_covers).into(),
            c.article_start.into(),
            c.article_end.into(),
        ];
        rows.put("uncredited_copies", &row)?;
    }
    Ok(())
}

fn located(m: &Match, rows: &mut Rows<'_>) -> Result<(), ExportError> {
    rows.put(
        "matches",
        &[
            (&m.a).into(),
            m.a_start.into(),
            m.a_end.into(),
            (&m.b).into(),
            m.b_start.into(),
            m.b_end.into(),
            m.words.into(),
            m.identity.into(),
            (&m.kind).into(),
        ],
    )
}

/// The address of a place in an article: its own, and the directive that selects the words.
fn link(results: &Results, article: &str, fragment: Option<&str>) -> Option<String> {
    // Whoever shows a table makes links of such cells: no other scheme may run there.
    let web = |url: &&str| url.starts_with("https://") || url.starts_with("http://");
    let url = results.article(article)?.url.as_deref().filter(web)?;
    Some(crate::report::fragment::address(url, fragment?))
}

fn passage(p: &Passage, results: &Results, rows: &mut Rows<'_>) -> Result<(), ExportError> {
    rows.put(
        "passages",
        &[
            (&p.passage).into(),
            (&p.kind).into(),
            (&p.rule).into(),
            (&p.text).into(),
            p.words.into(),
            (&p.representative).into(),
            (&p.earliest).into(),
            (&p.earliest_basis).into(),
            (&p.agency).into(),
            p.origins.into(),
            (&p.origins_bound).into(),
            (&p.origins_basis).into(),
            (p.carriers.len() as u64).into(),
        ],
    )?;
    doubts(&p.passage, &p.doubts, rows)?;
    for (c, number) in p.carriers.iter().zip(1_u64..) {
        let row = [
            (&p.passage).into(),
            number.into(),
            (&c.article).into(),
            (&c.outlet).into(),
            c.start.into(),
            c.end.into(),
            c.identity.into(),
            c.coverage.into(),
            (&c.text).into(),
            c.origin.into(),
            (&c.origin_rule).into(),
            (&c.origin_evidence).into(),
            (&c.origin_with).into(),
            link(results, &c.article, c.fragment.as_deref()).into(),
        ];
        rows.put("passage_carriers", &row)?;
    }
    Ok(())
}

fn quote(q: &Quote, results: &Results, rows: &mut Rows<'_>) -> Result<(), ExportError> {
    let speaker = q.speaker.as_ref();
    // A list that Datasette can facet by, and others can split.
    let flags = serde_json::Value::from(q.flags.clone()).to_string();
    rows.put(
        "quotes",
        &[
            (&q.quote).into(),
            (&q.text).into(),
            speaker.map(|s| s.name.as_str()).into(),
            speaker.and_then(|s| s.role.as_deref()).into(),
            speaker.map(|s| s.class.as_str()).into(),
            (&q.earliest).into(),
            (&q.earliest_basis).into(),
            q.origins.into(),
            (&q.origins_bound).into(),
            (&q.origins_basis).into(),
            flags.into(),
            q.wordings.into(),
            (q.carriers.len() as u64).into(),
        ],
    )?;
    doubts(&q.quote, &q.doubts, rows)?;
    for (c, number) in q.carriers.iter().zip(1_u64..) {
        quote_carrier(q, c, number, results, rows)?;
    }
    Ok(())
}

fn quote_carrier(
    q: &Quote,
    c: &QuoteCarrier,
    number: u64,
    results: &Results,
    rows: &mut Rows<'_>,
) -> Result<(), ExportError> {
    let (instant, day) = moments(c.published.as_ref());
    let mention = c.speaker_mention.as_ref();
    rows.put(
        "quote_carriers",
        &[
            (&q.quote).into(),
            number.into(),
            (&c.article).into(),
            (&c.outlet).into(),
            c.published.as_ref().map(|d| d.value.as_str()).into(),
            instant.map_or(Cell::Null, Cell::Instant),
            day.map_or(Cell::Null, Cell::Day),
            c.start.into(),
            c.end.into(),
            (&c.text).into(),
            (&c.prefix).into(),
            (&c.suffix).into(),
            (&c.kind).into(),
            (&c.variant).into(),
            (&c.speaker).into(),
            mention.map(|m| m.start).into(),
            mention.map(|m| m.end).into(),
            (&c.cue).into(),
            (&c.rule).into(),
            c.confidence.into(),
            c.origin.into(),
            (&c.origin_rule).into(),
            (&c.origin_evidence).into(),
            (&c.origin_with).into(),
            link(results, &c.article, c.fragment.as_deref()).into(),
        ],
    )?;
    for e in &c.edits {
        let row = [
            (&q.quote).into(),
            number.into(),
            (&e.op).into(),
            (&e.from).into(),
            (&e.to).into(),
            e.at.into(),
        ];
        rows.put("quote_edits", &row)?;
    }
    Ok(())
}

fn outlet(o: &Outlet, rows: &mut Rows<'_>) -> Result<(), ExportError> {
    rows.put(
        "outlets",
        &[
            (&o.outlet).into(),
            o.articles.into(),
            o.words.into(),
            o.shared_words.into(),
            o.shared_share.into(),
            o.boilerplate_words.into(),
            o.boilerplate_share.into(),
            o.uncredited_wire_articles.into(),
            o.quotes.into(),
        ],
    )?;
    for (agency, &words) in &o.wire_words_by_agency {
        let share = o.wire_share_by_agency.get(agency).copied();
        let row = [(&o.outlet).into(), agency.into(), words.into(), share.into()];
        rows.put("outlet_agencies", &row)?;
    }
    Ok(())
}
