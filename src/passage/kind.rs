//! What sort of text a shared passage is.
//!
//! Rules in order, the first that holds decides and is named in the result: two places of one article; furniture by its
//! form; a quotation and nothing else, by the marks of a carrier; furniture (set aside before aligning, or one outlet
//! under many stories); what one outlet prints again in a few stories of its own; a quotation by the words
//! ([`super::speech`]); furniture by its place, where several outlets end or begin many stories with it; a
//! standing paragraph in different stories; wire copy (credited, or reporting in several outlets within days);
//! otherwise shared.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::speech::{Heard, speech};
use super::{Family, Params};
use crate::article::{ArticleIx, Corpus};
use crate::text::Span;

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
    /// Repeated inside one article, or by one outlet in a few stories of its own.
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
    /// Byte spans of the carriers, in their order.
    pub spans: &'c [Span],
    /// Quotations of all articles: the words between the marks, in text order.
    pub quotes: &'c [Vec<Span>],
    /// An article read for what is said in it.
    pub heard: &'c dyn Fn(ArticleIx) -> Arc<Heard>,
}

/// Decides what sort of text a family is.
#[must_use]
pub fn classify(family: &Family, context: &Context<'_>, params: &Params) -> Verdict {
    let verdict = |kind, rule: String| Verdict { kind, rule };
    let own = family.carriers[0];
    let words = (own.end - own.start) as usize;
    let corpus = context.corpus;
    if family.within_one {
        return verdict(Kind::Own, "stands twice in one article".into());
    }
    let carriers = || family.carriers.iter().zip(context.spans);
    let by_form = carriers()
        .map(|(c, span)| share_within(*span, &corpus.get(c.article).furniture))
        .fold(0.0, f64::max);
    if by_form >= 0.7 {
        return verdict(Kind::Boilerplate, "page furniture by its form".into());
    }
    let stories: BTreeSet<u32> = family
        .carriers
        .iter()
        .map(|c| context.story[c.article as usize])
        .collect();
    let outlets: BTreeSet<Option<u32>> = family.carriers.iter().map(|c| corpus.outlet(c.article)).collect();
    let known = outlets.iter().flatten().count();
    let one_outlet = known == 1 && outlets.len() == 1;
    // One outlet sets a statement off as a block of its own, another puts it in marks: one carrier decides.
    let quoted = carriers()
        .map(|(c, span)| share_within(*span, &context.quotes[c.article as usize]))
        .fold(0.0, f64::max);
    if quoted >= params.quotation_share {
        return verdict(
            Kind::Quotation,
            format!("{:.0}% of it stands in quotation marks", quoted * 100.0),
        );
    }
    if let Some(outside) = outside_marks(family, context, params) {
        return verdict(Kind::Quotation, outside);
    }
    if family.set_aside {
        return verdict(
            Kind::Boilerplate,
            format!("one outlet prints it in {} different stories", stories.len()),
        );
    }
    let days: BTreeSet<i64> = family.carriers.iter().filter_map(|c| corpus.day(c.article)).collect();
    let spread = days.last().zip(days.first()).map(|(last, first)| last - first);
    let standing = spread.is_some_and(|days| days > params.wire_days);
    let at_edge = || words <= params.boilerplate_words && at_the_edge(family, context);
    if one_outlet {
        // A running story repeats its own reporting for some days.
        let many = stories.len() >= params.boilerplate_sure_stories
            || stories.len() >= params.boilerplate_stories && (standing || spread.is_none());
        let rule = format!("one outlet prints it in {} different stories", stories.len());
        if many {
            return verdict(Kind::Boilerplate, rule);
        }
        if stories.len() >= 2 && at_edge() {
            return verdict(Kind::Boilerplate, format!("{rule}, at their head or foot"));
        }
        let articles: BTreeSet<ArticleIx> = family.carriers.iter().map(|c| c.article).collect();
        let rule = format!("one outlet prints it in {} articles of its own", articles.len());
        return verdict(Kind::Own, rule);
    }
    let speech = speech(family, context);
    let reporting = speech.reporting;
    if speech.said >= reporting.max(1) && reporting < params.reporting_words {
        return verdict(
            Kind::Quotation,
            format!("{} words are said, {reporting} of reporting agree", speech.said),
        );
    }
    if !standing && speech.is_statement() {
        return verdict(
            Kind::Quotation,
            format!("prose in the first person, {} of its words", speech.first_person),
        );
    }
    let many = standing && known >= 2 && stories.len() >= params.boilerplate_stories;
    if many && at_edge() {
        return verdict(
            Kind::Boilerplate,
            format!(
                "stands at the head or foot of {} different stories of {known} outlets",
                stories.len()
            ),
        );
    }
    if known >= 2 && stories.len() >= 2 && words <= params.background_words && standing {
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
    // Without a credit two outlets may quote one another; three, one story in both, or a long report are wire copy.
    let copied = speech.reporting as usize;
    let enough = known >= 3 || known == 2 && (stories.len() == 1 || copied >= params.wire_copy_words);
    if enough && copied >= params.wire_words && within_days(family, corpus, params.wire_days) {
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

/// The rule for a quotation with a few words around it: outside the marks too few words agree to be a passage.
fn outside_marks(family: &Family, context: &Context<'_>, params: &Params) -> Option<String> {
    let own = family.carriers[0];
    let quoted = share_within(*context.spans.first()?, &context.quotes[own.article as usize]);
    if family.set_aside || quoted == 0.0 {
        return None;
    }
    let quoted_words = quoted * f64::from(own.end - own.start);
    let agree = family.carriers[1..]
        .iter()
        .map(|c| f64::from(c.words))
        .fold(0.0, f64::max);
    (agree - quoted_words < f64::from(params.outside_words)).then(|| {
        format!(
            "fewer than {} words agree outside the quotation marks",
            params.outside_words
        )
    })
}

/// Whether nearly every carrier prints it as paragraphs of their own at its text's head or foot.
fn at_the_edge(family: &Family, context: &Context<'_>) -> bool {
    let inside = family
        .carriers
        .iter()
        .filter(|c| !(context.heard)(c.article).is_at_edge(c.start, c.end));
    inside.count() * 10 <= family.carriers.len()
}

/// Share of a span that lies in any of `spans` (sorted by start; they may overlap).
fn share_within(span: Span, spans: &[Span]) -> f64 {
    let mut inside = 0;
    let mut seen = span.lo();
    for part in spans
        .iter()
        .skip_while(|s| s.end <= span.start)
        .take_while(|s| s.start < span.end)
    {
        let from = part.lo().max(seen);
        let to = part.hi().min(span.hi());
        inside += to.saturating_sub(from);
        seen = seen.max(to);
    }
    inside as f64 / span.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_count_overlapping_spans_once() {
        let span = Span::new(10, 20);
        let check = |spans: &[(usize, usize)], expected: f64| {
            let spans: Vec<Span> = spans.iter().map(|&(s, e)| Span::new(s, e)).collect();
            assert!((share_within(span, &spans) - expected).abs() < 1e-9, "{spans:?}");
        };
        check(&[], 0.0);
        check(&[(0, 10), (20, 30)], 0.0);
        check(&[(0, 15)], 0.5);
        check(&[(8, 18), (12, 14), (16, 30)], 1.0);
    }
}
