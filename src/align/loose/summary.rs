//! Is a paragraph a summary of the other article?
//!
//! Input: two readings; output: the run of words of the first whose words are carried over from all over the second. Of a summary much is carried over
//! and of the text around it little, while of two reports of one event some is carried over everywhere: so what counts is the gain times the contrast.
//! Cost: as for the borders, with the whole second article as the other range.

use super::company::{Scale, best_run, companies};
use super::{LooseParams, Passage};

/// Places of carried words below which nothing is said about their spread.
const MIN_PLACES: usize = 10;

pub(super) fn find(scale: &Scale<'_>, params: &LooseParams) -> Option<Passage> {
    let (whole, other) = (0..scale.a.stems.len(), 0..scale.b.stems.len());
    if (other.len() as f32) < params.summary_spread * params.summary_words as f32 {
        return None;
    }
    let companies = companies(scale, &whole, &other, params);
    let carried: Vec<f32> = companies
        .iter()
        .map(|found| {
            found.map_or(0.0, |(company, _)| {
                params.alone + (1.0 - params.alone) * (company / params.summary_company).min(1.0)
            })
        })
        .collect();
    let gains = scale
        .weight_a
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
        if found.is_some_and(|(_, place)| scale.is_shared_quotation(at, place, params.quoted_run)) {
            continue;
        }
        let sum = &mut sums[usize::from(!run.contains(&at))];
        sum.0 += scale.weight_a[at];
        sum.1 += scale.weight_a[at] * carried[at];
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
        telling,
    })
}
