//! Whose words are these, where their own sentence does not say?
//!
//! Input: a quotation without a speaker of its own and what the rules found for the others; output: the speaker
//! of a neighbour. Within a paragraph a quotation that is a sentence by itself goes on with the speaker before
//! it; across paragraphs only the next one does, and only from a sentence that speaks or ends in a colon.
//! Cost: the sentence before and the quotations on either side.

use super::attribute::{Article, Found};
use super::cues::{CUE, DETERMINER, MEDIUM, NOUNISH, PLURAL, PRONOUN, STRONG};
use super::phrase;
use super::rules::{self, Rule};
use super::stream::{Part, Sentence, part};

impl Article<'_> {
    /// Whether the quotation is all there is of its sentence.
    fn alone(&self, index: usize) -> bool {
        let sentence = self.sentence(index);
        part(self.toks(), sentence.lo, sentence.hi).iter().all(|t| !t.is_word())
    }

    /// What the neighbourhood says where the own sentence says nothing.
    pub(super) fn carried(&self, index: usize, found: &[Option<Found>]) -> Option<Found> {
        let quote = self.tops[index];
        let sentence_index = self.stream.quote_sentence[index];
        let before = index.checked_sub(1);
        let from = |source: usize, rule: &'static Rule| {
            found[source].map(|f| Found {
                rule,
                cue: None,
                same_as: Some(f.same_as.unwrap_or(source)),
                ..f
            })
        };
        if quote.continues
            && let Some(source) = before
            && let Some(found) = from(source, &rules::CONTINUED)
        {
            return Some(found);
        }
        let alone = self.alone(index);
        if let Some(source) = before.filter(|&b| self.tops[b].paragraph == quote.paragraph) {
            let near = self.stream.quote_sentence[source];
            if (near == sentence_index || alone && near + 1 == sentence_index)
                && let Some(found) = from(
                    source,
                    if alone {
                        &rules::CARRY_PARAGRAPH
                    } else {
                        &rules::CARRY_SENTENCE
                    },
                )
            {
                return Some(found);
            }
        }
        if alone {
            // The next quotation of the paragraph has the speaker: “A.” “B,” he said.
            if let Some(next) = found.get(index + 1).copied().flatten()
                && self.tops[index + 1].paragraph == quote.paragraph
                && self.stream.quote_sentence[index + 1] <= sentence_index + 1
                && (next.rule.name == rules::QUOTE_SUBJECT_VERB.name
                    || next.rule.name == rules::QUOTE_VERB_SUBJECT.name)
            {
                return from(index + 1, &rules::CARRY_BACK);
            }
        }
        let previous = sentence_index.checked_sub(1)?;
        let sentence = self.stream.sentences[previous];
        if sentence.paragraph == quote.paragraph {
            if !alone {
                return None;
            }
            return self.sentence_speaker(sentence, &rules::PRECEDING_SENTENCE).or_else(|| {
                let source = before.filter(|&b| self.tops[b].paragraph == quote.paragraph)?;
                from(source, &rules::CARRY_FAR)
            });
        }
        if !self.params.carry_paragraphs || sentence.paragraph + 1 != quote.paragraph {
            return None;
        }
        let toks = self.toks();
        if toks[sentence.hi - 1].part == Part::Colon {
            let own = self.sentence_speaker(sentence, &rules::COLON_PARAGRAPH);
            return own.or_else(|| from(before?, &rules::COLON_PARAGRAPH));
        }
        let source = before.filter(|&b| self.stream.quote_sentence[b] == previous);
        if let Some(source) = source {
            if alone {
                return from(source, &rules::CARRY_ADJACENT);
            }
            let adjacent = from(source, &rules::CARRY_ADJACENT_SENTENCE);
            return adjacent.filter(|_| self.reads_on(index));
        }
        if alone {
            self.sentence_speaker(sentence, &rules::ADJACENT_SENTENCE)
        } else {
            None
        }
    }

    /// Whether a sentence without a cue goes on with what the source of the paragraph before reports: it ends in
    /// the quotation, nobody in it could speak, and the source was given behind its quotation.
    fn reads_on(&self, index: usize) -> bool {
        let toks = self.toks();
        let sentence = self.sentence(index);
        let at = self.stream.quote_tok[index];
        let ends = part(toks, at + 1, sentence.hi).iter().all(|t| !t.is_word());
        let own = part(toks, sentence.lo, at);
        let nobody = own.iter().all(|t| {
            let speaks = t.is(CUE) || t.is(PRONOUN) && !t.is(DETERMINER) || t.is_name() && !t.first;
            t.is_word() && !speaks || t.part == Part::Comma
        });
        let long = self.tops[index].inner.of(self.text).split_whitespace().nth(3).is_some();
        ends && nobody && long && at > sentence.lo
    }

    /// Who speaks, or at least acts, in a sentence without a quotation of its own.
    fn sentence_speaker(&self, sentence: Sentence, rule: &'static Rule) -> Option<Found> {
        let toks = self.toks();
        let lo = sentence.lo.max(sentence.hi.saturating_sub(self.params.cue_reach));
        for i in (lo..sentence.hi).rev() {
            if toks[i].is(STRONG | MEDIUM)
                && !toks[i].is(NOUNISH)
                && self.is_cue(lo, i, false)
                && let Some(found) = self.with_cue(lo, i, sentence.hi, rule)
            {
                return Some(Found { rule, ..found });
            }
        }
        let phrase = phrase::clause(toks, lo, sentence.hi)?;
        let speaks = toks[phrase.hi - 1].is_name() || toks[phrase.lo].is(PRONOUN) && !toks[phrase.lo].is(PLURAL);
        speaks.then_some(Found {
            phrase,
            cue: None,
            rule,
            same_as: None,
        })
    }
}
