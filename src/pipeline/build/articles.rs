//! An article into its record.

use super::desk::Desk;
use super::outlets::covers;
use crate::article::{Article, ArticleIx, Claim, Published};
use crate::hash;
use crate::report::records;
use crate::text::{CodePoints, Span};

/// An article with the number of its words and its story.
pub(in crate::pipeline) fn article(
    article: &Article,
    text: &str,
    words: u32,
    story: Option<String>,
) -> records::Article {
    let credit = article.agency.as_ref().and_then(|claim| claim.span);
    records::Article {
        agency_credit: credit.map(|span| mention(&CodePoints::new(text), span)),
        characters: text.chars().count() as u64,
        text_hash: hash::hex128(text.as_bytes()),
        ..described(article, words, story)
    }
}

/// An article without what only its text tells.
pub(in crate::pipeline) fn described(article: &Article, words: u32, story: Option<String>) -> records::Article {
    let value = |claim: &Option<Claim>| claim.as_ref().map(|c| c.value.clone());
    let evidence = |claim: &Option<Claim>| claim.as_ref().map(|c| c.evidence.clone());
    records::Article {
        article: article.id.clone(),
        path: article.path.clone(),
        record: article.record,
        outlet: value(&article.outlet),
        outlet_evidence: evidence(&article.outlet),
        publisher: value(&article.publisher),
        title: value(&article.title),
        byline: value(&article.byline),
        agency: value(&article.agency),
        agency_evidence: evidence(&article.agency),
        agency_covers: article.agency.is_some().then(|| covers(&article.credit)),
        agency_also: article.credit.also.iter().map(|&name| name.to_owned()).collect(),
        agency_credit: None,
        published: article.published.as_ref().map(date),
        language: article.language.clone(),
        url: article.url.clone(),
        words: u64::from(words),
        characters: 0,
        story,
        text_hash: String::new(),
    }
}

/// Words of an article with their place.
pub(super) fn phrase(ix: ArticleIx, span: Span, desk: &mut Desk<'_>) -> String {
    let points = desk.open(ix);
    let (start, end) = points.span(span);
    format!("“{}” [{start}:{end}]", span.of(points.text()).replace('\n', " "))
}

pub(super) fn mention(points: &CodePoints<'_>, span: Span) -> records::Mention {
    let (start, end) = points.span(span);
    records::Mention {
        start,
        end,
        text: span.of(points.text()).into(),
    }
}

pub(in crate::pipeline) fn date(published: &Published) -> records::Date {
    records::Date {
        value: published.value.clone(),
        precision: published.precision.name().into(),
        evidence: published.evidence.clone(),
    }
}
