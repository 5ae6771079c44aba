//! Tables as every tabular format has them: columns with types, rows of cells.
//!
//! Input: rows from [`tables`](super::tables); output: whatever a [`Sink`] makes of them. A table is described once,
//! and Parquet, CSV and SQLite follow from the description.

use std::borrow::Cow;
use std::fs::File;
use std::path::{Path, PathBuf};

use super::super::csv::inert;
use super::super::lines::WriteError;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    /// UTF-8.
    Text,
    /// A whole number.
    Integer,
    /// A score.
    Real,
    /// An instant, UTC.
    Instant,
    /// A calendar day, local to whoever dated it.
    Day,
}

/// One column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) name: &'static str,
    #[cfg_attr(
        not(any(feature = "parquet", feature = "sqlite")),
        expect(dead_code, reason = "a CSV file has no types")
    )]
    pub(super) holds: Type,
    /// Whether a cell may be empty.
    #[cfg_attr(
        not(any(feature = "parquet", feature = "sqlite")),
        expect(dead_code, reason = "a CSV file has no types")
    )]
    pub(super) optional: bool,
}

/// One table; a row has a cell for each column, in this order.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) columns: &'static [Column],
    /// The column whose values name the rows, if one does.
    #[cfg_attr(not(feature = "sqlite"), expect(dead_code, reason = "only a database has keys"))]
    pub(super) key: Option<&'static str>,
    /// Columns that hold the key of another table.
    #[cfg_attr(not(feature = "sqlite"), expect(dead_code, reason = "only a database has keys"))]
    pub(super) links: &'static [(&'static str, &'static str)],
    /// Columns with text to be searched.
    #[cfg_attr(not(feature = "sqlite"), expect(dead_code, reason = "only a database is searched"))]
    pub(super) search: &'static [&'static str],
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell<'r> {
    Null,
    Text(Cow<'r, str>),
    Integer(i64),
    Real(f64),
    /// Microseconds since 1970-01-01T00:00Z.
    Instant(i64),
    /// Days since 1970-01-01.
    Day(i32),
}

impl<'r> From<&'r str> for Cell<'r> {
    fn from(text: &'r str) -> Self {
        Self::Text(text.into())
    }
}

impl<'r> From<&'r String> for Cell<'r> {
    fn from(text: &'r String) -> Self {
        Self::Text(text.as_str().into())
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<u64> for Cell<'_> {
    fn from(number: u64) -> Self {
        Self::Integer(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<u32> for Cell<'_> {
    fn from(number: u32) -> Self {
        Self::Integer(i64::from(number))
    }
}

impl From<f64> for Cell<'_> {
    fn from(score: f64) -> Self {
        Self::Real(score)
    }
}

impl<'r, T: Into<Cell<'r>>> From<Option<T>> for Cell<'r> {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Self::Null, Into::into)
    }
}

impl<'r> From<&'r Option<String>> for Cell<'r> {
    fn from(cell: &'r Option<String>) -> Self {
        cell.as_ref().into()
    }
}

/// Takes the rows of all tables; `table` is a position in [`tables::TABLES`](super::tables::TABLES).
pub(super) trait Sink {
    fn row(&mut self, table: usize, cells: &[Cell<'_>]) -> Result<(), WriteError>;
    fn finish(self: Box<Self>) -> Result<(), WriteError>;
}

/// One CSV file a table: RFC 4180, a header line, `\n` line ends, empty for null. Text that a spreadsheet would take
/// for a formula gets a leading apostrophe; instants are ISO 8601 with `Z`.
pub(super) struct CsvFiles(Vec<(PathBuf, csv::Writer<File>)>);

impl CsvFiles {
    pub(super) fn create(folder: &Path) -> Result<Self, WriteError> {
        std::fs::create_dir_all(folder).map_err(|e| WriteError::new(folder, e))?;
        let mut files = Vec::new();
        for table in super::tables::TABLES {
            let path = folder.join(format!("{}.csv", table.name));
            let mut out = csv::Writer::from_path(&path).map_err(|e| failed(&path, e))?;
            let header = out.write_record(table.columns.iter().map(|c| c.name));
            header.map_err(|e| failed(&path, e))?;
            files.push((path, out));
        }
        Ok(Self(files))
    }
}

fn failed(path: &Path, error: csv::Error) -> WriteError {
    match error.into_kind() {
        csv::ErrorKind::Io(source) => WriteError::new(path, source),
        other => WriteError::new(path, std::io::Error::other(format!("{other:?}"))),
    }
}

impl Sink for CsvFiles {
    fn row(&mut self, table: usize, cells: &[Cell<'_>]) -> Result<(), WriteError> {
        let (path, out) = &mut self.0[table];
        let written = cells.iter().try_for_each(|cell| match cell {
            Cell::Null => out.write_field(""),
            Cell::Text(text) => out.write_field(inert(text).as_ref()),
            Cell::Integer(number) => out.write_field(number.to_string()),
            Cell::Real(score) => out.write_field(score.to_string()),
            Cell::Instant(micros) => out.write_field(iso_instant(*micros)),
            Cell::Day(days) => out.write_field(iso_day(*days)),
        });
        written
            .and_then(|()| out.write_record(None::<&[u8]>))
            .map_err(|e| failed(path, e))
    }

    fn finish(self: Box<Self>) -> Result<(), WriteError> {
        for (path, mut out) in self.0 {
            out.flush().map_err(|e| WriteError::new(&path, e))?;
        }
        Ok(())
    }
}

/// `2016-09-22T08:38:00Z`.
pub(super) fn iso_instant(micros: i64) -> String {
    jiff::Timestamp::from_microsecond(micros).map_or_else(|_| String::new(), |t| t.to_string())
}

/// `2016-09-22`.
pub(super) fn iso_day(days: i32) -> String {
    let epoch = jiff::civil::date(1970, 1, 1);
    let day = epoch.checked_add(jiff::Span::new().try_days(days).unwrap_or_default());
    day.map_or_else(|_| String::new(), |d| d.to_string())
}
