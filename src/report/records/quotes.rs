//! Quotations: their speakers, carriers and wordings.

use serde::{Deserialize, Serialize};

use super::{Date, Doubt, Mention};

record! {
    /// A speaker.
    pub struct Speaker {
        /// Fullest name the carriers give.
        pub name: String,
        /// Role or title tied to the name.
        pub role: Option<String>,
        /// `person`, `organisation` or `anonymous`.
        pub class: String,
    }
}

record! {
    /// One word-level difference between a carrier's wording and the family's text.
    pub struct Edit {
        /// `insert`, `delete` or `replace`, seen from the family's text.
        pub op: String,
        /// The family's words (empty for an insertion).
        pub from: String,
        /// The carrier's words (empty for a deletion).
        pub to: String,
        /// Position in the family's words, from 0.
        pub at: u64,
    }
}

record! {
    /// One line of `quotes.jsonl`: one quotation and every article that carries it.
    pub struct Quote {
        /// Id of the quotation.
        pub quote: String,
        /// Its fullest wording.
        pub text: String,
        /// Who is said to have said it; null where unknown or where carriers disagree.
        pub speaker: Option<Speaker>,
        /// The earliest carrier in this corpus; null where no date allows an answer or the first are tied.
        pub earliest: Option<String>,
        /// How `earliest` was found, or why it is null.
        pub earliest_basis: String,
        /// Carriers whose dates are doubtful and were not trusted.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub doubts: Vec<Doubt>,
        /// Number of independent origins behind the carriers, as far as evidence links them.
        pub origins: u64,
        /// `exact` where all carriers are linked; else `upper`: copying that left no trace is not seen.
        pub origins_bound: String,
        /// What links carriers, and whether the agency that they credit is in this corpus.
        pub origins_basis: String,
        /// What an editor must see: `attribution_conflict`, `negation_changed`, `number_changed`, `name_changed`,
        /// `truncated_meaning`, `ambiguous_fragment`, `printed_unmarked`.
        pub flags: Vec<String>,
        /// Distinct wordings among the carriers.
        pub wordings: u64,
        /// Where it stands, earliest first, undated last.
        pub carriers: Vec<QuoteCarrier>,
        /// Places where an article that shares a passage with a carrier prints the words without quotation marks.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub unmarked: Vec<UnmarkedPlace>,
    }
}

record! {
    /// A place where the words of a quotation stand without quotation marks.
    pub struct UnmarkedPlace {
        /// The article.
        pub article: String,
        /// Its outlet, if known.
        pub outlet: Option<String>,
        /// Start of the words, code points.
        pub start: u32,
        /// End of the words, code points.
        pub end: u32,
    }
}

record! {
    /// One place where a quotation stands.
    pub struct QuoteCarrier {
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
        /// The words as printed.
        pub text: String,
        /// Up to 40 code points before.
        pub prefix: String,
        /// Up to 40 code points after.
        pub suffix: String,
        /// `direct`, `fragment`, `scare` or `title`.
        pub kind: String,
        /// Relation to the family's text: `identical` (the same words and marks; a last comma or full stop belongs to the
        /// sentence around), `typography`, `truncated`, `fragment`, `edited` or `spun`.
        pub variant: String,
        /// Word-level differences from the family's text (within the part that is quoted).
        pub edits: Vec<Edit>,
        /// Speaker as this article names him; null where unknown.
        pub speaker: Option<String>,
        /// The words that name the speaker here.
        pub speaker_mention: Option<Mention>,
        /// The verb or phrase that makes it speech.
        pub cue: Option<String>,
        /// The attribution rule that decided.
        pub rule: String,
        /// Measured share of answers by this rule that are right.
        pub confidence: f64,
        /// Number of the origin this carrier belongs to, from 1, in order of first carrier.
        pub origin: u64,
        /// The evidence, by name: `first` (nothing links it), `article`, `story`, `passage` (the words around it are
        /// copied too), `outlet`, `publisher`, `agency`, `reference` (one names the source that the other is).
        pub origin_rule: String,
        /// Why it belongs to that origin.
        pub origin_evidence: String,
        /// The article it was linked with; absent for the first carrier of an origin.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub origin_with: Option<String>,
        /// Text directive (`text=…`) that selects it, to be put behind the article's address and `#:~:`; absent where
        /// the article has no address or no directive selects these words alone in the text as read.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub fragment: Option<String>,
        /// Other families an ambiguous fragment may belong to.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub also_in: Vec<String>,
    }
}
