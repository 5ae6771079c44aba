//! How many independent origins stand behind the carriers of a quotation or passage?
//!
//! Carriers are linked by listed evidence, strongest first: one article; one story; surroundings copied
//! too (a shared passage that reaches beyond it); many words of one reported passage, which are somebody's; one outlet;
//! one publisher; one agency credited with the whole text (with a part of it only where the words are reporting); a source that one names and the other is, credits or names too. Linked carriers are one origin. What no evidence
//! links may still have one source outside this corpus, so the number is an upper bound; where all are
//! linked it is exact, since there is at least one.

use super::carrier::OriginCarrier;
use crate::article::{ArticleIx, Corpus};
use crate::hash::{self, Map};

/// Origin of each carrier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origins {
    /// Number of origins: an upper bound, exact where it is 1.
    pub count: usize,
    /// For each carrier its origin (from 1, by first carrier) and the evidence that put it there.
    pub of: Vec<(usize, Link)>,
}

/// Why a carrier belongs to its origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// It is the first carrier of this origin.
    First,
    /// It stands in the same article as this carrier.
    Article(usize),
    /// Its article is in one story with this carrier's.
    Story(usize),
    /// This passage, which it shares with this carrier, reaches beyond the quotation.
    Passage(usize, u32),
    /// It prints so many words of the passage that this carrier prints: no two reporters write them alike.
    Words(usize),
    /// It has this carrier's outlet.
    Outlet(usize),
    /// Its outlet and this carrier's have one publisher.
    Publisher(usize),
    /// It credits this carrier's agency.
    Agency(usize),
    /// One of the two names the source that the other is, credits or names too; the number is the source's place in
    /// the list of the carrier that names it, which is the carrier itself where `own`.
    Reference {
        /// The other carrier.
        with: usize,
        /// Whether the carrier itself names the source.
        own: bool,
        /// Place in the list of named sources.
        named: usize,
    },
}

impl Link {
    /// The carrier it leads to.
    #[must_use]
    pub const fn with(&self) -> Option<usize> {
        match *self {
            Self::First => None,
            Self::Article(at)
            | Self::Story(at)
            | Self::Passage(at, _)
            | Self::Words(at)
            | Self::Outlet(at)
            | Self::Publisher(at)
            | Self::Agency(at)
            | Self::Reference { with: at, .. } => Some(at),
        }
    }
}

impl Link {
    /// Its name in output files.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Article(_) => "article",
            Self::Story(_) => "story",
            Self::Passage(..) => "passage",
            Self::Words(_) => "words",
            Self::Outlet(_) => "outlet",
            Self::Publisher(_) => "publisher",
            Self::Agency(_) => "agency",
            Self::Reference { .. } => "reference",
        }
    }
}

/// Shared passages of each article, to look up what surrounds a quotation.
#[derive(Debug, Default)]
pub struct Surroundings {
    by_article: Map<ArticleIx, Vec<(u32, u32, u32)>>,
}

/// Words of a reported passage that two carriers agree on before they must have one source: fewer may be a formula, or
/// a document that both had before them. Lower links more carriers, and joins reports that are independent.
const COPIED_WORDS: u32 = 40;

/// Bytes a shared passage must reach beyond a quotation: about eight words.
const BEYOND_BYTES: u32 = 45;

impl Surroundings {
    /// Notes that passage number `passage` stands at bytes `start..end` of an article.
    pub fn add(&mut self, article: ArticleIx, start: u32, end: u32, passage: u32) {
        self.by_article.entry(article).or_default().push((start, end, passage));
    }

    /// Passages that hold `start..end` of an article and go on around it.
    #[must_use]
    pub fn around(&self, article: ArticleIx, start: u32, end: u32) -> Vec<u32> {
        let Some(all) = self.by_article.get(&article) else {
            return Vec::new();
        };
        // A match ends at the last word that agrees, so marks at its edge are allowed for.
        let mut found: Vec<u32> = all
            .iter()
            .filter(|(s, e, _)| *s <= start + 3 && end <= e + 3 && (e - s) >= (end - start) + BEYOND_BYTES)
            .map(|x| x.2)
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Groups carriers (in the order they are listed) into origins.
#[must_use]
pub fn origins(corpus: &Corpus, carriers: &[OriginCarrier]) -> Origins {
    // Most quotations stand in one place only: nothing to link.
    if carriers.len() == 1 {
        return Origins {
            count: 1,
            of: vec![(1, Link::First)],
        };
    }
    let mut sets = Sets((0..carriers.len()).collect());
    let mut why: Vec<Option<Link>> = vec![None; carriers.len()];
    // One pass for each kind of evidence, so that the strongest one is named.
    let mut pass = |keys: &dyn Fn(usize) -> Vec<u64>, link: &dyn Fn(usize, u64) -> Link| {
        let mut first: Map<u64, usize> = Map::default();
        for (at, why) in why.iter_mut().enumerate() {
            for key in keys(at) {
                match first.get(&key) {
                    Some(&earlier) => {
                        if sets.join(earlier, at) && why.is_none() {
                            *why = Some(link(earlier, key));
                        }
                    }
                    None => {
                        first.insert(key, at);
                    }
                }
            }
        }
    };
    pass(&|at| vec![u64::from(carriers[at].article)], &|earlier, _| {
        Link::Article(earlier)
    });
    pass(&|at| vec![u64::from(carriers[at].story)], &|earlier, _| {
        Link::Story(earlier)
    });
    pass(
        &|at| carriers[at].surroundings.iter().map(|&p| u64::from(p)).collect(),
        &|earlier, key| Link::Passage(earlier, key as u32),
    );
    pass(
        &|at| (carriers[at].copied >= COPIED_WORDS).then_some(0).into_iter().collect(),
        &|earlier, _| Link::Words(earlier),
    );
    pass(
        &|at| corpus.outlet(carriers[at].article).map(u64::from).into_iter().collect(),
        &|earlier, _| Link::Outlet(earlier),
    );
    let publisher = |at: usize| corpus.get(carriers[at].article).publisher.as_ref();
    pass(
        &|at| {
            publisher(at)
                .map(|p| hash::bytes(p.value.as_bytes()))
                .into_iter()
                .collect()
        },
        &|earlier, _| Link::Publisher(earlier),
    );
    // Of an article to which an agency contributed, what somebody said may be anybody's.
    let credits = |at: usize| {
        let article = corpus.get(carriers[at].article);
        let counts = !article.credit.part || carriers[at].copied > 0;
        article.agencies().filter(move |_| counts)
    };
    pass(
        &|at| credits(at).map(|name| hash::bytes(name.as_bytes())).collect(),
        &|earlier, _| Link::Agency(earlier),
    );
    // Only a source that somebody names is a reference; what both are or credit was linked above.
    if carriers.iter().any(|c| !c.named.is_empty()) {
        let place = |at: usize, key: u64| carriers[at].named.iter().position(|n| n.source == key);
        pass(
            &|at| {
                let named = carriers[at].named.iter().map(|n| n.source);
                named.chain(super::sources::own(corpus, carriers[at].article)).collect()
            },
            &|earlier, key| Link::Reference {
                with: earlier,
                own: false,
                named: place(earlier, key).unwrap_or(usize::MAX),
            },
        );
        for (at, link) in why.iter_mut().enumerate() {
            let Some(Link::Reference { with, own, named }) = link else {
                continue;
            };
            let keys = |at: usize| -> Vec<u64> {
                let named = carriers[at].named.iter().map(|n| n.source);
                named.chain(super::sources::own(corpus, carriers[at].article)).collect()
            };
            let other = keys(*with);
            if let Some(mine) = carriers[at].named.iter().position(|n| other.contains(&n.source)) {
                (*own, *named) = (true, mine);
            }
        }
    }
    let mut number: Map<usize, usize> = Map::default();
    let mut of = Vec::with_capacity(carriers.len());
    for (at, link) in why.into_iter().enumerate() {
        let root = sets.find(at);
        let next = number.len() + 1;
        let origin = *number.entry(root).or_insert(next);
        of.push((origin, link.unwrap_or(Link::First)));
    }
    Origins {
        count: number.len(),
        of,
    }
}

/// Disjoint sets whose representative is their smallest member.
struct Sets(Vec<usize>);

impl Sets {
    fn find(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    /// Joins two sets; `false` where they were one already.
    fn join(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.find(a), self.find(b));
        self.0[a.max(b)] = a.min(b);
        a != b
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Claim, Credit};

    fn corpus(outlets: &[&str], agencies: &[&str]) -> Corpus {
        let claim = |value: &str| (!value.is_empty()).then(|| Claim::from_field("test", value.into()));
        let articles = outlets
            .iter()
            .zip(agencies)
            .enumerate()
            .map(|(i, (outlet, agency))| Article {
                id: format!("a{i}"),
                outlet: claim(outlet),
                agency: claim(agency),
                ..Article::default()
            });
        Corpus::new(articles.collect())
    }

    /// Carriers are (article, story, surrounding passages).
    fn check(corpus: &Corpus, carriers: &[(u32, u32, &[u32])], expected: &[usize]) {
        let carriers: Vec<OriginCarrier> = carriers
            .iter()
            .map(|&(article, story, around)| OriginCarrier {
                surroundings: around.to_vec(),
                ..OriginCarrier::of(article, story)
            })
            .collect();
        let found = origins(corpus, &carriers);
        assert_eq!(found.of.iter().map(|x| x.0).collect::<Vec<_>>(), expected);
        assert_eq!(found.count, expected.iter().max().copied().unwrap_or(0));
    }

    #[test]
    fn copies_are_one_origin_and_reporters_are_two() {
        let four = corpus(&["A", "B", "C", "D"], &["", "", "", ""]);
        check(&four, &[(0, 0, &[]), (1, 1, &[]), (2, 2, &[])], &[1, 2, 3]);
        check(&four, &[(0, 0, &[]), (1, 0, &[]), (2, 2, &[])], &[1, 1, 2]);
        check(&four, &[(0, 0, &[7]), (1, 1, &[]), (2, 2, &[7])], &[1, 2, 1]);
        check(
            &four,
            &[(0, 0, &[7]), (1, 1, &[7, 8]), (2, 2, &[8]), (3, 3, &[])],
            &[1, 1, 1, 2],
        );
        check(
            &corpus(&["A", "A", ""], &["", "", ""]),
            &[(0, 0, &[]), (1, 1, &[]), (2, 2, &[])],
            &[1, 1, 2],
        );
        check(
            &corpus(&["A", "B", "C"], &["AFP", "AFP", ""]),
            &[(0, 0, &[]), (1, 1, &[]), (2, 2, &[])],
            &[1, 1, 2],
        );
        check(&four, &[], &[]);
    }

    #[test]
    fn many_words_of_one_passage_have_one_source() {
        let three = corpus(&["A", "B", "C"], &["", "AP", ""]);
        let carrier = |article, copied| OriginCarrier {
            copied,
            ..OriginCarrier::of(article, article)
        };
        let found = origins(&three, &[carrier(0, 120), carrier(1, 95), carrier(2, 22)]);
        assert_eq!(found.of, [(1, Link::First), (1, Link::Words(0)), (2, Link::First)]);
    }

    #[test]
    fn a_contribution_links_reporting_and_not_what_was_said() {
        let check = |part: bool, also: &[&'static str], copied: u32, origins_of: &[usize]| {
            let credit = |value: &str| Some(Claim::from_field("test", value.into()));
            let mut articles = ["a", "b"].map(|id| Article {
                id: id.into(),
                ..Article::default()
            });
            articles[0].agency = credit("AP");
            articles[1].agency = credit(if also.is_empty() { "AP" } else { "Reuters" });
            articles[1].credit = Credit {
                part,
                also: also.to_vec(),
            };
            let carriers = [0, 1].map(|article| OriginCarrier {
                copied,
                ..OriginCarrier::of(article, article)
            });
            let found = origins(&Corpus::new(articles.to_vec()), &carriers);
            assert_eq!(
                found.of.iter().map(|x| x.0).collect::<Vec<_>>(),
                origins_of,
                "{part} {also:?}"
            );
        };
        check(false, &[], 0, &[1, 1]);
        check(true, &[], 0, &[1, 2]);
        check(true, &[], 20, &[1, 1]);
        check(false, &["AP"], 0, &[1, 1]);
    }

    #[test]
    fn a_passage_counts_only_where_it_reaches_beyond_the_quotation() {
        let mut around = Surroundings::default();
        around.add(0, 100, 400, 1);
        around.add(0, 198, 302, 2);
        assert_eq!(around.around(0, 200, 300), [1]);
        assert_eq!(around.around(0, 380, 450), [] as [u32; 0]);
        assert_eq!(around.around(1, 200, 300), [] as [u32; 0]);
    }
}
