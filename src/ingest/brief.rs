//! One raw record to what near-duplicate detection needs of it.
//!
//! Input: a [`RawRecord`]; output: a [`Brief`], which borrows from the record what has no escape in it;
//! nothing else of the record is kept or looked at (but all of it must be valid). Cost: one pass of
//! `serde_json`, a copy of the text where it has escapes.

use std::borrow::Cow;

use super::fields::{FieldMap, Target};
use super::{RawRecord, parse, record};
use crate::article::parse_date;

/// What near-duplicate detection needs of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief<'r> {
    /// The text; empty where the record has the field and nothing in it.
    pub text: Cow<'r, str>,
    /// Seconds since 1970 of the date given, filled with the earliest moment of what is unknown, as
    /// [`Published::sort_key`](crate::article::Published::sort_key); only where it was asked for.
    pub published: Option<i64>,
}

/// Reads the text of a record, and its date where `dated` asks for it.
///
/// # Errors
/// A sentence that says what is wrong with the record.
pub fn brief<'r>(raw: &RawRecord<'r>, map: &FieldMap, dated: bool) -> Result<Brief<'r>, String> {
    if raw.origin.is_text {
        return Ok(Brief {
            text: Cow::Owned(parse::decode(raw.bytes)?),
            published: None,
        });
    }
    let wanted: &[Target] = if dated {
        &[Target::Text, Target::Date]
    } else {
        &[Target::Text]
    };
    let json = parse::json(raw.bytes)?;
    let mut fields = record::read_only(json, map, wanted)?;
    let text = match fields.value(Target::Text) {
        Some(text) => text,
        None if fields.has(Target::Text) => Cow::Borrowed(""),
        None => return Err(parse::no_text(map)),
    };
    let published = fields.value(Target::Date).and_then(|given| {
        let published = parse_date(&given)?.publish(&given, "");
        Some(published.sort_key())
    });
    Ok(Brief { text, published })
}

/// Appends a record as one line, without its line end: as it stands, but for line breaks between the members of a
/// JSON record; a text file becomes a record of its `id` and `text`.
pub fn keep_line(raw: &RawRecord<'_>, brief: &Brief<'_>, out: &mut Vec<u8>) {
    if raw.origin.is_text {
        let record = serde_json::json!({"id": raw.origin.path, "text": brief.text});
        out.extend_from_slice(record.to_string().as_bytes());
    } else if !raw.bytes.contains(&b'\n') {
        out.extend_from_slice(raw.bytes);
    } else {
        // Inside of strings JSON has line breaks only as escapes.
        out.extend(raw.bytes.trim_ascii().iter().filter(|b| !matches!(b, b'\n' | b'\r')));
    }
}

/// The record's own id, else `path#number`, or the path for a text file.
#[must_use]
pub fn id(raw: &RawRecord<'_>, map: &FieldMap) -> String {
    if raw.origin.is_text {
        return raw.origin.path.clone();
    }
    let read = |json| record::read_only(json, map, &[Target::Id]).ok();
    let own = parse::json(raw.bytes)
        .ok()
        .and_then(read)
        .and_then(|mut f| f.value(Target::Id));
    match own {
        Some(own) => own.trim().to_owned(),
        None => format!("{}#{}", raw.origin.path, raw.number),
    }
}
