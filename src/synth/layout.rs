//! Which slot of the dump is what: an article alone, or a member of a story.
//!
//! Slots are laid out in blocks of [`BLOCK`]; in a block, clusters (one article, or a story) follow one another, their
//! sizes drawn from the block's own stream. What a slot is can so be told by walking through one block at most,
//! without any memory. A permutation then scatters the slots over the dump (see [`super::Generator`]).

use super::Params;
use super::random::{Random, key};
use crate::report::planted::Relation;

/// Slots of a block.
pub(super) const BLOCK: u64 = 1024;

/// A cluster: an article alone or a story, by its first slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cluster {
    /// Its first slot, which names it.
    pub(super) first: u64,
    /// Its slots.
    pub(super) size: u64,
}

/// What one slot holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The cluster.
    pub(super) cluster: Cluster,
    /// Number of the slot in it; 0 is the original.
    pub(super) member: u64,
    /// How it is made from the original; `None` for an article alone.
    pub(super) relation: Option<Relation>,
    /// The second story of a merged article.
    pub(super) other: Option<Cluster>,
}

/// The layout of a dump.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    seed: u64,
    articles: u64,
    largest: u64,
    /// Probability that a cluster is an article alone.
    alone: f64,
    /// Relations of copies and the upper ends of their shares.
    shares: [(Relation, f64); 7],
}

impl Layout {
    pub(super) fn new(seed: u64, articles: u64, params: &Params) -> Self {
        let largest = u64::from(params.largest_story).clamp(2, BLOCK);
        // A story has floor(2 / sqrt(u)) articles, u uniform: P(size >= k) = 4 / k².
        let mean = 1.0 + (2..=largest).map(|k| 4.0 / (k * k) as f64).sum::<f64>();
        let unique = params.unique_share.clamp(0.0, 1.0);
        let weights = [
            (Relation::Exact, params.exact),
            (Relation::Edited, params.edited),
            (Relation::Shifted, params.shifted),
            (Relation::CutTenth, params.cut_tenth),
            (Relation::Cut, params.cut),
            (Relation::Merged, params.merged),
            (Relation::Spun, params.spun),
        ];
        let sum: f64 = weights.iter().map(|w| w.1).sum();
        let mut end = 0.0;
        let shares = weights.map(|(relation, weight)| {
            end += weight / sum;
            (relation, end)
        });
        Self {
            seed,
            articles,
            largest,
            alone: unique * mean / (unique * mean + 1.0 - unique),
            shares,
        }
    }

    /// What `slot`, which is below the number of articles, holds.
    pub(super) fn place(&self, slot: u64) -> Place {
        let block = slot / BLOCK;
        let end = self.articles.min((block + 1) * BLOCK);
        let mut sizes = Random::new(key(&[self.seed, 1, block]));
        let (mut first, mut other) = (block * BLOCK, None);
        loop {
            let size = if sizes.chance(self.alone) {
                1
            } else {
                let drawn = 2.0 / (1.0 - sizes.unit()).sqrt();
                (drawn as u64).clamp(2, self.largest).min(end - first)
            };
            let cluster = Cluster { first, size };
            if slot < first + size {
                return self.member(cluster, slot - first, other);
            }
            if size > 1 {
                other = Some(cluster);
            }
            first += size;
        }
    }

    fn member(&self, cluster: Cluster, member: u64, other: Option<Cluster>) -> Place {
        let relation = match (cluster.size, member) {
            (1, _) => None,
            (_, 0) => Some(Relation::Original),
            _ => {
                let drawn = Random::new(key(&[self.seed, 2, cluster.first, member])).unit();
                let relation = self
                    .shares
                    .iter()
                    .find(|s| drawn < s.1)
                    .map_or(Relation::Exact, |s| s.0);
                // The first story of a block has none before it to be merged with.
                Some(if relation == Relation::Merged && other.is_none() {
                    Relation::Cut
                } else {
                    relation
                })
            }
        };
        Place {
            cluster,
            member,
            relation,
            other: other.filter(|_| relation == Some(Relation::Merged)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_as_asked_and_clusters_whole() {
        let params = Params::default();
        let layout = Layout::new(5, 100_000, &params);
        let places: Vec<Place> = (0..100_000).map(|slot| layout.place(slot)).collect();
        let alone = places.iter().filter(|p| p.relation.is_none()).count() as f64 / 1e5;
        assert!((alone - params.unique_share).abs() < 0.02, "{alone}");
        for (slot, place) in places.iter().enumerate() {
            assert_eq!(place.cluster.first + place.member, slot as u64);
            assert!(place.member < place.cluster.size);
        }
        for relation in Relation::ALL {
            assert!(places.iter().any(|p| p.relation == Some(relation)), "{relation:?}");
        }
        assert!(places.iter().any(|p| p.cluster.size > 20));
    }

    #[test]
    fn the_last_block_may_be_short() {
        for articles in [1, 2, 3, 1025, 1030] {
            let layout = Layout::new(9, articles, &Params::default());
            let last = layout.place(articles - 1);
            assert_eq!(last.cluster.first + last.cluster.size, articles);
        }
    }
}
