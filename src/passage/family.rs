//! Matches into families: one passage, all its carriers, one representative.
//!
//! Articles are taken in the order of time. An article's matches with later ones seed families whose
//! representative span is the article's own; a later match is evidence for a family that has both its
//! ends already, not a new one. So every carrier is aligned with the representative itself.

use super::Match;
use crate::align::{Alignment, Ranges};
use crate::article::ArticleIx;

/// Share of a span that must be covered for two spans to be one passage.
const SAME_SPAN: f64 = 0.8;
/// Share of the representative's span that a carrier from another story must have to join its family;
/// a shorter shared part is a family of its own (a background paragraph inside a wire story).
const WHOLE_ENOUGH: f64 = 0.5;

/// One place where a passage stands, in tokens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Carrier {
    /// The article.
    pub article: ArticleIx,
    /// First token.
    pub start: u32,
    /// One past the last token.
    pub end: u32,
    /// Words that agree with the representative.
    pub words: u32,
    /// Share of aligned words that agree with the representative.
    pub identity: f64,
    /// Share of the representative's passage that has a counterpart here.
    pub coverage: f64,
}

/// One passage and where it stands; the representative first, then in order of article and place.
#[derive(Debug, Clone, PartialEq)]
pub struct Family {
    /// Carriers; the first is the representative.
    pub carriers: Vec<Carrier>,
    /// The text was set aside as one outlet's furniture before aligning.
    pub set_aside: bool,
    /// Both places lie in one article.
    pub within_one: bool,
}

impl Family {
    /// What families are ordered by: the representative's place, then what sort of family it is.
    pub(super) fn key(&self) -> (ArticleIx, u32, u32, bool, bool) {
        let own = self.carriers[0];
        (own.article, own.start, own.end, self.within_one, self.set_aside)
    }
}

/// Groups matches into families; `story` gives each article a number equal within a story, `copies`
/// the articles that have exactly the same words as an article (which share its tokens' positions).
#[must_use]
pub fn families(matches: &[Match], ranks: &[u32], story: &[u32], copies: &[Vec<ArticleIx>]) -> Vec<Family> {
    let mut found = Vec::new();
    for set_aside in [false, true] {
        let between: Vec<&Match> = matches
            .iter()
            .filter(|m| m.set_aside == set_aside && m.a != m.b)
            .collect();
        found.extend(
            Grouping::new(&between, ranks, story)
                .run()
                .into_iter()
                .map(|carriers| Family {
                    carriers,
                    set_aside,
                    within_one: false,
                }),
        );
    }
    for family in &mut found {
        for at in 0..family.carriers.len() {
            let original = family.carriers[at];
            family.carriers.extend(
                copies[original.article as usize]
                    .iter()
                    .map(|&article| Carrier { article, ..original }),
            );
        }
        family.carriers[1..].sort_by_key(|c| (c.article, c.start, c.end, std::cmp::Reverse(c.words)));
        // A copy is a carrier by its own match with the first too.
        family.carriers.dedup_by_key(|c| (c.article, c.start, c.end));
    }
    found.extend(matches.iter().filter(|m| m.a == m.b).flat_map(|m| {
        std::iter::once(m.a)
            .chain(copies[m.a as usize].iter().copied())
            .map(|article| within_one(article, &m.alignment))
    }));
    found.sort_by_key(Family::key);
    found
}

fn within_one(article: ArticleIx, alignment: &Alignment) -> Family {
    let whole = alignment.a_end - alignment.a_start;
    let carriers = vec![
        Carrier {
            article,
            start: alignment.a_start,
            end: alignment.a_end,
            words: whole,
            identity: 1.0,
            coverage: 1.0,
        },
        Carrier {
            article,
            start: alignment.b_start,
            end: alignment.b_end,
            words: alignment.words,
            identity: alignment.identity(),
            coverage: 1.0,
        },
    ];
    Family {
        carriers,
        set_aside: false,
        within_one: true,
    }
}

struct Grouping<'m> {
    ranks: &'m [u32],
    story: &'m [u32],
    /// (article, match, the article is `a`), sorted by article.
    ends: Vec<(ArticleIx, &'m Match, bool)>,
    families: Vec<Vec<Carrier>>,
    /// Families an article carries, and where.
    carried: crate::hash::Map<ArticleIx, Ranges<usize>>,
}

impl<'m> Grouping<'m> {
    fn new(matches: &[&'m Match], ranks: &'m [u32], story: &'m [u32]) -> Self {
        let mut ends: Vec<(ArticleIx, &Match, bool)> = matches
            .iter()
            .flat_map(|m| [(m.a, *m, true), (m.b, *m, false)])
            .collect();
        ends.sort_by_key(|(ix, m, first)| (*ix, !first, m.a, m.b, m.alignment.a_start, m.alignment.b_start));
        Self {
            ranks,
            story,
            ends,
            families: Vec::new(),
            carried: crate::hash::Map::default(),
        }
    }

    fn run(mut self) -> Vec<Vec<Carrier>> {
        let mut articles: Vec<ArticleIx> = self.ends.iter().filter(|e| e.2).map(|e| e.0).collect();
        articles.dedup();
        articles.sort_unstable_by_key(|&ix| self.ranks[ix as usize]);
        for article in articles {
            self.seed_at(article);
        }
        self.families
    }

    /// Families whose representative is `article`.
    fn seed_at(&mut self, article: ArticleIx) {
        let from = self.ends.partition_point(|e| e.0 < article);
        let to = self.ends.partition_point(|e| e.0 <= article);
        let ends: Vec<(&Match, bool)> = self.ends[from..to].iter().map(|e| (e.1, e.2)).collect();
        let mut open: Vec<&Match> = ends
            .iter()
            .filter(|(m, first)| *first && !self.implied(m))
            .map(|(m, _)| *m)
            .collect();
        open.sort_by_key(|m| {
            let k = &m.alignment;
            (
                std::cmp::Reverse(k.a_end - k.a_start),
                k.a_start,
                self.ranks[m.b as usize],
                k.b_start,
            )
        });
        let first_new = self.families.len();
        let mut spans: Ranges<usize> = Ranges::default();
        let mut carriers: crate::hash::Set<(usize, ArticleIx)> = crate::hash::Set::default();
        for m in open {
            let k = &m.alignment;
            let joined = spans
                .around(k.a_start, k.a_end)
                .map(|(.., f)| f)
                .find(|&f| self.joins(f, article, m));
            let f = joined.unwrap_or_else(|| {
                let whole = k.a_end - k.a_start;
                let own = Carrier {
                    article,
                    start: k.a_start,
                    end: k.a_end,
                    words: whole,
                    identity: 1.0,
                    coverage: 1.0,
                };
                self.families.push(vec![own]);
                let f = self.families.len() - 1;
                self.note(f, own);
                spans.add(own.start, own.end, f);
                f
            });
            if self.add(f, m.b, k) {
                carriers.insert((f, m.b));
            }
        }
        // A passage inside a longer shared one is carried by the carriers of the longer one too.
        let mut near: Ranges<(&Match, bool)> = Ranges::default();
        for &(m, first) in &ends {
            let k = &m.alignment;
            let (start, end) = if first {
                (k.a_start, k.a_end)
            } else {
                (k.b_start, k.b_end)
            };
            near.add(start, end, (m, first));
        }
        for f in first_new..self.families.len() {
            let span = self.families[f][0];
            for (start, end, (m, first)) in near.around(span.start, span.end) {
                let other = if first { m.b } else { m.a };
                if covered(span.start, span.end, start, end) < SAME_SPAN || carriers.contains(&(f, other)) {
                    continue;
                }
                let added = if first {
                    self.add(f, other, &m.alignment)
                } else {
                    self.add(f, other, &m.alignment.swapped())
                };
                if added {
                    carriers.insert((f, other));
                }
            }
        }
    }

    /// Whether a family already has both ends of a match.
    fn implied(&self, m: &Match) -> bool {
        let k = &m.alignment;
        let (Some(at_a), Some(at_b)) = (self.carried.get(&m.a), self.carried.get(&m.b)) else {
            return false;
        };
        at_a.around(k.a_start, k.a_end).any(|(s, e, f)| {
            covered(k.a_start, k.a_end, s, e) >= SAME_SPAN
                && at_b
                    .around(k.b_start, k.b_end)
                    .any(|(s, e, g)| g == f && covered(k.b_start, k.b_end, s, e) >= SAME_SPAN)
        })
    }

    fn joins(&self, f: usize, article: ArticleIx, m: &Match) -> bool {
        let (span, k) = (self.families[f][0], &m.alignment);
        let one_story = self.story[article as usize] == self.story[m.b as usize];
        covered(k.a_start, k.a_end, span.start, span.end) >= SAME_SPAN
            && (one_story || covered(span.start, span.end, k.a_start, k.a_end) >= WHOLE_ENOUGH)
    }

    /// Adds the part of an alignment (seen from the representative) that lies in the family's span, if there is any.
    fn add(&mut self, f: usize, article: ArticleIx, seen: &Alignment) -> bool {
        let span = self.families[f][0];
        let Some((start, end, words)) = seen.project(span.start, span.end) else {
            return false;
        };
        let own = seen.a_end.min(span.end) - seen.a_start.max(span.start);
        let identity = f64::from(words) / f64::from(own.max(end - start).max(1));
        let carrier = Carrier {
            article,
            start,
            end,
            words,
            identity,
            coverage: f64::from(own) / f64::from((span.end - span.start).max(1)),
        };
        self.families[f].push(carrier);
        self.note(f, carrier);
        true
    }

    fn note(&mut self, f: usize, carrier: Carrier) {
        self.carried
            .entry(carrier.article)
            .or_default()
            .add(carrier.start, carrier.end, f);
    }
}

/// Share of `start..end` that lies in `s..e`.
pub(crate) fn covered(start: u32, end: u32, s: u32, e: u32) -> f64 {
    f64::from(end.min(e).saturating_sub(start.max(s))) / f64::from((end - start).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::Block;

    /// (a, `a_start`, b, `b_start`, words)
    fn exact(a: u32, a_start: u32, b: u32, b_start: u32, len: u32) -> Match {
        let alignment = Alignment {
            a_start,
            a_end: a_start + len,
            b_start,
            b_end: b_start + len,
            words: len,
            columns: len,
            blocks: vec![Block {
                a: a_start,
                b: b_start,
                len,
            }],
        };
        Match {
            a,
            b,
            alignment,
            set_aside: false,
        }
    }

    fn check(matches: &[Match], story: &[u32], expected: &[&str]) {
        let ranks: Vec<u32> = (0..story.len() as u32).collect();
        let copies = vec![Vec::new(); story.len()];
        let lines: Vec<String> = families(matches, &ranks, story, &copies)
            .iter()
            .map(|f| {
                f.carriers
                    .iter()
                    .map(|c| format!("{}:{}-{}", c.article, c.start, c.end))
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn one_passage_in_three_articles_is_one_family() {
        let all = [exact(0, 10, 1, 0, 30), exact(0, 10, 2, 5, 30), exact(1, 0, 2, 5, 30)];
        check(&all, &[0, 1, 2], &["0:10-40 1:0-30 2:5-35"]);
    }

    #[test]
    fn a_paragraph_inside_a_wire_story_is_a_family_of_its_own() {
        // 0 and 1 share 300 words; 2, another story, has 40 of them.
        let all = [exact(0, 0, 1, 0, 300), exact(0, 100, 2, 7, 40), exact(1, 100, 2, 7, 40)];
        check(&all, &[0, 0, 2], &["0:0-300 1:0-300", "0:100-140 1:100-140 2:7-47"]);
    }

    #[test]
    fn a_copy_cut_from_the_bottom_stays_in_the_story_s_family() {
        let all = [exact(0, 0, 1, 0, 300), exact(0, 0, 2, 7, 100)];
        check(&all, &[0, 0, 0], &["0:0-300 1:0-300 2:7-107"]);
    }

    /// 1 shares one text with 0 and another with 2: no chain joins 0 and 2.
    #[test]
    fn carriers_do_not_chain() {
        let all = [exact(0, 0, 1, 0, 50), exact(1, 60, 2, 0, 50)];
        check(&all, &[0, 1, 2], &["0:0-50 1:0-50", "1:60-110 2:0-50"]);
    }

    #[test]
    fn text_repeated_inside_one_article() {
        check(&[exact(0, 0, 0, 40, 20)], &[0], &["0:0-20 0:40-60"]);
    }

    /// Fourteen thousand paragraphs in another order once took minutes: every passage was held against every match.
    #[test]
    fn two_articles_with_many_short_passages_stay_linear() {
        let count = 20_000;
        let there = |n: u32| n * 7919 % count;
        let all: Vec<Match> = (0..count).map(|n| exact(0, n * 20, 1, there(n) * 20, 20)).collect();
        let found = families(&all, &[0, 1], &[0, 1], &[Vec::new(), Vec::new()]);
        assert_eq!(found.len() as u32, count);
        for (family, n) in found.iter().zip(0..) {
            let places: Vec<(u32, u32)> = family.carriers.iter().map(|c| (c.article, c.start)).collect();
            assert_eq!(places, [(0, n * 20), (1, there(n) * 20)]);
        }
    }
}
