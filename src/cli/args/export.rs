//! `dedupe export`, as typed.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::report::export::Format;

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

/// Writes the results of a finished run in other formats.
#[derive(Debug, clap::Args)]
#[command(before_long_help = EXPORT_EXAMPLES, after_long_help = EXPORT_NOTES)]
pub(in crate::cli) struct ExportArgs {
    /// A folder that 'dedupe scan' wrote.
    #[arg(value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    pub(in crate::cli) result: PathBuf,

    /// What to write, several separated by commas.
    #[arg(short = 'F', long, value_name = "FORMAT", value_delimiter = ',', required = true, value_parser = format())]
    pub(in crate::cli) format: Vec<FormatArg>,

    /// Folder for the files [default: DIR/exports].
    #[arg(short, long, value_name = "FOLDER", value_hint = clap::ValueHint::DirPath)]
    pub(in crate::cli) out: Option<PathBuf>,

    /// The story, passage or quotation whose way graphml and gexf show, by its id.
    ///
    /// Where none is given, it is the story that most outlets carry.
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) trace: Option<String>,

    /// Replace files that exist.
    #[arg(short, long)]
    pub(in crate::cli) force: bool,

    /// Print nothing but errors.
    #[arg(short, long)]
    pub(in crate::cli) quiet: bool,
}

/// A format of the exports.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) struct FormatArg(pub(in crate::cli) Format);

/// Names are listed in help and completions, those that this build lacks too: choosing one says how to get it.
pub(super) fn format() -> impl TypedValueParser<Value = FormatArg> {
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
