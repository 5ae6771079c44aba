//! Keeps the house as `ARCHITECTURE.md` draws it: a module uses lower layers only, files are opened and
//! records serialised where the table says, and threads stay with their owner.
//!
//! The layers are read from the table itself, so that the document and this test cannot disagree.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

type Layers = BTreeMap<String, u32>;

/// Modules that read or write files; `spill` only temporary ones. `pipeline` may only ask the system for its own memory (see [`faults`]).
const OPEN_FILES: [&str; 4] = ["spill", "ingest", "report", "cli"];

/// Uses within one layer, and why each may be; all others there are faults.
const NEIGHBOURS: [(&str, &str, &str); 1] = [(
    "text",
    "hash",
    "a word is hashed as it is read, so that texts are walked once",
)];

/// Files outside `pipeline` that name rayon, and why each may.
const THREADED: [(&str, &str); 2] = [
    (
        "src/quote/variant/anchor.rs",
        "sorts the runs of words of a corpus at once, in the pool of the caller",
    ),
    (
        "src/quote/variant/group.rs",
        "compares across articles, so no caller could split the work; in the pool of the caller",
    ),
];

#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    text: String,
    line: usize,
}

/// Blanks out comments, strings and characters; lines stay where they are.
fn code_alone(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let mut out = String::with_capacity(source.len());
    let mut i = 0;
    while i < chars.len() {
        let from = i;
        let name_before = i > 0 && (at(i - 1).is_alphanumeric() || at(i - 1) == '_');
        if at(i) == '/' && at(i + 1) == '/' {
            while i < chars.len() && at(i) != '\n' {
                i += 1;
            }
        } else if at(i) == '/' && at(i + 1) == '*' {
            let mut depth = 0;
            while i < chars.len() {
                match (at(i), at(i + 1)) {
                    ('/', '*') => (depth, i) = (depth + 1, i + 2),
                    ('*', '/') => (depth, i) = (depth - 1, i + 2),
                    _ => i += 1,
                }
                if depth == 0 {
                    break;
                }
            }
        } else if at(i) == 'r' && !name_before && matches!(at(i + 1), '"' | '#') {
            let hashes = (i + 1..chars.len()).take_while(|&k| at(k) == '#').count();
            i += 1 + hashes;
            if at(i) == '"' {
                let closing: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
                i += 1;
                while i < chars.len() && !chars[i..].starts_with(&closing) {
                    i += 1;
                }
                i = (i + closing.len()).min(chars.len());
            }
        } else if at(i) == '"' {
            i += 1;
            while i < chars.len() && at(i) != '"' {
                i += if at(i) == '\\' { 2 } else { 1 };
            }
            i = (i + 1).min(chars.len());
        } else if at(i) == '\'' && (at(i + 1) == '\\' || at(i + 2) == '\'') {
            // A lifetime has no second mark.
            i += if at(i + 1) == '\\' { 3 } else { 2 };
            while i < chars.len() && at(i) != '\'' {
                i += 1;
            }
            i = (i + 1).min(chars.len());
        } else {
            out.push(at(i));
            i += 1;
            continue;
        }
        i = i.min(chars.len());
        out.extend(chars[from..i].iter().map(|&c| if c == '\n' { '\n' } else { ' ' }));
    }
    out
}

/// Names, `::`, and every other mark by itself, with its line from 1.
fn words(source: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    for (number, line) in code_alone(source).lines().enumerate() {
        let mut rest = line.trim_start();
        while let Some(first) = rest.chars().next() {
            let named = |c: char| c.is_alphanumeric() || c == '_';
            let length = if named(first) {
                rest.find(|c: char| !named(c)).unwrap_or(rest.len())
            } else if rest.starts_with("::") {
                2
            } else {
                first.len_utf8()
            };
            found.push(Word {
                text: rest[..length].to_owned(),
                line: number + 1,
            });
            rest = rest[length..].trim_start();
        }
    }
    found
}

fn is_at(words: &[Word], at: usize, pattern: &[&str]) -> bool {
    pattern
        .iter()
        .enumerate()
        .all(|(k, p)| words.get(at + k).is_some_and(|w| w.text == *p))
}

/// One past the item that begins at `at`: its `;` or the brace that closes it.
fn end_of_item(words: &[Word], at: usize) -> usize {
    let mut depth = 0_usize;
    for (k, word) in words.iter().enumerate().skip(at) {
        match word.text.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => {
                depth = depth.saturating_sub(1);
                if depth == 0 && word.text == "}" {
                    return k + 1;
                }
            }
            ";" if depth == 0 => return k + 1,
            _ => {}
        }
    }
    words.len()
}

/// What is compiled into the library: without items under `#[cfg(test)]`.
fn shipped(words: &[Word]) -> Vec<Word> {
    let mut kept = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if is_at(words, at, &["#", "[", "cfg", "(", "test", ")", "]"]) {
            at = end_of_item(words, at + 7);
        } else {
            kept.push(words[at].clone());
            at += 1;
        }
    }
    kept
}

/// The first names after `root::`, also of each branch of `root::{…}`.
fn first_names(words: &[Word], at: usize) -> Vec<Word> {
    let Some(next) = words.get(at) else { return Vec::new() };
    if next.text != "{" {
        return vec![next.clone()];
    }
    let mut found = Vec::new();
    let (mut depth, mut branch_begins) = (0_usize, false);
    for word in &words[at..] {
        match word.text.as_str() {
            "{" => {
                depth += 1;
                branch_begins = depth == 1;
            }
            "}" => depth -= 1,
            "," => branch_begins = depth == 1,
            _ => {
                if branch_begins && depth == 1 {
                    found.push(word.clone());
                }
                branch_begins = false;
            }
        }
        if depth == 0 {
            break;
        }
    }
    found
}

/// Everything a file takes from `root` (`crate`, `std`), by its first name.
fn references(words: &[Word], root: &str) -> Vec<Word> {
    (0..words.len())
        .filter(|&at| is_at(words, at, &[root, "::"]))
        .flat_map(|at| first_names(words, at + 2))
        .collect()
}

/// What a file takes from the crate's root by climbing: `super::super::x`, at `depth` modules below the root.
fn climbing(words: &[Word], depth: usize) -> Vec<Word> {
    let mut found = Vec::new();
    // Braces that close an inline module, which is one more step to climb.
    let (mut open, mut inline): (usize, Vec<usize>) = (0, Vec::new());
    let mut at = 0;
    while at < words.len() {
        match words[at].text.as_str() {
            "{" => {
                if at >= 2 && words[at - 2].text == "mod" {
                    inline.push(open);
                }
                open += 1;
            }
            "}" => {
                open = open.saturating_sub(1);
                if inline.last() == Some(&open) {
                    inline.pop();
                }
            }
            "super" => {
                let mut steps = 0;
                while is_at(words, at, &["super", "::"]) {
                    (steps, at) = (steps + 1, at + 2);
                }
                if steps > 0 && steps == depth + inline.len() {
                    found.extend(first_names(words, at));
                }
                if steps > 0 {
                    continue;
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Names inside `derive(…)`, and traits implemented by hand.
fn implemented(words: &[Word]) -> Vec<Word> {
    let mut found = Vec::new();
    for at in 0..words.len() {
        if is_at(words, at, &["derive", "("]) {
            found.extend(words[at + 2..].iter().take_while(|w| w.text != ")").cloned());
        }
        if words[at].text == "for" && at > 0 {
            found.push(words[at - 1].clone());
        }
    }
    found
}

/// `src/quote/variant/mod.rs` is `quote::variant`: its parts.
fn module_path(file: &str) -> Vec<&str> {
    let inside = file.trim_start_matches("src/").trim_end_matches(".rs");
    let mut parts: Vec<&str> = inside.split('/').collect();
    if parts.last() == Some(&"mod") {
        parts.pop();
    }
    parts
}

/// Every rule this file breaks, as `file:line: what`.
fn faults(file: &str, source: &str, layers: &Layers) -> Vec<String> {
    let path = module_path(file);
    let module = path[0];
    let Some(&layer) = layers.get(module) else {
        return vec![format!("{file}:1: `{module}` stands in no row of ARCHITECTURE.md")];
    };
    let all = words(source);
    let mut found = Vec::new();
    let mut fault = |word: &Word, what: &str| found.push(format!("{file}:{}: {what}", word.line));

    let mut used = references(&all, "crate");
    used.extend(climbing(&all, path.len()));
    for word in used {
        let Some(&other) = layers.get(&word.text) else { continue };
        let neighbour = NEIGHBOURS.iter().any(|n| (n.0, n.1) == (module, word.text.as_str()));
        if word.text != module && other >= layer && !neighbour {
            let what = format!("`{module}` (layer {layer}) uses `{}` (layer {other})", word.text);
            fault(&word, &what);
        }
    }

    // Tests may write files and start threads.
    if path.last() == Some(&"tests") {
        return found;
    }
    let shipped = shipped(&all);
    let lines: Vec<&str> = source.lines().collect();
    let opens = |w: &Word| ["File", "OpenOptions", "tempfile"].contains(&w.text.as_str());
    let files = references(&shipped, "std").into_iter().filter(|w| w.text == "fs");
    for word in files.chain(shipped.iter().filter(|w| opens(w)).cloned()) {
        let own_memory = module == "pipeline" && lines[word.line - 1].contains("\"/proc/self/");
        if !OPEN_FILES.contains(&module) && !own_memory {
            fault(&word, &format!("`{module}` opens files (`{}`)", word.text));
        }
    }
    for word in implemented(&shipped).iter().filter(|w| w.text == "Serialize") {
        if module != "report" {
            fault(
                word,
                &format!("`{module}` has a serialised type; records belong to `report`"),
            );
        }
    }
    for word in shipped.iter().filter(|w| w.text == "rayon") {
        if module != "pipeline" && !THREADED.iter().any(|(exempt, _)| *exempt == file) {
            fault(word, &format!("`{module}` uses threads; they belong to `pipeline`"));
        }
    }
    found
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Rows `| 4 | `story`, `quote` | … |` of the table under the heading `Layers`.
fn layers() -> Layers {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let section = text.split("## Layers").nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let mut found = Layers::new();
    for line in section.lines() {
        let mut cells = line.split('|').skip(1).map(str::trim);
        let Some(layer) = cells.next().and_then(|c| c.parse().ok()) else {
            continue;
        };
        let names = cells.next().unwrap().split('`').skip(1).step_by(2);
        found.extend(names.map(|name| (name.to_owned(), layer)));
    }
    found
}

/// Every Rust file under `folder`, by its path relative to the package.
fn rust_files(folder: &Path, found: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let name = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
            found.insert(name, std::fs::read_to_string(&path).unwrap());
        }
    }
}

fn source_files() -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    rust_files(&root().join("src"), &mut files);
    // They join the layers and are of none.
    files.remove("src/lib.rs");
    files.remove("src/main.rs");
    files
}

#[test]
fn every_module_uses_lower_layers_only() {
    let layers = layers();
    let files = source_files();
    assert!(files.len() > 40, "the sources were not found: {}", files.len());
    let found: Vec<String> = files
        .iter()
        .flat_map(|(name, text)| faults(name, text, &layers))
        .collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn every_row_of_the_table_is_a_module() {
    let files = source_files();
    for module in layers().keys() {
        let there = files.keys().any(|file| module_path(file)[0] == module);
        assert!(there, "ARCHITECTURE.md names `{module}`, and src/ has none");
    }
}

#[test]
fn every_exception_is_needed() {
    let files = source_files();
    for (file, reason) in THREADED {
        let used = files
            .get(file)
            .is_some_and(|t| words(t).iter().any(|w| w.text == "rayon"));
        assert!(used, "{file} no longer uses rayon; strike it from the list ({reason})");
    }
}

#[test]
fn the_scanner_sees_what_it_must_and_no_more() {
    let layers = layers();
    let check = |file: &str, source: &str, expected: &[&str]| {
        let found: Vec<String> = faults(file, source, &layers);
        assert_eq!(found, expected, "{file}: {source}");
    };
    let up = |line: u32| format!("src/text/token.rs:{line}: `text` (layer 0) uses `quote` (layer 4)");
    // Upward, in each way it can be written.
    check("src/text/token.rs", "use crate::quote::Quote;", &[&up(1)]);
    check("src/text/token.rs", "\nfn f() { crate::quote::extract() }", &[&up(2)]);
    check(
        "src/text/token.rs",
        "use crate::{\n text::{Span, fold},\n quote::{self, variant::{Item, quote}},\n};",
        &[&up(3)],
    );
    check("src/text/token.rs", "use super::super::quote::Quote;", &[&up(1)]);
    check(
        "src/text/token.rs",
        "mod inner { use super::super::super::quote; }",
        &[&up(1)],
    );
    check(
        "src/text/token.rs",
        "#[cfg(test)]\nmod tests { use crate::quote; }",
        &[&up(2)],
    );
    check(
        "src/text/token.rs",
        "let c = '\"'; use crate::quote; let d = '\"';",
        &[&up(1)],
    );
    check(
        "src/text/token.rs",
        "fn f<'a>(x: &'a str) { crate :: quote::f(x) }",
        &[&up(1)],
    );
    // One layer does not use itself either.
    check(
        "src/story/mod.rs",
        "use crate::passage::Kind;",
        &["src/story/mod.rs:1: `story` (layer 4) uses `passage` (layer 4)"],
    );
    // Downward, within, and what only looks like a reference.
    check(
        "src/quote/extract.rs",
        "use crate::text::Span; use crate::quote::Kind;",
        &[],
    );
    check("src/quote/cues/mod.rs", "use super::story;", &[]);
    check(
        "src/text/token.rs",
        "//! Feeds [`crate::quote`].\n/* crate::quote /* nested */ crate::quote */",
        &[],
    );
    check(
        "src/text/token.rs",
        "let s = \"crate::quote \\\" crate::quote\"; let r = r#\"crate::\"quote\"#;",
        &[],
    );
    check("src/text/token.rs", "use crate::hash::{pair, quote};", &[]);
    check(
        "src/novel/mod.rs",
        "",
        &["src/novel/mod.rs:1: `novel` stands in no row of ARCHITECTURE.md"],
    );
    // Files.
    let opens = |name: &str| vec![format!("src/quote/mod.rs:1: `quote` opens files (`{name}`)")];
    let check_files = |source: &str, name: &str| assert_eq!(faults("src/quote/mod.rs", source, &layers), opens(name));
    check_files("use std::fs;", "fs");
    check_files("use std::{io::{self, Read}, fs::read};", "fs");
    check_files("let f = File::open(path)?;", "File");
    check_files("let f = tempfile::tempdir()?;", "tempfile");
    check(
        "src/quote/mod.rs",
        "#[cfg(test)]\nmod tests { use std::fs; }\nfn f() {}",
        &[],
    );
    check("src/quote/tests.rs", "use std::fs;", &[]);
    check("src/ingest/open.rs", "use std::fs::File;", &[]);
    check(
        "src/pipeline/mod.rs",
        "std::fs::read_to_string(\"/proc/self/status\")",
        &[],
    );
    check(
        "src/pipeline/mod.rs",
        "std::fs::read_to_string(\"notes\")",
        &["src/pipeline/mod.rs:1: `pipeline` opens files (`fs`)"],
    );
    // Records and threads.
    let record = "src/article/mod.rs:1: `article` has a serialised type; records belong to `report`";
    check(
        "src/article/mod.rs",
        "#[derive(Debug, serde::Serialize)] struct A;",
        &[record],
    );
    check("src/article/mod.rs", "impl serde::Serialize for A {}", &[record]);
    check(
        "src/pipeline/write.rs",
        "fn table<R: serde::Serialize + Send>() {}",
        &[],
    );
    check("src/report/records.rs", "#[derive(Serialize)] struct A;", &[]);
    check(
        "src/align/mod.rs",
        "use rayon::prelude::*;",
        &["src/align/mod.rs:1: `align` uses threads; they belong to `pipeline`"],
    );
    check(
        "src/quote/variant/anchor.rs",
        "use rayon::slice::ParallelSliceMut;",
        &[],
    );
}
