//! Byte ranges of one text.

/// A half-open **byte** range `start..end` of one article's text, on `char` boundaries.
///
/// Bytes are the unit inside the program; [`super::CodePoints`] turns them into the code points of
/// the output files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from two byte positions; an `end` before `start` gives an empty span at `start`.
    #[inline]
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        let end = if end < start { start } else { end };
        Self {
            start: start as u32,
            end: end as u32,
        }
    }

    /// Length in bytes.
    #[inline]
    #[must_use]
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// First byte as an index.
    #[inline]
    #[must_use]
    pub const fn lo(self) -> usize {
        self.start as usize
    }

    /// One past the last byte as an index.
    #[inline]
    #[must_use]
    pub const fn hi(self) -> usize {
        self.end as usize
    }

    /// The text of the span; empty where the span does not fit `text`.
    #[inline]
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.lo()..self.hi()).unwrap_or("")
    }

    /// Bytes shared with `other`.
    #[must_use]
    pub fn overlap(self, other: Self) -> usize {
        let end = self.end.min(other.end);
        let start = self.start.max(other.start);
        end.saturating_sub(start) as usize
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The span without white space at its ends.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Self {
        let inner = self.of(text);
        let start = self.lo() + (inner.len() - inner.trim_start().len());
        Self::new(start, start + inner.trim().len())
    }
}
