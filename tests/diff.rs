//! `dedupe diff` as a user meets it: what it prints, which article a name stands for, how it ends.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "common/command.rs"]
mod command;

use std::path::Path;

use assert_cmd::Command;
use dedupe::text::tokenize;
use serde_json::{Value as Json, json};
use unicode_width::UnicodeWidthStr;

use command::run;

const COURIER: &str = "Ferry to Corran cancelled after crack is found

4 March 2019

The evening ferry to Corran was cancelled on Friday after a deckhand found a crack as long as a hand in the bow door \
of the Saint Brannoc, leaving some 140 passengers to sleep in the terminal.

“We would rather explain a late boat than a lost one,” said Ines Calloway, who manages the line. She promised every \
passenger a refund of 60 pounds and a seat on Saturday.

The crossing has been closed four times since January. The ferry is 31 years old, and its replacement is two years \
behind schedule at a yard that has changed owners twice.

Islanders said they had warned the council about the door in the autumn.
";

const LEDGER: &str = "Islanders stranded

The crossing has been closed four times since January. The ferry is 31 years old, and its replacement is three years \
behind schedule at a shipyard that has changed owners twice.

The evening ferry to Corran was cancelled on Friday after a deckhand noticed a crack as long as a hand in the bow door \
of the Saint Brannoc, leaving passengers to sleep in the terminal.

“We would rather explain a late boat than a lost one,” said Ms Ines Calloway, who manages the line. She promised every \
passenger a refund of 90 pounds and a seat on Saturday.

A replacement bus will leave from the fish market at six.
";

const OTHER: &str = "The county library will lend out garden tools from May, its director said on Tuesday, because spades \
and shears were what readers asked for most often after novels and maps.\n";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("courier.txt", COURIER);
    write("ledger.txt", LEDGER);
    write("other.txt", OTHER);
    write("empty.txt", " \n");
    write("rule.txt", "— — —\n");
    write("one.json", &json!({"id": "x", "text": COURIER}).to_string());
    std::fs::create_dir(folder.path().join("news")).unwrap();
    write("news/late.txt", LEDGER);
    let dump = [
        json!({"id": "c-1", "text": COURIER, "source": "Harbour Courier", "date": "2019-03-04T18:20", "title": "Ferry"}),
        json!({"id": "l-2", "text": LEDGER, "source": "Metro Ledger"}),
        json!({"id": "o-3", "text": OTHER}),
        json!({"id": "twice", "text": COURIER}),
        json!({"id": "twice", "text": LEDGER}),
        json!({"text": COURIER}),
        json!({"id": "bad", "note": "no text"}),
    ];
    let lines: Vec<String> = dump.iter().map(Json::to_string).collect();
    write("dump.jsonl", &lines.join("\n"));
    folder
}

fn dedupe(folder: &Path, line: &[&str]) -> Command {
    command::dedupe(folder, &[&["diff"], line].concat())
}

#[test]
fn the_page_is_as_reviewed() {
    let folder = folder();
    let check = |name: &str, line: &[&str]| {
        let ended = run(&mut dedupe(folder.path(), line));
        assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{line:?}");
        insta::assert_snapshot!(name, ended.out);
    };
    check("diff-plain", &["dump.jsonl#c-1", "ledger.txt"]);
    check("diff-all", &["courier.txt", "ledger.txt", "--all", "--width", "80"]);
    check("diff-narrow", &["courier.txt", "ledger.txt", "--width", "44"]);
    // Escapes are shown as what they are.
    let ended = run(&mut dedupe(
        folder.path(),
        &["courier.txt", "ledger.txt", "--color", "always"],
    ));
    insta::assert_snapshot!("diff-colour", ended.out.replace('\u{1B}', "ESC"));
    let ended = run(&mut dedupe(folder.path(), &["courier.txt", "ledger.txt", "--json"]));
    assert_eq!(ended.out.lines().count(), 1);
    insta::assert_json_snapshot!("diff-json", serde_json::from_str::<Json>(&ended.out).unwrap());
}

#[test]
fn a_name_stands_for_one_article() {
    let folder = folder();
    let check = |name: &str, code: i32, what: &[&str]| {
        let ended = run(&mut dedupe(folder.path(), &[name, "other.txt"]));
        assert_eq!(ended.code, code, "{name}: {}{}", ended.out, ended.err);
        let said = if code == 0 { &ended.out } else { &ended.err };
        for what in what {
            assert!(said.contains(what), "{name} says {what}: {said}");
        }
        if code == 2 {
            assert_eq!((ended.out.as_str(), ended.err.lines().count()), ("", 1), "{name}");
        }
    };
    check(
        "courier.txt",
        0,
        &["A  courier.txt\n", "outlet unknown", "4 Mar 2019; 124 words"],
    );
    check("one.json", 0, &["A  x (one.json, record 1)\n"]);
    check(
        "dump.jsonl#c-1",
        0,
        &["A  c-1 (dump.jsonl, record 1)", "Harbour Courier (field `source`)"],
    );
    check("dump.jsonl#2", 0, &["A  l-2 ", "Metro Ledger"]);
    check("dump.jsonl#6", 0, &["A  dump.jsonl#6\n"]);
    check("dump.jsonl#dump.jsonl#6", 0, &["A  dump.jsonl#6\n"]);
    check("dump.jsonl#twice~2", 0, &["A  twice~2 (dump.jsonl, record "]);
    check("news#late.txt", 0, &["A  late.txt\n"]);
    check(
        "dump.jsonl",
        2,
        &[
            "holds 7 articles",
            "dump.jsonl#c-1",
            "the ids are c-1, l-2, o-3, twice, twice, …",
        ],
    );
    check(
        "dump.jsonl#twice",
        2,
        &["2 records", "have the id 'twice'", "dump.jsonl#4", "4, 5"],
    );
    check("dump.jsonl#nobody", 2, &["no article 'nobody'", "c-1, l-2"]);
    check("dump.jsonl#99", 2, &["no article '99'"]);
    check(
        "dump.jsonl#bad",
        2,
        &["'bad' of 'dump.jsonl' cannot be compared", "text"],
    );
    check("dump.jsonl#", 2, &["after the #"]);
    check("empty.txt", 2, &["'empty.txt' cannot be compared: the file is empty"]);
    check("gone.txt", 2, &["no file 'gone.txt'", "check the path"]);
    check("gone.jsonl#7", 2, &["no file 'gone.jsonl#7'", "FILE#ID"]);
    check("news#nobody", 2, &["no article 'nobody'", "late.txt"]);
    check("", 2, &["empty"]);
}

#[test]
fn one_side_may_be_standard_input_and_either_packed() {
    let folder = folder();
    let record = json!({"id": "s", "text": COURIER}).to_string();
    let packed = folder.path().join("p.jsonl.zst");
    std::fs::write(&packed, zstd::encode_all(record.as_bytes(), 0).unwrap()).unwrap();
    let check = |line: &[&str], code: i32, what: &str| {
        let ended = run(dedupe(folder.path(), line).write_stdin(record.clone()));
        assert_eq!(ended.code, code, "{line:?}: {}", ended.err);
        assert!(
            ended.out.contains(what) || ended.err.contains(what),
            "{line:?}: {}",
            ended.err
        );
    };
    check(&["-", "courier.txt"], 0, "The same words in the same order");
    check(&["courier.txt", "-"], 0, "B  s (-, record 1)");
    check(&["--", "-#s", "p.jsonl.zst"], 0, "The same words in the same order");
    check(&["--", "-#t", "courier.txt"], 2, "standard input has no article 't'");
    check(&["-", "-"], 2, "cannot be both A and B");
    check(&["--", "-", "-#s"], 2, "cannot be both A and B");
}

#[test]
fn it_ends_as_the_contract_says() {
    let folder = folder();
    let check = |line: &[&str], code: i32, what: &str| {
        let ended = run(&mut dedupe(folder.path(), line));
        assert_eq!(ended.code, code, "{line:?}: {}", ended.err);
        assert!(
            ended.out.contains(what) || ended.err.contains(what),
            "{line:?}: {}{}",
            ended.out,
            ended.err
        );
    };
    check(&["courier.txt", "ledger.txt"], 0, "2 passages");
    check(&["courier.txt", "ledger.txt", "--fail-on-match"], 1, "2 passages");
    check(
        &["courier.txt", "ledger.txt", "--fail-on-match", "--json"],
        1,
        "\"matches\":[{",
    );
    check(
        &["courier.txt", "other.txt", "--fail-on-match"],
        0,
        "no shared passage of at least 16 words",
    );
    check(
        &["courier.txt", "other.txt", "--min-words", "5"],
        0,
        "no shared passage of at least 5 words",
    );
    check(&["courier.txt", "other.txt", "--json"], 0, "\"matches\":[]");
    check(&["courier.txt", "courier.txt"], 0, "identity 100%, A[0:");
    check(&["rule.txt", "courier.txt"], 0, "A has no word");
    check(&["rule.txt", "rule.txt", "--json"], 0, "\"similarity\":null");
    check(&["courier.txt"], 2, "see 'dedupe diff --help'");
    check(&["courier.txt", "ledger.txt", "--width", "7"], 2, "20 to 1000");
    check(&["courier.txt", "ledger.txt", "--min-words", "0"], 2, "3 to 10000");
    check(
        &["courier.txt", "ledger.txt", "--all", "--json"],
        2,
        "cannot be used with",
    );
    check(&["courier.txt", "ledger.txt", "--map", "poem=x"], 2, "poem");
    let quiet = run(&mut dedupe(
        folder.path(),
        &["courier.txt", "ledger.txt", "-q", "--fail-on-match"],
    ));
    assert_eq!((quiet.code, quiet.out.as_str(), quiet.err.as_str()), (1, "", ""));
}

#[test]
fn colour_is_as_asked_else_as_the_environment_says() {
    let folder = folder();
    let check = |option: Option<&str>, env: &[(&str, &str)], coloured: bool| {
        let mut line = vec!["courier.txt", "ledger.txt"];
        line.extend(option.into_iter().flat_map(|o| ["--color", o]));
        let ended = run(dedupe(folder.path(), &line).envs(env.iter().copied()));
        assert_eq!(ended.out.contains('\u{1B}'), coloured, "{option:?} {env:?}");
        // Where there is no colour there are marks.
        assert_eq!(ended.out.contains("{+noticed+}"), !coloured, "{option:?} {env:?}");
    };
    check(None, &[], false);
    check(None, &[("CLICOLOR_FORCE", "1")], true);
    check(None, &[("CLICOLOR_FORCE", "0")], false);
    check(None, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false);
    check(None, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")], true);
    check(Some("always"), &[("NO_COLOR", "1")], true);
    check(Some("never"), &[("CLICOLOR_FORCE", "1")], false);
}

/// Text repeated in one of them, text in another script, text that would act on a terminal.
#[test]
fn no_text_breaks_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let sentence =
        "The harbour master said the crane had been inspected twice in the week before it fell on the quay. ";
    let hostile = format!(
        "\u{1B}[2J\u{1B}]0;owned\u{7}{sentence}\u{202E}evil\u{202C} \u{9B}31m {}",
        "w\u{301}".repeat(300)
    );
    let wide = "港の管理者は、クレーンが岸壁に倒れる前の週に二度点検を受けていたと述べた。".repeat(3);
    let texts = [
        ("once.txt", sentence.to_owned()),
        ("often.txt", format!("{}\n\nAnd then nothing. {sentence}", sentence.repeat(3))),
        ("hostile.txt", hostile.clone()),
        ("hostile2.txt", hostile.replace("twice", "\u{1B}[31mthrice")),
        ("wide.txt", wide.clone()),
        ("wide2.txt", wide.replace('二', "三")),
        ("arabic.txt", "قال مدير الميناء إن الرافعة خضعت للفحص مرتين في الأسبوع الذي سبق سقوطها على الرصيف أمام عشرات العمال والركاب".to_owned()),
        ("arabic2.txt", "قال مدير الميناء إن الرافعة خضعت للفحص ثلاث مرات في الأسبوع الذي سبق سقوطها على الرصيف أمام عشرات العمال والركاب".to_owned()),
    ];
    for (name, text) in &texts {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    for (a, _) in &texts {
        for (b, _) in &texts {
            for width in ["20", "41", "60", "77", "120"] {
                let ended = run(&mut dedupe(folder.path(), &[a, b, "--all", "--width", width]));
                assert_eq!(ended.code, 0, "{a} {b}: {}", ended.err);
                assert!(!ended.out.contains(|c: char| c.is_control() && c != '\n'), "{a} {b}");
                assert!(!ended.out.contains(['\u{202E}', '\u{202C}']), "{a} {b}");
                let widest = ended.out.lines().map(UnicodeWidthStr::width).max().unwrap();
                assert!(
                    widest <= width.parse().unwrap(),
                    "{a} {b}: {widest} columns of {width}\n{}",
                    ended.out
                );
            }
        }
    }
    let page = |a: &str, b: &str| run(&mut dedupe(folder.path(), &[a, b])).out;
    // All of it stands in the other, however often.
    let often = page("once.txt", "often.txt");
    assert!(
        often.contains("; 4 passages\n") && often.contains("… 3 words only in B …"),
        "{often}"
    );
    assert!(page("wide.txt", "wide2.txt").contains("[-二-]"));
    // From the right to the left no two texts share a line.
    assert!(!page("arabic.txt", "arabic2.txt").contains('│'));
    assert!(page("arabic.txt", "arabic2.txt").contains("\n+ قال مدير"));
}

#[test]
fn offsets_are_code_points_of_both_texts() {
    let folder = folder();
    let texts: [Vec<char>; 2] = [COURIER, LEDGER].map(|text| text.chars().collect());
    let out = run(&mut dedupe(folder.path(), &["courier.txt", "ledger.txt", "--json"])).out;
    let found: Json = serde_json::from_str(&out).unwrap();
    let slice = |of: &Json, side: usize| -> String {
        let name = ["a", "b"][side];
        let at = |end: &str| usize::try_from(of[format!("{name}_{end}")].as_u64().unwrap()).unwrap();
        texts[side][at("start")..at("end")].iter().collect()
    };
    let words = |text: &str| tokenize(text).iter().map(|t| t.hash).collect::<Vec<_>>();
    let mut changed = Vec::new();
    for m in found["matches"].as_array().unwrap() {
        let mut sides = [Vec::new(), Vec::new()];
        for edit in m["edits"].as_array().unwrap() {
            let (a, b) = (slice(edit, 0), slice(edit, 1));
            sides[0].extend(words(&a));
            sides[1].extend(words(&b));
            if edit["op"] == "equal" {
                assert_eq!(words(&a), words(&b), "{edit}");
            } else {
                changed.push(format!("{a}>{b}"));
            }
        }
        // The edits have every word of the passage, once.
        assert_eq!(sides, [words(&slice(m, 0)), words(&slice(m, 1))], "{m}");
    }
    assert_eq!(
        changed,
        [
            "found>noticed",
            "some 140>",
            ">Ms",
            "60>90",
            "two>three",
            "yard>shipyard"
        ]
    );
}

#[cfg(unix)]
#[test]
fn a_reader_who_has_seen_enough_is_no_error() {
    let folder = folder();
    let binary = assert_cmd::cargo::cargo_bin("dedupe");
    let pipe = format!(
        "'{}' diff courier.txt ledger.txt --all | head -c 10 >/dev/null; echo ${{PIPESTATUS[0]}}",
        binary.display()
    );
    let output = std::process::Command::new("bash")
        .args(["-c", &pipe])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "0");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}
