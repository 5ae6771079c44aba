//! Gold files → plain structs.

use std::path::Path;

use anyhow::bail;
use serde_json::Value;

use super::read::{Ids, records};
use crate::eval::{Entry, GoldArticle, GoldQuote, Place};
use crate::report::planted::{self, GOLD_VERSION, Header, Relation};

/// Stories of one article.
#[derive(Debug, Default)]
pub(super) struct Member {
    /// Its story, and the second one of a merged article; none where it stands alone.
    pub(super) stories: Vec<u64>,
    pub(super) relation: Option<Relation>,
}

/// What is right, articles by number.
#[derive(Debug, Default)]
pub(super) struct Gold {
    /// Whether it knows of passages and quotations, or of labels alone.
    pub(super) planted: bool,
    pub(super) members: Vec<Member>,
    pub(super) articles: Vec<GoldArticle>,
    pub(super) quotes: Vec<GoldQuote>,
}

impl Gold {
    /// Reads a gold of either sort; its articles get the numbers from 0.
    pub(super) fn read(path: &Path, ids: &mut Ids) -> anyhow::Result<Self> {
        let mut gold = Self::default();
        let mut names = Ids::default();
        let mut expected = None;
        records(path, |line: Value, number| {
            if number == 1 && line.get("gold").is_some() {
                let header: Header = serde_json::from_value(line)?;
                if header.gold != GOLD_VERSION {
                    bail!("gold of version {}; this dedupe reads {GOLD_VERSION}", header.gold);
                }
                gold.planted = true;
                expected = Some(header.articles);
                return Ok(());
            }
            if gold.planted {
                gold.planted_line(serde_json::from_value(line)?, ids, &mut names)
            } else {
                gold.label(&line, ids, &mut names)
            }
        })?;
        let there = gold.members.len() as u64;
        if let Some(articles) = expected.filter(|&articles| articles != there) {
            bail!(
                "{} is not complete: {articles} articles are announced and {there} are there",
                path.display()
            );
        }
        if !gold.planted && there == 0 {
            bail!("{} is empty (a gold has a line for each article)", path.display());
        }
        Ok(gold)
    }

    fn new_article(&mut self, id: &str, ids: &mut Ids, member: Member) -> anyhow::Result<u32> {
        let number = ids.number(id);
        if number as usize != self.members.len() {
            bail!("article {id} is there twice");
        }
        self.members.push(member);
        Ok(number)
    }

    /// A record with `id` and a label `gt`.
    fn label(&mut self, line: &Value, ids: &mut Ids, names: &mut Ids) -> anyhow::Result<()> {
        let (Some(id), Some(label)) = (line.get("id"), line.get("gt")) else {
            bail!("it has no id and gt, and the file does not begin as the gold of 'dedupe synth'");
        };
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let member = Member {
            stories: vec![u64::from(names.number(&text(label)))],
            relation: None,
        };
        self.new_article(&text(id), ids, member).map(|_| ())
    }

    fn planted_line(&mut self, line: planted::Gold, ids: &mut Ids, names: &mut Ids) -> anyhow::Result<()> {
        let stories = line.story.iter().chain(&line.also);
        let member = Member {
            stories: stories.map(|story| u64::from(names.number(story))).collect(),
            relation: line.relation,
        };
        let article = self.new_article(&line.article, ids, member)?;
        let mut entries = Vec::with_capacity(line.passages.len() + line.quotes.len());
        for passage in line.passages {
            let mut bounds = vec![passage.start];
            bounds.extend(passage.inner);
            bounds.push(passage.end);
            if !bounds.is_sorted() {
                bail!("the places of passage {} are not in order", passage.passage);
            }
            entries.push(Entry {
                passage: names.number(&passage.passage),
                place: match passage.kind.as_str() {
                    "wire" => Place::Wire,
                    "shared" => Place::Shared,
                    "background" => Place::Background,
                    "boilerplate" => Place::Boilerplate,
                    other => bail!("there is no kind of passage '{other}'"),
                },
                first: passage.of_start,
                bounds,
            });
        }
        for quote in line.quotes {
            if quote.start > quote.end {
                bail!("{} is after {}", quote.start, quote.end);
            }
            let family = names.number(&quote.quote);
            // A quotation may be found as a passage, too.
            entries.push(Entry {
                passage: family,
                place: Place::Quotation,
                first: 0,
                bounds: vec![quote.start, quote.end],
            });
            self.quotes.push(GoldQuote {
                article,
                start: quote.start,
                end: quote.end,
                family,
                variant: quote.variant,
                speaker: quote.speaker,
            });
        }
        self.articles.push(GoldArticle {
            relation: line.relation,
            entries,
        });
        Ok(())
    }
}
