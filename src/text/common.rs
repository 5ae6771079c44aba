//! Words that every text uses, whatever it is about.
//!
//! Input: a stem; output: whether it is one of the function words, or one of the words of reporting ("said", "told"), of
//! English, German, French or Spanish. Such words tell nothing of a sentence's matter, so sentences are compared
//! without them. A word missing here costs little: it gets a low weight from the number of articles it stands in. Invariant:
//! the table is data, sorted once at first use. Cost: a look-up in a bitmap, and for one stem in forty a binary search.

use std::sync::LazyLock;

use super::stem;

const ENGLISH: &str = "a about above after again against ago all almost along already also although always am among an \
    and another any anyone anything are around as at away back be became because become been before began behind being \
    below between both but by came can cannot come could day days did didn't do does doesn't doing don't done down \
    during each either else enough even ever every few first for former from further gave get give go going gone got \
    had has have having he her here hers herself him himself his how however i if in into is isn't it its itself i'm \
    i've it's just last later least less let like made make many may me might more most much must my myself near need \
    never new next no nor not nothing now of off often on once one only onto or other others our ours out over own part \
    people per perhaps put quite rather really said same say saying says see seem seemed seems several shall she should \
    since so some something soon still such take tell than that that's the their theirs them themselves then there \
    therefore these they thing things this those though three through thus time times to together told too took toward \
    two under until up upon us use used using very was wasn't way we well went were what when where whether which while \
    who whole whom whose why will with within without won't would year years yet you your yours yourself";
const GERMAN: &str = "der die das den dem des ein eine einer eines einem einen und oder aber nicht mit von vom zu zum \
    zur im in an am auf aus bei beim nach vor über unter für gegen durch um als wie wenn dass daß ob weil sich er sie \
    es wir ihr ihre ihren ihrem sein seine seinen seiner ist sind war waren wird werden wurde wurden worden hat haben \
    hatte hatten kann können konnte soll sollen sollte muss müssen auch noch nur schon mehr sehr so dann da dort hier \
    man kein keine keinen diese dieser dieses diesen sagte sagt jahr jahre jahren seit bis";
const FRENCH: &str = "le la les un une des du de et ou mais ne pas plus avec dans par pour sur sous en au aux ce cet \
    cette ces se sa son ses leur leurs il elle ils elles on nous vous je qui que quoi dont où est sont était étaient \
    être été a ont avait avaient avoir fait faire comme si aussi très tout tous toute toutes même encore après avant \
    depuis entre sans selon dit ans";
const SPANISH: &str = "el la los las un una unos unas de del al y o u pero no más con en por para sin sobre entre \
    desde hasta como que quien cual cuyo se su sus le les lo es son era eran ser sido fue fueron ha han había haber está \
    están estaba este esta estos estas ese esa eso muy también ya todo todos toda todas cuando donde porque si dijo \
    años";

struct Table {
    sorted: Vec<u32>,
    /// One bit for each value of the low 16 bits of the stems listed.
    bits: Vec<u64>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut sorted: Vec<u32> = [ENGLISH, GERMAN, FRENCH, SPANISH]
        .iter()
        .flat_map(|list| list.split_ascii_whitespace())
        .map(stem)
        .collect();
    sorted.sort_unstable();
    sorted.dedup();
    let mut bits = vec![0; 1 << 10];
    for s in &sorted {
        bits[(s & 0xFFFF) as usize >> 6] |= 1 << (s & 63);
    }
    Table { sorted, bits }
});

/// Whether a stem is that of a word every text uses.
///
/// ```
/// use dedupe::text::{is_common, stem};
/// assert!(is_common(stem("because")) && is_common(stem("The")));
/// assert!(!is_common(stem("ceasefire")));
/// ```
#[must_use]
pub fn is_common(stem: u32) -> bool {
    let table = &*TABLE;
    table.bits[(stem & 0xFFFF) as usize >> 6] >> (stem & 63) & 1 == 1 && table.sorted.binary_search(&stem).is_ok()
}
