//! `dedupe completions`: the completion script for a shell.

use clap::CommandFactory;

use super::args::{Args, CompletionsArgs};
use super::{Outcome, emit};

pub(super) fn run(args: &CompletionsArgs) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "dedupe", &mut script);
    emit(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Done)
}
