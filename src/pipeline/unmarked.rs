//! Where does a carrier's neighbour print the same words without quotation marks?
//!
//! Input: families of quotations and shared passages; output: for each family the places where an article that shares a
//! passage with a carrier prints the quoted words as its own. Either one dropped the marks, or the other put them around a
//! paraphrase: an editor must see it. Invariants: the words are equal and stand outside all quotations there; only places
//! that an alignment ties to a carrier's are looked at. Cost: the words of each such place, once for each quotation in it.

use rayon::prelude::*;

use super::analyse::Findings;
use crate::article::ArticleIx;
use crate::hash::Map;
use crate::quote::variant::{Family, Item};
use crate::quote::{Kind, Query};
use crate::spill::Texts;
use crate::text::{Span, tokenize};

/// Words a quotation must have: fewer agree by chance.
const MIN_WORDS: usize = 6;
/// Carriers of a family, and places of a passage, that are followed.
const MAX_CARRIERS: usize = 16;
const MAX_PLACES: usize = 64;
/// Bytes that a passage may end before the marks of a quotation in it.
const EDGE_BYTES: u32 = 3;

/// A place without marks.
pub(super) type Place = (ArticleIx, Span);

/// For each family the places where its words stand without marks, in order.
pub(super) fn unmarked(findings: &Findings, texts: &Texts, items: &[Item<'_>], families: &[Family]) -> Vec<Vec<Place>> {
    let mut of_article: Map<ArticleIx, Vec<(Span, u32)>> = Map::default();
    for (number, passage) in findings.passages.iter().enumerate() {
        if passage.verdict.kind.is_copying() {
            for place in &passage.places {
                let places = of_article.entry(place.article).or_default();
                places.push((place.span, number as u32));
            }
        }
    }
    let search = |family: &Family| -> Vec<Place> {
        let mut found = Vec::new();
        let carried = |ix: ArticleIx| family.carriers.iter().any(|c| items[c.item].article == ix);
        for carrier in family.carriers.iter().take(MAX_CARRIERS) {
            let item = &items[carrier.item];
            let span = item.quote.span;
            let around = of_article.get(&item.article).into_iter().flatten();
            let around: Vec<u32> = around
                .filter(|(s, _)| s.start <= span.start + EDGE_BYTES && span.end <= s.end + EDGE_BYTES)
                .map(|x| x.1)
                .collect();
            if around.is_empty() || matches!(item.quote.kind, Kind::Scare | Kind::Title) {
                continue;
            }
            let text = texts.get(item.article);
            let query = Query::new(span.of(&text)).filter(|q| q.words().len() >= MIN_WORDS && q.is_telling());
            let Some(query) = query else { continue };
            for passage in around {
                for place in findings.passages[passage as usize].places.iter().take(MAX_PLACES) {
                    if carried(place.article) {
                        continue;
                    }
                    let other = texts.get(place.article);
                    let quotes = &findings.quotes[place.article as usize];
                    for at in runs(&other, place.span, query.words()) {
                        if quotes.iter().all(|q| q.span.overlap(at) == 0) {
                            found.push((place.article, at));
                        }
                    }
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    };
    families.par_iter().map(search).collect()
}

/// Every run of a stretch of the text that has these words.
fn runs(text: &str, stretch: Span, words: &[u64]) -> Vec<Span> {
    let tokens = tokenize(stretch.of(text));
    let same = tokens
        .windows(words.len())
        .filter(|run| run.iter().map(|t| t.hash).eq(words.iter().copied()));
    same.filter_map(|run| {
        let (first, last) = (run.first()?, run.last()?);
        Some(Span {
            start: stretch.start + first.start,
            end: stretch.start + last.end,
        })
    })
    .collect()
}
