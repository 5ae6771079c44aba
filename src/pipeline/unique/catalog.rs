//! What is known of every article between the passes.
//!
//! Input: outlines and keys in the order of input; output: ranks (who is kept before whom), verdicts for
//! articles with the same words, and the keys. Memory: 44 bytes an article, 76 where a rule ranks them; records of keys and
//! hashes are spilled past the budget.

use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::Keep;
use crate::ingest::{Place, Rejected, Shelf};
use crate::pipeline::partitions::for_each_in;
use crate::sketch::{PARTITIONS, pack};
use crate::spill::{Column, Runs};

/// What the process takes beside batches, blocks and columns: code, what the allocator has not given back yet, texts
/// being read. Measured (85 to 95 MiB with two threads), with some room.
const BASE_BYTES: usize = 72 << 20;
/// The same, for each thread.
const THREAD_BYTES: usize = 16 << 20;

/// Held at least, however small the budget: what keys and hashes need to be spilled in runs of a block or two.
const LEAST_ROOM_BYTES: usize = 2 * Runs::<u64>::least_bytes(PARTITIONS);

/// What reading says of one article.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) place: Place,
    pub(super) words: u32,
    pub(super) words_hash: u64,
    pub(super) published: Option<i64>,
    /// How many keys are its own.
    pub(super) keys: usize,
}

/// All articles read.
pub(super) struct Catalog {
    pub(super) shelf: Shelf,
    pub(super) words: Column<u32>,
    pub(super) rejected: u64,
    pub(super) first_rejected: Vec<Rejected>,
    pub(super) bytes: u64,
    pub(super) empty: u64,
    pub(super) spilled_bytes: u64,
    keep: Keep,
    /// What the articles are ranked by, the hash of their words where that is equal; empty for [`Keep::First`].
    order: Column<(i64, u64)>,
    /// `words_hash << 64 | words << 32 | article`, by the hash's highest byte.
    same: Runs<u128>,
    /// Packed keys, see [`pack`].
    pub(super) keys: Runs<u64>,
    budget_bytes: usize,
    /// Articles there will be, as far as can be told from what was read of the files.
    expected: usize,
}

/// What became of every article.
pub(super) struct Verdicts {
    /// For each article the first in rank of those with the same words: itself, if it has no copy before it.
    pub(super) first: Vec<u32>,
    /// Of those that are first: what they were dropped for, sorted by article.
    pub(super) near: Vec<Near>,
    /// Rank to article and back; empty where they are the same.
    by_rank: Vec<u32>,
    ranks: Vec<u32>,
}

/// An article that was dropped for another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Near {
    pub(super) article: u32,
    pub(super) kept: u32,
    pub(super) jaccard: f32,
    pub(super) containment: f32,
}

impl Verdicts {
    pub(super) fn rank(&self, article: u32) -> u32 {
        self.ranks.get(article as usize).copied().unwrap_or(article)
    }

    pub(super) fn article(&self, rank: u32) -> u32 {
        self.by_rank.get(rank as usize).copied().unwrap_or(rank)
    }

    /// What an article that is the first of its words was dropped for.
    pub(super) fn near(&self, article: u32) -> Option<&Near> {
        let at = self.near.binary_search_by_key(&article, |n| n.article).ok()?;
        self.near.get(at)
    }
}

impl Catalog {
    pub(super) fn new(shelf: Shelf, keep: Keep, budget_bytes: usize, threads: usize, tmpdir: &Path) -> Self {
        Self {
            shelf,
            words: Column::default(),
            rejected: 0,
            first_rejected: Vec::new(),
            bytes: 0,
            empty: 0,
            spilled_bytes: 0,
            keep,
            order: Column::default(),
            same: Runs::new(PARTITIONS, tmpdir),
            keys: Runs::new(PARTITIONS, tmpdir),
            budget_bytes: budget_bytes.saturating_sub(BASE_BYTES + threads * THREAD_BYTES),
            expected: 0,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// Bytes that grow with the articles and are not spilled, once all are read and compared.
    fn fixed_bytes(&self) -> usize {
        // The shelf and the words; first, component, near; what ranks need.
        let each = 20 + 24 + if self.keep == Keep::First { 0 } else { 32 };
        each * self.expected.max(self.words.len())
    }

    /// Bytes that may be held beside what cannot be spilled.
    pub(super) fn room_bytes(&self) -> usize {
        self.budget_bytes
            .saturating_sub(self.fixed_bytes())
            .max(LEAST_ROOM_BYTES)
    }

    /// Takes note of how much of the files has been read: what is held must leave room for the articles to come,
    /// since allocators seldom give back what was held in small blocks.
    pub(super) fn expect(&mut self, read_bytes: u64, total_bytes: u64) {
        if read_bytes > 0 && total_bytes > read_bytes {
            self.expected = (self.words.len() as f64 * total_bytes as f64 / read_bytes as f64) as usize;
        }
    }

    /// Adds articles; `keys` are those of the entries one after another, `bytes` those that the shelf must keep.
    pub(super) fn add(&mut self, entries: &[Entry], keys: &[u64], bytes: &[u8]) -> io::Result<()> {
        let places: Vec<Place> = entries.iter().map(|e| e.place).collect();
        self.shelf.add(&places, bytes)?;
        let mut next = 0;
        for entry in entries {
            let article = self.words.len() as u64;
            self.words.push(entry.words);
            match self.keep {
                Keep::First => {}
                Keep::Earliest => self.order.push((entry.published.unwrap_or(i64::MAX), entry.words_hash)),
                Keep::Longest => self.order.push((-i64::from(entry.words), entry.words_hash)),
            }
            if entry.words == 0 {
                self.empty += 1;
                continue;
            }
            let hash = entry.words_hash;
            let record = u128::from(hash) << 64 | u128::from(entry.words) << 32 | u128::from(article);
            self.same.push((hash >> 56) as usize, record);
            for &key in &keys[next..next + entry.keys] {
                let (partition, record) = pack(key, article as u32);
                self.keys.push(partition, record);
            }
            next += entry.keys;
        }
        if self.same.held_bytes() + self.keys.held_bytes() > self.room_bytes() {
            self.spill()?;
        }
        Ok(())
    }

    fn spill(&mut self) -> io::Result<()> {
        self.keys.spill()?;
        self.same.spill()?;
        // The room shrinks as articles come.
        let room = self.room_bytes();
        self.keys.trim(room / 10 * 9);
        self.same.trim(room / 10);
        self.spilled_bytes = self.keys.spilled_bytes() + self.same.spilled_bytes();
        Ok(())
    }

    /// Ranks the articles and finds those with the same words; takes the hashes out.
    pub(super) fn same_words(&mut self, pool: &rayon::ThreadPool) -> io::Result<Verdicts> {
        // What comes now needs room of its own.
        if (self.same.held_bytes() + self.keys.held_bytes()) * 2 > self.room_bytes() {
            self.spill()?;
        }
        let articles = self.words.len() as u32;
        let (mut by_rank, mut ranks) = (Vec::new(), Vec::new());
        if self.keep != Keep::First {
            by_rank = (0..articles).collect();
            let order = &self.order;
            pool.install(|| by_rank.par_sort_unstable_by_key(|&a| (order.get(a as usize), a)));
            self.order = Column::default();
            ranks = vec![0; articles as usize];
            for (&article, rank) in by_rank.iter().zip(0..) {
                ranks[article as usize] = rank;
            }
        }
        let mut first: Vec<u32> = (0..articles).collect();
        let rank = |record: u128| ranks.get(record as u32 as usize).copied().unwrap_or(record as u32);
        let same = std::mem::replace(&mut self.same, Runs::new(1, Path::new("")));
        let copies_of = |mut records: Vec<u128>| {
            records.sort_unstable_by_key(|&r| (r >> 32, rank(r)));
            let groups = records.chunk_by(|a, b| a >> 32 == b >> 32);
            let copies = groups.flat_map(|group| group[1..].iter().map(|&copy| (copy as u32, group[0] as u32)));
            Ok(copies.collect())
        };
        for_each_in(pool, same, copies_of, |(copy, original)| {
            first[copy as usize] = original;
            Ok(())
        })?;
        Ok(Verdicts {
            first,
            near: Vec::new(),
            by_rank,
            ranks,
        })
    }
}
