//! A reproducible dump of news-like articles with planted stories, passages and quotations, and its gold.
//!
//! Input: [`Params`], a number of articles, a seed; output: for every index an [`Article`] and its [`Gold`]. The text is
//! our own: invented words between English ones, invented people, places and papers. Planted are stories with copies
//! of every [`Relation`], each paper's furniture, standing paragraphs in different stories, and quotations that several
//! stories carry, some of them altered or given to another speaker.
//!
//! Invariants: an article is a pure function of parameters, number of articles, seed and index ([`VERSION`] names the
//! function), the same on every machine; nothing is remembered from one article to the next, so a dump of any size
//! needs the memory of one article and could be made in any order. Cost: about 13 ns a byte.
//!
//! ```
//! use dedupe::synth::{Generator, Params};
//! let generator = Generator::new(10, 7, Params::default());
//! let (article, gold) = generator.article(3);
//! assert_eq!(gold.article, article.id);
//! assert_eq!(generator.article(3), (article, gold));
//! ```

mod about;
mod layout;
mod lists;
mod plan;
mod print;
mod random;
mod words;

use crate::report::planted::{Article, GOLD_VERSION, Gold, Header, Passage, Relation};
use layout::{Layout, Place};
use plan::{Base, Kind};
use print::{Change, Printer};
use random::{Permutation, Random, key};
use words::{Lexicon, Tok};

/// Version of the function from seed to dump; another version makes other articles.
pub const VERSION: u32 = 1;

/// What a dump is made of. Shares are from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Params {
    /// Words of an article on average; lengths are log-normal with sigma .6, 50 words at least.
    pub words: u32,
    /// Share of articles that stand alone. More: fewer stories.
    pub unique_share: f64,
    /// Articles of the largest story. Sizes fall with their cube: half of all stories have 2 or 3 articles.
    pub largest_story: u32,
    /// Weight of exact copies among the copies.
    pub exact: f64,
    /// Weight of copies with up to 2% of their words replaced.
    pub edited: f64,
    /// Weight of copies with a new first sentence.
    pub shifted: f64,
    /// Weight of copies that lack a tenth.
    pub cut_tenth: f64,
    /// Weight of copies that have a quarter to a half.
    pub cut: f64,
    /// Weight of articles made of the halves of two stories.
    pub merged: f64,
    /// Weight of spun copies.
    pub spun: f64,
    /// Papers.
    pub outlets: u32,
    /// Share of articles, originals and exact copies of stories apart, with their paper's furniture.
    pub furniture: f64,
    /// Share of stories that credit an agency.
    pub credited: f64,
    /// Share of sentences that are a quotation.
    pub quotes: f64,
    /// Share of stories with a quotation that other stories carry too.
    pub famous: f64,
    /// Share of those that print only its first words.
    pub truncated: f64,
    /// Share of those that print only a few of its words.
    pub fragment: f64,
    /// Share of those in which a word, a figure or a denial is altered.
    pub altered: f64,
    /// Share of the other ones that give it to another speaker.
    pub other_speaker: f64,
    /// Share of stories with a standing paragraph that other stories have too.
    pub background: f64,
    /// Share of articles without a date.
    pub undated: f64,
}

impl Default for Params {
    fn default() -> Self {
        Self {
            words: 400,
            unique_share: 0.55,
            largest_story: 200,
            exact: 0.22,
            edited: 0.20,
            shifted: 0.14,
            cut_tenth: 0.14,
            cut: 0.10,
            merged: 0.08,
            spun: 0.12,
            outlets: 64,
            furniture: 0.7,
            credited: 0.35,
            quotes: 0.14,
            famous: 0.15,
            truncated: 0.14,
            fragment: 0.12,
            altered: 0.16,
            other_speaker: 0.08,
            background: 0.10,
            undated: 0.08,
        }
    }
}

/// Makes the articles of one dump.
#[derive(Debug, Clone)]
pub struct Generator {
    seed: u64,
    articles: u64,
    params: Params,
    lexicon: Lexicon,
    layout: Layout,
    order: Permutation,
}

/// Memory that is used again from one article to the next; it carries nothing over.
#[derive(Debug, Default)]
pub struct Scratch {
    base: Base,
    other: Base,
    toks: Vec<Tok>,
    steps: Vec<Step>,
}

/// A piece to be printed: of the second story or the first, its number, and of a sentence which words.
#[derive(Debug, Clone, Copy)]
struct Step {
    second: bool,
    piece: usize,
    part: Part,
}

/// A part of a sentence's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// All of them.
    Whole,
    /// The first so many.
    First(u32),
    /// All but the first so many.
    After(u32),
}

impl Generator {
    /// Prepares a dump of this many articles.
    #[must_use]
    pub fn new(articles: u64, seed: u64, params: Params) -> Self {
        let key = key(&[u64::from(VERSION), seed]);
        Self {
            seed: key,
            articles,
            params,
            lexicon: Lexicon::new(),
            layout: Layout::new(key, articles, &params),
            order: Permutation::new(articles, key),
        }
    }

    /// The first line of the gold; `seed` is what the user gave.
    #[must_use]
    pub const fn header(&self, seed: u64) -> Header {
        Header {
            gold: GOLD_VERSION,
            articles: self.articles,
            seed,
            words: self.params.words,
        }
    }

    /// The article at `index`, which is below the number of articles, and its gold.
    #[must_use]
    pub fn article(&self, index: u64) -> (Article, Gold) {
        let (mut article, mut gold) = (Article::default(), Gold::default());
        self.write(index, &mut Scratch::default(), &mut article, &mut gold);
        (article, gold)
    }

    /// The same into records that are used again.
    pub fn write(&self, index: u64, scratch: &mut Scratch, article: &mut Article, gold: &mut Gold) {
        let place = self.layout.place(self.order.of(index));
        let own = key(&[self.seed, 8, place.cluster.first, place.member]);
        let Scratch {
            base,
            other,
            toks,
            steps,
        } = scratch;
        base.plan(self.seed, place.cluster, self.articles, &self.params, &self.lexicon);
        if let Some(second) = place.other {
            other.plan(self.seed, second, self.articles, &self.params, &self.lexicon);
        }
        self.describe(index, place, base, article);
        article.id.clone_into(&mut gold.article);
        gold.story = place.relation.map(|_| story_id(base));
        gold.also = place.other.map(|_| story_id(other));
        gold.relation = place.relation;
        gold.passages.clear();
        gold.quotes.clear();
        article.text.clear();
        toks.clear();

        let mut random = Random::new(own);
        choose(place.relation, base, other, &mut random, steps);
        let outlet = self.outlet(place);
        let change = match place.relation {
            Some(Relation::Edited) => {
                // Words are counted nearly; so few are 2% at most.
                let most = (base.words / 70).max(1);
                let left = random.within(1, most);
                Change::Edit {
                    left,
                    // Somewhat less than half of all words may be replaced.
                    probability: (f64::from(left) / (0.4 * f64::from(base.words))).min(1.0),
                    random: random.clone(),
                }
            }
            Some(Relation::Spun) => Change::Spin {
                wait: 1,
                random: random.clone(),
            },
            _ => Change::None,
        };
        let mut printer = Printer {
            lexicon: &self.lexicon,
            params: &self.params,
            seed: self.seed,
            text: &mut article.text,
            gold,
            toks,
            change,
            straight: self.straight(place),
            points: 0,
            changed: 0,
            retyped: 0,
        };
        self.print(&mut printer, place, (base, other), steps, outlet, &mut random);
    }

    fn print(
        &self,
        printer: &mut Printer<'_>,
        place: Place,
        (base, other): (&Base, &Base),
        steps: &[Step],
        outlet: u64,
        random: &mut Random,
    ) {
        let whole = matches!(place.relation, Some(Relation::Original | Relation::Exact));
        let furniture = !whole && random.chance(self.params.furniture);
        let lines = 1 + u32::from(furniture && random.chance(0.3));
        let inside = (furniture && lines == 2).then(|| random.below(steps.len() as u32) as usize);
        // An edited copy must not lose more words than it may.
        let credit_kept = match place.relation {
            None | Some(Relation::Original | Relation::Exact | Relation::Edited) => true,
            Some(Relation::Spun | Relation::Merged) => false,
            _ => random.chance(0.6),
        };
        if let (Some(agency), true) = (base.agency, credit_kept) {
            let place = self.lexicon.place(base.place).to_uppercase();
            printer.put(&place);
            printer.put(" (");
            printer.put(agency);
            printer.put(") — ");
        }
        let shifted = place.relation == Some(Relation::Shifted);
        if shifted {
            let words = random.within(14, 24);
            printer.loose(random.next(), words);
        }
        let mut open: Option<(bool, usize)> = None;
        for (number, step) in steps.iter().enumerate() {
            let from = if step.second { other } else { base };
            let piece = from.pieces[step.piece];
            let turned = open.is_some_and(|(second, _)| second != step.second);
            if number > 0 && (piece.paragraph || turned) {
                if inside.is_some_and(|at| at <= number) && !printer.gold.passages.iter().any(|p| p.kind == BOILERPLATE)
                {
                    printer.put("\n\n");
                    self.furniture(printer, outlet, 1);
                    open = None;
                }
                printer.put("\n\n");
            } else if number > 0 || shifted {
                printer.put(" ");
            }
            let start = printer.points;
            // A copy with one word to change changes one.
            if let (Change::Edit { probability, .. }, 0) = (&mut printer.change, printer.changed)
                && number + 2 >= steps.len()
            {
                *probability = 1.0;
            }
            printer.piece(from, step.piece, step.part);
            let end = printer.points;
            if place.relation.is_some() {
                let follows = open == Some((step.second, step.piece.wrapping_sub(1)));
                let last = printer
                    .gold
                    .passages
                    .iter_mut()
                    .rev()
                    .find(|p| p.kind == "wire" || p.kind == "shared");
                if let (true, Some(run)) = (follows, last) {
                    run.inner.push(start);
                    run.end = end;
                } else {
                    printer.gold.passages.push(Passage {
                        passage: story_id(from),
                        kind: if from.agency.is_some() { "wire" } else { "shared" }.to_owned(),
                        start,
                        end,
                        of_start: step.piece as u32,
                        inner: Vec::new(),
                    });
                }
            }
            if let Kind::Background(number) = piece.kind {
                let block = from.cluster.map_or(0, |c| c.first) / layout::BLOCK;
                printer.gold.passages.push(Passage {
                    passage: format!("b{block}.{number}"),
                    kind: "background".to_owned(),
                    start,
                    end,
                    of_start: 0,
                    inner: Vec::new(),
                });
            }
            open = Some((step.second, step.piece));
        }
        if furniture {
            printer.put("\n\n");
            self.furniture(printer, outlet, 0);
        }
    }

    /// One of a paper's standing lines.
    fn furniture(&self, printer: &mut Printer<'_>, outlet: u64, line: u64) {
        let key = key(&[self.seed, 6, outlet, line]);
        let mut random = Random::new(key);
        let change = std::mem::replace(&mut printer.change, Change::None);
        let start = printer.points;
        let opening = random.one(&lists::FURNITURE).replace("{}", &self.paper(outlet));
        printer.put(&opening);
        printer.put(" ");
        let words = random.within(14, 22);
        printer.loose(key ^ 1, words);
        printer.change = change;
        printer.gold.passages.push(Passage {
            passage: format!("f{outlet}.{line}"),
            kind: BOILERPLATE.to_owned(),
            start,
            end: printer.points,
            of_start: 0,
            inner: Vec::new(),
        });
    }
}

const BOILERPLATE: &str = "boilerplate";

fn story_id(base: &Base) -> String {
    format!("s{}", base.cluster.map_or(0, |c| c.first))
}

/// Which pieces a copy prints, in which order.
fn choose(relation: Option<Relation>, base: &Base, other: &Base, random: &mut Random, steps: &mut Vec<Step>) {
    let step = |piece| Step {
        second: false,
        piece,
        part: Part::Whole,
    };
    let count = base.pieces.len();
    steps.clear();
    match relation {
        Some(Relation::CutTenth) => {
            let tenth = base.words / 10;
            let at_start = base.pieces[0].words <= tenth && random.chance(0.35);
            let (mut first, mut end, mut lost) = (0, count, 0);
            if at_start {
                while end > 1 && lost + base.pieces[first].words <= tenth {
                    lost += base.pieces[first].words;
                    first += 1;
                }
            } else {
                while lost + base.pieces[end - 1].words <= tenth {
                    lost += base.pieces[end - 1].words;
                    end -= 1;
                }
            }
            steps.extend((first..end).map(step));
            // What is missing to a tenth is cut from the sentence at the end, or from the first one.
            let rest = tenth - lost;
            if let (Some(last), true) = (steps.last_mut(), rest >= 2 && !at_start) {
                let piece = base.pieces[last.piece];
                if piece.kind == Kind::Prose {
                    last.part = Part::First(piece.words.saturating_sub(rest).max(3));
                } else if lost * 2 < tenth {
                    steps[0].part = Part::After(rest.min(base.pieces[0].words - 3));
                }
            }
        }
        Some(Relation::Cut) => {
            let share = 0.25 + 0.25 * random.unit();
            let wanted = (f64::from(base.words) * share) as u32;
            let first = if random.chance(0.7) {
                0
            } else {
                random.below(count.div_ceil(2) as u32) as usize
            };
            let mut kept = 0;
            for number in first..count {
                if kept > 0 && kept + base.pieces[number].words / 2 > wanted {
                    break;
                }
                kept += base.pieces[number].words;
                steps.push(step(number));
            }
        }
        Some(Relation::Merged) => {
            let half = |of: &Base| {
                let mut words = 0;
                let inside = of.pieces.iter().take_while(|piece| {
                    words += piece.words;
                    words <= of.words / 2
                });
                inside.count().max(1)
            };
            steps.extend((0..half(base)).map(step));
            let middle = half(other).min(other.pieces.len() - 1);
            let second = if random.chance(0.5) {
                0..middle.max(1)
            } else {
                middle..other.pieces.len()
            };
            steps.extend(second.map(|piece| Step {
                second: true,
                piece,
                part: Part::Whole,
            }));
        }
        _ => steps.extend((0..count).map(step)),
    }
    if relation == Some(Relation::Spun) {
        let mut at = 1;
        while at + 1 < steps.len() {
            if random.chance(0.15) {
                steps.swap(at, at + 1);
                at += 1;
            }
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests;
