//! What an editor must see before repeating a quotation.

use std::collections::BTreeSet;

use super::group::Speakers;
use super::relation::edits;
use super::words::{TURNS, figures, is_common, is_negation};
use super::{Carrier, Item, Variant};
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
const CONFLICT_CONFIDENCE: f32 = 0.7;
/// Speakers of one family that are compared with each other.
const MAX_SPEAKERS: usize = 64;
/// Words before a cut that are searched for what they negate.
const REACH_WORDS: usize = 8;

/// Flags of a whole family.
pub(super) fn family_flags(items: &[Item<'_>], text: usize, carriers: &[Carrier], speakers: &Speakers) -> Vec<Flag> {
    let mut flags = BTreeSet::new();
    for carrier in carriers {
        if !carrier.also_in.is_empty() {
            flags.insert(Flag::AmbiguousFragment);
        }
        if carrier.item != text {
            wording_flags(&items[text], &items[carrier.item], carrier, &mut flags);
        }
    }
    let named = carriers
        .iter()
        .filter(|c| items[c.item].quote.attribution.confidence >= CONFLICT_CONFIDENCE);
    let named: BTreeSet<u32> = named.filter_map(|c| speakers.of(c.item)).collect();
    let named: Vec<u32> = named.into_iter().take(MAX_SPEAKERS).collect();
    let conflict = |(i, &a): (usize, &u32)| named[..i].iter().any(|&b| speakers.compare(a, b) == Who::Different);
    if named.iter().enumerate().any(conflict) {
        flags.insert(Flag::AttributionConflict);
    }
    flags.into_iter().collect()
}

fn wording_flags(text: &Item<'_>, item: &Item<'_>, carrier: &Carrier, flags: &mut BTreeSet<Flag>) {
    let all = |item: &Item<'_>| item.tokens.iter().map(|t| t.hash).collect::<Vec<u64>>();
    let (long, short) = (all(text), all(item));
    let (at, end) = super::group::range_in(&long, &short);
    let word = |item: &Item<'_>, i: usize| fold(item.word(i)).into_owned();
    if carrier.variant == Variant::Edited {
        let changes = edits(&long, at, end, &short);
        let negations =
            |item: &Item<'_>, from: usize, to: usize| (from..to).filter(|&i| is_negation(&word(item, i))).count();
        let (was, is) = changes.iter().fold((0, 0), |(was, is), ((a, b), (c, d))| {
            (was + negations(text, *a, *b), is + negations(item, *c, *d))
        });
        // A negation inside words that were dropped whole went with its clause.
        let clause = changes.iter().any(|((a, b), (c, d))| (b - a).abs_diff(d - c) > 4);
        if was != is && !clause {
            flags.insert(Flag::NegationChanged);
        }
        let printed = |item: &Item<'_>, from: usize, to: usize| {
            let words: Vec<String> = (from..to).map(|i| word(item, i)).collect();
            figures(words.iter().map(String::as_str))
        };
        let had = printed(text, at, end);
        if printed(item, 0, short.len()).iter().any(|figure| !had.contains(figure)) {
            flags.insert(Flag::NumberChanged);
        }
        for ((a, b), (c, d)) in changes {
            let names = |item: &Item<'_>, from: usize, to: usize| -> Vec<String> {
                (from..to)
                    .filter(|&i| is_name(item, i))
                    .map(|i| word(item, i))
                    .collect()
            };
            let (was, is) = (names(text, a, b), names(item, c, d));
            let respelled = |x: &String| was.iter().any(|y| strsim::normalized_levenshtein(x, y) >= 0.8);
            if !was.is_empty() && is.iter().any(|x| !respelled(x)) {
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

/// A capitalised word that does not start a sentence and is no common word.
fn is_name(item: &Item<'_>, i: usize) -> bool {
    let word = item.word(i);
    word.chars().next().is_some_and(char::is_uppercase)
        && word.chars().count() > 1
        && i > 0
        && !sentence_ends(item, i)
        && !is_common(item.tokens[i].hash)
}

/// Whether a sentence ends between token `i - 1` and token `i`.
fn sentence_ends(item: &Item<'_>, i: usize) -> bool {
    let (Some(before), Some(after)) = (i.checked_sub(1).and_then(|b| item.tokens.get(b)), item.tokens.get(i)) else {
        return true;
    };
    item.text
        .get(before.span().hi()..after.span().lo())
        .is_none_or(|gap| gap.contains(['.', '!', '?', '\n', ';']) && !gap.contains("..."))
}
