//! `dedupe schema`: the JSON Schema of a result file, or of all.

use anyhow::Context;

use super::args::SchemaArgs;
use super::{Outcome, emit};

pub(super) fn run(args: &SchemaArgs) -> anyhow::Result<Outcome> {
    let schemas = crate::report::schemas();
    let text = match args.name {
        Some(name) => serde_json::to_string_pretty(&schemas.get(name)),
        None => serde_json::to_string_pretty(&schemas),
    };
    emit(&(text.context("cannot write the schema")? + "\n"))?;
    Ok(Outcome::Done)
}
