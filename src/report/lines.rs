//! JSON Lines, JSON and text files.
//!
//! Input: records in their final order; output: UTF-8 files, one record a line, `\n` at the end of
//! each. Invariants: equal records give equal bytes; every error names the file. Memory: the
//! lines handed over. Nothing is synced to the device: the caller writes into a folder that is
//! renamed when complete, and what a power cut costs is a run that can be repeated, while a sync
//! per file would cost every run seconds on slow disks. What the system reports on writing and
//! closing (a full disk above all) is an error here.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;

/// A result file could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {path}: {source}", path = path.display())]
pub struct WriteError {
    /// The file.
    pub path: PathBuf,
    /// What the system said.
    pub source: std::io::Error,
}

impl WriteError {
    pub(super) fn new(path: &Path, source: impl Into<std::io::Error>) -> Self {
        Self {
            path: path.to_owned(),
            source: source.into(),
        }
    }
}

/// A record as one line, with its end.
///
/// # Errors
/// Never for a record of ours, whose maps have keys that are text.
pub fn json_line<T: Serialize + ?Sized>(record: &T) -> std::io::Result<Vec<u8>> {
    let mut line = Vec::new();
    add_json_line(record, &mut line)?;
    Ok(line)
}

/// Adds a record as one line, with its end, to lines before it.
///
/// # Errors
/// Never for a record of ours, whose maps have keys that are text.
pub fn add_json_line<T: Serialize + ?Sized>(record: &T, lines: &mut Vec<u8>) -> std::io::Result<()> {
    serde_json::to_writer(&mut *lines, record)?;
    lines.push(b'\n');
    Ok(())
}

/// Writes records to one file, one a line; the lines are made by whoever has threads for it, many at a time, so
/// that nothing is gained by a buffer between them and the file.
#[derive(Debug)]
pub struct JsonLines {
    path: PathBuf,
    out: File,
}

impl JsonLines {
    /// Creates the file, or empties it.
    ///
    /// # Errors
    /// When the system does not allow it.
    pub fn create(path: impl Into<PathBuf>) -> Result<Self, WriteError> {
        let path = path.into();
        let file = File::create(&path).map_err(|e| WriteError::new(&path, e))?;
        Ok(Self { out: file, path })
    }

    /// Appends lines as [`add_json_line`] makes them, or hands on why they could not be made.
    ///
    /// # Errors
    /// When the lines are an error or the system does not take the bytes.
    pub fn write(&mut self, lines: std::io::Result<impl AsRef<[u8]>>) -> Result<(), WriteError> {
        lines
            .and_then(|lines| self.out.write_all(lines.as_ref()))
            .map_err(|e| WriteError::new(&self.path, e))
    }
}

/// Writes one value as indented JSON, with a newline at its end (`run.json`).
///
/// # Errors
/// When the file cannot be created or the system does not take the bytes.
pub fn write_json<T: Serialize + ?Sized>(path: &Path, value: &T) -> Result<(), WriteError> {
    let mut text = serde_json::to_string_pretty(value).map_err(|e| WriteError::new(path, e))?;
    text.push('\n');
    write_text(path, &text)
}

/// Writes a finished text (`report.html`).
///
/// # Errors
/// When the file cannot be created or the system does not take the bytes.
pub fn write_text(path: &Path, text: &str) -> Result<(), WriteError> {
    std::fs::write(path, text).map_err(|e| WriteError::new(path, e))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::records::Rejected;

    #[test]
    fn one_record_a_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rejected.jsonl");
        let record = |reason: &str| Rejected {
            path: "news/a\nb.txt".into(),
            record: 3,
            reason: reason.into(),
        };
        let mut lines = JsonLines::create(&path).unwrap();
        lines.write(json_line(&record("first\u{2028}line"))).unwrap();
        let mut two = Vec::new();
        add_json_line(&record("second"), &mut two).unwrap();
        add_json_line(&record("third"), &mut two).unwrap();
        lines.write(Ok(two)).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text.matches('\n').count(), 3);
        assert!(
            text.starts_with("{\"path\":\"news/a\\nb.txt\",\"record\":3,\"reason\":\"first"),
            "{text}"
        );
    }

    #[test]
    fn an_error_names_the_file() {
        let check = |result: Result<(), WriteError>, name: &str| {
            let message = result.unwrap_err().to_string();
            assert!(
                message.starts_with("cannot write ") && message.contains(name),
                "{message}"
            );
        };
        let gone = Path::new("/nowhere/at/all");
        check(JsonLines::create(gone.join("quotes.jsonl")).map(|_| ()), "quotes.jsonl");
        check(write_json(&gone.join("run.json"), &1), "run.json");
        check(write_text(&gone.join("report.html"), ""), "report.html");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_an_error() {
        let mut lines = JsonLines::create("/dev/full").unwrap();
        let written = lines.write(json_line(&vec!["words"; 100_000]));
        let error = written.unwrap_err();
        assert_eq!(error.source.kind(), std::io::ErrorKind::StorageFull, "{error}");
    }
}
