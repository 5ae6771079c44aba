//! Items into families: wordings are placed one after the other, longest first.
//!
//! Only the deciding is done in order. What it needs is found for a block of wordings at a time, in parallel:
//! which families are near (`near`); and what follows from it, once all have their place (`finish`).

use rayon::prelude::*;

use super::anchor::{ANCHOR_WORDS, Anchors, Wording, key, wordings};
use super::context::Contexts;
use super::finish::family;
use super::ground::Ground;
use super::near::Near;
use super::speakers::{Speakers, asked, asked_of_speakers};
use super::{Family, Item, Params, Relation, TextOf};
use crate::hash::{self, Map};

/// Nested carriers of a wording, and members of a family, that are looked through for one inside the other.
const MAX_NESTED: usize = 64;
/// Families an ambiguous fragment lists beside its own.
const MAX_ALSO: usize = 8;
/// Clusters of one wording that a new carrier is compared with when neither story nor speaker leads to one.
const MAX_SCAN: usize = 16;
/// Families of one short wording that a new carrier is compared with.
const MAX_NAMESAKES: usize = 64;
/// Families that two words in a row lead to at most; commoner words tell too little.
const MAX_PAIR: usize = 256;
/// Log-odds by which one of several families must be likelier than the others.
const CLEARLY: f32 = 0.6;
/// Families of several articles that are remembered of each article, those of its longest wordings.
const MAX_COMPANY: usize = 24;
/// Wordings looked around for at once. More: fewer rounds; fewer: less is found out about wordings that turn out
/// to be no roots.
const BLOCK: usize = 4096;

/// An item that belongs to no longer wording, what speaks against it, and families it may belong to.
type Left = (usize, f32, Vec<u32>);

/// A family in the making.
pub(super) struct Draft {
    /// Its root wording.
    pub(super) root: usize,
    /// Items, each with other drafts that it may belong to.
    pub(super) members: Vec<(usize, Vec<u32>)>,
    /// Stories that print the root wording, sorted.
    pub(super) stories: Vec<u32>,
    /// Speakers of the root wording (by number), by first appearance.
    pub(super) speakers: Vec<u32>,
}

/// Groups quotations into families, sorted by their first carrier; `text` looks an article's text up.
#[must_use]
pub fn group(items: &[Item<'_>], text: &TextOf<'_>, params: &Params) -> Vec<Family> {
    in_blocks(items, text, params, BLOCK)
}

fn in_blocks(items: &[Item<'_>], text: &TextOf<'_>, params: &Params, size: usize) -> Vec<Family> {
    let contexts = Contexts::new(items);
    let wordings = wordings(items, &contexts);
    let speakers = Speakers::new(items);
    let mut grouping = Grouping {
        speakers: &speakers,
        items,
        params,
        anchors: Anchors::new(&wordings, params),
        by_story: Map::default(),
        by_speaker: asked_of_speakers(&wordings, &speakers),
        by_pair: asked(&wordings),
        of_article: Map::default(),
        contexts,
        drafts: Vec::new(),
        homes: vec![Vec::new(); wordings.len()],
        wordings,
    };
    for block in (0..grouping.wordings.len()).step_by(size) {
        let end = grouping.wordings.len().min(block + size);
        let near: Vec<Near> = (block..end)
            .into_par_iter()
            .map(|ix| grouping.look_around(ix, block))
            .collect();
        let known = grouping.drafts.len() as u32;
        for (ix, near) in (block..end).zip(near) {
            grouping.place(ix, near, known);
        }
    }
    let Grouping {
        wordings,
        drafts,
        anchors,
        by_story,
        by_speaker,
        by_pair,
        contexts,
        of_article,
        homes,
        ..
    } = grouping;
    drop((anchors, by_story, by_speaker, by_pair, contexts, of_article, homes));
    let first = |draft: &Draft| draft.members.iter().map(|(item, _)| key(items, *item)).min();
    let mut order: Vec<(Option<_>, usize)> = drafts.par_iter().map(first).zip(0..drafts.len()).collect();
    order.par_sort_unstable();
    let mut place = vec![0; drafts.len()];
    for (new, &(_, old)) in order.iter().enumerate() {
        place[old] = new;
    }
    let mut families: Vec<(usize, Family)> = drafts
        .into_par_iter()
        .enumerate()
        .map(|(old, draft)| (place[old], family(items, text, &wordings, &speakers, &place, draft)))
        .collect();
    families.par_sort_unstable_by_key(|f| f.0);
    families.into_iter().map(|f| f.1).collect()
}

/// The state of grouping, of which only [`place`](Self::place) changes anything.
pub(super) struct Grouping<'g> {
    pub(super) speakers: &'g Speakers,
    pub(super) items: &'g [Item<'g>],
    pub(super) params: &'g Params,
    pub(super) wordings: Vec<Wording<'g>>,
    pub(super) anchors: Anchors,
    /// Drafts whose root wording a story prints, in the order of drafts.
    pub(super) by_story: Map<u32, Vec<u32>>,
    /// Drafts whose root wording a person says, by (last name, two words in a row), in the order of root wordings;
    /// of those that a short wording asks for.
    pub(super) by_speaker: Map<u64, Vec<u32>>,
    /// Drafts whose root wording has two words in a row that begin a short wording, the first [`MAX_PAIR`] of them.
    pub(super) by_pair: Map<u64, Vec<u32>>,
    /// Families of several articles that an article has, of wordings long enough for anchors; at most [`MAX_COMPANY`].
    pub(super) of_article: Map<u32, Vec<u32>>,
    pub(super) contexts: Contexts,
    pub(super) drafts: Vec<Draft>,
    /// Drafts each wording has items in.
    pub(super) homes: Vec<Vec<u32>>,
}

impl Grouping<'_> {
    /// Gives the items of a wording their place. `known` is the number of drafts when `near` was found.
    fn place(&mut self, ix: usize, mut near: Near, known: u32) {
        let mut of_items = std::mem::take(&mut near.of_items).into_iter();
        let mut near = self.near(ix, near);
        let items = std::mem::take(&mut self.wordings[ix].items);
        near.retain(|(draft, _)| !self.stand_in_marks(&items, *draft));
        let mut left: Vec<Left> = Vec::new();
        let mut joined: Vec<(u32, Relation)> = Vec::new();
        for &item in &items {
            let short = of_items.next().map(|mut short| {
                short.extend(self.near_short(ix, item, |draft| draft >= known));
                short
            });
            let near = short.as_ref().unwrap_or(&near);
            let elsewhere = self.elsewhere(&items, item, near);
            match self.choose(ix, (item, elsewhere), near) {
                Choice::Home(home, also) => {
                    if !joined.iter().any(|j| j.0 == home) {
                        joined.extend(near.iter().find(|n| n.0 == home).cloned());
                    }
                    self.join(ix, home, item, also);
                }
                Choice::Own(also) => left.push((item, elsewhere, also)),
            }
        }
        // What was too far from a family may be near to another carrier of the same words that joined it after.
        if !joined.is_empty() {
            left.retain(
                |(item, elsewhere, _)| match self.choose(ix, (*item, *elsewhere), &joined) {
                    Choice::Home(home, also) => {
                        self.join(ix, home, *item, also);
                        false
                    }
                    Choice::Own(_) => true,
                },
            );
        }
        self.found(ix, &left);
        self.wordings[ix].items = items;
    }

    /// Whether the words stand inside quotation marks in a family's longer wording: they are not what its speaker says.
    fn stand_in_marks(&self, items: &[usize], draft: u32) -> bool {
        let members = &self.drafts[draft as usize].members;
        let nested = items.iter().map(|&i| &self.items[i]).filter(|i| i.quote.nested);
        nested.take(MAX_NESTED).any(|inner| {
            let outer = |m: &Item<'_>| m.article == inner.article && m.quote.span.contains(inner.quote.span);
            members.iter().take(MAX_NESTED).any(|(m, _)| outer(&self.items[*m]))
        })
    }

    /// Adds an item of a wording to a family of a longer one.
    fn join(&mut self, ix: usize, home: u32, item: usize, also: Vec<u32>) {
        self.drafts[home as usize].members.push((item, also));
        if !self.homes[ix].contains(&home) {
            self.homes[ix].push(home);
        }
        self.keep_company(ix, home, item);
    }

    /// Remembers a family of several articles with those that have it.
    fn keep_company(&mut self, ix: usize, home: u32, item: usize) {
        let members = &self.drafts[home as usize].members;
        let (first, article) = (self.items[members[0].0].article, self.items[item].article);
        if article == first || self.wordings[ix].words.len() < ANCHOR_WORDS {
            return;
        }
        for article in [first, article] {
            let known = self.of_article.entry(article).or_default();
            if known.len() < MAX_COMPANY && !known.contains(&home) {
                known.push(home);
            }
        }
    }

    /// The best family for an item, and others that are as good.
    fn choose(&self, ix: usize, item: (usize, f32), near: &[(u32, Relation)]) -> Choice {
        let words = self.wordings[ix].words.len();
        let mut options: Vec<(Ground, u64, u32)> = near
            .iter()
            .filter_map(|(d, relation)| Some((self.ground(ix, item, *d, relation)?, changed(relation), *d)))
            .collect();
        options.sort_unstable_by_key(|o| (o.0.order(), o.2));
        let Some(&(best, rate, _)) = options.first() else {
            return Choice::Own(Vec::new());
        };
        // Within a story fewest changes come first.
        let rate = options.iter().filter(|o| o.0.story).map(|o| o.1).min().unwrap_or(rate);
        options.retain(|o| o.0.story == best.story && (!best.story || o.1 == rate));
        let best = options.first().map_or(best, |o| o.0);
        options.retain(|o| o.0.evidence + CLEARLY > best.evidence);
        let home = options[0].2;
        // A few words that a speaker says in several quotations tell nothing about which one is meant.
        let lost = options.len() > 1
            && !best.story
            && words < self.params.stock_words
            && best.evidence < self.params.sure_evidence;
        let from = usize::from(!lost);
        let also = options.into_iter().map(|o| o.2).skip(from).take(MAX_ALSO).collect();
        if lost {
            Choice::Own(also)
        } else {
            Choice::Home(home, also)
        }
    }

    /// Founds families for the items of one wording that belong to no longer one.
    fn found(&mut self, ix: usize, left: &[Left]) {
        let first = self.drafts.len() as u32;
        let single = self.wordings[ix].words.len() == 1;
        let mut by_story: Map<u64, u32> = Map::default();
        for (item, elsewhere, also) in left {
            let item = *item;
            let it = &self.items[item];
            // One word is the same quotation only where the words around it were copied too.
            let story = if single {
                hash::pair(u64::from(it.story), it.around)
            } else {
                u64::from(it.story)
            };
            let home = by_story.get(&story).copied().or_else(|| {
                (!single)
                    .then(|| {
                        (first..self.drafts.len() as u32)
                            .rev()
                            .take(MAX_NAMESAKES)
                            .filter_map(|d| Some((self.ground(ix, (item, *elsewhere), d, &Relation::Same)?.order(), d)))
                            .min()
                    })
                    .flatten()
                    .map(|(_, d)| d)
            });
            let home = home.unwrap_or_else(|| {
                self.drafts.push(Draft {
                    root: ix,
                    // Most have one and stay so.
                    members: Vec::with_capacity(1),
                    stories: Vec::with_capacity(1),
                    speakers: Vec::with_capacity(1),
                });
                let home = self.drafts.len() as u32 - 1;
                self.homes[ix].push(home);
                home
            });
            if left.len() > 1 {
                by_story.insert(story, home);
            }
            self.enrol(home, item, also.clone());
        }
    }

    /// Adds an item of the root wording to a draft and to the indexes that lead to it.
    fn enrol(&mut self, home: u32, item: usize, also: Vec<u32>) {
        let it = &self.items[item];
        let draft = &mut self.drafts[home as usize];
        draft.members.push((item, also));
        let root = draft.root;
        let words = &self.wordings[root].words;
        if draft.members.len() == 1 {
            for two in words.windows(2) {
                if let Some(homes) = self.by_pair.get_mut(&hash::pair(two[0], two[1]))
                    && homes.len() < MAX_PAIR
                    && homes.last() != Some(&home)
                {
                    homes.push(home);
                }
            }
        }
        if let Err(at) = draft.stories.binary_search(&it.story) {
            draft.stories.insert(at, it.story);
            if words.len() > 1 {
                self.by_story.entry(it.story).or_default().push(home);
            }
        }
        if let Some(number) = self.speakers.of(item) {
            self.enrol_speaker(home, number);
        }
        self.keep_company(root, home, item);
    }

    fn enrol_speaker(&mut self, home: u32, number: u32) {
        let draft = &mut self.drafts[home as usize];
        let words = &self.wordings[draft.root].words;
        if draft.speakers.len() < MAX_SCAN && !draft.speakers.contains(&number) {
            draft.speakers.push(number);
            for key in self.speakers.keys(number, words) {
                if let Some(homes) = self.by_speaker.get_mut(&key)
                    && homes.last() != Some(&home)
                {
                    homes.push(home);
                }
            }
        }
    }
}

/// Where an item goes.
enum Choice {
    /// Into this family; others are as good.
    Home(u32, Vec<u32>),
    /// Into a family of its own; it may belong to these.
    Own(Vec<u32>),
}

/// Changed words in millionths, to sort relations by.
fn changed(relation: &Relation) -> u64 {
    match relation {
        Relation::Same | Relation::Contained { .. } => 0,
        Relation::Edited { rate, .. } => (rate * 1e6) as u64,
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::article::{Article, Corpus};
    use crate::quote;

    /// Quotations cut from, added to and changed from one another, by three speakers in forty articles.
    fn articles() -> Vec<Article> {
        const WORDS: [&str; 24] = [
            "harbour", "ferry", "winter", "the", "and", "will", "not", "council", "timber", "close", "before", "we",
            "quay", "every", "repair", "of", "promise", "lantern", "to", "budget", "storm", "twelve", "vessel", "an",
        ];
        let mut seed = 7_u64;
        let mut roll = |n: usize| {
            seed = hash::mix(seed);
            seed as usize % n
        };
        let long: Vec<Vec<&str>> = (0..6)
            .map(|_| (0..30).map(|_| WORDS[roll(WORDS.len())]).collect())
            .collect();
        (0..40)
            .map(|number| {
                let mut text = String::new();
                for _ in 0..8 {
                    let from = &long[roll(long.len())];
                    let at = roll(from.len() - 1);
                    let mut words = from[at..(at + 2 + roll(18)).min(from.len())].to_vec();
                    let changed = roll(words.len());
                    if roll(3) == 0 {
                        words[changed] = WORDS[roll(WORDS.len())];
                    }
                    let who = ["Ana Ruiz", "Tom Berg", "Lea Moreau"][roll(3)];
                    text = format!("{text}“{},” said {who}.\n", words.join(" "));
                }
                Article {
                    id: format!("a{number}"),
                    text,
                    ..Article::default()
                }
            })
            .collect()
    }

    #[test]
    fn families_do_not_depend_on_the_size_of_blocks() {
        let corpus = Corpus::new(articles());
        let quotes: Vec<_> = corpus
            .articles()
            .iter()
            .map(|a| quote::extract(&a.text, None, &[], Some("en"), &quote::Params::default()))
            .collect();
        let text = |ix: u32| Cow::Borrowed(corpus.get(ix).text.as_str());
        let items: Vec<Item<'_>> = quotes
            .iter()
            .enumerate()
            .flat_map(|(ix, all)| all.iter().map(move |q| (ix as u32, q)))
            .map(|(ix, q)| Item::new(&corpus, ix, &corpus.get(ix).text, ix / 3, q))
            .collect();
        let params = Params::default();
        let expected = in_blocks(&items, &text, &params, 1);
        assert!(
            expected.len() * 2 < items.len(),
            "{} families of {}",
            expected.len(),
            items.len()
        );
        for size in [2, 7, 64, BLOCK] {
            assert!(in_blocks(&items, &text, &params, size) == expected, "blocks of {size}");
        }
    }
}
