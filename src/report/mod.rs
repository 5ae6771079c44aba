//! What the files say: inert, versioned records and one writer for each format.
//!
//! Input: finished findings of the stages below; output: the files of one run. These are the only
//! serialised types of the project, so a stage can change its own types freely while a file changes
//! only with [`SCHEMA_VERSION`]. Offsets here are half-open **code points** of the article's text.
//!
//! Invariants: records are written sorted, maps are ordered, numbers are rounded the same way
//! everywhere ([`round4`]), so equal findings give equal bytes.

pub mod aligned;
#[cfg(feature = "files")]
mod csv;
#[cfg(feature = "files")]
mod display;
#[cfg(feature = "files")]
pub mod export;
#[cfg(feature = "files")]
pub(crate) mod fragment;
#[cfg(feature = "files")]
mod html;
#[cfg(feature = "files")]
mod lines;
#[cfg(all(test, feature = "files"))]
pub(crate) mod made_up;
pub mod planted;
pub mod records;
#[cfg(feature = "schema")]
mod schema;
#[cfg(feature = "files")]
mod side_by_side;
#[cfg(feature = "files")]
mod summary;
#[cfg(feature = "files")]
mod table;
#[cfg(feature = "files")]
mod trace_page;
pub mod traced;
#[cfg(feature = "files")]
mod wording;

#[cfg(feature = "files")]
pub use csv::write_pairs;
#[cfg(feature = "files")]
pub(crate) use display::grouped;
#[cfg(feature = "files")]
pub use html::{Contents, Directory, PageError, Part, ROWS, Row, SIDE_BY_SIDE, Tables, page, room};
#[cfg(feature = "files")]
pub use lines::{JsonLines, WriteError, add_json_line, json_line, write_json, write_text};
#[cfg(feature = "schema")]
pub use schema::schemas;
#[cfg(feature = "files")]
pub use side_by_side::{Layout, side_by_side};
#[cfg(feature = "files")]
pub use summary::{left_out, summary};
#[cfg(feature = "files")]
pub use trace_page::{TraceLayout, trace_page};

/// Every file that a scan writes, sorted by name; nothing else stands in a folder of results.
pub const FILES: [&str; 11] = [
    "articles.jsonl",
    "matches.jsonl",
    "outlet_pairs.csv",
    "outlets.jsonl",
    "passages.jsonl",
    "quotes.jsonl",
    "rejected.jsonl",
    "report.html",
    "run.json",
    "stories.jsonl",
    "uncredited.jsonl",
];

/// Version of the file formats; a field may be added under one version, none changes or goes.
pub const SCHEMA_VERSION: u32 = 1;

/// Rounds a score to four decimals, the precision of every score in the files.
#[must_use]
pub fn round4(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}
