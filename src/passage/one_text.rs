//! Families whose representatives print the same words are one.
//!
//! Text in very many articles is aligned with a few of them, and which these are depends on what stands around it, so one
//! footer or stock sentence comes as several families. Input: families, and for each a hash of its representative's words;
//! output: one family a text, led by the earliest representative. Each carrier keeps its alignment, which
//! holds for the new representative as it did for the old: their words are equal. Invariants: a carrier is listed once a place; the same
//! for any order of families. Cost: sorting.

use std::cmp::Reverse;

use super::{Carrier, Family, covered};
use crate::hash;

/// Joins the families of one text; `words` is a hash of each representative's words, `ranks` the order of articles in time.
#[must_use]
pub fn of_one_text(families: Vec<Family>, words: &[u64], ranks: &[u32]) -> Vec<Family> {
    let mut first_of: hash::Map<u64, usize> = hash::Map::default();
    let mut joined: Vec<Family> = Vec::with_capacity(families.len());
    let mut grown: Vec<usize> = Vec::new();
    for (family, &words) in families.into_iter().zip(words) {
        if family.within_one {
            joined.push(family);
            continue;
        }
        match first_of.get(&words) {
            None => {
                first_of.insert(words, joined.len());
                joined.push(family);
            }
            Some(&at) => {
                joined[at].set_aside &= family.set_aside;
                joined[at].carriers.extend(family.carriers);
                grown.push(at);
            }
        }
    }
    grown.sort_unstable();
    grown.dedup();
    for at in grown {
        let family = &mut joined[at];
        family.carriers = once_a_place(std::mem::take(&mut family.carriers), ranks);
    }
    joined.sort_by_key(Family::key);
    joined
}

/// The carriers, earliest representative first, without those that mostly repeat another at the same place.
fn once_a_place(mut carriers: Vec<Carrier>, ranks: &[u32]) -> Vec<Carrier> {
    let whole = |c: &Carrier| c.words == c.end - c.start && c.identity >= 1.0;
    carriers.sort_by_key(|c| (c.article, c.start, c.end, Reverse(c.words)));
    let mut kept: Vec<Carrier> = Vec::with_capacity(carriers.len());
    for c in carriers {
        match kept.last_mut() {
            Some(last) if last.article == c.article && covered(c.start, c.end, last.start, last.end) > 0.5 => {
                if c.words > last.words {
                    *last = c;
                }
            }
            _ => kept.push(c),
        }
    }
    let most = kept.iter().filter(|c| whole(c)).map(|c| c.words).max();
    let lead = |c: &&Carrier| whole(c) && Some(c.words) == most;
    let first = kept
        .iter()
        .filter(lead)
        .min_by_key(|c| (ranks[c.article as usize], c.start))
        .copied();
    if let Some(first) = first {
        kept.retain(|c| *c != first);
        kept.insert(0, first);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn family(places: &[(u32, u32, u32, u32)], set_aside: bool) -> Family {
        let carriers = places.iter().map(|&(article, start, end, words)| Carrier {
            article,
            start,
            end,
            words,
            identity: f64::from(words) / f64::from(end - start),
            coverage: 1.0,
        });
        Family {
            carriers: carriers.collect(),
            set_aside,
            within_one: false,
        }
    }

    fn check(families: &[Family], words: &[u64], expected: &[&str]) {
        let ranks: Vec<u32> = (0..10).rev().collect();
        let mut order: Vec<usize> = (0..families.len()).collect();
        for _ in 0..families.len() {
            order.rotate_left(1);
            let of = order.iter().map(|&i| families[i].clone()).collect();
            let words: Vec<u64> = order.iter().map(|&i| words[i]).collect();
            let found = of_one_text(of, &words, &ranks);
            let lines: Vec<String> = found
                .iter()
                .map(|f| {
                    let places: Vec<String> = f
                        .carriers
                        .iter()
                        .map(|c| format!("{}:{}-{}", c.article, c.start, c.end))
                        .collect();
                    format!("{}{}", places.join(" "), if f.set_aside { " aside" } else { "" })
                })
                .collect();
            assert_eq!(lines, expected);
        }
    }

    /// One footer in some thousand articles came as dozens of families, each with a few of them.
    #[test]
    fn families_of_one_text_are_one() {
        let (one, two) = (
            family(&[(1, 50, 70, 20), (2, 80, 100, 20)], true),
            family(&[(3, 10, 30, 20), (2, 81, 100, 19), (4, 5, 25, 15)], true),
        );
        check(
            &[one.clone(), two.clone()],
            &[7, 7],
            &["3:10-30 1:50-70 2:80-100 4:5-25 aside"],
        );
        check(
            &[one, two],
            &[7, 8],
            &["1:50-70 2:80-100 aside", "3:10-30 2:81-100 4:5-25 aside"],
        );
    }

    #[test]
    fn one_text_at_two_places_of_an_article_is_carried_twice() {
        let (one, two) = (
            family(&[(1, 0, 20, 20), (2, 0, 20, 20)], true),
            family(&[(1, 90, 110, 20), (3, 0, 20, 20)], false),
        );
        check(&[one, two], &[7, 7], &["3:0-20 1:0-20 1:90-110 2:0-20"]);
    }

    #[test]
    fn text_repeated_inside_one_article_stays_by_itself() {
        let mut inside = family(&[(1, 0, 20, 20), (1, 30, 50, 20)], false);
        inside.within_one = true;
        let other = family(&[(1, 0, 20, 20), (2, 0, 20, 20)], false);
        check(&[inside, other], &[7, 7], &["1:0-20 2:0-20", "1:0-20 1:30-50"]);
    }
}
