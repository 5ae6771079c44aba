//! The same articles give the same bytes, however they are read; every offset slices the original,
//! whatever the text; and no input, however odd, keeps the scan from ending.

#![cfg(feature = "files")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;
#[path = "../benches/common/mod.rs"]
mod made;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use common::{Scanned, check_offsets, list, scan, scan_records, scan_within, string, texts};
use made::{Dice, dump, json_lines};

const FILES: [&str; 9] = [
    "articles.jsonl",
    "stories.jsonl",
    "matches.jsonl",
    "passages.jsonl",
    "quotes.jsonl",
    "outlets.jsonl",
    "outlet_pairs.csv",
    "rejected.jsonl",
    "uncredited.jsonl",
];

/// The files of the contract that must not change; in `articles.jsonl` the line of the record may.
fn bytes(input: &Path, threads: usize) -> BTreeMap<&'static str, String> {
    bytes_of(&scan(input, Some(threads)))
}

fn bytes_of(scanned: &Scanned) -> BTreeMap<&'static str, String> {
    let read = |name: &str| std::fs::read_to_string(scanned.folder.path().join(name)).unwrap();
    let without_record = |line: &str| {
        let (before, after) = line.split_once("\"record\":").unwrap();
        format!("{before}{}\n", after.trim_start_matches(|c: char| c.is_ascii_digit()))
    };
    FILES
        .into_iter()
        .map(|name| {
            let text = read(name);
            if name == "articles.jsonl" {
                (name, text.lines().map(without_record).collect())
            } else {
                (name, text)
            }
        })
        .collect()
}

#[test]
fn threads_order_and_packing_change_no_byte() {
    let (records, planted) = dump(300, 1);
    let mut shuffled = records.clone();
    let mut dice = Dice::new(2);
    for last in (1..shuffled.len()).rev() {
        shuffled.swap(last, dice.below(last + 1));
    }
    let reversed: Vec<Json> = records.iter().rev().cloned().collect();

    let folder = tempfile::tempdir().unwrap();
    // Each in a folder of its own, for the file has one name in all of them.
    let place = |name: &str, ending: &str, data: &[u8]| {
        let folder = folder.path().join(name);
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join(format!("dump.jsonl{ending}")), data).unwrap();
        folder
    };
    let plain = json_lines(&records);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(plain.as_bytes()).unwrap();
    let plain_folder = place("plain", "", plain.as_bytes());
    let expected = bytes(&plain_folder, 1);

    // Something must be there to be compared.
    let lines = |name: &str| expected[name].lines().count();
    assert_eq!(lines("articles.jsonl"), 300);
    assert_eq!(lines("rejected.jsonl"), 0);
    assert_eq!(lines("stories.jsonl"), planted.stories);
    assert!(lines("quotes.jsonl") >= planted.quotes && lines("matches.jsonl") >= planted.stories);
    assert!(lines("passages.jsonl") > planted.stories && lines("outlet_pairs.csv") > 8);

    let check = |name: &str, input: &Path, threads: usize| {
        for (file, found) in bytes(input, threads) {
            let differs = found.lines().zip(expected[file].lines()).find(|(a, b)| a != b);
            assert!(
                found == expected[file],
                "{name}: {file} is another; the first line that differs: {differs:#?}"
            );
        }
    };
    check("two threads", &plain_folder, 2);
    check("five threads", &plain_folder, 5);
    // The page names its input, so it is compared where that is the same; no clock and no timing may be in it.
    let page = |threads| {
        let scanned = scan(&plain_folder, Some(threads));
        std::fs::read(scanned.folder.path().join("report.html")).unwrap()
    };
    let expected_page = page(1);
    assert!(expected_page.len() > 100_000, "{} bytes of page", expected_page.len());
    assert!(
        page(2) == expected_page && page(5) == expected_page,
        "report.html is another"
    );
    check("shuffled", &place("shuffled", "", json_lines(&shuffled).as_bytes()), 2);
    check("reversed", &place("reversed", "", json_lines(&reversed).as_bytes()), 1);
    check("gzip", &place("gzip", ".gz", &gzip.finish().unwrap()), 2);
    let zstd = zstd::encode_all(plain.as_bytes(), 1).unwrap();
    check("zstd", &place("zstd", ".zst", &zstd), 2);
}

#[test]
fn memory_changes_no_byte() {
    let (records, planted) = dump(900, 4);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dump.jsonl");
    // Two records with one id: which of them keeps it depends on their texts.
    let mut lines = json_lines(&records);
    lines.push_str(&json_lines(&[
        json!({"id": records[0]["id"], "text": "Another text of a few words."}),
    ]));
    std::fs::write(&path, &lines).unwrap();
    let held = scan_within(&path, Some(2), None);
    assert_eq!(held.spilled_bytes, 0);
    let expected = bytes_of(&held);
    let page = |scanned: &Scanned| std::fs::read(scanned.folder.path().join("report.html")).unwrap();
    assert_eq!(expected["stories.jsonl"].lines().count(), planted.stories);
    let text_bytes: usize = records.iter().map(|r| string(&r["text"]).len()).sum();
    for (threads, memory) in [(1, 0), (2, 100 << 20), (5, 1)] {
        let spilled = scan_within(&path, Some(threads), Some(memory));
        // Not the texts alone: keys, fingerprints and pairs too.
        assert!(
            spilled.spilled_bytes as usize > text_bytes + records.len() * 400,
            "{} bytes spilled of {text_bytes} of text",
            spilled.spilled_bytes
        );
        assert!(
            page(&spilled) == page(&held),
            "report.html is another in {memory} bytes"
        );
        for (file, found) in bytes_of(&spilled) {
            assert!(
                found == expected[file],
                "{file} is another with {threads} threads in {memory} bytes"
            );
        }
    }
}

#[test]
fn what_was_planted_is_found_with_exact_offsets() {
    let (records, planted) = dump(200, 3);
    let scanned = scan_records(&records);
    check_offsets(&scanned, &texts(&records));
    let stories = scanned.table("stories");
    assert_eq!(stories.len(), planted.stories);
    // The story, its copy, the cut and the re-led one; the fifth only quotes it.
    assert!(stories.iter().all(|s| list(&s["articles"]).len() == 4), "{stories:#?}");
    let carried_by_five = scanned
        .table("quotes")
        .iter()
        .filter(|q| list(&q["carriers"]).len() == 5)
        .count();
    assert_eq!(carried_by_five, planted.quotes);
}

/// Bits that have broken readers of news before, among anything at all.
fn text() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "\"",
        "“",
        "”",
        "‘",
        "’",
        "«\u{A0}",
        "\u{A0}»",
        "„",
        "‟",
        "'",
        "''",
        "``",
        "\r\n",
        "\n\n",
        "\n",
        "\t",
        " ",
        "\u{AD}",
        "\u{200B}",
        "\u{FEFF}",
        "\u{2028}",
        "e\u{301}",
        "ǆ",
        "İ",
        "ß",
        "ﬁ",
        "漢字",
        "😀🇳🇴",
        "م‌ی",
        "<br />",
        "&quot;",
        "—",
        "–",
        "…",
        "...",
        " said ",
        " he said. ",
        "Kim Ober",
        "Mr. Ober told the court, ",
        "By Ann Lee\n",
        "(Reuters) - ",
        "© 2020 ",
        "12 May 2019",
        "U.N.",
        "3.5",
        "http://a.example/b?c=d",
        "\u{0}",
        "\u{1F}",
        "\u{FFFD}",
        "𝔘𝔫𝔦",
    ])
    .prop_map(str::to_owned);
    let word = "[a-zA-ZäöüéñÉß]{1,9} ".prop_map(|w: String| w);
    let piece = prop_oneof![4 => odd, 4 => word, 1 => any::<String>(), 1 => "\\PC{0,12}"];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Text of any kind around one piece that all of them share, which has to be found where it stands.
    #[test]
    fn offsets_slice_any_text(
        parts in prop::collection::vec((text(), text(), any::<bool>()), 1..6),
        shared in text(),
    ) {
        let sentence = "seven grey herons stood on the long pier while the tide went out under the moon and nobody \
                        counted them until dawn";
        let records: Vec<Json> = parts
            .iter()
            .enumerate()
            .map(|(n, (before, after, with))| {
                let middle = if *with { format!("{shared} {sentence} {shared}") } else { String::new() };
                json!({"id": format!("a{n}"), "text": format!("{before}{middle}{after}")})
            })
            .collect();
        // A record without a word is rejected, and a run with no article at all is an error.
        let mut records = records;
        records.push(json!({"id": "z", "text": sentence}));
        let scanned = scan_records(&records);
        check_offsets(&scanned, &texts(&records));
        prop_assert_eq!(scanned.table("articles").len() + scanned.table("rejected").len(), records.len());
        for article in scanned.table("articles") {
            let record = records.iter().find(|r| r["id"] == article["article"]).unwrap();
            let hash = dedupe::hash::hex128(string(&record["text"]).as_bytes());
            prop_assert_eq!(string(&article["text_hash"]), hash);
        }
    }
}

#[test]
fn one_sentence_two_hundred_thousand_times() {
    let sentence = "the mayor of the town said the old bridge would be open by the end of the week. ";
    let records = [json!({"id": "long", "text": sentence.repeat(200_000)})];
    let scanned = scan_records(&records);
    let articles = scanned.table("articles");
    assert_eq!(articles[0]["words"], 200_000 * 18);
    let kinds: Vec<Json> = scanned.table("passages").iter().map(|p| p["kind"].clone()).collect();
    assert!(!kinds.is_empty() && kinds.iter().all(|k| k == "self"), "{kinds:?}");
    assert!(kinds.len() < 100, "{} passages of one sentence", kinds.len());
    check_offsets(&scanned, &texts(&records));
}

/// Articles of one outlet that share a footer twice as long as their own text.
fn under_one_footer(days: usize) {
    let mut dice = Dice::new(5);
    let footer: Vec<String> = (0..8).map(|_| dice.clause()).collect();
    let footer = footer.join(". ");
    let records: Vec<Json> = (0..3_000)
        .map(|n| {
            let own: Vec<String> = (0..4).map(|_| dice.clause()).collect();
            json!({"id": format!("f{n:04}"), "outlet": "Metro Ledger", "date": format!("2019-03-{:02}", 1 + n % days),
                   "text": format!("{}.\n\n{footer}.", own.join(". "))})
        })
        .collect();
    let scanned = scan_records(&records);
    assert_eq!(scanned.table("articles").len(), 3_000);
    let stories = scanned.table("stories").len();
    assert_eq!(stories, 0, "stories made of a footer");
    let passages = scanned.table("passages");
    let widest = passages.iter().max_by_key(|p| list(&p["carriers"]).len()).unwrap();
    assert_eq!(widest["kind"], "boilerplate");
    assert_eq!(list(&widest["carriers"]).len(), 3_000);
    assert!(string(&widest["text"]).contains(&footer));
    check_offsets(&scanned, &texts(&records));
}

#[test]
fn three_thousand_articles_under_one_footer() {
    under_one_footer(28);
}

/// Fails: what an outlet repeats within `wire_days` counts as a running story, however many texts it stands under.
#[test]
fn three_thousand_articles_of_one_day_under_one_footer() {
    under_one_footer(1);
}

#[test]
fn two_thousand_times_the_same_article() {
    let (made, _) = dump(1, 7);
    let records: Vec<Json> = (0..2_000)
        .map(|n| {
            let mut record = made[0].clone();
            record["id"] = json!(format!("same-{n:04}"));
            record["outlet"] = json!(format!("Paper {}", n % 40));
            record
        })
        .collect();
    let scanned = scan_records(&records);
    let stories = scanned.table("stories");
    assert_eq!(stories.len(), 1);
    let members = list(&stories[0]["articles"]);
    assert_eq!(members.len(), 2_000);
    assert!(
        members
            .iter()
            .all(|m| m["relation"] == "exact" && m["similarity"] == 1.0)
    );
    let quotes = scanned.table("quotes");
    assert_eq!(quotes.len(), 2);
    for quote in &quotes {
        assert_eq!(list(&quote["carriers"]).len(), 2_000);
        assert_eq!(quote["origins"], 1, "{}", quote["text"]);
    }
    assert!(
        scanned
            .table("passages")
            .iter()
            .any(|p| list(&p["carriers"]).len() == 2_000)
    );
    check_offsets(&scanned, &texts(&records));
}

#[test]
fn a_million_quotation_marks() {
    let check = |mark: &str| {
        let records = [
            json!({"id": "marks", "text": mark.repeat(1_000_000 / mark.len())}),
            json!({"id": "words", "text": format!("“It rained,” {} said Kim Ober.", mark.repeat(1_000))}),
            json!({"id": "spaced", "text": format!("a {mark} ").repeat(100_000)}),
        ];
        let scanned = scan_records(&records);
        let known = scanned.table("articles").len() + scanned.table("rejected").len();
        assert_eq!(known, records.len(), "{mark}");
        check_offsets(&scanned, &texts(&records));
    };
    for mark in ["\"", "“", "”", "‘", "'", "«", "“”", "“ ‘"] {
        check(mark);
    }
}
