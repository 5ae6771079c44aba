//! Which articles are one text? Candidates are compared word for word, once more without an outlet's furniture.

use rayon::prelude::*;

use super::{Params, Stop};
use crate::article::{ArticleIx, Corpus};
use crate::passage::Mask;
use crate::pipeline::ScanError;
use crate::sketch::shingle_set;
use crate::spill::Texts;
use crate::story::{self, Edge, Relation, Similarity, Story};
use crate::text;

/// Jaccard similarity from which two articles are one story while furniture is looked for.
const CLOSE_JACCARD: f64 = 0.8;
/// Share of an article set aside as furniture from which its stories are checked again without it.
const RECHECK_SHARE: f64 = 0.1;

/// Stories; for each article a number equal within one; and what of each article is set aside.
type Found = (Vec<Story>, Vec<u32>, Vec<Mask>);

/// Words, shingles and the opening's shingles of an article.
type Shingles = (usize, Vec<u64>, Vec<u64>);

/// Compares articles that may be one story.
pub(super) struct Comparer<'c> {
    pub(super) corpus: &'c Corpus,
    pub(super) texts: &'c Texts,
    pub(super) params: &'c Params,
    /// Words of each article.
    pub(super) words: &'c [u32],
    /// For each article the first with the same words.
    pub(super) same: &'c [u32],
    pub(super) candidates: &'c [(ArticleIx, ArticleIx)],
    pub(super) stop: &'c Stop<'c>,
}

impl Comparer<'_> {
    /// Finds stories, what each outlet repeats under several of them (`masks` tells, given a number for each article
    /// that is equal within a story), and stories again without that.
    pub(super) fn stories(
        &self,
        masks: impl FnOnce(&[u32]) -> Result<Vec<Mask>, ScanError>,
    ) -> Result<Found, ScanError> {
        let first_edges = self.edges(&[])?;
        let first_stories = self.group(&first_edges, &[]);
        let story_of = numbers(&first_stories, self.corpus.len());
        // What fills most of two articles may still be a gallery or a timeline: only the closest pairs are one
        // story while furniture is looked for.
        let close: Vec<Edge> = first_edges
            .iter()
            .filter(|e| e.similarity.jaccard >= CLOSE_JACCARD)
            .copied()
            .collect();
        let close_story_of = numbers(&self.group(&close, &[]), self.corpus.len());
        let masks = masks(&close_story_of)?;
        // Furniture must not make two articles one story: compare again what has much of it, without it.
        let much =
            |ix: ArticleIx| f64::from(masks[ix as usize].words()) > RECHECK_SHARE * f64::from(self.words[ix as usize]);
        if !first_edges.iter().any(|e| much(e.a) || much(e.b)) {
            return Ok((first_stories, story_of, masks));
        }
        let stories = self.group(&self.edges(&masks)?, &masks);
        let story_of = numbers(&stories, self.corpus.len());
        Ok((stories, story_of, masks))
    }

    fn edges(&self, masks: &[Mask]) -> Result<Vec<Edge>, ScanError> {
        let compared = self.candidates.par_iter().filter_map(|&(a, b)| match (self.stop)() {
            Ok(()) => self.compare(a, b, masks).map(Ok),
            Err(stopped) => Some(Err(stopped)),
        });
        compared.collect()
    }

    fn group(&self, edges: &[Edge], masks: &[Mask]) -> Vec<Story> {
        let compare = |a, b| self.compare(a, b, masks);
        story::stories(self.same, edges, self.words, self.corpus.ranks(), compare)
    }

    /// Compares two articles without what is set aside in them.
    fn compare(&self, a: ArticleIx, b: ArticleIx, masks: &[Mask]) -> Option<Edge> {
        let params = &self.params.story;
        let ((words_a, set_a, lede_a), (words_b, set_b, lede_b)) = (self.shingles(a, masks), self.shingles(b, masks));
        if words_a.min(words_b) < params.min_words {
            return None;
        }
        let similarity = Similarity::of(&set_a, &set_b);
        let relation = similarity.relation(params)?;
        let corpus = self.corpus;
        let one_outlet = corpus.outlet(a).is_some() && corpus.outlet(a) == corpus.outlet(b);
        if relation == Relation::Part && one_outlet && params.lede_words > 0 {
            let (lede, other) = if words_a <= words_b {
                (lede_a, set_b)
            } else {
                (lede_b, set_a)
            };
            if Similarity::lede(&lede, &other) < 0.5 {
                return None;
            }
        }
        Some(Edge {
            a,
            b,
            similarity,
            relation,
        })
    }

    fn shingles(&self, ix: ArticleIx, masks: &[Mask]) -> Shingles {
        let mut stream = text::stream(&self.texts.get(ix));
        if let Some(mask) = masks.get(ix as usize) {
            let mut at = 0;
            stream.retain(|_| {
                at += 1;
                !mask.covers(at - 1)
            });
        }
        let lede = &stream[..stream.len().min(self.params.story.lede_words)];
        let words = self.params.sketch.shingle_words;
        (stream.len(), shingle_set(&stream, words), shingle_set(lede, words))
    }
}

/// For each article its story's representative, or itself.
fn numbers(stories: &[Story], articles: usize) -> Vec<u32> {
    let mut of: Vec<u32> = (0..articles as u32).collect();
    for story in stories {
        for member in &story.members {
            of[member.article as usize] = story.representative;
        }
    }
    of
}
