//! `dedupe diff`, as typed.

use super::Colour;
use super::values::{columns, passage_words};

const DIFF_EXAMPLES: &str = "\
Examples:
  dedupe diff harbour.txt tidewater.txt                 two text files
  dedupe diff news.jsonl#a-17 news.jsonl#a-23           two articles of a dump, by their ids
  dedupe diff dump.jsonl.zst#40 draft.txt               the 40th record of a dump
  dedupe diff 'news#metro/fire.txt' 'news#daily/fire.txt'   as 'dedupe scan news' names them
  dedupe diff a.txt b.txt --json | jq '.matches[] | {a_start, a_end, kind}'
  grep '\"a-17\"' dump.jsonl | dedupe diff - draft.txt --fail-on-match";

const DIFF_NOTES: &str = "\
What is shown:
  Both articles, how much of each stands in the other, and each passage that both print, in order of
  A, with its place in both (code points, so A[120:480] is text[120:480] in Python). Words that went
  are [-so-], words that came {+so+}; in colour they are red and green. Typography does not count as
  a difference. A passage has 9 words in a row that agree, or --min-words if that is less.

Naming an article:
  FILE is enough where the file holds one. FILE#ID names one of several by its id, or by its record
  number, from 1, where no id is that. '#' needs no quotes in the shell inside of a word.";

const DIFF_EXIT_CODES: &str = "\
Exit codes:
  0    done
  1    done, and the two share a passage (only with --fail-on-match)
  2    wrong usage or a fatal error: one line on standard error says what and how to repair it";

/// Shows two articles side by side: the passages both print, and the words that differ.
///
/// A and B are each a text file, a .json or .jsonl file with one article, FILE#ID for one article of
/// several, or - for standard input; each also .gz or .zst.
#[derive(Debug, clap::Args)]
#[command(
    before_long_help = DIFF_EXAMPLES,
    after_help = "'--help' shows examples, what is shown and how articles are named.",
    after_long_help = format!("{DIFF_NOTES}\n\n{DIFF_EXIT_CODES}"),
)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(in crate::cli) struct DiffArgs {
    /// The first article.
    #[arg(value_name = "A", value_hint = clap::ValueHint::FilePath)]
    pub(in crate::cli) a: String,

    /// The second article.
    #[arg(value_name = "B", value_hint = clap::ValueHint::FilePath)]
    pub(in crate::cli) b: String,

    /// Print the text between the passages, too.
    #[arg(long, conflicts_with = "json")]
    pub(in crate::cli) all: bool,

    /// Words that must agree in a passage.
    ///
    /// Fewer: shorter passages and more heavily edited ones are found (recall up), stock phrases too (precision
    /// down).
    #[arg(long, value_name = "N", default_value_t = 16, value_parser = passage_words)]
    pub(in crate::cli) min_words: usize,

    /// Print one JSON object.
    ///
    /// 'dedupe schema diff' explains it.
    #[arg(long)]
    pub(in crate::cli) json: bool,

    /// Exit with 1 when the two share a passage.
    #[arg(long)]
    pub(in crate::cli) fail_on_match: bool,

    /// Which JSON field is what: text=body,outlet=site.
    ///
    /// Needed only where the names differ from the usual ones. May be given several times.
    #[arg(long, value_name = "KEY=FIELD", value_delimiter = ',')]
    pub(in crate::cli) map: Vec<String>,

    /// Columns to print in [default: those of the terminal, else 100].
    ///
    /// Below 60 the texts stand one under the other, as does text written from the right to the left.
    #[arg(long, value_name = "N", value_parser = columns)]
    pub(in crate::cli) width: Option<usize>,

    /// Print nothing but errors.
    #[arg(short, long)]
    pub(in crate::cli) quiet: bool,

    /// Colour instead of marks.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Colour::Auto)]
    #[arg(help = "Colour instead of marks; auto is on a terminal or with CLICOLOR_FORCE, unless NO_COLOR is set")]
    pub(in crate::cli) color: Colour,
}
