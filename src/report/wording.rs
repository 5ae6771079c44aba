//! A carrier's wording with its word-level differences from the family's text.
//!
//! Input: the family's text, the carrier's text and its `edits`; output: the carrier's text in
//! pieces, each the same, inserted or deleted. The edits name words and positions in the family's
//! text, and a truncated carrier begins somewhere inside it, so the beginning is searched: the one
//! at which text, edits and family agree word for word. Where none does, the pieces are one
//! unmarked text and the caller shows the edits beside it. Cost: family words times carrier words
//! at worst, near linear in practice.

use crate::quote::variant::words_of;
use crate::text::Token;

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
    use super::*;

    const FAMILY: &str = "We had never been told, in 30 years, that the gate was blocked";

    fn edit(op: &str, from: &str, to: &str, at: u64) -> Edit {
        Edit {
            op: op.into(),
            from: from.into(),
            to: to.into(),
            at,
        }
    }

    fn check(text: &str, edits: &[Edit], expected: Option<&str>) {
        let shown = pieces(FAMILY, text, edits).map(|pieces| {
            pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Same(s) => (*s).to_owned(),
                    Piece::Inserted(s) => format!("{{+{s}+}}"),
                    Piece::Deleted(s) => format!("[-{s}-]"),
                })
                .collect::<String>()
        });
        assert_eq!(shown.as_deref(), expected, "{text}");
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
