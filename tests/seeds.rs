//! The five real articles, as a careful reader would find them by hand.
//!
//! They are shared between projects and no part of this one: where they are absent, the tests say so
//! and pass.

#![cfg(feature = "files")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value as Json;

use common::{Scanned, Texts, check_offsets, list, string};

/// (article, how the words begin, who is said to have said it).
///
/// A name is right if it holds the one here; `a|b` takes either and an empty one is unknown.
const QUOTES: [(&str, &str, &str); 27] = [
    ("000", "modalities", "Kirby"),
    ("000", "Those modalities are not yet", "Kirby"),
    // "he said": the secretary whom the words are about is the nearer man.
    ("000", "The secretary expressed his hope", "Kirby"),
    ("000", "accelerate and expand", "ministers"),
    ("000", "We have agreed to accelerate", "Kerry"),
    ("000", "civilian", "Kerry"),
    ("001", "special responsibility", "Kerry"),
    ("001", "Russia has a special responsibility", "Toner"),
    ("001", "We're not looking at joint", "Toner"),
    ("001", "We're discussing with them", "Toner"),
    ("001", "convoys containing weapons", "Shoigu"),
    // A participle: "saying".
    ("001", "We do not collaborate", "Davis"),
    ("002", "Clarity", "Kerry"),
    ("002", "We’re here because neither", "Kerry"),
    // "he said", and no man to whom it could lead.
    ("002", "We want a pause", ""),
    ("002", "We have discussed how the trucks", ""),
    // What Turkey lobbied for: its words, or the paper's.
    ("002", "buffer zone", "Turkey|"),
    ("002", "is to have simultaneous", ""),
    ("002", "We as one Syrian people", ""),
    ("003", "at the initiative of the Americans", "Russian foreign ministry"),
    ("003", "to continue discussing the problem", "Russian foreign ministry|"),
    ("003", "profound doubt", "Kerry"),
    ("003", "no more unilateral pauses", "Lavrov"),
    ("004", "We are agreeing the time", "source"),
    ("004", "vast majority", "Kerry"),
    ("004", "We are ready, trucks are ready", "de Mistura"),
    // "he explained": Putin's is the nearer name.
    ("004", "We don’t want to have a deal", "Kerry"),
];

fn folder() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    ["../shared/seeds", "../../shared/seeds"]
        .iter()
        .map(|place| root.join(place))
        .find(|folder| folder.is_dir())
}

/// One scan for all tests of this file.
fn seeds() -> Option<&'static (Scanned, Texts)> {
    static SCANNED: OnceLock<Option<(Scanned, Texts)>> = OnceLock::new();
    let found = SCANNED.get_or_init(|| {
        let folder = folder()?;
        let mut texts = Texts::new();
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            texts.insert(name, std::fs::read_to_string(&path).unwrap().chars().collect());
        }
        Some((common::scan(&folder, None), texts))
    });
    if found.is_none() {
        println!("skipped: no ../shared/seeds");
    }
    found.as_ref()
}

/// Families of quotations as sets of (article, words).
fn families(scanned: &Scanned) -> Vec<(BTreeSet<(String, String)>, Json)> {
    let named = |c: &Json| (string(&c["article"])[..3].to_owned(), string(&c["text"]).to_owned());
    scanned
        .table("quotes")
        .into_iter()
        .map(|f| (list(&f["carriers"]).iter().map(named).collect(), f))
        .collect()
}

#[test]
fn what_is_known_of_each_article() {
    let Some((scanned, _)) = seeds() else { return };
    let check = |article: &str, outlet: Option<&str>, agency: Option<&str>, date: Option<&str>, title: &str| {
        let all = scanned.table("articles");
        let found = all.iter().find(|a| string(&a["article"]).starts_with(article)).unwrap();
        assert_eq!(found["outlet"].as_str(), outlet, "{found}");
        assert_eq!(found["outlet_evidence"].is_null(), outlet.is_none(), "{found}");
        assert_eq!(found["agency"].as_str(), agency, "{found}");
        assert_eq!(found["agency_evidence"].is_null(), agency.is_none(), "{found}");
        assert_eq!(found["published"]["value"].as_str(), date, "{found}");
        assert_eq!(found["title"].as_str(), Some(title), "{found}");
        assert_eq!(found["story"], Json::Null, "{found}");
        assert_eq!(found["language"], "en", "{found}");
    };
    let tv = Some("Press TV");
    check(
        "000",
        tv,
        None,
        None,
        "US, Russia agree to continue humanitarian aid in Syria: Kirby",
    );
    check("001", tv, None, None, "Kerry to Lavrov: Russia must stop Assad strikes");
    check(
        "002",
        None,
        None,
        None,
        "Kerry: ‘Clarity’ achieved with Russia on Syria truce steps",
    );
    let (date, title) = ("2016-09-22T08:38", "Kerry, Lavrov discuss Syria in New York");
    check("003", Some("guardian.ng"), Some("AFP"), Some(date), title);
    check(
        "004",
        None,
        None,
        None,
        "White House says backs UN effort to bring relief to Aleppo",
    );
    assert_eq!(scanned.table("articles").len(), 5);
    assert!(scanned.table("rejected").is_empty());
    // What knows an outlet says how: the footer, the header, the byline.
    let evidence: Vec<String> = scanned
        .table("articles")
        .iter()
        .map(|a| format!("{} {}", a["outlet_evidence"], a["agency_evidence"]))
        .collect();
    let evidence = evidence.join("\n");
    for place in ["footer", "header", "By AFP"] {
        assert!(evidence.contains(place), "{evidence}");
    }
}

#[test]
fn every_quotation_and_its_speaker() {
    let Some((scanned, _)) = seeds() else { return };
    let found: Vec<Json> = scanned
        .table("quotes")
        .iter()
        .flat_map(|f| list(&f["carriers"]).to_vec())
        .collect();
    assert_eq!(found.len(), QUOTES.len());
    let mut wrong = Vec::new();
    for (article, words, speaker) in QUOTES {
        let mut here = found
            .iter()
            .filter(|c| string(&c["article"]).starts_with(article) && string(&c["text"]).starts_with(words));
        let Some(carrier) = here.next() else {
            wrong.push(format!("{article} {words:?}: not found"));
            continue;
        };
        assert!(here.next().is_none(), "{article} {words:?} is found twice");
        let answer = carrier["speaker"].as_str().unwrap_or("");
        let right = speaker.split('|').any(|s| {
            if s.is_empty() {
                answer.is_empty()
            } else {
                answer.contains(s)
            }
        });
        if !right {
            wrong.push(format!(
                "{article} {words:?}: {answer:?} should be {speaker:?} ({})",
                carrier["rule"]
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn two_families_have_two_wordings_and_all_else_stays_apart() {
    let Some((scanned, _)) = seeds() else { return };
    let families = families(scanned);
    assert_eq!(families.len(), 25);
    let several: Vec<_> = families.iter().filter(|(carriers, _)| carriers.len() > 1).collect();
    assert_eq!(
        several.len(),
        2,
        "{:?}",
        several.iter().map(|f| &f.0).collect::<Vec<_>>()
    );
    let check = |article: &str, short: &str, long: &str, flags: &[&str]| {
        let (carriers, family) = families
            .iter()
            .find(|(carriers, _)| carriers.contains(&(article.to_owned(), short.to_owned())))
            .unwrap();
        assert_eq!(carriers.len(), 2, "{carriers:?}");
        assert!(
            carriers.iter().any(|(a, w)| a == article && w.starts_with(long)),
            "{carriers:?}"
        );
        assert!(string(&family["text"]).starts_with(long), "{family}");
        assert_eq!(family["wordings"], 2, "{family}");
        assert_eq!(family["flags"], serde_json::json!(flags), "{family}");
    };
    check(
        "000",
        "accelerate and expand",
        "We have agreed to accelerate and expand",
        &[],
    );
    check(
        "001",
        "special responsibility",
        "Russia has a special responsibility",
        &["attribution_conflict"],
    );
    for (carriers, family) in &families {
        let flagged = carriers.iter().any(|(_, words)| words == "special responsibility");
        assert_eq!(!list(&family["flags"]).is_empty(), flagged, "{family}");
    }
    // A quotation and its family alone: one word is not the sentence, half a sentence is not the other half.
    for (article, words) in [("000", "modalities"), ("001", "We're not looking at joint operations,")] {
        let alone = BTreeSet::from([(article.to_owned(), words.to_owned())]);
        assert!(families.iter().any(|(carriers, _)| *carriers == alone), "{words:?}");
    }
}

#[test]
fn the_footer_is_boilerplate_and_what_is_printed_twice_is_self() {
    let Some((scanned, _)) = seeds() else { return };
    assert!(scanned.table("stories").is_empty());
    let mut found: Vec<(String, Vec<String>, String)> = scanned
        .table("passages")
        .iter()
        .map(|p| {
            let articles = list(&p["carriers"]).iter();
            (
                string(&p["kind"]).to_owned(),
                articles.map(|c| string(&c["article"])[..3].to_owned()).collect(),
                string(&p["text"]).chars().take(24).collect(),
            )
        })
        .collect();
    found.sort();
    let expected = [
        ("boilerplate", ["000", "001"], "Press TV’s website can a"),
        ("self", ["003", "003"], "Russia and the United St"),
        ("self", ["003", "003"], "Russian Foreign Minister"),
    ]
    .map(|(kind, articles, text)| (kind.to_owned(), articles.map(str::to_owned).to_vec(), text.to_owned()));
    assert_eq!(found, expected);
    for m in scanned.table("matches") {
        let pair = (&string(&m["a"])[..3], &string(&m["b"])[..3]);
        assert!([("000", "001"), ("003", "003")].contains(&pair), "{m}");
    }
}

#[test]
fn every_offset_slices_the_original() {
    let Some((scanned, texts)) = seeds() else { return };
    check_offsets(scanned, texts);
}
