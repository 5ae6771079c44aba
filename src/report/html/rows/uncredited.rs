//! An article that prints agency copy without a credit, as a row: what it prints, and the credited copies that show it.

use std::collections::BTreeSet;

use super::super::super::records::{CreditedCopy, Uncredited};
use super::super::PageError;
use super::super::cells::cells;
use super::{Directory, Row, When, outlets};

impl Row {
    /// An article without a credit.
    ///
    /// # Errors
    /// None for any record; JSON might.
    pub fn of_uncredited(found: &Uncredited, directory: &dyn Directory) -> Result<Self, PageError> {
        let number = directory.number(&found.article);
        let line = cells! {
            article: number,
            title: number.and_then(|n| directory.title(n)).unwrap_or(&found.article),
            when: When(number.and_then(|n| directory.date(n)), true),
            outlets: outlets(number.as_slice(), directory),
            words: found.words,
            shared_words: found.shared_words,
            shared_share: found.shared_share,
            agencies: found.agencies,
            // How the text names the agency, though it credits none.
            mention: found.mention.as_ref().map(|m| m.text.as_str()),
            credited: found.credited_articles,
            // Whether any copy credits an agency with its whole text.
            covers: found.agency_covers.as_str(),
        };
        let copies = &found.copies;
        let each = |value: fn(&CreditedCopy) -> u64| copies.iter().map(value).collect::<Vec<u64>>();
        let article: Vec<Option<u32>> = copies.iter().map(|c| directory.number(&c.article)).collect();
        let sheet = cells! {
            // The place of the passage in this article; a passage of the page with that place is meant.
            start: each(|c| c.start.into()),
            end: each(|c| c.end.into()),
            words: each(|c| c.words),
            passage: copies.iter().map(|c| c.passage.as_str()).collect::<Vec<_>>(),
            article: &article,
            agency: copies.iter().map(|c| c.agency.as_str()).collect::<Vec<_>>(),
            evidence: copies.iter().map(|c| c.agency_evidence.as_str()).collect::<Vec<_>>(),
        };
        let named: BTreeSet<u32> = article.into_iter().chain([number]).flatten().collect();
        Ok(Self::new(line, sheet, named.into_iter()))
    }
}
