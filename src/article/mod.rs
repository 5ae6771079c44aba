//! What is an article, its outlet, its date, and the evidence for each?
//!
//! [`Article`] is what `ingest` hands to every stage: the text exactly as read, and [`Claim`]s about
//! it, each with the evidence that made it. Nothing is invented: an absent outlet, date or agency
//! stays `None`. All spans are byte ranges of `text`.

mod agency;
mod agency_names;
mod corpus;
mod date;
mod date_words;
mod furniture;
mod language;
mod page;
mod parse_date;
mod reference;

pub use corpus::{ArticleIx, Corpus};
pub use date::{Precision, Published, When};
pub use language::{detect_language, language_code};
pub use page::{Page, read_body, read_page};
pub use parse_date::{ParsedDate, parse_date};
pub use reference::{Source, sources};

/// The news agency that an author field names as the source ("Associated Press", "Jane Roe, AFP").
#[must_use]
pub fn agency_of_author(author: &str) -> Option<&'static str> {
    agency::byline(author).map(|credit| credit.0)
}

/// Every news agency that a credit names, each once.
///
/// ```
/// let credit = "This report contains material from The Associated Press, Reuters and dpa.";
/// assert_eq!(dedupe::article::agencies_in(credit), ["AP", "Reuters", "dpa"]);
/// ```
#[must_use]
pub fn agencies_in(credit: &str) -> Vec<&'static str> {
    agency::all(credit)
}

/// The news agency that an outlet label names ("Reuters", "Associated Press Fact Check").
#[must_use]
pub fn agency_of_outlet(label: &str) -> Option<&'static str> {
    agency::outlet(label)
}

/// Where a text names an agency at all, by any of its unmistakable names.
///
/// ```
/// let text = "The minister told Reuters so.";
/// assert_eq!(dedupe::article::agency_mention(text, "Reuters").map(|span| span.of(text)), Some("Reuters"));
/// assert_eq!(dedupe::article::agency_mention(text, "AFP"), None);
/// ```
#[must_use]
pub fn agency_mention(text: &str, agency: &str) -> Option<Span> {
    let mut from = 0;
    while let Some((short, span)) = agency_names::find(&text[from..]) {
        if short == agency {
            return Some(Span::new(from + span.lo(), from + span.hi()));
        }
        from += span.hi();
    }
    None
}

/// Where a text says that it is from wire services, without naming one.
///
/// ```
/// let text = "This article is based in part on wire service reports.";
/// assert_eq!(dedupe::article::wire_services(text).map(|span| span.of(text)), Some("wire service reports"));
/// ```
#[must_use]
pub fn wire_services(text: &str) -> Option<Span> {
    agency::wire_services(text)
}

/// The host a web address names, without `www.`: `https://www.guardian.ng/news` gives `guardian.ng`.
#[must_use]
pub fn host_of_url(url: &str) -> Option<&str> {
    furniture::host(url)
}

use crate::text::Span;

/// A value and why it is believed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claim {
    /// The value itself, e.g. `AFP`.
    pub value: String,
    /// Where it comes from, for a reader: ``field `outlet` ``, `footer: “Press TV’s website …”`.
    pub evidence: String,
    /// Where it stands in the text, if it does.
    pub span: Option<Span>,
}

impl Claim {
    /// A claim taken from a named field of the input record.
    #[must_use]
    pub fn from_field(field: &str, value: String) -> Self {
        Self {
            value,
            evidence: format!("field `{field}`"),
            span: None,
        }
    }
}

/// What a credit says besides the name of one agency.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Credit {
    /// The agency gave a part of the text only ("The Associated Press contributed to this report"): any one sentence
    /// may be another's.
    pub part: bool,
    /// Other agencies that it names: which words are whose it does not tell.
    pub also: Vec<&'static str>,
}

/// One article as read, with what is known about it.
#[derive(Debug, Clone, Default)]
pub struct Article {
    /// The input's own id where it has one, else the path relative to the input; unique in a corpus.
    pub id: String,
    /// The file it was read from, relative to the input, without a compression suffix.
    pub path: String,
    /// Record number in that file, from 1.
    pub record: u64,
    /// Who published it.
    pub outlet: Option<Claim>,
    /// To whom the outlet belongs, where a table of the user or the outlet's address tells.
    pub publisher: Option<Claim>,
    /// Headline; its span is set where the headline is part of `text`.
    pub title: Option<Claim>,
    /// The author line.
    pub byline: Option<Claim>,
    /// The news agency credited with the text.
    pub agency: Option<Claim>,
    /// What else that credit says.
    pub credit: Credit,
    /// When it was published.
    pub published: Option<Published>,
    /// ISO 639-1 code, given or detected.
    pub language: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The article's text exactly as read.
    pub text: String,
    /// Parts of `text` that are page furniture by their form (site header, share bar, comment
    /// count, address footer): no title, byline, date or quotation is looked for in them.
    pub furniture: Vec<Span>,
}

impl Article {
    /// All agencies that it credits.
    pub fn agencies(&self) -> impl Iterator<Item = &str> {
        let first = self.agency.iter().map(|claim| claim.value.as_str());
        first.chain(self.credit.also.iter().copied())
    }

    /// Local calendar day of publication, days since 1970-01-01, where the day is known.
    #[must_use]
    pub fn day(&self) -> Option<i64> {
        let published = self.published.as_ref()?;
        (published.precision >= Precision::Day).then(|| published.day())
    }
}
