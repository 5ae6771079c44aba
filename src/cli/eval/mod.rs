//! `dedupe eval`: results against a gold.
//!
//! Reads both ([`read`], [`gold`]), asks [`crate::eval`], prints one table or one JSON object ([`show`]).

mod gold;
mod read;
mod show;

use anyhow::bail;

use super::args::EvalArgs;
use super::{Outcome, emit};
use crate::eval::{Aligned, Optional, PassageScores, QuoteScores, StoryScores, quotes, stories};
use gold::Gold;
use read::{Found, Ids};

/// What was scored, and what was not and why.
pub(super) struct Scores {
    stories: Option<StoryScores>,
    passages: Option<PassageScores>,
    quotes: Option<QuoteScores>,
    /// What the reader of the scores must know.
    notes: Vec<String>,
}

pub(super) fn run(args: &EvalArgs) -> anyhow::Result<Outcome> {
    for path in [&args.result, &args.gold] {
        if !path.exists() {
            bail!("there is no file or folder '{}' (check the path)", path.display());
        }
    }
    let mut ids = Ids::default();
    let gold = Gold::read(&args.gold, &mut ids)?;
    let found = if args.result.is_dir() {
        Found::folder(&args.result, &ids, gold.planted)?
    } else {
        Found::dropped(&args.result, &ids)?
    };
    let scores = score(gold, found);
    emit(&if args.json {
        show::json(&scores)
    } else {
        show::table(&scores)
    })?;
    Ok(Outcome::Done)
}

fn score(gold: Gold, found: Found) -> Scores {
    let mut notes = found.notes;
    if found.strangers > 0 {
        notes.push(format!(
            "{} places in the results are of articles that the gold does not have",
            found.strangers
        ));
    }
    if !gold.planted {
        notes.push("the gold has labels of stories only".into());
    }
    let stories = found.story_of.map(|story_of| {
        let (mut items, mut optional) = (Vec::new(), Vec::new());
        for (article, member) in gold.members.iter().enumerate() {
            // An article that stands alone is a group of its own.
            let found = story_of[article].unwrap_or(u64::MAX - article as u64);
            match member.relation.filter(|relation| relation.is_optional()) {
                Some(relation) => optional.push(Optional {
                    sort: relation.name(),
                    found,
                    gold: member.stories.clone(),
                }),
                None => items.push((
                    member.stories.first().copied().unwrap_or(u64::MAX - article as u64),
                    found,
                )),
            }
        }
        stories(&items, &optional)
    });
    let passages = (found.has_matches && gold.planted).then(|| {
        let aligned = Aligned {
            articles: gold.articles,
            matches: found.matches,
            families: found.families,
        };
        aligned.scores()
    });
    let quotes = found
        .quotes
        .filter(|_| gold.planted)
        .map(|found| quotes(&gold.quotes, &found));
    Scores {
        stories,
        passages,
        quotes,
        notes,
    }
}
