//! `dedupe quote`: where was this quotation printed, in which words, and by whom is it said to have been said?
//!
//! Asks [`pipeline::trace`](crate::pipeline::trace()), prints a page or one JSON object.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, bail};

use super::args::QuoteArgs;
use super::progress::shown;
use super::{Outcome, emit, inputs, interrupt, one_line, say, terminal};
use crate::ingest::FieldMap;
use crate::pipeline::{self, Params, ScanError, Settings};
use crate::quote::{MAX_WORDS, Query};
use crate::report::{TraceLayout, json_line, trace_page};

/// Wider than this a line is hard to read.
const MAX_WIDTH: usize = 120;
const EXAMPLE: &str = "dedupe quote \"accelerate and expand\" news/";

pub(super) fn run(args: &QuoteArgs) -> anyhow::Result<Outcome> {
    let Some(query) = Query::new(&args.words) else {
        bail!(
            "there is no word in '{}' (give the words of a quotation: {EXAMPLE})",
            args.words
        );
    };
    if query.words().len() > MAX_WORDS {
        bail!(
            "{} words are too many to look for (give up to {MAX_WORDS} of them: a part finds the whole)",
            query.words().len()
        );
    }
    let settings = settings(args)?;
    let cancel = Arc::new(AtomicBool::new(false));
    interrupt::on_interrupt(&cancel, || {})?;
    let found = {
        let progress = shown(args.say.quiet, args.say.verbose);
        pipeline::trace(&settings, &args.words, &query, &*progress, &cancel)
    };
    let (trace, warnings) = match found {
        Ok(found) => found,
        Err(ScanError::Cancelled) => return Ok(interrupt::interrupted()),
        Err(error) => return Err(error.into()),
    };
    if cancel.load(Ordering::Relaxed) {
        return Ok(interrupt::interrupted());
    }
    if !args.say.quiet {
        for warning in &warnings {
            say(&format!("dedupe: {}", one_line(&warning.message)));
        }
        if trace.searched.rejected > 0 {
            say(&format!(
                "dedupe: {} could not be read ('dedupe scan' lists them with reasons)",
                if trace.searched.rejected == 1 {
                    "1 record".to_owned()
                } else {
                    format!("{} records", trace.searched.rejected)
                }
            ));
        }
        if args.json {
            let line = json_line(&trace).context("cannot write the record")?;
            emit(&String::from_utf8_lossy(&line))?;
        } else {
            let layout = TraceLayout {
                width: args.width.unwrap_or_else(|| terminal::width().min(MAX_WIDTH)),
                colour: terminal::colour(args.color),
                all: args.all,
            };
            emit(&trace_page(&trace, &layout))?;
        }
    }
    Ok(if args.fail_on_match && !trace.quotes.is_empty() {
        Outcome::Matched
    } else if trace.searched.rejected > 0 {
        Outcome::Rejected
    } else {
        Outcome::Done
    })
}

fn settings(args: &QuoteArgs) -> anyhow::Result<Settings> {
    let typed = &args.read.inputs;
    // Words without quotation marks come in as inputs.
    if let [first, _, ..] = typed.as_slice()
        && first != "-"
        && !first.contains(['*', '?', '[', '{', '/', '.'])
        && !Path::new(first).exists()
    {
        bail!("there is no file or folder '{first}' (words of a quotation are one argument: {EXAMPLE})");
    }
    let typed = &articles_of_results(typed)?;
    Ok(Settings {
        inputs: inputs::inputs(typed, args.read.files_from.as_deref(), EXAMPLE)?,
        threads: args.read.threads,
        map: FieldMap::parse(&args.read.map)?,
        params: Params::default(),
        budget: None,
        ..Settings::default()
    })
}

/// A folder of results stands for the articles it was made of, where they are still there.
fn articles_of_results(typed: &[String]) -> anyhow::Result<Vec<String>> {
    let mut named = Vec::new();
    for input in typed {
        let folder = Path::new(input);
        if !holds_results(folder) {
            named.push(input.clone());
            continue;
        }
        let run = std::fs::read(folder.join("run.json")).with_context(|| format!("cannot read {input}/run.json"))?;
        let run: serde_json::Value = serde_json::from_slice(&run).unwrap_or_default();
        let inputs: Vec<&str> = run["inputs"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|i| i.as_str())
            .collect();
        if let Some(gone) = inputs
            .iter()
            .find(|i| !i.contains(['*', '?', '[', '{']) && !Path::new(i).exists())
        {
            bail!(
                "{input} holds the results of a scan, without the texts, and the '{gone}' that it was made of is not here \
                 (name the articles themselves)"
            );
        }
        if inputs.is_empty() {
            bail!(
                "{input} holds the results of a scan, and its run.json does not say of what (name the articles themselves)"
            );
        }
        named.extend(inputs.into_iter().map(str::to_owned));
    }
    Ok(named)
}

fn holds_results(folder: &Path) -> bool {
    ["run.json", "quotes.jsonl", "articles.jsonl"]
        .iter()
        .all(|name| folder.join(name).is_file())
}
