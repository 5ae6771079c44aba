//! From articles to findings: every stage in order, each over a batch.

mod evidence;
mod listed;
mod pair;
mod passages;
mod place;
mod reworded;
mod shared;
mod stories;

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::budget::Room;
use super::{Progress, ScanError, Timer, Unit};
use crate::align::{self, MatchKind};
use crate::article::{ArticleIx, Corpus};
use crate::passage::{self, Verdict};
use crate::quote::{self, Quote, variant};
use crate::sketch::{self, KinParams, Sketch, Terms};
use crate::spill::Texts;
use crate::story::{self, Story};
use crate::text::{self, Span};

use listed::{join_pieces, without_nested};
pub(super) use pair::with_rewritten;
pub(super) use passages::{Words, tidied};
use passages::{align_pairs, align_within, judge, whole};
use place::locate_matches;
use reworded::{Search, TermsShelf};
use shared::{Packed, Shared, Told};
use stories::Comparer;

/// Asks whether the run is to go on.
pub(super) type Stop<'s> = dyn Fn() -> Result<(), ScanError> + Sync + 's;

/// Settings of all stages.
#[derive(Debug, Clone)]
pub struct Params {
    /// Whether text is looked for that was carried over in other words. More recall; takes about half as long again.
    pub rewritten: bool,
    /// Sketches.
    pub sketch: sketch::Params,
    /// Stories.
    pub story: story::Params,
    /// Alignment.
    pub align: align::Params,
    /// Candidates for the alignment of rewritten text.
    pub kin: KinParams,
    /// Alignment of rewritten text.
    pub loose: align::LooseParams,
    /// What makes pieces one passage.
    pub join: align::JoinParams,
    /// Passages.
    pub passage: passage::Params,
    /// Quotations of one article.
    pub quote: quote::Params,
    /// Quotations across articles.
    pub variant: variant::Params,
}

impl Default for Params {
    fn default() -> Self {
        Self {
            rewritten: true,
            sketch: sketch::Params::default(),
            story: story::Params::default(),
            align: align::Params::default(),
            kin: KinParams::default(),
            loose: align::LooseParams::default(),
            join: align::JoinParams::default(),
            passage: passage::Params::default(),
            quote: quote::Params::default(),
            variant: variant::Params::default(),
        }
    }
}

/// A pairwise match with byte offsets.
#[derive(Debug, Clone)]
pub(super) struct Located {
    pub(super) a: ArticleIx,
    pub(super) a_span: Span,
    pub(super) b: ArticleIx,
    pub(super) b_span: Span,
    pub(super) words: u32,
    pub(super) identity: f64,
    pub(super) kind: MatchKind,
}

/// A carrier of a passage with byte offsets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) article: ArticleIx,
    pub(super) span: Span,
    pub(super) words: u32,
    pub(super) identity: f64,
}

/// A passage family with its kind.
#[derive(Debug)]
pub(super) struct Passage {
    pub(super) verdict: Verdict,
    /// Words of the representative's passage.
    pub(super) words: u32,
    /// The representative first.
    pub(super) places: Vec<Place>,
    /// Agencies credited, joined with `, `.
    pub(super) agency: Option<String>,
}

/// All that was found.
pub(super) struct Findings {
    pub(super) corpus: Corpus,
    /// Words of each article.
    pub(super) words: Vec<u32>,
    /// Quotations of each article.
    pub(super) quotes: Vec<Vec<Quote>>,
    pub(super) stories: Vec<Story>,
    /// For each article a number equal within a story: the representative's index, or its own.
    pub(super) story_of: Vec<u32>,
    pub(super) matches: Vec<Located>,
    pub(super) passages: Vec<Passage>,
    /// Pairs whose texts were compared as a whole.
    pub(super) story_pairs: u64,
    /// Pairs that were aligned.
    pub(super) aligned_pairs: u64,
    /// Bytes that went through temporary files, texts apart.
    pub(super) spilled_bytes: u64,
}

/// What is made of one article by itself.
type OfArticle = ((Told, Vec<Quote>), Option<Terms>);

/// Runs the stages up to passages.
pub(super) fn analyse(
    corpus: Corpus,
    texts: &Texts,
    params: &Params,
    room: &Room,
    timer: &mut Timer<'_>,
    progress: &dyn Progress,
    stop: &Stop<'_>,
) -> Result<Findings, ScanError> {
    let ranks = corpus.ranks().to_vec();

    timer.begin("sketch", Some(corpus.len() as u64), Unit::Articles);
    let packed = Mutex::new(Packed::new(room));
    let shelf = params.rewritten.then(|| TermsShelf::new(room));
    let of_each: Vec<OfArticle> = corpus
        .articles()
        .par_iter()
        .enumerate()
        .map(|(ix, article)| {
            stop()?;
            let text = texts.get(ix as u32);
            let tokens = text::tokenize(&text);
            let stream: Vec<u64> = tokens.iter().map(|t| t.hash).collect();
            let sketch = Sketch::new(&stream, &params.sketch);
            packed
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .add(ix as u32, &sketch, params)
                .map_err(|error| room.failed(error))?;
            let title = article.title.as_ref().and_then(|t| t.span);
            let mut quotes = quote::extract(
                &text,
                title,
                &article.furniture,
                article.language.as_deref(),
                &params.quote,
            );
            quotes.shrink_to_fit();
            let terms = shelf.as_ref().and_then(|shelf| shelf.add(&text, &tokens));
            progress.advance(1);
            Ok(((Told::new(&sketch), quotes), terms))
        })
        .collect::<Result<_, ScanError>>()?;
    let packed = packed.into_inner().unwrap_or_else(PoisonError::into_inner);
    let (of_each, terms): (Vec<_>, Vec<Option<Terms>>) = of_each.into_iter().unzip();
    let (told, quotes): (Vec<Told>, Vec<Vec<Quote>>) = of_each.into_iter().unzip();
    let words: Vec<u32> = told.iter().map(|t| t.words).collect();

    timer.begin("stories", None, Unit::Pairs);
    let keys: Vec<(u32, u64)> = told.iter().map(|t| (t.words, t.words_hash)).collect();
    let same = story::same_words(&keys, &ranks);
    let mut copies: Vec<Vec<ArticleIx>> = vec![Vec::new(); corpus.len()];
    for (ix, &first) in same.iter().enumerate() {
        if first as usize != ix {
            copies[first as usize].push(ix as u32);
        }
    }
    let mut shared = packed
        .shared(&corpus, &told, &same, params, room)
        .map_err(|error| room.failed(error))?;
    drop((told, keys));
    stop()?;
    let candidates = std::mem::take(&mut shared.candidates);
    let comparer = Comparer {
        corpus: &corpus,
        params,
        words: &words,
        same: &same,
        candidates: &candidates,
        texts,
        stop,
    };
    let masks = |story: &[u32]| {
        let masks = shared.masks(&corpus, story, params);
        masks.map_err(|error| room.failed(error))
    };
    let (stories, story_of, masks) = comparer.stories(masks)?;
    stop()?;

    let Shared {
        pairs,
        repeating,
        spilled_bytes,
        ..
    } = shared;
    let (story_pairs, aligned_pairs) = (candidates.len() as u64, pairs.len() as u64);
    timer.begin("passages", Some(aligned_pairs), Unit::Pairs);
    let mut found = align_pairs(texts, &words, &pairs, &masks, params, room, progress, stop)?;
    found.extend(align_within(texts, &repeating, &masks, params, stop)?);
    for (ix, list) in copies.iter().enumerate() {
        found.extend(list.iter().map(|&copy| whole(ix as u32, copy, words[ix])));
    }
    drop((pairs, repeating));
    found.retain(|m| m.alignment.words > 0);
    let dated = (0..corpus.len() as u32).filter(|&ix| corpus.day(ix).is_some()).count();
    let mostly_dated = 2 * dated >= corpus.len();
    let mut spilled_bytes = spilled_bytes;
    if let Some(shelf) = &shelf {
        timer.begin("rewritten", None, Unit::Pairs);
        let search = Search {
            corpus: &corpus,
            texts,
            shelf,
            terms: &terms,
            words: &words,
            quotes: &quotes,
            masks: &masks,
            same: &same,
            params,
            mostly_dated,
            room,
            stop,
        };
        spilled_bytes += search.add_to(&mut found, progress)?;
    }
    drop((terms, shelf, masks));
    let families = passage::families(&found, &ranks, &story_of, &copies);
    found = without_nested(found);
    if params.rewritten && !mostly_dated {
        found = join_pieces(&corpus, texts, found, &params.join);
    }
    let matches = locate_matches(texts, &found);
    drop(found);
    stop()?;
    let passages = judge(&corpus, texts, families, &story_of, &quotes, params);
    Ok(Findings {
        corpus,
        words,
        quotes,
        stories,
        story_of,
        matches,
        passages,
        story_pairs,
        aligned_pairs,
        spilled_bytes,
    })
}
