//! Wire copy that names no agency.
//!
//! Input: passages with their places; output: for each article that prints 60 or more words of a `wire` passage whose
//! other carriers credit an agency, and credits none itself, how many of its words are such copy, and the credited
//! copies that show it. A copy shows it only where it prints most of those words, and where it does not itself name the
//! article's outlet as its source: an agency that retells a newspaper's report is not copied by that newspaper. That an article prints agency copy without a credit is inferred from them alone; the credit
//! may have stood where it was not read. Cost: linear in places.

use std::collections::{BTreeMap, BTreeSet};

use super::outlets::{Place, Shared};
use crate::article::{ArticleIx, Corpus};
use crate::passage::Kind;
use crate::text::Span;

/// Words of one passage that an article must share: a shared sentence or two is no wire copy.
pub const UNCREDITED_WORDS: u32 = 60;
/// Credited copies listed for each passage, the earliest first.
const COPIES: usize = 3;

/// An article with wire copy and no credit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncredited {
    /// The article.
    pub article: ArticleIx,
    /// Its words that stand in credited copies.
    pub words: u32,
    /// The agencies that these credit.
    pub agencies: Vec<String>,
    /// Different articles that credit an agency and print some of it.
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
    let agency = |ix: ArticleIx| corpus.get(ix).agency.as_ref();
    // Both places count the words that agree with one text, so the fewer are those that can agree with each other.
    let shows = |own: &Place, copy: &Place| agency(copy.article).is_some() && copy.words.saturating_mul(2) >= own.words;
    let mut places: BTreeMap<ArticleIx, Vec<(usize, Place)>> = BTreeMap::new();
    for (number, passage) in passages.iter().enumerate() {
        if passage.kind != Kind::Wire || !passage.carriers.iter().any(|c| agency(c.article).is_some()) {
            continue;
        }
        for &place in passage.carriers.iter().filter(|c| agency(c.article).is_none()) {
            let copies = passage.carriers.iter().filter(|copy| shows(&place, copy));
            if let Some(most) = copies.map(|copy| copy.words).max() {
                let words = place.words.min(most);
                places
                    .entry(place.article)
                    .or_default()
                    .push((number, Place { words, ..place }));
            }
        }
    }
    places.retain(|_, of_article| of_article.iter().any(|(_, p)| p.words >= UNCREDITED_WORDS));
    places
        .into_iter()
        .filter_map(|(article, mut of_article)| {
            let mut told: BTreeMap<ArticleIx, bool> = BTreeMap::new();
            let mut own_report = |copy: &Place| {
                *told
                    .entry(copy.article)
                    .or_insert_with(|| retells(copy.article, article))
            };
            of_article.retain(|(number, own)| {
                let mut copies = passages[*number].carriers.iter().filter(|copy| shows(own, copy));
                copies.any(|copy| !own_report(copy))
            });
            if !of_article.iter().any(|(_, own)| own.words >= UNCREDITED_WORDS) {
                return None;
            }
            of_article.sort_unstable_by_key(|(number, place)| (place.span, *number));
            let mut agencies = BTreeSet::new();
            let mut credited_articles = BTreeSet::new();
            let mut copies = Vec::new();
            for &(number, own) in &of_article {
                let mut credited: Vec<Place> = passages[number].carriers.to_vec();
                credited.retain(|c| shows(&own, c) && !own_report(c));
                credited.sort_unstable_by_key(|c| (corpus.rank(c.article), c.span));
                agencies.extend(
                    credited
                        .iter()
                        .filter_map(|c| agency(c.article).map(|a| a.value.clone())),
                );
                credited_articles.extend(credited.iter().map(|c| c.article));
                copies.extend(credited.iter().take(COPIES).map(|&credited| CreditedCopy {
                    passage: number,
                    own,
                    credited,
                }));
            }
            Some(Uncredited {
                article,
                words: covered(of_article.iter().map(|(_, place)| *place)),
                agencies: agencies.into_iter().collect(),
                credited: credited_articles.len(),
                copies,
            })
        })
        .collect()
}

/// Words in any of some places of one article, sorted; what overlaps counts once, by share of bytes.
fn covered(places: impl Iterator<Item = Place>) -> u32 {
    let (mut words, mut end_so_far) = (0.0, 0);
    for Place { span, words: n, .. } in places {
        let Span { start, end } = span;
        let fresh = end.saturating_sub(start.max(end_so_far));
        end_so_far = end_so_far.max(end);
        words += f64::from(n) * f64::from(fresh) / f64::from((end - start).max(1));
    }
    words.round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Claim};

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

        // A carrier that agrees in a few words only is no copy of many.
        let scraps = [place(0, 0, 40, 6), place(1, 0, 600, 100)];
        let passages = [Shared {
            kind: Kind::Wire,
            carriers: &scraps,
        }];
        assert_eq!(uncredited(&corpus, &passages, &|_, _| false), []);
    }
}
