//! Where does a rewritten passage begin and end?
//!
//! Input: two readings and a rough pair of ranges; output: the ranges word by word, or nothing where too little was
//! carried over. A word is carried over as far as the other range has its stem close to stems that stand around it here too, its
//! company. Where two words claim one place, the one in better company has it. The range is then the run of words whose gain, what is carried over less what a word must
//! bring at that density, is highest (Kadane's maximal sum), for one side and the other in turn. Cost: words of the ranges times occurrences of
//! their stems (at most [`MAX_OCCURRENCES`](super::MAX_OCCURRENCES)) times the company looked at.

use std::ops::Range;

use super::{Cluster, LooseParams, Passage, Reading, bit};
use crate::sketch::Weights;

/// Places of a stem whose company is weighed.
const LIKELY_PLACES: usize = 2;
/// Rounds in which the two sides are bordered in turn.
const ROUNDS: usize = 4;
/// Share of what a passage must tell below which its first border is no beginning.
const HOPELESS: f32 = 0.5;
/// Words of a run that are counted on either side of a word.
const RUN_WORDS: usize = 12;

/// Two readings and what their stems weigh in this pair.
#[derive(Debug, Clone)]
pub(super) struct Scale<'r> {
    pub(super) a: &'r Reading,
    pub(super) b: &'r Reading,
    pub(super) weight_a: Vec<f32>,
    pub(super) weight_b: Vec<f32>,
}

impl<'r> Scale<'r> {
    pub(super) fn new(a: &'r Reading, b: &'r Reading, weights: &Weights, params: &LooseParams) -> Self {
        let (mut weight_a, mut weight_b) = (vec![0.0; a.stems.len()], vec![0.0; b.stems.len()]);
        let (mut of_a, mut of_b) = (
            a.index.chunk_by(|x, y| x.0 == y.0).peekable(),
            b.index.chunk_by(|x, y| x.0 == y.0).peekable(),
        );
        loop {
            let (next_a, next_b) = (of_a.peek().map(|g| g[0].0), of_b.peek().map(|g| g[0].0));
            let Some(stem) = next_a.into_iter().chain(next_b).min() else {
                break;
            };
            let in_a = of_a.next_if(|g| g[0].0 == stem).unwrap_or_default();
            let in_b = of_b.next_if(|g| g[0].0 == stem).unwrap_or_default();
            let often = in_a.len().max(in_b.len());
            let weight = (weights.of(stem) / (1.0 + params.repetition * (often as f32).ln())).max(1.0);
            for &(_, at) in in_a {
                weight_a[at as usize] = weight;
            }
            for &(_, at) in in_b {
                weight_b[at as usize] = weight;
            }
        }
        Self {
            a,
            b,
            weight_a,
            weight_b,
        }
    }

    pub(super) fn swapped(&self) -> Self {
        Self {
            a: self.b,
            b: self.a,
            weight_a: self.weight_b.clone(),
            weight_b: self.weight_a.clone(),
        }
    }

    /// Whether a word of `a` and its place in `b` belong to a quotation that both print word for word.
    pub(super) fn is_shared_quotation(&self, at: usize, place: usize, words: usize) -> bool {
        (self.a.spoken[at] || self.b.spoken[place]) && run_through(&self.a.words, at, &self.b.words, place) >= words
    }
}

/// Words in a row that agree around two places.
fn run_through(a: &[u64], at: usize, b: &[u64], place: usize) -> usize {
    let (head_a, tail_a) = a.split_at(at);
    let (head_b, tail_b) = b.split_at(place);
    let before = head_a
        .iter()
        .rev()
        .zip(head_b.iter().rev())
        .take(RUN_WORDS)
        .take_while(|(x, y)| x == y);
    let after = tail_a.iter().zip(tail_b).take(RUN_WORDS).take_while(|(x, y)| x == y);
    before.count() + after.count()
}

/// For each word over `least_weight` of a window of `a` the place in a range of `b` where it stands in the best company, and what that weighs.
pub(super) fn companies(
    scale: &Scale<'_>,
    window: &Range<usize>,
    other: &Range<usize>,
    least_weight: f32,
    params: &LooseParams,
) -> Vec<Option<(f32, usize)>> {
    let (a, b) = (&scale.a.stems, &scale.b.stems);
    let close = |place: usize| {
        place.saturating_sub(params.other_reach).max(other.start)..(place + params.other_reach + 1).min(other.end)
    };
    let one = |at: usize| -> Option<(f32, usize)> {
        let s = a[at];
        if scale.weight_a[at] <= least_weight || s == 0 {
            return None;
        }
        let places = scale.b.places(s, other);
        let first = places.first()?.1 as usize;
        let own = at.saturating_sub(params.reach)..(at + params.reach + 1).min(a.len());
        let company = a[own.clone()].iter().fold(0, |bits, &k| bits | bit(k)) & !bit(s) & !bit(0);
        // The few places with most stems in common, by their bits; the first of equals.
        let mut likely = [(0, 0_u32); LIKELY_PLACES];
        for &(_, place) in places {
            let mut entry = ((scale.b.around[place as usize] & company).count_ones(), place);
            for kept in &mut likely {
                if entry.0 > kept.0 {
                    std::mem::swap(kept, &mut entry);
                }
            }
        }
        // A word without any company stands at its first place.
        let mut best = (0.0, first);
        for &(_, place) in likely.iter().take_while(|l| l.0 > 1) {
            let place = place as usize;
            let near = &b[close(place)];
            let sum: f32 = own
                .clone()
                .filter(|&k| a[k] != s && a[k] != 0 && scale.b.around[place] & bit(a[k]) != 0 && near.contains(&a[k]))
                .map(|k| scale.weight_a[k])
                .sum();
            if sum > best.0 {
                best = (sum, place);
            }
        }
        Some(best)
    };
    window.clone().map(one).collect()
}

/// The run of words with the highest sum of gains, and that sum; nothing where no gain is above zero.
pub(super) fn best_run(gains: impl Iterator<Item = f32>) -> Option<(Range<usize>, f32)> {
    let (mut best, mut sum, mut start) = (None, 0.0_f32, 0);
    for (at, gain) in gains.enumerate() {
        if sum <= 0.0 {
            (sum, start) = (0.0, at);
        }
        sum += gain;
        if sum > best.as_ref().map_or(0.0, |&(_, most)| most) {
            best = Some((start..at + 1, sum));
        }
    }
    best
}

/// One side of a passage with its borders.
struct Bordered {
    range: Range<usize>,
    /// Weight of its words, shared quotations apart, and how much of it is carried over.
    weight: f32,
    carried: f32,
}

impl Bordered {
    fn density(&self) -> f32 {
        self.carried / self.weight.max(f32::MIN_POSITIVE)
    }
}

/// Borders of the range of `a` that goes with a range of `b`.
fn border(scale: &Scale<'_>, range: &Range<usize>, other: &Range<usize>, params: &LooseParams) -> Option<Bordered> {
    let window =
        range.start.saturating_sub(params.step_words)..(range.end + params.step_words).min(scale.a.stems.len());
    let companies = companies(scale, &window, other, 0.0, params);
    let mut claims = vec![0.0_f32; other.len()];
    for &(company, place) in companies.iter().flatten() {
        let claim = &mut claims[place - other.start];
        *claim = claim.max(company);
    }
    let carried: Vec<f32> = companies
        .iter()
        .map(|found| {
            let Some((company, place)) = *found else { return 0.0 };
            let full = params.alone + (1.0 - params.alone) * (company / params.full_company).min(1.0);
            let claim = claims[place - other.start];
            if claim > 0.0 {
                full * (company / claim).powf(params.rivalry)
            } else {
                full
            }
        })
        .collect();
    let weights = &scale.weight_a[window.clone()];
    let (mut weight, mut sum) = (0.0, 0.0);
    for at in range.start - window.start..range.end - window.start {
        weight += weights[at];
        sum += weights[at] * carried[at];
    }
    let threshold =
        (sum / f32::max(weight, f32::MIN_POSITIVE) * params.border).clamp(params.least_border, params.most_border);
    let (run, _) = best_run(weights.iter().zip(&carried).map(|(w, c)| w * (c - threshold)))?;
    let (mut weight, mut sum) = (0.0, 0.0);
    for at in run.clone() {
        let quotation = companies[at]
            .is_some_and(|(_, place)| scale.is_shared_quotation(window.start + at, place, params.quoted_run));
        if !quotation {
            weight += weights[at];
            sum += weights[at] * carried[at];
        }
    }
    Some(Bordered {
        range: run.start + window.start..run.end + window.start,
        weight,
        carried: sum,
    })
}

/// Finds the borders of the passage in a cluster, and whether it tells enough.
pub(super) fn refine(scale: &Scale<'_>, cluster: &Cluster, params: &LooseParams) -> Option<Passage> {
    let mut a = cluster.a.start as usize..cluster.a.end as usize;
    let mut b = cluster.b.start as usize..cluster.b.end as usize;
    let swapped = scale.swapped();
    let (mut carried, mut density) = (0.0, 0.0);
    for _ in 0..ROUNDS {
        let of_a = border(scale, &a, &b, params)?;
        if of_a.carried * of_a.density().powi(2) < HOPELESS * params.min_telling {
            return None;
        }
        let of_b = border(&swapped, &b, &of_a.range, params)?;
        carried = of_a.carried.min(of_b.carried);
        density = of_a.density().min(of_b.density());
        if carried * density.powi(2) < HOPELESS * params.min_telling {
            return None;
        }
        let settled = of_a.range == a && of_b.range == b;
        (a, b) = (of_a.range, of_b.range);
        if settled {
            break;
        }
    }
    let telling = carried * density * density;
    let long = a.len().min(b.len()) >= params.min_words as usize;
    (long && density >= params.min_density && telling >= params.min_telling).then_some(Passage {
        a,
        b,
        carried,
        density,
        telling,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_run_is_the_one_with_the_highest_sum() {
        let check = |gains: &[f32], expected: Option<(Range<usize>, f32)>| {
            assert_eq!(best_run(gains.iter().copied()), expected, "{gains:?}");
        };
        check(&[], None);
        check(&[-1.0, -2.0], None);
        check(&[-1.0, 2.0, 3.0, -9.0, 4.0], Some((1..3, 5.0)));
        check(&[2.0, -1.0, 2.0], Some((0..3, 3.0)));
    }
}
