//! `dedupe unique` by its files: kept records are the input's own bytes, however they come in and go out; nothing
//! is lost, overwritten or left behind. Its rules are in `unique.rs`.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../benches/common/mod.rs"]
mod made;
#[path = "common/unique.rs"]
mod runs;

use std::io::{Read, Write};

use serde_json::Value as Json;

use made::{Dice, dump, json_lines};
use runs::{record, run, words};

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
