//! Where records may stand: packed files, folders, globs, links.

use super::*;

#[test]
fn packed_and_plain_give_the_same() {
    let plain = lines(300);
    let half = plain.len() / 2;
    let members = [gzip(&plain.as_bytes()[..half]), gzip(&plain.as_bytes()[half..])].concat();
    let frames = [&plain.as_bytes()[..half], &plain.as_bytes()[half..]]
        .map(|b| zstd::encode_all(b, 1).unwrap())
        .concat();
    let summary = |o: &Outcome| {
        o.articles
            .iter()
            .map(|a| (a.id.clone(), a.path.clone(), a.record))
            .collect::<Vec<_>>()
    };
    let expected = summary(&file("x.jsonl", plain.as_bytes()));
    assert_eq!(expected.len(), 300);
    for (name, bytes) in [("x.jsonl.gz", members), ("x.jsonl.zst", frames)] {
        let outcome = file(name, &bytes);
        assert_eq!(summary(&outcome), expected, "{name}");
        assert!(outcome.rejected.is_empty());
    }
}

#[test]
fn a_truncated_file_gives_all_records_before_the_damage() {
    let plain = lines(5000);
    for (name, packed) in [
        ("x.jsonl.gz", gzip(plain.as_bytes())),
        ("x.jsonl.zst", zstd::encode_all(plain.as_bytes(), 1).unwrap()),
    ] {
        let outcome = file(name, &packed[..packed.len() - 9]);
        assert!(
            outcome.articles.len() > 1000 && outcome.articles.len() <= 5000,
            "{name}: {}",
            outcome.articles.len()
        );
        assert_eq!(outcome.rejected.len(), 1, "{name}: {:?}", outcome.rejected);
        assert_eq!(outcome.rejected[0].record, Some(outcome.articles.len() as u64 + 1));
        assert_eq!(outcome.rejected[0].path, "x.jsonl");
    }
    let mut flipped = gzip(plain.as_bytes());
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0xFF;
    assert_eq!(
        file("x.jsonl.gz", &flipped)
            .rejected
            .iter()
            .filter(|r| r.reason.contains("damaged") || r.reason.contains("truncated"))
            .count(),
        1
    );
    check("x.jsonl.gz", b"no gzip at all", &[], &[(None, "no gzip file")]);
    check(
        "x.txt.gz",
        &gzip(b"A text that is long enough to be cut.")[..30],
        &[],
        &[(None, "truncated")],
    );
    check(
        "x.json",
        b"[{\"id\": \"a\", \"text\": \"b\"}, {\"id\": ",
        &["a"],
        &[(Some(2), "truncated")],
    );
}

#[test]
fn folders_globs_and_their_errors() {
    let dir = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put("courier/2016/a.txt", "Harbour shut\n\nThe harbour was shut on Monday.");
    put("2016/ledger/a.txt", "Harbour shut\n\nThe harbour was shut on Monday.");
    put("top.txt", "Harbour shut\n\nThe harbour was shut on Monday.");
    put("all.jsonl", &line("r"));
    put(".hidden/b.txt", "x");
    put(".gitignore", "*.txt");
    put("notes.pdf", "x");
    let whole = run(&settings(&[dir.path()]));
    assert_eq!(whole.ids(), ["2016/ledger/a.txt", "courier/2016/a.txt", "r", "top.txt"]);
    let outlet = |o: &Outcome, id: &str| {
        let found = o.articles.iter().find(|a| a.id == id).unwrap();
        found.outlet.as_ref().map(|o| (o.value.clone(), o.evidence.clone()))
    };
    assert_eq!(
        outlet(&whole, "courier/2016/a.txt"),
        Some(("courier".into(), "folder `courier`".into()))
    );
    assert_eq!(
        outlet(&whole, "2016/ledger/a.txt"),
        Some(("ledger".into(), "folder `ledger`".into()))
    );
    assert_eq!(outlet(&whole, "top.txt"), None);
    assert_eq!(
        whole.warnings,
        [IngestWarning::SkippedEnding {
            ending: ".pdf".into(),
            files: 1
        }]
    );

    // The same file by two ways is read once, in whatever order they are named.
    let (file, glob) = (dir.path().join("courier/2016/a.txt"), dir.path().join("*/*/*.txt"));
    for inputs in [[dir.path(), &file, &glob], [&file, &glob, dir.path()]] {
        assert_eq!(run(&settings(&inputs)).ids(), whole.ids());
    }
    assert_eq!(
        run(&settings(&[&glob])).ids(),
        ["2016/ledger/a.txt", "courier/2016/a.txt"]
    );
    // One name in two inputs: the folders tell them apart.
    let (a, b) = (dir.path().join("courier/2016"), dir.path().join("2016/ledger"));
    for inputs in [[&*a, &*b], [&*b, &*a]] {
        assert_eq!(run(&settings(&inputs)).ids(), ["2016/a.txt", "ledger/a.txt"]);
    }

    fs::create_dir(dir.path().join("empty")).unwrap();
    for (input, words) in [
        ("nowhere", "no such file"),
        ("empty", ".jsonl"),
        ("notes.pdf", "unknown ending"),
        ("*.csv", "no file in it"),
        ("[", "glob"),
    ] {
        let error = discover(&settings(&[&dir.path().join(input)]))
            .err()
            .map(|e| e.to_string())
            .unwrap_or_default();
        assert!(error.contains(words), "{input}: {error}");
    }
    assert!(discover(&Settings::default()).is_err());
}

#[cfg(unix)]
#[test]
fn loops_of_links_end() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.jsonl"), line("a")).unwrap();
    std::os::unix::fs::symlink(dir.path(), dir.path().join("again")).unwrap();
    std::os::unix::fs::symlink(dir.path().join("a.jsonl"), dir.path().join("b.jsonl")).unwrap();
    assert_eq!(run(&settings(&[dir.path()])).ids(), ["a"]);
}
