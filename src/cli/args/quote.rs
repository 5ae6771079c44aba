//! `dedupe quote`, as typed.

use super::values::columns;
use super::{Colour, ReadArgs, SayArgs};

const QUOTE_EXAMPLES: &str = "\
Examples:
  dedupe quote \"accelerate and expand\" news/            every article that carries it, earliest first
  dedupe quote \"we will not sign\" 'dumps/2026-*.jsonl.zst' --all
  dedupe quote \"we had never been told\" news.jsonl --json | jq '.quotes[0].quote.carriers[].outlet'
  zcat dump.gz | dedupe quote \"not one euro\" - --fail-on-match";

const QUOTE_NOTES: &str = "\
What is found:
  Quotations that hold the words, whatever their case and marks, with up to a fifth of them changed; a
  word with a typing error costs a quarter of that. With each come all carriers of the same quotation
  in other wordings, as 'dedupe scan' would join them. Words that went are [-so-], words that came
  {+so+}; in colour they are red and green. Places where the words stand without quotation marks are
  listed apart, if there are three words or more and two of them are uncommon.

What is told:
  Earliest means earliest in these articles, as far as their dates tell. Independent origins are an
  upper bound: carriers are one origin only where the text shows it. A speaker is the one this
  article names, with the rule that found him and the share of its answers that were right.

Inputs are the articles; a folder of results stands for the articles that it was made of. Nothing
found is no error: what was searched is said, and what comes nearest.";

const QUOTE_EXIT_CODES: &str = "\
Exit codes:
  0    done, whether anything was found or not
  1    done, and a quotation holds the words (only with --fail-on-match)
  2    wrong usage or a fatal error: one line on standard error says what and how to repair it
  3    done, but some records were rejected
  130  interrupted";

/// Shows every article that carries a quotation, in any wording, earliest first.
///
/// With outlet, date, speaker and the words that differ for each, and how many independent origins there are.
#[derive(Debug, clap::Args)]
#[command(
    before_long_help = QUOTE_EXAMPLES,
    after_help = "'--help' shows examples, what is found and what is told.",
    after_long_help = format!("{QUOTE_NOTES}\n\n{QUOTE_EXIT_CODES}"),
)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(in crate::cli) struct QuoteArgs {
    /// The words, as one argument: in quotation marks for the shell.
    #[arg(value_name = "WORDS")]
    pub(in crate::cli) words: String,

    #[command(flatten)]
    pub(in crate::cli) read: ReadArgs,

    /// Print every quotation that holds the words, not only the five nearest.
    #[arg(long, conflicts_with = "json")]
    pub(in crate::cli) all: bool,

    /// Print one JSON object.
    ///
    /// 'dedupe schema quote' explains it.
    #[arg(long)]
    pub(in crate::cli) json: bool,

    /// Exit with 1 when a quotation holds the words.
    #[arg(long)]
    pub(in crate::cli) fail_on_match: bool,

    /// Columns to print in [default: those of the terminal, else 100].
    #[arg(long, value_name = "N", value_parser = columns)]
    pub(in crate::cli) width: Option<usize>,

    #[command(flatten)]
    pub(in crate::cli) say: SayArgs,

    /// Colour instead of marks.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Colour::Auto)]
    #[arg(help = "Colour instead of marks; auto is on a terminal or with CLICOLOR_FORCE, unless NO_COLOR is set")]
    pub(in crate::cli) color: Colour,
}
