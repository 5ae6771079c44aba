//! Which articles are the same text, or nearly, or cut from it?
//!
//! Input: candidate pairs (from `MinHash` bands and from shared fingerprints) and the shingle sets of
//! the articles; output: [`Story`]s. Every candidate is checked by exact Jaccard similarity and
//! containment, and every member is attached to one representative with which it was itself compared:
//! nothing is joined through a chain of others (bare transitive closure made one cluster of 859,091
//! documents in a published run).
//!
//! Invariants: an article is in one story at most; every member passes the thresholds against its
//! representative; the result depends on the set of pairs alone, not on their order. Cost: linear in
//! the candidate pairs, a merge of two sorted sets each.

mod attach;
mod exact;

pub use attach::attach;
pub use exact::Leader;

use crate::article::ArticleIx;

/// Settings of the story stage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Params {
    /// Jaccard similarity of word shingles from which two articles are near copies. Higher: fewer,
    /// closer stories (precision); lower: heavily edited copies are found (recall).
    pub near_jaccard: f64,
    /// Share of the smaller article's shingles in the larger from which it is a part. Higher: precision; lower: recall.
    pub part_containment: f64,
    /// Words at the start of the smaller article that the larger one must mostly have for it to be a part
    /// within one outlet, where galleries and timelines are repeated under different stories. More:
    /// precision; 0: any repeated text makes a part.
    pub lede_words: usize,
    /// Words the smaller article must have to be a part or a near copy; shorter ones must be exact.
    /// More: fewer stories made of furniture (precision), short briefs are missed (recall).
    pub min_words: usize,
    /// Largest group of candidates in which every pair is compared; larger ones are compared with
    /// their first member and neighbours. Larger: recall in huge groups, slower.
    pub all_pairs_limit: usize,
}

impl Default for Params {
    fn default() -> Self {
        Self {
            near_jaccard: 0.5,
            part_containment: 0.7,
            lede_words: 40,
            min_words: 40,
            all_pairs_limit: 16,
        }
    }
}

/// How an article belongs to its story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// The same words in the same order.
    Exact,
    /// Nearly the same.
    Near,
    /// One is cut from the other.
    Part,
}

impl Relation {
    /// Its name in output files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Near => "near",
            Self::Part => "part",
        }
    }
}

/// How alike two articles are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Similarity {
    /// Shared shingles / all shingles of both.
    pub jaccard: f64,
    /// Shared shingles / shingles of the smaller article.
    pub containment: f64,
}

impl Similarity {
    /// Compares two sorted sets of shingles.
    ///
    /// ```
    /// use dedupe::story::Similarity;
    /// let s = Similarity::of(&[1, 2, 3, 4], &[3, 4]);
    /// assert_eq!((s.jaccard, s.containment), (0.5, 1.0));
    /// ```
    #[must_use]
    pub fn of(a: &[u64], b: &[u64]) -> Self {
        let (mut i, mut j, mut shared) = (0, 0, 0_usize);
        while i < a.len() && j < b.len() {
            match a[i].cmp(&b[j]) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => (i, j, shared) = (i + 1, j + 1, shared + 1),
            }
        }
        Self::from_counts(shared, a.len(), b.len())
    }

    /// From the number of shared shingles and of those of either article; nothing is like an empty article.
    pub(crate) fn from_counts(shared: usize, a: usize, b: usize) -> Self {
        let smaller = a.min(b);
        if smaller == 0 {
            return Self {
                jaccard: 0.0,
                containment: 0.0,
            };
        }
        Self {
            jaccard: shared as f64 / (a + b - shared) as f64,
            containment: shared as f64 / smaller as f64,
        }
    }

    /// Share of the shingles of `lede` that `other` has; `other` is sorted.
    #[must_use]
    pub fn lede(lede: &[u64], other: &[u64]) -> f64 {
        let shared = lede.iter().filter(|s| other.binary_search(s).is_ok()).count();
        shared as f64 / lede.len().max(1) as f64
    }

    /// The relation these scores allow, if any.
    #[must_use]
    pub fn relation(&self, params: &Params) -> Option<Relation> {
        if self.jaccard >= params.near_jaccard {
            Some(Relation::Near)
        } else if self.containment >= params.part_containment {
            Some(Relation::Part)
        } else {
            None
        }
    }
}

/// Two articles that were compared and found alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// One article.
    pub a: ArticleIx,
    /// The other.
    pub b: ArticleIx,
    /// How alike they are.
    pub similarity: Similarity,
    /// What that makes them.
    pub relation: Relation,
}

/// An article of a story.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Member {
    /// The article.
    pub article: ArticleIx,
    /// How it belongs to the representative.
    pub relation: Relation,
    /// How alike it is to the representative.
    pub similarity: Similarity,
}

/// Articles that are one text, or near it, or cut from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// The article every member was compared with.
    pub representative: ArticleIx,
    /// All members; the representative first, then by index.
    pub members: Vec<Member>,
}

/// For each article the earliest one with exactly the same words, told by their number and hash (itself where it is the first or has none).
#[must_use]
pub fn same_words(words: &[(u32, u64)], ranks: &[u32]) -> Vec<ArticleIx> {
    let mut order: Vec<ArticleIx> = (0..words.len() as u32).collect();
    let key = |ix: ArticleIx| words[ix as usize];
    order.sort_unstable_by_key(|&ix| (key(ix), ranks[ix as usize]));
    let mut first: Vec<ArticleIx> = (0..words.len() as u32).collect();
    for group in order.chunk_by(|&a, &b| key(a) == key(b)) {
        if key(group[0]).0 > 0 {
            for &ix in group {
                first[ix as usize] = group[0];
            }
        }
    }
    first
}

/// Groups articles into stories.
///
/// `same` is the answer of [`same_words`]; `edges` join articles that are their own first copy;
/// `compare` checks a pair that was no candidate (a neighbour of a member) and answers `None` where it
/// is not alike. The representative is the article most alike to all its neighbours, the longest
/// among equals, then the earliest.
pub fn stories(
    same: &[ArticleIx],
    edges: &[Edge],
    words: &[u32],
    ranks: &[u32],
    compare: impl Fn(ArticleIx, ArticleIx) -> Option<Edge>,
) -> Vec<Story> {
    let mut copies: Vec<Vec<ArticleIx>> = vec![Vec::new(); same.len()];
    for (ix, &first) in same.iter().enumerate() {
        if first as usize != ix {
            copies[first as usize].push(ix as u32);
        }
    }
    let mut near: Vec<(ArticleIx, Edge)> = edges.iter().flat_map(|e| [(e.a, *e), (e.b, *e)]).collect();
    near.sort_by_key(|&(from, e)| (from, e.a ^ e.b ^ from));
    let neighbours = |ix: ArticleIx| {
        let from = near.partition_point(|&(x, _)| x < ix);
        let to = near.partition_point(|&(x, _)| x <= ix);
        near[from..to].iter().map(move |(x, e)| (e.a ^ e.b ^ x, Some(*e)))
    };
    // In millionths, so that no order of summation can change it.
    let weight = |ix: ArticleIx| -> u64 {
        let alike = neighbours(ix)
            .filter_map(|(other, e)| {
                Some((e?.similarity.jaccard * 1e6) as u64 * (1 + copies[other as usize].len() as u64))
            })
            .sum::<u64>();
        alike + 1_000_000 * copies[ix as usize].len() as u64
    };
    let mut leaders: Vec<(u64, ArticleIx)> = (0..same.len() as u32)
        .map(|ix| (weight(ix), ix))
        .filter(|&(w, _)| w > 0)
        .collect();
    leaders.sort_unstable_by_key(|&(w, ix)| {
        (
            std::cmp::Reverse(w),
            std::cmp::Reverse(words[ix as usize]),
            ranks[ix as usize],
        )
    });
    let exact = Similarity {
        jaccard: 1.0,
        containment: 1.0,
    };
    let mut stories = Vec::new();
    let order = leaders.iter().map(|&(_, leader)| leader);
    attach(
        same.len(),
        order,
        neighbours,
        compare,
        |leader, attached: &[(ArticleIx, Edge)]| {
            let mut members = vec![Member {
                article: leader,
                relation: Relation::Exact,
                similarity: exact,
            }];
            members.extend(attached.iter().map(|&(article, edge)| Member {
                article,
                relation: edge.relation,
                similarity: edge.similarity,
            }));
            for at in 0..members.len() {
                let original = members[at];
                for &copy in &copies[original.article as usize] {
                    members.push(Member {
                        article: copy,
                        ..original
                    });
                }
            }
            if members.len() > 1 {
                members[1..].sort_by_key(|m| m.article);
                stories.push(Story {
                    representative: leader,
                    members,
                });
            }
        },
    );
    stories.sort_by_key(|s| s.representative);
    stories
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sketch::{self, Sketch, shingle_set};
    use crate::text::stream;
    use proptest::prelude::*;

    fn story_lines(texts: &[&str]) -> Vec<String> {
        let params = Params {
            min_words: 0,
            ..Params::default()
        };
        let tokens: Vec<_> = texts.iter().map(|t| stream(t)).collect();
        let sets: Vec<_> = tokens.iter().map(|t| shingle_set(t, 3)).collect();
        let ranks: Vec<u32> = (0..texts.len() as u32).collect();
        let words: Vec<u32> = tokens.iter().map(|t| t.len() as u32).collect();
        let counted = |t: &Vec<u64>| {
            let sketch = Sketch::new(t, &sketch::Params::default());
            (sketch.words, sketch.words_hash)
        };
        let hashes: Vec<(u32, u64)> = tokens.iter().map(counted).collect();
        let same = same_words(&hashes, &ranks);
        let compare = |a: u32, b: u32| {
            let similarity = Similarity::of(&sets[a as usize], &sets[b as usize]);
            similarity.relation(&params).map(|relation| Edge {
                a,
                b,
                similarity,
                relation,
            })
        };
        let mut edges = Vec::new();
        for a in 0..texts.len() as u32 {
            for b in a + 1..texts.len() as u32 {
                if same[a as usize] == a && same[b as usize] == b {
                    edges.extend(compare(a, b));
                }
            }
        }
        stories(&same, &edges, &words, &ranks, compare)
            .iter()
            .map(|s| {
                s.members
                    .iter()
                    .map(|m| format!("{}{}", m.article, m.relation.name()))
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect()
    }

    fn check(texts: &[&str], expected: &[&str]) {
        assert_eq!(story_lines(texts), expected, "{texts:#?}");
    }

    #[test]
    fn exact_near_part_and_apart() {
        let full =
            "the council voted on monday to close the old harbour bridge for repairs that will take until spring";
        let near =
            "the council voted on tuesday to close the old harbour bridge for repairs that will take until spring";
        let part = "the council voted on monday to close the old";
        check(&[full, "a dog was found"], &[]);
        check(&[full, full], &["0exact 1exact"]);
        check(&[full, near], &["0exact 1near"]);
        check(&[part, full], &["1exact 0part"]);
        check(&["", ""], &[]);
    }

    /// Each text shares half with the next: without guards all would become one story.
    #[test]
    fn a_chain_of_near_pairs_drags_no_far_one_in() {
        let words: Vec<String> = (0..60).map(|i| format!("w{i}")).collect();
        let texts: Vec<String> = (0..5).map(|i| words[i * 8..i * 8 + 28].join(" ")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        for line in story_lines(&texts) {
            assert!(line.split(' ').count() <= 3, "{line}");
        }
    }

    proptest! {
        #[test]
        fn similarity_agrees_with_sets(a in prop::collection::btree_set(0_u64..40, 0..30), b in prop::collection::btree_set(0_u64..40, 0..30)) {
            let of = Similarity::of(&a.iter().copied().collect::<Vec<_>>(), &b.iter().copied().collect::<Vec<_>>());
            let shared = a.intersection(&b).count() as f64;
            let all = a.union(&b).count() as f64;
            if !a.is_empty() && !b.is_empty() {
                prop_assert!((of.jaccard - shared / all).abs() < 1e-12);
                prop_assert!((of.containment - shared / a.len().min(b.len()) as f64).abs() < 1e-12);
            }
        }
    }
}
