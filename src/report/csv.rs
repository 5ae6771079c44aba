//! `outlet_pairs.csv`.
//!
//! Input: rows in their final order; output: RFC 4180 with a header line and `\n` line ends. Outlet
//! names come from the articles, and spreadsheets run what begins with `=`, `+`, `-` or `@`: such a
//! text cell gets a leading apostrophe, which spreadsheets hide. Numbers are never touched.

use std::borrow::Cow;
use std::path::Path;

use super::lines::WriteError;
use super::records::OutletPair;

/// Writes the table of outlet pairs.
///
/// # Errors
/// When the file cannot be created or the system does not take the bytes.
pub fn write_pairs(path: &Path, pairs: &[OutletPair]) -> Result<(), WriteError> {
    let fail = |e: csv::Error| match e.into_kind() {
        csv::ErrorKind::Io(source) => WriteError::new(path, source),
        other => WriteError::new(path, std::io::Error::other(format!("{other:?}"))),
    };
    let mut out = csv::Writer::from_path(path).map_err(fail)?;
    out.write_record([
        "a",
        "b",
        "stories",
        "passages",
        "words",
        "a_first",
        "b_first",
        "order_unknown",
        "agencies",
    ])
    .map_err(fail)?;
    for pair in pairs {
        // Taken apart by name, so that a new field cannot be forgotten here.
        let OutletPair {
            a,
            b,
            stories,
            passages,
            words,
            a_first,
            b_first,
            order_unknown,
            agencies,
        } = pair;
        let numbers = [stories, passages, words, a_first, b_first, order_unknown].map(u64::to_string);
        let mut cells = vec![inert(a), inert(b)];
        cells.extend(numbers.iter().map(|n| Cow::Borrowed(n.as_str())));
        cells.push(inert(agencies));
        out.write_record(cells.iter().map(AsRef::<str>::as_ref)).map_err(fail)?;
    }
    out.flush().map_err(|e| WriteError::new(path, e))
}

/// What a formula can begin with, the full-width signs of East Asian spreadsheets among it.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The cell as no spreadsheet takes it for a formula.
pub(super) fn inert(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(FORMULA) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// The cell as it was before [`inert`].
pub(super) fn original(cell: &str) -> &str {
    let bare = cell.strip_prefix('\'');
    bare.filter(|bare| bare.starts_with(FORMULA)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_no_formula() {
        let check = |cell: &str, expected: &str| {
            assert_eq!(inert(cell), expected, "cell {cell:?}");
            assert_eq!(original(expected), cell, "cell {cell:?}");
        };
        check("Harbour Courier", "Harbour Courier");
        check(
            "=HYPERLINK(\"http://evil.example\")",
            "'=HYPERLINK(\"http://evil.example\")",
        );
        check("+1", "'+1");
        check("-2+3", "'-2+3");
        check("@SUM(A1)", "'@SUM(A1)");
        check("\tTab", "'\tTab");
        check("\rReturn", "'\rReturn");
        check("＝1+1", "'＝1+1");
        check("'Tis", "'Tis");
        check("", "");
        check("a=b", "a=b");
    }

    #[test]
    fn rows_are_stable_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("outlet_pairs.csv");
        let pair = OutletPair {
            a: "=Ledger, \"The\"".into(),
            b: "Valley\nSentinel".into(),
            stories: 2,
            passages: 9,
            words: 1204,
            a_first: 5,
            b_first: 3,
            order_unknown: 1,
            agencies: "AFP; Reuters".into(),
        };
        write_pairs(&path, &[pair]).unwrap();
        assert_eq!(
            std::fs::read_to_string(&path).unwrap(),
            "a,b,stories,passages,words,a_first,b_first,order_unknown,agencies\n\
             \"'=Ledger, \"\"The\"\"\",\"Valley\nSentinel\",2,9,1204,5,3,1,AFP; Reuters\n"
        );
        write_pairs(&path, &[]).unwrap();
        assert!(std::fs::read_to_string(&path).unwrap().starts_with("a,b,"));
        assert!(
            write_pairs(&folder.path().join("none/x.csv"), &[])
                .unwrap_err()
                .to_string()
                .contains("x.csv")
        );
    }
}
