//! A quotation as a row: its line, and a sheet with every carrier.

use std::collections::BTreeSet;

use super::super::super::display::visible;
use super::super::super::records::{Quote, QuoteCarrier};
use super::super::super::wording::pieces;
use super::super::PageError;
use super::super::cells::cells;
use super::passage::{Marked, marked};
use super::{Directory, Row, When, doubts, numbers, outlets, some};

/// How the basis of a family of one article begins; what follows is the article's date.
const ONLY_CARRIER: &str = "only carrier in this corpus";

impl Row {
    /// A quotation. The words around it are left to `quotes.jsonl` where one article alone prints it, and, if the
    /// page is to be `brief`, where nothing is flagged.
    ///
    /// # Errors
    /// None for any record; JSON might.
    pub fn of_quote(quote: &Quote, directory: &dyn Directory, brief: bool) -> Result<Self, PageError> {
        let places = numbers(quote.carriers.iter().map(|c| &c.article), directory);
        let distinct: BTreeSet<u32> = places.iter().copied().collect();
        let speaker = quote.speaker.as_ref();
        let line = cells! {
            text: quote.text,
            speaker: speaker.map(|s| s.name.as_str()),
            role: speaker.and_then(|s| s.role.as_deref()),
            flags: (!quote.flags.is_empty()).then_some(&quote.flags),
            articles: distinct.len(),
            origins: quote.origins,
            wordings: quote.wordings,
            when: When::new(quote.earliest.as_deref(), &places, directory),
            outlets: outlets(&places, directory),
        };
        let around = !quote.flags.is_empty() || distinct.len() > 1 && !brief;
        let told_by_the_date = quote.doubts.is_empty() && quote.earliest_basis.starts_with(ONLY_CARRIER);
        let carriers = &quote.carriers;
        let worded: Vec<Worded<'_>> = carriers.iter().map(|c| Worded::new(quote, c)).collect();
        let each = |value: fn(&QuoteCarrier) -> &str| carriers.iter().map(value).collect::<Vec<&str>>();
        let sheet = cells! {
            id: quote.quote,
            basis: (!told_by_the_date).then_some(&quote.earliest_basis),
            earliest: quote.earliest.as_deref().and_then(|id| directory.number(id)),
            // The rest has a value for each carrier, or nothing where all have none.
            article: places,
            start: carriers.iter().map(|c| c.start).collect::<Vec<_>>(),
            // None: as many characters as are shown.
            end: some(carriers.iter().map(end)),
            around: some(carriers.iter().map(|c| around.then_some((c.prefix.as_str(), c.suffix.as_str())))),
            kind: each(|c| &c.kind),
            variant: each(|c| &c.variant),
            // The wording in pieces, where it is not the family's text.
            wording: some(worded.iter().map(|p| p.wording.as_ref())),
            // Changes that could not be worded in the wording, as (from, to).
            changes: some(worded.iter().map(|p| p.changes.as_ref())),
            speaker: some(carriers.iter().map(|c| c.speaker.as_deref())),
            mention: some(carriers.iter().map(|c| c.speaker_mention.as_ref().map(|m| m.text.as_str()))),
            cue: some(carriers.iter().map(|c| c.cue.as_deref())),
            rule: each(|c| &c.rule),
            confidence: carriers.iter().map(|c| c.confidence).collect::<Vec<_>>(),
            origin: carriers.iter().map(|c| c.origin).collect::<Vec<_>>(),
            why: each(|c| &c.origin_evidence),
            also_in: some(carriers.iter().map(|c| (!c.also_in.is_empty()).then_some(&c.also_in))),
            // How a link finds the words where they alone do not tell the place.
            fragment: some(carriers.iter().map(|c| (around || !brief).then(|| in_context(c)).flatten())),
            doubts: doubts(&quote.doubts, directory),
            // Places without marks: article, start, end.
            unmarked: some(quote.unmarked.iter().map(|u| Some((directory.number(&u.article)?, u.start, u.end)))),
        };
        let unmarked = quote.unmarked.iter().filter_map(|u| directory.number(&u.article));
        Ok(Self::new(line, sheet, places.iter().copied().chain(unmarked)))
    }
}

/// A carrier's words, beside the family's text.
struct Worded<'o> {
    wording: Option<Vec<Marked<'o>>>,
    changes: Option<Vec<(&'o str, &'o str)>>,
}

impl<'o> Worded<'o> {
    fn new(quote: &'o Quote, carrier: &'o QuoteCarrier) -> Self {
        let found = pieces(&quote.text, &carrier.text, &carrier.edits);
        let unplaced = found.is_none() && !carrier.edits.is_empty();
        let change = || carrier.edits.iter().map(|e| (e.from.as_str(), e.to.as_str())).collect();
        Self {
            changes: unplaced.then(change),
            wording: (carrier.text != quote.text)
                .then(|| found.map_or_else(|| vec![(0, carrier.text.as_str())], |pieces| marked(&pieces))),
        }
    }
}

/// The text directive, where it has words before or after (`text=before-,words,-after`).
fn in_context(carrier: &QuoteCarrier) -> Option<&str> {
    let context = |f: &&str| f.contains("-,") || f.contains(",-");
    carrier.fragment.as_deref().filter(context)
}

/// Where a carrier's words end, unless what is shown of them tells.
fn end(carrier: &QuoteCarrier) -> Option<u32> {
    let told = carrier.end.checked_sub(carrier.start) == Some(carrier.text.chars().count() as u32)
        && visible(&carrier.text) == carrier.text;
    (!told).then_some(carrier.end)
}
