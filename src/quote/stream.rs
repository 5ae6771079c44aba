//! The reporter's own words: an article as tokens and sentences, each quotation one token.
//!
//! Input: text, paragraphs, [`Marked`] spans and a language's lexicon; output: [`Stream`]. What stands inside
//! quotation marks is not cut up, so that nobody named in there can be taken for a speaker, and a full stop in
//! there ends a sentence only where the sentence outside ends too.
//! Invariants: tokens are in text order and inside one paragraph; sentences cover all tokens. Cost: one pass.

use super::cues::{
    ABBREVIATION, ADVERB, AUXILIARY, COLLECTIVE, CONJUNCTION, CUE, Class, DETERMINER, DOCUMENT, FEMININE, GERUND,
    GIVEN, Lexicon, MASCULINE, NAME_PART, OFFICE, ORGANISATION, PARTY, PLACE, PREPOSITION, PRONOUN, RELATIVE, ROLE,
    SOURCE_NOUN, SUBORDINATE, TIME, TITLE, VERB,
};
use super::marks::Marked;
use crate::hash;
use crate::text::Span;

/// A longer sentence is cut: no search inside one may grow with the text.
const MAX_SENTENCE: usize = 300;

/// Words of more bytes are in no table.
const LONGEST: usize = 24;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Word,
    /// A quotation: its index among the top-level ones.
    Quote(u32),
    Comma,
    /// . ! ? …
    Stop,
    Colon,
    Semicolon,
    Dash,
    Open,
    Close,
}

/// One token.
#[allow(clippy::struct_excessive_bools, reason = "four independent observations of one word")]
#[derive(Debug, Clone, Copy)]
pub(super) struct Tok {
    pub(super) span: Span,
    pub(super) part: Part,
    pub(super) class: Class,
    /// Begins with a capital.
    pub(super) capital: bool,
    /// Is a possessive: "Kerry's". The span is without the ending.
    pub(super) possessive: bool,
    /// First word of its sentence: its capital says nothing.
    pub(super) first: bool,
    /// First word of its sentence, and nothing speaks for a name.
    pub(super) common: bool,
}

impl Tok {
    #[inline]
    pub(super) const fn is(&self, class: Class) -> bool {
        self.class & class != 0
    }

    #[inline]
    pub(super) const fn is_word(&self) -> bool {
        matches!(self.part, Part::Word)
    }

    #[inline]
    pub(super) const fn is_quote(&self) -> bool {
        matches!(self.part, Part::Quote(_))
    }

    /// A capitalised word that can be part of a name.
    #[inline]
    pub(super) const fn is_name(&self) -> bool {
        self.is_word() && self.capital && !self.is(TIME) && !self.common && self.class & !OF_NAMES == 0
    }
}

/// Tokens `lo..hi`; none where the range is no range of them.
pub(super) fn part(toks: &[Tok], lo: usize, hi: usize) -> &[Tok] {
    toks.get(lo..hi).unwrap_or(&[])
}

/// A sentence: token range and paragraph.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sentence {
    pub(super) lo: usize,
    pub(super) hi: usize,
    pub(super) paragraph: u32,
}

/// An article as tokens and sentences.
#[derive(Debug, Default)]
pub(super) struct Stream {
    pub(super) toks: Vec<Tok>,
    pub(super) sentences: Vec<Sentence>,
    /// Token index of each top-level quotation.
    pub(super) quote_tok: Vec<usize>,
    /// Sentence index of each top-level quotation.
    pub(super) quote_sentence: Vec<usize>,
}

/// The classes that a capitalised word inside a sentence keeps: it is a name or part of one, never a verb.
const OF_NAMES: Class = GIVEN
    | PLACE
    | TITLE
    | ROLE
    | ORGANISATION
    | NAME_PART
    | OFFICE
    | TIME
    | ABBREVIATION
    | COLLECTIVE
    | DOCUMENT
    | SOURCE_NOUN
    | MASCULINE
    | FEMININE;

/// Cuts an article. `tops` are the quotations that stand in no other, in text order; `inserts` are left out.
pub(super) fn cut(
    text: &str,
    paragraphs: &[Span],
    inserts: &[Span],
    tops: &[Marked],
    headline: &dyn Fn(usize) -> bool,
    lexicon: &Lexicon,
) -> Stream {
    let mut cutter = Cutter {
        text,
        inserts,
        lexicon,
        out: Stream {
            toks: Vec::with_capacity(text.len() / 5),
            ..Stream::default()
        },
        headline: false,
        start: 0,
        paragraph: 0,
        lower: Vec::with_capacity(32),
    };
    let mut next = 0;
    for (index, span) in paragraphs.iter().enumerate() {
        cutter.headline = headline(index);
        cutter.paragraph = index as u32;
        let mut at = span.lo();
        while let Some(quote) = tops.get(next).filter(|q| q.paragraph as usize == index) {
            cutter.words(at, quote.outer.lo());
            cutter.quote(next, quote);
            at = quote.outer.hi();
            next += 1;
        }
        cutter.words(at, span.hi());
        cutter.end_sentence();
    }
    let mut out = cutter.out;
    mark_common(text, &mut out);
    out.quote_sentence = vec![0; out.quote_tok.len()];
    for (index, sentence) in out.sentences.iter().enumerate() {
        for tok in &out.toks[sentence.lo..sentence.hi] {
            if let Part::Quote(q) = tok.part {
                out.quote_sentence[q as usize] = index;
            }
        }
    }
    out
}

/// Marks the first words of sentences that are capitalised for no other reason: in no table, followed by a
/// lower-case word that is no verb of the tables ("Recent developments"), never capitalised elsewhere.
fn mark_common(text: &str, stream: &mut Stream) {
    let mut names: hash::Set<u64> = hash::Set::default();
    for tok in stream.toks.iter().filter(|t| t.capital && !t.first && t.is_word()) {
        names.insert(hash::bytes(tok.span.of(text).as_bytes()));
    }
    for sentence in &stream.sentences {
        for at in sentence.lo..sentence.hi.min(sentence.lo + 3) {
            let tok = stream.toks[at];
            let plain = tok.first && tok.capital && tok.class == 0 && !tok.possessive;
            let followed = stream.toks.get(at + 1).is_some_and(|next| {
                next.is_word() && !next.capital && next.class & (CUE | VERB | AUXILIARY | RELATIVE | NAME_PART) == 0
            });
            if plain && followed && !names.contains(&hash::bytes(tok.span.of(text).as_bytes())) {
                stream.toks[at].common = true;
            }
        }
    }
}

/// "dit-il", "a-t-elle": where the verb ends and the pronoun begins.
fn inverted_pronoun(word: &str) -> Option<(usize, usize)> {
    if !word.ends_with(['l', 'e', 's']) {
        return None;
    }
    let stem = ["-il", "-elle", "-ils", "-elles"]
        .iter()
        .find_map(|p| word.strip_suffix(p))?;
    let verb = stem.strip_suffix("-t").unwrap_or(stem);
    (!verb.is_empty()).then_some((verb.len(), stem.len() + 1))
}

struct Cutter<'a> {
    text: &'a str,
    inserts: &'a [Span],
    lexicon: &'a Lexicon,
    out: Stream,
    headline: bool,
    /// First token of the sentence under way.
    start: usize,
    paragraph: u32,
    lower: Vec<u8>,
}

impl Cutter<'_> {
    fn end_sentence(&mut self) {
        let hi = self.out.toks.len();
        if hi > self.start {
            self.out.sentences.push(Sentence {
                lo: self.start,
                hi,
                paragraph: self.paragraph,
            });
            self.start = hi;
        }
    }

    fn punct(&mut self, at: usize, len: usize, part: Part) {
        let tok = Tok {
            span: Span::new(at, at + len),
            part,
            class: 0,
            capital: false,
            possessive: false,
            first: false,
            common: false,
        };
        self.out.toks.push(tok);
    }

    /// Before a token that would begin a sentence: does the one before end it?
    fn maybe_end(&mut self, capital: bool) {
        let toks = &self.out.toks;
        let Some(last) = toks.last().filter(|_| toks.len() > self.start) else {
            return;
        };
        let ends = match last.part {
            Part::Stop => capital,
            Part::Quote(_) => {
                let outer = last.span.of(self.text);
                let inner =
                    outer.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '!' | '?' | '…' | ','));
                capital && inner.ends_with('.') && !inner.ends_with("..")
            }
            _ => false,
        };
        // A bound on every later search inside a sentence.
        if ends || toks.len() - self.start >= MAX_SENTENCE {
            self.end_sentence();
        }
    }

    fn quote(&mut self, index: usize, quote: &Marked) {
        let inner = quote.inner.of(self.text);
        let capital = inner
            .chars()
            .find(|c| c.is_alphanumeric())
            .is_none_or(|c| !c.is_lowercase());
        self.maybe_end(capital);
        self.out.quote_tok.push(self.out.toks.len());
        self.out.toks.push(Tok {
            span: quote.outer,
            part: Part::Quote(index as u32),
            class: 0,
            capital,
            possessive: false,
            first: self.out.toks.len() == self.start,
            common: false,
        });
    }

    /// Words and punctuation from byte `at` to `end`, but for what was put in between.
    fn words(&mut self, mut at: usize, end: usize) {
        while let Some((first, rest)) = self.inserts.split_first()
            && first.lo() < end
        {
            if first.lo() >= at {
                self.plain_words(at, first.lo());
            }
            at = at.max(first.hi());
            self.inserts = rest;
        }
        self.plain_words(at, end);
    }

    fn plain_words(&mut self, mut at: usize, end: usize) {
        let bytes = self.text.as_bytes();
        while at < end {
            let b = bytes[at];
            if b.is_ascii_alphanumeric() {
                at = self.word(at, end);
                continue;
            }
            if b.is_ascii() {
                let next = bytes.get(at + 1).copied().unwrap_or(b' ');
                let before = if at == 0 { b' ' } else { bytes[at - 1] };
                match b {
                    b',' => {
                        // "D-Ill., said": the dot is the abbreviation's.
                        if self
                            .out
                            .toks
                            .last()
                            .is_some_and(|t| t.part == Part::Stop && t.span.hi() == at)
                        {
                            self.out.toks.pop();
                        }
                        self.punct(at, 1, Part::Comma);
                    }
                    b'.' | b'!' | b'?' => self.punct(at, 1, Part::Stop),
                    b':' => self.punct(at, 1, Part::Colon),
                    b';' => self.punct(at, 1, Part::Semicolon),
                    b'(' | b'[' => self.punct(at, 1, Part::Open),
                    b')' | b']' => self.punct(at, 1, Part::Close),
                    b'-' if next == b'-' || next == b' ' && before != b'-' => self.punct(at, 1, Part::Dash),
                    _ => {}
                }
                at += 1;
                continue;
            }
            let Some(c) = self.text.get(at..).and_then(|s| s.chars().next()) else {
                return;
            };
            if c.is_alphanumeric() {
                at = self.word(at, end);
                continue;
            }
            match c {
                '—' | '–' | '―' => self.punct(at, c.len_utf8(), Part::Dash),
                '…' | '。' => self.punct(at, c.len_utf8(), Part::Stop),
                '，' | '、' => self.punct(at, c.len_utf8(), Part::Comma),
                '：' => self.punct(at, c.len_utf8(), Part::Colon),
                _ => {}
            }
            at += c.len_utf8();
        }
    }

    /// One word from `start`; where to go on.
    fn word(&mut self, start: usize, end: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = start;
        let mut dotted = false;
        let mut hyphen = false;
        while at < end {
            let b = bytes[at];
            if b.is_ascii_alphanumeric() {
                at += 1;
            } else if b.is_ascii() {
                let next = bytes.get(at + 1).copied().filter(|_| at + 1 < end).unwrap_or(b' ');
                let joins = match b {
                    b'\'' => next.is_ascii_alphabetic() || next >= 0xC3,
                    b'-' | b'&' | b'@' | b'_' => next.is_ascii_alphanumeric() || next >= 0xC3,
                    b'/' => next.is_ascii_digit(),
                    b'.' | b',' if bytes[at - 1].is_ascii_digit() => next.is_ascii_digit(),
                    // "U.S.", "J.": single letters with dots.
                    b'.' => {
                        let single = at == start + 1 || matches!(bytes[at - 2], b'.' | b'-') && at >= start + 2;
                        single && bytes[at - 1].is_ascii_alphabetic() && {
                            dotted = true;
                            next.is_ascii_alphabetic() && bytes.get(at + 2).is_none_or(|b| !b.is_ascii_alphanumeric())
                                || bytes[at - 1].is_ascii_uppercase() && !next.is_ascii_alphanumeric()
                        }
                    }
                    _ => false,
                };
                if !joins {
                    break;
                }
                hyphen |= b == b'-';
                at += 1;
                if b == b'.' && !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
                    break;
                }
            } else {
                let Some(c) = self.text.get(at..end).and_then(|s| s.chars().next()) else {
                    break;
                };
                let next = self.text.get(at + c.len_utf8()..end).and_then(|s| s.chars().next());
                let joins = c.is_alphanumeric()
                    || matches!(c, '\u{AD}' | '\u{300}'..='\u{36F}')
                    || matches!(c, '’' | '‑') && next.is_some_and(char::is_alphabetic);
                if !joins {
                    break;
                }
                at += c.len_utf8();
            }
        }
        let mut stop = at;
        let word = &self.text[start..stop];
        let mut possessive = false;
        // "Kerry's", in either apostrophe
        let on_s = matches!(bytes[stop - 1], b's' | b'S');
        if on_s && !bytes[stop.saturating_sub(2).max(start)].is_ascii_alphanumeric() {
            for ending in ["'s", "’s", "'S", "’S"] {
                if let Some(stem) = word.strip_suffix(ending).filter(|s| !s.is_empty()) {
                    possessive = true;
                    stop = start + stem.len();
                }
            }
        }
        // "ministers' talks"
        if on_s && !possessive && word.ends_with('s') {
            let rest = &bytes[at..end];
            possessive = rest.starts_with(b"' ") || rest.starts_with("’ ".as_bytes());
        }
        match hyphen.then(|| inverted_pronoun(&self.text[start..stop])).flatten() {
            Some((verb, pronoun)) => {
                self.push_word(start, start + verb, false, false);
                self.push_word(start + pronoun, stop, false, false);
            }
            None => self.push_word(start, stop, possessive, dotted),
        }
        at
    }

    fn push_word(&mut self, start: usize, stop: usize, possessive: bool, dotted: bool) {
        let word = &self.text[start..stop];
        let first_char = word.chars().next().unwrap_or(' ');
        let capital = first_char.is_uppercase();
        let mut class = self.lookup(word);
        // A title's dot ("Mr.", "Sen.") ends nothing; nor does any other abbreviation's unless a function word follows.
        let toks = &self.out.toks;
        let mut drop_stop = false;
        if let [.., word, stop] = &toks[self.start.min(toks.len())..]
            && stop.part == Part::Stop
            && word.is(ABBREVIATION)
            && word.span.end == stop.span.start
        {
            drop_stop = word.is(TITLE) || !capital || class & (DETERMINER | PRONOUN | PREPOSITION | CONJUNCTION) == 0;
        }
        if drop_stop {
            self.out.toks.pop();
        }
        self.maybe_end(capital || first_char.is_ascii_digit());
        // “Why?” But he …: the capital of a function word says that the quotation ended the sentence.
        if capital
            && class & (CONJUNCTION | DETERMINER | PRONOUN | PREPOSITION | SUBORDINATE) != 0
            && class & OF_NAMES == 0
        {
            let asked = self.out.toks.last().is_some_and(|t| {
                t.is_quote()
                    && t.span
                        .of(self.text)
                        .trim_end_matches(['"', '”', '’', '\'', '»'])
                        .ends_with(['?', '!', '…'])
            });
            if asked {
                self.end_sentence();
            }
        }
        if capital && class & (DETERMINER | PRONOUN) != 0 && class & OF_NAMES == 0 {
            let dotted_before = |t: &Tok| t.is_word() && t.span.of(self.text).ends_with('.');
            // "in the U.S. He said": the dot of the abbreviation was the full stop too.
            if self.out.toks.last().is_some_and(dotted_before) {
                self.end_sentence();
            }
        }
        let first = self.out.toks.len() - self.start < 3
            && self.out.toks[self.start..]
                .iter()
                .all(|t| matches!(t.part, Part::Dash | Part::Open));
        if capital && !first && !self.headline {
            let after_colon = self.out.toks.last().is_some_and(|t| !t.is_word());
            if !(after_colon
                && class & (PRONOUN | DETERMINER | CUE | PREPOSITION | SUBORDINATE | CONJUNCTION | ADVERB) != 0)
            {
                class &= OF_NAMES;
            }
        } else if !capital {
            // "may", "mark", "will" and "state" in lower case are no names.
            class &= !(GIVEN | PLACE);
        }
        // "Berg, R-Ohio," and "(R-Ohio)", but "D-Wave said".
        let behind = self.text.get(..start).unwrap_or_default().trim_end();
        if let [b'R' | b'D' | b'I', b'-', state, ..] = word.as_bytes()
            && state.is_ascii_uppercase()
            && behind.ends_with([',', '(', '['])
        {
            class = PARTY;
        }
        if dotted {
            class |= ABBREVIATION;
        }
        self.out.toks.push(Tok {
            span: Span::new(start, stop),
            part: Part::Word,
            class,
            capital,
            possessive,
            first,
            common: false,
        });
    }

    fn lookup(&mut self, word: &str) -> Class {
        if word.len() > LONGEST {
            return 0;
        }
        if word.is_ascii() {
            let mut lower = [0; LONGEST];
            lower[..word.len()].copy_from_slice(word.as_bytes());
            lower.make_ascii_lowercase();
            return self.class(&lower[..word.len()]);
        }
        let mut lower = std::mem::take(&mut self.lower);
        lower.clear();
        let mut buffer = [0; 4];
        for c in word.chars().flat_map(char::to_lowercase) {
            let c = if c == '’' { '\'' } else { c };
            lower.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
        }
        let class = self.class(&lower);
        self.lower = lower;
        class
    }

    fn class(&self, lower: &[u8]) -> Class {
        match (self.lexicon.class(lower), lower) {
            (0, [_, _, _, .., before, b'l', b'y']) if *before != b'i' => ADVERB,
            (0, [_, _, _, .., b'i', b'n', b'g']) => GERUND,
            (class, _) => class,
        }
    }
}
