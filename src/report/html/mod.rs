//! `report.html`: the results as one page to read.
//!
//! Input: the [`Overview`]; output: one self-contained file: no script, no remote request, one
//! style sheet allowed by its hash. The page has no clock, no timings and no memory in it, so equal
//! results give equal pages. Article text is hostile: every string that the template prints goes
//! through [`visible`] and HTML escaping in one formatter, addresses become links only as
//! `http(s)`, and ids of the page are numbers, never text. Cost: linear in the overview; memory: a
//! few times the page.

mod view;

use base64::Engine;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, ValueKind};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context, escape_formatter};
use sha2::{Digest, Sha256};

use super::display::{bytes, counted, day, grouped, percentage, visible};
use super::records::Overview;
use view::View;

const TEMPLATE: &str = include_str!("../report.html.jinja");
const STYLE: &str = include_str!("../report.css");

/// The page could not be made: a fault of the template, not of the data.
#[derive(Debug, thiserror::Error)]
#[error("cannot make report.html: {0}; please report this")]
pub struct PageError(#[from] minijinja::Error);

/// The report as one HTML page.
///
/// # Errors
/// Only for a fault in the built-in template.
pub fn page(overview: &Overview) -> Result<String, PageError> {
    let mut templates = Environment::new();
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    templates.set_auto_escape_callback(|_| AutoEscape::Html);
    templates.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    templates.set_formatter(|out, state, value| match value.kind() {
        // Safe strings are made by macros of the template, whose own output went through here.
        _ if value.is_safe() => escape_formatter(out, state, value),
        ValueKind::Number | ValueKind::Bool | ValueKind::Undefined => escape_formatter(out, state, value),
        ValueKind::None => Ok(()),
        _ => {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            escape_formatter(out, state, &Value::from(visible(&text).as_ref()))
        }
    });
    templates.add_filter("n", grouped);
    templates.add_filter("counted", counted_filter);
    templates.add_filter("day", |value: &str| day(value));
    templates.add_filter("percentage", percentage);
    templates.add_filter("score", |value: f64| format!("{value:.2}"));
    templates.add_filter("bytes", bytes);
    templates.add_filter("plain", |value: &str| value.replace('_', " "));
    templates.add_template("report.html", TEMPLATE)?;

    // A browser hashes what it parsed, and parsing turns CR LF into LF.
    let style = STYLE.replace("\r\n", "\n");
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(style.as_bytes()));
    Ok(templates.get_template("report.html")?.render(context! {
        style => Value::from_safe_string(style),
        style_hash => Value::from_safe_string(hash),
        view => Value::from(Serde(View::new(overview))),
        run => Value::from(Serde(&overview.run)),
    })?)
}

fn counted_filter(number: u64, one: &str, many: &str) -> String {
    counted(number, one, many)
}

#[cfg(test)]
mod tests;
