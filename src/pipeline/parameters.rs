//! What `run.json` says about the run: its parameters, its warnings, and what the method cannot see.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Params;
use crate::report::records::{Run, Warning};

/// What this method cannot see, for whoever cites a result.
const LIMITS: [&str; 11] = [
    "Sources outside this corpus: the earliest article here need not be the first anywhere.",
    "Pairs of articles that share too little by their sketches are not compared; `compared` has the numbers.",
    "Text rewritten until too few words keep their company: two independent-looking reports may share a source. Between articles \
     of one outlet, or dated more than a few days apart, rewriting is not looked for. Two undated articles on one subject can be alike by chance.",
    "Dates without a zone are compared by calendar day only; the order within a day is then unknown.",
    "The number of origins is an upper bound unless it is 1: copying that left no trace in the text is not seen.",
    "A source counts as named only by a phrase like \"told Reuters\" in the paragraph of the quotation, in English, German, \
     French or Spanish.",
    "A missing credit is missing in the text as read: the page may have shown it where no text was taken from.",
    "That two articles share words does not tell who copied: both may have a third source, which is not in this corpus.",
    "Speech without quotation marks is not extracted.",
    "A speaker is named only where a rule finds one; the confidence is the rule's measured share of right answers \
     on a labelled corpus of US political news.",
    "Names are resolved within one article; two persons of one name are not told apart across articles.",
];

/// What a run with these parameters cannot see.
pub(super) fn limits(params: &Params) -> Vec<String> {
    let mut limits = LIMITS.map(str::to_owned).to_vec();
    if !params.rewritten {
        limits.push("Text carried over in other words was not looked for (--no-rewritten).".into());
    }
    limits
}

/// Every parameter of every stage, by `stage.name`.
pub(super) fn listed(params: &Params) -> BTreeMap<String, Value> {
    // Taken apart by name, so that a new parameter cannot be forgotten here.
    let crate::sketch::Params {
        shingle_words,
        bands,
        rows,
        fingerprint_words,
        window,
    } = params.sketch;
    let crate::story::Params {
        near_jaccard,
        part_containment,
        lede_words,
        min_words: story_words,
        all_pairs_limit: story_pairs,
    } = params.story;
    let crate::align::Params {
        seed_words,
        max_occurrences,
        max_gap_words,
        min_words,
        min_run_words,
        min_identity,
    } = params.align;
    let crate::sketch::KinParams {
        rare_stems,
        rare_stems_dated,
        within_days,
        neighbours,
        span,
        min_weight,
        min_weight_contemporary,
        partners,
        all_pairs_articles,
    } = params.kin;
    let crate::align::LooseParams {
        min_cosine,
        min_dice,
        min_likeness,
        max_gap,
        reach,
        other_reach,
        full_company,
        alone,
        rivalry,
        border,
        least_border,
        most_border,
        step_words,
        snap_words,
        repetition,
        min_words: loose_words,
        min_density,
        min_telling,
        min_gain,
        gain_border,
        contemporary_gain,
        contemporary_telling,
        quoted_run,
        summary_cosine,
        min_summary,
        summary_border,
        summary_company,
        summary_spread,
        summary_words,
        summary_rival,
        sure_telling,
        sure_summary,
        sure_share,
    } = params.loose;
    let crate::align::JoinParams {
        turned_words,
        gap_words,
        piece_words,
        digest_words,
        spread,
    } = params.join;
    let crate::passage::Params {
        min_shared_fingerprints,
        all_pairs_limit,
        boilerplate_stories,
        boilerplate_sure_stories,
        boilerplate_words,
        wire_days,
        wire_words,
        wire_copy_words,
        background_words,
        quotation_share,
        outside_words,
        reporting_words,
    } = params.passage;
    let crate::quote::variant::Params {
        join_evidence,
        sure_evidence,
        content_words,
        stock_words,
        echo_days,
        edits_in_context,
        anchor_limit,
    } = params.variant;
    let crate::quote::Params {
        unclosed_min_words,
        british_min_pairs,
        direct_min_words,
        scare_max_words,
        title_max_words,
        cue_reach,
        antecedent_sentences,
        carry_paragraphs,
        min_confidence,
    } = params.quote;
    [
        ("quote.unclosed_min_words", json!(unclosed_min_words)),
        ("quote.british_min_pairs", json!(british_min_pairs)),
        ("quote.direct_min_words", json!(direct_min_words)),
        ("quote.scare_max_words", json!(scare_max_words)),
        ("quote.title_max_words", json!(title_max_words)),
        ("quote.cue_reach", json!(cue_reach)),
        ("quote.antecedent_sentences", json!(antecedent_sentences)),
        ("quote.carry_paragraphs", json!(carry_paragraphs)),
        (
            "quote.min_confidence",
            json!(crate::report::round4(f64::from(min_confidence))),
        ),
        ("sketch.shingle_words", json!(shingle_words)),
        ("sketch.permutations", json!(crate::sketch::PERMUTATIONS)),
        ("sketch.bands", json!(bands)),
        ("sketch.rows", json!(rows)),
        ("sketch.fingerprint_words", json!(fingerprint_words)),
        ("sketch.window", json!(window)),
        ("sketch.hash_version", json!(crate::hash::VERSION)),
        ("story.near_jaccard", json!(near_jaccard)),
        ("story.part_containment", json!(part_containment)),
        ("story.lede_words", json!(lede_words)),
        ("story.min_words", json!(story_words)),
        ("story.all_pairs_limit", json!(story_pairs)),
        ("align.seed_words", json!(seed_words)),
        ("align.max_occurrences", json!(max_occurrences)),
        ("align.max_gap_words", json!(max_gap_words)),
        ("align.min_words", json!(min_words)),
        ("align.min_run_words", json!(min_run_words)),
        ("align.min_identity", json!(min_identity)),
        ("rewritten", json!(params.rewritten)),
        ("kin.rare_stems", json!(rare_stems)),
        ("kin.rare_stems_dated", json!(rare_stems_dated)),
        ("kin.within_days", json!(within_days)),
        ("kin.neighbours", json!(neighbours)),
        ("kin.span", json!(span)),
        ("kin.min_weight", json!(min_weight)),
        ("kin.min_weight_contemporary", json!(min_weight_contemporary)),
        ("kin.partners", json!(partners)),
        ("kin.all_pairs_articles", json!(all_pairs_articles)),
        ("loose.min_cosine", json!(min_cosine)),
        ("loose.min_dice", json!(min_dice)),
        ("loose.min_likeness", json!(min_likeness)),
        ("loose.max_gap", json!(max_gap)),
        ("loose.reach", json!(reach)),
        ("loose.other_reach", json!(other_reach)),
        ("loose.full_company", json!(full_company)),
        ("loose.alone", json!(alone)),
        ("loose.rivalry", json!(rivalry)),
        ("loose.border", json!(border)),
        ("loose.least_border", json!(least_border)),
        ("loose.most_border", json!(most_border)),
        ("loose.step_words", json!(step_words)),
        ("loose.snap_words", json!(snap_words)),
        ("loose.repetition", json!(repetition)),
        ("loose.min_words", json!(loose_words)),
        ("loose.min_density", json!(min_density)),
        ("loose.min_telling", json!(min_telling)),
        ("loose.min_gain", json!(min_gain)),
        ("loose.gain_border", json!(gain_border)),
        ("loose.contemporary_gain", json!(contemporary_gain)),
        ("loose.contemporary_telling", json!(contemporary_telling)),
        ("loose.quoted_run", json!(quoted_run)),
        ("loose.summary_cosine", json!(summary_cosine)),
        ("loose.min_summary", json!(min_summary)),
        ("loose.summary_border", json!(summary_border)),
        ("loose.summary_company", json!(summary_company)),
        ("loose.summary_spread", json!(summary_spread)),
        ("loose.summary_words", json!(summary_words)),
        ("loose.summary_rival", json!(summary_rival)),
        ("loose.sure_telling", json!(sure_telling)),
        ("loose.sure_summary", json!(sure_summary)),
        ("loose.sure_share", json!(sure_share)),
        ("join.turned_words", json!(turned_words)),
        ("join.gap_words", json!(gap_words)),
        ("join.piece_words", json!(piece_words)),
        ("join.digest_words", json!(digest_words)),
        ("join.spread", json!(spread)),
        ("passage.min_shared_fingerprints", json!(min_shared_fingerprints)),
        ("passage.all_pairs_limit", json!(all_pairs_limit)),
        ("passage.boilerplate_stories", json!(boilerplate_stories)),
        ("passage.boilerplate_sure_stories", json!(boilerplate_sure_stories)),
        ("passage.boilerplate_words", json!(boilerplate_words)),
        ("passage.wire_days", json!(wire_days)),
        ("passage.wire_words", json!(wire_words)),
        ("passage.wire_copy_words", json!(wire_copy_words)),
        ("passage.background_words", json!(background_words)),
        ("passage.quotation_share", json!(quotation_share)),
        ("passage.outside_words", json!(outside_words)),
        ("passage.reporting_words", json!(reporting_words)),
        ("variant.join_evidence", json!(join_evidence)),
        ("variant.sure_evidence", json!(sure_evidence)),
        ("variant.content_words", json!(content_words)),
        ("variant.stock_words", json!(stock_words)),
        ("variant.echo_days", json!(echo_days)),
        ("variant.edits_in_context", json!(edits_in_context)),
        ("variant.anchor_limit", json!(anchor_limit)),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), as_written(value)))
    .collect()
}

/// A value of single precision with the digits that somebody wrote: 1.3 and not 1.2999999523162842.
fn as_written(value: Value) -> Value {
    let written = value.as_f64().filter(|_| value.is_f64()).and_then(|double| {
        let single = double as f32;
        (f64::from(single).to_bits() == double.to_bits()).then(|| single.to_string().parse::<f64>().ok())?
    });
    written.map_or(value, Value::from)
}

fn count(n: u64, what: &str) -> String {
    format!("{} {what}{}", crate::report::grouped(n), if n == 1 { "" } else { "s" })
}

/// Adds the warnings that follow from the counts.
pub(super) fn warn(run: &mut Run) {
    let c = &run.counts;
    let mut warnings: Vec<(&str, u64, String)> = vec![
        (
            "rejected",
            c.rejected,
            format!(
                "{} could not be read; rejected.jsonl says why",
                count(c.rejected, "record")
            ),
        ),
        (
            "undated",
            c.undated,
            format!(
                "{} without a date: listed last, never called earliest among dated ones",
                count(c.undated, "article")
            ),
        ),
        (
            "unknown-outlet",
            c.unknown_outlet,
            format!(
                "{} of unknown outlet: counted towards no outlet and no wire family",
                count(c.unknown_outlet, "article")
            ),
        ),
    ];
    let read = c.articles > 0;
    let empty = |table: u64| u64::from(read && table == 0);
    warnings.extend([
        (
            "nothing-read",
            u64::from(!read),
            "no article was read, so every table is empty".to_owned(),
        ),
        (
            "no-stories",
            empty(c.stories),
            "stories.jsonl is empty: no two articles are the same text, nearly, or cut from one another".to_owned(),
        ),
        (
            "no-passages",
            empty(c.passages),
            "passages.jsonl is empty: no two places share enough words in a row".to_owned(),
        ),
        (
            "no-quotes",
            empty(c.quotes),
            "quotes.jsonl is empty: no words stand in quotation marks".to_owned(),
        ),
        (
            "no-outlets",
            empty(c.outlets),
            "outlets.jsonl is empty: no article shows its outlet (give it with --map outlet=FIELD, or one folder per \
             outlet)"
                .to_owned(),
        ),
    ]);
    run.warnings.extend(
        warnings
            .into_iter()
            .filter(|w| w.1 > 0)
            .map(|(code, count, message)| Warning {
                code: code.into(),
                count,
                message,
            }),
    );
}
