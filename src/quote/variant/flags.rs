//! What an editor must see before repeating a quotation.

use std::collections::{BTreeMap, BTreeSet};

use super::relation::{edits, range_in};
use super::speakers::Speakers;
use super::words::{TURNS, figures, is_common, is_negation};
use super::{Carrier, Item, Said, TextOf, Variant};
use crate::quote::speaker::Who;
use crate::text::fold;

/// Something in a family that an editor must see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// Carriers name different speakers.
    AttributionConflict,
    /// A carrier prints one negation more or less.
    NegationChanged,
    /// A carrier prints a figure that the text does not have.
    NumberChanged,
    /// A carrier prints another name.
    NameChanged,
    /// A carrier leaves out words that turn the meaning.
    TruncatedMeaning,
    /// A carrier may belong to another family as well.
    AmbiguousFragment,
}

impl Flag {
    /// Its name in output files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AttributionConflict => "attribution_conflict",
            Self::NegationChanged => "negation_changed",
            Self::NumberChanged => "number_changed",
            Self::NameChanged => "name_changed",
            Self::TruncatedMeaning => "truncated_meaning",
            Self::AmbiguousFragment => "ambiguous_fragment",
        }
    }
}

/// Least confidence of an attribution that can contradict another.
const CONFLICT_CONFIDENCE: f32 = 0.8;
/// Speakers of one family that are compared with each other.
const MAX_SPEAKERS: usize = 64;
/// Words before a cut that are searched for what they negate.
const REACH_WORDS: usize = 8;

/// Flags of a whole family.
pub(super) fn family_flags(
    items: &[Item<'_>],
    text_of: &TextOf<'_>,
    text: &Said<'_, '_>,
    carriers: &[Carrier],
    speakers: &Speakers,
) -> Vec<Flag> {
    let mut flags = BTreeSet::new();
    for carrier in carriers {
        if !carrier.also_in.is_empty() {
            flags.insert(Flag::AmbiguousFragment);
        }
        // Words that are the same have nothing to be flagged.
        let same = matches!(carrier.variant, Variant::Identical | Variant::Typography);
        if !same {
            wording_flags(text, &Said::new(&items[carrier.item], text_of), carrier, &mut flags);
        }
    }
    if conflict(items, carriers, speakers) {
        flags.insert(Flag::AttributionConflict);
    }
    flags.into_iter().collect()
}

/// Whether carriers name speakers that cannot be one. Copies of one story speak once. A lone dissenter among
/// many stories is more likely a slip of attribution than of the press: each side needs a quarter of the
/// stories that name anybody, or two of them that are at least a twentieth.
fn conflict(items: &[Item<'_>], carriers: &[Carrier], speakers: &Speakers) -> bool {
    let mut stories: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for carrier in carriers {
        let item = &items[carrier.item];
        if let (Some(speaker), true) = (
            speakers.of(carrier.item),
            item.quote.attribution.confidence >= CONFLICT_CONFIDENCE,
        ) {
            stories.entry(speaker).or_default().insert(item.story);
        }
    }
    let all: usize = stories.values().map(BTreeSet::len).sum();
    let heard = |n: usize| n * 4 >= all || n >= 2 && n * 20 >= all;
    let heard: Vec<u32> = stories
        .iter()
        .filter(|(_, s)| heard(s.len()))
        .map(|(&speaker, _)| speaker)
        .take(MAX_SPEAKERS)
        .collect();
    let differ = |a: u32, b: u32| speakers.compare(a, b) == Who::Different;
    heard
        .iter()
        .enumerate()
        .any(|(i, &a)| heard[..i].iter().any(|&b| differ(a, b)))
}

fn wording_flags(text: &Said<'_, '_>, item: &Said<'_, '_>, carrier: &Carrier, flags: &mut BTreeSet<Flag>) {
    let (long, short) = (&*text.item.words, &*item.item.words);
    let (at, end) = range_in(long, short);
    let word = |item: &Said<'_, '_>, i: usize| fold(item.word(i)).into_owned();
    if carrier.variant == Variant::Edited {
        let changes = edits(long, at, end, short);
        let negations =
            |item: &Said<'_, '_>, from: usize, to: usize| (from..to).filter(|&i| is_negation(&word(item, i))).count();
        let (was, is) = changes.iter().fold((0, 0), |(was, is), ((a, b), (c, d))| {
            (was + negations(text, *a, *b), is + negations(item, *c, *d))
        });
        // A negation inside words that were dropped whole went with its clause.
        let clause = changes.iter().any(|((a, b), (c, d))| (b - a).abs_diff(d - c) > 4);
        if was != is && !clause {
            flags.insert(Flag::NegationChanged);
        }
        let printed = |item: &Said<'_, '_>, from: usize, to: usize| {
            let words: Vec<String> = (from..to).map(|i| word(item, i)).collect();
            figures(words.iter().map(String::as_str))
        };
        // Anywhere in the text: "812" is aligned with the last of "eight hundred and twelve" alone.
        let had = printed(text, 0, long.len());
        if printed(item, 0, short.len()).iter().any(|figure| !had.contains(figure)) {
            flags.insert(Flag::NumberChanged);
        }
        for ((a, b), (c, d)) in changes {
            if name_changed(text, (a, b), item, (c, d)) {
                flags.insert(Flag::NameChanged);
            }
        }
    } else if matches!(carrier.variant, Variant::Truncated | Variant::Fragment) && short.len() >= 3 && end > at {
        let after = end < long.len() && !sentence_ends(text, end) && TURNS.contains(&word(text, end).as_str());
        let mut before = false;
        for i in (at.saturating_sub(REACH_WORDS)..at).rev() {
            if sentence_ends(text, i + 1) {
                break;
            }
            let folded = word(text, i);
            before |= is_negation(&folded) || folded == "if" || folded == "unless";
        }
        if after || before {
            flags.insert(Flag::TruncatedMeaning);
        }
    }
}

/// Whether a name stands where the text has another. A capital at the start of a sentence proves no name,
/// so one side at least must print its word capitalised inside a sentence too.
fn name_changed(text: &Said<'_, '_>, was: (usize, usize), item: &Said<'_, '_>, is: (usize, usize)) -> bool {
    let capitals = |item: &Said<'_, '_>, (from, to): (usize, usize)| -> Vec<(String, bool)> {
        (from..to)
            .filter(|&i| {
                let word = item.word(i);
                word.chars().next().is_some_and(char::is_uppercase)
                    && word.chars().count() > 1
                    && !is_common(item.item.words[i])
            })
            .map(|i| {
                let sure = !sentence_ends(item, i) || stands_inside(&item.whole, item.word(i));
                (fold(item.word(i)).into_owned(), sure)
            })
            .collect()
    };
    let (was, is) = (capitals(text, was), capitals(item, is));
    let sure = was.iter().chain(&is).any(|name| name.1);
    let respelled = |x: &String| was.iter().any(|(y, _)| strsim::normalized_levenshtein(x, y) >= 0.8);
    sure && !was.is_empty() && is.iter().any(|(x, _)| !respelled(x))
}

fn stands_inside(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].trim_end();
        before.len() < at && before.ends_with(|c: char| c.is_lowercase() || c == ',')
    })
}

/// Whether a sentence ends between token `i - 1` and token `i`.
fn sentence_ends(item: &Said<'_, '_>, i: usize) -> bool {
    let tokens = item.tokens();
    let (Some(before), Some(after)) = (i.checked_sub(1).and_then(|b| tokens.get(b)), tokens.get(i)) else {
        return true;
    };
    item.text()
        .get(before.span().hi()..after.span().lo())
        .is_none_or(|gap| gap.contains(['.', '!', '?', '\n', ';']) && !gap.contains("..."))
}
