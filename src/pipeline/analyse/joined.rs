//! Matches of undated articles in which pieces of one reused passage are one match.
//!
//! Input: the matches of a scan of which most articles have no date; output: those to be listed. Where dates are known, what outlets share is told best by its parts:
//! paragraphs of a wire story, sentences of background, each with carriers of its own. Of two texts of which nothing says when they
//! were printed, one is asked for what it took from the other, and a passage that was turned round or put together from extracts
//! is one borrowing. Families are made of the parts in any case. Cost: each article with several matches in a pair is tokenised once a pair.

use rayon::prelude::*;

use crate::align::{JoinParams, Which, join};
use crate::article::{ArticleIx, Corpus};
use crate::passage::Match;
use crate::spill::Texts;
use crate::text::{Token, tokenize};

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
