//! One struct for each kind of line in the output files, as `CONTRACT` fixes them.
//!
//! Field order is file order. Doc comments become the descriptions in `dedupe schema`.

use std::collections::BTreeMap;

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

mod run;

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
        /// Share of aligned words that agree with the representative's.
        pub identity: f64,
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

record! {
    /// One line of `outlets.jsonl`.
    pub struct Outlet {
        /// The outlet.
        pub outlet: String,
        /// Articles read.
        pub articles: u64,
        /// Words in them.
        pub words: u64,
        /// Words in passages that another outlet carries too (wire, shared, background).
        pub shared_words: u64,
        /// `shared_words` / `words`.
        pub shared_share: f64,
        /// Words of its boilerplate.
        pub boilerplate_words: u64,
        /// `boilerplate_words` / `words`.
        pub boilerplate_share: f64,
        /// Words in passages of kind `wire`, by credited agency.
        pub wire_words_by_agency: BTreeMap<String, u64>,
        /// The same / `words`.
        pub wire_share_by_agency: BTreeMap<String, f64>,
        /// Its articles in `uncredited.jsonl` that do not name the agency at all.
        pub uncredited_wire_articles: u64,
        /// Quotations it carries.
        pub quotes: u64,
    }
}

record! {
    /// One line of `uncredited.jsonl`: an article that prints 60 or more words of a passage that other carriers credit
    /// to an agency, and credits none itself.
    pub struct Uncredited {
        /// The article.
        pub article: String,
        /// Its outlet, if known.
        pub outlet: Option<String>,
        /// When it was published.
        pub published: Option<Date>,
        /// Its words.
        pub words: u64,
        /// Those that stand in credited copies.
        pub shared_words: u64,
        /// `shared_words` / `words`.
        pub shared_share: f64,
        /// Agencies that these copies credit.
        pub agencies: Vec<String>,
        /// Where the text names one of them without crediting it, or wire services in general, or as its source the
        /// outlet of a credited copy; null where it names none.
        pub mention: Option<Mention>,
        /// Different articles that credit an agency and print some of it.
        pub credited_articles: u64,
        /// Places that show it: of each passage the three earliest credited copies.
        pub copies: Vec<CreditedCopy>,
    }
}

record! {
    /// A credited copy of some of an uncredited article's words.
    pub struct CreditedCopy {
        /// The passage that both print.
        pub passage: String,
        /// Start of the passage in the uncredited article, code points.
        pub start: u32,
        /// End there.
        pub end: u32,
        /// Words of it that agree there.
        pub words: u64,
        /// The credited article.
        pub article: String,
        /// Its outlet, if known.
        pub outlet: Option<String>,
        /// The agency it credits.
        pub agency: String,
        /// Why that is believed.
        pub agency_evidence: String,
        /// Start of the passage there, code points.
        pub article_start: u32,
        /// End there.
        pub article_end: u32,
    }
}

record! {
    /// One row of `outlet_pairs.csv`.
    pub struct OutletPair {
        /// First outlet, by name.
        pub a: String,
        /// Second outlet.
        pub b: String,
        /// Stories both carry.
        pub stories: u64,
        /// Passages both carry.
        pub passages: u64,
        /// Words of those passages (the smaller side of each).
        pub words: u64,
        /// Passages `a` carried first.
        pub a_first: u64,
        /// Passages `b` carried first.
        pub b_first: u64,
        /// Passages whose order the dates do not tell.
        pub order_unknown: u64,
        /// Agencies credited, joined with `; `.
        pub agencies: String,
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
