//! What the files say: inert, versioned records and one writer for each format.
//!
//! Input: finished findings of the stages below; output: the files of one run. These are the only
//! serialised types of the project, so a stage can change its own types freely while a file changes
//! only with [`SCHEMA_VERSION`]. Offsets here are half-open **code points** of the article's text.
//!
//! Invariants: records are written sorted, maps are ordered, numbers are rounded the same way
//! everywhere ([`round4`]), so equal findings give equal bytes.

pub mod records;

/// Version of the file formats; a field may be added under one version, none changes or goes.
pub const SCHEMA_VERSION: u32 = 1;

/// Rounds a score to four decimals, the precision of every score in the files.
#[must_use]
pub fn round4(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}
