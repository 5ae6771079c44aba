//! Plagdet: precision, recall and granularity of alignments.
//!
//! Method: Potthast et al., COLING 2010, macro-averaged over cases and detections, as in the PAN shared tasks.
//! A case or a detection is a pair of spans; how much of it is covered is counted in code points of both texts.
//! Cost: cases × detections of one pair of articles, with interval unions.

use super::intervals::{shared, union};

/// Two spans that belong together: start and end in `a`, start and end in `b`.
pub type Case = [u32; 4];

/// Scores of alignments.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plagdet {
    /// The harmonic mean of both, divided by log2(1 + granularity).
    pub plagdet: f64,
    /// Mean share of a detection that lies in cases; `None` where there is none.
    pub precision: Option<f64>,
    /// Mean share of a case that is covered by detections; `None` where there is none.
    pub recall: Option<f64>,
    /// Mean number of detections for each case that has one; 1 is best.
    pub granularity: f64,
    /// Cases.
    pub cases: u64,
    /// Detections.
    pub detections: u64,
    /// Pairs of articles.
    pub pairs: u64,
    /// Pairs of articles without a case for which something was detected.
    pub alarms: u64,
}

/// Sums over pairs of articles.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    recall: f64,
    cases: u64,
    precision: f64,
    detections: u64,
    hits: u64,
    hit_cases: u64,
    pairs: u64,
    alarms: u64,
}

impl Tally {
    /// Adds what is true and what was detected between two articles; equal detections count once.
    pub fn add(&mut self, cases: &[Case], detections: &[Case]) {
        let mut detections = detections.to_vec();
        detections.sort_unstable();
        detections.dedup();
        self.pairs += 1;
        self.alarms += u64::from(cases.is_empty() && !detections.is_empty());
        for case in cases {
            let (share, hits) = covered(case, &detections);
            self.recall += share;
            self.cases += 1;
            self.hits += hits;
            self.hit_cases += u64::from(hits > 0);
        }
        for detection in &detections {
            self.precision += covered(detection, cases).0;
            self.detections += 1;
        }
    }

    /// The scores of all that was added.
    #[must_use]
    pub fn scores(&self) -> Plagdet {
        let mean = |sum: f64, of: u64| (of > 0).then(|| sum / of as f64);
        let (precision, recall) = (mean(self.precision, self.detections), mean(self.recall, self.cases));
        let (p, r) = (precision.unwrap_or(0.0), recall.unwrap_or(0.0));
        let granularity = mean(self.hits as f64, self.hit_cases).unwrap_or(1.0);
        let f1 = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        Plagdet {
            plagdet: f1 / (1.0 + granularity).log2(),
            precision,
            recall,
            granularity,
            cases: self.cases,
            detections: self.detections,
            pairs: self.pairs,
            alarms: self.alarms,
        }
    }
}

/// Whether two cases overlap in both texts.
pub(super) fn overlap(x: &Case, y: &Case) -> bool {
    shared((x[0], x[1]), (y[0], y[1])) > 0 && shared((x[2], x[3]), (y[2], y[3])) > 0
}

/// Share of `case` that the overlapping ones of `by` cover, and how many those are.
fn covered(case: &Case, by: &[Case]) -> (f64, u64) {
    let (mut a, mut b) = (Vec::new(), Vec::new());
    for other in by.iter().filter(|other| overlap(case, other)) {
        a.push((case[0].max(other[0]), case[1].min(other[1])));
        b.push((case[2].max(other[2]), case[3].min(other[3])));
    }
    let size = f64::from(case[1] - case[0]) + f64::from(case[3] - case[2]);
    let inside = union(&mut a) + union(&mut b);
    (inside as f64 / size.max(1.0), a.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// As the PAN scorer counts: sets of characters.
    fn plain(cases: &[Case], detections: &[Case]) -> (f64, f64, f64) {
        let covered = |x: &Case, ys: &[&Case]| {
            let (mut a, mut b) = (BTreeSet::new(), BTreeSet::new());
            for y in ys {
                a.extend(x[0].max(y[0])..x[1].min(y[1]));
                b.extend(x[2].max(y[2])..x[3].min(y[3]));
            }
            (a.len() + b.len()) as f64 / f64::from(x[1] - x[0] + x[3] - x[2])
        };
        let hits = |x: &Case| -> bool { x[1] > x[0] && x[3] > x[2] };
        assert!(cases.iter().chain(detections).all(hits));
        let over = |x: &Case, y: &Case| x[1].min(y[1]) > x[0].max(y[0]) && x[3].min(y[3]) > x[2].max(y[2]);
        let detections: Vec<Case> = detections
            .iter()
            .copied()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        let mean = |v: &[f64], none: f64| {
            if v.is_empty() {
                none
            } else {
                v.iter().sum::<f64>() / v.len() as f64
            }
        };
        let (mut recall, mut granularity, mut precision) = (Vec::new(), Vec::new(), Vec::new());
        for case in cases {
            let hit: Vec<&Case> = detections.iter().filter(|d| over(case, d)).collect();
            recall.push(covered(case, &hit));
            if !hit.is_empty() {
                granularity.push(hit.len() as f64);
            }
        }
        for detection in &detections {
            let hit: Vec<&Case> = cases.iter().filter(|c| over(c, detection)).collect();
            precision.push(covered(detection, &hit));
        }
        (mean(&precision, 0.0), mean(&recall, 0.0), mean(&granularity, 1.0))
    }

    fn case() -> impl Strategy<Value = Case> {
        (0_u32..40, 1_u32..12, 0_u32..40, 1_u32..12).prop_map(|(a, n, b, m)| [a, a + n, b, b + m])
    }

    proptest! {
        #[test]
        fn intervals_count_as_sets_of_characters_do(
            cases in prop::collection::vec(case(), 0..5),
            detections in prop::collection::vec(case(), 0..6),
        ) {
            let mut tally = Tally::default();
            tally.add(&cases, &detections);
            let scores = tally.scores();
            let (precision, recall, granularity) = plain(&cases, &detections);
            prop_assert!((scores.precision.unwrap_or(0.0) - precision).abs() < 1e-9);
            prop_assert!((scores.recall.unwrap_or(0.0) - recall).abs() < 1e-9);
            prop_assert!((scores.granularity - granularity).abs() < 1e-9);
        }
    }

    #[test]
    fn worked_by_hand() {
        let mut tally = Tally::default();
        // Half of the case, found in two parts; one detection is half beside it.
        tally.add(&[[0, 100, 0, 100]], &[[0, 25, 0, 25], [50, 75, 50, 75]]);
        tally.add(&[], &[[0, 10, 0, 10]]);
        let scores = tally.scores();
        assert_eq!((scores.recall, scores.precision), (Some(0.5), Some(2.0 / 3.0)));
        assert_eq!((scores.alarms, scores.pairs, scores.detections), (1, 2, 3));
        assert!((scores.granularity - 2.0).abs() < 1e-9);
        let f1 = 2.0 * 0.5 * (2.0 / 3.0) / (0.5 + 2.0 / 3.0);
        assert!((scores.plagdet - f1 / 3_f64.log2()).abs() < 1e-9);
    }
}
