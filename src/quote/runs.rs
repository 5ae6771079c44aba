//! Where in the text does a name begin and end?
//!
//! Input: tokens; output: [`Run`]s of capitalised words, parted into title or role, place or office, and name.
//! "Russian Foreign Minister Sergei Lavrov" names Sergei Lavrov; "State Department" is an organisation.
//! Cost: linear in the run.

use super::cues::{
    ABBREVIATION, ADVERB, AUXILIARY, COLLECTIVE, CONJUNCTION, CUE, Class, DETERMINER, DOCUMENT, FEMININE, GIVEN,
    MASCULINE, NAME_PART, OFFICE, ORGANISATION, PLACE, PREPOSITION, PRONOUN, ROLE, SUBORDINATE, TIME, TITLE, VERB,
};
use super::stream::{Tok, part};

/// A run of capitalised words whose bearer is settled in the second pass.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// Where title and role begin.
    pub(super) lo: usize,
    /// Where the name itself begins.
    pub(super) name: usize,
    pub(super) hi: usize,
    pub(super) class: Class,
}

pub(super) const fn gender_of(class: Class) -> Class {
    match (class & MASCULINE != 0, class & FEMININE != 0) {
        (true, false) => MASCULINE,
        (false, true) => FEMININE,
        _ => 0,
    }
}

/// The last word of a name that is no suffix ("Jr."), by index.
pub(super) fn last_word(name: &[Tok]) -> usize {
    let mut last = name.len() - 1;
    if last > 0 && name[last].is(ABBREVIATION) && !name[last].is(GIVEN) && name[last].span.len() <= 3 {
        last -= 1;
    }
    last
}

/// Where the run of capitalised words that begins at `lo` ends.
pub(super) fn run_end(toks: &[Tok], lo: usize) -> usize {
    let name_at = |i: usize| toks.get(i).is_some_and(|t| t.is_name() && !t.first);
    let mut hi = lo + 1;
    while hi < toks.len() && !toks[hi - 1].possessive {
        if name_at(hi) {
            hi += 1;
        } else if toks[hi].is(NAME_PART) && toks[hi].is_word() && name_at(hi + 1) {
            hi += 2;
        } else if toks[hi].is(NAME_PART)
            && toks[hi].is_word()
            && toks.get(hi + 1).is_some_and(|t| t.is(NAME_PART))
            && name_at(hi + 2)
        {
            hi += 3;
        } else if toks[hi].is_quote() && name_at(hi + 1) && toks[hi].span.len() <= 32 && toks[hi].capital {
            // Joaquin “El Chapo” Guzman
            hi += 2;
        } else {
            break;
        }
    }
    hi
}

/// Where in a run the name begins, after titles, roles and places.
pub(super) fn name_start(text: &str, toks: &[Tok], lo: usize, hi: usize) -> usize {
    let mut name = lo;
    for i in lo..hi {
        let tok = &toks[i];
        let rest = hi - i - 1;
        let place_only = tok.is(PLACE) && !tok.is(GIVEN);
        if tok.is(TITLE | ROLE) && !tok.is(GIVEN) && rest >= 1
            || (place_only || tok.is(OFFICE))
                && (rest >= 2 || rest == 1 && i > lo && name == i && part(toks, lo, i).iter().any(|t| t.is(ROLE)))
            || tok.is(ORGANISATION) && rest >= 2 && toks[i + 1].is(GIVEN | ROLE | TITLE)
        {
            if tok.is(OFFICE | PLACE | ORGANISATION)
                && !tok.is(TITLE | ROLE)
                && part(toks, i + 1, hi).iter().any(|t| t.is(ORGANISATION) && !t.is(GIVEN))
            {
                continue;
            }
            name = i + 1;
        }
    }
    // "CNN Meteorologist Chad Myers", "Co-host Mika Brzezinski": a known given name behind an acronym or a trade.
    if hi - name >= 3 && !toks[name].is(GIVEN) {
        let given = (name + 1..hi - 1).find(|&i| toks[i].is(GIVEN));
        let word = toks[name].span.of(text);
        let trade = ["er", "or", "ist", "ian", "host", "ant"]
            .iter()
            .any(|e| word.ends_with(e));
        let acronym = word.len() >= 2 && !word.contains('.') && word.bytes().all(|b| b.is_ascii_uppercase());
        // "la ministre des Transports Anne Vasseur"
        let office =
            lo >= 2 && toks[lo - 1].is(PREPOSITION | DETERMINER) && !toks[lo - 1].capital && toks[lo - 2].is(ROLE);
        if let Some(given) = given.filter(|_| trade || acronym || office) {
            return given;
        }
    }
    name
}

/// A name that holds an organisation's head word, or is an acronym or a place.
pub(super) fn is_organisation(toks: &[Tok], run: &Run) -> bool {
    let name = part(toks, run.name, run.hi);
    let titled = run.class & (TITLE | ROLE) != 0 && run.name > run.lo;
    if titled {
        return false;
    }
    name.iter().any(|t| t.is(ORGANISATION | DOCUMENT) && !t.is(GIVEN))
        || name.len() >= 2
            && name.iter().all(|t| t.is(PLACE | OFFICE | ROLE | COLLECTIVE))
            && name[name.len() - 1].is(PLACE)
        || name.len() >= 2 && run.lo > 0 && toks[run.lo - 1].is(DETERMINER) && !name[0].is(GIVEN) && run.name == run.lo
}

/// Where the role before a name begins.
pub(super) fn role_start(toks: &[Tok], name: usize) -> usize {
    let mut lo = name;
    while lo > 0 && name - lo < 9 {
        let tok = &toks[lo - 1];
        let joins = tok.is_word() && !tok.possessive && {
            if tok.is(PREPOSITION) && !tok.capital {
                // "Secretary of State John Kerry", "Special Envoy for Syria Staffan de Mistura"
                lo < name && lo >= 2 && toks[lo].capital && toks[lo - 2].is(ROLE) && tok.span.len() <= 3
            } else if tok.capital {
                tok.is_name() || tok.first && tok.is(ROLE | PLACE)
            } else {
                tok.is(ROLE | OFFICE | ORGANISATION)
                    && !tok.is(CUE
                        | VERB
                        | DETERMINER
                        | AUXILIARY
                        | ADVERB
                        | PRONOUN
                        | CONJUNCTION
                        | SUBORDINATE
                        | TIME)
                    || tok.class == 0 && lo < name && lo >= 2 && (toks[lo - 2].is(ROLE) || toks[lo - 2].is(DETERMINER))
            }
        };
        if !joins {
            break;
        }
        lo -= 1;
    }
    lo
}

/// What web pages leave between names: a headline in capitals, a name run into itself ("Adam Schiff Adam
/// Bennett Schiff").
pub(super) fn is_debris(text: &str, name: &[Tok]) -> bool {
    let words = || name.iter().map(|t| t.span.of(text));
    let shouted = name.len() >= 3 && words().all(|w| w.len() > 1 && !w.bytes().any(|b| b.is_ascii_lowercase()));
    let repeated = name.len() >= 3
        && words()
            .enumerate()
            .any(|(i, w)| w.len() > 2 && words().take(i).any(|v| v == w));
    name.len() > 6 || shouted || repeated
}
