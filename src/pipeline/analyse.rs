//! From articles to findings: every stage in order, each over a batch.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::{Progress, ScanError, Timer, Unit};
use crate::align::{self, MatchKind, SeedIndex};
use crate::article::{ArticleIx, Corpus};
use crate::passage::{self, Context, Kind, Mask, Match, Verdict};
use crate::quote::{self, Quote, variant};
use crate::sketch::{self, Postings, Sketch, band_groups, group_pairs, shingle_set};
use crate::story::{self, Edge, Relation, Similarity, Story};
use crate::text::{self, Span, tokenize};

/// Settings of all stages.
#[derive(Debug, Clone, Default)]
pub struct Params {
    /// Sketches.
    pub sketch: sketch::Params,
    /// Stories.
    pub story: story::Params,
    /// Alignment.
    pub align: align::Params,
    /// Passages.
    pub passage: passage::Params,
    /// Quotations of one article.
    pub quote: quote::Params,
    /// Quotations across articles.
    pub variant: variant::Params,
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
}

/// Share of the smaller article's fingerprints from which a pair is compared as a possible part of a story.
const PART_CANDIDATE_SHARE: f64 = 0.35;
/// Jaccard similarity from which two articles are one story while furniture is looked for.
const CLOSE_JACCARD: f64 = 0.8;
/// Share of an article set aside as furniture from which its stories are checked again without it.
const RECHECK_SHARE: f64 = 0.1;

/// Runs the stages up to passages.
pub(super) fn analyse(
    corpus: Corpus,
    params: &Params,
    timer: &mut Timer<'_>,
    progress: &dyn Progress,
    cancel: &AtomicBool,
) -> Result<Findings, ScanError> {
    let stop = || {
        if cancel.load(Ordering::Relaxed) {
            Err(ScanError::Cancelled)
        } else {
            Ok(())
        }
    };
    let ranks = corpus.ranks().to_vec();

    timer.begin("sketch", Some(corpus.len() as u64), Unit::Articles);
    let of_each: Vec<(Sketch, Vec<Quote>)> = corpus
        .articles()
        .par_iter()
        .map(|article| {
            stop()?;
            let sketch = Sketch::new(&text::stream(&article.text), &params.sketch);
            let title = article.title.as_ref().and_then(|t| t.span);
            let quotes = quote::extract(
                &article.text,
                title,
                &article.furniture,
                article.language.as_deref(),
                &params.quote,
            );
            progress.advance(1);
            Ok((sketch, quotes))
        })
        .collect::<Result<_, ScanError>>()?;
    let (mut sketches, quotes): (Vec<Sketch>, Vec<Vec<Quote>>) = of_each.into_iter().unzip();
    let words: Vec<u32> = sketches.iter().map(|s| s.words).collect();

    timer.begin("stories", None, Unit::Pairs);
    let same = story::same_words(&sketches, &ranks);
    let mut copies: Vec<Vec<ArticleIx>> = vec![Vec::new(); corpus.len()];
    for (ix, &first) in same.iter().enumerate() {
        if first as usize != ix {
            copies[first as usize].push(ix as u32);
        }
    }
    let firsts = || {
        sketches
            .iter()
            .enumerate()
            .map(|(ix, s)| (ix as u32, s))
            .filter(|&(ix, _)| same[ix as usize] == ix)
    };
    let postings = Postings::new(firsts());
    let pairs = passage::candidate_pairs(&postings, &ranks, &params.passage);
    let candidates = story_candidates(
        &sketches,
        &band_groups(firsts(), &params.sketch),
        &pairs,
        &ranks,
        params,
    );
    for sketch in &mut sketches {
        // All that is needed of them from here on is in the postings.
        sketch.fingerprints = Vec::new();
        sketch.signature = None;
    }
    stop()?;
    let none = Mask::default();
    let shingles = |ix: ArticleIx, mask: &Mask| {
        let mut at = 0;
        let mut stream = text::stream(&corpus.get(ix).text);
        stream.retain(|_| {
            at += 1;
            !mask.covers(at - 1)
        });
        let lede = &stream[..stream.len().min(params.story.lede_words)];
        let words = params.sketch.shingle_words;
        (stream.len(), shingle_set(&stream, words), shingle_set(lede, words))
    };
    let compare = |a: ArticleIx, b: ArticleIx, mask_a: &Mask, mask_b: &Mask| -> Option<Edge> {
        let ((words_a, set_a, lede_a), (words_b, set_b, lede_b)) = (shingles(a, mask_a), shingles(b, mask_b));
        if words_a.min(words_b) < params.story.min_words {
            return None;
        }
        let similarity = Similarity::of(&set_a, &set_b);
        let relation = similarity.relation(&params.story)?;
        let one_outlet = corpus.outlet(a).is_some() && corpus.outlet(a) == corpus.outlet(b);
        if relation == Relation::Part && one_outlet && params.story.lede_words > 0 {
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
    };
    let edges = |masks: &[Mask]| -> Result<Vec<Edge>, ScanError> {
        let mask = |ix: ArticleIx| masks.get(ix as usize).unwrap_or(&none);
        let found: Vec<Option<Edge>> = candidates
            .par_iter()
            .map(|&(a, b)| {
                stop()?;
                Ok(compare(a, b, mask(a), mask(b)))
            })
            .collect::<Result<_, ScanError>>()?;
        Ok(found.into_iter().flatten().collect())
    };
    let group = |edges: &[Edge], masks: &[Mask]| {
        let mask = |ix: ArticleIx| masks.get(ix as usize).unwrap_or(&none);
        story::stories(&same, edges, &words, &ranks, |a, b| compare(a, b, mask(a), mask(b)))
    };
    let first_edges = edges(&[])?;
    let first_stories = group(&first_edges, &[]);
    let story_of = numbers(&first_stories, corpus.len());
    // What fills most of two articles may still be a gallery or a timeline: only the closest pairs are one
    // story while furniture is looked for.
    let close: Vec<Edge> = first_edges
        .iter()
        .filter(|e| e.similarity.jaccard >= CLOSE_JACCARD)
        .copied()
        .collect();
    let close_story_of = numbers(&group(&close, &[]), corpus.len());
    let masks = passage::repeated_by_outlet(
        &postings,
        &corpus,
        &close_story_of,
        params.sketch.fingerprint_words,
        &params.passage,
    );
    // Furniture must not make two articles one story: compare again what has much of it, without it.
    let much = |ix: ArticleIx| f64::from(masks[ix as usize].words()) > RECHECK_SHARE * f64::from(words[ix as usize]);
    let (stories, story_of) = if first_edges.iter().any(|e| much(e.a) || much(e.b)) {
        let stories = group(&edges(&masks)?, &masks);
        let story_of = numbers(&stories, corpus.len());
        (stories, story_of)
    } else {
        (first_stories, story_of)
    };
    stop()?;

    timer.begin("passages", Some(pairs.len() as u64), Unit::Pairs);
    let repeating = passage::repeats_itself(&postings);
    drop(postings);
    let mut found = align_pairs(&corpus, &pairs, &masks, params, progress, &stop)?;
    found.extend(align_within(&corpus, &repeating, &masks, params, &stop)?);
    for (ix, list) in copies.iter().enumerate() {
        found.extend(list.iter().map(|&copy| whole(ix as u32, copy, words[ix])));
    }
    found.retain(|m| m.alignment.words > 0);
    let families = passage::families(&found, &ranks, &story_of, &copies);
    let matches = locate_matches(&corpus, &found);
    drop(found);
    stop()?;
    let passages = judge(&corpus, families, &story_of, &quotes, params);
    Ok(Findings {
        corpus,
        words,
        quotes,
        stories,
        story_of,
        matches,
        passages,
    })
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

/// Pairs worth an exact comparison: of one band group, or with a good share of fingerprints in common.
fn story_candidates(
    sketches: &[Sketch],
    groups: &[Vec<ArticleIx>],
    pairs: &[passage::Pair],
    ranks: &[u32],
    params: &Params,
) -> Vec<(ArticleIx, ArticleIx)> {
    let mut found: Vec<(ArticleIx, ArticleIx)> = Vec::new();
    for group in groups {
        let mut members = group.clone();
        members.sort_unstable_by_key(|&ix| ranks[ix as usize]);
        found.extend(group_pairs(&members, params.story.all_pairs_limit));
    }
    found.extend(pairs.iter().filter_map(|p| {
        let count = |ix: ArticleIx| sketches[ix as usize].fingerprints.len();
        let smaller = count(p.a).min(count(p.b));
        (f64::from(p.shared) >= PART_CANDIDATE_SHARE * smaller as f64).then_some((p.a, p.b))
    }));
    found.sort_unstable();
    found.dedup();
    found
}

/// Token streams of the articles that are aligned, each made once, when first asked for.
struct Streams<'c> {
    corpus: &'c Corpus,
    made: Vec<OnceLock<Vec<u64>>>,
}

impl<'c> Streams<'c> {
    fn new(corpus: &'c Corpus) -> Self {
        let made = (0..corpus.len()).map(|_| OnceLock::new()).collect();
        Self { corpus, made }
    }

    fn get(&self, ix: ArticleIx) -> &[u64] {
        self.made[ix as usize].get_or_init(|| text::stream(&self.corpus.get(ix).text))
    }
}

/// A stream in which what is set aside matches nothing; the stream itself where nothing is.
fn open_text<'s>(words: &'s [u64], mask: &Mask, ix: ArticleIx) -> Cow<'s, [u64]> {
    if mask.is_empty() {
        Cow::Borrowed(words)
    } else {
        Cow::Owned(mask.walled(words, ix, false))
    }
}

fn align_pairs(
    corpus: &Corpus,
    pairs: &[passage::Pair],
    masks: &[Mask],
    params: &Params,
    progress: &dyn Progress,
    stop: &(dyn Fn() -> Result<(), ScanError> + Sync),
) -> Result<Vec<Match>, ScanError> {
    let aside = align::Params {
        min_words: params.align.min_words / 2,
        ..params.align
    };
    let streams = Streams::new(corpus);
    let groups: Vec<&[passage::Pair]> = pairs.chunk_by(|x, y| x.a == y.a).collect();
    let found: Vec<Vec<Match>> = groups
        .par_iter()
        .map(|group| {
            stop()?;
            let a = group[0].a;
            let (mask_a, words_a) = (&masks[a as usize], streams.get(a));
            let body_a = open_text(words_a, mask_a, a);
            let body_index = SeedIndex::new(&body_a, &params.align);
            let kept_a = (!mask_a.is_empty()).then(|| mask_a.widened(passage::HOLE_WORDS).walled(words_a, a, true));
            let kept_index = kept_a.as_ref().map(|kept| SeedIndex::new(kept, &aside));
            let mut matches = Vec::new();
            for pair in *group {
                let (b, mask_b, words_b) = (pair.b, &masks[pair.b as usize], streams.get(pair.b));
                let body_b = open_text(words_b, mask_b, b);
                for alignment in align::align(&body_a, &body_index, &body_b, &params.align) {
                    matches.push(Match {
                        a,
                        b,
                        alignment,
                        set_aside: false,
                    });
                }
                if let (Some(kept_a), Some(index), false) = (&kept_a, &kept_index, mask_b.is_empty()) {
                    let kept_b = mask_b.widened(passage::HOLE_WORDS).walled(words_b, b, true);
                    for alignment in align::align(kept_a, index, &kept_b, &aside) {
                        matches.push(Match {
                            a,
                            b,
                            alignment,
                            set_aside: true,
                        });
                    }
                }
            }
            progress.advance(group.len() as u64);
            Ok(matches)
        })
        .collect::<Result<_, ScanError>>()?;
    Ok(found.into_iter().flatten().collect())
}

fn align_within(
    corpus: &Corpus,
    articles: &[ArticleIx],
    masks: &[Mask],
    params: &Params,
    stop: &(dyn Fn() -> Result<(), ScanError> + Sync),
) -> Result<Vec<Match>, ScanError> {
    let found: Vec<Vec<Match>> = articles
        .par_iter()
        .map(|&a| {
            stop()?;
            let words = masks[a as usize].walled(&text::stream(&corpus.get(a).text), a, false);
            let matches = align::align_self(&words, &params.align);
            Ok(matches
                .into_iter()
                .map(|alignment| Match {
                    a,
                    b: a,
                    alignment,
                    set_aside: false,
                })
                .collect())
        })
        .collect::<Result<_, ScanError>>()?;
    Ok(found.into_iter().flatten().collect())
}

/// The match of two articles with the same words.
fn whole(a: ArticleIx, b: ArticleIx, words: u32) -> Match {
    let blocks = vec![align::Block { a: 0, b: 0, len: words }];
    let alignment = align::Alignment {
        a_start: 0,
        a_end: words,
        b_start: 0,
        b_end: words,
        words,
        columns: words,
        blocks,
    };
    Match {
        a,
        b,
        alignment,
        set_aside: false,
    }
}

/// Turns (article, token range) into byte spans, tokenising each article once.
fn byte_spans(corpus: &Corpus, ranges: &[(ArticleIx, Range<u32>)]) -> Vec<Span> {
    let mut order: Vec<usize> = (0..ranges.len()).collect();
    order.sort_unstable_by_key(|&i| ranges[i].0);
    let by_article: Vec<&[usize]> = order.chunk_by(|&i, &j| ranges[i].0 == ranges[j].0).collect();
    let spans: Vec<Vec<(usize, Span)>> = by_article
        .par_iter()
        .map(|group| {
            let tokens = tokenize(&corpus.get(ranges[group[0]].0).text);
            let span = |r: &Range<u32>| match (
                tokens.get(r.start as usize),
                tokens.get((r.end as usize).wrapping_sub(1)),
            ) {
                (Some(first), Some(last)) => Span {
                    start: first.start,
                    end: last.end,
                },
                _ => Span::default(),
            };
            group.iter().map(|&i| (i, span(&ranges[i].1))).collect()
        })
        .collect();
    let mut found = vec![Span::default(); ranges.len()];
    for (i, span) in spans.into_iter().flatten() {
        found[i] = span;
    }
    found
}

fn locate_matches(corpus: &Corpus, matches: &[Match]) -> Vec<Located> {
    let ranges: Vec<(ArticleIx, Range<u32>)> = matches
        .iter()
        .flat_map(|m| {
            [
                (m.a, m.alignment.a_start..m.alignment.a_end),
                (m.b, m.alignment.b_start..m.alignment.b_end),
            ]
        })
        .collect();
    let spans = byte_spans(corpus, &ranges);
    let mut located: Vec<Located> = matches
        .iter()
        .zip(spans.chunks_exact(2))
        .map(|(m, spans)| {
            // In the files the smaller id comes first; within one article the earlier place.
            let swap = m.a > m.b;
            let ((a, a_span), (b, b_span)) = if swap {
                ((m.b, spans[1]), (m.a, spans[0]))
            } else {
                ((m.a, spans[0]), (m.b, spans[1]))
            };
            let (words, identity, kind) = (m.alignment.words, m.alignment.identity(), m.alignment.kind());
            Located {
                a,
                a_span,
                b,
                b_span,
                words,
                identity,
                kind,
            }
        })
        .collect();
    located.par_sort_unstable_by_key(|m| (m.a, m.b, m.a_span, m.b_span));
    located
}

fn judge(
    corpus: &Corpus,
    families: Vec<passage::Family>,
    story_of: &[u32],
    quotes: &[Vec<Quote>],
    params: &Params,
) -> Vec<Passage> {
    let ranges: Vec<(ArticleIx, Range<u32>)> = families
        .iter()
        .flat_map(|f| f.carriers.iter().map(|c| (c.article, c.start..c.end)))
        .collect();
    let spans = byte_spans(corpus, &ranges);
    let marks: Vec<Vec<Span>> = quotes.iter().map(|all| all.iter().map(|q| q.span).collect()).collect();
    let mut offsets = Vec::with_capacity(families.len());
    let mut at = 0;
    for family in &families {
        offsets.push(at);
        at += family.carriers.len();
    }
    families
        .into_par_iter()
        .zip(offsets)
        .map(|(family, at)| {
            let own = family.carriers[0];
            let context = Context {
                corpus,
                story: story_of,
                spans: &spans[at..at + family.carriers.len()],
                quotes: &marks,
            };
            let verdict = passage::classify(&family, &context, &params.passage);
            let agencies = passage::agencies(&family, corpus)
                .into_iter()
                .collect::<Vec<_>>()
                .join(", ");
            let places = family
                .carriers
                .iter()
                .zip(&spans[at..])
                .map(|(c, &span)| Place {
                    article: c.article,
                    span,
                    words: c.words,
                    identity: c.identity,
                })
                .collect();
            let credited = matches!(verdict.kind, Kind::Wire | Kind::Shared | Kind::Background);
            let agency = (credited && !agencies.is_empty()).then_some(agencies);
            Passage {
                verdict,
                words: own.end - own.start,
                places,
                agency,
            }
        })
        .collect()
}
