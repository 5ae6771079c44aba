//! The way of one story, passage or quotation from article to article, as a network with times.
//!
//! Input: the files of a run and an id; output: a node for each article that carries it, with outlet and date, and an
//! edge for each link that the results have: of a story's member with the article it was compared with, of a
//! passage's carrier with the representative, of a quotation's carrier with the one its origin was read from. An edge
//! runs from the article that is earlier to the later one where the dates tell; `order_known` says whether they do,
//! and where they do not the direction is only that of the list. An edge is agreement, not proof of copying.

use std::collections::BTreeMap;

use super::ExportError;
use super::network::{Edge, Network, Node, Times, Value};
use super::read::Results;
use super::rows::moments;
use super::table::{iso_day, iso_instant};
use crate::report::records::{Date, Passage, Quote, Story};

const NODE_KEYS: &[(&str, &str)] = &[
    ("outlet", "string"),
    ("title", "string"),
    ("published", "string"),
    ("precision", "string"),
    ("agency", "string"),
    ("url", "string"),
    ("words", "long"),
    ("origin", "long"),
    ("earliest", "boolean"),
];

const EDGE_KEYS: &[(&str, &str)] = &[("evidence", "string"), ("order_known", "boolean")];

/// What is known of the thing that is traced.
struct Traced {
    what: String,
    earliest: Option<String>,
    /// Article and its origin, if it has a number.
    carriers: Vec<(String, Option<u64>)>,
    /// Article, the article it is linked with, weight, evidence.
    links: Vec<(String, String, f64, String)>,
}

/// The network of `id`, else of the widest story; none where there is no story and no id.
pub(super) fn propagation(results: &Results, id: Option<&str>) -> Result<Option<Network>, ExportError> {
    let traced = match id {
        None => widest(results)?,
        Some(id) => {
            let found = match id.get(..2) {
                Some("s-") => story_of(results, id)?,
                Some("p-") => passage_of(results, id)?,
                Some("q-") => quote_of(results, id)?,
                _ => None,
            };
            Some(found.ok_or_else(|| ExportError::NoSuchId { id: id.to_owned() })?)
        }
    };
    Ok(traced.map(|traced| network(results, &traced)))
}

fn widest(results: &Results) -> Result<Option<Traced>, ExportError> {
    let mut best: Option<Story> = None;
    results.each("stories.jsonl", |s: Story| {
        let size = |s: &Story| (s.outlets, s.articles.len());
        // The first of equals, in the order of the file.
        if best.as_ref().is_none_or(|b| size(&s) > size(b)) {
            best = Some(s);
        }
        Ok::<(), ExportError>(())
    })?;
    Ok(best.as_ref().map(story))
}

fn story_of(results: &Results, id: &str) -> Result<Option<Traced>, ExportError> {
    let mut found = None;
    results.each("stories.jsonl", |s: Story| {
        if s.story == id {
            found = Some(story(&s));
        }
        Ok::<(), ExportError>(())
    })?;
    Ok(found)
}

fn story(s: &Story) -> Traced {
    let linked = s.articles.iter().filter(|m| m.article != m.against).map(|m| {
        let evidence = format!(
            "{}, similarity {}, containment {}",
            m.relation, m.similarity, m.containment
        );
        (
            m.article.clone(),
            m.against.clone(),
            m.similarity.max(m.containment),
            evidence,
        )
    });
    Traced {
        what: format!("Story {}", s.story),
        earliest: s.earliest.clone(),
        carriers: s.articles.iter().map(|m| (m.article.clone(), None)).collect(),
        links: linked.collect(),
    }
}

fn passage_of(results: &Results, id: &str) -> Result<Option<Traced>, ExportError> {
    let mut found = None;
    results.each("passages.jsonl", |p: Passage| {
        if p.passage == id {
            // The representative shows the words; what links the origins stands in each carrier.
            let linked = p.carriers.iter().filter(|c| c.article != p.representative).map(|c| {
                let evidence = format!(
                    "{} passage, identity {}, coverage {}; {}",
                    p.kind, c.identity, c.coverage, c.origin_evidence
                );
                (c.article.clone(), p.representative.clone(), c.identity, evidence)
            });
            found = Some(Traced {
                what: format!("Passage {}", p.passage),
                links: linked.collect(),
                earliest: p.earliest,
                carriers: p.carriers.iter().map(|c| (c.article.clone(), Some(c.origin))).collect(),
            });
        }
        Ok::<(), ExportError>(())
    })?;
    Ok(found)
}

fn quote_of(results: &Results, id: &str) -> Result<Option<Traced>, ExportError> {
    let mut found = None;
    results.each("quotes.jsonl", |q: Quote| {
        if q.quote == id {
            let linked = q.carriers.iter().filter_map(|c| {
                let with = c.origin_with.clone()?;
                Some((c.article.clone(), with, 1.0, c.origin_evidence.clone()))
            });
            found = Some(Traced {
                what: format!("Quotation {}", q.quote),
                links: linked.collect(),
                earliest: q.earliest,
                carriers: q.carriers.iter().map(|c| (c.article.clone(), Some(c.origin))).collect(),
            });
        }
        Ok::<(), ExportError>(())
    })?;
    Ok(found)
}

fn network(results: &Results, traced: &Traced) -> Network {
    let mut carriers: BTreeMap<&str, Option<u64>> = BTreeMap::new();
    for (article, origin) in &traced.carriers {
        carriers.entry(article).or_insert(*origin);
    }
    let date = |id: &str| results.article(id).and_then(|a| a.published.as_ref());
    let instant = |id: &str| moments(date(id)).0;
    // A network has one way to write times: days, unless every date that tells a day tells an instant.
    let dated: Vec<&str> = carriers.keys().copied().filter(|id| day(date(id)).is_some()).collect();
    let times = match dated.iter().all(|id| instant(id).is_some()) {
        _ if dated.is_empty() => Times::None,
        true => Times::Instants,
        false => Times::Days,
    };
    let nodes = carriers.iter().map(|(&id, &origin)| {
        let article = results.article(id);
        let date = date(id);
        let text = |value: Option<&String>| value.cloned().map(Value::Text);
        let outlet = article.and_then(|a| a.outlet.as_ref());
        Node {
            id: id.to_owned(),
            label: outlet.map_or_else(|| id.to_owned(), Clone::clone),
            start: match times {
                Times::None => None,
                Times::Days => day(date).map(iso_day),
                Times::Instants => instant(id).map(iso_instant),
            },
            values: vec![
                text(outlet),
                text(article.and_then(|a| a.title.as_ref())),
                text(date.map(|d| &d.value)),
                text(date.map(|d| &d.precision)),
                text(article.and_then(|a| a.agency.as_ref())),
                text(article.and_then(|a| a.url.as_ref())),
                article.map(|a| Value::Integer(a.words)),
                origin.map(Value::Integer),
                Some(Value::Boolean(traced.earliest.as_deref() == Some(id))),
            ],
        }
    });
    let mut edges: Vec<Edge> = Vec::new();
    for (article, with, weight, evidence) in &traced.links {
        if article == with {
            continue;
        }
        let order = before(date(with), date(article));
        let (source, target) = if order == Some(false) {
            (article, with)
        } else {
            (with, article)
        };
        edges.push(Edge {
            source: source.clone(),
            target: target.clone(),
            weight: *weight,
            label: None,
            values: vec![
                Some(Value::Text(evidence.clone())),
                Some(Value::Boolean(order.is_some())),
            ],
        });
    }
    edges.sort_by(|x, y| (&x.source, &x.target).cmp(&(&y.source, &y.target)));
    edges.dedup_by(|x, y| (&x.source, &x.target) == (&y.source, &y.target));
    Network {
        description: format!("{}: the articles that carry it, and what links them", traced.what),
        directed: true,
        times,
        node_keys: NODE_KEYS,
        edge_keys: EDGE_KEYS,
        nodes: nodes.collect(),
        edges,
    }
}

fn day(date: Option<&Date>) -> Option<i32> {
    moments(date).1
}

/// Whether the first date is earlier than the second, as far as both tell; see `article::Published::compare`.
fn before(a: Option<&Date>, b: Option<&Date>) -> Option<bool> {
    let ((a_instant, _), (b_instant, _)) = (moments(a), moments(b));
    if let (Some(x), Some(y)) = (a_instant, b_instant) {
        // A minute holds every second of it.
        let coarse = a?.precision != b?.precision;
        let (x, y) = if coarse {
            (x.div_euclid(60_000_000), y.div_euclid(60_000_000))
        } else {
            (x, y)
        };
        return (x != y).then_some(x < y);
    }
    let (x, y) = (&a?.value, &b?.value);
    // Without a zone on both sides only the calendar tells: as many of year, month and day as both have.
    let shared = x.len().min(y.len()).min(10);
    let (x, y) = (x.get(..shared)?, y.get(..shared)?);
    (x != y).then_some(x < y)
}
