//! The matches to be listed: none inside another, and pieces of one reused passage as one where articles are undated.
//!
//! Input: the matches of which families were made; output: those to be listed. What was set aside as furniture was aligned
//! apart; where it stands inside a longer copied stretch, that match has its words already ([`without_nested`]). Where dates
//! are known, what outlets share is told best by its parts: paragraphs of a wire story, sentences of background, each with
//! carriers of its own. Of two texts of which nothing says when they were printed, one is asked for what it took from the
//! other, and a passage that was turned round or put together from extracts is one borrowing ([`join_pieces`]). Families are
//! made of the parts in any case. Cost: each article with several matches in a pair is tokenised once a pair.

use rayon::prelude::*;

use crate::align::{JoinParams, Ranges, Which, join};
use crate::article::{ArticleIx, Corpus};
use crate::hash;
use crate::passage::{Match, covered};
use crate::spill::Texts;
use crate::text::{Token, tokenize};

/// Share of a match on either side that another must have for it to say nothing new.
const NESTED: f64 = 0.8;

/// The matches without those of furniture that lie inside another of their pair.
pub(super) fn without_nested(found: Vec<Match>) -> Vec<Match> {
    let aside: hash::Set<(ArticleIx, ArticleIx)> = found.iter().filter(|m| m.set_aside).map(|m| (m.a, m.b)).collect();
    let mut around: hash::Map<(ArticleIx, ArticleIx), Ranges<(u32, u32)>> = hash::Map::default();
    for m in found.iter().filter(|m| !m.set_aside && aside.contains(&(m.a, m.b))) {
        let k = &m.alignment;
        let at = around.entry((m.a, m.b)).or_default();
        at.add(k.a_start, k.a_end, (k.b_start, k.b_end));
    }
    let most_of = |start: u32, end: u32, s: u32, e: u32| covered(start, end, s, e) >= NESTED;
    let is_nested = |m: &Match| {
        let k = &m.alignment;
        around.get(&(m.a, m.b)).is_some_and(|others| {
            let mut others = others.around(k.a_start, k.a_end);
            others.any(|(s, e, in_b)| most_of(k.a_start, k.a_end, s, e) && most_of(k.b_start, k.b_end, in_b.0, in_b.1))
        })
    };
    found.into_iter().filter(|m| !m.set_aside || !is_nested(m)).collect()
}

/// Joins the pieces of each reused passage among the matches of undated articles.
pub(super) fn join_pieces(corpus: &Corpus, texts: &Texts, found: Vec<Match>, params: &JoinParams) -> Vec<Match> {
    let undated = |ix: ArticleIx| corpus.day(ix).is_none();
    let joinable = |m: &Match| m.a != m.b && !m.set_aside && undated(m.a) && undated(m.b);
    let (mut pieces, mut listed): (Vec<Match>, Vec<Match>) = found.into_iter().partition(joinable);
    pieces.sort_by_key(|m| (m.a, m.b));
    let pairs: Vec<&[Match]> = pieces.chunk_by(|x, y| (x.a, x.b) == (y.a, y.b)).collect();
    let joined: Vec<Vec<Match>> = pairs
        .into_par_iter()
        .map(|pair| match pair {
            [alone] => vec![alone.clone()],
            several => join_pair(texts, several, params),
        })
        .collect();
    listed.extend(joined.into_iter().flatten());
    listed
}

fn join_pair(texts: &Texts, pair: &[Match], params: &JoinParams) -> Vec<Match> {
    let (a, b) = (pair[0].a, pair[0].b);
    let (text_a, text_b) = (texts.get(a), texts.get(b));
    let (tokens_a, tokens_b) = (tokenize(&text_a), tokenize(&text_b));
    let one_paragraph = |which: Which, x: u32, y: u32| match which {
        Which::A => is_one_paragraph(&text_a, &tokens_a, x, y),
        Which::B => is_one_paragraph(&text_b, &tokens_b, x, y),
    };
    let alignments = pair.iter().map(|m| m.alignment.clone()).collect();
    join(alignments, one_paragraph, params)
        .into_iter()
        .map(|alignment| Match {
            a,
            b,
            alignment,
            set_aside: false,
        })
        .collect()
}

fn is_one_paragraph(text: &str, tokens: &[Token], x: u32, y: u32) -> bool {
    let (Some(x), Some(y)) = (tokens.get(x as usize), tokens.get(y as usize)) else {
        return false;
    };
    let between = text.get(x.end as usize..y.start as usize);
    between.is_none_or(|between| !between.contains('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::{Alignment, Block};

    fn found(set_aside: bool, a: u32, b: u32, len: u32) -> Match {
        let alignment = Alignment {
            a_start: a,
            a_end: a + len,
            b_start: b,
            b_end: b + len,
            words: len,
            columns: len,
            blocks: vec![Block { a, b, len }],
        };
        Match {
            a: 0,
            b: 1,
            alignment,
            set_aside,
        }
    }

    /// A copied column and the author's note in its middle were two matches, and its words counted twice.
    #[test]
    fn furniture_inside_a_match_is_listed_once() {
        let check = |inner: Match, expected: usize| {
            let listed = without_nested(vec![found(false, 100, 200, 300), inner]);
            assert_eq!(listed.len(), expected);
        };
        check(found(true, 150, 250, 20), 1);
        check(found(true, 95, 195, 30), 1);
        check(found(true, 90, 190, 20), 2);
        // The same words at another place of the other article.
        check(found(true, 150, 600, 20), 2);
        check(found(false, 150, 250, 20), 2);
    }
}
