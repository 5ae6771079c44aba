//! How rare is a word, and do two places tell of the same thing?
//!
//! Input: the words of each quotation and the uncommon ones that stand around it; output: the weight of a word, the
//! natural logarithm of how rare it is among all quotations, and the sum of the weights around two quotations that both
//! have. Two reports of one remark name the same people and things beside it, whoever they say spoke; two uses of a
//! stock phrase do not. As if there were [`PRIOR`] more quotations, so that a small corpus has rare words too.
//! Words are counted by a part of their hash: two words that fall together count as the less rare one that they are together.
//! Cost: a pass over all words, and a walk along two short lists for each comparison.

use super::Item;
use super::words::is_common;
use crate::text::{Span, each_token};

/// Bytes on either side that are read.
const REACH_BYTES: usize = 160;
/// Quotations that every corpus counts as having more than it has, none of which has any of its words.
const PRIOR: f32 = 1000.0;
/// Bits of a hash that words are counted by, at least and at most.
const COUNT_BITS: (u32, u32) = (10, 22);

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
                words.push(short(token.hash));
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

const fn short(word: u64) -> u32 {
    (word >> 32) as u32
}

/// How many quotations have a word.
struct Counts {
    of: Vec<u32>,
    shift: u32,
    all: f32,
}

impl Counts {
    fn new(quotations: usize, words: impl Iterator<Item = u32>) -> Self {
        let enough = usize::BITS - (quotations * 8).leading_zeros();
        let bits = enough.clamp(COUNT_BITS.0, COUNT_BITS.1);
        let shift = u32::BITS - bits;
        let mut of = vec![0_u32; 1 << bits];
        for word in words {
            let count = &mut of[(word >> shift) as usize];
            *count = count.saturating_add(1);
        }
        Self {
            of,
            shift,
            all: quotations as f32 + PRIOR,
        }
    }

    fn weight(&self, word: u32) -> f32 {
        let count = self.of[(word >> self.shift) as usize];
        (self.all / (count as f32 + 1.0)).ln().max(0.0)
    }
}

/// How rare each word in and around the quotations of a corpus is.
pub(super) struct Contexts {
    inside: Counts,
    around: Counts,
}

impl Contexts {
    pub(super) fn new(items: &[Item<'_>]) -> Self {
        let inside = Counts::new(
            items.len(),
            items.iter().flat_map(|i| i.words.iter().map(|&w| short(w))),
        );
        let around = Counts::new(items.len(), items.iter().flat_map(|i| i.context.iter().copied()));
        Self { inside, around }
    }

    /// The weight of a word that is quoted.
    pub(super) fn spoken(&self, word: u64) -> f32 {
        self.inside.weight(short(word))
    }

    /// The weight of the words around both quotations.
    pub(super) fn shared(&self, a: &Item<'_>, b: &Item<'_>) -> f32 {
        let (a, b) = (&a.context, &b.context);
        let (mut i, mut j, mut weight) = (0, 0, 0.0);
        while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
            if x == y {
                weight += self.around.weight(*x);
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

    #[test]
    fn rare_words_weigh_more() {
        let words = (0..1000_u64).flat_map(|i| [7 << 29, short(crate::hash::mix(i))]);
        let counts = Counts::new(1000, words);
        assert!(counts.weight(7 << 29) < 0.7, "{}", counts.weight(7 << 29));
        assert!(counts.weight(short(crate::hash::mix(3))) > 6.0);
    }
}
