//! `dedupe synth` and `dedupe eval`, as typed.

use std::path::PathBuf;

const SYNTH_EXAMPLES: &str = "\
Examples:
  dedupe synth --articles 1000 -o news.jsonl --gold gold.jsonl
  dedupe scan news.jsonl --out result && dedupe eval result gold.jsonl
  dedupe synth --articles 1000000 --seed 7 -o big.jsonl.zst      3 GB of text
  dedupe synth --articles 10000 --words 120 | dedupe scan -      many short articles";

const EVAL_EXAMPLES: &str = "\
Examples:
  dedupe eval result gold.jsonl             a folder that 'dedupe scan --out result' wrote
  dedupe eval result gold.jsonl --json      the same as one JSON object
  dedupe eval dropped.jsonl gold.jsonl      what 'dedupe unique --stories dropped.jsonl' wrote
  dedupe eval result labelled.jsonl         records with id and gt: stories only";

const EVAL_NOTES: &str = "\
What is scored:
  stories   pairs of articles in one story: precision, recall, F1, adjusted Rand index. Cut, merged
            and spun copies are counted apart: to join them to their story, or not, is no error.
  passages  plagdet of the spans that two articles share, from matches.jsonl; where it has nothing
            for a pair, from what passages.jsonl says of both. Kinds and carriers of passages.
  quotes    quotations found, pairs of one family, speakers, wordings.
  A section whose file is missing is left out, and that is said.";

/// Writes a reproducible news dump with planted copies, passages and quotations, and its gold.
///
/// The text is invented. The same number of articles, seed and words give the same bytes, everywhere.
#[derive(Debug, clap::Args)]
#[command(before_long_help = SYNTH_EXAMPLES)]
pub(in crate::cli) struct SynthArgs {
    /// Articles to write.
    #[arg(short = 'n', long, value_name = "N")]
    pub(in crate::cli) articles: u64,

    /// Another seed makes another dump.
    #[arg(short, long, value_name = "S", default_value_t = 1)]
    pub(in crate::cli) seed: u64,

    /// Words of an article on average.
    ///
    /// Lengths are log-normal (sigma .6), 50 words at least.
    #[arg(short, long, value_name = "MEAN", default_value_t = 400, value_parser = clap::value_parser!(u32).range(50..=20_000))]
    pub(in crate::cli) words: u32,

    /// Write to FILE, packed if it ends in .gz or .zst [default: standard output].
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(in crate::cli) output: Option<PathBuf>,

    /// Write the gold for 'dedupe eval' to FILE.
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(in crate::cli) gold: Option<PathBuf>,

    /// Replace FILE where it exists.
    #[arg(short, long)]
    pub(in crate::cli) force: bool,
}

/// Scores results against the gold of 'dedupe synth'.
#[derive(Debug, clap::Args)]
#[command(before_long_help = EVAL_EXAMPLES, after_long_help = EVAL_NOTES)]
pub(in crate::cli) struct EvalArgs {
    /// A folder that 'dedupe scan' wrote, or a file of dropped articles that 'dedupe unique' wrote.
    #[arg(value_name = "RESULT", value_hint = clap::ValueHint::AnyPath)]
    pub(in crate::cli) result: PathBuf,

    /// What is right.
    ///
    /// The gold of 'dedupe synth', or JSON Lines with id and gt, a label that is equal within a story.
    #[arg(value_name = "GOLD", value_hint = clap::ValueHint::FilePath)]
    pub(in crate::cli) gold: PathBuf,

    /// Print one JSON object.
    #[arg(long)]
    pub(in crate::cli) json: bool,
}
