//! Who is who in this article?
//!
//! Input: the reporter's own words as a [`Stream`]; output: a [`Registry`] of people and organisations and of
//! every place that names one. A surname alone goes to the one person who bears it and to nobody where two do;
//! spellings of one name ("Sergei", "Sergey") are one person; a role ("spokesman", "secretary") is kept with
//! the name the article ties it to, so that "the secretary" finds its holder where there is only one.
//! Invariants: mentions are in token order and do not overlap. Cost: one pass, and a look-up per capitalised
//! run; candidates per surname are capped at [`NAMESAKES`].

use super::SpeakerClass;
use super::cues::{
    ABBREVIATION, AUXILIARY, COLLECTIVE, CONJUNCTION, CUE, Class, DETERMINER, FEMININE, GIVEN, MASCULINE, OFFICE,
    ORGANISATION, PLACE, PREPOSITION, PRONOUN, RELATIVE, ROLE, SUBORDINATE, TITLE,
};
use super::runs::{Run, gender_of, is_debris, is_organisation, last_word, name_start, role_start, run_end};
use super::stream::{Part, Stream, Tok, part};
use crate::hash;
use crate::text::{Span, fold_span};

/// More bearers of one surname than this are not told apart.
const NAMESAKES: usize = 8;

/// Someone or something that can speak.
#[derive(Debug, Clone)]
pub(super) struct Entity {
    /// The fullest name so far.
    pub(super) name: Span,
    words: usize,
    pub(super) role: Option<Span>,
    pub(super) class: SpeakerClass,
    /// [`MASCULINE`], [`FEMININE`] or 0.
    pub(super) gender: Class,
    /// There is evidence that this is a person: a title, a role, a known given name.
    pub(super) sure: bool,
    first: u64,
}

/// A place that names an entity: token range.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mention {
    pub(super) lo: usize,
    pub(super) hi: usize,
    pub(super) entity: usize,
}

/// The people and organisations of an article.
#[derive(Debug, Default)]
pub(super) struct Registry {
    pub(super) entities: Vec<Entity>,
    pub(super) mentions: Vec<Mention>,
    by_last: hash::Map<u64, Vec<usize>>,
    by_first: hash::Map<u64, Vec<usize>>,
    by_role: hash::Map<u64, Vec<usize>>,
    by_head: hash::Map<u64, Vec<usize>>,
}

fn word_hash(text: &str, tok: &Tok) -> u64 {
    crate::text::word_hash(tok.span.of(text))
}

impl Registry {
    /// Reads the whole article.
    pub(super) fn build(text: &str, stream: &Stream) -> Self {
        let toks = &stream.toks;
        let mut registry = Self::default();
        let mut runs = Vec::new();
        let mut at = 0;
        while at < toks.len() {
            if !toks[at].is_name() {
                if toks[at].is(ORGANISATION) && toks[at].is_word() && !toks[at].capital {
                    registry.common_organisation(text, toks, at, &mut runs);
                }
                at += 1;
                continue;
            }
            let hi = run_end(toks, at);
            let name = name_start(text, toks, at, hi);
            let class = part(toks, at, name).iter().fold(0, |c, t| c | t.class);
            runs.push(Run {
                lo: at,
                name,
                hi,
                class,
            });
            at = hi;
        }
        // Full names first, so that a surname in the headline finds the full name below it.
        for run in &runs {
            registry.full_name(text, toks, run);
        }
        for run in &runs {
            if let Some(entity) = registry.settle(text, toks, run) {
                registry.mentions.push(Mention {
                    lo: run.name,
                    hi: run.hi,
                    entity,
                });
                registry.learn_role(text, toks, run, entity);
            }
        }
        registry.mentions.sort_by_key(|m| (m.lo, m.hi));
        registry.mentions.dedup_by(|b, a| b.lo < a.hi);
        registry
    }

    /// "the Russian foreign ministry": a common noun with what stands before it.
    fn common_organisation(&mut self, text: &str, toks: &[Tok], head: usize, runs: &mut Vec<Run>) {
        let mut lo = head;
        while lo > 0 && head - lo < 4 {
            let tok = &toks[lo - 1];
            let part = tok.is_word()
                && !tok.possessive
                && (tok.is_name() || !tok.capital && tok.class & !(OFFICE | ORGANISATION) == 0 && lo > 1);
            if !part {
                break;
            }
            lo -= 1;
        }
        let starts = lo > 0 && (toks[lo - 1].is(DETERMINER) || toks[lo - 1].possessive) || toks[lo].is_name();
        if lo == head || !starts || !part(toks, lo, head).iter().any(|t| t.capital || t.is(OFFICE)) {
            return;
        }
        // The capitalised run just before belongs to this name.
        while runs.last().is_some_and(|r| r.hi > lo) {
            runs.pop();
        }
        let name = Span {
            start: toks[lo].span.start,
            end: toks[head].span.end,
        };
        let entity = self.organisation(text, toks, lo, head + 1, name);
        self.mentions.push(Mention {
            lo,
            hi: head + 1,
            entity,
        });
    }

    fn organisation(&mut self, text: &str, toks: &[Tok], lo: usize, hi: usize, name: Span) -> usize {
        let key = part(toks, lo, hi)
            .iter()
            .fold(0, |key, t| hash::pair(key, word_hash(text, t)));
        let same = self.by_last.entry(key).or_default();
        if let Some(&entity) = same.first() {
            return entity;
        }
        let entity = self.entities.len();
        same.push(entity);
        let head = word_hash(text, &toks[hi - 1]);
        let of_head = self.by_head.entry(head).or_default();
        if of_head.len() < NAMESAKES {
            of_head.push(entity);
        }
        self.entities.push(Entity {
            name,
            words: hi - lo,
            role: None,
            class: SpeakerClass::Organisation,
            gender: 0,
            sure: false,
            first: 0,
        });
        entity
    }

    /// First pass: names of two words or more make or enrich an entity.
    fn full_name(&mut self, text: &str, toks: &[Tok], run: &Run) {
        let name = part(toks, run.name, run.hi);
        if name.len() < 2 || is_organisation(toks, run) || is_debris(text, name) {
            return;
        }
        let last = last_word(name);
        if last == 0 {
            return;
        }
        let (first_hash, last_hash) = (word_hash(text, &name[0]), word_hash(text, &name[last]));
        let gender = gender_of(run.class | name[0].class & ((MASCULINE | FEMININE) * u64::from(name[0].is(GIVEN))));
        let sure = name[0].is(GIVEN) || run.class & (TITLE | ROLE) != 0;
        let span = Span {
            start: name[0].span.start,
            end: name[name.len() - 1].span.end,
        };
        let known = self.by_last.get(&last_hash).and_then(|all| {
            all.iter()
                .copied()
                .find(|&e| Self::same_person(text, &self.entities[e], &name[0], first_hash))
        });
        if let Some(entity) = known {
            let old = &mut self.entities[entity];
            old.sure |= sure;
            if old.gender == 0 {
                old.gender = gender;
            }
            if name.len() > old.words && !name.iter().any(Tok::is_quote) {
                old.name = span;
                old.words = name.len();
            }
            return;
        }
        let entity = self.entities.len();
        for (map, key) in [(&mut self.by_last, last_hash), (&mut self.by_first, first_hash)] {
            let all = map.entry(key).or_default();
            if all.len() < NAMESAKES {
                all.push(entity);
            }
        }
        self.entities.push(Entity {
            name: span,
            words: name.len(),
            role: None,
            class: SpeakerClass::Person,
            gender,
            sure,
            first: first_hash,
        });
    }

    /// Whether a given name is this person's: equal, an initial of it, or one letter off.
    fn same_person(text: &str, entity: &Entity, first: &Tok, first_hash: u64) -> bool {
        if entity.class != SpeakerClass::Person {
            return false;
        }
        if entity.first == first_hash {
            return true;
        }
        let mine = fold_span(text, first.span);
        let theirs = entity
            .name
            .of(text)
            .split([' ', '\u{a0}'])
            .next()
            .unwrap_or("")
            .to_lowercase();
        let (a, b) = (mine.trim_end_matches('.'), theirs.trim_end_matches('.'));
        let initial = |x: &str, y: &str| x.chars().count() == 1 && y.starts_with(x);
        if initial(a, b) || initial(b, a) || short_of(a, b) || short_of(b, a) {
            return true;
        }
        a.len() >= 4
            && b.len() >= 4
            && a.len() < 24
            && b.len() < 24
            && a.chars().next() == b.chars().next()
            && strsim::levenshtein(a, b) <= 1
    }

    /// Second pass: which entity a run names.
    fn settle(&mut self, text: &str, toks: &[Tok], run: &Run) -> Option<usize> {
        let name = part(toks, run.name, run.hi);
        if name.is_empty() {
            return None;
        }
        let span = Span {
            start: name[0].span.start,
            end: name[name.len() - 1].span.end,
        };
        if is_organisation(toks, run) {
            return Some(self.organisation(text, toks, run.name, run.hi, span));
        }
        // "The President said", "Democrats said": a role or a group, no name; but "King" where Peter King is known.
        let titled = run.class & TITLE != 0 && run.name > run.lo;
        let role = name.len() == 1 && name[0].is(ROLE | TITLE | COLLECTIVE) && !name[0].is(GIVEN) && !titled;
        if role && !self.by_last.contains_key(&word_hash(text, &name[0])) || is_debris(text, name) {
            return None;
        }
        if name.len() >= 2 {
            let last = last_word(name);
            if last > 0 {
                let (first_hash, last_hash) = (word_hash(text, &name[0]), word_hash(text, &name[last]));
                let all = self.by_last.get(&last_hash)?;
                return all
                    .iter()
                    .copied()
                    .find(|&e| Self::same_person(text, &self.entities[e], &name[0], first_hash));
            }
        }
        let key = word_hash(text, &name[0]);
        let gender = gender_of(run.class);
        let all = self.by_last.get(&key).map_or(&[][..], Vec::as_slice);
        let fits = |e: &&usize| {
            let entity = &self.entities[**e];
            entity.class == SpeakerClass::Person && (gender == 0 || entity.gender == 0 || entity.gender == gender)
        };
        let mut bearers = all.iter().filter(fits);
        match (bearers.next(), bearers.next()) {
            (Some(&one), None) => return Some(one),
            // Two bear the surname: the name alone says no more than itself.
            (Some(_), Some(_)) => return Some(self.surname(text, toks, run, key, true)),
            _ => {}
        }
        // "Mr Ruth" is a surname; "Dame Ruth" and "Sir Keir" are given names.
        let mut before = part(toks, run.lo, run.name).iter();
        let knighted = before.any(|t| matches!(&*fold_span(text, t.span), "sir" | "dame"));
        if let Some([one]) = self.by_first.get(&key).map(Vec::as_slice)
            && (run.class & TITLE == 0 || knighted)
        {
            return Some(*one);
        }
        let person = run.class & (TITLE | ROLE) != 0 || name[0].is(GIVEN);
        Some(self.surname(text, toks, run, key, person))
    }

    /// An entity known by one word only.
    fn surname(&mut self, text: &str, toks: &[Tok], run: &Run, key: u64, person: bool) -> usize {
        let alone = hash::pair(key, 1);
        if let Some(&[entity]) = self.by_last.get(&alone).map(Vec::as_slice) {
            let known = &mut self.entities[entity];
            if person && !known.sure {
                known.sure = true;
                known.class = SpeakerClass::Person;
            }
            return entity;
        }
        let tok = &toks[run.name];
        let word = tok.span.of(text);
        let acronym = word.len() >= 2 && word.chars().all(|c| !c.is_lowercase());
        let class = if !person && (acronym || tok.is(PLACE | ORGANISATION)) {
            SpeakerClass::Organisation
        } else {
            SpeakerClass::Person
        };
        let entity = self.entities.len();
        self.by_last.insert(alone, vec![entity]);
        self.entities.push(Entity {
            name: tok.span,
            words: 1,
            role: None,
            class,
            gender: gender_of(run.class),
            sure: person,
            first: 0,
        });
        entity
    }

    /// The role before a name ("State Department spokesman Mark Toner") or after it ("…, a lawyer, …").
    fn learn_role(&mut self, text: &str, toks: &[Tok], run: &Run, entity: usize) {
        if self.entities[entity].class != SpeakerClass::Person {
            return;
        }
        let mut found = None;
        let lo = role_start(toks, run.name);
        let before = part(toks, lo, run.name);
        if before
            .iter()
            .any(|t| t.is(ROLE) || t.is(TITLE) && !t.is(MASCULINE | FEMININE))
        {
            found = Some((lo, run.name));
        } else if toks.get(run.hi).is_some_and(|t| t.part == Part::Comma) {
            let mut hi = run.hi + 1;
            while hi < toks.len() && hi - run.hi < 12 && toks[hi].is_word() && !toks[hi].is(RELATIVE | AUXILIARY) {
                hi += 1;
            }
            let lo = run.hi + 1 + usize::from(toks.get(run.hi + 1).is_some_and(|t| t.is(DETERMINER)));
            let ends = toks
                .get(hi)
                .is_none_or(|t| matches!(t.part, Part::Comma | Part::Stop | Part::Dash));
            let after = toks.get(lo..hi).unwrap_or(&[]);
            if ends
                && after.iter().take(5).any(|t| t.is(ROLE))
                && !after[0].is(PRONOUN | PREPOSITION | CONJUNCTION | SUBORDINATE)
                && !after.iter().any(|t| t.is(CUE) && !t.capital)
            {
                found = Some((lo, hi));
            }
        }
        let Some((lo, hi)) = found else { return };
        let mut gender = 0;
        for tok in part(toks, lo, hi).iter().filter(|t| t.is(TITLE)) {
            let short = fold_span(text, tok.span);
            for (_, role) in OFFICES.iter().filter(|(title, _)| *title == short) {
                self.add_role(hash::word(role.as_bytes()), entity);
            }
        }
        for tok in part(toks, lo, hi).iter().filter(|t| t.is(ROLE)) {
            gender |= tok.class;
            self.add_role(word_hash(text, tok), entity);
        }
        let known = &mut self.entities[entity];
        known.sure = true;
        if known.gender == 0 {
            known.gender = gender_of(gender);
        }
        if known.role.is_none() {
            let dot = toks[hi - 1].is(ABBREVIATION) && text.as_bytes().get(toks[hi - 1].span.hi()) == Some(&b'.');
            known.role = Some(Span {
                start: toks[lo].span.start,
                end: toks[hi - 1].span.end + u32::from(dot),
            });
        }
    }

    fn add_role(&mut self, role: u64, entity: usize) {
        let all = self.by_role.entry(role).or_default();
        if all.len() < NAMESAKES && !all.contains(&entity) {
            all.push(entity);
        }
    }

    /// The mentions whose tokens lie in `lo..hi`.
    pub(super) fn within(&self, lo: usize, hi: usize) -> &[Mention] {
        let from = self.mentions.partition_point(|m| m.lo < lo);
        let to = from + self.mentions[from..].partition_point(|m| m.hi <= hi);
        &self.mentions[from..to]
    }

    /// Whether "a …", "another …", "one …" with this noun stands between the entity's last mention and `at`: then
    /// "the …" means that unnamed one.
    pub(super) fn shadowed(&self, text: &str, toks: &[Tok], at: usize, noun: &Tok, entity: usize) -> bool {
        let key = word_hash(text, noun);
        let indefinite = |i: usize| {
            let word = toks[i].span.of(text);
            ["a", "an", "another", "one"]
                .iter()
                .any(|d| word.eq_ignore_ascii_case(d))
        };
        for i in (at.saturating_sub(200)..at).rev() {
            let tok = &toks[i];
            if tok.is(ROLE) && word_hash(text, tok) == key && (i.saturating_sub(3)..i).any(indefinite) {
                let from = self.mentions.partition_point(|m| m.lo < i);
                let to = self.mentions.partition_point(|m| m.lo < at);
                return !self.mentions[from..to].iter().any(|m| m.entity == entity);
            }
        }
        false
    }

    /// The one holder of a role or the one organisation of this kind, for "the secretary", "the ministry".
    pub(super) fn definite(&self, text: &str, noun: &Tok) -> Option<usize> {
        let key = word_hash(text, noun);
        let map = if noun.is(ORGANISATION) {
            &self.by_head
        } else {
            &self.by_role
        };
        match map.get(&key).map(Vec::as_slice) {
            Some(&[one]) => Some(one),
            _ => None,
        }
    }
}

/// What a title before a name makes of its bearer: "Sen. Portman" is "the senator" and "the lawmaker".
const OFFICES: [(&str, &str); 9] = [
    ("sen", "senator"),
    ("sen", "lawmaker"),
    ("rep", "congressman"),
    ("rep", "congresswoman"),
    ("rep", "representative"),
    ("rep", "lawmaker"),
    ("gov", "governor"),
    ("gen", "general"),
    ("prof", "professor"),
];

/// Whether a given name is short for another, both in lower case.
pub(super) fn short_of(short: &str, long: &str) -> bool {
    SHORT.contains(&(short, long))
}

/// Short forms that stand for a given name.
const SHORT: [(&str, &str); 24] = [
    ("bill", "william"),
    ("bob", "robert"),
    ("mike", "michael"),
    ("jim", "james"),
    ("joe", "joseph"),
    ("tom", "thomas"),
    ("dan", "daniel"),
    ("dave", "david"),
    ("steve", "steven"),
    ("steve", "stephen"),
    ("chris", "christopher"),
    ("matt", "matthew"),
    ("tony", "anthony"),
    ("don", "donald"),
    ("jeff", "jeffrey"),
    ("ted", "edward"),
    ("ed", "edward"),
    ("nick", "nicholas"),
    ("ben", "benjamin"),
    ("sam", "samuel"),
    ("greg", "gregory"),
    ("pete", "peter"),
    ("tim", "timothy"),
    ("ken", "kenneth"),
];
