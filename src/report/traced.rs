//! What `dedupe quote --json` prints: the words that were asked for and every place that carries them.
//!
//! One object. Offsets are half-open code points of the article's text, as in every file of a scan.

use std::collections::BTreeMap;

use serde::Serialize;

use super::records::{Article, Date, Quote};

/// What `dedupe quote --json` prints: words, the quotations that hold them with all carriers, and where else they stand.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Trace {
    /// Version of the file formats.
    pub schema_version: u32,
    /// The words that were asked for.
    pub words: String,
    /// What was searched.
    pub searched: Searched,
    /// Quotations that hold the words, nearest first, then most articles first.
    pub quotes: Vec<TracedQuote>,
    /// Places where the words stand without quotation marks, earliest article first; none where they are too few or
    /// too common to tell anything.
    pub unmarked: Vec<Unmarked>,
    /// Where no quotation holds the words: the one that comes nearest.
    pub nearest: Option<Nearest>,
    /// Every article named above, by id, as in `articles.jsonl`.
    pub articles: BTreeMap<String, Article>,
}

/// What was searched.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Searched {
    /// Articles read.
    pub articles: u64,
    /// Quotations found in them.
    pub quotations: u64,
    /// Records that could not be read.
    pub rejected: u64,
    /// Dates of the articles, the first and the last day known; null where no article is dated.
    pub first_day: Option<String>,
    /// The last day.
    pub last_day: Option<String>,
}

/// A quotation that holds the words.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TracedQuote {
    /// How its nearest carrier holds the words: `same`, `inside` (they are a run of its words), `part` (it is a run of
    /// them) or `similar` (most agree; letters may be mistyped).
    pub held: String,
    /// 1 less the share of words that differ there; a mistyped word counts a fifth.
    pub agreement: f64,
    /// Articles that carry it.
    pub articles: u64,
    /// Known outlets of these.
    pub outlets: u64,
    /// The quotation with all its carriers, as in `quotes.jsonl`.
    pub quote: Quote,
}

/// A place where the words stand without quotation marks.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Unmarked {
    /// The article.
    pub article: String,
    /// Its outlet, if known.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// Start of the words, code points.
    pub start: u32,
    /// End of the words, code points.
    pub end: u32,
    /// The words as printed.
    pub text: String,
    /// Up to 40 code points before.
    pub prefix: String,
    /// Up to 40 code points after.
    pub suffix: String,
}

/// The quotation that comes nearest to words that none holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Nearest {
    /// 1 less the share of words that differ.
    pub agreement: f64,
    /// The article.
    pub article: String,
    /// Its outlet, if known.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// Start of the words between the marks, code points.
    pub start: u32,
    /// End of the words between the marks, code points.
    pub end: u32,
    /// The words between the marks.
    pub text: String,
    /// Speaker as this article names him; null where unknown.
    pub speaker: Option<String>,
}
