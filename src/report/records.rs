//! One struct for each kind of line in the output files, as `CONTRACT` fixes them.
//!
//! Field order is file order. Doc comments become the descriptions in `dedupe schema`.

use serde::{Deserialize, Serialize};

macro_rules! record {
    ($(#[$meta:meta])* pub struct $name:ident { $($body:tt)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
        // What an earlier version wrote lacks the fields that were added since.
        #[serde(default)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(!default))]
        pub struct $name { $($body)* }
    };
}

mod outlets;
mod quotes;
mod run;

pub use outlets::{CreditedCopy, Outlet, OutletPair, Uncredited};
pub use quotes::{Edit, Quote, QuoteCarrier, Speaker, UnmarkedPlace};
pub use run::{Compared, Counts, LeftOut, Overview, Run, Stage, Warning};

record! {
    /// A publication date with its precision and evidence.
    pub struct Date {
        /// ISO 8601, only as long as the precision allows; a zone only where the source gives one.
        pub value: String,
        /// `year`, `month`, `day`, `minute` or `second`.
        pub precision: String,
        /// Where the date comes from and what it looked like there.
        pub evidence: String,
    }
}

record! {
    /// One line of `articles.jsonl`: an article that was read.
    pub struct Article {
        /// The article's id: the input's own where it has one, else its path relative to the input.
        pub article: String,
        /// File it was read from, relative to the input, without a compression suffix.
        pub path: String,
        /// Record number in that file, from 1.
        pub record: u64,
        /// Who published it; null where nothing shows it.
        pub outlet: Option<String>,
        /// Why that outlet is believed.
        pub outlet_evidence: Option<String>,
        /// To whom the outlet belongs: by the table of `--outlets`, else the registrable part of a web address.
        pub publisher: Option<String>,
        /// Headline.
        pub title: Option<String>,
        /// Author line.
        pub byline: Option<String>,
        /// News agency credited with the text.
        pub agency: Option<String>,
        /// Why that agency is believed.
        pub agency_evidence: Option<String>,
        /// `text` where the agency is credited with the text, `part` where it is said to have contributed to it, so that
        /// any one sentence may be another's; null without an agency.
        pub agency_covers: Option<String>,
        /// Other agencies that the same credit names; absent where it names none.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub agency_also: Vec<String>,
        /// Where the text credits it; null where a field of the record does.
        pub agency_credit: Option<Mention>,
        /// When it was published.
        pub published: Option<Date>,
        /// ISO 639-1 code, given or detected.
        pub language: Option<String>,
        /// Address it was published at.
        pub url: Option<String>,
        /// Number of words (tokens).
        pub words: u64,
        /// Length of the text, code points.
        pub characters: u64,
        /// Id of its story in `stories.jsonl`; null where it stands alone.
        pub story: Option<String>,
        /// XXH3-128 of the text's UTF-8 bytes, 32 hexadecimal digits.
        pub text_hash: String,
    }
}

record! {
    /// One line of `stories.jsonl`: articles that are the same text, or near it, or cut from it.
    pub struct Story {
        /// Id of the story.
        pub story: String,
        /// The article every other one is compared with.
        pub representative: String,
        /// The earliest article in this corpus; null where no date allows an answer or the first are tied.
        pub earliest: Option<String>,
        /// How `earliest` was found, or why it is null.
        pub earliest_basis: String,
        /// Carriers whose dates are doubtful and were not trusted.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub doubts: Vec<Doubt>,
        /// Number of known outlets that carry it.
        pub outlets: u64,
        /// Members, representative first, then by id.
        pub articles: Vec<StoryMember>,
    }
}

record! {
    /// A date that is not trusted.
    pub struct Doubt {
        /// The article.
        pub article: String,
        /// Why.
        pub reason: String,
    }
}

record! {
    /// One article of a story and the edge that attaches it.
    pub struct StoryMember {
        /// The article.
        pub article: String,
        /// `exact`: the same words; `near`: nearly the same; `part`: one is cut from the other.
        pub relation: String,
        /// Jaccard similarity of the word shingles of both articles.
        pub similarity: f64,
        /// Share of the smaller article's shingles that the larger one has.
        pub containment: f64,
        /// The article it was compared with: the representative (for the representative, itself).
        pub against: String,
    }
}

record! {
    /// One line of `matches.jsonl`: a pairwise alignment, the evidence for all else.
    pub struct Match {
        /// First article (the smaller id; `a` = `b` for text repeated inside one article).
        pub a: String,
        /// Start in `a`, code points.
        pub a_start: u32,
        /// End in `a`, code points.
        pub a_end: u32,
        /// Second article.
        pub b: String,
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
    }
}

record! {
    /// One line of `passages.jsonl`: a family of one shared passage.
    pub struct Passage {
        /// Id of the passage.
        pub passage: String,
        /// `wire`, `shared`, `background`, `boilerplate`, `quotation`, or `self`: an article, or an outlet's follow-up, repeats
        /// its own text.
        pub kind: String,
        /// The rule that decided the kind, in words.
        pub rule: String,
        /// The passage as its representative prints it.
        pub text: String,
        /// Words in `text`.
        pub words: u64,
        /// The article whose passage `text` is; every carrier is aligned with it.
        pub representative: String,
        /// The earliest carrier in this corpus; null where no date allows an answer or the first are tied.
        pub earliest: Option<String>,
        /// How `earliest` was found, or why it is null.
        pub earliest_basis: String,
        /// Carriers whose dates are doubtful and were not trusted.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub doubts: Vec<Doubt>,
        /// Agency credited by carriers, if they credit one; several are joined with `, `.
        pub agency: Option<String>,
        /// Number of groups of carriers that no evidence links, the words of the passage apart.
        pub origins: u64,
        /// `exact` where all carriers are linked; else `upper`: there may be fewer.
        pub origins_bound: String,
        /// What links carriers, and whether the agency that they credit is in this corpus.
        pub origins_basis: String,
        /// Where it stands, earliest first, undated last.
        pub carriers: Vec<PassageCarrier>,
    }
}

record! {
    /// One place where a passage stands.
    pub struct PassageCarrier {
        /// The article.
        pub article: String,
        /// Its outlet, if known.
        pub outlet: Option<String>,
        /// Start of the passage there, code points.
        pub start: u32,
        /// End of the passage there, code points.
        pub end: u32,
        /// Share of aligned words that agree with the representative's; it says nothing of what is left out here.
        pub identity: f64,
        /// Share of the passage, as its representative prints it, that has a counterpart here: 0.5 where one half of it
        /// stands here.
        pub coverage: f64,
        /// The passage as printed here; absent where that is the family's text, character by character.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub text: Option<String>,
        /// Text directive (`text=…`) that selects it, to be put behind the article's address and `#:~:`; absent where
        /// the article has no address or no directive selects these words alone in the text as read.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub fragment: Option<String>,
        /// Number of the origin this carrier belongs to, from 1, in order of first carrier.
        pub origin: u64,
        /// The evidence, by name: see `origin_rule` of a quotation's carrier.
        pub origin_rule: String,
        /// Why it belongs to that origin.
        pub origin_evidence: String,
        /// The article it was linked with; absent for the first carrier of an origin.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub origin_with: Option<String>,
    }
}

record! {
    /// A stretch of an article with its text.
    pub struct Mention {
        /// Start, code points.
        pub start: u32,
        /// End, code points.
        pub end: u32,
        /// The words there.
        pub text: String,
    }
}

record! {
    /// One line of `rejected.jsonl`: a record that could not be read.
    pub struct Rejected {
        /// File, relative to the input.
        pub path: String,
        /// Record number in it, from 1; 0 where the file as a whole is meant.
        pub record: u64,
        /// What is wrong with it.
        pub reason: String,
    }
}

record! {
    /// One line of what `dedupe unique --stories` writes: an article that was dropped, and for which one.
    pub struct Dropped {
        /// The dropped article: its own id, else `path#record`.
        pub article: String,
        /// File, relative to the input, without a compression suffix.
        pub path: String,
        /// Record number in it, from 1.
        pub record: u64,
        /// The article that is kept.
        pub kept: String,
        /// Its file.
        pub kept_path: String,
        /// Its record number.
        pub kept_record: u64,
        /// `exact` (the same words in the same order), `near`, or `part` (contained, but not similar as a whole).
        pub relation: &'static str,
        /// Jaccard similarity of the two, by word shingles.
        pub similarity: f64,
        /// Share of the smaller one's shingles that the other has.
        pub containment: f64,
    }
}
