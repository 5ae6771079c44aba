//! Rows as cells of named columns, and many rows as one list a column.
//!
//! Input: the values of a row, each made JSON as soon as the row is built; output: one object for some
//! rows, `{"speaker":["Anne Tolland",null,…],…}`. Values of one column are alike, so that deflate packs
//! them in a quarter less room than objects in a row, and no name is repeated. Cost: linear.

use serde::Serialize;

use super::json::add_json;

/// One row: a JSON value for each column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cells {
    names: &'static [&'static str],
    json: Vec<u8>,
    /// Where each value ends in `json`.
    ends: Vec<u32>,
}

/// `cells! { text: &quote.text, origins: quote.origins }`: a row of these columns.
macro_rules! cells {
    ($($name:ident: $value:expr),+ $(,)?) => {{
        let mut cells = $crate::report::html::cells::Cells::of(&[$(stringify!($name)),+]);
        $(cells.push(&$value)?;)+
        cells
    }};
}
pub(super) use cells;

impl Cells {
    /// A row of these columns that has no values yet.
    pub(super) fn of(names: &'static [&'static str]) -> Self {
        Self {
            names,
            json: Vec::with_capacity(128),
            ends: Vec::with_capacity(names.len()),
        }
    }

    /// Adds the value of the next column.
    pub(super) fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> serde_json::Result<()> {
        add_json(value, &mut self.json)?;
        self.ends.push(self.json.len() as u32);
        Ok(())
    }

    fn value(&self, column: usize) -> &[u8] {
        let end = |at: usize| self.ends.get(at).map_or(0, |&end| end as usize);
        let start = column.checked_sub(1).map_or(0, end);
        self.json.get(start..end(column)).unwrap_or(b"null")
    }

    /// Whether there is no column.
    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

/// Rows of one table as an object of columns.
pub(super) fn columns(rows: &[&Cells]) -> Vec<u8> {
    let mut out = vec![b'{'];
    let names = rows.first().map_or(&[][..], |row| row.names);
    for (column, name) in names.iter().enumerate() {
        if column > 0 {
            out.push(b',');
        }
        out.extend_from_slice(format!("\"{name}\":[").as_bytes());
        for (at, row) in rows.iter().enumerate() {
            if at > 0 {
                out.push(b',');
            }
            out.extend_from_slice(row.value(column));
        }
        out.push(b']');
    }
    out.push(b'}');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str, origins: Option<u64>) -> Result<Cells, serde_json::Error> {
        Ok(cells! { text: text, origins: origins })
    }

    #[test]
    fn rows_become_columns() {
        let rows = [row("the gate", Some(2)).unwrap(), row("\u{202E}\"x\"", None).unwrap()];
        let check = |rows: &[Cells], expected: &str| {
            assert_eq!(
                String::from_utf8(columns(&rows.iter().collect::<Vec<_>>())).unwrap(),
                expected
            );
        };
        check(&rows, r#"{"text":["the gate","[U+202E]\"x\""],"origins":[2,null]}"#);
        check(&[], "{}");
    }
}
