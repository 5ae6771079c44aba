//! Rewritten passages among exact matches: which of the two is the better account of a pair's text?
//!
//! Input: the exact matches of a scan and the rewritten passages found after them; output: the matches to go on with. A rewritten
//! passage takes the place of the short exact runs inside it; where exact runs are most of it, or one of them is long and
//! unchanged, they stay and it goes: words that are the same are evidence that anybody can check. In articles of the same
//! days exact runs always stay. Invariant: matches of other pairs, and those that touch no rewritten passage, are left as they are. Cost:
//! one look-up a match.

use crate::align::Alignment;
use crate::article::ArticleIx;
use crate::hash;
use crate::passage::Match;
use crate::sketch::Kin;

/// Share of a rewritten passage from which exact matches inside it are the better account of it.
const EXACT_ENOUGH: f32 = 0.6;
/// The same for articles of the same days.
const EXACT_ENOUGH_CONTEMPORARY: f32 = 0.1;
/// Words of an exact match, and their share of its columns, from which it is never taken up.
const COPIED_WORDS: u32 = 25;
const COPIED_IDENTITY: f32 = 0.9;
/// Words from which it is one whatever stands around it.
pub(super) const COPY_WORDS: u32 = 40;
/// Share of an exact match that must lie inside a rewritten passage to be taken up by it.
const TAKEN_UP: f32 = 0.5;
/// Share of the shorter article that exact matches must cover for a pair to need no second look.
const COPIED: f32 = 0.7;

/// Exact matches by pair of articles: places in the list of matches.
pub(super) struct Exact {
    of: hash::Map<u64, Vec<usize>>,
    words: hash::Map<u64, u32>,
}

/// Whether an exact match has so many words and is so little changed that it is a copy.
pub(super) fn is_copy(alignment: &Alignment, words: u32) -> bool {
    alignment.words >= words && alignment.words as f32 >= COPIED_IDENTITY * alignment.columns as f32
}

fn key(x: ArticleIx, y: ArticleIx) -> u64 {
    u64::from(x.min(y)) << 32 | u64::from(x.max(y))
}

impl Exact {
    pub(super) fn new(found: &[Match]) -> Self {
        let (mut of, mut words) = (hash::Map::default(), hash::Map::default());
        for (at, m) in found.iter().enumerate() {
            if m.a != m.b && !m.set_aside {
                of.entry(key(m.a, m.b)).or_insert_with(Vec::new).push(at);
                *words.entry(key(m.a, m.b)).or_insert(0) += m.alignment.words;
            }
        }
        Self { of, words }
    }

    pub(super) fn has(&self, kin: Kin) -> bool {
        self.of.contains_key(&key(kin.a, kin.b))
    }

    pub(super) fn is_copied(&self, kin: Kin, words: &[u32]) -> bool {
        let shorter = words[kin.a as usize].min(words[kin.b as usize]);
        self.words
            .get(&key(kin.a, kin.b))
            .is_some_and(|&w| w as f32 >= COPIED * shorter as f32)
    }

    /// Puts rewritten passages among the matches from which this was made; `rank` is less for what is earlier, `contemporary` are articles of the same days.
    pub(super) fn merge(
        &self,
        found: &mut Vec<Match>,
        rewritten: Vec<(Kin, Alignment)>,
        rank: impl Fn(ArticleIx) -> u32,
        contemporary: impl Fn(ArticleIx, ArticleIx) -> bool,
    ) {
        let mut taken_up: Vec<usize> = Vec::new();
        let mut added: Vec<Match> = Vec::new();
        for (kin, alignment) in rewritten {
            let none = Vec::new();
            let exact = self.of.get(&key(kin.a, kin.b)).unwrap_or(&none);
            let earlier_first = rank(kin.a) <= rank(kin.b);
            let (a, b, alignment) = if earlier_first {
                (kin.a, kin.b, alignment)
            } else {
                (kin.b, kin.a, alignment.swapped())
            };
            // Words of it that an exact match of the pair has in both articles.
            let common = |at: usize| -> u32 {
                let k = &found[at].alignment;
                let on = |s1: u32, e1: u32, s2: u32, e2: u32| e1.min(e2).saturating_sub(s1.max(s2));
                on(k.a_start, k.a_end, alignment.a_start, alignment.a_end).min(on(
                    k.b_start,
                    k.b_end,
                    alignment.b_start,
                    alignment.b_end,
                ))
            };
            let covered: u32 = exact.iter().map(|&at| common(at)).sum();
            let shorter = (alignment.a_end - alignment.a_start).min(alignment.b_end - alignment.b_start);
            let enough = if contemporary(a, b) {
                EXACT_ENOUGH_CONTEMPORARY
            } else {
                EXACT_ENOUGH
            };
            let inside = |at: &usize| {
                let k = &found[*at].alignment;
                common(*at) as f32 >= TAKEN_UP * (k.a_end - k.a_start).max(k.b_end - k.b_start) as f32
            };
            let copied = |at: &usize| is_copy(&found[*at].alignment, COPIED_WORDS);
            if covered as f32 >= enough * shorter as f32 || exact.iter().any(|at| inside(at) && copied(at)) {
                continue;
            }
            taken_up.extend(exact.iter().copied().filter(inside));
            added.push(Match {
                a,
                b,
                alignment,
                set_aside: false,
            });
        }
        taken_up.sort_unstable();
        taken_up.dedup();
        let mut at = 0;
        found.retain(|_| {
            at += 1;
            taken_up.binary_search(&(at - 1)).is_err()
        });
        found.extend(added);
    }
}
