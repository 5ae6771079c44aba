//! Rewritten passages of two articles by themselves, as a scan of both alone would find them.
//!
//! Input: two articles, their tokens and the exact alignments; output: those alignments with rewritten passages among them. Cost: that of one pair of
//! the stage [`reworded`](super::reworded).

use super::Params;
use super::evidence::Exact;
use super::reworded::speech;
use crate::align::{self, Alignment, Likeness, Reading, SentenceIndex, Side};
use crate::article::Article;
use crate::passage::Match;
use crate::quote;
use crate::sketch::{Kin, Terms, Weights};
use crate::text::Token;

/// Puts rewritten passages among the exact ones.
pub(in crate::pipeline) fn with_rewritten(
    (a, tokens_a): (&Article, &[Token]),
    (b, tokens_b): (&Article, &[Token]),
    exact: Vec<Alignment>,
    params: &Params,
) -> Vec<Alignment> {
    let kin = Kin { a: 0, b: 1 };
    let mut found: Vec<Match> = exact
        .into_iter()
        .map(|alignment| Match {
            a: kin.a,
            b: kin.b,
            alignment,
            set_aside: false,
        })
        .collect();
    let told = Exact::new(&found);
    let one_outlet = a.outlet.is_some() && a.outlet.as_ref().map(|o| &o.value) == b.outlet.as_ref().map(|o| &o.value);
    let contemporary = params.kin.of_same_days(a.day(), b.day());
    if one_outlet || contemporary == Some(false) || told.is_copied(kin, &[tokens_a.len() as u32, tokens_b.len() as u32])
    {
        return alignments(found);
    }
    let contemporary = contemporary.unwrap_or(a.day().or(b.day()).is_some());
    let loose = if contemporary {
        params.loose.contemporary()
    } else {
        params.loose
    };

    let weights = Weights::default();
    let (terms_a, terms_b) = (Terms::new(&a.text, tokens_a), Terms::new(&b.text, tokens_b));
    weights.count(&terms_a);
    weights.count(&terms_b);
    let (norms_a, norms_b) = (align::norms(&terms_a, &weights), align::norms(&terms_b, &weights));
    let index = SentenceIndex::new(&terms_a);
    let likeness = align::alike(&index, &norms_a, &terms_b, &norms_b, &weights, &loose);
    if likeness == Likeness::default() {
        return alignments(found);
    }
    let reading = |article: &Article, tokens: &[Token]| {
        let title = article.title.as_ref().and_then(|t| t.span);
        let language = article.language.as_deref();
        let quotes = quote::extract(&article.text, title, &article.furniture, language, &params.quote);
        Reading::new(&article.text, tokens, &speech(&quotes), &[], &weights, &loose)
    };
    let (reading_a, reading_b) = (reading(a, tokens_a), reading(b, tokens_b));
    let side_a = Side {
        terms: &terms_a,
        reading: &reading_a,
    };
    let side_b = Side {
        terms: &terms_b,
        reading: &reading_b,
    };
    let rewritten = align::align_loose(side_a, side_b, &likeness, &loose);
    let rewritten = rewritten.into_iter().map(|r| (kin, r.alignment)).collect();
    told.merge(&mut found, rewritten, |ix| ix, |_, _| contemporary);
    alignments(found)
}

fn alignments(found: Vec<Match>) -> Vec<Alignment> {
    found.into_iter().map(|m| m.alignment).collect()
}
