//! JSON Schemas of the output files.
//!
//! Input: the record types, whose doc comments become the descriptions; output: one schema
//! (draft 2020-12) for each file, describing **one line** of a `.jsonl` file, one row of the `.csv`
//! with its header as keys, and the whole of `run.json` and of what `dedupe diff --json` and
//! `dedupe quote --json` print.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::SCHEMA_VERSION;
use super::aligned::Diff;
use super::records::{Article, Dropped, Match, Outlet, OutletPair, Passage, Quote, Rejected, Run, Story, Uncredited};
use super::traced::Trace;

/// The schema of every data file, by file name.
#[must_use]
pub fn schemas() -> BTreeMap<&'static str, Value> {
    BTreeMap::from([
        ("articles.jsonl", schema::<Article>("articles.jsonl")),
        ("diff.json", schema::<Diff>("diff.json")),
        ("dropped.jsonl", schema::<Dropped>("dropped.jsonl")),
        ("matches.jsonl", schema::<Match>("matches.jsonl")),
        ("outlet_pairs.csv", schema::<OutletPair>("outlet_pairs.csv")),
        ("outlets.jsonl", schema::<Outlet>("outlets.jsonl")),
        ("passages.jsonl", schema::<Passage>("passages.jsonl")),
        ("quote.json", schema::<Trace>("quote.json")),
        ("quotes.jsonl", schema::<Quote>("quotes.jsonl")),
        ("rejected.jsonl", schema::<Rejected>("rejected.jsonl")),
        ("run.json", schema::<Run>("run.json")),
        ("stories.jsonl", schema::<Story>("stories.jsonl")),
        ("uncredited.jsonl", schema::<Uncredited>("uncredited.jsonl")),
    ])
}

fn schema<T: JsonSchema>(file: &str) -> Value {
    // As written, not as read: a field that is always there is required, null or not.
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert(
        "$id".into(),
        format!("urn:dedupe:schema:{SCHEMA_VERSION}:{file}").into(),
    );
    schema.to_value()
}

#[cfg(test)]
#[cfg(feature = "files")]
mod tests {
    use std::collections::BTreeSet;

    use serde::Serialize;

    use super::*;
    use crate::report::{FILES, made_up};

    /// Every field of the record is in the schema, and every required one is in the record, at any depth.
    fn check(file: &str, record: &impl Serialize) {
        let schema = schemas()[file].clone();
        fits(file, &serde_json::to_value(record).unwrap(), &schema, &schema);
    }

    fn fits(place: &str, value: &Value, schema: &Value, root: &Value) {
        if let Some(name) = schema["$ref"].as_str().and_then(|r| r.strip_prefix("#/$defs/")) {
            return fits(place, value, &root["$defs"][name], root);
        }
        if let Some(any) = schema["anyOf"].as_array() {
            let of_value = any.iter().find(|s| (s["type"] == "null") == value.is_null());
            return fits(place, value, of_value.unwrap(), root);
        }
        match value {
            Value::Object(fields) if schema["properties"].is_object() => {
                let known = schema["properties"].as_object().unwrap();
                for (name, value) in fields {
                    assert!(known.contains_key(name), "{place}.{name} is in no schema");
                    assert!(
                        known[name]["description"].is_string(),
                        "{place}.{name} is not described"
                    );
                    fits(&format!("{place}.{name}"), value, &known[name], root);
                }
                let present: BTreeSet<&str> = fields.keys().map(String::as_str).collect();
                for name in schema["required"].as_array().unwrap() {
                    assert!(
                        present.contains(name.as_str().unwrap()),
                        "{place}.{name} is required and missing"
                    );
                }
            }
            Value::Array(items) => items.iter().for_each(|item| fits(place, item, &schema["items"], root)),
            Value::Object(fields) => assert!(
                schema["additionalProperties"] != false && schema["type"] == "object",
                "{place} is a map: {fields:?}"
            ),
            _ => {
                let name = match value {
                    Value::Null => "null",
                    Value::Bool(_) => "boolean",
                    Value::String(_) => "string",
                    Value::Number(n) if n.is_u64() => "integer",
                    _ => "number",
                };
                let allowed = &schema["type"];
                assert!(
                    allowed == name || allowed.as_array().is_some_and(|a| a.iter().any(|t| t == name)),
                    "{place} is {name}, not {allowed}"
                );
            }
        }
    }

    #[test]
    fn records_fit_their_schemas() {
        let run = made_up::dam();
        check("run.json", &run.run);
        run.articles.values().for_each(|a| check("articles.jsonl", a));
        run.stories.iter().for_each(|s| check("stories.jsonl", s));
        run.passages.iter().for_each(|p| check("passages.jsonl", p));
        run.quotes.iter().for_each(|q| check("quotes.jsonl", q));
        run.outlets.iter().for_each(|o| check("outlets.jsonl", o));
        run.pairs.iter().for_each(|p| check("outlet_pairs.csv", p));
        run.rejected.iter().for_each(|r| check("rejected.jsonl", r));
        let dropped = Dropped {
            article: "b".into(),
            path: "dump.jsonl".into(),
            record: 2,
            kept: "a".into(),
            kept_path: "dump.jsonl".into(),
            kept_record: 1,
            relation: "near",
            similarity: 0.93,
            containment: 0.97,
        };
        check("dropped.jsonl", &dropped);
        let article = |at: usize| run.articles.values().nth(at).unwrap().clone();
        let edit = crate::report::aligned::DiffEdit {
            op: "equal".into(),
            a_start: 3,
            a_end: 90,
            b_start: 0,
            b_end: 87,
        };
        let found = crate::report::aligned::DiffMatch {
            a_start: 3,
            a_end: 90,
            b_start: 0,
            b_end: 87,
            words: 17,
            identity: 1.0,
            kind: "verbatim".into(),
            edits: vec![edit],
        };
        let diff = Diff {
            schema_version: SCHEMA_VERSION,
            a: article(0),
            b: article(1),
            relation: Some("part".into()),
            similarity: Some(0.2),
            containment: None,
            a_shared_words: 17,
            a_shared_share: 0.1,
            b_shared_words: 17,
            b_shared_share: 0.9,
            min_words: 16,
            matches: vec![found],
        };
        check("diff.json", &diff);
        check("quote.json", &made_up::traced());
    }

    #[test]
    fn every_data_file_has_a_schema() {
        let names: Vec<&str> = schemas().into_keys().collect();
        let mut data: Vec<&str> = FILES.into_iter().filter(|name| *name != "report.html").collect();
        // What `unique --stories` writes, under whatever name its user gives it.
        data.push("dropped.jsonl");
        // What `diff --json` prints.
        data.push("diff.json");
        // What `quote --json` prints.
        data.push("quote.json");
        data.sort_unstable();
        assert_eq!(names, data);
    }

    #[test]
    fn a_null_field_is_required_and_an_omitted_one_is_not() {
        let schema = schemas();
        let required = |file: &str| -> BTreeSet<String> {
            let list = schema[file]["required"].as_array().unwrap();
            list.iter().map(|name| name.as_str().unwrap().to_owned()).collect()
        };
        assert!(required("articles.jsonl").contains("published"));
        let carrier = &schema["quotes.jsonl"]["$defs"]["QuoteCarrier"]["required"];
        assert!(!carrier.as_array().unwrap().iter().any(|name| name == "also_in"));
    }
}
