//! The entry: one article's text → its quotations.
//!
//! Input: the text, where its headline stands, what of it is page furniture, its language; output: [`Quote`]s in
//! text order. Stages, each a module: marks → stream (tokens, sentences) → names → rules → kinds.
//! Invariants: spans are inside the text on `char` boundaries, ordered by start, outer before nested; the same
//! input gives the same output. Cost: linear in the text; nothing but the marks is looked at where there are none.

use super::attribute::{self, Article};
use super::kinds::{self, Evidence};
use super::marks::{self, Marked};
use super::names::Registry;
use super::params::Params;
use super::{Attribution, Kind, Quote, cues, dialogue, inserts, stream};
use crate::text::{Span, paragraphs, tokenize};

/// Finds the quotations of one article and says who is said to have said each.
///
/// `title` is the headline's place where it is part of `text`; without it, a short line without a full stop at
/// the very top is taken for one. Quotations that begin in `furniture` are left out. `language` is an ISO 639-1
/// code and selects the cue words; an unknown one gets those of English.
///
/// ```
/// use dedupe::quote::{Params, extract};
/// let text = "“We are ready,” Ana Ruiz, the harbour master, told reporters. “Nobody will wait.”";
/// let quotes = extract(text, None, &[], Some("en"), &Params::default());
/// assert_eq!(quotes[0].span.of(text), "We are ready,");
/// let speakers: Vec<_> = quotes.iter().filter_map(|q| q.attribution.speaker.as_ref()).collect();
/// assert_eq!(speakers[0].name, "Ana Ruiz");
/// assert_eq!(speakers[1].name, "Ana Ruiz");
/// ```
#[must_use]
pub fn extract(
    text: &str,
    title: Option<Span>,
    furniture: &[Span],
    language: Option<&str>,
    params: &Params,
) -> Vec<Quote> {
    if !may_hold_marks(text) {
        return Vec::new();
    }
    let paragraphs: Vec<Span> = paragraphs(text)
        .into_iter()
        .filter(|p| !furniture.iter().any(|f| f.contains(*p)))
        .collect();
    let inferred = if title.is_none() {
        headlines(text, &paragraphs)
    } else {
        0
    };
    let headline = move |index: usize, span: Option<&Span>| match title {
        Some(title) => span.is_some_and(|p| title.overlap(*p) * 2 > p.len()),
        None => inferred & (1 << index.min(31)) != 0 && index < 8,
    };
    let headline = |index: usize| headline(index, paragraphs.get(index));
    let mut marked = marks::find(text, &paragraphs, &headline, params);
    let lexicon = cues::lexicon(language);
    if dialogue::has_dashes(language) {
        dialogue::find(text, &paragraphs, lexicon, &mut marked);
    }
    let inserts = inserts::find(text);
    // Marks around an ellipsis, a dash or markup quote nobody, and belong to no family of wordings.
    let has_words = |span: Span| !tokenize(span.of(text)).is_empty();
    marked.retain(|q| {
        has_words(q.inner)
            && !furniture.iter().any(|f| f.overlap(q.inner) > 0)
            && !inserts.iter().any(|i| i.contains(q.inner))
    });
    if marked.is_empty() {
        return Vec::new();
    }
    let tops: Vec<Marked> = marked.iter().copied().filter(|q| !q.nested).collect();
    let stream = stream::cut(text, &paragraphs, &inserts, &tops, &headline, lexicon);
    let registry = Registry::build(text, &stream);
    let article = Article {
        text,
        stream: &stream,
        tops: &tops,
        headline: &headline,
        params,
    };
    let attributions = attribute::attribute(&article, &registry);
    let mut tops = attributions.into_iter().enumerate();
    marked
        .iter()
        .map(|quote| {
            let top = if quote.nested { None } else { tops.next() };
            let (at, attribution) = match top {
                Some((index, attribution)) => (stream.quote_tok.get(index).copied(), attribution),
                None => (None, Attribution::unknown()),
            };
            let attribution = if super::doubt::withheld(text, &attribution) {
                Attribution::unknown()
            } else {
                attribution
            };
            let headline = headline(quote.paragraph as usize);
            let cued = attribution.mention.is_some();
            let evidence = Evidence {
                toks: &stream.toks,
                at,
                cued,
                headline,
            };
            let kind = kinds::kind(text, quote, &evidence, lexicon, params);
            // Nobody says the title of a work, or a nickname between the parts of a name.
            let attribution = if kind == Kind::Title || kinds::is_nickname(text, quote, &evidence) {
                Attribution::unknown()
            } else {
                attribution
            };
            Quote {
                span: quote.inner,
                kind,
                nested: quote.nested,
                continues: quote.continues,
                attribution,
            }
        })
        .collect()
}

/// A quick look: is there any byte that begins a mark?
fn may_hold_marks(text: &str) -> bool {
    text.bytes()
        .any(|b| matches!(b, b'"' | b'\'' | b'`' | b'&' | 0xC2 | 0xE2 | 0xE3 | 0xEF))
}

/// Which of the first paragraphs are headlines by their form, as bits: short lines without a full stop, before
/// the first line that reads as text.
fn headlines(text: &str, paragraphs: &[Span]) -> u32 {
    let mut bits = 0;
    for (index, span) in paragraphs.iter().take(4).enumerate() {
        let line = span.of(text);
        let trimmed = line.trim_end_matches(['"', '\'', '”', '’', ')']);
        let words = line.split_whitespace().take(25).count();
        let open = !trimmed.ends_with(['.', ',', ':']);
        // PolNeAR and some feeds print a full stop behind the headline.
        let title_case = line
            .split_whitespace()
            .filter(|w| w.chars().any(char::is_uppercase))
            .count()
            * 10
            >= words * 6;
        if line.len() < 200 && words < 25 && (open || index == 0 && title_case) {
            bits |= 1 << index;
        } else {
            break;
        }
    }
    bits
}
