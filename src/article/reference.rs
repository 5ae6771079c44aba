//! Whom does a passage name as its source?
//!
//! Input: the paragraph around a quotation and the names that are known; output: each name in a phrase that makes it a
//! source ("told Reuters", "according to AFP", "in an interview with The Post", "Reuters reported", "sagte der dpa",
//! "a déclaré à l'AFP", "según Efe"), with the place of the phrase. This is a mention, never a credit: it tells where the
//! words come from, not who wrote the article. Phrases are data, one table a language (English, German, French, Spanish),
//! and all are looked for in every text, since a name must follow or go before. Cost: one walk through the
//! paragraph for all phrases.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::agency_names::named;
use crate::text::Span;

/// How a language names a source.
struct Phrases {
    /// What stands right before a name, and is enough.
    before: &'static [&'static str],
    /// What stands right before a name, and counts where one of `verbs` goes before it in the sentence.
    to: &'static [&'static str],
    /// Verbs of telling.
    verbs: &'static [&'static str],
    /// Words right before `to` that make the name a belonging ("der Chef der dpa").
    of: &'static [&'static str],
    /// What stands right after a name.
    after: &'static [&'static str],
}

/// The first letter of what stands before a name may be a capital.
#[rustfmt::skip]
const LANGUAGES: &[Phrases] = &[
    // English
    Phrases {
        before: &[
            "told ", "according to ", "interview with ", "interview to ", "speaking to ", "spoke to ", "speaking with ",
            "spoke with ", "statement to ", "as reported by ", "was reported by ", "as quoted by ", "was quoted by ", "is quoted by ",
            "in remarks to ",
        ],
        to: &[],
        verbs: &[],
        of: &[],
        after: &[" reported", " reports", " quoted", " quotes", " has reported", " first reported"],
    },
    // German
    Phrases {
        before: &[
            "laut ", "gegenüber ", "nach angaben ", "nach Angaben ", "nach Informationen ", "im Gespräch mit ", "Interview mit ",
            "zitiert von ", "berichtet ", "berichtete ", "meldet ", "meldete ",
        ],
        to: &["der ", "dem "],
        verbs: &["sagte", "sagten", "erklärte", "erklärten", "teilte", "teilten", "bestätigte", "bestätigten", "erzählte", "verriet", "betonte"],
        of: &[
            "Chef", "Chefin", "Chefredakteur", "Chefredakteurin", "Korrespondent", "Korrespondentin", "Reporter", "Reporterin",
            "Journalist", "Journalistin", "Fotograf", "Fotografin", "Mitarbeiter", "Mitarbeiterin", "Büro",
        ],
        after: &[" zufolge", " berichtet", " berichtete", " meldet", " meldete", " sagte"],
    },
    // French
    Phrases {
        before: &[
            "selon ", "d'après ", "d’après ", "auprès de ", "auprès du ", "interrogé par ", "interrogée par ", "cité par ", "citée par ",
            "rapporte ", "entretien à ", "entretien au ", "entretien avec ", "interview à ", "interview au ",
        ],
        to: &["à ", "au "],
        verbs: &[
            "déclaré", "dit", "indiqué", "affirmé", "expliqué", "confié", "précisé", "assuré", "confirmé", "raconté", "déclare",
            "indique", "affirme", "explique", "confie", "raconte",
        ],
        of: &[],
        after: &[" rapporte", " a rapporté"],
    },
    // Spanish
    Phrases {
        before: &[
            "según ", "según informó ", "de acuerdo con ", "informó ", "informa ", "reportó ", "citado por ", "citada por ",
            "declaraciones a ", "declaraciones al ", "entrevista con ", "entrevista a ",
        ],
        to: &["a ", "al "],
        verbs: &[
            "dijo", "dijeron", "dicho", "declaró", "declararon", "afirmó", "aseguró", "explicó", "señaló", "indicó", "confirmó",
            "confirmaron", "informó", "comentó", "contó",
        ],
        of: &[],
        after: &[" informó", " informa", " reportó"],
    },
];

/// What may stand between a phrase and the name, in any of these languages.
#[rustfmt::skip]
const LEADS: &[&str] = &[
    "the ", "The ", "der ", "die ", "dem ", "den ", "von ", "la ", "el ", "le ", "l'", "l’", "los ", "las ",
    "Nachrichtenagentur ", "Deutschen ", "agence de presse ", "agence ", "agencia de noticias ", "agencia ",
    "„", "“", "«\u{a0}", "« ", "«", "\"",
];

/// Longest name, in words.
const NAME_WORDS: usize = 6;
/// Bytes before a name in which a verb of telling is looked for.
const VERB_BYTES: usize = 120;

/// Sources that a paragraph names: what `known` answers for the name, and the phrase's place in `paragraph`.
///
/// Agencies are known by every name of theirs; `known` is asked for all others.
///
/// ```
/// use dedupe::article::{Source, sources};
/// let text = "“It is over,” the minister told Reuters on Monday.";
/// let found = sources(text, &|_| None);
/// assert_eq!(found[0].0, Source::Agency("Reuters"));
/// assert_eq!(found[0].1.of(text), "told Reuters");
/// ```
pub fn sources(paragraph: &str, known: &dyn Fn(&str) -> Option<u32>) -> Vec<(Source, Span)> {
    let mut found: Vec<(Source, Span)> = Vec::new();
    let Some(searcher) = SEARCHER.as_ref() else {
        return found;
    };
    for hit in searcher.phrases.find_overlapping_iter(paragraph) {
        let (place, language) = searcher.of[hit.pattern().as_usize()];
        let (start, end) = (hit.start(), hit.end());
        if place == Place::After {
            found.extend(before_verb(paragraph, start, end - start, known));
            continue;
        }
        if paragraph[..start].ends_with(char::is_alphanumeric) {
            continue;
        }
        // The name first: few of the shortest phrases have one behind them.
        let Some((source, length)) = name(&paragraph[end..], known) else {
            continue;
        };
        let from = match place {
            Place::To => verb_before(paragraph, start, language),
            _ => Some(start),
        };
        found.extend(from.map(|from| (source, Span::new(from, end + length))));
    }
    found.sort_unstable_by_key(|(_, span)| (span.start, span.end));
    let mut seen = Vec::new();
    found.retain(|(source, _)| {
        !seen.contains(source) && {
            seen.push(*source);
            true
        }
    });
    found
}

/// Where a phrase stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before a name.
    Before,
    /// Before a name, and after a verb.
    To,
    /// After a name.
    After,
}

/// All phrases at once (Aho and Corasick 1975); a first letter may be a capital.
struct Searcher {
    phrases: AhoCorasick,
    /// For each of them its place and its language.
    of: Vec<(Place, &'static Phrases)>,
}

static SEARCHER: LazyLock<Option<Searcher>> = LazyLock::new(|| {
    let (mut phrases, mut of) = (Vec::new(), Vec::new());
    for language in LANGUAGES {
        let places = [
            (Place::Before, language.before),
            (Place::To, language.to),
            (Place::After, language.after),
        ];
        for (place, list) in places {
            for &phrase in list {
                let mut letters = phrase.chars();
                let first = letters.next();
                let capital: String = first.into_iter().flat_map(char::to_uppercase).chain(letters).collect();
                let with_capital = (place != Place::After && capital != phrase).then_some(capital);
                for phrase in [Some(phrase.to_owned()), with_capital].into_iter().flatten() {
                    phrases.push(phrase);
                    of.push((place, language));
                }
            }
        }
    }
    let phrases = AhoCorasick::new(phrases).ok()?;
    Some(Searcher { phrases, of })
});

/// Where the verb of telling before `at` stands, in the same sentence and outside of quotation marks.
fn verb_before(paragraph: &str, at: usize, language: &Phrases) -> Option<usize> {
    let mut from = at.saturating_sub(VERB_BYTES);
    while !paragraph.is_char_boundary(from) {
        from += 1;
    }
    let ends = ['.', '!', '?', '\n', '“', '”', '"', '»', '«', '„'];
    let clause = &paragraph[from..at];
    let from = clause
        .char_indices()
        .rev()
        .find(|(_, c)| ends.contains(c))
        .map_or(from, |(end, c)| from + end + c.len_utf8());
    let clause = &paragraph[from..at];
    let mut words = clause.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    if words
        .clone()
        .next_back()
        .is_some_and(|last| language.of.contains(&last))
    {
        return None;
    }
    let verb = words.find(|word| language.verbs.contains(word))?;
    Some(from + clause.find(verb)?)
}

/// The longest name that ends at `at`, before a verb of `length` bytes.
fn before_verb(
    paragraph: &str,
    at: usize,
    length: usize,
    known: &dyn Fn(&str) -> Option<u32>,
) -> Option<(Source, Span)> {
    let ends = at + length;
    if paragraph[ends..].starts_with(char::is_alphabetic) {
        return None;
    }
    let starts = paragraph[..at]
        .match_indices([' ', '\'', '’'])
        .map(|(gap, c)| gap + c.len());
    let mut starts: Vec<usize> = std::iter::once(0).chain(starts).collect();
    starts.drain(..starts.len().saturating_sub(NAME_WORDS));
    starts.into_iter().find_map(|start| {
        let words = paragraph[start..at].trim_start_matches(['“', '"', '(', '„', '«']);
        let (source, length) = name(words, known)?;
        (length == words.len()).then_some((source, Span::new(at - words.len(), ends)))
    })
}

/// Who is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// A news agency, by its short name.
    Agency(&'static str),
    /// Whatever the caller knows by this number.
    Known(u32),
}

/// The longest known name at the head of a text, and its length in bytes.
fn name(text: &str, known: &dyn Fn(&str) -> Option<u32>) -> Option<(Source, usize)> {
    let mut bare = text;
    for _ in 0..3 {
        match LEADS.iter().find_map(|lead| bare.strip_prefix(lead)) {
            Some(left) => bare = left,
            None => break,
        }
    }
    let skipped = text.len() - bare.len();
    if !bare.starts_with(char::is_uppercase) && !bare.starts_with("dpa") {
        return None;
    }
    let mut ends: Vec<usize> = Vec::new();
    for (at, c) in bare.char_indices() {
        // A possessive, a comma or a stop ends a name as well as a space.
        if c.is_whitespace() || ",.;:’'“”»\"()".contains(c) {
            ends.push(at);
        }
        if ends.len() > NAME_WORDS || c == '\n' {
            break;
        }
    }
    if ends.len() <= NAME_WORDS {
        ends.push(bare.len());
    }
    ends.dedup();
    ends.into_iter().rev().filter(|&end| end > 1).find_map(|end| {
        let candidate = &bare[..end];
        let source = known(candidate)
            .or_else(|| known(&text[..skipped + end]))
            .map(Source::Known)
            .or_else(|| named(candidate).map(Source::Agency));
        source.map(|source| (source, skipped + end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_and_their_places() {
        let known = |name: &str| match name {
            "Harbour Courier" => Some(7),
            "The Valley Post" => Some(8),
            _ => None,
        };
        let check = |text: &str, expected: &[(Source, &str)]| {
            let found = sources(text, &known);
            let shown: Vec<(Source, &str)> = found.iter().map(|(source, span)| (*source, span.of(text))).collect();
            assert_eq!(shown, expected, "{text}");
        };
        let reuters = Source::Agency("Reuters");
        check("“It is over,” he told Reuters.", &[(reuters, "told Reuters")]);
        check(
            "“It is over,” he told the Reuters news agency.",
            &[(reuters, "told the Reuters news agency")],
        );
        check(
            "It is over, according to AFP, and so on.",
            &[(Source::Agency("AFP"), "according to AFP")],
        );
        check(
            "According to AFP it is over.",
            &[(Source::Agency("AFP"), "According to AFP")],
        );
        check(
            "The Associated Press reported on Monday.",
            &[(Source::Agency("AP"), "The Associated Press reported")],
        );
        check(
            "As reported by dpa, it is over.",
            &[(Source::Agency("dpa"), "As reported by dpa")],
        );
        check(
            "In an interview with the Harbour Courier she said so.",
            &[(Source::Known(7), "interview with the Harbour Courier")],
        );
        check(
            "He spoke to The Valley Post’s editor.",
            &[(Source::Known(8), "spoke to The Valley Post")],
        );
        check("He told reporters that Reuters was wrong.", &[]);
        check("He told Parliament so; Reuters reporters heard it.", &[]);
        check("", &[]);
        let (dpa, afp, efe) = (Source::Agency("dpa"), Source::Agency("AFP"), Source::Agency("EFE"));
        for (text, source, phrase) in [
            (
                "„Es ist vorbei“, sagte er der Nachrichtenagentur Reuters.",
                reuters,
                "sagte er der Nachrichtenagentur Reuters",
            ),
            (
                "„Es ist vorbei“, sagte eine Sprecherin der dpa.",
                dpa,
                "sagte eine Sprecherin der dpa",
            ),
            (
                "Das Ministerium teilte am Montag der AFP mit, es sei vorbei.",
                afp,
                "teilte am Montag der AFP",
            ),
            ("Laut dpa ist es vorbei.", dpa, "Laut dpa"),
            (
                "Es ist vorbei, wie die Nachrichtenagentur AFP berichtete.",
                afp,
                "die Nachrichtenagentur AFP berichtete",
            ),
            ("Reuters zufolge ist es vorbei.", reuters, "Reuters zufolge"),
            (
                "„Ja“, sagte sie dem „Harbour Courier“.",
                Source::Known(7),
                "sagte sie dem „Harbour Courier",
            ),
            (
                "« C’est fini », a déclaré le ministre à l’AFP.",
                afp,
                "déclaré le ministre à l’AFP",
            ),
            ("« C’est fini », a-t-il dit à Reuters lundi.", reuters, "dit à Reuters"),
            ("Selon l'AFP, c'est fini.", afp, "Selon l'AFP"),
            (
                "Selon l’agence de presse Reuters, c’est fini.",
                reuters,
                "Selon l’agence de presse Reuters",
            ),
            (
                "C’est fini, a rapporté une source citée par l'AFP.",
                afp,
                "citée par l'AFP",
            ),
            ("«Se acabó», dijo la ministra a Efe.", efe, "dijo la ministra a Efe"),
            ("Según Efe, se acabó.", efe, "Según Efe"),
            ("Se acabó, informó la agencia Efe.", efe, "informó la agencia Efe"),
            (
                "Se acabó, según informó la agencia de noticias AFP.",
                afp,
                "según informó la agencia de noticias AFP",
            ),
        ] {
            check(text, &[(source, phrase)]);
        }
        // No telling: a belonging, another sentence, another name, the speaker's own words.
        for text in [
            "„Ja“, sagte der Chef der dpa.",
            "Er sagte nichts. Der Umsatz der dpa stieg.",
            "Sie sagte der Reuterschen Familie zu.",
            "Il est allé à l’AFP.",
            "Il a dit : « Je vais à l’AFP ».",
            "Viajó a Efe.",
            "The foretold Reuters deal.",
        ] {
            check(text, &[]);
        }
    }
}
