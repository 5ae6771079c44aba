//! Families in the making into families: their order, their text, what each carrier changes of it.

use std::collections::BTreeMap;

use super::anchor::{Wording, key};
use super::flags::family_flags;
use super::group::Draft;
use super::relation::{Change, edits, range_in};
use super::speakers::Speakers;
use super::words::{is_common, is_negation};
use super::{Carrier, Family, Flag, Item, Said, TextOf, Variant, WordEdit};
use crate::quote::Kind;
use crate::text::fold;

/// A family of a draft; `place` says for each draft where its family will stand.
pub(super) fn family(
    items: &[Item<'_>],
    text_of_article: &TextOf<'_>,
    wordings: &[Wording<'_>],
    speakers: &Speakers,
    place: &[usize],
    mut draft: Draft,
) -> Family {
    let also_in = |also: Vec<u32>| -> Vec<usize> { also.into_iter().map(|d| place[d as usize]).collect() };
    // Most quotations stand in one place only: nothing to compare.
    if draft.members.len() == 1
        && let Some((item, also)) = draft.members.pop()
    {
        let flags = if also.is_empty() {
            Vec::new()
        } else {
            vec![Flag::AmbiguousFragment]
        };
        let carrier = Carrier {
            item,
            variant: Variant::Identical,
            edits: Vec::new(),
            also_in: also_in(also),
        };
        return Family {
            text: item,
            wordings: 1,
            carriers: vec![carrier],
            flags,
        };
    }
    draft.members.sort_by_key(|(item, _)| key(items, *item));
    let text = text_of(items, &wordings[draft.root], &draft);
    let said = Said::new(&items[text], text_of_article);
    let mut distinct: Vec<&[u64]> = Vec::new();
    let carriers: Vec<Carrier> = draft
        .members
        .into_iter()
        .map(|(item, also)| {
            distinct.push(&items[item].words);
            let (variant, edits) = compare(&said, &Said::new(&items[item], text_of_article));
            Carrier {
                item,
                variant,
                edits,
                also_in: also_in(also),
            }
        })
        .collect();
    distinct.sort_unstable();
    distinct.dedup();
    let flags = family_flags(items, text_of_article, (text, &said), &carriers, speakers);
    Family {
        text,
        wordings: distinct.len(),
        carriers,
        flags,
    }
}

/// The item whose words stand for the family: of the wordings about as long as the root's, the one most
/// articles print; the earliest of them.
fn text_of(items: &[Item<'_>], root: &Wording<'_>, draft: &Draft) -> usize {
    let mut counts: BTreeMap<&[u64], (usize, usize)> = BTreeMap::new();
    for (item, _) in &draft.members {
        let words = &*items[*item].words;
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
fn compare(text: &Said<'_, '_>, carrier: &Said<'_, '_>) -> (Variant, Vec<WordEdit>) {
    let (long, words, item) = (&*text.item.words, &*carrier.item.words, carrier.item);
    if long == words {
        let bare = |quoted: &'_ str| quoted.trim_end_matches([',', '.', ' ', '\u{a0}']).len();
        let (a, b) = (text.text(), carrier.text());
        let variant = if a[..bare(a)] == b[..bare(b)] {
            Variant::Identical
        } else {
            Variant::Typography
        };
        return (variant, Vec::new());
    }
    let (at, end) = range_in(long, words);
    let changes = edits(long, at, end, words);
    let spun = is_spun(text, carrier, &changes);
    let edits: Vec<WordEdit> = changes
        .into_iter()
        .map(|((a, b), (c, d))| WordEdit {
            at: a,
            from: text.slice(a, b).to_owned(),
            to: carrier.slice(c, d).to_owned(),
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
    } else if spun {
        Variant::Spun
    } else {
        Variant::Edited
    };
    (variant, edits)
}

/// Words that are others in a spun wording, at least.
const SPUN_WORDS: usize = 2;

/// Whether word stands for word, as by a list of synonyms: each change is of as many uncommon words on both sides, none
/// of them a name, a figure, a negation or another form or spelling of the word it stands for.
fn is_spun(text: &Said<'_, '_>, carrier: &Said<'_, '_>, changes: &[Change]) -> bool {
    let plain = |word: &str, hash: u64| {
        !is_common(hash) && !is_negation(&fold(word)) && word.chars().all(|c| c.is_lowercase() || c == '-')
    };
    let other = |(a, b): (usize, usize)| {
        let (was, is) = (text.word(a), carrier.word(b));
        plain(was, text.item.words[a])
            && plain(is, carrier.item.words[b])
            && !carrier.item.is_bracketed(b)
            // Else words changed places.
            && !text.item.words.contains(&carrier.item.words[b])
            && !carrier.item.words.contains(&text.item.words[a])
            && strsim::normalized_levenshtein(was, is) < 0.6
    };
    let others: usize = changes.iter().map(|((a, b), _)| b - a).sum();
    others >= SPUN_WORDS
        && changes
            .iter()
            .all(|&((a, b), (c, d))| b - a == d - c && (a..b).zip(c..d).all(other))
}
