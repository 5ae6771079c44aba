//! Who is a source, and who names one?
//!
//! A source is known by one number, whether it is an outlet of this corpus, an agency that is credited, or either of
//! them named in a text ("told Reuters"): equal numbers are one source. Invariant: an outlet that is an agency's own
//! (`Reuters`) is that agency.

use super::carrier::{Named, OriginCarrier, Place, Shared, covered_words};
use super::uncredited::UNCREDITED_WORDS;
use crate::article::{self, ArticleIx, Corpus, Source, When};
use crate::hash::{self, Map};
use crate::passage::Kind;
use crate::text::Span;

/// The sources of a corpus by their names.
#[derive(Debug)]
pub struct Sources {
    outlets: Map<String, u32>,
    keys: Vec<u64>,
}

/// The number of an agency.
fn agency(short: &str) -> u64 {
    hash::pair(1, hash::bytes(short.as_bytes()))
}

/// The number of an outlet.
fn outlet(name: &str) -> u64 {
    match article::agency_of_outlet(name) {
        Some(short) => agency(short),
        None => hash::pair(2, hash::bytes(name.as_bytes())),
    }
}

/// The sources that an article is of: its outlet, and the agencies that it credits.
pub(super) fn own(corpus: &Corpus, ix: ArticleIx) -> impl Iterator<Item = u64> + '_ {
    published(corpus, ix)
        .into_iter()
        .chain(corpus.get(ix).agencies().map(agency))
}

/// The source that published an article.
pub(super) fn published(corpus: &Corpus, ix: ArticleIx) -> Option<u64> {
    corpus.get(ix).outlet.as_ref().map(|o| outlet(&o.value))
}

/// The agencies that an article credits, where it is not their own.
fn credited(corpus: &Corpus, ix: ArticleIx) -> impl Iterator<Item = u64> + '_ {
    let own = published(corpus, ix);
    corpus
        .get(ix)
        .agencies()
        .map(agency)
        .filter(move |&key| own != Some(key))
}

/// Whether an article is an agency's own.
fn is_agencys(corpus: &Corpus, ix: ArticleIx) -> bool {
    let article = corpus.get(ix);
    let credits = article.agency.as_ref().map(|a| agency(&a.value));
    credits.is_some() && credits == published(corpus, ix)
}

/// An agency's own copies of a passage that are looked at: the earliest.
const OWN_COPIES: usize = 3;

/// Which articles print an agency's own copy without a credit.
#[derive(Debug, Default)]
pub struct Silent {
    /// For an article and a copy the words that both print, where they are many.
    words: Map<(ArticleIx, ArticleIx), u32>,
}

impl Silent {
    /// Finds them: articles without a credit that print so many words of one of an agency's own articles, in passages
    /// of reporting, that they must be copied.
    #[must_use]
    pub fn new(corpus: &Corpus, passages: &[Shared<'_>]) -> Self {
        let mut pieces: Vec<(ArticleIx, ArticleIx, Place)> = Vec::new();
        for passage in passages.iter().filter(|p| matches!(p.kind, Kind::Wire | Kind::Shared)) {
            let own = passage.carriers.iter().filter(|c| is_agencys(corpus, c.article));
            let mut own: Vec<&Place> = own.collect();
            own.sort_unstable_by_key(|c| (corpus.rank(c.article), c.span));
            own.truncate(OWN_COPIES);
            let silent = |c: &&Place| corpus.get(c.article).agency.is_none();
            for place in passage.carriers.iter().filter(|c| !own.is_empty() && silent(c)) {
                pieces.extend(own.iter().map(|copy| {
                    let words = place.words.min(copy.words);
                    (place.article, copy.article, Place { words, ..*place })
                }));
            }
        }
        pieces.sort_unstable();
        let mut words = Map::default();
        for pair in pieces.chunk_by(|x, y| (x.0, x.1) == (y.0, y.1)) {
            let shared = covered_words(pair.iter().map(|piece| piece.2));
            if shared >= UNCREDITED_WORDS {
                words.insert((pair[0].0, pair[0].1), shared);
            }
        }
        Self { words }
    }

    /// Whether `article` prints `copy` without a credit.
    fn prints(&self, article: ArticleIx, copy: ArticleIx) -> bool {
        self.words.contains_key(&(article, copy))
    }
}

impl Sources {
    /// The outlets of a corpus, by their labels, also without what stands in brackets or after a dash there.
    #[must_use]
    pub fn new(corpus: &Corpus) -> Self {
        let mut outlets = Map::default();
        let mut keys = Vec::with_capacity(corpus.outlets().len());
        for (number, label) in corpus.outlets().iter().enumerate() {
            let short = label.split(" (").next().unwrap_or(label);
            let short = short.split(" - ").next().unwrap_or(short);
            // The whole label is the better name where two labels have one short form.
            outlets.entry(short.to_owned()).or_insert(number as u32);
            keys.push(outlet(label));
        }
        for (number, label) in corpus.outlets().iter().enumerate() {
            outlets.insert(label.clone(), number as u32);
        }
        Self { outlets, keys }
    }

    /// Where `text`, an article of `corpus`, names the outlet of article `of` as its source.
    #[must_use]
    pub fn naming(&self, corpus: &Corpus, text: &str, of: ArticleIx) -> Option<Span> {
        let source = published(corpus, of)?;
        let found = article::sources(text, &|name| self.outlets.get(name).copied());
        let mut found = found.into_iter().map(|(named, place)| (self.key(named), place));
        found.find(|(named, _)| *named == source).map(|(_, place)| place)
    }

    fn key(&self, source: Source) -> u64 {
        match source {
            Source::Agency(short) => agency(short),
            Source::Known(number) => self.keys[number as usize],
        }
    }

    /// The sources named in the paragraph around `span` of `text`, an article of `corpus`; never its own outlet.
    #[must_use]
    pub fn around(&self, corpus: &Corpus, ix: ArticleIx, text: &str, span: Span) -> Vec<Named> {
        let start = text[..span.lo()].rfind('\n').map_or(0, |at| at + 1);
        let end = text[span.hi()..].find('\n').map_or(text.len(), |at| span.hi() + at);
        let (start, end) = (near(text, start, span.lo()), far(text, span.hi(), end));
        let own = published(corpus, ix);
        let found = article::sources(&text[start..end], &|name| self.outlets.get(name).copied());
        found
            .into_iter()
            .filter_map(|(source, place)| {
                let phrase = Span::new(start + place.lo(), start + place.hi());
                let source = self.key(source);
                // Words within the marks are the speaker's.
                (Some(source) != own && phrase.overlap(span) == 0).then_some(Named { source, phrase })
            })
            .collect()
    }
}

/// Bytes of a paragraph that are looked at on either side: some articles are one paragraph.
const REACH_BYTES: usize = 300;

/// The start of the paragraph, or a place not too far before the quotation.
fn near(text: &str, start: usize, quotation: usize) -> usize {
    let mut at = start.max(quotation.saturating_sub(REACH_BYTES));
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// The end of the paragraph, or a place not too far behind the quotation.
fn far(text: &str, quotation: usize, end: usize) -> usize {
    let mut at = end.min(quotation + REACH_BYTES);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// What leads from an article to its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// The phrase that names it.
    Named(Span),
    /// Its credit.
    Credited,
    /// Words of the agency's copy, which it prints without a credit.
    Copied,
}

/// Carriers whose dates cannot be trusted: each names or credits a source, or copies an agency, whose own copy here is
/// dated later. Answers positions in `carriers`, each with the position of that copy and what leads to it. A credit for a
/// part of a text leads to its agency only where the words are reporting.
#[must_use]
pub fn doubtful(corpus: &Corpus, carriers: &[OriginCarrier], silent: &Silent) -> Vec<(usize, usize, Lead)> {
    let mut copies: Map<u64, Vec<usize>> = Map::default();
    // The agencies' own copies, as long as they are few enough to be compared with every carrier.
    let mut owned: Vec<(usize, u64)> = Vec::new();
    for (at, carrier) in carriers.iter().enumerate() {
        if let Some(source) = published(corpus, carrier.article) {
            copies.entry(source).or_default().push(at);
            if is_agencys(corpus, carrier.article) {
                owned.push((at, source));
            }
        }
    }
    owned.sort_by_key(|(at, _)| corpus.rank(carriers[*at].article));
    owned.truncate(OWN_COPIES);
    let date = |ix: ArticleIx| corpus.get(ix).published.as_ref();
    let later = |ix: ArticleIx, source: u64| -> Option<usize> {
        let copies = copies.get(&source)?;
        let after = |&at: &usize| {
            let both = date(ix).zip(date(carriers[at].article));
            both.is_some_and(|(own, other)| own.compare(other) == When::Before)
        };
        // Every copy of the source must be later: one that is not may be where the words are from.
        copies.iter().all(after).then(|| copies[0])
    };
    let mut found = Vec::new();
    for (at, carrier) in carriers.iter().enumerate() {
        let ix = carrier.article;
        let by_name = carrier
            .named
            .iter()
            .find_map(|n| Some((later(ix, n.source)?, Lead::Named(n.phrase))));
        let by_credit = || {
            let counts = !corpus.get(ix).credit.part || carrier.copied > 0;
            let mut sources = credited(corpus, ix).filter(|_| counts);
            sources.find_map(|source| Some((later(ix, source)?, Lead::Credited)))
        };
        let by_words = || {
            let mut of = owned
                .iter()
                .filter(|(copy, _)| silent.prints(ix, carriers[*copy].article));
            of.find_map(|&(copy, source)| later(ix, source).map(|_| (copy, Lead::Copied)))
        };
        if let Some((copy, lead)) = by_name.or_else(by_credit).or_else(by_words) {
            found.push((at, copy, lead));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Claim, Precision, Published};

    fn article(id: &str, outlet: &str, agency: &str, day: i8) -> Article {
        let claim = |value: &str| (!value.is_empty()).then(|| Claim::from_field("test", value.into()));
        Article {
            id: id.into(),
            outlet: claim(outlet),
            agency: claim(agency),
            published: (day > 0).then(|| {
                let day = jiff::civil::date(2016, 9, day).at(0, 0, 0, 0);
                Published::new(day, Precision::Day, None, String::new())
            }),
            ..Article::default()
        }
    }

    #[test]
    fn who_is_named_around_a_quotation() {
        let corpus = Corpus::new(vec![
            article("a", "Harbour Courier", "", 1),
            article("b", "Valley Post - News", "", 1),
            article("c", "Reuters", "Reuters", 1),
        ]);
        let sources = Sources::new(&corpus);
        let check = |ix: u32, text: &str, expected: &[(u64, &str)]| {
            let start = text.find('“').unwrap() + '“'.len_utf8();
            let span = Span::new(start, text.find('”').unwrap());
            let found = sources.around(&corpus, ix, text, span);
            let shown: Vec<(u64, &str)> = found.iter().map(|n| (n.source, n.phrase.of(text))).collect();
            assert_eq!(shown, expected, "{text}");
        };
        let reuters = published(&corpus, 2).unwrap();
        check(0, "“It is over,” he told Reuters.", &[(reuters, "told Reuters")]);
        check(2, "“It is over,” he told Reuters.", &[]);
        check(
            0,
            "“It is over,” he told the Valley Post.",
            &[(published(&corpus, 1).unwrap(), "told the Valley Post")],
        );
        check(0, "He told Reuters no.\n“It is over,” he said.", &[]);
        check(0, "“He told Reuters so,” she said.", &[]);
        let naming = |of: u32, text: &'static str| sources.naming(&corpus, text, of).map(|s| s.of(text));
        assert_eq!(
            naming(0, "The boats, the Harbour Courier reported on Monday, are old."),
            Some("the Harbour Courier reported")
        );
        assert_eq!(
            naming(1, "The boats, the Harbour Courier reported on Monday, are old."),
            None
        );
        assert_eq!(
            naming(2, "It is over, according to Reuters."),
            Some("according to Reuters")
        );
    }

    #[test]
    fn a_date_before_its_source_is_doubtful() {
        let corpus = Corpus::new(vec![
            article("a", "Harbour Courier", "Reuters", 1),
            article("b", "Reuters", "Reuters", 3),
            article("c", "Valley Post", "Reuters", 4),
            article("d", "Ledger", "", 2),
            article("e", "Undated", "Reuters", 0),
        ]);
        let reuters = published(&corpus, 1).unwrap();
        let phrase = Span::new(5, 17);
        let named = Named {
            source: reuters,
            phrase,
        };
        let carrier = |article, named: &[Named], copied| OriginCarrier {
            named: named.to_vec(),
            copied,
            ..OriginCarrier::of(article, article)
        };
        let quoted = [
            carrier(0, &[], 0),
            carrier(1, &[], 0),
            carrier(2, &[], 0),
            carrier(3, &[named], 0),
            carrier(4, &[], 0),
        ];
        assert_eq!(
            doubtful(&corpus, &quoted, &Silent::default()),
            [(0, 1, Lead::Credited), (3, 1, Lead::Named(phrase))]
        );
        // Many words of the agency's own copy are a lead too; a few, or another outlet's, are none.
        let check = |copied: [u32; 3], expected: &[(usize, usize, Lead)]| {
            let carriers = [
                carrier(1, &[], copied[0]),
                carrier(3, &[], copied[1]),
                carrier(2, &[], copied[2]),
            ];
            let piece = |article, n: u32, words| Place {
                article,
                span: Span::new(1000 * n as usize, 1000 * n as usize + 900),
                words,
            };
            // In two pieces, since passages are often cut where an editor put a sentence in.
            let pieces = [0, 1].map(|n| {
                [
                    piece(1, n, copied[0] / 2),
                    piece(3, n, copied[1] / 2),
                    piece(2, n, copied[2] / 2),
                ]
            });
            let passages = pieces.each_ref().map(|carriers| Shared {
                kind: Kind::Wire,
                carriers,
            });
            let silent = Silent::new(&corpus, &passages);
            assert_eq!(doubtful(&corpus, &carriers, &silent), expected, "{copied:?}");
        };
        check([200, 200, 200], &[(1, 0, Lead::Copied)]);
        check([200, 30, 200], &[]);
        check([30, 200, 200], &[]);
    }

    #[test]
    fn a_credit_for_a_part_dates_only_what_is_reporting() {
        let mut first = article("a", "Harbour Courier", "Reuters", 1);
        first.credit.part = true;
        let corpus = Corpus::new(vec![first, article("b", "Reuters", "Reuters", 3)]);
        let check = |copied: u32, expected: &[(usize, usize, Lead)]| {
            let carriers = [0, 1].map(|article| OriginCarrier {
                copied,
                ..OriginCarrier::of(article, article)
            });
            assert_eq!(doubtful(&corpus, &carriers, &Silent::default()), expected, "{copied}");
        };
        check(0, &[]);
        check(25, &[(0, 1, Lead::Credited)]);
    }
}
