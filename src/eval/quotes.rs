//! Quotations found against quotations planted: place, family, speaker, wording.
//!
//! A quotation is found where one stands in the article with its start within 1 and its end within 2 code points.
//! Pairs of one family are counted from contingency counts. Cost: a sort of both lists.

use super::intervals::{shared, union};
use super::{Pairs, Share, pairs};
use crate::hash::Map;

/// A quotation of the gold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldQuote {
    /// Its article.
    pub article: u32,
    /// Start of the words between the marks, code points.
    pub start: u32,
    /// End of the words between the marks, code points.
    pub end: u32,
    /// Its family.
    pub family: u32,
    /// `identical`, `typography`, …
    pub variant: String,
    /// Who says it.
    pub speaker: Option<String>,
}

/// A quotation as found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundQuote {
    /// Its article.
    pub article: u32,
    /// Start of the words between the marks, code points.
    pub start: u32,
    /// End of the words between the marks, code points.
    pub end: u32,
    /// Its family.
    pub family: u32,
    /// `identical`, `typography`, …
    pub variant: String,
    /// Who says it.
    pub speaker: Option<String>,
    /// Whether it is claimed to be speech: three words or more, no scare quote, no title.
    pub claimed: bool,
}

/// Scores of quotations.
#[derive(Debug, Clone, PartialEq)]
pub struct QuoteScores {
    /// Quotations of the gold that were found.
    pub recall: Share,
    /// Quotations claimed to be speech of which at least half lies in the gold's.
    pub precision: Share,
    /// Pairs of one family, over the quotations of the gold; one that was not found is alone.
    pub pairs: Pairs,
    /// Quotations found that have a speaker in the gold and are given one.
    pub answered: Share,
    /// Of those answered, the right ones (the last name is the same).
    pub right: Share,
    /// Wording, of each sort: quotations found, in families that have an identical wording too and are told from it.
    pub variants: Vec<(String, Share)>,
    /// Quotations whose wording is not scored, as the family as found is told from an altered wording: which one was
    /// said first is not in the text.
    pub other_root: u64,
}

/// Scores quotations; neither list need be sorted.
#[must_use]
pub fn quotes(gold: &[GoldQuote], found: &[FoundQuote]) -> QuoteScores {
    let mut order: Vec<&FoundQuote> = found.iter().collect();
    order.sort_by_key(|q| (q.article, q.start, q.end));
    let hits: Vec<Option<&FoundQuote>> = gold
        .iter()
        .map(|g| {
            let from = order.partition_point(|q| (q.article, q.start) < (g.article, g.start.saturating_sub(1)));
            let near = order[from..]
                .iter()
                .take_while(|q| q.article == g.article && q.start <= g.start + 1);
            near.copied()
                .filter(|q| q.end.abs_diff(g.end) <= 2)
                .min_by_key(|q| q.start.abs_diff(g.start) + q.end.abs_diff(g.end))
        })
        .collect();

    let families = found.iter().map(|q| u64::from(q.family) + 1).max().unwrap_or(0);
    let mut items = Vec::with_capacity(gold.len());
    let (mut recall, mut answered, mut right) = (Share::default(), Share::default(), Share::default());
    let roots = roots(gold, &hits);
    let mut other_root = 0;
    let mut sized: Vec<(u32, bool)> = gold.iter().map(|g| (g.family, is_same(&g.variant))).collect();
    sized.sort_unstable();
    let scored: Vec<u32> = sized
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|family| family.len() > 1 && family.iter().any(|(_, same)| *same))
        .map(|family| family[0].0)
        .collect();
    let mut variants: Vec<(String, Share)> = Vec::new();
    for (number, (g, hit)) in gold.iter().zip(&hits).enumerate() {
        recall.add(hit.is_some());
        let alone = families + number as u64;
        items.push((u64::from(g.family), hit.map_or(alone, |q| u64::from(q.family))));
        let Some(hit) = hit else { continue };
        if let Some(speaker) = &g.speaker {
            answered.add(hit.speaker.is_some());
            if let Some(answer) = &hit.speaker {
                right.add(last_name(answer) == last_name(speaker));
            }
        }
        if scored.binary_search(&g.family).is_ok() {
            let Some(expected) = expected(&g.variant, roots.get(&hit.family).copied()) else {
                other_root += 1;
                continue;
            };
            let at = variants
                .iter()
                .position(|(name, _)| name == expected)
                .unwrap_or_else(|| {
                    variants.push((expected.to_owned(), Share::default()));
                    variants.len() - 1
                });
            variants[at].1.add(hit.variant == expected);
        }
    }
    variants.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    QuoteScores {
        recall,
        precision: precision(gold, found),
        pairs: pairs(&items),
        answered,
        right,
        variants,
        other_root,
    }
}

const SAME: &str = "identical";
const TYPOGRAPHY: &str = "typography";

fn is_same(variant: &str) -> bool {
    variant == SAME || variant == TYPOGRAPHY
}

/// What the gold says of the wordings that each family as found calls identical, by most of them.
fn roots<'g>(gold: &'g [GoldQuote], hits: &[Option<&FoundQuote>]) -> Map<u32, &'g str> {
    let mut named: Vec<(u32, &str)> = gold
        .iter()
        .zip(hits)
        .filter_map(|(g, hit)| {
            hit.filter(|q| q.variant == SAME)
                .map(|q| (q.family, g.variant.as_str()))
        })
        .collect();
    named.sort_unstable();
    let mut roots: Map<u32, (usize, &str)> = Map::default();
    for run in named.chunk_by(|a, b| a == b) {
        let best = roots.entry(run[0].0).or_insert((0, SAME));
        if run.len() > best.0 {
            *best = (run.len(), run[0].1);
        }
    }
    roots
        .into_iter()
        .map(|(family, (_, variant))| (family, variant))
        .collect()
}

/// The wording to be found where a family is told from `root`: of two typographies either may be the one.
fn expected<'v>(variant: &'v str, root: Option<&str>) -> Option<&'v str> {
    match (root, variant) {
        (Some(TYPOGRAPHY), SAME) => Some(TYPOGRAPHY),
        (Some(TYPOGRAPHY), TYPOGRAPHY) => Some(SAME),
        (Some(SAME | TYPOGRAPHY), _) => Some(variant),
        _ => None,
    }
}

fn precision(gold: &[GoldQuote], found: &[FoundQuote]) -> Share {
    let mut spans: Vec<(u32, u32, u32)> = gold.iter().map(|g| (g.article, g.start, g.end)).collect();
    spans.sort_unstable();
    let mut share = Share::default();
    for q in found.iter().filter(|q| q.claimed) {
        // Quotations of an article are few: all of them that begin before the end are looked at.
        let from = spans.partition_point(|s| s.0 < q.article);
        let here = spans[from..].iter().take_while(|s| (s.0, s.1) < (q.article, q.end));
        let mut inside: Vec<(u32, u32)> = here
            .filter(|s| shared((s.1, s.2), (q.start, q.end)) > 0)
            .map(|s| (s.1.max(q.start), s.2.min(q.end)))
            .collect();
        share.add(union(&mut inside) * 2 >= u64::from(q.end.saturating_sub(q.start)));
    }
    share
}

fn last_name(name: &str) -> String {
    let last = name.split_whitespace().next_back().unwrap_or_default();
    last.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(article: u32, start: u32, end: u32, family: u32, variant: &str, speaker: &str) -> GoldQuote {
        GoldQuote {
            article,
            start,
            end,
            family,
            variant: variant.into(),
            speaker: (!speaker.is_empty()).then(|| speaker.into()),
        }
    }

    fn found(article: u32, start: u32, end: u32, family: u32, variant: &str, speaker: &str) -> FoundQuote {
        let g = gold(article, start, end, family, variant, speaker);
        FoundQuote {
            article,
            start,
            end,
            family,
            variant: g.variant,
            speaker: g.speaker,
            claimed: true,
        }
    }

    #[test]
    fn worked_by_hand() {
        let planted = [
            gold(0, 10, 50, 1, "identical", "Maria Tolland"),
            gold(1, 10, 50, 1, "identical", "Maria Tolland"),
            gold(2, 10, 40, 1, "truncated", "Maria Tolland"),
            gold(2, 60, 90, 2, "identical", "Peter Okafor"),
            gold(3, 0, 30, 3, "identical", ""),
        ];
        let answers = [
            found(0, 11, 48, 7, "identical", "Tolland"),
            found(1, 10, 50, 7, "typography", "Okafor"),
            found(2, 10, 40, 8, "truncated", ""),
            found(2, 63, 90, 7, "identical", "Peter Okafor"),
            found(4, 0, 30, 9, "identical", "Nobody"),
        ];
        let scores = quotes(&planted, &answers);
        // The fourth begins too late, the fifth is in another article.
        assert_eq!(scores.recall, Share { right: 3, all: 5 });
        // The fourth answer lies in the gold, the fifth does not.
        assert_eq!(scores.precision, Share { right: 4, all: 5 });
        assert_eq!((scores.pairs.gold, scores.pairs.found, scores.pairs.both), (3, 1, 1));
        assert_eq!(scores.answered, Share { right: 2, all: 3 });
        assert_eq!(scores.right, Share { right: 1, all: 2 });
        // The family of the third has no wording called identical.
        assert_eq!(scores.other_root, 1);
        assert_eq!(scores.variants, [("identical".to_owned(), Share { right: 1, all: 2 })]);
    }
}
