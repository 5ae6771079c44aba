//! Which quotations of different articles are the same words, and how do their wordings differ?
//!
//! Input: all quotations of a corpus as [`Item`]s; output: [`Family`]s, one for each quotation, with
//! the [`Variant`] and the word-level [`WordEdit`]s of every carrier and the [`Flag`]s an editor must see.
//!
//! Wordings are taken longest first. A wording joins a family only by its own relation to the family's
//! root wording (contained in it, or few edits away) and only as far as its length and its rare words
//! allow: long or rare wordings anywhere, short ones only within one story, with one speaker or where the
//! rare words around both are the same, a single word never. A chain of similar wordings therefore cannot build a monster (single-link
//! chaining makes one of 39,000 forms on 37,000 articles). A fragment with several equally good
//! families is put into one of them and lists the others.
//!
//! Candidates share a word 4-gram, rarest first (as in `MemeTracker`, Leskovec et al. 2009, which points
//! shorter phrases to longer ones); distances are word-level (Levenshtein via `strsim`).
//! Cost: linear in the words quoted, plus the verified candidates.

mod anchor;
mod changes;
mod context;
mod finish;
mod flags;
mod ground;
mod group;
#[cfg(test)]
mod hostile;
mod near;
mod relation;
mod speakers;
#[cfg(test)]
mod tests;
mod words;

pub use flags::Flag;
pub use group::group;
pub use relation::{Relation, relate};
pub(super) use words::is_common;

use std::borrow::Cow;
use std::cell::OnceCell;

use super::Quote;
use crate::article::{ArticleIx, Corpus};
use crate::hash;
use crate::text::{Span, Token, tokenize, word_hash};

/// Settings of the variant stage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Params {
    /// Log-odds that two quotations of different stories are one utterance (see `ground`) from which they are joined.
    /// Higher: precision; lower: recall.
    pub join_evidence: f32,
    /// The same, from which a short wording with several families that are as good is put into one of them; below it only
    /// lists them. Higher: precision; lower: recall of fragments.
    pub sure_evidence: f32,
    /// Uncommon words an edited wording needs to be joined within a story. More: precision; fewer: recall.
    pub content_words: usize,
    /// Words from which a wording is no stock phrase, and tells which of several families is meant. More: precision.
    pub stock_words: usize,
    /// Days within which one wording counts as an echo of another. More: recall of fragments, and catchphrases of a
    /// speaker run together.
    pub echo_days: i64,
    /// Share of changed words up to which two wordings are compared at all. Higher: recall of edited quotes, slower.
    pub edits_in_context: f64,
    /// Largest number of wordings that share a 4-gram for it to be used as an anchor. More: recall, slower.
    pub anchor_limit: usize,
}

impl Default for Params {
    fn default() -> Self {
        Self {
            join_evidence: 1.0,
            sure_evidence: 2.5,
            content_words: 2,
            stock_words: 8,
            echo_days: 14,
            edits_in_context: 0.25,
            anchor_limit: 256,
        }
    }
}

/// Looks the text of an article up.
pub type TextOf<'t> = dyn Fn(ArticleIx) -> Cow<'t, str> + Sync + 't;

/// One quotation of one article: what it is compared by, without its text (see `Said`).
#[derive(Debug, Clone)]
pub struct Item<'c> {
    /// The article.
    pub article: ArticleIx,
    /// A number equal within a story.
    pub story: u32,
    /// Place of the article in time.
    pub rank: u32,
    /// Day of publication, days since 1970-01-01, where known.
    pub day: Option<i64>,
    /// The quotation.
    pub quote: &'c Quote,
    /// Hashes of the words between the marks.
    words: Box<[u64]>,
    /// Which of them stand in square brackets: the editor's words, not the speaker's. Empty where none does.
    bracketed: Box<[bool]>,
    /// Words that have an ellipsis before them, the first apart.
    breaks: Box<[u32]>,
    /// It has an ellipsis inside or at an end.
    ellipsis: bool,
    /// Hash of the two words on either side, where it is a single word: 0 elsewhere.
    around: u64,
    /// Uncommon words that stand around it, as 32 bits of their hashes, in order; of a single word none.
    context: Box<[u32]>,
}

impl<'c> Item<'c> {
    /// Reads the words of a quotation of article `ix`, which has the text `whole`; `story` is a number equal within
    /// its story.
    #[must_use]
    pub fn new(corpus: &Corpus, ix: ArticleIx, whole: &str, story: u32, quote: &'c Quote) -> Self {
        let text = quote.span.of(whole);
        let tokens = words_of(text);
        let bracketed = if text.contains('[') {
            brackets(text, &tokens)
        } else {
            Vec::new()
        };
        let ellipsis = has_ellipsis(text);
        let breaks = if ellipsis { breaks(text, &tokens) } else { Vec::new() };
        let mut item = Self {
            article: ix,
            story,
            rank: corpus.rank(ix),
            day: corpus.day(ix),
            quote,
            words: tokens.iter().map(|t| t.hash).collect(),
            bracketed: bracketed.into(),
            breaks: breaks.into(),
            ellipsis,
            around: 0,
            context: Box::default(),
        };
        if item.own_words().nth(1).is_none() {
            item.around = around(whole, quote.span);
        } else {
            item.context = context::read(whole, quote.span);
        }
        item
    }

    /// Hashes of the speaker's own words: all but those in brackets (all, where nothing else is left).
    fn own_words(&self) -> impl Iterator<Item = u64> + '_ {
        let all = self.all_own();
        let own = move |at: usize| all || !self.is_bracketed(at);
        self.words
            .iter()
            .enumerate()
            .filter(move |(at, _)| own(*at))
            .map(|(_, &word)| word)
    }

    /// Whether all words count as the speaker's own.
    fn all_own(&self) -> bool {
        self.bracketed.iter().all(|&b| b) || !self.bracketed.contains(&true)
    }

    /// Whether word `at` stands in square brackets: the editor's word, not the speaker's.
    fn is_bracketed(&self, at: usize) -> bool {
        self.bracketed.get(at).is_some_and(|&b| b)
    }
}

/// A quotation with its text at hand.
struct Said<'i, 't> {
    item: &'i Item<'i>,
    /// The article's text.
    whole: Cow<'t, str>,
    /// Tokens between the marks, once they are asked for; positions are those of [`text`](Self::text).
    tokens: OnceCell<Vec<Token>>,
}

impl<'i, 't> Said<'i, 't> {
    fn new(item: &'i Item<'i>, text_of: &TextOf<'t>) -> Self {
        Self {
            item,
            whole: text_of(item.article),
            tokens: OnceCell::new(),
        }
    }

    /// The text between the marks.
    fn text(&self) -> &str {
        self.item.quote.span.of(&self.whole)
    }

    fn tokens(&self) -> &[Token] {
        self.tokens.get_or_init(|| words_of(self.text()))
    }

    /// The text of token `at`.
    fn word(&self, at: usize) -> &str {
        self.tokens().get(at).map_or("", |t| t.span().of(self.text()))
    }

    /// The text from token `from` up to token `to`.
    fn slice(&self, from: usize, to: usize) -> &str {
        let tokens = self.tokens();
        match (tokens.get(from), to.checked_sub(1).and_then(|last| tokens.get(last))) {
            (Some(first), Some(last)) if from < to => {
                self.text().get(first.span().lo()..last.span().hi()).unwrap_or("")
            }
            _ => "",
        }
    }
}

/// The words of a quotation: the tokens of its text, but `[t]he` is one word, as it was said.
///
/// ```
/// use dedupe::quote::variant::words_of;
/// let words = |text: &str| words_of(text).iter().map(|t| t.hash).collect::<Vec<u64>>();
/// assert_eq!(words("[N]o one [here] knew"), words("no one here knew"));
/// ```
#[must_use]
pub fn words_of(text: &str) -> Vec<Token> {
    let tokens = tokenize(text);
    if !text.contains('[') {
        return tokens;
    }
    let byte = |at: usize| text.as_bytes().get(at).copied();
    let mut words: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut open = false;
    for token in tokens {
        match words.last_mut() {
            Some(first) if open && first.end + 1 == token.start => {
                let whole = format!("{}{}", first.span().of(text), token.span().of(text));
                *first = Token {
                    hash: word_hash(&whole),
                    start: first.start - 1,
                    end: token.end,
                };
                open = false;
            }
            _ => {
                let before = token.span().lo().checked_sub(1).and_then(byte);
                open = before == Some(b'[') && byte(token.span().hi()) == Some(b']');
                words.push(token);
            }
        }
    }
    words
}

fn has_ellipsis(text: &str) -> bool {
    text.contains('…') || text.contains("...") || text.contains(". . .")
}

/// Tokens between which and the one before an ellipsis stands.
fn breaks(text: &str, tokens: &[Token]) -> Vec<u32> {
    let gap = |two: &[Token]| text.get(two[0].span().hi()..two[1].span().lo()).unwrap_or("");
    let at = (1..).zip(tokens.windows(2));
    at.filter(|(_, two)| has_ellipsis(gap(two))).map(|(at, _)| at).collect()
}

/// Which tokens stand in square brackets.
fn brackets(words: &str, tokens: &[Token]) -> Vec<bool> {
    let mut bracketed = Vec::with_capacity(tokens.len());
    let mut depth_at = 0;
    let mut depth = 0_i32;
    for token in tokens {
        for b in &words.as_bytes()[depth_at..token.span().lo()] {
            match b {
                b'[' => depth += 1,
                b']' => depth = (depth - 1).max(0),
                _ => {}
            }
        }
        depth_at = token.span().lo();
        bracketed.push(depth > 0);
    }
    // A bracket that never closes is no insertion.
    if depth > 0 && !words[depth_at..].contains(']') {
        bracketed.fill(false);
    }
    bracketed
}

/// Hash of the two words on either side of a quotation.
fn around(text: &str, span: Span) -> u64 {
    let from = (span.lo().saturating_sub(60)..=span.lo())
        .find(|&i| text.is_char_boundary(i))
        .unwrap_or(0);
    let to = (span.hi()..=(span.hi() + 60).min(text.len()))
        .rev()
        .find(|&i| text.is_char_boundary(i));
    let before = text.get(from..span.lo()).unwrap_or("");
    let after = text.get(span.hi()..to.unwrap_or(span.hi())).unwrap_or("");
    let before = tokenize(before);
    let after = tokenize(after);
    before
        .iter()
        .rev()
        .take(2)
        .chain(after.iter().take(2))
        .fold(0, |h, t| hash::pair(h, t.hash))
}

/// How a carrier's wording relates to the family's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Variant {
    /// The same words and marks; a last comma or full stop belongs to the sentence around, and may differ.
    Identical,
    /// The same words; marks, case or spelling of abbreviations differ.
    Typography,
    /// Cut at an end or with an ellipsis, otherwise the same words.
    Truncated,
    /// A few of its words inside a reporter's sentence.
    Fragment,
    /// Words changed, inserted or left out.
    Edited,
    /// Uncommon words stand for others at the same places, in a frame that is the same.
    Spun,
}

impl Variant {
    /// Its name in output files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Identical => "identical",
            Self::Typography => "typography",
            Self::Truncated => "truncated",
            Self::Fragment => "fragment",
            Self::Edited => "edited",
            Self::Spun => "spun",
        }
    }
}

/// One word-level difference, seen from the family's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordEdit {
    /// First word in the family's text, counted in its tokens.
    pub at: usize,
    /// The family's words; empty for an insertion.
    pub from: String,
    /// The carrier's words; empty for a deletion.
    pub to: String,
}

/// A carrier of a family.
#[derive(Debug, Clone, PartialEq)]
pub struct Carrier {
    /// Index into the items.
    pub item: usize,
    /// Relation to the family's text.
    pub variant: Variant,
    /// Differences from the family's text within the part that is quoted.
    pub edits: Vec<WordEdit>,
    /// Other families (indices) it may as well belong to.
    pub also_in: Vec<usize>,
}

/// One quotation.
#[derive(Debug, Clone, PartialEq)]
pub struct Family {
    /// Index of the item whose words are the family's text.
    pub text: usize,
    /// Distinct wordings.
    pub wordings: usize,
    /// Carriers, in order of time, then article, then place.
    pub carriers: Vec<Carrier>,
    /// What an editor must see.
    pub flags: Vec<Flag>,
}
