//! Do two places tell of the same thing?
//!
//! Input: the uncommon words that stand around each quotation; output: the weight of those that two have in common, a
//! sum of the natural logarithms of how rare each is among all quotations. Two reports of one remark name the same people and
//! things beside it, whoever they say spoke; two uses of a stock phrase do not. As if there were [`PRIOR`] more
//! quotations, so that a small corpus has rare words too. How well that tells pairs labelled by reading apart, and where
//! it falls short, stands in `benches/README.md`.
//! Cost: a sort of all words around quotations, and a walk along two short lists for each comparison.

use super::Item;
use super::words::is_common;
use crate::hash::Map;
use crate::text::{Span, each_token};

/// Bytes on either side that are read.
const REACH_BYTES: usize = 160;
/// Quotations that every corpus counts as having more than it has, none of which has any of its words.
const PRIOR: f32 = 1000.0;

/// The uncommon words around a quotation.
pub(super) fn read(text: &str, span: Span) -> Box<[u32]> {
    let boundary = |at: usize| (at..=at + 3).find(|&i| text.is_char_boundary(i));
    let from = boundary(span.lo().saturating_sub(REACH_BYTES)).unwrap_or(span.lo());
    let to = boundary((span.hi() + REACH_BYTES).min(text.len())).unwrap_or(text.len());
    let mut words = Vec::with_capacity(32);
    let mut add = |part: &str, cut: usize| {
        each_token(part, |token| {
            // A word at the cut may be the rest of a longer one.
            let whole = token.start as usize != cut && token.end as usize != cut;
            if whole && !is_common(token.hash) {
                words.push((token.hash >> 32) as u32);
            }
        });
    };
    add(
        text.get(from..span.lo()).unwrap_or(""),
        if from == 0 { usize::MAX } else { 0 },
    );
    let after = text.get(span.hi()..to).unwrap_or("");
    add(after, if to == text.len() { usize::MAX } else { after.len() });
    words.sort_unstable();
    words.dedup();
    words.into()
}

/// How rare each word around the quotations of a corpus is.
pub(super) struct Contexts {
    /// Of words around two quotations or more: no other can be shared.
    weights: Map<u32, f32>,
}

impl Contexts {
    pub(super) fn new(items: &[Item<'_>]) -> Self {
        let mut words: Vec<u32> = items.iter().flat_map(|i| i.context.iter().copied()).collect();
        words.sort_unstable();
        let all = items.len() as f32 + PRIOR;
        let weights = words
            .chunk_by(|a, b| a == b)
            .filter(|run| run.len() > 1)
            .map(|run| (run[0], (all / (run.len() as f32 + 1.0)).ln()))
            .collect();
        Self { weights }
    }

    /// The weight of the words around both quotations.
    pub(super) fn shared(&self, a: &Item<'_>, b: &Item<'_>) -> f32 {
        let (a, b) = (&a.context, &b.context);
        let (mut i, mut j, mut weight) = (0, 0, 0.0);
        while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
            if x == y {
                weight += self.weights.get(x).copied().unwrap_or(0.0);
            }
            i += usize::from(x <= y);
            j += usize::from(y <= x);
        }
        weight
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_around_are_read_whole() {
        let text = "The harbour master spoke at Corran. “No more boats” was all that Ines Calloway would say.";
        let words = |text: &str, of: &str| {
            let at = text.find(of).unwrap();
            read(text, Span::new(at, at + of.len()))
        };
        let hash = |word: &str| (crate::text::word_hash(word) >> 32) as u32;
        let around = words(text, "No more boats");
        for word in ["harbour", "corran", "calloway"] {
            assert!(around.contains(&hash(word)), "{word}");
        }
        assert!(!around.contains(&hash("boats")) && !around.contains(&hash("the")));
        // The first and the last word are cut, and so left out.
        let long = format!("{}harbour “No more boats” lantern{}", "é".repeat(90), "x".repeat(200));
        assert_eq!(words(&long, "No more boats").len(), 0);
    }
}
