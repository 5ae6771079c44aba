//! The articles of a run, in an order that does not depend on how they were read.

use super::Article;

/// Position of an article in a [`Corpus`].
pub type ArticleIx = u32;

/// All articles of a run, sorted by id, and their order in time.
///
/// Invariant: ids are unique (see `ingest`), so the order is total and the same for any order of input.
#[derive(Debug, Default)]
pub struct Corpus {
    articles: Vec<Article>,
    /// Rank of each article: earliest first, undated last, then by id.
    rank: Vec<u32>,
    /// Outlet number of each article; equal numbers are equal outlet names.
    outlet: Vec<Option<u32>>,
    outlets: Vec<String>,
}

impl Corpus {
    /// Sorts articles by id and ranks them by date.
    #[must_use]
    pub fn new(articles: Vec<Article>) -> Self {
        Self::in_order(articles).0
    }

    /// The same, and for each article its place in the list that was given.
    #[must_use]
    pub fn in_order(mut articles: Vec<Article>) -> (Self, Vec<u32>) {
        let mut places: Vec<u32> = (0..articles.len() as u32).collect();
        places.sort_by(|&a, &b| articles[a as usize].id.cmp(&articles[b as usize].id));
        // Moved where they lie, circle by circle: a list of articles is large.
        let mut wanted = places.clone();
        for start in 0..articles.len() {
            let mut at = start;
            loop {
                let from = std::mem::replace(&mut wanted[at], at as u32) as usize;
                if from == start {
                    break;
                }
                articles.swap(at, from);
                at = from;
            }
        }
        (Self::sorted(articles), places)
    }

    fn sorted(articles: Vec<Article>) -> Self {
        let mut order: Vec<u32> = (0..articles.len() as u32).collect();
        let key = |ix: u32| {
            articles[ix as usize]
                .published
                .as_ref()
                .map_or(i64::MAX, super::date::Published::day)
        };
        order.sort_by_key(|&ix| {
            let p = articles[ix as usize].published.as_ref();
            (key(ix), p.map_or(i64::MAX, super::Published::sort_key), ix)
        });
        let mut rank = vec![0; articles.len()];
        for (place, &ix) in order.iter().enumerate() {
            rank[ix as usize] = place as u32;
        }
        let mut outlets: Vec<String> = articles
            .iter()
            .filter_map(|a| a.outlet.as_ref().map(|o| o.value.clone()))
            .collect();
        outlets.sort();
        outlets.dedup();
        let outlet = articles
            .iter()
            .map(|a| {
                a.outlet
                    .as_ref()
                    .and_then(|o| outlets.binary_search(&o.value).ok().map(|i| i as u32))
            })
            .collect();
        Self {
            articles,
            rank,
            outlet,
            outlets,
        }
    }

    /// The articles, sorted by id.
    #[must_use]
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// The article at `ix`.
    #[must_use]
    pub fn get(&self, ix: ArticleIx) -> &Article {
        &self.articles[ix as usize]
    }

    /// Number of articles.
    #[must_use]
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether it holds no article.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// Place of an article in time: earliest first, undated last, ties by id.
    #[must_use]
    pub fn rank(&self, ix: ArticleIx) -> u32 {
        self.rank[ix as usize]
    }

    /// Rank of every article, by index.
    #[must_use]
    pub fn ranks(&self) -> &[u32] {
        &self.rank
    }

    /// Number of the article's outlet, if known.
    #[must_use]
    pub fn outlet(&self, ix: ArticleIx) -> Option<u32> {
        self.outlet[ix as usize]
    }

    /// Names of the outlets, sorted; the position is the outlet's number.
    #[must_use]
    pub fn outlets(&self) -> &[String] {
        &self.outlets
    }

    /// Local calendar day of publication, days since 1970-01-01, where the day is known.
    #[must_use]
    pub fn day(&self, ix: ArticleIx) -> Option<i64> {
        self.get(ix).day()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn articles_are_sorted_and_their_places_told(ids in prop::collection::vec("[a-d]{0,3}", 0..40)) {
            let made = |id: &String| Article { id: id.clone(), ..Article::default() };
            let (corpus, places) = Corpus::in_order(ids.iter().map(made).collect());
            let mut expected: Vec<(&String, u32)> = ids.iter().zip(0..).collect();
            expected.sort_unstable();
            let found: Vec<(&String, u32)> = corpus.articles().iter().map(|a| &a.id).zip(places).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
