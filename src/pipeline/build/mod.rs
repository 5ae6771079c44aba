//! Findings into records: one builder for each table.
//!
//! Input: the findings of all stages; output: the inert records of `report`, with offsets in code points and
//! identifiers that depend on an article and a place alone. Cost: linear in what a record holds; the code
//! points of an article are indexed once.

mod articles;
mod desk;
mod linked;
mod outlets;
mod passages;
mod quotes;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use rayon::prelude::*;

pub(super) use self::articles::{article, date, described};
pub(super) use self::desk::Desk;
pub(super) use self::quotes::{context, flags};
use super::analyse::Findings;
use super::unmarked;
use crate::article::{Article, ArticleIx, Corpus};
use crate::hash;
use crate::provenance::{Silent, Sources, Surroundings};
use crate::quote::variant::{Family, Item};
use crate::report::records::{self, Overview};
use crate::spill::Texts;
use crate::story::Story;
use crate::text::Span;

/// Everything the records are made of.
pub(super) struct Material<'f> {
    pub(super) findings: &'f Findings,
    pub(super) texts: &'f Texts,
    pub(super) items: &'f [Item<'f>],
    pub(super) families: &'f [Family],
    /// For each family the places that print its words without marks.
    pub(super) unmarked: &'f [Vec<unmarked::Place>],
    pub(super) rejected: &'f [records::Rejected],
}

/// Builds records from findings.
pub(super) struct Records<'m> {
    material: &'m Material<'m>,
    corpus: &'m Corpus,
    around: Surroundings,
    sources: Sources,
    silent: Silent,
    passage_ids: Vec<Id>,
    quote_ids: Vec<Id>,
    /// For each article its story's id.
    story_ids: Vec<Option<String>>,
}

impl<'m> Records<'m> {
    pub(super) fn new(material: &'m Material<'m>) -> Self {
        let findings = material.findings;
        let corpus = &findings.corpus;
        let mut around = Surroundings::default();
        let mut passage_ids = Vec::with_capacity(findings.passages.len());
        let (mut before, mut same_place) = (None, 0);
        for (number, passage) in findings.passages.iter().enumerate() {
            let own = passage.places[0];
            // One place can head several families: text that is set aside and text that is not, or one of three
            // like paragraphs in an article. Of the latter, which stand in a row, the first has the plain name: they
            // depend on that article alone.
            let inside_one = passage.places.iter().all(|place| place.article == own.article);
            let kind = u64::from(inside_one) + (u64::from(passage.set_aside) << 32);
            same_place = if before == Some((own.article, own.span, kind)) {
                same_place + 1
            } else {
                0
            };
            before = Some((own.article, own.span, kind));
            passage_ids.push(Id::new('p', corpus.get(own.article), own.span, kind + 2 * same_place));
            if passage.verdict.kind.is_copying() {
                for place in &passage.places {
                    around.add(place.article, place.span.start, place.span.end, number as u32);
                }
            }
        }
        let quote_ids = material
            .families
            .par_iter()
            .map(|f| {
                let text = &material.items[f.text];
                Id::new('q', corpus.get(text.article), text.quote.span, 0)
            })
            .collect();
        let mut story_ids = vec![None; corpus.len()];
        for story in &findings.stories {
            let name = story_id(corpus, story);
            for member in &story.members {
                story_ids[member.article as usize] = Some(name.clone());
            }
        }
        Self {
            material,
            corpus,
            around,
            sources: Sources::new(corpus),
            silent: Silent::new(corpus, &outlets::shared(findings, &outlets::places(findings))),
            passage_ids,
            quote_ids,
            story_ids,
        }
    }

    fn name(&self, ix: ArticleIx) -> String {
        self.corpus.get(ix).id.clone()
    }

    fn outlet(&self, ix: ArticleIx) -> Option<String> {
        self.corpus.get(ix).outlet.as_ref().map(|o| o.value.clone())
    }

    pub(super) fn article(&self, ix: ArticleIx) -> records::Article {
        let words = self.material.findings.words[ix as usize];
        let text = self.material.texts.get(ix);
        article(self.corpus.get(ix), &text, words, self.story_ids[ix as usize].clone())
    }

    /// Records of all articles that the lists of an overview name.
    pub(super) fn named_in(&self, overview: &Overview) -> BTreeMap<String, records::Article> {
        let mut ids: BTreeSet<&str> = BTreeSet::new();
        ids.extend(
            overview
                .stories
                .iter()
                .flat_map(|s| s.articles.iter().map(|m| m.article.as_str())),
        );
        ids.extend(
            overview
                .passages
                .iter()
                .flat_map(|p| p.carriers.iter().map(|c| c.article.as_str())),
        );
        ids.extend(
            overview
                .quotes
                .iter()
                .flat_map(|q| q.carriers.iter().map(|c| c.article.as_str())),
        );
        ids.extend(overview.uncredited.iter().map(|u| u.article.as_str()));
        let articles = self.corpus.articles();
        ids.into_iter()
            .filter_map(|id| {
                let ix = articles.binary_search_by(|a| a.id.as_str().cmp(id)).ok()?;
                Some((id.to_owned(), self.article(ix as u32)))
            })
            .collect()
    }
}

/// A name that depends on the article and the place alone, so that more articles do not change it.
#[derive(Debug, Clone, Copy)]
struct Id(char, u64);

impl Id {
    fn new(letter: char, article: &Article, span: Span, salt: u64) -> Self {
        let place = hash::pair(u64::from(span.start), u64::from(span.end));
        let article = hash::bytes(article.id.as_bytes());
        Self(letter, hash::pair(article, hash::pair(place, salt)))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:016x}", self.0, self.1)
    }
}

/// A story is called by its first member in time: which of them represents it hangs on other articles too.
fn story_id(corpus: &Corpus, story: &Story) -> String {
    let members = story.members.iter().map(|m| m.article);
    let first = members
        .min_by_key(|&ix| corpus.rank(ix))
        .unwrap_or(story.representative);
    Id::new('s', corpus.get(first), Span::default(), 0).to_string()
}
