//! What a record may look like.

use super::*;

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
