//! `dedupe scan`, as typed.

use std::path::PathBuf;

use super::export::{FormatArg, format};
use super::values::{memory, report_limit};
use super::{Colour, EXIT_CODES, ReadArgs, SayArgs};

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
pub(in crate::cli) struct ScanArgs {
    /// Folder for the results.
    ///
    /// It appears when the run is complete, or not at all.
    #[arg(short, long, value_name = "DIR", default_value = "dedupe-out", value_hint = clap::ValueHint::DirPath)]
    pub(in crate::cli) out: PathBuf,

    /// Replace earlier results in DIR.
    ///
    /// A folder that holds anything else is never replaced.
    #[arg(short, long)]
    pub(in crate::cli) force: bool,

    #[command(flatten)]
    pub(in crate::cli) read: ReadArgs,

    /// Memory to stay below: 512MiB, 2GiB [default: no bound].
    ///
    /// Texts, fingerprints and pairs that do not fit go to temporary files; the results are the same. About 70 MB,
    /// 16 MB a thread, 0.9 kB an article, 0.8 kB a quotation and 0.2 kB a match always stay in memory, and at the
    /// end up to eight times --report-limit: where that is more than SIZE, the run takes what it needs.
    #[arg(long, value_name = "SIZE", value_parser = memory)]
    pub(in crate::cli) max_memory: Option<usize>,

    /// Folder for temporary files [default: the system's].
    ///
    /// They have no name there, so that nothing is left however the run ends.
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath, requires = "max_memory")]
    pub(in crate::cli) tmpdir: Option<PathBuf>,

    /// Size that report.html may have: 5MB, 40MB.
    ///
    /// What does not fit is left out of the page, which says so, and is in the other files. Kept first are stories of
    /// many articles, wire copy, and quotations that are flagged or in several articles.
    #[arg(long, value_name = "SIZE", default_value = "15MB", value_parser = report_limit)]
    pub(in crate::cli) report_limit: usize,

    /// Do not look for text carried over in other words.
    ///
    /// Else passages that were reworded or summed up are found, as matches of kind `rewritten`, between articles of different outlets that
    /// are at most three days apart or of unknown date. Without, a scan takes about a third less time.
    #[arg(long)]
    pub(in crate::cli) no_rewritten: bool,

    /// Which names mean one outlet, and who owns it: a TOML table.
    ///
    /// Parts headed [[outlet]], each with name, aliases (a list) and, if you like, owner; the README shows one. Outlets
    /// of one owner count as one origin. An outlet that is named by a web address has
    /// its registrable part (cnn.com of edition.cnn.com) as publisher without any table.
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(in crate::cli) outlets: Option<PathBuf>,

    /// Write the results in other formats too, to DIR/exports.
    ///
    /// Any of parquet, csv, sqlite, webannotation, prov-json, schema-org, graphml, gexf; 'dedupe export --help'
    /// explains them, and exports a finished run.
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', value_parser = format())]
    pub(in crate::cli) export: Vec<FormatArg>,

    /// Exit with 1 when anything is shared.
    ///
    /// Shared is a story of several articles, a passage in two articles or a quotation in two.
    #[arg(long)]
    pub(in crate::cli) fail_on_match: bool,

    #[command(flatten)]
    pub(in crate::cli) say: SayArgs,

    /// Styles in the summary.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Colour::Auto)]
    #[arg(help = "Styles in the summary; auto is on a terminal or with CLICOLOR_FORCE, unless NO_COLOR is set")]
    pub(in crate::cli) color: Colour,
}
