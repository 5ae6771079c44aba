//! The rules by which a speaker is found, and how often each is right.
//!
//! `confidence` is the share of a rule's answers that are right, measured on the 840 articles of `PolNeAR` train
//! with `examples/quotes_dump.rs` against gold contents that are wholly inside quotation marks; a rule with
//! few cases there is drawn towards the mean of its kind.

/// A rule's stable name and its measured share right.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) name: &'static str,
    pub(super) confidence: f32,
}

const fn rule(name: &'static str, confidence: f32) -> Rule {
    Rule { name, confidence }
}

/// “Q,” S V
pub(super) static QUOTE_SUBJECT_VERB: Rule = rule("quote-subject-verb", 0.96);
/// “Q,” V S
pub(super) static QUOTE_VERB_SUBJECT: Rule = rule("quote-verb-subject", 0.96);
/// “Q,” S and a verb that is in no table
pub(super) static QUOTE_SUBJECT_ANY: Rule = rule("quote-subject-any", 0.8);
/// “A,” S V, “Q”
pub(super) static SPLIT: Rule = rule("split-quote", 0.95);
/// S V “Q” with a strong or adjacent cue
pub(super) static SUBJECT_VERB_QUOTE: Rule = rule("subject-verb-quote", 0.9);
/// S V “Q” with a medium cue at a distance
pub(super) static SUBJECT_MEDIUM_QUOTE: Rule = rule("subject-medium-quote", 0.85);
/// S V “Q” with a weak cue at a distance
pub(super) static SUBJECT_WEAK_QUOTE: Rule = rule("subject-weak-quote", 0.75);
/// …, saying “Q”
pub(super) static PARTICIPLE: Rule = rule("participle", 0.85);
/// S was quoted as saying “Q”
pub(super) static QUOTED_AS: Rule = rule("quoted-as", 0.9);
/// According to S
pub(super) static ACCORDING_TO: Rule = rule("according-to", 0.9);
/// S: “Q”
pub(super) static COLON_NAME: Rule = rule("colon-name", 0.9);
/// “Q.” — S
pub(super) static DASH_NAME: Rule = rule("dash-name", 0.9);
/// S V …: “Q”
pub(super) static COLON_CUE: Rule = rule("colon-cue", 0.85);
/// S …: “Q”
pub(super) static COLON_SUBJECT: Rule = rule("colon-subject", 0.7);
/// … “Q” …, S V
pub(super) static TRAILING: Rule = rule("trailing-clause", 0.85);
/// “Q.” S V.
pub(super) static STRAY_SENTENCE: Rule = rule("stray-sentence", 0.8);
/// S … “Q” without a cue
pub(super) static SENTENCE_SUBJECT: Rule = rule("sentence-subject", 0.7);
/// The next paragraph of a long quotation
pub(super) static CONTINUED: Rule = rule("continued", 0.9);
/// “A,” S V. “Q.”
pub(super) static CARRY_PARAGRAPH: Rule = rule("carry-paragraph", 0.85);
/// “A,” S V. … “Q” …
pub(super) static CARRY_SENTENCE: Rule = rule("carry-sentence", 0.7);
/// “Q.” “A,” S V.
pub(super) static CARRY_BACK: Rule = rule("carry-back", 0.85);
/// “A,” S V. Another sentence. “Q.”
pub(super) static CARRY_FAR: Rule = rule("carry-far", 0.7);
/// S V …. “Q.”
pub(super) static PRECEDING_SENTENCE: Rule = rule("preceding-sentence", 0.75);
/// S V …: ¶ “Q”
pub(super) static COLON_PARAGRAPH: Rule = rule("colon-paragraph", 0.8);
/// “A,” S V. ¶ “Q.”
pub(super) static CARRY_ADJACENT: Rule = rule("carry-adjacent", 0.7);
/// “A,” S V. ¶ … “Q” …
pub(super) static CARRY_ADJACENT_SENTENCE: Rule = rule("carry-adjacent-sentence", 0.6);
/// S V …. ¶ “Q.”
pub(super) static ADJACENT_SENTENCE: Rule = rule("adjacent-sentence", 0.6);
