//! Raw records to articles: pure, and safe on any bytes.
//!
//! Input: a [`Batch`] and a [`FieldMap`]; output: [`Parsed`]: one article or one rejection a record,
//! in the batch's order. What a record's fields say comes before what its text shows.

use super::fields::{FieldMap, Target};
use super::{Batch, IngestWarning, Origin, RawRecord, Rejected, record};
use crate::article::{
    Article, Claim, Credit, Page, agencies_in, agency_of_author, agency_of_outlet, detect_language, host_of_url,
    language_code, parse_date, read_body, read_page,
};

/// What a batch holds.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The articles, in the order of the batch.
    pub articles: Vec<Article>,
    /// The records that are none, and why.
    pub rejected: Vec<Rejected>,
    /// Dates that were given and not understood.
    pub warnings: Vec<IngestWarning>,
}

/// Parses a batch. It never panics, whatever the bytes are.
///
/// ```
/// use dedupe::ingest::{Batch, FieldMap, parse_batch};
/// let batch = Batch::from_lines("a.jsonl", b"{\"id\": 1, \"body\": \"Ships wait.\"}\n{}\n".to_vec());
/// let parsed = parse_batch(&batch, &FieldMap::default());
/// assert_eq!((parsed.articles.len(), parsed.rejected.len()), (1, 1));
/// assert_eq!(parsed.articles[0].id, "1");
/// ```
#[must_use]
pub fn parse_batch(batch: &Batch, map: &FieldMap) -> Parsed {
    let mut parsed = Parsed {
        rejected: batch.rejected.clone(),
        ..Parsed::default()
    };
    for part in &batch.parts {
        for raw in &part.records {
            let bytes = part.data.get(raw.start..raw.end).unwrap_or_default();
            let made = if part.origin.is_text {
                text_article(bytes, &part.origin)
            } else {
                json_article(bytes, &part.origin, raw.number, map, &mut parsed.warnings)
            };
            match made {
                Ok(article) => parsed.articles.push(article),
                Err(reason) => parsed.rejected.push(Rejected {
                    path: part.origin.path.clone(),
                    record: (!part.origin.is_text).then_some(raw.number),
                    reason,
                }),
            }
        }
    }
    parsed
}

/// Parses one record, with what a reader should know about it.
///
/// # Errors
/// A sentence that says what is wrong with the record.
pub fn parse_record(raw: &RawRecord<'_>, map: &FieldMap) -> Result<(Article, Vec<IngestWarning>), String> {
    let mut warnings = Vec::new();
    let article = if raw.origin.is_text {
        text_article(raw.bytes, raw.origin)?
    } else {
        json_article(raw.bytes, raw.origin, raw.number, map, &mut warnings)?
    };
    Ok((article, warnings))
}

/// A text file is one article.
fn text_article(bytes: &[u8], origin: &Origin) -> Result<Article, String> {
    let text = decode(bytes)?;
    if text.trim().is_empty() {
        return Err("the file is empty".to_owned());
    }
    let Page {
        outlet,
        title,
        byline,
        agency,
        contributor,
        published,
        furniture,
    } = read_page(&text);
    let folder = || {
        let name = origin.folder.clone()?;
        Some(Claim {
            evidence: format!("folder `{name}`"),
            value: name,
            span: None,
        })
    };
    Ok(Article {
        id: origin.path.clone(),
        path: origin.path.clone(),
        record: 1,
        outlet: outlet.or_else(folder),
        publisher: None,
        title,
        byline,
        credit: credit(&text, agency.as_ref().or(contributor.as_ref()), agency.is_none()),
        agency: agency.or(contributor),
        published,
        language: detect_language(&text).map(str::to_owned),
        url: None,
        furniture,
        text,
    })
}

/// The text of a file: UTF-8 with or without a mark, UTF-16 by its mark or its zero bytes.
pub(super) fn decode(bytes: &[u8]) -> Result<String, String> {
    let (body, big) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => return utf8(rest, 3),
        [0xFF, 0xFE, rest @ ..] => (rest, false),
        [0xFE, 0xFF, rest @ ..] => (rest, true),
        _ => {
            let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
            let half = bytes.len() / 2;
            if !bytes.contains(&0) {
                return utf8(bytes, 0);
            } else if zeros(1) * 10 > half * 4 && zeros(0) == 0 {
                (bytes, false)
            } else if zeros(0) * 10 > half * 4 && zeros(1) == 0 {
                (bytes, true)
            } else {
                return Err("the file has zero bytes: it is not text".to_owned());
            }
        }
    };
    let mut units = Vec::with_capacity(body.len() / 2);
    let (pairs, odd) = body.as_chunks::<2>();
    units.extend(pairs.iter().map(|&pair| {
        if big {
            u16::from_be_bytes(pair)
        } else {
            u16::from_le_bytes(pair)
        }
    }));
    if !odd.is_empty() {
        return Err("UTF-16 text ends in half a character".to_owned());
    }
    String::from_utf16(&units).map_err(|_| "not valid UTF-16: half of a surrogate pair stands alone".to_owned())
}

fn utf8(bytes: &[u8], before: usize) -> Result<String, String> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => Err(bad_utf8(error, before)),
    }
}

fn bad_utf8(error: std::str::Utf8Error, before: usize) -> String {
    format!(
        "not valid UTF-8 at byte {}; convert it to UTF-8",
        error.valid_up_to() + before
    )
}

/// A record's bytes as text.
pub(super) fn json(bytes: &[u8]) -> Result<&str, String> {
    // The slower one knows where the error is.
    simdutf8::basic::from_utf8(bytes).or_else(|_| std::str::from_utf8(bytes).map_err(|e| bad_utf8(e, 0)))
}

/// Why a record without a text is none.
pub(super) fn no_text(map: &FieldMap) -> String {
    let names: Vec<&str> = map.text_fields().collect();
    format!("no text: the record has nothing in {}", names.join(", "))
}

/// Bytes of a line that names contributors; what is longer is a paragraph.
const CREDIT_BYTES: usize = 300;

/// What the words of a credit say besides `agency`: in a line on contributors the whole line, else what `agency` is
/// claimed from.
fn credit(text: &str, agency: Option<&Claim>, part: bool) -> Credit {
    let Some(claim) = agency else {
        return Credit::default();
    };
    let words = claim.span.map_or(claim.evidence.as_str(), |span| {
        let start = text[..span.lo()].rfind('\n').map_or(0, |at| at + 1);
        let end = text[span.hi()..].find('\n').map_or(text.len(), |at| span.hi() + at);
        if part && end - start <= CREDIT_BYTES {
            &text[start..end]
        } else {
            span.of(text)
        }
    });
    let mut also = agencies_in(words);
    also.retain(|short| *short != claim.value);
    Credit { part, also }
}

/// A JSON record is one article.
fn json_article(
    bytes: &[u8],
    origin: &Origin,
    number: u64,
    map: &FieldMap,
    warnings: &mut Vec<IngestWarning>,
) -> Result<Article, String> {
    let mut fields = record::read(json(bytes)?, map)?;
    let Some((_, text)) = fields.take(Target::Text) else {
        return Err(no_text(map));
    };
    let claim = |(field, value): (String, String)| Claim::from_field(&field, value.trim().to_owned());
    let title = fields.take(Target::Title).map(claim);
    let byline = fields.take(Target::Author).map(claim);
    let outlet = fields.take(Target::Outlet).map(claim);
    let url = fields.take(Target::Url);
    let date = fields.take(Target::Date);
    let Page {
        outlet: footer,
        title: shown,
        byline: signed,
        agency,
        contributor,
        published,
        furniture,
    } = read_body(&text, title.as_ref().map(|t| t.value.as_str()));

    let by_author = byline.as_ref().and_then(|b| Some((agency_of_author(&b.value)?, b)));
    let by_outlet = outlet.as_ref().and_then(|o| Some((agency_of_outlet(&o.value)?, o)));
    let from = |found: Option<(&'static str, &Claim)>| {
        found.map(|(short, field)| Claim {
            value: short.to_owned(),
            evidence: format!("{}: {}", field.evidence, field.value),
            span: None,
        })
    };
    let whole = from(by_author).or(agency).or_else(|| from(by_outlet));
    let credit = credit(&text, whole.as_ref().or(contributor.as_ref()), whole.is_none());
    let agency = whole.or(contributor);

    let dated = date
        .as_ref()
        .and_then(|(field, raw)| Some(parse_date(raw)?.publish(raw, &format!("field `{field}`"))));
    if let (None, Some((_, value))) = (&dated, &date) {
        let shown = value
            .char_indices()
            .nth(80)
            .map_or(value.as_str(), |(at, _)| &value[..at]);
        warnings.push(IngestWarning::UnreadableDate {
            path: origin.path.clone(),
            record: number,
            value: shown.to_owned(),
        });
    }
    let by_url = || {
        let (field, address) = url.as_ref()?;
        let host = host_of_url(address)?;
        Some(Claim {
            value: host.to_owned(),
            evidence: format!("field `{field}`: {host}"),
            span: None,
        })
    };
    let language = fields
        .take(Target::Language)
        .and_then(|(_, given)| language_code(&given))
        .or_else(|| detect_language(&text).map(str::to_owned));
    let own = fields.take(Target::Id).map(|(_, id)| id.trim().to_owned());
    let id = own.unwrap_or_else(|| format!("{}#{number}", origin.path));
    Ok(Article {
        id,
        path: origin.path.clone(),
        record: number,
        outlet: outlet.clone().or_else(by_url).or(footer),
        publisher: None,
        // The title's words are the field's; where the text starts with them, the text has the span.
        title: title.map(|t| Claim {
            span: shown.and_then(|s| s.span),
            ..t
        }),
        byline: byline.or(signed),
        agency,
        credit,
        published: dated.or(published),
        language,
        url: url.map(|(_, address)| address),
        furniture,
        text,
    })
}
