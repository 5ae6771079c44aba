//! How much of a passage is reporting, and how much is words that somebody said or wrote?
//!
//! Two outlets that print one statement share its words, but neither took them from the other. Input: a family and,
//! for each carrier, its text and the spans that are said in it (between marks, or set off without); output:
//! [`Speech`], counts of words. One outlet prints in marks what another sets off as a block, and an article often
//! prints a post twice, so words count as said wherever a run of [`RUN`] of them stands inside said text of any
//! carrier. A clause of a few words between quotations ("he told reporters") is part of them. What is left is
//! reporting, and counts where representative and carrier agree in runs of three words.
//!
//! Invariant: `reporting` never grows when more is said. Cost: the words of the passage in the first [`CARRIERS`]
//! carriers, once their articles are [`Heard`]; asked for only where no cheaper rule has decided.

use std::sync::Arc;

use super::{Context, Family};
use crate::align::Borders;
use crate::hash;
use crate::text::{Span, Token, tokenize, word_hash};

/// Words of a run that is said in one place and so is said everywhere.
const RUN: usize = 5;
/// Words in a row that must agree to count as shared reporting.
const AGREE: usize = 3;
/// Longest clause between said words, or between these and the passage's end, that goes with them.
const CLAUSE: usize = 6;
/// Words between a text's head or foot and what stands there.
const EDGE: u32 = 30;
/// The same as a part of the article: in a short one its middle is near its foot.
const EDGE_PART: u32 = 8;
/// Carriers that are read.
const CARRIERS: usize = 8;
/// The first person, which reporting does not use outside quotations; not "us" and "mine", which are
/// a country and a weapon too.
const FIRST_PERSON: [&str; 19] = [
    "i", "me", "my", "myself", "i'm", "i've", "i'll", "i'd", "we", "our", "ours", "we're", "we've", "we'll", "ich",
    "mein", "wir", "je", "nous",
];

/// First-person words in a hundred from which prose is somebody's own.
const FIRST_PERSON_PERCENT: u32 = 3;

/// Words of a passage by whose they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Speech {
    /// Words of the representative that are said, clauses between them apart.
    pub(super) said: u32,
    /// Most words outside said text on which a carrier agrees with the representative.
    pub(super) reporting: u32,
    /// Words of the first person among `reporting`.
    pub(super) first_person: u32,
    /// The passage is less than half of every carrier that was read.
    pub(super) is_part: bool,
}

impl Speech {
    /// Whether the reporting is prose in the first person inside other articles: a statement, testimony or post.
    pub(super) const fn is_statement(self) -> bool {
        self.is_part && self.first_person >= 2 && self.first_person * 100 >= self.reporting * FIRST_PERSON_PERCENT
    }
}

/// An article as these rules read it: made once for all its passages, since a long article may have thousands.
#[derive(Debug, Default)]
pub struct Heard {
    tokens: Vec<u64>,
    said: Vec<bool>,
    /// Hashes of the runs of words that are said in it.
    runs: hash::Set<u64>,
    borders: Borders,
}

impl Heard {
    /// Reads a text in which `spans` are said: between marks, or set off without, in any order.
    #[must_use]
    pub fn new(text: &str, mut spans: Vec<Span>) -> Self {
        spans.sort_unstable();
        let tokens = tokenize(text);
        let said = marked(&tokens, &spans);
        let borders = Borders::new(text, &tokens);
        let tokens: Vec<u64> = tokens.iter().map(|t| t.hash).collect();
        let all_said = |run: &&[bool]| run.iter().all(|&s| s);
        let runs = tokens.windows(RUN).zip(said.windows(RUN));
        Self {
            runs: runs
                .filter(|(_, said)| all_said(said))
                .map(|(words, _)| run_hash(words))
                .collect(),
            tokens,
            said,
            borders,
        }
    }

    /// Whether the tokens `start..end` are paragraphs of their own, give or take a few words, at the text's head or foot.
    pub(super) fn is_at_edge(&self, start: u32, end: u32) -> bool {
        let words = self.tokens.len() as u32;
        let outside = start.min(words.saturating_sub(end));
        self.borders.is_near(start) && self.borders.is_near(end) && outside <= EDGE.min(words / EDGE_PART)
    }

    /// Number of its words.
    #[must_use]
    pub fn words(&self) -> usize {
        self.tokens.len()
    }
}

/// One carrier, read.
struct Side {
    article: Arc<Heard>,
    /// The passage, in tokens.
    start: usize,
    end: usize,
}

/// Counts a family's words by whose they are.
pub(super) fn speech(family: &Family, context: &Context<'_>) -> Speech {
    let sides: Vec<Side> = family
        .carriers
        .iter()
        .take(CARRIERS)
        .map(|c| {
            let article = (context.heard)(c.article);
            let end = (c.end as usize).min(article.words());
            Side {
                start: (c.start as usize).min(end),
                end,
                article,
            }
        })
        .collect();
    count(&sides)
}

fn count(sides: &[Side]) -> Speech {
    let masks: Vec<Vec<Whose>> = sides.iter().map(|side| side.whose(sides)).collect();
    let Some((own, mask)) = sides.first().zip(masks.first()) else {
        return Speech::default();
    };
    let mut telling: hash::Set<u64> = hash::Set::default();
    for (words, whose) in own.passage().windows(AGREE).zip(mask.windows(AGREE)) {
        if whose.iter().all(|&w| w == Whose::Reporter) {
            telling.insert(run_hash(words));
        }
    }
    let first_person: hash::Set<u64> = FIRST_PERSON.iter().map(|word| word_hash(word)).collect();
    let mut most = (0, 0);
    for (side, mask) in sides.iter().zip(&masks).skip(1) {
        let words = side.passage();
        let mut agrees = vec![false; words.len()];
        for at in 0..(words.len() + 1).saturating_sub(AGREE) {
            let run = at..at + AGREE;
            if mask[run.clone()].iter().all(|&w| w == Whose::Reporter)
                && telling.contains(&run_hash(&words[run.clone()]))
            {
                agrees[run].fill(true);
            }
        }
        let shared = || words.iter().zip(&agrees).filter(|(_, agrees)| **agrees);
        let first = shared().filter(|(word, _)| first_person.contains(word)).count();
        most = most.max((shared().count(), first));
    }
    Speech {
        said: mask.iter().filter(|&&w| w == Whose::Speaker).count() as u32,
        reporting: most.0 as u32,
        first_person: most.1 as u32,
        is_part: sides.iter().all(|s| (s.end - s.start) * 2 < s.article.words()),
    }
}

/// Whose a word of a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    Reporter,
    Speaker,
    /// In a clause between said words.
    Clause,
}

impl Side {
    fn passage(&self) -> &[u64] {
        &self.article.tokens[self.start..self.end]
    }

    fn whose(&self, all: &[Self]) -> Vec<Whose> {
        let mut said = self.article.said[self.start..self.end].to_vec();
        for (at, words) in self.passage().windows(RUN).enumerate() {
            let run = run_hash(words);
            if all.iter().any(|side| side.article.runs.contains(&run)) {
                said[at..at + RUN].fill(true);
            }
        }
        let mut whose = Vec::with_capacity(said.len());
        for stretch in said.chunk_by(|x, y| x == y) {
            let inside = stretch.len() < said.len();
            whose.extend(std::iter::repeat_n(
                match (stretch[0], inside && stretch.len() <= CLAUSE) {
                    (true, _) => Whose::Speaker,
                    (false, true) => Whose::Clause,
                    (false, false) => Whose::Reporter,
                },
                stretch.len(),
            ));
        }
        whose
    }
}

fn run_hash(words: &[u64]) -> u64 {
    words.iter().fold(0, |sum, &word| hash::pair(sum, word))
}

/// Which tokens lie inside a span (sorted by start; they may overlap).
fn marked(tokens: &[Token], spans: &[Span]) -> Vec<bool> {
    let mut said = vec![false; tokens.len()];
    for span in spans {
        let from = tokens.partition_point(|t| t.span().start < span.start);
        let inside = tokens[from..].iter().take_while(|t| t.span().end <= span.end).count();
        said[from..from + inside].fill(true);
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each side is a text; what stands between braces is said, what between bars is the passage.
    fn side(text: &str) -> Side {
        let mut plain = String::new();
        let (mut spans, mut open, mut bars) = (Vec::new(), 0, Vec::new());
        for c in text.chars() {
            match c {
                '{' => open = plain.len(),
                '}' => spans.push(Span::new(open, plain.len())),
                '|' => bars.push(plain.len()),
                _ => plain.push(c),
            }
        }
        let tokens = tokenize(&plain);
        let place = |bar: usize| tokens.partition_point(|t| t.span().lo() < bar);
        Side {
            start: place(bars[0]),
            end: place(bars[1]),
            article: Arc::new(Heard::new(&plain, spans)),
        }
    }

    fn check(sides: &[&str], said: u32, reporting: u32) {
        let sides: Vec<Side> = sides.iter().map(|s| side(s)).collect();
        let found = count(&sides);
        assert_eq!((found.said, found.reporting), (said, reporting), "{found:?}");
    }

    const REPORT: &str = "The harbour was closed for the third day on Monday";

    #[test]
    fn reporting_that_agrees_is_counted() {
        check(&[&format!("|{REPORT}|"), &format!("Ships wait. |{REPORT}|")], 0, 10);
        check(
            &[&format!("|{REPORT}|"), "|The port was closed for the third day in May|"],
            0,
            6,
        );
    }

    /// Two outlets print a statement as it is; one of them also quotes it in marks, further up.
    #[test]
    fn words_that_stand_in_marks_anywhere_are_said_everywhere() {
        check(
            &[
                "|The quay stays shut until the crane is safe again|",
                "Ruiz said “{The quay stays shut until the crane is safe again}”. |The quay stays shut until the crane is safe again|",
            ],
            10,
            0,
        );
    }

    #[test]
    fn clauses_between_quotations_are_no_reporting() {
        let both = "|“{The quay stays shut},” Ruiz told reporters in Calder Bay. “{Nobody will wait for long}”|";
        check(&[both, both], 9, 0);
        let report = format!("|“{{The quay stays shut}},” Ruiz said. {REPORT}|");
        check(&[&report, &report], 4, 12);
    }

    /// "U.S." folds to "us", and reports on the country were taken for statements.
    #[test]
    fn the_country_is_no_first_person() {
        let report = "|The U.S. navy sent two U.S. ships to Calder Bay on Monday|";
        let long = format!("{report} {}", "Other words. ".repeat(20));
        let found = count(&[side(&long), side(&long)]);
        assert!(!found.is_statement(), "{found:?}");
        let statement = "|We regret what we did and our house is open to all of Calder Bay|";
        let long = format!("{statement} {}", "Other words. ".repeat(20));
        assert!(count(&[side(&long), side(&long)]).is_statement());
        assert!(
            !count(&[side(statement), side(statement)]).is_statement(),
            "a whole column"
        );
    }

    #[test]
    fn no_side_and_no_words() {
        check(&[], 0, 0);
        check(&["||", "a ||"], 0, 0);
    }
}
