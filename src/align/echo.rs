//! Where alignments stand already.

/// Words of one bucket.
const BUCKET: usize = 64;

/// Ranges of one stream, so arranged that asking for those around a word does not go through all of them:
/// paragraphs in another order are as many alignments as paragraphs.
#[derive(Default)]
pub(super) struct Taken {
    /// The ranges that reach into each bucket.
    buckets: Vec<Vec<(u32, u32)>>,
}

impl Taken {
    pub(super) fn add(&mut self, (start, end): (u32, u32)) {
        let buckets = start as usize / BUCKET..(end as usize).div_ceil(BUCKET);
        if self.buckets.len() < buckets.end {
            self.buckets.resize(buckets.end, Vec::new());
        }
        for bucket in &mut self.buckets[buckets] {
            bucket.push((start, end));
        }
    }

    /// Whether one of the ranges has more than half of this one.
    pub(super) fn has_most_of(&self, (start, end): (u32, u32)) -> bool {
        // Then it has the word in the middle, too.
        let middle = start + (end - start) / 2;
        let near = self.buckets.get(middle as usize / BUCKET);
        near.is_some_and(|ranges| {
            ranges
                .iter()
                .any(|&(s, e)| e.min(end).saturating_sub(s.max(start)) * 2 > end - start)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_ranges_are_those_of_a_walk_through_all(
            taken in prop::collection::vec((0_u32..400, 1_u32..200), 0..12),
            asked in prop::collection::vec((0_u32..700, 1_u32..200), 1..40),
        ) {
            let mut index = Taken::default();
            for &(start, len) in &taken {
                index.add((start, start + len));
            }
            for (start, len) in asked {
                let inside = |w: u32, (s, l): (u32, u32)| w >= s && w < s + l;
                let most = taken
                    .iter()
                    .any(|&t| (start..start + len).filter(|&w| inside(w, t)).count() * 2 > len as usize);
                prop_assert_eq!(index.has_most_of((start, start + len)), most);
            }
        }
    }
}
