//! Scores → one aligned table, or one JSON object.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::Scores;
use crate::eval::{Pairs, Plagdet, Share};
use crate::report::{grouped, round4};

/// One row: what, its score, its counts.
type Row = (String, Option<f64>, String);

fn share(name: &str, share: Share) -> Row {
    let counts = format!("{} of {}", grouped(share.right), grouped(share.all));
    (name.to_owned(), share.value(), counts)
}

fn pair_rows(pairs: &Pairs) -> Vec<Row> {
    let of = |right, all| format!("{} of {} pairs", grouped(right), grouped(all));
    vec![
        ("precision".into(), pairs.precision(), of(pairs.both, pairs.found)),
        ("recall".into(), pairs.recall(), of(pairs.both, pairs.gold)),
        ("F1".into(), pairs.f1(), String::new()),
    ]
}

fn plagdet_row(name: &str, scores: &Plagdet) -> Row {
    let part = |value: Option<f64>| value.map_or_else(|| "–".into(), |v| format!("{v:.4}"));
    let text = format!(
        "precision {}  recall {}  granularity {:.3}  cases {}  detections {}  alarms {}",
        part(scores.precision),
        part(scores.recall),
        scores.granularity,
        grouped(scores.cases),
        grouped(scores.detections),
        grouped(scores.alarms),
    );
    (format!("plagdet, {name}"), Some(scores.plagdet), text)
}

/// One table for people.
pub(super) fn table(scores: &Scores) -> String {
    let mut sections: Vec<(String, Vec<Row>)> = Vec::new();
    if let Some(stories) = &scores.stories {
        let mut rows = pair_rows(&stories.pairs);
        rows.push((
            "adjusted Rand index".into(),
            Some(stories.pairs.rand_index),
            String::new(),
        ));
        for (sort, found) in &stories.optional {
            rows.push(share(&format!("optional: {sort}"), *found));
        }
        if !stories.optional.is_empty() {
            rows.push(("optional, misplaced".into(), None, grouped(stories.misplaced)));
        }
        sections.push((format!("Stories  {} articles", grouped(stories.articles)), rows));
    }
    if let Some(passages) = &scores.passages {
        let mut rows: Vec<Row> = passages
            .classes
            .iter()
            .map(|(class, s)| plagdet_row(class.name(), s))
            .collect();
        for kind in &passages.kinds {
            rows.push(share(&format!("kind right, {}", kind.place.name()), kind.kinds));
            rows.push(share(&format!("carriers, {}", kind.place.name()), kind.carriers));
        }
        sections.push(("Passages".into(), rows));
    }
    if let Some(quotes) = &scores.quotes {
        let mut rows = vec![
            share("found", quotes.recall),
            share("found are right", quotes.precision),
        ];
        let pairs = pair_rows(&quotes.pairs).into_iter();
        rows.extend(pairs.map(|(name, value, counts)| (format!("families, {name}"), value, counts)));
        rows.push(share("speaker answered", quotes.answered));
        rows.push(share("speaker right", quotes.right));
        let all = Share {
            right: quotes.right.right,
            all: quotes.answered.all,
        };
        rows.push(share("speaker right of all", all));
        for (variant, right) in &quotes.variants {
            rows.push(share(&format!("wording {variant}"), *right));
        }
        if quotes.other_root > 0 {
            let what = format!("{} (told from an altered wording)", grouped(quotes.other_root));
            rows.push(("wording not scored".into(), None, what));
        }
        sections.push(("Quotes".into(), rows));
    }
    let widest = sections
        .iter()
        .flat_map(|(_, rows)| rows)
        .map(|row| row.0.chars().count())
        .max();
    let width = widest.unwrap_or(0);
    let mut out = String::new();
    for (title, rows) in &sections {
        let _ = writeln!(out, "{title}");
        for (name, value, counts) in rows {
            let value = value.map_or_else(|| "     –".into(), |v| format!("{v:.4}"));
            let line = format!("  {name:width$}  {value}  {counts}");
            let _ = writeln!(out, "{}", line.trim_end());
        }
    }
    for note in &scores.notes {
        let _ = writeln!(out, "Note: {note}");
    }
    out
}

fn number(value: Option<f64>) -> Value {
    value.map_or(Value::Null, |v| json!(round4(v)))
}

fn share_json(share: Share) -> Value {
    json!({ "score": number(share.value()), "right": share.right, "all": share.all })
}

fn pairs_json(pairs: &Pairs) -> Value {
    json!({
        "precision": number(pairs.precision()), "recall": number(pairs.recall()), "f1": number(pairs.f1()),
        "gold": pairs.gold, "found": pairs.found, "both": pairs.both,
        "adjusted_rand_index": number(Some(pairs.rand_index)),
    })
}

fn plagdet_json(s: &Plagdet) -> Value {
    json!({
        "plagdet": number(Some(s.plagdet)), "precision": number(s.precision), "recall": number(s.recall),
        "granularity": number(Some(s.granularity)), "cases": s.cases, "detections": s.detections,
        "pairs": s.pairs, "false_alarm_pairs": s.alarms,
    })
}

/// The same for scripts; a section that was not scored is null.
pub(super) fn json(scores: &Scores) -> String {
    let object = |entries: &mut dyn Iterator<Item = (String, Value)>| Value::Object(entries.collect::<Map<_, _>>());
    let stories = scores.stories.as_ref().map(|s| {
        let mut optional = s.optional.iter().map(|(sort, n)| ((*sort).to_owned(), share_json(*n)));
        json!({
            "articles": s.articles, "pairs": pairs_json(&s.pairs),
            "optional": object(&mut optional), "optional_misplaced": s.misplaced,
        })
    });
    let passages = scores.passages.as_ref().map(|s| {
        let mut classes = s.classes.iter().map(|(c, p)| (c.name().to_owned(), plagdet_json(p)));
        let mut kinds = s.kinds.iter().map(|k| {
            let scores = json!({ "kind": share_json(k.kinds), "carriers": share_json(k.carriers) });
            (k.place.name().to_owned(), scores)
        });
        json!({ "alignment": object(&mut classes), "kinds": object(&mut kinds) })
    });
    let quotes = scores.quotes.as_ref().map(|s| {
        let mut variants = s.variants.iter().map(|(name, n)| (name.clone(), share_json(*n)));
        json!({
            "recall": share_json(s.recall), "precision": share_json(s.precision), "families": pairs_json(&s.pairs),
            "speaker_answered": share_json(s.answered), "speaker_right": share_json(s.right),
            "variants": object(&mut variants), "variants_not_scored": s.other_root,
        })
    });
    let all = json!({ "stories": stories, "passages": passages, "quotes": quotes, "notes": scores.notes });
    format!("{all:#}\n")
}
