//! A scan into a temporary folder, its tables, and the check that every offset slices the original.

#![allow(dead_code, reason = "each test uses what it needs")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use dedupe::pipeline::{Budget, Settings, Silent};
use dedupe::text::tokenize;
use serde_json::Value as Json;

/// Texts by article, as code points: what offsets count.
pub(crate) type Texts = BTreeMap<String, Vec<char>>;

/// The files of one scan.
pub(crate) struct Scanned {
    pub(crate) folder: tempfile::TempDir,
    /// Bytes that went through temporary files.
    pub(crate) spilled_bytes: u64,
}

/// Scans what stands at `input`.
pub(crate) fn scan(input: &Path, threads: Option<usize>) -> Scanned {
    scan_within(input, threads, None)
}

/// Scans what stands at `input` in so many bytes of memory.
pub(crate) fn scan_within(input: &Path, threads: Option<usize>, max_memory_bytes: Option<usize>) -> Scanned {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings {
        inputs: vec![input.to_str().unwrap().to_owned()],
        threads,
        budget: max_memory_bytes.map(|max_memory_bytes| Budget {
            max_memory_bytes,
            tmpdir: std::env::temp_dir(),
        }),
        ..Settings::default()
    };
    let overview = dedupe::pipeline::scan(&settings, folder.path(), &Silent, &AtomicBool::new(false)).unwrap();
    Scanned {
        folder,
        spilled_bytes: overview.spilled_bytes,
    }
}

/// Writes records as JSON Lines and scans them.
pub(crate) fn scan_records(records: &[Json]) -> Scanned {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dump.jsonl");
    let lines: Vec<String> = records.iter().map(Json::to_string).collect();
    std::fs::write(&path, lines.join("\n")).unwrap();
    scan(&path, None)
}

/// Texts of records by their ids.
pub(crate) fn texts(records: &[Json]) -> Texts {
    records
        .iter()
        .map(|r| (string(&r["id"]).to_owned(), string(&r["text"]).chars().collect()))
        .collect()
}

impl Scanned {
    /// Records of one JSON Lines file.
    pub(crate) fn table(&self, name: &str) -> Vec<Json> {
        let text = std::fs::read_to_string(self.folder.path().join(format!("{name}.jsonl"))).unwrap();
        text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
    }
}

pub(crate) fn string(value: &Json) -> &str {
    value.as_str().unwrap()
}

pub(crate) fn list(value: &Json) -> &[Json] {
    value.as_array().unwrap()
}

fn number(value: &Json) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

/// Python's `text[start:end]`, which must lie inside and hold something.
fn slice(texts: &Texts, article: &Json, start: &Json, end: &Json) -> String {
    let text = &texts[string(article)];
    let (start, end) = (number(start), number(end));
    assert!(
        start < end && end <= text.len(),
        "{article}: {start}..{end} of {}",
        text.len()
    );
    text[start..end].iter().collect()
}

fn hashes(text: &str) -> Vec<u64> {
    tokenize(text).iter().map(|t| t.hash).collect()
}

/// Every quotation, mention, passage and match is what the original has at its offsets.
pub(crate) fn check_offsets(scanned: &Scanned, texts: &Texts) {
    for family in scanned.table("quotes") {
        for c in list(&family["carriers"]) {
            let (article, start, end) = (&c["article"], number(&c["start"]), number(&c["end"]));
            assert_eq!(slice(texts, article, &c["start"], &c["end"]), string(&c["text"]), "{c}");
            let text = &texts[string(article)];
            let (prefix, suffix) = (string(&c["prefix"]), string(&c["suffix"]));
            let before: String = text[start - prefix.chars().count()..start].iter().collect();
            let after: String = text[end..end + suffix.chars().count()].iter().collect();
            assert_eq!((before.as_str(), after.as_str()), (prefix, suffix), "{c}");
            let mention = &c["speaker_mention"];
            if !mention.is_null() {
                let words = slice(texts, article, &mention["start"], &mention["end"]);
                assert_eq!(words, string(&mention["text"]), "{c}");
            }
        }
    }
    for passage in scanned.table("passages") {
        let mut as_represented = false;
        for c in list(&passage["carriers"]) {
            let there = slice(texts, &c["article"], &c["start"], &c["end"]);
            as_represented |= c["article"] == passage["representative"] && there == string(&passage["text"]);
            // A carrier may have less than all of it; what it has is there word for word.
            if c["identity"] == 1.0 {
                let (all, part) = (hashes(string(&passage["text"])), hashes(&there));
                assert!(all.windows(part.len().max(1)).any(|w| w == part), "{c} of {passage}");
            }
        }
        assert!(as_represented, "no carrier prints the text of {passage}");
    }
    for m in scanned.table("matches") {
        let a = slice(texts, &m["a"], &m["a_start"], &m["a_end"]);
        let b = slice(texts, &m["b"], &m["b_start"], &m["b_end"]);
        if m["kind"] == "verbatim" {
            assert_eq!(hashes(&a), hashes(&b), "{m}");
        }
    }
}
