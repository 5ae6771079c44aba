//! What one outlet prints under many stories, set aside before articles are aligned.
//!
//! A footer shared by thousands of articles would otherwise join every match next to it. A run of
//! words is set aside in an outlet's articles when that outlet prints it in several different stories
//! on several days, and hardly anybody else prints it at all.

use super::Params;
use crate::article::{ArticleIx, Corpus};
use crate::sketch::{Posting, Postings};

/// Winnowing leaves holes of at most this many words between, before and after the fingerprints of one text.
pub const HOLE_WORDS: u32 = 6;

/// The tokens of one article that are set aside: sorted ranges that do not touch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mask {
    ranges: Vec<(u32, u32)>,
}

impl Mask {
    /// Builds a mask of any ranges, joining those less than `join` tokens apart.
    #[must_use]
    pub fn new(mut ranges: Vec<(u32, u32)>, join: u32) -> Self {
        ranges.sort_unstable();
        let mut joined: Vec<(u32, u32)> = Vec::new();
        for (start, end) in ranges {
            match joined.last_mut() {
                Some(last) if start <= last.1 + join => last.1 = last.1.max(end),
                _ => joined.push((start, end)),
            }
        }
        Self { ranges: joined }
    }

    /// The mask with `by` tokens more on either side of each range.
    ///
    /// Fingerprints begin and end up to a window inside the text they stand for, so what is aligned apart
    /// needs room to find its own ends.
    #[must_use]
    pub fn widened(&self, by: u32) -> Self {
        let wider = self
            .ranges
            .iter()
            .map(|&(start, end)| (start.saturating_sub(by), end.saturating_add(by)));
        Self::new(wider.collect(), 0)
    }

    /// Whether nothing is set aside.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// The ranges.
    #[must_use]
    pub fn ranges(&self) -> &[(u32, u32)] {
        &self.ranges
    }

    /// Number of tokens set aside.
    #[must_use]
    pub fn words(&self) -> u32 {
        self.ranges.iter().map(|(s, e)| e - s).sum()
    }

    /// Whether token `at` is set aside.
    #[must_use]
    pub fn covers(&self, at: u32) -> bool {
        let place = self.ranges.partition_point(|&(_, end)| end <= at);
        self.ranges.get(place).is_some_and(|&(start, _)| start <= at)
    }

    /// A copy of `stream` in which the tokens set aside (or, with `keep`, all others) match nothing at all.
    /// `salt` tells streams apart.
    #[must_use]
    pub fn walled(&self, stream: &[u64], salt: u32, keep: bool) -> Vec<u64> {
        let mut walled: Vec<u64> = Vec::with_capacity(stream.len());
        let mut ranges = self.ranges.iter().peekable();
        for (at, &hash) in stream.iter().enumerate() {
            while ranges.peek().is_some_and(|r| r.1 as usize <= at) {
                ranges.next();
            }
            let aside = ranges.peek().is_some_and(|r| r.0 as usize <= at);
            walled.push(if aside == keep {
                hash
            } else {
                crate::hash::pair(u64::from(salt) << 32, !(at as u64))
            });
        }
        walled
    }
}

/// Whether one outlet prints a fingerprint so often, and others so seldom, that it may be furniture: what
/// [`repeated_by_outlet`] need not be asked for is left out before stories are known.
#[must_use]
pub fn may_be_furniture(group: &[Posting], corpus: &Corpus, params: &Params) -> bool {
    // Whoever prints most of it is the one left over when two of different outlets are struck out at a time.
    let (mut most, mut lead) = (None, 0_usize);
    for outlet in group.iter().map(|p| corpus.outlet(p.article)) {
        if lead == 0 {
            most = outlet;
        }
        lead = if most == outlet { lead + 1 } else { lead - 1 };
    }
    let of_it = group.iter().filter(|p| corpus.outlet(p.article) == most).count();
    most.is_some() && of_it >= params.boilerplate_stories && of_it * 10 >= group.len() * 8
}

/// Hands over what every outlet prints as furniture: an article and a range of its tokens, for a [`Mask`].
///
/// `story` gives each article a number that is equal within a story.
pub fn repeated_by_outlet(
    postings: &Postings,
    corpus: &Corpus,
    story: &[u32],
    fingerprint_words: usize,
    params: &Params,
    mut each: impl FnMut(ArticleIx, (u32, u32)),
) {
    let mut by_outlet: Vec<(u32, u32, i64, Posting)> = Vec::new();
    for group in postings.groups() {
        if group.len() < params.boilerplate_stories {
            continue;
        }
        by_outlet.clear();
        by_outlet.extend(group.iter().filter_map(|p| {
            let outlet = corpus.outlet(p.article)?;
            Some((
                outlet,
                story[p.article as usize],
                corpus.day(p.article).unwrap_or(i64::MIN),
                *p,
            ))
        }));
        by_outlet.sort_unstable();
        for same in by_outlet.chunk_by(|x, y| x.0 == y.0) {
            if is_furniture(same, group.len(), params) {
                for &(_, _, _, p) in same {
                    each(p.article, (p.token, p.token + fingerprint_words as u32));
                }
            }
        }
    }
}

/// `same`: (outlet, story, day, posting) of one outlet, sorted; `carriers`: occurrences anywhere.
fn is_furniture(same: &[(u32, u32, i64, Posting)], carriers: usize, params: &Params) -> bool {
    let stories = same.chunk_by(|x, y| x.1 == y.1).count();
    if stories < params.boilerplate_stories || same.len() * 10 < carriers * 8 {
        return false;
    }
    // A running story is rewritten for some days, so what it repeats is reporting; but not twelve times.
    if stories >= params.boilerplate_sure_stories {
        return true;
    }
    let mut days: Vec<i64> = same.iter().map(|x| x.2).filter(|&d| d != i64::MIN).collect();
    days.sort_unstable();
    days.dedup();
    match (days.first(), days.last()) {
        (Some(first), Some(last)) => days.len() >= params.boilerplate_stories.min(3) && last - first > params.wire_days,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_join_near_ranges_and_wall_off_tokens() {
        let mask = Mask::new(vec![(10, 16), (2, 8), (20, 26)], 3);
        assert_eq!(mask.ranges(), [(2, 16), (20, 26)]);
        let covered: Vec<u32> = (0..30).filter(|&i| mask.covers(i)).collect();
        assert_eq!(covered.len() as u32, mask.words());
        let stream: Vec<u64> = (100..130).collect();
        let open = mask.walled(&stream, 1, false);
        let kept = mask.walled(&stream, 1, true);
        for at in 0..30_u32 {
            let i = at as usize;
            assert_eq!(open[i] == stream[i], !mask.covers(at));
            assert_eq!(kept[i] == stream[i], mask.covers(at));
        }
        assert_ne!(mask.walled(&stream, 1, false)[5], mask.walled(&stream, 2, false)[5]);
    }
}
