//! The words of dates: months, days of the week, zones, labels, and what may stand between them.
//!
//! Input: a date string; output: its [`Token`]s, and the meaning of each word. Tables only; what
//! they add up to is decided by `parse_date`.

use jiff::civil::Weekday;

/// A piece of a date string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// A run of ASCII digits; `glued` when no space stands before it.
    Number { value: u64, digits: usize, glued: bool },
    /// A run of letters: in lower case where it is a word of a table (else empty), and as written.
    Word { text: &'static str, raw: &'t str },
    /// Any other character that is not white space.
    Mark(char),
}

/// Cuts a date string; stops with `None` at the first word that no date has, so that prose is left
/// at once.
pub(super) fn tokens(raw: &str) -> Option<Vec<Token<'_>>> {
    let mut found = Vec::with_capacity(12);
    let mut rest = raw;
    let mut glued = false;
    while let Some(first) = rest.chars().next() {
        let run = |keep: fn(char) -> bool| rest.find(|c| !keep(c)).unwrap_or(rest.len());
        let length = if first.is_ascii_digit() {
            let length = run(|c| c.is_ascii_digit());
            // More than 18 digits are no part of a date and need not fit.
            let value = rest[..length].parse().unwrap_or(u64::MAX);
            found.push(Token::Number {
                value,
                digits: length,
                glued,
            });
            length
        } else if first.is_alphabetic() || first == 'º' {
            let length = run(|c| c.is_alphabetic() || c == 'º');
            let (raw, text) = (&rest[..length], known(&rest[..length]));
            // A word in capitals may be a zone.
            if text.is_empty() && (length > 5 || !raw.bytes().all(|b| b.is_ascii_uppercase())) {
                return None;
            }
            found.push(Token::Word { text, raw });
            length
        } else {
            if !first.is_whitespace() {
                found.push(Token::Mark(first));
            }
            first.len_utf8()
        };
        glued = !first.is_whitespace();
        rest = &rest[length..];
    }
    Some(found)
}

/// The word of the tables that `raw` is, whatever its case; empty for any other.
fn known(raw: &str) -> &'static str {
    if raw.len() > 20 {
        return "";
    }
    let lower = raw.to_lowercase();
    let in_pairs = |table: &'static [(&'static str, i8)]| table.iter().map(|&(w, _)| w).find(|&w| w == lower);
    in_pairs(MONTHS)
        .or_else(|| in_pairs(DAYS))
        .or_else(|| LABELS.iter().map(|&(w, _)| w).find(|&w| w == lower))
        .or_else(|| FILLERS.iter().copied().find(|&w| w == lower))
        .unwrap_or("")
}

/// The month a word names, from 1.
pub(super) fn month(word: &str) -> Option<i8> {
    MONTHS
        .iter()
        .find(|&&(name, _)| name == word)
        .map(|&(_, number)| number)
}

/// The day of the week a word names.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    let &(_, number) = DAYS.iter().find(|&&(name, _)| name == word)?;
    Weekday::from_monday_one_offset(number).ok()
}

/// Whether a word labels a date, and if so whether as one of an update.
pub(super) fn label(word: &str) -> Option<bool> {
    LABELS
        .iter()
        .find(|&&(name, _)| name == word)
        .map(|&(_, update)| update)
}

/// Whether a word may stand in a date without meaning anything.
pub(super) fn filler(word: &str) -> bool {
    FILLERS.contains(&word)
}

/// Seconds east of UTC of an abbreviation (in capitals, as written) that has one meaning today.
///
/// Left out on purpose: BST (Britain, Bangladesh), IST (India, Ireland, Israel), EST (America,
/// Australia), CST (America, China, Cuba), CDT (America, Cuba), MST (America, Malaysia), PST
/// (America, the Philippines), ADT, AST, WST and every two-letter one.
pub(super) fn zone(raw: &str) -> Option<i32> {
    let minutes = match raw {
        "Z" | "UTC" | "GMT" | "UT" => 0,
        "WEST" | "CET" | "MEZ" => 60,
        "CEST" | "EET" | "SAST" | "MESZ" => 120,
        "EEST" | "MSK" => 180,
        "NPT" => 345,
        "HKT" | "SGT" | "AWST" => 480,
        "JST" | "KST" => 540,
        "ACST" => 570,
        "AEST" => 600,
        "AEDT" => 660,
        "NZST" => 720,
        "NZDT" => 780,
        "NDT" => -150,
        "EDT" => -240,
        "MDT" => -360,
        "PDT" => -420,
        "AKDT" => -480,
        "HST" => -600,
        _ => return None,
    };
    Some(minutes * 60)
}

#[rustfmt::skip]
const MONTHS: &[(&str, i8)] = &[
    ("january", 1), ("jan", 1), ("januar", 1), ("jänner", 1), ("janvier", 1), ("janv", 1), ("enero", 1), ("ene", 1),
    ("gennaio", 1), ("janeiro", 1), ("januari", 1),
    ("february", 2), ("feb", 2), ("februar", 2), ("février", 2), ("fevrier", 2), ("févr", 2), ("febrero", 2),
    ("febbraio", 2), ("fevereiro", 2), ("februari", 2),
    ("march", 3), ("mar", 3), ("märz", 3), ("maerz", 3), ("mrz", 3), ("mars", 3), ("marzo", 3), ("março", 3), ("maart", 3),
    ("april", 4), ("apr", 4), ("avril", 4), ("avr", 4), ("abril", 4), ("abr", 4), ("aprile", 4),
    ("may", 5), ("mai", 5), ("mayo", 5), ("maggio", 5), ("maio", 5), ("mei", 5),
    ("june", 6), ("jun", 6), ("juni", 6), ("juin", 6), ("junio", 6), ("giugno", 6), ("junho", 6),
    ("july", 7), ("jul", 7), ("juli", 7), ("juillet", 7), ("juil", 7), ("julio", 7), ("luglio", 7), ("julho", 7),
    ("august", 8), ("aug", 8), ("août", 8), ("aout", 8), ("agosto", 8), ("ago", 8), ("augustus", 8),
    ("september", 9), ("sept", 9), ("sep", 9), ("septembre", 9), ("septiembre", 9), ("setiembre", 9), ("settembre", 9),
    ("setembro", 9),
    ("october", 10), ("oct", 10), ("oktober", 10), ("okt", 10), ("octobre", 10), ("octubre", 10), ("ottobre", 10),
    ("outubro", 10),
    ("november", 11), ("nov", 11), ("novembre", 11), ("noviembre", 11), ("novembro", 11),
    ("december", 12), ("dec", 12), ("dezember", 12), ("dez", 12), ("décembre", 12), ("decembre", 12), ("déc", 12),
    ("diciembre", 12), ("dic", 12), ("dicembre", 12), ("dezembro", 12),
];

/// Monday is 1. Abbreviations that are also a month or a filler ("mar", "don") are not listed.
#[rustfmt::skip]
const DAYS: &[(&str, i8)] = &[
    ("monday", 1), ("mon", 1), ("montag", 1), ("lundi", 1), ("lunes", 1), ("lun", 1), ("lunedì", 1), ("maandag", 1),
    ("tuesday", 2), ("tue", 2), ("tues", 2), ("dienstag", 2), ("mardi", 2), ("martes", 2), ("martedì", 2), ("dinsdag", 2),
    ("wednesday", 3), ("wed", 3), ("mittwoch", 3), ("mercredi", 3), ("miércoles", 3), ("mercoledì", 3), ("woensdag", 3),
    ("thursday", 4), ("thu", 4), ("thur", 4), ("thurs", 4), ("donnerstag", 4), ("jeudi", 4), ("jueves", 4),
    ("giovedì", 4), ("donderdag", 4),
    ("friday", 5), ("fri", 5), ("freitag", 5), ("vendredi", 5), ("viernes", 5), ("venerdì", 5), ("vrijdag", 5),
    ("saturday", 6), ("sat", 6), ("samstag", 6), ("sonnabend", 6), ("samedi", 6), ("sábado", 6), ("sabato", 6),
    ("zaterdag", 6),
    ("sunday", 7), ("sun", 7), ("sonntag", 7), ("dimanche", 7), ("domingo", 7), ("domenica", 7), ("zondag", 7),
];

/// `true` marks an update.
#[rustfmt::skip]
const LABELS: &[(&str, bool)] = &[
    ("published", false), ("posted", false), ("issued", false), ("created", false), ("publish", false), ("pubdate", false),
    ("veröffentlicht", false), ("erschienen", false), ("publié", false), ("publicado", false), ("pubblicato", false),
    ("updated", true), ("modified", true), ("revised", true), ("update", true), ("aktualisiert", true), ("stand", true),
    ("actualizado", true), ("aggiornato", true), ("modifié", true),
];

/// Meaningless in themselves; some are met by name in `parse_date`.
#[rustfmt::skip]
const FILLERS: &[&str] = &[
    "on", "at", "of", "the", "first", "last", "date", "time", "local", "eastern", "pacific", "de", "del", "le", "el",
    "den", "am", "um", "à", "a", "las", "il", "op", "om", "h", "uhr", "hrs", "hours", "pm", "p", "m", "t",
    "st", "nd", "rd", "th", "er", "º", "central", "european", "summer", "standard", "daylight",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_in_one_table() {
        let all: Vec<&str> = MONTHS
            .iter()
            .map(|m| m.0)
            .chain(DAYS.iter().map(|d| d.0))
            .chain(LABELS.iter().map(|l| l.0))
            .chain(FILLERS.iter().copied())
            .collect();
        let distinct: std::collections::BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(all.len(), distinct.len(), "a word has two meanings");
        assert!(all.iter().all(|w| w.to_lowercase() == *w));
    }
}
