//! What of a grown chain is a match.
//!
//! A chain crosses gaps on trust, so a good passage may stand in it beside a stock phrase. A chain that is
//! a match as a whole stays whole. One that is not is cut into its maximal scoring segments (Ruzzo and
//! Tompa 1999): at a break-even of `p` a column that agrees scores `1 - p` and any other `-p`, so that a stretch
//! scores above zero just where more than `p` of it agree. It is cut at a low break-even first, and only
//! what is no match then is cut again at the next, up to `min_identity`: the ends of a passage may agree less
//! than its middle. Last, neighbours that are a match together are one.

use std::ops::Range;

use super::{Alignment, Block, Params};

/// The first break-even: that of the extension of both ends, where a match outweighs one edit.
const LOOSE: f64 = 0.5;

/// The matches in the blocks of one chain, in order; they share no word.
pub(super) fn matches(blocks: &[Block], params: &Params) -> Vec<Alignment> {
    let chain = Chain::new(blocks);
    let mut parts = Vec::new();
    let strict = params.min_identity;
    let levels = [LOOSE.min(strict), f64::midpoint(LOOSE.min(strict), strict), strict];
    chain.cut(0..blocks.len(), &levels, params, &mut parts);
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(parts.len());
    for mut part in parts {
        while let Some(before) = joined.last() {
            if !chain.agrees(&(before.start..part.end), strict) {
                break;
            }
            part.start = before.start;
            joined.pop();
        }
        joined.push(part);
    }
    joined.into_iter().map(|part| chain.alignment(part)).collect()
}

/// Blocks, and how many words that agree and how many columns there are before each.
struct Chain<'b> {
    blocks: &'b [Block],
    before: Vec<(u32, u32)>,
}

impl<'b> Chain<'b> {
    fn new(blocks: &'b [Block]) -> Self {
        let (mut words, mut columns) = (0, 0);
        let mut before = Vec::with_capacity(blocks.len());
        for (at, block) in blocks.iter().enumerate() {
            if let Some(last) = at.checked_sub(1).map(|i| &blocks[i]) {
                // A gap has as many columns as its longer side.
                columns += (block.a - last.a - last.len).max(block.b - last.b - last.len);
            }
            before.push((words, columns));
            words += block.len;
            columns += block.len;
        }
        Self { blocks, before }
    }

    /// Words that agree and columns, up to the end of a block.
    fn to(&self, at: usize) -> (u32, u32) {
        let len = self.blocks[at].len;
        (self.before[at].0 + len, self.before[at].1 + len)
    }

    /// Words that agree and columns of some blocks in a row.
    fn counts(&self, part: &Range<usize>) -> (u32, u32) {
        if part.is_empty() {
            return (0, 0);
        }
        let (from, to) = (self.before[part.start], self.to(part.end - 1));
        (to.0 - from.0, to.1 - from.1)
    }

    fn agrees(&self, part: &Range<usize>, min_identity: f64) -> bool {
        let (words, columns) = self.counts(part);
        f64::from(words) / f64::from(columns.max(1)) >= min_identity
    }

    fn alignment(&self, part: Range<usize>) -> Alignment {
        let (words, columns) = self.counts(&part);
        let blocks = self.blocks[part].to_vec();
        let ends = blocks.first().zip(blocks.last());
        let (first, last) = ends.map_or_else(Default::default, |(x, y)| (*x, *y));
        Alignment {
            a_start: first.a,
            a_end: last.a + last.len,
            b_start: first.b,
            b_end: last.b + last.len,
            words,
            columns,
            blocks,
        }
    }

    /// Adds the part if it is a match, else what is one of its segments at the next level.
    fn cut(&self, part: Range<usize>, levels: &[f64], params: &Params, found: &mut Vec<Range<usize>>) {
        let longest = self.blocks[part.clone()].iter().map(|k| k.len).max().unwrap_or(0);
        if (longest as usize) < params.min_run_words || (self.counts(&part).0 as usize) < params.min_words {
            return; // No part of it has more.
        }
        if self.agrees(&part, params.min_identity) {
            found.push(part);
        } else if let Some((&level, higher)) = levels.split_first() {
            for segment in self.segments(part, level) {
                self.cut(segment, higher, params, found);
            }
        }
    }

    /// The maximal scoring segments, in order: none scores less than a part of it, none can be made longer.
    fn segments(&self, part: Range<usize>, break_even: f64) -> impl Iterator<Item = Range<usize>> {
        // Counted, not summed up: one rounding, wherever the columns stand.
        let score = |(words, columns): (u32, u32)| f64::from(words) - break_even * f64::from(columns);
        let mut list: Vec<Segment> = Vec::new();
        for at in part {
            let mut next = Segment {
                blocks: at..at + 1,
                from: score(self.before[at]),
                to: score(self.to(at)),
                lower: None,
            };
            loop {
                // By way of `lower`, each segment is passed over once in all.
                let mut place = list.len().checked_sub(1);
                while let Some(j) = place.filter(|&j| list[j].from >= next.from) {
                    place = list[j].lower;
                }
                next.lower = place;
                let Some(j) = place.filter(|&j| list[j].to < next.to) else {
                    break;
                };
                (next.blocks.start, next.from) = (list[j].blocks.start, list[j].from);
                list.truncate(j);
            }
            list.push(next);
        }
        list.into_iter().map(|segment| segment.blocks)
    }
}

/// A stretch of a chain, with the score of all columns up to its first and to its last.
struct Segment {
    blocks: Range<usize>,
    from: f64,
    to: f64,
    /// The last segment before it that starts from a lower score.
    lower: Option<usize>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Blocks out of (columns of gap before it, words), the gap on either side or both.
    fn chain(steps: &[(u32, u32)]) -> Vec<Block> {
        let (mut a, mut b) = (0, 0);
        let mut blocks = Vec::new();
        for (at, &(gap, len)) in steps.iter().enumerate() {
            a += if at % 3 == 1 { 0 } else { gap };
            b += if at % 3 == 2 { 0 } else { gap };
            blocks.push(Block { a, b, len });
            (a, b) = (a + len, b + len);
        }
        blocks
    }

    /// By definition: the best stretch of columns, the shortest of them and the first; then the same on either side.
    fn by_definition(columns: &[i64], from: usize, list: &mut Vec<(usize, usize)>) {
        let stretches = (0..columns.len()).flat_map(|i| (i + 1..=columns.len()).map(move |j| (i, j)));
        let best = stretches.max_by_key(|&(i, j)| {
            let score: i64 = columns[i..j].iter().sum();
            (score, std::cmp::Reverse((j - i, i)))
        });
        let Some((i, j)) = best.filter(|&(i, j)| columns[i..j].iter().sum::<i64>() > 0) else {
            return;
        };
        by_definition(&columns[..i], from, list);
        list.push((from + i, from + j));
        by_definition(&columns[j..], from + j, list);
    }

    proptest! {
        #[test]
        fn segments_are_those_of_the_definition(steps in prop::collection::vec((1_u32..9, 1_u32..7), 1..12)) {
            let blocks = chain(&steps);
            // A word that agrees is 3 eighths, and another column 5 of them the other way.
            let mut columns = Vec::new();
            let mut places = Vec::new();
            for (at, &(gap, len)) in steps.iter().enumerate() {
                columns.extend(vec![-5; if at == 0 { 0 } else { gap as usize }]);
                let start = columns.len();
                columns.extend(vec![3; len as usize]);
                places.push((start, columns.len()));
            }
            let mut expected = Vec::new();
            by_definition(&columns, 0, &mut expected);
            let found: Vec<(usize, usize)> = Chain::new(&blocks)
                .segments(0..blocks.len(), 0.625)
                .map(|s| (places[s.start].0, places[s.end - 1].1))
                .collect();
            prop_assert_eq!(found, expected);
        }

        /// Whole if it can be; else every kept part is a match, and no two neighbours are one together.
        #[test]
        fn what_is_kept_is_a_match_and_not_cut_without_need(
            steps in prop::collection::vec((1_u32..25, 1_u32..20), 1..30),
            min_identity in prop::sample::select(vec![0.0, 0.3, 0.6, 0.75, 1.0]),
        ) {
            let blocks = chain(&steps);
            let params = Params { min_identity, ..Params::default() };
            let of = Chain::new(&blocks);
            let telling = |m: &Alignment| {
                m.words as usize >= params.min_words
                    && m.blocks.iter().any(|k| k.len as usize >= params.min_run_words)
                    && m.identity() >= min_identity
            };
            let kept = matches(&blocks, &params);
            prop_assert!(kept.iter().all(telling));
            let whole = of.alignment(0..blocks.len());
            if telling(&whole) {
                prop_assert_eq!(&kept, &vec![whole]);
            }
            let place = |a: u32| blocks.iter().position(|k| k.a >= a).unwrap_or(blocks.len());
            for pair in kept.windows(2) {
                prop_assert!(pair[0].a_end <= pair[1].a_start && pair[0].b_end <= pair[1].b_start);
                prop_assert!(!telling(&of.alignment(place(pair[0].a_start)..place(pair[1].a_end))));
            }
            for segment in of.segments(0..blocks.len(), min_identity) {
                let part = of.alignment(segment);
                let has_it = |m: &Alignment| m.a_start <= part.a_start && part.a_end <= m.a_end;
                prop_assert!(!telling(&part) || kept.iter().any(has_it));
            }
        }
    }

    #[test]
    fn two_good_parts_around_a_poor_one_are_two_matches() {
        let params = Params::default();
        let ranges = |steps: &[(u32, u32)]| -> Vec<(u32, u32)> {
            matches(&chain(steps), &params)
                .iter()
                .map(|m| (m.a_start, m.a_end))
                .collect()
        };
        // The phrase in the middle is not worth the gaps on its sides, nor enough alone.
        assert_eq!(ranges(&[(0, 20), (24, 6), (24, 20)]), [(0, 20), (50, 70)]);
        assert_eq!(ranges(&[(0, 20), (20, 6)]), [(0, 20)]);
        // Too few words for a match alone, but a telling run, and near.
        assert_eq!(ranges(&[(0, 9), (7, 21), (24, 6), (24, 5), (24, 5)]), [(0, 30)]);
        // Two near neighbours stay one passage, whatever is farther on.
        assert_eq!(
            ranges(&[(0, 20), (0, 20), (24, 5), (24, 5), (24, 30)]),
            [(0, 40), (98, 128)]
        );
        assert_eq!(
            ranges(&[(0, 40), (24, 40), (24, 5), (24, 5), (24, 5), (24, 5)]),
            [(0, 80)]
        );
    }
}
