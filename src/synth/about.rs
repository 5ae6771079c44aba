//! What stands around the text: paper, date, headline, byline, address.

use std::fmt::Write;

use super::Generator;
use super::layout::Place;
use super::lists::PAPERS;
use super::plan::{Base, Person};
use super::random::{Random, key};
use super::words::{Grammar, Tok};
use crate::report::planted::{Article, Relation};

/// 1 January 2023, days since 1970, and the days of the dump.
const FIRST_DAY: u64 = 19_358;
const DAYS: u32 = 700;
const MINUTES: u64 = 24 * 60;

impl Generator {
    /// The paper that prints an article; members of a story have different ones as long as there are any.
    pub(super) fn outlet(&self, place: Place) -> u64 {
        let outlets = u64::from(self.params.outlets.max(1));
        let first = key(&[self.seed, 9, place.cluster.first]);
        (first % outlets + place.member) % outlets
    }

    /// Its name.
    pub(super) fn paper(&self, outlet: u64) -> String {
        let drawn = key(&[self.seed, 10, outlet]);
        // 613 is prime, so the places of papers differ.
        let place = self.lexicon.place(((outlet * 613) % 864) as u16);
        format!("{place} {}", PAPERS[(drawn % PAPERS.len() as u64) as usize])
    }

    /// Whether its marks are straight; an exact copy has those of the original.
    pub(super) fn straight(&self, place: Place) -> bool {
        let outlet = self.outlet(Place {
            member: if place.relation == Some(Relation::Exact) {
                0
            } else {
                place.member
            },
            ..place
        });
        key(&[self.seed, 11, outlet]).is_multiple_of(3)
    }

    pub(super) fn describe(&self, index: u64, place: Place, base: &Base, article: &mut Article) {
        article.id.clear();
        let _ = write!(article.id, "a{index:08}");
        let outlet = self.outlet(place);
        article.outlet = self.paper(outlet);
        let mut random = Random::new(key(&[self.seed, 12, place.cluster.first, place.member]));
        let exact = matches!(place.relation, None | Some(Relation::Original | Relation::Exact));
        let title_key = if exact || random.chance(0.5) { 0 } else { place.member };
        article.title.clear();
        self.headline(base.key ^ (title_key << 8), &mut article.title);

        let mut story = Random::new(base.key ^ 2);
        let mut minute = (FIRST_DAY + u64::from(story.below(DAYS))) * MINUTES + u64::from(story.below(MINUTES as u32));
        if place.member > 0 {
            let days = if exact || random.chance(0.8) { 2 } else { 9 };
            minute += u64::from(20 + random.below(days * MINUTES as u32));
        }
        let (year, month, day) = civil(minute / MINUTES);
        let with_time = random.chance(0.6);
        article.date = (!random.chance(self.params.undated)).then(|| {
            let (hour, minute, second) = (minute % MINUTES / 60, minute % 60, random.below(60));
            if with_time {
                format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
            } else {
                format!("{year}-{month:02}-{day:02}")
            }
        });
        article.byline = random.chance(0.6).then(|| {
            let author = Person::new(random.next(), &self.lexicon);
            format!("{} {}", author.first, self.lexicon.surname(author.surname))
        });
        article.url = random.chance(0.7).then(|| {
            let site = article.outlet.replace(' ', "").to_lowercase();
            let slug: String = article
                .title
                .chars()
                .filter_map(|c| match c {
                    ' ' => Some('-'),
                    c if c.is_ascii_alphanumeric() => Some(c.to_ascii_lowercase()),
                    _ => None,
                })
                .collect();
            let part = article.id.trim_start_matches(|c: char| !c.is_ascii_digit());
            format!("https://www.{site}.example/{year}/{month:02}/{day:02}/{slug}-{part}")
        });
    }

    fn headline(&self, key: u64, title: &mut String) {
        let mut toks = Vec::new();
        Grammar {
            lexicon: &self.lexicon,
            random: Random::new(key ^ 1),
            people: &[],
            out: &mut toks,
        }
        .headline();
        for tok in toks {
            if !title.is_empty() {
                title.push(' ');
            }
            if let Tok::Number(value) = tok {
                let _ = write!(title, "{value}");
            }
            let from = title.len();
            let (word, end) = self.lexicon.word(tok);
            title.push_str(word);
            title.push_str(end);
            if title.len() > from {
                title[from..=from].make_ascii_uppercase();
            }
        }
    }
}

/// Year, month and day of a day since 1970 (Hinnant's `civil_from_days`).
const fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let day_of_era = shifted % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + (month <= 2) as u64;
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::civil;

    #[test]
    fn days_have_dates() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(19_358), (2023, 1, 1));
        assert_eq!(civil(19_358 + 365 + 59), (2024, 2, 29));
    }
}
