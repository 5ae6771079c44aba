//! Which words stand in quotation marks, and who is said to have said them?
//!
//! Input: one article's text (and which part of it is the headline); output: [`Quote`]s in text
//! order, each with its [`Kind`] and its [`Attribution`], which names the rule and a confidence and
//! abstains where the text supports no speaker. All spans are byte ranges of the text.

mod attribute;
mod carry;
mod cues;
mod dialogue;
mod doubt;
mod extract;
mod inserts;
mod kinds;
#[cfg(test)]
mod languages;
mod lex;
mod marks;
#[cfg(test)]
mod misread;
mod names;
mod params;
mod phrase;
mod resolve;
mod rules;
mod runs;
mod search;
mod set_off;
mod speaker;
mod stream;
#[cfg(test)]
mod tests;
pub mod variant;

pub use extract::extract;
pub use params::Params;
pub use search::{Held, Hit, MAX_WORDS, Memory, Query};
pub use set_off::set_off;
pub use speaker::{Name, Who};

use crate::text::Span;

/// What the marks are used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A full clause or sentence of speech.
    Direct,
    /// A few words of speech inside the reporter's own sentence.
    Fragment,
    /// Distance or irony, a nickname, a term: not speech.
    Scare,
    /// The title of a work.
    Title,
}

impl Kind {
    /// Its name in output files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Fragment => "fragment",
            Self::Scare => "scare",
            Self::Title => "title",
        }
    }
}

/// Who said it, as far as the text supports.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// The speaker as the article names it most fully ("Sergei Lavrov"), if the mention resolves to a name.
    pub speaker: Option<Speaker>,
    /// The words that name the speaker at the quotation: a name, a role, a pronoun.
    pub mention: Option<Span>,
    /// The verb or phrase that makes it speech ("said", "according to").
    pub cue: Option<Span>,
    /// The rule that decided, a stable kebab-case name; `none` where nothing did.
    pub rule: &'static str,
    /// Share of answers by this rule that are right, measured; 0 where there is no mention.
    pub confidence: f32,
}

impl Attribution {
    /// The honest answer where the text supports no speaker.
    #[must_use]
    pub const fn unknown() -> Self {
        Self {
            speaker: None,
            mention: None,
            cue: None,
            rule: "none",
            confidence: 0.0,
        }
    }
}

/// A speaker within one article.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Speaker {
    /// Fullest name the article gives, without title or role: "John Kerry", "Russian foreign ministry".
    pub name: String,
    /// Role or title the article ties to the name, if any: "US Secretary of State".
    pub role: Option<String>,
    /// Person, organisation or a source without a name ("a senior official").
    pub class: SpeakerClass,
}

/// What sort of source a speaker is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpeakerClass {
    /// A named person.
    Person,
    /// A named organisation, office, document or publication.
    Organisation,
    /// A source the article describes but does not name ("a senior official", "residents").
    Anonymous,
}

impl SpeakerClass {
    /// Its name in output files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Anonymous => "anonymous",
        }
    }
}

/// One stretch of words between quotation marks.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// The words between the marks, without the marks; at a paragraph's end where no mark closes it.
    pub span: Span,
    /// What the marks are used for.
    pub kind: Kind,
    /// It stands inside another quotation.
    pub nested: bool,
    /// It goes on from the quotation before it: the next paragraph of a multi-paragraph quotation.
    pub continues: bool,
    /// Who said it.
    pub attribution: Attribution,
}
