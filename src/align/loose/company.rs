//! Where does a rewritten passage begin and end?
//!
//! Input: two readings and a rough pair of ranges; output: the ranges word by word, or nothing where too little was
//! carried over. A word is carried over as far as the other range has its stem close to stems that stand around it here too, its
//! company. Where two words claim one place, the one in better company has it. The range is then the run of words whose gain, what is carried over less what a word must
//! bring at that density, is highest (Kadane's maximal sum), for one side and the other in turn. Cost: words of the ranges times occurrences of
//! their stems (at most [`MAX_OCCURRENCES`](super::MAX_OCCURRENCES)) times the company looked at.

use std::ops::Range;

use super::{COMMON_WEIGHT, Cluster, LooseParams, MAX_OCCURRENCES, Passage, Reading, bit};

/// Places of a stem whose company is weighed.
const LIKELY_PLACES: usize = 2;
/// Rounds in which the two sides are bordered in turn.
const ROUNDS: usize = 4;
/// Share of what a passage must tell below which its first border is no beginning.
const HOPELESS: f32 = 0.5;
/// How much of a word must be carried over for its place to count in the order.
const CARRIED: f32 = 0.5;
/// Words of a run that are counted on either side of a word.
const RUN_WORDS: usize = 12;

/// One article of a pair, as the other one sees it.
#[derive(Debug)]
pub(super) struct Half<'r> {
    pub(super) reading: &'r Reading,
    /// What each word weighs in this pair.
    pub(super) weights: Vec<f32>,
    /// For each word the entries of the other reading's index that are its stem: first and number.
    links: Vec<(u32, u32)>,
}

impl<'r> Half<'r> {
    fn new(reading: &'r Reading) -> Self {
        let words = reading.stems.len();
        Self {
            reading,
            // A word that is set aside weighs as a common one: it is neither carried over nor much missed.
            weights: reading.weights.iter().map(|&w| w.max(COMMON_WEIGHT)).collect(),
            links: vec![(0, 0); words],
        }
    }

    /// Whether a word here and its place in the other article belong to a quotation that both print word for word.
    pub(super) fn is_shared_quotation(&self, at: usize, other: &Half<'_>, place: usize, words: usize) -> bool {
        (self.reading.spoken[at] || other.reading.spoken[place])
            && run_through(&self.reading.words, at, &other.reading.words, place) >= words
    }
}

/// Two readings and what their stems weigh in this pair: less, the oftener they stand in either.
pub(super) fn halves<'r>(a: &'r Reading, b: &'r Reading, params: &LooseParams) -> (Half<'r>, Half<'r>) {
    let (mut of_a, mut of_b) = (Half::new(a), Half::new(b));
    let (mut x, mut y) = (0, 0);
    while x < a.groups.len() || y < b.groups.len() {
        let (next_a, next_b) = (a.stem_of_group(x), b.stem_of_group(y));
        let stem = next_a.min(next_b);
        let in_a = if next_a == stem { a.group(x) } else { 0..0 };
        let in_b = if next_b == stem { b.group(y) } else { 0..0 };
        (x, y) = (x + usize::from(!in_a.is_empty()), y + usize::from(!in_b.is_empty()));
        let often = in_a.len().max(in_b.len());
        if often > 1 {
            let less = 1.0 / (1.0 + params.repetition * (often as f32).ln());
            for (half, places) in [(&mut of_a, &in_a), (&mut of_b, &in_b)] {
                for &(_, at) in &half.reading.index[places.clone()] {
                    let weight = &mut half.weights[at as usize];
                    *weight = (*weight * less).max(COMMON_WEIGHT);
                }
            }
        }
        if !in_a.is_empty() && !in_b.is_empty() {
            let link = |to: &Range<usize>| (to.start as u32, to.len() as u32);
            for &(_, at) in &a.index[in_a.clone()] {
                of_a.links[at as usize] = link(&in_b);
            }
            for &(_, at) in &b.index[in_b.clone()] {
                of_b.links[at as usize] = link(&in_a);
            }
        }
    }
    (of_a, of_b)
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

/// For each word over `least_weight` of a window of `one` the place in a range of `other` where it stands in the best company, and what that weighs.
pub(super) fn companies(
    one: &Half<'_>,
    other: &Half<'_>,
    window: &Range<usize>,
    range: &Range<usize>,
    least_weight: f32,
    params: &LooseParams,
) -> Vec<Option<(f32, usize)>> {
    let (a, b) = (&one.reading.stems, &other.reading.stems);
    let around = &other.reading.around;
    let close = |place: usize| {
        place.saturating_sub(params.other_reach).max(range.start)..(place + params.other_reach + 1).min(range.end)
    };
    let company_of = |at: usize| -> Option<(f32, usize)> {
        let (from, count) = one.links[at];
        if count == 0 || one.weights[at] <= least_weight {
            return None;
        }
        let all = &other.reading.index[from as usize..(from + count) as usize];
        let first = all.iter().position(|p| p.1 as usize >= range.start)?;
        let places = all[first..]
            .iter()
            .take(MAX_OCCURRENCES)
            .map(|p| p.1 as usize)
            .take_while(|&p| p < range.end);
        let own = at.saturating_sub(params.reach)..(at + params.reach + 1).min(a.len());
        let s = a[at];
        // The other words around it that the other article has at all.
        let mut company = 0;
        for k in own.clone().filter(|&k| one.links[k].1 > 0 && a[k] != s) {
            company |= bit(a[k]);
        }
        // The few places with most stems in common, by their bits; the first of equals.
        let mut likely = [(0, 0_usize); LIKELY_PLACES];
        let mut nearest = None;
        for place in places {
            nearest.get_or_insert(place);
            let mut entry = ((around[place] & company).count_ones(), place);
            for kept in &mut likely {
                if entry.0 > kept.0 {
                    std::mem::swap(kept, &mut entry);
                }
            }
        }
        // A word without any company stands at its first place.
        let mut best = (0.0, nearest?);
        for &(_, place) in likely.iter().take_while(|l| l.0 > 1) {
            let near = &b[close(place)];
            let bits = around[place] & company;
            let sum: f32 = own
                .clone()
                .filter(|&k| one.links[k].1 > 0 && bits & bit(a[k]) != 0 && a[k] != s && near.contains(&a[k]))
                .map(|k| one.weights[k])
                .sum();
            if sum > best.0 {
                best = (sum, place);
            }
        }
        Some(best)
    };
    window.clone().map(company_of).collect()
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

/// Length of the longest part of some places, others left out, that rises.
fn rising(places: &[usize]) -> usize {
    // For each length the least place at which such a part can end (Schensted 1961).
    let mut ends: Vec<usize> = Vec::new();
    for &place in places {
        let at = ends.partition_point(|&e| e < place);
        if at == ends.len() {
            ends.push(place);
        } else {
            ends[at] = place;
        }
    }
    ends.len()
}

/// One side of a passage with its borders.
struct Bordered {
    range: Range<usize>,
    /// Weight of its words, shared quotations apart, and how much of it is carried over.
    weight: f32,
    carried: f32,
    /// Share of the words carried over that stand in one order in both articles.
    order: f32,
}

impl Bordered {
    fn density(&self) -> f32 {
        self.carried / self.weight.max(f32::MIN_POSITIVE)
    }

    /// How much speaks for one text: what is carried over, how densely, and in how much the same order. The exponents are
    /// near those of a logistic regression over passages of the train split.
    fn telling(&self) -> f32 {
        self.carried * self.density().powi(3) * self.order * self.order.sqrt()
    }
}

/// Borders of the range of `one` that goes with a range of `other`.
fn border(
    one: &Half<'_>,
    other: &Half<'_>,
    range: &Range<usize>,
    opposite: &Range<usize>,
    params: &LooseParams,
) -> Option<Bordered> {
    let window = range.start.saturating_sub(params.step_words)..(range.end + params.step_words).min(one.weights.len());
    let companies = companies(one, other, &window, opposite, 0.0, params);
    let mut claims = vec![0.0_f32; opposite.len()];
    for &(company, place) in companies.iter().flatten() {
        let claim = &mut claims[place - opposite.start];
        *claim = claim.max(company);
    }
    let carried: Vec<f32> = companies
        .iter()
        .map(|found| {
            let Some((company, place)) = *found else { return 0.0 };
            let full = params.alone + (1.0 - params.alone) * (company / params.full_company).min(1.0);
            let claim = claims[place - opposite.start];
            if claim > company {
                full * (company / claim).powf(params.rivalry)
            } else {
                full
            }
        })
        .collect();
    let weights = &one.weights[window.clone()];
    let (mut weight, mut sum) = (0.0, 0.0);
    for at in range.start - window.start..range.end - window.start {
        weight += weights[at];
        sum += weights[at] * carried[at];
    }
    let threshold =
        (sum / f32::max(weight, f32::MIN_POSITIVE) * params.border).clamp(params.least_border, params.most_border);
    let (run, _) = best_run(weights.iter().zip(&carried).map(|(w, c)| w * (c - threshold)))?;
    let (mut weight, mut sum) = (0.0, 0.0);
    let mut places: Vec<usize> = Vec::with_capacity(run.len());
    for at in run.clone() {
        let place = companies[at].map(|c| c.1);
        if place.is_some_and(|p| one.is_shared_quotation(window.start + at, other, p, params.quoted_run)) {
            continue;
        }
        weight += weights[at];
        sum += weights[at] * carried[at];
        places.extend(place.filter(|_| carried[at] >= CARRIED && weights[at] > COMMON_WEIGHT));
    }
    Some(Bordered {
        range: run.start + window.start..run.end + window.start,
        weight,
        carried: sum,
        order: rising(&places) as f32 / places.len().max(1) as f32,
    })
}

/// Finds the borders of the passage in a cluster, and whether it tells enough.
pub(super) fn refine(a: &Half<'_>, b: &Half<'_>, cluster: &Cluster, params: &LooseParams) -> Option<Passage> {
    let mut range_a = cluster.a.start as usize..cluster.a.end as usize;
    let mut range_b = cluster.b.start as usize..cluster.b.end as usize;
    let hopeless = HOPELESS * params.min_telling;
    let mut sides = None;
    for _ in 0..ROUNDS {
        let of_a = border(a, b, &range_a, &range_b, params).filter(|s| s.telling() >= hopeless)?;
        let of_b = border(b, a, &range_b, &of_a.range, params).filter(|s| s.telling() >= hopeless)?;
        let settled = of_a.range == range_a && of_b.range == range_b;
        (range_a, range_b) = (of_a.range.clone(), of_b.range.clone());
        sides = Some((of_a, of_b));
        if settled {
            break;
        }
    }
    let (of_a, of_b) = sides?;
    let passage = Passage {
        carried: of_a.carried.min(of_b.carried),
        density: of_a.density().min(of_b.density()),
        telling: of_a.telling().min(of_b.telling()),
        is_summary: false,
        a: range_a,
        b: range_b,
    };
    let long = passage.a.len().min(passage.b.len()) >= params.min_words as usize;
    (long && passage.density >= params.min_density && passage.telling >= params.min_telling).then_some(passage)
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

    /// The plain second implementation: every place, every neighbour.
    fn companies_slowly(a: &[u32], b: &[u32], weights: &[f32], params: &LooseParams) -> Vec<Option<f32>> {
        let one = |at: usize| -> Option<f32> {
            let places: Vec<usize> = (0..b.len()).filter(|&p| b[p] == a[at]).take(MAX_OCCURRENCES).collect();
            let weigh = |place: usize| -> f32 {
                let near = &b[place.saturating_sub(params.other_reach)..(place + params.other_reach + 1).min(b.len())];
                let own = at.saturating_sub(params.reach)..(at + params.reach + 1).min(a.len());
                let kept = own.filter(|&k| a[k] != a[at] && near.contains(&a[k]));
                kept.map(|k| weights[k]).sum()
            };
            places.iter().map(|&p| weigh(p)).reduce(f32::max)
        };
        (0..a.len()).map(one).collect()
    }

    fn reading(words: &[u8]) -> Reading {
        let text: Vec<String> = words.iter().map(|w| format!("w{w}x")).collect();
        let text = text.join(" ");
        let tokens = crate::text::tokenize(&text);
        Reading::new(
            &text,
            &tokens,
            &[],
            &[],
            &crate::sketch::Weights::default(),
            &LooseParams::default(),
        )
    }

    proptest::proptest! {
        /// Only the likeliest places are weighed in full, so a word may be in worse company than the best there is, never in better;
        /// a word has some place exactly where the other text has it.
        #[test]
        fn no_company_is_better_than_the_best(a in proptest::collection::vec(0_u8..40, 1..60), b in proptest::collection::vec(0_u8..40, 1..60)) {
            let (a, b) = (reading(&a), reading(&b));
            let params = LooseParams::default();
            let (of_a, of_b) = halves(&a, &b, &params);
            let fast = companies(&of_a, &of_b, &(0..a.stems.len()), &(0..b.stems.len()), 0.0, &params);
            let slow = companies_slowly(&a.stems, &b.stems, &of_a.weights, &params);
            for (at, (fast, slow)) in fast.iter().zip(&slow).enumerate() {
                proptest::prop_assert_eq!(fast.is_some(), slow.is_some(), "word {}", at);
                if let (Some((fast, place)), Some(slow)) = (fast, slow) {
                    proptest::prop_assert_eq!(b.stems[*place], a.stems[at]);
                    proptest::prop_assert!(*fast <= slow + 1e-3, "word {}: {} over {}", at, fast, slow);
                    // A single place is weighed in full, unless a single stem is its company.
                    if b.stems.iter().filter(|&&s| s == a.stems[at]).count() == 1 {
                        proptest::prop_assert!(*fast == 0.0 || (fast - slow).abs() < 1e-3, "word {}: {} for {}", at, fast, slow);
                    }
                }
            }
        }

        #[test]
        fn what_rises_is_as_long_as_it_can_be(places in proptest::collection::vec(0_usize..30, 0..40)) {
            let mut longest: Vec<usize> = Vec::new();
            for (at, place) in places.iter().enumerate() {
                let before = (0..at).filter(|&k| places[k] < *place).map(|k| longest[k]).max();
                longest.push(before.unwrap_or(0) + 1);
            }
            proptest::prop_assert_eq!(rising(&places), longest.into_iter().max().unwrap_or(0));
        }
    }
}
