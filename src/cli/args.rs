//! What was typed.
//!
//! Everything here is text as the user gave it; [`scan`](super::scan) makes settings of it. An
//! option stands here only when it does something.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::report::export::Format;

const EXAMPLES: &str = "\
Examples:
  dedupe scan news/ --out result            every article below news/, results in result/
  dedupe scan 2026-*.jsonl.zst -j 8         dumps, eight threads, results in dedupe-out/
  zcat dump.gz | dedupe scan - --map text=body,outlet=site
  dedupe quote \"accelerate and expand\" news/   who printed these words, earliest first
  dedupe schema quotes.jsonl                what each field of a file means";

const SCAN_EXAMPLES: &str = "\
Examples:
  dedupe scan news/                         every article below news/, results in dedupe-out/
  dedupe scan news/ --out result --force    the same again, replacing earlier results
  dedupe scan 'dumps/2026-*.jsonl.zst'      JSON Lines dumps, by a glob, plain, .gz or .zst
  dedupe scan a.txt b.txt archive.jsonl     single files, together
  zcat dump.gz | dedupe scan - --map text=body,outlet=site
  find . -name '*.txt' | dedupe scan --files-from -
  dedupe scan big.jsonl.zst --max-memory 2GiB --tmpdir /var/tmp";

const SCAN_FILES: &str = "\
Files in DIR (one JSON record a line; 'dedupe schema' explains every field):
  report.html       the results as one page to read, offline
  stories.jsonl     articles that are the same text or near it
  passages.jsonl    passages that several articles share, with their kind: wire, shared, background,
                    boilerplate, quotation, self
  quotes.jsonl      quotations, who is said to have said them, every article that carries them
  matches.jsonl     every alignment of two articles, the evidence for the files above
  articles.jsonl    every article read, with outlet, date and agency and the evidence for each
  outlets.jsonl     every outlet: what it shares, whose wire copy it prints
  outlet_pairs.csv  who shares with whom, and who is first
  uncredited.jsonl  articles with wire copy and no credit, and the credited copies that show it
  rejected.jsonl    records that could not be read, and why
  run.json          parameters, counts, timings, warnings
  exports/          with --export: the same in other formats";

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

const SYNTH_EXAMPLES: &str = "\
Examples:
  dedupe synth --articles 1000 -o news.jsonl --gold gold.jsonl
  dedupe scan news.jsonl --out result && dedupe eval result gold.jsonl
  dedupe synth --articles 1000000 --seed 7 -o big.jsonl.zst      3 GB of text
  dedupe synth --articles 10000 --words 120 | dedupe scan -      many short articles";

const EXPORT_EXAMPLES: &str = "\
Examples:
  dedupe export result --format sqlite && datasette result/exports/results.sqlite
  dedupe export result --format csv,parquet --out tables
  dedupe export result --format gexf --trace q-5a1f0c3e77d2b984    for Gephi, the way of one quotation
  dedupe scan news/ --out result --export sqlite                   the same at the end of a scan";

const EXPORT_NOTES: &str = "\
Formats (files in DIR/exports, or in --out):
  parquet        parquet/*.parquet   one file a table, typed, instants in UTC
  csv            csv/*.csv           the same tables; text that begins like a formula gets an apostrophe
  sqlite         results.sqlite      the same tables with keys and full-text search, for Datasette
  webannotation  annotations.jsonld  W3C Web Annotations: every place, by its words and by code points
  prov-json      prov.json           W3C PROV: what several articles share, with the evidence
  schema-org     quotations.jsonld   schema.org Quotations and the articles that print them
  graphml, gexf  outlets.*           the network of outlets, weighted by shared words
                 propagation.*       the way of one story from article to article, with times

  Tables have a column 'link' where an article has an address: it takes a browser to the very words, and no other
  words of the text as read fit it. In propagation.* an edge means agreement, not proof of copying; it has a
  direction that the dates tell only where order_known is true.";

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

const EXIT_CODES: &str = "\
Exit codes:
  0    done
  1    done, and a match was found (only with --fail-on-match)
  2    wrong usage or a fatal error: one line on standard error says what and how to repair it
  3    done, but some records were rejected; they are listed, the rest is complete
  130  interrupted; nothing is left behind";

const QUOTE_EXIT_CODES: &str = "\
Exit codes:
  0    done, whether anything was found or not
  1    done, and a quotation holds the words (only with --fail-on-match)
  2    wrong usage or a fatal error: one line on standard error says what and how to repair it
  3    done, but some records were rejected
  130  interrupted";

const DIFF_EXIT_CODES: &str = "\
Exit codes:
  0    done
  1    done, and the two share a passage (only with --fail-on-match)
  2    wrong usage or a fatal error: one line on standard error says what and how to repair it";

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

/// Reads articles, finds stories, shared passages and quotations, writes all results.
///
/// All that is found comes with every article that carries it, earliest first, and the evidence.
/// A summary is printed on standard output, progress on standard error.
#[derive(Debug, clap::Args)]
#[command(
    before_long_help = SCAN_EXAMPLES,
    after_help = "'--help' shows examples, exit codes and what each result file holds.",
    after_long_help = format!("{SCAN_FILES}\n\n{EXIT_CODES}"),
)]
pub(super) struct ScanArgs {
    /// Folder for the results.
    ///
    /// It appears when the run is complete, or not at all.
    #[arg(short, long, value_name = "DIR", default_value = "dedupe-out", value_hint = clap::ValueHint::DirPath)]
    pub(super) out: PathBuf,

    /// Replace earlier results in DIR.
    ///
    /// A folder that holds anything else is never replaced.
    #[arg(short, long)]
    pub(super) force: bool,

    #[command(flatten)]
    pub(super) read: ReadArgs,

    /// Memory to stay below: 512MiB, 2GiB [default: no bound].
    ///
    /// Texts, fingerprints and pairs that do not fit go to temporary files; the results are the same. About 70 MB,
    /// 16 MB a thread, 0.9 kB an article, 0.8 kB a quotation and 0.2 kB a match always stay in memory, and at the
    /// end up to eight times --report-limit: where that is more than SIZE, the run takes what it needs.
    #[arg(long, value_name = "SIZE", value_parser = super::unique::memory)]
    pub(super) max_memory: Option<usize>,

    /// Folder for temporary files [default: the system's].
    ///
    /// They have no name there, so that nothing is left however the run ends.
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath, requires = "max_memory")]
    pub(super) tmpdir: Option<PathBuf>,

    /// Size that report.html may have: 5MB, 40MB.
    ///
    /// What does not fit is left out of the page, which says so, and is in the other files. Kept first are stories of
    /// many articles, wire copy, and quotations that are flagged or in several articles.
    #[arg(long, value_name = "SIZE", default_value = "15MB", value_parser = report_limit)]
    pub(super) report_limit: usize,

    /// Do not look for text carried over in other words.
    ///
    /// Else passages that were reworded or summed up are found, as matches of kind `rewritten`, between articles of different outlets that
    /// are at most three days apart or of unknown date. Without, a scan takes about a third less time.
    #[arg(long)]
    pub(super) no_rewritten: bool,

    /// Which names mean one outlet, and who owns it: a TOML table.
    ///
    /// Parts headed [[outlet]], each with name, aliases (a list) and, if you like, owner; the README shows one. Outlets
    /// of one owner count as one origin. An outlet that is named by a web address has
    /// its registrable part (cnn.com of edition.cnn.com) as publisher without any table.
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(super) outlets: Option<PathBuf>,

    /// Write the results in other formats too, to DIR/exports.
    ///
    /// Any of parquet, csv, sqlite, webannotation, prov-json, schema-org, graphml, gexf; 'dedupe export --help'
    /// explains them, and exports a finished run.
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', value_parser = format())]
    pub(super) export: Vec<FormatArg>,

    /// Exit with 1 when anything is shared.
    ///
    /// Shared is a story of several articles, a passage in two articles or a quotation in two.
    #[arg(long)]
    pub(super) fail_on_match: bool,

    #[command(flatten)]
    pub(super) say: SayArgs,

    /// Styles in the summary.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Colour::Auto)]
    #[arg(help = "Styles in the summary; auto is on a terminal or with CLICOLOR_FORCE, unless NO_COLOR is set")]
    pub(super) color: Colour,
}

/// Writes the articles with one kept for each story, at full speed and in bounded memory.
///
/// Near-duplicates are dropped; what remains is the input's own records in their order.
#[derive(Debug, clap::Args)]
#[command(
    before_long_help = UNIQUE_EXAMPLES,
    after_help = "'--help' shows examples, how it decides and what moves precision and recall.",
    after_long_help = format!("{UNIQUE_NOTES}\n\n{EXIT_CODES}"),
)]
pub(super) struct UniqueArgs {
    /// Write what is kept to FILE, packed if it ends in .gz or .zst; - is standard output.
    ///
    /// It appears when it is complete, or not at all.
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(super) out: PathBuf,

    /// Write to FILE which articles were dropped, for which one, and how alike the two are.
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(super) stories: Option<PathBuf>,

    /// Write to FILE which records were rejected, and why.
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(super) rejected: Option<PathBuf>,

    /// Similarity from which an article is dropped.
    ///
    /// Higher: only closer copies go (precision up, recall down). Lower: heavily edited ones go too (recall up,
    /// precision down).
    #[arg(short, long, value_name = "SHARE", default_value = "0.7", value_parser = super::unique::threshold)]
    pub(super) threshold: f64,

    /// Which similarity decides.
    ///
    /// Jaccard: shared shingles of all shingles. Containment: shared shingles of the smaller article's, so that
    /// what is cut from another goes too (recall up, precision down); it takes more time and memory.
    #[arg(long, value_name = "MEASURE", value_enum, default_value_t = ByArg::Jaccard)]
    pub(super) by: ByArg,

    /// Which article of a story is kept.
    ///
    /// Earliest: by its date; undated ones come last. Longest: the one with the most words. Ties go by the words
    /// themselves, then to the first. [default: first; with --by containment longest]
    #[arg(short, long, value_name = "WHICH", value_enum)]
    pub(super) keep: Option<KeepArg>,

    /// Words of a shingle.
    ///
    /// More: each changed word makes articles less alike (precision up, recall down). Fewer: the other way round.
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = shingle_words)]
    pub(super) shingle_words: usize,

    /// Replace FILE where it exists.
    #[arg(short, long)]
    pub(super) force: bool,

    #[command(flatten)]
    pub(super) read: ReadArgs,

    /// Memory to stay below: 512MiB, 2GiB.
    ///
    /// What does not fit goes to temporary files; the results are the same. About 70 MB,
    /// 16 MB a thread and 44 bytes an article (76 with --keep) always stay in memory, and the text of the longest
    /// article several times.
    #[arg(long, value_name = "SIZE", default_value = "2GiB", value_parser = super::unique::memory)]
    pub(super) max_memory: usize,

    /// Folder for temporary files [default: the system's].
    ///
    /// They have no name there, so that nothing is left however the run ends. Inputs that are packed, and standard
    /// input, need room for all their text.
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    pub(super) tmpdir: Option<PathBuf>,

    #[command(flatten)]
    pub(super) say: SayArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ByArg {
    Jaccard,
    Containment,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum KeepArg {
    First,
    Earliest,
    Longest,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    Auto,
    Always,
    Never,
}

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
pub(super) struct DiffArgs {
    /// The first article.
    #[arg(value_name = "A", value_hint = clap::ValueHint::FilePath)]
    pub(super) a: String,

    /// The second article.
    #[arg(value_name = "B", value_hint = clap::ValueHint::FilePath)]
    pub(super) b: String,

    /// Print the text between the passages, too.
    #[arg(long, conflicts_with = "json")]
    pub(super) all: bool,

    /// Words that must agree in a passage.
    ///
    /// Fewer: shorter passages and more heavily edited ones are found (recall up), stock phrases too (precision
    /// down).
    #[arg(long, value_name = "N", default_value_t = 16, value_parser = passage_words)]
    pub(super) min_words: usize,

    /// Print one JSON object.
    ///
    /// 'dedupe schema diff' explains it.
    #[arg(long)]
    pub(super) json: bool,

    /// Exit with 1 when the two share a passage.
    #[arg(long)]
    pub(super) fail_on_match: bool,

    /// Which JSON field is what: text=body,outlet=site.
    ///
    /// Needed only where the names differ from the usual ones. May be given several times.
    #[arg(long, value_name = "KEY=FIELD", value_delimiter = ',')]
    pub(super) map: Vec<String>,

    /// Columns to print in [default: those of the terminal, else 100].
    ///
    /// Below 60 the texts stand one under the other, as does text written from the right to the left.
    #[arg(long, value_name = "N", value_parser = columns)]
    pub(super) width: Option<usize>,

    /// Print nothing but errors.
    #[arg(short, long)]
    pub(super) quiet: bool,

    /// Colour instead of marks.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Colour::Auto)]
    #[arg(help = "Colour instead of marks; auto is on a terminal or with CLICOLOR_FORCE, unless NO_COLOR is set")]
    pub(super) color: Colour,
}

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
pub(super) struct QuoteArgs {
    /// The words, as one argument: in quotation marks for the shell.
    #[arg(value_name = "WORDS")]
    pub(super) words: String,

    #[command(flatten)]
    pub(super) read: ReadArgs,

    /// Print every quotation that holds the words, not only the five nearest.
    #[arg(long, conflicts_with = "json")]
    pub(super) all: bool,

    /// Print one JSON object.
    ///
    /// 'dedupe schema quote' explains it.
    #[arg(long)]
    pub(super) json: bool,

    /// Exit with 1 when a quotation holds the words.
    #[arg(long)]
    pub(super) fail_on_match: bool,

    /// Columns to print in [default: those of the terminal, else 100].
    #[arg(long, value_name = "N", value_parser = columns)]
    pub(super) width: Option<usize>,

    #[command(flatten)]
    pub(super) say: SayArgs,

    /// Colour instead of marks.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Colour::Auto)]
    #[arg(help = "Colour instead of marks; auto is on a terminal or with CLICOLOR_FORCE, unless NO_COLOR is set")]
    pub(super) color: Colour,
}

/// Writes a reproducible news dump with planted copies, passages and quotations, and its gold.
///
/// The text is invented. The same number of articles, seed and words give the same bytes, everywhere.
#[derive(Debug, clap::Args)]
#[command(before_long_help = SYNTH_EXAMPLES)]
pub(super) struct SynthArgs {
    /// Articles to write.
    #[arg(short = 'n', long, value_name = "N")]
    pub(super) articles: u64,

    /// Another seed makes another dump.
    #[arg(short, long, value_name = "S", default_value_t = 1)]
    pub(super) seed: u64,

    /// Words of an article on average.
    ///
    /// Lengths are log-normal (sigma .6), 50 words at least.
    #[arg(short, long, value_name = "MEAN", default_value_t = 400, value_parser = clap::value_parser!(u32).range(50..=20_000))]
    pub(super) words: u32,

    /// Write to FILE, packed if it ends in .gz or .zst [default: standard output].
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(super) output: Option<PathBuf>,

    /// Write the gold for 'dedupe eval' to FILE.
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(super) gold: Option<PathBuf>,

    /// Replace FILE where it exists.
    #[arg(short, long)]
    pub(super) force: bool,
}

/// Writes the results of a finished run in other formats.
#[derive(Debug, clap::Args)]
#[command(before_long_help = EXPORT_EXAMPLES, after_long_help = EXPORT_NOTES)]
pub(super) struct ExportArgs {
    /// A folder that 'dedupe scan' wrote.
    #[arg(value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    pub(super) result: PathBuf,

    /// What to write, several separated by commas.
    #[arg(short = 'F', long, value_name = "FORMAT", value_delimiter = ',', required = true, value_parser = format())]
    pub(super) format: Vec<FormatArg>,

    /// Folder for the files [default: DIR/exports].
    #[arg(short, long, value_name = "FOLDER", value_hint = clap::ValueHint::DirPath)]
    pub(super) out: Option<PathBuf>,

    /// The story, passage or quotation whose way graphml and gexf show, by its id.
    ///
    /// Where none is given, it is the story that most outlets carry.
    #[arg(long, value_name = "ID")]
    pub(super) trace: Option<String>,

    /// Replace files that exist.
    #[arg(short, long)]
    pub(super) force: bool,

    /// Print nothing but errors.
    #[arg(short, long)]
    pub(super) quiet: bool,
}

/// A format of the exports.
#[derive(Debug, Clone, Copy)]
pub(super) struct FormatArg(pub(super) Format);

/// Names are listed in help and completions, those that this build lacks too: choosing one says how to get it.
fn format() -> impl TypedValueParser<Value = FormatArg> {
    const ALL: [Format; 8] = [
        Format::Parquet,
        Format::Csv,
        Format::Sqlite,
        Format::WebAnnotation,
        Format::ProvJson,
        Format::SchemaOrg,
        Format::GraphMl,
        Format::Gexf,
    ];
    PossibleValuesParser::new(ALL.map(Format::name)).try_map(|name| {
        let found = ALL.into_iter().find(|f| f.name() == name);
        found.map(FormatArg).ok_or("there is no such format")
    })
}

/// Scores results against the gold of 'dedupe synth'.
#[derive(Debug, clap::Args)]
#[command(before_long_help = EVAL_EXAMPLES, after_long_help = EVAL_NOTES)]
pub(super) struct EvalArgs {
    /// A folder that 'dedupe scan' wrote, or a file of dropped articles that 'dedupe unique' wrote.
    #[arg(value_name = "RESULT", value_hint = clap::ValueHint::AnyPath)]
    pub(super) result: PathBuf,

    /// What is right.
    ///
    /// The gold of 'dedupe synth', or JSON Lines with id and gt, a label that is equal within a story.
    #[arg(value_name = "GOLD", value_hint = clap::ValueHint::FilePath)]
    pub(super) gold: PathBuf,

    /// Print one JSON object.
    #[arg(long)]
    pub(super) json: bool,
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

fn report_limit(text: &str) -> Result<usize, String> {
    match super::unique::size(text) {
        None => Err("not a size: write 5MB, 40MB or a number of bytes".into()),
        Some(bytes) if bytes < 1_000_000 => Err("the page needs at least 1MB".into()),
        Some(bytes) => Ok(bytes),
    }
}

fn threads(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("a run needs at least one thread".into()),
        Ok(n) if n <= 4096 => Ok(n),
        _ => Err("not a number of threads from 1 to 4096".into()),
    }
}

fn shingle_words(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(n) if (1..=64).contains(&n) => Ok(n),
        _ => Err("a shingle has 1 to 64 words".into()),
    }
}

fn passage_words(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(n) if (3..=10_000).contains(&n) => Ok(n),
        _ => Err("a passage has 3 to 10000 words".into()),
    }
}

fn columns(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(n) if (20..=1000).contains(&n) => Ok(n),
        _ => Err("not a number of columns from 20 to 1000".into()),
    }
}

fn schema_name(text: &str) -> Result<&'static str, String> {
    let schemas = crate::report::schemas();
    let stem = |name: &'static str| name.split('.').next().unwrap_or(name);
    let found = schemas.keys().copied().find(|&name| name == text || stem(name) == text);
    found.ok_or_else(|| {
        let names: Vec<&str> = schemas.keys().copied().collect();
        format!("there is no such file; the files are {}", names.join(", "))
    })
}
