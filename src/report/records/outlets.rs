//! Outlets, their pairs, and wire copy without a credit.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Date, Mention};

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
        /// Its articles in `uncredited.jsonl` that do not name the agency at all, and share words with one that credits it
        /// with its whole text.
        pub uncredited_wire_articles: u64,
        /// Quotations it carries.
        pub quotes: u64,
    }
}

record! {
    /// One line of `uncredited.jsonl`: an article that shares 60 or more words of wire copy with one that credits an
    /// agency, and credits none itself.
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
        /// Agencies that these copies credit; where a credit names several, which of them the words are of is not known.
        pub agencies: Vec<String>,
        /// `text` where a copy credits an agency with its whole text; `part` where all of them only say that it
        /// contributed: these very words may then be another's.
        pub agency_covers: String,
        /// Where the text names one of them without crediting it, or wire services in general, or as its source the
        /// outlet of a credited copy; null where it names none.
        pub mention: Option<Mention>,
        /// Different articles that credit an agency and print some of it; of each passage the eight earliest count.
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
        /// `text` or `part`: of what.
        pub agency_covers: String,
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
