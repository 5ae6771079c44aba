//! Is a passage standing text with a few words more?
//!
//! An agency puts the same sentence of context under many stories. Two articles of one week that share it, and by
//! chance some words beside it, have a passage of their own that is near in time and so looks like wire copy.
//! Input: all families with their verdicts; output: `wire` and `shared` turned into `background` where so many of
//! the representative's words lie in background of at least three stories that too few are left to be a passage. A
//! report that merely holds such a sentence has words enough besides and stays what it is.
//! Cost: linear in the carriers of background and in the families it overlaps.

use std::collections::BTreeSet;

use super::{Family, Kind, Params, Verdict};
use crate::align::Ranges;
use crate::article::ArticleIx;
use crate::hash::Map;

/// Stories in which text must stand, far apart in time, to be standing text whatever else is near it.
const STORIES: usize = 3;

/// Settles the kinds that depend on other families. `story` gives each article a number equal within a story;
/// `verdicts` are in the order of `families`.
pub fn settle(families: &[Family], verdicts: &mut [Verdict], story: &[u32], params: &Params) {
    let mut standing: Map<ArticleIx, Ranges<()>> = Map::default();
    for (family, verdict) in families.iter().zip(verdicts.iter()) {
        let stories: BTreeSet<u32> = family.carriers.iter().map(|c| story[c.article as usize]).collect();
        if verdict.kind == Kind::Background && stories.len() >= STORIES {
            for c in &family.carriers {
                standing.entry(c.article).or_default().add(c.start, c.end, ());
            }
        }
    }
    for (family, verdict) in families.iter().zip(verdicts.iter_mut()) {
        if !matches!(verdict.kind, Kind::Wire | Kind::Shared) {
            continue;
        }
        let Some(own) = family.carriers.first() else { continue };
        let Some(spans) = standing.get(&own.article) else {
            continue;
        };
        let mut covered: Vec<(u32, u32)> = spans
            .around(own.start, own.end)
            .map(|(start, end, ())| (start.max(own.start), end.min(own.end)))
            .filter(|(start, end)| start < end)
            .collect();
        covered.sort_unstable();
        let (mut words, mut seen) = (0, own.start);
        for (start, end) in covered {
            words += end.saturating_sub(start.max(seen));
            seen = seen.max(end);
        }
        let left = own.end - own.start - words;
        if words >= left && left < params.outside_words {
            *verdict = Verdict {
                kind: Kind::Background,
                rule: format!("all but {left} of its words are standing text"),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Carrier;
    use super::*;

    fn family(places: &[(ArticleIx, u32, u32)]) -> Family {
        let carriers = places
            .iter()
            .map(|&(article, start, end)| Carrier {
                article,
                start,
                end,
                words: end - start,
                identity: 1.0,
                coverage: 1.0,
            })
            .collect();
        Family {
            carriers,
            set_aside: false,
            within_one: false,
        }
    }

    /// The first family is standing text of `carriers` articles; the second lies between articles 0 and 1.
    fn check(carriers: u32, second: (u32, u32), expected: Kind) {
        let standing: Vec<_> = (0..carriers).map(|article| (article, 100, 130)).collect();
        let families = [
            family(&standing),
            family(&[(0, second.0, second.1), (1, second.0, second.1)]),
        ];
        let verdict = |kind| Verdict {
            kind,
            rule: String::new(),
        };
        let mut verdicts = [verdict(Kind::Background), verdict(Kind::Wire)];
        settle(&families, &mut verdicts, &[0, 1, 2, 3], &Params::default());
        assert_eq!(verdicts[1].kind, expected, "{second:?}");
    }

    /// The sentence on who the Observatory is, with six words before it, was wire copy of two articles of a day.
    #[test]
    fn a_stock_sentence_with_some_words_beside_it_is_background() {
        check(4, (94, 130), Kind::Background);
        check(4, (100, 120), Kind::Background);
    }

    #[test]
    fn a_report_that_holds_a_stock_sentence_stays_wire() {
        check(4, (60, 130), Kind::Wire);
        check(4, (84, 130), Kind::Wire);
        check(4, (0, 50), Kind::Wire);
    }

    #[test]
    fn text_of_two_stories_is_not_standing() {
        check(2, (94, 130), Kind::Wire);
    }
}
