//! Which families could a wording belong to, as far as words tell?
//!
//! Input: the wordings, and the families of all that were placed before a block of them; output: for each wording
//! of the block a [`Near`]. Relations of words are nearly all the cost of grouping and depend on words alone, so
//! they are found for a whole block at once, from however many threads; what is decided on them, in order, is
//! `group`'s. Homes of wordings inside the block are not known yet, so each of them is related as if it was the
//! root of a family, as most turn out to be.

use super::anchor::ANCHOR_WORDS;
use super::group::Grouping;
use super::relation::allowed;
use super::{Item, Relation, relate};
use crate::hash;

/// What a wording may belong to.
#[derive(Debug, Default)]
pub(super) struct Near {
    /// Families from before the block whose root wording it relates to.
    pub(super) drafts: Vec<(u32, Relation)>,
    /// Earlier wordings of the block that share an anchor with it.
    pub(super) inside: Vec<u32>,
    /// Those of them that it relates to.
    related: Vec<(u32, Relation)>,
    /// Too short for anchors: for each of its items the families from before the block that hold its words.
    pub(super) of_items: Vec<Vec<(u32, Relation)>>,
}

impl Grouping<'_> {
    /// Looks around for wording `ix` of the block that begins at `block`.
    pub(super) fn look_around(&self, ix: usize, block: usize) -> Near {
        let mut near = Near::default();
        if self.wordings[ix].words.len() < ANCHOR_WORDS {
            let items = self.wordings[ix].items.iter();
            near.of_items = items
                .map(|&item| self.near_short(ix, item, |_| true).collect())
                .collect();
            return near;
        }
        let mut others: Vec<u32> = self.anchors.before(ix).collect();
        others.sort_unstable();
        others.dedup();
        let inside = others.split_off(others.partition_point(|&other| (other as usize) < block));
        let mut drafts: Vec<u32> = others
            .iter()
            .flat_map(|&o| self.homes[o as usize].iter().copied())
            .collect();
        drafts.sort_unstable();
        drafts.dedup();
        let root = |draft: u32| self.drafts[draft as usize].root;
        // Drafts of one root wording stand together and have one relation.
        for drafts in drafts.chunk_by(|&a, &b| root(a) == root(b)) {
            if let Some(relation) = self.relate(ix, root(drafts[0])) {
                near.drafts.extend(drafts.iter().map(|&d| (d, relation.clone())));
            }
        }
        for &other in &inside {
            if let Some(relation) = self.relate(ix, other as usize) {
                near.related.push((other, relation));
            }
        }
        near.inside = inside;
        near
    }

    /// All families near a wording, once everything before it has its place.
    pub(super) fn near(&self, ix: usize, near: Near) -> Vec<(u32, Relation)> {
        let Near {
            drafts: mut found,
            inside,
            related,
            ..
        } = near;
        for other in inside {
            for &draft in &self.homes[other as usize] {
                let root = self.drafts[draft as usize].root;
                let related = related
                    .binary_search_by_key(&root, |r| r.0 as usize)
                    .map(|at| &related[at].1);
                if related.is_err() && root == other as usize || found.iter().any(|f| f.0 == draft) {
                    continue;
                }
                let relation = related.map_or_else(|_| self.relate(ix, root), |r| Some(r.clone()));
                found.extend(relation.map(|r| (draft, r)));
            }
        }
        found
    }

    /// Families of an item's story or speaker that hold the words of a wording too short for anchors, back to the
    /// first that is not `wanted`.
    pub(super) fn near_short(
        &self,
        ix: usize,
        item: usize,
        wanted: impl Fn(u32) -> bool,
    ) -> impl Iterator<Item = (u32, Relation)> {
        let words = &self.wordings[ix].words;
        let of_story = self.by_story.get(&self.items[item].story);
        let key = self
            .speakers
            .of(item)
            .and_then(|number| self.speakers.keys(number, words).next());
        let of_speaker = key.and_then(|key| self.by_speaker.get(&key));
        let latest = |list: &'_ Vec<u32>| {
            list.iter()
                .rev()
                .copied()
                .take_while(|&d| wanted(d))
                .collect::<Vec<u32>>()
        };
        let mut drafts = of_story.map(latest).unwrap_or_default();
        drafts.extend(of_speaker.map(latest).unwrap_or_default());
        let pair = words.first().zip(words.get(1)).map(|(&a, &b)| hash::pair(a, b));
        let of_pair = pair.and_then(|pair| self.by_pair.get(&pair));
        drafts.extend(of_pair.map(latest).unwrap_or_default());
        drafts.sort_unstable();
        drafts.dedup();
        drafts.into_iter().filter_map(move |draft| {
            let root = &self.wordings[self.drafts[draft as usize].root];
            let may = self.wordings[ix].outline.lacking(&root.outline) == 0;
            let relation = may.then(|| relate(words, &root.words, 0.0)).flatten()?;
            Some((draft, relation))
        })
    }

    fn relate(&self, ix: usize, root: usize) -> Option<Relation> {
        let (short, long) = (&self.wordings[ix], &self.wordings[root]);
        let rate = self.params.edits_in_context;
        if short.outline.lacking(&long.outline) > allowed(short.words.len(), rate) {
            return None;
        }
        relate(&short.words, &long.words, rate).or_else(|| self.cut_inside(ix, root))
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
}

/// The words of an item between its ellipses.
fn parts_between_ellipses(item: &Item<'_>) -> Vec<Vec<u64>> {
    let mut parts: Vec<Vec<u64>> = vec![Vec::new()];
    let mut breaks = item.breaks.iter().peekable();
    for (i, &word) in item.words.iter().enumerate() {
        if breaks.next_if(|&&at| at as usize == i).is_some() {
            parts.push(Vec::new());
        }
        if let (false, Some(part)) = (item.is_bracketed(i), parts.last_mut()) {
            part.push(word);
        }
    }
    parts.retain(|p| !p.is_empty());
    parts
}
