//! What each outlet shares, and each pair of outlets with one another.

use std::collections::{BTreeMap, BTreeSet};

use super::carrier::{OriginCarrier, Place, Shared, covered};
use super::sources::{Silent, doubtful};
use crate::article::{ArticleIx, Corpus, When};
use crate::passage::Kind;
use crate::story::Story;

/// One outlet's totals.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    /// Articles read.
    pub articles: u64,
    /// Words in them.
    pub words: u64,
    /// Words in passages that another outlet carries too.
    pub shared_words: u64,
    /// Words of its boilerplate.
    pub boilerplate_words: u64,
    /// Words in wire passages by credited agency.
    pub wire_words_by_agency: BTreeMap<String, u64>,
    /// Articles that print wire copy and name no agency; see [`uncredited`](super::uncredited).
    pub uncredited_wire_articles: u64,
    /// Quotations it carries.
    pub quotes: u64,
}

/// What two outlets share.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Between {
    /// Stories both carry.
    pub stories: u64,
    /// Passages both carry.
    pub passages: u64,
    /// Words of those, the smaller side of each.
    pub words: u64,
    /// Passages the first outlet carried first.
    pub a_first: u64,
    /// Passages the second outlet carried first.
    pub b_first: u64,
    /// Passages whose order is unknown, or rests on a date that is doubtful.
    pub order_unknown: u64,
    /// Agencies credited in carriers of those passages.
    pub agencies: BTreeSet<String>,
}

/// Totals by outlet number, and by pair of outlet numbers (smaller first); `uncredited` are the articles that print
/// wire copy without a credit, `silent` those that print an agency's own.
#[must_use]
pub fn tally(
    corpus: &Corpus,
    words: &[u32],
    quotes: &[usize],
    stories: &[Story],
    passages: &[Shared<'_>],
    uncredited: &BTreeSet<ArticleIx>,
    silent: &Silent,
) -> (Vec<Totals>, BTreeMap<(u32, u32), Between>) {
    let mut totals = vec![Totals::default(); corpus.outlets().len()];
    let mut pairs: BTreeMap<(u32, u32), Between> = BTreeMap::new();
    for ix in 0..corpus.len() as u32 {
        if let Some(outlet) = corpus.outlet(ix) {
            let t = &mut totals[outlet as usize];
            t.articles += 1;
            t.words += u64::from(words[ix as usize]);
            t.quotes += quotes[ix as usize] as u64;
        }
    }
    // (article, byte range, words, agency it is wire of) for all that counts towards an outlet's shares.
    let mut shared: Vec<Place> = Vec::new();
    let mut boilerplate: Vec<Place> = Vec::new();
    let mut wire: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    for passage in passages {
        let outlets: BTreeSet<u32> = passage
            .carriers
            .iter()
            .filter_map(|c| corpus.outlet(c.article))
            .collect();
        if passage.kind == Kind::Boilerplate {
            boilerplate.extend(passage.carriers.iter().copied());
        }
        if !passage.kind.is_copying() || outlets.len() < 2 {
            continue;
        }
        shared.extend(passage.carriers.iter().copied());
        let agencies: BTreeSet<String> = passage
            .carriers
            .iter()
            .filter_map(|c| corpus.get(c.article).agency.as_ref().map(|a| a.value.clone()))
            .collect();
        if passage.kind == Kind::Wire && !agencies.is_empty() {
            let name = agencies.iter().cloned().collect::<Vec<_>>().join(", ");
            wire.entry(name).or_default().extend(passage.carriers.iter().copied());
        }
        pair_passage(corpus, passage, &outlets, &agencies, silent, &mut pairs);
    }
    for (outlet, words) in by_outlet(corpus, shared) {
        totals[outlet as usize].shared_words = words;
    }
    for (outlet, words) in by_outlet(corpus, boilerplate) {
        totals[outlet as usize].boilerplate_words = words;
    }
    for (agency, places) in wire {
        for (outlet, words) in by_outlet(corpus, places) {
            totals[outlet as usize]
                .wire_words_by_agency
                .insert(agency.clone(), words);
        }
    }
    for &ix in uncredited {
        if let Some(outlet) = corpus.outlet(ix) {
            totals[outlet as usize].uncredited_wire_articles += 1;
        }
    }
    for story in stories {
        let outlets: BTreeSet<u32> = story.members.iter().filter_map(|m| corpus.outlet(m.article)).collect();
        for pair in each_pair(&outlets) {
            pairs.entry(pair).or_default().stories += 1;
        }
    }
    (totals, pairs)
}

fn each_pair(outlets: &BTreeSet<u32>) -> impl Iterator<Item = (u32, u32)> + '_ {
    outlets
        .iter()
        .flat_map(move |&a| outlets.range(a + 1..).map(move |&b| (a, b)))
}

fn pair_passage(
    corpus: &Corpus,
    passage: &Shared<'_>,
    outlets: &BTreeSet<u32>,
    agencies: &BTreeSet<String>,
    silent: &Silent,
    pairs: &mut BTreeMap<(u32, u32), Between>,
) {
    // A date that is doubtful tells no order.
    let mut dated: Vec<OriginCarrier> = Vec::with_capacity(passage.carriers.len());
    dated.extend(
        passage
            .carriers
            .iter()
            .map(|c| OriginCarrier::of_passage(c, passage.kind)),
    );
    let mut doubts: Vec<ArticleIx> = doubtful(corpus, &dated, silent)
        .iter()
        .map(|d| dated[d.0].article)
        .collect();
    doubts.sort_unstable();
    let trusted = |ix: ArticleIx| doubts.binary_search(&ix).is_err();
    // For each outlet its earliest carrier and most words.
    let mut best: BTreeMap<u32, (ArticleIx, u32)> = BTreeMap::new();
    for &Place { article, words, .. } in passage.carriers {
        if let Some(outlet) = corpus.outlet(article) {
            let entry = best.entry(outlet).or_insert((article, words));
            let order = |ix: ArticleIx| (!trusted(ix), corpus.rank(ix));
            if order(article) < order(entry.0) {
                entry.0 = article;
            }
            entry.1 = entry.1.max(words);
        }
    }
    for (a, b) in each_pair(outlets) {
        let between = pairs.entry((a, b)).or_default();
        let (Some(x), Some(y)) = (best.get(&a), best.get(&b)) else {
            continue;
        };
        between.passages += 1;
        between.words += u64::from(x.1.min(y.1));
        between.agencies.extend(agencies.iter().cloned());
        let date = |ix: ArticleIx| corpus.get(ix).published.as_ref().filter(|_| trusted(ix));
        match date(x.0).zip(date(y.0)).map(|(p, q)| p.compare(q)) {
            Some(When::Before) => between.a_first += 1,
            Some(When::After) => between.b_first += 1,
            _ => between.order_unknown += 1,
        }
    }
}

/// Words of each outlet that lie in any of the places; overlapping places count once, by share of bytes.
fn by_outlet(corpus: &Corpus, mut places: Vec<Place>) -> BTreeMap<u32, u64> {
    places.sort_unstable();
    let mut sums: BTreeMap<u32, f64> = BTreeMap::new();
    for article in places.chunk_by(|a, b| a.article == b.article) {
        let Some(outlet) = corpus.outlet(article[0].article) else {
            continue;
        };
        *sums.entry(outlet).or_default() += covered(article.iter().copied());
    }
    sums.into_iter()
        .map(|(outlet, words)| (outlet, words.round() as u64))
        .collect()
}
