//! A carrier as provenance sees it: where a passage stands, and what links one carrier with others.

use crate::article::ArticleIx;
use crate::passage::Kind;
use crate::text::Span;

/// Where a passage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The article.
    pub article: ArticleIx,
    /// The bytes there.
    pub span: Span,
    /// The words that agree there.
    pub words: u32,
}

/// A passage, as outlets see it.
#[derive(Debug, Clone)]
pub struct Shared<'p> {
    /// What sort of text it is.
    pub kind: Kind,
    /// Where it stands.
    pub carriers: &'p [Place],
}

/// A source that a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// The source.
    pub source: u64,
    /// The phrase that names it, bytes of the article's text.
    pub phrase: Span,
}

/// One carrier, as origins see it.
#[derive(Debug, Clone)]
pub struct OriginCarrier {
    /// The article.
    pub article: ArticleIx,
    /// A number equal within a story.
    pub story: u32,
    /// Shared passages (by number) that hold the quotation and words around it.
    pub surroundings: Vec<u32>,
    /// Sources that the text around it names.
    pub named: Vec<Named>,
    /// Words of reporting that it copies with the passage itself; 0 for quotations and whatever is no reporting.
    pub copied: u32,
}

impl OriginCarrier {
    /// An article of a story, with nothing known about what is around the words it carries.
    #[must_use]
    pub const fn of(article: ArticleIx, story: u32) -> Self {
        Self {
            article,
            story,
            surroundings: Vec::new(),
            named: Vec::new(),
            copied: 0,
        }
    }

    /// A place of a passage of this kind, with nothing known about what is around it.
    #[must_use]
    pub fn of_passage(place: &Place, kind: Kind) -> Self {
        let reporting = matches!(kind, Kind::Wire | Kind::Shared);
        Self {
            copied: if reporting { place.words } else { 0 },
            ..Self::of(place.article, 0)
        }
    }
}

/// Words in any of some places of one article, sorted, to the nearest one; see [`covered`].
pub(super) fn covered_words(places: impl Iterator<Item = Place>) -> u32 {
    covered(places).round() as u32
}

/// Words in any of some places of one article, sorted; what overlaps counts once, by share of bytes.
pub(super) fn covered(places: impl Iterator<Item = Place>) -> f64 {
    let (mut words, mut end_so_far) = (0.0, 0);
    for Place { span, words: n, .. } in places {
        let Span { start, end } = span;
        let fresh = end.saturating_sub(start.max(end_so_far));
        end_so_far = end_so_far.max(end);
        words += f64::from(n) * f64::from(fresh) / f64::from((end - start).max(1));
    }
    words
}
