//! Candidate pairs to verdicts: texts are read again and compared.
//!
//! Input: pairs by component; output: for each article that is dropped the one that is kept for it, with
//! both similarities. Within a component the best rank leads ([`attach`]); components are compared in parallel.
//! Memory: the shingles of a few articles a thread.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use rayon::prelude::*;

use super::candidates::Pairs;
use super::catalog::{Catalog, Near, Verdicts};
use super::{By, UniqueSettings};
use crate::ingest::{RawRecord, brief};
use crate::pipeline::Progress;
use crate::pipeline::partitions::for_each_in;
use crate::sketch::{Params, shingle_hashes};
use crate::story::{Leader, Similarity, attach};
use crate::text::stream;

/// Components of up to so many articles keep the shingles of each while they are compared.
const HELD_ARTICLES: usize = 32;
/// But not of articles longer than this.
const HELD_SHINGLES: usize = 1 << 14;

/// Compares; returns how many comparisons were made.
pub(super) fn verify(
    pool: &rayon::ThreadPool,
    catalog: &Catalog,
    pairs: Pairs,
    settings: &UniqueSettings,
    verdicts: &mut Verdicts,
    progress: &dyn Progress,
    cancel: &AtomicBool,
) -> io::Result<u64> {
    let compared = AtomicU64::new(0);
    let Pairs { runs, component, .. } = pairs;
    let mut near: Vec<Near> = Vec::new();
    let root = |pair: &u64| component[(pair >> 32) as usize];
    let before = &*verdicts;
    let of_partition = |mut pairs: Vec<u64>| {
        pairs.sort_unstable_by_key(|pair| (root(pair), *pair));
        let components: Vec<&[u64]> = pairs.chunk_by(|a, b| root(a) == root(b)).collect();
        let found: Vec<Vec<Near>> = components
            .par_iter()
            .map_init(
                || Texts::new(catalog, before, settings),
                |texts, pairs| {
                    progress.advance(pairs.len() as u64);
                    if cancel.load(Ordering::Relaxed) {
                        return Ok(Vec::new());
                    }
                    let so_far = texts.compared;
                    let found = texts.component(pairs);
                    compared.fetch_add(texts.compared - so_far, Ordering::Relaxed);
                    found
                },
            )
            .collect::<io::Result<_>>()?;
        Ok(found.into_iter().flatten().collect())
    };
    for_each_in(pool, runs, of_partition, |drop| {
        near.push(drop);
        Ok(())
    })?;
    near.sort_unstable_by_key(|n| n.article);
    verdicts.near = near;
    Ok(compared.into_inner())
}

/// Reads texts again and compares them.
struct Texts<'c> {
    catalog: &'c Catalog,
    verdicts: &'c Verdicts,
    settings: &'c UniqueSettings,
    sketch: Params,
    leader: Leader,
    bytes: Vec<u8>,
    compared: u64,
}

impl<'c> Texts<'c> {
    fn new(catalog: &'c Catalog, verdicts: &'c Verdicts, settings: &'c UniqueSettings) -> Self {
        Self {
            catalog,
            verdicts,
            settings,
            sketch: settings.params.sketch(),
            leader: Leader::default(),
            bytes: Vec::new(),
            compared: 0,
        }
    }

    /// The shingles of the article of a rank.
    fn shingles(&mut self, rank: u32) -> io::Result<Vec<u64>> {
        let article = self.verdicts.article(rank) as usize;
        let raw: RawRecord<'_> = self.catalog.shelf.read(article, &mut self.bytes)?;
        let map = self.catalog.shelf.map(article, &self.settings.map);
        let text = brief(&raw, map, false);
        let text = text.map_err(|_| io::Error::other(self.catalog.shelf.changed(raw.origin.source)))?;
        Ok(shingle_hashes(&stream(&text.text), self.sketch.shingle_words))
    }

    /// Attaches the articles of one component, given by its pairs.
    fn component(&mut self, pairs: &[u64]) -> io::Result<Vec<Near>> {
        let ends = |pair: u64| [(pair >> 32) as u32, pair as u32];
        let mut ranks: Vec<u32> = pairs.iter().flat_map(|&pair| ends(pair)).collect();
        ranks.sort_unstable();
        ranks.dedup();
        let local = |rank: u32| ranks.partition_point(|&r| r < rank) as u32;
        let mut links: Vec<(u32, u32)> = Vec::with_capacity(2 * pairs.len());
        for &pair in pairs {
            let [a, b] = ends(pair).map(local);
            links.extend([(a, b), (b, a)]);
        }
        links.sort_unstable();
        let from: Vec<usize> = (0..=ranks.len() as u32)
            .map(|at| links.partition_point(|&(a, _)| a < at))
            .collect();
        let neighbours = |at: u32| {
            let (from, to) = (from[at as usize], from[at as usize + 1]);
            links[from..to].iter().map(|&(_, other)| (other, None))
        };
        let few = ranks.len() <= HELD_ARTICLES;
        let mut held: Vec<Option<Vec<u64>>> = vec![None; if few { ranks.len() } else { 0 }];
        let mut leads = u32::MAX;
        let mut failed = None;
        let verdicts = self.verdicts;
        let params = self.settings.params;
        let compare = |leader: u32, other: u32| -> Option<Similarity> {
            if failed.is_some() {
                return None;
            }
            match self.compare(leader, other, &ranks, &mut held, &mut leads) {
                Ok(similarity) => {
                    let score = match params.by {
                        By::Jaccard => similarity.jaccard,
                        By::Containment => similarity.containment,
                    };
                    (score >= params.threshold).then_some(similarity)
                }
                Err(error) => {
                    failed = Some(error);
                    None
                }
            }
        };
        let mut near = Vec::new();
        attach(
            ranks.len(),
            0..ranks.len() as u32,
            neighbours,
            compare,
            |leader, attached| {
                near.extend(attached.iter().map(|&(other, similarity)| Near {
                    article: verdicts.article(ranks[other as usize]),
                    kept: verdicts.article(ranks[leader as usize]),
                    jaccard: similarity.jaccard as f32,
                    containment: similarity.containment as f32,
                }));
            },
        );
        match failed {
            Some(error) => Err(error),
            None => Ok(near),
        }
    }

    fn compare(
        &mut self,
        leader: u32,
        other: u32,
        ranks: &[u32],
        held: &mut [Option<Vec<u64>>],
        leads: &mut u32,
    ) -> io::Result<Similarity> {
        self.compared += 1;
        if *leads != leader {
            let shingles = match held.get_mut(leader as usize).and_then(Option::take) {
                Some(shingles) => shingles,
                None => self.shingles(ranks[leader as usize])?,
            };
            self.leader.set(&shingles);
            *leads = leader;
        }
        if let Some(Some(shingles)) = held.get(other as usize) {
            return Ok(self.leader.compare(shingles));
        }
        let shingles = self.shingles(ranks[other as usize])?;
        let similarity = self.leader.compare(&shingles);
        if let Some(slot) = held.get_mut(other as usize)
            && shingles.len() <= HELD_SHINGLES
        {
            *slot = Some(shingles);
        }
        Ok(similarity)
    }
}
