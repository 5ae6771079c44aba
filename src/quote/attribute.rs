//! Who is said to have said it?
//!
//! Input: an article's [`Stream`], its [`Registry`] and the marked spans; output: an [`Attribution`] for each
//! quotation that stands in no other. Rules are tried from the surest down (notes/quotations.md); the first
//! that finds a speaker decides, and its measured share right is the confidence. What a rule finds is a
//! [`Phrase`]; `resolve` turns it into a [`Speaker`] or abstains.
//! Invariants: a mention stands outside all quotation marks. Cost: each quotation looks at its own sentence
//! (bounded by the stream) and the one before.

use super::Attribution;
use super::cues::{
    ACCORDING, ADVERB, AUXILIARY, COLLECTIVE, CONJUNCTION, CUE, DETERMINER, DOCUMENT, MEDIUM, NAME_PART, OBJECT,
    ORGANISATION, PARTICIPLE, PLURAL, POSTPOSED, PREPOSITION, PRONOUN, RELATIVE, ROLE, SOURCE_NOUN, STRONG, TIME, VERB,
    WEAK, WORK,
};
use super::marks::Marked;
use super::names::Registry;
use super::params::Params;
use super::phrase::{self, Phrase};
use super::resolve::Resolver;
use super::rules::{self, Rule};
use super::stream::{Part, Sentence, Stream, Tok, part};
use crate::text::Span;

/// What a rule found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) phrase: Phrase,
    pub(super) cue: Option<(usize, usize)>,
    pub(super) rule: &'static Rule,
    /// The speaker is that of the quotation with this index.
    pub(super) same_as: Option<usize>,
}

impl Found {
    const fn new(phrase: Phrase, cue: usize, rule: &'static Rule) -> Self {
        Self {
            phrase,
            cue: Some((cue, cue + 1)),
            rule,
            same_as: None,
        }
    }
}

/// An article under attribution.
pub(super) struct Article<'a> {
    pub(super) text: &'a str,
    pub(super) stream: &'a Stream,
    pub(super) tops: &'a [Marked],
    /// Which paragraphs are headlines.
    pub(super) headline: &'a dyn Fn(usize) -> bool,
    pub(super) params: &'a Params,
}

/// Attributes every top-level quotation.
pub(super) fn attribute(article: &Article, registry: &Registry) -> Vec<Attribution> {
    let mut found: Vec<Option<Found>> = Vec::with_capacity(article.tops.len());
    for index in 0..article.tops.len() {
        found.push(article.own(index));
    }
    for index in 0..found.len() {
        if found[index].is_none() || article.tops[index].continues {
            found[index] = article.carried(index, &found).or(found[index]);
        }
    }
    let mut resolver = Resolver::new(article, registry, &found);
    (0..found.len())
        .map(
            |index| match found[index].filter(|f| f.rule.confidence >= article.params.min_confidence) {
                None => Attribution::unknown(),
                Some(f) => {
                    let toks = &article.stream.toks;
                    Attribution {
                        speaker: resolver.speaker(index, &f),
                        mention: Some(Span {
                            start: toks[f.phrase.lo].span.start,
                            end: toks[f.phrase.hi - 1].span.end,
                        }),
                        cue: f.cue.map(|(lo, hi)| Span {
                            start: toks[lo].span.start,
                            end: toks[hi - 1].span.end,
                        }),
                        rule: f.rule.name,
                        confidence: f.rule.confidence,
                    }
                }
            },
        )
        .collect()
}

impl Article<'_> {
    pub(super) fn toks(&self) -> &[Tok] {
        &self.stream.toks
    }

    pub(super) fn sentence(&self, index: usize) -> Sentence {
        self.stream.sentences[self.stream.quote_sentence[index]]
    }

    /// The last character between the marks.
    fn last_char(&self, index: usize) -> char {
        // A mark nested at the end, a bracket: the comma stands before it.
        let inner = self.tops[index].inner.of(self.text);
        inner
            .trim_end_matches(['’', '\'', '”', '"', ' ', ')', ']'])
            .chars()
            .next_back()
            .unwrap_or(' ')
    }

    /// What the quotation's own sentence says.
    fn own(&self, index: usize) -> Option<Found> {
        let sentence = self.sentence(index);
        let at = self.stream.quote_tok[index];
        let shouting = (self.headline)(sentence.paragraph as usize);
        let lo = sentence.lo.max(at.saturating_sub(self.params.cue_reach));
        let adjacent = self.adjacent_cue(lo, at, shouting);
        if let Some(cue) = adjacent
            && !self.is_weak_under_strong(lo, cue, shouting)
            && let Some(found) = self.with_cue(lo, cue, sentence.hi.min(at), &rules::SUBJECT_VERB_QUOTE)
            && (!self.toks()[cue].is(WEAK) || self.speaks(found.phrase))
        {
            return Some(found);
        }
        self.after(index, at, sentence, shouting)
            .filter(|found| !self.introduces_next(lo, at, found))
            .or_else(|| self.colon_name(lo, at, shouting))
            .or_else(|| self.left(lo, at, shouting))
            .or_else(|| self.trailing(at, sentence, shouting))
            .or_else(|| self.according(sentence, at))
            .or_else(|| self.stray_sentence(index, at, sentence))
            .or_else(|| self.subject_only(index, at, sentence))
    }

    /// "Franken asked: “A?” Sessions replied, “B.”": what follows the quotation belongs to the next one. Where a comma ends
    /// the first ("“A,” Sessions said, “and B.”"), it is one remark in two parts.
    fn introduces_next(&self, lo: usize, at: usize, found: &Found) -> bool {
        let toks = self.toks();
        let end = found.cue.map_or(0, |cue| cue.1).max(found.phrase.hi);
        let joins = |part: Part| matches!(part, Part::Comma | Part::Colon);
        let marks = |c: char| matches!(c, '"' | '”' | '’' | '\'' | '»' | '“' | '」');
        let goes_on = |quote: &Tok| quote.span.of(self.text).trim_end_matches(marks).ends_with([',', '，']);
        at > lo
            && toks[at - 1].part == Part::Colon
            && toks.get(at).is_some_and(|quote| !goes_on(quote))
            && toks.get(end).is_some_and(|t| joins(t.part))
            && toks.get(end + 1).is_some_and(Tok::is_quote)
    }

    /// "Kerry said the bombing raised “doubt”": the weak verb belongs to what Kerry said.
    fn is_weak_under_strong(&self, lo: usize, cue: usize, shouting: bool) -> bool {
        let toks = self.toks();
        let weak = toks[cue].is(WEAK) && !toks[cue].is(STRONG | MEDIUM | PARTICIPLE);
        weak && (lo..cue).any(|i| toks[i].is(STRONG) && !toks[i].is(PARTICIPLE) && self.is_cue(lo, i, shouting))
    }

    /// "because of what he said": not who said the quoted words.
    fn is_what(&self, phrase: usize, lo: usize) -> bool {
        phrase > lo && self.toks()[phrase - 1].span.of(self.text).eq_ignore_ascii_case("what")
    }

    /// Whether a phrase can be a speaker at all: a name, a pronoun, people, an organisation, a document.
    fn speaks(&self, phrase: Phrase) -> bool {
        let toks = part(self.toks(), phrase.lo, phrase.hi);
        toks.iter()
            .any(|t| t.is_name() || t.is_word() && t.is(PRONOUN | ROLE | COLLECTIVE | ORGANISATION | DOCUMENT))
    }

    /// A cue that stands right before the quotation: "said", "said:", "said that", "saying,".
    fn adjacent_cue(&self, lo: usize, at: usize, shouting: bool) -> Option<usize> {
        let toks = self.toks();
        let mut i = at;
        for _ in 0..3 {
            if i <= lo {
                return None;
            }
            i -= 1;
            let tok = &toks[i];
            if self.is_cue(lo, i, shouting) {
                return Some(i);
            }
            let skip = matches!(tok.part, Part::Comma | Part::Colon)
                || tok.is_word()
                    && !tok.capital
                    && (tok.is(DETERMINER) || tok.span.len() <= 4 && tok.is(super::cues::SUBORDINATE | PREPOSITION));
            if !skip {
                return None;
            }
        }
        None
    }

    pub(super) fn is_cue(&self, lo: usize, at: usize, shouting: bool) -> bool {
        let toks = self.toks();
        let tok = &toks[at];
        if tok.is_word() && tok.is(CUE) && tok.is(PARTICIPLE) && !tok.capital {
            return true;
        }
        phrase::is_finite_cue(toks, at, lo, shouting)
    }

    /// The speaker that a cue to the left of the quotation has.
    pub(super) fn with_cue(&self, lo: usize, cue: usize, hi: usize, rule: &'static Rule) -> Option<Found> {
        let toks = self.toks();
        let tok = &toks[cue];
        if tok.is(PARTICIPLE) && tok.is(CUE) {
            let before = cue.checked_sub(1).filter(|&i| i >= lo).map(|i| &toks[i]);
            // "was quoted as saying"
            if before.is_some_and(|t| t.is_word() && t.span.len() == 2) && cue >= lo + 2 && toks[cue - 2].is(CUE) {
                let phrase = phrase::before(toks, lo, cue - 2)?;
                return Some(Found::new(phrase, cue, &rules::QUOTED_AS));
            }
            // "footage of Trump saying"
            let named = cue
                .checked_sub(1)
                .filter(|&i| i >= lo && toks[i].is_name() && !toks[i].possessive);
            if let Some(last) = named {
                let run = (lo..=last)
                    .rev()
                    .take_while(|&i| toks[i].is_name() || toks[i].is(NAME_PART));
                let phrase = Phrase {
                    lo: run.last().unwrap_or(last),
                    hi: last + 1,
                };
                return Some(Found::new(phrase, cue, &rules::PARTICIPLE));
            }
            let direct = before
                .filter(|t| t.is_word() && !t.is(PREPOSITION | CONJUNCTION | VERB | PARTICIPLE))
                .and_then(|_| phrase::before(toks, lo, cue));
            let phrase = match direct {
                Some(p) if !toks[p.hi - 1].is(DOCUMENT) || toks[p.hi - 1].is(WORK) => p,
                other => self.main_subject(lo, cue).or(other)?,
            };
            return Some(Found::new(phrase, cue, &rules::PARTICIPLE));
        }
        // “A,” said Toner, “B”: the subject stands behind the verb.
        let inverted = cue > lo
            && (toks[cue - 1].is_quote()
                || toks[cue - 1].part == Part::Comma && cue > lo + 1 && toks[cue - 2].is_quote());
        if inverted && let Some(phrase) = phrase::at(toks, cue + 1, hi) {
            return Some(Found::new(phrase, cue, &rules::SPLIT));
        }
        let phrase = phrase::before(toks, lo, cue)?;
        let split =
            phrase.lo > lo && (toks[phrase.lo - 1].is_quote() || phrase.lo > lo + 1 && toks[phrase.lo - 2].is_quote());
        Some(Found::new(phrase, cue, if split { &rules::SPLIT } else { rule }))
    }

    /// The subject of the clause that a participle hangs on: that of the nearest finite cue, else of the main verb.
    fn main_subject(&self, lo: usize, at: usize) -> Option<Phrase> {
        let toks = self.toks();
        let start = phrase::clause_start(toks, lo, at);
        let cue = (start..at)
            .rev()
            .find(|&i| toks[i].is(STRONG) && phrase::is_finite_cue(toks, i, start, false));
        let inverted = |cue: usize| {
            let behind_quote = cue > lo && toks[cue - 1].is_quote();
            behind_quote.then(|| phrase::at(toks, cue + 1, at)).flatten()
        };
        cue.and_then(|cue| inverted(cue).or_else(|| phrase::before(toks, start, cue)))
            .or_else(|| phrase::clause(toks, start, at))
    }

    /// The clause behind the quotation: “Q,” S V or “Q,” V S or “Q,” according to S.
    fn after(&self, index: usize, at: usize, sentence: Sentence, shouting: bool) -> Option<Found> {
        let toks = self.toks();
        let hi = sentence.hi.min(at + self.params.cue_reach);
        let last = self.last_char(index);
        let mut next = at + 1;
        let mut parted = matches!(last, ',' | '?' | '!' | '—' | '–' | '…' | '-' | '.' | ';' | ':');
        while next < hi && matches!(toks[next].part, Part::Comma | Part::Dash) {
            parted = true;
            next += 1;
        }
        // “Q” : NP in headlines
        if shouting && next < hi && toks[next].part == Part::Colon {
            let phrase = phrase::at(toks, next + 1, hi)?;
            return Some(Found {
                phrase,
                cue: None,
                rule: &rules::COLON_NAME,
                same_as: None,
            });
        }
        let opens = at == sentence.lo || !toks[at - 1].is_word();
        // “Q.” — Barak Epstein, manager of the theatre. Behind other speech of its paragraph it is the author's name.
        let first = index == 0 || self.tops[index - 1].paragraph != self.tops[index].paragraph;
        if first
            && at + 1 < hi
            && toks[at + 1].part == Part::Dash
            && at == sentence.lo
            && toks.get(next).is_some_and(|t| next < hi && t.is_name())
        {
            let verbal =
                (next..hi).any(|i| self.is_cue(next, i, shouting) || toks[i].is(AUXILIARY) && !toks[i].capital);
            if !verbal && hi - next <= 16 {
                let phrase = phrase::at(toks, next, hi)?;
                return Some(Found {
                    phrase,
                    cue: None,
                    rule: &rules::DASH_NAME,
                    same_as: None,
                });
            }
        }
        let bare =
            next < hi && (toks[next].is(PRONOUN) && !toks[next].is(DETERMINER) || self.is_cue(next, next, shouting));
        // "“A,” but he also noted …": a new clause about something else, unless the quotation opens the sentence.
        if at > sentence.lo
            && toks
                .get(next)
                .is_some_and(|t| next < hi && t.is_word() && t.is(CONJUNCTION))
        {
            return None;
        }
        let found = self.clause_at(next, hi, shouting, last == ',' && opens)?;
        // Without punctuation between, the attribution must follow at once.
        let at_once =
            opens && found.phrase.lo <= next + 1 && found.cue.is_some_and(|(cue, _)| cue <= found.phrase.hi + 1);
        (parted || opens && bare || at_once).then_some(found)
    }

    /// S V, V S or "according to S" at `at`.
    fn clause_at(&self, at: usize, hi: usize, shouting: bool, any_verb: bool) -> Option<Found> {
        let toks = self.toks();
        let named = |(cue, from)| {
            Some(Found {
                phrase: phrase::at(toks, from, hi)?,
                cue: Some((cue, from)),
                rule: &rules::ACCORDING_TO,
                same_as: None,
            })
        };
        if let Some(source) = self.source_word(at, hi).filter(|_| !toks[at].capital) {
            return named(source);
        }
        let mut next = at;
        // "nous a dit Morel", "le dijo Ruiz": the pronoun is who was told.
        if toks.get(at).is_some_and(|t| at < hi && t.is_word() && t.is(OBJECT))
            && let Some(cue) = (at + 1..hi.min(at + 4)).find(|&i| !toks[i].is(AUXILIARY))
            && toks[cue].is_word()
            && toks[cue].is(CUE)
            && phrase::at(toks, cue + 1, hi).is_some_and(|phrase| self.speaks(phrase))
        {
            next = cue;
        }
        while next < hi
            && toks[next].is_word()
            && toks[next].is(ADVERB | AUXILIARY | CONJUNCTION)
            && !toks[next].is(PRONOUN | DETERMINER)
            && next < at + 3
        {
            next += 1;
        }
        let first = toks.get(next).filter(|t| next < hi && t.is_word())?;
        if let Some(source) = self.source_word(next, hi).filter(|_| !first.capital) {
            return named(source);
        }
        if first.is(CUE) && !first.capital && !first.is(PARTICIPLE) {
            let mut from = next + 1;
            while from < hi && toks[from].is(ADVERB) && !toks[from].capital && from < next + 3 {
                from += 1;
            }
            from = self.past_time_and_listener(from, hi);
            if let Some(phrase) = phrase::at(toks, from, hi)
                && (first.is(STRONG) || self.speaks(phrase))
            {
                return Some(Found::new(phrase, next, &rules::QUOTE_VERB_SUBJECT));
            }
            return None;
        }
        let start = phrase::at(toks, next, hi)?;
        let mut cue = start.lo + 1;
        while cue < hi && cue < next + 40 {
            let tok = &toks[cue];
            // "(D-Nev.)"
            if tok.part == Part::Open
                && let Some(close) = (cue..hi.min(cue + 12)).find(|&i| toks[i].part == Part::Close)
            {
                cue = close + 1;
                continue;
            }
            if tok.is_quote() && !(cue + 1 < hi && toks[cue - 1].is_name() && toks[cue + 1].is_name())
                || matches!(tok.part, Part::Semicolon | Part::Stop)
            {
                break;
            }
            if phrase::is_finite_cue(toks, cue, next, shouting)
                && let Some(phrase) = phrase::before(toks, next, cue)
                && (tok.is(STRONG) || self.speaks(phrase))
            {
                return Some(Found::new(phrase, cue, &rules::QUOTE_SUBJECT_VERB));
            }
            cue += 1;
        }
        let verb = toks.get(start.hi).filter(|_| start.hi < hi)?;
        let named = toks[start.lo].is(PRONOUN) && !toks[start.lo].is(DETERMINER)
            || toks[start.lo].is_name() && toks[start.hi - 1].is_name();
        (any_verb
            && named
            && verb.is_word()
            && !verb.capital
            && !verb.is(PREPOSITION | CONJUNCTION | DETERMINER | AUXILIARY | RELATIVE))
        .then(|| Found::new(start, start.hi, &rules::QUOTE_SUBJECT_ANY))
    }

    /// Where "according to", "laut", "nach Angaben von" stands at `at`: its first word, and where the source begins.
    fn source_word(&self, at: usize, hi: usize) -> Option<(usize, usize)> {
        let toks = self.toks();
        let word = |i: usize| toks.get(i).filter(|t| i < hi && t.is_word());
        let first = word(at)?;
        let behind = if first.is(ACCORDING) && !first.is(POSTPOSED) {
            at + 1
        } else if first.is(PREPOSITION) {
            // "nach Angaben der", "nach den Worten von"
            let noun = (at + 1..at + 3).find(|&i| word(i).is_some_and(|t| t.is(SOURCE_NOUN)))?;
            let determined = noun == at + 1 || toks[at + 1].is(DETERMINER);
            let follows = word(noun + 1).is_some_and(|t| t.is(PREPOSITION | DETERMINER));
            (determined && follows).then_some(noun + 1)?
        } else {
            return None;
        };
        let preposition = toks.get(behind).is_some_and(|t| t.is(PREPOSITION));
        Some((at, behind + usize::from(preposition)))
    }

    /// "said Tuesday the mayor", "dijo el martes el alcalde", "explicó a la prensa la ministra": where the subject begins.
    fn past_time_and_listener(&self, from: usize, hi: usize) -> usize {
        let toks = self.toks();
        let word = |i: usize| toks.get(i).filter(|t| i < hi && t.is_word());
        let mut at = from;
        let time = (at..at + 3).find(|&i| word(i).is_none_or(|t| !t.is(DETERMINER | PREPOSITION)));
        if let Some(time) = time.filter(|&i| word(i).is_some_and(|t| t.is(TIME)))
            && word(time + 1).is_some_and(|t| t.is_name() || t.is(DETERMINER | ROLE))
        {
            at = time + 1;
        }
        if word(at).is_some_and(|t| t.is(PREPOSITION) && !t.is(DETERMINER)) {
            // One noun with its article, then the subject.
            let noun = at + 1 + usize::from(word(at + 1).is_some_and(|t| t.is(DETERMINER)));
            let plain = word(noun).is_some_and(|t| !t.capital && !t.is(CUE | VERB | AUXILIARY | PRONOUN | DETERMINER));
            let subject = word(noun + 1).is_some_and(|t| t.is(DETERMINER) && !t.is(PREPOSITION | PRONOUN));
            let speaks = phrase::at(toks, noun + 1, hi).is_some_and(|phrase| self.speaks(phrase));
            if plain && subject && speaks {
                return noun + 1;
            }
        }
        at
    }

    /// `Kerry: “Q”`, in headlines and transcripts; elsewhere a colon behind a clause.
    fn colon_name(&self, lo: usize, at: usize, shouting: bool) -> Option<Found> {
        let toks = self.toks();
        if at == lo || toks[at - 1].part != Part::Colon {
            return None;
        }
        let colon = at - 1;
        // "HIGHER TURNOUT EXPECTED - Jeffrey Jones: “…”"
        let from = (lo..colon)
            .rev()
            .find(|&i| matches!(toks[i].part, Part::Dash | Part::Stop))
            .map_or(lo, |i| i + 1);
        let all = lo;
        let lo = from;
        let short = colon > lo && colon - lo <= 8 && part(toks, lo, colon).iter().all(Tok::is_word);
        let verbal =
            (lo..colon).any(|i| self.is_cue(lo, i, shouting) || toks[i].is(AUXILIARY | VERB) && !toks[i].capital);
        if short
            && !verbal
            && part(toks, lo, colon)
                .iter()
                .any(|t| t.is_name() || t.is(ROLE | COLLECTIVE))
        {
            // "Donald Trump on Hillary Clinton: ‘…’"
            let hi = (lo + 1..colon).find(|&i| toks[i].is(PREPOSITION)).unwrap_or(colon);
            return Some(Found {
                phrase: Phrase { lo, hi },
                cue: None,
                rule: &rules::COLON_NAME,
                same_as: None,
            });
        }
        let lo = all;
        if let Some(found) = self.left(lo, at, shouting) {
            return Some(Found {
                rule: &rules::COLON_CUE,
                ..found
            });
        }
        let phrase = phrase::clause(toks, lo, colon)?;
        Some(Found {
            phrase,
            cue: None,
            rule: &rules::COLON_SUBJECT,
            same_as: None,
        })
    }

    /// A cue anywhere to the left in the sentence: the nearest strong one, else a medium, else a weak one.
    fn left(&self, lo: usize, at: usize, shouting: bool) -> Option<Found> {
        let grades = [
            (STRONG, &rules::SUBJECT_VERB_QUOTE),
            (MEDIUM, &rules::SUBJECT_MEDIUM_QUOTE),
            (WEAK, &rules::SUBJECT_WEAK_QUOTE),
        ];
        for (grade, rule) in grades {
            for i in (lo..at).rev() {
                if self.toks()[i].is(grade)
                    && self.is_cue(lo, i, shouting)
                    && let Some(found) = self.with_cue(lo, i, at, rule)
                    && (grade == STRONG || self.speaks(found.phrase))
                    && !self.is_what(found.phrase.lo, lo)
                {
                    return Some(found);
                }
            }
        }
        None
    }

    /// … “Q” …, the ministry said.
    fn trailing(&self, at: usize, sentence: Sentence, shouting: bool) -> Option<Found> {
        let toks = self.toks();
        let hi = sentence.hi.min(at + self.params.cue_reach);
        let commas = (at + 1..hi).filter(|&i| toks[i].part == Part::Comma);
        for comma in commas.take(6) {
            if let Some(found) = self.clause_at(comma + 1, hi, shouting, false) {
                let cue = found.cue.map_or(comma, |(lo, _)| lo);
                if found.phrase.lo <= comma + 8 && cue <= comma + 14 {
                    return Some(Found {
                        rule: &rules::TRAILING,
                        ..found
                    });
                }
            }
        }
        None
    }

    /// Who a sentence without a quotation is said by: "…, says Rebecca Roiphe", "…, Rosenfeld said".
    pub(super) fn trailing_speaker(&self, sentence: Sentence) -> Option<Found> {
        let toks = self.toks();
        let lo = sentence.lo.max(sentence.hi.saturating_sub(24));
        let comma = (lo..sentence.hi).rev().find(|&i| toks[i].part == Part::Comma)?;
        let found = self.clause_at(comma + 1, sentence.hi, false, false)?;
        let (_, cue) = found.cue?;
        let ends = part(toks, cue.max(found.phrase.hi), sentence.hi).len() <= 4;
        (ends && found.phrase.lo <= comma + 2).then_some(found)
    }

    /// "According to the UN, … “Q” …"
    fn according(&self, sentence: Sentence, at: usize) -> Option<Found> {
        let toks = self.toks();
        let lo = sentence.lo.max(at.saturating_sub(self.params.cue_reach));
        let hi = sentence.hi.min(at + self.params.cue_reach);
        // "Petra Kolb zufolge"
        let postposed = |i: usize| toks[i].is(POSTPOSED) && toks[i].is_word();
        if let Some(cue) = (lo + 1..hi).find(|&i| postposed(i))
            && let Some(phrase) = phrase::before(toks, lo, cue)
        {
            return Some(Found::new(phrase, cue, &rules::ACCORDING_TO));
        }
        let (cue, from) = (lo..hi)
            .filter(|&i| !toks[i].is(ADVERB))
            .find_map(|i| self.source_word(i, hi))?;
        let phrase = phrase::at(toks, from, hi)?;
        Some(Found {
            phrase,
            cue: Some((cue, from)),
            rule: &rules::ACCORDING_TO,
            same_as: None,
        })
    }

    /// “Q.” Kerry said. — a full stop where a comma belongs.
    fn stray_sentence(&self, index: usize, at: usize, sentence: Sentence) -> Option<Found> {
        let toks = self.toks();
        let next = self.stream.sentences.get(self.stream.quote_sentence[index] + 1)?;
        if at + 1 != sentence.hi || at != sentence.lo || next.paragraph != sentence.paragraph || next.hi - next.lo > 10
        {
            return None;
        }
        let found = self.clause_at(next.lo, next.hi, false, false)?;
        let (cue, _) = found.cue?;
        let ends = (cue + 1..next.hi).all(|i| toks[i].part == Part::Stop || toks[i].is(TIME | PREPOSITION | ADVERB));
        let whole = found.rule.name != rules::QUOTE_VERB_SUBJECT.name || found.phrase.hi + 1 >= next.hi;
        (ends && whole).then_some(Found {
            rule: &rules::STRAY_SENTENCE,
            ..found
        })
    }

    /// No cue at all: the subject of the sentence, if it is one that speaks.
    fn subject_only(&self, index: usize, at: usize, sentence: Sentence) -> Option<Found> {
        if at == sentence.lo || self.tops[index].inner.of(self.text).split_whitespace().nth(1).is_none() {
            return None;
        }
        let toks = self.toks();
        let phrase = phrase::clause(toks, phrase::clause_start(toks, sentence.lo, at), at)?;
        let last = &toks[phrase.hi - 1];
        let speaks = last.is_name() || toks[phrase.lo].is(PRONOUN) && !toks[phrase.lo].is(PLURAL);
        (speaks && phrase.hi < at).then_some(Found {
            phrase,
            cue: None,
            rule: &rules::SENTENCE_SUBJECT,
            same_as: None,
        })
    }
}
