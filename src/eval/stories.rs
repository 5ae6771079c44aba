//! Groups of articles against groups of articles.
//!
//! Pairs are counted from the contingency of both groupings, never listed. Copies that may or may not belong to
//! their story ([`Optional`]) are left out of the pairs and counted apart.
//! Method: adjusted Rand index (Hubert & Arabie 1985). Cost: a sort of the articles.

use super::Share;

/// Pairs of articles that two groupings put together, and their agreement.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Pairs {
    /// Pairs that are together in the gold.
    pub gold: u64,
    /// Pairs that were put together.
    pub found: u64,
    /// Pairs of both.
    pub both: u64,
    /// Adjusted Rand index: 1 for the same groups, about 0 for chance.
    pub rand_index: f64,
}

impl Pairs {
    /// Share of the pairs found that are right; `None` where none was found.
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        Share {
            right: self.both,
            all: self.found,
        }
        .value()
    }

    /// Share of the right pairs that were found; `None` where there is none.
    #[must_use]
    pub fn recall(&self) -> Option<f64> {
        Share {
            right: self.both,
            all: self.gold,
        }
        .value()
    }

    /// Harmonic mean of both; `None` where there is no pair at all.
    #[must_use]
    pub fn f1(&self) -> Option<f64> {
        let all = self.gold + self.found;
        (all > 0).then(|| 2.0 * self.both as f64 / all as f64)
    }
}

const fn choose_two(n: u64) -> u64 {
    n * n.saturating_sub(1) / 2
}

/// Counts pairs; each item is (its group in the gold, its group as found).
#[must_use]
pub fn pairs(items: &[(u64, u64)]) -> Pairs {
    let mut both = items.to_vec();
    both.sort_unstable();
    let mut found: Vec<u64> = items.iter().map(|item| item.1).collect();
    found.sort_unstable();
    let pairs_of = |runs: &mut dyn Iterator<Item = usize>| runs.map(|n| choose_two(n as u64)).sum::<u64>();
    let counts = Pairs {
        gold: pairs_of(&mut both.chunk_by(|a, b| a.0 == b.0).map(<[_]>::len)),
        found: pairs_of(&mut found.chunk_by(|a, b| a == b).map(<[_]>::len)),
        both: pairs_of(&mut both.chunk_by(|a, b| a == b).map(<[_]>::len)),
        rand_index: 0.0,
    };
    let (gold, found, index) = (counts.gold as f64, counts.found as f64, counts.both as f64);
    let all = choose_two(items.len() as u64) as f64;
    let expected = if all > 0.0 { gold * found / all } else { 0.0 };
    let most = f64::midpoint(gold, found);
    let rand_index = if most > expected {
        (index - expected) / (most - expected)
    } else {
        1.0
    };
    Pairs { rand_index, ..counts }
}

/// A copy that may or may not belong to its story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Optional {
    /// What sort of copy.
    pub sort: &'static str,
    /// Its group as found.
    pub found: u64,
    /// Its groups in the gold; two for an article merged of two.
    pub gold: Vec<u64>,
}

/// Scores of stories.
#[derive(Debug, Clone, PartialEq)]
pub struct StoryScores {
    /// Articles that must be grouped rightly.
    pub articles: u64,
    /// Their pairs.
    pub pairs: Pairs,
    /// Of each sort of optional copy, those put to an article of a story of theirs.
    pub optional: Vec<(&'static str, Share)>,
    /// Optional copies put to articles of other stories only.
    pub misplaced: u64,
}

/// Scores stories: `items` are (group in the gold, group as found) of the articles that must be right.
#[must_use]
pub fn stories(items: &[(u64, u64)], optional: &[Optional]) -> StoryScores {
    let mut by_found: Vec<(u64, u64)> = items.iter().map(|&(gold, found)| (found, gold)).collect();
    by_found.sort_unstable();
    by_found.dedup();
    let mut sorts: Vec<(&'static str, Share)> = Vec::new();
    let mut misplaced = 0;
    for copy in optional {
        let from = by_found.partition_point(|&(found, _)| found < copy.found);
        let mut with = by_found[from..].iter().take_while(|(found, _)| *found == copy.found);
        let right = with.clone().any(|(_, gold)| copy.gold.contains(gold));
        misplaced += u64::from(!right && with.next().is_some());
        let at = sorts
            .iter()
            .position(|(sort, _)| *sort == copy.sort)
            .unwrap_or_else(|| {
                sorts.push((copy.sort, Share::default()));
                sorts.len() - 1
            });
        sorts[at].1.add(right);
    }
    sorts.sort_unstable_by_key(|(sort, _)| *sort);
    StoryScores {
        articles: items.len() as u64,
        pairs: pairs(items),
        optional: sorts,
        misplaced,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn contingency_counts_what_pairs_count(items in prop::collection::vec((0_u64..6, 0_u64..6), 0..40)) {
            let (mut gold, mut found, mut both, mut all) = (0_u64, 0_u64, 0_u64, 0_u64);
            for (i, a) in items.iter().enumerate() {
                for b in &items[i + 1..] {
                    all += 1;
                    gold += u64::from(a.0 == b.0);
                    found += u64::from(a.1 == b.1);
                    both += u64::from(a == b);
                }
            }
            let counted = pairs(&items);
            prop_assert_eq!((counted.gold, counted.found, counted.both), (gold, found, both));
            // In the four-cell form of the index.
            let (a, b, c) = (both as f64, (found - both) as f64, (gold - both) as f64);
            let d = all as f64 - a - b - c;
            let below = (a + b) * (b + d) + (a + c) * (c + d);
            let expected = if below > 0.0 { 2.0 * (a * d - b * c) / below } else { 1.0 };
            prop_assert!((counted.rand_index - expected).abs() < 1e-9, "{} {}", counted.rand_index, expected);
        }
    }

    #[test]
    fn worked_by_hand() {
        // Gold {0,1,2}, {3,4}, {5}; found {0,1}, {2,3,4}, {5}.
        let scores = pairs(&[(1, 1), (1, 1), (1, 2), (2, 2), (2, 2), (3, 3)]);
        assert_eq!((scores.gold, scores.found, scores.both), (4, 4, 2));
        assert_eq!(
            (scores.precision(), scores.recall(), scores.f1()),
            (Some(0.5), Some(0.5), Some(0.5))
        );
        // Expected 4 · 4 / 15; (2 − 16/15) / (4 − 16/15).
        assert!((scores.rand_index - 14.0 / 44.0).abs() < 1e-9);
        assert_eq!(pairs(&[]).f1(), None);
    }

    #[test]
    fn optional_copies_are_counted_apart() {
        let copy = |found, gold: &[u64]| Optional {
            sort: "cut",
            found,
            gold: gold.to_vec(),
        };
        let scores = stories(
            &[(1, 1), (1, 1), (2, 2)],
            &[copy(1, &[1]), copy(9, &[1]), copy(2, &[1]), copy(2, &[1, 2])],
        );
        assert_eq!(scores.pairs.found, 1);
        assert_eq!(scores.optional, [("cut", Share { right: 2, all: 4 })]);
        assert_eq!(scores.misplaced, 1);
    }
}
