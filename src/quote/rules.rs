//! The rules by which a speaker is found, and how often each is right.
//!
//! `confidence` is the share of a rule's answers that name the right mention, measured on the 840 articles of
//! `PolNeAR` train with `examples/quotes_dump.rs`: of all quotations (fragments too) that lie inside a labelled
//! content, those whose mention overlaps a labelled source of a content around them or shares its last word
//! (7,650 answers, 94% right). The counts stand behind each rule; every rule is drawn towards 0.85 by five
//! imagined cases, so that one with few real ones does not boast. The label of a relative "…, who said" is the
//! pronoun where the rules give the name, so that the true shares are a little higher. `PolNeAR` has next to no
//! "S V. ¶ … “Q”" without a cue; that figure is a guess kept low.

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
pub(super) static QUOTE_SUBJECT_VERB: Rule = rule("quote-subject-verb", 0.98); // 2394 of 2439
/// “Q,” V S
pub(super) static QUOTE_VERB_SUBJECT: Rule = rule("quote-verb-subject", 0.98); // 730 of 742
/// “Q,” S and a verb that is in no table
pub(super) static QUOTE_SUBJECT_ANY: Rule = rule("quote-subject-any", 0.96); // 12 of 12
/// “A,” S V, “Q”
pub(super) static SPLIT: Rule = rule("split-quote", 0.85); // 127 of 149
/// S V “Q” with a strong or adjacent cue
pub(super) static SUBJECT_VERB_QUOTE: Rule = rule("subject-verb-quote", 0.90); // 1341 of 1483
/// S V “Q” with a medium cue at a distance
pub(super) static SUBJECT_MEDIUM_QUOTE: Rule = rule("subject-medium-quote", 0.92); // 306 of 333
/// S V “Q” with a weak cue at a distance
pub(super) static SUBJECT_WEAK_QUOTE: Rule = rule("subject-weak-quote", 0.88); // 107 of 121
/// …, saying “Q”
pub(super) static PARTICIPLE: Rule = rule("participle", 0.88); // 329 of 375
/// S was quoted as saying “Q”
pub(super) static QUOTED_AS: Rule = rule("quoted-as", 0.91); // 3 of 3
/// According to S
pub(super) static ACCORDING_TO: Rule = rule("according-to", 0.94); // 38 of 40
/// S: “Q”
pub(super) static COLON_NAME: Rule = rule("colon-name", 0.96); // 34 of 35
/// “Q.” — S
pub(super) static DASH_NAME: Rule = rule("dash-name", 0.85); // 0 of 0
/// S V …: “Q”
pub(super) static COLON_CUE: Rule = rule("colon-cue", 0.83); // 55 of 66
/// S …: “Q”
pub(super) static COLON_SUBJECT: Rule = rule("colon-subject", 0.82); // 36 of 44
/// … “Q” …, S V
pub(super) static TRAILING: Rule = rule("trailing-clause", 0.90); // 79 of 87
/// “Q.” S V.
pub(super) static STRAY_SENTENCE: Rule = rule("stray-sentence", 0.88); // 1 of 1
/// S … “Q” without a cue
pub(super) static SENTENCE_SUBJECT: Rule = rule("sentence-subject", 0.77); // 145 of 190
/// The next paragraph of a long quotation
pub(super) static CONTINUED: Rule = rule("continued", 0.77); // 18 of 24
/// “A,” S V. “Q.”
pub(super) static CARRY_PARAGRAPH: Rule = rule("carry-paragraph", 0.98); // 1370 of 1393
/// “A,” S V. … “Q” …
pub(super) static CARRY_SENTENCE: Rule = rule("carry-sentence", 0.71); // 5 of 8
/// “Q.” “A,” S V.
pub(super) static CARRY_BACK: Rule = rule("carry-back", 0.88); // 1 of 1
/// “A,” S V. Another sentence. “Q.”
pub(super) static CARRY_FAR: Rule = rule("carry-far", 0.91); // 3 of 3
/// S V …. “Q.”
pub(super) static PRECEDING_SENTENCE: Rule = rule("preceding-sentence", 0.77); // 21 of 28
/// S V …: ¶ “Q”
pub(super) static COLON_PARAGRAPH: Rule = rule("colon-paragraph", 0.81); // 20 of 25
/// “A,” S V. ¶ “Q.”
pub(super) static CARRY_ADJACENT: Rule = rule("carry-adjacent", 0.93); // 43 of 46
/// “A,” S V. ¶ … “Q” …
pub(super) static CARRY_ADJACENT_SENTENCE: Rule = rule("carry-adjacent-sentence", 0.55); // 0 of 0
/// S V …. ¶ “Q.”
pub(super) static ADJACENT_SENTENCE: Rule = rule("adjacent-sentence", 0.71); // 10 of 15
