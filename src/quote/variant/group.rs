//! Items into families.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::anchor::{ANCHOR_WORDS, Anchors, Wording, key, wordings};
use super::flags::family_flags;
use super::relation::edits;
use super::speakers::Speakers;
use super::{Carrier, Family, Item, Params, Relation, Variant, WordEdit, relate};
use crate::hash::{self, Map, Set};
use crate::quote::speaker::Who;
use crate::quote::{Kind, Speaker, SpeakerClass};

/// Families an ambiguous fragment lists beside its own.
const MAX_ALSO: usize = 8;
/// Clusters of one wording that a new carrier is compared with when neither story nor speaker leads to one.
const MAX_SCAN: usize = 16;

/// A family in the making.
struct Draft {
    root: usize,
    members: Vec<(usize, Vec<usize>)>,
    /// Stories that print the root wording.
    stories: Set<u32>,
    /// Day of the first dated item of the root wording.
    day: Option<i64>,
    /// Speakers of the root wording (by number), by first appearance.
    speakers: Vec<u32>,
    /// Speakers of all other wordings.
    others: Vec<u32>,
}

/// How much speaks for an item's place in a family; smaller is stronger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ground {
    Story,
    Speaker,
    Words,
}

/// Groups quotations into families, sorted by their first carrier.
#[must_use]
pub fn group(items: &[Item<'_>], params: &Params) -> Vec<Family> {
    let wordings = wordings(items);
    let speakers = Speakers::new(items);
    let mut grouping = Grouping {
        speakers: &speakers,
        items,
        params,
        anchors: Anchors::new(&wordings, params),
        by_story: Map::default(),
        by_speaker: Map::default(),
        drafts: Vec::new(),
        homes: vec![Vec::new(); wordings.len()],
        wordings,
    };
    for wording in 0..grouping.wordings.len() {
        grouping.place(wording);
    }
    finish(items, &grouping.wordings, grouping.drafts, &speakers)
}

struct Grouping<'g> {
    speakers: &'g Speakers,
    items: &'g [Item<'g>],
    params: &'g Params,
    wordings: Vec<Wording>,
    anchors: Anchors,
    /// Drafts whose root wording a story prints.
    by_story: Map<u32, Vec<usize>>,
    /// Drafts whose root wording a person says, by (last name, two words in a row).
    by_speaker: Map<u64, Vec<usize>>,
    drafts: Vec<Draft>,
    /// Drafts each wording has items in.
    homes: Vec<Vec<usize>>,
}

impl Grouping<'_> {
    fn place(&mut self, ix: usize) {
        let near = self.near(ix);
        let items = std::mem::take(&mut self.wordings[ix].items);
        let mut left = Vec::new();
        for &item in &items {
            match self.choose(ix, item, &near) {
                Some((home, also)) => {
                    let draft = &mut self.drafts[home];
                    draft.members.push((item, also));
                    if let Some(speaker) = self.speakers.of(item)
                        && draft.others.len() < MAX_SCAN
                        && !draft.others.contains(&speaker)
                    {
                        draft.others.push(speaker);
                    }
                    if !self.homes[ix].contains(&home) {
                        self.homes[ix].push(home);
                    }
                }
                None => left.push(item),
            }
        }
        self.found(ix, &left);
        self.wordings[ix].items = items;
    }

    /// Drafts that share a rare anchor with a wording, with the relation of its words to their root's.
    fn near(&self, ix: usize) -> Vec<(usize, Relation)> {
        let mut drafts: Vec<usize> = self
            .anchors
            .near(ix)
            .filter(|&other| other < ix)
            .flat_map(|other| self.homes[other].iter().copied())
            .collect();
        drafts.sort_unstable();
        drafts.dedup();
        // Drafts of one root wording have one relation.
        let mut known: BTreeMap<usize, Option<Relation>> = BTreeMap::new();
        drafts
            .into_iter()
            .filter_map(|d| {
                let root = self.drafts[d].root;
                let relation = known.entry(root).or_insert_with(|| self.relate(ix, root));
                relation.clone().map(|r| (d, r))
            })
            .collect()
    }

    fn relate(&self, ix: usize, root: usize) -> Option<Relation> {
        let (short, long) = (&self.wordings[ix].words, &self.wordings[root].words);
        relate(short, long, self.params.edits_in_context).or_else(|| self.cut_inside(ix, root))
    }

    /// A wording with an ellipsis inside: all its parts stand in the root wording, in order.
    fn cut_inside(&self, ix: usize, root: usize) -> Option<Relation> {
        let item = &self.items[*self.wordings[ix].items.first()?];
        if !item.ellipsis {
            return None;
        }
        let long = &self.wordings[root].words;
        let mut from = 0;
        let mut first = None;
        let mut parts = 0;
        for part in parts_between_ellipses(item) {
            let at = from + long[from..].windows(part.len()).position(|w| w == part)?;
            first.get_or_insert(at);
            from = at + part.len();
            parts += 1;
        }
        (parts > 1).then_some(Relation::Contained { at: first? })
    }

    /// The best family for an item, and others that are as good.
    fn choose(&self, ix: usize, item: usize, near: &[(usize, Relation)]) -> Option<(usize, Vec<usize>)> {
        let words = self.wordings[ix].words.len();
        let mut options: Vec<(Ground, u64, usize)> = near
            .iter()
            .filter_map(|(d, relation)| Some((self.ground(ix, item, *d, relation)?, changed(relation), *d)))
            .collect();
        if words < ANCHOR_WORDS {
            options = self.short_options(ix, item);
        }
        options.sort_unstable();
        let (ground, rate, _) = *options.first()?;
        let ties: Vec<usize> = options
            .iter()
            .filter(|o| o.0 == ground && o.1 == rate)
            .map(|o| o.2)
            .collect();
        // A few words that a speaker says in several quotations tell nothing about which one is meant.
        if ties.len() > 1 && words < self.params.stock_words && ground != Ground::Story {
            return None;
        }
        let home = ties[0];
        let also = ties[1..].iter().copied().take(MAX_ALSO).collect();
        Some((home, also))
    }

    /// Families for a wording too short for anchors: of its story, or of its speaker.
    fn short_options(&self, ix: usize, item: usize) -> Vec<(Ground, u64, usize)> {
        let wording = &self.wordings[ix];
        let mut drafts: Vec<usize> = self.by_story.get(&self.items[item].story).cloned().unwrap_or_default();
        if let Some(speaker) = self.person(item)
            && let Some(keys) = speaker_keys(speaker, &wording.words).next()
        {
            drafts.extend(self.by_speaker.get(&keys).into_iter().flatten());
        }
        drafts.sort_unstable();
        drafts.dedup();
        drafts
            .into_iter()
            .filter_map(|d| {
                let relation = relate(&wording.words, &self.wordings[self.drafts[d].root].words, 0.0)?;
                Some((self.ground(ix, item, d, &relation)?, 0, d))
            })
            .collect()
    }

    fn person(&self, item: usize) -> Option<&Speaker> {
        self.items[item]
            .quote
            .attribution
            .speaker
            .as_ref()
            .filter(|s| s.class == SpeakerClass::Person)
    }

    /// Why an item may belong to a draft, or `None` where it must not.
    fn ground(&self, ix: usize, item: usize, draft: usize, relation: &Relation) -> Option<Ground> {
        let (wording, draft, p) = (&self.wordings[ix], &self.drafts[draft], self.params);
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
        if in_story && draft.stories.contains(&it.story) {
            return Some(Ground::Story);
        }
        // A speaker's catchphrase is a new utterance each time, unless it is an echo within days, or a part of
        // something longer and not long ago (`choose` sees to it that there is only one such).
        let part = matches!(relation, Relation::Contained { .. }) && season || words >= p.contained_words;
        let of_speaker = in_story && content >= 1 && speech && (close || part && content >= p.content_words);
        let anywhere = anywhere && speech;
        if !of_speaker && !anywhere {
            return None;
        }
        let who = self.who(item, &draft.speakers);
        if of_speaker && who == Who::Same {
            return Some(Ground::Speaker);
        }
        let short = words < p.conflict_words || content < p.conflict_content_words && words < 2 * p.conflict_words;
        // Others may have joined under another name since.
        let contradicted = short && (who == Who::Different || self.who(item, &draft.others) == Who::Different);
        (anywhere && !contradicted).then_some(Ground::Words)
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

    /// Founds families for the items of one wording that belong to no longer one.
    fn found(&mut self, ix: usize, left: &[usize]) {
        let first = self.drafts.len();
        let single = self.wordings[ix].words.len() == 1;
        let mut by_story: Map<u64, usize> = Map::default();
        for &item in left {
            let it = &self.items[item];
            // One word is the same quotation only where the words around it were copied too.
            let story = if single {
                hash::pair(u64::from(it.story), around(it))
            } else {
                u64::from(it.story)
            };
            let home = by_story.get(&story).copied().or_else(|| {
                (!single)
                    .then(|| {
                        (first..self.drafts.len())
                            .rev()
                            .take(MAX_SCAN)
                            .filter_map(|d| Some((self.ground(ix, item, d, &Relation::Same)?, d)))
                            .min()
                    })
                    .flatten()
                    .map(|(_, d)| d)
            });
            let home = home.unwrap_or_else(|| {
                self.drafts.push(Draft {
                    root: ix,
                    members: Vec::new(),
                    stories: Set::default(),
                    day: None,
                    speakers: Vec::new(),
                    others: Vec::new(),
                });
                self.homes[ix].push(self.drafts.len() - 1);
                self.drafts.len() - 1
            });
            by_story.insert(story, home);
            self.enrol(home, item);
        }
    }

    /// Adds an item of the root wording to a draft and to the indexes that lead to it.
    fn enrol(&mut self, home: usize, item: usize) {
        let it = &self.items[item];
        let draft = &mut self.drafts[home];
        draft.members.push((item, Vec::new()));
        draft.day = draft.day.or(it.day);
        let words = &self.wordings[draft.root].words;
        if draft.stories.insert(it.story) && words.len() > 1 {
            self.by_story.entry(it.story).or_default().push(home);
        }
        let (Some(number), Some(speaker)) = (self.speakers.of(item), &it.quote.attribution.speaker) else {
            return;
        };
        if draft.speakers.len() < MAX_SCAN && !draft.speakers.contains(&number) {
            draft.speakers.push(number);
            if speaker.class == SpeakerClass::Person {
                for key in speaker_keys(speaker, words) {
                    let homes = self.by_speaker.entry(key).or_default();
                    if homes.last() != Some(&home) {
                        homes.push(home);
                    }
                }
            }
        }
    }
}

/// (last name, two words in a row) of everything a person says.
fn speaker_keys<'w>(speaker: &Speaker, words: &'w [u64]) -> impl Iterator<Item = u64> + 'w {
    let last = speaker.name.rsplit(' ').next().map_or(0, crate::text::word_hash);
    words.windows(2).map(move |w| hash::pair(last, hash::pair(w[0], w[1])))
}

/// Changed words in millionths, to sort relations by.
fn changed(relation: &Relation) -> u64 {
    match relation {
        Relation::Same | Relation::Contained { .. } => 0,
        Relation::Edited { rate, .. } => (rate * 1e6) as u64,
    }
}

/// Hash of the two words on either side of a quotation.
fn around(item: &Item<'_>) -> u64 {
    let cut = |range: Option<&str>| range.unwrap_or("").to_owned();
    let span = item.quote.span;
    let from = (span.lo().saturating_sub(60)..=span.lo())
        .find(|&i| item.text.is_char_boundary(i))
        .unwrap_or(0);
    let to = (span.hi()..=(span.hi() + 60).min(item.text.len()))
        .rev()
        .find(|&i| item.text.is_char_boundary(i));
    let before = cut(item.text.get(from..span.lo()));
    let after = cut(item.text.get(span.hi()..to.unwrap_or(span.hi())));
    let before = crate::text::tokenize(&before);
    let after = crate::text::tokenize(&after);
    before
        .iter()
        .rev()
        .take(2)
        .chain(after.iter().take(2))
        .fold(0, |h, t| hash::pair(h, t.hash))
}

/// The words of an item between its ellipses.
fn parts_between_ellipses(item: &Item<'_>) -> Vec<Vec<u64>> {
    let mut parts: Vec<Vec<u64>> = vec![Vec::new()];
    for (i, token) in item.tokens.iter().enumerate() {
        if i > 0 {
            let gap = item
                .text
                .get(item.tokens[i - 1].span().hi()..token.span().lo())
                .unwrap_or("");
            if gap.contains('…') || gap.contains("...") || gap.contains(". . .") {
                parts.push(Vec::new());
            }
        }
        if let (false, Some(part)) = (item.bracketed[i], parts.last_mut()) {
            part.push(token.hash);
        }
    }
    parts.retain(|p| !p.is_empty());
    parts
}

/// Where a carrier's words stand in the family's text: the contained run, else the range fewest edits away.
pub(super) fn range_in(text: &[u64], carrier: &[u64]) -> (usize, usize) {
    match relate(carrier, text, f64::MAX) {
        Some(Relation::Same) => (0, text.len()),
        Some(Relation::Contained { at }) => (at, at + carrier.len()),
        Some(Relation::Edited { at, end, .. }) => (at, end),
        None => (0, 0),
    }
}

fn finish(items: &[Item<'_>], wordings: &[Wording], drafts: Vec<Draft>, speakers: &Speakers) -> Vec<Family> {
    let mut order: Vec<(usize, Draft)> = drafts.into_iter().enumerate().collect();
    for (_, draft) in &mut order {
        draft.members.sort_by_key(|(item, _)| key(items, *item));
    }
    order.sort_by_key(|(_, d)| key(items, d.members[0].0));
    let mut place = vec![0; order.len()];
    for (new, (old, _)) in order.iter().enumerate() {
        place[*old] = new;
    }
    order
        .into_par_iter()
        .map(|(_, draft)| {
            let text = text_of(items, &wordings[draft.root], &draft);
            let long: Vec<u64> = items[text].tokens.iter().map(|t| t.hash).collect();
            let mut distinct: Vec<Vec<u64>> = Vec::new();
            let carriers: Vec<Carrier> = draft
                .members
                .into_iter()
                .map(|(item, also)| {
                    let words: Vec<u64> = items[item].tokens.iter().map(|t| t.hash).collect();
                    let (variant, edits) = compare(&items[text], &long, &items[item], &words);
                    distinct.push(words);
                    let also_in = also.into_iter().map(|d| place[d]).collect();
                    Carrier {
                        item,
                        variant,
                        edits,
                        also_in,
                    }
                })
                .collect();
            distinct.sort_unstable();
            distinct.dedup();
            let flags = family_flags(items, text, &carriers, speakers);
            Family {
                text,
                wordings: distinct.len(),
                carriers,
                flags,
            }
        })
        .collect()
}

/// The item whose words stand for the family: of the wordings about as long as the root's, the one most
/// articles print; the earliest of them.
fn text_of(items: &[Item<'_>], root: &Wording, draft: &Draft) -> usize {
    let mut counts: BTreeMap<Vec<u64>, (usize, usize)> = BTreeMap::new();
    for (item, _) in &draft.members {
        let words: Vec<u64> = items[*item].tokens.iter().map(|t| t.hash).collect();
        if words.len() * 10 >= root.words.len() * 9 {
            counts.entry(words).or_insert((0, *item)).0 += 1;
        }
    }
    counts
        .into_iter()
        .min_by_key(|(words, (count, item))| {
            (
                std::cmp::Reverse(*count),
                std::cmp::Reverse(words.len()),
                key(items, *item),
            )
        })
        .map_or(draft.members[0].0, |(_, (_, item))| item)
}

/// A carrier's variant and its edits, against the family's text.
fn compare(text: &Item<'_>, long: &[u64], item: &Item<'_>, words: &[u64]) -> (Variant, Vec<WordEdit>) {
    if long == words {
        let bare = |item: &Item<'_>| {
            item.quote
                .span
                .of(item.text)
                .trim_end_matches([',', '.', ' ', '\u{a0}'])
                .to_owned()
        };
        let variant = if bare(text) == bare(item) {
            Variant::Identical
        } else {
            Variant::Typography
        };
        return (variant, Vec::new());
    }
    let (at, end) = range_in(long, words);
    let edits: Vec<WordEdit> = edits(long, at, end, words)
        .into_iter()
        .map(|((a, b), (c, d))| WordEdit {
            at: a,
            from: text.slice(a, b).to_owned(),
            to: item.slice(c, d).to_owned(),
        })
        .collect();
    let only_cut = edits.iter().all(|e| e.to.is_empty());
    let variant = if edits.is_empty() {
        let most = words.len() * 2 >= long.len();
        if most || item.ellipsis || item.quote.kind == Kind::Direct {
            Variant::Truncated
        } else {
            Variant::Fragment
        }
    } else if only_cut && item.ellipsis {
        Variant::Truncated
    } else {
        Variant::Edited
    };
    (variant, edits)
}
