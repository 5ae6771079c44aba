//! What part can this word play around a quotation?
//!
//! Input: a word; output: its [`Class`] bits. One table module per language holds the words as data; a table
//! is hashed once. A word may have several classes ("calls" is a cue and a noun): the rules decide by place.
//! Cost: one hash and one look-up a word.

mod english;
mod french;
mod german;
mod spanish;

use std::sync::LazyLock;

use crate::hash;

/// A set of the bits below.
pub(super) type Class = u64;

/// Verbs that nearly always mark speech: said, told, wrote.
pub(super) const STRONG: Class = 1;
/// Verbs that mark speech more often than not: announced, argued, warned.
pub(super) const MEDIUM: Class = 1 << 1;
/// Verbs of opinion and act that go with quoted words: agreed, rejected, praised.
pub(super) const WEAK: Class = 1 << 2;
/// Any cue.
pub(super) const CUE: Class = STRONG | MEDIUM | WEAK;
/// A participle form: saying, adding.
pub(super) const PARTICIPLE: Class = 1 << 3;
/// As often a noun as a verb ("claims", "calls"), or a base form ("say").
pub(super) const NOUNISH: Class = 1 << 4;
/// Introduces a source: according, selon, laut, según.
pub(super) const ACCORDING: Class = 1 << 5;
/// A pronoun that can be a subject: he, she, they, I.
pub(super) const PRONOUN: Class = 1 << 6;
/// Male: he, Mr, king.
pub(super) const MASCULINE: Class = 1 << 7;
/// Female: she, Mrs, spokeswoman.
pub(super) const FEMININE: Class = 1 << 8;
/// Plural or not a person: they, it.
pub(super) const PLURAL: Class = 1 << 9;
/// Article, demonstrative, possessive, quantity: the start of a noun phrase.
pub(super) const DETERMINER: Class = 1 << 10;
/// Preposition.
pub(super) const PREPOSITION: Class = 1 << 11;
/// Joins words or clauses: and, but.
pub(super) const CONJUNCTION: Class = 1 << 12;
/// Auxiliary or modal: has, would, did, not.
pub(super) const AUXILIARY: Class = 1 << 13;
/// Adverb that stands between subject and verb or opens a sentence: also, later, however.
pub(super) const ADVERB: Class = 1 << 14;
/// Relative: who, which.
pub(super) const RELATIVE: Class = 1 << 15;
/// Opens a subordinate clause: when, after, if, that.
pub(super) const SUBORDINATE: Class = 1 << 16;
/// Day, month: capitalised but no name.
pub(super) const TIME: Class = 1 << 17;
/// Country, nationality, large city: capitalised, ends what comes before a person's name.
pub(super) const PLACE: Class = 1 << 18;
/// Inside names: de, von, bin.
pub(super) const NAME_PART: Class = 1 << 19;
/// Mr, Dr, Sen.
pub(super) const TITLE: Class = 1 << 20;
/// Office or trade of a person: spokesman, president, economist.
pub(super) const ROLE: Class = 1 << 21;
/// People without a name: officials, residents.
pub(super) const COLLECTIVE: Class = 1 << 22;
/// Head of an organisation's name: ministry, department, council.
pub(super) const ORGANISATION: Class = 1 << 23;
/// A work: book, film, song.
pub(super) const WORK: Class = 1 << 24;
/// A dot after it ends no sentence.
pub(super) const ABBREVIATION: Class = 1 << 25;
/// A given name.
pub(super) const GIVEN: Class = 1 << 26;
/// Common verb that is no cue; ends the noun phrase before it.
pub(super) const VERB: Class = 1 << 27;
/// Says that the quoted words are a name or not meant: so-called, dubbed, nicknamed.
pub(super) const NAMING: Class = 1 << 28;
/// Goes between a role and the name it belongs to: "Secretary of State John Kerry".
pub(super) const OFFICE: Class = 1 << 29;
/// Takes the listener as object: told, asked.
pub(super) const ADDRESSING: Class = 1 << 30;
/// Noun that speaks for its author: statement, tweet, report.
pub(super) const DOCUMENT: Class = 1 << 31;
/// Forms of "be": before a participle they make a passive.
pub(super) const BE: Class = 1 << 32;

/// A source goes before it: zufolge.
pub(super) const POSTPOSED: Class = 1 << 34;
/// Introduces a source where a preposition stands before it: nach Angaben, de acuerdo con, aux dires de.
pub(super) const SOURCE_NOUN: Class = 1 << 35;
/// The listener, between quotation and verb, as a pronoun: "nous a dit Morel", "le dijo Ruiz".
pub(super) const OBJECT: Class = 1 << 36;

/// A party and a state, as behind a name: "R-Ohio".
pub(super) const PARTY: Class = 1 << 37;

/// A word in no table that ends in -ing: it opens an adverbial ("Speaking in Riga, …").
pub(super) const GERUND: Class = 1 << 33;

/// One language's table: classes and the words that have them, separated by spaces.
type Table = &'static [(Class, &'static str)];

/// Endings and the classes of all words that have them, for a language that makes one word of two.
type Endings = &'static [(Class, &'static str)];

/// The words of a language and their classes.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// Open addressing, linear probing, at most half full; key 0 is an empty slot.
    slots: Vec<(u64, Class)>,
    /// One bit for each [`outline`] that a word of the table has: most words of a text are in no table, and this
    /// says so without a hash.
    outlines: Vec<u64>,
    endings: Endings,
}

/// A word's length and three of its bytes in 16 bits.
fn outline(word: &[u8]) -> usize {
    let at = |i: usize| usize::from(word.get(i).copied().unwrap_or(0));
    let last = at(word.len().wrapping_sub(1));
    (at(0) ^ at(1) << 5 ^ last << 9 ^ at(2) << 3 ^ word.len() << 12) & 0xFFFF
}

/// More slots than twice the words of the largest table; a power of two.
const SLOTS: usize = 1 << 13;

/// A word as a number: itself where it has at most eight bytes, as nearly all words of the tables have, else a hash.
fn key(word: &[u8]) -> u64 {
    if word.len() > 8 {
        return hash::bytes(word);
    }
    // Bytes one by one: a call to copy so few takes longer.
    word.iter().rev().fold(0, |key, &byte| key << 8 | u64::from(byte))
}

impl Lexicon {
    fn new(tables: &[Table], endings: Endings) -> Self {
        let mut lexicon = Self {
            slots: vec![(0, 0); SLOTS],
            outlines: vec![0; 1 << 10],
            endings,
        };
        let mut words = 0;
        for (class, list) in tables.iter().copied().flatten() {
            for word in list.split_ascii_whitespace() {
                let bit = outline(word.as_bytes());
                lexicon.outlines[bit / 64] |= 1 << (bit % 64);
                let key = key(word.as_bytes());
                let at = lexicon.slot(key);
                words += usize::from(lexicon.slots[at].0 == 0);
                lexicon.slots[at].0 = key;
                lexicon.slots[at].1 |= class;
            }
        }
        debug_assert!(words * 2 <= SLOTS, "{words} words need a larger table");
        lexicon
    }

    /// The slot that holds a key or would.
    fn slot(&self, key: u64) -> usize {
        let mut at = hash::mix(key) as usize % SLOTS;
        while self.slots[at].0 != key && self.slots[at].0 != 0 {
            at = (at + 1) % SLOTS;
        }
        at
    }

    /// The classes of a word; `lower` is its lower-case form with straight apostrophes.
    #[inline]
    pub(super) fn class(&self, lower: &[u8]) -> Class {
        let bit = outline(lower);
        let known = if self.outlines[bit / 64] & 1 << (bit % 64) == 0 {
            0
        } else {
            self.slots[self.slot(key(lower))].1
        };
        if known == 0 && !self.endings.is_empty() {
            return self.by_ending(lower);
        }
        known
    }

    /// The classes of a word in no table, by its end; something must stand before it.
    fn by_ending(&self, lower: &[u8]) -> Class {
        let found = self
            .endings
            .iter()
            .find(|(_, end)| lower.len() > end.len() + 2 && lower.ends_with(end.as_bytes()));
        found.map_or(0, |(class, _)| *class)
    }
}

/// The lexicon for a language code; English where there is none for it.
pub(super) fn lexicon(language: Option<&str>) -> &'static Lexicon {
    static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[english::TABLE], &[]));
    static FRENCH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[french::TABLE, english::NAMES], &[]));
    static GERMAN: LazyLock<Lexicon> =
        LazyLock::new(|| Lexicon::new(&[german::TABLE, english::NAMES], german::ENDINGS));
    static SPANISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[spanish::TABLE, english::NAMES], &[]));
    match language.map(|l| l.get(..2).unwrap_or(l)) {
        Some("fr") => &FRENCH,
        Some("de") => &GERMAN,
        Some("es") => &SPANISH,
        _ => &ENGLISH,
    }
}
