//! Which text do articles share? Candidate pairs are aligned, and families of matches judged.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::place::stretches;
use super::{Params, Passage, Place, Stop};
use crate::align::{self, Alignment, Borders, SeedIndex};
use crate::article::{ArticleIx, Corpus};
use crate::hash;
use crate::passage::{self, Context, Heard, Kind, Mask, Match, Verdict};
use crate::pipeline::budget::{Room, fitting};
use crate::pipeline::{Progress, ScanError};
use crate::quote::{self, Quote};
use crate::spill::Texts;
use crate::text::{self, Span, Token};

/// Pairs of one article that one thread aligns in a row.
const GROUP_PAIRS: usize = 256;
/// Words of the articles that one thread keeps read while it judges the passages of one of them.
const HEARD_WORDS: usize = 4 << 20;

/// An article as it is aligned.
pub(in crate::pipeline) struct Words {
    pub(in crate::pipeline) stream: Vec<u64>,
    pub(in crate::pipeline) borders: Borders,
}

impl Words {
    pub(in crate::pipeline) fn new(text: &str, tokens: &[Token]) -> Self {
        Self {
            borders: Borders::new(text, tokens),
            stream: tokens.iter().map(|t| t.hash).collect(),
        }
    }

    fn of(texts: &Texts, ix: ArticleIx) -> Self {
        let text = texts.get(ix);
        Self::new(&text, &text::tokenize(&text))
    }
}

/// An alignment of two articles as it is reported: what was set aside in both is no change, and no word hangs over into
/// another paragraph. None if fewer than `min_words` are left.
pub(in crate::pipeline) fn tidied(alignment: Alignment, a: &Words, b: &Words, min_words: usize) -> Option<Alignment> {
    alignment
        .with_equal_gaps(&a.stream, &b.stream)
        .within_paragraphs(&a.borders, &b.borders)
        .filter(|alignment| alignment.words as usize >= min_words)
}

/// The articles that are aligned, each read once, when first asked for.
struct Streams<'c> {
    texts: &'c Texts,
    made: Vec<OnceLock<Words>>,
}

impl<'c> Streams<'c> {
    fn new(texts: &'c Texts) -> Self {
        let made = (0..texts.len()).map(|_| OnceLock::new()).collect();
        Self { texts, made }
    }

    /// Gives the streams of such groups back.
    fn forget(&mut self, groups: &[&[passage::Pair]]) {
        for pair in groups.iter().copied().flatten() {
            self.made[pair.a as usize].take();
            self.made[pair.b as usize].take();
        }
    }

    fn get(&self, ix: ArticleIx) -> &Words {
        self.made[ix as usize].get_or_init(|| Words::of(self.texts, ix))
    }
}

/// How many groups at the head of `groups` may be aligned at once, so that their streams take so many bytes
/// at most; one at least. `words` are those of each article.
fn batch(groups: &[&[passage::Pair]], words: &[u32], bytes: usize) -> usize {
    let size = |ix: ArticleIx| words[ix as usize] as usize * size_of::<u64>();
    let of_group = |group: &&[passage::Pair]| size(group[0].a) + group.iter().map(|pair| size(pair.b)).sum::<usize>();
    let fits = fitting(groups, bytes, of_group);
    fits.max(rayon::current_num_threads()).min(groups.len())
}

/// Alignments that take the memory they need and no more: all of them are held.
fn kept_small(mut alignments: Vec<Alignment>) -> Vec<Alignment> {
    for alignment in &mut alignments {
        alignment.blocks.shrink_to_fit();
    }
    alignments
}

/// A stream in which what is set aside matches nothing; the stream itself where nothing is.
fn open_text<'s>(words: &'s [u64], mask: &Mask, ix: ArticleIx) -> Cow<'s, [u64]> {
    if mask.is_empty() {
        Cow::Borrowed(words)
    } else {
        Cow::Owned(mask.walled(words, ix, false))
    }
}

#[allow(clippy::too_many_arguments, reason = "the one caller has them all")]
pub(super) fn align_pairs(
    texts: &Texts,
    words: &[u32],
    pairs: &[passage::Pair],
    masks: &[Mask],
    params: &Params,
    room: &Room,
    progress: &dyn Progress,
    stop: &Stop<'_>,
) -> Result<Vec<Match>, ScanError> {
    let aside = align::Params {
        min_words: params.align.min_words / 2,
        ..params.align
    };
    let mut streams = Streams::new(texts);
    // An article that is paired with very many others is no work for one thread.
    let groups = pairs
        .chunk_by(|x, y| x.a == y.a)
        .flat_map(|group| group.chunks(GROUP_PAIRS));
    let groups: Vec<&[passage::Pair]> = groups.collect();
    let align = |streams: &Streams<'_>, group: &[passage::Pair]| -> Result<Vec<Match>, ScanError> {
        stop()?;
        let a = group[0].a;
        let (mask_a, words_a) = (&masks[a as usize], streams.get(a));
        let body_a = open_text(&words_a.stream, mask_a, a);
        let body_index = SeedIndex::new(&body_a, &params.align);
        let kept = |mask: &Mask, words: &Words, ix| mask.widened(passage::HOLE_WORDS).walled(&words.stream, ix, true);
        let kept_a = (!mask_a.is_empty()).then(|| kept(mask_a, words_a, a));
        let kept_index = kept_a.as_ref().map(|kept| SeedIndex::new(kept, &aside));
        let mut matches = Vec::new();
        for pair in group {
            let (b, mask_b, words_b) = (pair.b, &masks[pair.b as usize], streams.get(pair.b));
            let mut add = |found: Vec<Alignment>, set_aside, min_words| {
                let tidied = found.into_iter().filter_map(|m| tidied(m, words_a, words_b, min_words));
                matches.extend(kept_small(tidied.collect()).into_iter().map(|alignment| Match {
                    a,
                    b,
                    alignment,
                    set_aside,
                }));
            };
            let body_b = open_text(&words_b.stream, mask_b, b);
            let in_body = align::align(&body_a, &body_index, &body_b, &params.align);
            add(in_body, false, params.align.min_words);
            if let (Some(kept_a), Some(index), false) = (&kept_a, &kept_index, mask_b.is_empty()) {
                let in_kept = align::align(kept_a, index, &kept(mask_b, words_b, b), &aside);
                add(in_kept, true, aside.min_words);
            }
        }
        progress.advance(group.len() as u64);
        Ok(matches)
    };
    let mut found = Vec::new();
    let mut left = groups.as_slice();
    while !left.is_empty() {
        let together;
        (together, left) = left.split_at(batch(left, words, room.share(8)));
        let of_groups = together.par_iter().map(|group| align(&streams, group));
        let of_groups: Vec<Vec<Match>> = of_groups.collect::<Result<_, ScanError>>()?;
        found.extend(of_groups.into_iter().flatten());
        streams.forget(together);
    }
    Ok(found)
}

pub(super) fn align_within(
    texts: &Texts,
    articles: &[ArticleIx],
    masks: &[Mask],
    params: &Params,
    stop: &Stop<'_>,
) -> Result<Vec<Match>, ScanError> {
    let found: Vec<Vec<Match>> = articles
        .par_iter()
        .map(|&a| {
            stop()?;
            let words = Words::of(texts, a);
            let found = align::align_self(&masks[a as usize].walled(&words.stream, a, false), &params.align);
            let tidied = found
                .into_iter()
                .filter_map(|m| tidied(m, &words, &words, params.align.min_words));
            Ok(tidied
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
pub(super) fn whole(a: ArticleIx, b: ArticleIx, words: u32) -> Match {
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

/// Articles that were read for the passages of one representative, forgotten when they come to too many words.
#[derive(Default)]
struct HeardOnce {
    articles: hash::Map<ArticleIx, Arc<Heard>>,
    words: usize,
}

impl HeardOnce {
    fn get(&mut self, ix: ArticleIx, hear: impl Fn(ArticleIx) -> Heard) -> Arc<Heard> {
        if let Some(heard) = self.articles.get(&ix) {
            return Arc::clone(heard);
        }
        let heard = Arc::new(hear(ix));
        if self.words + heard.words() > HEARD_WORDS {
            self.articles.clear();
            self.words = 0;
        }
        self.words += heard.words();
        self.articles.insert(ix, Arc::clone(&heard));
        heard
    }
}

pub(super) fn judge(
    corpus: &Corpus,
    texts: &Texts,
    families: Vec<passage::Family>,
    story_of: &[u32],
    quotes: &[Vec<Quote>],
    params: &Params,
) -> Vec<Passage> {
    let ranges: Vec<(ArticleIx, Range<u32>)> = families
        .iter()
        .flat_map(|f| f.carriers.iter().map(|c| (c.article, c.start..c.end)))
        .collect();
    let found = stretches(texts, &ranges);
    let leads = families.iter().scan(0, |at, family| {
        let lead = *at;
        *at += family.carriers.len();
        Some(found[lead].words)
    });
    let leads: Vec<u64> = leads.collect();
    let keys = ranges
        .into_iter()
        .map(|(article, range)| (article, range.start, range.end));
    let span_of: hash::Map<(ArticleIx, u32, u32), Span> = keys.zip(found.iter().map(|f| f.span)).collect();
    drop(found);
    let families = passage::of_one_text(families, &leads, corpus.ranks());
    let carriers = families.iter().flat_map(|f| &f.carriers);
    let spans: Vec<Span> = carriers
        .map(|c| span_of.get(&(c.article, c.start, c.end)).copied().unwrap_or_default())
        .collect();
    let marks: Vec<Vec<Span>> = quotes.iter().map(|all| all.iter().map(|q| q.span).collect()).collect();
    let hear = |ix: ArticleIx| {
        let text = texts.get(ix);
        let mut said = quote::set_off(&text, corpus.get(ix).language.as_deref());
        said.extend_from_slice(&marks[ix as usize]);
        Heard::new(&text, said)
    };
    let mut offsets = Vec::with_capacity(families.len());
    let mut at = 0;
    for family in &families {
        offsets.push(at);
        at += family.carriers.len();
    }
    // Passages of one representative have most of their articles in common.
    let mut groups: Vec<(&[passage::Family], &[usize])> = Vec::new();
    let mut from = 0;
    for group in families.chunk_by(|x, y| x.carriers[0].article == y.carriers[0].article) {
        groups.push((group, &offsets[from..from + group.len()]));
        from += group.len();
    }
    let of_groups: Vec<Vec<Verdict>> = groups
        .par_iter()
        .map(|(group, offsets)| {
            let kept = RefCell::new(HeardOnce::default());
            let heard = |ix: ArticleIx| kept.borrow_mut().get(ix, hear);
            let verdict = |(family, &at): (&passage::Family, &usize)| {
                let context = Context {
                    corpus,
                    story: story_of,
                    spans: &spans[at..at + family.carriers.len()],
                    quotes: &marks,
                    heard: &heard,
                };
                passage::classify(family, &context, &params.passage)
            };
            group.iter().zip(offsets.iter()).map(verdict).collect()
        })
        .collect();
    let mut verdicts: Vec<Verdict> = of_groups.into_iter().flatten().collect();
    passage::settle(&families, &mut verdicts, story_of, &params.passage);
    families
        .into_par_iter()
        .zip(verdicts)
        .zip(offsets)
        .map(|((family, verdict), at)| {
            let own = family.carriers[0];
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
                    coverage: c.coverage,
                })
                .collect();
            let credited = matches!(verdict.kind, Kind::Wire | Kind::Shared | Kind::Background);
            let agency = (credited && !agencies.is_empty()).then_some(agencies);
            Passage {
                verdict,
                words: own.end - own.start,
                places,
                set_aside: family.set_aside,
                agency,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    /// Two long articles with thousands of passages in another order once took minutes: each passage read both again.
    #[test]
    fn an_article_is_read_once_for_all_its_passages() {
        let read = Cell::new(0);
        let hear = |_| {
            read.set(read.get() + 1);
            Heard::new("The quay stays shut until the crane is safe again.", Vec::new())
        };
        let mut kept = HeardOnce::default();
        for n in 0..1_000 {
            assert_eq!(kept.get(n % 2, hear).words(), 10);
        }
        assert_eq!(read.get(), 2);
    }
}
