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
    pub fn new(mut articles: Vec<Article>) -> Self {
        articles.sort_by(|a, b| a.id.cmp(&b.id));
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
        let published = self.get(ix).published.as_ref()?;
        (published.precision >= super::Precision::Day).then(|| published.day())
    }
}
