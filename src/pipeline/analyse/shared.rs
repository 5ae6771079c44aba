//! What do articles share? Sketches as packed records, sorted and grouped partition by partition.
//!
//! Input: sketches, in any order; output: pairs of articles worth an alignment, pairs worth a comparison, and what an
//! outlet may print as furniture. All records lie in [`Runs`], which are spilled past the budget; the pairs that
//! come out of them are held. Nothing depends on the order in which sketches come, nor on what was spilled.

use std::io;

use rayon::prelude::*;

use super::Params;
use crate::article::{ArticleIx, Corpus};
use crate::hash;
use crate::passage::{self, Mask, Pair};
use crate::pipeline::budget::Room;
use crate::pipeline::partitions::for_each;
use crate::sketch::{PARTITIONS, Posting, Postings, Sketch, article_of, band_groups, group_pairs, pack};
use crate::spill::{Record, Runs};

/// Share of the smaller article's fingerprints from which a pair is compared as a possible part of a story.
const PART_CANDIDATE_SHARE: f64 = 0.35;

/// What is said of all articles by their sketches.
pub(super) struct Packed {
    keys: Runs<u64>,
    postings: Runs<u128>,
    /// Bytes that both may hold.
    limit: usize,
}

/// What is known of one article once its sketch is packed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    pub(super) words: u32,
    pub(super) fingerprints: u32,
    pub(super) words_hash: u64,
}

impl Told {
    pub(super) fn new(sketch: &Sketch) -> Self {
        Self {
            words: sketch.words,
            fingerprints: sketch.fingerprints.len() as u32,
            words_hash: sketch.words_hash,
        }
    }
}

/// What articles share.
pub(super) struct Shared {
    /// Pairs to align, sorted.
    pub(super) pairs: Vec<Pair>,
    /// Pairs to compare, sorted.
    pub(super) candidates: Vec<(ArticleIx, ArticleIx)>,
    /// Articles that hold one fingerprint at two places, sorted.
    pub(super) repeating: Vec<ArticleIx>,
    /// Postings of what may be furniture.
    furniture: Runs<u128>,
    pub(super) spilled_bytes: u64,
}

/// Moves records to their file once they take more than `limit` bytes, or more than the least that is worth it.
pub(super) fn bound<R: Record>(runs: &mut Runs<R>, limit: usize) -> io::Result<()> {
    if runs.held_bytes() >= limit.max(Runs::<R>::least_bytes(PARTITIONS) / 2) {
        runs.spill()?;
        runs.trim(limit);
    }
    Ok(())
}

impl Packed {
    pub(super) fn new(room: &Room) -> Self {
        Self {
            keys: Runs::new(PARTITIONS, room.folder()),
            postings: Runs::new(PARTITIONS, room.folder()),
            limit: room.share(4),
        }
    }

    /// Takes the sketch of an article apart.
    pub(super) fn add(&mut self, article: ArticleIx, sketch: &Sketch, params: &Params) -> io::Result<()> {
        for key in sketch.signature.iter().flat_map(|s| s.band_keys(&params.sketch)) {
            let (partition, record) = pack(key, article);
            self.keys.push(partition, record);
        }
        for posting in Posting::of(article, sketch) {
            self.postings.push(posting.partition(), posting.pack());
        }
        bound(&mut self.keys, self.limit / 4)?;
        bound(&mut self.postings, self.limit / 4 * 3)
    }

    /// Finds what articles share; `same` says for each article the first with its words, and only those are asked.
    pub(super) fn shared(
        self,
        corpus: &Corpus,
        told: &[Told],
        same: &[ArticleIx],
        params: &Params,
        room: &Room,
    ) -> io::Result<Shared> {
        let ranks = corpus.ranks();
        let is_first = |article: ArticleIx| same[article as usize] == article;
        let mut spilled_bytes = self.keys.spilled_bytes() + self.postings.spilled_bytes();

        // Fingerprints to pairs, by a hash of the pair: however often a pair comes, it comes to one partition.
        let mut raw: Runs<u64> = Runs::new(PARTITIONS, room.folder());
        let mut furniture: Runs<u128> = Runs::new(PARTITIONS, room.folder());
        let mut repeating: Vec<ArticleIx> = Vec::new();
        let of_postings = |records: Vec<u128>| {
            let records = records.into_iter().map(Posting::unpack).filter(|p| is_first(p.article));
            let postings = Postings::new(records);
            let mut pairs = Vec::new();
            passage::sharing_pairs(&postings, ranks, &params.passage, &mut pairs);
            let groups = postings
                .groups()
                .filter(|group| passage::may_be_furniture(group, corpus, &params.passage));
            let furniture: Vec<Posting> = groups.flatten().copied().collect();
            Ok(vec![(pairs, furniture, passage::repeats_itself(&postings))])
        };
        for_each(self.postings, of_postings, |(pairs, of_outlets, repeats)| {
            repeating.extend(repeats);
            for posting in of_outlets {
                furniture.push(posting.partition(), posting.pack());
            }
            bound(&mut furniture, room.share(16))?;
            push_pairs(&mut raw, pairs, room)
        })?;
        repeating.sort_unstable();
        repeating.dedup();
        spilled_bytes += raw.spilled_bytes() + furniture.spilled_bytes();
        let mut pairs: Vec<Pair> = Vec::new();
        let counted = |packed| Ok(vec![passage::candidate_pairs(packed, &params.passage)]);
        for_each(raw, counted, |found| {
            pairs.extend(found);
            Ok(())
        })?;
        pairs.par_sort_unstable();

        // Band keys to pairs.
        let mut raw: Runs<u64> = Runs::new(PARTITIONS, room.folder());
        let of_keys = |mut records: Vec<u64>| {
            records.retain(|&record| is_first(article_of(record)));
            let mut pairs: Vec<u64> = Vec::new();
            for mut members in band_groups(&mut records) {
                members.sort_unstable_by_key(|&ix| ranks[ix as usize]);
                let asked = group_pairs(&members, params.story.all_pairs_limit);
                pairs.extend(asked.map(|(a, b)| u64::from(a) << 32 | u64::from(b)));
            }
            pairs.sort_unstable();
            pairs.dedup();
            Ok(vec![pairs])
        };
        for_each(self.keys, of_keys, |pairs| push_pairs(&mut raw, pairs, room))?;
        spilled_bytes += raw.spilled_bytes();
        let mut candidates: Vec<(ArticleIx, ArticleIx)> = Vec::new();
        let distinct = |mut packed: Vec<u64>| {
            packed.sort_unstable();
            packed.dedup();
            Ok(packed)
        };
        for_each(raw, distinct, |pair| {
            candidates.push(((pair >> 32) as u32, pair as u32));
            Ok(())
        })?;
        candidates.extend(pairs.iter().filter_map(|p| {
            let count = |ix: ArticleIx| told[ix as usize].fingerprints;
            let smaller = count(p.a).min(count(p.b));
            (f64::from(p.shared) >= PART_CANDIDATE_SHARE * f64::from(smaller)).then_some((p.a, p.b))
        }));
        candidates.par_sort_unstable();
        candidates.dedup();
        Ok(Shared {
            pairs,
            candidates,
            repeating,
            furniture,
            spilled_bytes,
        })
    }
}

fn push_pairs(raw: &mut Runs<u64>, pairs: Vec<u64>, room: &Room) -> io::Result<()> {
    for pair in pairs {
        raw.push((hash::mix(pair) >> 56) as usize, pair);
    }
    bound(raw, room.share(8))
}

impl Shared {
    /// What each outlet prints under several stories; one mask an article. `story` gives each article a number
    /// that is equal within a story. To be asked once.
    pub(super) fn masks(&mut self, corpus: &Corpus, story: &[u32], params: &Params) -> io::Result<Vec<Mask>> {
        let mut ranges: Vec<Vec<(u32, u32)>> = vec![Vec::new(); corpus.len()];
        let furniture = std::mem::replace(&mut self.furniture, Runs::new(1, std::path::Path::new("")));
        let words = params.sketch.fingerprint_words;
        let of_postings = |records: Vec<u128>| {
            let postings = Postings::new(records.into_iter().map(Posting::unpack));
            let mut found = Vec::new();
            let each = |article, range| found.push((article, range));
            passage::repeated_by_outlet(&postings, corpus, story, words, &params.passage, each);
            Ok(found)
        };
        for_each(furniture, of_postings, |(article, range): (ArticleIx, (u32, u32))| {
            ranges[article as usize].push(range);
            Ok(())
        })?;
        Ok(ranges
            .into_par_iter()
            .map(|r| Mask::new(r, passage::HOLE_WORDS))
            .collect())
    }
}
