//! What a story consists of, before a word of it is written.
//!
//! A [`Base`] lists the pieces of a story's original: sentences, quotations with what surrounds them, a well-known
//! quotation, a standing paragraph. Every piece has a key from which its words follow, so copies are made by
//! printing some of the pieces, in some order, with some words changed; nothing is ever stored.

use super::Params;
use super::layout::{BLOCK, Cluster};
use super::lists::{AGENCIES, MEN, ROLES, WOMEN};
use super::random::{Random, key};
use super::words::Lexicon;

/// Quantiles of the log-normal distribution with sigma .6 and mean 1, in 32nds.
const LENGTHS: [f64; 33] = [
    0.17, 0.273, 0.333, 0.379, 0.419, 0.456, 0.491, 0.524, 0.557, 0.59, 0.623, 0.656, 0.69, 0.724, 0.76, 0.797, 0.835,
    0.876, 0.918, 0.963, 1.011, 1.063, 1.12, 1.182, 1.252, 1.331, 1.422, 1.531, 1.666, 1.842, 2.097, 2.554, 4.101,
];
/// Fewest words of a story; with fewer, one changed word is more than 2%.
const SHORTEST: u32 = 50;
/// People of a story.
pub(super) const PEOPLE: usize = 3;

/// A person who is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Person {
    pub(super) first: &'static str,
    pub(super) pronoun: &'static str,
    pub(super) surname: u16,
    pub(super) role: &'static str,
    pub(super) place: u16,
}

impl Person {
    pub(super) fn new(key: u64, lexicon: &Lexicon) -> Self {
        let mut random = Random::new(key);
        let (names, pronoun) = if random.chance(0.5) {
            (&WOMEN, "she")
        } else {
            (&MEN, "he")
        };
        Self {
            first: random.one(names),
            pronoun,
            surname: lexicon.any_surname(&mut random),
            role: random.one(&ROLES),
            place: lexicon.any_place(&mut random),
        }
    }
}

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A sentence.
    Prose,
    /// A quotation of the story's own; `full` where its speaker is named for the first time.
    Speech { form: u32, who: usize, full: bool },
    /// The quotation of this number of the block, in other stories too.
    Famous(u64),
    /// The standing paragraph of this number of the block, in other stories too.
    Background(u64),
}

/// A part of a story that is printed whole or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) kind: Kind,
    /// Its words, nearly.
    pub(super) words: u32,
    /// Whether it begins a paragraph.
    pub(super) paragraph: bool,
    pub(super) key: u64,
}

/// A story's original.
#[derive(Debug, Clone, Default)]
pub(super) struct Base {
    pub(super) key: u64,
    pub(super) cluster: Option<Cluster>,
    pub(super) agency: Option<&'static str>,
    pub(super) place: u16,
    pub(super) people: Vec<Person>,
    pub(super) pieces: Vec<Piece>,
    /// Words of all pieces, nearly.
    pub(super) words: u32,
}

impl Base {
    /// Plans the story of `cluster` into this one, keeping its memory.
    pub(super) fn plan(&mut self, seed: u64, cluster: Cluster, articles: u64, params: &Params, lexicon: &Lexicon) {
        let block = cluster.first / BLOCK;
        self.key = key(&[seed, 3, cluster.first]);
        self.cluster = Some(cluster);
        let mut random = Random::new(self.key);
        self.agency = random.chance(params.credited).then(|| random.one(&AGENCIES));
        self.place = lexicon.any_place(&mut random);
        self.people.clear();
        for number in 0..PEOPLE as u64 {
            self.people.push(Person::new(key(&[self.key, 1, number]), lexicon));
        }
        let (at, step) = (random.below(32) as usize, random.unit());
        let factor = LENGTHS[at] + (LENGTHS[at + 1] - LENGTHS[at]) * step;
        let target = ((f64::from(params.words) * factor) as u32).max(SHORTEST);

        // Small dumps have few planted quotations and paragraphs, so that each is carried more than once.
        let slots = (articles - block * BLOCK).min(BLOCK);
        let mut pick = |share: f64, spread: u64| {
            let drawn = random.unit();
            let number = (drawn * drawn * (slots.div_ceil(spread)) as f64) as u64;
            random.chance(share).then_some(number)
        };
        let famous = pick(params.famous, 48).map(Kind::Famous);
        let background = pick(params.background, 96).map(Kind::Background);
        let famous_at = random.below(target);
        let background_at = target / 2 + random.below(target / 2);

        self.pieces.clear();
        self.words = 0;
        let mut known = [false; PEOPLE];
        let (mut famous, mut background) = (famous, background);
        let mut after_block = false;
        while self.words < target || famous.is_some() || background.is_some() {
            let number = self.pieces.len() as u64;
            let kind = if number > 0 && famous.is_some() && self.words >= famous_at {
                famous.take().unwrap_or(Kind::Prose)
            } else if number > 0 && background.is_some() && self.words >= background_at {
                background.take().unwrap_or(Kind::Prose)
            } else if number > 0 && random.chance(params.quotes) {
                let who = random.below(PEOPLE as u32) as usize;
                let full = !std::mem::replace(&mut known[who], true);
                Kind::Speech {
                    form: random.below(10),
                    who,
                    full,
                }
            } else {
                Kind::Prose
            };
            let words = match kind {
                Kind::Prose => random.within(8, 22) + random.below(14),
                Kind::Speech { .. } => 25,
                Kind::Famous(_) => 30,
                Kind::Background(_) => 55,
            };
            let own_paragraph = matches!(kind, Kind::Background(_) | Kind::Famous(_));
            self.pieces.push(Piece {
                kind,
                words,
                paragraph: number == 0 || own_paragraph || after_block || random.chance(0.45),
                key: key(&[self.key, 2, number]),
            });
            after_block = own_paragraph;
            self.words += words;
        }
    }
}
