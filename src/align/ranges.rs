//! Ranges of one stream, looked up by place.

/// Words of one bucket.
const BUCKET: u32 = 256;

/// Ranges with something noted to each, so arranged that asking for those around a word does not go through all:
/// paragraphs in another order are as many alignments of one pair as there are paragraphs.
#[derive(Debug)]
pub(crate) struct Ranges<T> {
    /// What reaches into each bucket, in the order in which it was added.
    buckets: Vec<Vec<(u32, u32, T)>>,
}

impl<T> Default for Ranges<T> {
    fn default() -> Self {
        Self { buckets: Vec::new() }
    }
}

impl<T: Copy> Ranges<T> {
    pub(crate) fn add(&mut self, start: u32, end: u32, note: T) {
        let buckets = (start / BUCKET) as usize..end.div_ceil(BUCKET) as usize;
        if self.buckets.len() < buckets.end {
            self.buckets.resize_with(buckets.end, Vec::new);
        }
        for bucket in &mut self.buckets[buckets] {
            bucket.push((start, end, note));
        }
    }

    /// Every range that shares more than half of `start..end`, in the order in which they were added; and some more.
    pub(crate) fn around(&self, start: u32, end: u32) -> impl Iterator<Item = (u32, u32, T)> {
        // Such a range has the word in the middle, too.
        let middle = start + (end - start) / 2;
        let near = self.buckets.get((middle / BUCKET) as usize);
        near.into_iter().flatten().copied()
    }
}

impl Ranges<()> {
    /// Whether one of the ranges has more than half of this one.
    pub(crate) fn has_most_of(&self, (start, end): (u32, u32)) -> bool {
        self.around(start, end)
            .any(|(s, e, ())| e.min(end).saturating_sub(s.max(start)) * 2 > end - start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_ranges_are_those_of_a_walk_through_all(
            taken in prop::collection::vec((0_u32..1200, 1_u32..600), 0..12),
            asked in prop::collection::vec((0_u32..2000, 1_u32..400), 1..40),
        ) {
            let mut index = Ranges::default();
            for &(start, len) in &taken {
                index.add(start, start + len, ());
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
