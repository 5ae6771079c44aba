//! What an editor must see before repeating a quotation.

use std::collections::{BTreeMap, BTreeSet};

use super::changes::wording_flags;
use super::relation::range_in;
use super::speakers::Speakers;
use super::words::is_common;
use super::{Carrier, Item, Said, TextOf, Variant};
use crate::quote::speaker::Who;
use crate::quote::{Kind, SpeakerClass};
use crate::text::{Span, tokenize, word_hash};

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

/// Least confidence of an attribution that can contradict another: that of a clause beside the quotation. Of the conflicts
/// on rules less sure, one in eight was none of the rules' own making.
const CONFLICT_CONFIDENCE: f32 = 0.95;
/// The same, of a piece taken from a quotation that the same article gives to another person.
const PIECE_CONFIDENCE: f32 = 0.9;
/// Rules that are as sure, but on words that one person takes up from another as often as not, or that stand apart from the speaker.
const LOOSE_RULES: [&str; 2] = ["subject-medium-quote", "carry-adjacent"];
/// Words of a wording whose speaker can contradict another: fewer are a term as often as speech.
const CONFLICT_WORDS: usize = 4;
/// Speakers of one family that are compared with each other.
const MAX_SPEAKERS: usize = 64;
/// Whole quotations of one article that a piece is looked for in.
const MAX_WHOLES: usize = 8;
/// Bytes on either side of a fragment that its reporter's words are read in.
const BESIDE_BYTES: usize = 160;
/// Bytes of a family's text in which marks are paired: more is a speech, not a quotation in one.
const MAX_MARKED_BYTES: usize = 1 << 16;
/// Words on either side of a fragment that tell whether the reporter's sentence goes on as the longer quotation does.
const BESIDE_WORDS: usize = 3;

/// Flags of a whole family, whose text is that of item `of_text`.
pub(super) fn family_flags(
    items: &[Item<'_>],
    text_of: &TextOf<'_>,
    (of_text, text): (usize, &Said<'_, '_>),
    carriers: &[Carrier],
    speakers: &Speakers,
) -> Vec<Flag> {
    let mut flags = BTreeSet::new();
    let said_by = speakers.of(of_text);
    for carrier in carriers {
        if !carrier.also_in.is_empty() {
            flags.insert(Flag::AmbiguousFragment);
        }
        // Words that are the same have nothing to be flagged.
        if matches!(carrier.variant, Variant::Identical | Variant::Typography) {
            continue;
        }
        // An article that prints both has two sentences of one shape ("with 51 votes you don't", "with 53 you do").
        let both = carrier.variant != Variant::Fragment
            && carrier.variant != Variant::Truncated
            && carriers.iter().any(|other| {
                let whole = matches!(other.variant, Variant::Identical | Variant::Typography);
                whole && items[other.item].article == items[carrier.item].article
            });
        // Another person's like words are no change of his; but copies of one story tell of one remark.
        let others = match (speakers.of(carrier.item), said_by) {
            (Some(a), Some(b)) => {
                speakers.compare(a, b) == Who::Different && items[carrier.item].story != items[of_text].story
            }
            _ => false,
        };
        if !both && !others {
            wording_flags(text, &Said::new(&items[carrier.item], text_of), carrier, &mut flags);
        }
    }
    if conflict(items, text_of, text, carriers, speakers) {
        flags.insert(Flag::AttributionConflict);
    }
    flags.into_iter().collect()
}

/// Whether carriers name speakers that cannot be one. Copies of one story speak once. A lone dissenter among
/// many stories is more likely a slip of attribution than of the press: each side needs a quarter of the
/// stories that name anybody, or two of them that are at least a twentieth. Only persons with a full name contradict each
/// other ("the paper" may be any, and "Dick" is "Richard"), and only where the words at the quotation name them.
fn conflict(
    items: &[Item<'_>],
    text_of: &TextOf<'_>,
    text: &Said<'_, '_>,
    carriers: &[Carrier],
    speakers: &Speakers,
) -> bool {
    let mut stories: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    // An article that gives the words to each of two people tells of two remarks.
    let mut both: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    let whole = |item: &Item<'_>| item.words.len() >= CONFLICT_WORDS;
    // The whole quotations of each article, a few of them: a family may have a hundred thousand carriers in one.
    let mut wholes: BTreeMap<u32, Vec<&Item<'_>>> = BTreeMap::new();
    for item in carriers.iter().map(|c| &items[c.item]) {
        if whole(item) && item.quote.kind == Kind::Direct {
            let of = wholes.entry(item.article).or_default();
            if of.len() < MAX_WHOLES {
                of.push(item);
            }
        }
    }
    let taken_from = |piece: &Item<'_>| {
        let mut own = wholes.get(&piece.article).into_iter().flatten();
        own.any(|long| goes_on_alike(&text_of(piece.article), piece, long))
    };
    // A few words are anybody's, but an article that prints the whole and gives a piece of it, in a sentence that goes on
    // alike, to another person contradicts itself. Words in a quotation inside another may be his whom the speaker quotes.
    let sure = |item: &Item<'_>| {
        let given = &item.quote.attribution;
        item.quote.kind != Kind::Scare
            && !item.quote.nested
            && !LOOSE_RULES.contains(&given.rule)
            && (given.confidence >= CONFLICT_CONFIDENCE && whole(item)
                || given.confidence >= PIECE_CONFIDENCE && taken_from(item))
    };
    let names_speaker = |item: &Item<'_>, speaker: u32| {
        let mention = item.quote.attribution.mention;
        mention.is_some_and(|mention| is_named(&text_of(item.article), mention, speakers.name(speaker)))
    };
    for carrier in carriers {
        let item = &items[carrier.item];
        let person = item
            .quote
            .attribution
            .speaker
            .as_ref()
            .is_some_and(|s| s.class == SpeakerClass::Person);
        let speaker = speakers.of(carrier.item).filter(|&s| speakers.is_full_name(s));
        if let (Some(speaker), true) = (speaker, person && sure(item))
            && is_near(carrier, item)
            && names_speaker(item, speaker)
            && !stands_in_marks(text, item)
        {
            stories.entry(speaker).or_default().insert(item.story);
            if whole(item) {
                both.entry(item.article).or_default().insert(speaker);
            }
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
    let differ = |a: u32, b: u32| {
        speakers.compare(a, b) == Who::Different
            && !speakers.may_be_one(a, b)
            && !both.values().any(|of| of.contains(&a) && of.contains(&b))
    };
    heard
        .iter()
        .enumerate()
        .any(|(i, &a)| heard[..i].iter().any(|&b| differ(a, b)))
}

/// Whether the reporter's sentence goes on beside a fragment as the longer quotation does: an uncommon word stands beside both,
/// or the same verb before them.
fn goes_on_alike(text: &str, fragment: &Item<'_>, long: &Item<'_>) -> bool {
    let (at, end) = range_in(&long.words, &fragment.words);
    let beside = [
        &long.words[at.saturating_sub(BESIDE_WORDS)..at],
        &long.words[end..long.words.len().min(end + BESIDE_WORDS)],
    ];
    let span = fragment.quote.span;
    let line = |c: char| c == '\n';
    let from = (span.lo().saturating_sub(BESIDE_BYTES)..=span.lo()).find(|&i| text.is_char_boundary(i));
    let to = (span.hi()..=(span.hi() + BESIDE_BYTES).min(text.len()))
        .rev()
        .find(|&i| text.is_char_boundary(i));
    let before = text.get(from.unwrap_or(0)..span.lo()).unwrap_or("");
    let after = text.get(span.hi()..to.unwrap_or(text.len())).unwrap_or("");
    let before = before.rsplit(line).next().unwrap_or_default();
    let after = after.split(line).next().unwrap_or_default();
    let (words_before, words_after) = (tokenize(before), tokenize(after));
    let before_alike = words_before
        .iter()
        .rev()
        .take(BESIDE_WORDS)
        .any(|w| !is_common(w.hash) && beside[0].contains(&w.hash));
    let after_alike = words_after
        .iter()
        .take(BESIDE_WORDS)
        .any(|w| !is_common(w.hash) && beside[1].contains(&w.hash));
    // "Moscow has a “special responsibility”", "Russia has a special responsibility": the verb is the same.
    let small = ["a", "an", "the"].map(word_hash);
    let joining = ["and", "for", "her", "his", "its", "that", "with", "said"].map(word_hash);
    let nearest = words_before.iter().rev().find(|w| !small.contains(&w.hash));
    let verb_alike = nearest.is_some_and(|w| {
        let own = beside[0].iter().rev().find(|w| !small.contains(w));
        w.span().len() > 2 && !joining.contains(&w.hash) && own == Some(&w.hash)
    });
    before_alike || after_alike || verb_alike
}

/// Whether the words that name a speaker do name him: "the Republican" and "he" are led to a name by rules that err more
/// often than the press does, unless the paragraph begins with that name or calls him the same beside it.
fn is_named(text: &str, mention: Span, name: &str) -> bool {
    let (Some(first), Some(last)) = (name.split(' ').next(), name.rsplit(' ').next()) else {
        return false;
    };
    let said = mention.of(text);
    if said.contains(last) {
        return true;
    }
    let before = text.get(..mention.lo()).unwrap_or_default();
    let paragraph = before.rsplit('\n').next().unwrap_or_default();
    let mut words = paragraph
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty());
    match said.rsplit(' ').next() {
        Some(role) if role.len() < said.len() => {
            let role = role.to_lowercase();
            let called = words.clone().any(|w| w.to_lowercase() == role);
            called && words.any(|w| w == last)
        }
        _ => words.next() == Some(first) && words.take(3).any(|w| w == last),
    }
}

/// Whether so few words are changed that nobody else would have hit on them.
fn is_near(carrier: &Carrier, item: &Item<'_>) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    let changed: usize = carrier.edits.iter().map(|e| words(&e.from).max(words(&e.to))).sum();
    !matches!(carrier.variant, Variant::Edited | Variant::Spun) || changed * 10 <= item.words.len()
}

/// Whether a carrier's words stand inside quotation marks in the family's text: they are not its speaker's.
fn stands_in_marks(text: &Said<'_, '_>, carrier: &Item<'_>) -> bool {
    if text.text().len() > MAX_MARKED_BYTES || carrier.words.len() >= text.item.words.len() {
        return false;
    }
    let (at, end) = range_in(&text.item.words, &carrier.words);
    let (Some(first), Some(last)) = (
        text.tokens().get(at),
        end.checked_sub(1).and_then(|l| text.tokens().get(l)),
    ) else {
        return false;
    };
    let (before, after) = text.text().split_at(first.span().lo());
    let after = &after[last.span().hi() - first.span().lo()..];
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut open = 0_i32;
    for (i, c) in before.char_indices() {
        let left = before[..i].chars().next_back();
        let right = text.text()[i + c.len_utf8()..].chars().next();
        open += match c {
            '“' | '‘' | '«' | '„' | '「' => 1,
            '”' | '»' | '」' => -1,
            '"' | '\'' | '’' if !letter(left) && letter(right) && c != '’' => 1,
            '"' | '\'' | '’' if !letter(right) => -1,
            _ => 0,
        };
        open = open.max(0);
    }
    open > 0 && after.contains(['”', '’', '»', '“', '」', '"', '\''])
}
