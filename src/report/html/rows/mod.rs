//! The page's own view of the results: one row for each story, passage, quotation and article.
//!
//! Input: a record and a [`Directory`] of the articles; output: a [`Row`] in two parts. Its *line* is
//! what lists, search, filters and charts need and is read when the page opens; its *sheet* is the rest
//! and is read when the row is opened. Articles and outlets are named by number. Nothing is computed
//! that the records do not say. Cost: linear in the record.

mod passage;
mod quote;
mod uncredited;

use std::collections::BTreeSet;

use serde::Serialize;

use super::super::display::web_address;
use super::super::records::{Article, Doubt, Story};
use super::PageError;
use super::cells::{Cells, cells};

pub use passage::SIDE_BY_SIDE;

/// What a row needs to know about the articles of the run.
pub trait Directory: Sync {
    /// The number of an article: its line in `articles.jsonl`, from 0.
    fn number(&self, article: &str) -> Option<u32>;
    /// The number of its outlet in the overview's list.
    fn outlet(&self, article: u32) -> Option<u32>;
    /// Its headline.
    fn title(&self, article: u32) -> Option<&str>;
    /// Its date, ISO 8601.
    fn date(&self, article: u32) -> Option<&str>;
}

/// One row of the page, as JSON.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// What is read when the page opens.
    pub(super) line: Cells,
    /// What is read when the row is opened.
    pub(super) sheet: Cells,
    /// Articles it names, by number, sorted.
    pub(super) articles: Vec<u32>,
}

impl Row {
    fn new(line: Cells, sheet: Cells, articles: impl Iterator<Item = u32>) -> Self {
        let articles: BTreeSet<u32> = articles.collect();
        Self {
            line,
            sheet,
            articles: articles.into_iter().collect(),
        }
    }

    /// A story.
    ///
    /// # Errors
    /// None for any record; JSON might.
    pub fn of_story(story: &Story, directory: &dyn Directory) -> Result<Self, PageError> {
        let articles = numbers(story.articles.iter().map(|m| &m.article), directory);
        let representative = directory.number(&story.representative);
        let title = representative.and_then(|n| directory.title(n));
        let line = cells! {
            title: title.unwrap_or(&story.representative),
            when: When::new(story.earliest.as_deref(), &articles, directory),
            outlets: outlets(&articles, directory),
            articles: articles,
        };
        let members: Vec<(&str, f64, f64)> = story
            .articles
            .iter()
            .map(|m| (m.relation.as_str(), m.similarity, m.containment))
            .collect();
        let sheet = cells! {
            id: story.story,
            basis: story.earliest_basis,
            earliest: story.earliest.as_deref().and_then(|id| directory.number(id)),
            representative: representative,
            // Relation, similarity, containment; in the order of the line's articles.
            members: members,
            doubts: doubts(&story.doubts, directory),
        };
        Ok(Self::new(line, sheet, articles.iter().copied()))
    }

    /// An article that other rows name.
    ///
    /// # Errors
    /// None for any record; JSON might.
    pub fn of_article(article: &Article, number: u32, directory: &dyn Directory) -> Result<Self, PageError> {
        let date = article.published.as_ref();
        let line = cells! {
            number: number,
            id: article.article,
            outlet: directory.outlet(number),
            outlet_evidence: article.outlet_evidence,
            title: article.title,
            date: date.map(|d| d.value.as_str()),
            precision: date.map(|d| d.precision.as_str()),
            date_evidence: date.map(|d| d.evidence.as_str()),
            agency: article.agency,
            agency_evidence: article.agency_evidence,
            url: article.url.as_deref().and_then(web_address),
            words: article.words,
            characters: article.characters,
        };
        Ok(Self::new(line, Cells::default(), [number].into_iter()))
    }
}

/// The earliest date among carriers, and whether it is known that it is the earliest.
#[derive(Serialize)]
struct When<'o>(Option<&'o str>, bool);

impl<'o> When<'o> {
    fn new(earliest: Option<&str>, articles: &[u32], directory: &'o dyn Directory) -> Self {
        match earliest.and_then(|id| directory.number(id)) {
            Some(number) => Self(directory.date(number), true),
            None => Self(articles.iter().filter_map(|&n| directory.date(n)).min(), false),
        }
    }
}

/// Carriers whose dates are not trusted, and why; none where all are.
fn doubts<'o>(doubts: &'o [Doubt], directory: &dyn Directory) -> Option<Vec<Option<(u32, &'o str)>>> {
    some(
        doubts
            .iter()
            .map(|d| Some((directory.number(&d.article)?, d.reason.as_str()))),
    )
}

/// The values, or nothing where there is none among them.
fn some<T>(values: impl Iterator<Item = Option<T>>) -> Option<Vec<Option<T>>> {
    let values: Vec<Option<T>> = values.collect();
    values.iter().any(Option::is_some).then_some(values)
}

/// Numbers of articles; every article that a record names was read, so that none is missing.
fn numbers<'o>(ids: impl Iterator<Item = &'o String>, directory: &dyn Directory) -> Vec<u32> {
    ids.map(|id| directory.number(id).unwrap_or(u32::MAX)).collect()
}

fn outlets(articles: &[u32], directory: &dyn Directory) -> Vec<u32> {
    let found: BTreeSet<u32> = articles.iter().filter_map(|&n| directory.outlet(n)).collect();
    found.into_iter().collect()
}
