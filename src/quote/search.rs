//! Does this quotation hold the words that are asked for?
//!
//! Input: words as somebody typed them, and the words of quotations; output: a [`Hit`] with the share that agrees.
//! The shorter of the two is laid over the longer one where the fewest edits are needed (Sellers 1980), so that a
//! part is found in a whole and a whole by its part. Case and marks never count (see [`text`](crate::text)); a word
//! that is one or two letters away from another (restricted Damerau distance, as typing errors are) costs a fifth
//! of a changed one, so that words which are all mistyped are found; a figure always costs a whole one.
//!
//! Invariants: a pure function of both; agreement is 1 only for equal words. Cost: words asked for times words of
//! the quotation; letters are compared once for each different word that a [`Memory`] meets.

use super::variant::is_common;
use crate::hash::Map;
use crate::text::{fold, tokenize};

/// Most words that may be asked for: more would cost too much in a long quotation, and tell no more.
pub const MAX_WORDS: usize = 200;

/// What a word costs that is not the same: inserted, left out or another one.
const CHANGED: u32 = 5;
/// What a word costs that looks like a typing error.
const MISTYPED: u32 = 1;
/// Letters of a word that may only be turned; from which one may be mistyped once, and twice.
const TURNED: usize = 3;
const ONE_TYPO: usize = 4;
const TWO_TYPOS: usize = 8;
/// Share that must agree for a quotation to hold the words. Higher: precision; lower: more wordings are found.
const MIN_AGREEMENT: f64 = 0.8;
/// Words a shorter quotation must have to be a part of what is asked for, and how many of them uncommon.
const PART_WORDS: usize = 3;
const PART_CONTENT: usize = 2;

/// How a quotation holds the words that are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Held {
    /// It has these words and no other.
    Same,
    /// They are a run of its words.
    Inside,
    /// It is a run of these words.
    Part,
    /// Most of the words agree.
    Similar,
}

impl Held {
    /// Its name in output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Inside => "inside",
            Self::Part => "part",
            Self::Similar => "similar",
        }
    }
}

/// How well a quotation agrees with the words that are asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// How it holds them.
    pub held: Held,
    /// 1 less the share of words that differ.
    pub agreement: f64,
}

/// The words that are asked for.
#[derive(Debug, Clone)]
pub struct Query {
    hashes: Vec<u64>,
    folded: Vec<String>,
    content: usize,
}

/// Which words of a query the words met so far could be, mistyped; one for each thread.
#[derive(Debug, Default)]
pub struct Memory {
    near: Map<u64, Vec<u32>>,
}

impl Query {
    /// Reads the words; `None` where there is none.
    ///
    /// ```
    /// use dedupe::quote::{Held, Memory, Query};
    /// let query = Query::new("accelarate and expand").unwrap();
    /// let hit = query.find("“We will accelerate and expand aid”", &mut Memory::default()).unwrap();
    /// assert!(query.is_held(&hit) && hit.held == Held::Similar);
    /// ```
    #[must_use]
    pub fn new(words: &str) -> Option<Self> {
        let tokens = tokenize(words);
        let hashes: Vec<u64> = tokens.iter().map(|t| t.hash).collect();
        let folded = tokens.iter().map(|t| fold(t.span().of(words)).into_owned()).collect();
        let content = tokens.iter().filter(|t| !is_common(t.hash)).count();
        (!hashes.is_empty()).then_some(Self {
            hashes,
            folded,
            content,
        })
    }

    /// Hashes of the words.
    #[must_use]
    pub fn words(&self) -> &[u64] {
        &self.hashes
    }

    /// Whether the words are enough to be looked for where no marks stand around them.
    #[must_use]
    pub fn is_telling(&self) -> bool {
        self.hashes.len() >= PART_WORDS && self.content >= PART_CONTENT
    }

    /// Lays the words over those of a quotation; `None` where they have no word in common.
    #[must_use]
    pub fn find(&self, text: &str, memory: &mut Memory) -> Option<Hit> {
        let tokens = tokenize(text);
        let theirs: Vec<u64> = tokens.iter().map(|t| t.hash).collect();
        for token in &tokens {
            let near = || self.near(&fold(token.span().of(text)), token.hash);
            memory.near.entry(token.hash).or_insert_with(near);
        }
        let none: &[u32] = &[];
        let near: Vec<&[u32]> = theirs
            .iter()
            .map(|word| memory.near.get(word).map_or(none, Vec::as_slice))
            .collect();
        if near.iter().all(|n| n.is_empty()) {
            return None;
        }
        let ours = self.hashes.len();
        let cost = |i: usize, j: usize| {
            if self.hashes[i] == theirs[j] {
                0
            } else if near[j].binary_search(&(i as u32)).is_ok() {
                MISTYPED
            } else {
                CHANGED
            }
        };
        let least = if theirs.len() >= ours {
            least(ours, theirs.len(), cost)
        } else {
            least(theirs.len(), ours, |i, j| cost(j, i))
        };
        let held = match (least, theirs.len().cmp(&ours)) {
            (0, std::cmp::Ordering::Equal) => Held::Same,
            (0, std::cmp::Ordering::Greater) => Held::Inside,
            (0, std::cmp::Ordering::Less) => Held::Part,
            _ => Held::Similar,
        };
        let shorter = theirs.len().min(ours);
        let agreement = 1.0 - f64::from(least) / (f64::from(CHANGED) * shorter as f64);
        let content = theirs.iter().filter(|&&w| !is_common(w)).count();
        // A few words of many say nothing about the rest: as near as their number.
        let telling = theirs.len() >= ours || theirs.len() >= PART_WORDS && content >= PART_CONTENT;
        let agreement = if telling {
            agreement
        } else {
            agreement * theirs.len() as f64 / ours as f64 * MIN_AGREEMENT
        };
        Some(Hit { held, agreement })
    }

    /// Whether so much agrees that the quotation counts as found.
    #[must_use]
    pub fn is_held(&self, hit: &Hit) -> bool {
        hit.agreement >= MIN_AGREEMENT
    }

    /// Words of the query that a word is, or may be with a typing error; in order.
    fn near(&self, word: &str, hash: u64) -> Vec<u32> {
        let letters = word.chars().count();
        let figure = |w: &str| w.contains(|c: char| c.is_ascii_digit());
        let may = |i: usize| {
            let other = &self.folded[i];
            let theirs = other.chars().count();
            let allowed = match letters.min(theirs) {
                TWO_TYPOS.. => 2,
                ONE_TYPO.. => 1,
                // "teh": two letters in the wrong order, but not "now" for "not".
                TURNED if turned(word, other) => 1,
                _ => return false,
            };
            letters.abs_diff(theirs) <= allowed
                && !figure(word)
                && !figure(other)
                && strsim::osa_distance(word, other) <= allowed
        };
        (0..self.hashes.len())
            .filter(|&i| self.hashes[i] == hash || may(i))
            .map(|i| i as u32)
            .collect()
    }
}

/// Whether two words have the same letters.
fn turned(a: &str, b: &str) -> bool {
    let letters = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    letters(a) == letters(b)
}

/// The least cost of laying `short` words over any range of `long` ones.
fn least(short: usize, long: usize, cost: impl Fn(usize, usize) -> u32) -> u32 {
    let mut row: Vec<u32> = vec![0; long + 1];
    for i in 0..short {
        let mut diagonal = row[0];
        row[0] += CHANGED;
        for j in 1..=long {
            let through = diagonal + cost(i, j - 1);
            diagonal = row[j];
            row[j] = through.min(row[j] + CHANGED).min(row[j - 1] + CHANGED);
        }
    }
    row.into_iter().min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(asked: &str, quotation: &str, expected: Option<Held>) {
        let query = Query::new(asked).unwrap();
        let hit = query.find(quotation, &mut Memory::default());
        let held = hit.filter(|h| query.is_held(h)).map(|h| h.held);
        assert_eq!(held, expected, "{asked} / {quotation}: {hit:?}");
    }

    #[test]
    fn words_are_found_in_quotations() {
        let long = "We will not sign until every one of the twelve points has been met in full";
        check("we will not sign", long, Some(Held::Inside));
        check("“WE WILL NOT sign!”", long, Some(Held::Inside));
        check(long, "every one of the twelve points", Some(Held::Part));
        check(long, long, Some(Held::Same));
        check("evry one of teh twelve poinst", long, Some(Held::Similar));
        check("every one of those twelve points", long, Some(Held::Similar));
        check("twelve ponts", long, Some(Held::Similar));
        check("twelv ponts", long, Some(Held::Similar));
        check(
            "specal responsability",
            "It has a special responsibility here",
            Some(Held::Similar),
        );
        check("eleven points", long, None);
        check("we will sign", long, None);
        check("the harbour is shut", long, None);
        // A part must say something, and figures are no typing errors.
        check(long, "of the", None);
        check(long, "sign", None);
        check("1200 homes", "1300 homes", None);
        check("1,200 homes", "1200 homes", Some(Held::Same));
        check("accelerate", "accelerate", Some(Held::Same));
    }

    #[test]
    fn there_must_be_a_word() {
        assert!(Query::new("“ … ”").is_none());
        assert!(!Query::new("of the people").unwrap().is_telling());
        assert!(Query::new("a crack in the bow door").unwrap().is_telling());
    }
}
