//! What speaks for a quotation's place in a family?
//!
//! Input: an item, a family in the making and the relation of their words; output: the [`Ground`] it joins on, or
//! none. Copies within one story need no more than their words. Anywhere else the evidence is added up in log-odds,
//! as records of one person are linked (Fellegi and Sunter 1969): long and rare words, few changes, the same rare words
//! around, days that are close, one speaker, another quotation that both articles have, the very same words; and against it words that many quote. The weights are a logistic regression
//! on pairs labelled by reading (`benches/README.md` says how many and how well it does). Which of several
//! families is best, `group` decides.

use super::anchor::ANCHOR_WORDS;
use super::group::Grouping;
use super::{Item, Relation};
use crate::hash::Map;
use crate::quote::Kind;
use crate::quote::speaker::Who;

/// How much speaks for an item's place in a family.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ground {
    /// The family's words stand in its story.
    pub(super) story: bool,
    /// Log-odds that both are one utterance.
    pub(super) evidence: f32,
}

impl Ground {
    /// A key that is smaller for more.
    pub(super) fn order(self) -> (bool, i64) {
        (!self.story, -(f64::from(self.evidence) * 1000.0) as i64)
    }
}

/// Members of a family that a new one is compared with.
const MAX_MEMBERS: usize = 16;
/// Words from which the share of changed words stands for the share of their weight.
const MAX_WEIGHED: usize = 64;

// Log-odds. For two quotations of one word each that share nothing else:
const ALONE: f32 = -3.0;
/// For each e-fold in words.
const WORDS: f32 = 0.5;
/// Where both are the same words, and as many as an anchor has: nobody cut them out of something else.
const ALIKE: f32 = 1.0;
/// Common words in a row from which they tell too.
const TELLING_WORDS: usize = 6;
/// For each unit of weight of the uncommon words, of up to `MAX_OWN`.
const OWN: f32 = 0.068;
const MAX_OWN: f32 = 40.0;
/// Where all of the weight is changed.
const CHANGED: f32 = -5.5;
/// Weight that is unchanged in any wording, so that a few common words are not all that counts.
const CHANGED_PRIOR: f32 = 10.0;
/// For each unit of weight of the words around, of up to `MAX_AROUND`.
const AROUND: f32 = 0.09;
const MAX_AROUND: f32 = 60.0;
/// For articles at most `FEW_DAYS` apart, and within `echo_days`.
const DAYS: (f32, f32) = (2.4, 1.5);
const FEW_DAYS: i64 = 2;
/// For speakers: the same, different.
const SPEAKERS: (f32, f32) = (1.8, -1.0);
/// Where both articles have another quotation. Two or three words of one event are no less a term for that.
const COMPANY: f32 = 2.2;
/// For each e-fold in articles further away that quote the words too, of up to `MAX_ELSEWHERE`.
const ELSEWHERE: f32 = -0.6;
const MAX_ELSEWHERE: usize = 64;
/// Carriers of one wording, and members of one family, that are looked through for that.
const MAX_CARRIERS: usize = 128;
const MAX_CARRIERS_OF_FAMILY: usize = 4;

impl Grouping<'_> {
    /// Why an item, which has so much [`elsewhere`](Self::elsewhere), may belong to a draft, or `None` where it must not.
    pub(super) fn ground(
        &self,
        ix: usize,
        (item, elsewhere): (usize, f32),
        draft: u32,
        relation: &Relation,
    ) -> Option<Ground> {
        let (wording, p) = (&self.wordings[ix], self.params);
        let it = &self.items[item];
        let (words, content) = (wording.words.len(), wording.content);
        let speech = !matches!(it.quote.kind, Kind::Scare | Kind::Title);
        let (in_story, anywhere) = match relation {
            Relation::Same => (words >= 2, words >= 2 && (content >= 1 || words >= TELLING_WORDS)),
            Relation::Contained { .. } => {
                let enough = words >= 2 && content >= 1;
                (enough && speech, enough)
            }
            Relation::Edited { .. } => {
                let enough = words >= ANCHOR_WORDS && speech;
                (enough && content >= p.content_words, enough && content >= 1)
            }
        };
        let family = &self.drafts[draft as usize];
        let in_story = in_story && family.stories.binary_search(&it.story).is_ok();
        let anywhere = anywhere && it.quote.kind != Kind::Title;
        if !in_story && !anywhere {
            return None;
        }
        // Words quoted inside a quotation are not what its speaker says.
        let outer = |member: &Item<'_>| member.article == it.article && member.quote.span.contains(it.quote.span);
        if it.quote.nested && family.members.iter().any(|(m, _)| *m != item && outer(&self.items[*m])) {
            return None;
        }
        let mut evidence = self.of_words(ix, family.root, relation) + self.of_places(ix, item, draft) + elsewhere;
        // Another carrier of the very words belongs to it, or its root is these words.
        let alike = *relation == Relation::Same || self.homes[ix].contains(&draft);
        if alike && words >= ANCHOR_WORDS {
            evidence += ALIKE;
        }
        (in_story || evidence >= p.join_evidence).then_some(Ground {
            story: in_story,
            evidence,
        })
    }

    /// What the words themselves speak for.
    fn of_words(&self, ix: usize, root: usize, relation: &Relation) -> f32 {
        let wording = &self.wordings[ix];
        let length = ALONE + WORDS * (wording.words.len() as f32).ln();
        let Relation::Edited { at, end, rate } = relation else {
            return length + OWN * wording.weight.min(MAX_OWN);
        };
        if wording.words.len() > MAX_WEIGHED {
            return length + OWN * MAX_OWN + CHANGED * *rate as f32;
        }
        let range = &self.wordings[root].words[*at..*end];
        let mut weights: Map<u64, f32> = Map::default();
        let (mut kept, mut changed) = (0.0, 0.0);
        for &word in &*wording.words {
            let first = weights.insert(word, 0.0).is_none();
            let weight = if first { self.contexts.spoken(word) } else { 0.0 };
            if !range.contains(&word) {
                changed += weight;
            } else if !super::is_common(word) {
                kept += weight;
            }
        }
        let share = changed / (changed + kept + CHANGED_PRIOR);
        length + OWN * kept.min(MAX_OWN) + CHANGED * share
    }

    /// What time, speakers and surroundings speak for: the most of all members.
    fn of_places(&self, ix: usize, item: usize, draft: u32) -> f32 {
        let long = self.wordings[ix].words.len() >= ANCHOR_WORDS;
        let it = &self.items[item];
        let speaker = self.speakers.of(item);
        let mut compared: Option<(u32, Who)> = None;
        let mut best = f32::MIN;
        for &(member, _) in self.drafts[draft as usize].members.iter().take(MAX_MEMBERS) {
            let other = &self.items[member];
            let days = match it.day.zip(other.day).map(|(a, b)| a.abs_diff(b) as i64) {
                Some(days) if days <= FEW_DAYS => DAYS.0,
                Some(days) if days <= self.params.echo_days => DAYS.1,
                _ => 0.0,
            };
            let who = match speaker.zip(self.speakers.of(member)) {
                None => Who::Unclear,
                Some((a, b)) if a == b => Who::Same,
                Some((_, b)) if compared.is_some_and(|c| c.0 == b) => compared.map_or(Who::Unclear, |c| c.1),
                Some((a, b)) => {
                    let who = self.speakers.compare(a, b);
                    compared = Some((b, who));
                    who
                }
            };
            let said = match who {
                Who::Same => SPEAKERS.0,
                Who::Different => SPEAKERS.1,
                Who::Unclear => 0.0,
            };
            let around = AROUND * self.contexts.shared(it, other).min(MAX_AROUND);
            let company = if long && self.in_company(it, other, draft) {
                COMPANY
            } else {
                0.0
            };
            best = best.max(days + said + around + company);
        }
        best
    }

    /// Whether the articles of two items have another quotation in one family. What is quoted inside a quotation has
    /// the outer one for company anyway.
    fn in_company(&self, a: &Item<'_>, b: &Item<'_>, draft: u32) -> bool {
        if a.article == b.article || a.quote.nested || b.quote.nested {
            return false;
        }
        let (Some(a), Some(b)) = (self.of_article.get(&a.article), self.of_article.get(&b.article)) else {
            return false;
        };
        a.iter().any(|d| *d != draft && b.contains(d))
    }

    /// What it speaks against an item that other articles, not of the same days, quote its words too: a term, or
    /// what many say. `near` are the families that have them.
    pub(super) fn elsewhere(&self, items: &[usize], item: usize, near: &[(u32, Relation)]) -> f32 {
        let Some(day) = self.items[item].day else {
            return 0.0;
        };
        let far = |other: usize| {
            let other = self.items[other].day;
            other.is_some_and(|other| other.abs_diff(day) as i64 > self.params.echo_days)
        };
        let step = items.len() / MAX_CARRIERS + 1;
        let own = items.iter().step_by(step).filter(|&&i| far(i)).count() * step;
        let families = near.iter().filter(|(_, r)| !matches!(r, Relation::Edited { .. }));
        let others = families.flat_map(|(d, _)| self.drafts[*d as usize].members.iter().take(MAX_CARRIERS_OF_FAMILY));
        let rest = MAX_ELSEWHERE.saturating_sub(own);
        let count = own.min(MAX_ELSEWHERE) + others.filter(|(m, _)| far(*m)).take(rest).count();
        ELSEWHERE * (count as f32).ln_1p()
    }
}
