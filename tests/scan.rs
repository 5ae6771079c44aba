//! `dedupe scan` on articles, through the command: files, exit codes, interrupts.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};

use assert_cmd::Command;

const FILES: [&str; 11] = [
    "articles.jsonl",
    "matches.jsonl",
    "outlet_pairs.csv",
    "outlets.jsonl",
    "passages.jsonl",
    "quotes.jsonl",
    "rejected.jsonl",
    "report.html",
    "run.json",
    "stories.jsonl",
    "uncredited.jsonl",
];

const LEDE: &str = "Engineers warned managers of the Hallin Dam four times in the months before the flood that \
its spillway was blocked, and on each occasion were told to wait for the spring budget, a public inquiry found on \
Monday. Six people drowned in the villages below it. “We had never been told that the gate could jam,” said Anne \
Tolland, the postmistress of Lower Hallin, who lost her brother that night and gave evidence over two days.";

/// Two papers with one story, and one that has nothing to do with it.
fn corpus() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (paper, name, text) in [
        ("harbour-courier", "dam.txt", LEDE.to_owned()),
        (
            "valley-sentinel",
            "dam.txt",
            format!("{LEDE} The company said it would reply in writing."),
        ),
        (
            "metro-ledger",
            "vote.txt",
            "Measure R passed by 311 votes after a week of counting on the quay.".to_owned(),
        ),
    ] {
        let paper = folder.path().join("news").join(paper);
        std::fs::create_dir_all(&paper).unwrap();
        std::fs::write(paper.join(name), text).unwrap();
    }
    folder
}

fn scan(folder: &Path, line: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("dedupe").unwrap();
    let output = command.current_dir(folder).arg("scan").args(line).output().unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn every_file_of_the_contract_is_written() {
    let folder = corpus();
    let (code, out, err) = scan(folder.path(), &["news", "-o", "out"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(names(&folder.path().join("out")), FILES);
    assert!(out.contains("Results in out; read out/report.html"), "{out}");
    assert!(
        !out.contains('\u{1B}') && !err.contains('\u{1B}'),
        "no styles but on a terminal"
    );
    assert!(err.lines().all(|line| line.starts_with("dedupe: ")), "{err}");
    assert_eq!(names(folder.path()), ["news", "out"]);
}

#[test]
fn exit_codes_tell_what_was_found() {
    let check = |line: &[&str], expected: i32| {
        let folder = corpus();
        std::fs::write(folder.path().join("bad.jsonl"), "{\"text\": \"half a").unwrap();
        let (code, _, err) = scan(folder.path(), line);
        assert_eq!(code, expected, "{line:?}: {err}");
    };
    check(&["news"], 0);
    check(&["news", "--fail-on-match"], 1);
    check(&["news/metro-ledger", "--fail-on-match"], 0);
    check(&["news", "bad.jsonl"], 3);
    check(&["news", "bad.jsonl", "--fail-on-match"], 1);
    // Nothing could be read: that is said record by record too, in a complete set of files.
    check(&["bad.jsonl"], 3);
}

#[test]
fn quiet_prints_nothing_and_verbose_more() {
    let folder = corpus();
    let (_, out, err) = scan(folder.path(), &["news", "-o", "a", "-q"]);
    assert_eq!((out.as_str(), err.as_str()), ("", ""));
    let (_, _, usual) = scan(folder.path(), &["news", "-o", "b"]);
    let (_, out, verbose) = scan(folder.path(), &["news", "-o", "c", "-v", "--color", "always"]);
    assert!(verbose.lines().count() > usual.lines().count());
    assert!(out.contains("\u{1B}[1m"));
}

#[test]
fn earlier_results_are_replaced_only_with_force() {
    let folder = corpus();
    assert_eq!(scan(folder.path(), &["news"]).0, 0);
    let (code, _, err) = scan(folder.path(), &["news"]);
    assert_eq!(code, 2);
    assert!(err.contains("--force"), "{err}");
    assert_eq!(scan(folder.path(), &["news", "--force"]).0, 0);
    assert_eq!(names(folder.path()), ["dedupe-out", "news"]);
}

#[test]
fn inputs_come_from_a_list_or_standard_input() {
    let folder = corpus();
    let mut listed = Command::cargo_bin("dedupe").unwrap();
    let line = ["scan", "--files-from", "-", "-o", "a"];
    listed
        .current_dir(folder.path())
        .args(line)
        .write_stdin("news/metro-ledger\r\n\nnews/valley-sentinel\n");
    listed.assert().code(0);
    let articles = std::fs::read_to_string(folder.path().join("a/articles.jsonl")).unwrap();
    assert_eq!(articles.lines().count(), 2);
    let mut piped = Command::cargo_bin("dedupe").unwrap();
    let record = "{\"body\": \"Measure R passed by 311 votes.\", \"site\": \"Metro Ledger\"}\n";
    piped
        .current_dir(folder.path())
        .args(["scan", "-", "--map", "text=body,outlet=site", "-o", "b"]);
    piped.write_stdin(record).assert().code(0);
    let articles = std::fs::read_to_string(folder.path().join("b/articles.jsonl")).unwrap();
    assert!(articles.contains("\"outlet\":\"Metro Ledger\""), "{articles}");
}

#[test]
fn a_closed_standard_output_costs_no_file() {
    let folder = corpus();
    let mut child = Process::new(assert_cmd::cargo::cargo_bin("dedupe"))
        .current_dir(folder.path())
        .args(["scan", "news", "-o", "out"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(names(&folder.path().join("out")), FILES);
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_nothing_behind() {
    let folder = corpus();
    // A pipe that never ends keeps the run reading until it is interrupted.
    let mut child = Process::new(assert_cmd::cargo::cargo_bin("dedupe"))
        .current_dir(folder.path())
        .args(["scan", "-", "-o", "out"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let partial = || {
        names(folder.path())
            .iter()
            .any(|name| name.starts_with(".out.partial-"))
    };
    while !partial() {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    std::thread::sleep(std::time::Duration::from_millis(100));
    // The second one ends a run that cannot hear the first.
    for _ in 0..2 {
        let _ = Process::new("kill").args(["-INT", &child.id().to_string()]).status();
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(names(folder.path()), ["news"]);
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let folder = corpus();
    let paths: Vec<PathBuf> = ["1", "2"]
        .iter()
        .map(|threads| {
            let (code, ..) = scan(folder.path(), &["news", "-j", threads, "-o", threads]);
            assert_eq!(code, 0);
            folder.path().join(threads)
        })
        .collect();
    for file in FILES.iter().filter(|name| **name != "run.json") {
        let read = |folder: &PathBuf| std::fs::read(folder.join(file)).unwrap();
        assert_eq!(read(&paths[0]), read(&paths[1]), "{file}");
    }
}
