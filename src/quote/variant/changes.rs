//! Which changes of a wording turn what was said?
//!
//! Input: a family's text and a carrier's words; output: the flags of the wording. A flag costs an editor time, so what is
//! the reporter's (words in brackets, a fragment in a sentence of his own) and what only looks like a change ("Jr" for
//! "Junior", "2.0" for "2", "shouldn't you" for "you should") is none. Cost: the words of both, and the reporter's beside.

use std::collections::BTreeSet;

use super::relation::{Change, edits, range_in};
use super::words::{TURNS, figures, is_common, is_negation};
use super::{Carrier, Flag, Said, Variant};
use crate::quote::Kind;
use crate::quote::names::short_of;
use crate::text::{fold, tokenize};

/// Words before a cut that are searched for what they negate.
const REACH_WORDS: usize = 3;
/// Words on either side of a negation among which another makes it a matter of style ("I don't think he should", "or" for "and not").
const LONELY_WORDS: usize = 6;
/// Words that an edit which adds or drops a negation or a figure has at most: a longer one adds or drops a clause.
const CLAUSE_WORDS: usize = 3;
/// Words on either side of an edit that a figure in it may go on into ("23", "million").
const FIGURE_WORDS: usize = 3;
/// Words of a statement that can be turned by what was cut off.
const CUT_WORDS: usize = 4;
/// Bytes on either side of a carrier that may say what its quotation leaves out.
const SAID_BYTES: usize = 240;
/// Bytes of a quotation in which brackets are paired for each change: more is a speech.
const MAX_ASIDE_BYTES: usize = 1 << 16;
/// Words that a changed name has at most.
const NAME_WORDS: usize = 3;

/// Adds the flags of one carrier's wording.
pub(super) fn wording_flags(text: &Said<'_, '_>, item: &Said<'_, '_>, carrier: &Carrier, flags: &mut BTreeSet<Flag>) {
    let (long, short) = (&*text.item.words, &*item.item.words);
    let (at, end) = range_in(long, short);
    match carrier.variant {
        // Marks inside the marks of one only: the one quotes what the other says.
        Variant::Edited | Variant::Spun if has_marks(text) == has_marks(item) => {
            // The reporter's words in brackets are no change of what was said.
            let mut changes = edits(long, at, end, short);
            changes.retain(|&((a, b), (c, d))| !is_aside(text, a, b) && !is_aside(item, c, d));
            if changes.iter().any(|&((a, b), (c, d))| {
                a > at && b < end && c > 0 && d < short.len() && negated(text, (a, b), item, (c, d))
            }) {
                flags.insert(Flag::NegationChanged);
            }
            if number_changed(text, item, &changes) {
                flags.insert(Flag::NumberChanged);
            }
            let named = |&((a, b), (c, d)): &Change| {
                b - a <= NAME_WORDS && d - c <= NAME_WORDS && name_changed(text, (a, b), item, (c, d))
            };
            if !is_titled(text) && changes.iter().any(named) {
                flags.insert(Flag::NameChanged);
            }
        }
        // A few words in a sentence of the reporter's mean what he says they do.
        Variant::Truncated | Variant::Fragment
            if item.item.quote.kind == Kind::Direct
                && !item.item.quote.nested
                && short.len() >= CUT_WORDS
                && end > at
                && !is_titled(item)
                && (turned_after(text, item, end) || negated_before(text, item, at)) =>
        {
            flags.insert(Flag::TruncatedMeaning);
        }
        _ => {}
    }
}

fn word(item: &Said<'_, '_>, i: usize) -> String {
    fold(item.word(i)).into_owned()
}

/// A headline or the title of a book has a capital on every word.
fn is_titled(item: &Said<'_, '_>) -> bool {
    let words = item.item.words.len();
    let capital = |i: &usize| item.word(*i).chars().next().is_some_and(char::is_uppercase);
    (0..words).filter(capital).count() * 2 > words
}

/// Whether the quotation has quotation marks inside.
fn has_marks(item: &Said<'_, '_>) -> bool {
    let text = item.text();
    let mark = |c: char| matches!(c, '“' | '”' | '"' | '‘' | '«' | '„' | '「');
    text.contains(mark) || text.starts_with('\'') || text.contains(" '")
}

/// Whether words, or the place between two where there are none, stand in brackets of any sort.
fn is_aside(item: &Said<'_, '_>, from: usize, to: usize) -> bool {
    let text = item.text();
    if text.len() > MAX_ASIDE_BYTES || !text.contains(['[', '(', '{']) {
        return false;
    }
    let depth = |until: usize| {
        text[..until].chars().fold(0_i32, |depth, c| match c {
            '[' | '(' | '{' => depth + 1,
            ']' | ')' | '}' => (depth - 1).max(0),
            _ => depth,
        })
    };
    item.tokens()
        .get(from..to)
        .is_some_and(|tokens| tokens.iter().any(|t| depth(t.span().lo()) > 0))
}

/// Whether one of two short changes negates and the other does not.
fn negated(text: &Said<'_, '_>, (a, b): (usize, usize), item: &Said<'_, '_>, (c, d): (usize, usize)) -> bool {
    // What takes many words is a clause more or less.
    if b - a > CLAUSE_WORDS || d - c > CLAUSE_WORDS {
        return false;
    }
    // "aren't" with another mark, "unhappy" for "not happy", "and not" for "rather than".
    let letters = |item: &Said<'_, '_>, from: usize, to: usize| -> String {
        let words = (from..to).map(|i| word(item, i));
        words
            .flat_map(|w| w.chars().filter(|c| c.is_alphabetic()).collect::<Vec<_>>())
            .collect()
    };
    let other = |item: &Said<'_, '_>, from: usize, to: usize| {
        (from..to).any(|i| {
            let word = word(item, i);
            ["un", "non", "in", "im", "dis"]
                .iter()
                .any(|prefix| word.starts_with(prefix))
                || matches!(
                    word.as_str(),
                    "rather" | "instead" | "w/o" | "refuse" | "refused" | "fail" | "failed" | "fails"
                )
        })
    };
    // "we don't", "don't we"
    let sorted = |item: &Said<'_, '_>, from: usize, to: usize| {
        let mut words: Vec<String> = (from..to).map(|i| word(item, i)).collect();
        words.sort_unstable();
        words
    };
    let same = letters(text, a, b) == letters(item, c, d) || sorted(text, a, b) == sorted(item, c, d);
    if same || other(text, a, b) || other(item, c, d) {
        return false;
    }
    let negations = |item: &Said<'_, '_>, from: usize, to: usize| (from..to).filter(|&i| negates(item, i)).count();
    let alone = |item: &Said<'_, '_>, from: usize, to: usize| {
        let before = negations(item, from.saturating_sub(LONELY_WORDS), from);
        before + negations(item, to, item.item.words.len().min(to + LONELY_WORDS)) == 0
    };
    let differs = (negations(text, a, b) == 0) != (negations(item, c, d) == 0);
    differs && alone(text, a, b) && alone(item, c, d)
}

/// Whether a figure stands where the text has another.
fn number_changed(text: &Said<'_, '_>, item: &Said<'_, '_>, changes: &[Change]) -> bool {
    let printed = |item: &Said<'_, '_>, from: usize, to: usize| {
        let words: Vec<String> = (from..to).map(|i| word(item, i)).collect();
        figures(words.iter().map(String::as_str))
    };
    // Anywhere in the text: "812" is aligned with the last of "eight hundred and twelve" alone.
    let (all, own) = (text.item.words.len(), item.item.words.len());
    let (had, has) = (printed(text, 0, all), printed(item, 0, own));
    changes.iter().any(|&((a, b), (c, d))| {
        // With the words on either side that the figure may be a part of.
        let was = printed(text, a.saturating_sub(FIGURE_WORDS), all.min(b + FIGURE_WORDS));
        let is = printed(item, c.saturating_sub(FIGURE_WORDS), own.min(d + FIGURE_WORDS));
        b - a <= CLAUSE_WORDS
            && d - c <= CLAUSE_WORDS
            && was.iter().any(|figure| had.contains(figure) && !has.contains(figure))
            && is.iter().any(|figure| has.contains(figure) && !had.contains(figure))
    })
}

/// Whether a condition follows where a whole statement was cut off, which the article does not give either.
fn turned_after(text: &Said<'_, '_>, item: &Said<'_, '_>, end: usize) -> bool {
    if end >= text.item.words.len() || sentence_ends(text, end) {
        return false;
    }
    let turn = word(text, end);
    // "but" alone goes on to something else as often as not.
    let narrows = turn == "but" && matches!(word(text, end + 1).as_str(), "only" | "not" | "if" | "never" | "unless");
    (narrows || TURNS.contains(&turn.as_str())) && !said_after(item, &turn)
}

/// Whether what was cut off before a statement denies it: "I don't think", "It is not true that".
fn negated_before(text: &Said<'_, '_>, item: &Said<'_, '_>, at: usize) -> bool {
    let mut before = false;
    for i in (at.saturating_sub(REACH_WORDS)..at).rev() {
        if sentence_ends(text, i + 1) || text.item.breaks.contains(&(i as u32 + 1)) {
            break;
        }
        let folded = word(text, i);
        // Another clause begins.
        let pause = gap_before(text, i + 1).contains([',', ':', ';', '—', '–']);
        if pause || matches!(folded.as_str(), "and" | "but" | "or") {
            break;
        }
        before |= negates(text, i) || i + 1 == at && matches!(folded.as_str(), "if" | "unless");
    }
    // "he did not “see Michael doing that”": the reporter says it in words of his own.
    before && !said_before(item)
}

/// Whether the word turns the meaning: not so "not only", "not just", "I don't know" as a filler, "No, we" and "No. 1".
fn negates(item: &Said<'_, '_>, i: usize) -> bool {
    let next = word(item, i + 1);
    let folded = word(item, i).trim_end_matches("'s").to_owned();
    let choice = folded == "not" && i > 0 && word(item, i - 1) == "or";
    let answer = folded == "no" && gap_before(item, i + 1).contains([',', '.', ';', '!', '—', '–']);
    // "shouldn't you feel that way?" says that you should.
    let asked = folded.ends_with("n't")
        && is_question(item, i)
        && matches!(
            next.as_str(),
            "i" | "you" | "he" | "she" | "it" | "we" | "they" | "that" | "this" | "there"
        );
    let filler = match folded.as_str() {
        "nothing" => next == "but",
        "no" if matches!(next.as_str(), "doubt" | "question") => true,
        "don't" => next == "know",
        "can't" => next == "believe",
        _ => matches!(
            next.as_str(),
            "only" | "just" | "merely" | "simply" | "minutes" | "long"
        ),
    };
    (is_negation(&folded) || folded == "zero") && !(answer || choice || asked || filler)
}

/// Whether the sentence of token `i` ends in a question mark, without a comma right behind the token.
fn is_question(item: &Said<'_, '_>, i: usize) -> bool {
    let Some(token) = item.tokens().get(i) else {
        return false;
    };
    let rest = item.text().get(token.span().hi()..).unwrap_or_default();
    let end = rest.find(['.', '!', '?', '？']);
    end.is_some_and(|at| rest[at..].starts_with(['?', '？'])) && !gap_before(item, i + 1).contains(',')
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
    let respelled = |x: &String| was.iter().any(|(y, _)| is_respelled(x, y));
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

/// Whether two words spell one name: a few letters off ("Qods", "Quds"; "Mama", "Momma"), cut short ("Gen", "General") or
/// abbreviated ("Jr", "Junior").
fn is_respelled(a: &str, b: &str) -> bool {
    let letters = |name: &str| -> String { name.chars().filter(|c| c.is_alphanumeric()).collect() };
    let (a, b) = (&*letters(a.trim_end_matches("'s")), &*letters(b.trim_end_matches("'s")));
    if short_of(a, b) || short_of(b, a) {
        return true;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let consonants = |word: &str| -> String {
        word.chars()
            .filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y'))
            .collect()
    };
    let mut rest = long.chars();
    let abbreviates = short.chars().count() <= 4
        && short.chars().next() == long.chars().next()
        && short.chars().next_back() == long.chars().next_back()
        && short.chars().all(|c| rest.by_ref().any(|other| other == c));
    let (hard_a, hard_b) = (consonants(a), consonants(b));
    let doubled = |word: &str| {
        let mut word: Vec<char> = word.chars().collect();
        word.dedup();
        word
    };
    short.len() >= 2 && long.starts_with(short)
        || abbreviates
        || hard_a.len() >= 2 && doubled(&hard_a) == doubled(&hard_b)
        || strsim::normalized_levenshtein(a, b) >= 0.8
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
