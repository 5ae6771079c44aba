//! Bytes to articles or rejections.
//!
//! Input: files, folders, globs or standard input (`discover`), read as a stream of [`Batch`]es of
//! raw records (`read`); [`parse_batch`] turns a batch into [`Article`](crate::article::Article)s and [`Rejected`] entries
//! and is pure, so that a pipeline may run it on any thread. [`make_unique`] then settles ids.
//!
//! Invariants: a record is an article or one rejection, never both and never neither; a bad record
//! costs nothing but itself; a record longer than [`Settings::max_record_bytes`] is skipped without
//! being held; a dump is never held whole; the same bytes, packed or not, give the same articles.
//! Cost: one pass over the bytes to find records (`memchr`), one to read them (`serde_json`, without
//! building what is not asked for).

mod brief;
mod fields;
mod parse;
mod record;
mod unique;

#[cfg(feature = "files")]
mod discover;
#[cfg(feature = "files")]
mod gather;
#[cfg(feature = "files")]
mod json_file;
#[cfg(feature = "files")]
mod open;
#[cfg(feature = "files")]
mod outlets;
#[cfg(feature = "files")]
mod shelf;
#[cfg(feature = "files")]
mod stream;
#[cfg(test)]
#[cfg(feature = "files")]
mod tests;

use std::sync::Arc;

pub use brief::{Brief, brief, id, keep_line};
pub use fields::{FieldMap, Target};
pub use parse::{Parsed, parse_batch, parse_record};
pub use unique::{make_unique, make_unique_with};

#[cfg(feature = "files")]
pub use discover::{Discovery, Source, discover};
#[cfg(feature = "files")]
pub use outlets::{OutletTable, OutletTableError};
#[cfg(feature = "files")]
pub use shelf::{Place, Shelf, Stretch};
#[cfg(feature = "files")]
pub use stream::read;

/// The endings that are read, for messages.
pub const ENDINGS: &str = ".txt, .jsonl, .ndjson, .json, each also with .gz or .zst";

/// What to read and how.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Files, folders and globs; `-` is standard input as JSON Lines.
    pub inputs: Vec<String>,
    /// Which fields of a JSON record mean what.
    pub map: FieldMap,
    /// A longer record (or text file, unpacked) is rejected.
    pub max_record_bytes: usize,
    /// About how many bytes of records make a batch.
    pub batch_bytes: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            inputs: Vec::new(),
            map: FieldMap::default(),
            max_record_bytes: 256 << 20,
            batch_bytes: 4 << 20,
        }
    }
}

/// A record that could not be read, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rejected {
    /// The file, relative to the input, without a compression suffix.
    pub path: String,
    /// The record's number in that file, from 1 (a line of JSON Lines, an element of an array);
    /// `None` where the entry is about the file.
    pub record: Option<u64>,
    /// What is wrong, for a reader.
    pub reason: String,
}

/// Something a reader of the results should know; nothing is lost by it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum IngestWarning {
    /// Files in folders were left aside since their ending is not one that is read.
    SkippedEnding {
        /// The ending with its dot; empty for files without one.
        ending: String,
        /// How many files.
        files: usize,
    },
    /// Several records have one id; all but one were renamed.
    DuplicateId {
        /// The id they share.
        id: String,
        /// How many records share it.
        records: usize,
        /// Whether they are the same record again in every respect.
        identical: bool,
    },
    /// A date was given and not understood; the article counts as undated.
    UnreadableDate {
        /// The file.
        path: String,
        /// The record in it.
        record: u64,
        /// The date as given.
        value: String,
    },
}

impl std::fmt::Display for IngestWarning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::SkippedEnding { ending, files } if ending.is_empty() => {
                write!(f, "{files} file(s) without an ending were skipped (read are {ENDINGS})")
            }
            Self::SkippedEnding { ending, files } => {
                write!(
                    f,
                    "{files} file(s) ending in {ending} were skipped (read are {ENDINGS})"
                )
            }
            Self::DuplicateId {
                id,
                records,
                identical: true,
            } => {
                write!(
                    f,
                    "{records} records with the id {id:?} are identical in every respect; all were kept, as {id}, {id}~2, …"
                )
            }
            Self::DuplicateId {
                id,
                records,
                identical: false,
            } => {
                write!(
                    f,
                    "{records} records share the id {id:?}; they were kept as {id}, {id}~2, …"
                )
            }
            Self::UnreadableDate { path, record, value } => {
                write!(
                    f,
                    "{path}, record {record}: the date {value:?} was not understood; the article counts as undated"
                )
            }
        }
    }
}

/// Why nothing can be read at all. Each message says what to do.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// No input was named.
    #[error("no input: name files, folders or globs, or `-` for JSON Lines on standard input")]
    NoInput,
    /// An input does not exist.
    #[error(
        "{path}: no such file or folder; check the path (a glob needs quotes only if the shell must not expand it)"
    )]
    Missing {
        /// The input as given.
        path: String,
    },
    /// A glob is malformed.
    #[error(
        "{pattern}: not a valid glob ({reason}); name the file or folder itself, or write [ ] around special characters"
    )]
    BadGlob {
        /// The pattern as given.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A folder or glob holds nothing that can be read.
    #[error("{path}: no file in it can be read as articles; read are {ENDINGS}")]
    NothingToRead {
        /// The input as given.
        path: String,
    },
    /// A file was named whose ending is not known.
    #[error("{path}: unknown ending; read are {ENDINGS} (or pipe JSON Lines in: `dedupe … - < {path}`)")]
    UnknownEnding {
        /// The input as given.
        path: String,
    },
    /// `--map` names something that no article has.
    #[error(
        "cannot map {given:?}: {reason}; write TARGET=FIELD with TARGET one of {}",
        fields::TARGET_NAMES
    )]
    BadMap {
        /// The part that is wrong.
        given: String,
        /// What is wrong with it.
        reason: &'static str,
    },
}

/// Where the records of a batch come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file, relative to the input, without a compression suffix; `-` for standard input.
    pub path: String,
    /// For a text file, the sub-folder of the input that holds it.
    pub folder: Option<String>,
    /// The whole file is one article; else every record is JSON.
    pub is_text: bool,
    /// The file's place among the sources that are read.
    pub source: usize,
}

/// A run of raw records, ready to be parsed on any thread.
#[derive(Debug, Default)]
pub struct Batch {
    parts: Vec<Part>,
    /// Records and files that could not even be cut out.
    rejected: Vec<Rejected>,
    /// Bytes taken from disk since the batch before, for progress.
    pub bytes_read: u64,
}

/// Raw records of one file.
#[derive(Debug)]
struct Part {
    origin: Arc<Origin>,
    /// Where in its file the data stand, if they are the file's own bytes and the file can be read again.
    start: Option<u64>,
    data: Vec<u8>,
    records: Vec<Raw>,
}

/// One raw record: its number and where it lies in the part's data.
#[derive(Debug, Clone, Copy)]
struct Raw {
    number: u64,
    start: usize,
    end: usize,
}

/// A record as it stands in its file.
#[derive(Debug, Clone, Copy)]
pub struct RawRecord<'b> {
    /// The file.
    pub origin: &'b Origin,
    /// Its number in the file, from 1.
    pub number: u64,
    /// Its bytes, without a line end.
    pub bytes: &'b [u8],
    /// Its first byte's place in the file, if the file holds just these bytes and can be read again.
    pub start: Option<u64>,
}

impl Batch {
    /// A batch of JSON Lines held in memory; empty lines are no records.
    #[must_use]
    pub fn from_lines(path: &str, data: Vec<u8>) -> Self {
        let origin = Arc::new(Origin {
            path: path.to_owned(),
            folder: None,
            is_text: false,
            source: 0,
        });
        let mut records = Vec::new();
        let mut start = 0;
        for (index, line) in data.split(|&b| b == b'\n').enumerate() {
            if !line.trim_ascii().is_empty() {
                records.push(Raw {
                    number: index as u64 + 1,
                    start,
                    end: start + line.len(),
                });
            }
            start += line.len() + 1;
        }
        Self {
            parts: vec![Part {
                origin,
                start: None,
                data,
                records,
            }],
            rejected: Vec::new(),
            bytes_read: 0,
        }
    }

    /// A batch of one text file held in memory.
    #[must_use]
    pub fn from_text(path: &str, folder: Option<&str>, data: Vec<u8>) -> Self {
        let origin = Origin {
            path: path.to_owned(),
            folder: folder.map(str::to_owned),
            is_text: true,
            source: 0,
        };
        let records = vec![Raw {
            number: 1,
            start: 0,
            end: data.len(),
        }];
        let part = Part {
            origin: Arc::new(origin),
            start: None,
            data,
            records,
        };
        Self {
            parts: vec![part],
            rejected: Vec::new(),
            bytes_read: 0,
        }
    }

    /// The number of records in it.
    #[must_use]
    pub fn records(&self) -> usize {
        self.parts.iter().map(|p| p.records.len()).sum()
    }

    /// The records, raw, in their order.
    pub fn raw(&self) -> impl Iterator<Item = RawRecord<'_>> {
        self.parts.iter().flat_map(|part| {
            part.records.iter().map(|raw| RawRecord {
                origin: &part.origin,
                number: raw.number,
                bytes: part.data.get(raw.start..raw.end).unwrap_or_default(),
                start: part.start.map(|start| start + raw.start as u64),
            })
        })
    }

    /// Records and files that could not even be cut out.
    #[must_use]
    pub fn rejected(&self) -> &[Rejected] {
        &self.rejected
    }

    /// The bytes of its records.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.parts.iter().map(|p| p.data.len()).sum()
    }

    /// Whether there is nothing in it to parse or report.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.rejected.is_empty()
    }
}
