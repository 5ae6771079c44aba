//! `align` against a plain full alignment, and on input made to hurt it.
//!
//! The twin is Smith and Waterman's local alignment over words with a full table (1981), which cannot
//! miss anything; cases come from seeds, so that a failure has a name that can be given again.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::ops::Range;
use std::time::{Duration, Instant};

use dedupe::align::{Alignment, Params, SeedIndex, align, align_self};
use dedupe::article::Article;
use dedupe::hash::mix;
use dedupe::pipeline::{self, Op, diff};
use dedupe::report::{Layout, side_by_side};
use dedupe::text::tokenize;
use proptest::prelude::*;

fn find(a: &[u64], b: &[u64], params: &Params) -> Vec<Alignment> {
    align(a, &SeedIndex::new(a, params), b, params)
}

/// Numbers that depend on a seed alone.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0) % n.max(1)
    }

    fn between(&mut self, from: u64, to: u64) -> u64 {
        from + self.below(to - from + 1)
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn one_of(&mut self, list: &[u64]) -> u64 {
        list[self.below(list.len() as u64) as usize]
    }

    /// Words of a vocabulary in which, as in a language, few words are most of the text.
    fn words(&mut self, count: u64, vocabulary: u64) -> Vec<u64> {
        (0..count)
            .map(|_| {
                let top = self.between(1, vocabulary);
                mix(self.below(top))
            })
            .collect()
    }
}

/// Two texts that share edited passages and chance words, and if asked stock phrases close to a passage.
fn case(seed: u64, phrases: bool) -> (Vec<u64>, Vec<u64>) {
    let mut n = Numbers(mix(seed));
    let vocabulary = n.one_of(&[60, 400, 4000]);
    let (mut a, mut b) = (Vec::new(), Vec::new());
    let mut later: Vec<Vec<u64>> = Vec::new();
    for _ in 0..n.between(1, 3) {
        let (before_a, before_b) = (n.below(60), n.below(60));
        a.extend(n.words(before_a, vocabulary));
        b.extend(n.words(before_b, vocabulary));
        let length = n.between(12, 110);
        let passage = n.words(length, vocabulary);
        let edits = n.one_of(&[0, 3, 10, 20, 30]);
        let mut copy = Vec::new();
        for &word in &passage {
            if !n.chance(edits) {
                copy.push(word);
                continue;
            }
            match n.below(20) {
                // Left out, replaced, put in; at times a whole sentence of it.
                0..6 => {}
                6..14 => copy.extend(n.words(1, vocabulary)),
                14..19 => {
                    let more = n.between(1, 3);
                    copy.extend(n.words(more, vocabulary));
                    copy.push(word);
                }
                _ => {
                    let more = n.between(5, 40);
                    copy.extend(n.words(more, vocabulary));
                    copy.push(word);
                }
            }
        }
        a.extend(&passage);
        if n.chance(30) {
            // Printed later: paragraphs in another order.
            later.push(copy);
            continue;
        }
        b.extend(copy);
        if phrases && n.chance(40) {
            // A stock phrase not far behind the passage.
            let (gap_a, gap_b, length) = (n.below(25), n.below(25), n.between(4, 8));
            let phrase = n.words(length, vocabulary);
            for (text, gap) in [(&mut a, gap_a), (&mut b, gap_b)] {
                text.extend(n.words(gap, vocabulary));
                text.extend(&phrase);
            }
        }
    }
    for copy in later {
        b.extend(copy);
        let after = n.below(30);
        b.extend(n.words(after, vocabulary));
    }
    (a, b)
}

/// The best local alignment as its equal pairs, each with the column it stands in: +1 a match, -1 all else.
fn smith_waterman(a: &[u64], b: &[u64]) -> Vec<(usize, usize, usize)> {
    let width = b.len() + 1;
    let mut table = vec![0_i32; (a.len() + 1) * width];
    let mut best = (0, 0, 0);
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let through = table[(i - 1) * width + j - 1] + if a[i - 1] == b[j - 1] { 1 } else { -1 };
            let skip = table[(i - 1) * width + j].max(table[i * width + j - 1]) - 1;
            let score = through.max(skip).max(0);
            table[i * width + j] = score;
            if score > best.0 {
                best = (score, i, j);
            }
        }
    }
    let (_, mut i, mut j) = best;
    let (mut pairs, mut column) = (Vec::new(), 0);
    while table[i * width + j] > 0 {
        let here = table[i * width + j];
        let equal = a[i - 1] == b[j - 1];
        if here == table[(i - 1) * width + j - 1] + if equal { 1 } else { -1 } {
            (i, j) = (i - 1, j - 1);
            if equal {
                pairs.push((i, j, column));
            }
        } else if here == table[(i - 1) * width + j] - 1 {
            i -= 1;
        } else {
            j -= 1;
        }
        column += 1;
    }
    pairs.reverse();
    for pair in &mut pairs {
        pair.2 = column - 1 - pair.2;
    }
    pairs
}

/// Keeps of an alignment what `align` must not miss.
///
/// It is cut where no chain crosses: between runs long enough for a seed that stand farther apart than
/// `max_gap_words`, or than a chain finds them worth, which is four words of gap for each of the shorter. A
/// piece from its first such run to its last must itself be a match by every parameter.
fn strong_pieces(pairs: &[(usize, usize, usize)], params: &Params) -> Vec<Vec<(usize, usize, usize)>> {
    let mut seeds: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for run in pairs.chunk_by(|x, y| x.0 + 1 == y.0 && x.1 + 1 == y.1) {
        if run.len() >= params.seed_words {
            seeds.push(at..at + run.len());
        }
        at += run.len();
    }
    let crossed = |x: &Range<usize>, y: &Range<usize>| {
        let (end, start) = (pairs[x.end - 1], pairs[y.start]);
        let gap = (start.0 - end.0 - 1).max(start.1 - end.1 - 1);
        gap <= params.max_gap_words && gap < 4 * x.len().min(y.len())
    };
    seeds
        .chunk_by(crossed)
        .filter_map(|chain| {
            let piece = &pairs[chain[0].start..chain[chain.len() - 1].end];
            let columns = piece[piece.len() - 1].2 - piece[0].2 + 1;
            let longest = chain.iter().map(ExactSizeIterator::len).max().unwrap_or(0);
            let strong = piece.len() >= params.min_words
                && longest >= params.min_run_words
                && piece.len() as f64 / columns as f64 >= params.min_identity;
            strong.then(|| piece.to_vec())
        })
        .collect()
}

/// Whether a match is what it says: equal words in order, and the counts of them.
fn is_sound(m: &Alignment, a: &[u64], b: &[u64], params: &Params) -> bool {
    let (mut at, mut words, mut columns, mut longest) = ((m.a_start, m.b_start), 0, 0, 0);
    for k in &m.blocks {
        if k.a < at.0 || k.b < at.1 || k.len == 0 {
            return false;
        }
        let equal = a[k.a as usize..][..k.len as usize] == b[k.b as usize..][..k.len as usize];
        if !equal {
            return false;
        }
        columns += (k.a - at.0).max(k.b - at.1) + k.len;
        words += k.len;
        longest = longest.max(k.len as usize);
        at = (k.a + k.len, k.b + k.len);
    }
    let first = m.blocks.first().is_some_and(|k| (k.a, k.b) == (m.a_start, m.b_start));
    first
        && at == (m.a_end, m.b_end)
        && words == m.words
        && columns == m.columns
        && words as usize >= params.min_words
        && longest >= params.min_run_words
        && m.identity() >= params.min_identity
}

/// Share of a piece's equal words that a match has too, at most one word off; or, where the words stand
/// twice, the share of as many words that the same stretch of one side is aligned with elsewhere.
fn covered(piece: &[(usize, usize, usize)], found: &[Alignment]) -> f64 {
    let inside = |m: &Alignment, &(i, j, _): &(usize, usize, usize)| {
        (m.a_start..m.a_end).contains(&(i as u32)) && (m.b_start..m.b_end).contains(&(j as u32))
    };
    let here = piece
        .iter()
        .filter(|pair| found.iter().any(|m| inside(m, pair)))
        .count();
    let elsewhere = found.iter().map(|m| {
        let in_a = piece
            .iter()
            .filter(|p| (m.a_start..m.a_end).contains(&(p.0 as u32)))
            .count();
        let in_b = piece
            .iter()
            .filter(|p| (m.b_start..m.b_end).contains(&(p.1 as u32)))
            .count();
        in_a.max(in_b).min(m.words as usize)
    });
    here.max(elsewhere.max().unwrap_or(0)) as f64 / piece.len() as f64
}

/// Share of a strong piece that must be found.
///
/// The optimum weighs a gap word like a match, a chain only by a quarter, so each may go another way through
/// a stretch that repeats, and one that agrees thinly may belong to a neighbour; its body may not be lost.
const COVERED: f64 = 0.75;

/// A fault of one seed, if there is one.
fn fault(seed: u64, phrases: bool, params: &Params) -> Option<String> {
    let (a, b) = case(seed, phrases);
    let found = find(&a, &b, params);
    for m in &found {
        if !is_sound(m, &a, &b, params) {
            return Some(format!("seed {seed}: not what it says: {m:?}"));
        }
    }
    // The best alignment, then the best of what it leaves, and so on: passages in any order.
    let (mut rest_a, mut rest_b) = (a.clone(), b.clone());
    for round in 0..4_u64 {
        let pairs = smith_waterman(&rest_a, &rest_b);
        for piece in strong_pieces(&pairs, params) {
            let share = covered(&piece, &found);
            if share < COVERED {
                let ((a0, b0, _), (a1, b1, _)) = (piece[0], piece[piece.len() - 1]);
                let found: Vec<_> = found
                    .iter()
                    .map(|m| (m.a_start..m.a_end, m.b_start..m.b_end, m.words))
                    .collect();
                return Some(format!(
                    "seed {seed}: a[{a0}..={a1}] b[{b0}..={b1}], {} words agree, {share:.2} of them found: {found:?}",
                    piece.len()
                ));
            }
        }
        let (Some(first), Some(last)) = (pairs.first(), pairs.last()) else {
            break;
        };
        for (at, word) in rest_a[first.0..=last.0].iter_mut().enumerate() {
            *word = mix(1 << 40 | round << 20 | at as u64);
        }
        for (at, word) in rest_b[first.1..=last.1].iter_mut().enumerate() {
            *word = mix(1 << 41 | round << 20 | at as u64);
        }
    }
    None
}

/// `DEDUPE_CASES` of them, for a long look.
fn cases(usual: u64) -> u64 {
    std::env::var("DEDUPE_CASES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(usual)
}

fn faults(params: &Params) -> Vec<String> {
    let all = (0..cases(400)).flat_map(|seed| [(seed, false), (seed, true)]);
    all.filter_map(|(seed, phrases)| fault(seed, phrases, params)).collect()
}

fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn what_a_full_alignment_finds_is_found() {
    none(&faults(&Params::default()));
}

/// Twenty words in a row, twenty that differ, six that agree again: the chain takes all, is then too unlike to be a
/// match, and the twenty are lost with it.
#[test]
fn a_stock_phrase_behind_a_passage_does_not_lose_it() {
    let words = |from: u64, to: u64| (from..to).map(mix);
    let text = |own: u64| {
        words(0, 20)
            .chain(words(own, own + 20))
            .chain(words(50, 56))
            .collect::<Vec<u64>>()
    };
    let found = find(&text(1000), &text(2000), &Params::default());
    assert_eq!(
        found.iter().map(|m| (m.a_start, m.a_end)).collect::<Vec<_>>(),
        [(0, 20)]
    );
}

/// The same with next to no agreement asked for, so that only what seeds, chains and extension lose is seen.
#[test]
fn what_a_full_alignment_finds_is_in_some_chain() {
    none(&faults(&Params {
        min_identity: 0.05,
        ..Params::default()
    }));
}

/// Every edit in order, every word of the passage once, on `char` boundaries; and a page without controls.
fn check_diff(a: &str, b: &str, width: usize) {
    let article = |text: &str| Article {
        text: text.to_owned(),
        ..Article::default()
    };
    let (a, b) = (article(a), article(b));
    let params = pipeline::Params::default();
    let found = diff(&a, &b, &params);
    for passage in &found.passages {
        let (mut in_a, mut in_b) = (Vec::new(), Vec::new());
        let (mut at_a, mut at_b) = (passage.a.start, passage.b.start);
        for edit in &passage.edits {
            assert!(a.text.get(edit.a.lo()..edit.a.hi()).is_some() && b.text.get(edit.b.lo()..edit.b.hi()).is_some());
            assert!(edit.a.start >= at_a && edit.b.start >= at_b);
            (at_a, at_b) = (edit.a.end, edit.b.end);
            assert_eq!(edit.a.is_empty(), edit.op == Op::Insert);
            assert_eq!(edit.b.is_empty(), edit.op == Op::Delete);
            in_a.push(edit.a);
            in_b.push(edit.b);
        }
        assert_eq!((at_a, at_b), (passage.a.end, passage.b.end));
        for (text, span, edits) in [(&a.text, passage.a, &in_a), (&b.text, passage.b, &in_b)] {
            for token in tokenize(text).iter().map(|t| t.span()).filter(|t| span.contains(*t)) {
                assert_eq!(edits.iter().filter(|e| e.contains(token)).count(), 1);
            }
        }
    }
    let record = found.record(&a, &b, &params);
    for (colour, all) in [(false, true), (true, false)] {
        let page = side_by_side(&record, (&a.text, &b.text), &Layout { width, colour, all });
        let allowed = |c: char| c == '\n' || colour && c == '\u{1B}';
        assert!(!page.contains(|c: char| c.is_control() && !allowed(c)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_can_be_compared(
        around in prop::array::uniform4(".{0,40}"),
        shared in any::<String>(),
        repeats in 1_usize..8,
        width in 0_usize..140,
    ) {
        let [w, x, y, z] = around;
        let shared = format!("{shared} ").repeat(repeats);
        check_diff(&format!("{w}{shared}{x}"), &format!("{y}{shared}{z}"), width);
    }

    /// Words and marks of all sorts, with words changed.
    #[test]
    fn any_edit_can_be_shown(
        words in prop::collection::vec("[a-c]|[а-в]{1,2}|港|ق|e\u{301}|U\\.S\\.|<br />|&nbsp;|[.,!?”\n\t]|\u{1B}\\[31m|\u{202E}", 0..160),
        edits in prop::collection::vec((any::<prop::sample::Index>(), "[x-z]{0,2}"), 0..12),
        width in 0_usize..140,
    ) {
        let mut edited = words.clone();
        for (at, word) in edits {
            if !edited.is_empty() {
                let at = at.index(edited.len());
                edited[at] = word;
            }
        }
        check_diff(&words.join(" "), &edited.join(" "), width);
        check_diff(&words.concat(), &edited.concat(), width);
    }

    /// Words out of a tiny vocabulary, so that everything repeats everywhere.
    #[test]
    fn repetition_is_sound(
        a in prop::collection::vec(0_u64..4, 0..300),
        b in prop::collection::vec(0_u64..4, 0..300),
        seed_words in 1_usize..6,
    ) {
        let (a, b): (Vec<u64>, Vec<u64>) = (a.into_iter().map(mix).collect(), b.into_iter().map(mix).collect());
        let params = Params { seed_words, ..Params::default() };
        for m in find(&a, &b, &params) {
            prop_assert!(is_sound(&m, &a, &b, &params), "{m:?}");
        }
        for m in align_self(&a, &params) {
            prop_assert!(is_sound(&m, &a, &a, &params), "{m:?}");
            prop_assert!(m.a_end <= m.b_start, "{m:?}");
        }
    }
}

/// Texts of `length` words made to cost as much as they can.
fn shapes(length: u64) -> Vec<(&'static str, Vec<u64>)> {
    let made = |word: &dyn Fn(u64) -> u64| (0..length).map(|i| mix(word(i))).collect::<Vec<u64>>();
    let mut n = Numbers(7);
    let stop_words: Vec<u64> = (0..length).map(|_| mix(n.below(12))).collect();
    let two_words: Vec<u64> = (0..length).map(|_| mix(n.below(2))).collect();
    vec![
        ("one word", made(&|_| 1)),
        ("two words in turn", made(&|i| i % 2)),
        ("period of 7", made(&|i| i % 7)),
        ("period of 11", made(&|i| i % 11)),
        ("period of 1,000", made(&|i| i % 1000)),
        ("stop words", stop_words),
        ("two words at random", two_words),
        ("Thue-Morse", made(&|i| u64::from(i.count_ones() % 2))),
        ("ruler", made(&|i| u64::from((i + 1).trailing_zeros()))),
        ("there and back", made(&|i| i.min(length - 1 - i))),
        (
            "a form filled in",
            made(&|i| if i % 7 == 6 { 1 << 32 | i } else { i % 7 }),
        ),
        (
            "a form of 30 words filled in",
            made(&|i| if i % 30 == 29 { 1 << 32 | i } else { i % 30 }),
        ),
        (
            "longer each time",
            made(&|i| {
                let row = ((1.0 + 8.0 * i as f64).sqrt() as u64).saturating_sub(1) / 2;
                i - row * (row + 1) / 2
            }),
        ),
    ]
}

/// Each shape against each: a quadratic step would take minutes here, a linear one takes less than a second.
#[test]
fn the_work_is_bounded_whatever_the_text() {
    let shapes = shapes(20_000);
    let params = Params::default();
    for (name_a, a) in &shapes {
        for (name_b, b) in &shapes {
            let since = Instant::now();
            for m in find(a, b, &params) {
                assert!(is_sound(&m, a, b, &params), "{name_a} with {name_b}: {m:?}");
            }
            let took = since.elapsed();
            assert!(took < Duration::from_secs(10), "{name_a} with {name_b} took {took:?}");
        }
        let since = Instant::now();
        assert!(
            align_self(a, &params).iter().all(|m| is_sound(m, a, a, &params)),
            "{name_a}"
        );
        let took = since.elapsed();
        assert!(took < Duration::from_secs(10), "{name_a} with itself took {took:?}");
    }
}

/// Ten times the words, not a hundred times the work.
#[test]
fn long_repetitions_stay_near_linear() {
    let params = Params::default();
    for (name, words) in shapes(200_000) {
        let since = Instant::now();
        find(&words, &words, &params);
        let took = since.elapsed();
        assert!(took < Duration::from_secs(20), "{name} took {took:?}");
    }
}
