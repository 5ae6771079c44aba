//! Exports of the sample corpus, through the command, read by parsers that are not ours.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "common/command.rs"]
mod command;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

const ALL: &str = "parquet,csv,sqlite,webannotation,prov-json,schema-org,graphml,gexf";

fn dedupe(folder: &Path, line: &[&str]) -> (i32, String, String) {
    let ended = command::run(&mut command::dedupe(folder, line));
    (ended.code, ended.out, ended.err)
}

/// The sample corpus, scanned and exported at once.
fn scanned() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let line = ["scan", data.to_str().unwrap(), "-o", "out", "-q", "--export", ALL];
    let (code, _, err) = dedupe(folder.path(), &line);
    assert_eq!(code, 0, "{err}");
    folder
}

fn table(folder: &Path, name: &str) -> Vec<Json> {
    let text = std::fs::read_to_string(folder.join(format!("out/{name}.jsonl"))).unwrap();
    text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

/// All files below a folder with their bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut left = vec![folder.to_owned()];
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(std::fs::read_dir(&path).unwrap().map(|e| e.unwrap().path()));
        } else {
            found.insert(
                path.strip_prefix(folder).unwrap().to_owned(),
                std::fs::read(&path).unwrap(),
            );
        }
    }
    found
}

#[test]
fn a_scan_and_an_export_write_the_same() {
    let folder = scanned();
    let path = folder.path();
    let (code, out, err) = dedupe(path, &["export", "out", "--format", ALL, "--out", "again"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("again/results.sqlite\n"), "{out}");
    let (first, again) = (files(&path.join("out/exports")), files(&path.join("again")));
    assert!(first.len() > 30, "{:?}", first.keys());
    assert_eq!(first.keys().collect::<Vec<_>>(), again.keys().collect::<Vec<_>>());
    for (name, bytes) in &first {
        assert!(*bytes == again[name], "{}", name.display());
    }
    let export = |line: &[&str], code: i32, says: &str| {
        let ended = dedupe(path, line);
        assert!(ended.0 == code && ended.2.contains(says), "{line:?}: {ended:?}");
    };
    export(&["export", "out", "-F", "csv"], 2, "--force replaces it");
    export(&["export", "out", "-F", "csv", "--force", "-q"], 0, "");
    export(&["export", "again", "-F", "csv"], 2, "dedupe scan");
    export(
        &["export", "out", "-F", "gexf", "--trace", "q-1", "-o", "x"],
        2,
        "no story, passage or quotation q-1",
    );
    assert!(!path.join("x").exists(), "nothing is left of it");
    export(&["export", "out", "-F", "xlsx"], 2, "parquet");
    // A later scan may replace results with their exports, but nothing else that stands there.
    export(&["scan", "out", "-o", "out", "-f", "-q"], 3, "");
    assert!(!path.join("out/exports").exists());
    std::fs::create_dir(path.join("out/exports")).unwrap();
    std::fs::write(path.join("out/exports/thesis.doc"), "mine").unwrap();
    export(&["scan", "again", "-o", "out", "-f", "-q"], 2, "exports");
}

#[cfg(feature = "sqlite")]
#[test]
fn the_database_is_sound() {
    let folder = scanned();
    let base = rusqlite::Connection::open(folder.path().join("out/exports/results.sqlite")).unwrap();
    let sound: String = base.query_row("PRAGMA integrity_check", [], |r| r.get(0)).unwrap();
    assert_eq!(sound, "ok");
    let broken = base
        .prepare("PRAGMA foreign_key_check")
        .unwrap()
        .query_map([], |_| Ok(()))
        .unwrap()
        .count();
    assert_eq!(broken, 0, "every id leads somewhere");
    let count = |sql: &str| base.query_row(sql, [], |r| r.get::<_, i64>(0)).unwrap();
    let quotes = table(folder.path(), "quotes");
    assert_eq!(count("SELECT count(*) FROM quotes"), quotes.len() as i64);
    let found = "SELECT count(*) FROM quotes_fts WHERE quotes_fts MATCH '\"loss of life was not inevitable\"'";
    assert!(count(found) >= 1);
    // The passages that a pair shares are as many as its row says.
    let wrong = "SELECT count(*) FROM outlet_pairs p WHERE passages <> (SELECT count(DISTINCT v.passage) FROM \
                 pair_passages v WHERE v.a = p.a AND v.b = p.b AND v.kind IN ('wire', 'shared', 'background'))";
    assert_eq!(count(wrong), 0);
    let instants: Vec<String> = base
        .prepare("SELECT published_utc FROM articles WHERE published_utc IS NOT NULL")
        .unwrap()
        .query_map([], |r| r.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(
        !instants.is_empty() && instants.iter().all(|t| t.len() == 20 && t.ends_with('Z')),
        "{instants:?}"
    );
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_has_every_row() {
    use parquet::file::reader::{FileReader, SerializedFileReader};

    let folder = scanned();
    let rows = |name: &str| {
        let path = folder.path().join(format!("out/exports/parquet/{name}.parquet"));
        let file = SerializedFileReader::new(std::fs::File::open(path).unwrap()).unwrap();
        let read = file
            .get_row_iter(None)
            .unwrap()
            .map(Result::unwrap)
            .collect::<Vec<_>>()
            .len();
        assert_eq!(read as i64, file.metadata().file_metadata().num_rows());
        let mut csv = csv::Reader::from_path(folder.path().join(format!("out/exports/csv/{name}.csv"))).unwrap();
        assert_eq!(
            csv.records().map(Result::unwrap).collect::<Vec<_>>().len(),
            read,
            "csv and parquet of {name}"
        );
        read
    };
    for name in [
        "articles",
        "stories",
        "matches",
        "passages",
        "quotes",
        "outlets",
        "uncredited",
        "rejected",
    ] {
        assert_eq!(rows(name), table(folder.path(), name).len(), "{name}");
    }
    let carriers = |name: &str| -> usize {
        let lists = table(folder.path(), name).into_iter();
        lists.map(|r| r["carriers"].as_array().unwrap().len()).sum()
    };
    assert_eq!(rows("quote_carriers"), carriers("quotes"));
    assert_eq!(rows("passage_carriers"), carriers("passages"));
}

#[test]
fn the_way_of_a_story_is_as_reviewed() {
    let folder = scanned();
    let read = |name: &str| std::fs::read_to_string(folder.path().join("out/exports").join(name)).unwrap();
    for name in [
        "outlets.graphml",
        "outlets.gexf",
        "propagation.graphml",
        "propagation.gexf",
    ] {
        let text = read(name);
        let document = roxmltree::Document::parse(&text).unwrap();
        let ids: Vec<&str> = document
            .descendants()
            .filter(|n| n.tag_name().name() == "node")
            .map(|n| n.attribute("id").unwrap())
            .collect();
        for edge in document.descendants().filter(|n| n.tag_name().name() == "edge") {
            for end in ["source", "target"] {
                let end = edge.attribute(end);
                assert!(end.is_some_and(|end| ids.contains(&end)), "{name}: {end:?}");
            }
        }
    }
    insta::assert_snapshot!("propagation", read("propagation.gexf"));
}

#[test]
fn annotations_slice_the_texts() {
    let folder = scanned();
    let text = std::fs::read_to_string(folder.path().join("out/exports/annotations.jsonld")).unwrap();
    let document: Json = serde_json::from_str(&text).unwrap();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut checked = 0;
    for item in document["first"]["items"].as_array().unwrap() {
        let article = item["target"]["source"]["dcterms:identifier"].as_str().unwrap();
        let Ok(text) = std::fs::read_to_string(data.join(article)) else {
            continue;
        };
        let points: Vec<char> = text.chars().collect();
        let [words, place] = [0, 1].map(|at| &item["target"]["selector"][at]);
        let at = |name: &str| place[name].as_u64().unwrap() as usize;
        let slice: String = points[at("start")..at("end")].iter().collect();
        assert_eq!(words["exact"].as_str().unwrap(), slice, "{article}");
        checked += 1;
    }
    assert!(checked > 100, "{checked}");
}
