//! Worked by hand.

use super::*;

fn entry(passage: u32, place: Place, first: u32, bounds: &[u32]) -> Entry {
    Entry {
        passage,
        place,
        first,
        bounds: bounds.to_vec(),
    }
}

fn article(relation: Relation, entries: &[Entry]) -> GoldArticle {
    GoldArticle {
        relation: Some(relation),
        entries: entries.to_vec(),
    }
}

fn two_copies() -> Aligned {
    Aligned {
        articles: vec![
            article(Relation::Original, &[entry(1, Place::Wire, 0, &[0, 150, 300, 500])]),
            article(
                Relation::Cut,
                &[
                    entry(1, Place::Wire, 1, &[20, 170, 370]),
                    entry(5, Place::Boilerplate, 0, &[400, 480]),
                ],
            ),
            article(Relation::Original, &[entry(5, Place::Boilerplate, 0, &[600, 680])]),
        ],
        ..Aligned::default()
    }
}

#[test]
fn the_pieces_that_both_have_are_the_case() {
    let mut aligned = two_copies();
    let found = |a, b, spans| FoundMatch { a, b, spans };
    // In the other order, all of it; furniture is excused; the rest is an alarm.
    aligned.matches = vec![
        found(1, 0, [20, 370, 150, 500]),
        found(1, 2, [400, 480, 600, 680]),
        found(0, 2, [0, 100, 0, 100]),
    ];
    let scores = aligned.scores();
    let [(Class::Cut, cut), (Class::All, all)] = scores.classes[..] else {
        panic!("{:?}", scores.classes)
    };
    assert_eq!((cut.precision, cut.recall, cut.cases), (Some(1.0), Some(1.0), 1));
    assert_eq!((all.precision, all.alarms, all.detections), (Some(0.5), 1, 2));
}

#[test]
fn families_stand_in_for_matches() {
    let mut aligned = two_copies();
    let family = |kind: &str, carriers: &[(u32, u32, u32)]| FoundFamily {
        kind: kind.into(),
        representative: None,
        carriers: carriers.to_vec(),
    };
    aligned.families = vec![
        family("shared", &[(0, 150, 500), (1, 20, 370)]),
        family("boilerplate", &[(1, 400, 480), (2, 600, 680)]),
    ];
    let scores = aligned.scores();
    assert_eq!(scores.classes[0].1.recall, Some(1.0));
    let of = |right, all| Share { right, all };
    let kinds: Vec<_> = scores.kinds.iter().map(|k| (k.place, k.kinds, k.carriers)).collect();
    assert_eq!(
        kinds,
        [
            (Place::Wire, of(0, 1), of(2, 2)),
            (Place::Boilerplate, of(1, 1), of(2, 2)),
        ]
    );
}

#[test]
fn work_is_linear_in_the_carriers() {
    let carriers: Vec<(u32, u32)> = (0..1000).map(|article| (1, article)).collect();
    assert_eq!(asked(&carriers).len(), 999 + 998);
    assert_eq!(asked(&carriers[..8]).len(), 28);
}
