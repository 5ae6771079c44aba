//! `dedupe synth` and `dedupe eval` through the command, and a scan between them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use assert_cmd::Command;
use serde_json::{Value, json};

struct Ended {
    code: i32,
    out: Vec<u8>,
    err: String,
}

fn dedupe(folder: &Path, line: &[&str]) -> Ended {
    let mut command = Command::cargo_bin("dedupe").unwrap();
    let output = command.current_dir(folder).args(line).output().unwrap();
    Ended {
        code: output.status.code().unwrap(),
        out: output.stdout,
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn done(folder: &Path, line: &[&str]) -> Vec<u8> {
    let ended = dedupe(folder, line);
    assert_eq!(ended.code, 0, "{line:?}: {}", ended.err);
    ended.out
}

fn lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn write(path: &Path, records: &[Value]) {
    let mut lines: Vec<String> = records.iter().map(Value::to_string).collect();
    lines.push(String::new());
    std::fs::write(path, lines.join("\n")).unwrap();
}

fn eval(folder: &Path, result: &str, gold: &str) -> Value {
    serde_json::from_slice(&done(folder, &["eval", result, gold, "--json"])).unwrap()
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let synth = |line: &[&str]| done(folder.path(), &[&["synth", "-n", "50"], line].concat());
    let usual = synth(&[]);
    assert_eq!(usual.split(|&b| b == b'\n').count(), 51);
    assert_eq!(usual, synth(&["--seed", "1", "--words", "400"]));
    assert_ne!(usual, synth(&["--seed", "2"]));
    assert_ne!(usual, synth(&["--words", "100"]));
    // To a file, packed, with a gold beside it: the same.
    assert!(synth(&["-o", "a.jsonl", "--gold", "gold.jsonl"]).is_empty());
    assert_eq!(std::fs::read(folder.path().join("a.jsonl")).unwrap(), usual);
    for name in ["a.jsonl.gz", "a.jsonl.zst"] {
        synth(&["-o", name]);
        let out = done(folder.path(), &["scan", name, "-o", name.trim_start_matches("a.")]);
        assert!(String::from_utf8_lossy(&out).contains("50 articles"));
    }
    assert_eq!(synth(&["--gold", "again.jsonl"]), usual);
    let gold = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    assert_eq!(gold("gold.jsonl"), gold("again.jsonl"));
}

#[test]
fn any_number_of_articles_is_written() {
    for articles in [0, 1, 2, 10] {
        let folder = tempfile::tempdir().unwrap();
        let number = articles.to_string();
        done(
            folder.path(),
            &["synth", "-n", &number, "-o", "d.jsonl", "-g", "g.jsonl"],
        );
        let (dump, gold) = (
            lines(&folder.path().join("d.jsonl")),
            lines(&folder.path().join("g.jsonl")),
        );
        assert_eq!((dump.len(), gold.len()), (articles, articles + 1));
        assert_eq!(
            gold[0],
            json!({"gold": 1, "articles": articles, "seed": 1, "words": 400})
        );
        for (article, line) in dump.iter().zip(&gold[1..]) {
            assert_eq!(article["id"], line["article"]);
        }
        let names = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(names, 2, "nothing is left beside them");
    }
}

#[test]
fn wrong_usage_is_said_and_nothing_replaced() {
    let check = |line: &[&str], what: &str| {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("old.jsonl"), "old").unwrap();
        std::fs::write(
            folder.path().join("bad.jsonl"),
            "{\"gold\":1,\"articles\":1,\"seed\":1,\"words\":9}\n{}\n",
        )
        .unwrap();
        std::fs::write(
            folder.path().join("short.jsonl"),
            "{\"gold\":1,\"articles\":9,\"seed\":1,\"words\":9}\n",
        )
        .unwrap();
        std::fs::create_dir(folder.path().join("empty")).unwrap();
        let ended = dedupe(folder.path(), line);
        assert_eq!(ended.code, 2, "{line:?}: {}", ended.err);
        assert_eq!(ended.err.lines().count(), 1, "{}", ended.err);
        assert!(ended.err.contains(what), "{line:?}: {}", ended.err);
        assert_eq!(std::fs::read_to_string(folder.path().join("old.jsonl")).unwrap(), "old");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 4, "{line:?}");
    };
    check(&["synth"], "--articles");
    check(&["synth", "-n", "many"], "many");
    check(&["synth", "-n", "3", "--words", "7"], "50");
    check(&["synth", "-n", "3", "-o", "old.jsonl"], "--force");
    check(
        &["synth", "-n", "3", "-o", "new.jsonl", "--gold", "old.jsonl"],
        "--force",
    );
    check(&["synth", "-n", "3", "-o", "a.jsonl", "--gold", "a.jsonl"], "same file");
    check(&["synth", "-n", "3", "--gold", "-"], "standard output");
    check(&["synth", "-n", "3", "-o", "empty"], "is a folder");
    check(&["eval", "nowhere", "old.jsonl"], "'nowhere'");
    check(&["eval", "empty", "old.jsonl"], "old.jsonl, line 1");
    check(&["eval", "empty", "bad.jsonl"], "bad.jsonl, line 2");
    check(&["eval", "empty", "short.jsonl"], "not complete");
}

#[test]
fn force_replaces() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("old.jsonl"), "old").unwrap();
    done(folder.path(), &["synth", "-n", "3", "-o", "old.jsonl", "--force"]);
    assert_eq!(lines(&folder.path().join("old.jsonl")).len(), 3);
}

/// Results that say exactly what the gold says.
fn perfect(folder: &Path, gold: &[Value], texts: &BTreeMap<String, String>) {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut stories: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    // passage -> (kind, article -> its runs)
    let mut passages: BTreeMap<String, (String, BTreeMap<String, Vec<Value>>)> = BTreeMap::new();
    let mut quotes: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let mut told: BTreeSet<(String, String)> = BTreeSet::new();
    for line in gold {
        let article = text(&line["article"]);
        if !line["story"].is_null() {
            stories
                .entry(text(&line["story"]))
                .or_default()
                .push(json!({"article": article}));
        }
        for run in line["passages"].as_array().unwrap() {
            let passage = passages.entry(text(&run["passage"])).or_default();
            passage.0 = text(&run["kind"]);
            passage.1.entry(article.clone()).or_default().push(run.clone());
        }
        for quote in line["quotes"].as_array().unwrap() {
            let at = |key: &str| quote[key].as_u64().unwrap() as usize;
            let words: String = texts[&article]
                .chars()
                .skip(at("start"))
                .take(at("end") - at("start"))
                .collect();
            quotes.entry(text(&quote["quote"])).or_default().push(json!({
                "article": article, "start": quote["start"], "end": quote["end"], "text": words, "kind": "direct",
                "variant": quote["variant"], "speaker": quote["speaker"],
            }));
        }
    }
    std::fs::create_dir(folder).unwrap();
    let stories: Vec<Value> = stories
        .into_values()
        .map(|articles| json!({"articles": articles}))
        .collect();
    write(&folder.join("stories.jsonl"), &stories);
    let quotes: Vec<Value> = quotes
        .into_values()
        .map(|carriers| json!({"carriers": carriers}))
        .collect();
    write(&folder.join("quotes.jsonl"), &quotes);
    let (mut matches, mut families) = (Vec::new(), Vec::new());
    // Stories first: a standing paragraph is part of the match of two articles of one story.
    let mut passages: Vec<_> = passages.into_values().collect();
    passages.sort_by_key(|(kind, _)| matches!(kind.as_str(), "background" | "boilerplate"));
    for (kind, carriers) in &passages {
        let runs: Vec<Value> = carriers
            .iter()
            .flat_map(|(article, runs)| {
                runs.iter()
                    .map(move |r| json!({"article": article, "start": r["start"], "end": r["end"]}))
            })
            .collect();
        families.push(json!({"kind": kind, "carriers": runs}));
        for (a, in_a) in carriers {
            for (b, in_b) in carriers.range::<String, _>((std::ops::Bound::Excluded(a), std::ops::Bound::Unbounded)) {
                let paragraph = kind == "background";
                if paragraph && told.contains(&(a.clone(), b.clone())) {
                    continue;
                }
                if kind != "boilerplate" {
                    told.insert((a.clone(), b.clone()));
                }
                for (x, y) in in_a.iter().flat_map(|x| in_b.iter().map(move |y| (x, y))) {
                    let bounds = |r: &Value| -> Vec<u64> {
                        let inner = r["inner"].as_array().unwrap().iter();
                        let ends = std::iter::once(&r["start"])
                            .chain(inner)
                            .chain(std::iter::once(&r["end"]));
                        ends.map(|v| v.as_u64().unwrap()).collect()
                    };
                    let (in_x, in_y) = (bounds(x), bounds(y));
                    let (from_x, from_y) = (x["of_start"].as_u64().unwrap(), y["of_start"].as_u64().unwrap());
                    let lo = from_x.max(from_y);
                    let hi = (from_x + in_x.len() as u64 - 1).min(from_y + in_y.len() as u64 - 1);
                    if lo < hi {
                        matches.push(json!({
                            "a": a, "a_start": in_x[(lo - from_x) as usize], "a_end": in_x[(hi - from_x) as usize],
                            "b": b, "b_start": in_y[(lo - from_y) as usize], "b_end": in_y[(hi - from_y) as usize],
                        }));
                    }
                }
            }
        }
    }
    write(&folder.join("matches.jsonl"), &matches);
    write(&folder.join("passages.jsonl"), &families);
}

/// A dump of 400 articles, its gold without the header, and its texts.
fn dump(folder: &Path) -> (Vec<Value>, BTreeMap<String, String>) {
    done(folder, &["synth", "-n", "400", "-o", "d.jsonl", "--gold", "g.jsonl"]);
    let gold = lines(&folder.join("g.jsonl")).split_off(1);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let articles = lines(&folder.join("d.jsonl"));
    (
        gold,
        articles.iter().map(|a| (text(&a["id"]), text(&a["text"]))).collect(),
    )
}

#[test]
fn perfect_results_score_one() {
    let folder = tempfile::tempdir().unwrap();
    let (gold, texts) = dump(folder.path());
    perfect(&folder.path().join("result"), &gold, &texts);
    let scores = eval(folder.path(), "result", "g.jsonl");
    let one = |pointer: &str| assert_eq!(scores.pointer(pointer), Some(&json!(1.0)), "{pointer}: {scores:#}");
    for score in ["precision", "recall", "f1", "adjusted_rand_index"] {
        one(&format!("/stories/pairs/{score}"));
        one(&format!("/quotes/families/{score}"));
    }
    for score in ["recall", "precision", "speaker_answered", "speaker_right"] {
        one(&format!("/quotes/{score}/score"));
    }
    for class in ["near copies", "cut", "spun", "background", "all"] {
        one(&format!("/passages/alignment/{class}/recall"));
        one(&format!("/passages/alignment/{class}/granularity"));
        one(&format!("/passages/alignment/{class}/precision"));
        one(&format!("/passages/alignment/{class}/plagdet"));
    }
    for kind in ["wire", "shared", "background", "boilerplate"] {
        one(&format!("/passages/kinds/{kind}/kind/score"));
    }
    for (name, variant) in scores["quotes"]["variants"].as_object().unwrap() {
        assert_eq!(variant["score"], 1.0, "{name}");
    }
    assert_eq!(scores["notes"], json!([]));
    // The table is the same for people.
    let table = String::from_utf8(done(folder.path(), &["eval", "result", "g.jsonl"])).unwrap();
    assert!(
        table.starts_with("Stories  ") && table.contains("plagdet, all"),
        "{table}"
    );
    // Without a file its section is left out, and that is said.
    std::fs::remove_file(folder.path().join("result/quotes.jsonl")).unwrap();
    let scores = eval(folder.path(), "result", "g.jsonl");
    assert!(scores["quotes"].is_null() && !scores["stories"].is_null());
    assert_eq!(
        scores["notes"],
        json!(["quotes.jsonl is missing: quotes are not scored"])
    );
}

#[test]
fn wrong_results_score_as_worked_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let plain = |article: &str, story: Value, relation: Value| json!({"article": article, "story": story, "relation": relation, "passages": [], "quotes": []});
    write(
        &at("gold.jsonl"),
        &[
            json!({"gold": 1, "articles": 6, "seed": 0, "words": 1}),
            plain("a", json!("s1"), json!("original")),
            plain("b", json!("s1"), json!("edited")),
            plain("c", json!("s1"), json!("exact")),
            plain("d", json!("s1"), json!("spun")),
            plain("e", json!(null), json!(null)),
            plain("f", json!(null), json!(null)),
        ],
    );
    let story =
        |articles: &[&str]| json!({"articles": articles.iter().map(|a| json!({"article": a})).collect::<Vec<_>>()});
    std::fs::create_dir(at("result")).unwrap();
    write(
        &at("result/stories.jsonl"),
        &[story(&["a", "b", "e"]), story(&["d", "f"])],
    );
    let check = |scores: &Value, both: u64, found: u64, gold: u64| {
        let pairs = &scores["stories"]["pairs"];
        assert_eq!(
            (&pairs["both"], &pairs["found"], &pairs["gold"]),
            (&json!(both), &json!(found), &json!(gold))
        );
    };
    let scores = eval(folder.path(), "result", "gold.jsonl");
    // Right are a-b of a-b, a-c, b-c; found are a-b, a-e, b-e. Expected by chance 3 · 3 / 10.
    check(&scores, 1, 3, 3);
    assert_eq!(scores["stories"]["pairs"]["adjusted_rand_index"], json!(0.0476));
    assert_eq!(
        scores["stories"]["optional"]["spun"],
        json!({"score": 0.0, "right": 0, "all": 1})
    );
    assert_eq!(scores["stories"]["optional_misplaced"], json!(1));

    // The same stories as labels, and as a list of what was dropped.
    let label = |id: &str, gt: u64| json!({"id": id, "gt": gt, "kind": "x", "text": "…"});
    let labels = [("a", 1), ("b", 1), ("c", 1), ("d", 1), ("e", 2), ("f", 3)].map(|(id, gt)| label(id, gt));
    write(&at("labels.jsonl"), &labels);
    let scores = eval(folder.path(), "result", "labels.jsonl");
    check(&scores, 1, 4, 6);
    let dropped = |article: &str, kept: &str| json!({"article": article, "kept": kept, "relation": "near"});
    write(
        &at("dropped.jsonl"),
        &[
            dropped("b", "a"),
            dropped("d", "f"),
            dropped("e", "a"),
            dropped("x", "y"),
        ],
    );
    let scores = eval(folder.path(), "dropped.jsonl", "labels.jsonl");
    check(&scores, 1, 4, 6);
    assert!(scores["notes"][1].as_str().unwrap().starts_with("2 places"), "{scores}");

    // A line that is no record is named.
    std::fs::write(at("result/stories.jsonl"), "\n{\"articles\": 3}\n").unwrap();
    let ended = dedupe(folder.path(), &["eval", "result", "gold.jsonl"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("stories.jsonl, line 2"), "{}", ended.err);
}

#[test]
fn a_scan_finds_what_was_planted() {
    let folder = tempfile::tempdir().unwrap();
    let (gold, _) = dump(folder.path());
    let relations: BTreeSet<&str> = gold.iter().filter_map(|line| line["relation"].as_str()).collect();
    assert_eq!(relations.len(), 8, "{relations:?}");
    done(folder.path(), &["scan", "d.jsonl", "-o", "result", "-q"]);
    let scores = eval(folder.path(), "result", "g.jsonl");
    let check = |pointer: &str, floor: f64| {
        let score = scores.pointer(pointer).and_then(Value::as_f64).unwrap();
        println!("{pointer:48} {score:.4} (floor {floor})");
        assert!(score >= floor, "{pointer}: {score} is below {floor}");
    };
    check("/stories/pairs/precision", 1.0);
    check("/stories/pairs/recall", 0.99);
    check("/stories/pairs/adjusted_rand_index", 0.99);
    check("/passages/alignment/near copies/plagdet", 0.97);
    check("/passages/alignment/spun/plagdet", 0.8);
    check("/passages/alignment/background/plagdet", 0.9);
    check("/passages/alignment/all/plagdet", 0.9);
    check("/passages/kinds/boilerplate/kind/score", 0.9);
    check("/quotes/recall/score", 0.99);
    check("/quotes/precision/score", 0.99);
    check("/quotes/families/precision", 0.99);
    check("/quotes/families/recall", 0.95);
    check("/quotes/speaker_right/score", 0.98);
    check("/quotes/variants/edited/score", 0.9);
}
