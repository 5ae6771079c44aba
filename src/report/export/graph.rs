//! GraphML and GEXF.
//!
//! Input: a [`Network`]; output: XML by `quick-xml`, which escapes every text; characters that XML does not allow are
//! left out. GraphML (graphml.graphdrawing.org) has no times of its own, so that they are attributes, and its schema
//! takes no spaces in the id of a node: nodes are numbered there, and the id is an attribute too; GEXF 1.3
//! (gexf.net) has them as `start`, with which Gephi's timeline plays.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::super::lines::WriteError;
use super::Format;
use super::network::{Network, Times, Value};
use crate::hash::Map;

type Xml<'w> = Writer<&'w mut BufWriter<File>>;

/// Writes a network in one of the two formats.
pub(super) fn write(format: Format, network: &Network, path: &Path) -> Result<(), WriteError> {
    let write = || {
        let mut out = BufWriter::with_capacity(256 << 10, File::create(path)?);
        let mut xml = Writer::new_with_indent(&mut out, b' ', 1);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        if format == Format::Gexf {
            gexf(&mut xml, network)?;
        } else {
            graphml(&mut xml, network)?;
        }
        out.write_all(b"\n")?;
        out.flush()
    };
    write().map_err(|e: std::io::Error| WriteError::new(path, e))
}

/// The text without the characters that no XML document may hold.
fn allowed(text: &str) -> String {
    let fine =
        |c: &char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    text.chars().filter(fine).collect()
}

fn plain(value: &Value) -> String {
    match value {
        Value::Text(text) => allowed(text),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Boolean(yes) => yes.to_string(),
    }
}

fn graphml(xml: &mut Xml<'_>, network: &Network) -> std::io::Result<()> {
    let keys = |xml: &mut Xml<'_>, of: &str, prefix: char, keys: &[(&str, &str)]| -> std::io::Result<()> {
        for (at, (name, kind)) in keys.iter().enumerate() {
            let id = format!("{prefix}{at}");
            let key = xml.create_element("key");
            let key = key.with_attributes([
                ("id", id.as_str()),
                ("for", of),
                ("attr.name", name),
                ("attr.type", kind),
            ]);
            key.write_empty()?;
        }
        Ok(())
    };
    let data = |xml: &mut Xml<'_>, key: &str, text: &str| -> std::io::Result<()> {
        let data = xml.create_element("data").with_attribute(("key", key));
        data.write_text_content(BytesText::new(text)).map(drop)
    };
    let values = |xml: &mut Xml<'_>, prefix: char, values: &[Option<Value>]| -> std::io::Result<()> {
        for (at, value) in values.iter().enumerate() {
            if let Some(value) = value {
                data(xml, &format!("{prefix}{at}"), &plain(value))?;
            }
        }
        Ok(())
    };
    let root = xml.create_element("graphml").with_attributes([
        ("xmlns", "http://graphml.graphdrawing.org/xmlns"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        (
            "xsi:schemaLocation",
            "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd",
        ),
    ]);
    root.write_inner_content(|xml| {
        keys(xml, "node", 'n', network.node_keys)?;
        keys(
            xml,
            "node",
            'l',
            &[("label", "string"), ("start", "string"), ("name", "string")],
        )?;
        keys(xml, "edge", 'e', network.edge_keys)?;
        keys(xml, "edge", 'w', &[("weight", "double"), ("label", "string")])?;
        let direction = if network.directed { "directed" } else { "undirected" };
        let graph = xml.create_element("graph");
        let graph = graph.with_attributes([("id", "G"), ("edgedefault", direction)]);
        graph.write_inner_content(|xml| {
            let desc = xml.create_element("desc");
            desc.write_text_content(BytesText::new(&allowed(&network.description)))?;
            let numbers: Map<&str, usize> = network.nodes.iter().map(|n| n.id.as_str()).zip(0..).collect();
            for (number, node) in network.nodes.iter().enumerate() {
                let element = xml.create_element("node");
                let element = element.with_attribute(("id", format!("v{number}").as_str()));
                element.write_inner_content(|xml| {
                    data(xml, "l0", &allowed(&node.label))?;
                    data(xml, "l2", &allowed(&node.id))?;
                    if let Some(start) = &node.start {
                        data(xml, "l1", start)?;
                    }
                    values(xml, 'n', &node.values)
                })?;
            }
            for edge in &network.edges {
                let (Some(source), Some(target)) =
                    (numbers.get(edge.source.as_str()), numbers.get(edge.target.as_str()))
                else {
                    continue;
                };
                let ends = [format!("v{source}"), format!("v{target}")];
                let element = xml.create_element("edge");
                let element = element.with_attributes([("source", ends[0].as_str()), ("target", ends[1].as_str())]);
                element.write_inner_content(|xml| {
                    data(xml, "w0", &edge.weight.to_string())?;
                    if let Some(label) = &edge.label {
                        data(xml, "w1", &allowed(label))?;
                    }
                    values(xml, 'e', &edge.values)
                })?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

fn gexf(xml: &mut Xml<'_>, network: &Network) -> std::io::Result<()> {
    let attributes = |xml: &mut Xml<'_>, class: &str, keys: &[(&str, &str)]| -> std::io::Result<()> {
        let list = xml.create_element("attributes").with_attribute(("class", class));
        list.write_inner_content(|xml| {
            for (at, (name, kind)) in keys.iter().enumerate() {
                let id = at.to_string();
                let one = xml.create_element("attribute");
                one.with_attributes([("id", id.as_str()), ("title", name), ("type", kind)])
                    .write_empty()?;
            }
            Ok(())
        })
        .map(drop)
    };
    let values = |xml: &mut Xml<'_>, values: &[Option<Value>]| -> std::io::Result<()> {
        xml.create_element("attvalues")
            .write_inner_content(|xml| {
                for (at, value) in values.iter().enumerate() {
                    let Some(value) = value else { continue };
                    let (at, value) = (at.to_string(), plain(value));
                    let one = xml.create_element("attvalue");
                    one.with_attributes([("for", at.as_str()), ("value", value.as_str())])
                        .write_empty()?;
                }
                Ok(())
            })
            .map(drop)
    };
    let root = xml.create_element("gexf").with_attributes([
        ("xmlns", "http://gexf.net/1.3"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ("xsi:schemaLocation", "http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd"),
        ("version", "1.3"),
    ]);
    root.write_inner_content(|xml| {
        xml.create_element("meta").write_inner_content(|xml| {
            let creator = xml.create_element("creator");
            creator.write_text_content(BytesText::new(concat!("dedupe ", env!("CARGO_PKG_VERSION"))))?;
            let description = xml.create_element("description");
            description.write_text_content(BytesText::new(&allowed(&network.description)))?;
            Ok(())
        })?;
        let direction = if network.directed { "directed" } else { "undirected" };
        let mut graph = xml
            .create_element("graph")
            .with_attribute(("defaultedgetype", direction));
        graph = match network.times {
            Times::None => graph.with_attribute(("mode", "static")),
            Times::Days => graph.with_attributes([("mode", "dynamic"), ("timeformat", "date")]),
            Times::Instants => graph.with_attributes([("mode", "dynamic"), ("timeformat", "dateTime")]),
        };
        graph.write_inner_content(|xml| {
            attributes(xml, "node", network.node_keys)?;
            attributes(xml, "edge", network.edge_keys)?;
            xml.create_element("nodes").write_inner_content(|xml| {
                for node in &network.nodes {
                    let (id, label) = (allowed(&node.id), allowed(&node.label));
                    let mut element = xml.create_element("node");
                    element = element.with_attributes([("id", id.as_str()), ("label", label.as_str())]);
                    if let Some(start) = &node.start {
                        element = element.with_attribute(("start", start.as_str()));
                    }
                    element.write_inner_content(|xml| values(xml, &node.values))?;
                }
                Ok(())
            })?;
            xml.create_element("edges").write_inner_content(|xml| {
                for (number, edge) in network.edges.iter().enumerate() {
                    let ends = [allowed(&edge.source), allowed(&edge.target)];
                    let (number, weight) = (number.to_string(), edge.weight.to_string());
                    let mut element = xml.create_element("edge");
                    element = element.with_attributes([
                        ("id", number.as_str()),
                        ("source", ends[0].as_str()),
                        ("target", ends[1].as_str()),
                        ("weight", weight.as_str()),
                    ]);
                    let label = edge.label.as_deref().map(allowed);
                    if let Some(label) = &label {
                        element = element.with_attribute(("label", label.as_str()));
                    }
                    element.write_inner_content(|xml| values(xml, &edge.values))?;
                }
                Ok(())
            })?;
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}
