//! One run in the formats in which people go on working.
//!
//! Input: a folder of finished results (the files of [`FILES`](super::FILES) that hold data); output: files below
//! another folder, one writer for each [`Format`]. `scan --export` and `export` both come here, so that they agree.
//!
//! Invariants: everything is read from the finished files and nothing is computed anew; equal results give equal
//! bytes; a text that came from an article cannot become a formula, markup or a statement. Cost: one pass over the
//! files for all tables together and one for each other format; articles are held (about 1 kB each), all else is
//! read a record at a time.

mod annotation;
mod document;
mod graph;
mod network;
#[cfg(feature = "parquet")]
mod parquet;
mod prov;
mod read;
mod rows;
mod schema_org;
#[cfg(feature = "sqlite")]
mod sqlite;
mod table;
mod tables;
#[cfg(test)]
mod tests;
mod trace;
mod urn;

use std::path::{Path, PathBuf};

pub use read::ReadError;
use read::Results;
use table::Sink;

use super::lines::WriteError;

/// A format of [`export`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// One Parquet file a table, typed.
    Parquet,
    /// One CSV file a table, safe to open in a spreadsheet.
    Csv,
    /// One SQLite database with full-text search.
    Sqlite,
    /// W3C Web Annotation of every place of a quotation or passage.
    WebAnnotation,
    /// W3C PROV-JSON of what several articles share.
    ProvJson,
    /// schema.org `Quotation`s.
    SchemaOrg,
    /// Networks for Gephi and others, as GraphML.
    GraphMl,
    /// The same as GEXF, with times.
    Gexf,
}

impl Format {
    /// All of them, as this build has them.
    pub const ALL: &'static [Self] = &[
        #[cfg(feature = "parquet")]
        Self::Parquet,
        Self::Csv,
        #[cfg(feature = "sqlite")]
        Self::Sqlite,
        Self::WebAnnotation,
        Self::ProvJson,
        Self::SchemaOrg,
        Self::GraphMl,
        Self::Gexf,
    ];

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Csv => "csv",
            Self::Sqlite => "sqlite",
            Self::WebAnnotation => "webannotation",
            Self::ProvJson => "prov-json",
            Self::SchemaOrg => "schema-org",
            Self::GraphMl => "graphml",
            Self::Gexf => "gexf",
        }
    }

    /// What it writes: files, or one folder, by name.
    #[must_use]
    pub const fn writes(self) -> &'static [&'static str] {
        match self {
            Self::Parquet => &["parquet"],
            Self::Csv => &["csv"],
            Self::Sqlite => &["results.sqlite"],
            Self::WebAnnotation => &["annotations.jsonld"],
            Self::ProvJson => &["prov.json"],
            Self::SchemaOrg => &["quotations.jsonld"],
            Self::GraphMl => &["outlets.graphml", "propagation.graphml"],
            Self::Gexf => &["outlets.gexf", "propagation.gexf"],
        }
    }
}

/// Everything any [`Format`] writes, whether this build has it or not.
pub const EXPORTS: [&str; 10] = [
    "annotations.jsonld",
    "csv",
    "outlets.gexf",
    "outlets.graphml",
    "parquet",
    "propagation.gexf",
    "propagation.graphml",
    "prov.json",
    "quotations.jsonld",
    "results.sqlite",
];

/// Why nothing was exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The results cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A file cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// There is nothing of the given id.
    #[error(
        "there is no story, passage or quotation {id} in the results (ids stand in stories.jsonl, passages.jsonl and quotes.jsonl)"
    )]
    NoSuchId {
        /// The id.
        id: String,
    },
}

/// Writes the results in `folder` in each of `formats` to files in `out`, which exists.
///
/// `trace` is the id of the story, passage or quotation whose way from outlet to outlet the networks show; where
/// `None`, that of the story that most outlets carry. Without any story there is no such file.
///
/// # Errors
/// When the results cannot be read, are of another version, or do not have `trace`; when a file cannot be written.
pub fn export(folder: &Path, formats: &[Format], trace: Option<&str>, out: &Path) -> Result<Vec<PathBuf>, ExportError> {
    let results = Results::open(folder)?;
    let mut formats = formats.to_vec();
    formats.sort_unstable();
    formats.dedup();
    let mut sinks: Vec<Box<dyn Sink>> = Vec::new();
    let mut network = None;
    let mut written = Vec::new();
    for &format in &formats {
        let to = |name: &str| out.join(name);
        let first = to(format.writes()[0]);
        match format {
            #[cfg(feature = "parquet")]
            Format::Parquet => sinks.push(Box::new(parquet::Files::create(&first)?)),
            #[cfg(feature = "sqlite")]
            Format::Sqlite => sinks.push(Box::new(sqlite::Database::create(&first)?)),
            #[cfg(not(feature = "parquet"))]
            Format::Parquet => continue,
            #[cfg(not(feature = "sqlite"))]
            Format::Sqlite => continue,
            Format::Csv => sinks.push(Box::new(table::CsvFiles::create(&first)?)),
            Format::WebAnnotation => annotation::write(&results, &first)?,
            Format::ProvJson => prov::write(&results, &first)?,
            Format::SchemaOrg => schema_org::write(&results, &first)?,
            Format::GraphMl | Format::Gexf => {
                if network.is_none() {
                    network = Some((network::outlets(&results)?, trace::propagation(&results, trace)?));
                }
                if let Some((outlets, propagation)) = &network {
                    let second = to(format.writes()[1]);
                    graph::write(format, outlets, &first)?;
                    if let Some(propagation) = propagation {
                        graph::write(format, propagation, &second)?;
                        written.push(second);
                    }
                }
            }
        }
        written.push(first);
    }
    if !sinks.is_empty() {
        rows::fill(&results, &mut sinks)?;
        for sink in sinks {
            sink.finish()?;
        }
    }
    written.sort();
    Ok(written)
}
