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
    // Datasette shows the page of a table only where its links name the column they lead to.
    let unnamed = "SELECT m.name FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE f.\"to\" IS NULL";
    let unnamed: Vec<String> = base
        .prepare(unnamed)
        .unwrap()
        .query_map([], |r| r.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(unnamed.is_empty(), "{unnamed:?}");
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

/// What an element may be: its attributes with their types (a trailing `?` for one that may be left out), and its
/// children in their order, each with `?` or `*` where it may be absent or repeated.
type Rule = (
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static [&'static str],
);

/// GraphML 1.0 as graphml.graphdrawing.org specifies it, as far as these files use it.
const GRAPHML: &[Rule] = &[
    ("graphml", &[("schemaLocation?", "text")], &["key*", "graph"]),
    (
        "key",
        &[
            ("id", "word"),
            ("for", "node edge"),
            ("attr.name", "word"),
            ("attr.type", "boolean int long float double string"),
        ],
        &[],
    ),
    (
        "graph",
        &[("id?", "word"), ("edgedefault", "directed undirected")],
        &["desc?", "node*", "edge*"],
    ),
    ("desc", &[], &[]),
    ("node", &[("id", "word")], &["data*"]),
    ("edge", &[("source", "word"), ("target", "word")], &["data*"]),
    ("data", &[("key", "word")], &[]),
];

/// GEXF 1.3 as gexf.net specifies it, as far as these files use it.
const GEXF: &[Rule] = &[
    (
        "gexf",
        &[("version", "1.3"), ("schemaLocation?", "text")],
        &["meta?", "graph"],
    ),
    ("meta", &[], &["creator?", "description?"]),
    ("creator", &[], &[]),
    ("description", &[], &[]),
    (
        "graph",
        &[
            ("defaultedgetype?", "directed undirected mutual"),
            ("mode?", "static dynamic slice"),
            ("timeformat?", "integer double date dateTime"),
        ],
        &["attributes*", "nodes", "edges"],
    ),
    ("attributes", &[("class", "node edge")], &["attribute*"]),
    (
        "attribute",
        &[
            ("id", "text"),
            ("title", "text"),
            ("type", "integer long double float boolean string anyURI"),
        ],
        &[],
    ),
    ("nodes", &[], &["node*"]),
    ("edges", &[], &["edge*"]),
    (
        "node",
        &[("id", "text"), ("label?", "text"), ("start?", "time")],
        &["attvalues?"],
    ),
    (
        "edge",
        &[
            ("id?", "text"),
            ("source", "text"),
            ("target", "text"),
            ("weight?", "number"),
            ("label?", "text"),
        ],
        &["attvalues?"],
    ),
    ("attvalues", &[], &["attvalue*"]),
    ("attvalue", &[("for", "text"), ("value", "text")], &[]),
];

/// Whether a value is of a type: one of these words, or one of several words that stand for themselves.
fn is_of(value: &str, kind: &str) -> bool {
    match kind {
        "text" => true,
        "word" => !value.is_empty() && !value.contains(char::is_whitespace),
        "number" => value.parse::<f64>().is_ok(),
        "time" => value.parse::<jiff::Timestamp>().is_ok() || value.parse::<jiff::civil::Date>().is_ok(),
        words => words.split(' ').any(|word| word == value),
    }
}

/// The official schemas have no licence to stand here (`benches/exports.py` fetches them); what they ask of the elements
/// that are used is asked here too, of what another's parser reads.
#[test]
fn networks_follow_their_formats() {
    let folder = scanned();
    for (ending, space, rules) in [
        ("graphml", "http://graphml.graphdrawing.org/xmlns", GRAPHML),
        ("gexf", "http://gexf.net/1.3", GEXF),
    ] {
        for stem in ["outlets", "propagation"] {
            let name = format!("{stem}.{ending}");
            let text = std::fs::read_to_string(folder.path().join("out/exports").join(&name)).unwrap();
            let document = roxmltree::Document::parse(&text).unwrap();
            assert_eq!(document.root_element().tag_name().name(), rules[0].0, "{name}");
            for element in document.descendants().filter(roxmltree::Node::is_element) {
                let tag = element.tag_name().name();
                assert_eq!(element.tag_name().namespace(), Some(space), "{name}: {tag}");
                let (_, attributes, children) = rules.iter().find(|rule| rule.0 == tag).unwrap();
                for attribute in element.attributes() {
                    let known = attributes
                        .iter()
                        .find(|a| a.0.trim_end_matches('?') == attribute.name());
                    let kind = known.map(|a| a.1);
                    assert!(
                        kind.is_some_and(|kind| is_of(attribute.value(), kind)),
                        "{name}: <{tag} {}={:?}>",
                        attribute.name(),
                        attribute.value()
                    );
                }
                for (attribute, _) in attributes.iter().filter(|a| !a.0.ends_with('?')) {
                    assert!(element.has_attribute(*attribute), "{name}: <{tag}> without {attribute}");
                }
                let mut left = element.children().filter(roxmltree::Node::is_element).peekable();
                for child in *children {
                    let wanted = child.trim_end_matches(['?', '*']);
                    let mut seen = 0;
                    while left.next_if(|c| c.tag_name().name() == wanted).is_some() {
                        seen += 1;
                    }
                    let fits = child.ends_with('*') || seen == 1 || child.ends_with('?') && seen == 0;
                    assert!(fits, "{name}: {seen} <{wanted}> in <{tag}>");
                }
                assert!(left.next().is_none(), "{name}: <{tag}> holds something else");
            }
        }
    }
}

/// Every context of the annotations defines the words that they use: the terms are those of the W3C's own context.
#[test]
fn annotations_use_words_of_their_contexts() {
    let folder = scanned();
    let read = |name: &str| -> Json {
        let text = std::fs::read_to_string(folder.path().join("out/exports").join(name)).unwrap();
        serde_json::from_str(&text).unwrap()
    };
    let annotations = read("annotations.jsonld");
    assert_eq!(annotations["@context"][0], "http://www.w3.org/ns/anno.jsonld");
    let own = annotations["@context"][1].as_object().unwrap();
    // Terms and classes of the Web Annotation vocabulary, and two of its prefixes.
    let terms = "@context id type label generator name first startIndex items total motivation body target source \
                 purpose value selector exact prefix suffix start end language";
    let classes = "AnnotationCollection AnnotationPage Annotation SpecificResource TextualBody TextQuoteSelector \
                   TextPositionSelector Text Software";
    let motivations = "identifying linking classifying describing";
    let mut left = vec![&annotations];
    while let Some(value) = left.pop() {
        match value {
            Json::Array(items) => left.extend(items),
            Json::Object(fields) => {
                for (term, value) in fields.iter().filter(|(term, _)| *term != "@context") {
                    let known = terms.split_whitespace().any(|t| t == term) || own.contains_key(term);
                    let prefixed = ["dcterms:", "schema:"].iter().any(|p| term.starts_with(p));
                    assert!(known || prefixed, "{term} is defined by no context");
                    let of = |list: &str| list.split_whitespace().any(|word| value == word);
                    assert!(term != "type" || of(classes), "{value} is no class");
                    assert!(
                        !["motivation", "purpose"].contains(&term.as_str()) || of(motivations),
                        "{value}"
                    );
                    left.push(value);
                }
            }
            _ => {}
        }
    }
    let quotations = read("quotations.jsonld");
    assert_eq!(quotations["@context"], "https://schema.org");
    for node in quotations["@graph"].as_array().unwrap() {
        let properties: &[&str] = match node["@type"].as_str().unwrap() {
            "Quotation" => &["identifier", "text", "isPartOf", "inLanguage", "spokenByCharacter"],
            "NewsArticle" => &[
                "identifier",
                "wordCount",
                "headline",
                "url",
                "inLanguage",
                "creditText",
                "author",
                "publisher",
                "datePublished",
            ],
            _ => &[],
        };
        for property in node.as_object().unwrap().keys().filter(|k| !k.starts_with('@')) {
            assert!(
                properties.contains(&property.as_str()),
                "{property} of {}",
                node["@type"]
            );
        }
    }
}
