//! What the page is given as data, as JSON in which no text can act.
//!
//! Input: the rows of [`rows`](super::rows); output: JSON whose every string went through
//! [`visible`]: bidi controls are their names, other controls their pictures. There is no other way
//! into the page's data, so that the script may show any string as it is. Cost: linear.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CharEscape, Formatter};

use super::super::display::{control_picture, visible};

/// Compact JSON with every string made visible.
#[derive(Default)]
struct Visible {
    /// The last character was a carriage return, which a line feed may follow.
    returned: bool,
}

impl Formatter for Visible {
    fn begin_string<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.returned = false;
        writer.write_all(b"\"")
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        self.returned = false;
        writer.write_all(visible(fragment).as_bytes())
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, writer: &mut W, escape: CharEscape) -> io::Result<()> {
        let after_return = std::mem::take(&mut self.returned);
        let control = match escape {
            CharEscape::Quote => return writer.write_all(b"\\\""),
            CharEscape::ReverseSolidus => return writer.write_all(b"\\\\"),
            CharEscape::Solidus => return writer.write_all(b"/"),
            CharEscape::Tab => return writer.write_all(b"\\t"),
            CharEscape::LineFeed if after_return => return Ok(()),
            CharEscape::LineFeed => return writer.write_all(b"\\n"),
            CharEscape::CarriageReturn => {
                self.returned = true;
                return writer.write_all(b"\\n");
            }
            CharEscape::Backspace => '\u{8}',
            CharEscape::FormFeed => '\u{C}',
            CharEscape::AsciiControl(byte) => char::from(byte),
        };
        let picture = control_picture(control).unwrap_or('\u{FFFD}');
        writer.write_all(picture.encode_utf8(&mut [0; 4]).as_bytes())
    }
}

/// One value as compact JSON with every string made visible.
pub(super) fn to_json<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(256);
    add_json(value, &mut out)?;
    Ok(out)
}

/// The same, behind what `out` holds.
pub(super) fn add_json<T: Serialize + ?Sized>(value: &T, out: &mut Vec<u8>) -> serde_json::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, Visible::default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_act() {
        let check = |text: &str, expected: &str| {
            let json = String::from_utf8(to_json(text).unwrap()).unwrap();
            assert_eq!(serde_json::from_str::<String>(&json).unwrap(), expected, "{json}");
        };
        check("Dam \"report\" \\ one", "Dam \"report\" \\ one");
        check("two\r\nlines\tand\rmore\n", "two\nlines\tand\nmore\n");
        check("\u{1B}[2Jgone\u{7}\u{8}", "␛[2Jgone␇␈");
        check("abc\u{202E}\"fed\u{9B}", "abc[U+202E]\"fed\u{FFFD}");
        check("</script>", "</script>");
        let json =
            String::from_utf8(to_json(&serde_json::json!({"a\u{202E}": [1, null, "\u{2066}"]})).unwrap()).unwrap();
        assert_eq!(json, r#"{"a[U+202E]":[1,null,"[U+2066]"]}"#);
    }
}
