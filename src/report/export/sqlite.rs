//! One SQLite database: every table with its keys, and full-text search.
//!
//! Input: rows; output: a file that Datasette shows as it is. Articles, stories, passages, quotations and outlets have
//! primary keys, and all else points at them with foreign keys, so that ids are links. Text columns stand in FTS5
//! tables named `TABLE_fts` that read their words from the table itself (`content=`), which is where Datasette and
//! sqlite-utils look for them. Instants are ISO 8601 with `Z`, which sorts as text; days are ISO 8601 too.
//!
//! Cost: one transaction without a journal (the file appears whole or not at all); indexes are made once all rows are
//! there. Rows are held a few hundred at a time, so that a statement is prepared once for many.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::super::lines::WriteError;
use super::table::{Cell, Sink, Table, Type, iso_day, iso_instant};
use super::tables::TABLES;

/// Rows held for one table.
const HELD_ROWS: usize = 512;

/// What a number of `outlet_pairs` stands on: the passages and quotations that two outlets both print, with the
/// articles.
const VIEWS: &str = "
CREATE VIEW pair_passages AS
  SELECT x.outlet AS a, y.outlet AS b, x.passage, p.kind, p.words, x.article AS a_article, y.article AS b_article
  FROM passage_carriers x JOIN passage_carriers y ON y.passage = x.passage AND x.outlet < y.outlet
  JOIN passages p ON p.passage = x.passage;
CREATE VIEW pair_quotes AS
  SELECT x.outlet AS a, y.outlet AS b, x.quote, q.text, x.article AS a_article, y.article AS b_article
  FROM quote_carriers x JOIN quote_carriers y ON y.quote = x.quote AND x.outlet < y.outlet
  JOIN quotes q ON q.quote = x.quote;
CREATE VIEW outlet_wire AS
  SELECT c.outlet, p.agency, c.passage, c.article, p.words, c.identity, c.coverage
  FROM passage_carriers c JOIN passages p ON p.passage = c.passage WHERE p.kind = 'wire' AND p.agency IS NOT NULL;
";

/// A database in the making.
pub(super) struct Database {
    path: PathBuf,
    connection: Connection,
    /// For each table the rows that are not in the database yet.
    held: Vec<Vec<Vec<Value>>>,
}

impl Database {
    pub(super) fn create(path: &Path) -> Result<Self, WriteError> {
        let connection = Connection::open(path).map_err(|e| failed(path, e))?;
        let mut script =
            String::from("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; BEGIN;");
        script.extend(TABLES.iter().map(create));
        connection.execute_batch(&script).map_err(|e| failed(path, e))?;
        Ok(Self {
            path: path.to_owned(),
            connection,
            held: TABLES.iter().map(|_| Vec::new()).collect(),
        })
    }

    fn insert(&mut self, at: usize) -> Result<(), WriteError> {
        let table = &TABLES[at];
        let places = vec!["?"; table.columns.len()].join(", ");
        let sql = format!("INSERT INTO {} VALUES ({places})", quoted(table.name));
        let rows = std::mem::take(&mut self.held[at]);
        let put = || {
            let mut insert = self.connection.prepare(&sql)?;
            rows.into_iter()
                .try_for_each(|row| insert.execute(params_from_iter(row)).map(drop))
        };
        put().map_err(|e| failed(&self.path, e))
    }
}

impl Sink for Database {
    fn row(&mut self, table: usize, cells: &[Cell<'_>]) -> Result<(), WriteError> {
        let value = |cell: &Cell<'_>| match cell {
            Cell::Null => Value::Null,
            Cell::Text(text) => Value::Text(text.clone().into_owned()),
            Cell::Integer(number) => Value::Integer(*number),
            Cell::Real(score) => Value::Real(*score),
            Cell::Instant(micros) => Value::Text(iso_instant(*micros)),
            Cell::Day(days) => Value::Text(iso_day(*days)),
        };
        self.held[table].push(cells.iter().map(value).collect());
        if self.held[table].len() < HELD_ROWS {
            return Ok(());
        }
        self.insert(table)
    }

    fn finish(mut self: Box<Self>) -> Result<(), WriteError> {
        (0..TABLES.len()).try_for_each(|at| self.insert(at))?;
        let mut script: String = TABLES.iter().map(index).collect();
        script.push_str(VIEWS);
        // Statistics tell SQLite which index to take, and Datasette how many rows there are.
        script.push_str("COMMIT; ANALYZE;");
        let Self { path, connection, .. } = *self;
        let done = connection.execute_batch(&script);
        let closed = connection.close().map_err(|(_, error)| error);
        done.and(closed).map_err(|e| failed(&path, e))
    }
}

fn failed(path: &Path, error: rusqlite::Error) -> WriteError {
    WriteError::new(path, std::io::Error::other(error))
}

/// `from` and `end` are words of SQL.
fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

fn create(table: &Table) -> String {
    let mut parts: Vec<String> = table
        .columns
        .iter()
        .map(|column| {
            let holds = match column.holds {
                Type::Text | Type::Instant | Type::Day => "TEXT",
                Type::Integer => "INTEGER",
                Type::Real => "REAL",
            };
            let rule = match (table.key == Some(column.name), column.optional) {
                (true, _) => " PRIMARY KEY NOT NULL",
                (false, true) => "",
                (false, false) => " NOT NULL",
            };
            format!("{} {holds}{rule}", quoted(column.name))
        })
        .collect();
    for (column, other) in table.links {
        // The column is named, though it is the key: Datasette shows no page of a table where it is not.
        let key = TABLES.iter().find(|t| t.name == *other).and_then(|t| t.key);
        let key = key.map_or_else(String::new, |key| format!(" ({})", quoted(key)));
        parts.push(format!(
            "FOREIGN KEY ({}) REFERENCES {}{key}",
            quoted(column),
            quoted(other)
        ));
    }
    format!("CREATE TABLE {} ({});", quoted(table.name), parts.join(", "))
}

/// Indexes of a table's links, and its full-text index.
fn index(table: &Table) -> String {
    let name = quoted(table.name);
    let mut script = String::new();
    for (column, _) in table.links {
        let index = quoted(&format!("{}_{column}", table.name));
        let _ = write!(script, "CREATE INDEX {index} ON {name} ({});", quoted(column));
    }
    if !table.search.is_empty() {
        let fts = quoted(&format!("{}_fts", table.name));
        let columns: Vec<String> = table.search.iter().map(|column| quoted(column)).collect();
        let _ = write!(
            script,
            "CREATE VIRTUAL TABLE {fts} USING fts5({}, content={name}, tokenize='unicode61 remove_diacritics 2');\
             INSERT INTO {fts}({fts}) VALUES ('rebuild');",
            columns.join(", ")
        );
    }
    script
}
