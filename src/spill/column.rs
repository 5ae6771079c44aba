//! A list that grows without moving what it holds.
//!
//! Input: values pushed one by one; output: any of them by its number. They lie in pieces of one size, so
//! that growing takes one piece more, never a copy twice as large. Cost: a shift and a mask a look-up.

/// Values of one kind for every article.
#[derive(Debug, Clone)]
pub struct Column<T> {
    pieces: Vec<Vec<T>>,
}

const PIECE_BITS: u32 = 16;
const PIECE: usize = 1 << PIECE_BITS;

impl<T> Default for Column<T> {
    fn default() -> Self {
        Self { pieces: Vec::new() }
    }
}

impl<T: Copy> Column<T> {
    /// Appends a value.
    ///
    /// ```
    /// let mut column = dedupe::spill::Column::default();
    /// column.push(7_u32);
    /// assert_eq!((column.len(), column.get(0)), (1, 7));
    /// ```
    #[inline]
    pub fn push(&mut self, value: T) {
        match self.pieces.last_mut() {
            Some(piece) if piece.len() < PIECE => piece.push(value),
            _ => {
                let mut piece = Vec::with_capacity(PIECE);
                piece.push(value);
                self.pieces.push(piece);
            }
        }
    }

    /// The value of a number, which is below [`len`](Self::len).
    #[inline]
    #[must_use]
    pub fn get(&self, number: usize) -> T {
        self.pieces[number >> PIECE_BITS][number & (PIECE - 1)]
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pieces
            .last()
            .map_or(0, |last| (self.pieces.len() - 1) * PIECE + last.len())
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_where_they_are() {
        let mut column = Column::default();
        assert!(column.is_empty());
        for value in 0..200_000_u64 {
            column.push(value * 3);
        }
        assert_eq!(column.len(), 200_000);
        for number in [0, 65_535, 65_536, 131_072, 199_999] {
            assert_eq!(column.get(number), number as u64 * 3);
        }
    }
}
