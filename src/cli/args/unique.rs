//! `dedupe unique`, as typed.

use std::path::PathBuf;

use clap::ValueEnum;

use super::values::{memory, shingle_words, threshold};
use super::{EXIT_CODES, ReadArgs, SayArgs};

const UNIQUE_EXAMPLES: &str = "\
Examples:
  dedupe unique news.jsonl -o kept.jsonl                     one article a story, the first of each
  dedupe unique 'dumps/*.jsonl.zst' -o kept.jsonl.zst --stories dropped.jsonl
  dedupe unique news.jsonl -o kept.jsonl --keep earliest     the article dated first
  dedupe unique news.jsonl -o kept.jsonl --by containment           cut versions go too
  zcat dump.gz | dedupe unique - -o - --max-memory 512MiB | wc -l";

const UNIQUE_NOTES: &str = "\
How it decides:
  Articles are compared as sets of word shingles (runs of 5 words; case, punctuation and typography
  do not count). Sketches propose pairs; each article is dropped only after its full text was
  compared with that of the kept article and reached the threshold, never through a third. A pair
  at the threshold is proposed with a chance of at least 99.5%, a closer one more surely; less
  where more than 32 articles share so much furniture that they fall into one group. By
  containment, pairs are proposed by two shared runs of 6 words, of which a run of 11 has one.
  An article without a word is kept: nothing is known to be like it.

What moves what:
  --threshold higher       fewer articles dropped: precision up, recall down
  --by containment         what is cut from another goes too: recall up, precision down
  --shingle-words higher   a changed word costs more: precision up, recall down

Output is the input's records, byte for byte, in the order of input; an element of a JSON array is
put on one line, a text file becomes a record with id and text. 'dedupe schema dropped' explains
what --stories writes.";

/// Writes the articles with one kept for each story, at full speed and in bounded memory.
///
/// Near-duplicates are dropped; what remains is the input's own records in their order.
#[derive(Debug, clap::Args)]
#[command(
    before_long_help = UNIQUE_EXAMPLES,
    after_help = "'--help' shows examples, how it decides and what moves precision and recall.",
    after_long_help = format!("{UNIQUE_NOTES}\n\n{EXIT_CODES}"),
)]
pub(in crate::cli) struct UniqueArgs {
    /// Write what is kept to FILE, packed if it ends in .gz or .zst; - is standard output.
    ///
    /// It appears when it is complete, or not at all.
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(in crate::cli) out: PathBuf,

    /// Write to FILE which articles were dropped, for which one, and how alike the two are.
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(in crate::cli) stories: Option<PathBuf>,

    /// Write to FILE which records were rejected, and why.
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(in crate::cli) rejected: Option<PathBuf>,

    /// Similarity from which an article is dropped.
    ///
    /// Higher: only closer copies go (precision up, recall down). Lower: heavily edited ones go too (recall up,
    /// precision down).
    #[arg(short, long, value_name = "SHARE", default_value = "0.7", value_parser = threshold)]
    pub(in crate::cli) threshold: f64,

    /// Which similarity decides.
    ///
    /// Jaccard: shared shingles of all shingles. Containment: shared shingles of the smaller article's, so that
    /// what is cut from another goes too (recall up, precision down); it takes more time and memory.
    #[arg(long, value_name = "MEASURE", value_enum, default_value_t = ByArg::Jaccard)]
    pub(in crate::cli) by: ByArg,

    /// Which article of a story is kept.
    ///
    /// Earliest: by its date; undated ones come last. Longest: the one with the most words. Ties go by the words
    /// themselves, then to the first. [default: first; with --by containment longest]
    #[arg(short, long, value_name = "WHICH", value_enum)]
    pub(in crate::cli) keep: Option<KeepArg>,

    /// Words of a shingle.
    ///
    /// More: each changed word makes articles less alike (precision up, recall down). Fewer: the other way round.
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = shingle_words)]
    pub(in crate::cli) shingle_words: usize,

    /// Replace FILE where it exists.
    #[arg(short, long)]
    pub(in crate::cli) force: bool,

    #[command(flatten)]
    pub(in crate::cli) read: ReadArgs,

    /// Memory to stay below: 512MiB, 2GiB.
    ///
    /// What does not fit goes to temporary files; the results are the same. About 70 MB,
    /// 16 MB a thread and 44 bytes an article (76 with --keep) always stay in memory, and the text of the longest
    /// article several times.
    #[arg(long, value_name = "SIZE", default_value = "2GiB", value_parser = memory)]
    pub(in crate::cli) max_memory: usize,

    /// Folder for temporary files [default: the system's].
    ///
    /// They have no name there, so that nothing is left however the run ends. Inputs that are packed, and standard
    /// input, need room for all their text.
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    pub(in crate::cli) tmpdir: Option<PathBuf>,

    #[command(flatten)]
    pub(in crate::cli) say: SayArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ByArg {
    Jaccard,
    Containment,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum KeepArg {
    First,
    Earliest,
    Longest,
}
