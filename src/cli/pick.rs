//! One article out of a file: `FILE`, `FILE#ID`, `-`.
//!
//! Input: the name as typed; output: the article, or one line that says why it is not clear which one
//! is meant. The file is read as `scan` reads it, to its end, so that an id that stands for several
//! records is noticed; only the record that is meant is parsed whole.

use std::ops::ControlFlow;
use std::path::Path;

use anyhow::{anyhow, bail};

use crate::article::Article;
use crate::ingest::{self, FieldMap, IngestWarning, RawRecord, Rejected, Settings};

/// Ids named in a message.
const NAMED: usize = 5;

/// An article, and what was odd about it.
type Picked = (Article, Vec<IngestWarning>);

/// What a name asks for.
#[derive(Debug, PartialEq, Eq)]
struct Wanted<'n> {
    file: &'n str,
    id: Option<&'n str>,
}

/// Reads the article that `name` stands for.
pub(super) fn pick(name: &str, map: &FieldMap) -> anyhow::Result<Picked> {
    let wanted = wanted(name, |file| file == "-" || Path::new(file).exists())?;
    let settings = Settings {
        inputs: vec![wanted.file.to_owned()],
        map: map.clone(),
        ..Settings::default()
    };
    let found = ingest::discover(&settings)?;
    let mut search = Search {
        id: wanted.id,
        number: wanted.id.and_then(|id| id.parse().ok()),
        ..Search::default()
    };
    search.broken.extend(found.rejected);
    ingest::read(&found.sources, &settings, &mut |batch| {
        search.broken.extend_from_slice(batch.rejected());
        for raw in batch.raw() {
            search.look(&raw, map);
        }
        ControlFlow::Continue(())
    });
    search.answer(&wanted)
}

/// `FILE#ID` at the first `#` that ends the name of something that exists; a name that exists as it is has no id.
fn wanted(name: &str, exists: impl Fn(&str) -> bool) -> anyhow::Result<Wanted<'_>> {
    if name.is_empty() {
        bail!("the name of an article is empty (is a variable unset in your shell?)");
    }
    if exists(name) {
        return Ok(Wanted { file: name, id: None });
    }
    for (at, _) in name.match_indices('#') {
        let (file, id) = (&name[..at], &name[at + 1..]);
        if exists(file) {
            if id.is_empty() {
                bail!("'{name}' names no article (write an id or a record number after the #)");
            }
            return Ok(Wanted { file, id: Some(id) });
        }
    }
    bail!("there is no file '{name}' (check the path; one article of several is FILE#ID)")
}

/// What was met so far.
#[derive(Default)]
struct Search<'n> {
    /// The id that is asked for, and the number if it is one.
    id: Option<&'n str>,
    number: Option<u64>,
    /// Records met, and the ids of the first.
    records: u64,
    first_ids: Vec<String>,
    /// The first record that may be meant, parsed or not, and the numbers of all.
    by_id: Option<Result<Picked, String>>,
    by_id_numbers: Vec<u64>,
    /// The same for records whose number is asked for: several files may have one.
    by_number: Option<Result<Picked, String>>,
    by_number_ids: Vec<String>,
    /// Records whose id is the one asked for without its `~2`, as a scan renames them.
    renamed: Vec<Article>,
    /// Records and files that could not even be cut out.
    broken: Vec<Rejected>,
}

impl Search<'_> {
    fn look(&mut self, raw: &RawRecord<'_>, map: &FieldMap) {
        self.records += 1;
        let own = ingest::id(raw, map);
        let Some(asked) = self.id else {
            self.by_id.get_or_insert_with(|| ingest::parse_record(raw, map));
            return self.name(own);
        };
        if own == asked {
            self.by_id.get_or_insert_with(|| ingest::parse_record(raw, map));
            self.by_id_numbers.push(raw.number);
        } else if stem(asked) == Some(&own) {
            self.renamed
                .extend(ingest::parse_record(raw, map).ok().map(|made| made.0));
        }
        if self.number == Some(raw.number) {
            self.by_number.get_or_insert_with(|| ingest::parse_record(raw, map));
            self.by_number_ids.push(own.clone());
        }
        self.name(own);
    }

    fn name(&mut self, id: String) {
        if self.first_ids.len() < NAMED {
            self.first_ids.push(id);
        }
    }

    fn answer(mut self, wanted: &Wanted<'_>) -> anyhow::Result<Picked> {
        let file = shown(wanted.file);
        // Alone it would be taken for an option.
        let typed = if wanted.file == "-" { "-- -" } else { wanted.file };
        let ids = self.first_ids.join(", ");
        let more = if self.records > NAMED as u64 { ", …" } else { "" };
        let unreadable = |reason: &str| anyhow!("{file} cannot be compared: {reason} (name a file with text)");
        let Some(id) = wanted.id else {
            return match (self.records, self.by_id) {
                (1, Some(made)) => made.map_err(|reason| unreadable(&reason)),
                (0, _) | (_, None) => match self.broken.first() {
                    Some(broken) => Err(unreadable(&broken.reason)),
                    None => bail!("{file} holds no article (name a file with text)"),
                },
                (records, _) => bail!(
                    "{file} holds {records} articles (name one by its id or its record number: {}#{}; the ids are {ids}{more})",
                    typed,
                    self.first_ids.first().map_or("", String::as_str),
                ),
            };
        };
        if let [_, _, ..] = self.by_id_numbers[..] {
            let numbers: Vec<String> = self.by_id_numbers.iter().take(NAMED).map(u64::to_string).collect();
            bail!(
                "{} records of {file} have the id '{id}' (name one by its number: {}#{}; they are {}{})",
                self.by_id_numbers.len(),
                typed,
                numbers[0],
                numbers.join(", "),
                if self.by_id_numbers.len() > NAMED { ", …" } else { "" },
            );
        }
        ingest::make_unique(&mut self.renamed);
        if self.by_id.is_none()
            && let Some(at) = self.renamed.iter().position(|article| article.id == id)
        {
            return Ok((self.renamed.swap_remove(at), Vec::new()));
        }
        if self.by_id.is_none()
            && let [_, _, ..] = self.by_number_ids[..]
        {
            let several: Vec<&str> = self.by_number_ids.iter().take(NAMED).map(String::as_str).collect();
            bail!(
                "{file} has several files with a record {id} (name one by its id: {})",
                several.join(", ")
            );
        }
        match self.by_id.or(self.by_number) {
            Some(made) => {
                made.map_err(|reason| anyhow!("'{id}' of {file} cannot be compared: {reason} (name another article)"))
            }
            None if self.records == 0 => bail!("{file} holds no article (name a file with text)"),
            None => bail!("{file} has no article '{id}' (its ids are {ids}{more}; a number is that of a record)"),
        }
    }
}

/// `a-17` of `a-17~2`.
fn stem(id: &str) -> Option<&str> {
    let (stem, number) = id.rsplit_once('~')?;
    (!number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())).then_some(stem)
}

fn shown(file: &str) -> String {
    if file == "-" {
        "standard input".into()
    } else {
        format!("'{file}'")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_files_with_or_without_an_id() {
        let check = |name: &str, there: &[&str], expected: Result<(&str, Option<&str>), &str>| {
            let found = wanted(name, |file| there.contains(&file));
            match expected {
                Ok((file, id)) => assert_eq!(found.unwrap(), Wanted { file, id }, "{name}"),
                Err(what) => assert!(found.unwrap_err().to_string().contains(what), "{name}"),
            }
        };
        check("a.txt", &["a.txt"], Ok(("a.txt", None)));
        check("a.jsonl#7", &["a.jsonl"], Ok(("a.jsonl", Some("7"))));
        check("a#7.txt", &["a#7.txt"], Ok(("a#7.txt", None)));
        check("a#7.jsonl#b#c", &["a#7.jsonl"], Ok(("a#7.jsonl", Some("b#c"))));
        check("-#7", &["-"], Ok(("-", Some("7"))));
        check("a.jsonl#", &["a.jsonl"], Err("after the #"));
        check("b.txt", &["a.txt"], Err("FILE#ID"));
        check("b.txt#7", &["a.txt"], Err("check the path"));
        check("", &[], Err("variable"));
    }

    #[test]
    fn renamed_ids_have_a_stem() {
        let check = |id: &str, expected: Option<&str>| assert_eq!(stem(id), expected, "{id}");
        check("a-17~2", Some("a-17"));
        check("a~b~31", Some("a~b"));
        check("a-17", None);
        check("a~", None);
        check("a~b", None);
    }
}
