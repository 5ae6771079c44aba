//! Running `dedupe unique`, as a command and as a library.

#![allow(dead_code, reason = "each test uses what it needs")]

use std::path::Path;
use std::sync::atomic::AtomicBool;

use assert_cmd::Command;
use dedupe::pipeline::{Outputs, Silent, UniqueParams, UniqueSettings, UniqueSummary, unique};
use serde_json::{Value as Json, json};

use crate::made::Dice;

pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) out: Vec<u8>,
    pub(crate) err: String,
}

pub(crate) fn run(folder: &Path, line: &[&str], stdin: &[u8]) -> Ended {
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
pub(crate) fn find(
    lines: &str,
    params: UniqueParams,
    threads: usize,
    memory: usize,
) -> (String, Vec<Json>, UniqueSummary) {
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

pub(crate) fn record(id: &str, text: &str) -> String {
    format!("{}\n", json!({"id": id, "text": text}))
}

pub(crate) fn words(dice: &mut Dice, count: usize) -> Vec<String> {
    (0..count).map(|_| format!("w{}", dice.below(5_000))).collect()
}
