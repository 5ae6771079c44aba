//! HTML debris that scraping leaves in a text: tags and character references are no words.
//!
//! Input: bytes that start with `<` or `&`; output: how long the tag or reference there is. Only the
//! usual names are known, so that "a < b & c" stays text.

const TAGS: [&str; 22] = [
    "a",
    "b",
    "blockquote",
    "br",
    "div",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "hr",
    "i",
    "img",
    "li",
    "ol",
    "p",
    "span",
    "strong",
    "sub",
    "sup",
    "ul",
];

/// The length of an HTML tag at the start of `bytes`, if one stands there.
pub(super) fn tag_len(bytes: &[u8]) -> Option<usize> {
    let close = bytes.iter().take(512).position(|&b| b == b'>')?;
    let inner = bytes.get(1..close)?;
    let inner = inner.strip_prefix(b"/").unwrap_or(inner);
    let name_len = inner.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    let name = std::str::from_utf8(&inner[..name_len]).ok()?.to_ascii_lowercase();
    let after = inner.get(name_len).copied().unwrap_or(b' ');
    (TAGS.contains(&name.as_str()) && matches!(after, b' ' | b'/' | b'\n' | b'\t') && !inner.contains(&b'<'))
        .then_some(close + 1)
}

const ENTITIES: [&str; 16] = [
    "amp", "apos", "bdquo", "copy", "gt", "hellip", "laquo", "ldquo", "lsquo", "lt", "mdash", "nbsp", "ndash", "quot",
    "raquo", "rdquo",
];

/// The length of an HTML character reference at the start of `bytes`, if one stands there.
pub(super) fn entity_len(bytes: &[u8]) -> Option<usize> {
    let close = bytes.iter().take(10).position(|&b| b == b';')?;
    let name = bytes.get(1..close)?;
    let known = match name.strip_prefix(b"#") {
        Some(number) => !number.is_empty() && number.iter().all(u8::is_ascii_hexdigit) || number.first() == Some(&b'x'),
        None => std::str::from_utf8(name).is_ok_and(|n| ENTITIES.contains(&n) || n == "rsquo"),
    };
    known.then_some(close + 1)
}
