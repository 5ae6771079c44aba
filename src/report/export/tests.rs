//! Exports of made-up runs, read by parsers that are not ours.

use std::collections::BTreeSet;

use serde_json::Value;

use super::*;
use crate::report::records::Overview;
use crate::report::{JsonLines, json_line, made_up, write_json, write_pairs};

/// The files of a made-up run, and its exports in every format.
fn exported(run: &Overview) -> tempfile::TempDir {
    fn table<R: serde::Serialize>(folder: &Path, name: &str, records: impl IntoIterator<Item = R>) {
        let mut lines = JsonLines::create(folder.join(name)).unwrap();
        records.into_iter().for_each(|r| lines.write(json_line(&r)).unwrap());
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    table(path, "articles.jsonl", run.articles.values());
    table(path, "stories.jsonl", &run.stories);
    table(path, "passages.jsonl", &run.passages);
    table(path, "quotes.jsonl", &run.quotes);
    table(path, "outlets.jsonl", &run.outlets);
    table(path, "rejected.jsonl", &run.rejected);
    table(path, "matches.jsonl", [(); 0]);
    table(path, "uncredited.jsonl", [(); 0]);
    write_pairs(&path.join("outlet_pairs.csv"), &run.pairs).unwrap();
    write_json(&path.join("run.json"), &run.run).unwrap();
    std::fs::create_dir(path.join("exports")).unwrap();
    let written = export(path, Format::ALL, None, &path.join("exports")).unwrap();
    let names: Vec<&str> = written
        .iter()
        .map(|p| p.file_name().unwrap().to_str().unwrap())
        .collect();
    assert!(names.iter().all(|name| EXPORTS.contains(name)), "{names:?}");
    folder
}

fn text(folder: &tempfile::TempDir, name: &str) -> String {
    std::fs::read_to_string(folder.path().join("exports").join(name)).unwrap()
}

fn runs() -> [Overview; 3] {
    [made_up::dam(), hostile(), made_up::nothing()]
}

/// Hostile text everywhere, but names of records that differ, as those of a real run do.
fn hostile() -> Overview {
    let mut run = made_up::hostile();
    let numbered = |name: &mut String, at: usize| *name = format!("{name} {at}");
    run.outlets
        .iter_mut()
        .enumerate()
        .for_each(|(at, o)| numbered(&mut o.outlet, at));
    // Pairs are of outlets that are there.
    let names: Vec<String> = run.outlets.iter().map(|o| o.outlet.clone()).collect();
    for (at, pair) in run.pairs.iter_mut().enumerate() {
        pair.a = names[0].clone();
        pair.b = names[1 + at].clone();
    }
    run.stories
        .iter_mut()
        .enumerate()
        .for_each(|(at, s)| numbered(&mut s.story, at));
    run.passages
        .iter_mut()
        .enumerate()
        .for_each(|(at, p)| numbered(&mut p.passage, at));
    run.quotes
        .iter_mut()
        .enumerate()
        .for_each(|(at, q)| numbered(&mut q.quote, at));
    run
}

#[test]
fn csv_cells_are_what_they_were_and_no_formulas() {
    for run in runs() {
        let folder = exported(&run);
        let mut rows = csv::Reader::from_path(folder.path().join("exports/csv/articles.csv")).unwrap();
        let column = rows.headers().unwrap().iter().position(|h| h == "title").unwrap();
        let titles: Vec<String> = rows.records().map(|r| r.unwrap()[column].to_owned()).collect();
        assert_eq!(titles.len(), run.articles.len());
        for (title, article) in titles.iter().zip(run.articles.values()) {
            assert!(!title.starts_with(['=', '+', '-', '@', '\t', '\r']), "{title}");
            assert_eq!(
                crate::report::csv::original(title),
                article.title.as_deref().unwrap_or("")
            );
        }
    }
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_is_typed() {
    use ::parquet::basic::LogicalType;
    use ::parquet::file::reader::{FileReader, SerializedFileReader};
    use ::parquet::record::RowAccessor;

    for run in runs() {
        let folder = exported(&run);
        let open = |name: &str| {
            let path = folder.path().join(format!("exports/parquet/{name}.parquet"));
            SerializedFileReader::new(std::fs::File::open(path).unwrap()).unwrap()
        };
        let articles = open("articles");
        let schema = articles.metadata().file_metadata().schema_descr();
        let kind = |name: &str| {
            let column = (0..schema.num_columns())
                .find(|&i| schema.column(i).name() == name)
                .unwrap();
            schema.column(column).logical_type_ref().cloned()
        };
        assert!(matches!(kind("published_utc"), Some(LogicalType::Timestamp(t)) if t.is_adjusted_to_u_t_c));
        assert_eq!(kind("published_day"), Some(LogicalType::Date));
        assert_eq!(kind("title"), Some(LogicalType::String));
        let rows: Vec<_> = articles.get_row_iter(None).unwrap().map(Result::unwrap).collect();
        assert_eq!(rows.len(), run.articles.len());
        for (row, article) in rows.iter().zip(run.articles.values()) {
            assert_eq!(row.get_string(0).unwrap(), &article.article);
        }
        let quotes = open("quotes").get_row_iter(None).unwrap().count();
        assert_eq!(quotes, run.quotes.len());
    }
}

#[cfg(feature = "sqlite")]
#[test]
fn sqlite_is_sound_and_finds_words() {
    for run in runs() {
        let folder = exported(&run);
        let base = rusqlite::Connection::open(folder.path().join("exports/results.sqlite")).unwrap();
        let sound: String = base.query_row("PRAGMA integrity_check", [], |r| r.get(0)).unwrap();
        assert_eq!(sound, "ok");
        let count = |sql: &str| base.query_row(sql, [], |r| r.get::<_, i64>(0)).unwrap();
        assert_eq!(count("SELECT count(*) FROM articles"), run.articles.len() as i64);
        assert_eq!(count("SELECT count(*) FROM quotes"), run.quotes.len() as i64);
        let check = "INSERT INTO quotes_fts(quotes_fts, rank) VALUES ('integrity-check', 1)";
        base.execute_batch(check).unwrap();
    }
    let folder = exported(&made_up::dam());
    let base = rusqlite::Connection::open(folder.path().join("exports/results.sqlite")).unwrap();
    let sql =
        "SELECT quotes.text FROM quotes JOIN quotes_fts ON quotes.rowid = quotes_fts.rowid WHERE quotes_fts MATCH ?";
    let mut statement = base.prepare(sql).unwrap();
    let found: Vec<String> = statement
        .query_map(["told"], |r| r.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(
        !found.is_empty() && found.iter().all(|t| t.to_lowercase().contains("told")),
        "{found:?}"
    );
}

#[test]
fn annotations_have_both_selectors() {
    for run in runs() {
        let folder = exported(&run);
        let page: Value = serde_json::from_str(&text(&folder, "annotations.jsonld")).unwrap();
        let items = page["first"]["items"].as_array().unwrap();
        let quotes = run.quotes.iter().map(|q| q.carriers.len());
        let places: usize = quotes.chain(run.passages.iter().map(|p| p.carriers.len())).sum();
        assert_eq!((items.len(), page["total"].as_u64()), (places, Some(places as u64)));
        for item in items {
            let selectors: Vec<&str> = item["target"]["selector"]
                .as_array()
                .unwrap()
                .iter()
                .filter_map(|s| s["type"].as_str())
                .collect();
            assert_eq!(selectors, ["TextQuoteSelector", "TextPositionSelector"]);
        }
    }
    insta::assert_snapshot!(
        "annotations",
        head(&text(&exported(&made_up::dam()), "annotations.jsonld"))
    );
}

#[test]
fn provenance_names_nothing_that_is_not_declared() {
    for run in runs() {
        let folder = exported(&run);
        let document: Value = serde_json::from_str(&text(&folder, "prov.json")).unwrap();
        let mut declared: BTreeSet<&str> = BTreeSet::new();
        for section in ["entity", "agent", "activity"] {
            let members = document[section].as_object().into_iter().flatten();
            declared.extend(members.map(|(name, _)| name.as_str()));
        }
        for (section, members) in document.as_object().unwrap() {
            if section == "prefix" {
                continue;
            }
            for (name, value) in members
                .as_object()
                .unwrap()
                .iter()
                .flat_map(|(_, v)| v.as_object().unwrap())
            {
                let names = [
                    "prov:entity",
                    "prov:agent",
                    "prov:activity",
                    "prov:collection",
                    "prov:usedEntity",
                ];
                if names.contains(&name.as_str()) || name.starts_with("prov:alternate") {
                    let value = value.as_str().unwrap();
                    assert!(declared.contains(value), "{section}: {value}");
                }
            }
        }
    }
    insta::assert_snapshot!("prov", head(&text(&exported(&made_up::dam()), "prov.json")));
}

#[test]
fn quotations_are_part_of_articles_that_are_there() {
    for run in runs() {
        let folder = exported(&run);
        let document: Value = serde_json::from_str(&text(&folder, "quotations.jsonld")).unwrap();
        let graph = document["@graph"].as_array().unwrap();
        let of = |kind: &str| -> Vec<&Value> { graph.iter().filter(|n| n["@type"] == kind).collect() };
        let articles: BTreeSet<&str> = of("NewsArticle").iter().filter_map(|n| n["@id"].as_str()).collect();
        assert_eq!(of("Quotation").len(), run.quotes.len());
        for part in of("Quotation").iter().flat_map(|q| q["isPartOf"].as_array().unwrap()) {
            let known = run.articles.is_empty() || articles.contains(part["@id"].as_str().unwrap());
            assert!(known, "{part}");
        }
    }
    insta::assert_snapshot!(
        "quotations",
        head(&text(&exported(&made_up::dam()), "quotations.jsonld"))
    );
}

#[test]
fn networks_are_xml_with_the_texts_as_they_were() {
    for run in runs() {
        let folder = exported(&run);
        for (name, label) in [("outlets.graphml", None), ("outlets.gexf", Some("label"))] {
            let xml = text(&folder, name);
            let document = roxmltree::Document::parse(&xml).unwrap();
            let named = |tag: &str| {
                document
                    .descendants()
                    .filter(|n| n.has_tag_name((n.tag_name().namespace().unwrap_or(""), tag)))
                    .collect::<Vec<_>>()
            };
            let nodes = named("node");
            assert_eq!(nodes.len(), run.outlets.len(), "{name}");
            for (node, outlet) in nodes.iter().zip(&run.outlets) {
                let shown: String = outlet
                    .outlet
                    .chars()
                    .filter(|c| !c.is_control() && *c != '\u{FFFE}')
                    .collect();
                // GraphML's schema takes no spaces in an id, so that the name is an attribute of its own.
                let named = |key: &str| node.children().find(|c| c.attribute("key") == Some(key))?.text();
                let said = label.map_or_else(|| named("l2"), |label| node.attribute(label));
                assert_eq!(said, Some(shown.as_str()), "{name}");
                let id = node.attribute("id").unwrap();
                assert!(label.is_some() || id.chars().all(|c| c.is_ascii_alphanumeric()), "{id}");
            }
            let edges: Vec<_> = named("edge")
                .into_iter()
                .filter(|e| e.attribute("source").is_some())
                .collect();
            assert_eq!(edges.len(), run.pairs.len(), "{name}");
        }
    }
    let folder = exported(&made_up::dam());
    insta::assert_snapshot!("propagation_gexf", text(&folder, "propagation.gexf"));
    insta::assert_snapshot!("propagation_graphml", text(&folder, "propagation.graphml"));
}

#[test]
fn an_id_that_is_not_there_is_said() {
    let folder = exported(&made_up::dam());
    for id in ["q-0123456789abcdef", "s-1", "x", "“", ""] {
        let error = export(folder.path(), &[Format::Gexf], Some(id), folder.path())
            .unwrap_err()
            .to_string();
        assert!(error.contains("no story, passage or quotation"), "{error}");
    }
    let nowhere = export(Path::new("/nowhere"), &[Format::Csv], None, folder.path())
        .unwrap_err()
        .to_string();
    assert!(
        nowhere.contains("run.json") && nowhere.contains("dedupe scan"),
        "{nowhere}"
    );
}

#[test]
fn equal_results_give_equal_bytes() {
    let folders = [exported(&hostile()), exported(&hostile())];
    let mut paths: Vec<PathBuf> = vec![folders[0].path().join("exports")];
    let mut files = 0;
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            paths.extend(std::fs::read_dir(path).unwrap().map(|e| e.unwrap().path()));
            continue;
        }
        let other = folders[1].path().join(path.strip_prefix(folders[0].path()).unwrap());
        assert!(
            std::fs::read(&path).unwrap() == std::fs::read(other).unwrap(),
            "{}",
            path.display()
        );
        files += 1;
    }
    assert!(files > 10, "{files}");
}

/// The first lines, which show the shape.
fn head(text: &str) -> String {
    let lines: Vec<&str> = text.lines().take(12).collect();
    lines.join("\n")
}
