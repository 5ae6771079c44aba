//! The page's own view of the results: what the template prints, in its order.
//!
//! Input: the [`Overview`]; output: the same records with what belongs together put together (a
//! carrier with its article, a wording with its differences) and what is worth attention picked
//! out. Nothing is computed that the records do not say.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::super::display::{address_of_words, web_address};
use super::super::records::{
    Article, Date, Outlet, OutletPair, Overview, Passage, PassageCarrier, Quote, QuoteCarrier, Rejected, Story,
    StoryMember,
};
use super::super::summary::{ALTERED, CONFLICT, articles_of};
use super::super::wording::{Piece, pieces};

/// Items of each sort among the findings.
const FINDINGS: usize = 6;

#[derive(Serialize)]
pub(super) struct View<'o> {
    pub(super) findings: Findings,
    /// Flagged or in two or more articles.
    pub(super) quotes: Vec<QuoteView<'o>>,
    /// Printed in one article only.
    pub(super) single_quotes: Vec<QuoteView<'o>>,
    pub(super) stories: Vec<StoryView<'o>>,
    pub(super) passages: Vec<PassageView<'o>>,
    pub(super) outlets: Vec<OutletView<'o>>,
    pub(super) pairs: &'o [OutletPair],
    pub(super) rejected: &'o [Rejected],
    pub(super) outlets_of_pairs: usize,
}

/// Positions in the lists below, of what an editor should see first.
#[derive(Serialize, Default)]
pub(super) struct Findings {
    altered: Vec<usize>,
    altered_all: usize,
    conflicts: Vec<usize>,
    conflicts_all: usize,
    /// Positions in `outlets`.
    uncredited: Vec<usize>,
    uncredited_all: usize,
    widest: Vec<usize>,
}

/// What the page says about an article wherever it names one.
#[derive(Serialize)]
struct ArticleView<'o> {
    id: &'o str,
    outlet: Option<&'o str>,
    title: Option<&'o str>,
    published: Option<&'o Date>,
    agency: Option<&'o str>,
    link: Option<&'o str>,
}

#[derive(Serialize)]
pub(super) struct QuoteView<'o> {
    quote: &'o Quote,
    articles: usize,
    outlets: usize,
    earliest: Option<ArticleView<'o>>,
    /// Speakers as the carriers name them, with the outlets (or articles) that do.
    speakers: Vec<(String, Vec<&'o str>)>,
    carriers: Vec<QuoteCarrierView<'o>>,
    /// Positions of carriers with changed words.
    changed: Vec<usize>,
}

#[derive(Serialize)]
struct QuoteCarrierView<'o> {
    carrier: &'o QuoteCarrier,
    article: ArticleView<'o>,
    link: Option<String>,
    /// The wording in pieces of `same`, `inserted` and `deleted`.
    pieces: Vec<(&'static str, &'o str)>,
    /// Whether the pieces show the edits; else they are listed.
    placed: bool,
}

#[derive(Serialize)]
pub(super) struct StoryView<'o> {
    story: &'o Story,
    title: Option<&'o str>,
    earliest: Option<ArticleView<'o>>,
    members: Vec<(&'o StoryMember, ArticleView<'o>)>,
}

#[derive(Serialize)]
pub(super) struct PassageView<'o> {
    passage: &'o Passage,
    /// The kind as the style sheet knows it.
    kind_class: &'static str,
    articles: usize,
    outlets: usize,
    earliest: Option<ArticleView<'o>>,
    carriers: Vec<(&'o PassageCarrier, ArticleView<'o>)>,
}

#[derive(Serialize)]
pub(super) struct OutletView<'o> {
    outlet: &'o Outlet,
    wire_words: u64,
    /// Width of the bar, 0 to 100.
    bar: f64,
}

impl<'o> View<'o> {
    pub(super) fn new(overview: &'o Overview) -> Self {
        let articles = &overview.articles;
        let (quotes, single_quotes): (Vec<_>, Vec<_>) = overview
            .quotes
            .iter()
            .map(|quote| quote_view(quote, articles))
            .partition(|view| view.articles > 1 || !view.quote.flags.is_empty());
        let stories: Vec<_> = overview
            .stories
            .iter()
            .map(|story| story_view(story, articles))
            .collect();
        let outlets: Vec<_> = overview.outlets.iter().map(outlet_view).collect();
        let names: BTreeSet<&str> = overview
            .pairs
            .iter()
            .flat_map(|p| [p.a.as_str(), p.b.as_str()])
            .collect();
        Self {
            findings: Findings::of(&quotes, &stories, &outlets),
            quotes,
            single_quotes,
            stories,
            passages: overview.passages.iter().map(|p| passage_view(p, articles)).collect(),
            outlets,
            pairs: &overview.pairs,
            rejected: &overview.rejected,
            outlets_of_pairs: names.len(),
        }
    }
}

impl Findings {
    fn of(quotes: &[QuoteView<'_>], stories: &[StoryView<'_>], outlets: &[OutletView<'_>]) -> Self {
        let with = |wanted: &[&str]| -> Vec<usize> {
            let has = |view: &QuoteView<'_>| view.quote.flags.iter().any(|f| wanted.contains(&f.as_str()));
            (0..quotes.len()).filter(|&i| has(&quotes[i])).collect()
        };
        let (altered, conflicts) = (with(&ALTERED), with(&[CONFLICT]));
        let mut uncredited: Vec<usize> = (0..outlets.len())
            .filter(|&i| outlets[i].outlet.uncredited_wire_articles > 0)
            .collect();
        uncredited.sort_by_key(|&i| std::cmp::Reverse(outlets[i].outlet.uncredited_wire_articles));
        let head = |list: &[usize]| list.iter().copied().take(FINDINGS).collect();
        Self {
            altered: head(&altered),
            altered_all: altered.len(),
            conflicts: head(&conflicts),
            conflicts_all: conflicts.len(),
            uncredited: head(&uncredited),
            uncredited_all: uncredited.len(),
            widest: (0..stories.len().min(FINDINGS)).collect(),
        }
    }
}

fn article_view<'o>(id: &'o str, articles: &'o BTreeMap<String, Article>) -> ArticleView<'o> {
    let article = articles.get(id);
    ArticleView {
        id,
        outlet: article.and_then(|a| a.outlet.as_deref()),
        title: article.and_then(|a| a.title.as_deref()),
        published: article.and_then(|a| a.published.as_ref()),
        agency: article.and_then(|a| a.agency.as_deref()),
        link: article.and_then(|a| a.url.as_deref()).and_then(web_address),
    }
}

fn quote_view<'o>(quote: &'o Quote, articles: &'o BTreeMap<String, Article>) -> QuoteView<'o> {
    let carriers: Vec<_> = quote
        .carriers
        .iter()
        .map(|c| carrier_view(quote, c, articles))
        .collect();
    let mut speakers: Vec<(String, Vec<&str>)> = Vec::new();
    for carrier in &quote.carriers {
        let Some(name) = carrier.speaker.as_deref() else {
            continue;
        };
        let place = carrier.outlet.as_deref().unwrap_or(&carrier.article);
        match speakers.iter_mut().find(|(known, _)| known == name) {
            Some((_, places)) if places.contains(&place) => {}
            Some((_, places)) => places.push(place),
            None => speakers.push((name.to_owned(), vec![place])),
        }
    }
    QuoteView {
        quote,
        articles: articles_of(quote),
        outlets: quote
            .carriers
            .iter()
            .filter_map(|c| c.outlet.as_deref())
            .collect::<BTreeSet<_>>()
            .len(),
        earliest: quote.earliest.as_deref().map(|id| article_view(id, articles)),
        speakers,
        changed: (0..carriers.len())
            .filter(|&i| !carriers[i].carrier.edits.is_empty())
            .collect(),
        carriers,
    }
}

fn carrier_view<'o>(
    quote: &'o Quote,
    carrier: &'o QuoteCarrier,
    articles: &'o BTreeMap<String, Article>,
) -> QuoteCarrierView<'o> {
    let article = article_view(&carrier.article, articles);
    let found = pieces(&quote.text, &carrier.text, &carrier.edits);
    let named = |piece: &Piece<'o>| match *piece {
        Piece::Same(text) => ("same", text),
        Piece::Inserted(text) => ("inserted", text),
        Piece::Deleted(text) => ("deleted", text),
    };
    QuoteCarrierView {
        carrier,
        link: article.link.and_then(|url| address_of_words(url, &carrier.text)),
        article,
        placed: found.is_some(),
        pieces: match &found {
            Some(pieces) => pieces.iter().map(named).collect(),
            None => vec![("same", carrier.text.as_str())],
        },
    }
}

fn story_view<'o>(story: &'o Story, articles: &'o BTreeMap<String, Article>) -> StoryView<'o> {
    StoryView {
        story,
        title: article_view(&story.representative, articles).title,
        earliest: story.earliest.as_deref().map(|id| article_view(id, articles)),
        members: story
            .articles
            .iter()
            .map(|m| (m, article_view(&m.article, articles)))
            .collect(),
    }
}

fn passage_view<'o>(passage: &'o Passage, articles: &'o BTreeMap<String, Article>) -> PassageView<'o> {
    let ids: BTreeSet<&str> = passage.carriers.iter().map(|c| c.article.as_str()).collect();
    let outlets: BTreeSet<&str> = passage.carriers.iter().filter_map(|c| c.outlet.as_deref()).collect();
    let known = ["wire", "shared", "background", "boilerplate", "quotation", "self"];
    PassageView {
        passage,
        kind_class: known.into_iter().find(|k| *k == passage.kind).unwrap_or("other"),
        articles: ids.len(),
        outlets: outlets.len(),
        earliest: passage.earliest.as_deref().map(|id| article_view(id, articles)),
        carriers: passage
            .carriers
            .iter()
            .map(|c| (c, article_view(&c.article, articles)))
            .collect(),
    }
}

fn outlet_view(outlet: &Outlet) -> OutletView<'_> {
    OutletView {
        outlet,
        wire_words: outlet.wire_words_by_agency.values().sum(),
        bar: (outlet.shared_share * 1000.0).round().clamp(0.0, 1000.0) / 10.0,
    }
}
