//! Outlets, their pairs, and wire copy without a credit into records.

use std::collections::BTreeSet;

use super::Records;
use super::articles::{date, mention};
use super::desk::Desk;
use crate::article::{ArticleIx, Credit, agency_mention, wire_services};
use crate::pipeline::analyse::{Findings, Passage, Place};
use crate::provenance::{self, Shared, outlets, uncredited};
use crate::report::records;
use crate::report::round4;

impl<'m> Records<'m> {
    pub(in crate::pipeline) fn outlets(
        &self,
    ) -> (Vec<records::Outlet>, Vec<records::OutletPair>, Vec<records::Uncredited>) {
        let findings = self.material.findings;
        let places = places(findings);
        let shared = shared(findings, &places);
        let quotes: Vec<usize> = findings.quotes.iter().map(Vec::len).collect();
        let mut desk = Desk::new(self.material.texts);
        let retells = |copy: ArticleIx, own: ArticleIx| {
            let text = self.material.texts.get(copy);
            self.sources.naming(self.corpus, &text, own).is_some()
        };
        let found = uncredited::uncredited(self.corpus, &shared, &retells);
        let uncredited: Vec<records::Uncredited> = found.iter().map(|u| self.uncredited(u, &mut desk)).collect();
        let unnamed = found
            .iter()
            .zip(&uncredited)
            .filter(|(u, record)| u.whole && record.mention.is_none());
        let unnamed: BTreeSet<ArticleIx> = unnamed.map(|(u, _)| u.article).collect();
        let (totals, pairs) = outlets::tally(
            self.corpus,
            &findings.words,
            &quotes,
            &findings.stories,
            &shared,
            &unnamed,
            &self.silent,
        );
        let names = self.corpus.outlets();
        let outlets = totals
            .into_iter()
            .zip(names)
            .map(|(t, name)| records::Outlet {
                outlet: name.clone(),
                articles: t.articles,
                words: t.words,
                shared_words: t.shared_words,
                shared_share: round4(t.shared_words as f64 / t.words.max(1) as f64),
                boilerplate_words: t.boilerplate_words,
                boilerplate_share: round4(t.boilerplate_words as f64 / t.words.max(1) as f64),
                wire_share_by_agency: t
                    .wire_words_by_agency
                    .iter()
                    .map(|(agency, &words)| (agency.clone(), round4(words as f64 / t.words.max(1) as f64)))
                    .collect(),
                wire_words_by_agency: t.wire_words_by_agency,
                uncredited_wire_articles: t.uncredited_wire_articles,
                quotes: t.quotes,
            })
            .collect();
        let pairs = pairs
            .into_iter()
            .map(|((a, b), between)| records::OutletPair {
                a: names[a as usize].clone(),
                b: names[b as usize].clone(),
                stories: between.stories,
                passages: between.passages,
                words: between.words,
                a_first: between.a_first,
                b_first: between.b_first,
                order_unknown: between.order_unknown,
                agencies: between.agencies.into_iter().collect::<Vec<_>>().join("; "),
            })
            .collect();
        (outlets, pairs, uncredited)
    }

    fn uncredited(&self, found: &uncredited::Uncredited, desk: &mut Desk<'m>) -> records::Uncredited {
        let article = self.corpus.get(found.article);
        let words = u64::from(self.material.findings.words[found.article as usize]);
        let points = desk.open(found.article);
        let named = |agency: &String| agency_mention(points.text(), agency);
        let by_phrase = || {
            let copies = found.copies.iter().map(|c| c.credited.article);
            // Its own outlet's other article is no source that it names.
            let others = copies.filter(|&ix| self.corpus.outlet(ix) != self.corpus.outlet(found.article));
            let mut others: Vec<ArticleIx> = others.collect();
            others.dedup();
            others
                .into_iter()
                .find_map(|ix| self.sources.naming(self.corpus, points.text(), ix))
        };
        let place = found.agencies.iter().find_map(named);
        let place = place.or_else(|| wire_services(points.text())).or_else(by_phrase);
        let mention = place.map(|span| mention(points, span));
        let copies = found.copies.iter().map(|copy| {
            let (start, end) = desk.open(found.article).span(copy.own.span);
            let (article_start, article_end) = desk.open(copy.credited.article).span(copy.credited.span);
            let by = self.corpus.get(copy.credited.article);
            let credit = by.agency.clone().unwrap_or_default();
            records::CreditedCopy {
                passage: self.passage_ids[copy.passage].to_string(),
                start,
                end,
                words: u64::from(copy.own.words),
                article: self.name(copy.credited.article),
                outlet: self.outlet(copy.credited.article),
                agency: credit.value,
                agency_evidence: credit.evidence,
                agency_covers: covers(&by.credit),
                article_start,
                article_end,
            }
        });
        records::Uncredited {
            article: article.id.clone(),
            outlet: self.outlet(found.article),
            published: article.published.as_ref().map(date),
            words,
            shared_words: u64::from(found.words),
            shared_share: round4(f64::from(found.words) / words.max(1) as f64),
            agencies: found.agencies.clone(),
            agency_covers: if found.whole { "text" } else { "part" }.into(),
            mention,
            credited_articles: found.credited as u64,
            copies: copies.collect(),
        }
    }
}

/// The places of all passages, as provenance sees them.
pub(super) fn places(findings: &Findings) -> Vec<Vec<provenance::Place>> {
    let of = |p: &Passage| p.places.iter().map(outlet_place).collect();
    findings.passages.iter().map(of).collect()
}

/// All passages, as provenance sees them.
pub(super) fn shared<'p>(findings: &Findings, places: &'p [Vec<provenance::Place>]) -> Vec<Shared<'p>> {
    let passages = findings.passages.iter().zip(places);
    let shared = passages.map(|(p, carriers)| Shared {
        kind: p.verdict.kind,
        carriers,
    });
    shared.collect()
}

/// Of what an agency that is credited is said to be.
pub(super) fn covers(credit: &Credit) -> String {
    if credit.part { "part" } else { "text" }.into()
}

/// A place, as outlets and origins see it.
pub(super) fn outlet_place(place: &Place) -> provenance::Place {
    provenance::Place {
        article: place.article,
        span: place.span,
        words: place.words,
    }
}
