//! Text fragments: the part of a link that takes a browser to the very words.
//!
//! Input: an article's text and a span; output: a text directive (`text=…`) that selects this place and no other in
//! the text as read, or nothing where none was found. Method: the words alone; with the words before and after them;
//! long or broken words by their first and last ones (W3C URL Fragment Text Directives). Browsers compare without
//! regard to case and kind of white space, and so is uniqueness checked here; a page that shows more than the text
//! as read (comments, related stories) can still hold the words twice.
//!
//! Cost: the text is folded once; a directive takes a few searches through it.

use crate::text::Span;

/// Up to this many bytes words are given whole.
const WHOLE_BYTES: usize = 100;
/// Words at either end of longer ones.
const END_WORDS: usize = 5;
/// Words of context tried, on either side.
const CONTEXT_WORDS: [usize; 3] = [0, 3, 8];

/// A text as browsers compare it.
#[derive(Debug, Clone)]
pub(crate) struct Folded(Vec<u8>);

impl Folded {
    /// Folds `text`.
    pub(crate) fn new(text: &str) -> Self {
        Self(fold(text))
    }

    /// The directive that selects `span` of `text`, which was folded, and nothing else.
    pub(crate) fn directive(&self, text: &str, span: Span) -> Option<String> {
        let words = span.of(text);
        let start = span.lo() + words.find(char::is_alphanumeric)?;
        let end = span.lo() + words.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        let words = text.get(start..end)?;
        let (head, tail) = if words.len() <= WHOLE_BYTES && !words.contains('\n') {
            (words, None)
        } else {
            let line = words.lines().next()?.trim_end();
            let head = &line[..reach(line, END_WORDS)];
            let rest = &words[head.len()..];
            let line = rest.lines().next_back()?;
            let tail = &line[line.len() - reach_back(line, END_WORDS)..];
            if tail.is_empty() {
                return None;
            }
            // The first place after the head where the tail stands must be the last of the words.
            let needle = fold(tail);
            if twice(&fold(rest), &needle) {
                return None;
            }
            (head, Some(tail))
        };
        CONTEXT_WORDS.iter().find_map(|&context| {
            let before = last_line(text.get(..start)?);
            let prefix = &before[before.len() - reach_back(before, context)..];
            let after = first_line(text.get(end..)?);
            // With a tail, words after it tell nothing of the head.
            let suffix = if tail.is_some() {
                ""
            } else {
                &after[..reach(after, context)]
            };
            let from = prefix.as_ptr() as usize - text.as_ptr() as usize;
            let from = if prefix.is_empty() { start } else { from };
            let to = match tail {
                Some(_) => start + head.len(),
                None if suffix.is_empty() => end,
                None => suffix.as_ptr() as usize - text.as_ptr() as usize + suffix.len(),
            };
            let needle = fold(text.get(from..to)?);
            if twice(&self.0, &needle) {
                return None;
            }
            let mut directive = String::from("text=");
            if !prefix.is_empty() {
                encode(prefix.trim(), &mut directive);
                directive.push_str("-,");
            }
            encode(head, &mut directive);
            if let Some(tail) = tail {
                directive.push(',');
                encode(tail, &mut directive);
            }
            if !suffix.is_empty() {
                directive.push_str(",-");
                encode(suffix.trim(), &mut directive);
            }
            Some(directive)
        })
    }
}

/// An address with a text directive.
pub(crate) fn address(url: &str, directive: &str) -> String {
    let joint = if url.contains('#') { ":~:" } else { "#:~:" };
    format!("{url}{joint}{directive}")
}

/// Bytes looked at together.
const BLOCK: usize = 32;

/// Small letters, and one space for any white space.
fn fold(text: &str) -> Vec<u8> {
    let mut small = Vec::with_capacity(text.len() + BLOCK);
    let mut left = text;
    while !left.is_empty() {
        let plain = plain_bytes(left.as_bytes());
        small.extend(left.as_bytes()[..plain].iter().map(|b| match b {
            b'\t'..=b'\r' => b' ',
            b => b.to_ascii_lowercase(),
        }));
        let mut rest = left[plain..].chars();
        match rest.next() {
            Some(c) if c.is_whitespace() => small.push(b' '),
            Some(c) => {
                for c in c.to_lowercase() {
                    small.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                }
            }
            None => {}
        }
        left = rest.as_str();
    }
    // Runs of spaces are few.
    let mut left = small.trim_ascii();
    let mut double = memchr::memmem::find(left, b"  ");
    if double.is_none() && left.len() == small.len() {
        return small;
    }
    let mut folded = Vec::with_capacity(left.len());
    while let Some(run) = double {
        folded.extend_from_slice(&left[..=run]);
        left = left[run..].trim_ascii_start();
        double = memchr::memmem::find(left, b"  ");
    }
    folded.extend_from_slice(left);
    folded
}

/// Bytes up to the first character that is neither ASCII nor punctuation (U+2010 to U+2027), as most of a text is:
/// there is no letter and no space among them but ASCII's.
fn plain_bytes(bytes: &[u8]) -> usize {
    let mut at = 0;
    loop {
        while bytes.get(at..at + BLOCK).is_some_and(<[u8]>::is_ascii) {
            at += BLOCK;
        }
        let Some(other) = bytes[at..].iter().position(|b| !b.is_ascii()) else {
            return bytes.len();
        };
        at += other;
        match bytes[at..] {
            [0xE2, 0x80, 0x90..=0xA7, ..] => at += 3,
            _ => return at,
        }
    }
}

/// Whether `needle` stands in `text` twice.
fn twice(text: &[u8], needle: &[u8]) -> bool {
    memchr::memmem::find_iter(text, needle).nth(1).is_some()
}

/// Bytes of the first `words` words of a line.
fn reach(line: &str, words: usize) -> usize {
    let mut end = 0;
    for word in line.split_whitespace().take(words) {
        end = word.as_ptr() as usize - line.as_ptr() as usize + word.len();
    }
    end
}

/// Bytes from the beginning of the last `words` words of a line to its end.
fn reach_back(line: &str, words: usize) -> usize {
    let mut start = line.len();
    for word in line.split_whitespace().rev().take(words) {
        start = word.as_ptr() as usize - line.as_ptr() as usize;
    }
    line.len() - start
}

/// What stands in the last line with words: a prefix lies within one block of a page.
fn last_line(text: &str) -> &str {
    let end = text.trim_end().len();
    let start = text[..end].rfind('\n').map_or(0, |at| at + 1);
    &text[start..]
}

fn first_line(text: &str) -> &str {
    let start = text.len() - text.trim_start().len();
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    &text[..end]
}

/// Percent-encodes all but letters, digits, `.`, `_` and `~`: `-`, `,` and `&` mean something in a directive.
fn encode(text: &str, out: &mut String) {
    const HEX: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F',
    ];
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"._~".contains(&byte) {
            out.push(byte as char);
        } else {
            out.extend(['%', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "“We will wait,” said Anne Tolland on Monday.\n\nThe ships were to wait. She said: “We will \
        wait,” again.\n\nA first word, then a very long line of words that goes on and on until no one would put the \
        whole of it into a link, so that it is cut.\nIt ends here, in another block of the page.\n";

    fn folded(text: &str) -> String {
        String::from_utf8(fold(text)).unwrap()
    }

    #[test]
    fn texts_are_folded() {
        let check = |text: &str, expected: &str| assert_eq!(folded(text), expected, "{text:?}");
        check("A \t\nB\u{a0}\u{a0} ÉCOLE  ", "a b école");
        check("\u{2003}“İ”\r\n", "“i\u{307}”");
        check(" \n ", "");
        check("The “Calder\n\n  Bay”\tsaid —  no ", "the “calder bay” said — no");
        check("a  b   c\u{b}d", "a b c d");
    }

    /// What a browser would select, found in another way: by walking through the folded text.
    fn selected(directive: &str) -> Vec<String> {
        let plain = |part: &str| {
            let mut bytes = Vec::new();
            let mut rest = part.as_bytes();
            while let Some((&first, more)) = rest.split_first() {
                if first == b'%' {
                    let hex = std::str::from_utf8(&more[..2]).unwrap();
                    bytes.push(u8::from_str_radix(hex, 16).unwrap());
                    rest = &more[2..];
                } else {
                    bytes.push(first);
                    rest = more;
                }
            }
            folded(&String::from_utf8(bytes).unwrap())
        };
        let folded = folded(TEXT);
        let parts: Vec<&str> = directive.strip_prefix("text=").unwrap().split(',').collect();
        let prefix = parts.iter().find_map(|p| p.strip_suffix('-')).map(plain);
        let suffix = parts.iter().find_map(|p| p.strip_prefix('-')).map(plain);
        let middle: Vec<String> = parts
            .iter()
            .filter(|p| !p.starts_with('-') && !p.ends_with('-'))
            .map(|p| plain(p))
            .collect();
        let mut found = Vec::new();
        for (at, _) in folded.match_indices(middle[0].as_str()) {
            let before = folded[..at].trim_end();
            if prefix.as_ref().is_some_and(|p| !before.ends_with(p.as_str())) {
                continue;
            }
            let end = match middle.get(1) {
                Some(tail) => {
                    let from = at + middle[0].len();
                    from + folded[from..].find(tail.as_str()).unwrap() + tail.len()
                }
                None => at + middle[0].len(),
            };
            if suffix
                .as_ref()
                .is_some_and(|s| !folded[end..].trim_start().starts_with(s.as_str()))
            {
                continue;
            }
            found.push(folded[at..end].to_owned());
        }
        found
    }

    #[test]
    fn a_directive_selects_one_place() {
        let folded = Folded::new(TEXT);
        let check = |from: &str, nth: usize, words: &str, expected: &str| {
            let at = TEXT.match_indices(from).nth(nth).unwrap().0;
            let directive = folded.directive(TEXT, Span::new(at, at + words.len())).unwrap();
            assert_eq!(directive, expected);
            let bare = words.trim_end_matches(|c: char| !c.is_alphanumeric());
            assert_eq!(selected(&directive), [self::folded(bare)], "{directive}");
        };
        check("Anne Tolland", 0, "Anne Tolland", "text=Anne%20Tolland");
        check(
            "We will",
            0,
            "We will wait,",
            "text=%E2%80%9C-,We%20will%20wait,-%2C%E2%80%9D%20said%20Anne",
        );
        check(
            "We will",
            1,
            "We will wait,",
            "text=She%20said%3A%20%E2%80%9C-,We%20will%20wait,-%2C%E2%80%9D%20again.",
        );
        let long = TEXT.split("\n\n").nth(2).unwrap().trim_end();
        check(
            "A first",
            0,
            long,
            "text=A%20first%20word%2C%20then%20a,another%20block%20of%20the%20page",
        );
    }

    #[test]
    fn what_cannot_be_told_apart_has_none() {
        let text = "No comment.\nNo comment.\nNo comment.\nNo comment.\nNo comment.\n";
        let folded = Folded::new(text);
        assert_eq!(folded.directive(text, Span::new(24, 34)), None);
        assert_eq!(folded.directive(text, Span::new(10, 11)), None);
    }

    #[test]
    fn an_address_keeps_its_own_fragment() {
        assert_eq!(
            address("https://a.example/b", "text=c"),
            "https://a.example/b#:~:text=c"
        );
        assert_eq!(
            address("https://a.example/b#d", "text=c"),
            "https://a.example/b#d:~:text=c"
        );
    }
}
