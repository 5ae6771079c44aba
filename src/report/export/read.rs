//! The files of a finished run, record by record.
//!
//! Input: a folder of results; output: the records of `report::records`. A line that is no record is an error with
//! file and line; a field that an earlier version did not have is empty.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::ExportError;
use crate::hash::Map;
use crate::report::SCHEMA_VERSION;
use crate::report::csv::original;
use crate::report::records::{Article, OutletPair, Run};

/// Why results cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// A file cannot be opened or read.
    #[error("cannot read {} (is it a folder that 'dedupe scan' wrote?)", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A line is no record of its file.
    #[error("{} line {line} is no result of dedupe: {what} (repeat the scan)", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// What is wrong with it.
        what: String,
    },
    /// The results are of another version.
    #[error("{} has results of format version {found}, and this is for version {SCHEMA_VERSION} (repeat the scan)", path.display())]
    Version {
        /// The folder.
        path: PathBuf,
        /// Its version.
        found: u32,
    },
}

/// A folder of results: what is small is held, the rest is read on demand.
pub(super) struct Results {
    folder: PathBuf,
    pub(super) run: Run,
    pub(super) articles: Vec<Article>,
    by_id: Map<String, usize>,
}

impl Results {
    pub(super) fn open(folder: &Path) -> Result<Self, ReadError> {
        let path = folder.join("run.json");
        let bytes = std::fs::read(&path).map_err(|source| ReadError::File {
            path: path.clone(),
            source,
        })?;
        let run: Run = serde_json::from_slice(&bytes).map_err(|error| ReadError::Line {
            path: path.clone(),
            line: error.line() as u64,
            what: error.to_string(),
        })?;
        if run.schema_version != SCHEMA_VERSION {
            return Err(ReadError::Version {
                path: folder.to_owned(),
                found: run.schema_version,
            });
        }
        let mut results = Self {
            folder: folder.to_owned(),
            run,
            articles: Vec::new(),
            by_id: Map::default(),
        };
        let mut articles = Vec::new();
        results.each("articles.jsonl", |article: Article| {
            articles.push(article);
            Ok::<(), ReadError>(())
        })?;
        results.by_id = articles
            .iter()
            .zip(0..)
            .map(|(a, at)| (a.article.clone(), at))
            .collect();
        results.articles = articles;
        Ok(results)
    }

    /// The article of an id.
    pub(super) fn article(&self, id: &str) -> Option<&Article> {
        self.by_id.get(id).map(|&at| &self.articles[at])
    }

    /// Hands every record of a JSON Lines file on, in the order of the file.
    pub(super) fn each<T: DeserializeOwned, E: From<ReadError>>(
        &self,
        name: &str,
        mut take: impl FnMut(T) -> Result<(), E>,
    ) -> Result<(), E> {
        let path = self.folder.join(name);
        let failed = |source| ReadError::File {
            path: path.clone(),
            source,
        };
        let file = match File::open(&path) {
            Ok(file) => file,
            // Results of a version that did not write this file yet.
            Err(error) if name == "uncredited.jsonl" && error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(failed(error).into()),
        };
        let mut lines = BufReader::with_capacity(256 << 10, file);
        let mut line = Vec::new();
        for number in 1.. {
            line.clear();
            if lines.read_until(b'\n', &mut line).map_err(failed)? == 0 {
                break;
            }
            let record = serde_json::from_slice(&line).map_err(|error| ReadError::Line {
                path: path.clone(),
                line: number,
                what: error.to_string(),
            })?;
            take(record)?;
        }
        Ok(())
    }

    /// The rows of `outlet_pairs.csv`.
    pub(super) fn pairs(&self) -> Result<Vec<OutletPair>, ExportError> {
        let path = self.folder.join("outlet_pairs.csv");
        let failed = |error: csv::Error| {
            let line = error.position().map_or(0, csv::Position::line);
            match error.into_kind() {
                csv::ErrorKind::Io(source) => ReadError::File {
                    path: path.clone(),
                    source,
                },
                other => ReadError::Line {
                    path: path.clone(),
                    line,
                    what: format!("{other:?}"),
                },
            }
        };
        let mut rows = csv::Reader::from_path(&path).map_err(failed)?;
        let mut pairs = Vec::new();
        for row in rows.deserialize() {
            let pair: OutletPair = row.map_err(failed)?;
            pairs.push(OutletPair {
                a: original(&pair.a).into(),
                b: original(&pair.b).into(),
                agencies: original(&pair.agencies).into(),
                ..pair
            });
        }
        Ok(pairs)
    }
}
