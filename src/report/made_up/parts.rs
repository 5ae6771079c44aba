//! Quotations, stories, passages and outlets of the made-up run.

use super::super::records::{
    Article, CreditedCopy, Outlet, OutletPair, Passage, PassageCarrier, Quote, Speaker, Story, StoryMember, Uncredited,
};
use super::{carrier, edit, some};

pub(super) fn told_quote(articles: &[Article], told: &str) -> Quote {
    let mut dropped = carrier(
        &articles[1],
        "We had been told, in 30 years, that the gate could jam",
        "edited",
        "Anne Tolland",
        1,
    );
    dropped.edits = vec![edit("delete", "never", "", 2)];
    let mut figure = carrier(
        &articles[2],
        "We had never been told, in 13 years, that the gate could jam",
        "edited",
        "Anne Tolland",
        1,
    );
    figure.edits = vec![edit("replace", "30", "13", 6)];
    let fragment = carrier(&articles[4], "never been told", "fragment", "", 2);
    Quote {
        quote: "q1".into(),
        text: told.into(),
        speaker: Some(Speaker {
            name: "Anne Tolland".into(),
            role: Some("postmistress of Lower Hallin".into()),
            class: "person".into(),
        }),
        earliest: some(&articles[0].article),
        earliest_basis: "dated to the minute, before all others of that day known only to the day".into(),
        origins: 2,
        flags: vec!["negation_changed".into(), "number_changed".into()],
        wordings: 4,
        carriers: vec![
            carrier(&articles[0], told, "identical", "Anne Tolland", 1),
            dropped,
            figure,
            fragment,
        ],
        ..Quote::default()
    }
}

pub(super) fn responsibility(articles: &[Article]) -> Quote {
    Quote {
        quote: "q2".into(),
        text: "a special duty of care".into(),
        speaker: None,
        earliest: None,
        earliest_basis: "the first two carry the same day".into(),
        origins: 2,
        flags: vec!["attribution_conflict".into()],
        wordings: 1,
        carriers: vec![
            carrier(
                &articles[1],
                "a special duty of care",
                "identical",
                "Dame Ruth Ashcombe",
                1,
            ),
            carrier(&articles[2], "a special duty of care", "identical", "Peter Lisle", 2),
        ],
        ..Quote::default()
    }
}

pub(super) fn single(articles: &[Article]) -> Quote {
    Quote {
        quote: "q3".into(),
        text: "Every vote is on paper and every paper will be looked at again".into(),
        speaker: Some(Speaker {
            name: "Marisol Keane".into(),
            role: None,
            class: "person".into(),
        }),
        earliest: some(&articles[5].article),
        earliest_basis: "the only carrier".into(),
        origins: 1,
        flags: Vec::new(),
        wordings: 1,
        carriers: vec![carrier(
            &articles[5],
            "Every vote is on paper and every paper will be looked at again",
            "identical",
            "Marisol Keane",
            1,
        )],
        ..Quote::default()
    }
}

pub(super) fn story(id: &str, articles: &[Article], members: &[(usize, &str, f64)], earliest: Option<usize>) -> Story {
    let representative = &articles[members[0].0].article;
    Story {
        story: id.into(),
        representative: representative.clone(),
        earliest: earliest.map(|i| articles[i].article.clone()),
        earliest_basis: if earliest.is_some() {
            "before all others"
        } else {
            "one article is undated"
        }
        .into(),
        outlets: members.iter().filter(|(i, ..)| articles[*i].outlet.is_some()).count() as u64,
        articles: members
            .iter()
            .map(|&(i, relation, similarity)| StoryMember {
                article: articles[i].article.clone(),
                relation: relation.into(),
                similarity,
                containment: (similarity + 0.1).min(1.0),
                against: representative.clone(),
            })
            .collect(),
        ..Story::default()
    }
}

pub(super) fn passages(articles: &[Article]) -> Vec<Passage> {
    let at = |i: usize, start: u32, end: u32, identity: f64| PassageCarrier {
        article: articles[i].article.clone(),
        outlet: articles[i].outlet.clone(),
        start,
        end,
        identity,
        coverage: 1.0,
        ..PassageCarrier::default()
    };
    vec![
        Passage {
            passage: "p1".into(),
            kind: "wire".into(),
            rule: "two carriers credit Northwire and the passage is in four outlets".into(),
            text: "Engineers warned managers of the Hallin Dam four times in the months before last January’s flood that its spillway was blocked, and on each occasion were told to wait for the spring budget, a public inquiry found on Monday.".into(),
            words: 39,
            representative: articles[0].article.clone(),
            earliest: some(&articles[0].article),
            earliest_basis: "dated to the minute, before all others".into(),
            agency: some("Northwire"),
            carriers: vec![at(0, 0, 222, 1.0), at(2, 0, 222, 1.0), at(1, 14, 230, 0.9231)],
            ..Passage::default()
        },
        Passage {
            passage: "p2".into(),
            kind: "boilerplate".into(),
            rule: "one outlet prints it under different stories".into(),
            text: "Sign up for the Sentinel’s evening letter.".into(),
            words: 7,
            representative: articles[1].article.clone(),
            earliest: None,
            earliest_basis: "furniture has no first printing".into(),
            agency: None,
            carriers: vec![at(1, 2904, 2946, 1.0), at(4, 3100, 3142, 1.0)],
            ..Passage::default()
        },
    ]
}

pub(super) fn outlets() -> Vec<Outlet> {
    let outlet = |name: &str, words: u64, shared: u64, wire: &[(&str, u64)], uncredited: u64| Outlet {
        outlet: name.into(),
        articles: 3,
        words,
        shared_words: shared,
        shared_share: super::super::round4(shared as f64 / words as f64),
        boilerplate_words: 40,
        wire_words_by_agency: wire.iter().map(|&(a, n)| (a.to_owned(), n)).collect(),
        uncredited_wire_articles: uncredited,
        quotes: 7,
        ..Outlet::default()
    };
    vec![
        outlet("Harbour Courier", 3_120, 1_904, &[("Northwire", 1_600)], 0),
        outlet(
            "Valley Sentinel",
            2_800,
            2_210,
            &[("Northwire", 1_480), ("Presse Centrale", 210)],
            2,
        ),
        outlet("Riverside Times", 2_411, 611, &[("Northwire", 611)], 0),
        outlet("Metro Ledger", 1_940, 3, &[], 0),
    ]
}

pub(super) fn pairs() -> Vec<OutletPair> {
    let pair = |a: &str, b: &str, words: u64, a_first: u64, b_first: u64, unknown: u64| OutletPair {
        a: a.into(),
        b: b.into(),
        stories: 2,
        passages: a_first + b_first + unknown,
        words,
        a_first,
        b_first,
        order_unknown: unknown,
        agencies: "Northwire".into(),
    };
    vec![
        pair("Harbour Courier", "Valley Sentinel", 1_204, 6, 0, 2),
        pair("Harbour Courier", "Riverside Times", 611, 3, 1, 0),
    ]
}

/// The Sentinel prints Northwire's passage without a credit.
pub(super) fn uncredited(articles: &[Article]) -> Vec<Uncredited> {
    let copy = |i: usize| CreditedCopy {
        passage: "p1".into(),
        start: 14,
        end: 230,
        words: 36,
        article: articles[i].article.clone(),
        outlet: articles[i].outlet.clone(),
        agency: "Northwire".into(),
        agency_evidence: "byline: “Northwire”".into(),
        agency_covers: "text".into(),
        article_start: 0,
        article_end: 222,
    };
    vec![Uncredited {
        article: articles[1].article.clone(),
        outlet: articles[1].outlet.clone(),
        published: articles[1].published.clone(),
        words: 412,
        shared_words: 371,
        shared_share: 0.9005,
        agencies: vec!["Northwire".into()],
        agency_covers: "text".into(),
        mention: None,
        credited_articles: 2,
        copies: vec![copy(0), copy(2)],
    }]
}
