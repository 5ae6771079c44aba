//! Why may a quotation belong to a family?
//!
//! Input: an item, a family in the making and the relation of their words; output: the [`Ground`] it joins on, or
//! none. Length, rare words, story, day and speaker decide here; which of several families is best, in `group`.

use super::anchor::ANCHOR_WORDS;
use super::group::{Draft, Grouping};
use super::{Item, Relation};
use crate::quote::Kind;
use crate::quote::speaker::Who;

/// How much speaks for an item's place in a family; smaller is stronger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ground {
    Story,
    /// The rare words around both are the same.
    Context,
    Speaker,
    Words,
}

/// Members of a family whose surroundings are compared with a new one's.
const MAX_CONTEXTS: usize = 16;

impl Grouping<'_> {
    /// Why an item may belong to a draft, or `None` where it must not.
    pub(super) fn ground(&self, ix: usize, item: usize, draft: u32, relation: &Relation) -> Option<Ground> {
        let (wording, draft, p) = (&self.wordings[ix], &self.drafts[draft as usize], self.params);
        let it = &self.items[item];
        let (words, content) = (wording.words.len(), wording.content);
        let speech = !matches!(it.quote.kind, Kind::Scare | Kind::Title);
        let close = it.day.zip(draft.day).is_some_and(|(a, b)| (a - b).abs() <= p.echo_days);
        let season = it
            .day
            .zip(draft.day)
            .is_some_and(|(a, b)| (a - b).abs() <= p.speaker_days);
        let undated = it.day.is_none() || draft.day.is_none();
        // Too many words to be a stock phrase, or too rare ones and not long ago, or an echo within days.
        let telling = content >= p.content_words
            && (words >= p.stock_words || content > p.content_words && (season || undated) || close)
            || content >= 1 && close && words >= p.conflict_words;
        let (in_story, anywhere) = match relation {
            Relation::Same => (words >= 2, words >= p.contained_words && telling),
            Relation::Contained { .. } => (
                words >= 2 && content >= 1 && speech,
                words >= p.contained_words && telling,
            ),
            Relation::Edited { rate, .. } => {
                let enough = words >= ANCHOR_WORDS && content >= p.content_words && speech;
                (enough, enough && *rate <= p.edits_anywhere && telling)
            }
        };
        if in_story && draft.stories.binary_search(&it.story).is_ok() {
            return Some(Ground::Story);
        }
        // Words quoted inside a quotation are not what its speaker says.
        let outer = |member: &Item<'_>| member.article == it.article && member.quote.span.contains(it.quote.span);
        if it.quote.nested && draft.members.iter().any(|(m, _)| *m != item && outer(&self.items[*m])) {
            return None;
        }
        let mut who = self.who(item, &draft.speakers);
        if who == Who::Unclear && self.who(item, &draft.others) == Who::Same {
            who = Who::Same;
        }
        // The words around tell of the same thing; of a term, too, which nobody need have said.
        let may = match relation {
            Relation::Same | Relation::Contained { .. } => words >= 2 && content >= 1,
            Relation::Edited { .. } => words >= ANCHOR_WORDS && content >= 1 && speech,
        };
        if may && it.quote.kind != Kind::Title {
            let contradicted = words < p.conflict_words && who == Who::Different;
            let plain = !matches!(relation, Relation::Edited { .. }) || in_story;
            let least = if close && plain && !contradicted {
                p.close_context
            } else {
                p.far_context
            };
            // Two or three words are a term as often as speech: not months later, nor in another mouth.
            let term = words < p.contained_words || it.quote.kind == Kind::Scare;
            let apart = term && (contradicted || !close && !undated);
            if !apart && self.context(item, draft) >= least {
                return Some(Ground::Context);
            }
        }
        // A speaker's catchphrase is a new utterance each time, unless it is an echo within days, or a part of
        // something longer and not long ago (`choose` sees to it that there is only one such).
        let part = matches!(relation, Relation::Contained { .. }) && season || words >= p.contained_words;
        // What a speaker says again in other words shares no more than the names of its subject.
        let agrees = match relation {
            Relation::Edited { rate, .. } if *rate > p.edits_anywhere => {
                let changed = (rate * words as f64).ceil() as usize;
                close || content >= p.conflict_content_words + changed
            }
            _ => true,
        };
        let of_speaker = in_story && agrees && content >= 1 && speech && (close || part && content >= p.content_words);
        let anywhere = anywhere && speech;
        if !of_speaker && !anywhere {
            return None;
        }
        if of_speaker && who == Who::Same {
            return Some(Ground::Speaker);
        }
        let short = words < p.conflict_words || content < p.conflict_content_words && words < 2 * p.conflict_words;
        // Others may have joined under another name since.
        let contradicted = short && (who == Who::Different || self.who(item, &draft.others) == Who::Different);
        (anywhere && !contradicted).then_some(Ground::Words)
    }

    /// The weight of the words that stand around the item and around a member of the family.
    pub(super) fn context(&self, item: usize, draft: &Draft) -> f32 {
        let it = &self.items[item];
        let members = draft.members.iter().take(MAX_CONTEXTS);
        let weights = members.map(|(member, _)| self.contexts.shared(it, &self.items[*member]));
        weights.fold(0.0, f32::max)
    }

    fn who(&self, item: usize, speakers: &[u32]) -> Who {
        let Some(speaker) = self.speakers.of(item) else {
            return Who::Unclear;
        };
        let mut answer = Who::Unclear;
        for &other in speakers {
            match self.speakers.compare(speaker, other) {
                Who::Same => return Who::Same,
                Who::Different => answer = Who::Different,
                Who::Unclear => {}
            }
        }
        answer
    }
}
