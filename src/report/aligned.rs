//! What `dedupe diff --json` prints: two articles and the passages they share.
//!
//! One object. Offsets are half-open code points of the article's text, as in every file of a scan.

use serde::Serialize;

use super::records::Article;

/// What `dedupe diff --json` prints: two articles, the passages both print, and how the words differ there.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Diff {
    /// Version of the file formats.
    pub schema_version: u32,
    /// The first article, as in `articles.jsonl`; `story` is null.
    pub a: Article,
    /// The second article.
    pub b: Article,
    /// `exact`: the same words; `near`: nearly the same; `part`: one is cut from the other; null: not one story.
    pub relation: Option<String>,
    /// Jaccard similarity of the word shingles of both articles; null where one of them has no word.
    pub similarity: Option<f64>,
    /// Share of the smaller article's shingles that the larger one has; null where one of them has no word.
    pub containment: Option<f64>,
    /// Words of `a` that stand in `b`, in one of the passages.
    pub a_shared_words: u64,
    /// `a_shared_words` / words of `a`; 0 where it has none.
    pub a_shared_share: f64,
    /// Words of `b` that stand in `a`, in one of the passages.
    pub b_shared_words: u64,
    /// `b_shared_words` / words of `b`; 0 where it has none.
    pub b_shared_share: f64,
    /// Words that must agree in a passage.
    pub min_words: u64,
    /// The passages that both print, in the order of `a`.
    pub matches: Vec<DiffMatch>,
}

/// A passage that both articles print.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DiffMatch {
    /// Start in `a`, code points.
    pub a_start: u32,
    /// End in `a`, code points.
    pub a_end: u32,
    /// Start in `b`, code points.
    pub b_start: u32,
    /// End in `b`, code points.
    pub b_end: u32,
    /// Words that agree.
    pub words: u64,
    /// Share of aligned words that agree, 0 to 1.
    pub identity: f64,
    /// `verbatim`: every word agrees; `edited`: most do; `rewritten`: the rest.
    pub kind: String,
    /// The words of both sides, in order, each in one edit.
    pub edits: Vec<DiffEdit>,
}

/// A run of words, from the first to the last; what stands between two runs (spaces, punctuation) is in neither.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DiffEdit {
    /// `equal`, `replace`, `insert` or `delete`, seen from `a`.
    pub op: String,
    /// Start in `a`, code points.
    pub a_start: u32,
    /// End in `a`, code points; equal to the start for an insertion.
    pub a_end: u32,
    /// Start in `b`, code points.
    pub b_start: u32,
    /// End in `b`, code points; equal to the start for a deletion.
    pub b_end: u32,
}
