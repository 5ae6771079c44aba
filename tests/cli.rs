//! The command line as a user meets it: usage, help, exit codes, what stands where afterwards.
//!
//! Nothing here needs articles to be read; what does is in `scan.rs`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "common/command.rs"]
mod command;

use std::path::Path;

use assert_cmd::Command;

use command::run;

fn dedupe(folder: &Path, line: &[&str]) -> Command {
    let mut command = command::dedupe(folder, line);
    command.env("COLUMNS", "100");
    command
}

#[test]
fn wrong_usage_is_one_line_that_says_how_to_repair_it() {
    let check = |line: &[&str], what: &str, repair: &str| {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.txt"), "words").unwrap();
        let ended = run(dedupe(folder.path(), line).write_stdin(""));
        assert_eq!(ended.code, 2, "{line:?}: {}", ended.err);
        assert_eq!(ended.out, "", "{line:?}");
        assert_eq!(ended.err.lines().count(), 1, "{line:?}: {}", ended.err);
        assert!(ended.err.starts_with("dedupe: error: "), "{}", ended.err);
        assert!(
            ended.err.contains(what) && ended.err.contains(repair),
            "{line:?}: {}",
            ended.err
        );
        let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(left.len(), 1, "{line:?} leaves nothing behind");
    };
    check(&["scan"], "no input", "dedupe scan news/ --out result");
    check(&["scna"], "unrecognized subcommand 'scna'", "'scan'");
    check(&["scan", "--fruce", "a.txt"], "'--fruce'", "'--force'");
    check(
        &["scan", "-j", "0", "a.txt"],
        "at least one thread",
        "dedupe scan --help",
    );
    check(
        &["scan", "-j", "many", "a.txt"],
        "not a number of threads",
        "dedupe scan --help",
    );
    check(
        &["scan", "-q", "-v", "a.txt"],
        "cannot be used with",
        "dedupe scan --help",
    );
    check(
        &["scan", "missing.txt"],
        "no file or folder 'missing.txt'",
        "check the path",
    );
    check(
        &["scan", "a.txt", "no\u{1b}c\nsuch"],
        "no file or folder 'no c such'",
        "check the path",
    );
    check(&["scan", ""], "empty name", "variable");
    check(&["scan", "--files-from", "list.txt"], "list.txt", "No such file");
    check(&["scan", "--files-from", "-"], "lists no input", "a line");
    check(&["scan", "-", "--files-from", "-"], "cannot be both", "in a file");
    check(&["scan", "a.txt", "--out", "a.txt"], "is a file", "--out");
    check(&["scan", "a.txt", "--out", ""], "", "--out");
    check(&["scan", "a.txt", "--color", "blue"], "'blue'", "always");
    check(&["schema", "poems.jsonl"], "no such file", "quotes.jsonl");
    check(&["man", "scam"], "no command 'scam'", "scan");
    check(&["completions", "tcsh"], "'tcsh'", "bash");
}

#[test]
fn help_is_as_reviewed() {
    let check = |name: &str, line: &[&str]| {
        let ended = run(&mut dedupe(Path::new("."), line));
        assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{line:?}");
        assert!(
            ended.out.lines().all(|l| l.chars().count() <= 100),
            "{line:?} fits 100 columns"
        );
        insta::assert_snapshot!(name, ended.out);
    };
    check("help-short", &["-h"]);
    check("help-long", &["--help"]);
    check("help-scan-short", &["scan", "-h"]);
    check("help-scan-long", &["scan", "--help"]);
    check("help-unique-short", &["unique", "-h"]);
    check("help-unique-long", &["unique", "--help"]);
    check("help-diff-short", &["diff", "-h"]);
    check("help-diff-long", &["diff", "--help"]);
    check("help-quote-short", &["quote", "-h"]);
    check("help-quote-long", &["quote", "--help"]);
    check("help-synth", &["synth", "--help"]);
    check("help-eval", &["eval", "--help"]);
    check("help-export", &["export", "--help"]);
    check("help-schema", &["schema", "--help"]);
}

#[test]
fn without_a_command_the_help_is_shown_as_an_error() {
    let ended = run(&mut dedupe(Path::new("."), &[]));
    assert_eq!((ended.code, ended.out.as_str()), (2, ""));
    assert!(ended.err.contains("Usage: dedupe <COMMAND>"), "{}", ended.err);
}

#[test]
fn version_is_the_package_version() {
    let ended = run(&mut dedupe(Path::new("."), &["--version"]));
    assert_eq!(ended.out, format!("dedupe {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn schemas_are_json_schemas() {
    let ended = run(&mut dedupe(Path::new("."), &["schema"]));
    let all: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(all.as_object().unwrap().len(), 13);
    let check = |name: &str, file: &str| {
        let ended = run(&mut dedupe(Path::new("."), &["schema", name]));
        let schema: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
        assert_eq!(schema, all[file], "{name}");
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["type"], "object");
        assert!(schema["description"].is_string());
    };
    check("quotes.jsonl", "quotes.jsonl");
    check("quotes", "quotes.jsonl");
    check("run", "run.json");
    check("diff", "diff.json");
    check("outlet_pairs", "outlet_pairs.csv");
}

#[test]
fn completions_and_man_pages_are_made() {
    let check = |line: &[&str], words: &[&str]| {
        let ended = run(&mut dedupe(Path::new("."), line));
        assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{line:?}");
        for word in words {
            assert!(ended.out.contains(word), "{line:?} has {word}");
        }
    };
    check(&["completions", "bash"], &["complete", "--fail-on-match", "scan"]);
    check(&["completions", "zsh"], &["#compdef dedupe", "--files-from"]);
    check(&["completions", "fish"], &["complete -c dedupe", "fail-on-match"]);
    check(&["completions", "powershell"], &["Register-ArgumentCompleter"]);
    check(&["man"], &[".TH dedupe 1", ".SH NAME", "dedupe\\-scan"]);
    check(
        &["man", "scan"],
        &[
            ".TH dedupe-scan 1",
            "\\-\\-files\\-from",
            ".SH EXAMPLES",
            ".SH FILES IN DIR",
            ".SH EXIT CODES",
        ],
    );
    check(
        &["man", "diff"],
        &[
            ".TH dedupe-diff 1",
            "\\-\\-min\\-words",
            ".SH NAMING AN ARTICLE",
            ".SH EXIT CODES",
        ],
    );
    // A shell reads the bash script without complaint.
    let script = run(&mut dedupe(Path::new("."), &["completions", "bash"])).out;
    if let Ok(output) = std::process::Command::new("bash").args(["-n", "-c", &script]).output() {
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn only_results_are_replaced_and_only_with_force() {
    let check = |files: &[&str], force: bool, what: &str| {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.txt"), "words").unwrap();
        let out = folder.path().join("out");
        std::fs::create_dir(&out).unwrap();
        for file in files {
            std::fs::write(out.join(file), "old").unwrap();
        }
        let mut line = vec!["scan", "a.txt", "-o", "out"];
        line.extend(force.then_some("--force"));
        let ended = run(&mut dedupe(folder.path(), &line));
        assert_eq!(ended.code, 2, "{files:?}: {}", ended.err);
        assert!(ended.err.contains(what), "{files:?}: {}", ended.err);
        for file in files {
            assert_eq!(std::fs::read_to_string(out.join(file)).unwrap(), "old");
        }
        assert_eq!(
            std::fs::read_dir(folder.path()).unwrap().count(),
            2,
            "nothing beside it"
        );
    };
    check(&["run.json"], false, "--force");
    check(&["thesis.doc"], false, "another folder");
    check(&["thesis.doc"], true, "another folder");
    check(&["run.json", "thesis.doc"], true, "thesis.doc");
}

#[cfg(unix)]
#[test]
fn a_reader_who_has_seen_enough_is_no_error() {
    let binary = assert_cmd::cargo::cargo_bin("dedupe");
    let pipe = format!(
        "'{}' schema | head -c 10 >/dev/null; echo ${{PIPESTATUS[0]}}",
        binary.display()
    );
    let output = std::process::Command::new("bash").args(["-c", &pipe]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "0");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_output_is_an_error() {
    let binary = assert_cmd::cargo::cargo_bin("dedupe");
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = std::process::Command::new(binary)
        .arg("schema")
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        message.starts_with("dedupe: error: cannot write to standard output"),
        "{message}"
    );
}
