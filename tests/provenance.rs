//! Origins, doubtful dates, wire copy without a credit, and names that stay, from records to files.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::path::Path;
use std::sync::atomic::AtomicBool;

use common::{Scanned, scan, scan_records};
use dedupe::ingest::OutletTable;
use dedupe::pipeline::{Settings, Silent};
use serde_json::{Value as Json, json};

const QUOTE: &str = "“We counted fourteen ships outside the breakwater and nobody on this quay could tell me why,”";

/// A report of its own with the quotation, and what stands before and after it.
fn report(id: &str, outlet: &str, date: &str, open: &str, said: &str, end: &str) -> Json {
    json!({
        "id": id, "outlet": outlet, "date": date, "url": format!("https://{id}.example/news"),
        "text": format!("{open}\n\n{QUOTE} {said}\n\n{end}"),
    })
}

fn quote_of(scanned: &Scanned) -> Json {
    let found = scanned
        .table("quotes")
        .into_iter()
        .find(|q| q["text"].as_str().unwrap().starts_with("We counted"));
    found.unwrap()
}

fn three() -> Vec<Json> {
    vec![
        report(
            "courier",
            "Harbour Courier",
            "2026-03-02",
            "The port of Calder Bay was shut for a second day on Monday.",
            "Ines Marlow told Reuters on the quay.",
            "Crane drivers will meet again on Wednesday.",
        ),
        report(
            "ledger",
            "Metro Ledger",
            "2026-03-03",
            "Grain prices rose in Northfield after the closure of a harbour.",
            "Ines Marlow, a pilot, told the Reuters news agency.",
            "Bakers in the county said that they had flour for a month.",
        ),
        report(
            "sentinel",
            "Valley Sentinel",
            "2026-03-04",
            "Readers of this paper have asked what the strike is about.",
            "Ines Marlow said.",
            "The union’s secretary did not answer our letters.",
        ),
    ]
}

#[test]
fn a_named_source_links_carriers() {
    let quote = quote_of(&scan_records(&three()));
    assert_eq!(
        (quote["origins"].as_u64(), quote["origins_bound"].as_str()),
        (Some(2), Some("upper"))
    );
    let carriers = quote["carriers"].as_array().unwrap();
    let shown: Vec<(u64, &str)> = carriers
        .iter()
        .map(|c| (c["origin"].as_u64().unwrap(), c["origin_rule"].as_str().unwrap()))
        .collect();
    assert_eq!(shown, [(1, "first"), (1, "reference"), (2, "first")]);
    assert_eq!(carriers[1]["origin_with"], "courier");
    let evidence = carriers[1]["origin_evidence"].as_str().unwrap();
    assert!(
        evidence.starts_with("names the source of courier: “told the Reuters news agency” ["),
        "{evidence}"
    );
    assert_eq!(
        quote["origins_basis"],
        "1 of 3 carriers are linked with others: 1 by reference"
    );
    let fragment = carriers[0]["fragment"].as_str().unwrap();
    assert!(fragment.starts_with("text=We%20counted%20fourteen"), "{fragment}");
}

#[test]
fn a_date_before_its_source_is_not_trusted() {
    let mut records = three();
    records.push(report(
        "wire",
        "Reuters",
        "2026-03-05",
        "Ships waited outside the harbour of Calder Bay.",
        "Ines Marlow, who guides ships into the port, said in an interview.",
        "Insurers put the cost of the closure at two million a day.",
    ));
    let quote = quote_of(&scan_records(&records));
    let doubts = quote["doubts"].as_array().unwrap();
    let articles: Vec<&str> = doubts.iter().map(|d| d["article"].as_str().unwrap()).collect();
    assert_eq!(articles, ["courier", "ledger"]);
    let reason = doubts[0]["reason"].as_str().unwrap();
    assert!(
        reason.contains("dated 2026-03-02, before wire (2026-03-05)") && reason.contains("“told Reuters”"),
        "{reason}"
    );
    assert_eq!(quote["earliest"], "sentinel");
    assert!(
        quote["earliest_basis"]
            .as_str()
            .unwrap()
            .contains("2 carriers of doubtful date could be earlier")
    );
}

#[test]
fn outlets_of_one_owner_are_one_origin() {
    let table = "[[outlet]]\nname = 'Harbour Courier'\nowner = 'Bay Media'\n\
                 [[outlet]]\nname = 'The Sentinel'\naliases = ['Valley Sentinel']\nowner = 'Bay Media'";
    let folder = tempfile::tempdir().unwrap();
    let dump = folder.path().join("dump.jsonl");
    let lines: Vec<String> = three().iter().map(Json::to_string).collect();
    std::fs::write(&dump, lines.join("\n")).unwrap();
    let settings = Settings {
        inputs: vec![dump.to_str().unwrap().to_owned()],
        outlets: OutletTable::parse(table).unwrap(),
        ..Settings::default()
    };
    let out = tempfile::tempdir().unwrap();
    dedupe::pipeline::scan(&settings, out.path(), &Silent, &AtomicBool::new(false)).unwrap();
    let scanned = Scanned {
        folder: out,
        spilled_bytes: 0,
    };
    let quote = quote_of(&scanned);
    assert_eq!(
        (quote["origins"].as_u64(), quote["origins_bound"].as_str()),
        (Some(1), Some("exact"))
    );
    let last = &quote["carriers"][2];
    assert_eq!(
        (last["outlet"].as_str(), last["origin_rule"].as_str()),
        (Some("The Sentinel"), Some("publisher"))
    );
    let article = scanned
        .table("articles")
        .into_iter()
        .find(|a| a["article"] == "sentinel")
        .unwrap();
    assert_eq!(article["publisher"], "Bay Media");
    assert!(
        article["outlet_evidence"]
            .as_str()
            .unwrap()
            .contains("“Valley Sentinel”")
    );
}

const WIRE: &str = "Engineers warned managers of the Hallin Dam four times in the months before the flood that its \
spillway was blocked, and on each occasion were told to wait for the spring budget, a public inquiry found on Monday. \
Six people drowned in the villages below it when the gate jammed in the night of the storm. The company that runs the \
dam said that it would reply in writing within the six weeks which the law allows, and that it had since replaced the \
gate, the motor that moves it and the two managers who were on duty when the water rose.";

#[test]
fn wire_copy_without_a_credit_is_listed_with_its_proof() {
    let article =
        |id: &str, outlet: &str, text: String| json!({"id": id, "outlet": outlet, "date": "2026-03-02", "text": text});
    let scanned = scan_records(&[
        article("credited", "Harbour Courier", format!("HALLIN (AFP) - {WIRE}")),
        article(
            "silent",
            "Metro Ledger",
            format!("{WIRE}\n\nThe mayor of our town will hold a minute of silence at noon."),
        ),
        article(
            "naming",
            "Valley Sentinel",
            format!("{WIRE}\n\nA survivor told AFP that she had heard the siren."),
        ),
    ]);
    let found = scanned.table("uncredited");
    let shown: Vec<(&str, bool)> = found
        .iter()
        .map(|u| (u["article"].as_str().unwrap(), u["mention"].is_null()))
        .collect();
    assert_eq!(shown, [("naming", false), ("silent", true)]);
    let silent = &found[1];
    assert!(silent["shared_share"].as_f64().unwrap() > 0.8, "{silent}");
    assert_eq!(silent["agencies"], json!(["AFP"]));
    let copy = &silent["copies"][0];
    assert_eq!(
        (copy["article"].as_str(), copy["agency"].as_str()),
        (Some("credited"), Some("AFP"))
    );
    let passages = scanned.table("passages");
    assert!(
        passages.iter().any(|p| p["passage"] == copy["passage"]),
        "the passage can be followed"
    );
    let outlet = |name: &str| {
        scanned
            .table("outlets")
            .into_iter()
            .find(|o| o["outlet"] == name)
            .unwrap()
    };
    assert_eq!(outlet("Metro Ledger")["uncredited_wire_articles"], 1);
    assert_eq!(
        outlet("Valley Sentinel")["uncredited_wire_articles"],
        0,
        "it names the agency"
    );
    let credited = scanned
        .table("articles")
        .into_iter()
        .find(|a| a["article"] == "credited")
        .unwrap();
    assert_eq!(
        credited["agency_credit"],
        json!({"start": 0, "end": 12, "text": "HALLIN (AFP)"})
    );
}

/// All words of a half agree; that the other half is missing is another figure.
#[test]
fn a_carrier_says_how_much_of_the_passage_it_prints() {
    let article =
        |id: &str, outlet: &str, text: &str| json!({"id": id, "outlet": outlet, "date": "2026-03-02", "text": text});
    let (half, _) = WIRE.split_once(" The company that runs").unwrap();
    let scanned = scan_records(&[
        article("a", "Harbour Courier", WIRE),
        article("b", "Metro Ledger", WIRE),
        article("half", "Valley Sentinel", half),
    ]);
    let carriers: Vec<(String, f64, f64)> = scanned
        .table("passages")
        .iter()
        .flat_map(|p| p["carriers"].as_array().unwrap().clone())
        .map(|c| {
            let number = |name: &str| c[name].as_f64().unwrap();
            (
                c["article"].as_str().unwrap().to_owned(),
                number("identity"),
                number("coverage"),
            )
        })
        .collect();
    let of = |id: &str| carriers.iter().filter(|c| c.0 == id).collect::<Vec<_>>();
    assert!(of("a").iter().all(|c| (c.1, c.2) == (1.0, 1.0)), "{carriers:?}");
    assert!(!of("half").is_empty(), "{carriers:?}");
    for (_, identity, coverage) in of("half") {
        assert!(*identity > 0.999 && (0.5..0.7).contains(coverage), "{carriers:?}");
    }
}

/// Names of families that an addition does not touch are as before.
#[test]
fn more_articles_rename_nothing() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("data");
    copy_folder(&data, &copy);
    let before = scan(&copy, None);
    std::fs::create_dir(copy.join("aa-first-paper")).unwrap();
    for (name, text) in [
        ("dam.txt", WIRE.to_owned()),
        ("port.txt", format!("Port news.\n\n{QUOTE} said Ines Marlow.")),
    ] {
        std::fs::write(copy.join("aa-first-paper").join(name), text).unwrap();
    }
    let after = scan(&copy, None);
    for (table, id) in [("stories", "story"), ("passages", "passage"), ("quotes", "quote")] {
        let ids = |scanned: &Scanned| -> Vec<String> {
            scanned
                .table(table)
                .iter()
                .map(|r| r[id].as_str().unwrap().to_owned())
                .collect()
        };
        let (before, after) = (ids(&before), ids(&after));
        let gone: Vec<&String> = before.iter().filter(|id| !after.contains(id)).collect();
        assert!(gone.is_empty() && !before.is_empty(), "{table}: {gone:?}");
    }
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let place = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &place);
        } else {
            std::fs::copy(&path, &place).unwrap();
        }
    }
}

/// An id is of one record, whatever tables a database joins by it.
#[test]
fn every_record_has_a_name_of_its_own() {
    let scanned = scan(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data"), None);
    for (table, id) in [
        ("articles", "article"),
        ("stories", "story"),
        ("passages", "passage"),
        ("quotes", "quote"),
    ] {
        let mut ids: Vec<String> = scanned.table(table).iter().map(|r| r[id].to_string()).collect();
        let all = ids.len();
        ids.sort();
        ids.dedup();
        assert!(all > 0 && ids.len() == all, "{table}");
    }
}
