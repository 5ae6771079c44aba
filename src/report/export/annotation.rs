//! W3C Web Annotation: every place of a quotation or a shared passage.
//!
//! Input: the files of a run; output: one JSON-LD document, an `AnnotationCollection` with one page. Each annotation
//! has two selectors: `TextQuoteSelector` finds the words on the published page, `TextPositionSelector` in the text as
//! read, in code points; `textHash` is that text's hash (XXH3-128 of its UTF-8 bytes), by which a reader knows that
//! the positions are of the text at hand. A place of a rewritten or edited passage has the words as printed there.

use std::path::Path;

use serde_json::{Value, json};

use super::ExportError;
use super::document::List;
use super::read::Results;
use super::urn::urn;
use crate::report::records::{Passage, Quote};

pub(super) fn write(results: &Results, path: &Path) -> Result<(), ExportError> {
    let opening = json!({
        "@context": [
            "http://www.w3.org/ns/anno.jsonld",
            {"textHash": "urn:dedupe:vocabulary:textHash", "outlet": "urn:dedupe:vocabulary:outlet"},
        ],
        "id": "urn:dedupe:annotations",
        "type": "AnnotationCollection",
        "label": "Places of quotations and shared passages",
        "generator": {
            "id": "urn:dedupe:tool",
            "type": "Software",
            "name": "dedupe",
            "schema:softwareVersion": results.run.version,
        },
    });
    let opening = opening.to_string();
    let opening = opening.strip_suffix('}').unwrap_or(&opening);
    let page = r#""first":{"id":"urn:dedupe:annotations:1","type":"AnnotationPage","startIndex":0,"items":["#;
    let mut list = List::create(path, &format!("{opening},\n{page}"))?;
    results.each("quotes.jsonl", |q: Quote| {
        for (c, number) in q.carriers.iter().zip(1..) {
            let mut body = vec![
                about(&urn("quote", &q.quote)),
                tag("classifying", &c.kind),
                tag("describing", &format!("{} wording", c.variant)),
            ];
            if let Some(speaker) = &c.speaker {
                body.push(tag("identifying", speaker));
            }
            let words = json!({"type": "TextQuoteSelector", "exact": c.text, "prefix": c.prefix, "suffix": c.suffix});
            let target = target(results, &c.article, (c.start, c.end), Some(words));
            list.put(&annotation(
                &format!("{}-{number}", q.quote),
                "identifying",
                &body,
                &target,
            ))?;
        }
        Ok::<(), ExportError>(())
    })?;
    results.each("passages.jsonl", |p: Passage| {
        for (c, number) in p.carriers.iter().zip(1..) {
            let body = vec![about(&urn("passage", &p.passage)), tag("classifying", &p.kind)];
            let exact = c.text.as_ref().unwrap_or(&p.text);
            let words = json!({"type": "TextQuoteSelector", "exact": exact});
            let target = target(results, &c.article, (c.start, c.end), Some(words));
            list.put(&annotation(
                &format!("{}-{number}", p.passage),
                "linking",
                &body,
                &target,
            ))?;
        }
        Ok::<(), ExportError>(())
    })?;
    let total = list.items;
    list.finish(&format!("]}},\n\"total\":{total}}}"))?;
    Ok(())
}

fn annotation(id: &str, motivation: &str, body: &[Value], target: &Value) -> Value {
    json!({
        "id": urn("annotation", id),
        "type": "Annotation",
        "motivation": motivation,
        "body": body,
        "target": target,
    })
}

fn about(urn: &str) -> Value {
    json!({"type": "SpecificResource", "source": urn, "purpose": "linking"})
}

fn tag(purpose: &str, value: &str) -> Value {
    json!({"type": "TextualBody", "value": value, "purpose": purpose})
}

fn target(results: &Results, article: &str, (start, end): (u32, u32), words: Option<Value>) -> Value {
    let found = results.article(article);
    let id = found
        .and_then(|a| a.url.clone())
        .unwrap_or_else(|| urn("article", article));
    let mut source = json!({"id": id, "type": "Text", "dcterms:identifier": article});
    if let Some(a) = found {
        source["textHash"] = json!(format!("xxh3-128:{}", a.text_hash));
        if let Some(language) = &a.language {
            source["language"] = json!(language);
        }
        if let Some(outlet) = &a.outlet {
            source["outlet"] = json!(outlet);
        }
    }
    let position = json!({"type": "TextPositionSelector", "start": start, "end": end});
    let selector: Vec<Value> = words.into_iter().chain([position]).collect();
    json!({"type": "SpecificResource", "source": source, "selector": selector})
}
