//! From tokens to bytes: where matches and passages stand in the texts.

use std::ops::Range;

use rayon::prelude::*;

use super::Located;
use crate::article::ArticleIx;
use crate::hash;
use crate::passage::Match;
use crate::spill::Texts;
use crate::text::{Span, tokenize};

/// Articles whose spans are told at a time.
const ARTICLES: usize = 8192;

/// A range of tokens in its text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Stretch {
    /// The bytes from its first token to its last.
    pub(super) span: Span,
    /// A hash of its words.
    pub(super) words: u64,
}

/// Turns (article, token range) into stretches of text, tokenising each article once.
pub(super) fn stretches(texts: &Texts, ranges: &[(ArticleIx, Range<u32>)]) -> Vec<Stretch> {
    let article = |i: u32| ranges[i as usize].0;
    let mut order: Vec<u32> = (0..ranges.len() as u32).collect();
    order.sort_unstable_by_key(|&i| article(i));
    let by_article: Vec<&[u32]> = order.chunk_by(|&i, &j| article(i) == article(j)).collect();
    let of_article = |group: &&[u32]| -> Vec<(u32, Stretch)> {
        let tokens = tokenize(&texts.get(article(group[0])));
        let stretch = |r: &Range<u32>| {
            let tokens = tokens.get(r.start as usize..r.end as usize).unwrap_or_default();
            let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
                return Stretch::default();
            };
            Stretch {
                span: Span {
                    start: first.start,
                    end: last.end,
                },
                words: tokens.iter().fold(0, |sum, t| hash::pair(sum, t.hash)),
            }
        };
        group.iter().map(|&i| (i, stretch(&ranges[i as usize].1))).collect()
    };
    let mut found = vec![Stretch::default(); ranges.len()];
    for articles in by_article.chunks(ARTICLES) {
        let of_each: Vec<Vec<(u32, Stretch)>> = articles.par_iter().map(of_article).collect();
        for (i, stretch) in of_each.into_iter().flatten() {
            found[i as usize] = stretch;
        }
    }
    found
}

pub(super) fn locate_matches(texts: &Texts, matches: &[Match]) -> Vec<Located> {
    let ranges: Vec<(ArticleIx, Range<u32>)> = matches
        .iter()
        .flat_map(|m| {
            [
                (m.a, m.alignment.a_start..m.alignment.a_end),
                (m.b, m.alignment.b_start..m.alignment.b_end),
            ]
        })
        .collect();
    let spans = stretches(texts, &ranges);
    let mut located: Vec<Located> = matches
        .iter()
        .zip(spans.chunks_exact(2))
        .map(|(m, spans)| {
            // In the files the smaller id comes first; within one article the earlier place.
            let swap = m.a > m.b;
            let ((a, a_span), (b, b_span)) = if swap {
                ((m.b, spans[1].span), (m.a, spans[0].span))
            } else {
                ((m.a, spans[0].span), (m.b, spans[1].span))
            };
            let (words, identity, kind) = (m.alignment.words, m.alignment.identity(), m.alignment.kind());
            Located {
                a,
                a_span,
                b,
                b_span,
                words,
                identity,
                kind,
            }
        })
        .collect();
    located.par_sort_unstable_by_key(|m| (m.a, m.b, m.a_span, m.b_span));
    located
}
