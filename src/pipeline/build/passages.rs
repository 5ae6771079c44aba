//! Stories, matches and passages into records.

use std::collections::BTreeSet;

use super::desk::Desk;
use super::linked::bound;
use super::outlets::outlet_place;
use super::{Records, story_id};
use crate::article::ArticleIx;
use crate::pipeline::analyse::Place;
use crate::provenance::{OriginCarrier, origins};
use crate::report::records;
use crate::report::round4;
use crate::text::Span;

impl<'m> Records<'m> {
    pub(in crate::pipeline) fn story(&self, at: usize, desk: &mut Desk<'m>) -> records::Story {
        let story = &self.material.findings.stories[at];
        let carriers: Vec<OriginCarrier> = story.members.iter().map(|m| OriginCarrier::of(m.article, 0)).collect();
        let (first, doubts) = self.earliest(&carriers, desk);
        let outlets: BTreeSet<u32> = story
            .members
            .iter()
            .filter_map(|m| self.corpus.outlet(m.article))
            .collect();
        records::Story {
            story: story_id(self.corpus, story),
            representative: self.name(story.representative),
            earliest: first.article.map(|ix| self.name(ix)),
            earliest_basis: first.basis,
            doubts,
            outlets: outlets.len() as u64,
            articles: story
                .members
                .iter()
                .map(|m| records::StoryMember {
                    article: self.name(m.article),
                    relation: m.relation.name().into(),
                    similarity: round4(m.similarity.jaccard),
                    containment: round4(m.similarity.containment),
                    against: self.name(story.representative),
                })
                .collect(),
        }
    }

    pub(in crate::pipeline) fn located(&self, at: usize, desk: &mut Desk<'m>) -> records::Match {
        let m = &self.material.findings.matches[at];
        let mut points = |ix: ArticleIx, span: Span| desk.open(ix).span(span);
        let ((a_start, a_end), (b_start, b_end)) = (points(m.a, m.a_span), points(m.b, m.b_span));
        records::Match {
            a: self.name(m.a),
            a_start,
            a_end,
            b: self.name(m.b),
            b_start,
            b_end,
            words: u64::from(m.words),
            identity: round4(m.identity),
            kind: m.kind.name().into(),
        }
    }

    pub(in crate::pipeline) fn passage(&self, at: usize, desk: &mut Desk<'m>) -> records::Passage {
        let passage = &self.material.findings.passages[at];
        let own = passage.places[0];
        let mut places = passage.places.clone();
        places.sort_by_key(|p| (self.corpus.rank(p.article), p.span));
        let linked: Vec<OriginCarrier> = places
            .iter()
            .map(|p| OriginCarrier {
                story: self.material.findings.story_of[p.article as usize],
                surroundings: self.around.around(p.article, p.span.start, p.span.end),
                ..OriginCarrier::of_passage(&outlet_place(p), passage.verdict.kind)
            })
            .collect();
        let (first, doubts) = self.earliest(&linked, desk);
        let origins = origins(self.corpus, &linked);
        let text: String = own.span.of(desk.open(own.article).text()).into();
        let mut carriers: Vec<records::PassageCarrier> =
            places.iter().map(|p| self.passage_carrier(p, &text, desk)).collect();
        for (at, (carrier, (origin, link))) in carriers.iter_mut().zip(&origins.of).enumerate() {
            carrier.origin = *origin as u64;
            carrier.origin_rule = link.name().into();
            carrier.origin_evidence = self.evidence(at, link, &linked, desk);
            carrier.origin_with = link.with().map(|at| self.name(linked[at].article));
        }
        records::Passage {
            passage: self.passage_ids[at].to_string(),
            kind: passage.verdict.kind.name().into(),
            rule: passage.verdict.rule.clone(),
            text,
            words: u64::from(passage.words),
            representative: self.name(own.article),
            earliest: first.article.map(|ix| self.name(ix)),
            earliest_basis: first.basis,
            doubts,
            origins: origins.count as u64,
            origins_bound: bound(&origins),
            origins_basis: self.basis(&linked, &origins),
            agency: passage.agency.clone(),
            carriers,
        }
    }

    fn passage_carrier(&self, place: &Place, text: &str, desk: &mut Desk<'m>) -> records::PassageCarrier {
        let linked = self.corpus.get(place.article).url.is_some();
        let open = desk.opened(place.article);
        let (start, end) = open.points.span(place.span);
        let printed = place.span.of(open.points.text());
        records::PassageCarrier {
            article: self.name(place.article),
            outlet: self.outlet(place.article),
            start,
            end,
            identity: round4(place.identity),
            coverage: round4(place.coverage),
            text: (printed != text).then(|| printed.to_owned()),
            fragment: if linked { open.fragment(place.span) } else { None },
            ..records::PassageCarrier::default()
        }
    }
}
