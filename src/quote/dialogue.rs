//! Speech set off by dashes: "—Hemos terminado —dijo Ruiz—. Nadie pagará."
//!
//! Input: a paragraph that opens with a dash and holds no marks; output: [`Marked`] spans, one a stretch of
//! speech. Only where a language writes dialogue so, and only with an inserted clause that begins with a cue
//! verb: a list with dashes has none. Cost: one pass over such paragraphs.

use super::cues::{CUE, Lexicon};
use super::marks::Marked;
use crate::text::Span;

/// Languages that write dialogue with dashes and an inserted clause between dashes.
pub(super) fn has_dashes(language: Option<&str>) -> bool {
    language.is_some_and(|l| matches!(l.get(..2), Some("es" | "pt" | "ca" | "gl")))
}

/// Adds the dialogue of every paragraph without marks; keeps `into` in text order.
pub(super) fn find(text: &str, paragraphs: &[Span], lexicon: &Lexicon, into: &mut Vec<Marked>) {
    let marked = into.len();
    let mut next = 0;
    for (index, span) in paragraphs.iter().enumerate() {
        while next < marked && (into[next].paragraph as usize) < index {
            next += 1;
        }
        let free = next >= marked || into[next].paragraph as usize > index;
        if free && span.of(text).starts_with(['—', '–', '―']) {
            paragraph(text, *span, index as u32, lexicon, into);
        }
    }
    if into.len() > marked {
        into.sort_by_key(|q| (q.inner.start, std::cmp::Reverse(q.inner.end)));
    }
}

fn paragraph(text: &str, span: Span, index: u32, lexicon: &Lexicon, into: &mut Vec<Marked>) {
    let line = span.of(text);
    let Some(dash) = line.chars().next() else { return };
    let cuts: Vec<usize> = line
        .match_indices(dash)
        .map(|(at, _)| span.lo() + at)
        .take(64)
        .collect();
    // Dashes alternate: speech, clause, speech …; the clause after the second one must begin with a cue.
    let Some(&clause) = cuts.get(1) else { return };
    let verb: String = text
        .get(clause + dash.len_utf8()..span.hi())
        .unwrap_or("")
        .chars()
        .take(40)
        .take_while(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect();
    if lexicon.class(verb.as_bytes()) & CUE == 0 {
        return;
    }
    for (at, pair) in cuts.iter().enumerate().step_by(2) {
        let end = cuts.get(at + 1).copied().unwrap_or(span.hi());
        let inner = Span::new(pair + dash.len_utf8(), end).of(text);
        // "—. Nadie": the stop belongs to the clause before.
        let skip = inner.len()
            - inner
                .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';'))
                .len();
        let inner = Span::new(pair + dash.len_utf8() + skip, end).trimmed(text);
        if inner.of(text).chars().any(char::is_alphanumeric) {
            let outer = Span::new(*pair, inner.hi());
            into.push(Marked {
                inner,
                outer,
                paragraph: index,
                nested: false,
                closed: true,
                continues: false,
            });
        }
    }
}
