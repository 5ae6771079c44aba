//! What sort of text a shared passage is.
//!
//! Rules in order, the first that holds decides and is named in the result: two places of one article;
//! furniture (set aside before aligning, or by its form, or one outlet over different stories); a
//! quotation and nothing else; a standing paragraph in different stories; wire copy (credited, or
//! several outlets within days); otherwise shared.

use std::collections::BTreeSet;

use super::{Family, Params};
use crate::article::Corpus;
use crate::text::{Span, Token};

/// What sort of text a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Several outlets, close in time or credited to an agency.
    Wire,
    /// Shared, and no rule says more.
    Shared,
    /// The same stock sentences in different stories.
    Background,
    /// One outlet under many stories, or page furniture.
    Boilerplate,
    /// A quotation and nothing else.
    Quotation,
    /// Repeated inside one article.
    Own,
}

impl Kind {
    /// All kinds, those that deserve attention first.
    pub const ALL: [Self; 6] = [
        Self::Wire,
        Self::Shared,
        Self::Background,
        Self::Quotation,
        Self::Own,
        Self::Boilerplate,
    ];

    /// Its name in output files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Wire => "wire",
            Self::Shared => "shared",
            Self::Background => "background",
            Self::Boilerplate => "boilerplate",
            Self::Quotation => "quotation",
            Self::Own => "self",
        }
    }

    /// Whether carriers of such a passage took it from one another or from one source.
    #[must_use]
    pub const fn is_copying(self) -> bool {
        matches!(self, Self::Wire | Self::Shared | Self::Background)
    }
}

/// A kind and the rule that decided it, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The kind.
    pub kind: Kind,
    /// The rule.
    pub rule: String,
}

/// What the rules look at.
#[derive(Clone, Copy)]
pub struct Context<'c> {
    /// The articles.
    pub corpus: &'c Corpus,
    /// For each article a number that is equal within a story.
    pub story: &'c [u32],
    /// Tokens of the representative article.
    pub tokens: &'c [Token],
    /// Quotations of the representative article: the words between the marks, in text order.
    pub quotes: &'c [Span],
}

/// Decides what sort of text a family is.
#[must_use]
pub fn classify(family: &Family, context: &Context<'_>, params: &Params) -> Verdict {
    let verdict = |kind, rule: String| Verdict { kind, rule };
    let own = family.carriers[0];
    let words = (own.end - own.start) as usize;
    let corpus = context.corpus;
    let by_form = share_within(family, context, &corpus.get(own.article).furniture);
    if by_form >= 0.7 {
        return verdict(Kind::Boilerplate, "page furniture by its form".into());
    }
    if family.within_one {
        return verdict(Kind::Own, "stands twice in one article".into());
    }
    let stories: BTreeSet<u32> = family
        .carriers
        .iter()
        .map(|c| context.story[c.article as usize])
        .collect();
    let outlets: BTreeSet<Option<u32>> = family.carriers.iter().map(|c| corpus.outlet(c.article)).collect();
    let known = outlets.iter().flatten().count();
    let one_outlet = known == 1 && outlets.len() == 1;
    if family.set_aside {
        return verdict(
            Kind::Boilerplate,
            format!("one outlet prints it in {} different stories", stories.len()),
        );
    }
    let quoted = share_within(family, context, context.quotes);
    let quotation = quoted >= params.quotation_share;
    if quotation {
        return verdict(
            Kind::Quotation,
            format!("{:.0}% of its words stand in quotation marks", quoted * 100.0),
        );
    }
    if one_outlet
        && stories.len() >= 2
        && (stories.len() >= params.boilerplate_stories || words <= params.boilerplate_words)
    {
        return verdict(
            Kind::Boilerplate,
            format!("one outlet prints it in {} different stories", stories.len()),
        );
    }
    let days: BTreeSet<i64> = family.carriers.iter().filter_map(|c| corpus.day(c.article)).collect();
    let spread = days.last().zip(days.first()).map(|(last, first)| last - first);
    if known >= 2
        && stories.len() >= 2
        && words <= params.background_words
        && spread.is_some_and(|days| days > params.wire_days)
    {
        let days = spread.unwrap_or(0);
        return verdict(
            Kind::Background,
            format!(
                "{known} outlets print it in {} different stories over {days} days",
                stories.len()
            ),
        );
    }
    let agencies = agencies(family, corpus);
    if known >= 2 && !agencies.is_empty() {
        let names: Vec<&str> = agencies.into_iter().collect();
        return verdict(Kind::Wire, format!("{known} outlets, credited to {}", names.join(", ")));
    }
    if known >= 2 && within_days(family, corpus, params.wire_days) {
        return verdict(Kind::Wire, format!("{known} outlets within {} days", params.wire_days));
    }
    let why = if known < outlets.len() || known == 0 {
        "outlets partly unknown"
    } else {
        "no rule says more"
    };
    verdict(Kind::Shared, why.into())
}

/// Agencies that carriers credit, by name.
#[must_use]
pub fn agencies<'c>(family: &Family, corpus: &'c Corpus) -> BTreeSet<&'c str> {
    family
        .carriers
        .iter()
        .filter_map(|c| corpus.get(c.article).agency.as_ref().map(|claim| claim.value.as_str()))
        .collect()
}

/// Whether two carriers of different outlets are dated within `limit` days.
fn within_days(family: &Family, corpus: &Corpus, limit: i64) -> bool {
    let mut dated: Vec<(i64, u32)> = family
        .carriers
        .iter()
        .filter_map(|c| Some((corpus.day(c.article)?, corpus.outlet(c.article)?)))
        .collect();
    dated.sort_unstable();
    // The nearest dates of two outlets are neighbours in this order.
    dated
        .windows(2)
        .any(|two| two[0].1 != two[1].1 && two[1].0 - two[0].0 <= limit)
}

/// Share of the representative's words that lie in `spans` (sorted).
fn share_within(family: &Family, context: &Context<'_>, spans: &[Span]) -> f64 {
    let own = family.carriers[0];
    let words = context
        .tokens
        .get(own.start as usize..own.end as usize)
        .unwrap_or_default();
    if words.is_empty() || spans.is_empty() {
        return 0.0;
    }
    let inside = words
        .iter()
        .filter(|word| {
            // Nested quotations overlap their outer one, so more than one span may start before the word.
            let place = spans.partition_point(|s| s.start <= word.start);
            spans[place.saturating_sub(4)..place]
                .iter()
                .any(|s| s.contains(word.span()))
        })
        .count();
    inside as f64 / words.len() as f64
}
