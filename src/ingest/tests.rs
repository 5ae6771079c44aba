//! Whole files through `discover`, `read` and `parse_batch`, as the pipeline runs them.

use std::fs;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::article::Article;

/// What came of reading: ids with texts, rejections, warnings.
struct Outcome {
    articles: Vec<Article>,
    rejected: Vec<Rejected>,
    warnings: Vec<IngestWarning>,
}

impl Outcome {
    fn ids(&self) -> Vec<&str> {
        self.articles.iter().map(|a| a.id.as_str()).collect()
    }
    fn reasons(&self) -> Vec<(Option<u64>, &str)> {
        self.rejected.iter().map(|r| (r.record, r.reason.as_str())).collect()
    }
}

fn run(settings: &Settings) -> Outcome {
    let found = discover(settings).unwrap();
    let mut outcome = Outcome {
        articles: Vec::new(),
        rejected: found.rejected,
        warnings: found.warnings,
    };
    read(&found.sources, settings, &mut |batch| {
        let parsed = parse_batch(&batch, &settings.map);
        outcome.articles.extend(parsed.articles);
        outcome.rejected.extend(parsed.rejected);
        outcome.warnings.extend(parsed.warnings);
        ControlFlow::Continue(())
    });
    outcome.warnings.extend(make_unique(&mut outcome.articles));
    outcome.articles.sort_by(|a, b| a.id.cmp(&b.id));
    outcome
}

fn settings(inputs: &[&Path]) -> Settings {
    let inputs = inputs.iter().map(|p| p.to_string_lossy().into_owned()).collect();
    Settings {
        inputs,
        batch_bytes: 64,
        ..Settings::default()
    }
}

/// Writes one file and reads it.
fn file(name: &str, bytes: &[u8]) -> Outcome {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(name);
    fs::write(&path, bytes).unwrap();
    run(&settings(&[&path]))
}

/// Checks the ids read from a file and the beginnings of the reasons for rejections.
fn check(name: &str, bytes: &[u8], ids: &[&str], reasons: &[(Option<u64>, &str)]) {
    let outcome = file(name, bytes);
    assert_eq!(
        outcome.ids(),
        ids,
        "ids of {name}: {:?}",
        String::from_utf8_lossy(bytes)
    );
    let found = outcome.reasons();
    assert_eq!(found.len(), reasons.len(), "rejections of {name}: {found:?}");
    for ((record, reason), (expected, words)) in found.iter().zip(reasons) {
        assert_eq!(record, expected, "{found:?}");
        assert!(reason.contains(words), "{reason:?} should speak of {words:?}");
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn line(id: &str) -> String {
    format!("{{\"id\": \"{id}\", \"text\": \"The harbour was shut on Monday, said {id}.\"}}\n")
}

fn lines(count: usize) -> String {
    (0..count).map(|i| line(&format!("r{i:04}"))).collect()
}

#[test]
fn a_bad_line_costs_only_itself() {
    let (a, b) = (line("a"), line("b"));
    check(
        "x.jsonl",
        format!("{a}{{\"id\": 7,\n{b}").as_bytes(),
        &["a", "b"],
        &[(Some(2), "not valid JSON")],
    );
    check(
        "x.jsonl",
        format!("{a}nonsense\n{b}").as_bytes(),
        &["a", "b"],
        &[(Some(2), "not JSON")],
    );
    check(
        "x.jsonl",
        format!("{a}[1]\n{b}").as_bytes(),
        &["a", "b"],
        &[(Some(2), "array")],
    );
    check(
        "x.jsonl",
        format!("{a}17\n{b}").as_bytes(),
        &["a", "b"],
        &[(Some(2), "not a JSON object")],
    );
    check(
        "x.jsonl",
        format!("{a}{{\"id\": 9}}\n{b}").as_bytes(),
        &["a", "b"],
        &[(Some(2), "no text")],
    );
    check(
        "x.jsonl",
        format!("{a}{{\"text\": \" \"}}\n{b}").as_bytes(),
        &["a", "b"],
        &[(Some(2), "no text")],
    );
    check(
        "x.jsonl",
        format!("{a}{{\"text\": \"\\ud800\"}}\n{b}").as_bytes(),
        &["a", "b"],
        &[(Some(2), "hex escape")],
    );
    check(
        "x.jsonl",
        format!("{a}{{}} {{}}\n{b}").as_bytes(),
        &["a", "b"],
        &[(Some(2), "trailing")],
    );
    check(
        "x.jsonl",
        &[a.as_bytes(), b"{\"text\": \"\xff\"}\n", b.as_bytes()].concat(),
        &["a", "b"],
        &[(Some(2), "UTF-8 at byte 10")],
    );
    let deep = format!("{{\"text\": {}{}}}\n", "[".repeat(100_000), "]".repeat(100_000));
    check(
        "x.jsonl",
        format!("{a}{deep}{b}").as_bytes(),
        &["a", "b"],
        &[(Some(2), "recursion")],
    );
    let unknown = format!(
        "{{\"x\": {}{}, \"id\": \"c\", \"text\": \"y\"}}\n",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    check("x.jsonl", unknown.as_bytes(), &["c"], &[]);
}

#[test]
fn empty_files_are_one_entry() {
    for name in ["x.jsonl", "x.json", "x.txt", "x.jsonl.gz"] {
        let bytes = if name.ends_with("gz") { gzip(b"") } else { Vec::new() };
        check(name, &bytes, &[], &[(None, "empty")]);
    }
    check("x.jsonl", b"\n \r\n", &[], &[(None, "empty")]);
    check("x.json", b"[]", &[], &[(None, "empty")]);
    check("x.txt", b" \n", &[], &[(None, "empty")]);
}

#[test]
fn line_ends_marks_and_no_last_newline() {
    check("x.jsonl", line("a").replace('\n', "\r\n").as_bytes(), &["a"], &[]);
    check(
        "x.jsonl",
        format!("\u{feff}{}{}", line("a"), line("b").trim_end()).as_bytes(),
        &["a", "b"],
        &[],
    );
    let wide: Vec<u8> = format!("\u{feff}{}", line("ä€𝄞"))
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    check("x.jsonl", &wide, &["ä€𝄞"], &[]);
    check("x.json", &wide, &["ä€𝄞"], &[]);
}

#[test]
fn long_lines_are_skipped_and_the_rest_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("x.jsonl");
    let long = format!("{{\"text\": \"{}\"}}\n", "x".repeat(3_000_000));
    fs::write(&path, format!("{}{long}{}{long}", line("a"), line("b"))).unwrap();
    let outcome = run(&Settings {
        max_record_bytes: 1000,
        ..settings(&[&path])
    });
    assert_eq!(outcome.ids(), ["a", "b"]);
    let long: Vec<Option<u64>> = outcome.rejected.iter().map(|r| r.record).collect();
    assert_eq!(long, [Some(2), Some(4)]);
    assert!(
        outcome.rejected[0].reason.contains("3000012 bytes"),
        "{}",
        outcome.rejected[0].reason
    );

    let json = dir.path().join("y.json");
    let element = format!("{{\"text\": \"{}\"}}", "x".repeat(3_000_000));
    fs::write(&json, format!("[{},{element},{}]", line("a"), line("b"))).unwrap();
    let outcome = run(&Settings {
        max_record_bytes: 1000,
        ..settings(&[&json])
    });
    assert_eq!((outcome.ids(), outcome.rejected[0].record), (vec!["a", "b"], Some(2)));
}

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
fn shapes_of_json_files() {
    let record = |id: &str| format!("{{\"id\": \"{id}\",\n \"text\": \"Ships, [and] {{boats}} \\\" wait.\"}}");
    let (a, b) = (record("a"), record("b"));
    check("x.json", format!(" [{a} , {b}]\n").as_bytes(), &["a", "b"], &[]);
    check("x.json", a.as_bytes(), &["a"], &[]);
    check(
        "x.json",
        format!("{{\"status\": \"ok\", \"total\": 2, \"articles\": [{a},{b}], \"more\": [{{}}]}}").as_bytes(),
        &["a", "b"],
        &[],
    );
    check(
        "x.json",
        format!("{{\"version\": 1, \"my_pieces\": [{a},{b}]}}").as_bytes(),
        &["a", "b"],
        &[],
    );
    check(
        "x.json",
        format!("{{\"response\": {{\"docs\": [{a},{b}]}}}}").as_bytes(),
        &["a", "b"],
        &[],
    );
    check("x.json", format!("{a}\n{b}\n").as_bytes(), &["a", "b"], &[]);
    check(
        "x.json",
        format!("{}{}", line("a"), line("b")).as_bytes(),
        &["a", "b"],
        &[],
    );
    check(
        "x.json",
        format!("{}bad\n{}", line("a"), line("b")).as_bytes(),
        &["a", "b"],
        &[(Some(2), "not JSON")],
    );
    check(
        "x.json",
        format!("{{\"text\": \"bad\n{}{}", line("a"), line("b")).as_bytes(),
        &["a", "b"],
        &[(Some(1), "not valid JSON")],
    );
    check(
        "x.json",
        format!("[{a}, 17, {b}]").as_bytes(),
        &["a", "b"],
        &[(Some(2), "not a JSON object")],
    );
    check(
        "x.json",
        br#"{"authors": [{"name": "Jane Roe"}], "id": "a", "text": "b"}"#,
        &["a"],
        &[],
    );
    check(
        "x.json",
        br#"{"id": "a", "authors": [{"name": "Jane Roe"}], "body": "b"}"#,
        &["a"],
        &[],
    );
    check("x.json", b"17", &[], &[(Some(1), "neither")]);
}

#[test]
fn values_that_are_no_strings() {
    let record = br#"{"uid": 17, "body": ["One.", "Two."], "source": {"id": null, "name": "Harbour Courier"},
        "authors": [{"name": "Jane Roe"}, "John Doe"], "date_publish": 1474533480, "link": "https://www.courier.example/a"}"#;
    let outcome = file("x.json", record);
    let a = &outcome.articles[0];
    assert_eq!((a.id.as_str(), a.text.as_str()), ("17", "One.\n\nTwo."));
    assert_eq!(
        a.outlet.as_ref().map(|o| (o.value.as_str(), o.evidence.as_str())),
        Some(("Harbour Courier", "field `source`"))
    );
    assert_eq!(a.byline.as_ref().map(|b| b.value.as_str()), Some("Jane Roe, John Doe"));
    assert_eq!(
        a.published.as_ref().map(|p| p.value.as_str()),
        Some("2016-09-22T08:38:00Z")
    );
    let outcome = file("x.jsonl", b"{\"text\": \"a\", \"url\": \"https://www.courier.example/a\", \"date\": \"soon\", \"author\": \"Associated Press\"}");
    let a = &outcome.articles[0];
    assert_eq!(a.id, "x.jsonl#1");
    assert_eq!(
        a.outlet.as_ref().map(|o| o.evidence.as_str()),
        Some("field `url`: courier.example")
    );
    assert_eq!(
        a.agency.as_ref().map(|o| (o.value.as_str(), o.evidence.as_str())),
        Some(("AP", "field `author`: Associated Press"))
    );
    assert!(
        matches!(outcome.warnings[..], [IngestWarning::UnreadableDate { .. }]),
        "{:?}",
        outcome.warnings
    );
}

#[test]
fn fields_are_mapped() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("x.jsonl");
    fs::write(
        &path,
        r#"{"text": "teaser", "story": {"plain": "The whole story."}, "src": {"name": "Courier"}, "dc.title": "T"}"#,
    )
    .unwrap();
    let map = FieldMap::parse(&["text=story.plain,outlet=src.name", "title=dc.title"]).unwrap();
    let outcome = run(&Settings {
        map,
        ..settings(&[&path])
    });
    let a = &outcome.articles[0];
    assert_eq!(a.text, "The whole story.");
    assert_eq!(a.outlet.as_ref().map(|o| o.evidence.as_str()), Some("field `src.name`"));
    assert_eq!(a.title.as_ref().map(|t| t.value.as_str()), Some("T"));
}

#[test]
fn texts_in_many_encodings() {
    let text = "Hafen geschlossen – “für immer”\n\nDer Hafen blieb zu.";
    let utf16 = |big: bool, mark: bool| -> Vec<u8> {
        let marked = if mark {
            format!("\u{feff}{text}")
        } else {
            text.to_owned()
        };
        marked
            .encode_utf16()
            .flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() })
            .collect()
    };
    for bytes in [
        text.as_bytes().to_vec(),
        format!("\u{feff}{text}").into_bytes(),
        utf16(true, true),
        utf16(false, true),
    ] {
        let outcome = file("x.txt", &bytes);
        assert_eq!(outcome.articles.first().map(|a| a.text.as_str()), Some(text));
    }
    let ascii: Vec<u8> = "Harbour shut\n\nThe harbour was shut."
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    check("x.txt", &ascii, &["x.txt"], &[]);
    check("x.txt", b"Caf\xe9 shut", &[], &[(None, "UTF-8 at byte 3")]);
    check("x.txt", b"\x00\x00\x01\x02\x00", &[], &[(None, "zero bytes")]);
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

#[test]
fn duplicate_ids_in_any_order() {
    let rows: Vec<String> = (0..40)
        .map(|i| format!("{{\"id\": \"r{}\", \"text\": \"Text {i}.\"}}\n", i % 30))
        .collect();
    let texts = |rows: &[String]| {
        let outcome = file("x.jsonl", rows.concat().as_bytes());
        assert_eq!(outcome.warnings.len(), 10);
        outcome.articles.into_iter().map(|a| (a.id, a.text)).collect::<Vec<_>>()
    };
    let mut shuffled = rows.clone();
    shuffled.reverse();
    shuffled.rotate_left(7);
    assert_eq!(texts(&rows), texts(&shuffled));
}

#[test]
fn reading_stops_when_told() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("x.jsonl");
    fs::write(&path, lines(1000)).unwrap();
    let settings = settings(&[&path]);
    let mut batches = 0;
    read(&discover(&settings).unwrap().sources, &settings, &mut |_| {
        batches += 1;
        ControlFlow::Break(())
    });
    assert_eq!(batches, 1);
}

proptest! {
    #[test]
    fn any_bytes_are_parsed_without_panic(data in proptest::collection::vec(any::<u8>(), 0..400)) {
        let map = FieldMap::default();
        let lines = Batch::from_lines("x.jsonl", data.clone());
        let parsed = parse_batch(&lines, &map);
        prop_assert_eq!(parsed.articles.len() + parsed.rejected.len(), lines.records());
        let _ = parse_batch(&Batch::from_text("x.txt", None, data), &map);
    }

    #[test]
    fn any_text_is_read_without_panic(text in "(\\PC|\n|By |©|\\(AP\\) —|Share\n|[0-9/:]|“|’s website){0,60}") {
        let map = FieldMap::default();
        let parsed = parse_batch(&Batch::from_text("x.txt", None, text.clone().into_bytes()), &map);
        for article in &parsed.articles {
            let claims = [&article.outlet, &article.title, &article.byline, &article.agency];
            for span in claims.into_iter().flatten().filter_map(|c| c.span).chain(article.furniture.iter().copied()) {
                prop_assert!(article.text.get(span.lo()..span.hi()).is_some(), "span {span:?} of {text:?}");
            }
        }
        let json = serde_json::json!({"text": text, "title": "Share", "author": text, "date": text}).to_string();
        prop_assert!(parse_batch(&Batch::from_lines("x.jsonl", json.into_bytes()), &map).articles.len() <= 1);
    }

    #[test]
    fn any_json_like_file_is_split_without_panic(data in "([\\[\\]{},:\"\\\\\n a1]|\"text\":|\"data\":|\\{\"id\":1\\}){0,40}") {
        let _ = file("x.json", data.as_bytes());
    }
}

#[test]
fn the_five_seeds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Some(seeds) = ["../shared/seeds", "../../shared/seeds"]
        .iter()
        .map(|p| root.join(p))
        .find(|p| p.is_dir())
    else {
        eprintln!("skipped: the seed articles are not here");
        return;
    };
    let outcome = run(&settings(&[&seeds]));
    let rows = [
        ("US, Russia agree", Some("Press TV"), None, None),
        ("Kerry to Lavrov: Russia must", Some("Press TV"), None, None),
        ("Kerry: ‘Clarity’ achieved", None, None, None),
        (
            "Kerry, Lavrov discuss Syria in New York",
            Some("guardian.ng"),
            Some("AFP"),
            Some("2016-09-22T08:38"),
        ),
        ("White House says backs", None, None, None),
    ];
    assert_eq!(outcome.articles.len(), rows.len());
    for (article, (title, outlet, agency, date)) in outcome.articles.iter().zip(rows) {
        let value = |c: &Option<crate::article::Claim>| c.as_ref().map(|c| c.value.clone());
        assert!(
            value(&article.title).is_some_and(|t| t.starts_with(title)),
            "{:?}",
            article.title
        );
        assert_eq!(
            value(&article.outlet).as_deref(),
            outlet,
            "{title}: {:?}",
            article.outlet
        );
        assert_eq!(
            value(&article.agency).as_deref(),
            agency,
            "{title}: {:?}",
            article.agency
        );
        assert_eq!(
            value(&article.byline).as_deref(),
            agency,
            "{title}: {:?}",
            article.byline
        );
        assert_eq!(article.published.as_ref().map(|p| p.value.as_str()), date, "{title}");
        assert_eq!(article.language.as_deref(), Some("en"));
        let furniture: Vec<&str> = article.furniture.iter().map(|f| f.of(&article.text)).collect();
        eprintln!("{title}: {furniture:?}");
        assert!(
            furniture.iter().all(|f| f.len() < 90 && !f.contains(['“', '"'])),
            "{furniture:?}"
        );
    }
}
