//! `report.html`: the results as one page to work from.
//!
//! Input: the [`Overview`] and the [`Contents`], which are rows of every table in parts; output: one
//! self-contained file. A short head stands in it as HTML, for print and for browsers without script;
//! the rest is data, deflated, which the bundled script (`page/` in the sources, committed in
//! `bundle/`) unpacks and draws. The policy allows that script and that style sheet by their hashes
//! and nothing else: no request, no `eval`, no markup made of text (trusted types).
//!
//! Article text is hostile: every string of the data goes through [`json`], every string of the head
//! through [`visible`] and HTML escaping; addresses are there only as `http(s)`; the script makes
//! text nodes only. No clock, no timings and no memory are in the page, so equal results and an equal
//! limit give equal pages. Cost: linear; memory: twice the page.

mod cells;
mod json;
mod pack;
mod printable;
mod rows;

use std::fmt::Write as _;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, ValueKind};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context, escape_formatter};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::display::{bytes, counted, grouped, visible};
use super::records::{Counts, LeftOut, Outlet, OutletPair, Overview, Rejected, Run, Warning};

pub use pack::{Contents, Part, ROWS, Tables};
pub use rows::{Directory, Row, SIDE_BY_SIDE};

const TEMPLATE: &str = include_str!("../report.html.jinja");
const STYLE: &str = include_str!("bundle/page.css");
const SCRIPT: &str = include_str!("bundle/page.js");
/// Where the data stand in the template.
const DATA: &str = "<!--data-->";

/// The page could not be made: a fault of the template, not of the data.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// The head could not be made.
    #[error("cannot make the head of report.html: {0}; please report this")]
    Template(#[from] minijinja::Error),
    /// A record could not become JSON.
    #[error("cannot make the data of report.html: {0}; please report this")]
    Json(#[from] serde_json::Error),
    /// The data could not be packed.
    #[error("cannot pack the data of report.html: {0}; please report this")]
    Pack(#[from] std::io::Error),
}

/// What the script reads first.
#[derive(Serialize)]
struct Head<'o> {
    tool: &'o str,
    version: &'o str,
    schema_version: u32,
    inputs: &'o [String],
    counts: &'o Counts,
    warnings: &'o [Warning],
    limits: &'o [String],
    parameters: Vec<(&'o str, String)>,
    outlets: &'o [Outlet],
    pairs: &'o [OutletPair],
    rejected: &'o [Rejected],
    /// Rows of the page: articles without a credit, stories, passages, quotations.
    held: [u64; 4],
    left_out: LeftOut,
    /// Rows of a part.
    part_rows: usize,
    /// First article of each part.
    first_articles: &'o [u32],
}

impl<'o> Head<'o> {
    fn new(overview: &'o Overview, contents: &'o Contents) -> Self {
        let run: &Run = &overview.run;
        Self {
            tool: &run.tool,
            version: &run.version,
            schema_version: run.schema_version,
            inputs: &run.inputs,
            counts: &run.counts,
            warnings: &run.warnings,
            limits: &run.limits,
            parameters: run
                .parameters
                .iter()
                .map(|(n, v)| (n.as_str(), v.to_string()))
                .collect(),
            outlets: &overview.outlets,
            pairs: &overview.pairs,
            rejected: &overview.rejected,
            held: contents.rows(),
            left_out: overview.left_out,
            part_rows: ROWS,
            first_articles: &contents.first_articles,
        }
    }
}

/// Bytes that are left for [`Contents`] in a page of `limit` bytes: without the script, the style sheet and the
/// tables that it always holds whole.
///
/// # Errors
/// Only for a fault of the program.
pub fn room(overview: &Overview, limit: usize) -> Result<usize, PageError> {
    /// For numbers that are not known yet.
    const SPARE: usize = 8 * 1024;
    Ok(limit.saturating_sub(page(overview, &Contents::default())?.len() + SPARE))
}

/// The report as one HTML page.
///
/// # Errors
/// Only for a fault of the program.
pub fn page(overview: &Overview, contents: &Contents) -> Result<String, PageError> {
    let shell = shell(overview)?;
    let (before, after) = shell.split_once(DATA).unwrap_or((&shell, ""));
    let mut page = String::from(before);
    let mut add = |table: &str, number: usize, data: &str| {
        // Writing to a text cannot fail. A data block is neither run nor parsed as markup.
        let _ = writeln!(
            page,
            "<script type=\"application/octet-stream\" id=\"{table}-{number}\">{data}</script>"
        );
    };
    add(
        "head",
        0,
        &pack::packed(&json::to_json(&Head::new(overview, contents))?)?,
    );
    let tables = &contents.tables;
    for (name, parts) in [
        ("uncredited", &tables.uncredited),
        ("stories", &tables.stories),
        ("passages", &tables.passages),
        ("quotes", &tables.quotes),
        ("articles", &contents.articles),
    ] {
        for (number, part) in parts.iter().enumerate() {
            add(name, number, &part.lines);
            if !part.sheets.is_empty() {
                add(&format!("{name}-sheets"), number, &part.sheets);
            }
        }
    }
    page.push_str(after);
    Ok(page)
}

/// The page without its data.
fn shell(overview: &Overview) -> Result<String, PageError> {
    let mut templates = Environment::new();
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    templates.set_auto_escape_callback(|_| AutoEscape::Html);
    templates.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    templates.set_formatter(|out, state, value| match value.kind() {
        // Safe strings are the bundle and its hashes.
        _ if value.is_safe() => escape_formatter(out, state, value),
        ValueKind::Number | ValueKind::Bool | ValueKind::Undefined => escape_formatter(out, state, value),
        ValueKind::None => Ok(()),
        _ => {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            escape_formatter(out, state, &Value::from(visible(&text).as_ref()))
        }
    });
    templates.add_filter("n", grouped);
    templates.add_filter("counted", |number: u64, one: &str, many: &str| {
        counted(number, one, many)
    });
    templates.add_filter("bytes", bytes);
    templates.add_template("report.html", TEMPLATE)?;

    // A browser hashes what it parsed, and parsing turns CR LF into LF.
    let (style, script) = (STYLE.replace("\r\n", "\n"), SCRIPT.replace("\r\n", "\n"));
    let hash = |text: &str| Value::from_safe_string(STANDARD.encode(Sha256::digest(text.as_bytes())));
    Ok(templates.get_template("report.html")?.render(context! {
        style_hash => hash(&style),
        script_hash => hash(&script),
        style => Value::from_safe_string(style),
        script => Value::from_safe_string(script),
        run => Value::from(Serde(&overview.run)),
    })?)
}

#[cfg(test)]
mod tests;
