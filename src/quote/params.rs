//! The settings of extraction and attribution, in one place.

/// What extraction and attribution may be told. The defaults are those measured in `attribute`.
///
/// Lengths are in words unless the name says otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Params {
    /// Words that must follow an opening mark which nothing closes for the rest of its paragraph to count as
    /// quoted. Lower: more recall on damaged text, but a stray mark quotes half a paragraph.
    pub unclosed_min_words: usize,
    /// Single marks outside double ones count in the body when the article has at least this many plausible
    /// single pairs and no more double ones. Lower: more recall in British copy, more apostrophes mistaken.
    pub british_min_pairs: usize,
    /// Quotations with a cue are fragments below this length unless they are clauses by their form. It moves
    /// only the line between fragment and direct.
    pub direct_min_words: usize,
    /// A quotation without any cue is a scare quote up to this length. Higher: more precision, and speech
    /// whose cue the rules miss is lost from the scored kinds.
    pub scare_max_words: usize,
    /// Longest run of title-cased words that can be the title of a work. Higher: headlines quoted inside the
    /// text count as titles too, at the risk of taking speech printed in title case for one.
    pub title_max_words: usize,
    /// How many tokens away from the quotation a cue verb is looked for, on either side. Higher: more
    /// answers, and more of them by someone else's verb.
    pub cue_reach: usize,
    /// How many sentences back a pronoun may find its antecedent. Higher: more named speakers, more wrong.
    pub antecedent_sentences: usize,
    /// Carry a speaker over to the next paragraph. Off: only quotations with their own cue are answered there.
    pub carry_paragraphs: bool,
    /// Answers of rules whose measured share right is below this are withheld. Higher: precision for answers.
    pub min_confidence: f32,
}

impl Default for Params {
    fn default() -> Self {
        Self {
            unclosed_min_words: 3,
            british_min_pairs: 2,
            direct_min_words: 4,
            scare_max_words: 3,
            title_max_words: 10,
            cue_reach: 60,
            antecedent_sentences: 3,
            carry_paragraphs: true,
            min_confidence: 0.5,
        }
    }
}
