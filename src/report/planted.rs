//! What `dedupe synth` writes: articles, and the gold that says what was planted in them.
//!
//! The dump is JSON Lines of [`Article`]; the gold is one [`Header`] line, then one [`Gold`] line for each article, in the
//! same order. A line speaks of one article alone, so both files stream at any size; lines belong together by
//! the ids of stories, passages and quotations. Offsets are half-open code points of the article's `text`.

use serde::{Deserialize, Serialize};

/// Version of the gold format, the value of `gold` in the [`Header`].
pub const GOLD_VERSION: u32 = 1;

/// One article of the dump.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Unique id; its order says nothing.
    pub id: String,
    /// Who publishes it.
    pub outlet: String,
    /// ISO 8601, a day or a second; some articles have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Headline.
    pub title: String,
    /// Author line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// Address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The text; paragraphs are parted by an empty line.
    pub text: String,
}

/// First line of the gold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// [`GOLD_VERSION`].
    pub gold: u32,
    /// Articles in the dump.
    pub articles: u64,
    /// The seed it was made from.
    pub seed: u64,
    /// Words of an article of middle length.
    pub words: u32,
}

/// How an article was made from its story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The text the others are made from.
    Original,
    /// The same bytes.
    Exact,
    /// Up to 2% of its words replaced, anywhere.
    Edited,
    /// A new first sentence.
    Shifted,
    /// Without its last or first tenth.
    CutTenth,
    /// A quarter to a half of it.
    Cut,
    /// Half of it and half of another story.
    Merged,
    /// Every third to fifth telling word replaced by a synonym, some sentences swapped.
    Spun,
}

impl Relation {
    /// Every relation, those that make one story first.
    pub const ALL: [Self; 8] = [
        Self::Original,
        Self::Exact,
        Self::Edited,
        Self::Shifted,
        Self::CutTenth,
        Self::Cut,
        Self::Merged,
        Self::Spun,
    ];

    /// Its name in the gold.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Exact => "exact",
            Self::Edited => "edited",
            Self::Shifted => "shifted",
            Self::CutTenth => "cut_tenth",
            Self::Cut => "cut",
            Self::Merged => "merged",
            Self::Spun => "spun",
        }
    }

    /// Whether a copy made so may be told apart from its story: neither answer is wrong.
    #[must_use]
    pub const fn is_optional(self) -> bool {
        matches!(self, Self::Cut | Self::Merged | Self::Spun)
    }
}

/// What was planted in one article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gold {
    /// The article's id.
    pub article: String,
    /// The story it is a copy of; null where it stands alone.
    pub story: Option<String>,
    /// The second story of a merged article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub also: Option<String>,
    /// How it was made from the story.
    pub relation: Option<Relation>,
    /// Text that stands, or may stand, in other articles too.
    pub passages: Vec<Passage>,
    /// Every quotation.
    pub quotes: Vec<Quote>,
}

/// A run of consecutive pieces (sentences, as a rule) of a passage, and where it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    /// Id, the same wherever this passage stands; a story's text has the id of the story.
    pub passage: String,
    /// `wire` (a story with a credit), `shared` (one without), `background` or `boilerplate`.
    pub kind: String,
    /// Start, code points.
    pub start: u32,
    /// End, code points.
    pub end: u32,
    /// Number of its first piece in the passage, from 0; two runs share the pieces whose numbers they share.
    pub of_start: u32,
    /// Where its second and later pieces start, code points.
    pub inner: Vec<u32>,
}

/// One quotation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// Id, the same wherever these words are quoted.
    pub quote: String,
    /// Start of the words between the marks, code points.
    pub start: u32,
    /// End of the words between the marks, code points.
    pub end: u32,
    /// `identical`, `typography`, `truncated`, `fragment` or `edited`, against the words as they were said.
    pub variant: String,
    /// Who says it, by the fullest name.
    pub speaker: Option<String>,
}
