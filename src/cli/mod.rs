//! Arguments → settings → one run; what it found → the terminal and an exit code.
//!
//! Input: the command line; output: data on standard output, all else on standard error, and an
//! exit code: 0 done, 1 a match with `--fail-on-match`, 2 wrong usage or a fatal error (one line
//! that says what and how to repair it), 3 done but some records were rejected, 130 interrupted.
//! One file per command. Nothing here computes: it asks [`pipeline`](crate::pipeline) and shows.

mod allocator;
mod args;
mod completions;
mod diff;
mod eval;
mod export;
mod inputs;
mod interrupt;
mod man;
mod output;
mod pick;
mod progress;
mod quote;
mod scan;
mod schema;
mod sink;
mod synth;
mod terminal;
mod unique;

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::error::ErrorKind as ClapError;
use clap::{CommandFactory, Parser};

use args::{Args, Command};

/// How a command that did its work ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Done,
    Matched,
    Rejected,
    Interrupted,
}

impl Outcome {
    const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Matched => 1,
            Self::Rejected => 3,
            Self::Interrupted => INTERRUPTED,
        }
    }
}

/// Wrong usage or a fatal error.
const FATAL: u8 = 2;
/// Ended by Ctrl-C or a request to terminate, as a shell reports it.
const INTERRUPTED: u8 = 130;

/// Runs the command line of this process.
#[must_use]
pub fn run() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return not_parsed(&error),
    };
    let outcome = match &args.command {
        Command::Scan(args) => scan::run(args),
        Command::Unique(args) => unique::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Quote(args) => quote::run(args),
        Command::Export(args) => export::run(args),
        Command::Synth(args) => synth::run(args),
        Command::Eval(args) => eval::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => man::run(args),
    };
    match outcome {
        Ok(outcome) => ExitCode::from(outcome.code()),
        Err(error) => {
            say(&format!("dedupe: error: {}", one_line(&format!("{error:#}"))));
            ExitCode::from(FATAL)
        }
    }
}

/// Help and version go to standard output; anything else is one line on standard error.
fn not_parsed(error: &clap::Error) -> ExitCode {
    if matches!(error.kind(), ClapError::DisplayHelp | ClapError::DisplayVersion) {
        // clap's own printing knows whether standard output is a terminal that shows styles.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    if error.kind() == ClapError::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = error.print();
        return ExitCode::from(FATAL);
    }
    let typed: Vec<String> = std::env::args().skip(1).collect();
    say(&format!("dedupe: error: {}", usage_error(&error.to_string(), &typed)));
    ExitCode::from(FATAL)
}

/// clap's message of several paragraphs as one line: what is wrong, its tips, where the help is.
fn usage_error(message: &str, typed: &[String]) -> String {
    let (mut what, mut repairs) = (Vec::new(), Vec::new());
    for line in message.lines().map(str::trim) {
        if line.starts_with("Usage:") || line.starts_with("For more information") {
            continue;
        }
        if let Some(tip) = line.strip_prefix("tip:") {
            repairs.push(tip.trim().to_owned());
        } else if !line.is_empty() {
            what.push(line.strip_prefix("error: ").unwrap_or(line).to_owned());
        }
    }
    let command = Args::command()
        .get_subcommands()
        .map(|c| c.get_name().to_owned())
        .find(|name| typed.first() == Some(name));
    repairs.push(match command {
        Some(name) => format!("see 'dedupe {name} --help'"),
        None => "see 'dedupe --help'".into(),
    });
    one_line(&format!("{} ({})", what.join(" "), repairs.join("; ")))
}

/// Control characters of a file name must not reach the terminal.
fn one_line(text: &str) -> String {
    let plain = text.replace(|c: char| c.is_control(), " ");
    plain
        .split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Prints one line on standard error; where that is closed there is nobody to tell.
fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Prints data on standard output; a reader who has seen enough (a closed pipe) is no error.
fn emit(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(anyhow::Error::new(error).context(
            "cannot write to standard output (is there room where it goes?); files that were named are complete",
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn usage_errors_are_one_line() {
        let check = |line: &str, expected: &str| {
            let typed: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
            let parsed = Args::try_parse_from(std::iter::once("dedupe".to_owned()).chain(typed.iter().cloned()));
            assert_eq!(usage_error(&parsed.unwrap_err().to_string(), &typed), expected);
        };
        check(
            "scan --fruce data",
            "unexpected argument '--fruce' found (a similar argument exists: '--force'; see 'dedupe scan --help')",
        );
        check(
            "scann data",
            "unrecognized subcommand 'scann' (a similar subcommand exists: 'scan'; see 'dedupe --help')",
        );
        check(
            "scan -j 0 data",
            "invalid value '0' for '--threads <N>': a run needs at least one thread (see 'dedupe scan --help')",
        );
    }
}
