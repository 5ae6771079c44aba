//! `dedupe quote` as a user meets it: what is found for which words, what is printed, how it ends.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "common/command.rs"]
mod command;

use std::path::Path;

use assert_cmd::Command;
use serde_json::{Value as Json, json};
use unicode_width::UnicodeWidthStr;

use command::run;

const COURIER: &str = "Ferry line to lay up two boats

The company that runs the Corran ferries will lay up two boats for the winter, its director said on Monday.

“We will not run a boat that we would not put our own children on, and we have told the council so since March,” Ines \
Calloway said. “The crossing comes second.”

The council meets on Thursday.
";

const LEDGER: &str = "Two ferries laid up

Passengers to Corran face a winter with one boat.

“We will run a boat that we would not put our own children on, and we have told the council so since March,” said Ines \
Calloway, director of the line.

A spokesman for the council said it had no comment.
";

const POST: &str = "Council knew of ferry fault

Ms Calloway has said she would not send out “a boat that we would not put our own children on” and blamed the town.

Fishermen who know the sound say that winters here are no worse than they were.
";

const PARAPHRASE: &str = "Opinion: who pays for the crossing?

They tell us they have told the council so since March, and we are to believe it. Nobody at the town hall remembers.
";

const TOKYO: &str = "市長が会見

「辞任する考えはまったくない」と市長は述べた。
";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let dump = [
        json!({"id": "l-2", "text": LEDGER, "source": "Metro Ledger", "date": "2019-10-09"}),
        json!({"id": "c-1", "text": COURIER, "source": "Harbour Courier", "date": "2019-10-07T18:20"}),
        json!({"id": "p-3", "text": POST, "source": "Tidewater Post", "date": "2019-10-12"}),
        json!({"id": "o-4", "text": PARAPHRASE, "source": "Island Weekly"}),
        json!({"id": "t-5", "text": TOKYO, "source": "Asahi no Umi", "date": "2019-10"}),
    ];
    let lines: Vec<String> = dump.iter().map(Json::to_string).collect();
    write("dump.jsonl", &lines.join("\n"));
    let turned: Vec<String> = lines.iter().rev().cloned().collect();
    write("turned.jsonl", &turned.join("\n"));
    write("bad.jsonl", &format!("{}\n{{\"id\": \"bad\"}}\n", lines[0]));
    write("empty.txt", "\n");
    // What a scan of this folder's dump leaves, and what one of a dump that is gone.
    for (result, run) in [
        ("result", json!({"inputs": ["dump.jsonl"]})),
        ("stray", json!({"inputs": ["gone.jsonl"]})),
    ] {
        std::fs::create_dir(folder.path().join(result)).unwrap();
        for name in ["quotes.jsonl", "articles.jsonl"] {
            write(&format!("{result}/{name}"), "{}\n");
        }
        write(&format!("{result}/run.json"), &run.to_string());
    }
    folder
}

fn dedupe(folder: &Path, line: &[&str]) -> Command {
    command::dedupe(folder, &[&["quote"], line].concat())
}

#[test]
fn the_page_is_as_reviewed() {
    let folder = folder();
    let check = |name: &str, line: &[&str]| {
        let ended = run(&mut dedupe(folder.path(), line));
        assert_eq!(ended.code, 0, "{line:?}: {}", ended.err);
        insta::assert_snapshot!(name, ended.out.replace('\u{1B}', "ESC"));
    };
    check("quote-found", &["put our own children on", "dump.jsonl"]);
    check(
        "quote-narrow",
        &["put our own children on", "dump.jsonl", "--width", "46"],
    );
    check(
        "quote-colour",
        &["put our own children on", "dump.jsonl", "--color", "always"],
    );
    check("quote-nothing", &["the crossing comes first", "dump.jsonl"]);
    check("quote-unmarked", &["told the council so since march", "dump.jsonl"]);
    check("quote-wide", &["辞任する考えはまったくない", "dump.jsonl"]);
}

#[test]
fn words_are_found_however_they_are_typed() {
    let folder = folder();
    let check = |words: &str, held: &[&str]| {
        let ended = run(&mut dedupe(folder.path(), &[words, "dump.jsonl", "--json"]));
        assert_eq!(ended.code, 0, "{words}: {}", ended.err);
        let found: Json = serde_json::from_str(&ended.out).unwrap();
        let quotes = found["quotes"].as_array().unwrap();
        let how: Vec<&str> = quotes.iter().map(|q| q["held"].as_str().unwrap()).collect();
        assert_eq!(how, held, "{words}");
        let near = held.is_empty() && words != "purple bicycles";
        assert_eq!(!found["nearest"].is_null(), near, "{words}");
        assert_eq!(found["words"], words);
    };
    check("The crossing comes second.", &["same"]);
    check("„THE CROSSING comes second“", &["same"]);
    check("the corssing comes secnod", &["similar"]);
    check("crossing comes", &["inside"]);
    check("he said that the crossing comes second to him", &["part"]);
    check("put our own children on", &["inside"]);
    check("the crossing comes first", &[]);
    check("purple bicycles", &[]);
}

#[test]
fn the_record_has_every_carrier_and_does_not_depend_on_order_or_threads() {
    let folder = folder();
    let found = |line: &[&str]| {
        let ended = run(dedupe(folder.path(), line).args(["--json", "-q"]));
        assert_eq!((ended.code, ended.out.as_str()), (0, ""), "quiet prints nothing");
        let ended = run(dedupe(folder.path(), line).args(["--json"]));
        assert_eq!(ended.code, 0);
        ended.out
    };
    let first = found(&["put our own children on", "dump.jsonl", "-j", "1"]);
    let second = found(&["put our own children on", "turned.jsonl", "-j", "3"]);
    let strip = |text: &str| -> Json {
        let mut json: Json = serde_json::from_str(text).unwrap();
        for (_, article) in json["articles"].as_object_mut().unwrap() {
            article["path"] = Json::Null;
            article["record"] = Json::Null;
        }
        json
    };
    let trace = strip(&first);
    assert_eq!(trace, strip(&second));
    let quote = &trace["quotes"][0]["quote"];
    let carriers: Vec<(&str, &str, &str)> = quote["carriers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| {
            (
                c["article"].as_str().unwrap(),
                c["variant"].as_str().unwrap(),
                c["speaker"].as_str().unwrap_or("unknown"),
            )
        })
        .collect();
    assert_eq!(
        carriers,
        [
            ("c-1", "identical", "Ines Calloway"),
            ("l-2", "edited", "Ines Calloway"),
            ("p-3", "fragment", "Calloway"),
        ]
    );
    assert_eq!(quote["flags"], json!(["negation_changed"]));
    assert_eq!(quote["earliest"], "c-1");
    assert_eq!(trace["searched"]["articles"], 5);
    let text = COURIER.chars().collect::<Vec<char>>();
    let carrier = &quote["carriers"][0];
    let at = |name: &str| carrier[name].as_u64().unwrap() as usize;
    let words: String = text[at("start")..at("end")].iter().collect();
    assert_eq!(carrier["text"], words);
}

#[test]
fn it_ends_as_it_should() {
    let folder = folder();
    let check = |line: &[&str], code: i32, says: &str| {
        let ended = run(dedupe(folder.path(), line).write_stdin(json!({"text": COURIER}).to_string()));
        assert_eq!(ended.code, code, "{line:?}: {}", ended.err);
        assert!(ended.err.contains(says), "{line:?}: {}", ended.err);
        if code == 2 {
            assert_eq!((ended.out.as_str(), ended.err.lines().count()), ("", 1), "{line:?}");
        }
    };
    check(&["crossing comes second", "dump.jsonl"], 0, "");
    check(&["crossing comes second", "-"], 0, "");
    check(&["crossing comes second", "dump.jsonl", "--fail-on-match"], 1, "");
    check(&["purple bicycles", "dump.jsonl", "--fail-on-match"], 0, "");
    check(&["no comment", "bad.jsonl"], 3, "1 record could not be read");
    check(&["children", "empty.txt"], 3, "");
    check(&["…", "dump.jsonl"], 2, "there is no word in '…'");
    check(
        &["own", "children", "dump.jsonl"],
        2,
        "words of a quotation are one argument",
    );
    check(&["own children"], 2, "no input");
    check(&["crossing comes second", "result", "--fail-on-match"], 1, "");
    check(&["own children", "stray"], 2, "without the texts, and the 'gone.jsonl'");
    check(
        &["own children", "missing.jsonl"],
        2,
        "no file or folder 'missing.jsonl'",
    );
    check(&[&"word ".repeat(201), "dump.jsonl"], 2, "201 words are too many");
    check(
        &["own children", "dump.jsonl", "--all", "--json"],
        2,
        "cannot be used with",
    );
}

#[test]
fn lines_fit_whatever_the_width() {
    let folder = folder();
    for width in ["20", "47", "80", "160"] {
        let ended = run(&mut dedupe(
            folder.path(),
            &["put our own children on", "dump.jsonl", "--width", width],
        ));
        let widest = ended.out.lines().map(UnicodeWidthStr::width).max().unwrap();
        assert!(widest <= width.parse().unwrap(), "{widest} at {width}");
    }
}
