//! What was typed.
//!
//! Everything here is text as the user gave it; [`scan`](super::scan) makes settings of it. An
//! option stands here only when it does something.

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;

pub(super) use self::diff::DiffArgs;
pub(super) use self::export::{ExportArgs, FormatArg};
pub(super) use self::quote::QuoteArgs;
pub(super) use self::scan::ScanArgs;
pub(super) use self::synthetic::{EvalArgs, SynthArgs};
pub(super) use self::unique::{ByArg, KeepArg, UniqueArgs};
use self::values::{schema_name, threads};

mod diff;
mod export;
mod quote;
mod scan;
mod synthetic;
mod unique;
mod values;

const EXAMPLES: &str = "\
Examples:
  dedupe scan news/ --out result            every article below news/, results in result/
  dedupe scan 2026-*.jsonl.zst -j 8         dumps, eight threads, results in dedupe-out/
  zcat dump.gz | dedupe scan - --map text=body,outlet=site
  dedupe quote \"accelerate and expand\" news/   who printed these words, earliest first
  dedupe schema quotes.jsonl                what each field of a file means";

const EXIT_CODES: &str = "\
Exit codes:
  0    done
  1    done, and a match was found (only with --fail-on-match)
  2    wrong usage or a fatal error: one line on standard error says what and how to repair it
  3    done, but some records were rejected; they are listed, the rest is complete
  130  interrupted; nothing is left behind";

/// Finds near-duplicates, shared passages and quotations in news: who printed it first, who copied
/// it, who changed the quote.
#[derive(Debug, Parser)]
#[command(
    name = "dedupe",
    bin_name = "dedupe",
    version,
    max_term_width = 100,
    subcommand_required = true,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    before_long_help = EXAMPLES,
    after_help = "'dedupe COMMAND --help' says more about a command.",
    after_long_help = EXIT_CODES,
)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Scan(ScanArgs),
    Unique(UniqueArgs),
    Diff(DiffArgs),
    Quote(QuoteArgs),
    Export(ExportArgs),
    Synth(SynthArgs),
    Eval(EvalArgs),
    Schema(SchemaArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

// What every command that reads articles has. No doc comment: clap would show it in place of the command's own.
#[derive(Debug, clap::Args)]
pub(super) struct ReadArgs {
    /// Files, folders, globs, or - for JSON Lines on standard input.
    ///
    /// Folders are read with all below them. Read are .txt (one article a file), .json and .jsonl, each also .gz or .zst.
    #[arg(value_name = "INPUT")]
    pub(super) inputs: Vec<String>,

    /// Read inputs from FILE too, one a line (- for standard input).
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(super) files_from: Option<PathBuf>,

    /// Which JSON field is what: text=body,outlet=site.
    ///
    /// Needed only where the names differ from the usual ones. May be given several times.
    #[arg(long, value_name = "KEY=FIELD", value_delimiter = ',')]
    pub(super) map: Vec<String>,

    /// Worker threads [default: all cores].
    ///
    /// The results are the same for any number.
    #[arg(short = 'j', long, value_name = "N", value_parser = threads)]
    pub(super) threads: Option<usize>,
}

// How much a command says. No doc comment here either.
#[derive(Debug, clap::Args)]
pub(super) struct SayArgs {
    /// Print nothing but errors.
    #[arg(short, long, conflicts_with = "verbose")]
    pub(super) quiet: bool,

    /// Print parameters, rates and memory too.
    #[arg(short, long)]
    pub(super) verbose: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    Auto,
    Always,
    Never,
}

/// Prints the JSON Schema of a result file, or of all.
#[derive(Debug, clap::Args)]
pub(super) struct SchemaArgs {
    /// The file, with or without its suffix [default: all, as one object by file name].
    #[arg(value_name = "NAME", value_parser = schema_name)]
    pub(super) name: Option<&'static str>,
}

/// Prints the completion script for a shell.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Where to put it:
  bash  dedupe completions bash > ~/.local/share/bash-completion/completions/dedupe
  zsh   dedupe completions zsh > ~/.zfunc/_dedupe      (with ~/.zfunc in $fpath)
  fish  dedupe completions fish > ~/.config/fish/completions/dedupe.fish")]
pub(super) struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum)]
    pub(super) shell: Shell,
}

/// Prints the manual page of dedupe, or of one of its commands.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  dedupe man scan | man -l -
  dedupe man > ~/.local/share/man/man1/dedupe.1")]
pub(super) struct ManArgs {
    /// The command.
    #[arg(value_name = "COMMAND")]
    pub(super) command: Option<String>,
}
