//! Which articles have passages that say the same in other words?
//!
//! Input: the [`Terms`] of articles; output: [`Kin`], pairs of articles in which a few neighbouring sentences hold the same
//! pairs of rare stems. Rewriting breaks up runs of words, but of the rarest stems of a sentence most stay together: two
//! of them, without order, are a key (the sorted contextual n-grams of Rodríguez Torrejón and Martín Ramos 2013, chosen
//! by rarity as in near-duplicate detection by rare words, Ilyinsky et al. 2002). Four steps, each a pure function over a
//! batch: [`kin_keys`] (an article → records), [`kin_hits`] (records with one key → pairs of sentences), [`kin_pairs`]
//! (hits of one pair of articles → whether enough of them lie close together in both, and what they weigh), [`closest_kin`]
//! (all pairs → those among the heaviest of either article: in undated text on few subjects each has hundreds).
//!
//! Invariants: no key is dropped for being frequent; where many articles share one, each is paired with those next to it
//! in time, so cost is linear in the carriers. Which pairs are found does not depend on the order or partition of records.
//! Cost: up to fifteen records of 16 bytes a sentence, sorted.

use std::cmp::Reverse;

use super::{Terms, Weights};
use crate::article::ArticleIx;
use crate::hash;

/// Settings of the search for rewritten text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KinParams {
    /// Rarest stems of a sentence that make keys, two by two. More: heavier rewriting is found (recall), slower by the square.
    pub rare_stems: usize,
    /// The same in a corpus most of whose articles are dated, where pairs are asked to have more in common anyway.
    pub rare_stems_dated: usize,
    /// Days between two dated articles up to which rewriting is looked for: it follows its source soon, while reports
    /// of other months share a subject only. More: recall; slower, and more chance pairs to be aligned (precision).
    pub within_days: i64,
    /// Articles next in time with which one is paired for a key that many share. More: recall in large groups, slower.
    pub neighbours: usize,
    /// Sentences over which the keys that two articles share may be spread. More: recall; more chance pairs.
    pub span: u32,
    /// What the different keys in such a span must weigh together: one that a single article holds weighs 1, one that all
    /// hold 0, on the scale of the logarithm. More: fewer pairs are aligned (speed, precision), short and heavily rewritten passages are missed.
    pub min_weight: f32,
    /// The same for two articles that are known to be of the same days: they report the same events, so they share
    /// rare stems without sharing text.
    pub min_weight_contemporary: f32,
    /// Articles with which one is aligned, those with the heaviest keys in common first; more where it is among those of
    /// others. More: recall where one article took from very many; slower.
    pub partners: usize,
    /// Articles up to which every pair is aligned, since among so few no stem can be told to be rare. More: recall in
    /// small corpora; slower by the square.
    pub all_pairs_articles: usize,
}

impl Default for KinParams {
    fn default() -> Self {
        Self {
            rare_stems: 8,
            rare_stems_dated: 3,
            within_days: 3,
            neighbours: 5,
            span: 6,
            min_weight: 1.3,
            min_weight_contemporary: 3.2,
            partners: 24,
            all_pairs_articles: 300,
        }
    }
}

impl KinParams {
    /// Whether two days are the same or near enough; unknown where either is.
    #[must_use]
    pub fn of_same_days(&self, x: Option<i64>, y: Option<i64>) -> Option<bool> {
        x.zip(y).map(|(x, y)| (x - y).abs() <= self.within_days)
    }
}

/// A weight of one, as hits hold it.
const WEIGHT_ONE: f32 = 16384.0;
/// Stems in more than this share of the articles make no key.
const TOO_COMMON: f32 = 0.3;

/// Two articles that may share rewritten text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kin {
    /// The article of lower index.
    pub a: ArticleIx,
    /// The article of higher index.
    pub b: ArticleIx,
}

/// Hands over the keys of one article as records: partition (by the key's highest byte) and `key, article, sentence`.
pub fn kin_keys(
    article: ArticleIx,
    terms: &Terms,
    weights: &Weights,
    params: &KinParams,
    mut each: impl FnMut(usize, u128),
) {
    let most = (weights.articles() as f32 * TOO_COMMON).max(2.0) as u32;
    let mut rarest: Vec<(u32, u32)> = Vec::new();
    for sentence in 0..terms.sentences() {
        rarest.clear();
        rarest.extend(terms.of(sentence).iter().map(|&s| (weights.count_of(s), s)));
        rarest.retain(|&(count, _)| count >= 2 && count <= most);
        if rarest.len() > params.rare_stems {
            rarest.select_nth_unstable(params.rare_stems);
            rarest.truncate(params.rare_stems);
        }
        for (at, &(_, x)) in rarest.iter().enumerate() {
            for &(_, y) in &rarest[..at] {
                let key = hash::mix(u64::from(x.min(y)) << 32 | u64::from(x.max(y)));
                let record = u128::from(key) << 64 | u128::from(article) << 32 | sentence as u128;
                each((key >> 56) as usize, record);
            }
        }
    }
}

/// Hands over the hits of one partition: pairs of sentences of two articles that hold one key.
///
/// `place` orders the articles in time and gives the day where it is known; `may` says whether a pair is of interest.
pub fn kin_hits(
    records: &mut [u128],
    articles: usize,
    place: impl Fn(ArticleIx) -> (u32, Option<i64>),
    may: impl Fn(ArticleIx, ArticleIx) -> bool,
    params: &KinParams,
    mut each: impl FnMut(u128),
) {
    records.sort_unstable();
    let mut members: Vec<(u32, Option<i64>, ArticleIx, u32)> = Vec::new();
    for group in records.chunk_by(|x, y| x >> 64 == y >> 64) {
        if group.len() < 2 {
            continue;
        }
        members.clear();
        members.extend(group.iter().map(|&r| {
            let article = (r >> 32) as ArticleIx;
            let (rank, day) = place(article);
            (rank, day, article, r as u32)
        }));
        members.sort_unstable();
        let everywhere = (articles.max(2) as f32).ln();
        let weight = 1.0 - (members.len() as f32).ln() / everywhere;
        let tail = (group[0] >> 64 & 0xFFFF) << 16 | (weight.max(0.0) * WEIGHT_ONE) as u128;
        let few = members.len() <= params.neighbours;
        for (at, &(_, day, article, sentence)) in members.iter().enumerate() {
            let mut paired = 0;
            for &(_, other_day, other, other_sentence) in &members[at + 1..] {
                let apart = day.zip(other_day).map_or(0, |(d, e)| e - d);
                if apart > params.within_days || paired >= params.neighbours && !few {
                    break;
                }
                if article == other || !may(article, other) {
                    continue;
                }
                paired += 1;
                let (a, b) = if article < other {
                    ((article, sentence), (other, other_sentence))
                } else {
                    ((other, other_sentence), (article, sentence))
                };
                let short = |sentence: u32| u128::from(sentence.min(0xFFFF));
                each(u128::from(a.0) << 96 | u128::from(b.0) << 64 | short(a.1) << 48 | short(b.1) << 32 | tail);
            }
        }
    }
}

/// Hands over the pairs of articles whose hits are enough, and what these weigh; `hits` must hold all hits of the pairs in it.
pub fn kin_pairs(
    hits: &mut [u128],
    params: &KinParams,
    contemporary: impl Fn(ArticleIx, ArticleIx) -> bool,
    mut each: impl FnMut(Kin, f32),
) {
    hits.sort_unstable();
    let mut keys: Vec<u16> = Vec::new();
    for of_pair in hits.chunk_by(|x, y| x >> 64 == y >> 64) {
        let (a, b) = ((of_pair[0] >> 96) as ArticleIx, (of_pair[0] >> 64) as ArticleIx);
        let least = if contemporary(a, b) {
            params.min_weight_contemporary
        } else {
            params.min_weight
        };
        let weight = heaviest(of_pair, params.span, &mut keys);
        if weight >= least {
            each(Kin { a, b }, weight);
        }
    }
}

/// The most that different keys weigh which lie within a span of sentences, from some hit on; nothing for a single key.
fn heaviest(hits: &[u128], span: u32, keys: &mut Vec<u16>) -> f32 {
    let places = |hit: u128| ((hit >> 48) as u16, (hit >> 32) as u16);
    let weight = |hit: u128| f32::from(hit as u16) / WEIGHT_ONE;
    let mut most = 0.0_f32;
    for (at, &first) in hits.iter().enumerate() {
        let (a, b) = places(first);
        keys.clear();
        let mut sum = 0.0;
        for &hit in &hits[at..] {
            let (next_a, next_b) = places(hit);
            if u32::from(next_a - a) > span {
                break;
            }
            let key = (hit >> 16) as u16;
            if u32::from(next_b.abs_diff(b)) <= span && !keys.contains(&key) {
                keys.push(key);
                sum += weight(hit);
            }
        }
        if keys.len() > 1 {
            most = most.max(sum);
        }
    }
    most
}

/// The pairs that are among the heaviest of either of their articles, sorted: so many that cost is linear in the articles.
#[must_use]
pub fn closest_kin(weighed: &[(Kin, f32)], params: &KinParams) -> Vec<Kin> {
    // Of one article: the heaviest first, of equals the partner of lower index.
    let mut ends: Vec<(ArticleIx, Reverse<u32>, ArticleIx)> = weighed
        .iter()
        .flat_map(|&(kin, weight)| {
            // The bits of positive numbers have their order.
            let weight = Reverse(weight.to_bits());
            [(kin.a, weight, kin.b), (kin.b, weight, kin.a)]
        })
        .collect();
    ends.sort_unstable();
    let mut closest: Vec<Kin> = ends
        .chunk_by(|x, y| x.0 == y.0)
        .flat_map(|of_article| &of_article[..of_article.len().min(params.partners)])
        .map(|&(x, _, y)| Kin {
            a: x.min(y),
            b: x.max(y),
        })
        .collect();
    closest.sort_unstable();
    closest.dedup();
    closest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    const A: &str = "The harbour commission voted on Monday to close the old swing bridge for repairs. Engineers had found \
        cracks in the northern pier after the January storms.";
    const REWRITTEN: &str = "After storms in January, cracks were discovered by engineers in the pier to the north. On Monday \
        the commission of the harbour therefore chose to shut the old swing bridge so it can be repaired.";
    const OTHER: &str =
        "The school board voted on Monday to buy new buses. Drivers had complained about the old ones for years.";

    fn found(texts: &[&str], days: &[Option<i64>]) -> Vec<(u32, u32)> {
        let terms: Vec<Terms> = texts.iter().map(|t| Terms::new(t, &tokenize(t))).collect();
        let weights = Weights::default();
        for t in &terms {
            weights.count(t);
        }
        // As if these were a few of many articles.
        let params = KinParams {
            min_weight: 1.0,
            ..KinParams::default()
        };
        let mut records = Vec::new();
        for (ix, t) in terms.iter().enumerate() {
            kin_keys(ix as u32, t, &weights, &params, |_, record| records.push(record));
        }
        let (mut hits, mut pairs) = (Vec::new(), Vec::new());
        let place = |ix: ArticleIx| (ix, days[ix as usize]);
        kin_hits(
            &mut records,
            texts.len().max(20),
            place,
            |_, _| true,
            &params,
            |hit| hits.push(hit),
        );
        kin_pairs(&mut hits, &params, |_, _| false, |kin, _| pairs.push((kin.a, kin.b)));
        pairs
    }

    #[test]
    fn rewritten_sentences_are_kin() {
        let others = ["A ferry sank.", "Prices rose.", "It rained in the hills."];
        let texts = [A, OTHER, others[0], REWRITTEN, others[1], others[2]];
        assert_eq!(found(&texts, &[Some(1); 6]), [(0, 3)]);
        assert_eq!(found(&texts, &[None; 6]), [(0, 3)]);
        let far = [Some(1), Some(1), Some(1), Some(40), Some(1), Some(1)];
        assert_eq!(found(&texts, &far), []);
    }

    /// A text in thousands of articles is linked through its neighbours in time, in time linear in their number.
    #[test]
    fn many_carriers_are_linked_one_to_the_next() {
        let texts: Vec<&str> = (0..12_000)
            .map(|n| if n % 4 == 0 { A } else { "Prices rose." })
            .collect();
        let pairs = found(&texts, &vec![Some(1); texts.len()]);
        assert!((4..12_000).step_by(4).all(|ix| pairs.iter().any(|p| p.1 == ix)));
        assert!(pairs.len() <= 3_000 * KinParams::default().neighbours);
    }

    /// Undated articles on one subject each had hundreds of kin, and ten times the articles took fifty times as long.
    #[test]
    fn of_many_kin_the_heaviest_are_aligned() {
        let params = KinParams {
            partners: 2,
            ..KinParams::default()
        };
        let check = |weighed: &[(u32, u32, f32)], expected: &[(u32, u32)]| {
            let mut weighed: Vec<(Kin, f32)> = weighed.iter().map(|&(a, b, w)| (Kin { a, b }, w)).collect();
            for _ in 0..weighed.len() {
                weighed.rotate_left(1);
                let closest = closest_kin(&weighed, &params);
                assert_eq!(closest.iter().map(|k| (k.a, k.b)).collect::<Vec<_>>(), expected);
            }
        };
        // Every article has 0 among its own two heaviest.
        check(&[(0, 1, 2.0), (0, 2, 3.0), (0, 3, 1.5)], &[(0, 1), (0, 2), (0, 3)]);
        let all = [
            (0, 1, 2.0),
            (0, 2, 3.0),
            (0, 3, 1.5),
            (1, 2, 9.0),
            (1, 3, 8.0),
            (2, 3, 7.0),
        ];
        check(&all, &[(0, 1), (0, 2), (1, 2), (1, 3), (2, 3)]);
    }
}
