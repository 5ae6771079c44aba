//! `dedupe man`: the manual page of dedupe, or of one of its commands.

use anyhow::{Context, bail};
use clap::CommandFactory;

use super::args::{Args, ManArgs};
use super::{Outcome, emit};

pub(super) fn run(args: &ManArgs) -> anyhow::Result<Outcome> {
    let mut dedupe = Args::command();
    dedupe.build();
    let command = match &args.command {
        None => dedupe.clone(),
        Some(name) => {
            let Some(command) = dedupe.find_subcommand(name) else {
                let names: Vec<&str> = dedupe.get_subcommands().map(clap::Command::get_name).collect();
                bail!("there is no command '{name}' (the commands are {})", names.join(", "));
            };
            // `build` has named it as `man` finds it: dedupe-scan.
            command.clone()
        }
    };
    let mut page = Vec::new();
    // No date: the same version prints the same page.
    clap_mangen::Man::new(command)
        .date("")
        .render(&mut page)
        .context("cannot write the page")?;
    emit(&String::from_utf8_lossy(&page))?;
    Ok(Outcome::Done)
}
