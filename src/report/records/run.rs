//! What `run.json` says of a run, and what the summary and the page show of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Article, Outlet, OutletPair, Passage, Quote, Rejected, Story};

record! {
    /// A warning of the run.
    pub struct Warning {
        /// Stable kebab-case name.
        pub code: String,
        /// How many records it concerns.
        pub count: u64,
        /// What it means for the results.
        pub message: String,
    }
}

record! {
    /// Time and memory of one stage.
    pub struct Stage {
        /// The stage.
        pub stage: String,
        /// Wall time.
        pub seconds: f64,
        /// Peak resident memory of the process up to the end of the stage; null where the system does not tell.
        pub peak_memory_bytes: Option<u64>,
    }
}

record! {
    /// Counts of the run.
    pub struct Counts {
        /// Articles read.
        pub articles: u64,
        /// Records rejected.
        pub rejected: u64,
        /// Bytes read, uncompressed.
        pub bytes: u64,
        /// Words read.
        pub words: u64,
        /// Outlets known.
        pub outlets: u64,
        /// Articles without a known outlet.
        pub unknown_outlet: u64,
        /// Articles without a date.
        pub undated: u64,
        /// Articles that credit an agency.
        pub agency_credited: u64,
        /// Articles that print wire copy without a credit; those that name the agency in another way among them.
        pub uncredited_wire: u64,
        /// Stories of two or more articles.
        pub stories: u64,
        /// Articles in them.
        pub articles_in_stories: u64,
        /// Pairwise alignments.
        pub matches: u64,
        /// Passage families.
        pub passages: u64,
        /// Passage families with carriers in two or more articles.
        pub passages_between_articles: u64,
        /// Passage families by kind.
        pub passages_by_kind: BTreeMap<String, u64>,
        /// Quotation families.
        pub quotes: u64,
        /// Quotations found (carriers).
        pub quote_carriers: u64,
        /// Families with carriers in two or more articles.
        pub quotes_repeated: u64,
        /// Carriers with a named or described speaker.
        pub quotes_attributed: u64,
        /// Families by flag.
        pub quotes_by_flag: BTreeMap<String, u64>,
    }
}

record! {
    /// What a run compared. Pairs that are not among these share too little to be alike, by the sketches.
    pub struct Compared {
        /// Pairs that the articles make.
        pub article_pairs: u64,
        /// Pairs whose full texts were compared as sets of shingles: may they be one story?
        pub story_pairs: u64,
        /// Pairs that were aligned word by word: which passages do they share?
        pub aligned_pairs: u64,
        /// Whether text carried over in other words was looked for (not with `--no-rewritten`).
        pub rewritten: bool,
        /// Quotations whose wordings were compared.
        pub quotations: u64,
        /// Records that were not read; `rejected.jsonl` says why.
        pub rejected_records: u64,
        /// Files that were left out for their names; the warning `skipped-files` says which.
        pub skipped_files: u64,
    }
}

record! {
    /// `run.json`: what was compared, how, and what the method cannot see.
    pub struct Run {
        /// Version of the file formats.
        pub schema_version: u32,
        /// Name of the tool.
        pub tool: String,
        /// Version of the tool.
        pub version: String,
        /// Every parameter of every stage, `stage.name`.
        pub parameters: BTreeMap<String, serde_json::Value>,
        /// The inputs as given.
        pub inputs: Vec<String>,
        /// Counts.
        pub counts: Counts,
        /// What was compared with what.
        pub compared: Compared,
        /// Wall time and peak memory by stage.
        pub stages: Vec<Stage>,
        /// What the reader of the results must know.
        pub warnings: Vec<Warning>,
        /// What this method cannot see.
        pub limits: Vec<String>,
    }
}

/// What the summary shows, and the tables that `report.html` holds whole.
///
/// Lists are sorted by what deserves attention first and may be cut; `counts` in [`Run`] has the full numbers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Overview {
    /// The run.
    pub run: Run,
    /// Every article the lists below refer to, by id.
    pub articles: BTreeMap<String, Article>,
    /// Stories, most articles first.
    pub stories: Vec<Story>,
    /// Passages, `wire` first, most carriers first.
    pub passages: Vec<Passage>,
    /// Quotations: flagged and repeated first, most carriers first.
    pub quotes: Vec<Quote>,
    /// Outlets, most articles first.
    pub outlets: Vec<Outlet>,
    /// Outlet pairs, most shared words first.
    pub pairs: Vec<OutletPair>,
    /// Rejected records, in file order.
    pub rejected: Vec<Rejected>,
    /// Bytes that went through temporary files: no file tells, since they depend on the memory that was allowed.
    pub spilled_bytes: u64,
    /// What `report.html` leaves out to stay within its limit.
    pub left_out: LeftOut,
}

/// Records that `report.html` leaves out, which are in the other files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Stories.
    pub stories: u64,
    /// Passages.
    pub passages: u64,
    /// Quotations.
    pub quotes: u64,
    /// The limit, in bytes.
    pub limit_bytes: u64,
}
