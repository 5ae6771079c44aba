//! Pieces of one reused passage → that passage.
//!
//! Input: the alignments of one pair of articles, exact and rewritten; output: the same, with pieces that are one passage joined
//! to one alignment. Two shapes are known. *Turned*: neighbours in both articles, whichever comes first in either: sentences
//! of a reworded passage that changed places. *Digest*: sentences that follow each other within a paragraph of one article
//! and are drawn from all over the other: a summary made of extracts. Pieces that are all word for word stay apart, since text that is cut or put in
//! another order is told best by its parts.
//!
//! Invariants: a pure function; the equal words of a joined alignment are words of its pieces, in order in both articles; a
//! piece that is joined to nothing is given back as it came. Cost: sorting, then each piece with the one before it.

use std::ops::Range;

use super::{Alignment, Block, MatchKind};

/// Settings of joining.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct JoinParams {
    /// Words between turned pieces, at most, in both articles. More: passages in one piece, two neighbours taken for one.
    pub turned_words: u32,
    /// Words between the pieces of a digest, at most. More: digests in one piece, chance likeness beside a passage joined to it.
    pub gap_words: u32,
    /// Words of a piece of a digest, at most: sentences are put together, not paragraphs.
    pub piece_words: u32,
    /// Words of a digest, at most.
    pub digest_words: u32,
    /// How many times longer than the digest the text must be over which its sentences are spread.
    pub spread: f32,
}

impl Default for JoinParams {
    fn default() -> Self {
        Self {
            turned_words: 20,
            gap_words: 32,
            piece_words: 85,
            digest_words: 130,
            spread: 2.0,
        }
    }
}

/// One of the two articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The first.
    A,
    /// The second.
    B,
}

/// Joins the pieces of each reused passage; `one_paragraph` tells whether two tokens of an article stand in one paragraph.
///
/// ```
/// use dedupe::align::{Alignment, Block, JoinParams, join};
/// let piece = |a: u32, b: u32| Alignment {
///     a_start: a, a_end: a + 10, b_start: b, b_end: b + 10, words: 8, columns: 10,
///     blocks: vec![Block { a, b, len: 4 }, Block { a: a + 6, b: b + 6, len: 4 }],
/// };
/// // Two sentences that changed places.
/// let joined = join(vec![piece(0, 12), piece(11, 0)], |_, _, _| true, &JoinParams::default());
/// assert_eq!((joined[0].a_start, joined[0].a_end, joined[0].b_start, joined[0].b_end), (0, 21, 0, 22));
/// ```
#[must_use]
pub fn join(
    pieces: Vec<Alignment>,
    one_paragraph: impl Fn(Which, u32, u32) -> bool,
    params: &JoinParams,
) -> Vec<Alignment> {
    let mut pieces = turned(pieces, params);
    for which in [Which::A, Which::B] {
        pieces = digests(pieces, which, &one_paragraph, params);
    }
    pieces.sort_unstable_by_key(|m| (m.a_start, m.b_start, m.a_end, m.b_end));
    pieces
}

fn range(piece: &Alignment, which: Which) -> Range<u32> {
    match which {
        Which::A => piece.a_start..piece.a_end,
        Which::B => piece.b_start..piece.b_end,
    }
}

/// Words between two ranges; less than zero where they overlap.
fn gap(x: &Range<u32>, y: &Range<u32>) -> i64 {
    i64::from(x.start.max(y.start)) - i64::from(x.end.min(y.end))
}

fn is_verbatim(piece: &Alignment) -> bool {
    piece.kind() == MatchKind::Verbatim
}

fn turned(mut pieces: Vec<Alignment>, params: &JoinParams) -> Vec<Alignment> {
    pieces.sort_unstable_by_key(|m| (m.a_start, m.b_start, m.a_end, m.b_end));
    let most = i64::from(params.turned_words);
    let beside = |x: &Alignment, y: &Alignment| {
        let near = |which| gap(&range(x, which), &range(y, which)).abs() <= most;
        near(Which::A) && near(Which::B) && !(is_verbatim(x) && is_verbatim(y))
    };
    let mut kept: Vec<Alignment> = Vec::with_capacity(pieces.len());
    for mut piece in pieces {
        while let Some(last) = kept.pop_if(|last| beside(last, &piece)) {
            piece = whole(&[last, piece]);
        }
        kept.push(piece);
    }
    kept
}

/// Joins the digests that `which` article holds.
fn digests(
    mut pieces: Vec<Alignment>,
    which: Which,
    one_paragraph: &impl Fn(Which, u32, u32) -> bool,
    params: &JoinParams,
) -> Vec<Alignment> {
    let other = match which {
        Which::A => Which::B,
        Which::B => Which::A,
    };
    pieces.sort_unstable_by_key(|m| {
        let (own, there) = (range(m, which), range(m, other));
        (own.start, there.start, own.end, there.end)
    });
    let follows = |x: &Alignment, y: &Alignment| {
        let (x, y) = (range(x, which), range(y, which));
        gap(&x, &y) <= i64::from(params.gap_words) && (y.start < x.end || one_paragraph(which, x.end - 1, y.start))
    };
    let is_digest = |run: &[Alignment]| {
        let all = whole(run);
        let (own, there) = (range(&all, which), range(&all, other));
        run.len() > 1
            && own.len() <= params.digest_words as usize
            && there.len() as f32 >= params.spread * own.len() as f32
            && run.iter().all(|m| range(m, which).len() <= params.piece_words as usize)
            && !run.iter().all(is_verbatim)
    };
    pieces
        .chunk_by(follows)
        .flat_map(|run| if is_digest(run) { vec![whole(run)] } else { run.to_vec() })
        .collect()
}

/// One alignment of several: from the first word to the last, with the equal words that are in order in both articles.
fn whole(pieces: &[Alignment]) -> Alignment {
    let ends = |which| {
        let ranges = || pieces.iter().map(move |m| range(m, which));
        let start = ranges().map(|r| r.start).min().unwrap_or(0);
        start..ranges().map(|r| r.end).max().unwrap_or(0)
    };
    let (a, b) = (ends(Which::A), ends(Which::B));
    let mut blocks: Vec<Block> = pieces.iter().flat_map(|m| m.blocks.iter().copied()).collect();
    blocks.sort_unstable();
    Alignment::of_blocks(a, b, longest_chain(&blocks))
}

/// Blocks up to which the chain with the most words is looked for; of more, each that follows the one before is taken.
const MAX_BLOCKS: usize = 512;

/// The blocks, sorted, that follow each other in both articles and have the most words together.
fn longest_chain(blocks: &[Block]) -> Vec<Block> {
    let follows = |x: &Block, y: &Block| x.a + x.len <= y.a && x.b + x.len <= y.b;
    if blocks.len() > MAX_BLOCKS {
        let mut chain: Vec<Block> = Vec::new();
        for block in blocks {
            if chain.last().is_none_or(|last| follows(last, block)) {
                chain.push(*block);
            }
        }
        return chain;
    }
    // Words of the best chain that ends with each block, and the block before it.
    let mut best: Vec<(u32, Option<usize>)> = Vec::with_capacity(blocks.len());
    for (at, block) in blocks.iter().enumerate() {
        let before = (0..at).filter(|&k| follows(&blocks[k], block));
        let before = before.max_by_key(|&k| (best[k].0, std::cmp::Reverse(k)));
        best.push((before.map_or(0, |k| best[k].0) + block.len, before));
    }
    let mut chain = Vec::new();
    let mut at = (0..blocks.len()).max_by_key(|&k| (best[k].0, std::cmp::Reverse(k)));
    while let Some(k) = at {
        chain.push(blocks[k]);
        at = best[k].1;
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A piece of `words` words, of which the middle one differs unless it is verbatim.
    fn piece(a: u32, b: u32, words: u32, verbatim: bool) -> Alignment {
        let block = |from: u32, to: u32| Block {
            a: a + from,
            b: b + from,
            len: to - from,
        };
        let middle = words / 2;
        Alignment {
            a_start: a,
            a_end: a + words,
            b_start: b,
            b_end: b + words,
            words: if verbatim { words } else { words - 1 },
            columns: words,
            blocks: if verbatim {
                vec![block(0, words)]
            } else {
                vec![block(0, middle), block(middle + 1, words)]
            },
        }
    }

    fn check(pieces: &[(u32, u32, u32, bool)], paragraph_words: u32, expected: &[[u32; 4]]) {
        let given = pieces
            .iter()
            .map(|&(a, b, words, verbatim)| piece(a, b, words, verbatim));
        let one_paragraph = |_, x: u32, y: u32| x / paragraph_words == y / paragraph_words;
        let joined = join(given.collect(), one_paragraph, &JoinParams::default());
        let found: Vec<[u32; 4]> = joined
            .iter()
            .map(|m| [m.a_start, m.a_end, m.b_start, m.b_end])
            .collect();
        assert_eq!(found, expected, "{pieces:?}");
    }

    #[test]
    fn pieces_of_one_passage_are_joined() {
        // Sentences that changed places, once reworded, once as they were.
        check(&[(0, 25, 20, false), (21, 0, 22, true)], 1000, &[[0, 43, 0, 45]]);
        check(
            &[(0, 25, 20, true), (21, 0, 22, true)],
            1000,
            &[[0, 20, 25, 45], [21, 43, 0, 22]],
        );
        // Too far from each other in one of the articles.
        check(
            &[(0, 60, 20, false), (21, 0, 22, true)],
            1000,
            &[[0, 20, 60, 80], [21, 43, 0, 22]],
        );
        // Sentences from all over the other article, in a paragraph or in three.
        let digest = [(500, 0, 20, true), (522, 400, 25, false), (550, 200, 20, true)];
        check(&digest, 1000, &[[500, 570, 0, 425]]);
        check(
            &digest,
            10,
            &[[500, 520, 0, 20], [522, 547, 400, 425], [550, 570, 200, 220]],
        );
        // The same, the other way round.
        let summed_up: Vec<_> = digest.iter().map(|&(a, b, w, v)| (b, a, w, v)).collect();
        check(&summed_up, 1000, &[[0, 425, 500, 570]]);
        // Paragraphs, not sentences.
        check(
            &[(0, 0, 90, false), (92, 900, 40, false)],
            1000,
            &[[0, 90, 0, 90], [92, 132, 900, 940]],
        );
    }

    proptest! {
        #[test]
        fn equal_words_stay_in_order(
            pieces in proptest::collection::vec((0_u32..300, 0_u32..900, 3_u32..40, any::<bool>()), 0..12)
        ) {
            let given: Vec<Alignment> = pieces.iter().map(|&(a, b, w, v)| piece(a, b, w, v)).collect();
            let joined = join(given.clone(), |_, _, _| true, &JoinParams::default());
            prop_assert!(joined.len() <= given.len());
            for m in &joined {
                let mut at = (m.a_start, m.b_start);
                for k in &m.blocks {
                    prop_assert!(at.0 <= k.a && at.1 <= k.b);
                    at = (k.a + k.len, k.b + k.len);
                }
                prop_assert!(at.0 <= m.a_end && at.1 <= m.b_end);
                prop_assert_eq!(m.words, m.blocks.iter().map(|k| k.len).sum::<u32>());
                prop_assert!(m.columns >= m.words && m.columns >= (m.a_end - m.a_start).max(m.b_end - m.b_start));
            }
            // Nothing is lost: each piece lies inside one of the joined.
            for p in &given {
                prop_assert!(joined.iter().any(|m| m.a_start <= p.a_start && p.a_end <= m.a_end
                    && m.b_start <= p.b_start && p.b_end <= m.b_end));
            }
        }
    }
}
