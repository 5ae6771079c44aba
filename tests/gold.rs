//! Scores a scan of `data/` against `data/gold.toml`, with floors.
//!
//! The table is printed (`cargo test --test gold -- --nocapture`); a floor is what was measured when it
//! was set, so that a change for the worse is seen.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::AtomicBool;

use dedupe::pipeline::{Settings, Silent, scan};
use serde_json::Value as Json;
use toml::Value as Toml;

/// A count of what is right among what was asked.
#[derive(Default, Clone, Copy)]
struct Share {
    right: usize,
    all: usize,
}

impl Share {
    fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }

    fn value(self) -> f64 {
        self.right as f64 / self.all.max(1) as f64
    }
}

struct Run {
    tables: BTreeMap<&'static str, Vec<Json>>,
    gold: Toml,
    misses: Vec<String>,
}

impl Run {
    fn new() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let out = tempfile::tempdir().unwrap();
        let settings = Settings {
            inputs: vec![root.join("data").to_str().unwrap().to_owned()],
            ..Settings::default()
        };
        scan(&settings, out.path(), &Silent, &AtomicBool::new(false)).unwrap();
        let tables = ["articles", "stories", "passages", "quotes", "rejected"]
            .into_iter()
            .map(|name| {
                let text = std::fs::read_to_string(out.path().join(format!("{name}.jsonl"))).unwrap();
                (name, text.lines().map(|l| serde_json::from_str(l).unwrap()).collect())
            })
            .collect();
        let gold = toml::from_str(&std::fs::read_to_string(root.join("data/gold.toml")).unwrap()).unwrap();
        Self {
            tables,
            gold,
            misses: Vec::new(),
        }
    }

    fn gold(&self, name: &str) -> Vec<Toml> {
        self.gold[name].as_array().unwrap().clone()
    }

    fn miss(&mut self, what: String) {
        self.misses.push(what);
    }
}

fn text<'v>(value: &'v Toml, key: &str) -> &'v str {
    value.get(key).and_then(Toml::as_str).unwrap_or("")
}

fn list<'v>(value: &'v Toml, key: &str) -> &'v [Toml] {
    value.get(key).and_then(Toml::as_array).map_or(&[], Vec::as_slice)
}

fn pairs<T: Ord + Clone>(members: &BTreeSet<T>) -> BTreeSet<(T, T)> {
    let all: Vec<&T> = members.iter().collect();
    all.iter()
        .enumerate()
        .flat_map(|(i, &a)| all[i + 1..].iter().map(move |&b| (a.clone(), b.clone())))
        .collect()
}

/// Words alone, to compare texts by.
fn plain(text: &str) -> String {
    dedupe::text::tokenize(text)
        .iter()
        .map(|t| dedupe::text::fold_span(text, t.span()).into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

/// (precision, recall) of found pairs.
fn overlap<T: Ord>(found: &BTreeSet<T>, gold: &BTreeSet<T>) -> (Share, Share) {
    let both = found.intersection(gold).count();
    (
        Share {
            right: both,
            all: found.len(),
        },
        Share {
            right: both,
            all: gold.len(),
        },
    )
}

fn stories(run: &mut Run) -> (Share, Share) {
    let mut gold = BTreeSet::new();
    for story in run.gold("story") {
        gold.extend(pairs(
            &list(&story, "articles")
                .iter()
                .map(|a| text(a, "article").to_owned())
                .collect(),
        ));
    }
    let mut found = BTreeSet::new();
    for story in &run.tables["stories"] {
        let members = story["articles"].as_array().unwrap().iter();
        found.extend(pairs(
            &members.map(|m| m["article"].as_str().unwrap().to_owned()).collect(),
        ));
    }
    for pair in found.difference(&gold) {
        run.misses.push(format!("story pair too many: {pair:?}"));
    }
    for pair in gold.difference(&found) {
        run.misses.push(format!("story pair missed: {pair:?}"));
    }
    overlap(&found, &gold)
}

/// (gold passages found with their kind, carriers of those found).
fn passages(run: &mut Run) -> (Share, Share) {
    let (mut kinds, mut carriers) = (Share::default(), Share::default());
    for passage in run.gold("passage") {
        // What is spun beyond the words that are left is a later stage's.
        if text(&passage, "kind") == "rewritten" {
            continue;
        }
        let snippet = plain(text(&passage, "contains"));
        let gold: BTreeSet<&str> = list(&passage, "carriers").iter().filter_map(Toml::as_str).collect();
        let here: Vec<Json> = run.tables["passages"]
            .iter()
            .filter(|p| plain(p["text"].as_str().unwrap()).contains(&snippet))
            .cloned()
            .collect();
        let carried = |p: &Json| -> BTreeSet<String> {
            p["carriers"]
                .as_array()
                .unwrap()
                .iter()
                .map(|c| c["article"].as_str().unwrap().to_owned())
                .collect()
        };
        let best = here
            .iter()
            .filter(|p| p["kind"] == text(&passage, "kind"))
            .max_by_key(|p| carried(p).iter().filter(|c| gold.contains(c.as_str())).count());
        kinds.add(best.is_some());
        let found = best.map(carried).unwrap_or_default();
        for article in &gold {
            let there = found.contains(*article);
            carriers.add(there);
            if !there {
                let kinds: Vec<&str> = here.iter().map(|p| p["kind"].as_str().unwrap()).collect();
                run.miss(format!(
                    "passage {} ({}): not in {article}; kinds here {kinds:?}",
                    text(&passage, "name"),
                    text(&passage, "kind")
                ));
            }
        }
    }
    (kinds, carriers)
}

#[derive(Default)]
struct QuoteScores {
    extraction_recall: Share,
    extraction_precision: Share,
    family_precision: Share,
    family_recall: Share,
    speakers_answered: Share,
    speakers_right: Share,
    variants: Share,
    flags_recall: Share,
    flags_precision: Share,
    origins: Share,
}

fn same_speaker(found: &str, gold: &str) -> bool {
    let (found, gold) = (plain(found), plain(gold));
    let last = |s: &str| s.rsplit(' ').next().unwrap_or("").to_owned();
    found == gold || last(&found) == last(&gold) || found.contains(&gold) || gold.contains(&found)
}

/// Found carriers: (article, words between the marks) -> (family, carrier), in text order.
type Places<'f> = BTreeMap<(String, String), Vec<(usize, &'f Json)>>;

fn quotes(run: &mut Run) -> QuoteScores {
    let mut scores = QuoteScores::default();
    let families = run.tables["quotes"].clone();
    let mut found: Places<'_> = BTreeMap::new();
    for (number, family) in families.iter().enumerate() {
        for carrier in family["carriers"].as_array().unwrap() {
            let key = (
                carrier["article"].as_str().unwrap().to_owned(),
                plain(carrier["text"].as_str().unwrap()),
            );
            found.entry(key).or_default().push((number, carrier));
        }
    }
    let mut gold_pairs: BTreeSet<(String, String)> = BTreeSet::new();
    let mut found_pairs: BTreeSet<(String, String)> = BTreeSet::new();
    let mut gold_keys: BTreeSet<(String, String)> = BTreeSet::new();
    let mut members: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for family in run.gold("quote") {
        let mut names: BTreeSet<String> = BTreeSet::new();
        let mut places: BTreeMap<usize, usize> = BTreeMap::new();
        for carrier in list(&family, "carriers") {
            let (article, words) = (text(carrier, "article"), text(carrier, "text"));
            let key = (article.to_owned(), plain(words));
            gold_keys.insert(key.clone());
            let name = format!("{article}: {}", plain(words));
            names.insert(name.clone());
            // A quotation over two paragraphs is found as two, the first of which begins it.
            let hit = found.get(&key).map(|v| v[0]).or_else(|| {
                let starts = |k: &&(String, String)| k.0 == key.0 && k.1.len() > 20 && key.1.starts_with(&k.1);
                let first = found.keys().find(starts)?.clone();
                Some(found[&first][0])
            });
            scores.extraction_recall.add(hit.is_some());
            let Some((number, carried)) = hit else {
                run.misses.push(format!("quote missed: {name}"));
                continue;
            };
            members.entry(number).or_default().insert(name.clone());
            *places.entry(number).or_default() += 1;
            if matches!(text(carrier, "kind"), "scare" | "title") {
                continue;
            }
            let speaker = text(carrier, "speaker");
            let answer = carried["speaker"].as_str();
            if !speaker.is_empty() {
                scores.speakers_answered.add(answer.is_some());
            }
            if let Some(answer) = answer {
                let right = !speaker.is_empty() && same_speaker(answer, speaker);
                scores.speakers_right.add(right);
                if !right {
                    run.misses.push(format!(
                        "speaker {answer:?} should be {speaker:?}: {name} ({})",
                        carried["rule"]
                    ));
                }
            } else if !speaker.is_empty() {
                run.misses.push(format!(
                    "speaker unknown should be {speaker:?}: {name} ({})",
                    carried["rule"]
                ));
            }
            let right = carried["variant"] == text(carrier, "variant");
            scores.variants.add(right);
            if !right {
                run.misses.push(format!(
                    "variant {} should be {}: {name}",
                    carried["variant"],
                    text(carrier, "variant")
                ));
            }
        }
        gold_pairs.extend(pairs(&names));
        // The family that has most of its carriers answers for flags and origins.
        if let Some((&number, _)) = places.iter().max_by_key(|(_, n)| **n) {
            let strings = |v: &Json| -> BTreeSet<String> {
                v.as_array()
                    .unwrap()
                    .iter()
                    .map(|f| f.as_str().unwrap().to_owned())
                    .collect()
            };
            let flags = strings(&families[number]["flags"]);
            let gold: BTreeSet<String> = list(&family, "flags")
                .iter()
                .filter_map(Toml::as_str)
                .map(str::to_owned)
                .collect();
            for flag in gold.union(&flags) {
                if gold.contains(flag) {
                    scores.flags_recall.add(flags.contains(flag));
                }
                if flags.contains(flag) {
                    scores.flags_precision.add(gold.contains(flag));
                }
                if gold.contains(flag) != flags.contains(flag) {
                    run.misses.push(format!(
                        "flag {flag} of {}: gold {gold:?}, found {flags:?}",
                        text(&family, "name")
                    ));
                }
            }
            if names.len() > 1 {
                let origins = family["origins"].as_integer().unwrap();
                let right = families[number]["origins"].as_i64() == Some(origins);
                scores.origins.add(right);
                if !right {
                    run.misses.push(format!(
                        "origins {} should be {origins}: {}",
                        families[number]["origins"],
                        text(&family, "name")
                    ));
                }
            }
        }
    }
    for names in members.values() {
        found_pairs.extend(pairs(names));
    }
    (scores.family_precision, scores.family_recall) = overlap(&found_pairs, &gold_pairs);
    for pair in found_pairs.difference(&gold_pairs) {
        run.misses.push(format!("quote pair too many: {pair:?}"));
    }
    for pair in gold_pairs.difference(&found_pairs) {
        run.misses.push(format!("quote pair missed: {pair:?}"));
    }
    let complete: BTreeSet<String> = list(&run.gold, "quotes_complete")
        .iter()
        .filter_map(Toml::as_str)
        .map(str::to_owned)
        .collect();
    for key in found.keys().filter(|k| complete.contains(&k.0)) {
        // Nested quotations and later paragraphs of one quotation are part of their gold span.
        let part = gold_keys.iter().any(|g| g.0 == key.0 && g.1.contains(&key.1));
        scores.extraction_precision.add(part);
        if !part {
            run.misses.push(format!("quote too many: {key:?}"));
        }
    }
    scores
}

/// (outlet, title, byline, agency, date) right.
fn metadata(run: &mut Run) -> Share {
    let mut share = Share::default();
    let articles: BTreeMap<String, Json> = run.tables["articles"]
        .iter()
        .map(|a| (a["article"].as_str().unwrap().to_owned(), a.clone()))
        .collect();
    for gold in run.gold("metadata") {
        let name = text(&gold, "article");
        let article = &articles[name];
        for field in ["outlet", "title", "byline", "agency"] {
            let (found, want) = (article[field].as_str().unwrap_or(""), text(&gold, field));
            // A site known by its address alone is the outlet of that name.
            let slug = |name: &str| plain(name).replace(' ', "");
            let host = field == "outlet" && found.split('.').next().is_some_and(|label| slug(label) == slug(want));
            let right = slug(found) == slug(want) || host;
            share.add(right);
            if !right {
                run.misses.push(format!("{field} {found:?} should be {want:?}: {name}"));
            }
        }
        let (found, want) = (
            article["published"]["value"].as_str().unwrap_or(""),
            text(&gold, "date"),
        );
        // A zone, where the text gives one, is not in the gold.
        let right = if want.is_empty() {
            found.is_empty()
        } else {
            found.starts_with(want)
        };
        share.add(right);
        if !right {
            run.misses.push(format!("date {found:?} should be {want:?}: {name}"));
        }
    }
    share
}

/// Pairs that must stay apart, as stories and as quotations.
fn distinct(run: &mut Run) -> Share {
    let mut share = Share::default();
    for pair in run.gold("distinct") {
        let (quote_a, quote_b) = (plain(text(&pair, "quote_a")), plain(text(&pair, "quote_b")));
        let apart = if quote_a.is_empty() {
            !run.tables["stories"].iter().any(|s| {
                let has = |id: &str| s["articles"].as_array().unwrap().iter().any(|m| m["article"] == id);
                has(text(&pair, "a")) && has(text(&pair, "b"))
            })
        } else {
            !run.tables["quotes"].iter().any(|q| {
                let has = |article: &str, words: &str| {
                    q["carriers"]
                        .as_array()
                        .unwrap()
                        .iter()
                        .any(|c| c["article"] == article && plain(c["text"].as_str().unwrap()) == words)
                };
                has(text(&pair, "a"), &quote_a) && has(text(&pair, "b"), &quote_b)
            })
        };
        share.add(apart);
        if !apart {
            run.misses.push(format!("joined, but distinct: {pair}"));
        }
    }
    share
}

#[test]
fn the_sample_corpus_is_read_as_its_gold_says() {
    let mut run = Run::new();
    assert!(run.tables["rejected"].is_empty(), "{:?}", run.tables["rejected"]);
    let (story_precision, story_recall) = stories(&mut run);
    let (passage_kinds, passage_carriers) = passages(&mut run);
    let q = quotes(&mut run);
    let metadata = metadata(&mut run);
    let distinct = distinct(&mut run);
    let table = [
        ("story pairs, precision", story_precision, 1.0),
        ("story pairs, recall", story_recall, 1.0),
        ("passages of the right kind", passage_kinds, 1.0),
        ("passage carriers", passage_carriers, 0.98),
        ("quotations, recall", q.extraction_recall, 0.99),
        ("quotations, precision", q.extraction_precision, 0.99),
        ("quote pairs, precision", q.family_precision, 0.99),
        ("quote pairs, recall", q.family_recall, 0.94),
        ("speakers answered", q.speakers_answered, 0.91),
        ("speakers right of answered", q.speakers_right, 0.97),
        ("variants", q.variants, 0.97),
        ("flags, recall", q.flags_recall, 0.8),
        ("flags, precision", q.flags_precision, 0.8),
        ("origins", q.origins, 0.94),
        ("metadata fields", metadata, 0.98),
        ("kept apart", distinct, 1.0),
    ];
    for miss in &run.misses {
        println!("{miss}");
    }
    for (name, share, floor) in &table {
        println!(
            "{name:28} {:4}/{:<4} {:.3} (floor {floor})",
            share.right,
            share.all,
            share.value()
        );
    }
    for (name, share, floor) in table {
        assert!(share.all > 0, "{name}: nothing was scored");
        assert!(share.value() >= floor, "{name}: {:.3} is below {floor}", share.value());
    }
}
