//! Exact seeds grown to maximal runs of equal words.

use super::Params;
use crate::sketch::shingle_hashes;

/// Chained hash table over the seeds of one stream: positions by seed, in order (as in LZ77 matchers).
#[derive(Debug)]
pub struct SeedIndex {
    /// Seed hash at each position.
    seeds: Vec<u64>,
    /// First position of each bucket, plus one; 0 is empty.
    heads: Vec<u32>,
    /// Next position of the same bucket, plus one.
    next: Vec<u32>,
    mask: usize,
}

impl SeedIndex {
    /// Indexes every run of `seed_words` tokens.
    #[must_use]
    pub fn new(stream: &[u64], params: &Params) -> Self {
        let seeds = seeds(stream, params.seed_words);
        let mask = (seeds.len() * 2).next_power_of_two() - 1;
        let mut heads = vec![0_u32; mask + 1];
        let mut next = vec![0_u32; seeds.len()];
        for at in (0..seeds.len()).rev() {
            let bucket = seeds[at] as usize & mask;
            next[at] = heads[bucket];
            heads[bucket] = at as u32 + 1;
        }
        Self {
            seeds,
            heads,
            next,
            mask,
        }
    }

    /// Positions of a seed, ascending.
    fn positions(&self, seed: u64) -> impl Iterator<Item = usize> + '_ {
        let mut at = self.heads[seed as usize & self.mask];
        std::iter::from_fn(move || {
            while at != 0 {
                let here = at as usize - 1;
                at = self.next[here];
                if self.seeds[here] == seed {
                    return Some(here);
                }
            }
            None
        })
    }
}

fn seeds(stream: &[u64], words: usize) -> Vec<u64> {
    if stream.len() < words.max(1) {
        return Vec::new();
    }
    shingle_hashes(stream, words)
}

/// A maximal run of equal words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Run {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) len: usize,
}

/// All maximal runs of at least `seed_words` words, at most `max_occurrences` for each place in `b`.
pub(super) fn runs(a: &[u64], index: &SeedIndex, b: &[u64], params: &Params) -> Vec<Run> {
    collect(a, index, b, &seeds(b, params.seed_words), params, |_, _| usize::MAX)
}

/// The same inside one stream: `a` before `b`, not overlapping.
pub(super) fn self_runs(a: &[u64], index: &SeedIndex, params: &Params) -> Vec<Run> {
    collect(a, index, a, &index.seeds, params, |i, j| j.saturating_sub(i))
}

/// `limit(i, j)` bounds the length of a run that starts at `a[i]`, `b[j]`.
fn collect(
    a: &[u64],
    index: &SeedIndex,
    b: &[u64],
    b_seeds: &[u64],
    params: &Params,
    limit: impl Fn(usize, usize) -> usize,
) -> Vec<Run> {
    let mut runs = Vec::new();
    // Runs that reach beyond the current place in `b`, as (diagonal, end in b).
    let mut open: Vec<(isize, usize)> = Vec::new();
    for (j, &seed) in b_seeds.iter().enumerate() {
        open.retain(|&(_, end)| end > j);
        // Text that repeats without end: what is already being followed is enough, else this is quadratic.
        if !open.is_empty() && index.positions(seed).nth(params.max_occurrences).is_some() {
            continue;
        }
        for i in index.positions(seed).take(params.max_occurrences) {
            let longest = limit(i, j);
            let diagonal = i as isize - j as isize;
            if longest < params.seed_words || open.iter().any(|&(d, _)| d == diagonal) {
                continue;
            }
            let len = a[i..]
                .iter()
                .zip(&b[j..])
                .take(longest)
                .take_while(|(x, y)| x == y)
                .count();
            if len < params.seed_words {
                continue; // Two seeds with one hash.
            }
            runs.push(Run { a: i, b: j, len });
            // The run is known up to its last seed.
            open.push((diagonal, j + len + 1 - params.seed_words.min(len)));
        }
    }
    runs
}
