//! How right are results, against a gold?
//!
//! Input: plain structs with numbers for ids, gold beside found; output: counts and scores. Stories are scored by
//! pairs and the adjusted Rand index ([`stories`]), alignments by plagdet ([`Plagdet`], [`Aligned`]), passages by kind,
//! quotations by place, family, speaker and wording ([`quotes`]).
//!
//! Invariants: nothing is compared pair by pair that can be counted: pairs come from contingency counts, spans are
//! intervals, never sets of characters. Cost: a sort of what is scored. Reading and printing are the caller's.

mod intervals;
mod passages;
mod plagdet;
mod quotes;
mod stories;

pub use passages::{
    ALL_PAIRS, Aligned, Class, Entry, FoundFamily, FoundMatch, GoldArticle, KindScore, PassageScores, Place, SHORT,
};
pub use plagdet::{Case, Plagdet, Tally};
pub use quotes::{FoundQuote, GoldQuote, QuoteScores, quotes};
pub use stories::{Optional, Pairs, StoryScores, pairs, stories};

/// How many of all are right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// Those that are right.
    pub right: u64,
    /// All.
    pub all: u64,
}

impl Share {
    /// Counts one more.
    pub fn add(&mut self, right: bool) {
        self.right += u64::from(right);
        self.all += 1;
    }

    /// `right / all`; `None` where nothing was asked.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        (self.all > 0).then(|| self.right as f64 / self.all as f64)
    }
}
