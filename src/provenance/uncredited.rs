//! Wire copy that names no agency.
//!
//! Input: passages with their places; output: for each article that shares 60 or more words, in `wire` passages, with
//! one article that credits an agency, and credits none itself, how many of its words are such copy, and the credited
//! copies that show it. A copy shows a passage only where it prints most of those words, and where it does not itself
//! name the article's outlet as its source: an agency that retells a newspaper's report is not copied by that
//! newspaper. That an article prints agency copy without a credit is inferred from them alone; the credit may have
//! stood where it was not read. Cost: linear in places, of each passage with the eight earliest credited copies.

use std::collections::{BTreeMap, BTreeSet};

use super::carrier::{Place, Shared, covered_words};
use crate::article::{ArticleIx, Corpus};
use crate::passage::Kind;

/// Words that an article must share with one copy: a shared sentence or two is no wire copy.
pub const UNCREDITED_WORDS: u32 = 60;
/// Credited copies listed for each passage, the earliest first.
const COPIES: usize = 3;
/// Credited copies of each passage that are looked at, the earliest first.
const LOOKED_AT: usize = 8;

/// An article with wire copy and no credit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncredited {
    /// The article.
    pub article: ArticleIx,
    /// Its words that stand in credited copies.
    pub words: u32,
    /// The agencies that these credit.
    pub agencies: Vec<String>,
    /// Some copy credits the agency with its whole text; else all of them with a part only, so that these very words may
    /// be another's.
    pub whole: bool,
    /// Different articles that credit an agency and print some of it, of each passage the eight earliest.
    pub credited: usize,
    /// The copies that show it, by place in the article.
    pub copies: Vec<CreditedCopy>,
}

/// A credited copy of some of an article's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CreditedCopy {
    /// Number of the passage.
    pub passage: usize,
    /// Its place in the uncredited article.
    pub own: Place,
    /// Its place in the credited one.
    pub credited: Place,
}

/// Finds them, in the order of articles; `retells` tells whether the first article names the outlet of the second as its
/// source.
#[must_use]
pub fn uncredited(
    corpus: &Corpus,
    passages: &[Shared<'_>],
    retells: &dyn Fn(ArticleIx, ArticleIx) -> bool,
) -> Vec<Uncredited> {
    let article = |ix: ArticleIx| corpus.get(ix);
    let credits = |ix: ArticleIx| article(ix).agency.is_some();
    // For each passage its credited copies; for each article without a credit where it prints such passages.
    let mut credited: Vec<Vec<Place>> = Vec::with_capacity(passages.len());
    let mut places: BTreeMap<ArticleIx, Vec<(usize, Place)>> = BTreeMap::new();
    for (number, passage) in passages.iter().enumerate() {
        let mut copies = Vec::new();
        if passage.kind == Kind::Wire {
            copies.extend(passage.carriers.iter().filter(|c| credits(c.article)).copied());
            copies.sort_unstable_by_key(|c| (corpus.rank(c.article), c.span));
            copies.truncate(LOOKED_AT);
        }
        if !copies.is_empty() {
            for &place in passage.carriers.iter().filter(|c| !credits(c.article)) {
                places.entry(place.article).or_default().push((number, place));
            }
        }
        credited.push(copies);
    }
    // Both places count the words that agree with one text, so the fewer are those that can agree with each other.
    let agrees = |own: &Place, copy: &Place| copy.words.saturating_mul(2) >= own.words;
    let mut found = Vec::new();
    for (ix, mut pieces) in places {
        pieces.sort_unstable_by_key(|(number, place)| (place.span, *number));
        let mut told: BTreeMap<ArticleIx, bool> = BTreeMap::new();
        let mut with: BTreeMap<ArticleIx, Vec<Place>> = BTreeMap::new();
        let mut shown: Vec<(usize, Place, Vec<Place>)> = Vec::new();
        for (number, own) in pieces {
            let copies = credited[number].iter().filter(|copy| agrees(&own, copy));
            let copies: Vec<Place> = copies.copied().collect();
            let Some(most) = copies.iter().map(|copy| copy.words).max() else {
                continue;
            };
            for copy in &copies {
                let words = own.words.min(copy.words);
                with.entry(copy.article).or_default().push(Place { words, ..own });
            }
            let words = own.words.min(most);
            shown.push((number, Place { words, ..own }, copies));
        }
        let many = |places: &[Place]| covered_words(places.iter().copied()) >= UNCREDITED_WORDS;
        with.retain(|_, places| many(places));
        if with.is_empty() {
            continue;
        }
        // Texts are read last, and of few articles.
        let mut own_report = |copy: ArticleIx| *told.entry(copy).or_insert_with(|| retells(copy, ix));
        with.retain(|&copy, _| !own_report(copy));
        if with.is_empty() {
            continue;
        }
        for (.., copies) in &mut shown {
            copies.retain(|copy| !own_report(copy.article));
        }
        shown.retain(|(.., copies)| !copies.is_empty());
        let all = || shown.iter().flat_map(|(.., copies)| copies.iter().map(|c| c.article));
        let agencies: BTreeSet<String> = all().flat_map(|c| article(c).agencies()).map(str::to_owned).collect();
        let copies = shown.iter().flat_map(|(passage, own, copies)| {
            copies.iter().take(COPIES).map(|&credited| CreditedCopy {
                passage: *passage,
                own: *own,
                credited,
            })
        });
        found.push(Uncredited {
            article: ix,
            words: covered_words(shown.iter().map(|(_, place, _)| *place)),
            agencies: agencies.into_iter().collect(),
            whole: with.keys().any(|&copy| !article(copy).credit.part),
            credited: all().collect::<BTreeSet<_>>().len(),
            copies: copies.collect(),
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Claim, Credit};
    use crate::text::Span;

    #[test]
    fn shared_with_a_credited_copy_and_no_credit() {
        let article = |id: &str, agency: &str| Article {
            id: id.into(),
            agency: (!agency.is_empty()).then(|| Claim::from_field("agency", agency.into())),
            ..Article::default()
        };
        let corpus = Corpus::new(vec![
            article("a", "AFP"),
            article("b", ""),
            article("c", ""),
            article("d", "AP"),
        ]);
        let place = |article, start, end, words| Place {
            article,
            span: Span::new(start, end),
            words,
        };
        let first = [
            place(0, 0, 600, 100),
            place(1, 10, 610, 100),
            place(2, 0, 300, 50),
            place(3, 5, 605, 100),
        ];
        let second = [place(0, 700, 1000, 80), place(1, 310, 910, 100)];
        let plain = [place(1, 1000, 2000, 200), place(2, 1000, 2000, 200)];
        let passages = [
            Shared {
                kind: Kind::Wire,
                carriers: &first,
            },
            Shared {
                kind: Kind::Wire,
                carriers: &second,
            },
            Shared {
                kind: Kind::Wire,
                carriers: &plain,
            },
            Shared {
                kind: Kind::Shared,
                carriers: &first,
            },
        ];
        let found = uncredited(&corpus, &passages, &|_, _| false);
        // c has too few words of it; half of the second passage lies within the first.
        assert_eq!(
            found.iter().map(|u| (u.article, u.words)).collect::<Vec<_>>(),
            [(1, 140)]
        );
        assert_eq!((found[0].agencies.join(" "), found[0].credited), ("AFP AP".into(), 2));
        let shown: Vec<(usize, u32)> = found[0]
            .copies
            .iter()
            .map(|c| (c.passage, c.credited.article))
            .collect();
        assert_eq!(shown, [(0, 0), (0, 3), (1, 0)]);

        // What the first agency tells after the article's own report shows nothing; the second still does.
        let found = uncredited(&corpus, &passages, &|copy, own| (copy, own) == (0, 1));
        assert_eq!((found[0].words, found[0].agencies.join(" ")), (100, "AP".into()));
        let none = uncredited(&corpus, &passages, &|_, _| true);
        assert_eq!(none, []);

        // Pieces count together where they are of one copy, and not where each is of another.
        let check = |copies: [u32; 3], expected: &[(u32, u32)]| {
            let pieces: Vec<[Place; 2]> = copies
                .iter()
                .zip(0..)
                .map(|(&copy, n)| {
                    let at = 500 * n;
                    [place(1, at, at + 150, 25), place(copy, at, at + 150, 25)]
                })
                .collect();
            let shared = pieces.iter().map(|carriers| Shared {
                kind: Kind::Wire,
                carriers,
            });
            let shared: Vec<Shared<'_>> = shared.collect();
            let found = uncredited(&corpus, &shared, &|_, _| false);
            assert_eq!(found.iter().map(|u| (u.article, u.words)).collect::<Vec<_>>(), expected);
        };
        check([0, 0, 0], &[(1, 75)]);
        check([0, 3, 0], &[]);

        // A carrier that agrees in a few words only is no copy of many.
        let scraps = [place(0, 0, 40, 6), place(1, 0, 600, 100)];
        let passages = [Shared {
            kind: Kind::Wire,
            carriers: &scraps,
        }];
        assert_eq!(uncredited(&corpus, &passages, &|_, _| false), []);
    }

    #[test]
    fn a_credit_for_a_part_shows_less() {
        let article = |id: &str, agency: &str, part: bool| Article {
            id: id.into(),
            agency: (!agency.is_empty()).then(|| Claim::from_field("agency", agency.into())),
            credit: Credit {
                part,
                also: if part { vec!["Reuters"] } else { Vec::new() },
            },
            ..Article::default()
        };
        let check = |part: bool, agencies: &[&str]| {
            let corpus = Corpus::new(vec![article("a", "AP", part), article("b", "", false)]);
            let carriers = [0, 1].map(|article| Place {
                article,
                span: Span::new(0, 600),
                words: 100,
            });
            let passage = Shared {
                kind: Kind::Wire,
                carriers: &carriers,
            };
            let found = uncredited(&corpus, &[passage], &|_, _| false);
            assert_eq!(found.len(), 1);
            assert_eq!(
                (found[0].whole, found[0].agencies.as_slice()),
                (
                    !part,
                    agencies.iter().map(|a| (*a).to_owned()).collect::<Vec<_>>().as_slice()
                )
            );
        };
        check(false, &["AP"]);
        check(true, &["AP", "Reuters"]);
    }
}
