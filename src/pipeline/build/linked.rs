//! What links carriers, who is earliest, and why, in words.

use std::collections::{BTreeMap, BTreeSet};

use super::Records;
use super::articles::phrase;
use super::desk::Desk;
use crate::article::{ArticleIx, agency_of_outlet};
use crate::provenance::{Earliest, Lead, Link, OriginCarrier, Origins, doubtful, earliest_without};
use crate::report::records;

impl<'m> Records<'m> {
    /// Why a carrier belongs to its origin, in words.
    pub(super) fn evidence(&self, at: usize, link: &Link, carriers: &[OriginCarrier], desk: &mut Desk<'m>) -> String {
        let with = |at: usize| self.corpus.get(carriers[at].article).id.as_str();
        match link {
            Link::First => "first carrier of this origin".into(),
            Link::Article(_) => "same article".into(),
            Link::Story(at) => {
                let story = self.story_ids[carriers[*at].article as usize].as_deref().unwrap_or("");
                format!("one story ({story}) with {}", with(*at))
            }
            Link::Passage(at, passage) => {
                format!(
                    "words around it copied too ({}), as in {}",
                    self.passage_ids[*passage as usize],
                    with(*at)
                )
            }
            Link::Words(other) => format!(
                "prints {} words of the passage that {} prints too",
                carriers[at].copied.min(carriers[*other].copied),
                with(*other)
            ),
            Link::Outlet(at) => format!("same outlet as {}", with(*at)),
            Link::Publisher(other) => {
                let publisher = self.corpus.get(carriers[at].article).publisher.as_ref();
                let (value, evidence) = publisher.map_or(("", ""), |p| (p.value.as_str(), p.evidence.as_str()));
                format!("same publisher ({value}, {evidence}) as {}", with(*other))
            }
            Link::Agency(other) => {
                let article = |at: usize| self.corpus.get(carriers[at].article);
                let both = |name: &&str| article(*other).agencies().any(|n| n == *name);
                let name = article(at).agencies().find(both).unwrap_or("an agency");
                format!("credits {name}, as {} does", with(*other))
            }
            Link::Reference {
                with: other,
                own,
                named,
            } => {
                let by = &carriers[if *own { at } else { *other }];
                let named = by.named.get(*named);
                let words = named.map(|n| phrase(by.article, n.phrase, desk)).unwrap_or_default();
                if *own {
                    format!("names the source of {}: {words}", with(*other))
                } else {
                    format!("its source is named by {}: {words}", with(*other))
                }
            }
        }
    }

    /// The earliest carrier, and those whose dates are doubtful.
    pub(super) fn earliest(&self, carriers: &[OriginCarrier], desk: &mut Desk<'m>) -> (Earliest, Vec<records::Doubt>) {
        let found = if carriers.len() > 1 {
            doubtful(self.corpus, carriers, &self.silent)
        } else {
            Vec::new()
        };
        let mut set_aside: Vec<ArticleIx> = found.iter().map(|(at, ..)| carriers[*at].article).collect();
        set_aside.sort_unstable();
        set_aside.dedup();
        let day = |ix: ArticleIx| self.corpus.get(ix).published.as_ref().map_or("", |p| p.value.as_str());
        let mut doubts: Vec<records::Doubt> = Vec::new();
        for (at, copy, lead) in found {
            let (ix, other) = (carriers[at].article, carriers[copy].article);
            if doubts.last().is_some_and(|d| d.article == self.corpus.get(ix).id) {
                continue;
            }
            let source = match lead {
                Lead::Named(span) => format!("which it names as its source: {}", phrase(ix, span, desk)),
                Lead::Credited => "the agency's own copy, which it credits".into(),
                Lead::Copied => "the agency's own copy, whose words it prints without a credit".into(),
            };
            doubts.push(records::Doubt {
                article: self.name(ix),
                reason: format!(
                    "dated {}, before {} ({}), {source}",
                    day(ix),
                    self.name(other),
                    day(other)
                ),
            });
        }
        (
            earliest_without(self.corpus, carriers.iter().map(|c| c.article), &set_aside),
            doubts,
        )
    }

    /// What the number of origins rests on, in words.
    pub(super) fn basis(&self, carriers: &[OriginCarrier], origins: &Origins) -> String {
        let mut by: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, link) in origins.of.iter().filter(|(_, link)| *link != Link::First) {
            *by.entry(link.name()).or_default() += 1;
        }
        let linked: usize = by.values().sum();
        let mut said = if carriers.len() == 1 {
            "one carrier".to_owned()
        } else if linked == 0 {
            format!("nothing links its {} carriers", carriers.len())
        } else {
            let by: Vec<String> = by.iter().map(|(name, n)| format!("{n} by {name}")).collect();
            format!(
                "{linked} of {} carriers are linked with others: {}",
                carriers.len(),
                by.join(", ")
            )
        };
        let articles: BTreeSet<ArticleIx> = carriers.iter().map(|c| c.article).collect();
        // Articles that credit it, and those among them that credit it with a part.
        let mut credits: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for article in articles.iter().map(|&ix| self.corpus.get(ix)) {
            for name in article.agencies() {
                let (all, part) = credits.entry(name).or_default();
                *all += 1;
                *part += usize::from(article.credit.part);
            }
        }
        let outlet = |ix: ArticleIx| self.corpus.get(ix).outlet.as_ref();
        for (agency, (n, part)) in credits {
            let own = |ix: ArticleIx| outlet(ix).is_some_and(|o| agency_of_outlet(&o.value) == Some(agency));
            let here = if articles.iter().any(|&ix| own(ix)) {
                "its own copy is among them"
            } else {
                "its own copy is not in this corpus"
            };
            let verb = if n == 1 { "credits" } else { "credit" };
            let part = match part {
                0 => String::new(),
                _ if part == n => " with a part of the text".into(),
                _ => format!(" ({part} of them with a part of the text)"),
            };
            said = format!(
                "{said}; {n} of {} articles {verb} {agency}{part}: {here}",
                articles.len()
            );
        }
        said
    }
}

/// Whether the number of origins can be less.
pub(super) fn bound(origins: &Origins) -> String {
    if origins.count == 1 { "exact" } else { "upper" }.into()
}
