//! What sort of text two outlets share: reporting, or words that somebody said or wrote.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use serde_json::{Value as Json, json};

/// Names that no other article has, so that two articles share no more than a test gives them.
fn filler(seed: usize) -> String {
    let name = |n: usize| {
        let n = seed * 1_000 + n * 7 + 11;
        let syllables = ["ka", "lo", "mi", "tu", "ves", "ron", "dal", "pe", "shi", "gor"];
        let of = |place: usize| syllables[n / place % 10];
        format!("{}{}{}{}{}", of(1), of(10), of(100), of(1_000), of(10_000))
    };
    let sentence = |n: usize| {
        let names: Vec<String> = (0..9).map(|k| name(n * 9 + k)).collect();
        format!("{}.", names.join(" "))
    };
    (0..12).map(sentence).collect::<Vec<_>>().join(" ")
}

/// An article of its own filler with `shared` in the middle.
fn article(number: usize, outlet: &str, date: &str, shared: &str) -> Json {
    let text = format!("{}\n\n{shared}\n\n{}", filler(number * 2), filler(number * 2 + 1));
    json!({"id": format!("a{number}"), "outlet": outlet, "date": date, "text": text})
}

/// An article of its own filler with `shared` at its foot.
fn ending(number: usize, outlet: &str, date: &str, shared: &str) -> Json {
    let text = format!("{}\n\n{}\n\n{shared}", filler(number * 2), filler(number * 2 + 1));
    json!({"id": format!("a{number}"), "outlet": outlet, "date": date, "text": text})
}

/// Makes an article of its number, outlet, date and what it shares.
type Make = fn(usize, &str, &str, &str) -> Json;

/// What articles share with one another.
fn passages(shared: &[(&str, &str, &str)], make: Make) -> Vec<Json> {
    let records = shared.iter().enumerate();
    let records: Vec<Json> = records
        .map(|(n, (outlet, date, text))| make(n, outlet, date, text))
        .collect();
    let scanned = common::scan_records(&records);
    let lines = std::fs::read_to_string(scanned.folder.path().join("passages.jsonl")).unwrap();
    let passages = lines.lines().map(|line| serde_json::from_str::<Json>(line).unwrap());
    let between = |passage: &Json| {
        let carriers = passage["carriers"].as_array().unwrap();
        carriers.iter().any(|c| c["article"] != carriers[0]["article"])
    };
    passages.filter(between).collect()
}

/// The kinds of what articles share with one another, sorted and distinct.
fn kinds_in(shared: &[(&str, &str, &str)], make: Make) -> Vec<String> {
    let found = passages(shared, make);
    let mut kinds: Vec<String> = found.iter().map(|p| p["kind"].as_str().unwrap().to_owned()).collect();
    kinds.sort();
    kinds.dedup();
    kinds
}

fn kinds(shared: &[(&str, &str, &str)]) -> Vec<String> {
    kinds_in(shared, article)
}

/// What the Courier and the Herald print on the same day is of this kind.
fn check(courier: &str, herald: &str, expected: &str) {
    let found = kinds(&[("Courier", "2019-03-04", courier), ("Herald", "2019-03-04", herald)]);
    assert_eq!(found, [expected], "{courier}\n---\n{herald}");
}

const STATEMENT: &str = "The port of Calder Bay stays shut until every crane on the northern quay has passed its test, \
    and no ship will be let in before the harbour office has heard the pilots, whose warnings went unread for a year.";

/// Posts that two outlets embed without marks were shared text, and with a third outlet wire copy.
#[test]
fn a_post_without_marks_is_a_quotation() {
    let post = format!("{STATEMENT} — Ana J. Ruiz (@anaruiz) March 4, 2019");
    check(&post, &post, "quotation");
    let three = [
        ("Courier", "2019-03-04", post.as_str()),
        ("Herald", "2019-03-04", &post),
        ("Mercury", "2019-03-05", &post),
    ];
    assert_eq!(kinds(&three), ["quotation"]);
}

/// One outlet cut the statement into quotations with clauses between, the other prints it as a block.
#[test]
fn a_statement_set_off_by_a_colon_is_a_quotation() {
    let block = format!("The harbour office answered with a statement:\n\n{STATEMENT}");
    check(&block, STATEMENT, "quotation");
}

#[test]
fn turns_of_a_transcript_are_quotations() {
    let transcript = format!("ANA RUIZ: {STATEMENT}\n\nPETER VALE: Thank you for your time.");
    check(&transcript, STATEMENT, "quotation");
}

#[test]
fn words_that_are_quoted_elsewhere_in_the_article_are_said() {
    let twice = format!("“{STATEMENT}” she told the council on Monday evening.\n\n{STATEMENT}");
    check(&twice, STATEMENT, "quotation");
}

#[test]
fn prose_in_the_first_person_inside_reports_is_a_quotation() {
    let testimony = "I came to the quay before dawn and my brother was already there. We saw the crane lean over the \
        ferry and I called the harbour office, but nobody there would answer me until the afternoon.";
    check(testimony, testimony, "quotation");
}

#[test]
fn a_report_stays_a_report() {
    check(STATEMENT, STATEMENT, "shared");
    let quoting = format!("{STATEMENT} “Nobody asked us,” said Peter Vale, who runs the ferry to the islands.");
    check(&quoting, &quoting, "shared");
    let credited = format!("CALDER BAY (AP) — {STATEMENT}");
    check(&credited, &credited, "wire");
}

/// A stock sentence of three stories, months apart, and once more with some words beside it, on one day.
#[test]
fn a_stock_sentence_with_some_words_beside_it_is_background() {
    let stock = "The strait has been closed to large ships since the war of the two islands began in March 2011, and \
        more than four hundred pilots have left the coast.";
    let beside = format!("{stock} Talks are due on Monday.");
    let found = kinds(&[
        ("Courier", "2018-01-04", stock),
        ("Mercury", "2018-06-04", stock),
        ("Courier", "2019-03-04", &beside),
        ("Herald", "2019-03-04", &beside),
    ]);
    assert_eq!(found, ["background"]);
}

const BIO: &str = "Nora Quell is a fellow of the Calder Institute and writes on ports and shipping every second week.";

/// A columnist's note at the foot of stories of two outlets was taken for background, since both print it for years.
#[test]
fn what_ends_many_stories_of_several_outlets_is_furniture() {
    let stories = [
        ("Courier", "2018-01-04", BIO),
        ("Herald", "2018-06-04", BIO),
        ("Courier", "2019-03-04", BIO),
    ];
    assert_eq!(kinds_in(&stories, ending), ["boilerplate"]);
    assert_eq!(kinds_in(&stories, article), ["background"]);
}

/// A paragraph that an outlet's follow-up took over from the day before was called boilerplate.
#[test]
fn what_an_outlet_prints_again_in_its_follow_up_is_its_own() {
    let days = [
        ("Courier", "2019-03-04", STATEMENT),
        ("Courier", "2019-03-05", STATEMENT),
    ];
    assert_eq!(kinds(&days), ["self"]);
    let again = [
        ("Courier", "2019-03-04", STATEMENT),
        ("Courier", "2019-08-05", STATEMENT),
    ];
    assert_eq!(kinds(&again), ["self"]);
    let foot = [("Courier", "2019-03-04", BIO), ("Courier", "2019-08-05", BIO)];
    assert_eq!(kinds_in(&foot, ending), ["boilerplate"]);
    let many = [
        ("Courier", "2019-03-04", STATEMENT),
        ("Courier", "2019-08-05", STATEMENT),
        ("Courier", "2019-11-05", STATEMENT),
    ];
    assert_eq!(kinds(&many), ["boilerplate"]);
}

/// Passages ran on into the next paragraph where it begins with the same word in both articles.
#[test]
fn a_passage_ends_with_its_paragraph() {
    let with = |next: &str| format!("{STATEMENT}\n\n{next}");
    let (courier, herald) = (with("Mayor Ruiz was away."), with("Mayor Ruiz told the council so."));
    let found = passages(
        &[("Courier", "2019-03-04", &courier), ("Herald", "2019-03-04", &herald)],
        article,
    );
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["text"], STATEMENT.trim_end_matches('.'));
}
