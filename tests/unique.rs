//! `dedupe unique` by its rules: what is dropped was compared with what is kept, and neither threads, memory nor
//! order change what stands for each story. Files and usage are in `unique_files.rs`.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../benches/common/mod.rs"]
mod made;
#[path = "common/unique.rs"]
mod runs;

use std::collections::{BTreeMap, BTreeSet};

use dedupe::pipeline::{By, Keep, UniqueParams};
use dedupe::sketch::shingle_set;
use dedupe::story::Similarity;
use dedupe::text::stream;
use serde_json::{Value as Json, json};

use made::{Dice, dump, json_lines};
use runs::{find, record, run, words};

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
