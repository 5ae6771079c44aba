//! The shortest edit script between two short word sequences.
//!
//! Wagner and Fischer 1974 with a full table; cost `n * m` cells, so callers bound the lengths.

/// One step of an edit script; positions are indices into the two sequences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditOp {
    /// Equal words.
    Equal {
        /// First word in `a`.
        a: usize,
        /// First word in `b`.
        b: usize,
        /// Number of words.
        len: usize,
    },
    /// Words of `a` that stand as other words in `b`; either side may be empty (insertion, deletion).
    Change {
        /// First word in `a`.
        a: usize,
        /// Words of `a`.
        a_len: usize,
        /// First word in `b`.
        b: usize,
        /// Words of `b`.
        b_len: usize,
    },
}

/// The edit script with the fewest changed words; among equals the one that keeps words together at the end.
///
/// ```
/// use dedupe::align::{edit_script, EditOp};
/// let script = edit_script(&["we", "do", "not", "agree"], &["we", "do", "agree"]);
/// assert_eq!(script[1], EditOp::Change { a: 2, a_len: 1, b: 2, b_len: 0 });
/// ```
#[must_use]
pub fn edit_script<T: PartialEq>(a: &[T], b: &[T]) -> Vec<EditOp> {
    let width = b.len() + 1;
    let mut table = vec![0_u32; (a.len() + 1) * width];
    for (j, cell) in table.iter_mut().enumerate().take(width) {
        *cell = j as u32;
    }
    for i in 1..=a.len() {
        table[i * width] = i as u32;
        for j in 1..=b.len() {
            let through = table[(i - 1) * width + j - 1] + u32::from(a[i - 1] != b[j - 1]);
            let skip = table[(i - 1) * width + j].min(table[i * width + j - 1]) + 1;
            table[i * width + j] = through.min(skip);
        }
    }
    let (mut i, mut j) = (a.len(), b.len());
    // Steps from the end: (equal, words of a, words of b).
    let mut steps: Vec<(bool, usize, usize)> = Vec::new();
    while i > 0 || j > 0 {
        let here = table[i * width + j];
        if i > 0 && j > 0 && a[i - 1] == b[j - 1] && here == table[(i - 1) * width + j - 1] {
            steps.push((true, 1, 1));
            (i, j) = (i - 1, j - 1);
        } else if i > 0 && j > 0 && here == table[(i - 1) * width + j - 1] + 1 {
            steps.push((false, 1, 1));
            (i, j) = (i - 1, j - 1);
        } else if i > 0 && here == table[(i - 1) * width + j] + 1 {
            steps.push((false, 1, 0));
            i -= 1;
        } else {
            steps.push((false, 0, 1));
            j -= 1;
        }
    }
    let mut script = Vec::new();
    let (mut at_a, mut at_b) = (0, 0);
    for (equal, da, db) in steps.into_iter().rev() {
        match script.last_mut() {
            Some(EditOp::Equal { len, .. }) if equal => *len += 1,
            Some(EditOp::Change { a_len, b_len, .. }) if !equal => {
                *a_len += da;
                *b_len += db;
            }
            _ if equal => script.push(EditOp::Equal {
                a: at_a,
                b: at_b,
                len: 1,
            }),
            _ => script.push(EditOp::Change {
                a: at_a,
                a_len: da,
                b: at_b,
                b_len: db,
            }),
        }
        at_a += da;
        at_b += db;
    }
    script
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_script_is_complete_and_as_short_as_the_distance(
            a in prop::collection::vec(0_u8..5, 0..25),
            b in prop::collection::vec(0_u8..5, 0..25),
        ) {
            let (mut at_a, mut at_b, mut changed) = (0, 0, 0);
            for op in edit_script(&a, &b) {
                match op {
                    EditOp::Equal { a: i, b: j, len } => {
                        prop_assert_eq!((i, j), (at_a, at_b));
                        prop_assert_eq!(&a[i..i + len], &b[j..j + len]);
                        at_a += len;
                        at_b += len;
                    }
                    EditOp::Change { a: i, a_len, b: j, b_len } => {
                        prop_assert_eq!((i, j), (at_a, at_b));
                        prop_assert!(a_len + b_len > 0);
                        at_a += a_len;
                        at_b += b_len;
                        changed += a_len.max(b_len);
                    }
                }
            }
            prop_assert_eq!((at_a, at_b), (a.len(), b.len()));
            // Adjacent insertions and deletions of one change share columns, so it can only be shorter.
            prop_assert!(changed <= strsim::generic_levenshtein(&a, &b));
        }
    }
}
