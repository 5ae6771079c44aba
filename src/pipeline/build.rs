//! Findings into records: one builder for each table.
//!
//! Input: the findings of all stages; output: the inert records of `report`, with offsets in code points and
//! identifiers that depend on an article and a place alone. Cost: linear in what a record holds; the code
//! points of an article are indexed once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use rayon::prelude::*;

use super::analyse::{Findings, Place};
use super::unmarked;
use crate::article::{Article, ArticleIx, Corpus, Published};
use crate::hash::{self, Map};
use crate::provenance::{
    Earliest, Lead, Link, OriginCarrier, Origins, Sources, Surroundings, doubtful, earliest_without, origins, outlets,
    uncredited,
};
use crate::quote::variant::{Family, Flag, Item};
use crate::quote::{Name, Speaker, SpeakerClass, Who};
use crate::report::fragment::Folded;
use crate::report::records::{self, Overview};
use crate::report::round4;
use crate::spill::Texts;
use crate::story::Story;
use crate::text::{CodePoints, Span};

/// The flag of words that another article prints without marks.
const PRINTED_UNMARKED: &str = "printed_unmarked";
/// Code points of context on either side of a quotation.
const CONTEXT: usize = 40;

/// Everything the records are made of.
pub(super) struct Material<'f> {
    pub(super) findings: &'f Findings,
    pub(super) texts: &'f Texts,
    pub(super) items: &'f [Item<'f>],
    pub(super) families: &'f [Family],
    /// For each family the places that print its words without marks.
    pub(super) unmarked: &'f [Vec<unmarked::Place>],
    pub(super) rejected: &'f [records::Rejected],
}

/// Bytes of text that lie open at once.
const DESK_BYTES: usize = 2 << 20;

/// The texts that one thread has open while it builds records, with their code points: an article may hold many
/// thousand quotations.
pub(super) struct Desk<'m> {
    texts: &'m Texts,
    open: Map<ArticleIx, Open<'m>>,
    bytes: usize,
}

/// A text with its code points and, once a place in it was linked to, as browsers compare it.
pub(super) struct Open<'m> {
    points: CodePoints<'m>,
    folded: Option<Folded>,
}

impl Open<'_> {
    /// The text directive that selects a span.
    fn fragment(&mut self, span: Span) -> Option<String> {
        let text = self.points.text();
        let folded = self.folded.get_or_insert_with(|| Folded::new(text));
        folded.directive(text, span)
    }
}

impl<'m> Desk<'m> {
    pub(super) fn new(texts: &'m Texts) -> Self {
        Self {
            texts,
            open: Map::default(),
            bytes: 0,
        }
    }

    fn open(&mut self, ix: ArticleIx) -> &CodePoints<'m> {
        &self.opened(ix).points
    }

    fn opened(&mut self, ix: ArticleIx) -> &mut Open<'m> {
        if self.bytes > DESK_BYTES && !self.open.contains_key(&ix) {
            self.open.clear();
            self.bytes = 0;
        }
        self.open.entry(ix).or_insert_with(|| {
            let points = CodePoints::new(self.texts.get(ix));
            self.bytes += points.text().len();
            Open { points, folded: None }
        })
    }
}

/// Builds records from findings.
pub(super) struct Records<'m> {
    material: &'m Material<'m>,
    corpus: &'m Corpus,
    around: Surroundings,
    sources: Sources,
    passage_ids: Vec<Id>,
    quote_ids: Vec<Id>,
    /// For each article its story's id.
    story_ids: Vec<Option<String>>,
}

impl<'m> Records<'m> {
    pub(super) fn new(material: &'m Material<'m>) -> Self {
        let findings = material.findings;
        let corpus = &findings.corpus;
        let mut around = Surroundings::default();
        let mut passage_ids = Vec::with_capacity(findings.passages.len());
        let (mut before, mut same_place) = (None, 0);
        for (number, passage) in findings.passages.iter().enumerate() {
            let own = passage.places[0];
            let inside_one = passage.places.iter().all(|place| place.article == own.article);
            let kind = u64::from(inside_one);
            // One place can head several families: text that is set aside and text that is not, or one of three
            // like paragraphs in an article. They stand in a row, the first with the plain name.
            same_place = if before == Some((own.article, own.span, kind)) {
                same_place + 1
            } else {
                0
            };
            before = Some((own.article, own.span, kind));
            passage_ids.push(Id::new('p', corpus.get(own.article), own.span, kind + 2 * same_place));
            if passage.verdict.kind.is_copying() {
                for place in &passage.places {
                    around.add(place.article, place.span.start, place.span.end, number as u32);
                }
            }
        }
        let quote_ids = material
            .families
            .par_iter()
            .map(|f| {
                let text = &material.items[f.text];
                Id::new('q', corpus.get(text.article), text.quote.span, 0)
            })
            .collect();
        let mut story_ids = vec![None; corpus.len()];
        for story in &findings.stories {
            let name = story_id(corpus, story);
            for member in &story.members {
                story_ids[member.article as usize] = Some(name.clone());
            }
        }
        Self {
            material,
            corpus,
            around,
            sources: Sources::new(corpus),
            passage_ids,
            quote_ids,
            story_ids,
        }
    }

    fn name(&self, ix: ArticleIx) -> String {
        self.corpus.get(ix).id.clone()
    }

    fn outlet(&self, ix: ArticleIx) -> Option<String> {
        self.corpus.get(ix).outlet.as_ref().map(|o| o.value.clone())
    }

    pub(super) fn article(&self, ix: ArticleIx) -> records::Article {
        let words = self.material.findings.words[ix as usize];
        let text = self.material.texts.get(ix);
        article(self.corpus.get(ix), &text, words, self.story_ids[ix as usize].clone())
    }

    pub(super) fn story(&self, at: usize, desk: &mut Desk<'m>) -> records::Story {
        let story = &self.material.findings.stories[at];
        let carriers: Vec<OriginCarrier> = story
            .members
            .iter()
            .map(|m| OriginCarrier {
                article: m.article,
                story: 0,
                surroundings: Vec::new(),
                named: Vec::new(),
                copied: 0,
            })
            .collect();
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

    pub(super) fn located(&self, at: usize, desk: &mut Desk<'m>) -> records::Match {
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

    pub(super) fn passage(&self, at: usize, desk: &mut Desk<'m>) -> records::Passage {
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
            text: (printed != text).then(|| printed.to_owned()),
            fragment: if linked { open.fragment(place.span) } else { None },
            ..records::PassageCarrier::default()
        }
    }

    pub(super) fn quote(&self, at: usize, desk: &mut Desk<'m>) -> records::Quote {
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
                    article: item.article,
                    story: item.story,
                    surroundings,
                    named,
                    copied: 0,
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

    fn carrier(
        &self,
        item: &Item<'_>,
        carrier: &crate::quote::variant::Carrier,
        desk: &mut Desk<'m>,
    ) -> records::QuoteCarrier {
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

    /// Why a carrier belongs to its origin, in words.
    fn evidence(&self, at: usize, link: &Link, carriers: &[OriginCarrier], desk: &mut Desk<'m>) -> String {
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
            Link::Agency(at) => format!("credits the same agency as {}", with(*at)),
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
    fn earliest(&self, carriers: &[OriginCarrier], desk: &mut Desk<'m>) -> (Earliest, Vec<records::Doubt>) {
        let found = if carriers.len() > 1 {
            doubtful(self.corpus, carriers)
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
    fn basis(&self, carriers: &[OriginCarrier], origins: &Origins) -> String {
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
        let mut credits: BTreeMap<&str, usize> = BTreeMap::new();
        for agency in articles.iter().filter_map(|&ix| self.corpus.get(ix).agency.as_ref()) {
            *credits.entry(agency.value.as_str()).or_default() += 1;
        }
        let outlet = |ix: ArticleIx| self.corpus.get(ix).outlet.as_ref();
        for (agency, n) in credits {
            let own =
                |ix: ArticleIx| outlet(ix).is_some_and(|o| crate::article::agency_of_outlet(&o.value) == Some(agency));
            let here = if articles.iter().any(|&ix| own(ix)) {
                "its own copy is among them"
            } else {
                "its own copy is not in this corpus"
            };
            let verb = if n == 1 { "credits" } else { "credit" };
            said = format!("{said}; {n} of {} articles {verb} {agency}: {here}", articles.len());
        }
        said
    }

    pub(super) fn outlets(&self) -> (Vec<records::Outlet>, Vec<records::OutletPair>, Vec<records::Uncredited>) {
        let findings = self.material.findings;
        let places: Vec<Vec<outlets::Place>> = findings
            .passages
            .iter()
            .map(|p| p.places.iter().map(outlet_place).collect())
            .collect();
        let shared: Vec<outlets::Shared<'_>> = findings
            .passages
            .iter()
            .zip(&places)
            .map(|(p, carriers)| outlets::Shared {
                kind: p.verdict.kind,
                carriers,
            })
            .collect();
        let quotes: Vec<usize> = findings.quotes.iter().map(Vec::len).collect();
        let mut desk = Desk::new(self.material.texts);
        let retells = |copy: ArticleIx, own: ArticleIx| {
            let text = self.material.texts.get(copy);
            self.sources.naming(self.corpus, &text, own).is_some()
        };
        let found = uncredited::uncredited(self.corpus, &shared, &retells);
        let uncredited: Vec<records::Uncredited> = found.iter().map(|u| self.uncredited(u, &mut desk)).collect();
        let silent = found
            .iter()
            .zip(&uncredited)
            .filter(|(_, record)| record.mention.is_none());
        let silent: BTreeSet<ArticleIx> = silent.map(|(u, _)| u.article).collect();
        let (totals, pairs) = outlets::tally(
            self.corpus,
            &findings.words,
            &quotes,
            &findings.stories,
            &shared,
            &silent,
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
        let named = |agency: &String| crate::article::agency_mention(points.text(), agency);
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
        let place = place
            .or_else(|| crate::article::wire_services(points.text()))
            .or_else(by_phrase);
        let mention = place.map(|span| mention(points, span));
        let copies = found.copies.iter().map(|copy| {
            let (start, end) = desk.open(found.article).span(copy.own.span);
            let (article_start, article_end) = desk.open(copy.credited.article).span(copy.credited.span);
            let credit = self
                .corpus
                .get(copy.credited.article)
                .agency
                .clone()
                .unwrap_or_default();
            records::CreditedCopy {
                passage: self.passage_ids[copy.passage].to_string(),
                start,
                end,
                words: u64::from(copy.own.words),
                article: self.name(copy.credited.article),
                outlet: self.outlet(copy.credited.article),
                agency: credit.value,
                agency_evidence: credit.evidence,
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
            mention,
            credited_articles: found.credited as u64,
            copies: copies.collect(),
        }
    }

    /// Records of all articles that the lists of an overview name.
    pub(super) fn named_in(&self, overview: &Overview) -> BTreeMap<String, records::Article> {
        let mut ids: BTreeSet<&str> = BTreeSet::new();
        ids.extend(
            overview
                .stories
                .iter()
                .flat_map(|s| s.articles.iter().map(|m| m.article.as_str())),
        );
        ids.extend(
            overview
                .passages
                .iter()
                .flat_map(|p| p.carriers.iter().map(|c| c.article.as_str())),
        );
        ids.extend(
            overview
                .quotes
                .iter()
                .flat_map(|q| q.carriers.iter().map(|c| c.article.as_str())),
        );
        let articles = self.corpus.articles();
        ids.into_iter()
            .filter_map(|id| {
                let ix = articles.binary_search_by(|a| a.id.as_str().cmp(id)).ok()?;
                Some((id.to_owned(), self.article(ix as u32)))
            })
            .collect()
    }
}

/// A place, as outlets and origins see it.
fn outlet_place(place: &Place) -> outlets::Place {
    outlets::Place {
        article: place.article,
        span: place.span,
        words: place.words,
    }
}

/// Flags of a family, by name.
pub(super) fn flags(family: &Family, unmarked: &[unmarked::Place]) -> Vec<String> {
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

/// A name that depends on the article and the place alone, so that more articles do not change it.
#[derive(Debug, Clone, Copy)]
struct Id(char, u64);

impl Id {
    fn new(letter: char, article: &Article, span: Span, salt: u64) -> Self {
        let place = hash::pair(u64::from(span.start), u64::from(span.end));
        let article = hash::bytes(article.id.as_bytes());
        Self(letter, hash::pair(article, hash::pair(place, salt)))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:016x}", self.0, self.1)
    }
}

fn story_id(corpus: &Corpus, story: &Story) -> String {
    Id::new('s', corpus.get(story.representative), Span::default(), 0).to_string()
}

/// An article with the number of its words and its story.
pub(super) fn article(article: &Article, text: &str, words: u32, story: Option<String>) -> records::Article {
    let credit = article.agency.as_ref().and_then(|claim| claim.span);
    records::Article {
        agency_credit: credit.map(|span| mention(&CodePoints::new(text), span)),
        characters: text.chars().count() as u64,
        text_hash: hash::hex128(text.as_bytes()),
        ..described(article, words, story)
    }
}

/// An article without what only its text tells.
pub(super) fn described(article: &Article, words: u32, story: Option<String>) -> records::Article {
    let value = |claim: &Option<crate::article::Claim>| claim.as_ref().map(|c| c.value.clone());
    let evidence = |claim: &Option<crate::article::Claim>| claim.as_ref().map(|c| c.evidence.clone());
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
fn phrase(ix: ArticleIx, span: Span, desk: &mut Desk<'_>) -> String {
    let points = desk.open(ix);
    let (start, end) = points.span(span);
    format!("“{}” [{start}:{end}]", span.of(points.text()).replace('\n', " "))
}

fn mention(points: &CodePoints<'_>, span: Span) -> records::Mention {
    let (start, end) = points.span(span);
    records::Mention {
        start,
        end,
        text: span.of(points.text()).into(),
    }
}

/// Whether the number of origins can be less.
fn bound(origins: &Origins) -> String {
    if origins.count == 1 { "exact" } else { "upper" }.into()
}

pub(super) fn date(published: &Published) -> records::Date {
    records::Date {
        value: published.value.clone(),
        precision: published.precision.name().into(),
        evidence: published.evidence.clone(),
    }
}

fn edit(edit: &crate::quote::variant::WordEdit) -> records::Edit {
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
pub(super) fn context(text: &str, span: Span) -> (String, String) {
    let before = text.get(..span.lo()).unwrap_or("");
    let from = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    let after = text.get(span.hi()..).unwrap_or("");
    (before[from..].to_owned(), after.chars().take(CONTEXT).collect())
}
