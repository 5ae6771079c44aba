//! Which sentences of two articles are alike?
//!
//! Input: the [`Terms`] of two articles, one of them indexed; output: [`Cluster`]s of neighbouring sentences that are
//! alike, as token ranges. A pair of sentences is scored by the cosine of its weighted stems, times how close that comes to the best either of the two has (so that in two texts on one
//! subject the sentence that was carried over stands out from its neighbours). Cost: one look-up for each stem of the second article, and a step for
//! each pair of places that share a stem; stems at very many places of both are passed over.

use std::ops::Range;

use super::company::best_run;
use super::{Cluster, LooseParams};
use crate::hash;
use crate::sketch::{Terms, Weights};

/// Pairs of places of one stem that are followed up: more tell nothing about where text was carried over.
const MAX_PLACES: usize = 400;
/// Sentences of a summary, about; and how many of them must be like sentences further apart than that.
const SUMMARY_SENTENCES: usize = 6;
const SUMMARY_SEEDS: usize = 2;
/// Share of the other sentences that may be like some, too.
const SUMMARY_OUTSIDE: f32 = 0.4;

/// One article's sentences, ready to be compared with those of many others.
#[derive(Debug)]
pub struct SentenceIndex<'t> {
    terms: &'t Terms,
    /// Where the sentences of each stem are listed.
    of: hash::Map<u32, Range<u32>>,
    sentences: Vec<u32>,
}

impl<'t> SentenceIndex<'t> {
    /// Indexes the sentences of one article.
    #[must_use]
    pub fn new(terms: &'t Terms) -> Self {
        let mut places: Vec<(u32, u32)> = (0..terms.sentences())
            .flat_map(|at| terms.of(at).iter().map(move |&s| (s, at as u32)))
            .collect();
        places.sort_unstable();
        let mut of = hash::Map::default();
        let mut at = 0;
        for group in places.chunk_by(|x, y| x.0 == y.0) {
            let end = at + group.len() as u32;
            of.insert(group[0].0, at..end);
            at = end;
        }
        Self {
            terms,
            of,
            sentences: places.into_iter().map(|p| p.1).collect(),
        }
    }
}

/// The length of each sentence as a vector of weights.
#[must_use]
pub fn norms(terms: &Terms, weights: &Weights) -> Vec<f32> {
    (0..terms.sentences())
        .map(|at| terms.of(at).iter().map(|&s| weights.of(s).powi(2)).sum::<f32>().sqrt())
        .collect()
}

/// Two sentences that share stems.
#[derive(Debug, Clone, Copy)]
struct Cell {
    a: u32,
    b: u32,
    cosine: f32,
}

/// Where two articles are alike, sentence by sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Likeness {
    /// Neighbouring sentences that are alike.
    pub clusters: Vec<Cluster>,
    /// Some neighbouring sentences of the first article are like sentences far apart in the second.
    pub may_sum_up: bool,
    /// The same the other way round.
    pub may_be_summed_up: bool,
}

/// The best partner of each sentence: (cosine, partner).
type Best = Vec<(f32, u32)>;

/// Compares two articles sentence by sentence; the norms are those of [`norms`].
#[must_use]
pub fn alike(
    a: &SentenceIndex<'_>,
    norms_a: &[f32],
    b: &Terms,
    norms_b: &[f32],
    weights: &Weights,
    params: &LooseParams,
) -> Likeness {
    let Compared { mut cells, of_a, of_b } = cells(a, norms_a, b, norms_b, weights, params);
    if gain(&of_a, norms_a, params).max(gain(&of_b, norms_b, params)) < params.min_gain {
        return Likeness::default();
    }
    cells.retain_mut(|cell| {
        let best = of_a[cell.a as usize].cosine.max(of_b[cell.b as usize].cosine);
        cell.cosine *= cell.cosine / best;
        cell.cosine >= params.min_cosine
    });
    let (mut best_a, mut best_b): (Best, Best) = (vec![(0.0, 0); norms_a.len()], vec![(0.0, 0); norms_b.len()]);
    for cell in &cells {
        let both = [
            (&mut best_a[cell.a as usize], cell.b),
            (&mut best_b[cell.b as usize], cell.a),
        ];
        for (best, partner) in both {
            if cell.cosine > best.0 {
                *best = (cell.cosine, partner);
            }
        }
    }
    let clusters = clusters(&mut cells, params)
        .into_iter()
        .map(|(of_a, of_b)| Cluster {
            a: a.terms.tokens(of_a.start as usize).start..a.terms.tokens(of_a.end as usize - 1).end,
            b: b.tokens(of_b.start as usize).start..b.tokens(of_b.end as usize - 1).end,
        })
        .collect();
    Likeness {
        clusters,
        may_sum_up: params.min_summary.is_finite() && may_sum_up(&best_a, params),
        may_be_summed_up: params.min_summary.is_finite() && may_sum_up(&best_b, params),
    }
}

/// What the best run of an article's sentences gains: each brings the share that its likest partner has of it, less
/// [`gain_border`](LooseParams::gain_border), times its length. The article
/// where that is more decides, since a sentence joined from two is in neither.
fn gain(likest: &[Likest], norms: &[f32], params: &LooseParams) -> f32 {
    let gains = norms
        .iter()
        .zip(likest)
        .map(|(n, l)| n * (l.carried - params.gain_border * n));
    best_run(gains).map_or(0.0, |(_, gain)| gain)
}

/// Whether a few neighbouring sentences are like sentences far apart, and hardly any others are.
fn may_sum_up(best: &Best, params: &LooseParams) -> bool {
    let alike = |best: &[(f32, u32)]| best.iter().filter(|b| b.0 >= params.summary_cosine).count();
    let all = alike(best);
    best.windows(SUMMARY_SENTENCES.min(best.len()).max(1)).any(|window| {
        let partners = window.iter().filter(|b| b.0 >= params.summary_cosine).map(|b| b.1);
        let (first, last) = partners.fold((u32::MAX, 0), |(first, last), p| (first.min(p), last.max(p)));
        let inside = alike(window);
        let outside = (all - inside) as f32 / (best.len() - window.len()).max(1) as f32;
        inside >= SUMMARY_SEEDS && last - first >= SUMMARY_SENTENCES as u32 && outside <= SUMMARY_OUTSIDE
    })
}

/// What the likest partners of a sentence come to.
#[derive(Debug, Clone, Copy, Default)]
struct Likest {
    cosine: f32,
    /// The most of its length that a partner has.
    carried: f32,
}

impl Likest {
    fn see(&mut self, cosine: f32, norm_of_partner: f32) {
        self.cosine = self.cosine.max(cosine);
        self.carried = self.carried.max(cosine * norm_of_partner);
    }
}

/// The sentences of two articles, compared.
struct Compared {
    /// Pairs that may be alike; in two long articles nearly any two sentences share a stem, and those are not held.
    cells: Vec<Cell>,
    of_a: Vec<Likest>,
    of_b: Vec<Likest>,
}

fn cells(
    a: &SentenceIndex<'_>,
    norms_a: &[f32],
    b: &Terms,
    norms_b: &[f32],
    weights: &Weights,
    params: &LooseParams,
) -> Compared {
    let mut row = vec![(0.0_f32, 0_u32); norms_a.len()];
    let mut touched: Vec<u32> = Vec::new();
    let mut found = Compared {
        cells: Vec::new(),
        of_a: vec![Likest::default(); norms_a.len()],
        of_b: vec![Likest::default(); norms_b.len()],
    };
    for (at, &norm_b) in norms_b.iter().enumerate() {
        let of_b = b.of(at);
        for s in of_b {
            let Some(places) = a.of.get(s).filter(|p| p.len() <= MAX_PLACES) else {
                continue;
            };
            let weight = weights.of(*s).powi(2);
            for &sentence in &a.sentences[places.start as usize..places.end as usize] {
                let cell = &mut row[sentence as usize];
                if cell.1 == 0 {
                    touched.push(sentence);
                }
                cell.0 += weight;
                cell.1 += 1;
            }
        }
        for &sentence in &touched {
            let (dot, shared) = std::mem::take(&mut row[sentence as usize]);
            let norm_a = norms_a[sentence as usize];
            let cosine = dot / (norm_a * norm_b).max(f32::MIN_POSITIVE);
            found.of_a[sentence as usize].see(cosine, norm_b);
            found.of_b[at].see(cosine, norm_a);
            let stems = a.terms.of(sentence as usize).len() + of_b.len();
            let dice = 2.0 * shared as f32 / stems.max(1) as f32;
            if cosine >= params.min_cosine && dice >= params.min_dice {
                found.cells.push(Cell {
                    a: sentence,
                    b: at as u32,
                    cosine,
                });
            }
        }
        touched.clear();
    }
    found
}

/// Parts cells at gaps of more than `max_gap` sentences, in one article and the other in turn until there is none; those
/// parts are left that are like enough in all.
fn clusters(cells: &mut [Cell], params: &LooseParams) -> Vec<(Range<u32>, Range<u32>)> {
    let mut found = Vec::new();
    // (place and length of a part, the article to part it by, whether the other one had no gap)
    let mut open = vec![(0, cells.len(), false, false)];
    while let Some((from, len, by_b, settled)) = open.pop() {
        let part = &mut cells[from..from + len];
        let key = |c: &Cell| if by_b { c.b } else { c.a };
        part.sort_unstable_by_key(|c| (key(c), c.a, c.b));
        let mut at = from;
        let lengths: Vec<usize> = part
            .chunk_by(|x, y| key(y) - key(x) <= params.max_gap + 1)
            .map(<[Cell]>::len)
            .collect();
        match lengths.as_slice() {
            [] => {}
            [_] if settled => {
                let bounds = |of: fn(&Cell) -> u32| {
                    let least = part.iter().map(of).min().unwrap_or(0);
                    least..part.iter().map(of).max().unwrap_or(0) + 1
                };
                // Each sentence of the side by which they are sorted counts with its best.
                let best = |same: &[Cell]| same.iter().map(|c| c.cosine.powi(2)).fold(0.0, f32::max);
                let likeness: f32 = part.chunk_by(|x, y| key(x) == key(y)).map(best).sum();
                if likeness >= params.min_likeness {
                    found.push((bounds(|c| c.a), bounds(|c| c.b)));
                }
            }
            [_] => open.push((from, len, !by_b, true)),
            several => {
                for &len in several {
                    open.push((at, len, !by_b, false));
                    at += len;
                }
            }
        }
    }
    found.sort_unstable_by_key(|(a, b)| (a.start, b.start, a.end, b.end));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_far_apart_in_either_article_are_parted() {
        let check = |seeds: &[(u32, u32)], expected: &[(Range<u32>, Range<u32>)]| {
            let cell = |&(a, b): &(u32, u32)| Cell { a, b, cosine: 1.0 };
            let mut cells: Vec<Cell> = seeds.iter().map(cell).collect();
            let params = LooseParams {
                max_gap: 2,
                ..LooseParams::default()
            };
            assert_eq!(clusters(&mut cells, &params), expected, "{seeds:?}");
        };
        check(&[], &[]);
        check(&[(3, 7)], &[(3..4, 7..8)]);
        check(&[(0, 5), (1, 4), (3, 6)], &[(0..4, 4..7)]);
        check(&[(0, 0), (1, 1), (2, 20), (3, 21)], &[(0..2, 0..2), (2..4, 20..22)]);
        check(
            &[(0, 0), (9, 1), (1, 9), (10, 10)],
            &[(0..1, 0..1), (1..2, 9..10), (9..10, 1..2), (10..11, 10..11)],
        );
    }
}
