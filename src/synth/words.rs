//! The invented vocabulary, and sentences made of it.
//!
//! Words are pronounceable, frequent ones shorter, and drawn with the frequencies of Zipf and Mandelbrot,
//! `1 / (rank + 20)`; what joins them is English, so that sentences read like news that means nothing. Word `i` and
//! word `i ^ 1` of a class are synonyms. A sentence is a list of [`Tok`]s, so that a copy can change words before
//! they are printed. Cost: two table look-ups a word (alias method, Walker 1977).

use super::lists::{CONJUNCTIONS, DETERMINERS, OPENERS, PLACE_HEADS, PLACE_TAILS, PREPOSITIONS, QUOTE_OPENERS};
use super::random::{Random, key};
use crate::hash::Set;

/// One word of a sentence, or a comma.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tok {
    /// An English word.
    Lit(&'static str),
    /// An invented noun.
    Noun(u16),
    /// Its plural.
    Nouns(u16),
    /// An invented adjective.
    Adj(u16),
    /// Its adverb.
    Adv(u16),
    /// An invented verb, past tense.
    Past(u16),
    /// The same verb, infinitive.
    Base(u16),
    /// A figure.
    Number(u32),
    /// A place.
    Place(u16),
    /// A family name.
    Surname(u16),
    /// A comma after the word before.
    Comma,
}

/// Classes of invented words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Noun,
    Adj,
    Verb,
}

impl Tok {
    /// Class and number of an invented word that may be replaced.
    #[inline]
    pub(super) const fn replaceable(self) -> Option<(Class, u16)> {
        match self {
            Self::Noun(id) | Self::Nouns(id) => Some((Class::Noun, id)),
            Self::Adj(id) | Self::Adv(id) => Some((Class::Adj, id)),
            Self::Past(id) | Self::Base(id) => Some((Class::Verb, id)),
            _ => None,
        }
    }

    /// The same form of another word of the class.
    pub(super) const fn with(self, id: u16) -> Self {
        match self {
            Self::Noun(_) => Self::Noun(id),
            Self::Nouns(_) => Self::Nouns(id),
            Self::Adj(_) => Self::Adj(id),
            Self::Adv(_) => Self::Adv(id),
            Self::Past(_) => Self::Past(id),
            Self::Base(_) => Self::Base(id),
            other => other,
        }
    }
}

/// Words of one class, all in one string.
#[derive(Debug, Clone, Default)]
struct Words {
    all: String,
    ends: Vec<u32>,
}

impl Words {
    fn push(&mut self, word: &str) {
        self.all.push_str(word);
        self.ends.push(self.all.len() as u32);
    }

    #[inline]
    fn get(&self, id: u16) -> &str {
        let at = usize::from(id);
        let from = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[from as usize..self.ends[at] as usize]
    }

    fn len(&self) -> u32 {
        self.ends.len() as u32
    }
}

/// Draws numbers with given weights in constant time.
#[derive(Debug, Clone)]
struct Alias {
    /// Probability to stay, of 2³², and where to go otherwise.
    cells: Vec<(u32, u16)>,
}

impl Alias {
    fn zipf(n: u32) -> Self {
        let weight = |rank: u32| 1.0 / (f64::from(rank) + 20.0);
        let mean = (0..n).map(weight).sum::<f64>() / f64::from(n);
        let mut scaled: Vec<f64> = (0..n).map(|rank| weight(rank) / mean).collect();
        let mut cells = vec![(u32::MAX, 0_u16); n as usize];
        let (mut small, mut large): (Vec<usize>, Vec<usize>) = (0..n as usize).partition(|&at| scaled[at] < 1.0);
        while let (Some(low), Some(&high)) = (small.pop(), large.last()) {
            cells[low] = ((scaled[low] * f64::from(u32::MAX)) as u32, high as u16);
            scaled[high] -= 1.0 - scaled[low];
            if scaled[high] < 1.0 {
                small.extend(large.pop());
            }
        }
        Self { cells }
    }

    #[inline]
    fn draw(&self, random: &mut Random) -> u16 {
        let drawn = random.next();
        let at = ((drawn >> 32) * self.cells.len() as u64) >> 32;
        let (stay, other) = self.cells[at as usize];
        if drawn as u32 <= stay { at as u16 } else { other }
    }
}

/// All words there are.
#[derive(Debug, Clone)]
pub(super) struct Lexicon {
    nouns: Words,
    adjectives: Words,
    verbs: Words,
    surnames: Words,
    places: Words,
    draw_noun: Alias,
    draw_adjective: Alias,
    draw_verb: Alias,
}

const NOUNS: usize = 12_000;
const ADJECTIVES: usize = 4_000;
const VERBS: usize = 3_000;
/// Words that may come out by chance and mean something where news are read: cues, pronouns, abbreviations.
const ENGLISH: [&str; 27] = [
    "said", "says", "told", "tell", "asks", "adds", "call", "note", "notes", "state", "states", "hers", "that", "with",
    "mort", "capt", "prof", "sept", "dept", "assn", "corp", "govt", "supt", "atty", "pres", "spec", "also",
];
const SURNAMES: usize = 6_000;

const ONSETS: [&str; 49] = [
    "", "b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "b", "br", "c", "ch", "cl", "cr", "d", "dr", "f",
    "fl", "fr", "g", "gl", "gr", "h", "j", "k", "l", "m", "n", "p", "pl", "pr", "qu", "r", "s", "sh", "sl", "sp", "st",
    "str", "t", "th", "tr", "v", "w",
];
const VOWELS: [&str; 14] = ["a", "e", "i", "o", "u", "a", "e", "i", "o", "u", "ai", "ea", "ou", "oo"];
const CODAS: [&str; 20] = [
    "", "", "", "n", "r", "l", "s", "t", "m", "nd", "rt", "lt", "ck", "st", "nt", "rd", "mp", "p", "d", "rn",
];
const NOUN_ENDS: [&str; 12] = ["", "", "", "er", "ment", "ion", "ance", "or", "age", "ism", "et", "al"];
const ADJECTIVE_ENDS: [&str; 8] = ["al", "ive", "ous", "ic", "ent", "ar", "ish", "ant"];
const SURNAME_ENDS: [&str; 10] = ["son", "ley", "man", "er", "ov", "ez", "ski", "well", "ard", "ini"];

impl Lexicon {
    /// Makes the words; they are the same for every seed.
    pub(super) fn new() -> Self {
        let mut seen = Set::default();
        let mut make = |salt: u64, count: usize, ends: &[&str], capital: bool| {
            let mut random = Random::new(key(&[0x0076_6f63_6162, salt]));
            let mut words = Words::default();
            let mut word = String::new();
            while words.ends.len() < count {
                word.clear();
                let rank = words.ends.len();
                let syllables = 1 + u32::from(rank > 500 && !capital) + u32::from(rank > 6_000);
                for syllable in 1..=syllables {
                    word.push_str(random.one(&ONSETS));
                    word.push_str(random.one(&VOWELS));
                    if syllable == syllables {
                        word.push_str(random.one(&CODAS));
                    }
                }
                word.push_str(random.one(ends));
                if capital {
                    word[..1].make_ascii_uppercase();
                }
                if word.len() > 3
                    && !ENGLISH.contains(&word.as_str())
                    && seen.insert(crate::hash::bytes(word.as_bytes()))
                {
                    words.push(&word);
                }
            }
            words
        };
        let nouns = make(1, NOUNS, &NOUN_ENDS, false);
        let adjectives = make(2, ADJECTIVES, &ADJECTIVE_ENDS, false);
        let verbs = make(3, VERBS, &[""], false);
        let surnames = make(4, SURNAMES, &SURNAME_ENDS, true);
        let mut places = Words::default();
        for head in PLACE_HEADS {
            for tail in PLACE_TAILS {
                places.push(&format!("{head}{tail}"));
            }
        }
        Self {
            draw_noun: Alias::zipf(nouns.len()),
            draw_adjective: Alias::zipf(adjectives.len()),
            draw_verb: Alias::zipf(verbs.len()),
            nouns,
            adjectives,
            verbs,
            surnames,
            places,
        }
    }

    /// A family name, each as likely.
    pub(super) fn any_surname(&self, random: &mut Random) -> u16 {
        random.below(self.surnames.len()) as u16
    }

    /// A place, each as likely.
    pub(super) fn any_place(&self, random: &mut Random) -> u16 {
        random.below(self.places.len()) as u16
    }

    /// Another word of the class than `id`.
    pub(super) fn another(&self, class: Class, id: u16, random: &mut Random) -> u16 {
        let words = match class {
            Class::Noun => &self.nouns,
            Class::Adj => &self.adjectives,
            Class::Verb => &self.verbs,
        };
        let drawn = random.below(words.len() - 1) as u16;
        drawn + u16::from(drawn >= id)
    }

    pub(super) fn surname(&self, id: u16) -> &str {
        self.surnames.get(id)
    }

    pub(super) fn place(&self, id: u16) -> &str {
        self.places.get(id)
    }

    /// The word of a token that is neither a comma nor a figure, and its ending.
    #[inline]
    pub(super) fn word(&self, tok: Tok) -> (&str, &'static str) {
        match tok {
            Tok::Lit(word) => (word, ""),
            Tok::Noun(id) => (self.nouns.get(id), ""),
            Tok::Nouns(id) => (self.nouns.get(id), "s"),
            Tok::Adj(id) => (self.adjectives.get(id), ""),
            Tok::Adv(id) => (self.adjectives.get(id), "ly"),
            Tok::Past(id) => (self.verbs.get(id), "ed"),
            Tok::Base(id) => (self.verbs.get(id), ""),
            Tok::Place(id) => (self.places.get(id), ""),
            Tok::Surname(id) => (self.surnames.get(id), ""),
            Tok::Number(_) | Tok::Comma => ("", ""),
        }
    }

    fn noun(&self, random: &mut Random) -> u16 {
        self.draw_noun.draw(random)
    }

    fn adjective(&self, random: &mut Random) -> u16 {
        self.draw_adjective.draw(random)
    }

    fn verb(&self, random: &mut Random) -> u16 {
        self.draw_verb.draw(random)
    }

    /// "a" or "an", as the word after it wants.
    fn article(&self, after: Tok) -> Tok {
        let vowel = self.word(after).0.starts_with(['a', 'e', 'i', 'o', 'u']);
        Tok::Lit(if vowel { "an" } else { "a" })
    }
}

/// Writes sentences; `people` are family names that may stand in them.
pub(super) struct Grammar<'l> {
    pub(super) lexicon: &'l Lexicon,
    pub(super) random: Random,
    pub(super) people: &'l [u16],
    pub(super) out: &'l mut Vec<Tok>,
}

impl Grammar<'_> {
    fn push(&mut self, tok: Tok) {
        self.out.push(tok);
    }

    fn lit(&mut self, word: &'static str) {
        self.out.push(Tok::Lit(word));
    }

    fn noun_phrase(&mut self) {
        let (lexicon, random) = (self.lexicon, &mut self.random);
        let noun = Tok::Noun(lexicon.noun(random));
        match random.below(18) {
            0..=3 => self.out.extend([Tok::Lit("the"), noun]),
            4 | 5 => self.out.extend([lexicon.article(noun), noun]),
            6..=8 => {
                let adjective = Tok::Adj(lexicon.adjective(random));
                self.out.extend([Tok::Lit("the"), adjective, noun]);
            }
            9 => {
                let adjective = Tok::Adj(lexicon.adjective(random));
                self.out.extend([lexicon.article(adjective), adjective, noun]);
            }
            10 => {
                let determiner = random.one(&DETERMINERS);
                self.out.extend([Tok::Lit(determiner), noun]);
            }
            11 => {
                let number = figure(random);
                let many = Tok::Nouns(lexicon.noun(random));
                self.out.extend([number, many]);
            }
            12 | 13 => {
                let of = Tok::Noun(lexicon.noun(random));
                self.out
                    .extend([Tok::Lit("the"), noun, Tok::Lit("of"), Tok::Lit("the"), of]);
            }
            14 if !self.people.is_empty() => {
                let name = random.one(self.people);
                self.push(Tok::Surname(name));
            }
            15 => {
                let place = Tok::Place(lexicon.any_place(random));
                self.push(place);
            }
            _ => {
                let adjective = Tok::Adj(lexicon.adjective(random));
                let many = Tok::Nouns(lexicon.noun(random));
                self.out.extend([adjective, many]);
            }
        }
    }

    fn verb_phrase(&mut self) {
        let verb = self.lexicon.verb(&mut self.random);
        match self.random.below(12) {
            0..=6 => self.push(Tok::Past(verb)),
            7 => self.out.extend([Tok::Lit("has"), Tok::Past(verb)]),
            8 => self.out.extend([Tok::Lit("was"), Tok::Past(verb), Tok::Lit("by")]),
            9 => self.out.extend([Tok::Lit("did"), Tok::Lit("not"), Tok::Base(verb)]),
            10 => self.out.extend([Tok::Lit("will"), Tok::Base(verb)]),
            _ => {
                let adverb = Tok::Adv(self.lexicon.adjective(&mut self.random));
                self.out.extend([adverb, Tok::Past(verb)]);
            }
        }
    }

    /// Adds phrases until about `target` tokens stand since `from`.
    fn fill(&mut self, from: usize, target: u32) {
        while ((self.out.len() - from) as u32) < target {
            let left = target - (self.out.len() - from) as u32;
            match self.random.below(20) {
                0..=4 if left > 6 => {
                    let joint = self.random.one(&CONJUNCTIONS);
                    self.out.extend([Tok::Comma, Tok::Lit(joint)]);
                    self.noun_phrase();
                    self.verb_phrase();
                    self.noun_phrase();
                }
                5 | 6 if left > 4 => {
                    self.out.extend([Tok::Comma, Tok::Lit("which")]);
                    self.verb_phrase();
                    self.noun_phrase();
                }
                7 | 8 if left > 3 => {
                    let verb = self.lexicon.verb(&mut self.random);
                    self.out.extend([Tok::Lit("to"), Tok::Base(verb)]);
                    self.noun_phrase();
                }
                _ => {
                    let preposition = self.random.one(&PREPOSITIONS);
                    self.lit(preposition);
                    self.noun_phrase();
                }
            }
        }
    }

    /// A sentence of about `target` words, without its full stop.
    pub(super) fn sentence(&mut self, target: u32) {
        let from = self.out.len();
        if self.random.chance(0.2) {
            let opener = self.random.one(&OPENERS);
            self.out.extend(opener.iter().map(|&word| Tok::Lit(word)));
            self.push(Tok::Comma);
        }
        self.noun_phrase();
        self.verb_phrase();
        self.noun_phrase();
        self.fill(from, target);
    }

    /// Words to be quoted, about `target`, without the mark at their end.
    pub(super) fn speech(&mut self, target: u32) {
        let from = self.out.len();
        let [who, how] = self.random.one(&QUOTE_OPENERS);
        let verb = self.lexicon.verb(&mut self.random);
        self.out.extend([Tok::Lit(who), Tok::Lit(how), Tok::Base(verb)]);
        self.noun_phrase();
        if self.random.chance(0.3) {
            let number = figure(&mut self.random);
            let many = Tok::Nouns(self.lexicon.noun(&mut self.random));
            self.out.extend([Tok::Lit("for"), number, many]);
        }
        if self.random.chance(0.15) {
            self.out.extend([Tok::Lit("in"), Tok::Lit("the"), Tok::Lit("U.S.")]);
        }
        self.fill(from, target);
    }

    /// A few words that name a thing, to be quoted as a fragment.
    pub(super) fn label(&mut self) {
        let (lexicon, random) = (self.lexicon, &mut self.random);
        let adjective = Tok::Adj(lexicon.adjective(random));
        let noun = Tok::Noun(lexicon.noun(random));
        let of = Tok::Noun(lexicon.noun(random));
        self.out
            .extend([lexicon.article(adjective), adjective, noun, Tok::Lit("without"), of]);
    }

    /// A headline.
    pub(super) fn headline(&mut self) {
        self.noun_phrase();
        self.verb_phrase();
        self.noun_phrase();
        if self.random.chance(0.6) {
            let preposition = self.random.one(&PREPOSITIONS);
            self.lit(preposition);
            self.noun_phrase();
        }
    }
}

/// A figure such as news has: small ones, round ones, years apart.
pub(super) fn figure(random: &mut Random) -> Tok {
    Tok::Number(match random.below(6) {
        0 | 1 => random.within(2, 99),
        2 => random.within(100, 999),
        3 => random.within(1, 99) * 100 + 100,
        4 => random.within(1_000, 99_999),
        _ => random.within(100, 9_999) * 1_000,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_many_and_frequent_ones_recur() {
        let lexicon = Lexicon::new();
        let mut random = Random::new(3);
        let mut counts = vec![0_u32; NOUNS];
        for _ in 0..100_000 {
            counts[usize::from(lexicon.noun(&mut random))] += 1;
        }
        let seen = counts.iter().filter(|&&n| n > 0).count();
        assert!(seen > 9_000, "{seen}");
        // Weight 1 / 20 of a sum of about ln(12,020 / 20).
        assert!((600..950).contains(&counts[0]), "{}", counts[0]);
        assert!(counts[100] < counts[0] / 3);
    }

    #[test]
    fn another_word_is_another() {
        let lexicon = Lexicon::new();
        let mut random = Random::new(4);
        for id in [0, 1, 2_999] {
            for _ in 0..100 {
                let other = lexicon.another(Class::Verb, id, &mut random);
                assert!(other != id && usize::from(other) < VERBS);
            }
        }
    }
}
