//! Which words stand between quotation marks?
//!
//! Input: a text, its paragraphs and which of them are headlines; output: [`Marked`] spans in text order.
//! Invariants: spans lie on `char` boundaries, inside one paragraph, and nest or are apart; none is empty.
//! Cost: one pass over the bytes, and a stack of at most [`MAX_DEPTH`] open marks, so hostile text (a megabyte
//! of opening marks) costs no more than any other.
//! Method: a state machine over one paragraph (notes/quotations.md). The article as a whole first decides what
//! its marks mean: which way guillemets point, whether “ closes a low „, whether ” opens as in Swedish,
//! whether single marks are primary.

use super::lex::{
    Family, Mark, Side, char_after, char_before, closes_here, is_apostrophe, is_feet_and_inches, is_measure, lex,
    opens_here,
};
use super::params::Params;
use crate::text::Span;

/// Deeper nests than this are damage, not speech.
const MAX_DEPTH: usize = 4;

/// Words between marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marked {
    /// The words, without the marks.
    pub(super) inner: Span,
    /// The words with their marks.
    pub(super) outer: Span,
    /// Index of the paragraph.
    pub(super) paragraph: u32,
    /// Inside another span.
    pub(super) nested: bool,
    /// A mark closes it.
    pub(super) closed: bool,
    /// Opens a paragraph while the one before was left open.
    pub(super) continues: bool,
}

/// What the article's marks mean, decided from all of them.
#[allow(
    clippy::struct_excessive_bools,
    reason = "five independent habits of a house, not states of a machine"
)]
#[derive(Debug, Clone, Copy, Default)]
struct House {
    /// „ is used, so “ may close.
    low: bool,
    /// »so« rather than «so».
    guillemets_inward: bool,
    /// ›so‹ rather than ‹so›.
    angles_inward: bool,
    /// No “ anywhere: ” opens as well as closes.
    right_opens: bool,
    /// Single marks are primary.
    british: bool,
}

/// An open mark on the stack.
#[derive(Debug, Clone, Copy)]
struct Open {
    mark: Mark,
    /// Where in the output its inner spans begin.
    found: usize,
    /// Any mark after it in the paragraph.
    disturbed: bool,
}

/// Finds all words between marks. `headline` says of a paragraph's index whether it is a headline.
pub(super) fn find(text: &str, paragraphs: &[Span], headline: &dyn Fn(usize) -> bool, params: &Params) -> Vec<Marked> {
    let mut marks = Vec::new();
    let mut bounds = Vec::with_capacity(paragraphs.len());
    for span in paragraphs {
        let from = marks.len();
        lex(text, *span, &mut marks);
        bounds.push((from, marks.len()));
    }
    if marks.is_empty() {
        return Vec::new();
    }
    let house = house_of(text, &marks, params);
    let mut found = Vec::new();
    let mut open_before: Option<(usize, Family)> = None;
    for (index, &(from, to)) in bounds.iter().enumerate() {
        let span = paragraphs[index];
        let mut machine = Machine {
            text,
            span,
            house,
            singles: house.british || headline(index),
            found: &mut found,
        };
        let first = machine.found.len();
        let left_open = machine.run(&marks[from..to], index as u32, params);
        let continues = open_before.is_some_and(|(before, family)| {
            before + 1 == index
                && marks[from..to]
                    .first()
                    .is_some_and(|m| m.at == span.lo() && m.family == family)
        });
        if let (true, Some(quote)) = (continues, found.get_mut(first)) {
            quote.continues = quote.outer.start == span.start;
        }
        open_before = left_open.map(|family| (index, family));
    }
    found.sort_by_key(|q| (q.inner.start, std::cmp::Reverse(q.inner.end)));
    // A mark left open whose next paragraph does not go on is kept only where it reads as speech; `run` decided.
    found
}

/// Decides what the article's marks mean.
fn house_of(text: &str, marks: &[Mark], params: &Params) -> House {
    let mut house = House::default();
    let (mut left, mut right, mut double_pairs, mut single_pairs) = (0_usize, 0_usize, 0_usize, 0_usize);
    let (mut inward, mut outward) = (0_usize, 0_usize);
    let (mut angle_inward, mut angle_outward) = (0_usize, 0_usize);
    let mut single_open = false;
    for &mark in marks {
        let opens = opens_here(text, mark);
        match (mark.glyph, mark.family) {
            ('“', _) => left += 1,
            ('”', _) => right += 1,
            ('„', _) => house.low = true,
            ('»', _) if opens => inward += 1,
            ('«', _) if opens => outward += 1,
            ('›', _) if opens => angle_inward += 1,
            ('‹', _) if opens => angle_outward += 1,
            _ => {}
        }
        match mark.family {
            Family::Double | Family::Guillemet => double_pairs += usize::from(mark.side != Side::Close && opens),
            Family::Single if !is_apostrophe(text, mark) => {
                if opens && mark.glyph != '’' {
                    single_open = true;
                } else if single_open && closes_here(text, mark) {
                    single_pairs += 1;
                    single_open = false;
                }
            }
            _ => {}
        }
    }
    house.guillemets_inward = inward > outward;
    house.angles_inward = angle_inward > angle_outward;
    house.right_opens = left == 0 && !house.low && right > 0;
    house.british = single_pairs >= params.british_min_pairs && single_pairs >= double_pairs;
    house
}

/// The state machine of one paragraph.
struct Machine<'a> {
    text: &'a str,
    span: Span,
    house: House,
    /// Single marks count at the outermost level.
    singles: bool,
    found: &'a mut Vec<Marked>,
}

impl Machine<'_> {
    /// Pairs the paragraph's marks; the family that is left open at its end, if that reads as speech.
    fn run(&mut self, marks: &[Mark], paragraph: u32, params: &Params) -> Option<Family> {
        let first = self.found.len();
        let mut stack: Vec<Open> = Vec::with_capacity(MAX_DEPTH);
        for (i, &mark) in marks.iter().enumerate() {
            let top = stack.iter().rposition(|o| o.mark.family == mark.family);
            match self.side(mark, top.map(|i| stack[i].mark), marks.get(i + 1)) {
                None => {}
                Some(Side::Close) => {
                    let Some(level) = top else { continue };
                    let open = stack[level];
                    stack.truncate(level);
                    self.push(open.mark, Some(mark), paragraph);
                }
                Some(_) => {
                    for open in &mut stack {
                        open.disturbed = true;
                    }
                    // A straight mark cannot nest in itself: the one before was never closed.
                    if let Some(level) =
                        top.filter(|&l| stack[l].mark.side == Side::Either && mark.side == Side::Either)
                    {
                        stack.truncate(level);
                    }
                    if stack.len() == MAX_DEPTH {
                        stack.pop();
                    }
                    stack.push(Open {
                        mark,
                        found: self.found.len(),
                        disturbed: false,
                    });
                }
            }
        }
        let open = stack
            .iter()
            .rev()
            .find(|o| !o.disturbed && o.mark.family != Family::Single)
            .copied();
        let kept = open.filter(|o| self.reads_as_speech(o.mark, params));
        if let Some(open) = kept {
            self.push(open.mark, None, paragraph);
        } else if let Some(opening) = stack
            .first()
            .filter(|o| o.mark.at == self.span.lo() && o.mark.side == Side::Open)
        {
            // Disturbed only by marks nested in it: the whole paragraph is one stretch of a long quotation.
            if self.found[opening.found..].iter().all(|q| self.is_single(q)) {
                self.push(opening.mark, None, paragraph);
                self.settle(first);
                return Some(opening.mark.family);
            }
        }
        self.settle(first);
        kept.map(|o| o.mark.family)
    }

    fn is_single(&self, quote: &Marked) -> bool {
        let marks = self
            .text
            .get(quote.outer.lo()..quote.inner.lo())
            .unwrap_or("")
            .trim_end();
        matches!(
            marks,
            "‘" | "'" | "’" | "`" | "‚" | "‛" | "&lsquo;" | "&#8216;" | "&#39;" | "&apos;"
        )
    }

    /// Orders the paragraph's spans and says which are nested: an outer mark may have been given up meanwhile.
    /// Single marks outside double ones go where neither the house nor a headline has them as primary.
    fn settle(&mut self, first: usize) {
        self.found[first..].sort_by_key(|q| (q.inner.start, std::cmp::Reverse(q.inner.end)));
        let mut covered = 0;
        let mut kept = first;
        for i in first..self.found.len() {
            let mut quote = self.found[i];
            quote.nested = quote.outer.end <= covered;
            if !quote.nested && !self.singles && self.is_single(&quote) {
                continue;
            }
            covered = covered.max(quote.outer.end);
            self.found[kept] = quote;
            kept += 1;
        }
        self.found.truncate(kept);
    }

    /// Whether the mark opens, closes or is no mark.
    fn side(&self, mark: Mark, open: Option<Mark>, next: Option<&Mark>) -> Option<Side> {
        let text = self.text;
        match mark.family {
            Family::Single => {
                if is_apostrophe(text, mark) {
                    return None;
                }
                if open.is_some()
                    && mark.glyph != '‘'
                    && closes_here(text, mark)
                    && !self.is_plural_possessive(mark, next)
                {
                    return Some(Side::Close);
                }
                if mark.glyph == '’' || is_measure(text, mark) {
                    return None;
                }
                (opens_here(text, mark)).then_some(Side::Open)
            }
            Family::Guillemet if self.house.guillemets_inward => Some(flip(mark.side)),
            Family::Angle if self.house.angles_inward => Some(flip(mark.side)),
            Family::Double => self.double_side(mark, open, next),
            _ => Some(mark.side),
        }
    }

    fn double_side(&self, mark: Mark, open: Option<Mark>, next: Option<&Mark>) -> Option<Side> {
        let text = self.text;
        let (opens, closes) = (opens_here(text, mark), closes_here(text, mark));
        if is_measure(text, mark) && mark.side == Side::Either {
            // Inside a quotation a figure may end it; 6'2" never does while another mark could.
            if open.is_none() || is_feet_and_inches(text, mark.at) && next.is_some_and(|n| n.family == Family::Double) {
                return None;
            }
        }
        match mark.glyph {
            '“' if self.house.low && open.is_some_and(|o| o.glyph == '„') && (closes || !opens) => {
                Some(Side::Close)
            }
            // “A“ and the like: a careless left mark where only a right one makes sense.
            '“' if open.is_some() && closes && !opens => Some(Side::Close),
            '“' | '„' | '‟' => Some(Side::Open),
            // ”A” in Swedish, or a careless right mark where only a left one makes sense.
            '”' if open.is_none() => (opens && (self.house.right_opens || !closes)).then_some(Side::Open),
            '”' => {
                if self.house.right_opens && opens && !closes {
                    Some(Side::Either)
                } else {
                    Some(Side::Close)
                }
            }
            _ if open.is_none() => {
                let spaced = char_after(text, mark.at + mark.len).is_some_and(|c| !c.is_whitespace());
                // `date="March 9"` is an attribute of a tag, no speech.
                let attribute = char_before(text, mark.at) == Some('=');
                (opens || spaced && !closes && !attribute).then_some(Side::Either)
            }
            // Open already: a straight mark with room before it and none after opens anew, all else closes.
            _ => Some(if opens && !closes { Side::Either } else { Side::Close }),
        }
    }

    /// "the ministers' talks" inside single marks: a mark after an s, where another mark later can close.
    fn is_plural_possessive(&self, mark: Mark, next: Option<&Mark>) -> bool {
        let Some(next) = next else { return false };
        let after = text_after(self.text, mark);
        char_before(self.text, mark.at).is_some_and(|c| c == 's' || c == 'S')
            && after.starts_with(' ')
            && after.trim_start().starts_with(|c: char| c.is_lowercase())
            && next.family == Family::Single
            && !is_apostrophe(self.text, *next)
            && closes_here(self.text, *next)
            && !opens_here(self.text, *next)
    }

    fn push(&mut self, open: Mark, close: Option<Mark>, paragraph: u32) {
        let end = close.map_or(self.span.hi(), |c| c.at);
        let inner = Span::new(open.at + open.len, end).trimmed(self.text);
        if inner.is_empty() || !inner.of(self.text).chars().any(char::is_alphanumeric) {
            return;
        }
        let outer = Span::new(open.at, close.map_or(end, |c| c.at + c.len));
        self.found.push(Marked {
            inner,
            outer,
            paragraph,
            nested: false,
            closed: close.is_some(),
            continues: false,
        });
    }

    /// Whether the rest of a paragraph after a mark that nothing closes can be speech.
    fn reads_as_speech(&self, open: Mark, params: &Params) -> bool {
        let rest = Span::new(open.at + open.len, self.span.hi()).of(self.text);
        let mut words = rest.split_whitespace();
        let first = words.next().and_then(|w| w.chars().find(|c| c.is_alphanumeric()));
        let enough = params.unclosed_min_words <= 1 || words.nth(params.unclosed_min_words.saturating_sub(2)).is_some();
        let at_start = open.at == self.span.lo();
        enough && first.is_some_and(|c| !c.is_lowercase() || at_start) && !is_measure(self.text, open)
    }
}

fn text_after(text: &str, mark: Mark) -> &str {
    text.get(mark.at + mark.len..).unwrap_or("")
}

const fn flip(side: Side) -> Side {
    match side {
        Side::Open => Side::Close,
        Side::Close => Side::Open,
        Side::Either => Side::Either,
    }
}
