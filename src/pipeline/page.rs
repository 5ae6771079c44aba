//! What `report.html` may hold: the head of every table, in the order of interest, as rows of the page.
//!
//! Input: records as they are written, one at a time and in any order; output: rows, packed in parts. A
//! record becomes a row, which is small, as soon as it is built, so that the records of a large run are
//! never held. Which records may have a place is decided before, from what they are thought to take.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::ScanError;
use super::build::{Material, described};
use crate::article::Corpus;
use crate::report::records::{self, Outlet};
use crate::report::{Directory, PageError, Part, ROWS, Row};

/// Articles as the page names them: by their line in `articles.jsonl`.
pub(super) struct Names<'m> {
    corpus: &'m Corpus,
    /// For each outlet of the corpus its place in the list of the page.
    outlets: Vec<u32>,
}

impl<'m> Names<'m> {
    /// `listed` are the outlets in the order of the page.
    pub(super) fn new(corpus: &'m Corpus, listed: &[Outlet]) -> Self {
        let places: BTreeMap<&str, u32> = listed
            .iter()
            .enumerate()
            .map(|(place, o)| (o.outlet.as_str(), place as u32))
            .collect();
        let place = |name: &String| places.get(name.as_str()).copied().unwrap_or(u32::MAX);
        Self {
            corpus,
            outlets: corpus.outlets().iter().map(place).collect(),
        }
    }
}

impl Directory for Names<'_> {
    fn number(&self, article: &str) -> Option<u32> {
        let articles = self.corpus.articles();
        let found = articles.binary_search_by(|a| a.id.as_str().cmp(article)).ok()?;
        Some(found as u32)
    }

    fn outlet(&self, article: u32) -> Option<u32> {
        self.corpus.outlet(article).map(|o| self.outlets[o as usize])
    }

    fn title(&self, article: u32) -> Option<&str> {
        self.corpus.get(article).title.as_ref().map(|t| t.value.as_str())
    }

    fn date(&self, article: u32) -> Option<&str> {
        self.corpus.get(article).published.as_ref().map(|d| d.value.as_str())
    }
}

/// Articles of the page, packed; `characters` has the length of each article of the corpus.
pub(super) fn articles(
    material: &Material<'_>,
    numbers: &[u32],
    characters: &[u64],
    names: &Names<'_>,
) -> Result<Vec<Part>, PageError> {
    let findings = material.findings;
    let row = |&ix: &u32| {
        let words = findings.words[ix as usize];
        let article = records::Article {
            characters: characters[ix as usize],
            ..described(findings.corpus.get(ix), words, None)
        };
        Row::of_article(&article, ix, names)
    };
    let part = |numbers: &[u32]| {
        let rows: Vec<Row> = numbers.iter().map(row).collect::<Result<_, _>>()?;
        Ok(Part::new(&rows)?)
    };
    numbers.par_chunks(ROWS).map(part).collect()
}

/// The head of a table in the order of interest: what the page may hold, and the overview of it.
pub(super) struct Top {
    /// For each record its place in that order; `u32::MAX` where it is not in the head.
    places: Vec<u32>,
    /// Records of the overview.
    whole: usize,
}

impl Top {
    /// As many of `records` as take `unpacked` bytes together, and `whole` at least.
    pub(super) fn new<K: Ord + Send>(
        records: usize,
        key: impl Fn(usize) -> K + Sync,
        bytes: impl Fn(usize) -> usize,
        unpacked: usize,
        whole: usize,
    ) -> Self {
        let mut order: Vec<(K, usize)> = (0..records).into_par_iter().map(|at| (key(at), at)).collect();
        order.par_sort_unstable();
        let mut places = vec![u32::MAX; records];
        let mut taken = 0;
        for (place, (_, at)) in order.into_iter().enumerate() {
            taken += bytes(at);
            if taken > unpacked && place >= whole {
                break;
            }
            places[at] = place as u32;
        }
        Self { places, whole }
    }

    /// Records among the first `held` of which `of` is true.
    pub(super) fn held(&self, held: u64, of: impl Fn(usize) -> bool) -> u64 {
        let places = self.places.iter().enumerate();
        places.filter(|&(at, &place)| u64::from(place) < held && of(at)).count() as u64
    }

    /// What is kept of a record: its row, and for the overview the record itself.
    pub(super) fn keep<R>(
        &self,
        at: usize,
        record: R,
        row: impl FnOnce(&R) -> Result<Row, PageError>,
    ) -> Result<Option<Kept<R>>, ScanError> {
        let place = self.places[at];
        if place == u32::MAX {
            return Ok(None);
        }
        let row = row(&record)?;
        Ok(Some(Kept {
            place,
            record: ((place as usize) < self.whole).then_some(record),
            row,
        }))
    }
}

/// What is kept of a record in the head.
pub(super) struct Kept<R> {
    place: u32,
    record: Option<R>,
    row: Row,
}

impl<R: Send> Kept<R> {
    /// Records of the overview and rows of the page, packed, both in the order of interest.
    pub(super) fn in_order(mut kept: Vec<Self>) -> Result<(Vec<R>, Vec<Part>), ScanError> {
        kept.sort_unstable_by_key(|k| k.place);
        let (mut records, mut rows) = (Vec::new(), Vec::with_capacity(kept.len()));
        for one in kept {
            records.extend(one.record);
            rows.push(one.row);
        }
        let parts: std::io::Result<Vec<Part>> = rows.par_chunks(ROWS).map(Part::new).collect();
        Ok((records, parts.map_err(PageError::from)?))
    }
}
