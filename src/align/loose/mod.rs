//! Two articles → passages that say the same in other words.
//!
//! Input: two [`Reading`]s and the weights of their stems; output: [`Alignment`]s of text that was rewritten: words
//! replaced, left out, put in, sentences turned round or put in another order, a whole article summed up in a paragraph. Runs of equal words
//! find next to none of it. The method is that of text alignment by sentences (Sanchez-Perez, Sidorov and Gelbukh 2014),
//! with other borders: sentences of both articles are compared as bags of weighted stems ([`cells`]); pairs that are alike, each
//! the other's best, are clustered; each cluster's borders are then found word by word ([`company`]): a word counts as
//! carried over where the other article has it *in the company of the same words*, and the passage is the run of words in
//! which the carried ones outweigh the others most, found for one side and the other in turn until neither moves.
//! A paragraph whose words are carried from all over the other article is a summary of it ([`summary`]).
//!
//! What two reporters of one event share is names, figures and what was said. So words inside quotation marks that stand
//! word for word in the other article count neither for nor against a match; a word that stands in many articles, or at
//! many places of these two, counts little; and what is left must be both dense and long.
//!
//! Invariants: a pure function of its input; the two ranges of an alignment begin and end with words of the texts; no two
//! alignments of a pair overlap in both articles. Cost: one look-up a stem for the comparison of sentences; words in
//! question times their occurrences for the borders of the clusters that are left, which are few.

mod cells;
mod company;
mod params;
mod reading;
mod summary;
mod sure;

use std::cmp::Reverse;
use std::ops::Range;

use super::{Alignment, Block, EditOp, Params as ExactParams, SeedIndex, edit_script};
use crate::sketch::Terms;

pub use cells::{Likeness, SentenceIndex, alike, norms};
pub use params::LooseParams;
pub use reading::Reading;
use reading::bit;
pub use sure::believed;
/// An article's sentences and words.
#[derive(Debug, Clone, Copy)]
pub struct Side<'t> {
    /// Its sentences.
    pub terms: &'t Terms,
    /// Its words.
    pub reading: &'t Reading,
}

/// Two token ranges that may be one passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// Tokens of the first article.
    pub a: Range<u32>,
    /// Tokens of the second article.
    pub b: Range<u32>,
}

/// A passage that says the same in other words.
#[derive(Debug, Clone, PartialEq)]
pub struct Rewritten {
    /// Where, and which words agree.
    pub alignment: Alignment,
    /// How much speaks against chance; for summaries on a scale of their own.
    pub telling: f32,
    /// Whether one side sums up the other.
    pub is_summary: bool,
}

/// A rewritten passage before its words are aligned.
#[derive(Debug, Clone, PartialEq)]
struct Passage {
    a: Range<usize>,
    b: Range<usize>,
    /// Weight carried over, of the side where it is less.
    carried: f32,
    /// Share of its weight that is carried over, of the side where it is less.
    density: f32,
    telling: f32,
    is_summary: bool,
}

/// Finds the passages of two articles that say the same in other words, from where their sentences are [`alike`].
#[must_use]
pub fn align_loose(a: Side<'_>, b: Side<'_>, likeness: &Likeness, params: &LooseParams) -> Vec<Rewritten> {
    let (of_a, of_b) = company::halves(a.reading, b.reading, params);
    let mut found: Vec<Passage> = likeness
        .clusters
        .iter()
        .filter_map(|cluster| company::refine(&of_a, &of_b, cluster, params))
        .map(|p| snapped(&p, a.terms, b.terms, params))
        .collect();
    found.sort_by(|x, y| {
        (y.telling.total_cmp(&x.telling))
            .then_with(|| (x.a.start, x.b.start, x.a.end).cmp(&(y.a.start, y.b.start, y.a.end)))
    });
    let mut kept: Vec<Passage> = Vec::new();
    for passage in found {
        if !kept.iter().any(|k| meet(&k.a, &passage.a) || meet(&k.b, &passage.b)) {
            kept.push(passage);
        }
    }
    let ways = [(false, likeness.may_sum_up), (true, likeness.may_be_summed_up)];
    for swapped in ways.into_iter().filter(|w| w.1).map(|w| w.0) {
        let sums_up = if swapped {
            summary::find(&of_b, &of_a, params).map(swap)
        } else {
            summary::find(&of_a, &of_b, params)
        };
        if let Some(sum) = sums_up {
            let (one, beside): (Vec<_>, Vec<_>) = kept.iter().cloned().partition(|k| {
                if swapped {
                    meet(&k.b, &sum.b)
                } else {
                    meet(&k.a, &sum.a)
                }
            });
            if one.iter().map(|k| k.carried).sum::<f32>() < params.summary_rival * sum.carried {
                kept = beside;
                kept.push(snapped(&sum, a.terms, b.terms, params));
                break;
            }
        }
    }
    let mut aligned: Vec<Rewritten> = kept
        .iter()
        .map(|p| Rewritten {
            alignment: worded(&a.reading.words, &b.reading.words, p),
            telling: p.telling,
            is_summary: p.is_summary,
        })
        .collect();
    aligned.sort_unstable_by_key(|r| {
        let m = &r.alignment;
        (m.a_start, m.b_start, m.a_end, m.b_end)
    });
    aligned
}

fn meet(x: &Range<usize>, y: &Range<usize>) -> bool {
    x.end.min(y.end) > x.start.max(y.start)
}

fn swap(p: Passage) -> Passage {
    Passage { a: p.b, b: p.a, ..p }
}

/// Moves borders that lie close to the ends of their sentences there.
fn snapped(passage: &Passage, a: &Terms, b: &Terms, params: &LooseParams) -> Passage {
    let snap = |terms: &Terms, range: &Range<usize>| -> Range<usize> {
        let (start, end) = (range.start as u32, range.end as u32);
        let first = terms.tokens(terms.sentence_of(start)).start;
        let last = terms.tokens(terms.sentence_of(end.saturating_sub(1))).end;
        let start = if start - first.min(start) <= params.snap_words {
            first
        } else {
            start
        };
        let end = if last.max(end) - end <= params.snap_words {
            last
        } else {
            end
        };
        start as usize..end as usize
    };
    Passage {
        a: snap(a, &passage.a),
        b: snap(b, &passage.b),
        ..*passage
    }
}

/// Occurrences of a stem that are looked at.
const MAX_OCCURRENCES: usize = 16;
/// What common words weigh.
const COMMON_WEIGHT: f32 = 1.0;
/// Cells of the table of an edit script up to which the words of a passage are aligned in full.
const MAX_CELLS: usize = 1 << 17;

/// The words of a passage that agree in order.
fn worded(a: &[u64], b: &[u64], passage: &Passage) -> Alignment {
    let (x, y) = (&a[passage.a.clone()], &b[passage.b.clone()]);
    let agree = |blocks: &[(usize, usize, usize)]| -> usize { blocks.iter().map(|k| k.2).sum() };
    let by_runs = || -> Vec<(usize, usize, usize)> {
        // The longest chain of exact runs: the rest counts as changed.
        let runs = ExactParams {
            seed_words: 3,
            min_words: 3,
            min_run_words: 3,
            min_identity: 0.0,
            max_gap_words: 200,
            ..ExactParams::default()
        };
        let chains = super::align(x, &SeedIndex::new(x, &runs), y, &runs);
        let longest = chains.into_iter().max_by_key(|m| (m.words, Reverse(m.a_start)));
        let blocks = longest.map(|m| m.blocks).unwrap_or_default();
        blocks
            .iter()
            .map(|k| (k.a as usize, k.b as usize, k.len as usize))
            .collect()
    };
    let equal = if x.len() * y.len() <= MAX_CELLS {
        let equal = |op: EditOp| match op {
            EditOp::Equal { a, b, len } => Some((a, b, len)),
            EditOp::Change { .. } => None,
        };
        // Where parts changed places, the fewest changes may be to replace every word, although most are kept.
        let (by_script, by_runs): (Vec<_>, _) = (edit_script(x, y).into_iter().filter_map(equal).collect(), by_runs());
        if agree(&by_runs) > agree(&by_script) {
            by_runs
        } else {
            by_script
        }
    } else {
        by_runs()
    };
    let block = |&(i, j, len): &(usize, usize, usize)| Block {
        a: (passage.a.start + i) as u32,
        b: (passage.b.start + j) as u32,
        len: len as u32,
    };
    let range = |r: &Range<usize>| r.start as u32..r.end as u32;
    Alignment::of_blocks(range(&passage.a), range(&passage.b), equal.iter().map(block).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two halves that changed places once agreed on no word: to replace every word is as short an edit script.
    #[test]
    fn halves_that_changed_places_agree_on_the_longer_one() {
        let a: Vec<u64> = (0..40).collect();
        let b: Vec<u64> = (18..40).chain(0..18).collect();
        let passage = Passage {
            a: 0..40,
            b: 0..40,
            carried: 0.0,
            density: 0.0,
            telling: 0.0,
            is_summary: false,
        };
        let alignment = worded(&a, &b, &passage);
        assert_eq!(alignment.words, 22);
        assert_eq!((alignment.a_start, alignment.b_end), (0, 40));
    }
}
