//! Where does a character stand that can be a quotation mark, and what do its neighbours say of it?
//!
//! Input: a text and one paragraph; output: [`Mark`]s in text order, typists' double marks (two single ones, two
//! commas) and character references resolved. Whether a mark opens or closes is for [`super::marks`] to decide;
//! here are the tests it decides by: room to open, room to close, apostrophe, feet and inches.
//! Cost: one pass over the bytes; each test looks at a few characters.

use crate::text::Span;

/// A family of marks: what one opens only the same family closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// Double marks of every sort, two single ones and their entities: in damaged text any of them closes any other.
    Double,
    /// ‘ ’ ' ‚ ‹ ›
    Single,
    /// « »
    Guillemet,
    /// ‹ ›
    Angle,
    /// 「 」
    Corner,
    /// 『 』
    WhiteCorner,
}

/// What a mark says about its own direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Open,
    Close,
    /// Straight: its neighbours decide.
    Either,
}

/// One mark as it stands in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) at: usize,
    pub(super) len: usize,
    pub(super) family: Family,
    pub(super) side: Side,
    /// The character, entities resolved; two single marks that stand for a double one are `"`.
    pub(super) glyph: char,
}

/// Bytes that a mark may begin with.
const MAY_BEGIN: [bool; 256] = {
    let mut table = [false; 256];
    let first = [b'"', b'\'', b'`', b',', b'&', 0xC2, 0xE2, 0xE3, 0xEF];
    let mut i = 0;
    while i < first.len() {
        table[first[i] as usize] = true;
        i += 1;
    }
    table
};

/// The marks of one paragraph.
pub(super) fn lex(text: &str, span: Span, into: &mut Vec<Mark>) {
    let bytes = text.as_bytes();
    let (mut at, end) = (span.lo(), span.hi());
    while at < end {
        let b = bytes[at];
        if !MAY_BEGIN[b as usize] {
            at += 1;
            continue;
        }
        let mark = match b {
            b'"' => Some((1, Family::Double, Side::Either, '"')),
            b'\'' if bytes.get(at + 1) == Some(&b'\'') => Some((2, Family::Double, Side::Either, '"')),
            b'\'' => Some((1, Family::Single, Side::Either, '\'')),
            b'`' if bytes.get(at + 1) == Some(&b'`') => Some((2, Family::Double, Side::Open, '“')),
            b'`' => Some((1, Family::Single, Side::Open, '‘')),
            b',' if bytes.get(at + 1) == Some(&b',') && low_commas(bytes, at) => {
                Some((2, Family::Double, Side::Open, '„'))
            }
            b'&' => entity(&bytes[at..end]),
            0xC2 if matches!(bytes.get(at + 1), Some(0xAB | 0xBB)) => text.get(at..at + 2).and_then(glyph),
            0xE2 | 0xE3 | 0xEF => text.get(at..at + 3).and_then(glyph),
            _ => None,
        };
        let Some((len, family, side, glyph)) = mark else {
            at += 1;
            continue;
        };
        // ‘‘ and ’’ are a typist's double marks.
        if family == Family::Single && len == 3 && bytes[at..end].starts_with(&[0xE2, 0x80]) {
            let pair = &bytes[at..end.min(at + 6)];
            if pair.len() == 6 && pair[..3] == pair[3..] && matches!(glyph, '‘' | '’') {
                let (side, glyph) = if glyph == '‘' {
                    (Side::Open, '“')
                } else {
                    (Side::Either, '”')
                };
                into.push(Mark {
                    at,
                    len: 6,
                    family: Family::Double,
                    side,
                    glyph,
                });
                at += 6;
                continue;
            }
        }
        into.push(Mark {
            at,
            len,
            family,
            side,
            glyph,
        });
        at += len;
    }
}

fn glyph(s: &str) -> Option<(usize, Family, Side, char)> {
    let c = s.chars().next()?;
    let (family, side) = match c {
        '“' | '‟' | '„' => (Family::Double, Side::Open),
        '”' | '〞' => (Family::Double, Side::Close),
        '＂' => (Family::Double, Side::Either),
        '«' => (Family::Guillemet, Side::Open),
        '»' => (Family::Guillemet, Side::Close),
        '‹' => (Family::Angle, Side::Open),
        '›' => (Family::Angle, Side::Close),
        '‘' | '‛' | '‚' => (Family::Single, Side::Open),
        '’' => (Family::Single, Side::Close),
        '「' => (Family::Corner, Side::Open),
        '」' => (Family::Corner, Side::Close),
        '『' => (Family::WhiteCorner, Side::Open),
        '』' => (Family::WhiteCorner, Side::Close),
        _ => return None,
    };
    Some((c.len_utf8(), family, side, c))
}

/// The character references that stand for marks in text taken from web pages.
fn entity(bytes: &[u8]) -> Option<(usize, Family, Side, char)> {
    const TABLE: [(&str, char); 22] = [
        ("&quot;", '"'),
        ("&#34;", '"'),
        ("&#034;", '"'),
        ("&#x22;", '"'),
        ("&ldquo;", '“'),
        ("&#8220;", '“'),
        ("&#x201C;", '“'),
        ("&rdquo;", '”'),
        ("&#8221;", '”'),
        ("&#x201D;", '”'),
        ("&bdquo;", '„'),
        ("&#8222;", '„'),
        ("&laquo;", '«'),
        ("&#171;", '«'),
        ("&raquo;", '»'),
        ("&#187;", '»'),
        ("&lsquo;", '‘'),
        ("&#8216;", '‘'),
        ("&rsquo;", '’'),
        ("&#8217;", '’'),
        ("&#39;", '\''),
        ("&apos;", '\''),
    ];
    let &(name, c) = TABLE.iter().find(|(name, _)| bytes.starts_with(name.as_bytes()))?;
    let (family, side) = match c {
        '"' => (Family::Double, Side::Either),
        '\'' => (Family::Single, Side::Either),
        _ => {
            let mut buffer = [0; 4];
            let (_, family, side, _) = glyph(c.encode_utf8(&mut buffer))?;
            (family, side)
        }
    };
    Some((name.len(), family, side, c))
}

/// Whether two commas stand for „: after a space and before a letter.
fn low_commas(bytes: &[u8], at: usize) -> bool {
    let before = at == 0 || matches!(bytes[at - 1], b' ' | b'\n' | b'(');
    before && bytes.get(at + 2).is_some_and(|b| b.is_ascii_alphabetic() || *b >= 0xC3)
}

pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

pub(super) fn char_after(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Room for an opening mark: nothing, a space, an opening bracket, a dash or another mark stands before it.
pub(super) fn opens_here(text: &str, mark: Mark) -> bool {
    let after = char_after(text, mark.at + mark.len);
    let before = char_before(text, mark.at);
    after.is_some_and(|c| !c.is_whitespace() && !matches!(c, '.' | ',' | ';' | ')' | ']'))
        && before.is_none_or(|c| c.is_whitespace() || "([{—–-/“‘\"'«„>¿¡\u{FEFF}".contains(c))
}

/// Room for a closing mark: something stands before it, and no letter or digit after it.
pub(super) fn closes_here(text: &str, mark: Mark) -> bool {
    let before = char_before(text, mark.at);
    let after = char_after(text, mark.at + mark.len);
    before.is_some_and(|c| !c.is_whitespace()) && after.is_none_or(|c| !c.is_alphanumeric())
}

/// Words that begin with an apostrophe where letters were dropped.
const DROPPED: [&str; 12] = [
    "em", "til", "tis", "twas", "cause", "n", "bout", "round", "kay", "nuff", "ere", "tude",
];

/// An apostrophe, not a mark: between letters, or for left-out letters and figures ('90s, 'em, rock 'n' roll).
pub(super) fn is_apostrophe(text: &str, mark: Mark) -> bool {
    let before = char_before(text, mark.at);
    let rest = text.get(mark.at + mark.len..).unwrap_or("");
    let after = rest.chars().next();
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if inside(before) && inside(after) {
        return true;
    }
    if inside(before) {
        return false;
    }
    // '90s and ’16; the dropped letters below are looked for only before a word's end.
    if rest.len() >= 2 && rest.as_bytes()[..2].iter().all(u8::is_ascii_digit) && mark.glyph != '‘' {
        let tail = rest.as_bytes().get(2);
        return tail.is_none_or(|b| *b == b's' || !b.is_ascii_alphanumeric());
    }
    let word: &str = &rest[..rest.bytes().take(6).take_while(u8::is_ascii_alphabetic).count()];
    mark.glyph != '‘' && DROPPED.iter().any(|d| word.eq_ignore_ascii_case(d))
}

/// Feet, inches, minutes, seconds: the mark follows a figure ("6'2\"", "5' tall").
pub(super) fn is_measure(text: &str, mark: Mark) -> bool {
    matches!(mark.glyph, '"' | '\'' | '”' | '’') && char_before(text, mark.at).is_some_and(|c| c.is_ascii_digit())
}

/// 6'2": the figure before an inch mark itself follows a foot mark.
pub(super) fn is_feet_and_inches(text: &str, at: usize) -> bool {
    let bytes = &text.as_bytes()[..at];
    let digits = bytes.iter().rev().take(3).take_while(|b| b.is_ascii_digit()).count();
    if digits == 0 {
        return false;
    }
    let before = &bytes[..at - digits];
    let foot = before.ends_with(b"'") || before.ends_with("’".as_bytes()) || before.ends_with("′".as_bytes());
    let figure = before
        .iter()
        .rev()
        .find(|b| b.is_ascii())
        .is_some_and(|b| *b == b'\'' || b.is_ascii_digit());
    foot && figure
}
