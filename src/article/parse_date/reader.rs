//! A date in words and numbers, token by token.

use jiff::civil::{Time, Weekday, date, time};

use super::super::Precision;
use super::super::date_words::{Token, filler, label, month, tokens, weekday, zone};
use super::{ParsedDate, YEARS, day, found};

/// Reads tokens from left to right; every token must have a meaning.
#[derive(Default)]
pub(super) struct Reader {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    clock: Option<(Time, Precision)>,
    offset: Option<i32>,
    weekday: Option<Weekday>,
    /// Two numbers of which either may be the month.
    either: Option<(i8, i8)>,
    note: Option<String>,
    update: bool,
    publish: bool,
}

impl Reader {
    pub(super) fn read(raw: &str) -> Option<ParsedDate> {
        let tokens = tokens(raw)?;
        let mut reader = Self::default();
        let mut at = 0;
        while at < tokens.len() {
            let rest = &tokens[at..];
            // "Published 22 September 2016 | Updated 23 September 2016": the first is what counts.
            if reader.year.is_some() && matches!(rest[0], Token::Word { text, .. } if label(text) == Some(true)) {
                break;
            }
            at += reader
                .numeric(rest)
                .or_else(|| reader.time(rest))
                .or_else(|| reader.single(rest))?;
        }
        reader.finish()
    }

    /// `2016-09-22`, `22/09/2016`, `9.6.17`, `2016-09`: the number of tokens read.
    fn numeric(&mut self, rest: &[Token]) -> Option<usize> {
        let (
            &Token::Number {
                value: a,
                digits: wide_a,
                ..
            },
            &Token::Mark(sep),
        ) = (rest.first()?, rest.get(1)?)
        else {
            return None;
        };
        let &Token::Number {
            value: b,
            digits: wide_b,
            glued: true,
            ..
        } = rest.get(2)?
        else {
            return None;
        };
        if !matches!(sep, '-' | '/' | '.') || self.year.is_some() || wide_b > 2 {
            return None;
        }
        let third = match (rest.get(3), rest.get(4)) {
            (
                Some(&Token::Mark(again)),
                Some(&Token::Number {
                    value,
                    digits,
                    glued: true,
                }),
            ) if again == sep => Some((value, digits)),
            _ => None,
        };
        let small = |n: u64| i8::try_from(n).ok();
        match (wide_a, third) {
            (4, Some((c, 1 | 2))) => {
                (self.year, self.month, self.day) = (i16::try_from(a).ok(), small(b), small(c));
                Some(5)
            }
            (4, None) if sep != '.' => {
                (self.year, self.month) = (i16::try_from(a).ok(), small(b));
                Some(3)
            }
            (1 | 2, Some((c, wide @ (2 | 4)))) => {
                let year = i16::try_from(c).ok()?;
                // POSIX: two digits below 69 are of this century.
                self.year = Some(if wide == 4 {
                    year
                } else {
                    year + if year < 69 { 2000 } else { 1900 }
                });
                let (a, b) = (small(a)?, small(b)?);
                match (a > 12, b > 12) {
                    (true, true) => return None,
                    (true, false) => (self.day, self.month) = (Some(a), Some(b)),
                    (false, true) => (self.month, self.day) = (Some(a), Some(b)),
                    (false, false) if a == b => (self.day, self.month) = (Some(a), Some(b)),
                    // Forty locales write 06.09.2016 with the day first, and none the month.
                    (false, false) if sep == '.' && wide == 4 => (self.day, self.month) = (Some(a), Some(b)),
                    (false, false) => self.either = Some((a, b)),
                }
                Some(5)
            }
            _ => None,
        }
    }

    /// A time of day with what belongs to it (seconds, am or pm, zone): the number of tokens read.
    fn time(&mut self, rest: &[Token]) -> Option<usize> {
        let &Token::Number {
            value: hour,
            digits: 1 | 2,
            ..
        } = rest.first()?
        else {
            return None;
        };
        if self.clock.is_some() {
            return None;
        }
        let number = |at: usize| match rest.get(at) {
            Some(&Token::Number {
                value,
                digits: 2,
                glued: true,
            }) => Some(value),
            _ => None,
        };
        let mark = |at: usize, wanted: char| matches!(rest.get(at), Some(&Token::Mark(m)) if m == wanted);
        let word = |at: usize| match rest.get(at) {
            Some(&Token::Word { text, .. }) => Some(text),
            _ => None,
        };
        let (mut minute, mut second, mut used, mut sure) = (0, None, 1, false);
        if let Some(found) = number(2).filter(|_| mark(1, ':') || mark(1, '.')) {
            (minute, used, sure) = (found, 3, mark(1, ':'));
            if let Some(found) = number(4).filter(|_| mark(3, ':') && sure) {
                (second, used) = (Some(found), 5);
                if (mark(5, '.') || mark(5, ',')) && matches!(rest.get(6), Some(Token::Number { glued: true, .. })) {
                    used = 7;
                }
            }
        } else if word(1).is_some_and(|w| w == "h") {
            // 8h38, 8 h.
            (used, sure) = (2, true);
            if let Some(found) = number(2) {
                (minute, used) = (found, 3);
            }
        }
        let mut hour = hour;
        if let Some((afternoon, length)) = meridiem(&rest[used..]) {
            if (1..=12).contains(&hour) {
                hour = hour % 12 + if afternoon { 12 } else { 0 };
            }
            (used, sure) = (used + length, true);
        } else if word(used).is_some_and(|w| matches!(w, "uhr" | "hrs" | "hours")) {
            (used, sure) = (used + 1, true);
        }
        if !sure || hour > 23 || minute > 59 {
            return None;
        }
        // A leap second is read as the second before it.
        let clock = Time::new(hour as i8, minute as i8, second.map_or(0, |s| s.min(59)) as i8, 0).ok()?;
        self.clock = Some((
            clock,
            if second.is_some() {
                Precision::Second
            } else {
                Precision::Minute
            },
        ));
        Some(used + self.zone(&rest[used..]))
    }

    /// The zone right after a time: the number of tokens read.
    fn zone(&mut self, rest: &[Token]) -> usize {
        let mut used = 0;
        if let Some(Token::Word { raw, text, .. }) = rest.first() {
            if let Some(seconds) = zone(raw) {
                self.offset = Some(seconds);
                used = 1;
            } else if raw.len() <= 5 && raw.bytes().all(|b| b.is_ascii_uppercase()) && month(text).is_none() {
                self.note = Some(format!("zone {raw} has no single meaning"));
                return 1;
            }
        }
        let universal = used == 1 && self.offset == Some(0);
        if used == 1 && !universal {
            return used;
        }
        let (
            Some(Token::Mark(sign @ ('+' | '-' | '−'))),
            Some(&Token::Number {
                value,
                digits,
                glued: true,
            }),
        ) = (rest.get(used), rest.get(used + 1))
        else {
            return used;
        };
        let (hours, minutes, length) = match (digits, rest.get(used + 2), rest.get(used + 3)) {
            (4, _, _) => (value / 100, value % 100, 2),
            (
                1 | 2,
                Some(Token::Mark(':')),
                Some(&Token::Number {
                    value: minutes,
                    digits: 2,
                    glued: true,
                }),
            ) => (value, minutes, 4),
            (1 | 2, _, _) if universal => (value, 0, 2),
            (2, None, _) => (value, 0, 2),
            _ => return used,
        };
        if hours > 15 || minutes > 59 {
            return used;
        }
        let seconds = (hours * 3600 + minutes * 60) as i32;
        self.offset = Some(if *sign == '+' { seconds } else { -seconds });
        used + length
    }

    /// One token by itself: the number of tokens read.
    fn single(&mut self, rest: &[Token]) -> Option<usize> {
        match *rest.first()? {
            Token::Mark(mark) => matches!(
                mark,
                ',' | '|' | '.' | '-' | '–' | '—' | ':' | '•' | '·' | '/' | '(' | ')'
            )
            .then_some(1),
            Token::Number { value, digits: 4, .. } if self.year.is_none() => {
                self.year = i16::try_from(value).ok();
                Some(1)
            }
            Token::Number {
                value, digits: 1 | 2, ..
            } if self.day.is_none() && self.either.is_none() => {
                self.day = i8::try_from(value).ok();
                let ordinal = matches!(
                    rest.get(1),
                    Some(Token::Word {
                        text: "st" | "nd" | "rd" | "th" | "er" | "º",
                        ..
                    })
                );
                Some(1 + usize::from(ordinal))
            }
            Token::Number { .. } => None,
            Token::Word { text, raw, .. } => {
                if let Some(update) = label(text) {
                    self.update |= update;
                    self.publish |= !update;
                } else if let Some(found) = month(text) {
                    if self.month.is_some() {
                        return None;
                    }
                    self.month = Some(found);
                } else if let Some(found) = weekday(text) {
                    self.weekday = Some(found);
                } else if text == "t" && raw == "T" {
                    self.year?;
                } else if !filler(text) {
                    return None;
                }
                Some(1)
            }
        }
    }

    fn finish(mut self) -> Option<ParsedDate> {
        let year = self.year.filter(|y| YEARS.contains(y))?;
        if let Some((a, b)) = self.either {
            if self.day.is_some() || self.month.is_some() {
                return None;
            }
            let fits = |m, d| {
                day(year, m, d)
                    .as_ref()
                    .is_some_and(|date| self.weekday.is_some_and(|w| date.weekday() == w))
            };
            match (fits(a, b), fits(b, a)) {
                (true, false) => (self.month, self.day) = (Some(a), Some(b)),
                (false, true) => (self.month, self.day) = (Some(b), Some(a)),
                _ => {
                    let note = Some("day and month order unknown".to_owned());
                    let local = date(year, 1, 1).at(0, 0, 0, 0);
                    return Some(ParsedDate {
                        note,
                        update: self.update,
                        ..found(local, Precision::Year, None)
                    });
                }
            }
        }
        let (local, precision) = match (self.month, self.day) {
            (Some(m), Some(d)) => {
                let date = day(year, m, d)?;
                if self.weekday.is_some_and(|w| w != date.weekday()) {
                    self.note = Some("the day of the week does not fit".to_owned());
                }
                match self.clock {
                    Some((clock, precision)) => (date.to_datetime(clock), precision),
                    None => (date.at(0, 0, 0, 0), Precision::Day),
                }
            }
            (Some(m), None) => (day(year, m, 1)?.to_datetime(time(0, 0, 0, 0)), Precision::Month),
            (None, _) => return None,
        };
        Some(ParsedDate {
            local,
            precision,
            offset_seconds: self.offset.filter(|_| precision >= Precision::Minute),
            note: self.note,
            update: self.update && !self.publish,
            weekday: self.weekday.is_some(),
        })
    }
}

/// "am", "p.m." at the start of `rest`: whether it is the afternoon, and the tokens it takes.
fn meridiem(rest: &[Token]) -> Option<(bool, usize)> {
    match rest {
        [Token::Word { text: "am", .. }, ..] => Some((false, 1)),
        [Token::Word { text: "pm", .. }, ..] => Some((true, 1)),
        [
            Token::Word {
                text: half @ ("a" | "p"),
                ..
            },
            Token::Mark('.'),
            Token::Word { text: "m", .. },
            rest @ ..,
        ] => Some((*half == "p", 3 + usize::from(rest.first() == Some(&Token::Mark('.'))))),
        _ => None,
    }
}
