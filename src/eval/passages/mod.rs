//! Shared passages: which spans of which articles belong together, and of what kind they are.
//!
//! Input: for each article the runs of passages that stand in it ([`Entry`]), the pairwise matches and the families
//! found. Asked are pairs of articles that share a story's text or a standing paragraph: every pair of a passage
//! with at most [`ALL_PAIRS`] carriers; of a larger one each carrier with the first and with its neighbour, so the
//! work is linear in the carriers. A pair's detections are its matches; where it has none, what its matches with the
//! representative of a family tell together, or else the spans that the family gives both; of these, none that lies
//! inside another. A match between articles that share nothing that was planted is a false alarm; what lies in
//! furniture, a quotation or a shared stretch under [`SHORT`] code points in both is neither right nor wrong.

use super::Share;
use super::intervals::{shared, union};
use super::plagdet::{Case, Plagdet, Tally, overlap};
use crate::report::planted::Relation;

/// Most carriers of which every pair is asked.
pub const ALL_PAIRS: usize = 8;
/// Shared stretches shorter than this, in code points, need not be found.
pub const SHORT: u32 = 100;

/// What sort of text a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The text of a story that credits an agency.
    Wire,
    /// The text of any other story.
    Shared,
    /// A standing paragraph in different stories.
    Background,
    /// A paper's furniture.
    Boilerplate,
    /// A quotation.
    Quotation,
}

impl Place {
    /// Its name in gold and results.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Wire => "wire",
            Self::Shared => "shared",
            Self::Background => "background",
            Self::Boilerplate => "boilerplate",
            Self::Quotation => "quotation",
        }
    }

    const fn is_story(self) -> bool {
        matches!(self, Self::Wire | Self::Shared)
    }

    const fn is_asked(self) -> bool {
        matches!(self, Self::Wire | Self::Shared | Self::Background)
    }

    /// Papers print a story within days, which is enough to call it wire copy.
    fn allows(self, kind: &str) -> bool {
        kind == self.name() || self == Self::Shared && kind == "wire"
    }
}

/// A run of consecutive pieces of a passage in one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The passage.
    pub passage: u32,
    /// What sort of text it is.
    pub place: Place,
    /// Number of its first piece.
    pub first: u32,
    /// Where its pieces start, and the end of the last.
    pub bounds: Vec<u32>,
}

impl Entry {
    fn span(&self) -> (u32, u32) {
        (
            self.bounds.first().copied().unwrap_or(0),
            self.bounds.last().copied().unwrap_or(0),
        )
    }

    /// The spans of the pieces that both runs have.
    fn shared_with(&self, other: &Self) -> Option<Case> {
        let end = |run: &Self| run.first + run.bounds.len() as u32 - 1;
        let (lo, hi) = (self.first.max(other.first), end(self).min(end(other)));
        let at = |run: &Self, piece: u32| run.bounds[(piece - run.first) as usize];
        (self.passage == other.passage && lo < hi).then(|| [at(self, lo), at(self, hi), at(other, lo), at(other, hi)])
    }
}

/// One article of the gold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GoldArticle {
    /// How it was made from its story.
    pub relation: Option<Relation>,
    /// What stands in it.
    pub entries: Vec<Entry>,
}

/// A pairwise match as found; articles by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FoundMatch {
    /// First article.
    pub a: u32,
    /// Second article.
    pub b: u32,
    /// Spans in both.
    pub spans: Case,
}

/// A family of passages as found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFamily {
    /// Its kind.
    pub kind: String,
    /// The article every carrier is aligned with, where it is known.
    pub representative: Option<u32>,
    /// (article, start, end).
    pub carriers: Vec<(u32, u32, u32)>,
}

/// Sorts of pairs that are scored apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Original, exact, edited, shifted, cut by a tenth.
    Near,
    /// One is a part.
    Cut,
    /// One is merged of two.
    Merged,
    /// One is spun.
    Spun,
    /// Different stories with one standing paragraph.
    Background,
    /// All pairs, those that share nothing included.
    All,
}

impl Class {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Near => "near copies",
            Self::Cut => "cut",
            Self::Merged => "merged",
            Self::Spun => "spun",
            Self::Background => "background",
            Self::All => "all",
        }
    }
}

/// How passages of one kind were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindScore {
    /// The kind in the gold.
    pub place: Place,
    /// Passages whose best family, by the text it covers, has the right kind; of all passages of two articles or more.
    pub kinds: Share,
    /// Carriers in that family, of all carriers.
    pub carriers: Share,
}

/// Scores of passages.
#[derive(Debug, Clone, PartialEq)]
pub struct PassageScores {
    /// Plagdet of each class of pairs, all of them last.
    pub classes: Vec<(Class, Plagdet)>,
    /// Kinds; empty where no families were given.
    pub kinds: Vec<KindScore>,
}

/// Gold and findings of one run, ready to be scored.
#[derive(Debug, Clone, Default)]
pub struct Aligned {
    /// Articles of the gold, by number.
    pub articles: Vec<GoldArticle>,
    /// Matches found.
    pub matches: Vec<FoundMatch>,
    /// Families found.
    pub families: Vec<FoundFamily>,
}

impl Aligned {
    /// Scores all of it.
    #[must_use]
    pub fn scores(&self) -> PassageScores {
        let carriers = self.carriers();
        let asked = asked(&carriers);
        let mut matches: Vec<FoundMatch> = self
            .matches
            .iter()
            .filter(|m| m.a != m.b)
            .map(|m| ordered(*m))
            .collect();
        matches.sort_unstable();
        let by_article = self.families_by_article();
        let mut tallies: Vec<(Class, Tally)> = Vec::new();
        let mut tally = |class: Class, cases: &[Case], detections: &[Case]| {
            let apart = (class != Class::All).then_some(class);
            for class in apart.into_iter().chain([Class::All]) {
                let at = tallies.iter().position(|(c, _)| *c == class).unwrap_or_else(|| {
                    tallies.push((class, Tally::default()));
                    tallies.len() - 1
                });
                tallies[at].1.add(cases, detections);
            }
        };
        for &(a, b) in &asked {
            let mut detections = between(&matches, a, b);
            let pair = self.pair(a, b);
            // Two parts of one text that have nothing in common may be of one family.
            if detections.is_empty() && !pair.cases.is_empty() {
                detections = self.implied(&matches, (a, &by_article[a as usize]), (b, &by_article[b as usize]));
            }
            detections.retain(|d| !pair.is_excused(d));
            tally(pair.class, &pair.cases, &detections);
        }
        for found in matches.chunk_by(|x, y| (x.a, x.b) == (y.a, y.b)) {
            let (a, b) = (found[0].a, found[0].b);
            if asked.binary_search(&(a, b)).is_ok() || self.related(a, b) {
                continue;
            }
            let pair = self.pair(a, b);
            let alarms: Vec<Case> = found.iter().map(|m| m.spans).filter(|d| !pair.is_excused(d)).collect();
            if !alarms.is_empty() {
                tally(Class::All, &[], &alarms);
            }
        }
        tallies.sort_unstable_by_key(|(class, _)| *class);
        PassageScores {
            classes: tallies.iter().map(|(class, tally)| (*class, tally.scores())).collect(),
            kinds: if self.families.is_empty() {
                Vec::new()
            } else {
                self.kinds(&carriers)
            },
        }
    }

    /// (passage, article), each once, of the text that must be found.
    fn carriers(&self) -> Vec<(u32, u32)> {
        let mut carriers: Vec<(u32, u32)> = Vec::new();
        for (number, article) in self.articles.iter().enumerate() {
            let here = article.entries.iter().filter(|e| e.place.is_asked());
            carriers.extend(here.map(|e| (e.passage, number as u32)));
        }
        carriers.sort_unstable();
        carriers.dedup();
        carriers
    }

    /// For each article (family, start, end), by family.
    fn families_by_article(&self) -> Vec<Vec<(u32, u32, u32)>> {
        let mut by_article = vec![Vec::new(); self.articles.len()];
        for (number, family) in self.families.iter().enumerate() {
            for &(article, start, end) in &family.carriers {
                by_article[article as usize].push((number as u32, start, end));
            }
        }
        by_article
    }

    /// Whether two articles share text that must be found, asked or not.
    fn related(&self, a: u32, b: u32) -> bool {
        let entries = |article: u32| {
            self.articles[article as usize]
                .entries
                .iter()
                .filter(|e| e.place.is_asked())
        };
        entries(a).any(|x| entries(b).any(|y| x.passage == y.passage))
    }

    /// What families say of two articles: through the representative where both are aligned with it, else the spans
    /// they have. Lists are (family, start, end), by family.
    fn implied(
        &self,
        matches: &[FoundMatch],
        (a, in_a): (u32, &[(u32, u32, u32)]),
        (b, in_b): (u32, &[(u32, u32, u32)]),
    ) -> Vec<Case> {
        let mut all: Vec<Case> = Vec::new();
        let mut rest = in_b;
        for x in in_a {
            let skip = rest.partition_point(|y| y.0 < x.0);
            rest = &rest[skip..];
            for y in rest.iter().take_while(|y| y.0 == x.0) {
                let through = self.families[x.0 as usize]
                    .representative
                    .map(|middle| joined(&between(matches, middle, a), &between(matches, middle, b)));
                match through {
                    Some(found) if !found.is_empty() => all.extend(found),
                    _ => all.push([x.1, x.2, y.1, y.2]),
                }
            }
        }
        without_parts(all)
    }

    fn pair(&self, a: u32, b: u32) -> Pair {
        let (left, right) = (&self.articles[a as usize], &self.articles[b as usize]);
        let mut pair = Pair {
            class: Class::Background,
            cases: Vec::new(),
            aside: [Vec::new(), Vec::new()],
        };
        let mut spare = Vec::new();
        for x in &left.entries {
            for y in right.entries.iter().filter(|y| y.passage == x.passage) {
                let Some(case) = x.shared_with(y) else { continue };
                if !x.place.is_asked() || case[1] - case[0] < SHORT || case[3] - case[2] < SHORT {
                    pair.aside[0].push((case[0], case[1]));
                    pair.aside[1].push((case[2], case[3]));
                } else if x.place.is_story() {
                    pair.cases.push(case);
                } else {
                    spare.push(case);
                }
                if x.place.is_story() {
                    pair.class = class_of(left.relation).max(class_of(right.relation));
                }
            }
        }
        // A standing paragraph inside a story that both print is found with the story.
        spare.retain(|case| !pair.cases.iter().any(|other| overlap(case, other)));
        pair.cases.extend(spare);
        pair
    }

    fn kinds(&self, carriers: &[(u32, u32)]) -> Vec<KindScore> {
        let mut all: Vec<(u32, u32)> = carriers.to_vec();
        let mut place_of: Vec<(u32, Place)> = Vec::new();
        for (number, article) in self.articles.iter().enumerate() {
            for entry in article.entries.iter().filter(|e| e.place != Place::Quotation) {
                place_of.push((entry.passage, entry.place));
                all.push((entry.passage, number as u32));
            }
        }
        all.sort_unstable();
        all.dedup();
        place_of.sort_unstable();
        place_of.dedup_by_key(|p| p.0);
        // (passage, family, article, code points of both).
        let mut votes: Vec<(u32, u32, u32, u32)> = Vec::new();
        for (number, family) in self.families.iter().enumerate() {
            for &(article, start, end) in &family.carriers {
                let mut here: Vec<&Entry> = self.articles[article as usize]
                    .entries
                    .iter()
                    .filter(|e| e.place != Place::Quotation)
                    .collect();
                here.sort_by_key(|e| e.passage);
                for runs in here.chunk_by(|x, y| x.passage == y.passage) {
                    let all: u32 = runs.iter().map(|run| run.span().1 - run.span().0).sum();
                    let both: u32 = runs.iter().map(|run| shared(run.span(), (start, end))).sum();
                    // A family inside a story's text may be the best there is; around a paragraph it is another.
                    if both * 2 >= end - start && (runs[0].place.is_story() || both * 2 >= all) {
                        votes.push((runs[0].passage, number as u32, article, both));
                    }
                }
            }
        }
        votes.sort_unstable();
        votes.dedup_by_key(|v| (v.0, v.1, v.2));
        let mut scores: Vec<KindScore> = Vec::new();
        for passage in all.chunk_by(|x, y| x.0 == y.0).filter(|p| p.len() > 1) {
            let id = passage[0].0;
            let Ok(at) = place_of.binary_search_by_key(&id, |p| p.0) else {
                continue;
            };
            let place = place_of[at].1;
            let from = votes.partition_point(|v| v.0 < id);
            let until = votes.partition_point(|v| v.0 <= id);
            let best = votes[from..until]
                .chunk_by(|x, y| x.1 == y.1)
                .max_by_key(|v| v.iter().map(|v| u64::from(v.3)).sum::<u64>());
            let at = scores.iter().position(|s| s.place == place).unwrap_or_else(|| {
                scores.push(KindScore {
                    place,
                    kinds: Share::default(),
                    carriers: Share::default(),
                });
                scores.len() - 1
            });
            let score = &mut scores[at];
            score
                .kinds
                .add(best.is_some_and(|v| place.allows(&self.families[v[0].1 as usize].kind)));
            score.carriers.right += best.map_or(0, |v| v.len() as u64);
            score.carriers.all += passage.len() as u64;
        }
        scores.sort_unstable_by_key(|s| s.place);
        scores
    }
}

/// What two articles share.
struct Pair {
    class: Class,
    cases: Vec<Case>,
    /// Spans in both that are neither right nor wrong.
    aside: [Vec<(u32, u32)>; 2],
}

impl Pair {
    /// Whether a detection meets no case and lies mostly in what is set aside.
    fn is_excused(&self, detection: &Case) -> bool {
        let mostly = |aside: &[(u32, u32)], (start, end): (u32, u32)| {
            let mut inside: Vec<(u32, u32)> = aside
                .iter()
                .map(|s| (s.0.max(start), s.1.min(end)))
                .filter(|s| s.0 < s.1)
                .collect();
            union(&mut inside) * 2 >= u64::from(end - start)
        };
        !self.cases.iter().any(|case| overlap(case, detection))
            && mostly(&self.aside[0], (detection[0], detection[1]))
            && mostly(&self.aside[1], (detection[2], detection[3]))
    }
}

const fn class_of(relation: Option<Relation>) -> Class {
    match relation {
        Some(Relation::Cut) => Class::Cut,
        Some(Relation::Merged) => Class::Merged,
        Some(Relation::Spun) => Class::Spun,
        _ => Class::Near,
    }
}

const fn ordered(found: FoundMatch) -> FoundMatch {
    let FoundMatch { a, b, spans } = found;
    if a <= b {
        found
    } else {
        FoundMatch {
            a: b,
            b: a,
            spans: turned(spans),
        }
    }
}

/// The pairs that are asked: see the head of the file.
fn asked(carriers: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut pairs = Vec::new();
    for passage in carriers.chunk_by(|x, y| x.0 == y.0) {
        for (number, (_, a)) in passage.iter().enumerate() {
            let before = &passage[..number];
            let others = if passage.len() <= ALL_PAIRS || number < 2 {
                before.to_vec()
            } else {
                vec![before[0], before[number - 1]]
            };
            pairs.extend(others.iter().map(|(_, b)| (*b, *a)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The matches of `a` and `b`, `a`'s span first; `matches` is sorted and ordered.
fn between(matches: &[FoundMatch], a: u32, b: u32) -> Vec<Case> {
    let (low, high) = (a.min(b), a.max(b));
    let from = matches.partition_point(|m| (m.a, m.b) < (low, high));
    let here = matches[from..].iter().take_while(|m| (m.a, m.b) == (low, high));
    here.map(|m| if a <= b { m.spans } else { turned(m.spans) }).collect()
}

const fn turned([a, a_end, b, b_end]: Case) -> Case {
    [b, b_end, a, a_end]
}

/// Joins matches of one article with `a` and with `b` (its own span first) to spans of `a` and `b`, as if words were
/// spread evenly over a match.
fn joined(with_a: &[Case], with_b: &[Case]) -> Vec<Case> {
    let scaled = |case: &Case, at: u32| {
        let share = f64::from(at - case[0]) / f64::from((case[1] - case[0]).max(1));
        case[2] + (share * f64::from(case[3] - case[2])).round() as u32
    };
    let mut all = Vec::new();
    for x in with_a {
        for y in with_b {
            let (lo, hi) = (x[0].max(y[0]), x[1].min(y[1]));
            if lo < hi {
                all.push([scaled(x, lo), scaled(x, hi), scaled(y, lo), scaled(y, hi)]);
            }
        }
    }
    all
}

/// Drops what lies mostly inside a longer one: the family of a part tells nothing new about a pair.
fn without_parts(mut all: Vec<Case>) -> Vec<Case> {
    all.sort_unstable_by_key(|c| std::cmp::Reverse((c[1].saturating_sub(c[0]), *c)));
    let mut kept: Vec<Case> = Vec::new();
    for case in all {
        let inside = |other: &Case| {
            let a = shared((case[0], case[1]), (other[0], other[1])) * 2 > case[1] - case[0];
            a && shared((case[2], case[3]), (other[2], other[3])) * 2 > case[3] - case[2]
        };
        if !kept.iter().any(inside) {
            kept.push(case);
        }
    }
    kept
}

#[cfg(test)]
mod tests;
