//! The distinct speakers of all items, compared by number.

use super::Item;
use super::anchor::{ANCHOR_WORDS, Wording};
use crate::hash::{self, Map};
use crate::quote::SpeakerClass;
use crate::quote::cues::{COLLECTIVE, DOCUMENT, ORGANISATION, PLACE, ROLE, TITLE, lexicon};
use crate::quote::speaker::{Name, Who};
use crate::text::word_hash;

/// The distinct speakers of all items, with their names taken apart once.
pub(super) struct Speakers {
    names: Vec<Name>,
    /// Hash of a person's last name.
    last: Vec<Option<u64>>,
    written: Vec<Box<str>>,
    /// Words of each name, lower case, without marks.
    words: Vec<Box<[Box<str>]>>,
    /// Every word of it begins with a capital.
    capitals: Vec<bool>,
    of: Vec<Option<u32>>,
}

impl Speakers {
    pub(super) fn new(items: &[Item<'_>]) -> Self {
        let mut numbers: Map<u64, u32> = Map::default();
        let mut names = Vec::new();
        let mut last = Vec::new();
        let mut written: Vec<Box<str>> = Vec::new();
        let mut words: Vec<Box<[Box<str>]>> = Vec::new();
        let mut capitals = Vec::new();
        let of = items
            .iter()
            .map(|item| {
                let speaker = item.quote.attribution.speaker.as_ref()?;
                let key = hash::pair(hash::bytes(speaker.name.as_bytes()), speaker.class as u64);
                Some(*numbers.entry(key).or_insert_with(|| {
                    names.push(Name::new(speaker));
                    let word = speaker.name.rsplit(' ').next().unwrap_or("");
                    written.push(speaker.name.as_str().into());
                    let bare = |w: &str| -> Box<str> {
                        w.chars()
                            .filter(|c| c.is_alphanumeric())
                            .flat_map(char::to_lowercase)
                            .collect()
                    };
                    words.push(speaker.name.split_whitespace().map(bare).collect());
                    capitals.push(
                        speaker
                            .name
                            .split_whitespace()
                            .all(|w| w.starts_with(char::is_uppercase)),
                    );
                    last.push((speaker.class == SpeakerClass::Person).then(|| word_hash(word)));
                    names.len() as u32 - 1
                }))
            })
            .collect();
        Self {
            names,
            last,
            written,
            words,
            capitals,
            of,
        }
    }

    /// The number of an item's speaker.
    pub(super) fn of(&self, item: usize) -> Option<u32> {
        self.of[item]
    }

    /// (last name, two words in a row) of everything a person says; nothing for those who are no person.
    pub(super) fn keys<'w>(&self, speaker: u32, words: &'w [u64]) -> impl Iterator<Item = u64> + 'w {
        let last = self.last[speaker as usize];
        let pairs = words.windows(2).map(|w| hash::pair(w[0], w[1]));
        last.into_iter()
            .flat_map(move |last| pairs.clone().map(move |two| hash::pair(last, two)))
    }

    /// A speaker's name.
    pub(super) fn name(&self, speaker: u32) -> &str {
        &self.written[speaker as usize]
    }

    /// Whether a name has a first and a last name, and nothing else that no name has.
    pub(super) fn is_full_name(&self, speaker: u32) -> bool {
        let words = &self.words[speaker as usize];
        // "The Guardian", "North Korea", "US Attorney" are no person.
        let last = words.last().map_or(0, |w| lexicon(None).class(w.as_bytes()));
        (2..=4).contains(&words.len())
            && self.capitals[speaker as usize]
            && &*words[0] != "the"
            && last & (PLACE | ROLE | TITLE | ORGANISATION | COLLECTIVE | DOCUMENT) == 0
    }

    /// Whether two names may be one person's after all: of one last name ("Dick" and "Richard"), or written together
    /// (as in a handle).
    pub(super) fn may_be_one(&self, a: u32, b: u32) -> bool {
        let (a, b) = (&self.words[a as usize], &self.words[b as usize]);
        let shared = a.iter().any(|w| w.chars().nth(2).is_some() && b.contains(w));
        shared || a.concat() == b.concat()
    }

    /// Compares two speakers by number.
    pub(super) fn compare(&self, a: u32, b: u32) -> Who {
        let (a, b) = (&self.names[a as usize], &self.names[b as usize]);
        a.compare(b)
    }
}

/// The first two words of every wording too short for anchors that has an uncommon word, each with an empty list.
pub(super) fn asked(wordings: &[Wording<'_>]) -> Map<u64, Vec<u32>> {
    wordings
        .iter()
        .filter(|wording| (2..ANCHOR_WORDS).contains(&wording.words.len()) && wording.content >= 1)
        .map(|wording| (hash::pair(wording.words[0], wording.words[1]), Vec::new()))
        .collect()
}

/// The keys that wordings too short for anchors are looked up by, each with an empty list. Nothing else is ever
/// asked for, and these are few beside all that persons say.
pub(super) fn asked_of_speakers(wordings: &[Wording<'_>], speakers: &Speakers) -> Map<u64, Vec<u32>> {
    wordings
        .iter()
        .filter(|wording| wording.words.len() < ANCHOR_WORDS)
        .flat_map(|wording| wording.items.iter().map(move |&item| (item, &wording.words)))
        .filter_map(|(item, words)| Some((speakers.keys(speakers.of(item)?, words).next()?, Vec::new())))
        .collect()
}
