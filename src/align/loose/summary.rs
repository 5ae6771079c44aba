//! Is a paragraph a summary of the other article?
//!
//! Input: two readings; output: the run of words of the first whose words are carried over from all over the second. Of a summary much is carried over
//! and of the text around it little, while of two reports of one event some is carried over everywhere: so what counts is the gain times the contrast.
//! Cost: as for the borders, with the whole second article as the other range.

use super::company::{Half, best_run, companies};
use super::{COMMON_WEIGHT, LooseParams, Passage};

/// Places of carried words below which nothing is said about their spread.
const MIN_PLACES: usize = 10;

pub(super) fn find(one: &Half<'_>, text: &Half<'_>, params: &LooseParams) -> Option<Passage> {
    let (whole, other) = (0..one.weights.len(), 0..text.weights.len());
    if (other.len() as f32) < params.summary_spread * params.summary_words as f32 {
        return None;
    }
    let companies = companies(one, text, &whole, &other, COMMON_WEIGHT, params);
    // Common words stand everywhere, so here they count for nothing.
    let weights: Vec<f32> = one
        .weights
        .iter()
        .map(|&w| if w > COMMON_WEIGHT { w } else { 0.0 })
        .collect();
    let carried: Vec<f32> = companies
        .iter()
        .map(|found| {
            found.map_or(0.0, |(company, _)| {
                params.alone + (1.0 - params.alone) * (company / params.summary_company).min(1.0)
            })
        })
        .collect();
    let gains = weights
        .iter()
        .zip(&carried)
        .map(|(w, c)| w * (c - params.summary_border));
    let (run, gain) = best_run(gains)?;
    if run.len() < params.summary_words as usize {
        return None;
    }
    // (weight, carried) inside and outside, shared quotations apart.
    let mut sums = [(0.0_f32, 0.0_f32); 2];
    for (at, found) in companies.iter().enumerate() {
        if found.is_some_and(|(_, place)| one.is_shared_quotation(at, text, place, params.quoted_run)) {
            continue;
        }
        let sum = &mut sums[usize::from(!run.contains(&at))];
        sum.0 += weights[at];
        sum.1 += weights[at] * carried[at];
    }
    let density = |(weight, carried): (f32, f32)| carried / f32::max(weight, 1.0);
    let telling = gain * (density(sums[0]) - 2.0 * density(sums[1]));
    let mut places: Vec<usize> = companies[run.clone()]
        .iter()
        .flatten()
        .filter(|(company, _)| *company >= params.summary_company)
        .map(|&(_, place)| place)
        .collect();
    places.sort_unstable();
    if telling < params.min_summary || places.len() < MIN_PLACES {
        return None;
    }
    // Of a passage that is merely rewritten, most words come from one place.
    let quarter = places.len() / 4;
    let spread = 2 * (places[places.len() - 1 - quarter] + 1 - places[quarter]);
    if (spread as f32) < params.summary_spread * run.len() as f32 {
        return None;
    }
    Some(Passage {
        a: run,
        b: places[0]..places[places.len() - 1] + 1,
        carried: sums[0].1,
        density: density(sums[0]),
        telling,
        is_summary: true,
    })
}
