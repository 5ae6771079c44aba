//! `dedupe unique`: what is kept is the input's own, what is dropped was compared with what is kept, and
//! neither threads, memory nor order change what stands for each story.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../benches/common/mod.rs"]
mod made;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::path::Path;
use std::sync::atomic::AtomicBool;

use assert_cmd::Command;
use dedupe::pipeline::{By, Keep, Outputs, Silent, UniqueParams, UniqueSettings, UniqueSummary, unique};
use dedupe::sketch::shingle_set;
use dedupe::story::Similarity;
use dedupe::text::stream;
use serde_json::{Value as Json, json};

use made::{Dice, dump, json_lines};

struct Ended {
    code: i32,
    out: Vec<u8>,
    err: String,
}

fn run(folder: &Path, line: &[&str], stdin: &[u8]) -> Ended {
    let mut command = Command::cargo_bin("dedupe").unwrap();
    command
        .current_dir(folder)
        .arg("unique")
        .args(line)
        .env("COLUMNS", "100");
    let output = command.write_stdin(stdin).output().unwrap();
    Ended {
        code: output.status.code().unwrap(),
        out: output.stdout,
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs the library on lines; what is kept, what was dropped, the summary.
fn find(lines: &str, params: UniqueParams, threads: usize, memory: usize) -> (String, Vec<Json>, UniqueSummary) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dump.jsonl");
    std::fs::write(&path, lines).unwrap();
    let settings = UniqueSettings {
        inputs: vec![path.to_str().unwrap().to_owned()],
        threads: Some(threads),
        map: dedupe::ingest::FieldMap::default(),
        params,
        max_memory_bytes: memory,
        tmpdir: folder.path().to_owned(),
    };
    let (mut kept, mut dropped) = (Vec::new(), Vec::new());
    let mut outputs = Outputs {
        kept: &mut kept,
        dropped: Some(&mut dropped),
        rejected: None,
    };
    let summary = unique(&settings, &mut outputs, &Silent, &AtomicBool::new(false)).unwrap();
    let dropped = String::from_utf8(dropped).unwrap();
    let dropped = dropped.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    (String::from_utf8(kept).unwrap(), dropped, summary)
}

fn record(id: &str, text: &str) -> String {
    format!("{}\n", json!({"id": id, "text": text}))
}

fn words(dice: &mut Dice, count: usize) -> Vec<String> {
    (0..count).map(|_| format!("w{}", dice.below(5_000))).collect()
}

#[test]
fn kept_records_are_the_inputs_own_bytes_in_its_order() {
    let folder = tempfile::tempdir().unwrap();
    let odd = "  {\"text\" : \"Ships wait off the north wall\\u0021\",\t\"id\":\"z\", \"extra\":[1, {\"a\":null}] }  ";
    let lines = [
        odd,
        "{\"id\":\"y\",\"text\":\"ships wait, off the NORTH wall\"}",
        "",
        "{\"id\":\"x\",\"text\":\"“Café” and 北京 stand as they are here\"}\r",
        "{\"id\":\"w\",\"text\":\"the last line has no end\"}",
    ];
    std::fs::write(folder.path().join("in.jsonl"), lines.join("\n")).unwrap();
    let ended = run(
        folder.path(),
        &["in.jsonl", "-o", "out.jsonl", "--stories", "gone.jsonl"],
        b"",
    );
    assert_eq!(ended.code, 0, "{}", ended.err);
    let kept = std::fs::read_to_string(folder.path().join("out.jsonl")).unwrap();
    assert_eq!(kept, format!("{}\n{}\n{}\n", lines[0], lines[3], lines[4]));
    let gone = std::fs::read_to_string(folder.path().join("gone.jsonl")).unwrap();
    assert_eq!(
        gone,
        "{\"article\":\"y\",\"path\":\"in.jsonl\",\"record\":2,\"kept\":\"z\",\"kept_path\":\"in.jsonl\",\
         \"kept_record\":1,\"relation\":\"exact\",\"similarity\":1.0,\"containment\":1.0}\n"
    );
    assert!(
        ended.err.contains("4 articles") && ended.err.contains("3 kept, 1 dropped"),
        "{}",
        ended.err
    );
}

#[test]
fn every_way_in_and_out_gives_the_same() {
    let (records, _) = dump(120, 3);
    let lines = json_lines(&records);
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("in.jsonl"), &lines).unwrap();
    std::fs::write(at("in.jsonl.zst"), zstd::encode_all(lines.as_bytes(), 1).unwrap()).unwrap();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(lines.as_bytes()).unwrap();
    std::fs::write(at("in.jsonl.gz"), gzip.finish().unwrap()).unwrap();
    let pretty: Vec<String> = records
        .iter()
        .map(|r| serde_json::to_string_pretty(r).unwrap())
        .collect();
    std::fs::write(at("in.json"), format!("[\n{}\n]\n", pretty.join(",\n"))).unwrap();

    let expected = run(folder.path(), &["in.jsonl", "-o", "-"], b"");
    assert_eq!(expected.code, 0, "{}", expected.err);
    assert!(expected.out.len() < lines.len(), "the dump has copies");
    let parsed = |bytes: &[u8]| -> Vec<Json> {
        bytes
            .split(|&b| b == b'\n')
            .filter(|l| !l.is_empty())
            .map(|l| serde_json::from_slice(l).unwrap())
            .collect()
    };
    for input in ["in.jsonl.gz", "in.jsonl.zst", "-", "in.json"] {
        let ended = run(folder.path(), &[input, "-o", "-", "-q"], lines.as_bytes());
        assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{input}");
        if input == "in.json" {
            // Spread over lines there, on one here.
            assert_eq!(parsed(&ended.out), parsed(&expected.out), "{input}");
        } else {
            assert!(ended.out == expected.out, "{input}");
        }
    }
    for out in ["out.jsonl", "out.jsonl.gz", "out.jsonl.zst"] {
        let ended = run(folder.path(), &["in.jsonl", "-o", out], b"");
        assert_eq!(ended.code, 0, "{}", ended.err);
        let bytes = std::fs::read(at(out)).unwrap();
        let plain = if out.ends_with("gz") {
            let mut plain = Vec::new();
            flate2::read::MultiGzDecoder::new(&bytes[..])
                .read_to_end(&mut plain)
                .unwrap();
            plain
        } else if out.ends_with("zst") {
            zstd::decode_all(&bytes[..]).unwrap()
        } else {
            bytes
        };
        assert!(plain == expected.out, "{out}");
    }
}

#[test]
fn inputs_stay_in_the_order_they_are_named() {
    let folder = tempfile::tempdir().unwrap();
    for (name, id) in [("b.jsonl", "1"), ("a.jsonl", "2")] {
        let text = format!("the records of file {id} are these");
        std::fs::write(
            folder.path().join(name),
            record(id, &text) + &record(&format!("same{id}"), "one text in both"),
        )
        .unwrap();
    }
    let ids = |line: &[&str]| -> Vec<String> {
        let ended = run(folder.path(), line, b"");
        let out = String::from_utf8(ended.out).unwrap();
        out.lines()
            .map(|l| {
                serde_json::from_str::<Json>(l).unwrap()["id"]
                    .as_str()
                    .unwrap()
                    .to_owned()
            })
            .collect()
    };
    assert_eq!(ids(&["b.jsonl", "a.jsonl", "-o", "-"]), ["1", "same1", "2"]);
    assert_eq!(ids(&["a.jsonl", "b.jsonl", "-o", "-"]), ["2", "same2", "1"]);
}

#[test]
fn text_files_become_records() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("news")).unwrap();
    for (name, text) in [
        ("a.txt", "Ships wait\nat \"the\" wall."),
        ("b.txt", "ships wait at the wall"),
        ("c.txt", "no truce"),
    ] {
        std::fs::write(folder.path().join("news").join(name), text).unwrap();
    }
    let ended = run(folder.path(), &["news", "-o", "-", "--map", "text=body"], b"");
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert_eq!(
        String::from_utf8(ended.out).unwrap(),
        "{\"id\":\"a.txt\",\"text\":\"Ships wait\\nat \\\"the\\\" wall.\"}\n{\"id\":\"c.txt\",\"text\":\"no truce\"}\n"
    );
}

#[test]
fn which_one_is_kept() {
    let text = "the council voted on monday to close the old harbour bridge for repairs until the spring";
    let longer = format!("{text} of next year");
    let lines = [
        json!({"id": "undated", "text": text}),
        json!({"id": "late", "date": "2020-05-02", "text": longer}),
        json!({"id": "early", "date": "2020-05-01T08:00:00Z", "text": text}),
        json!({"id": "other", "date": "2019-01-01", "text": "nothing else is like this one at all"}),
    ];
    let lines = lines.iter().map(Json::to_string).collect::<Vec<_>>().join("\n");
    let check = |keep: Keep, expected: &[&str]| {
        let params = UniqueParams {
            keep,
            ..UniqueParams::default()
        };
        let (kept, dropped, _) = find(&lines, params, 2, 1 << 30);
        let ids: Vec<String> = kept
            .lines()
            .map(|l| {
                serde_json::from_str::<Json>(l).unwrap()["id"]
                    .as_str()
                    .unwrap()
                    .to_owned()
            })
            .collect();
        assert_eq!(ids, expected, "{keep:?}");
        assert_eq!(dropped.len(), 2);
    };
    check(Keep::First, &["undated", "other"]);
    check(Keep::Earliest, &["early", "other"]);
    check(Keep::Longest, &["late", "other"]);
}

/// Exact similarity the plain way.
fn similarity(a: &str, b: &str, shingle_words: usize) -> Similarity {
    let set = |text: &str| shingle_set(&stream(text), shingle_words);
    Similarity::of(&set(a), &set(b))
}

/// Texts of which each shares most with the next and little with those after.
#[test]
fn no_chain_drags_a_far_one_in_and_every_score_is_exact() {
    let mut dice = Dice::new(4);
    let mut lines = String::new();
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for chain in 0..40 {
        let all = words(&mut dice, 260);
        for link in 0..12 {
            let text = all[link * 10..link * 10 + 120].join(" ");
            lines += &record(&format!("{chain}-{link}"), &text);
            texts.insert(format!("{chain}-{link}"), text);
        }
    }
    for by in [By::Jaccard, By::Containment] {
        for threshold in [0.5, 0.7, 0.9] {
            let params = UniqueParams {
                threshold,
                by,
                ..UniqueParams::default()
            };
            let (kept, dropped, summary) = find(&lines, params, 2, 1 << 30);
            assert_eq!(kept.lines().count() + dropped.len(), texts.len());
            assert!(summary.near > 0 || threshold > 0.85, "{by:?} {threshold}");
            for drop in &dropped {
                let (article, kept) = (drop["article"].as_str().unwrap(), drop["kept"].as_str().unwrap());
                let exact = similarity(&texts[article], &texts[kept], params.shingle_words);
                let score = if by == By::Jaccard {
                    exact.jaccard
                } else {
                    exact.containment
                };
                assert!(score >= threshold, "{drop}");
                assert!(
                    (exact.jaccard - drop["similarity"].as_f64().unwrap()).abs() < 1e-4,
                    "{drop}"
                );
                assert!(
                    (exact.containment - drop["containment"].as_f64().unwrap()).abs() < 1e-4,
                    "{drop}"
                );
            }
            // No two that are kept next to each other are over the threshold, or one would have gone.
            let ids: BTreeSet<&str> = dropped.iter().map(|d| d["article"].as_str().unwrap()).collect();
            for chain in 0..40 {
                let left: Vec<String> = (0..12)
                    .map(|l| format!("{chain}-{l}"))
                    .filter(|id| !ids.contains(id.as_str()))
                    .collect();
                for pair in left.windows(2) {
                    let exact = similarity(&texts[&pair[0]], &texts[&pair[1]], params.shingle_words);
                    let score = if by == By::Jaccard {
                        exact.jaccard
                    } else {
                        exact.containment
                    };
                    assert!(score < threshold, "{by:?} {threshold} {pair:?} {score}");
                }
            }
        }
    }
}

/// A dump with planted copies of every kind: (lines, pairs of ids that are one story).
fn planted() -> (String, BTreeSet<(String, String)>) {
    let mut dice = Dice::new(9);
    let (mut rows, mut pairs) = (Vec::new(), BTreeSet::new());
    for n in 0..400 {
        let length = 60 + dice.below(300);
        let text = words(&mut dice, length);
        rows.push((format!("{n}"), text.clone()));
        let mut copy = |kind: &str, words: Vec<String>| {
            let id = format!("{n}-{kind}");
            pairs.insert((format!("{n}"), id.clone()));
            rows.push((id, words));
        };
        copy("cut", text[..length - length / 10].to_vec());
        let mut changed = text.clone();
        for _ in 0..(length / 50).max(1) {
            let at = dice.below(length);
            changed[at] = format!("new{}", dice.below(9_000));
        }
        copy("changed", changed);
        let mut heavy = text.clone();
        for at in (0..length).step_by(14) {
            heavy[at] = format!("other{}", dice.below(9_000));
        }
        copy("heavy", heavy);
        copy("half", text[..length / 2].to_vec());
        // Another story that has two thirds of this one in it, and one of the same phrases in another order.
        let mut quoting = text[length * 7 / 20..].to_vec();
        quoting.extend(words(&mut dice, length * 13 / 20));
        rows.push((format!("{n}-quoting-sibling"), quoting));
        let mut phrases: Vec<&[String]> = text.chunks(4).collect();
        for last in (1..phrases.len()).rev() {
            phrases.swap(last, dice.below(last + 1));
        }
        rows.push((format!("{n}-phrases-sibling"), phrases.concat()));
    }
    for last in (1..rows.len()).rev() {
        rows.swap(last, dice.below(last + 1));
    }
    let lines = rows.iter().map(|(id, words)| record(id, &words.join(" "))).collect();
    (lines, pairs)
}

/// Pair precision and recall of the stories of a run.
fn score(dropped: &[Json], pairs: &BTreeSet<(String, String)>) -> (f64, f64) {
    let root = |id: &str| id.split('-').next().unwrap().to_owned();
    let mut stories: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for drop in dropped {
        let kept = drop["kept"].as_str().unwrap();
        let story = stories.entry(kept).or_insert_with(|| vec![kept]);
        story.push(drop["article"].as_str().unwrap());
    }
    let right = |a: &str, b: &str| root(a) == root(b) && !a.ends_with("sibling") && !b.ends_with("sibling");
    let (mut joined, mut good, mut found) = (0, 0, 0);
    for story in stories.values() {
        for (i, a) in story.iter().enumerate() {
            for b in &story[i + 1..] {
                joined += 1;
                good += usize::from(right(a, b));
                let pair = |x: &str, y: &str| pairs.contains(&(x.to_owned(), y.to_owned()));
                found += usize::from(pair(a, b) || pair(b, a));
            }
        }
    }
    (
        f64::from(good as u32) / f64::from(joined.max(1)),
        f64::from(found as u32) / pairs.len() as f64,
    )
}

/// What `--help` says of each parameter is what is measured.
#[test]
fn parameters_move_precision_and_recall_as_the_help_says() {
    let folder = tempfile::tempdir().unwrap();
    let help = String::from_utf8(run(folder.path(), &["--help"], b"").out).unwrap();
    let (lines, pairs) = planted();
    std::fs::write(folder.path().join("in.jsonl"), &lines).unwrap();
    let measure = |options: &[&str]| {
        let mut line = vec![
            "in.jsonl",
            "-o",
            "out.jsonl",
            "--stories",
            "gone.jsonl",
            "--force",
            "-q",
        ];
        line.extend(options);
        let ended = run(folder.path(), &line, b"");
        assert_eq!(ended.code, 0, "{}", ended.err);
        let gone = std::fs::read_to_string(folder.path().join("gone.jsonl")).unwrap();
        let dropped: Vec<Json> = gone.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        score(&dropped, &pairs)
    };
    let check = |says: &str, from: &[&str], to: &[&str]| {
        let said = help.lines().find(|l| l.trim_start().starts_with(says));
        let said = said.unwrap_or_else(|| panic!("the help says nothing of {says}"));
        let ((p0, r0), (p1, r1)) = (measure(from), measure(to));
        let direction = |what: &str| match (
            said.contains(&format!("{what} up")),
            said.contains(&format!("{what} down")),
        ) {
            (true, false) => 1.0,
            (false, true) => -1.0,
            _ => panic!("{said}: not one direction of {what}"),
        };
        let (precision, recall) = (direction("precision") * (p1 - p0), direction("recall") * (r1 - r0));
        assert!(precision > 0.0, "{said}: precision went from {p0} to {p1}");
        assert!(recall > 0.0, "{said}: recall went from {r0} to {r1}");
    };
    check("--threshold higher", &["--threshold", "0.2"], &["--threshold", "0.7"]);
    check(
        "--by containment",
        &["--threshold", "0.6"],
        &["--threshold", "0.6", "--by", "containment", "--keep", "first"],
    );
    check(
        "--shingle-words higher",
        &["--threshold", "0.25", "--shingle-words", "2"],
        &["--threshold", "0.25", "--shingle-words", "9"],
    );
}

#[test]
fn copies_are_found_and_nothing_under_the_threshold_is_joined() {
    let (lines, pairs) = planted();
    let (_, dropped, _) = find(&lines, UniqueParams::default(), 2, 1 << 30);
    let close = |kind: &str| {
        let all: Vec<_> = pairs.iter().filter(|(_, copy)| copy.ends_with(kind)).collect();
        let root = |id: &str| {
            let drop = dropped.iter().find(|d| d["article"] == id);
            drop.map_or_else(|| id.to_owned(), |d| d["kept"].as_str().unwrap().to_owned())
        };
        let found = all
            .iter()
            .filter(|(original, copy)| root(original) == root(copy))
            .count();
        (found, all.len())
    };
    for kind in ["cut", "changed"] {
        let (found, all) = close(kind);
        assert!(found * 1000 >= all * 995, "{kind}: {found} of {all}");
    }
}

#[test]
fn threads_and_memory_change_nothing() {
    let (mut records, _) = dump(2_500, 12);
    for copy in 0..300 {
        let mut again = records[copy * 7].clone();
        again["id"] = json!(format!("again {copy}"));
        records.push(again);
    }
    let mut lines = json_lines(&records);
    // Enough keys for a run or two in a file.
    let mut dice = Dice::new(13);
    for n in 0..14_000 {
        lines += &record(&format!("short {n}"), &words(&mut dice, 12).join(" "));
    }
    let (kept, dropped, summary) = find(&lines, UniqueParams::default(), 1, 1 << 30);
    assert!(summary.near > 0 && summary.exact > 0 && summary.spilled_bytes == 0);
    for by in [By::Jaccard, By::Containment] {
        let params = UniqueParams {
            by,
            ..UniqueParams::default()
        };
        let expected = if by == By::Jaccard {
            (kept.clone(), dropped.clone())
        } else {
            let (kept, dropped, _) = find(&lines, params, 1, 1 << 30);
            (kept, dropped)
        };
        for (threads, memory) in [(2, 1 << 30), (5, 1 << 30), (1, 0), (3, 0)] {
            let (kept, dropped, summary) = find(&lines, params, threads, memory);
            assert_eq!(
                memory == 0,
                summary.spilled_bytes > 0,
                "{} bytes spilled",
                summary.spilled_bytes
            );
            assert!(
                kept == expected.0 && dropped == expected.1,
                "{by:?} {threads} threads, {memory} bytes"
            );
        }
    }
}

/// With a rule that looks at the articles alone, the order of input changes only which of equal texts is kept.
#[test]
fn order_changes_no_story_where_a_rule_names_the_kept_one() {
    let (records, _) = dump(600, 5);
    let texts: BTreeMap<String, String> = records
        .iter()
        .map(|r| {
            (
                r["id"].as_str().unwrap().to_owned(),
                r["text"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let mut shuffled = records.clone();
    let mut dice = Dice::new(8);
    for last in (1..shuffled.len()).rev() {
        shuffled.swap(last, dice.below(last + 1));
    }
    for keep in [Keep::Longest, Keep::Earliest] {
        let stories = |records: &[Json]| -> BTreeMap<String, String> {
            let params = UniqueParams {
                keep,
                ..UniqueParams::default()
            };
            let (_, dropped, _) = find(&json_lines(records), params, 2, 1 << 30);
            // Words of the dropped to words of the kept: ids of equal texts may change places.
            let text = |id: &Json| format!("{:?}", stream(&texts[id.as_str().unwrap()]));
            dropped
                .iter()
                .map(|d| (text(&d["article"]), text(&d["kept"])))
                .collect()
        };
        let expected = stories(&records);
        assert!(!expected.is_empty());
        assert!(stories(&shuffled) == expected, "{keep:?}");
    }
}

#[test]
fn odd_texts_are_right_and_cheap() {
    let mut lines = String::new();
    for (id, text) in [
        ("empty", ""),
        ("blank", "  "),
        ("marks", "...!?"),
        ("marks too", "...!?"),
        ("short", "Ships wait."),
        ("short too", "ships wait"),
        ("other short", "Ships gone."),
        ("chinese", "谈判将在日内瓦继续进行，各方同意加快并扩大对话，发言人说。"),
        (
            "chinese too",
            "谈判将在日内瓦继续进行，各方同意加快并扩大对话，发言人说！完",
        ),
        ("thai", "การเจรจาจะดำเนินต่อไปที่เจนีวาและทุกฝ่ายเห็นพ้องต้องกัน"),
        ("thai too", "การเจรจาจะดำเนินต่อไปที่เจนีวาและทุกฝ่ายเห็นพ้องต้องกันครับ"),
        (
            "japanese",
            "ジュネーブでの協議は続き、双方は対話を加速し拡大することで合意した。",
        ),
    ] {
        lines += &record(id, text);
    }
    let (_, dropped, summary) = find(&lines, UniqueParams::default(), 2, 1 << 30);
    let gone: Vec<&str> = dropped.iter().map(|d| d["article"].as_str().unwrap()).collect();
    assert_eq!(gone, ["short too", "chinese too", "thai too"]);
    assert_eq!((summary.empty, summary.rejected), (4, 0));
}

/// One word over and over, in many lengths: all band keys are the same, no two articles are.
#[test]
fn all_keys_alike_is_linear() {
    let count = 3_000;
    let lines: String = (0..count)
        .map(|n| record(&format!("{n}"), &"word ".repeat(5 + n)))
        .collect();
    let (kept, dropped, summary) = find(&lines, UniqueParams::default(), 2, 1 << 30);
    assert_eq!((kept.lines().count(), dropped.len()), (1, count - 1));
    assert!(summary.candidates <= 2 * count as u64, "{} pairs", summary.candidates);
    assert!(summary.compared <= 2 * count as u64, "{} comparisons", summary.compared);
}

#[test]
fn copies_of_one_article_are_no_pairs_at_all() {
    let text = words(&mut Dice::new(3), 80).join(" ");
    let lines: String = (0..20_000).map(|n| record(&format!("{n}"), &text)).collect();
    let (kept, dropped, summary) = find(&lines, UniqueParams::default(), 2, 1 << 30);
    assert_eq!((kept.lines().count(), dropped.len()), (1, 19_999));
    assert_eq!((summary.candidates, summary.compared, summary.exact), (0, 0, 19_999));
}

#[test]
fn a_bad_record_costs_nothing_but_itself() {
    let folder = tempfile::tempdir().unwrap();
    let good =
        record("a", "the first of two good ones") + "{bad\n{\"id\":7}\n" + &record("b", "the second good one here");
    let mut bytes = good.into_bytes();
    bytes.extend(b"{\"text\":\"\xFF\"}\n");
    std::fs::write(folder.path().join("in.jsonl"), bytes).unwrap();
    let ended = run(folder.path(), &["in.jsonl", "-o", "out.jsonl"], b"");
    assert_eq!(ended.code, 3, "{}", ended.err);
    assert_eq!(
        std::fs::read_to_string(folder.path().join("out.jsonl"))
            .unwrap()
            .lines()
            .count(),
        2
    );
    for what in [
        "in.jsonl, record 2: not valid JSON",
        "record 3: no text",
        "record 5: not valid UTF-8",
        "3 records rejected",
    ] {
        assert!(ended.err.contains(what), "{what}: {}", ended.err);
    }
}

#[test]
fn wrong_usage_is_one_line_that_says_how_to_repair_it() {
    let check = |line: &[&str], what: &str| {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("in.jsonl"), record("a", "words")).unwrap();
        std::fs::write(folder.path().join("old.jsonl"), "old\n").unwrap();
        let ended = run(folder.path(), line, b"");
        assert_eq!(ended.code, 2, "{line:?}: {}", ended.err);
        assert_eq!(ended.err.lines().count(), 1, "{line:?}: {}", ended.err);
        assert!(ended.err.contains(what), "{line:?}: {}", ended.err);
        assert_eq!(
            std::fs::read_to_string(folder.path().join("old.jsonl")).unwrap(),
            "old\n"
        );
        assert_eq!(
            std::fs::read_dir(folder.path()).unwrap().count(),
            2,
            "{line:?} leaves nothing behind"
        );
    };
    check(&["in.jsonl"], "--out <FILE>");
    check(&["-o", "out.jsonl"], "dedupe unique news.jsonl -o kept.jsonl");
    check(&["in.jsonl", "-o", "old.jsonl"], "--force");
    check(&["in.jsonl", "-o", "in.jsonl", "--force"], "is an input");
    check(&["in.jsonl", "-o", "new.jsonl", "--stories", "new.jsonl"], "one file");
    check(&["in.jsonl", "-o", "new.jsonl", "--stories", "old.jsonl"], "--force");
    check(&["none.jsonl", "-o", "new.jsonl"], "check the path");
    check(&["in.jsonl", "-o", "new.jsonl", "-t", "80"], "from 0.1 to 1");
    check(&["in.jsonl", "-o", "new.jsonl", "--max-memory", "1MiB"], "128MiB");
    check(&["in.jsonl", "-o", "new.jsonl", "--tmpdir", "nowhere"], "--tmpdir");
    check(&["in.jsonl", "-o", "new.jsonl", "--shingle-words", "0"], "1 to 64");
    check(&["in.jsonl", "-o", "."], "is a folder");
}

#[test]
fn rejected_records_are_listed_where_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let lines = "{bad\n".repeat(30) + &record("a", "a good one after thirty bad ones");
    std::fs::write(folder.path().join("in.jsonl"), lines).unwrap();
    let ended = run(
        folder.path(),
        &["in.jsonl", "-o", "out.jsonl", "--rejected", "bad.jsonl"],
        b"",
    );
    assert_eq!(ended.code, 3);
    assert!(
        ended.err.contains("and 10 more") && ended.err.contains("30 records rejected"),
        "{}",
        ended.err
    );
    let bad = std::fs::read_to_string(folder.path().join("bad.jsonl")).unwrap();
    let bad: Vec<Json> = bad.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(bad.len(), 30);
    for (row, number) in bad.iter().zip(1..) {
        assert_eq!(
            (row["path"].as_str(), row["record"].as_u64()),
            (Some("in.jsonl"), Some(number))
        );
    }
}

#[test]
fn an_input_is_never_an_output_however_it_is_named() {
    let check = |line: &[&str], what: &str| {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("g")).unwrap();
        let text = record("a", "words");
        std::fs::write(folder.path().join("g/b.jsonl"), &text).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("g/b.jsonl", folder.path().join("link.jsonl")).unwrap();
        let ended = run(folder.path(), line, b"");
        assert_eq!(ended.code, 2, "{line:?}: {}", ended.err);
        assert!(ended.err.contains(what), "{line:?}: {}", ended.err);
        assert_eq!(std::fs::read_to_string(folder.path().join("g/b.jsonl")).unwrap(), text);
    };
    check(&["g/*.jsonl", "-o", "g/b.jsonl", "-f"], "is an input");
    check(&["g", "-o", "g/../g/b.jsonl", "-f"], "is an input");
    check(&["g", "-o", "x.jsonl", "--stories", "g/b.jsonl", "-f"], "is an input");
    #[cfg(unix)]
    check(&["g", "-o", "link.jsonl", "-f"], "is an input");
    check(&["g", "-o", "y.jsonl", "--stories", "./y.jsonl", "-f"], "one file");
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("in.jsonl"), record("a", "words")).unwrap();
    std::fs::write(folder.path().join("real.jsonl"), "old").unwrap();
    std::os::unix::fs::symlink("real.jsonl", folder.path().join("link.jsonl")).unwrap();
    let ended = run(folder.path(), &["in.jsonl", "-o", "link.jsonl", "-f"], b"");
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(folder.path().join("link.jsonl").is_symlink());
    assert_eq!(
        std::fs::read_to_string(folder.path().join("real.jsonl")).unwrap(),
        record("a", "words")
    );
}

/// Another file under the name of one that was read must not be copied into what is kept.
#[cfg(unix)]
#[test]
fn an_input_that_changes_meanwhile_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("a.jsonl"), record("a", "the first text of this file").repeat(3)).unwrap();
    std::fs::write(
        at("b.jsonl"),
        record("b", "quite another text that is longer than the first").repeat(9),
    )
    .unwrap();
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("dedupe"))
        .current_dir(folder.path())
        .args(["unique", "a.jsonl", "-", "-o", "out.jsonl"])
        .stdin(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    // Standard input is read after the file; more than a batch of it, so that the file has been read by then.
    let line = record("c", &words(&mut Dice::new(1), 2_000).join(" "));
    for _ in 0..1_500 {
        pipe.write_all(line.as_bytes()).unwrap();
    }
    std::fs::rename(at("b.jsonl"), at("a.jsonl")).unwrap();
    drop(pipe);
    let output = child.wait_with_output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{err}");
    assert!(err.contains("a.jsonl has changed while it was read"), "{err}");
    assert!(!at("out.jsonl").exists());
}

#[test]
fn packed_lines_keep_their_bytes_too() {
    let folder = tempfile::tempdir().unwrap();
    let lines = " {\"id\":\"a\",\"text\":\"one text here\"} \r\n\t{\"id\":\"b\",\"text\":\"two texts there\"}\r\n";
    std::fs::write(
        folder.path().join("in.jsonl.zst"),
        zstd::encode_all(lines.as_bytes(), 1).unwrap(),
    )
    .unwrap();
    for line in [["in.jsonl.zst", "-o", "-"], ["-", "-o", "-"]] {
        let ended = run(folder.path(), &line, lines.as_bytes());
        assert_eq!(String::from_utf8(ended.out).unwrap(), lines, "{line:?}");
    }
}

/// "a.a.a.…" was looked at from each of its letters to its end.
#[test]
fn letters_and_dots_without_end_are_linear() {
    let text = "a.".repeat(1_000_000) + "aa";
    let (kept, _, _) = find(&record("a", &text), UniqueParams::default(), 1, 1 << 30);
    assert_eq!(kept.lines().count(), 1);
}

/// Pairs of copies among many strangers that share half of their text with all others.
#[test]
fn copies_are_found_among_strangers_with_one_footer() {
    let mut dice = Dice::new(6);
    let footer = words(&mut dice, 100).join(" ");
    let mut lines = String::new();
    for n in 0..300 {
        let own = words(&mut dice, 100);
        let mut copy = own.clone();
        for at in [7, 41, 77] {
            copy[at] = format!("new{}", dice.below(9_000));
        }
        lines += &record(&format!("{n}"), &format!("{} {footer}", own.join(" ")));
        lines += &record(&format!("{n} copy"), &format!("{} {footer}", copy.join(" ")));
    }
    let (_, dropped, _) = find(&lines, UniqueParams::default(), 2, 1 << 30);
    let right = dropped.iter().filter(|d| {
        let root = |id: &Json| id.as_str().unwrap().replace(" copy", "");
        root(&d["article"]) == root(&d["kept"])
    });
    let right = right.count();
    assert_eq!(right, dropped.len());
    assert!(right >= 298, "{right} of 300");
}

#[test]
fn by_containment_a_snippet_does_not_take_the_place_of_the_article() {
    let folder = tempfile::tempdir().unwrap();
    let all = words(&mut Dice::new(2), 500);
    let lines = record("snippet", &all[..60].join(" ")) + &record("article", &all.join(" "));
    std::fs::write(folder.path().join("in.jsonl"), lines).unwrap();
    let kept = |options: &[&str]| {
        let mut line = vec!["in.jsonl", "-o", "-", "-q", "--by", "containment"];
        line.extend(options);
        let out = String::from_utf8(run(folder.path(), &line, b"").out).unwrap();
        let ids = out.lines().map(|l| {
            serde_json::from_str::<Json>(l).unwrap()["id"]
                .as_str()
                .unwrap()
                .to_owned()
        });
        ids.collect::<Vec<_>>()
    };
    assert_eq!(kept(&[]), ["article"]);
    assert_eq!(kept(&["--keep", "first"]), ["snippet"]);
}

/// Ctrl-C in the middle of a run leaves neither output nor temporary files.
#[cfg(unix)]
#[test]
fn interrupted_it_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("tmp")).unwrap();
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("dedupe"))
        .current_dir(folder.path())
        .args(["unique", "-", "-o", "out.jsonl", "--tmpdir", "tmp"])
        .stdin(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    // More than a batch, so that some of it is in a temporary file; the pipe stays open.
    let line = record("a", &words(&mut Dice::new(1), 2_000).join(" "));
    for _ in 0..1_500 {
        pipe.write_all(line.as_bytes()).unwrap();
    }
    let signal = format!("kill -INT {}", child.id());
    assert!(
        std::process::Command::new("sh")
            .args(["-c", &signal])
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(child.wait().unwrap().code(), Some(130));
    drop(pipe);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    assert_eq!(std::fs::read_dir(folder.path().join("tmp")).unwrap().count(), 0);
}
