//! What an editor must see before repeating a quotation.

use std::collections::{BTreeMap, BTreeSet};

use super::relation::{Change, edits, range_in};
use super::speakers::Speakers;
use super::words::{TURNS, figures, is_common, is_negation};
use super::{Carrier, Item, Said, TextOf, Variant};
use crate::quote::speaker::Who;
use crate::quote::{Kind, SpeakerClass};
use crate::text::{Token, fold, tokenize};

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
const CONFLICT_CONFIDENCE: f32 = 0.9;
/// Rules that are as sure, but on words that one person takes up from another as often as not, or that stand apart from the speaker.
const LOOSE_RULES: [&str; 2] = ["subject-medium-quote", "carry-adjacent"];
/// Words of a wording whose speaker can contradict another: fewer are a term as often as speech.
const CONFLICT_WORDS: usize = 4;
/// Speakers of one family that are compared with each other.
const MAX_SPEAKERS: usize = 64;
/// Words before a cut that are searched for what they negate.
const REACH_WORDS: usize = 3;
/// Words on either side of a negation among which another makes it a matter of style ("I don't think he should", "or" for "and not").
const LONELY_WORDS: usize = 6;
/// Words that an edit which adds or drops a negation or a figure has at most: a longer one adds or drops a clause.
const CLAUSE_WORDS: usize = 3;
/// Words on either side of an edit that a figure in it may go on into ("23", "million").
const FIGURE_WORDS: usize = 3;
/// Bytes on either side of a carrier that may say what its quotation leaves out.
const SAID_BYTES: usize = 240;
/// Bytes around a quotation in which a speaker's name makes it likely that the rules took the wrong one of two.
const NEAR_BYTES: usize = 400;
/// Words on either side of a fragment that tell whether the reporter's sentence goes on as the longer quotation does.
const BESIDE_WORDS: usize = 3;
/// Words that a changed name has at most.
const NAME_WORDS: usize = 3;

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
        // An article that prints both has two sentences of one shape ("with 51 votes you don't", "with 53 you do").
        let both = carrier.variant != Variant::Fragment
            && carrier.variant != Variant::Truncated
            && carriers.iter().any(|other| {
                let whole = matches!(other.variant, Variant::Identical | Variant::Typography);
                whole && items[other.item].article == items[carrier.item].article
            });
        if !same && !both {
            wording_flags(text, &Said::new(&items[carrier.item], text_of), carrier, &mut flags);
        }
    }
    if conflict(items, text_of, carriers, speakers) {
        flags.insert(Flag::AttributionConflict);
    }
    flags.into_iter().collect()
}

/// Whether carriers name speakers that cannot be one. Copies of one story speak once. A lone dissenter among
/// many stories is more likely a slip of attribution than of the press: each side needs a quarter of the
/// stories that name anybody, or two of them that are at least a twentieth. Only persons with a full name contradict each
/// other ("the paper" may be any, and "Dick" is "Richard"). Where the speaker stands as "he" and the article names the other one close by, the rules are likelier
/// wrong than the press.
fn conflict(items: &[Item<'_>], text_of: &TextOf<'_>, carriers: &[Carrier], speakers: &Speakers) -> bool {
    let mut first: BTreeMap<u32, usize> = BTreeMap::new();
    let mut stories: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    let whole = |item: &Item<'_>| item.words.len() >= CONFLICT_WORDS;
    let taken_from = |piece: &Item<'_>| {
        let own = carriers.iter().map(|c| &items[c.item]);
        let mut own = own.filter(|o| o.article == piece.article && whole(o) && o.quote.kind == Kind::Direct);
        own.any(|long| goes_on_alike(&text_of(piece.article), piece, long))
    };
    // A few words are anybody's, but an article that prints the whole and gives a piece of it, in a sentence that goes on
    // alike, to another person contradicts itself. Words in a quotation inside another may be his whom the speaker quotes.
    let long =
        |item: &Item<'_>| item.quote.kind != Kind::Scare && !item.quote.nested && (whole(item) || taken_from(item));
    for carrier in carriers {
        let item = &items[carrier.item];
        let person = item
            .quote
            .attribution
            .speaker
            .as_ref()
            .is_some_and(|s| s.class == SpeakerClass::Person);
        let sure = item.quote.attribution.confidence >= CONFLICT_CONFIDENCE
            && !LOOSE_RULES.contains(&item.quote.attribution.rule);
        let speaker = speakers.of(carrier.item).filter(|&s| speakers.is_full_name(s));
        if let (Some(speaker), true) = (speaker, person && sure && long(item)) {
            first.entry(speaker).or_insert(carrier.item);
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
    let named_near = |speaker: u32, other: u32| {
        let item = first.get(&other).map(|&i| &items[i]);
        item.is_some_and(|item| {
            let text = text_of(item.article);
            let mention = item.quote.attribution.mention.map_or("", |m| m.of(&text));
            // One word that is not the name: a pronoun. "The mayor" is tied to one person by the article.
            let pronoun = !mention.contains(' ') && !mention.contains(speakers.last_word(other));
            pronoun && names(&text, item, speakers.last_word(speaker))
        })
    };
    let differ = |a: u32, b: u32| {
        speakers.compare(a, b) == Who::Different && !speakers.may_be_one(a, b) && !named_near(a, b) && !named_near(b, a)
    };
    heard
        .iter()
        .enumerate()
        .any(|(i, &a)| heard[..i].iter().any(|&b| differ(a, b)))
}

/// Whether the reporter's words beside a fragment are, but for the commonest, among those beside it in the longer quotation.
fn goes_on_alike(text: &str, fragment: &Item<'_>, long: &Item<'_>) -> bool {
    let (at, end) = range_in(&long.words, &fragment.words);
    let beside = [
        &long.words[at.saturating_sub(BESIDE_WORDS)..at],
        &long.words[end..long.words.len().min(end + BESIDE_WORDS)],
    ];
    let span = fragment.quote.span;
    let line = |c: char| c == '\n';
    let before = text[..span.lo()].rsplit(line).next().unwrap_or_default();
    let after = text[span.hi()..].split(line).next().unwrap_or_default();
    let telling = |text: &str, word: &Token| {
        let word = word.span().of(text);
        word.len() > 2 && !["the", "and", "for", "that", "with", "his", "her", "its"].contains(&word)
    };
    let (words_before, words_after) = (tokenize(before), tokenize(after));
    let before_alike = words_before
        .iter()
        .rev()
        .take(BESIDE_WORDS)
        .any(|w| telling(before, w) && beside[0].contains(&w.hash));
    let after_alike = words_after
        .iter()
        .take(BESIDE_WORDS)
        .any(|w| telling(after, w) && beside[1].contains(&w.hash));
    before_alike || after_alike
}

/// Whether a name stands near a quotation.
fn names(text: &str, item: &Item<'_>, name: &str) -> bool {
    let span = item.quote.span;
    let from = (span.lo().saturating_sub(NEAR_BYTES)..=span.lo()).find(|&i| text.is_char_boundary(i));
    let to = (span.hi()..=(span.hi() + NEAR_BYTES).min(text.len()))
        .rev()
        .find(|&i| text.is_char_boundary(i));
    let near = text.get(from.unwrap_or(0)..to.unwrap_or(text.len())).unwrap_or("");
    !name.is_empty() && near.contains(name)
}

fn wording_flags(text: &Said<'_, '_>, item: &Said<'_, '_>, carrier: &Carrier, flags: &mut BTreeSet<Flag>) {
    let (long, short) = (&*text.item.words, &*item.item.words);
    let (at, end) = range_in(long, short);
    let word = |item: &Said<'_, '_>, i: usize| fold(item.word(i)).into_owned();
    if matches!(carrier.variant, Variant::Edited | Variant::Spun) {
        let changes = edits(long, at, end, short);
        for &((a, b), (c, d)) in &changes {
            // What is added or dropped at an end is a clause more or less, and so is what takes many words.
            let inside = a > at && b < end && c > 0 && d < short.len();
            if !inside || b - a > CLAUSE_WORDS || d - c > CLAUSE_WORDS {
                continue;
            }
            let negations =
                |item: &Said<'_, '_>, from: usize, to: usize| (from..to).filter(|&i| negates(item, i)).count();
            let alone = |item: &Said<'_, '_>, from: usize, to: usize, len: usize| {
                negations(item, from.saturating_sub(LONELY_WORDS), from)
                    + negations(item, to, len.min(to + LONELY_WORDS))
                    == 0
            };
            // "aren't" with another mark, "unhappy" for "not happy", "non-viable" for "not viable".
            let letters = |item: &Said<'_, '_>, from: usize, to: usize| -> String {
                (from..to)
                    .flat_map(|i| {
                        word(item, i)
                            .chars()
                            .filter(|c| c.is_alphanumeric())
                            .collect::<Vec<_>>()
                    })
                    .collect()
            };
            let prefixed = |item: &Said<'_, '_>, from: usize, to: usize| {
                (from..to).any(|i| {
                    ["un", "non", "in", "im", "dis"]
                        .iter()
                        .any(|prefix| word(item, i).starts_with(prefix))
                })
            };
            if letters(text, a, b) == letters(item, c, d) || prefixed(text, a, b) || prefixed(item, c, d) {
                continue;
            }
            let differs = (negations(text, a, b) == 0) != (negations(item, c, d) == 0);
            if differs && alone(text, a, b, long.len()) && alone(item, c, d, short.len()) {
                flags.insert(Flag::NegationChanged);
            }
        }
        let printed = |item: &Said<'_, '_>, from: usize, to: usize| {
            let words: Vec<String> = (from..to).map(|i| word(item, i)).collect();
            figures(words.iter().map(String::as_str))
        };
        // Anywhere in the text: "812" is aligned with the last of "eight hundred and twelve" alone.
        let (had, has) = (printed(text, 0, long.len()), printed(item, 0, short.len()));
        let replaced = |&((a, b), (c, d)): &Change| {
            // With the words on either side that the figure may be a part of.
            let was = printed(text, a.saturating_sub(FIGURE_WORDS), long.len().min(b + FIGURE_WORDS));
            let is = printed(item, c.saturating_sub(FIGURE_WORDS), short.len().min(d + FIGURE_WORDS));
            b - a <= CLAUSE_WORDS
                && d - c <= CLAUSE_WORDS
                && was.iter().any(|figure| had.contains(figure) && !has.contains(figure))
                && is.iter().any(|figure| has.contains(figure) && !had.contains(figure))
        };
        if changes.iter().any(replaced) {
            flags.insert(Flag::NumberChanged);
        }
        // A headline or the title of a book has a capital on every word.
        let capital = |i: usize| text.word(i).chars().next().is_some_and(char::is_uppercase);
        let titled = (0..long.len()).filter(|&i| capital(i)).count() * 2 > long.len();
        for ((a, b), (c, d)) in changes {
            if !titled && b - a <= NAME_WORDS && d - c <= NAME_WORDS && name_changed(text, (a, b), item, (c, d)) {
                flags.insert(Flag::NameChanged);
            }
        }
    } else if matches!(carrier.variant, Variant::Truncated | Variant::Fragment)
        && short.len() >= CONFLICT_WORDS
        && end > at
        && !item.item.quote.nested
    {
        let turn = word(text, end);
        let after =
            end < long.len() && !sentence_ends(text, end) && TURNS.contains(&turn.as_str()) && !said_after(item, &turn);
        let mut before = false;
        for i in (at.saturating_sub(REACH_WORDS)..at).rev() {
            if sentence_ends(text, i + 1) || text.item.breaks.contains(&(i as u32 + 1)) {
                break;
            }
            let folded = word(text, i);
            // Another clause begins.
            if gap_before(text, i + 1).contains([',', ':', '—'])
                || matches!(folded.as_str(), "and" | "but" | "or" | "that")
            {
                break;
            }
            before |= negates(text, i) || i + 1 == at && matches!(folded.as_str(), "if" | "unless");
        }
        // "he did not “see Michael doing that”": the reporter says it in words of his own.
        before &= !said_before(item);
        if after || before {
            flags.insert(Flag::TruncatedMeaning);
        }
    }
}

/// Whether the word turns the meaning: not so "not only", "not just", "I don't know" as a filler, "No, we" and "No. 1".
fn negates(item: &Said<'_, '_>, i: usize) -> bool {
    let word = |i: usize| fold(item.word(i)).into_owned();
    let next = word(i + 1);
    let folded = word(i).trim_end_matches("'s").to_owned();
    let choice = folded == "not" && i > 0 && word(i - 1) == "or";
    let answer = folded == "no" && gap_before(item, i + 1).contains([',', '.', ';', '!', '—', '–']);
    let filler = match folded.as_str() {
        "nothing" => next == "but",
        "don't" => next == "know",
        _ => matches!(next.as_str(), "only" | "just" | "merely" | "simply"),
    };
    (is_negation(&folded) || folded == "zero") && !(answer || choice || filler)
}

/// The text between token `i - 1` and token `i`.
fn gap_before<'s>(item: &'s Said<'_, '_>, i: usize) -> &'s str {
    let tokens = item.tokens();
    let (Some(before), Some(after)) = (i.checked_sub(1).and_then(|b| tokens.get(b)), tokens.get(i)) else {
        return "";
    };
    item.text().get(before.span().hi()..after.span().lo()).unwrap_or("")
}

/// Whether the reporter's words before a quotation negate or make a condition.
fn said_before(item: &Said<'_, '_>) -> bool {
    let at = item.item.quote.span.lo();
    let from = (at.saturating_sub(SAID_BYTES)..=at).find(|&i| item.whole.is_char_boundary(i));
    let before = item.whole.get(from.unwrap_or(at)..at).unwrap_or("");
    let paragraph = before.rsplit('\n').next().unwrap_or("");
    tokenize(paragraph).iter().any(|token| {
        let folded = fold(token.span().of(paragraph)).into_owned();
        is_negation(&folded)
            || matches!(
                folded.as_str(),
                "if" | "unless" | "whether" | "denied" | "refused" | "rejected"
            )
    })
}

/// Whether the article goes on with a turn after a quotation, in or out of marks.
fn said_after(item: &Said<'_, '_>, turn: &str) -> bool {
    let at = item.item.quote.span.hi();
    let to = (at..=(at + SAID_BYTES).min(item.whole.len()))
        .rev()
        .find(|&i| item.whole.is_char_boundary(i));
    let after = item.whole.get(at..to.unwrap_or(at)).unwrap_or("");
    tokenize(after).iter().any(|t| fold(t.span().of(after)) == turn)
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
    // "Gen." for "General", "HK" for "Hong Kong" are the same name.
    let initials = |names: &[(String, bool)]| names.iter().filter_map(|n| n.0.chars().next()).collect::<String>();
    if was.len() == 1 && was[0].0 == initials(&is) || is.len() == 1 && is[0].0 == initials(&was) {
        return false;
    }
    let short = |x: &str, y: &str| x.len() >= 2 && y.starts_with(x) || y.len() >= 2 && x.starts_with(y);
    let respelled = |x: &String| {
        was.iter()
            .any(|(y, _)| short(x, y) || strsim::normalized_levenshtein(x, y) >= 0.8)
    };
    // A name that stands elsewhere in the other wording was moved, not changed; "Roe v. Wade" is "RoevWade".
    let letters =
        |item: &Said<'_, '_>| -> String { fold(item.text()).chars().filter(|c| c.is_alphanumeric()).collect() };
    let bare = |name: &str| -> String {
        name.trim_end_matches("'s")
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect()
    };
    let (in_text, in_carrier) = (letters(text), letters(item));
    let shortened = |name: &str| name.len() <= 4 && initials_in(text, name);
    let new = is
        .iter()
        .any(|(x, _)| !respelled(x) && !in_text.contains(&bare(x)) && !shortened(x));
    let gone = was.iter().any(|(y, _)| !in_carrier.contains(&bare(y)));
    sure && gone && new
}

/// Whether words in a row begin with the letters of a name ("GM").
fn initials_in(item: &Said<'_, '_>, name: &str) -> bool {
    let first: Vec<char> = (0..item.tokens().len())
        .map(|i| fold(item.word(i)).chars().next().unwrap_or(' '))
        .collect();
    let name: Vec<char> = name.chars().collect();
    name.len() > 1 && first.windows(name.len()).any(|run| run == name)
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
        .is_none_or(|gap| gap.contains(['!', '?', '\n', ';']) || gap.contains('.') && !gap.contains("..."))
}
