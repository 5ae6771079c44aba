//! Runs into chains, chains into blocks of equal words.

use super::edit::{EditOp, edit_script};
use super::seed::Run;
use super::{Block, Params};

/// Runs looked back at for a predecessor: bounds the cost where text repeats.
const LOOK_BACK: usize = 48;
/// Largest gap (product of both sides) that is aligned word by word.
const MAX_GAP_CELLS: usize = 1 << 14;
/// Words looked at in one step of extension.
const EXTEND_WORDS: usize = 24;
/// Points of a matching word; a word of gap costs one.
const MATCH: i64 = 4;

/// Chains of runs in order on both sides, best first; every run is in one chain at most.
pub(super) fn chains(mut runs: Vec<Run>, params: &Params) -> Vec<Vec<Run>> {
    runs.sort_unstable_by_key(|r| (r.b + r.len, r.a + r.len, r.b));
    let mut score: Vec<i64> = Vec::with_capacity(runs.len());
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(runs.len());
    for (at, run) in runs.iter().enumerate() {
        let mut best = (MATCH * run.len as i64, None);
        for before in (at.saturating_sub(LOOK_BACK)..at).rev() {
            let Some((gain, gap)) = link(&runs[before], run, params) else {
                continue;
            };
            let total = score[before] + MATCH * gain as i64 - gap as i64;
            if total > best.0 {
                best = (total, Some(before));
            }
        }
        score.push(best.0);
        previous.push(best.1);
    }
    let mut order: Vec<usize> = (0..runs.len()).collect();
    order.sort_unstable_by_key(|&i| (std::cmp::Reverse(score[i]), i));
    let mut used = vec![false; runs.len()];
    let mut chains = Vec::new();
    for end in order {
        let mut chain = Vec::new();
        let mut at = Some(end);
        while let Some(i) = at {
            if used[i] {
                break;
            }
            used[i] = true;
            chain.push(runs[i]);
            at = previous[i];
        }
        if !chain.is_empty() {
            chain.reverse();
            chains.push(chain);
        }
    }
    // A chain cut at a used run is worth less than its score said.
    chains.sort_by_key(|c| std::cmp::Reverse(c.iter().map(|r| r.len).sum::<usize>()));
    chains
}

/// What `next` adds after `before`: (new words, words of gap), if it may follow.
fn link(before: &Run, next: &Run, params: &Params) -> Option<(usize, usize)> {
    let (a_end, b_end) = (before.a + before.len, before.b + before.len);
    if next.a <= before.a || next.b <= before.b {
        return None;
    }
    let overlap = a_end.saturating_sub(next.a).max(b_end.saturating_sub(next.b));
    if overlap >= next.len {
        return None;
    }
    let gap = ((next.a + overlap) - a_end).max((next.b + overlap) - b_end);
    (gap <= params.max_gap_words).then_some((next.len - overlap, gap))
}

/// The equal words of a chain, in order: trims overlaps, aligns gaps word by word, extends both ends.
pub(super) fn grow(a: &[u64], b: &[u64], chain: &[Run], within: bool) -> Vec<Block> {
    let Some(first) = chain.first() else {
        return Vec::new();
    };
    // Inside one stream the two places must stay apart.
    let a_limit = if within { first.b } else { a.len() };
    let mut blocks: Vec<Block> = Vec::with_capacity(chain.len() + 4);
    let (mut a_end, mut b_end) = (first.a, first.b);
    for run in chain {
        let overlap = a_end.saturating_sub(run.a).max(b_end.saturating_sub(run.b));
        // Words that two runs claim are taken from the shorter, since the longer may be what makes it a match.
        let cut = match blocks.last_mut() {
            Some(last) if (overlap + 1..run.len).contains(&(last.len as usize)) => {
                last.len -= overlap as u32;
                (a_end, b_end) = (a_end - overlap, b_end - overlap);
                0
            }
            _ => overlap,
        };
        let run_end = (run.a + run.len).min(a_limit);
        let (from_a, from_b) = (run.a + cut, run.b + cut);
        if from_a >= run_end {
            continue;
        }
        gap(a, b, (a_end, from_a), (b_end, from_b), &mut blocks);
        let len = run_end - from_a;
        push(&mut blocks, from_a, from_b, len);
        (a_end, b_end) = (from_a + len, from_b + len);
    }
    // Forwards, then backwards on reversed windows.
    loop {
        let window_a = &a[a_end..a_limit.min(a_end + EXTEND_WORDS)];
        let window_b = &b[b_end..b.len().min(b_end + EXTEND_WORDS)];
        let Some((da, db)) = reach(window_a.iter(), &window_b.iter()) else {
            break;
        };
        gap(a, b, (a_end, a_end + da), (b_end, b_end + db), &mut blocks);
        (a_end, b_end) = (a_end + da, b_end + db);
    }
    let (mut a_start, mut b_start) = (first.a, first.b);
    let b_limit = if within { a_end } else { 0 };
    // Last first: put in front one step at a time, a long way back would cost its square.
    let mut before = Vec::new();
    loop {
        let window_a = &a[a_start.saturating_sub(EXTEND_WORDS)..a_start];
        let window_b = &b[b_start.saturating_sub(EXTEND_WORDS).max(b_limit).min(b_start)..b_start];
        let Some((da, db)) = reach(window_a.iter().rev(), &window_b.iter().rev()) else {
            break;
        };
        let mut step = Vec::new();
        gap(a, b, (a_start - da, a_start), (b_start - db, b_start), &mut step);
        before.extend(step.into_iter().rev());
        (a_start, b_start) = (a_start - da, b_start - db);
    }
    before.reverse();
    before.append(&mut blocks);
    merge(before)
}

fn push(blocks: &mut Vec<Block>, a: usize, b: usize, len: usize) {
    if len > 0 {
        blocks.push(Block {
            a: a as u32,
            b: b as u32,
            len: len as u32,
        });
    }
}

/// Joins blocks that touch on both sides.
fn merge(blocks: Vec<Block>) -> Vec<Block> {
    let mut merged: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        match merged.last_mut() {
            Some(last) if last.a + last.len == block.a && last.b + last.len == block.b => last.len += block.len,
            _ => merged.push(block),
        }
    }
    merged
}

/// Aligns two gaps word by word and pushes the equal words.
fn gap(a: &[u64], b: &[u64], ga: (usize, usize), gb: (usize, usize), blocks: &mut Vec<Block>) {
    let (x, y) = (&a[ga.0..ga.1], &b[gb.0..gb.1]);
    if x.is_empty() || y.is_empty() || x.len() * y.len() > MAX_GAP_CELLS {
        return;
    }
    for op in edit_script(x, y) {
        if let EditOp::Equal { a, b, len } = op {
            push(blocks, ga.0 + a, gb.0 + b, len);
        }
    }
}

/// How far both windows go on as the same text: the cell with the best score (a match +1, any edit -1),
/// if that is above zero. Always ends with a matching word.
fn reach<'w>(a: impl Iterator<Item = &'w u64>, b: &(impl Iterator<Item = &'w u64> + Clone)) -> Option<(usize, usize)> {
    let width = b.clone().count();
    let mut row: Vec<i32> = (0..=width as i32).map(|j| -j).collect();
    let mut best = (0, 0, 0);
    for (i, x) in a.enumerate() {
        let mut diagonal = row[0];
        row[0] = -(i as i32) - 1;
        for (j, y) in b.clone().enumerate() {
            let matched = x == y;
            let through = diagonal + if matched { 1 } else { -1 };
            diagonal = row[j + 1];
            row[j + 1] = through.max(row[j] - 1).max(diagonal - 1);
            if matched && row[j + 1] == through && through > best.0 {
                best = (through, i + 1, j + 1);
            }
        }
    }
    (best.0 > 0).then_some((best.1, best.2))
}
