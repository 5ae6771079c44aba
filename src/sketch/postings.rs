//! Which articles share a fingerprint or a band key?
//!
//! Packed records, sorted: no hash table, so the order of groups is fixed and memory is what the
//! records take. Cost: one sort.

use rayon::slice::ParallelSliceMut;

use super::{Params, Sketch};
use crate::article::ArticleIx;

/// All fingerprints of a corpus, sorted by hash, article, position.
#[derive(Debug, Default)]
pub struct Postings {
    records: Vec<Posting>,
}

/// One occurrence of a fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posting {
    /// The fingerprint.
    pub hash: u64,
    /// The article.
    pub article: ArticleIx,
    /// Token at which it starts.
    pub token: u32,
}

impl Postings {
    /// Sorts the fingerprints of the given articles and drops those that occur once.
    #[must_use]
    pub fn new<'s>(sketches: impl Iterator<Item = (ArticleIx, &'s Sketch)>) -> Self {
        let mut records: Vec<Posting> = Vec::new();
        for (article, sketch) in sketches {
            records.extend(sketch.fingerprints.iter().map(|f| Posting {
                hash: f.hash,
                article,
                token: f.token,
            }));
        }
        records.par_sort_unstable();
        let mut kept = 0;
        let mut at = 0;
        while at < records.len() {
            let run = records[at..].iter().take_while(|r| r.hash == records[at].hash).count();
            if run > 1 {
                records.copy_within(at..at + run, kept);
                kept += run;
            }
            at += run;
        }
        records.truncate(kept);
        records.shrink_to_fit();
        Self { records }
    }

    /// Occurrences of each repeated fingerprint: groups of two or more, sorted by article and position.
    pub fn groups(&self) -> impl Iterator<Item = &[Posting]> {
        self.records.chunk_by(|a, b| a.hash == b.hash)
    }
}

/// Groups of two or more articles that share a band key, in key order; members sorted.
#[must_use]
pub fn band_groups<'s>(
    sketches: impl Iterator<Item = (ArticleIx, &'s Sketch)>,
    params: &Params,
) -> Vec<Vec<ArticleIx>> {
    let mut records: Vec<(u64, ArticleIx)> = Vec::new();
    for (article, sketch) in sketches {
        if let Some(signature) = &sketch.signature {
            records.extend(signature.band_keys(params).map(|key| (key, article)));
        }
    }
    records.par_sort_unstable();
    let mut groups: Vec<Vec<ArticleIx>> = records
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|group| group.len() > 1)
        .map(|group| group.iter().map(|&(_, article)| article).collect())
        .collect();
    // One set of copies falls into the same group in many bands.
    groups.sort_unstable();
    groups.dedup();
    groups
}
