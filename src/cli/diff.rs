//! `dedupe diff`: two articles side by side.
//!
//! Picks both ([`pick`](super::pick)), asks [`pipeline::diff`](crate::pipeline::diff()), prints a page or one JSON object.

use anyhow::{Context, bail};

use super::args::DiffArgs;
use super::pick::pick;
use super::{Outcome, emit, say, terminal};
use crate::ingest::FieldMap;
use crate::pipeline::{self, Params};
use crate::report::{Layout, json_line, side_by_side};

/// Wider than this a column is hard to read.
const MAX_WIDTH: usize = 180;

pub(super) fn run(args: &DiffArgs) -> anyhow::Result<Outcome> {
    let from_stdin = |name: &str| name == "-" || name.starts_with("-#");
    if from_stdin(&args.a) && from_stdin(&args.b) {
        bail!("standard input cannot be both A and B (put one of them in a file)");
    }
    let map = FieldMap::parse(&args.map)?;
    let (a, warnings_a) = pick(&args.a, &map)?;
    let (b, warnings_b) = pick(&args.b, &map)?;
    let params = params(args.min_words);
    let found = pipeline::diff(&a, &b, &params);
    if !args.quiet {
        for warning in warnings_a.iter().chain(&warnings_b) {
            say(&format!("dedupe: {}", super::one_line(&warning.to_string())));
        }
        let record = found.record(&a, &b, &params);
        if args.json {
            let line = json_line(&record).context("cannot write the record")?;
            emit(&String::from_utf8_lossy(&line))?;
        } else {
            let layout = Layout {
                width: args.width.unwrap_or_else(|| terminal::width().min(MAX_WIDTH)),
                colour: terminal::colour(args.color),
                all: args.all,
            };
            emit(&side_by_side(&record, (&a.text, &b.text), &layout))?;
        }
    }
    Ok(if args.fail_on_match && !found.passages.is_empty() {
        Outcome::Matched
    } else {
        Outcome::Done
    })
}

/// The parameters of a scan, but for the length of a passage: what is shorter has shorter runs and seeds.
fn params(min_words: usize) -> Params {
    let mut params = Params::default();
    params.align.min_words = min_words;
    params.align.min_run_words = params.align.min_run_words.min(min_words);
    params.align.seed_words = params.align.seed_words.min(min_words);
    params
}
