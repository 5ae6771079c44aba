//! `dedupe man`: the manual page of dedupe, or of one of its commands.

use std::fmt::Write;

use anyhow::{Context, bail};
use clap::builder::Resettable;
use clap::{Command, CommandFactory};

use super::args::{Args, ManArgs};
use super::{Outcome, emit};

pub(super) fn run(args: &ManArgs) -> anyhow::Result<Outcome> {
    let mut dedupe = Args::command();
    // Names every command as `man` finds it: dedupe-scan.
    dedupe.build();
    let command = match &args.command {
        None => dedupe.clone(),
        Some(name) => {
            let Some(command) = dedupe.find_subcommand(name) else {
                let names: Vec<&str> = dedupe.get_subcommands().map(Command::get_name).collect();
                bail!("there is no command '{name}' (the commands are {})", names.join(", "));
            };
            command.clone()
        }
    };
    let sections = sections(&command);
    let command = command
        .before_long_help(Resettable::Reset)
        .after_long_help(Resettable::Reset)
        .after_help(Resettable::Reset);
    let mut page = Vec::new();
    // No date: the same version prints the same page.
    clap_mangen::Man::new(command)
        .date("")
        .source(format!("dedupe {}", env!("CARGO_PKG_VERSION")))
        .manual("dedupe")
        .render(&mut page)
        .context("cannot write the page")?;
    emit(&format!("{}{sections}", String::from_utf8_lossy(&page)))?;
    Ok(Outcome::Done)
}

/// The paragraphs around the long help (examples, files, exit codes) as sections whose lines stay lines.
fn sections(command: &Command) -> String {
    let mut out = String::new();
    let around = [command.get_before_long_help(), command.get_after_long_help()];
    for text in around.into_iter().flatten().map(ToString::to_string) {
        for block in text.split("\n\n") {
            let mut lines = block.lines();
            let title = lines.next().unwrap_or_default();
            let title = title.split([':', '(']).next().unwrap_or_default().trim();
            let _ = writeln!(out, ".SH {}\n.nf", title.to_uppercase());
            for line in lines {
                let line = line
                    .strip_prefix("  ")
                    .unwrap_or(line)
                    .replace('\\', "\\e")
                    .replace('-', "\\-");
                // A dot or an apostrophe at the start of a line would be a request.
                let guard = if line.starts_with(['.', '\'']) { "\\&" } else { "" };
                let _ = writeln!(out, "{guard}{line}");
            }
            out.push_str(".fi\n");
        }
    }
    out
}
