//! Are two speakers, named in two articles, one and the same?

use super::{Speaker, SpeakerClass};
use crate::text::{fold_span, tokenize};

/// Whether two named sources are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// The names fit one person or organisation.
    Same,
    /// They do not.
    Different,
    /// The names alone do not tell.
    Unclear,
}

/// A speaker's name taken apart for comparing; made once for each speaker, as names are compared often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    class: SpeakerClass,
    parts: Vec<String>,
}

impl Name {
    /// Takes a speaker's name apart.
    #[must_use]
    pub fn new(speaker: &Speaker) -> Self {
        Self {
            class: speaker.class,
            parts: parts(&speaker.name),
        }
    }

    /// Compares two speakers by their names.
    ///
    /// Persons are the same when the last names agree (spelling variants such as Sergei and Sergey
    /// included) and nothing in the first names speaks against it. A source without a name is never
    /// compared, nor a person with an organisation: a spokesman and his ministry may be one source.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Who {
        use SpeakerClass::{Organisation, Person};
        let (a, b) = (&self.parts, &other.parts);
        if a.is_empty() || b.is_empty() {
            return Who::Unclear;
        }
        match (self.class, other.class) {
            (Person, Person) => persons(a, b),
            (Organisation, Organisation) => {
                if a.iter().any(|w| b.contains(w)) || initials(a) == b.concat() || initials(b) == a.concat() {
                    if a == b { Who::Same } else { Who::Unclear }
                } else {
                    Who::Different
                }
            }
            _ => Who::Unclear,
        }
    }
}

fn parts(name: &str) -> Vec<String> {
    tokenize(name)
        .iter()
        .map(|t| fold_span(name, t.span()).trim_end_matches("'s").to_owned())
        .filter(|w| !matches!(w.as_str(), "the" | "of" | "jr" | "sr" | "al" | "bin"))
        .collect()
}

fn initials(words: &[String]) -> String {
    words.iter().filter_map(|w| w.chars().next()).collect()
}

fn persons(a: &[String], b: &[String]) -> Who {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    // "de Mistura" and "Staffan de Mistura", "Ban" and "Ban Ki-moon".
    if short.iter().all(|w| long.iter().any(|v| alike(w, v, 0.8))) {
        return Who::Same;
    }
    let (Some(last_a), Some(last_b)) = (a.last(), b.last()) else {
        return Who::Unclear;
    };
    if !alike(last_a, last_b, 0.8) {
        return Who::Different;
    }
    let (first_a, first_b) = (&a[0], &b[0]);
    let initial = |x: &str, y: &str| x.chars().count() == 1 && y.starts_with(x);
    if initial(first_a, first_b) || initial(first_b, first_a) || alike(first_a, first_b, 0.66) {
        Who::Same
    } else if first_a.chars().next() == first_b.chars().next() {
        // "Bill" and "William" share nothing, but "Alex" and "Alexander" do: leave it open.
        Who::Unclear
    } else {
        Who::Different
    }
}

fn alike(a: &str, b: &str, least: f64) -> bool {
    a == b || (a.len() > 3 && b.len() > 3 && strsim::normalized_levenshtein(a, b) >= least)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, class: SpeakerClass, expected: Who) {
        let speaker = |name: &str| {
            Name::new(&Speaker {
                name: name.into(),
                role: None,
                class,
            })
        };
        assert_eq!(speaker(a).compare(&speaker(b)), expected, "{a} / {b}");
        assert_eq!(speaker(b).compare(&speaker(a)), expected, "{b} / {a}");
    }

    #[test]
    fn names_of_one_person_and_of_two() {
        use SpeakerClass::{Anonymous, Organisation, Person};
        check("John Kerry", "Kerry", Person, Who::Same);
        check("Sergei Lavrov", "Sergey Lavrov", Person, Who::Same);
        check("J. Kerry", "John Kerry", Person, Who::Same);
        check("Staffan de Mistura", "De Mistura", Person, Who::Same);
        check("John Kerry", "Mark Toner", Person, Who::Different);
        check("Bill Clinton", "Hillary Clinton", Person, Who::Different);
        check("ministers", "ministers", Anonymous, Who::Unclear);
        check("Allied Dockworkers", "Retail Council", Organisation, Who::Different);
        check("the United Nations", "UN", Organisation, Who::Unclear);
    }
}
