//! Rows packed into parts of the page, and which of them it holds.
//!
//! Input: rows in the order of what deserves attention first; output: parts of [`ROWS`] rows each,
//! deflated (RFC 1951) and in base64, as many as [`Limit`] allows. What does not fit is counted, never
//! silently gone. A part stands alone, so that the page reads one without another. Cost: linear; memory:
//! the rows and their packed form.

use std::collections::BTreeSet;
use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::DeflateEncoder;

use super::rows::Row;

/// Rows of one part: large enough to pack well, small enough to be read at once when one of them is opened.
pub const ROWS: usize = 512;
/// Bytes of the element around a part.
const ELEMENT: usize = 80;
/// Shares of the room that stories and passages may take before quotations have theirs.
const STORIES_SHARE: f64 = 0.2;
const PASSAGES_SHARE: f64 = 0.35;
/// What an article takes, packed, before any was.
const ARTICLE_BYTES: usize = 110;

/// Some rows in a row, packed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    pub(super) lines: String,
    pub(super) sheets: String,
    pub(super) rows: usize,
    articles: Vec<u32>,
}

impl Part {
    /// Packs up to [`ROWS`] rows.
    ///
    /// # Errors
    /// None: it is written to memory.
    pub fn new(rows: &[Row]) -> io::Result<Self> {
        let articles: BTreeSet<u32> = rows.iter().flat_map(|r| r.articles.iter().copied()).collect();
        let sheets = if rows.iter().all(|r| r.sheet.is_empty()) {
            String::new()
        } else {
            packed_list(rows.iter().map(|r| r.sheet.as_slice()))?
        };
        Ok(Self {
            lines: packed_list(rows.iter().map(|r| r.line.as_slice()))?,
            sheets,
            rows: rows.len(),
            articles: articles.into_iter().collect(),
        })
    }

    fn bytes(&self) -> usize {
        self.lines.len() + self.sheets.len() + 2 * ELEMENT
    }
}

fn packed_list<'r>(items: impl Iterator<Item = &'r [u8]>) -> io::Result<String> {
    let mut list = vec![b'['];
    for (i, item) in items.enumerate() {
        if i > 0 {
            list.push(b',');
        }
        list.extend_from_slice(item);
    }
    list.push(b']');
    packed(&list)
}

/// Deflated, in base64.
pub(super) fn packed(bytes: &[u8]) -> io::Result<String> {
    let mut deflate = DeflateEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::new(6));
    deflate.write_all(bytes)?;
    Ok(STANDARD.encode(deflate.finish()?))
}

/// Rows that the page could hold, in parts, what deserves attention first.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    /// Stories.
    pub stories: Vec<Part>,
    /// Passages.
    pub passages: Vec<Part>,
    /// Quotations.
    pub quotes: Vec<Part>,
}

/// What the page holds.
#[derive(Debug, Clone, Default)]
pub struct Contents {
    pub(super) tables: Tables,
    pub(super) articles: Vec<Part>,
    /// First article of each part.
    pub(super) first_articles: Vec<u32>,
}

impl Contents {
    /// As many parts of `tables` as fit into `room` bytes with the articles they name, which `pack` packs.
    ///
    /// # Errors
    /// Those of `pack`.
    pub fn within<E>(
        room: usize,
        tables: Tables,
        mut pack: impl FnMut(&[u32]) -> Result<Vec<Part>, E>,
    ) -> Result<Self, E> {
        let mut filling = Filling {
            left: room,
            named: BTreeSet::new(),
            article_bytes: ARTICLE_BYTES,
        };
        let mut kept = [0_usize; 3];
        let lists = [&tables.stories, &tables.passages, &tables.quotes];
        // Quotations are most of all, but the last to be opened without the rest.
        filling.fill(lists[0], &mut kept[0], (room as f64 * STORIES_SHARE) as usize);
        filling.fill(lists[1], &mut kept[1], (room as f64 * PASSAGES_SHARE) as usize);
        for (list, kept) in lists.into_iter().zip(&mut kept).rev() {
            filling.fill(list, kept, usize::MAX);
        }
        loop {
            let named: BTreeSet<u32> = lists
                .iter()
                .zip(kept)
                .flat_map(|(list, kept)| list[..kept].iter().flat_map(|p| p.articles.iter().copied()))
                .collect();
            let named: Vec<u32> = named.into_iter().collect();
            let articles = pack(&named)?;
            let articles_bytes: usize = articles.iter().map(Part::bytes).sum();
            let parts = lists.iter().zip(kept).flat_map(|(list, kept)| &list[..kept]);
            let bytes = articles_bytes + parts.map(Part::bytes).sum::<usize>();
            // The last list that has something to give; articles took more than was thought.
            let last = (0..3).rev().find(|&i| kept[i] > 0);
            if let (true, Some(last)) = (bytes > room, last) {
                let over = bytes - room;
                let an_article = articles_bytes / named.len().max(1);
                let mut given = 0;
                while given < over && kept[last] > 0 {
                    kept[last] -= 1;
                    let part = &lists[last][kept[last]];
                    given += part.bytes() + part.articles.len() * an_article;
                }
                continue;
            }
            let first_articles = named.chunks(ROWS).filter_map(|c| c.first().copied()).collect();
            let Tables {
                mut stories,
                mut passages,
                mut quotes,
            } = tables;
            stories.truncate(kept[0]);
            passages.truncate(kept[1]);
            quotes.truncate(kept[2]);
            return Ok(Self {
                tables: Tables {
                    stories,
                    passages,
                    quotes,
                },
                articles,
                first_articles,
            });
        }
    }

    /// Rows of a table that the page holds: stories, passages, quotations.
    #[must_use]
    pub fn rows(&self) -> [u64; 3] {
        let tables = &self.tables;
        [&tables.stories, &tables.passages, &tables.quotes].map(|l| l.iter().map(|p| p.rows as u64).sum())
    }
}

/// Room that is left, with a guess of what articles take.
struct Filling {
    left: usize,
    named: BTreeSet<u32>,
    article_bytes: usize,
}

impl Filling {
    fn fill(&mut self, list: &[Part], kept: &mut usize, mut most: usize) {
        while let Some(part) = list.get(*kept) {
            let new = part.articles.iter().filter(|n| !self.named.contains(n)).count();
            let cost = part.bytes() + new * self.article_bytes;
            if cost > self.left.min(most) {
                break;
            }
            self.left -= cost;
            most -= cost;
            self.named.extend(part.articles.iter().copied());
            *kept += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(bytes: usize, article: u32) -> Part {
        Part {
            lines: "x".repeat(bytes.saturating_sub(2 * ELEMENT)),
            sheets: String::new(),
            rows: 10,
            articles: vec![article],
        }
    }

    #[test]
    fn what_deserves_attention_first_is_kept() {
        let check = |room: usize, article: usize, expected: [u64; 3]| {
            let tables = Tables {
                stories: (0..4).map(|n| part(1_000, n)).collect(),
                passages: (0..4).map(|n| part(1_000, 10 + n)).collect(),
                quotes: (0..4).map(|n| part(1_000, 20 + n)).collect(),
            };
            let pack = |named: &[u32]| Ok::<_, ()>(named.iter().map(|&n| part(article, n)).collect());
            let contents = Contents::within(room, tables, pack).unwrap();
            assert_eq!(contents.rows(), expected, "{room} bytes, {article} an article");
        };
        check(1_000_000, 200, [40, 40, 40]);
        check(0, 200, [0, 0, 0]);
        check(10_000, 200, [10, 40, 30]);
        // Articles that take more than was thought push out what came last.
        check(10_000, 2_000, [10, 20, 0]);
    }
}
