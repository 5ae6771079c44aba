//! schema.org JSON-LD: quotations and the articles that carry them.
//!
//! Input: the files of a run; output: one document with a `@graph` of `Quotation`s, each `isPartOf` the articles that
//! print it, and of these `NewsArticle`s. `spokenByCharacter`, which schema.org means for a person too, is set where
//! the carriers agree on a speaker. What has no property there (offsets, wordings, origins) is in the other formats.

use std::path::Path;

use serde_json::{Value, json};

use super::ExportError;
use super::document::List;
use super::read::Results;
use super::urn::urn;
use crate::hash::Set;
use crate::report::records::{Article, Quote};

pub(super) fn write(results: &Results, path: &Path) -> Result<(), ExportError> {
    let mut list = List::create(path, "{\"@context\":\"https://schema.org\",\n\"@graph\":[")?;
    let mut cited: Set<String> = Set::default();
    results.each("quotes.jsonl", |q: Quote| {
        let mut articles: Vec<&str> = q.carriers.iter().map(|c| c.article.as_str()).collect();
        articles.sort_unstable();
        articles.dedup();
        for article in &articles {
            if !cited.contains(*article) {
                cited.insert((*article).to_owned());
            }
        }
        let part_of: Vec<Value> = articles.iter().map(|id| json!({"@id": urn("article", id)})).collect();
        let mut quotation = json!({
            "@type": "Quotation",
            "@id": urn("quote", &q.quote),
            "identifier": q.quote,
            "text": q.text,
            "isPartOf": part_of,
        });
        let language = q.carriers.first().and_then(|c| results.article(&c.article));
        if let Some(language) = language.and_then(|a| a.language.as_deref()) {
            quotation["inLanguage"] = json!(language);
        }
        if let Some(speaker) = q.speaker.filter(|s| s.class != "anonymous") {
            let kind = if speaker.class == "organisation" {
                "Organization"
            } else {
                "Person"
            };
            let mut who = json!({"@type": kind, "name": speaker.name});
            if let Some(role) = speaker.role {
                who[if kind == "Person" { "jobTitle" } else { "description" }] = json!(role);
            }
            quotation["spokenByCharacter"] = who;
        }
        list.put(&quotation)?;
        Ok::<(), ExportError>(())
    })?;
    for a in results.articles.iter().filter(|a| cited.contains(&a.article)) {
        list.put(&article(a))?;
    }
    list.finish("]}")?;
    Ok(())
}

fn article(a: &Article) -> Value {
    let mut node = json!({
        "@type": "NewsArticle",
        "@id": urn("article", &a.article),
        "identifier": a.article,
        "wordCount": a.words,
    });
    for (property, value) in [
        ("headline", &a.title),
        ("url", &a.url),
        ("inLanguage", &a.language),
        ("creditText", &a.agency),
    ] {
        if let Some(value) = value {
            node[property] = json!(value);
        }
    }
    if let Some(date) = &a.published {
        node["datePublished"] = json!(date.value);
    }
    if let Some(byline) = &a.byline {
        node["author"] = json!(byline);
    }
    if let Some(outlet) = &a.outlet {
        node["publisher"] = json!({"@type": "NewsMediaOrganization", "name": outlet});
    }
    node
}
