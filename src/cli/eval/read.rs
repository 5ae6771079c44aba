//! Result files → plain structs.
//!
//! Only the fields that are scored are read. A line that is no record is an error that names file and line.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use anyhow::{Context, bail};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::eval::{FoundFamily, FoundMatch, FoundQuote};
use crate::hash::Map;

/// Numbers for ids.
#[derive(Debug, Default)]
pub(super) struct Ids(Map<String, u32>);

impl Ids {
    /// The number of `id`, a new one if need be.
    pub(super) fn number(&mut self, id: &str) -> u32 {
        if let Some(&number) = self.0.get(id) {
            return number;
        }
        let number = self.0.len() as u32;
        self.0.insert(id.to_owned(), number);
        number
    }

    /// The number of `id`, if it has one.
    pub(super) fn known(&self, id: &str) -> Option<u32> {
        self.0.get(id).copied()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

/// Calls `each` with every record of a JSON Lines file, packed or not, and its line number.
pub(super) fn records<T: DeserializeOwned>(
    path: &Path,
    mut each: impl FnMut(T, usize) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let cannot = || format!("cannot read {}", path.display());
    let file = BufReader::with_capacity(256 << 10, File::open(path).with_context(cannot)?);
    let plain: Box<dyn Read> = match path.extension().and_then(|e| e.to_str()) {
        Some("gz") => Box::new(flate2::bufread::MultiGzDecoder::new(file)),
        Some("zst") => Box::new(zstd::stream::read::Decoder::with_buffer(file).with_context(cannot)?),
        _ => Box::new(file),
    };
    let mut lines = BufReader::with_capacity(256 << 10, plain);
    let (mut line, mut number) = (String::new(), 0);
    loop {
        line.clear();
        number += 1;
        if lines.read_line(&mut line).with_context(cannot)? == 0 {
            return Ok(());
        }
        if line.trim().is_empty() {
            continue;
        }
        let at = || format!("{}, line {number}, is not such a record", path.display());
        each(serde_json::from_str(&line).with_context(at)?, number).with_context(at)?;
    }
}

#[derive(Deserialize)]
struct Story {
    articles: Vec<Member>,
}

#[derive(Deserialize)]
struct Member {
    article: String,
}

#[derive(Deserialize)]
struct Dropped {
    article: String,
    kept: String,
}

#[derive(Deserialize)]
struct Match {
    a: String,
    a_start: u32,
    a_end: u32,
    b: String,
    b_start: u32,
    b_end: u32,
}

#[derive(Deserialize)]
struct Passage {
    kind: String,
    representative: Option<String>,
    carriers: Vec<Carrier>,
}

#[derive(Deserialize)]
struct Carrier {
    article: String,
    start: u32,
    end: u32,
}

#[derive(Deserialize)]
struct Quote {
    carriers: Vec<QuoteCarrier>,
}

#[derive(Deserialize)]
struct QuoteCarrier {
    article: String,
    start: u32,
    end: u32,
    text: String,
    kind: String,
    variant: String,
    speaker: Option<String>,
}

/// What was found, articles by number.
#[derive(Default)]
pub(super) struct Found {
    /// The story of each article.
    pub(super) story_of: Option<Vec<Option<u64>>>,
    pub(super) matches: Vec<FoundMatch>,
    pub(super) families: Vec<FoundFamily>,
    /// Whether there were matches or families to read.
    pub(super) has_matches: bool,
    pub(super) quotes: Option<Vec<FoundQuote>>,
    /// Places of articles that the gold does not have.
    pub(super) strangers: u64,
    pub(super) notes: Vec<String>,
}

impl Found {
    /// Reads a folder of results; of `planted` gold all is needed, of labels stories alone.
    pub(super) fn folder(folder: &Path, ids: &Ids, planted: bool) -> anyhow::Result<Self> {
        let mut found = Self::default();
        let file = |name: &str| Some(folder.join(name)).filter(|path| path.is_file());
        let (stories, quotes) = (file("stories.jsonl"), file("quotes.jsonl"));
        let (matches, passages) = (file("matches.jsonl"), file("passages.jsonl"));
        if [&stories, &quotes, &matches, &passages]
            .iter()
            .all(|path| path.is_none())
        {
            bail!(
                "{} holds no results (name a folder that 'dedupe scan --out' wrote)",
                folder.display()
            );
        }
        for (path, name, what) in [
            (&stories, "stories.jsonl", "stories are not scored"),
            (&matches, "matches.jsonl", "pairs are taken from passages.jsonl"),
            (&passages, "passages.jsonl", "kinds of passages are not scored"),
            (&quotes, "quotes.jsonl", "quotes are not scored"),
        ] {
            if path.is_none() && (planted || name == "stories.jsonl") {
                found.notes.push(format!("{name} is missing: {what}"));
            }
        }
        if let Some(path) = stories {
            found.stories(&path, ids)?;
        }
        if !planted {
            return Ok(found);
        }
        found.has_matches = matches.is_some() || passages.is_some();
        if let Some(path) = matches {
            found.matches(&path, ids)?;
        }
        if let Some(path) = passages {
            found.passages(&path, ids)?;
        }
        if let Some(path) = quotes {
            found.quotes(&path, ids)?;
        }
        Ok(found)
    }

    /// Reads a list of dropped articles: a story is what was kept and all that was dropped for it.
    pub(super) fn dropped(path: &Path, ids: &Ids) -> anyhow::Result<Self> {
        let mut found = Self::default();
        let mut story_of = vec![None; ids.len()];
        records(path, |line: Dropped, _| {
            let kept = ids.known(&line.kept);
            for article in [kept, ids.known(&line.article)] {
                match (article, kept) {
                    (Some(article), Some(kept)) => story_of[article as usize] = Some(u64::from(kept)),
                    _ => found.strangers += 1,
                }
            }
            Ok(())
        })?;
        found.story_of = Some(story_of);
        found.notes.push("a list of dropped articles has stories only".into());
        Ok(found)
    }

    fn place(&mut self, article: &str, (start, end): (u32, u32), ids: &Ids) -> anyhow::Result<Option<u32>> {
        if start > end {
            bail!("{start} is after {end}");
        }
        let number = ids.known(article);
        self.strangers += u64::from(number.is_none());
        Ok(number)
    }

    fn stories(&mut self, path: &Path, ids: &Ids) -> anyhow::Result<()> {
        let mut story_of = vec![None; ids.len()];
        records(path, |story: Story, number| {
            for member in &story.articles {
                match ids.known(&member.article) {
                    Some(article) => story_of[article as usize] = Some(number as u64),
                    None => self.strangers += 1,
                }
            }
            Ok(())
        })?;
        self.story_of = Some(story_of);
        Ok(())
    }

    fn matches(&mut self, path: &Path, ids: &Ids) -> anyhow::Result<()> {
        records(path, |m: Match, _| {
            let a = self.place(&m.a, (m.a_start, m.a_end), ids)?;
            let b = self.place(&m.b, (m.b_start, m.b_end), ids)?;
            if let (Some(a), Some(b)) = (a, b) {
                let spans = [m.a_start, m.a_end, m.b_start, m.b_end];
                self.matches.push(FoundMatch { a, b, spans });
            }
            Ok(())
        })
    }

    fn passages(&mut self, path: &Path, ids: &Ids) -> anyhow::Result<()> {
        records(path, |passage: Passage, _| {
            let mut carriers = Vec::with_capacity(passage.carriers.len());
            for c in &passage.carriers {
                if let Some(article) = self.place(&c.article, (c.start, c.end), ids)? {
                    carriers.push((article, c.start, c.end));
                }
            }
            self.families.push(FoundFamily {
                kind: passage.kind,
                representative: passage.representative.and_then(|id| ids.known(&id)),
                carriers,
            });
            Ok(())
        })
    }

    fn quotes(&mut self, path: &Path, ids: &Ids) -> anyhow::Result<()> {
        let mut quotes = Vec::new();
        records(path, |quote: Quote, number| {
            for c in quote.carriers {
                let claimed = c.text.split_whitespace().count() >= 3 && !matches!(c.kind.as_str(), "scare" | "title");
                if let Some(article) = self.place(&c.article, (c.start, c.end), ids)? {
                    quotes.push(FoundQuote {
                        article,
                        start: c.start,
                        end: c.end,
                        family: number as u32,
                        variant: c.variant,
                        speaker: c.speaker,
                        claimed,
                    });
                }
            }
            Ok(())
        })?;
        self.quotes = Some(quotes);
        Ok(())
    }
}
