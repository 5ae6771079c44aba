//! A small news dump, the same for the same numbers: invented sentences, copies, quotations, furniture.
//!
//! Shared by the benches and by `tests/same_bytes.rs`.

#![allow(dead_code, reason = "each user takes what it needs")]

use serde_json::{Value as Json, json};

const OUTLETS: [&str; 8] = [
    "Harbour Courier",
    "Valley Sentinel",
    "Metro Ledger",
    "Globe Digest",
    "Northfield Gazette",
    "Riverside Times",
    "Tidewater Post",
    "Lakeland Tribune",
];
const PEOPLE: [&str; 10] = [
    "Mayor Ilse Brandt",
    "Judge Omar Whitlock",
    "Dr Petra Nilsson",
    "Minister Kwame Adeyemi",
    "Captain Lucy Farrow",
    "Senator Hugh Delgado",
    "Bishop Teresa Quill",
    "Chief Anton Varga",
    "Professor Mina Okafor",
    "Governor Rex Tolliver",
];
const SAYS: [&str; 5] = ["said", "told reporters", "added", "warned", "announced"];
const DETERMINERS: [&str; 6] = ["the", "a", "another", "one", "that", "every"];
const ADJECTIVES: [&str; 32] = [
    "old",
    "northern",
    "coastal",
    "public",
    "narrow",
    "flooded",
    "wooden",
    "disputed",
    "regional",
    "temporary",
    "municipal",
    "abandoned",
    "rural",
    "private",
    "damaged",
    "historic",
    "crowded",
    "foreign",
    "annual",
    "local",
    "western",
    "costly",
    "frozen",
    "secret",
    "modern",
    "quiet",
    "federal",
    "broken",
    "empty",
    "planned",
    "steep",
    "closed",
];
const NOUNS: [&str; 48] = [
    "bridge",
    "harbour",
    "school",
    "railway",
    "budget",
    "committee",
    "hospital",
    "factory",
    "orchard",
    "ferry",
    "library",
    "market",
    "reservoir",
    "airport",
    "museum",
    "court",
    "tunnel",
    "parade",
    "fishery",
    "theatre",
    "contract",
    "inquiry",
    "warehouse",
    "vineyard",
    "election",
    "lighthouse",
    "quarry",
    "stadium",
    "archive",
    "garrison",
    "pipeline",
    "orchestra",
    "bakery",
    "union",
    "parish",
    "shipyard",
    "mill",
    "dam",
    "canal",
    "forest",
    "prison",
    "clinic",
    "village",
    "treaty",
    "strike",
    "festival",
    "laboratory",
    "embassy",
];
const VERBS: [&str; 32] = [
    "reopened",
    "delayed",
    "inspected",
    "bought",
    "rejected",
    "rebuilt",
    "closed",
    "approved",
    "sued",
    "visited",
    "funded",
    "blocked",
    "sold",
    "praised",
    "criticised",
    "measured",
    "evacuated",
    "joined",
    "left",
    "audited",
    "replaced",
    "searched",
    "repaired",
    "opened",
    "doubled",
    "halved",
    "renamed",
    "defended",
    "studied",
    "leased",
    "abolished",
    "surveyed",
];
const LINKS: [&str; 12] = [
    "near",
    "after",
    "beside",
    "despite",
    "without",
    "before",
    "behind",
    "over",
    "under",
    "because of",
    "ahead of",
    "close to",
];

/// `SplitMix64`: small, and the same everywhere.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit as u64) as usize
    }

    pub(crate) fn pick<'l>(&mut self, list: &[&'l str]) -> &'l str {
        list[self.below(list.len())]
    }

    fn thing(&mut self) -> String {
        let (determiner, adjective) = (self.pick(&DETERMINERS), self.pick(&ADJECTIVES));
        format!("{determiner} {adjective} {}", self.pick(&NOUNS))
    }

    /// A sentence without its full stop.
    pub(crate) fn clause(&mut self) -> String {
        let (subject, verb, object) = (self.thing(), self.pick(&VERBS), self.thing());
        let (link, place) = (self.pick(&LINKS), self.thing());
        let count = 2 + self.below(9000);
        format!("{subject} {verb} {object} {link} {place}, {count} in all")
    }

    fn sentence(&mut self) -> String {
        let clause = self.clause();
        let mut letters = clause.chars();
        let first = letters.next().map_or(String::new(), |c| c.to_uppercase().collect());
        format!("{first}{}.", letters.as_str())
    }

    /// Something said, and by whom.
    fn quotation(&mut self) -> (String, &'static str) {
        let clause = self.clause();
        (format!("We know that {clause}"), self.pick(&PEOPLE))
    }
}

/// What was planted in a dump.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Planted {
    /// Groups of articles with one text.
    pub(crate) stories: usize,
    /// Quotations of two articles that are not copies of one another.
    pub(crate) quotes: usize,
}

/// A dump of `articles` records, sorted by nothing in particular, and what is in it.
///
/// Of every five articles the first is a story of an agency, the second to fourth are a whole, a cut and
/// a re-led copy by other outlets, and the fifth has a text of its own with the story's first quotation.
pub(crate) fn dump(articles: usize, seed: u64) -> (Vec<Json>, Planted) {
    let mut records = Vec::with_capacity(articles);
    let mut planted = Planted::default();
    let mut dice = Dice::new(seed);
    while records.len() < articles {
        let (said, speaker) = dice.quotation();
        let mut body: Vec<String> = (0..6 + dice.below(5))
            .map(|_| format!("{} {} {}", dice.sentence(), dice.sentence(), dice.sentence()))
            .collect();
        let verb = dice.pick(&SAYS);
        body.insert(1, format!("“{said},” {speaker} {verb}."));
        let (other, somebody) = dice.quotation();
        body.insert(4, format!("{somebody} said: \"{other}.\""));
        let title = dice.sentence().trim_end_matches('.').to_owned();
        let (year, day) = (2015 + dice.below(6), 1 + dice.below(26));
        let month = 1 + dice.below(12);
        let first_outlet = dice.below(OUTLETS.len());
        for place in 0..5 {
            if records.len() == articles {
                break;
            }
            let mut own = body.clone();
            match place {
                2 => own.truncate(body.len() - 2),
                3 => own[0] = dice.sentence(),
                4 => {
                    own = (0..5)
                        .map(|_| format!("{} {}", dice.sentence(), dice.sentence()))
                        .collect();
                    own.insert(2, format!("{speaker} had said earlier: “{said}.”"));
                    planted.quotes += 1;
                }
                1 => planted.stories += 1,
                _ => {}
            }
            if place % 2 == 0 && place < 4 {
                own[0] = format!("LORENZ (Reuters) - {}", own[0]);
            }
            let outlet = OUTLETS[(first_outlet + place) % OUTLETS.len()];
            own.push(format!(
                "Read more from the {outlet} in our weekly letter, which is free and can be ended with one click.\n\n\
                 © {outlet}. All words of this page are the property of its owner and may not be printed elsewhere."
            ));
            let number = records.len();
            let date = if number % 11 == 7 {
                Json::Null
            } else {
                json!(format!("{year}-{month:02}-{:02}", day + place / 2))
            };
            records.push(json!({
                "id": format!("made-{number:06}"),
                "outlet": outlet,
                "date": date,
                "title": if place == 4 { dice.sentence() } else { title.clone() },
                "text": own.join("\n\n"),
            }));
        }
    }
    (records, planted)
}

/// Records as JSON Lines.
pub(crate) fn json_lines(records: &[Json]) -> String {
    let lines: Vec<String> = records.iter().map(Json::to_string).collect();
    lines.join("\n") + "\n"
}
