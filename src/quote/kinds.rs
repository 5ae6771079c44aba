//! Is this speech, a term, or the title of a work?
//!
//! Input: a marked span, the tokens around it and whether a cue was found; output: its [`Kind`].
//! Speech is the rule (67% of marked spans of one or two words are speech, 98% of those of six or more), so a
//! span leaves the scored kinds only on evidence: a nickname inside a name, title case after "the film", a few
//! words without any cue. Cost: constant per span, but for one pass over the words of a short one.

use super::Kind;
use super::cues::{
    AUXILIARY, CONJUNCTION, CUE, Class, DETERMINER, GIVEN, Lexicon, NAME_PART, NAMING, PREPOSITION, SUBORDINATE, WORK,
};
use super::marks::Marked;
use super::params::Params;
use super::stream::{Part, Tok};

/// What is known of a span when its kind is decided.
pub(super) struct Evidence<'a> {
    pub(super) toks: &'a [Tok],
    /// Its token; none for a nested span.
    pub(super) at: Option<usize>,
    /// Confidence of the rule that found a cue for it; 0 where none did.
    pub(super) cued: bool,
    /// In a headline.
    pub(super) headline: bool,
}

/// Decides the kind of one span.
pub(super) fn kind(text: &str, quote: &Marked, evidence: &Evidence, lexicon: &Lexicon, params: &Params) -> Kind {
    let inner = quote.inner.of(text);
    let words = inner
        .split_whitespace()
        .take(params.title_max_words.max(params.direct_min_words).max(12) + 1)
        .count();
    let last = inner.chars().next_back().unwrap_or(' ');
    let terminal = matches!(last, '.' | '!' | '?' | '…' | '—');
    let figure = inner.starts_with(|c: char| c.is_ascii_digit());
    let capital = inner
        .chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(char::is_uppercase);
    let none: &[Tok] = &[];
    let (before, after) = match evidence.at {
        Some(at) => (
            &evidence.toks[at.saturating_sub(4)..at],
            evidence.toks.get(at + 1..).unwrap_or(none),
        ),
        None => (none, none),
    };
    let prior = before.last();
    if is_nickname(text, quote, evidence) {
        return Kind::Scare;
    }
    let near = |class: Class| {
        before
            .iter()
            .rev()
            .take(3)
            .any(|t| t.is_word() && t.is(class) && !t.is(PREPOSITION) && !t.capital)
    };
    // "so-called “X”", "a bill called “X”", "known as the “X”", but not "called the plan “X”".
    let named = prior.is_some_and(|t| t.is_word() && t.is(NAMING) && !t.capital)
        || before.len() >= 2
            && prior.is_some_and(|t| t.is(PREPOSITION | SUBORDINATE | DETERMINER) && t.span.len() <= 3)
            && before[before.len() - 2].is(NAMING)
            && !before[before.len() - 2].is(CUE);
    let titled = words <= params.title_max_words && !evidence.headline && title_case(inner, lexicon);
    let speech_form = matches!(last, ',') || terminal && words >= 3;
    let starts_sentence = evidence
        .at
        .is_none_or(|at| evidence.toks[at].first || prior.is_none_or(|t| !t.is_word()));
    if titled && (capital || figure) {
        // "on NBC’s “Meet the Press.”": American style puts the stop inside.
        let on = prior.is_some_and(|t| {
            t.is_word() && (t.possessive || t.is(PREPOSITION | DETERMINER) && !t.capital && !t.is(NAMING))
        });
        // “Orange Is the New Black” star …
        let followed = after.first().is_some_and(Tok::is_word);
        let of_two = words >= 2 && !matches!(last, '!' | '?');
        if near(WORK)
            || named
            // "sagte sie der „Küstenpost“": German has the listener, a paper, in the dative.
            || prior.is_some_and(|t| t.is(DETERMINER) && matches!(t.span.of(text), "der" | "dem" | "des"))
            || on && of_two
            || of_two && !evidence.cued && (!starts_sentence && last != ',' || !terminal && last != ',' && followed)
        {
            return Kind::Title;
        }
    }
    if words <= params.scare_max_words && named && !speech_form {
        return Kind::Scare;
    }
    if words <= params.scare_max_words && !evidence.cued && !terminal && last != ',' {
        return Kind::Scare;
    }
    if capital && (words >= params.direct_min_words || terminal || last == ',')
        || starts_sentence && (terminal || last == ',') && words >= 2
    {
        return Kind::Direct;
    }
    if words >= 12 && capital {
        Kind::Direct
    } else {
        Kind::Fragment
    }
}

/// Words of a nickname, at most.
const NICKNAME_WORDS: usize = 3;

/// Whether the words stand between the parts of a person's name: Joaquin “El Chapo” Guzman, Charles (“Cully”) Stimson.
pub(super) fn is_nickname(text: &str, quote: &Marked, evidence: &Evidence) -> bool {
    let inner = quote.inner.of(text);
    let Some(at) = evidence.at else { return false };
    let (mut first, mut last) = (at.checked_sub(1), at + 1);
    if first
        .and_then(|i| evidence.toks.get(i))
        .is_some_and(|t| t.part == Part::Open)
        && evidence.toks.get(last).is_some_and(|t| t.part == Part::Close)
    {
        (first, last) = (at.checked_sub(2), at + 2);
    }
    let before = first.and_then(|i| evidence.toks.get(i));
    before.is_some_and(|t| t.is_name() && !t.possessive)
        && evidence.toks.get(last).is_some_and(|t| t.is_name() && !t.first)
        && inner
            .chars()
            .find(|c| c.is_alphanumeric())
            .is_some_and(char::is_uppercase)
        && !inner.ends_with([',', '.', '!', '?'])
        && inner.split_whitespace().nth(NICKNAME_WORDS).is_none()
}

/// Words that a title leaves in lower case.
const SMALL: Class = PREPOSITION | CONJUNCTION | DETERMINER | AUXILIARY | NAME_PART;

/// Whether every word but the small ones begins with a capital or a figure.
fn title_case(inner: &str, lexicon: &Lexicon) -> bool {
    let (mut capitals, mut small) = (0_usize, 0_usize);
    for (i, word) in inner.split(|c: char| c.is_whitespace() || c == '-').enumerate() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let Some(first) = bare.chars().next() else { continue };
        if first.is_uppercase() || first.is_ascii_digit() {
            capitals += 1;
        } else if i > 0 && bare.len() <= 5 && lexicon.class(bare.as_bytes()) & SMALL != 0 {
            small += 1;
        } else {
            return false;
        }
    }
    let single_given = capitals == 1 && small == 0 && lexicon.class(inner.to_lowercase().as_bytes()) & GIVEN != 0;
    capitals > 0 && capitals >= small && !single_given
}
