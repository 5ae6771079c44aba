//! The distinct speakers of all items, compared by number.

use super::Item;
use crate::hash::{self, Map};
use crate::quote::speaker::{Name, Who};

/// The distinct speakers of all items, with their names taken apart once.
pub(super) struct Speakers {
    names: Vec<Name>,
    of: Vec<Option<u32>>,
}

impl Speakers {
    pub(super) fn new(items: &[Item<'_>]) -> Self {
        let mut numbers: Map<u64, u32> = Map::default();
        let mut names = Vec::new();
        let of = items
            .iter()
            .map(|item| {
                let speaker = item.quote.attribution.speaker.as_ref()?;
                let key = hash::pair(hash::bytes(speaker.name.as_bytes()), speaker.class as u64);
                Some(*numbers.entry(key).or_insert_with(|| {
                    names.push(Name::new(speaker));
                    names.len() as u32 - 1
                }))
            })
            .collect();
        Self { names, of }
    }

    /// The number of an item's speaker.
    pub(super) fn of(&self, item: usize) -> Option<u32> {
        self.of[item]
    }

    /// Compares two speakers by number.
    pub(super) fn compare(&self, a: u32, b: u32) -> Who {
        let (a, b) = (&self.names[a as usize], &self.names[b as usize]);
        a.compare(b)
    }
}
