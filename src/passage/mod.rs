//! Which text do outlets share, and what sort of text is it?
//!
//! Input: fingerprint postings, stories, alignments of candidate pairs; output: [`Family`]s, each one
//! passage with all its carriers, aligned with one representative, and a [`Kind`] with the rule that
//! decided it. The steps are pure functions that the pipeline runs in this order:
//! [`sharing_pairs`] → [`candidate_pairs`] → [`repeated_by_outlet`] (what one outlet prints under many stories is set aside
//! first, so that a footer cannot glue stories together) → [`crate::align`] → [`families`] → [`of_one_text`] → [`classify`] → [`settle`].
//!
//! Invariants: every carrier overlaps the representative's span by its own alignment, never through a
//! chain of others; no fingerprint is dropped for being frequent; the same result for any order of
//! input. Cost: linear in carriers (large groups are aligned with their first member).

mod candidate;
mod family;
mod furniture;
mod kind;
mod one_text;
mod speech;
mod standing;

pub use candidate::{Pair, candidate_pairs, repeats_itself, sharing_pairs};
pub(crate) use family::covered;
pub use family::{Carrier, Family, families};
pub use furniture::{HOLE_WORDS, Mask, may_be_furniture, repeated_by_outlet};
pub use kind::{Context, Kind, Verdict, agencies, classify};
pub use one_text::of_one_text;
pub use speech::Heard;
pub use standing::settle;

use crate::align::Alignment;
use crate::article::ArticleIx;

/// Settings of the passage stage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Params {
    /// Fingerprints two articles must share to be aligned. More: faster, short passages are missed (recall).
    pub min_shared_fingerprints: u32,
    /// Largest group of carriers in which every pair is aligned. Larger: more evidence per family, slower.
    pub all_pairs_limit: usize,
    /// Stories of one outlet a text must stand in to be set aside as its furniture before aligning.
    /// Fewer: more is called boilerplate (recall), at the price of reused reporting.
    pub boilerplate_stories: usize,
    /// Stories of one outlet from which a text is furniture even if all are of a few days, when fewer could
    /// be one running story rewritten. Fewer: furniture of one-day dumps is found (recall), reused reporting too.
    pub boilerplate_sure_stories: usize,
    /// Longest text, in words, that is boilerplate because different stories begin or end with it. Longer: more standing
    /// paragraphs of background, and of follow-ups, are called boilerplate.
    pub boilerplate_words: usize,
    /// Days within which several outlets print a text for it to be one wire story. More: recall of
    /// wire; standing text is called wire (precision).
    pub wire_days: i64,
    /// Least words of reporting in a passage that is wire copy for its dates alone; a shorter one may be a statement that
    /// several outlets print without marks. Fewer: recall of wire; more: precision.
    pub wire_words: usize,
    /// Words of reporting that two outlets alone must share, under different stories, to be called wire copy for their
    /// dates; with fewer one may just quote the other. Fewer: recall of wire; more: precision.
    pub wire_copy_words: usize,
    /// Longest background paragraph in words. Longer: more shared text is called background.
    pub background_words: usize,
    /// Share of a passage that must stand inside quotation marks, in one carrier at least, for it to be a quotation and nothing
    /// else. Lower: passages with some reporting around the quotation count too.
    pub quotation_share: f64,
    /// Words that must agree outside the quotation marks for a passage with a quotation in it to be more than
    /// that quotation. More: reports that share a quotation and some facts are no shared text (precision).
    pub outside_words: u32,
    /// Words of reporting that must agree, in runs of three and outside all that is said, for a passage of which at
    /// least as much is said to be more than a quotation. More: the same as for `outside_words`.
    pub reporting_words: u32,
}

impl Default for Params {
    fn default() -> Self {
        Self {
            min_shared_fingerprints: 2,
            all_pairs_limit: 6,
            boilerplate_stories: 3,
            boilerplate_sure_stories: 12,
            boilerplate_words: 80,
            wire_days: 3,
            wire_words: 30,
            wire_copy_words: 90,
            background_words: 150,
            quotation_share: 0.7,
            outside_words: 16,
            reporting_words: 20,
        }
    }
}

/// A pairwise alignment between two articles (or two places of one).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The article that comes first in time (see `Corpus::rank`).
    pub a: ArticleIx,
    /// The other; equal to `a` for text repeated inside one article.
    pub b: ArticleIx,
    /// Where and how they agree, in tokens.
    pub alignment: Alignment,
    /// It lies in text that was set aside as furniture of one outlet.
    pub set_aside: bool,
}
