//! Messy dates, as people and machines write them.
//!
//! Input: one string that should be a date and nothing else (a field's value, a line of a page);
//! output: [`ParsedDate`], or `None` where the string is not wholly a date or names an impossible
//! one. Nothing is invented: without a year there is no date; `9/6/17` gives the year alone, since
//! either part may be the month; a zone is used only where it is written as an offset or has a
//! single meaning (`UTC`, `CEST`, `EDT`; not `BST`, `IST`, `CST`), else a note says it was left out.
//!
//! Understood: ISO 8601 and RFC 3339, RFC 2822 (read by `jiff`), numeric dates, month names in
//! English, German, French, Spanish, Italian, Portuguese and Dutch, 12- and 24-hour clocks, labels
//! ("Published on", "Veröffentlicht am"), Unix time in seconds, milliseconds and microseconds.
//! Cost: one pass over at most [`MAX_BYTES`] bytes.

mod reader;

use jiff::civil::{Date, Time};
use jiff::fmt::rfc2822;

use self::reader::Reader;
use super::date_words::{Token, month, tokens};
use super::{Precision, Published};

/// A longer string is prose, not a date.
const MAX_BYTES: usize = 120;
/// Years outside are typing errors or placeholders ("0001-01-01").
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2200;

/// What a date string says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedDate {
    /// Local date and time, filled with the earliest moment of what is unknown.
    pub local: jiff::civil::DateTime,
    /// How much of it is known.
    pub precision: Precision,
    /// Seconds east of UTC, where the string says so.
    pub offset_seconds: Option<i32>,
    /// What was seen but not used, for a reader: "day and month order unknown".
    pub note: Option<String>,
    /// The string calls itself the date of an update, not of publication.
    pub update: bool,
    /// The string names the day of the week.
    pub weekday: bool,
}

impl ParsedDate {
    /// The date as a claim of publication; `place` says where `raw` stood ("field `date`", "line 6").
    #[must_use]
    pub fn publish(self, raw: &str, place: &str) -> Published {
        let mut evidence = format!("{place}: {}", raw.trim());
        if let Some(note) = &self.note {
            evidence.push_str(" (");
            evidence.push_str(note);
            evidence.push(')');
        }
        Published::new(self.local, self.precision, self.offset_seconds, evidence)
    }
}

/// Reads a string that is a date and nothing else.
///
/// ```
/// use dedupe::article::parse_date;
/// let value = |raw| parse_date(raw).map(|d| d.publish(raw, "line 1").value);
/// assert_eq!(value("22 September 2016   |   8:38 am").as_deref(), Some("2016-09-22T08:38"));
/// assert_eq!(value("9/6/17").as_deref(), Some("2017"));
/// assert_eq!(value("on February 30, 2016"), None);
/// ```
#[must_use]
pub fn parse_date(raw: &str) -> Option<ParsedDate> {
    let raw = raw.trim();
    if raw.len() < 4 || raw.len() > MAX_BYTES || !raw.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    if let Some(found) = plain_day(raw) {
        return Some(found);
    }
    if raw.bytes().all(|b| b.is_ascii_digit()) {
        return digits(raw);
    }
    mail(raw).or_else(|| Reader::read(raw))
}

fn found(local: jiff::civil::DateTime, precision: Precision, offset_seconds: Option<i32>) -> ParsedDate {
    ParsedDate {
        local,
        precision,
        offset_seconds,
        note: None,
        update: false,
        weekday: false,
    }
}

/// Whether a word of any case names a month.
pub(super) fn is_month(word: &str) -> bool {
    tokens(word).is_some_and(|t| matches!(t.first(), Some(Token::Word { text, .. }) if month(text).is_some()))
}

/// A calendar day that exists, in a year that can be meant.
fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok().filter(|_| YEARS.contains(&year))
}

/// The commonest form, `2016-09-22`, without building tokens.
fn plain_day(raw: &str) -> Option<ParsedDate> {
    let bytes = raw.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let date = day(
        raw.get(..4)?.parse().ok()?,
        raw.get(5..7)?.parse().ok()?,
        raw.get(8..)?.parse().ok()?,
    )?;
    Some(found(date.at(0, 0, 0, 0), Precision::Day, None))
}

/// A number alone: a year, a compact date, or Unix time.
fn digits(raw: &str) -> Option<ParsedDate> {
    let part = |from: usize, to: usize| raw.get(from..to).and_then(|d| d.parse::<i8>().ok());
    let year = || raw.get(..4).and_then(|d| d.parse::<i16>().ok());
    match raw.len() {
        4 => Some(found(day(year()?, 1, 1)?.at(0, 0, 0, 0), Precision::Year, None)),
        8 => Some(found(
            day(year()?, part(4, 6)?, part(6, 8)?)?.at(0, 0, 0, 0),
            Precision::Day,
            None,
        )),
        12 | 14 => {
            let seconds = if raw.len() == 14 { part(12, 14)? } else { 0 };
            let clock = Time::new(part(8, 10)?, part(10, 12)?, seconds, 0).ok()?;
            let precision = if raw.len() == 14 {
                Precision::Second
            } else {
                Precision::Minute
            };
            Some(found(
                day(year()?, part(4, 6)?, part(6, 8)?)?.to_datetime(clock),
                precision,
                None,
            ))
        }
        9 | 10 | 13 | 16 => {
            let number: i64 = raw.parse().ok()?;
            let seconds = match raw.len() {
                13 => number / 1_000,
                16 => number / 1_000_000,
                _ => number,
            };
            let local = jiff::Timestamp::from_second(seconds)
                .ok()?
                .to_zoned(jiff::tz::TimeZone::UTC)
                .datetime();
            // Unix time counts from an instant in UTC: the zone is part of what the number means.
            Some(ParsedDate {
                note: Some("Unix time".to_owned()),
                ..found(local, Precision::Second, Some(0))
            })
        }
        _ => None,
    }
}

/// The form of e-mail and RSS; only there have `EST`, `PST` and their kin one meaning, the standard's.
fn mail(raw: &str) -> Option<ParsedDate> {
    let zoned = raw.rsplit(' ').next().is_some_and(|last| {
        last.starts_with(['+', '-']) && last.len() == 5
            || ["UT", "GMT", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT"].contains(&last)
    });
    if !zoned || !raw.contains(',') || !raw.contains(':') {
        return None;
    }
    let moment = rfc2822::DateTimeParser::new().parse_zoned(raw).ok()?;
    let local = moment.datetime();
    day(local.year(), local.month(), local.day())?;
    let precision = if raw.matches(':').count() > 1 {
        Precision::Second
    } else {
        Precision::Minute
    };
    // RFC 2822: "-0000" says that the local zone is not known.
    let offset = (!raw.ends_with("-0000")).then(|| moment.offset().seconds());
    Some(ParsedDate {
        weekday: true,
        ..found(local, precision, offset)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(raw: &str, expected: &str) {
        let value = parse_date(raw).map_or(String::new(), |d| d.publish(raw, "field `date`").value);
        assert_eq!(value, expected, "date {raw:?}");
    }

    #[test]
    fn machines() {
        check("2016-09-22", "2016-09-22");
        check("2016-09-22 08:38:00", "2016-09-22T08:38:00");
        check("2016-09-22T08:38:00Z", "2016-09-22T08:38:00Z");
        check("2016-09-22T08:38:00.123456+02:00", "2016-09-22T08:38:00+02:00");
        check("2016-09-22T08:38:00-0430", "2016-09-22T08:38:00-04:30");
        check("2016-09-22T08:38+02", "2016-09-22T08:38+02:00");
        check("2016/09/22", "2016-09-22");
        check("2016-09", "2016-09");
        check("2016", "2016");
        check("20160922", "2016-09-22");
        check("20160922083801", "2016-09-22T08:38:01");
        check("Thu, 22 Sep 2016 14:05:00 +0100", "2016-09-22T14:05:00+01:00");
        check("Thu, 22 Sep 2016 14:05:00 EST", "2016-09-22T14:05:00-05:00");
        check("Thu, 22 Sep 2016 14:05:00 -0000", "2016-09-22T14:05:00");
        check("Thu Sep 22 14:05:09 UTC 2016", "2016-09-22T14:05:09Z");
        check(
            "Thu Sep 22 2016 14:05:00 GMT+0200 (Central European Summer Time)",
            "2016-09-22T14:05:00+02:00",
        );
        check("1474533480", "2016-09-22T08:38:00Z");
        check("1474533480123", "2016-09-22T08:38:00Z");
    }

    #[test]
    fn either_part_may_be_the_month() {
        check("9/6/17", "2017");
        check("9/6/2017", "2017");
        check("9/16/17", "2017-09-16");
        check("22/09/2016", "2016-09-22");
        check("6/6/17", "2017-06-06");
        check("Wednesday 9/6/17", "2017-09-06");
        check("06.09.2016", "2016-09-06");
        check("9.6.17", "2017");
        check("13/13/2016", "");
        check("2/30/2016", "");
        let note = parse_date("9/6/17").map(|d| d.publish("9/6/17", "field `date`").evidence);
        assert_eq!(
            note.as_deref(),
            Some("field `date`: 9/6/17 (day and month order unknown)")
        );
    }

    #[test]
    fn people() {
        check("22 September 2016 \u{a0} | \u{a0} 8:38 am", "2016-09-22T08:38");
        check("September 22, 2016", "2016-09-22");
        check("Sept. 22, 2016 8:38 a.m. EDT", "2016-09-22T08:38-04:00");
        check("Sept. 22, 2016 at 8:38 p.m. ET", "2016-09-22T20:38");
        check("Thursday, 22 Sep 2016 14:05 BST", "2016-09-22T14:05");
        check("Tuesday, 16th April 2024", "2024-04-16");
        check("Published: 12:05 am, October 1st, 2016", "2016-10-01T00:05");
        check("Published 8.38pm 22 Sept 2016", "2016-09-22T20:38");
        check(
            "Published on 22 September 2016 | Updated 23 September 2016",
            "2016-09-22",
        );
        check("22 SEPTEMBER 2016 - 14:05 GMT", "2016-09-22T14:05Z");
        check("September 2016", "2016-09");
        check("Donnerstag, 22. September 2016, 08:38 Uhr", "2016-09-22T08:38");
        check("3. März 2017", "2017-03-03");
        check("Veröffentlicht am 22.09.2016 um 8:38 Uhr", "2016-09-22T08:38");
        check("Publié le jeudi 22 septembre 2016 à 08h38", "2016-09-22T08:38");
        check("1er août 2016", "2016-08-01");
        check("22 de septiembre de 2016", "2016-09-22");
    }

    #[test]
    fn not_a_date() {
        for raw in [
            "",
            "none",
            "null",
            "2016-13-01",
            "2016-02-30",
            "September 31, 2016",
            "0001-01-01",
            "0000-00-00",
            "Sept. 22",
            "8:38 am",
            "9 years ago",
            "on September 21, 2016 on the situation in Syria",
            "In May 2016 he resigned",
            "May",
            "12 of 2016",
            "Room 2016",
            "1",
            "99999999999999999999",
            "2016-09-22T99:00 or so",
            "22 22 September 2016",
        ] {
            check(raw, "");
        }
    }

    #[test]
    fn updates_are_told_from_publication() {
        assert_eq!(parse_date("Updated: Sept. 22, 2016").map(|d| d.update), Some(true));
        assert_eq!(parse_date("Published: Sept. 22, 2016").map(|d| d.update), Some(false));
    }

    proptest! {
        #[test]
        fn never_panics(raw in "\\PC{0,60}") {
            let _ = parse_date(&raw);
        }
        #[test]
        fn never_panics_on_near_dates(raw in "([0-9]{1,4}|[-/.:, +TZ]|am|PM|Sept|GMT|h|Uhr){0,12}") {
            let _ = parse_date(&raw);
        }
    }
}
