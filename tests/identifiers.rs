//! Identifiers are stable: articles that come to a corpus rename no story, passage or quotation that they leave as it was.

#![cfg(feature = "files")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;
#[path = "../benches/common/mod.rs"]
mod made;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::Value as Json;

use common::{Scanned, list, scan_records, string};
use made::{Dice, dump};

/// Tables with the name of their identifier and of the list of their members.
const TABLES: [(&str, &str, &str); 3] = [
    ("passages", "passage", "carriers"),
    ("quotes", "quote", "carriers"),
    ("stories", "story", "articles"),
];

/// Where the members of a family stand: all that it is.
type Members = BTreeSet<(String, u64, u64)>;

/// For each family its identifier. Two families with the same members differ in what they rest on, so all are kept.
fn named(scanned: &Scanned, (table, id, members): (&str, &str, &str)) -> BTreeMap<Members, BTreeSet<String>> {
    let mut found: BTreeMap<Members, BTreeSet<String>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for record in scanned.table(table) {
        let place = |m: &Json, name: &str| m[name].as_u64().unwrap_or(0);
        let of = |m: &Json| (string(&m["article"]).to_owned(), place(m, "start"), place(m, "end"));
        let id = string(&record[id]).to_owned();
        assert!(seen.insert(id.clone()), "{id} stands twice in {table}");
        found
            .entry(list(&record[members]).iter().map(of).collect())
            .or_default()
            .insert(id);
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn more_articles_rename_nothing_that_is_as_it_was(seed in 0_u64..1000, articles in 60_usize..160, share in 0_usize..10) {
        let (records, _) = dump(articles, seed);
        let mut dice = Dice::new(seed);
        // Five articles are on one subject: half of the subjects are there from the start, of the rest some articles.
        let subjects: Vec<bool> = records.iter().map(|_| dice.below(2) == 0).collect();
        let some = records.iter().zip(0..).filter(|(_, n)| subjects[n / 5] || dice.below(10) < share);
        let some: Vec<Json> = some.map(|(record, _)| record.clone()).collect();
        let (fewer, all) = (scan_records(&some), scan_records(&records));
        let mut unchanged = 0;
        for table in TABLES {
            let (before, after) = (named(&fewer, table), named(&all, table));
            for (members, ids) in before {
                if let Some(now) = after.get(&members) {
                    prop_assert_eq!(&ids, now, "{}: {:?}", table.0, members);
                    unchanged += ids.len();
                }
            }
        }
        prop_assert!(unchanged > 5, "{} families are in both", unchanged);
    }
}
