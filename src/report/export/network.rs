//! Networks as plain nodes and edges, and the one of outlets.
//!
//! Input: the files of a run; output: a [`Network`], which the writers of [`graph`](super::graph) put into XML. Every
//! outlet is a node, also one that shares nothing; two that share a story or a passage are joined by an edge without
//! direction whose weight is the number of shared words (of 1 where a story is all they share: a layout needs a weight).

use super::ExportError;
use super::read::Results;
use crate::report::records::Outlet;

/// A value of an attribute.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Text(String),
    Integer(u64),
    Real(f64),
    Boolean(bool),
}

/// A node or an edge without its ends.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) id: String,
    pub(super) label: String,
    /// When it began, ISO 8601, at the precision of [`Network::times`].
    pub(super) start: Option<String>,
    /// In the order of [`Network::node_keys`].
    pub(super) values: Vec<Option<Value>>,
}

/// An edge.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Edge {
    pub(super) source: String,
    pub(super) target: String,
    pub(super) weight: f64,
    pub(super) label: Option<String>,
    /// In the order of [`Network::edge_keys`].
    pub(super) values: Vec<Option<Value>>,
}

/// How node times are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Times {
    /// There are none.
    None,
    /// Calendar days.
    Days,
    /// Instants, UTC.
    Instants,
}

/// A network.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Network {
    pub(super) description: String,
    pub(super) directed: bool,
    pub(super) times: Times,
    /// Name and GraphML type of each attribute.
    pub(super) node_keys: &'static [(&'static str, &'static str)],
    pub(super) edge_keys: &'static [(&'static str, &'static str)],
    pub(super) nodes: Vec<Node>,
    pub(super) edges: Vec<Edge>,
}

/// The outlets and what they share.
pub(super) fn outlets(results: &Results) -> Result<Network, ExportError> {
    let mut nodes = Vec::new();
    results.each("outlets.jsonl", |o: Outlet| {
        let wire = o.wire_words_by_agency.values().sum();
        nodes.push(Node {
            id: o.outlet.clone(),
            label: o.outlet,
            start: None,
            values: vec![
                Some(Value::Integer(o.articles)),
                Some(Value::Integer(o.words)),
                Some(Value::Integer(o.shared_words)),
                Some(Value::Real(o.shared_share)),
                Some(Value::Integer(wire)),
                Some(Value::Integer(o.uncredited_wire_articles)),
            ],
        });
        Ok::<(), ExportError>(())
    })?;
    let edges = results.pairs()?.into_iter().map(|p| Edge {
        source: p.a,
        target: p.b,
        weight: p.words.max(1) as f64,
        label: None,
        values: vec![
            Some(Value::Integer(p.words)),
            Some(Value::Integer(p.stories)),
            Some(Value::Integer(p.passages)),
            Some(Value::Integer(p.a_first)),
            Some(Value::Integer(p.b_first)),
            Some(Value::Integer(p.order_unknown)),
            (!p.agencies.is_empty()).then_some(Value::Text(p.agencies)),
        ],
    });
    Ok(Network {
        description: "Outlets, joined by the words that both print".into(),
        directed: false,
        times: Times::None,
        node_keys: &[
            ("articles", "long"),
            ("words", "long"),
            ("shared_words", "long"),
            ("shared_share", "double"),
            ("wire_words", "long"),
            ("uncredited_wire_articles", "long"),
        ],
        edge_keys: &[
            ("words", "long"),
            ("stories", "long"),
            ("passages", "long"),
            ("source_first", "long"),
            ("target_first", "long"),
            ("order_unknown", "long"),
            ("agencies", "string"),
        ],
        nodes,
        edges: edges.collect(),
    })
}
