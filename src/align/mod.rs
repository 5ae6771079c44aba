//! Two token streams → alignments: seeds, chains, extension, edits.
//!
//! Input: the token hashes of two articles; output: [`Alignment`]s, each a pair of token ranges with
//! the blocks of equal words inside. Exact seeds are grown to maximal runs, runs are chained across
//! gaps of changed words, gaps are aligned word by word, and both ends are extended while that pays
//! (seed-chain-extend as in minimap2, Li 2018; end extension by X-drop, Zhang et al. 2000). A chain that
//! is no match as a whole is cut into its parts that are. Paragraphs in another order are several
//! alignments of one pair.
//!
//! Invariants: a pure function of the two streams and [`Params`]; blocks of an alignment are in order
//! in both streams, do not overlap and hold equal words, and it begins and ends with one; no two alignments of a pair share most of
//! their words on one side. Cost: linear in both lengths for ordinary text; seeds that occur more than
//! `max_occurrences` times are thinned, so that repeated text stays linear too.

mod alignment;
mod borders;
mod chain;
mod edit;
mod join;
mod judge;
mod loose;
mod ranges;
mod seed;

pub use alignment::{Alignment, Block, MatchKind};
pub use borders::Borders;
pub use edit::{EditOp, edit_script};
pub use join::{JoinParams, Which, join};
pub use loose::{
    Cluster, Likeness, LooseParams, Reading, Rewritten, SentenceIndex, Side, align_loose, alike, believed, norms,
};
pub(crate) use ranges::Ranges;
pub use seed::SeedIndex;

use seed::Run;

/// Settings of the alignment stage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Params {
    /// Words of an exact seed. Shorter: more edited text is found (recall), more chance seeds (precision, speed).
    pub seed_words: usize,
    /// Occurrences of one seed that are followed up in each article. More: repeated text is aligned at
    /// more places (recall), slower.
    pub max_occurrences: usize,
    /// Words without agreement that a chain may cross on either side. Wider: edited copies stay whole
    /// (recall), unrelated neighbours are joined (precision).
    pub max_gap_words: usize,
    /// Words that must agree in an alignment. More: fewer chance matches (precision), short passages are missed (recall).
    pub min_words: usize,
    /// Words in a row that must agree somewhere in an alignment. More: names, titles and stock phrases that two
    /// reporters share by chance are no match (precision); fewer: heavily edited text is found (recall).
    pub min_run_words: usize,
    /// Share of aligned words that must agree. Higher: precision; lower: rewritten text is found (recall).
    pub min_identity: f64,
}

impl Default for Params {
    fn default() -> Self {
        Self {
            seed_words: 5,
            max_occurrences: 8,
            max_gap_words: 24,
            min_words: 16,
            min_run_words: 9,
            min_identity: 0.6,
        }
    }
}

/// Aligns two token streams; `index` must have been made of `a` with the same parameters.
///
/// ```
/// use dedupe::align::{align, Params, SeedIndex};
/// use dedupe::text::word_hash;
/// let words = |s: &str| s.split(' ').map(word_hash).collect::<Vec<u64>>();
/// let a = words("the council voted on monday to close the old bridge for repairs");
/// let b = words("yesterday the council voted on monday to shut the old bridge for good");
/// let params = Params { min_words: 6, min_run_words: 5, ..Params::default() };
/// let found = align(&a, &SeedIndex::new(&a, &params), &b, &params);
/// assert_eq!((found[0].a_start, found[0].a_end, found[0].words), (0, 11, 10));
/// ```
#[must_use]
pub fn align(a: &[u64], index: &SeedIndex, b: &[u64], params: &Params) -> Vec<Alignment> {
    finish(a, b, seed::runs(a, index, b, params), params, false)
}

/// Finds text that is repeated inside one stream; `a` is the earlier place, and the two never overlap.
#[must_use]
pub fn align_self(a: &[u64], params: &Params) -> Vec<Alignment> {
    let index = SeedIndex::new(a, params);
    finish(a, a, seed::self_runs(a, &index, params), params, true)
}

fn finish(a: &[u64], b: &[u64], runs: Vec<Run>, params: &Params, within: bool) -> Vec<Alignment> {
    let mut found: Vec<Alignment> = Vec::new();
    let (mut taken_a, mut taken_b) = (Ranges::default(), Ranges::default());
    for chain in chain::chains(runs, params) {
        let (Some(first), Some(last)) = (chain.first(), chain.last()) else {
            continue;
        };
        // Runs are maximal, so growing cannot lengthen one.
        if chain.iter().all(|run| run.len < params.min_run_words) {
            continue;
        }
        // What mostly repeats an earlier alignment on either side is an echo of it, since chains come best first.
        // Asked before growing, too: where text repeats with small changes, every chain grows over all of it.
        let span = |start: usize, end: usize| (start as u32, end as u32);
        if taken_a.has_most_of(span(first.a, last.a + last.len))
            || taken_b.has_most_of(span(first.b, last.b + last.len))
        {
            continue;
        }
        for part in judge::matches(&chain::grow(a, b, &chain, within), params) {
            let (in_a, in_b) = ((part.a_start, part.a_end), (part.b_start, part.b_end));
            if !taken_a.has_most_of(in_a) && !taken_b.has_most_of(in_b) {
                taken_a.add(in_a.0, in_a.1, ());
                taken_b.add(in_b.0, in_b.1, ());
                found.push(part);
            }
        }
    }
    found.sort_unstable_by_key(|m| (m.a_start, m.b_start, m.a_end, m.b_end));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<u64> {
        text.split_whitespace().map(crate::text::word_hash).collect()
    }

    fn find(a: &[u64], b: &[u64], params: &Params) -> Vec<Alignment> {
        align(a, &SeedIndex::new(a, params), b, params)
    }

    /// Alignments as `a_start..a_end=b_start..b_end:words`.
    fn check(a: &str, b: &str, expected: &[&str]) {
        let params = Params {
            min_words: 6,
            min_run_words: 5,
            ..Params::default()
        };
        let found: Vec<String> = find(&words(a), &words(b), &params)
            .iter()
            .map(|m| format!("{}..{}={}..{}:{}", m.a_start, m.a_end, m.b_start, m.b_end, m.words))
            .collect();
        assert_eq!(found, expected, "\na: {a}\nb: {b}");
    }

    #[test]
    fn alignments_of_two_texts() {
        check("one two three", "one two three", &[]);
        check("a b c d e f g", "a b c d e f g", &["0..7=0..7:7"]);
        check("x a b c d e f g y", "a b c d e f g", &["1..8=0..7:7"]);
        // A changed word inside, a dropped one, an inserted one.
        check("a b c d e f g h i j k", "a b c d e X g h i j k", &["0..11=0..11:10"]);
        check("a b c d e f g h i j k", "a b c d e g h i j k", &["0..11=0..10:10"]);
        check("a b c d e g h i j k", "a b c d e N g h i j k", &["0..10=0..11:10"]);
        // Too short an echo next to a change is not taken along.
        check("a b c d e f g X h", "a b c d e f g Y h", &["0..7=0..7:7"]);
        check("a b c d e f g X h i", "a b c d e f g Y h i", &["0..10=0..10:9"]);
        // Paragraphs in another order are two alignments.
        check(
            "a b c d e f g 1 2 3 4 5 6 7",
            "1 2 3 4 5 6 7 a b c d e f g",
            &["0..7=7..14:7", "7..14=0..7:7"],
        );
    }

    #[test]
    fn repeated_text_inside_one_article() {
        let params = Params {
            min_words: 6,
            min_run_words: 5,
            ..Params::default()
        };
        let text = words("a b c d e f g h and then again a b c d e f g h");
        let found = align_self(&text, &params);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].a_start, found[0].a_end, found[0].b_start, found[0].b_end),
            (0, 8, 11, 19)
        );
    }

    #[test]
    fn a_sentence_repeated_many_times_stays_linear() {
        let sentence = words("the mayor said the bridge would be open by the end of the week");
        let long: Vec<u64> = sentence.iter().copied().cycle().take(200_000).collect();
        let found = find(&long, &long, &Params::default());
        assert_eq!(found.len(), 1);
        assert!(found[0].words as usize >= long.len() - 10);
        assert!(!align_self(&long, &Params::default()).is_empty());
    }

    /// A template filled in fifty thousand times once took hours: every chain grew over the whole text.
    #[test]
    fn a_template_filled_in_many_times_stays_linear() {
        let text: Vec<u64> = (0..20_000_u64)
            .flat_map(|n| words("quote and more here he said").into_iter().chain([hash::mix(n)]))
            .collect();
        for min_run_words in [5, 9] {
            let params = Params {
                min_run_words,
                ..Params::default()
            };
            assert_eq!(align_self(&text, &params).is_empty(), min_run_words == 9);
            assert_eq!(find(&text, &text, &params)[0].words as usize, text.len());
        }
    }

    proptest! {
        /// Blocks are equal words, in order, inside the ranges, and the counts add up.
        #[test]
        fn alignments_are_well_formed(
            a in prop::collection::vec(0_u64..12, 0..120),
            b in prop::collection::vec(0_u64..12, 0..120),
            shared in prop::collection::vec(20_u64..60, 0..40),
        ) {
            let stream = |own: &[u64]| -> Vec<u64> {
                let cut = own.len() / 2;
                own[..cut].iter().chain(&shared).chain(&own[cut..]).map(|&w| hash::mix(w)).collect()
            };
            let (a, b) = (stream(&a), stream(&b));
            let params = Params { min_words: 6, min_run_words: 5, ..Params::default() };
            let found = find(&a, &b, &params);
            for m in &found {
                let mut last = (m.a_start, m.b_start);
                let mut agree = 0;
                for k in &m.blocks {
                    prop_assert!(k.a >= last.0 && k.b >= last.1 && k.len > 0);
                    for i in 0..k.len {
                        prop_assert_eq!(a[(k.a + i) as usize], b[(k.b + i) as usize]);
                    }
                    agree += k.len;
                    last = (k.a + k.len, k.b + k.len);
                }
                prop_assert_eq!(last, (m.a_end, m.b_end));
                prop_assert_eq!(agree, m.words);
                prop_assert!(m.columns >= m.words && m.columns >= m.a_end - m.a_start && m.columns >= m.b_end - m.b_start);
                prop_assert!(m.columns <= m.a_end - m.a_start + m.b_end - m.b_start);
            }
        }

        /// A run that nothing else resembles is found whole, and nothing but it.
        #[test]
        fn a_planted_run_is_found(
            a in prop::collection::vec(1_000_u64..2_000, 0..120),
            b in prop::collection::vec(2_000_u64..3_000, 0..120),
            shared in prop::sample::subsequence((20_u64..60).collect::<Vec<_>>(), 6..40),
        ) {
            let stream = |own: &[u64]| -> Vec<u64> {
                let cut = own.len() / 3;
                own[..cut].iter().chain(&shared).chain(&own[cut..]).map(|&w| hash::mix(w)).collect()
            };
            let params = Params { min_words: 6, min_run_words: 5, ..Params::default() };
            let found = find(&stream(&a), &stream(&b), &params);
            prop_assert_eq!(found.len(), 1);
            prop_assert_eq!(found[0].words as usize, shared.len());
            prop_assert_eq!(found[0].words, found[0].columns);
        }
    }
}
