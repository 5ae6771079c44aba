//! Made-up results for tests: an inquiry into a dam, in copy invented for the purpose.

mod hostile;
mod parts;

use std::collections::BTreeMap;

use parts::{outlets, pairs, passages, responsibility, single, story, told_quote, uncredited};

use super::records::{
    Article, Counts, Date, Edit, LeftOut, Mention, Overview, QuoteCarrier, Rejected, Run, Stage, Warning,
};

pub(crate) use hostile::hostile;

/// A run that read nothing.
pub(crate) fn nothing() -> Overview {
    Overview {
        run: Run {
            schema_version: 1,
            tool: "dedupe".into(),
            version: "0.1.0".into(),
            parameters: BTreeMap::new(),
            inputs: vec!["news/".into()],
            counts: Counts {
                articles: 0,
                rejected: 0,
                bytes: 0,
                words: 0,
                outlets: 0,
                unknown_outlet: 0,
                undated: 0,
                agency_credited: 0,
                stories: 0,
                articles_in_stories: 0,
                matches: 0,
                passages: 0,
                passages_by_kind: BTreeMap::new(),
                quotes: 0,
                quote_carriers: 0,
                quotes_repeated: 0,
                quotes_attributed: 0,
                quotes_by_flag: BTreeMap::new(),
                ..Counts::default()
            },
            stages: Vec::new(),
            warnings: Vec::new(),
            limits: Vec::new(),
            ..Run::default()
        },
        articles: BTreeMap::new(),
        stories: Vec::new(),
        passages: Vec::new(),
        quotes: Vec::new(),
        outlets: Vec::new(),
        pairs: Vec::new(),
        rejected: Vec::new(),
        uncredited: Vec::new(),
        spilled_bytes: 0,
        left_out: LeftOut::default(),
    }
}

fn date(value: &str) -> Option<Date> {
    let precision = match value.len() {
        4 => "year",
        7 => "month",
        10 => "day",
        _ => "minute",
    };
    (!value.is_empty()).then(|| Date {
        value: value.into(),
        precision: precision.into(),
        evidence: format!("field `date`: {value}"),
    })
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

pub(crate) fn article(id: &str, outlet: &str, title: &str, published: &str, agency: &str) -> Article {
    Article {
        article: id.into(),
        path: format!("news/{id}"),
        record: 1,
        outlet: some(outlet),
        outlet_evidence: some(outlet).map(|_| "folder name".into()),
        title: some(title),
        byline: None,
        agency: some(agency),
        agency_evidence: some(agency).map(|a| format!("byline: “{a}”")),
        agency_covers: some(agency).map(|_| "text".into()),
        published: date(published),
        language: some("en"),
        url: Some(format!(
            "https://{}.example/{id}",
            outlet.to_lowercase().replace(' ', "")
        )),
        words: 412,
        characters: 3_300,
        story: some("s1"),
        text_hash: "0".repeat(32),
        ..Article::default()
    }
}

pub(crate) fn carrier(article: &Article, text: &str, variant: &str, speaker: &str, origin: u64) -> QuoteCarrier {
    QuoteCarrier {
        article: article.article.clone(),
        outlet: article.outlet.clone(),
        published: article.published.clone(),
        start: 1204,
        end: 1204 + text.chars().count() as u32,
        text: text.into(),
        prefix: "villages below the dam were told, “".into(),
        suffix: "” said Mrs Tolland, who lost her".into(),
        kind: "direct".into(),
        variant: variant.into(),
        edits: Vec::new(),
        speaker: some(speaker),
        speaker_mention: some(speaker).map(|text| Mention {
            start: 1290,
            end: 1301,
            text,
        }),
        cue: some(speaker).map(|_| "said".into()),
        rule: if speaker.is_empty() { "none" } else { "verb-subject" }.into(),
        confidence: if speaker.is_empty() { 0.0 } else { 0.97 },
        origin,
        origin_evidence: "the words around it are copied too".into(),
        also_in: Vec::new(),
        ..QuoteCarrier::default()
    }
}

pub(crate) fn edit(op: &str, from: &str, to: &str, at: u64) -> Edit {
    Edit {
        op: op.into(),
        from: from.into(),
        to: to.into(),
        at,
    }
}

/// A small run with something of everything.
pub(crate) fn dam() -> Overview {
    let articles = [
        article(
            "courier/dam-inquiry.txt",
            "Harbour Courier",
            "Engineers’ warnings ignored four times, dam inquiry finds",
            "2026-03-02T06:10",
            "Northwire",
        ),
        article(
            "sentinel/dam.txt",
            "Valley Sentinel",
            "Dam company ‘ignored’ pleas over spillway",
            "2026-03-02",
            "",
        ),
        article(
            "times/hallin.txt",
            "Riverside Times",
            "Six drowned after warnings on Hallin Dam went unheard, inquiry says",
            "2026-03-02",
            "Northwire",
        ),
        article(
            "rundschau/staudamm.txt",
            "Lorenzer Rundschau",
            "Bericht: Warnungen vor dem Dammbruch blieben ungehört",
            "2026-03",
            "",
        ),
        article("clip-17.txt", "", "Dam report in full", "", ""),
        article(
            "ledger/measure-r.txt",
            "Metro Ledger",
            "Measure R passes by 311 votes",
            "2026-03-04",
            "",
        ),
        article(
            "post/bond.txt",
            "Tidewater Post",
            "Transit bond wins narrowly",
            "2026-03-05",
            "",
        ),
    ];
    let told = "We had never been told, in 30 years, that the gate could jam";
    let mut run = nothing();
    run.quotes = vec![
        told_quote(&articles, told),
        responsibility(&articles),
        single(&articles),
    ];
    run.stories = vec![
        story(
            "s1",
            &articles,
            &[
                (0, "exact", 1.0),
                (1, "near", 0.83),
                (2, "part", 0.61),
                (4, "near", 0.9),
            ],
            Some(0),
        ),
        story("s2", &articles, &[(5, "exact", 1.0), (6, "part", 0.44)], None),
    ];
    run.passages = passages(&articles);
    run.uncredited = uncredited(&articles);
    run.outlets = outlets();
    run.pairs = pairs();
    run.rejected = vec![
        Rejected {
            path: "news/archive.jsonl".into(),
            record: 88,
            reason: "line is not JSON: expected `,` at column 211".into(),
        },
        Rejected {
            path: "news/old.txt.gz".into(),
            record: 0,
            reason: "gzip ends early after 18,211 bytes".into(),
        },
    ];
    run.run = Run {
        parameters: BTreeMap::from([
            ("story.shingle_words".into(), 5.into()),
            ("story.near_similarity".into(), 0.8.into()),
            ("quote.min_words".into(), 1.into()),
        ]),
        inputs: vec!["news/".into(), "archive.jsonl".into()],
        counts: Counts {
            articles: 7,
            rejected: 2,
            bytes: 96_211,
            words: 14_902,
            outlets: 6,
            unknown_outlet: 1,
            undated: 1,
            agency_credited: 2,
            uncredited_wire: 1,
            stories: 2,
            articles_in_stories: 6,
            matches: 11,
            passages: 31,
            passages_by_kind: [
                ("wire", 14),
                ("shared", 9),
                ("background", 3),
                ("boilerplate", 4),
                ("self", 1),
            ]
            .map(|(kind, n)| (kind.to_owned(), n))
            .into(),
            quotes: 22,
            quote_carriers: 41,
            quotes_repeated: 2,
            quotes_attributed: 33,
            quotes_by_flag: BTreeMap::from([("negation_changed".into(), 1)]),
            ..Counts::default()
        },
        stages: vec![Stage {
            stage: "reading".into(),
            seconds: 0.2,
            peak_memory_bytes: Some(31_000_000),
        }],
        warnings: vec![
            Warning {
                code: "undated".into(),
                count: 1,
                message: "1 of 7 articles has no date; it is listed last and is never called the earliest.".into(),
            },
            Warning {
                code: "unknown-outlet".into(),
                count: 1,
                message: "For 1 of 7 articles nothing shows the outlet; it is not in the outlet tables.".into(),
            },
        ],
        limits: vec![
            "Copying that changed most words leaves no trace here; origins are an upper bound.".into(),
            "The earliest article in this corpus need not be the first one published.".into(),
        ],
        ..run.run
    };
    run.articles = articles.into_iter().map(|a| (a.article.clone(), a)).collect();
    run
}

/// Words that were looked for in the made-up run, with everything a page may have to show.
pub(crate) fn traced() -> super::traced::Trace {
    use super::traced::{Nearest, Searched, Trace, TracedQuote, Unmarked};
    let run = dam();
    let quotes = run.quotes.iter().take(2).map(|quote| TracedQuote {
        held: "inside".into(),
        agreement: 1.0,
        articles: 4,
        outlets: 3,
        quote: quote.clone(),
    });
    let place = |text: &str| Unmarked {
        article: "post/bond.txt".into(),
        outlet: some("Tidewater Post"),
        published: date("2026-03-05"),
        start: 12,
        end: 12 + text.chars().count() as u32,
        text: text.into(),
        prefix: "said the board had ".into(),
        suffix: " about the gate".into(),
    };
    Trace {
        schema_version: super::SCHEMA_VERSION,
        words: "never been told".into(),
        searched: Searched {
            articles: 7,
            quotations: 9,
            rejected: 1,
            first_day: some("2026-03-02"),
            last_day: some("2026-03-05"),
        },
        quotes: quotes.collect(),
        unmarked: vec![place("never been told")],
        nearest: Some(Nearest {
            agreement: 0.5,
            article: "clip-17.txt".into(),
            outlet: None,
            published: None,
            start: 3,
            end: 19,
            text: "We were not told".into(),
            speaker: None,
        }),
        articles: run.articles,
    }
}
