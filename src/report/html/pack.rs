//! Rows packed into parts of the page, and which of them it holds.
//!
//! Input: rows in the order of what deserves attention first; output: parts of [`ROWS`] rows each,
//! columns deflated (RFC 1951) and made [`printable`], as many as a limit allows. What does not fit is
//! counted, never silently gone. A part stands alone, so that the page reads one without another. Cost: linear; memory:
//! the rows and their packed form.

use std::collections::BTreeSet;
use std::io::{self, Write};

use flate2::Compression;
use flate2::write::DeflateEncoder;

use super::cells::{Cells, columns};
use super::printable::printable;
use super::rows::Row;

/// Rows of one part: large enough to pack well, small enough to be read at once when one of them is opened.
pub const ROWS: usize = 512;
/// Bytes of the element around a part.
const ELEMENT: usize = 80;
/// Shares of the room that articles without a credit, stories and passages may take before quotations have theirs.
const UNCREDITED_SHARE: f64 = 0.1;
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
            packed_rows(rows.iter().map(|r| &r.sheet))?
        };
        Ok(Self {
            lines: packed_rows(rows.iter().map(|r| &r.line))?,
            sheets,
            rows: rows.len(),
            articles: articles.into_iter().collect(),
        })
    }

    fn bytes(&self) -> usize {
        self.lines.len() + self.sheets.len() + 2 * ELEMENT
    }
}

fn packed_rows<'r>(rows: impl Iterator<Item = &'r Cells>) -> io::Result<String> {
    packed(&columns(&rows.collect::<Vec<_>>()))
}

/// Deflated, in printable characters.
pub(super) fn packed(bytes: &[u8]) -> io::Result<String> {
    let mut deflate = DeflateEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::new(6));
    deflate.write_all(bytes)?;
    Ok(printable(&deflate.finish()?))
}

/// Rows that the page could hold, in parts, what deserves attention first.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    /// Articles that print agency copy without a credit.
    pub uncredited: Vec<Part>,
    /// Stories.
    pub stories: Vec<Part>,
    /// Passages.
    pub passages: Vec<Part>,
    /// Quotations.
    pub quotes: Vec<Part>,
}

impl Tables {
    fn lists(&self) -> [&Vec<Part>; 4] {
        [&self.uncredited, &self.stories, &self.passages, &self.quotes]
    }

    fn lists_mut(&mut self) -> [&mut Vec<Part>; 4] {
        [
            &mut self.uncredited,
            &mut self.stories,
            &mut self.passages,
            &mut self.quotes,
        ]
    }
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
        mut tables: Tables,
        mut pack: impl FnMut(&[u32]) -> Result<Vec<Part>, E>,
    ) -> Result<Self, E> {
        let mut filling = Filling {
            left: room,
            named: BTreeSet::new(),
            article_bytes: ARTICLE_BYTES,
        };
        let lists = tables.lists();
        let mut kept = [0_usize; 4];
        // Quotations are most of all, but the last to be opened without the rest.
        for (at, share) in [UNCREDITED_SHARE, STORIES_SHARE, PASSAGES_SHARE]
            .into_iter()
            .enumerate()
        {
            filling.fill(lists[at], &mut kept[at], (room as f64 * share) as usize);
        }
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
            let last = (0..4).rev().find(|&i| kept[i] > 0);
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
            for (list, kept) in tables.lists_mut().into_iter().zip(kept) {
                list.truncate(kept);
            }
            return Ok(Self {
                tables,
                articles,
                first_articles,
            });
        }
    }

    /// Rows that the page holds: articles without a credit, stories, passages, quotations.
    #[must_use]
    pub fn rows(&self) -> [u64; 4] {
        self.tables.lists().map(|list| list.iter().map(|p| p.rows as u64).sum())
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
        let check = |room: usize, article: usize, expected: [u64; 4]| {
            let tables = Tables {
                uncredited: (0..1).map(|n| part(500, n)).collect(),
                stories: (0..4).map(|n| part(1_000, n)).collect(),
                passages: (0..4).map(|n| part(1_000, 10 + n)).collect(),
                quotes: (0..4).map(|n| part(1_000, 20 + n)).collect(),
            };
            let pack = |named: &[u32]| Ok::<_, ()>(named.iter().map(|&n| part(article, n)).collect());
            let contents = Contents::within(room, tables, pack).unwrap();
            assert_eq!(contents.rows(), expected, "{room} bytes, {article} an article");
        };
        check(1_000_000, 200, [10, 40, 40, 40]);
        check(0, 200, [0, 0, 0, 0]);
        check(10_000, 200, [10, 10, 30, 30]);
        // Articles that take more than was thought push out what came last.
        check(10_000, 2_000, [10, 10, 20, 0]);
    }
}
