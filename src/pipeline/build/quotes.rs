//! Families of quotations into records.

use std::collections::BTreeMap;

use super::Records;
use super::articles::{date, mention};
use super::desk::Desk;
use super::linked::bound;
use crate::pipeline::unmarked;
use crate::provenance::{OriginCarrier, origins};
use crate::quote::variant::{Carrier, Family, Flag, Item, WordEdit};
use crate::quote::{Name, Speaker, SpeakerClass, Who};
use crate::report::records;
use crate::report::round4;
use crate::text::Span;

/// The flag of words that another article prints without marks.
const PRINTED_UNMARKED: &str = "printed_unmarked";
/// Code points of context on either side of a quotation.
const CONTEXT: usize = 40;

impl<'m> Records<'m> {
    pub(in crate::pipeline) fn quote(&self, at: usize, desk: &mut Desk<'m>) -> records::Quote {
        let family = &self.material.families[at];
        let items = self.material.items;
        let text = &items[family.text];
        let articles = || family.carriers.iter().map(|c| items[c.item].article);
        // What a paragraph names as its source links carriers; where there is one article there is nothing to link.
        let several = articles().any(|ix| ix != text.article);
        let carriers: Vec<OriginCarrier> = family
            .carriers
            .iter()
            .map(|c| {
                let item = &items[c.item];
                let span = item.quote.span;
                let surroundings = self.around.around(item.article, span.start, span.end);
                let named = if several {
                    let text = desk.open(item.article).text();
                    self.sources.around(self.corpus, item.article, text, span)
                } else {
                    Vec::new()
                };
                OriginCarrier {
                    surroundings,
                    named,
                    ..OriginCarrier::of(item.article, item.story)
                }
            })
            .collect();
        let origins = origins(self.corpus, &carriers);
        let (first, doubts) = self.earliest(&carriers, desk);
        let words = text.quote.span.of(desk.open(text.article).text()).to_owned();
        records::Quote {
            quote: self.quote_ids[at].to_string(),
            text: words,
            speaker: self.speaker(family),
            earliest: first.article.map(|ix| self.name(ix)),
            earliest_basis: first.basis,
            doubts,
            origins: origins.count as u64,
            origins_bound: bound(&origins),
            origins_basis: self.basis(&carriers, &origins),
            flags: flags(family, &self.material.unmarked[at]),
            wordings: family.wordings as u64,
            carriers: family
                .carriers
                .iter()
                .zip(&origins.of)
                .enumerate()
                .map(|(at, (c, (origin, link)))| {
                    let mut carrier = self.carrier(&items[c.item], c, desk);
                    carrier.origin = *origin as u64;
                    carrier.origin_rule = link.name().into();
                    carrier.origin_evidence = self.evidence(at, link, &carriers, desk);
                    carrier.origin_with = link.with().map(|at| self.name(carriers[at].article));
                    carrier
                })
                .collect(),
            unmarked: self.material.unmarked[at]
                .iter()
                .map(|&(article, span)| {
                    let (start, end) = desk.open(article).span(span);
                    records::UnmarkedPlace {
                        article: self.name(article),
                        outlet: self.outlet(article),
                        start,
                        end,
                    }
                })
                .collect(),
        }
    }

    /// The speaker all carriers that name one agree on, by the fullest name.
    fn speaker(&self, family: &Family) -> Option<records::Speaker> {
        if family.flags.contains(&Flag::AttributionConflict) {
            return None;
        }
        let mut votes: BTreeMap<&Speaker, usize> = BTreeMap::new();
        for carrier in &family.carriers {
            if let Some(speaker) = &self.material.items[carrier.item].quote.attribution.speaker {
                *votes.entry(speaker).or_default() += 1;
            }
        }
        if let (1, Some((speaker, _))) = (votes.len(), votes.first_key_value()) {
            return Some(as_record(speaker, speaker.role.clone()));
        }
        let named = votes.keys().any(|s| s.class != SpeakerClass::Anonymous);
        let most_named = votes
            .iter()
            .filter(|(s, _)| !named || s.class != SpeakerClass::Anonymous)
            .max_by_key(|(s, n)| (**n, std::cmp::Reverse(**s)))?;
        // The fullest name that any carrier gives the same person.
        let voted_name = Name::new(most_named.0);
        let fullest = votes
            .keys()
            .filter(|s| Name::new(s).compare(&voted_name) == Who::Same)
            .max_by_key(|s| (s.name.split(' ').count(), votes[*s], std::cmp::Reverse(**s)))
            .unwrap_or(most_named.0);
        let role = fullest.role.clone().or_else(|| most_named.0.role.clone());
        Some(as_record(fullest, role))
    }

    fn carrier(&self, item: &Item<'_>, carrier: &Carrier, desk: &mut Desk<'m>) -> records::QuoteCarrier {
        let linked = self.corpus.get(item.article).url.is_some();
        let open = desk.opened(item.article);
        let fragment = if linked { open.fragment(item.quote.span) } else { None };
        let points = &open.points;
        let whole = points.text();
        let (start, end) = points.span(item.quote.span);
        let attribution = &item.quote.attribution;
        let (prefix, suffix) = context(whole, item.quote.span);
        records::QuoteCarrier {
            article: self.name(item.article),
            outlet: self.outlet(item.article),
            published: self.corpus.get(item.article).published.as_ref().map(date),
            start,
            end,
            text: item.quote.span.of(whole).into(),
            prefix,
            suffix,
            kind: item.quote.kind.name().into(),
            variant: carrier.variant.name().into(),
            edits: carrier.edits.iter().map(edit).collect(),
            speaker: attribution.speaker.as_ref().map(|s| s.name.clone()),
            speaker_mention: attribution.mention.map(|span| mention(points, span)),
            cue: attribution.cue.map(|span| span.of(whole).into()),
            rule: attribution.rule.into(),
            confidence: round4(f64::from(attribution.confidence)),
            fragment,
            also_in: carrier.also_in.iter().map(|&f| self.quote_ids[f].to_string()).collect(),
            ..records::QuoteCarrier::default()
        }
    }
}

/// Flags of a family, by name.
pub(in crate::pipeline) fn flags(family: &Family, unmarked: &[unmarked::Place]) -> Vec<String> {
    let mut flags: Vec<String> = family.flags.iter().map(|f| f.name().into()).collect();
    if !unmarked.is_empty() {
        flags.push(PRINTED_UNMARKED.into());
    }
    flags
}

fn as_record(speaker: &Speaker, role: Option<String>) -> records::Speaker {
    records::Speaker {
        name: speaker.name.clone(),
        role,
        class: speaker.class.name().into(),
    }
}

fn edit(edit: &WordEdit) -> records::Edit {
    let op = match (edit.from.is_empty(), edit.to.is_empty()) {
        (true, _) => "insert",
        (_, true) => "delete",
        _ => "replace",
    };
    records::Edit {
        op: op.into(),
        from: edit.from.clone(),
        to: edit.to.clone(),
        at: edit.at as u64,
    }
}

/// Up to [`CONTEXT`] code points before and after a span.
pub(in crate::pipeline) fn context(text: &str, span: Span) -> (String, String) {
    let before = text.get(..span.lo()).unwrap_or("");
    let from = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    let after = text.get(span.hi()..).unwrap_or("");
    (before[from..].to_owned(), after.chars().take(CONTEXT).collect())
}
