//! Bytes to code points.
//!
//! Cost: one pass to build (nothing is stored for ASCII text), then at most [`STEP`] bytes a look-up.

use std::borrow::Cow;

use super::Span;

const STEP: usize = 256;

/// The exact map from byte offsets of one text to Unicode code-point offsets and back.
///
/// ```
/// use dedupe::text::{CodePoints, Span};
/// let text = "“Où?” he said";
/// let points = CodePoints::new(text);
/// let byte = text.find("he").unwrap();
/// assert_eq!(points.at(byte), 6);
/// assert_eq!(points.span(Span::new(byte, byte + 2)), (6, 8));
/// ```
#[derive(Debug, Clone)]
pub struct CodePoints<'t> {
    text: Cow<'t, str>,
    /// Code points before byte `i * STEP`; empty when the text is ASCII.
    before: Vec<u32>,
}

impl<'t> CodePoints<'t> {
    /// Indexes `text`, which is lent or given.
    #[must_use]
    pub fn new(text: impl Into<Cow<'t, str>>) -> Self {
        let text = text.into();
        if text.is_ascii() {
            return Self {
                text,
                before: Vec::new(),
            };
        }
        let mut before = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0_u32;
        for block in text.as_bytes().chunks(STEP) {
            before.push(count);
            count += starts(block);
        }
        Self { text, before }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The number of code points before byte `byte` (clamped to the text).
    #[must_use]
    pub fn at(&self, byte: usize) -> u32 {
        let byte = byte.min(self.text.len());
        if self.before.is_empty() {
            return byte as u32;
        }
        let block = (byte / STEP).min(self.before.len() - 1);
        self.before[block] + starts(&self.text.as_bytes()[block * STEP..byte])
    }

    /// A byte span as a code-point range.
    #[must_use]
    pub fn span(&self, span: Span) -> (u32, u32) {
        (self.at(span.lo()), self.at(span.hi()))
    }
}

fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&b| u32::from((b as i8) >= -0x40)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_counting_chars(text in "(\\PC|[a-z ]){0,900}") {
            let points = CodePoints::new(&text);
            for (count, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at(byte) as usize, count);
            }
            prop_assert_eq!(points.at(text.len()) as usize, text.chars().count());
        }
    }
}
