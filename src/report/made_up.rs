//! Made-up results for tests: an inquiry into a dam, in copy invented for the purpose.

use std::collections::BTreeMap;

use super::records::{
    Article, Counts, Date, Edit, LeftOut, Mention, Outlet, OutletPair, Overview, Passage, PassageCarrier, Quote,
    QuoteCarrier, Rejected, Run, Speaker, Stage, Story, StoryMember, Warning,
};

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

fn edit(op: &str, from: &str, to: &str, at: u64) -> Edit {
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

fn told_quote(articles: &[Article], told: &str) -> Quote {
    let mut dropped = carrier(
        &articles[1],
        "We had been told, in 30 years, that the gate could jam",
        "edited",
        "Anne Tolland",
        1,
    );
    dropped.edits = vec![edit("delete", "never", "", 2)];
    let mut figure = carrier(
        &articles[2],
        "We had never been told, in 13 years, that the gate could jam",
        "edited",
        "Anne Tolland",
        1,
    );
    figure.edits = vec![edit("replace", "30", "13", 6)];
    let fragment = carrier(&articles[4], "never been told", "fragment", "", 2);
    Quote {
        quote: "q1".into(),
        text: told.into(),
        speaker: Some(Speaker {
            name: "Anne Tolland".into(),
            role: Some("postmistress of Lower Hallin".into()),
            class: "person".into(),
        }),
        earliest: some(&articles[0].article),
        earliest_basis: "dated to the minute, before all others of that day known only to the day".into(),
        origins: 2,
        flags: vec!["negation_changed".into(), "number_changed".into()],
        wordings: 4,
        carriers: vec![
            carrier(&articles[0], told, "identical", "Anne Tolland", 1),
            dropped,
            figure,
            fragment,
        ],
        ..Quote::default()
    }
}

fn responsibility(articles: &[Article]) -> Quote {
    Quote {
        quote: "q2".into(),
        text: "a special duty of care".into(),
        speaker: None,
        earliest: None,
        earliest_basis: "the first two carry the same day".into(),
        origins: 2,
        flags: vec!["attribution_conflict".into()],
        wordings: 1,
        carriers: vec![
            carrier(
                &articles[1],
                "a special duty of care",
                "identical",
                "Dame Ruth Ashcombe",
                1,
            ),
            carrier(&articles[2], "a special duty of care", "identical", "Peter Lisle", 2),
        ],
        ..Quote::default()
    }
}

fn single(articles: &[Article]) -> Quote {
    Quote {
        quote: "q3".into(),
        text: "Every vote is on paper and every paper will be looked at again".into(),
        speaker: Some(Speaker {
            name: "Marisol Keane".into(),
            role: None,
            class: "person".into(),
        }),
        earliest: some(&articles[5].article),
        earliest_basis: "the only carrier".into(),
        origins: 1,
        flags: Vec::new(),
        wordings: 1,
        carriers: vec![carrier(
            &articles[5],
            "Every vote is on paper and every paper will be looked at again",
            "identical",
            "Marisol Keane",
            1,
        )],
        ..Quote::default()
    }
}

fn story(id: &str, articles: &[Article], members: &[(usize, &str, f64)], earliest: Option<usize>) -> Story {
    let representative = &articles[members[0].0].article;
    Story {
        story: id.into(),
        representative: representative.clone(),
        earliest: earliest.map(|i| articles[i].article.clone()),
        earliest_basis: if earliest.is_some() {
            "before all others"
        } else {
            "one article is undated"
        }
        .into(),
        outlets: members.iter().filter(|(i, ..)| articles[*i].outlet.is_some()).count() as u64,
        articles: members
            .iter()
            .map(|&(i, relation, similarity)| StoryMember {
                article: articles[i].article.clone(),
                relation: relation.into(),
                similarity,
                containment: (similarity + 0.1).min(1.0),
                against: representative.clone(),
            })
            .collect(),
        ..Story::default()
    }
}

fn passages(articles: &[Article]) -> Vec<Passage> {
    let at = |i: usize, start: u32, end: u32, identity: f64| PassageCarrier {
        article: articles[i].article.clone(),
        outlet: articles[i].outlet.clone(),
        start,
        end,
        identity,
        coverage: 1.0,
        ..PassageCarrier::default()
    };
    vec![
        Passage {
            passage: "p1".into(),
            kind: "wire".into(),
            rule: "two carriers credit Northwire and the passage is in four outlets".into(),
            text: "Engineers warned managers of the Hallin Dam four times in the months before last January’s flood that its spillway was blocked, and on each occasion were told to wait for the spring budget, a public inquiry found on Monday.".into(),
            words: 39,
            representative: articles[0].article.clone(),
            earliest: some(&articles[0].article),
            earliest_basis: "dated to the minute, before all others".into(),
            agency: some("Northwire"),
            carriers: vec![at(0, 0, 222, 1.0), at(2, 0, 222, 1.0), at(1, 14, 230, 0.9231)],
            ..Passage::default()
        },
        Passage {
            passage: "p2".into(),
            kind: "boilerplate".into(),
            rule: "one outlet prints it under different stories".into(),
            text: "Sign up for the Sentinel’s evening letter.".into(),
            words: 7,
            representative: articles[1].article.clone(),
            earliest: None,
            earliest_basis: "furniture has no first printing".into(),
            agency: None,
            carriers: vec![at(1, 2904, 2946, 1.0), at(4, 3100, 3142, 1.0)],
            ..Passage::default()
        },
    ]
}

fn outlets() -> Vec<Outlet> {
    let outlet = |name: &str, words: u64, shared: u64, wire: &[(&str, u64)], uncredited: u64| Outlet {
        outlet: name.into(),
        articles: 3,
        words,
        shared_words: shared,
        shared_share: super::round4(shared as f64 / words as f64),
        boilerplate_words: 40,
        wire_words_by_agency: wire.iter().map(|&(a, n)| (a.to_owned(), n)).collect(),
        uncredited_wire_articles: uncredited,
        quotes: 7,
        ..Outlet::default()
    };
    vec![
        outlet("Harbour Courier", 3_120, 1_904, &[("Northwire", 1_600)], 0),
        outlet(
            "Valley Sentinel",
            2_800,
            2_210,
            &[("Northwire", 1_480), ("Presse Centrale", 210)],
            2,
        ),
        outlet("Riverside Times", 2_411, 611, &[("Northwire", 611)], 0),
        outlet("Metro Ledger", 1_940, 3, &[], 0),
    ]
}

fn pairs() -> Vec<OutletPair> {
    let pair = |a: &str, b: &str, words: u64, a_first: u64, b_first: u64, unknown: u64| OutletPair {
        a: a.into(),
        b: b.into(),
        stories: 2,
        passages: a_first + b_first + unknown,
        words,
        a_first,
        b_first,
        order_unknown: unknown,
        agencies: "Northwire".into(),
    };
    vec![
        pair("Harbour Courier", "Valley Sentinel", 1_204, 6, 0, 2),
        pair("Harbour Courier", "Riverside Times", 611, 3, 1, 0),
    ]
}

/// The same run after someone hostile has written the copy.
pub(crate) fn hostile() -> Overview {
    let evil = "</script><script>alert(1)</script>\u{202E}\u{1B}[2J\"'><img src=x onerror=alert(1)>\u{7}";
    let mut run = dam();
    let ids: Vec<String> = run.articles.keys().cloned().collect();
    for (i, id) in ids.iter().enumerate() {
        let Some(article) = run.articles.get_mut(id) else {
            continue;
        };
        article.title = Some(format!("{evil} {i}"));
        article.outlet = Some(format!("{evil} 東京新聞 {i}"));
        article.url = Some(
            [
                "javascript:alert(1)",
                "https://ok.example@evil.example/",
                "data:text/html,x",
                "https://a.example/\"x",
            ][i % 4]
                .into(),
        );
        article.published = date(evil);
    }
    for quote in &mut run.quotes {
        quote.text = format!("{evil} {}", quote.text);
        quote.speaker = Some(Speaker {
            name: evil.into(),
            role: Some(evil.into()),
            class: evil.into(),
        });
        quote.flags.push(evil.into());
        quote.earliest_basis = evil.into();
        for carrier in &mut quote.carriers {
            carrier.text = evil.into();
            carrier.prefix = evil.into();
            carrier.outlet = Some(evil.into());
            carrier.speaker = Some(evil.into());
            carrier.origin_evidence = evil.into();
            carrier.rule = evil.into();
            carrier.also_in = vec![evil.into()];
        }
    }
    for passage in &mut run.passages {
        passage.text = format!("{evil}\n{evil}");
        passage.kind = evil.into();
        passage.agency = Some(evil.into());
    }
    for outlet in &mut run.outlets {
        outlet.outlet = evil.into();
        outlet.wire_words_by_agency = BTreeMap::from([(evil.into(), 3)]);
    }
    for pair in &mut run.pairs {
        pair.a = evil.into();
        pair.b = "見出しは全角文字で書かれた長い新聞社名".into();
    }
    run.rejected[0].path = evil.into();
    run.rejected[0].reason = evil.into();
    run.run.inputs = vec![evil.into()];
    run.run.warnings[0].message = evil.into();
    run.run.limits = vec![evil.into()];
    run.run
        .parameters
        .insert(evil.into(), serde_json::json!({ "nested": evil }));
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
