//! A carrier's wording with its word-level differences from the family's text.
//!
//! Input: the family's text, the carrier's text and, of a quotation, its `edits`; output: the carrier's
//! text in pieces, each the same, inserted or deleted. Passages have no edits in their record:
//! [`differences`] aligns both texts word by word. The edits of a quotation name words and positions in the family's
//! text, and a truncated carrier begins somewhere inside it, so the beginning is searched: the one
//! at which text, edits and family agree word for word. Where none does, the pieces are one
//! unmarked text and the caller shows the edits beside it. Cost: family words times carrier words
//! at worst, near linear in practice.

use crate::align::{EditOp, edit_script};
use crate::quote::variant::words_of;
use crate::text::{Token, tokenize};

use super::records::Edit;

/// One piece of a wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Text as in the family.
    Same(&'t str),
    /// Words that only the carrier has.
    Inserted(&'t str),
    /// Words of the family that the carrier does not have.
    Deleted(&'t str),
}

/// Largest table of words by words in which [`differences`] are looked for.
const MAX_CELLS: usize = 1 << 20;

/// Words kept on each side of an edit in [`marked`].
const CONTEXT: usize = 7;

/// The edits with a few words around each, for one line of text: `we [-never-] knew {+of it+}`.
pub(super) fn marked(pieces: &[Piece<'_>]) -> String {
    let mut out: Vec<String> = Vec::new();
    for (i, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Deleted(words) => out.push(format!("[-{words}-]")),
            Piece::Inserted(words) => out.push(format!("{{+{words}+}}")),
            Piece::Same(text) => {
                let words: Vec<&str> = text.split_whitespace().collect();
                // Nothing is told apart before the first edit or after the last, so one side is enough there.
                let head = if i == 0 { 0 } else { CONTEXT };
                let tail = if i + 1 == pieces.len() { 0 } else { CONTEXT };
                if words.len() <= head + tail + 4 {
                    out.push(words.join(" "));
                } else {
                    let cut = words.len() - tail;
                    let parts = [&words[..head], &["…"], &words[cut..]].concat();
                    out.push(parts.join(" "));
                }
            }
        }
    }
    out.join(" ")
}

/// The carrier's text cut at its edits; `None` where the edits cannot be placed.
pub(super) fn pieces<'t>(family: &str, text: &'t str, edits: &'t [Edit]) -> Option<Vec<Piece<'t>>> {
    if edits.is_empty() {
        return Some(vec![Piece::Same(text)]);
    }
    let (ours, theirs) = (words_of(family), words_of(text));
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|e| e.at);
    (0..=ours.len()).find_map(|start| walk(&ours, &theirs, text, &edits, start))
}

/// A passage's text in pieces as they differ from the family's; what cannot be set side by side in reasonable
/// time is one replacement.
pub(super) fn differences<'t>(family: &'t str, text: &'t str) -> Vec<Piece<'t>> {
    let (ours, theirs) = (tokenize(family), tokenize(text));
    let pairs = || ours.iter().zip(&theirs);
    let head = pairs().take_while(|(a, b)| a.hash == b.hash).count();
    let most = ours.len().min(theirs.len()) - head;
    let backward = ours.iter().rev().zip(theirs.iter().rev()).take(most);
    let tail = backward.take_while(|(a, b)| a.hash == b.hash).count();
    let hashes = |tokens: &[Token]| -> Vec<u64> {
        let inner = tokens.get(head..tokens.len() - tail).unwrap_or_default();
        inner.iter().map(|t| t.hash).collect()
    };
    let (a, b) = (hashes(&ours), hashes(&theirs));
    let script = if a.len() * b.len() > MAX_CELLS {
        let (a_len, b_len) = (a.len(), b.len());
        vec![EditOp::Change {
            a: 0,
            a_len,
            b: 0,
            b_len,
        }]
    } else {
        edit_script(&a, &b)
    };
    let words = |tokens: &[Token], from: usize, len: usize| {
        let last = tokens.get((from + len).checked_sub(1)?)?;
        (len > 0).then_some((tokens.get(from)?.start as usize, last.end as usize))
    };
    let (mut out, mut done) = (Vec::new(), 0);
    for op in script {
        let EditOp::Change { a, a_len, b, b_len } = op else {
            continue;
        };
        let gone = words(&ours, head + a, a_len);
        let come = words(&theirs, head + b, b_len);
        let cut = theirs.get(head + b).map_or(text.len(), |t| t.start as usize).max(done);
        if cut > done {
            out.extend(text.get(done..cut).map(Piece::Same));
            done = cut;
        }
        out.extend(gone.and_then(|(from, to)| family.get(from..to)).map(Piece::Deleted));
        if let Some((from, to)) = come {
            out.extend(text.get(from..to).map(Piece::Inserted));
            done = to;
        }
    }
    if done < text.len() {
        out.extend(text.get(done..).map(Piece::Same));
    }
    out
}

/// The pieces, if the carrier's first word stands at the family's word `start`.
fn walk<'t>(
    ours: &[Token],
    theirs: &[Token],
    text: &'t str,
    edits: &[&'t Edit],
    start: usize,
) -> Option<Vec<Piece<'t>>> {
    let mut out = Vec::new();
    let (mut i, mut j, mut done) = (start, 0, 0);
    // A word before which nothing is said begins where the last piece ended.
    let word_at = |j: usize| theirs.get(j).map_or(text.len(), |t| t.start as usize);
    let same = |i: usize, j: usize, n: usize| {
        let (a, b) = (ours.get(i..i + n), theirs.get(j..j + n));
        matches!((a, b), (Some(a), Some(b)) if a.iter().zip(b).all(|(a, b)| a.hash == b.hash))
    };
    for edit in edits {
        let run = usize::try_from(edit.at).ok()?.checked_sub(i)?;
        if !same(i, j, run) {
            return None;
        }
        (i, j) = (i + run, j + run);
        let (from, to) = (words_of(&edit.from), words_of(&edit.to));
        let gone = ours.get(i..i + from.len())?;
        let come = theirs.get(j..j + to.len())?;
        let agrees = gone.iter().zip(&from).all(|(a, b)| a.hash == b.hash)
            && come.iter().zip(&to).all(|(a, b)| a.hash == b.hash);
        if !agrees {
            return None;
        }
        let cut = word_at(j).max(done);
        if cut > done {
            out.push(Piece::Same(text.get(done..cut)?));
            done = cut;
        }
        if !edit.from.is_empty() {
            out.push(Piece::Deleted(&edit.from));
        }
        if let Some(last) = come.last() {
            let end = last.end as usize;
            out.push(Piece::Inserted(text.get(done..end)?));
            done = end;
        }
        (i, j) = (i + from.len(), j + to.len());
    }
    if !same(i, j, theirs.len() - j) {
        return None;
    }
    if done < text.len() {
        out.push(Piece::Same(text.get(done..)?));
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::super::made_up::edit;
    use super::*;

    const FAMILY: &str = "We had never been told, in 30 years, that the gate was blocked";

    fn shown(pieces: &[Piece<'_>]) -> String {
        let pieces = pieces.iter().map(|piece| match piece {
            Piece::Same(s) => (*s).to_owned(),
            Piece::Inserted(s) => format!("{{+{s}+}}"),
            Piece::Deleted(s) => format!("[-{s}-]"),
        });
        pieces.collect()
    }

    fn check(text: &str, edits: &[Edit], expected: Option<&str>) {
        let found = pieces(FAMILY, text, edits).map(|pieces| shown(&pieces));
        assert_eq!(found.as_deref(), expected, "{text}");
    }

    #[test]
    fn passages_are_set_side_by_side() {
        let check = |text: &str, expected: &str| assert_eq!(shown(&differences(FAMILY, text)), expected, "{text}");
        check(FAMILY, FAMILY);
        check(
            "WE had “never” been told, in 30 years, that the gate was blocked",
            "WE had “never” been told, in 30 years, that the gate was blocked",
        );
        check(
            "We had been told, in 30 years, that the gate was blocked.",
            "We had [-never-]been told, in 30 years, that the gate was blocked.",
        );
        check(
            "told, in 13 years, that the old gate was",
            "[-We had never been-]told, in [-30-]{+13+} years, that the {+old+} gate was[-blocked-]",
        );
        check("", "[-We had never been told, in 30 years, that the gate was blocked-]");
        check(
            "Rain",
            "[-We had never been told, in 30 years, that the gate was blocked-]{+Rain+}",
        );
        assert_eq!(differences("", ""), []);
        let long = |word: &str| vec![word; 1200].join(" ");
        assert_eq!(differences(&long("rain"), &long("snow")).len(), 2);
    }

    #[test]
    fn edits_stand_where_they_were_made() {
        check("anything at all", &[], Some("anything at all"));
        check(
            "We had been told, in 30 years, that the gate was blocked",
            &[edit("delete", "never", "", 2)],
            Some("We had [-never-]been told, in 30 years, that the gate was blocked"),
        );
        check(
            "had never been told, in 13 years, that the gate",
            &[edit("replace", "30", "13", 6)],
            Some("had never been told, in [-30-]{+13+} years, that the gate"),
        );
        check(
            "that the old, rusted gate was",
            &[edit("insert", "", "old rusted", 10)],
            Some("that the {+old, rusted+} gate was"),
        );
        check(
            "told, in years, that the gate was shut!",
            &[edit("replace", "blocked", "shut", 12), edit("delete", "30", "", 6)],
            Some("told, in [-30-]years, that the gate was [-blocked-]{+shut+}!"),
        );
        check("nothing of the sort", &[edit("delete", "never", "", 2)], None);
        check("We had been", &[edit("delete", "never", "", 900)], None);
    }
}
