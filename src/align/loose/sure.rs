//! How much must a rewritten passage tell in this corpus?
//!
//! Input: what each passage that was found tells; output: those to be believed. Articles on one subject that nobody copied are
//! alike by chance, and how often is a matter of the corpus: in one of many subjects next to never, in a year of news about one
//! war at every turn. Chance likeness is the rarer the more it tells, while what was copied tells much as a rule. So passages are believed from the one
//! that tells most downwards, as long as a good share of them tell so much that chance is out of the question: the
//! reasoning of mixture models for peptide hits (Keller et al. 2002), without the fit of a curve, for which small corpora have too few.
//!
//! Invariants: of passages that tell as much, all are believed or none, so order does not matter; a few passages are always believed, since little can
//! be said of how they are spread. Cost: sorting.

use super::{LooseParams, Rewritten};

/// Passages beyond doubt that are counted before the first: what keeps small corpora as they are.
const PRIOR: f32 = 10.0;

/// Leaves out passages, told apart as summaries and others, that may well be chance likeness in a corpus like this.
#[must_use]
pub fn believed<T>(found: Vec<(T, Rewritten)>, params: &LooseParams) -> Vec<(T, Rewritten)> {
    let tells = |summary: bool| {
        let of_kind = found.iter().filter(|(_, r)| r.is_summary == summary);
        of_kind.map(|(_, r)| r.telling).collect::<Vec<f32>>()
    };
    let passages = least(tells(false), params.sure_telling, params.sure_share);
    let summaries = least(tells(true), params.sure_summary, params.sure_share);
    let enough = |r: &Rewritten| r.telling > if r.is_summary { summaries } else { passages };
    found.into_iter().filter(|(_, r)| enough(r)).collect()
}

/// What passages must tell more than for a share of them to tell `sure`.
fn least(mut tells: Vec<f32>, sure: f32, share: f32) -> f32 {
    tells.sort_unstable_by(|x, y| y.total_cmp(x));
    let beyond_doubt = tells.partition_point(|&t| t >= sure) as f32;
    let most = (beyond_doubt + PRIOR) / share.max(f32::MIN_POSITIVE) - PRIOR;
    tells.get(most.max(0.0) as usize).copied().unwrap_or(f32::NEG_INFINITY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_little_is_believed_among_much_that_tells() {
        let check = |(sure, doubtful): (usize, usize), expected: usize| {
            let tells = [
                vec![40.0; sure],
                (0..doubtful).map(|n| 3.0 + n as f32 / 1000.0).collect(),
            ]
            .concat();
            let least = least(tells.clone(), 30.0, 0.4);
            assert_eq!(
                tells.iter().filter(|&&t| t > least).count(),
                expected,
                "{sure} {doubtful}"
            );
        };
        check((0, 0), 0);
        // Too few to say anything.
        check((0, 15), 15);
        // Nothing but passages that tell little.
        check((0, 1000), 15);
        // As in a corpus of which much was copied, and in one of which little was.
        check((600, 400), 1000);
        check((100, 1900), 265);
    }

    #[test]
    fn passages_that_tell_as_much_go_together() {
        let least = least(vec![5.0; 100], 30.0, 0.4);
        assert!(5.0 <= least);
    }
}
