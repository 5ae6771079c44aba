//! W3C PROV-JSON: what several articles share, and what the claim rests on.
//!
//! Input: the files of a run; output: one document. Articles are entities, attributed to their outlets and to the
//! agencies they credit; a quotation or passage in several places is a collection whose members are the places, each
//! derived from its article (a `prov:Quotation`) and, for quotations, attributed to the speaker whom this article
//! names; articles of one story are alternates of its representative, which has no direction: a derivation of one
//! article from another is never claimed, since agreement of words alone does not tell who copied. What stands in one
//! article only is left out, and how many quotations these are is said: nine tenths of all, of which there is nothing more
//! to tell than their article, and the annotations have them. Times of the run are left out too, so that equal input gives equal bytes.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::ExportError;
use super::document::Sections;
use super::read::Results;
use super::urn::local;
use crate::hash::Set;
use crate::report::records::{Article, Passage, Quote, Story};

/// Sections in the order of the document.
const SECTIONS: [&str; 9] = [
    "prefix",
    "entity",
    "agent",
    "activity",
    "wasGeneratedBy",
    "wasAttributedTo",
    "wasDerivedFrom",
    "alternateOf",
    "hadMember",
];

pub(super) fn write(results: &Results, path: &Path) -> Result<(), ExportError> {
    let mut document = Document {
        out: Sections::new(path, &SECTIONS),
        agents: Set::default(),
        relations: 0,
        left_out: 0,
    };
    document.out.put("prefix", "dedupe", &json!("urn:dedupe:"))?;
    document.head(results)?;
    for article in &results.articles {
        document.article(article)?;
    }
    results.each("stories.jsonl", |s: Story| document.story(&s))?;
    results.each("passages.jsonl", |p: Passage| document.passage(&p))?;
    results.each("quotes.jsonl", |q: Quote| document.quote(&q))?;
    let value = json!({
        "prov:label": "quotations that stand in one article only, which are not in this document",
        "dedupe:quotations": document.left_out,
    });
    document.out.put("entity", "dedupe:left-out", &value)?;
    document.out.finish()?;
    Ok(())
}

struct Document {
    out: Sections,
    agents: Set<String>,
    relations: u64,
    /// Quotations that stand in one article only.
    left_out: u64,
}

/// A qualified name.
fn name(kind: &str, id: &str) -> String {
    format!("dedupe:{}", local(kind, id))
}

/// A value that is itself a name.
fn qualified(name: &str) -> Value {
    json!({"$": name, "type": "prov:QUALIFIED_NAME"})
}

/// The pairs whose value is there, with the prefix of our vocabulary.
fn described(pairs: &[(&str, Option<Value>)]) -> Map<String, Value> {
    let there = pairs.iter().filter_map(|(key, value)| Some((*key, value.clone()?)));
    let named = |key: &str| {
        if key.contains(':') {
            key.into()
        } else {
            format!("dedupe:{key}")
        }
    };
    there.map(|(key, value)| (named(key), value)).collect()
}

impl Document {
    fn relate(&mut self, section: &str, value: &Value) -> Result<(), ExportError> {
        self.relations += 1;
        self.out.put(section, &format!("_:r{}", self.relations), value)?;
        Ok(())
    }

    fn agent(&mut self, kind: &str, label: &str, class: &str) -> Result<String, ExportError> {
        let id = name(kind, label);
        if self.agents.insert(id.clone()) {
            let value = json!({"prov:label": label, "prov:type": qualified(class)});
            self.out.put("agent", &id, &value)?;
        }
        Ok(id)
    }

    fn head(&mut self, results: &Results) -> Result<(), ExportError> {
        let parameters: Map<String, Value> = results
            .run
            .parameters
            .iter()
            .map(|(key, value)| {
                let plain = match value {
                    Value::String(_) | Value::Number(_) | Value::Bool(_) => value.clone(),
                    other => json!(other.to_string()),
                };
                (format!("dedupe:{}", local("parameter", key).replace(':', ".")), plain)
            })
            .collect();
        self.out.put("activity", "dedupe:run", &Value::Object(parameters))?;
        let tool = self.agent("tool", &format!("dedupe {}", results.run.version), "prov:SoftwareAgent")?;
        let limits = results.run.limits.clone();
        let value = json!({"prov:label": "limits of the method", "dedupe:limit": limits});
        self.out.put("entity", "dedupe:limits", &value)?;
        self.relate(
            "wasAttributedTo",
            &json!({"prov:entity": "dedupe:limits", "prov:agent": tool}),
        )
    }

    fn article(&mut self, a: &Article) -> Result<(), ExportError> {
        let id = name("article", &a.article);
        let date = a.published.as_ref();
        let value = described(&[
            ("prov:label", Some(json!(a.title.as_ref().unwrap_or(&a.article)))),
            ("prov:type", Some(qualified("dedupe:Article"))),
            ("prov:location", a.url.as_ref().map(|url| json!(url))),
            ("article", Some(json!(a.article))),
            ("published", date.map(|d| json!(d.value))),
            ("publishedPrecision", date.map(|d| json!(d.precision))),
            ("publishedEvidence", date.map(|d| json!(d.evidence))),
            ("language", a.language.as_ref().map(|l| json!(l))),
            ("words", Some(json!(a.words))),
            ("textHash", Some(json!(format!("xxh3-128:{}", a.text_hash)))),
        ]);
        self.out.put("entity", &id, &Value::Object(value))?;
        for (kind, agent, evidence, role) in [
            ("outlet", &a.outlet, &a.outlet_evidence, "outlet"),
            ("agency", &a.agency, &a.agency_evidence, "credited agency"),
        ] {
            let Some(agent) = agent else { continue };
            let agent = self.agent(kind, agent, "prov:Organization")?;
            let evidence = evidence.as_ref().map(|e| json!(e));
            let mut value = described(&[("evidence", evidence), ("role", Some(json!(role)))]);
            value.insert("prov:entity".into(), json!(id));
            value.insert("prov:agent".into(), json!(agent));
            self.relate("wasAttributedTo", &Value::Object(value))?;
        }
        Ok(())
    }

    fn story(&mut self, s: &Story) -> Result<(), ExportError> {
        for member in s.articles.iter().filter(|m| m.article != m.against) {
            let mut value = described(&[
                ("story", Some(json!(s.story))),
                ("relation", Some(json!(member.relation))),
                ("similarity", Some(json!(member.similarity))),
                ("containment", Some(json!(member.containment))),
            ]);
            value.insert("prov:alternate1".into(), json!(name("article", &member.article)));
            value.insert("prov:alternate2".into(), json!(name("article", &member.against)));
            self.relate("alternateOf", &Value::Object(value))?;
        }
        Ok(())
    }

    /// A collection, generated by the run.
    fn family(&mut self, id: &str, mut value: Map<String, Value>) -> Result<(), ExportError> {
        value.insert("prov:type".into(), qualified("prov:Collection"));
        self.out.put("entity", id, &Value::Object(value))?;
        self.relate(
            "wasGeneratedBy",
            &json!({"prov:entity": id, "prov:activity": "dedupe:run"}),
        )
    }

    /// A place of a family in an article.
    fn place(
        &mut self,
        family: &str,
        number: usize,
        article: &str,
        value: Map<String, Value>,
    ) -> Result<String, ExportError> {
        let id = format!("{family}.{number}");
        self.out.put("entity", &id, &Value::Object(value))?;
        self.relate("hadMember", &json!({"prov:collection": family, "prov:entity": id}))?;
        let derived = json!({
            "prov:generatedEntity": id,
            "prov:usedEntity": name("article", article),
            "prov:type": qualified("prov:Quotation"),
        });
        self.relate("wasDerivedFrom", &derived)?;
        Ok(id)
    }

    fn passage(&mut self, p: &Passage) -> Result<(), ExportError> {
        let id = name("passage", &p.passage);
        let value = described(&[
            ("prov:label", Some(json!(p.passage))),
            ("prov:value", Some(json!(p.text))),
            ("kind", Some(json!(p.kind))),
            ("rule", Some(json!(p.rule))),
            ("origins", Some(json!(p.origins))),
            ("originsBound", Some(json!(p.origins_bound))),
            ("originsBasis", Some(json!(p.origins_basis))),
            ("agency", p.agency.as_ref().map(|a| json!(a))),
            ("earliest", p.earliest.as_ref().map(|a| qualified(&name("article", a)))),
            ("earliestBasis", Some(json!(p.earliest_basis))),
        ]);
        self.family(&id, value)?;
        for (c, number) in p.carriers.iter().zip(1..) {
            let value = described(&[
                ("start", Some(json!(c.start))),
                ("end", Some(json!(c.end))),
                ("identity", Some(json!(c.identity))),
                ("coverage", Some(json!(c.coverage))),
                ("origin", Some(json!(c.origin))),
                ("originEvidence", Some(json!(c.origin_evidence))),
            ]);
            self.place(&id, number, &c.article, value)?;
        }
        Ok(())
    }

    fn quote(&mut self, q: &Quote) -> Result<(), ExportError> {
        if q.carriers.iter().all(|c| c.article == q.carriers[0].article) {
            self.left_out += 1;
            return Ok(());
        }
        let id = name("quote", &q.quote);
        let value = described(&[
            ("prov:label", Some(json!(q.quote))),
            ("prov:value", Some(json!(q.text))),
            ("origins", Some(json!(q.origins))),
            ("originsBound", Some(json!(q.origins_bound))),
            ("originsBasis", Some(json!(q.origins_basis))),
            ("flag", (!q.flags.is_empty()).then(|| json!(q.flags))),
            ("earliest", q.earliest.as_ref().map(|a| qualified(&name("article", a)))),
            ("earliestBasis", Some(json!(q.earliest_basis))),
        ]);
        self.family(&id, value)?;
        for (c, number) in q.carriers.iter().zip(1..) {
            let value = described(&[
                ("prov:value", Some(json!(c.text))),
                ("start", Some(json!(c.start))),
                ("end", Some(json!(c.end))),
                ("variant", Some(json!(c.variant))),
                ("origin", Some(json!(c.origin))),
                ("originEvidence", Some(json!(c.origin_evidence))),
            ]);
            let place = self.place(&id, number, &c.article, value)?;
            let Some(speaker) = &c.speaker else { continue };
            // Names are of one article; that two of them are one person is not claimed.
            let agent = self.agent("speaker", speaker, "dedupe:Speaker")?;
            let attributed = json!({
                "prov:entity": place,
                "prov:agent": agent,
                "dedupe:rule": c.rule,
                "dedupe:confidence": c.confidence,
            });
            self.relate("wasAttributedTo", &attributed)?;
        }
        Ok(())
    }
}
