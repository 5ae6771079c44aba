//! Text carried over in other words is found where it was carried over, and nowhere else.

#![cfg(feature = "files")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;
#[path = "../benches/common/mod.rs"]
mod made;

use dedupe::align::MatchKind;
use dedupe::article::Article;
use dedupe::pipeline::{Params, diff};
use serde_json::{Value as Json, json};

use common::{Scanned, check_offsets, scan_records, scan_within, string, texts};
use made::{Dice, json_lines};

const REPORT: &str = "The harbour commission of Port Arden voted on Monday to close the old swing bridge for eleven weeks while its \
    cracked bearings are replaced, a decision that will send four thousand lorries a day through the narrow streets of the fishing quarter. \
    Engineers who inspected the northern pier after the January storms found that salt water had eaten through the steel collars that hold the \
    turning mechanism, and they warned in a report released last week that another winter gale could jam the span open. \
    Replacing the bearings will cost nine million crowns, two thirds of it paid by the national roads agency.";

/// The same report in other words and another order, by an outlet that names no source.
const REWORDED: &str = "Four thousand lorries a day will be sent through narrow streets in the fishing quarter, because the old swing bridge \
    is to be shut for eleven weeks so its cracked bearings can be replaced, the Port Arden harbour commission decided on Monday. \
    After January's storms, engineers inspecting the northern pier found salt water had eaten the steel collars holding the turning \
    mechanism; a report they released last week warned the span could jam open in another winter gale. \
    Of the nine million crowns that replacing the bearings costs, the national roads agency pays two thirds.";

/// A reporter who was there as well: the same facts, names and words spoken, in a text of its own.
const INDEPENDENT: &str = "Traders at the Port Arden quayside said they had not been asked. \u{201C}Nobody from the commission came here,\u{201D} said Ilse Maron, \
    who sells nets. On Monday evening the members met behind closed doors for three hours, and when they came out the swing bridge was to shut. \
    The mayor, Tomas Held, had argued for repairs at night instead; only one councillor backed him. Shopkeepers fear for the summer season, and the \
    ferry company has already offered to put on a second boat, at a price that the town has yet to agree to.";

/// Other news of the day, so that a stem can be told to be rare.
const OTHERS: [(&str, &str); 4] = [
    (
        "Valley Post",
        "A late frost has cost fruit growers in the upper valley half of their apricots, the farmers' union said on Tuesday. Insurers expect \
        claims of twelve million crowns, and the agriculture ministry promised loans without interest until the autumn.",
    ),
    (
        "City Mirror",
        "The school board bought forty electric buses on Wednesday after a year of argument about chargers. Drivers had complained about the \
        old ones for years, and parents about the smell of them at the gates.",
    ),
    (
        "Northern Echo-Times",
        "Police are looking for a man who walked out of the county museum with a bronze owl under his coat. The owl, cast in 1911, \
        is insured for thirty thousand crowns; the alarm had been switched off for a school visit.",
    ),
    (
        "The Ledger",
        "Prices rose by less than economists had forecast in October, as petrol became cheaper and rents stood still. The central bank meets \
        on Thursday and is expected to leave its rate alone for the rest of the year.",
    ),
];

fn article(id: &str, outlet: &str, date: &str, text: &str) -> Json {
    json!({"id": id, "outlet": outlet, "date": date, "text": text})
}

fn rewritten(scanned: &Scanned) -> Vec<Json> {
    let mut found = scanned.table("matches");
    found.retain(|m| m["kind"] == "rewritten");
    found
}

fn with_others(mut articles: Vec<Json>) -> Vec<Json> {
    articles.extend(
        OTHERS
            .iter()
            .enumerate()
            .map(|(n, (outlet, text))| article(&format!("other{n}"), outlet, "2024-03-05", text)),
    );
    articles
}

/// Start and end of the match in one of its articles.
fn range(found: &Json, id: &str) -> (usize, usize) {
    let side = if found["a"] == id { "a" } else { "b" };
    assert_eq!(found[side], id, "{found}");
    let number = |name: &str| usize::try_from(found[format!("{side}_{name}")].as_u64().unwrap()).unwrap();
    (number("start"), number("end"))
}

#[test]
fn a_reworded_report_is_found_inside_other_text() {
    let embedded = format!(
        "{}\n\n{REWORDED}\n\n{}",
        OTHERS[1].1.replace("school", "transport"),
        "Our weather page follows. Rain is likely by the weekend."
    );
    for (date, other_date) in [("2024-03-04", "2024-03-05"), ("", "")] {
        let records = with_others(vec![
            article("first", "Harbour Gazette", date, REPORT),
            article("second", "Coast Today", other_date, &embedded),
        ]);
        let scanned = scan_records(&records);
        check_offsets(&scanned, &texts(&records));
        let found = rewritten(&scanned);
        assert_eq!(found.len(), 1, "{found:#?}");
        let (start, end) = range(&found[0], "second");
        let at = embedded.find(REWORDED).unwrap();
        assert!(
            start.abs_diff(at) < 60 && end.abs_diff(at + REWORDED.len()) < 60,
            "{found:#?}"
        );
        let (start, end) = range(&found[0], "first");
        assert!(start < 60 && end > REPORT.len() - 60, "{found:#?}");
    }
}

#[test]
fn two_reporters_of_one_event_share_no_text() {
    let records = with_others(vec![
        article("first", "Harbour Gazette", "2024-03-04", REPORT),
        article("third", "Quay Radio", "2024-03-05", INDEPENDENT),
    ]);
    assert_eq!(rewritten(&scan_records(&records)), Vec::<Json>::new());
}

#[test]
fn one_outlet_and_far_days_are_not_asked() {
    let check = |outlet: &str, date: &str| {
        let records = with_others(vec![
            article("first", "Harbour Gazette", "2024-03-04", REPORT),
            article("second", outlet, date, REWORDED),
        ]);
        assert_eq!(
            rewritten(&scan_records(&records)),
            Vec::<Json>::new(),
            "{outlet} {date}"
        );
    };
    check("Harbour Gazette", "2024-03-05");
    check("Coast Today", "2024-05-05");
}

/// A text of invented words, some of which stand in many others too, as in a language.
fn invented(dice: &mut Dice) -> String {
    let word = |dice: &mut Dice| {
        let n = dice.below(60) * dice.below(60);
        let syllable = |n: usize| {
            format!(
                "{}{}",
                ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t"][n % 12],
                ["a", "e", "i", "o", "u"][n / 12 % 5]
            )
        };
        format!("{}{}{}", syllable(n), syllable(n / 7 + 3), syllable(n / 60))
    };
    let mut text = String::new();
    for _ in 0..14 {
        let words: Vec<String> = (0..12 + dice.below(8)).map(|_| word(dice)).collect();
        text += "The ";
        text += &words.join(" ");
        text += ". ";
    }
    text
}

/// A text with the words of each sentence in another order, and some left out.
fn reworded(text: &str, dice: &mut Dice) -> String {
    let reorder = |sentence: &str, dice: &mut Dice| {
        let mut words: Vec<&str> = sentence.split(' ').filter(|_| dice.below(8) > 0).collect();
        for at in 1..words.len() {
            if dice.below(2) == 0 {
                words.swap(at - 1, at);
            }
        }
        words.join(" ")
    };
    text.split(". ")
        .map(|s| reorder(s, dice))
        .collect::<Vec<_>>()
        .join(". ")
}

/// In a corpus too large for every pair: most are found, whatever the order, threads and memory, with the same bytes.
#[test]
fn among_many_articles_most_are_found_with_the_same_bytes() {
    let mut dice = Dice::new(3);
    let mut records: Vec<Json> = (0..420)
        .map(|n| {
            let date = format!("2024-03-{:02}", 1 + n % 28);
            article(
                &format!("own{n}"),
                &format!("Outlet {}", n % 7),
                &date,
                &invented(&mut dice),
            )
        })
        .collect();
    let mut spun: Vec<(String, String)> = Vec::new();
    for ix in (0..records.len()).step_by(30) {
        let (id, copy) = (string(&records[ix]["id"]).to_owned(), format!("spun{ix}"));
        let text = reworded(string(&records[ix]["text"]), &mut dice);
        records.push(json!({"id": copy, "outlet": "Spinning Wheel", "date": records[ix]["date"], "text": text}));
        spun.push((id, copy));
    }
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, records: &[Json]| {
        let folder = folder.path().join(name);
        std::fs::create_dir(&folder).unwrap();
        let path = folder.join("dump.jsonl");
        std::fs::write(&path, json_lines(records)).unwrap();
        path
    };
    let plain = write("plain", &records);
    records.reverse();
    let reversed = write("reversed", &records);
    let first = scan_within(&plain, Some(2), None);
    let matches = |scanned: &Scanned| std::fs::read_to_string(scanned.folder.path().join("matches.jsonl")).unwrap();
    let found = rewritten(&first);
    let is_found = |(id, copy): &&(String, String)| {
        let of_pair = |m: &&Json| [&m["a"], &m["b"]].map(|v| string(v) == id || string(v) == copy) == [true, true];
        found.iter().any(|m| of_pair(&m))
    };
    let hits = spun.iter().filter(is_found).count();
    assert!(10 * hits >= 8 * spun.len(), "{hits} of {} are found", spun.len());
    for (input, threads, memory) in [(&plain, 1, None), (&reversed, 2, None), (&plain, 2, Some(1 << 26))] {
        let again = scan_within(input, Some(threads), memory);
        assert!(
            matches(&again) == matches(&first),
            "{} {threads} {memory:?}",
            input.display()
        );
    }
}

/// Two articles given by name are compared as a scan compares them.
#[test]
fn diff_shows_rewritten_text_too() {
    let made = |text: &str| Article {
        text: text.to_owned(),
        ..Article::default()
    };
    let check = |b: &str, rewritten: bool, expected: &[MatchKind]| {
        let (a, b) = (made(REPORT), made(b));
        let params = Params {
            rewritten,
            ..Params::default()
        };
        let found = diff(&a, &b, &params);
        let kinds: Vec<MatchKind> = found.passages.iter().map(|p| p.kind).collect();
        assert_eq!(kinds, expected, "{}", b.text);
        for passage in &found.passages {
            let first = passage.edits.first().unwrap();
            assert_eq!((first.a.start, first.b.start), (passage.a.start, passage.b.start));
        }
    };
    check(REWORDED, true, &[MatchKind::Rewritten]);
    check(REWORDED, false, &[]);
    check(INDEPENDENT, true, &[]);
    check(REPORT, true, &[MatchKind::Verbatim]);
}
