//! One Parquet file a table.
//!
//! Input: rows; output: files of typed columns, packed with Snappy: text as UTF-8, whole numbers as 64 bits, instants
//! as microseconds UTC, days as dates; a column that is never empty is `required`. Written through the format's own
//! interface, column by column, so that Arrow is not needed.
//!
//! Memory: rows of one row group and table, at most [`GROUP_ROWS`] rows or [`GROUP_BYTES`] of text.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::{ParquetError, Result};
use parquet::file::properties::{WriterProperties, WriterPropertiesPtr};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{Type as Node, TypePtr};

use super::super::lines::WriteError;
use super::table::{Cell, Column, Sink, Table, Type};
use super::tables::TABLES;

/// Rows of a row group at most.
const GROUP_ROWS: usize = 128 << 10;
/// Text of a row group at most.
const GROUP_BYTES: usize = 32 << 20;

/// The files in the making.
pub(super) struct Files(Vec<OneFile>);

struct OneFile {
    path: PathBuf,
    table: &'static Table,
    out: SerializedFileWriter<File>,
    columns: Vec<Values>,
    rows: usize,
    bytes: usize,
}

/// Values of one column that are not written yet, and for each row whether there is one.
struct Values {
    there: Vec<i16>,
    values: Kept,
}

enum Kept {
    Text(Vec<ByteArray>),
    Long(Vec<i64>),
    Double(Vec<f64>),
    Short(Vec<i32>),
}

impl Values {
    fn new(column: &Column) -> Self {
        let values = match column.holds {
            Type::Text => Kept::Text(Vec::new()),
            Type::Integer | Type::Instant => Kept::Long(Vec::new()),
            Type::Real => Kept::Double(Vec::new()),
            Type::Day => Kept::Short(Vec::new()),
        };
        Self {
            there: Vec::new(),
            values,
        }
    }

    /// Takes a cell; answers its bytes, or nothing where it is of another type than its column.
    fn push(&mut self, cell: &Cell<'_>) -> Option<usize> {
        self.there.push(i16::from(*cell != Cell::Null));
        match (&mut self.values, cell) {
            (_, Cell::Null) => return Some(0),
            (Kept::Text(values), Cell::Text(text)) => {
                values.push(ByteArray::from(text.as_bytes().to_vec()));
                return Some(text.len());
            }
            (Kept::Long(values), Cell::Integer(value) | Cell::Instant(value)) => values.push(*value),
            (Kept::Double(values), Cell::Real(value)) => values.push(*value),
            (Kept::Short(values), Cell::Day(value)) => values.push(*value),
            _ => return None,
        }
        Some(8)
    }
}

impl Files {
    pub(super) fn create(folder: &Path) -> std::result::Result<Self, WriteError> {
        std::fs::create_dir_all(folder).map_err(|e| WriteError::new(folder, e))?;
        let by = format!("dedupe version {}", env!("CARGO_PKG_VERSION"));
        let properties: WriterPropertiesPtr = Arc::new(
            WriterProperties::builder()
                .set_compression(Compression::SNAPPY)
                .set_created_by(by)
                .build(),
        );
        let mut files = Vec::new();
        for table in TABLES {
            let path = folder.join(format!("{}.parquet", table.name));
            let file = File::create(&path).map_err(|e| WriteError::new(&path, e))?;
            let out = schema(table).and_then(|schema| SerializedFileWriter::new(file, schema, Arc::clone(&properties)));
            files.push(OneFile {
                out: out.map_err(|e| failed(&path, e))?,
                path,
                table,
                columns: table.columns.iter().map(Values::new).collect(),
                rows: 0,
                bytes: 0,
            });
        }
        Ok(Self(files))
    }
}

impl Sink for Files {
    fn row(&mut self, table: usize, cells: &[Cell<'_>]) -> std::result::Result<(), WriteError> {
        let file = &mut self.0[table];
        for (column, cell) in file.columns.iter_mut().zip(cells) {
            let Some(bytes) = column.push(cell) else {
                let what = format!("{cell:?} does not fit its column in {}", file.table.name);
                return Err(WriteError::new(&file.path, std::io::Error::other(what)));
            };
            file.bytes += bytes;
        }
        file.rows += 1;
        if file.rows < GROUP_ROWS && file.bytes < GROUP_BYTES {
            return Ok(());
        }
        file.group().map_err(|e| failed(&file.path, e))
    }

    fn finish(self: Box<Self>) -> std::result::Result<(), WriteError> {
        for mut file in self.0 {
            let ended = file.group().and_then(|()| file.out.close().map(drop));
            ended.map_err(|e| failed(&file.path, e))?;
        }
        Ok(())
    }
}

impl OneFile {
    /// Writes the rows that are held as one row group.
    fn group(&mut self) -> Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.out.next_row_group()?;
        for (column, held) in self.table.columns.iter().zip(&mut self.columns) {
            let held = std::mem::replace(held, Values::new(column));
            let Some(mut writer) = group.next_column()? else {
                break;
            };
            let there = column.optional.then_some(held.there.as_slice());
            match (writer.untyped(), &held.values) {
                (ColumnWriter::ByteArrayColumnWriter(out), Kept::Text(values)) => out.write_batch(values, there, None),
                (ColumnWriter::Int64ColumnWriter(out), Kept::Long(values)) => out.write_batch(values, there, None),
                (ColumnWriter::DoubleColumnWriter(out), Kept::Double(values)) => out.write_batch(values, there, None),
                (ColumnWriter::Int32ColumnWriter(out), Kept::Short(values)) => out.write_batch(values, there, None),
                _ => Err(ParquetError::General(format!(
                    "column {} is of another type",
                    column.name
                ))),
            }?;
            writer.close()?;
        }
        group.close()?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }
}

fn failed(path: &Path, error: ParquetError) -> WriteError {
    WriteError::new(path, std::io::Error::other(error))
}

fn schema(table: &Table) -> Result<TypePtr> {
    let fields: Result<Vec<TypePtr>> = table.columns.iter().map(|c| node(c).map(Arc::new)).collect();
    let root = Node::group_type_builder(table.name).with_fields(fields?).build()?;
    Ok(Arc::new(root))
}

fn node(column: &Column) -> Result<Node> {
    let (physical, logical) = match column.holds {
        Type::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Type::Integer => (Physical::INT64, None),
        Type::Real => (Physical::DOUBLE, None),
        Type::Instant => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MICROS))),
        Type::Day => (Physical::INT32, Some(LogicalType::Date)),
    };
    let repetition = if column.optional {
        Repetition::OPTIONAL
    } else {
        Repetition::REQUIRED
    };
    Node::primitive_type_builder(column.name, physical)
        .with_logical_type(logical)
        .with_repetition(repetition)
        .build()
}
