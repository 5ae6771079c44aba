//! Where is the subject of this verb?
//!
//! Input: tokens and the place of a verb, a quotation or a clause; output: the noun phrase [`Phrase`] that is
//! its subject, as a token range. No grammar is parsed: word classes bound the phrase, parentheses between
//! commas are jumped, an adverbial that opens the sentence is skipped up to its comma.
//! Invariants: a phrase lies inside the range asked about and holds a word. Cost: linear in that range, which
//! the callers bound by `Params::cue_reach`.

use super::cues::{
    ABBREVIATION, ACCORDING, ADVERB, AUXILIARY, BE, COLLECTIVE, CONJUNCTION, CUE, Class, DETERMINER, DOCUMENT, GERUND,
    NAME_PART, NOUNISH, ORGANISATION, PARTICIPLE, PARTY, PLACE, PREPOSITION, PRONOUN, RELATIVE, ROLE, STRONG,
    SUBORDINATE, TIME, TITLE, VERB,
};
use super::stream::{Part, Tok, part};

/// A noun phrase: a range of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) lo: usize,
    pub(super) hi: usize,
}

/// Words that can be the head of a source.
const HEAD: Class = ROLE | COLLECTIVE | ORGANISATION | DOCUMENT | TITLE;
/// Words that end a noun phrase.
const ENDS: Class = AUXILIARY | RELATIVE | SUBORDINATE | VERB | ACCORDING;

/// How far back a parenthesis between commas may begin.
const PARENTHESIS: usize = 30;

/// A lower-case verb form that ends the phrase before it.
fn is_verb(tok: &Tok) -> bool {
    tok.is_word() && !tok.capital && (tok.is(AUXILIARY | VERB) || tok.is(CUE) && !tok.is(NOUNISH))
}

fn is_head(tok: &Tok) -> bool {
    tok.is_name() || tok.is_word() && tok.is(HEAD)
}

/// Whether the word at `at` works as a finite cue verb here.
pub(super) fn is_finite_cue(toks: &[Tok], at: usize, lo: usize, shouting: bool) -> bool {
    let tok = &toks[at];
    if !tok.is_word() || !tok.is(CUE) || tok.is(PARTICIPLE) || tok.capital && !shouting && !tok.first || tok.possessive
    {
        return false;
    }
    if tok.first && tok.capital && !shouting {
        return false;
    }
    if at == lo {
        return !tok.is(NOUNISH);
    }
    let before = &toks[at - 1];
    if before.possessive {
        return false;
    }
    if tok.is(NOUNISH) {
        // "the claims", "of calls", "his reports" are nouns.
        if before.is(DETERMINER | PREPOSITION) && !before.is(PRONOUN) && !before.capital || before.possessive {
            return false;
        }
        if !(before.is_name() || before.is(PRONOUN | HEAD | ADVERB | AUXILIARY | RELATIVE) || !before.is_word()) {
            return false;
        }
    } else if before.is(DETERMINER) && !before.is(PRONOUN) {
        return false;
    }
    !is_passive(toks, at, lo)
}

/// "was told", "has been called": the subject is not who speaks.
pub(super) fn is_passive(toks: &[Tok], at: usize, lo: usize) -> bool {
    let mut i = at;
    while i > lo && at - i < 4 {
        let tok = &toks[i - 1];
        if !tok.is_word() {
            return false;
        }
        if tok.is(AUXILIARY) {
            return tok.is(BE);
        }
        if !tok.is(ADVERB) {
            return false;
        }
        i -= 1;
    }
    false
}

/// The noun phrase that begins at `at`.
pub(super) fn at(toks: &[Tok], at: usize, hi: usize) -> Option<Phrase> {
    let first = toks.get(at).filter(|t| at < hi && t.is_word())?;
    if first.is(PRONOUN) && !first.is(DETERMINER) {
        return Some(Phrase { lo: at, hi: at + 1 });
    }
    if first.is(PREPOSITION | CONJUNCTION | AUXILIARY | RELATIVE | SUBORDINATE | TIME | ADVERB)
        && !first.is_name()
        && !first.is(DETERMINER)
    {
        return None;
    }
    let mut end = at + 1;
    while end < hi && end - at < 24 {
        let tok = &toks[end];
        if !tok.is_word() {
            // Joaquin “El Chapo” Guzman
            if tok.is_quote()
                && toks[end - 1].is_name()
                && toks.get(end + 1).is_some_and(|t| t.is_name() && end + 1 < hi)
            {
                end += 1;
                continue;
            }
            break;
        }
        let before = &toks[end - 1];
        if tok.is(NAME_PART) && before.is_name() && toks.get(end + 1).is_some_and(|t| t.is_name() || t.is(NAME_PART)) {
            end += 1;
            continue;
        }
        if !tok.capital && tok.is(AUXILIARY) {
            break;
        }
        if !tok.capital
            && !before.possessive
            && !before.is(DETERMINER)
            && (tok.is(ENDS) || tok.is(CUE) && !(tok.is(NOUNISH) && !before.is(HEAD) && !before.is_name()))
        {
            break;
        }
        if tok.is(TIME) && !before.is(DETERMINER | PREPOSITION)
            || tok.is(ADVERB) && !tok.capital && !before.is(DETERMINER)
        {
            break;
        }
        if tok.is(PRONOUN) && !tok.is(DETERMINER) {
            break;
        }
        if tok.is(CONJUNCTION) {
            let joins = toks
                .get(end + 1)
                .is_some_and(|t| end + 1 < hi && (is_head(t) || t.is(DETERMINER)));
            if !joins || tok.span.len() > 3 || tok.span.len() == 2 {
                break;
            }
        }
        end += 1;
    }
    let phrase = trim(toks, Phrase { lo: at, hi: end });
    let useful = part(toks, phrase.lo, phrase.hi)
        .iter()
        .any(|t| is_head(t) || t.is(DETERMINER | PRONOUN))
        || phrase.hi - phrase.lo <= 3 && toks[phrase.lo].class & !(GENERIC) == 0;
    useful.then_some(phrase)
}

const GENERIC: Class = HEAD | ABBREVIATION | NAME_PART;

/// Cuts a phrase after its head: "ministers meeting for talks" → "ministers".
fn trim(toks: &[Tok], phrase: Phrase) -> Phrase {
    let Phrase { lo, hi } = phrase;
    let head_from = |from: usize, reach: usize| (from..hi.min(from + reach)).find(|&i| is_head(&toks[i]));
    let Some(mut at) = head_from(lo, 8) else {
        let cut = (lo + 1..hi).find(|&i| toks[i].is(PREPOSITION | RELATIVE)).unwrap_or(hi);
        return Phrase { lo, hi: cut };
    };
    // A preposition before the first head: "the man with the White House badge".
    if let Some(cut) = (lo + 1..at).find(|&i| toks[i].is(PREPOSITION) && !toks[i].is(DETERMINER)) {
        return Phrase { lo, hi: cut };
    }
    while at + 1 < hi {
        let next = &toks[at + 1];
        if is_head(next)
            || next.is_quote()
            || next.is(NAME_PART) && toks.get(at + 2).is_some_and(|t| is_head(t) || t.is(NAME_PART))
        {
            at += 1;
        } else if next.is(CONJUNCTION) || toks[at].possessive {
            match head_from(at + 2, 4) {
                Some(head) => at = head,
                // "Joe Biden's physician": a noun of no table is what he has.
                None if toks[at].possessive => {
                    let noun = |i: &usize| toks[*i].is_word() && !toks[*i].is(PREPOSITION | RELATIVE | PRONOUN);
                    at += (at + 1..hi.min(at + 4)).take_while(noun).count();
                    break;
                }
                None => break,
            }
        } else if next.is(PREPOSITION) && at + 2 < hi && toks[at].is(HEAD) && !toks[at + 2].is(TIME) {
            if let Some(head) = head_from(at + 2, 3) {
                at = head;
            } else {
                at = (at + 3).min(hi - 1);
                break;
            }
        } else {
            // "US intelligence sources": one more noun within reach that is a head itself.
            match (at + 1..hi.min(at + 3)).find(|&i| !toks[i].capital && toks[i].is(HEAD)) {
                Some(head)
                    if toks[at + 1].class
                        & !(HEAD | VERB | NOUNISH | CUE | super::cues::OFFICE | super::cues::PLACE)
                        == 0 =>
                {
                    at = head;
                }
                _ => break,
            }
        }
    }
    Phrase {
        lo,
        hi: (at + 1).min(hi),
    }
}

/// The subject of the verb at `verb`, looking left no further than `lo`.
pub(super) fn before(toks: &[Tok], lo: usize, verb: usize) -> Option<Phrase> {
    let mut end = verb;
    for _ in 0..8 {
        while end > lo
            && toks[end - 1].is_word()
            && toks[end - 1].is(AUXILIARY | ADVERB)
            && !toks[end - 1].is(PRONOUN)
            && (toks[end - 1].first || !toks[end - 1].is_name())
        {
            end -= 1;
        }
        if end <= lo {
            return None;
        }
        let last = end - 1;
        let tok = &toks[last];
        match tok.part {
            Part::Comma => {
                let from = lo.max(last.saturating_sub(PARENTHESIS));
                match (from..last).rev().find(|&i| toks[i].part == Part::Comma) {
                    // "After the primary, Gov. John Kasich, said": the name is no parenthesis to a common noun.
                    Some(open)
                        if open > lo
                            && toks[open + 1].is_name()
                            && !toks[open + 1].is(PLACE)
                            && !is_head(&toks[open - 1]) =>
                    {
                        return noun_phrase_ending(toks, open + 1, last);
                    }
                    Some(open) if open > lo && ends_noun(&toks[open - 1]) => end = open,
                    _ => return clause(toks, lo, last),
                }
            }
            Part::Close => {
                end = (lo..last)
                    .rev()
                    .take(PARENTHESIS)
                    .find(|&i| toks[i].part == Part::Open)?;
            }
            Part::Dash => {
                let from = lo.max(last.saturating_sub(PARENTHESIS));
                end = (from..last).rev().find(|&i| toks[i].part == Part::Dash)?;
            }
            Part::Word => {
                if tok.is(PRONOUN) && !tok.is(DETERMINER) {
                    return Some(Phrase { lo: last, hi: end });
                }
                // "Sen. Tom Berg, R-Ohio, said", "D-New Hampshire"
                let party = (last.saturating_sub(2).max(lo)..=last)
                    .rev()
                    .find(|&i| toks[i].is(PARTY));
                if let Some(party) = party
                    && party > lo
                    && toks[party - 1].part == Part::Comma
                    && part(toks, party + 1, end).iter().all(Tok::is_name)
                {
                    end = party - 1;
                    continue;
                }
                if tok.is(RELATIVE)
                    || tok.is(SUBORDINATE) && tok.span.len() == 4 && last > lo && ends_noun(&toks[last - 1])
                {
                    end = last;
                    if end > lo && toks[end - 1].part == Part::Comma {
                        end -= 1;
                    }
                    continue;
                }
                if tok.is(CONJUNCTION) || tok.is(PREPOSITION) && !tok.is_name() || tok.is(SUBORDINATE) {
                    return coordinated(toks, clause_start(toks, lo, last), last);
                }
                return noun_phrase_ending(toks, lo, end);
            }
            _ => return None,
        }
    }
    None
}

/// The subject of "… and added": that of the cue before it, else that of the main clause.
fn coordinated(toks: &[Tok], lo: usize, at: usize) -> Option<Phrase> {
    let cue = (lo + 1..at)
        .rev()
        .find(|&i| toks[i].is(STRONG) && is_finite_cue(toks, i, lo, false));
    // Only a subject that stands right before that cue: anything else is for the main clause to say.
    if let Some(cue) = cue
        && let Some(last) = (lo..cue).rev().find(|&i| !toks[i].is(ADVERB | AUXILIARY))
        && toks[last].is_word()
        && !toks[last].is(CONJUNCTION | PREPOSITION | RELATIVE | SUBORDINATE)
        && let Some(phrase) = if toks[last].is(PRONOUN) {
            Some(Phrase { lo: last, hi: last + 1 })
        } else {
            noun_phrase_ending(toks, lo, last + 1)
        }
    {
        return Some(phrase);
    }
    clause(toks, lo, at)
}

/// Whether a parenthesis between commas can follow this word.
fn ends_noun(tok: &Tok) -> bool {
    tok.is_word() && (is_head(tok) || tok.is(PRONOUN | TIME | PARTY) || tok.class == 0 || tok.is(NOUNISH))
}

/// The noun phrase that ends before `end`.
fn noun_phrase_ending(toks: &[Tok], lo: usize, end: usize) -> Option<Phrase> {
    let mut start = end;
    while start > lo {
        let tok = &toks[start - 1];
        let right = toks.get(start).filter(|_| start < end);
        let stops = match tok.part {
            Part::Word => {
                tok.is(SUBORDINATE | RELATIVE | ACCORDING | GERUND) && !tok.is_name()
                    || is_verb(tok) && !right.is_some_and(|r| r.is(PREPOSITION) && tok.is(PARTICIPLE))
                    || tok.is(CONJUNCTION)
                        && !(right.is_some_and(|r| is_head(r) || r.is(DETERMINER))
                            && tok.span.len() == 3
                            && start - 1 > lo
                            && is_head(&toks[start - 2]))
                    || tok.is(PRONOUN) && !tok.is(DETERMINER)
            }
            // Joaquin “El Chapo” Guzman
            Part::Quote(_) => !(right.is_some_and(Tok::is_name) && start - 1 > lo && toks[start - 2].is_name()),
            _ => true,
        };
        if stops {
            break;
        }
        start -= 1;
    }
    // "the law firm representing Sondland said": the firm did.
    if start > lo + 1 && toks[start - 1].is(GERUND) && !toks[start - 1].capital {
        let noun = &toks[start - 2];
        if noun.is_word() && !noun.capital && (noun.class == 0 || noun.is(HEAD)) {
            let phrase = noun_phrase_ending(toks, lo, start - 1);
            if phrase.is_some_and(|p| toks[p.lo].is(DETERMINER)) {
                return phrase;
            }
        }
    }
    let edge = start;
    while start < end
        && toks[start].is(CONJUNCTION | ADVERB | TIME)
        && !(toks[start].is(DETERMINER) || toks[start].is_name())
    {
        start += 1;
    }
    if start >= end {
        return clause(toks, clause_start(toks, lo, edge), edge);
    }
    if toks[start].is(PREPOSITION) && !toks[start].is_name() {
        let opens = edge == lo || !toks[edge - 1].is_word();
        if !opens {
            return clause(toks, clause_start(toks, lo, edge), edge);
        }
        // "In Moscow on Monday Lavrov said": the last run of names.
        let last = (start..end).rev().find(|&i| is_head(&toks[i]))?;
        if last + 1 < end {
            return None;
        }
        let first = (start..=last)
            .rev()
            .take_while(|&i| is_head(&toks[i]) || toks[i].is(NAME_PART))
            .last()?;
        return Some(Phrase {
            lo: first,
            hi: last + 1,
        });
    }
    // A name right before the verb is the head, whatever stands before it.
    if end - start > 16 {
        let last = end - 1;
        let first = (start..=last)
            .rev()
            .take_while(|&i| is_head(&toks[i]) || toks[i].is(NAME_PART))
            .last()
            .unwrap_or(last);
        return Some(Phrase { lo: first, hi: end });
    }
    Some(trim(toks, Phrase { lo: start, hi: end }))
}

/// Where the coordinate clause that holds `at` begins: after a semicolon, or after ", but" and the like.
pub(super) fn clause_start(toks: &[Tok], lo: usize, at: usize) -> usize {
    let mut i = at;
    while i > lo + 1 {
        i -= 1;
        if toks[i].part == Part::Semicolon {
            return i + 1;
        }
        let subject = toks
            .get(i + 1)
            .is_some_and(|t| i + 1 < at && (t.is_name() || t.is(PRONOUN | DETERMINER)));
        if subject
            && toks[i].is(CONJUNCTION | SUBORDINATE)
            && toks[i - 1].part == Part::Comma
            && (i + 2..at).any(|k| is_verb(&toks[k]))
        {
            return i + 1;
        }
    }
    lo
}

/// The subject of the main clause in `lo..hi`.
pub(super) fn clause(toks: &[Tok], lo: usize, hi: usize) -> Option<Phrase> {
    let mut at = lo;
    // A dateline: "WASHINGTON (AP) —"
    if let Some(dash) = (lo..hi.min(lo + 9)).find(|&i| toks[i].part == Part::Dash)
        && toks[lo].capital
        // "De Niro - the star of …" is no dateline.
        && toks.get(dash + 1).is_some_and(|t| t.capital)
        && part(toks, lo, dash).iter().all(|t| !t.is(CUE | AUXILIARY) || t.capital)
    {
        at = dash + 1;
    }
    for _ in 0..6 {
        let tok = toks.get(at).filter(|_| at < hi)?;
        match tok.part {
            Part::Comma | Part::Dash | Part::Open | Part::Close | Part::Stop => at += 1,
            Part::Quote(_) => {
                // “Q,” said Kerry, adding …
                at += 1;
                if toks.get(at).is_some_and(|t| matches!(t.part, Part::Comma | Part::Dash)) {
                    at += 1;
                }
                if toks.get(at).is_some_and(|t| at < hi && t.is(CUE) && !t.capital) {
                    at += 1;
                }
            }
            Part::Word => {
                // "Eight years ago, he …", "Minutes later, she …", "in San Bernardino, Calif., a voice …"
                if let Some(comma) = (at + 1..hi.min(at + 7)).find(|&i| toks[i].part == Part::Comma) {
                    let when = toks[comma - 1].is(ADVERB | TIME) && !toks[comma - 1].capital;
                    let state = comma == at + 1 && at > lo && tok.is(PLACE | ABBREVIATION);
                    if (when || state)
                        && !part(toks, at, comma)
                            .iter()
                            .any(|t| is_verb(t) || t.is(PRONOUN) && !t.is(DETERMINER))
                    {
                        at = comma + 1;
                        continue;
                    }
                }
                let asked = tok.first && tok.capital && tok.is(CUE | VERB) && at == lo;
                let opens_adverbial = asked
                    || (tok.is(PREPOSITION | SUBORDINATE | PARTICIPLE | GERUND) && (tok.first || !tok.capital))
                    || tok.first && tok.class == 0 && toks.get(at + 1).is_some_and(|t| t.is(PREPOSITION)) && at == lo;
                if opens_adverbial {
                    match (at..hi).find(|&i| toks[i].part == Part::Comma) {
                        Some(comma) => at = comma + 1,
                        None if tok.is(SUBORDINATE) => at += 1,
                        None => return None,
                    }
                } else if tok.is(CONJUNCTION | ADVERB | TIME) && !tok.is(DETERMINER | PRONOUN)
                    || tok.is(ADVERB) && toks.get(at + 1).is_some_and(|t| t.is(TIME))
                {
                    at += 1;
                } else {
                    return self::at(toks, at, hi);
                }
            }
            _ => return None,
        }
    }
    None
}
