//! Words that say little, words that turn a meaning, and figures in words.

use std::sync::LazyLock;

use crate::hash::Set;
use crate::text::word_hash;

/// Common words of English, French, German and Spanish: on these alone no two quotations are one.
const COMMON: &str = "\
a about above across after again against ago all almost alone along already also although always am among an and \
another any anybody anymore anyone anything anyway are aren't around as ask asked at away back bad be became because \
become been before began being believe best better between big both bring but by call called came can can't cannot \
case certain certainly change clear come comes coming could couldn't country day days did didn't different do does \
doesn't doing don't done down during each end even ever every everybody everyone everything fact far feel few find \
first for found from full get gets getting give given go goes going gone good got great had hadn't happen happened \
hard has hasn't have haven't having he he'd he'll he's hear heard help her here here's hers herself high him himself \
his how however i i'd i'll i'm i've idea if important in instead into is isn't issue it it'll it's its itself just \
keep kind knew know known last later least left less let let's life like little live long longer look looked looking \
lot made make makes making man many may maybe me mean means men might mine moment more most mr mrs ms much must my \
myself need needs never new next no nobody none nor not nothing now number of off often oh ok okay old on once one \
ones only open or other others our ours ourselves out over own part people percent perhaps person place point put \
question quite rather real really reason right said same saw say saying says see seem seen sense set she she'd \
she'll she's should shouldn't show side simply since situation small so some somebody someone something sometimes \
soon sort start state states still stop such sure take taken takes taking talk talking tell than thank that that's \
the their theirs them themselves then there there's these they they'd they'll they're they've thing things think \
this those though thought through time times to today together told tomorrow too took toward towards tried true \
try trying turn two under united until up upon us use used very want wanted wants was wasn't way ways we we'd we'll \
we're we've week well went were weren't what what's whatever when where whether which while who who's whole whom \
whose why will with within without won't word words work world would wouldn't year years yes yesterday yet you \
you'd you'll you're you've young your yours yourself president government american americans america \
le la les un une des de du et à au aux en dans pour par sur avec que qui ce cette ces il elle ils elles nous vous je \
tu on ne pas plus est sont était être avoir a ont fait faire tout tous mais ou où se sa son ses leur leurs c'est \
der die das den dem des ein eine einer eines einem einen und oder aber in im an am auf für mit von zu zum zur bei \
nach aus ist sind war waren sein haben hat hatte werden wird wurde nicht kein keine es er sie wir ihr ich du man \
sich auch noch nur schon so wie was wer wo dass daß wenn als \
el los las una unos unas del al y o pero con sin por para como más menos muy ya no sí es son era eran ser estar está \
están fue fueron hay ha han su sus lo le les se nos me te mi tu yo él ella ellos que qué quien cuando donde";

static COMMON_HASHES: LazyLock<Set<u64>> = LazyLock::new(|| COMMON.split_whitespace().map(word_hash).collect());

/// Whether a word is too common to tell a quotation by.
pub(in crate::quote) fn is_common(hash: u64) -> bool {
    COMMON_HASHES.contains(&hash)
}

const NEGATIONS: [&str; 26] = [
    "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "nowhere", "cannot", "without", "hardly",
    "barely", "pas", "jamais", "aucun", "aucune", "nicht", "kein", "keine", "keinen", "nie", "niemals", "nunca",
    "jamás", "ningún",
];

/// Whether a folded word negates ("not", "won't").
pub(super) fn is_negation(word: &str) -> bool {
    word.ends_with("n't") || NEGATIONS.contains(&word)
}

/// Words after a cut that turn what was said before them.
pub(super) const TURNS: [&str; 4] = ["unless", "if", "except", "provided"];

/// The figures of a word sequence, digits and English number words alike, as canonical strings.
///
/// "812" and "eight hundred and twelve" give the same figure; a year said in two halves is two figures.
pub(super) fn figures<'w>(words: impl Iterator<Item = &'w str>) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<Spelled> = None;
    // "twenty-sixth" is two words here.
    for word in words.flat_map(|word| word.split('-')) {
        if word == "half" {
            // As in "3 1/2".
            found.extend(open.take().map(Spelled::finish));
            found.extend(["1".to_owned(), "2".to_owned()]);
            continue;
        }
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            found.extend(open.take().map(Spelled::finish));
            // "14th" and "14" differ in typography only.
            let digits: String = word
                .chars()
                .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
                .collect();
            // "2.0" is "2".
            let digits = match digits.split_once('.') {
                Some((whole, rest)) if !rest.is_empty() && rest.bytes().all(|b| b == b'0') => whole.to_owned(),
                _ => digits,
            };
            open = digits.parse::<u64>().ok().map(|value| Spelled {
                total: 0,
                part: value,
                digits: true,
            });
            if open.is_none() {
                found.push(digits);
            }
            continue;
        }
        // "one" is mostly a pronoun: it counts only after a ten ("twenty one").
        let one = matches!(word, "one" | "first")
            && open
                .as_ref()
                .is_some_and(|o| !o.digits && o.part % 100 >= 20 && o.takes(1));
        // "200 Billions", but "billions" alone is no figure.
        let many = word.strip_suffix('s').filter(|_| open.is_some());
        let many = many.and_then(number_word).filter(|&value| value >= 100);
        let Some(value) = (if one {
            Some(1)
        } else {
            many.or_else(|| number_word(word))
        }) else {
            if !(word == "and" && open.as_ref().is_some_and(|o| o.part >= 100 || o.total > 0)) {
                found.extend(open.take().map(Spelled::finish));
            }
            continue;
        };
        match (&mut open, value) {
            (Some(spelled), 100) if spelled.part > 0 => spelled.part *= 100,
            (Some(spelled), 1_000 | 1_000_000 | 1_000_000_000) if spelled.part > 0 => {
                spelled.total = spelled.total.saturating_add(spelled.part.saturating_mul(value));
                spelled.part = 0;
            }
            (Some(spelled), small) if small < 100 && !spelled.digits && spelled.takes(small) => spelled.part += small,
            _ => {
                found.extend(open.take().map(Spelled::finish));
                let (total, part) = if value >= 1_000 { (value, 0) } else { (0, value) };
                open = Some(Spelled {
                    total,
                    part,
                    digits: false,
                });
            }
        }
    }
    found.extend(open.map(Spelled::finish));
    found
}

struct Spelled {
    total: u64,
    part: u64,
    digits: bool,
}

impl Spelled {
    /// "twenty" takes "one", "hundred" takes "twelve", "one" takes nothing below it.
    fn takes(&self, small: u64) -> bool {
        match self.part {
            0 => true,
            part if part >= 100 => part % 100 == 0 || (part % 100 >= 20 && part % 10 == 0 && small < 10),
            part => part >= 20 && part % 10 == 0 && small < 10,
        }
    }

    fn finish(self) -> String {
        self.total.saturating_add(self.part).to_string()
    }
}

fn number_word(word: &str) -> Option<u64> {
    Some(match word {
        "zero" => 0,
        "two" | "second" => 2,
        "three" | "third" => 3,
        "four" | "fourth" => 4,
        "five" | "fifth" => 5,
        "six" | "sixth" => 6,
        "seven" | "seventh" => 7,
        "eight" | "eighth" => 8,
        "nine" | "ninth" => 9,
        "ten" | "tenth" => 10,
        "eleven" | "eleventh" => 11,
        "twelve" | "twelfth" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        // "one hundred" and "a hundred" both count as the hundred.
        "hundred" => 100,
        "thousand" => 1_000,
        "million" => 1_000_000,
        "billion" => 1_000_000_000,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(figures(text.split(' ')), expected, "{text}");
    }

    #[test]
    fn figures_in_digits_and_words() {
        check("no figure here", &[]);
        check("812 homes", &["812"]);
        check("eight hundred and twelve homes", &["812"]);
        check("twenty one of forty", &["21", "40"]);
        check("14 million and 3", &["14000000", "3"]);
        check("two thousand three hundred", &["2300"]);
        check("five and six", &["5", "6"]);
        check("the 14th of 2.5", &["14", "2.5"]);
        check("hundred", &["100"]);
        check("one thousand two hundred", &["1200"]);
        check("no one said one word", &[]);
        check("the 2nd or second", &["2", "2"]);
        check("the twenty-sixth floor", &["26"]);
        check("three-and-a-half years", &["3", "1", "2"]);
        check("3 1 2 years", &["3", "1", "2"]);
        check("1.5 to 2.0 percent", &["1.5", "2"]);
        check("200 billions of the twenty-first century", &["200000000000", "21"]);
    }
}
