//! What a page says about itself: title, byline, outlet, date, agency, furniture.
//!
//! Input: the text of a page ([`read_page`]) or the body of a record ([`read_body`]); output: a
//! [`Page`] of claims, each with the line that made it. Places and forms decide, not topics: the
//! title is the first line under the site's header that can be a headline; byline and date are
//! whole lines near it; the outlet stands in the footer or header. A date inside a sentence or a
//! caption, the day's date in a site header, and a photo credit are none of these.
//!
//! Invariants: every span lies in the text on line ends; `furniture` is sorted and does not overlap
//! the title. Cost: one pass over the lines, a closer look at the first and last dozen.

use super::furniture::{self, Form, form};
use super::{Claim, ParsedDate, Precision, Published, agency, parse_date};
use crate::text::Span;

/// Lines after the title in which byline and date are looked for.
const WINDOW: usize = 8;
/// Lines at the end in which credits and the outlet are looked for.
const TAIL: usize = 15;

/// What a page says about itself.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Who published it.
    pub outlet: Option<Claim>,
    /// Headline, with its span.
    pub title: Option<Claim>,
    /// The author line without its "By".
    pub byline: Option<Claim>,
    /// The news agency credited with the text.
    pub agency: Option<Claim>,
    /// The news agency said to have given a part ("The Associated Press contributed to this report").
    pub contributor: Option<Claim>,
    /// When it was published.
    pub published: Option<Published>,
    /// Lines that are page furniture by their form.
    pub furniture: Vec<Span>,
}

/// One line that is not blank.
#[derive(Clone, Copy)]
struct Line {
    /// Its number in the text, from 1.
    number: usize,
    span: Span,
    form: Option<Form>,
}

/// Reads a page of plain text.
///
/// ```
/// let text = "To courier.example\n\nPort shut by strike\n\nBy AFP\n7 October 2016\n\nThe port was shut.\n\n0 Comments";
/// let page = dedupe::article::read_page(text);
/// assert_eq!(page.title.map(|t| t.value).as_deref(), Some("Port shut by strike"));
/// assert_eq!(page.agency.map(|a| a.value).as_deref(), Some("AFP"));
/// assert_eq!(page.published.map(|d| d.value).as_deref(), Some("2016-10-07"));
/// assert_eq!(page.furniture.len(), 2);
/// ```
#[must_use]
pub fn read_page(text: &str) -> Page {
    Reader::new(text).page()
}

/// Reads the body of a record whose title, where it has one, is known: the title gets a span where
/// the body starts with it.
#[must_use]
pub fn read_body(text: &str, title: Option<&str>) -> Page {
    Reader::new(text).body(title)
}

struct Reader<'t> {
    text: &'t str,
    lines: Vec<Line>,
    page: Page,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        let mut lines = Vec::with_capacity(text.len() / 200 + 8);
        let mut start = 0;
        for (index, line) in text.split('\n').enumerate() {
            let span = Span::new(start, start + line.len()).trimmed(text);
            start += line.len() + 1;
            if !span.is_empty() {
                lines.push(Line {
                    number: index + 1,
                    span,
                    form: form(span.of(text)),
                });
            }
        }
        Self {
            text,
            lines,
            page: Page::default(),
        }
    }

    fn of(&self, line: Line) -> &'t str {
        line.span.of(self.text)
    }

    fn claim(&self, line: Line, value: &str, span: Span) -> Claim {
        let whole = self.of(line);
        let end = whole.char_indices().nth(90).map_or(whole.len(), |(at, _)| at);
        let more = if end < whole.len() { "…" } else { "" };
        Claim {
            value: value.to_owned(),
            evidence: format!("line {}: “{}{more}”", line.number, whole[..end].trim_end()),
            span: Some(span),
        }
    }

    fn page(mut self) -> Page {
        self.page.outlet = self.outlet_below().or_else(|| self.outlet_above());
        let title = self.title();
        let head = title.unwrap_or(0);
        self.header(head, title.is_some());
        self.near_title(title.map_or(0, |t| t + 1), title.is_some());
        self.date_below();
        self.close();
        self.finish()
    }

    fn body(mut self, title: Option<&str>) -> Page {
        let title = title.map(str::trim).filter(|t| !t.is_empty());
        let first = self.lines.first().copied();
        let mut from = 0;
        if let (Some(title), Some(line)) = (title, first) {
            if self.of(line) == title {
                self.page.title = Some(self.claim(line, title, line.span));
                self.lines[0].form = None;
                from = 1;
            } else if self.of(line).starts_with(title) {
                // The title runs into the text: its span is still exact.
                let span = Span::new(line.span.lo(), line.span.lo() + title.len());
                self.page.title = Some(self.claim(line, title, span));
            }
        }
        self.page.outlet = self.outlet_below();
        self.near_title(from, from > 0);
        self.date_below();
        self.finish()
    }

    /// The line that is the title: its index.
    fn title(&mut self) -> Option<usize> {
        let outlet = self.page.outlet.as_ref().map(|o| o.value.to_lowercase());
        let mut found = None;
        for (index, &line) in self.lines.iter().enumerate().take(20) {
            let words = self.of(line);
            let skip = line.form.is_some()
                || furniture::is_section(words)
                || author(words).is_some()
                || agency::signature(words).is_some()
                || date_line(words).is_some()
                || outlet.as_ref().is_some_and(|o| words.to_lowercase() == *o);
            if !skip {
                found = self.is_title(index).then_some(index);
                break;
            }
        }
        let line = self.lines[found?];
        self.page.title = Some(self.claim(line, self.of(line), line.span));
        found
    }

    /// Whether the line can be a headline and what follows can be its article.
    fn is_title(&self, index: usize) -> bool {
        let (line, Some(&next)) = (self.lines[index], self.lines.get(index + 1)) else {
            return false;
        };
        let (words, below) = (self.of(line), self.of(next));
        if words.len() > 250 || agency::dateline(words).is_some() {
            return false;
        }
        let apart = next.number > line.number + 1;
        // A hard-wrapped paragraph is no headline.
        if !apart && below.starts_with(char::is_lowercase) {
            return false;
        }
        let sentence = words.ends_with('.') && !words.ends_with("..") && {
            let last = words.rsplit(' ').next().unwrap_or_default();
            !(last.matches('.').count() > 1 || last.chars().count() <= 3)
        };
        !sentence || apart && words.len() <= 60 && below.len() > 2 * words.len()
    }

    /// Everything above the title is the site's: sections, the outlet's name, the day's date.
    fn header(&mut self, head: usize, titled: bool) {
        if !titled {
            return;
        }
        let outlet = self.page.outlet.as_ref().map(|o| o.value.to_lowercase());
        let mut day = None;
        let mut dressed = false;
        for index in 0..head {
            let line = self.lines[index];
            let words = self.of(line);
            if line.form.is_some() {
                dressed = true;
            } else if let Some(date) = date_line(words) {
                day = day.or(Some((index, date)));
            } else if furniture::is_section(words) || outlet.as_ref().is_some_and(|o| words.to_lowercase() == *o) {
                self.lines[index].form = Some(Form::Label);
                dressed = true;
            } else if self.page.byline.is_none() {
                self.byline(line, true);
            }
        }
        let Some((index, date)) = day else { return };
        // "Tuesday, 16th April 2024" above a headline is the banner of the day the page was seen.
        if dressed || date.weekday && date.precision == Precision::Day {
            self.lines[index].form = Some(Form::Age);
        } else {
            self.publish(self.lines[index], date);
        }
    }

    /// Byline, date and agency in the lines under the title.
    fn near_title(&mut self, from: usize, titled: bool) {
        let (mut seen, mut titled, mut next) = (0, titled, from);
        for index in from..self.lines.len() {
            next = index;
            let line = self.lines[index];
            if line.form.is_some_and(|f| f != Form::Age) {
                continue;
            }
            if seen == WINDOW {
                break;
            }
            seen += 1;
            let words = self.of(line);
            if self.page.agency.is_none()
                && let Some((short, span)) = agency::dateline(words)
            {
                self.page.agency = Some(self.credit(line, short, span));
                break;
            }
            // Below the first paragraph an agency alone is a signature.
            titled &= words.len() < 160;
            if words.len() <= 160 {
                self.byline(line, titled);
                if let Some(date) = date_line(words) {
                    self.publish(line, date);
                }
            }
        }
        // A dateline may follow a long caption or summary.
        let further = self.lines.iter().skip(next).take(WINDOW);
        let found = further.filter_map(|line| agency::dateline(self.of(*line)).map(|c| (*line, c)));
        if let (None, Some((line, (short, span)))) = (&self.page.agency, found.into_iter().next()) {
            self.page.agency = Some(self.credit(line, short, span));
        }
        self.credits_below();
    }

    fn publish(&mut self, line: Line, date: ParsedDate) {
        // A date that calls itself an update gives way to one that does not.
        let held = self.page.published.as_ref();
        if held.is_none() || held.is_some_and(|h| h.evidence.starts_with("update, ")) && !date.update {
            let place = format!("{}line {}", if date.update { "update, " } else { "" }, line.number);
            self.page.published = Some(date.publish(self.of(line), &place));
        }
    }

    /// Reads an author line: "By AFP", "By Jane Roe | 22 September 2016", "Reuters".
    fn byline(&mut self, line: Line, titled: bool) {
        let words = self.of(line);
        let Some((start, name)) = author(words) else {
            // An agency alone under the headline is the author; elsewhere it may be a photo's.
            let first = words.split(['|', '•', '·']).next().unwrap_or(words).trim_end();
            if titled
                && self.page.byline.is_none()
                && self.page.agency.is_none()
                && let Some((short, _)) = agency::signature(first)
            {
                let name = first.trim_matches(['—', '–', '-', '(', ')', '[', ']', ' ', '*']);
                let start = line.span.lo() + first.find(name).unwrap_or(0);
                let span = Span::new(start, start + name.len());
                self.page.byline = Some(self.claim(line, name, span));
                self.page.agency = Some(self.claim(line, short, span));
            }
            return;
        };
        if self.page.byline.is_some() {
            return;
        }
        let span = Span::new(line.span.lo() + start, line.span.lo() + start + name.len());
        self.page.byline = Some(self.claim(line, name, span));
        if let Some((short, _)) = agency::byline(&words[start..]).or_else(|| agency::byline(name))
            && self.page.agency.is_none()
        {
            self.page.agency = Some(self.claim(line, short, span));
        }
    }

    /// A credit as a claim that quotes the credit alone, not the paragraph it stands in.
    fn credit(&self, line: Line, short: &str, within: Span) -> Claim {
        let from = line.span.lo();
        let span = Span::new(from + within.lo(), from + within.hi());
        let mut claim = self.claim(line, short, span);
        let shown = span.of(self.text);
        let end = shown.char_indices().nth(90).map_or(shown.len(), |(at, _)| at);
        claim.evidence = format!("line {}: “{}”", line.number, &shown[..end]);
        claim
    }

    /// Signature, source, copyright and contribution lines at the end of the text.
    fn credits_below(&mut self) {
        if self.page.agency.is_some() {
            return;
        }
        let tail: Vec<Line> = self.lines.iter().rev().take(TAIL).copied().collect();
        // The last paragraph of the article itself may end in a credit.
        let last = tail.iter().find(|l| l.form.is_none());
        if let Some((line, (short, span))) = last.and_then(|&l| agency::closing(self.of(l)).map(|c| (l, c))) {
            self.page.agency = Some(self.credit(line, short, span));
            return;
        }
        let signed = |line: &Line| match line.form {
            Some(Form::Copyright) => furniture::copyright_holder(self.of(*line))
                .and_then(super::agency_of_outlet)
                .map(|short| (short, Span::new(0, line.span.len()))),
            // A signature ends a text; the same word higher up may be a caption's.
            None if self.lines.len() > 2 => agency::signature(self.of(*line)),
            _ => None,
        };
        let found = tail.iter().take(6).find_map(|l| signed(l).map(|c| (*l, c)));
        self.page.agency = found.map(|(line, (short, span))| self.credit(line, short, span));
        let given = tail
            .iter()
            .take(10)
            .find_map(|l| agency::contribution(self.of(*l)).map(|c| (*l, c)));
        let Some((line, (short, span))) = given else { return };
        let from = line.span.lo();
        let claim = if line.span.len() > agency::LONG_LINE {
            // The credit alone, not the paragraph that it was glued to.
            self.credit(line, short, span)
        } else {
            self.claim(line, short, Span::new(from + span.lo(), from + span.hi()))
        };
        if !agency::gives_all(self.of(line)) {
            self.page.contributor = Some(claim);
        } else if self.page.agency.is_none() {
            self.page.agency = Some(claim);
        }
    }

    /// A labelled date at the end: "Published: September 22, 2016".
    fn date_below(&mut self) {
        if self.page.published.is_some() {
            return;
        }
        for line in self.lines.iter().rev().take(TAIL).copied().collect::<Vec<_>>() {
            let words = self.of(line);
            let labelled = [
                "published",
                "first published",
                "posted",
                "veröffentlicht",
                "publié",
                "publicado",
            ];
            let lower = words.get(..24.min(words.len())).unwrap_or(words).to_lowercase();
            if labelled.iter().any(|l| lower.starts_with(l))
                && let Some(date) = date_line(words)
            {
                self.publish(line, date);
            }
        }
    }

    /// The outlet by the page's footer.
    fn outlet_below(&self) -> Option<Claim> {
        let tail = || self.lines.iter().rev().take(TAIL).copied();
        let within = |line: Line, name: &str| {
            let at = line.span.lo() + self.of(line).find(name).unwrap_or(0);
            Span::new(at, at + name.len())
        };
        let owner = |line: Line| {
            let words = self.of(line);
            match line.form {
                Some(Form::Website) => furniture::website_owner(words),
                // An agency's copyright says who wrote it, not who runs the site.
                Some(Form::Copyright) => {
                    furniture::copyright_holder(words).filter(|n| super::agency_of_outlet(n).is_none())
                }
                _ => None,
            }
        };
        let mut footer = tail().filter_map(|line| owner(line).map(|name| (line, name)));
        let (line, name) = footer.next()?;
        let mut claim = self.claim(line, name, within(line, name));
        claim.evidence = format!("footer, {}", claim.evidence);
        Some(claim)
    }

    /// The outlet by a lone web address: in the header, else at the very end.
    fn outlet_above(&self) -> Option<Claim> {
        let shared = [
            "twitter",
            "facebook",
            "youtube",
            "t.co",
            "bit.ly",
            "instagram",
            "linkedin",
            "pinterest",
            "google",
        ];
        let foreign = |host: &str| shared.iter().any(|s| host == *s || host.starts_with(&format!("{s}.")));
        let header = self
            .lines
            .iter()
            .take(6)
            .take_while(|l| l.span.len() <= 60)
            .map(|l| (*l, "header"));
        let footer = self.lines.iter().rev().take(3).map(|l| (*l, "footer"));
        for (line, place) in header.chain(footer) {
            let Some(host) = furniture::address(self.of(line)).filter(|h| !foreign(h)) else {
                continue;
            };
            let at = line.span.lo() + self.of(line).find(host)?;
            let mut claim = self.claim(line, host, Span::new(at, at + host.len()));
            claim.evidence = format!("{place}, {}", claim.evidence);
            return Some(claim);
        }
        None
    }

    /// The end of a page: short lines under a footer line belong to it, and a headline after the last
    /// sentence is a link to another article.
    fn close(&mut self) {
        let titled = self.page.title.as_ref().and_then(|t| t.span);
        let mut first = self.lines.len();
        for (index, line) in self.lines.iter().enumerate().rev() {
            if line.form.is_none() && (!is_fragment(self.of(*line), 6) || Some(line.span) == titled) {
                break;
            }
            first = index;
        }
        let Some(start) = self.lines[first..]
            .iter()
            .position(|l| l.form.is_some())
            .map(|p| first + p)
        else {
            self.link_below(titled);
            return;
        };
        for index in start..self.lines.len() {
            let words = self.of(self.lines[index]);
            let says = agency::signature(words).is_some() || agency::contribution(words).is_some();
            if self.lines[index].form.is_none() && !says && date_line(words).is_none() {
                self.lines[index].form = Some(Form::Label);
            }
        }
    }

    fn link_below(&mut self, titled: Option<Span>) {
        let [.., before, last] = self.lines.as_slice() else {
            return;
        };
        let (line, above) = (self.of(*last), self.of(*before));
        let words = line.split(' ').count();
        let fits = last.form.is_none()
            && Some(last.span) != titled
            && (4..=12).contains(&words)
            && is_fragment(line, 12)
            && last.number > before.number + 1
            && above.ends_with(['.', '!', '?', '”', '"'])
            && agency::signature(line).is_none()
            && agency::contribution(line).is_none();
        if fits && let Some(last) = self.lines.last_mut() {
            last.form = Some(Form::Related);
        }
    }

    fn finish(mut self) -> Page {
        let title = self.page.title.as_ref().and_then(|t| t.span);
        self.page.furniture = self
            .lines
            .iter()
            .filter(|l| l.form.is_some() && title.is_none_or(|t| t.overlap(l.span) == 0))
            .map(|l| l.span)
            .collect();
        self.page
    }
}

/// Whether a line is a few words that are no sentence and no quotation.
fn is_fragment(line: &str, most: usize) -> bool {
    line.len() <= 100
        && line.split(' ').count() <= most
        && line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && !line.ends_with(['.', '!', '?', ':', ',', ';', '-', '…'])
        && !line.contains(['“', '”', '"', '«', '»', '„', '‘'])
}

/// The date of a line that is a date, or an author line with one: to the month at least.
fn date_line(line: &str) -> Option<ParsedDate> {
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    if digits < 3 || line.len() > 160 {
        return None;
    }
    // A bare number is a figure, and a year alone a heading.
    let fits =
        |d: &ParsedDate| d.precision > Precision::Year || d.note.as_deref().is_some_and(|n| n.starts_with("day"));
    let whole = parse_date(line).filter(fits);
    if whole.is_some() {
        return whole.filter(|_| !line.bytes().all(|b| b.is_ascii_digit()));
    }
    let (at, _) = author(line).or_else(|| {
        let first = line.split(['|', '•', '·', '–', '—']).next()?.trim_end();
        agency::signature(first).map(|_| (0, first))
    })?;
    let rest = &line[at..];
    let cuts = [" | ", " - ", " – ", " — ", " • ", " · ", ", ", " on "];
    cuts.iter()
        .flat_map(|c| rest.match_indices(c))
        .find_map(|(cut, sep)| parse_date(&rest[cut + sep.len()..]).filter(fits))
}

/// The author an author line names, with the byte at which the name starts.
fn author(line: &str) -> Option<(usize, &str)> {
    const LEADS: &[&str] = &[
        "By ",
        "BY ",
        "by ",
        "By: ",
        "Written by ",
        "Posted by ",
        "Story by ",
        "Reported by ",
        "Words by ",
        "Text by ",
        "Author: ",
        "Par ",
        "Von ",
        "Por ",
        "Da ",
    ];
    if line.len() > 160 {
        return None;
    }
    let lead = LEADS.iter().find(|l| line.starts_with(**l))?;
    let start = line.len() - line[lead.len()..].trim_start().len();
    let rest = &line[start..];
    let marks = ["|", "•", "·", " - ", " – ", " — ", "\t", "  "];
    let mut end = marks.iter().filter_map(|m| rest.find(m)).min().unwrap_or(rest.len());
    // "By Jane Roe, September 22, 2016": the name ends before what is a date.
    if let Some(cut) = rest[..end]
        .match_indices(", ")
        .map(|(at, _)| at)
        .find(|at| parse_date(&rest[at + 2..end]).is_some())
    {
        end = cut;
    }
    let name = rest[..end].trim_end();
    is_people(name).then_some((start, name))
}

/// Whether words name people or their employer, and are no sentence.
fn is_people(name: &str) -> bool {
    #[rustfmt::skip]
    const BETWEEN: &[&str] = &[
        "and", "in", "for", "of", "the", "de", "del", "della", "di", "da", "van", "von", "der", "den", "ter", "la", "le",
        "el", "al", "bin", "und", "et", "y", "e", "with", "at", "to", "staff", "writer", "writers", "reporter", "reporters",
        "correspondent", "correspondents", "editor", "agencies", "news", "wire", "contributor", "special", "political",
        "political", "science", "our", "dpa", "epd", "à", "en",
    ];
    let mut capitals = 0;
    let fits = name.split([' ', '\u{a0}']).filter(|w| !w.is_empty()).all(|word| {
        let word = word.trim_matches([',', '(', ')', '"', '“', '”', '&', '/', '@', ';']);
        let upper = word.starts_with(char::is_uppercase);
        capitals += usize::from(upper);
        upper
            || word.is_empty()
            || BETWEEN.contains(&word)
            || word.contains('@')
            || word.contains("’")
            || word.contains('\'')
    });
    let last = name.rsplit(' ').next().unwrap_or_default();
    let ends = !name.ends_with(['.', '?', '!', ':']) || last.chars().count() <= 4;
    let lower = name.to_lowercase();
    let idiom = [
        "the numbers",
        "the time",
        "the way",
        "land",
        "contrast",
        "comparison",
        "law",
        "then",
        "now",
    ];
    fits && ends && capitals > 0 && name.split(' ').count() <= 16 && !idiom.iter().any(|i| lower == *i)
        || agency::signature(name).is_some()
}
