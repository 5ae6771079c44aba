//! Dates as precise as their source, and no more.
//!
//! [`Published`] keeps an ISO 8601 value cut to what is known, the [`Precision`] and the evidence.
//! A zone is kept where the source gives one and never invented. [`Published::compare`] orders two
//! dates only as far as both allow: [`When::Unknown`] is an answer.

use jiff::civil;

/// How much of a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// The year only.
    Year,
    /// Year and month.
    Month,
    /// A calendar day.
    Day,
    /// A day and a time to the minute.
    Minute,
    /// A day and a time to the second or finer.
    Second,
}

impl Precision {
    /// Its name in output files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
            Self::Minute => "minute",
            Self::Second => "second",
        }
    }
}

/// A publication date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// ISO 8601, as long as the precision allows: `2016`, `2016-09`, `2016-09-22`, `2016-09-22T08:38`,
    /// with an offset (`Z`, `+01:00`) only where the source gives one.
    pub value: String,
    /// How much of it is known.
    pub precision: Precision,
    /// Where it comes from and what it looked like there.
    pub evidence: String,
    /// The local date and time, filled with the earliest moment of what is unknown.
    pub local: civil::DateTime,
    /// Seconds east of UTC where the source gives a zone.
    pub offset_seconds: Option<i32>,
}

/// The order of two publication dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// The first is earlier.
    Before,
    /// The first is later.
    After,
    /// Both name the same instant.
    Same,
    /// Precision or zones do not allow an order.
    Unknown,
}

impl Published {
    /// Builds a date; the value string follows from the parts.
    #[must_use]
    pub fn new(local: civil::DateTime, precision: Precision, offset_seconds: Option<i32>, evidence: String) -> Self {
        let format = match precision {
            Precision::Year => "%Y",
            Precision::Month => "%Y-%m",
            Precision::Day => "%Y-%m-%d",
            Precision::Minute => "%Y-%m-%dT%H:%M",
            Precision::Second => "%Y-%m-%dT%H:%M:%S",
        };
        let mut value = local.strftime(format).to_string();
        let offset_seconds = offset_seconds.filter(|_| precision >= Precision::Minute);
        match offset_seconds {
            Some(0) => value.push('Z'),
            Some(seconds) => {
                let sign = if seconds < 0 { '-' } else { '+' };
                let minutes = seconds.unsigned_abs() / 60;
                value = format!("{value}{sign}{:02}:{:02}", minutes / 60, minutes % 60);
            }
            None => {}
        }
        Self {
            value,
            precision,
            evidence,
            local,
            offset_seconds,
        }
    }

    /// A total order for listing, earliest first; it says nothing about what is known, see [`Self::compare`].
    #[must_use]
    pub fn sort_key(&self) -> i64 {
        let utc = i64::from(self.offset_seconds.unwrap_or(0));
        let days = i64::from(self.local.date().to_zoned(jiff::tz::TimeZone::UTC).map_or(0, |z| {
            i32::try_from(z.timestamp().as_second().div_euclid(86_400)).unwrap_or(0)
        }));
        let time = self.local.time();
        days * 86_400 + i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second()) - utc
    }

    /// Days since 1970-01-01 of the local calendar day (the first day of a month or year known no better).
    #[must_use]
    pub fn day(&self) -> i64 {
        (self.sort_key() + i64::from(self.offset_seconds.unwrap_or(0))).div_euclid(86_400)
    }

    /// Orders two dates as far as both allow.
    ///
    /// With a zone on both sides the instants decide. Otherwise only the calendar does: different
    /// years, months or days (whichever both know) are ordered, the same day is [`When::Unknown`],
    /// since a clock time without a zone cannot be compared with another's.
    ///
    /// ```
    /// use dedupe::article::{Precision, Published, When};
    /// let day = |d| Published::new(jiff::civil::date(2016, 9, d).at(0, 0, 0, 0), Precision::Day, None, String::new());
    /// assert_eq!(day(21).compare(&day(22)), When::Before);
    /// assert_eq!(day(22).compare(&day(22)), When::Unknown);
    /// ```
    #[must_use]
    pub fn compare(&self, other: &Self) -> When {
        use std::cmp::Ordering;
        let timed = |p: &Self| p.precision >= Precision::Minute && p.offset_seconds.is_some();
        if timed(self) && timed(other) {
            let (a, b) = (self.sort_key(), other.sort_key());
            if self.precision != other.precision && a.div_euclid(60) == b.div_euclid(60) {
                return When::Unknown;
            }
            return match a.cmp(&b) {
                Ordering::Less => When::Before,
                Ordering::Greater => When::After,
                Ordering::Equal => When::Same,
            };
        }
        let shared = self.precision.min(other.precision).min(Precision::Day);
        let key = |p: &Self| {
            let d = p.local.date();
            match shared {
                Precision::Year => (d.year(), 0, 0),
                Precision::Month => (d.year(), d.month(), 0),
                _ => (d.year(), d.month(), d.day()),
            }
        };
        match key(self).cmp(&key(other)) {
            Ordering::Less => When::Before,
            Ordering::Greater => When::After,
            Ordering::Equal => When::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: i8, hour: i8, minute: i8, precision: Precision, offset: Option<i32>) -> Published {
        Published::new(
            civil::date(2016, 9, day).at(hour, minute, 0, 0),
            precision,
            offset,
            String::new(),
        )
    }

    #[test]
    fn values_carry_only_what_is_known() {
        let table = [
            (at(22, 8, 38, Precision::Year, None), "2016"),
            (at(22, 8, 38, Precision::Month, None), "2016-09"),
            (at(22, 8, 38, Precision::Day, Some(0)), "2016-09-22"),
            (at(22, 8, 38, Precision::Minute, None), "2016-09-22T08:38"),
            (at(22, 8, 38, Precision::Minute, Some(3600)), "2016-09-22T08:38+01:00"),
            (
                at(22, 8, 38, Precision::Second, Some(-16_200)),
                "2016-09-22T08:38:00-04:30",
            ),
            (at(22, 8, 38, Precision::Second, Some(0)), "2016-09-22T08:38:00Z"),
        ];
        for (published, value) in table {
            assert_eq!(published.value, value);
        }
    }

    #[test]
    fn order_is_known_only_as_far_as_both_sides_allow() {
        let day = |d| at(d, 0, 0, Precision::Day, None);
        let clock = |d, h, zone| at(d, h, 0, Precision::Minute, zone);
        let table = [
            (day(21), day(22), When::Before),
            (day(22), day(22), When::Unknown),
            (day(22), clock(22, 9, None), When::Unknown),
            (clock(22, 8, None), clock(22, 9, None), When::Unknown),
            (clock(22, 8, Some(0)), clock(22, 9, Some(0)), When::Before),
            (clock(22, 9, Some(3600)), clock(22, 8, Some(0)), When::Same),
            (clock(22, 9, Some(0)), clock(22, 9, Some(3600)), When::After),
            (at(1, 0, 0, Precision::Month, None), day(22), When::Unknown),
        ];
        for (a, b, expected) in table {
            assert_eq!(a.compare(&b), expected, "{} and {}", a.value, b.value);
        }
    }

    #[test]
    fn days_count_in_local_time() {
        assert_eq!(
            at(22, 23, 0, Precision::Minute, Some(-18_000)).day(),
            at(22, 0, 0, Precision::Day, None).day()
        );
    }
}
