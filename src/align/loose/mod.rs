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
mod summary;
mod sure;

use std::cmp::Reverse;
use std::ops::Range;

use super::{Alignment, Block, EditOp, Params as ExactParams, SeedIndex, edit_script};
use crate::sketch::{Terms, Weights};
use crate::text::{Span, Token, stems};

pub use cells::{Likeness, SentenceIndex, alike, norms};
pub use sure::believed;

/// Settings of the alignment of rewritten text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LooseParams {
    /// Cosine of two sentences from which they are a seed. Lower: heavier rewriting is found (recall), slower.
    pub min_cosine: f32,
    /// Dice coefficient of two sentences from which they are a seed. Lower: recall, slower.
    pub min_dice: f32,
    /// What the squared cosines of a cluster must come to, each sentence with its best. More: speed; short and heavily rewritten passages are missed.
    pub min_likeness: f32,
    /// Sentences without a seed that a cluster may cross in either article. More: passages stay whole, neighbours are joined.
    pub max_gap: u32,
    /// Words on either side of a word within which its company is looked for.
    pub reach: usize,
    /// The same in the other article: wider, since words were put in and sentences turned.
    pub other_reach: usize,
    /// What a word's company must weigh for the word to count in full. More: precision; less: heavier rewriting is found.
    pub full_company: f32,
    /// What a word counts that stands in the other passage alone.
    pub alone: f32,
    /// How much less a word counts whose place in the other article another word claims with better company (an
    /// exponent). More: tighter borders.
    pub rivalry: f32,
    /// Share of a passage's own density that words beside it must reach to be taken in, within the two limits that follow. More: tighter borders.
    pub border: f32,
    /// Least density at which a passage goes on.
    pub least_border: f32,
    /// Density from which text always goes on a passage.
    pub most_border: f32,
    /// Words by which a border may move outwards in one step.
    pub step_words: usize,
    /// Words up to which a border is moved to the end of its sentence.
    pub snap_words: u32,
    /// How much less a stem weighs that occurs often in the two articles (times the logarithm of how often).
    pub repetition: f32,
    /// Words of a passage on either side. More: precision; fewer: short passages are found.
    pub min_words: u32,
    /// Share of the weight on either side that must be carried over. More: precision.
    pub min_density: f32,
    /// What a passage must tell: the weight carried over times powers of its density and of the share that stands in the same order. More: chance
    /// likeness of two reports is left out (precision); less: short or heavily rewritten passages are found (recall).
    pub min_telling: f32,
    /// What the best run of sentences must gain for the pair to be read word by word. More: speed; short passages are missed.
    pub min_gain: f32,
    /// Share of a sentence that the other article's likest sentence must have for it to count as a gain.
    pub gain_border: f32,
    /// [`min_gain`](Self::min_gain) for two articles of the same days.
    pub contemporary_gain: f32,
    /// [`min_telling`](Self::min_telling) for two articles of the same days.
    pub contemporary_telling: f32,
    /// Words in a row that make a shared quotation, which is left out of account.
    pub quoted_run: usize,
    /// Cosine of two sentences from which one may sum up the other.
    pub summary_cosine: f32,
    /// What a summary must tell: the gain over [`summary_border`](Self::summary_border), times by how much more of it is carried over than of the rest.
    pub min_summary: f32,
    /// Density at which a summary goes on.
    pub summary_border: f32,
    /// What a word's company must weigh in a summary.
    pub summary_company: f32,
    /// How many times longer than a summary the text must be that it sums up.
    pub summary_spread: f32,
    /// Words of a summary.
    pub summary_words: u32,
    /// Share of a summary's weight that one passage of the other article must carry for it to be that passage rewritten, and no summary.
    pub summary_rival: f32,
    /// What a passage tells that is not chance likeness in any corpus.
    pub sure_telling: f32,
    /// The same of a summary.
    pub sure_summary: f32,
    /// Share of the passages of a corpus that must be such for the others to be believed too. More: precision in corpora of few subjects;
    /// less: recall in those of which little was copied.
    pub sure_share: f32,
}

impl Default for LooseParams {
    fn default() -> Self {
        Self {
            min_cosine: 0.1,
            min_dice: 0.1,
            min_likeness: 0.15,
            max_gap: 4,
            reach: 6,
            other_reach: 10,
            full_company: 2.5,
            alone: 0.3,
            rivalry: 4.0,
            border: 0.45,
            least_border: 0.25,
            most_border: 0.6,
            step_words: 60,
            snap_words: 8,
            repetition: 0.15,
            min_words: 22,
            min_density: 0.3,
            min_telling: 2.2,
            min_gain: 0.0,
            gain_border: 0.4,
            contemporary_gain: 120.0,
            contemporary_telling: 10.0,
            quoted_run: 4,
            summary_cosine: 0.2,
            min_summary: 12.0,
            summary_border: 0.45,
            summary_company: 6.0,
            summary_spread: 2.0,
            summary_words: 35,
            summary_rival: 0.8,
            sure_telling: 30.0,
            sure_summary: 25.0,
            sure_share: 0.4,
        }
    }
}

impl LooseParams {
    /// The settings for two articles that are known to be of the same days.
    ///
    /// Two reports of one event are alike in much: only what is carried over more densely, and in greater length, is likely to
    /// be one text, and a summary of the other report cannot be told from a report of its own.
    #[must_use]
    pub fn contemporary(&self) -> Self {
        Self {
            min_gain: self.min_gain.max(self.contemporary_gain),
            min_telling: self.min_telling.max(self.contemporary_telling),
            min_summary: f32::INFINITY,
            ..*self
        }
    }
}

/// One article, word by word, as the borders of rewritten passages are found.
#[derive(Debug, Default)]
pub struct Reading {
    /// Hash of each word.
    words: Vec<u64>,
    /// Stem of each word; zero for one that is set aside.
    stems: Vec<u32>,
    /// Whether a word stands inside quotation marks.
    spoken: Vec<bool>,
    /// (stem, place), sorted.
    index: Vec<(u32, u32)>,
    /// Where each stem's entries begin in `index`.
    groups: Vec<u32>,
    /// What each word weighs.
    weights: Vec<f32>,
    /// Which stems stand around each place, a bit a stem.
    around: Vec<u128>,
}

/// The bit of a stem in a set of few: most words that are not in it are told at a look.
fn bit(stem: u32) -> u128 {
    1 << (stem & 127)
}

impl Reading {
    /// About what it takes for each word.
    pub const WORD_BYTES: usize = size_of::<(u64, u32, bool, (u32, u32), f32, u128)>();

    /// Reads a text with its tokens; `quoted` are the spans between quotation marks, in order, `aside` the token ranges set aside, in order.
    #[must_use]
    pub fn new(
        text: &str,
        tokens: &[Token],
        quoted: &[Span],
        aside: &[(u32, u32)],
        weights: &Weights,
        params: &LooseParams,
    ) -> Self {
        let mut stems: Vec<u32> = stems(text, tokens).into_iter().map(|s| s.0).collect();
        for &(start, end) in aside {
            let end = (end as usize).min(stems.len());
            let start = (start as usize).min(end);
            stems[start..end].fill(0);
        }
        let mut spoken = vec![false; tokens.len()];
        for span in quoted {
            let from = tokens.partition_point(|t| t.start < span.start);
            let to = tokens.partition_point(|t| t.start < span.end);
            spoken[from..to.max(from)].fill(true);
        }
        let places = stems.iter().zip(0_u32..).filter(|&(&s, _)| s != 0);
        let mut index: Vec<(u32, u32)> = places.map(|(&s, at)| (s, at)).collect();
        index.sort_unstable();
        let mut weighed = vec![0.0; stems.len()];
        let mut groups = Vec::new();
        let mut from = 0;
        for group in index.chunk_by(|x, y| x.0 == y.0) {
            groups.push(from as u32);
            from += group.len();
            let weight = weights.of(group[0].0);
            for &(_, at) in group {
                weighed[at as usize] = weight;
            }
        }
        Self {
            words: tokens.iter().map(|t| t.hash).collect(),
            around: around(&stems, params.other_reach),
            stems,
            spoken,
            index,
            groups,
            weights: weighed,
        }
    }

    /// The stem of a group of the index; past the last one the greatest there is.
    fn stem_of_group(&self, group: usize) -> u32 {
        self.groups
            .get(group)
            .map_or(u32::MAX, |&from| self.index[from as usize].0)
    }

    /// The entries of the index that are one group.
    fn group(&self, group: usize) -> Range<usize> {
        let Some(&from) = self.groups.get(group) else {
            return 0..0;
        };
        from as usize..self.groups.get(group + 1).map_or(self.index.len(), |&to| to as usize)
    }
}

/// For each place the bits of all stems at most `reach` words away.
///
/// Every window is the end of one block and the beginning of the next, so two passes do for any reach (van Herk 1992).
fn around(stems: &[u32], reach: usize) -> Vec<u128> {
    let block = 2 * reach + 1;
    let at = |n: usize| {
        n.checked_sub(reach)
            .and_then(|n| stems.get(n))
            .map_or(0, |&s| if s == 0 { 0 } else { bit(s) })
    };
    let padded = stems.len() + 2 * reach;
    let (mut ahead, mut behind) = (vec![0; padded], vec![0; padded]);
    for n in 0..padded {
        ahead[n] = at(n) | if n % block == 0 { 0 } else { ahead[n - 1] };
    }
    for n in (0..padded).rev() {
        behind[n] = at(n)
            | if (n + 1) % block == 0 || n + 1 == padded {
                0
            } else {
                behind[n + 1]
            };
    }
    (0..stems.len()).map(|n| behind[n] | ahead[n + 2 * reach]).collect()
}

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
