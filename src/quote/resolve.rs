//! Which person or organisation does this phrase mean?
//!
//! Input: the phrases that the rules found; output: a [`Speaker`] for each, or none. A name goes to its entity
//! in the [`Registry`]; a definite role or organisation to the one that the article ties to it; a pronoun to
//! the subject of the sentence before, past nearer names that are objects or of the other gender. Where two
//! fit, the answer is none: an honest mention without a name.
//! Cost: a pronoun looks back over at most `Params::antecedent_sentences` sentences.

use super::attribute::{Article, Found};
use super::cues::{
    COLLECTIVE, CONJUNCTION, Class, DETERMINER, DOCUMENT, FEMININE, MASCULINE, ORGANISATION, PLACE, PLURAL,
    PREPOSITION, PRONOUN, ROLE, TITLE,
};
use super::names::{Entity, Mention, Registry};
use super::phrase::{self, Phrase};
use super::stream::{Part, Tok, part};
use super::{Speaker, SpeakerClass};
use crate::text::Span;

/// Turns phrases into speakers, article by article, in text order.
pub(super) struct Resolver<'a> {
    article: &'a Article<'a>,
    registry: &'a Registry,
    found: &'a [Option<Found>],
    /// The entity that each quotation's speaker is, as far as settled.
    entity: Vec<Option<usize>>,
    /// Who each sentence is about: its quotation's speaker, else its subject. Filled on demand.
    about: Vec<Option<Subject>>,
    /// Pronouns under way that lead to one another.
    depth: usize,
}

/// Who a sentence is about.
#[derive(Debug, Clone, Copy)]
enum Subject {
    Person(usize),
    /// One person, but the article does not say who: nobody before is meant by a pronoun after it.
    Unnamed,
    Nobody,
}

/// A chain of pronouns longer than this ends in nobody; it bounds the recursion.
const MAX_CHAIN: usize = 12;

impl<'a> Resolver<'a> {
    pub(super) fn new(article: &'a Article<'a>, registry: &'a Registry, found: &'a [Option<Found>]) -> Self {
        let sentences = article.stream.sentences.len();
        Self {
            article,
            registry,
            found,
            entity: vec![None; found.len()],
            about: vec![None; sentences],
            depth: 0,
        }
    }

    fn toks(&self) -> &'a [Tok] {
        &self.article.stream.toks
    }

    /// The speaker of quotation `index`.
    pub(super) fn speaker(&mut self, index: usize, found: &Found) -> Option<Speaker> {
        let phrase = found.phrase;
        if let Some(source) = found.same_as.filter(|&s| s < index) {
            self.entity[index] = self.entity[source];
            if let Some(entity) = self.entity[index] {
                return Some(self.of_entity(entity));
            }
        }
        let first = self.toks()[phrase.lo];
        if let Some(entity) = self.entity_of(phrase) {
            self.entity[index] = Some(entity);
            let sentence = self.article.stream.quote_sentence[index];
            self.about[sentence] = Some(match self.entity(entity).class {
                SpeakerClass::Person => Subject::Person(entity),
                _ => Subject::Nobody,
            });
            return Some(self.of_entity(entity));
        }
        if first.is(PRONOUN) && !first.is(DETERMINER) {
            return None;
        }
        self.described(phrase)
    }

    /// The entity a phrase names.
    fn entity_of(&mut self, phrase: Phrase) -> Option<usize> {
        let toks = self.toks();
        let first = &toks[phrase.lo];
        if first.is(PRONOUN) && phrase.hi == phrase.lo + 1 && !first.is(DETERMINER) {
            return self.antecedent(phrase.lo, first.class);
        }
        // "Kerry and Lavrov": two people are no one person; "congresswoman and candidate Jill Long" is one.
        let words = part(toks, phrase.lo, phrase.hi);
        let conjunction = words.iter().position(|t| t.is(CONJUNCTION) && t.span.len() == 3);
        if let Some(at) = conjunction.filter(|_| !words.iter().any(|t| t.is(ORGANISATION))) {
            let before = self.registry.within(phrase.lo, phrase.lo + at);
            let lone = words[..at].iter().any(|t| t.is(PRONOUN)) || before.iter().any(|m| self.is_person(m.entity));
            if lone || !words[..at].iter().any(|t| t.is(ROLE)) {
                return None;
            }
        }
        let mut head_end = phrase.hi;
        let mentions = self.registry.within(phrase.lo, phrase.hi);
        // A name behind a preposition is not the speaker ("spokesman for Trump"), unless it ends what is one
        // long title ("Special Envoy for Syria Staffan de Mistura").
        let of = |i: usize| {
            !toks[i].capital
                && (toks[i].is(PREPOSITION)
                    // "der Direktor der Werft", "la ministre des Transports"
                    || toks[i].is(DETERMINER) && !toks[i].is(PRONOUN) && toks[i - 1].is(ROLE))
        };
        if let Some(prep) = (phrase.lo + 1..phrase.hi).find(|&i| of(i)) {
            // "a spokesman for Speaker John Berg" has another's title before the name.
            let other =
                |m: &&Mention| !toks[prep - 1].capital && part(toks, prep + 1, m.lo).iter().any(|t| t.is(ROLE | TITLE));
            let whole = mentions
                .iter()
                .rfind(|m| m.hi == phrase.hi && m.lo > prep + 1 && m.hi - m.lo >= 2 && toks[m.lo - 1].capital)
                .filter(|m| !other(m));
            if let Some(m) = whole {
                return Some(m.entity);
            }
            head_end = prep;
        }
        if let Some(m) = mentions
            .iter()
            .rfind(|m| m.hi <= head_end && !toks[m.hi - 1].possessive)
            && (m.hi == head_end
                || !part(toks, m.hi, head_end)
                    .iter()
                    .any(|t| t.is(ROLE | COLLECTIVE | DOCUMENT | ORGANISATION)))
        {
            return Some(m.entity);
        }
        let head = &toks[head_end - 1];
        // "the group's president, David Chavern, testified"
        if head.is(ROLE)
            && toks.get(phrase.hi).is_some_and(|t| t.part == Part::Comma)
            && let Some(m) = self
                .registry
                .within(phrase.hi + 1, (phrase.hi + 8).min(toks.len()))
                .first()
            && m.lo == phrase.hi + 1
            && self.entity(m.entity).class == SpeakerClass::Person
            && toks
                .get(m.hi)
                .is_none_or(|t| matches!(t.part, Part::Comma | Part::Stop) || t.first)
        {
            return Some(m.entity);
        }
        let determiner = first.span.of(self.article.text);
        let definite = first.is(DETERMINER)
            && !first.is(PLURAL)
            && (determiner.eq_ignore_ascii_case("the") || is_foreign_definite(determiner));
        // "the first-term governor", "the Ohio senator"; but not "the Trump spokesman".
        let between = part(toks, phrase.lo + 1, head_end - 1);
        let plain = between.len() <= 2
            && between
                .iter()
                .all(|t| t.is_word() && !t.possessive && (!t.capital || t.is(PLACE | ROLE)));
        if definite && plain && (head.is(ROLE) || head.is(ORGANISATION) && between.is_empty()) {
            let text = self.article.text;
            let entity = self.registry.definite(text, head)?;
            // "the Republican nominee" is not whoever is the only nominee named.
            let role = self.entity(entity).role.map_or("", |r| r.of(text)).to_lowercase();
            let agrees = between
                .iter()
                .all(|t| !t.capital || role.contains(&t.span.of(text).to_lowercase()));
            let shadowed = head.is(ROLE) && self.registry.shadowed(text, toks, phrase.lo, head, entity);
            return (agrees && !shadowed).then_some(entity);
        }
        None
    }

    /// Whom a pronoun means.
    fn antecedent(&mut self, at: usize, class: Class) -> Option<usize> {
        let gender = class & (MASCULINE | FEMININE);
        if gender == 0 || gender == MASCULINE | FEMININE {
            return None;
        }
        let stream = self.article.stream;
        let here = stream.sentences.partition_point(|s| s.hi <= at);
        let own = stream.sentences[here];
        if at > own.lo {
            // A name earlier in the same sentence: its subject, unless the pronoun's own clause is the first.
            match self.subject(own.lo, at) {
                Subject::Person(entity) if self.fits(entity, gender) => return Some(entity),
                // "the president …, he said" without a name: nobody further off is meant.
                Subject::Unnamed => return None,
                _ => {}
            }
        }
        let mut sentence = here;
        let mut skipped = 0;
        for _ in 0..self.article.params.antecedent_sentences {
            sentence = sentence.checked_sub(1)?;
            let near = stream.sentences[sentence];
            // "Advertisement": a line between paragraphs, not a sentence.
            if near.paragraph != own.paragraph
                && near.hi - near.lo <= 3
                && part(self.toks(), near.lo, near.hi).iter().all(Tok::is_word)
            {
                skipped += 1;
                continue;
            }
            if near.paragraph + 1 + skipped < own.paragraph {
                return None;
            }
            match self.sentence_about(sentence) {
                Subject::Person(entity) if self.fits(entity, gender) => return Some(entity),
                Subject::Unnamed => return None,
                _ => {}
            }
            // The subject is no person or of the other gender: one other person may be meant, two are a riddle.
            let bounds = stream.sentences[sentence];
            let mut people: Vec<usize> = Vec::new();
            for m in self.registry.within(bounds.lo, bounds.hi) {
                if self.is_person(m.entity) && self.fits(m.entity, gender) && !people.contains(&m.entity) {
                    people.push(m.entity);
                }
            }
            match people.as_slice() {
                [] => {}
                &[one] => {
                    let known = self.registry.entities[one].gender == gender;
                    let other = matches!(self.sentence_about(sentence), Subject::Person(_));
                    return (known || !other).then_some(one);
                }
                _ => return None,
            }
        }
        None
    }

    fn entity(&self, entity: usize) -> &'a Entity {
        &self.registry.entities[entity]
    }

    fn is_person(&self, entity: usize) -> bool {
        let e = self.entity(entity);
        e.class == SpeakerClass::Person && e.sure
    }

    fn fits(&self, entity: usize, gender: Class) -> bool {
        let e = self.entity(entity);
        e.class == SpeakerClass::Person && (e.gender == 0 || e.gender == gender)
    }

    fn named_person(&self, phrase: Phrase) -> Option<usize> {
        let toks = self.toks();
        let all = self.registry.within(phrase.lo, phrase.hi);
        // The name that ends the phrase is its head ("candidate Jill Long"), else the first one.
        let m = all.last().filter(|m| m.hi == phrase.hi).or(all.first())?;
        let direct = m.hi == phrase.hi || !part(toks, phrase.lo + 1, m.lo).iter().any(|t| t.is(PREPOSITION));
        (direct && !toks[m.hi - 1].possessive && self.entity(m.entity).class == SpeakerClass::Person)
            .then_some(m.entity)
    }

    /// Who a sentence is about: the speaker of its quotation, else its subject if that is a person.
    fn sentence_about(&mut self, index: usize) -> Subject {
        if let Some(known) = self.about[index] {
            return known;
        }
        if self.depth >= MAX_CHAIN {
            return Subject::Nobody;
        }
        self.depth += 1;
        // Set first: a pronoun that leads back here finds nothing rather than a circle.
        self.about[index] = Some(Subject::Nobody);
        let sentence = self.article.stream.sentences[index];
        let toks = self.toks();
        let quoted = part(toks, sentence.lo, sentence.hi).iter().find_map(|t| match t.part {
            Part::Quote(q) => self.found[q as usize],
            _ => None,
        });
        let about = match quoted {
            Some(found) => self.subject_of(found.phrase, true),
            // "…, says Rebecca Roiphe": who reports it is whom the next "she" means.
            None => match self.article.trailing_speaker(sentence) {
                Some(found) => self.subject_of(found.phrase, true),
                None => self.subject(sentence.lo, sentence.hi),
            },
        };
        self.depth -= 1;
        self.about[index] = Some(about);
        about
    }

    /// The subject of the main clause in `lo..hi`.
    fn subject(&mut self, lo: usize, hi: usize) -> Subject {
        match phrase::clause(self.toks(), lo, hi).filter(|p| p.hi < hi) {
            Some(phrase) => self.subject_of(phrase, false),
            _ => Subject::Nobody,
        }
    }

    fn subject_of(&mut self, phrase: Phrase, speaks: bool) -> Subject {
        let toks = self.toks();
        let first = &toks[phrase.lo];
        if first.is(PRONOUN) && phrase.hi == phrase.lo + 1 && !first.is(DETERMINER) {
            if first.is(PLURAL) {
                return Subject::Nobody;
            }
            return self
                .antecedent(phrase.lo, first.class)
                .map_or(Subject::Unnamed, Subject::Person);
        }
        let entity = if speaks {
            self.entity_of(phrase)
        } else {
            self.named_person(phrase).or_else(|| self.entity_of(phrase))
        };
        match entity {
            Some(e) if self.entity(e).class == SpeakerClass::Person => Subject::Person(e),
            None if toks[phrase.hi - 1].is(ROLE) && !toks[phrase.hi - 1].possessive => Subject::Unnamed,
            _ => Subject::Nobody,
        }
    }

    fn of_entity(&self, entity: usize) -> Speaker {
        let e = self.entity(entity);
        let text = self.article.text;
        Speaker {
            name: tidy(e.name.of(text)),
            role: e.role.map(|r| tidy(r.of(text))),
            class: e.class,
        }
    }

    /// A source described, not named: "a senior official", "residents", "the statement".
    fn described(&self, phrase: Phrase) -> Option<Speaker> {
        let toks = self.toks();
        let mut lo = phrase.lo;
        while lo + 1 < phrase.hi && toks[lo].is(DETERMINER) && !toks[lo].possessive {
            lo += 1;
        }
        let words = part(toks, lo, phrase.hi);
        // "one shopkeeper": a determiner and a noun of no table still describe somebody.
        let known = words
            .iter()
            .any(|t| t.is_name() || t.is(ROLE | COLLECTIVE | ORGANISATION | DOCUMENT));
        let determiner = toks[phrase.lo].span.of(self.article.text).to_lowercase();
        let somebody = matches!(
            determiner.as_str(),
            "a" | "an" | "one" | "another" | "his" | "her" | "their" | "my" | "our"
        );
        if !known && (lo == phrase.lo || words.is_empty() || !somebody) {
            return None;
        }
        // "waved homemade signs", "sister sends her love": a verb of no table was taken into the phrase.
        let past = words
            .first()
            .is_some_and(|t| t.class == 0 && !t.capital && t.span.of(self.article.text).ends_with("ed"));
        if past
            || words
                .iter()
                .skip(1)
                .any(|t| t.is_word() && !t.capital && t.is(DETERMINER) && !t.is(PREPOSITION))
                && !words.iter().any(|t| t.is(PREPOSITION))
        {
            return None;
        }
        let head = words
            .iter()
            .rfind(|t| t.is(ROLE | COLLECTIVE | ORGANISATION | DOCUMENT))
            .copied();
        let class = match head {
            Some(t) if t.is(ROLE | COLLECTIVE) => SpeakerClass::Anonymous,
            Some(_) => SpeakerClass::Organisation,
            None if words.iter().all(Tok::is_name) => SpeakerClass::Person,
            None => SpeakerClass::Anonymous,
        };
        let span = Span {
            start: toks[lo].span.start,
            end: toks[phrase.hi - 1].span.end,
        };
        Some(Speaker {
            name: tidy(span.of(self.article.text)),
            role: None,
            class,
        })
    }
}

fn is_foreign_definite(word: &str) -> bool {
    ["le", "la", "der", "die", "das", "el", "les"]
        .iter()
        .any(|d| word.eq_ignore_ascii_case(d))
}

/// White space of any sort is one space in a name.
fn tidy(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
