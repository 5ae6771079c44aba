//! Lines into paragraphs.

use memchr::memchr3;

use super::Span;
use super::debris::tag_len;

/// The paragraphs of a text, trimmed and without empty ones.
///
/// A line is a paragraph, as in text taken from web pages, except in hard-wrapped text, where only
/// an empty line parts them. `<br>` and `<p>` tags left in the text part paragraphs too.
///
/// ```
/// use dedupe::text::paragraphs;
/// let text = "Title\n\nFirst line.<br />Second line.";
/// let found: Vec<&str> = paragraphs(text).iter().map(|p| p.of(text)).collect();
/// assert_eq!(found, ["Title", "First line.", "Second line."]);
/// ```
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Span> {
    let wrapped = is_hard_wrapped(text);
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(next) = memchr3(b'\n', b'<', 0xE2, &bytes[at..]) {
        at += next;
        let cut = match bytes[at] {
            b'\n' if !wrapped || blank_follows(bytes, at + 1) => 1,
            b'<' => tag_len(&bytes[at..]).filter(|_| is_break(&bytes[at..])).unwrap_or(0),
            0xE2 if bytes[at..].starts_with("\u{2029}".as_bytes()) => 3,
            _ => 0,
        };
        if cut == 0 {
            at += 1;
            continue;
        }
        push(text, start, at, &mut found);
        at += cut;
        start = at;
    }
    push(text, start, bytes.len(), &mut found);
    found
}

fn push(text: &str, start: usize, end: usize, into: &mut Vec<Span>) {
    let span = Span::new(start, end).trimmed(text);
    if !span.is_empty() {
        into.push(span);
    }
}

fn blank_follows(bytes: &[u8], at: usize) -> bool {
    bytes[at..]
        .iter()
        .find(|b| !matches!(b, b' ' | b'\t' | b'\r'))
        .is_none_or(|&b| b == b'\n')
}

fn is_break(bytes: &[u8]) -> bool {
    let inner = bytes.get(1..).unwrap_or_default();
    let inner = inner.strip_prefix(b"/").unwrap_or(inner);
    let is = |name: &[u8]| {
        inner.len() > name.len()
            && inner[..name.len()].eq_ignore_ascii_case(name)
            && !inner[name.len()].is_ascii_alphanumeric()
    };
    is(b"br") || is(b"p") || is(b"div") || is(b"li") || is(b"blockquote")
}

/// Whether lines are wrapped at a fixed width: most lines that another line follows are 45 to 90
/// bytes long, and few of them end a sentence.
fn is_hard_wrapped(text: &str) -> bool {
    let (mut followed, mut wrapped) = (0_usize, 0_usize);
    let mut lines = text.lines().take(400).peekable();
    while let Some(line) = lines.next() {
        let line = line.trim_end();
        if line.is_empty() || lines.peek().is_none_or(|next| next.trim().is_empty()) {
            continue;
        }
        followed += 1;
        let open = !line.ends_with(['.', '!', '?', '"', '”', ':', '’']);
        wrapped += usize::from((45..=90).contains(&line.len()) && open);
    }
    followed >= 4 && wrapped * 10 >= followed * 7
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = paragraphs(text).iter().map(|p| p.of(text)).collect();
        assert_eq!(found, expected, "paragraphs of {text:?}");
    }

    #[test]
    fn lines_tags_and_wrapped_text() {
        check("", &[]);
        check(" \n\n ", &[]);
        check("One\r\nTwo\n\nThree", &["One", "Two", "Three"]);
        check(
            "One.<p>Two</p>Three<br/>Four <b>x</b>",
            &["One.", "Two", "Three", "Four <b>x</b>"],
        );
        let wrapped = "The committee said on Tuesday that the harbour wall would be\n\
            repaired before the winter storms and that the cost would be\n\
            shared between the county and the port authority, which has\n\
            so far refused to say how much of the money it can raise in\n\
            a year.\n\nA second paragraph.";
        assert_eq!(paragraphs(wrapped).len(), 2);
    }
}
