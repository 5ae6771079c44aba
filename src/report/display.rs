//! Article text made safe to show.
//!
//! Input: any text from an article; output: text that cannot act where it is shown. Titles, outlets
//! and quotations are hostile until shown otherwise: an escape sequence could rewrite a terminal, a
//! bidi override could turn a sentence round, a `javascript:` address could run. What is taken out
//! is replaced by something visible, so that nobody believes the text was clean.

use std::borrow::Cow;
use std::fmt::Write;

/// Characters that reorder or re-nest the text around them.
const fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Characters of no width that carry no meaning in print; some are used to hide text in text.
const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{2060}'..='\u{2064}' | '\u{206A}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{180E}')
}

/// Characters that have no picture at all: tag letters, private use, noncharacters.
const fn is_unprintable(c: char) -> bool {
    matches!(c, '\u{E0000}'..='\u{E0FFF}' | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

/// The picture of a control character ("␛"), if `c` is one.
pub(super) fn control_picture(c: char) -> Option<char> {
    match c {
        '\0'..='\u{1F}' => char::from_u32(0x2400 + c as u32),
        '\u{7F}' => Some('\u{2421}'),
        '\u{80}'..='\u{9F}' => Some('\u{FFFD}'),
        _ => None,
    }
}

/// `[U+202E]`: writing to a text cannot fail.
fn push_name(out: &mut String, c: char) {
    let _ = write!(out, "[U+{:04X}]", c as u32);
}

/// Text for the page: line breaks stay, controls become pictures, bidi controls become their names.
///
/// Escaping `<` and its like is the template engine's work.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    let odd = |c: char| is_bidi_control(c) || is_unprintable(c) || c.is_control() && !matches!(c, '\n' | '\t');
    if !text.contains(odd) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' | '\t' => out.push(c),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' => out.push('\n'),
            c if is_bidi_control(c) => push_name(&mut out, c),
            c if is_unprintable(c) => out.push('\u{FFFD}'),
            c => out.push(control_picture(c).unwrap_or(c)),
        }
    }
    Cow::Owned(out)
}

/// Text for one line of a terminal: white space becomes single spaces, controls become pictures,
/// bidi controls become their names, what has no width and no meaning goes.
pub(super) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_line(&mut out, text);
    out.truncate(out.trim_end().len());
    out
}

/// Appends text to a line in the same way; a space at its end is kept, for what may follow.
pub(super) fn push_line(out: &mut String, text: &str) {
    for c in text.chars() {
        if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if is_bidi_control(c) {
            push_name(out, c);
        } else if is_unprintable(c) {
            out.push('\u{FFFD}');
        } else if !is_invisible(c) {
            out.push(control_picture(c).unwrap_or(c));
        }
    }
}

/// The address, if it is one that a page may link to: `http` or `https` with a plain host.
pub(super) fn web_address(url: &str) -> Option<&str> {
    let rest = ["http://", "https://"]
        .iter()
        .find_map(|scheme| match url.split_at_checked(scheme.len()) {
            Some((head, rest)) if head.eq_ignore_ascii_case(scheme) => Some(rest),
            _ => None,
        })?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // "https://paper.example@evil.example" shows one host and opens another.
    let plain_host = !host.is_empty() && !host.contains(['@', '\\', '[', '%']);
    let odd = |c: char| {
        c.is_control()
            || c.is_whitespace()
            || is_bidi_control(c)
            || is_invisible(c)
            || is_unprintable(c)
            || matches!(c, '"' | '<' | '>' | '\\' | '`' | '\'')
    };
    (plain_host && !rest.contains(odd)).then_some(url)
}

/// A whole number with a thousands comma: `37,554`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// A count and its noun: `1 story`, `2 stories`.
pub(super) fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// A share as a whole percentage; what is neither none nor all never looks so.
pub(super) fn percentage(share: f64) -> String {
    match share {
        s if s > 0.0 && s < 0.005 => "<1%".into(),
        s if (0.995..1.0).contains(&s) => ">99%".into(),
        s => format!("{:.0}%", s * 100.0),
    }
}

/// A size in decimal units: `239 MB`.
pub(super) fn bytes(size: u64) -> String {
    let mut value = size as f64;
    for unit in ["bytes", "kB", "MB", "GB"] {
        if value < 999.5 {
            return if unit == "bytes" || value >= 9.95 {
                format!("{value:.0} {unit}")
            } else {
                format!("{value:.1} {unit}")
            };
        }
        value /= 1000.0;
    }
    format!("{value:.1} TB")
}

/// An ISO date for a reader, as long as it is precise: `22 Sep 2016, 08:38`, `Sep 2016`, `2016`.
///
/// Anything that is not an ISO date is given back as it is.
pub(super) fn day(value: &str) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let (date, time) = value.split_once('T').map_or((value, None), |(d, t)| (d, Some(t)));
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    let number = |s: &str| {
        s.bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| s.parse::<usize>().ok())
            .flatten()
    };
    let month_name = month.map(|m| number(m).and_then(|m| MONTHS.get(m.wrapping_sub(1))));
    match (number(year), month_name, day.map(number), parts.next()) {
        (Some(_), None, None, None) if time.is_none() => year.to_owned(),
        (Some(_), Some(Some(month)), None, None) if time.is_none() => format!("{month} {year}"),
        (Some(_), Some(Some(month)), Some(Some(day)), None) => match time {
            None => format!("{day} {month} {year}"),
            Some(time) => format!("{day} {month} {year}, {}", minutes(time)),
        },
        _ => one_line(value),
    }
}

/// A time of day to the minute, with its zone: `08:38 UTC`, `14:05 -04:00`.
fn minutes(time: &str) -> String {
    let shape = |text: &str| {
        let pattern = "00:00";
        text.len() >= pattern.len()
            && text
                .bytes()
                .zip(pattern.bytes())
                .all(|(c, p)| if p == b'0' { c.is_ascii_digit() } else { c == p })
    };
    if !shape(time) {
        return one_line(time);
    }
    let (minutes, rest) = time.split_at(5);
    let zone = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.'));
    match zone {
        "" => minutes.to_owned(),
        "Z" => format!("{minutes} UTC"),
        zone => format!("{minutes} {}", one_line(zone)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_act() {
        let check = |text: &str, page: &str, line: &str| {
            assert_eq!(visible(text), page, "page {text:?}");
            assert_eq!(one_line(text), line, "line {text:?}");
        };
        check("Dam report", "Dam report", "Dam report");
        check(
            "two\r\nlines\tand  more ",
            "two\nlines\tand  more ",
            "two lines and more",
        );
        check("\u{1B}[2Jgone\u{7}", "␛[2Jgone␇", "␛[2Jgone␇");
        check("\u{9B}31m", "\u{FFFD}31m", "\u{FFFD}31m");
        check("abc\u{202E}fed", "abc[U+202E]fed", "abc[U+202E]fed");
        check("\u{2066}x\u{2069}", "[U+2066]x[U+2069]", "[U+2066]x[U+2069]");
        check("so\u{AD}ft\u{200B}", "so\u{AD}ft\u{200B}", "soft");
        check("a\u{E0041}b", "a\u{FFFD}b", "a\u{FFFD}b");
        check("a\u{2028}b", "a\u{2028}b", "a b");
        check("東京で会見", "東京で会見", "東京で会見");
    }

    #[test]
    fn only_web_addresses_are_links() {
        let check = |url: &str, good: bool| assert_eq!(web_address(url).is_some(), good, "{url:?}");
        check("https://paper.example/a?b=c#d", true);
        check("HTTP://paper.example", true);
        check("https://paper.example/caf\u{e9}", true);
        check("javascript:alert(1)", false);
        check(" javascript:alert(1)", false);
        check("data:text/html,<script>", false);
        check("//paper.example", false);
        check("https://", false);
        check("https:///x", false);
        check("https://paper.example@evil.example/", false);
        check("https://paper.example/\" onclick=\"x", false);
        check("https://paper.example/a b", false);
        check("https://paper.example/\u{202E}gpj", false);
        check("file:///etc/passwd", false);
        check("", false);
    }

    #[test]
    fn numbers_for_readers() {
        assert_eq!(
            [0, 999, 1000, 1_234_567].map(grouped),
            ["0", "999", "1,000", "1,234,567"]
        );
        assert_eq!(
            [0.0, 0.001, 0.5, 0.999, 1.0].map(percentage),
            ["0%", "<1%", "50%", ">99%", "100%"]
        );
        assert_eq!(
            [0, 999, 1_500, 238_900_000].map(bytes),
            ["0 bytes", "999 bytes", "1.5 kB", "239 MB"]
        );
        let check = |value: &str, expected: &str| assert_eq!(day(value), expected, "{value}");
        check("2016", "2016");
        check("2016-09", "Sep 2016");
        check("2016-09-02", "2 Sep 2016");
        check("2016-09-22T08:38", "22 Sep 2016, 08:38");
        check("2016-09-22T08:38:01+01:00", "22 Sep 2016, 08:38 +01:00");
        check("2016-09-22T08:38:01.5Z", "22 Sep 2016, 08:38 UTC");
        check("2016-09-22Tmorning", "22 Sep 2016, morning");
        check("2016-09-22T08:38Z", "22 Sep 2016, 08:38 UTC");
        check("2016-13-01", "2016-13-01");
        check("yesterday", "yesterday");
        check("2016-09-22-01", "2016-09-22-01");
    }
}
