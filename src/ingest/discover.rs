//! Inputs to files.
//!
//! Input: what the user named (files, folders, globs, `-`); output: [`Source`]s in a fixed order,
//! each once, with its path relative to the input that reached it. Folders are walked whole but for
//! hidden files; ignore files have no say. Links are followed, loops are not. Cost: one walk.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};
use ignore::WalkBuilder;

use super::{IngestError, IngestWarning, Rejected, Settings};

/// How the records of a file are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// The file is one article.
    Text,
    /// One JSON record a line.
    Lines,
    /// An array of records, one record, an object around an array, or lines after all.
    Json,
}

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    None,
    Gzip,
    Zstd,
}

/// A file to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its path relative to the input, with `/`, without a compression suffix; `-` for standard input.
    pub path: String,
    /// Its size on disk, for progress; 0 where unknown.
    pub bytes: u64,
    /// Place of the first input that reached it among those named, for readers who keep that order.
    pub input: usize,
    /// Where it is; `None` for standard input.
    pub(super) file: Option<PathBuf>,
    pub(super) format: Format,
    pub(super) packing: Packing,
    /// The sub-folder of the input that holds it.
    pub(super) folder: Option<String>,
}

impl Source {
    /// Where it is; `None` for standard input.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }
}

/// What there is to read.
#[derive(Debug, Clone, Default)]
pub struct Discovery {
    /// The files, sorted by path.
    pub sources: Vec<Source>,
    /// Files and folders that could not be looked into.
    pub rejected: Vec<Rejected>,
    /// Files left aside.
    pub warnings: Vec<IngestWarning>,
}

/// Finds the files that the inputs name.
///
/// # Errors
/// [`IngestError`] where an input does not exist, is a file of unknown ending, or holds nothing that
/// can be read.
///
/// ```no_run
/// use dedupe::ingest::{Settings, discover};
/// let settings = Settings { inputs: vec!["data".to_owned()], ..Settings::default() };
/// for source in discover(&settings)?.sources {
///     println!("{} ({} bytes)", source.path, source.bytes);
/// }
/// # Ok::<(), dedupe::ingest::IngestError>(())
/// ```
pub fn discover(settings: &Settings) -> Result<Discovery, IngestError> {
    if settings.inputs.is_empty() {
        return Err(IngestError::NoInput);
    }
    let mut finder = Finder::default();
    for (place, input) in settings.inputs.iter().enumerate() {
        finder.place = place;
        finder.input(input)?;
    }
    Ok(finder.finish())
}

#[derive(Default)]
struct Finder {
    /// By the file's true path, so that each is read once.
    found: BTreeMap<PathBuf, Source>,
    /// The input being looked at.
    place: usize,
    /// The place of standard input, where it was named.
    stdin: Option<usize>,
    rejected: Vec<Rejected>,
    skipped: BTreeMap<String, std::collections::BTreeSet<PathBuf>>,
}

impl Finder {
    fn input(&mut self, input: &str) -> Result<(), IngestError> {
        if input == "-" {
            self.stdin = self.stdin.or(Some(self.place));
            return Ok(());
        }
        let path = Path::new(input);
        let missing = || IngestError::Missing { path: input.to_owned() };
        match std::fs::metadata(path) {
            Ok(about) if about.is_dir() => self.folder(input, path, None),
            Ok(about) => {
                let name = path
                    .file_name()
                    .map_or_else(|| input.to_owned(), |n| n.to_string_lossy().into_owned());
                match kind(&name) {
                    Some(_) => self.add(path, &name, about.len()),
                    // A pipe (`<(zcat dump.gz)`) has no ending: it is read as standard input is.
                    None if !about.is_file() => {
                        let source = Source {
                            path: name,
                            bytes: 0,
                            input: self.place,
                            file: Some(path.to_owned()),
                            format: Format::Lines,
                            packing: Packing::None,
                            folder: None,
                        };
                        self.found.insert(path.to_owned(), source);
                    }
                    None => return Err(IngestError::UnknownEnding { path: input.to_owned() }),
                }
                Ok(())
            }
            Err(_) if input.contains(['*', '?', '[', '{']) => self.glob(input),
            Err(_) => Err(missing()),
        }
    }

    fn glob(&mut self, pattern: &str) -> Result<(), IngestError> {
        // The part before the first special character is a folder to walk, the rest is matched.
        let special = pattern.find(['*', '?', '[', '{']).unwrap_or(0);
        let cut = pattern[..special].rfind('/').map_or(0, |at| at + 1);
        let root = if cut == 0 { "." } else { &pattern[..cut] };
        let glob = GlobBuilder::new(&pattern[cut..]).literal_separator(true).build();
        let glob = glob.map_err(|e| IngestError::BadGlob {
            pattern: pattern.to_owned(),
            reason: e.kind().to_string(),
        })?;
        if !Path::new(root).is_dir() {
            return Err(IngestError::Missing {
                path: pattern.to_owned(),
            });
        }
        self.folder(pattern, Path::new(root), Some(&glob.compile_matcher()))
    }

    fn folder(&mut self, input: &str, root: &Path, glob: Option<&GlobMatcher>) -> Result<(), IngestError> {
        let mut any = false;
        let walk = WalkBuilder::new(root)
            .standard_filters(false)
            .hidden(true)
            .follow_links(true)
            .filter_entry(|entry| !holds_results(entry))
            .build();
        for entry in walk {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let reason = format!("cannot be looked into: {error}");
                    self.rejected.push(Rejected {
                        path: input.to_owned(),
                        record: None,
                        reason,
                    });
                    continue;
                }
            };
            if !entry.file_type().is_some_and(|t| t.is_file()) {
                continue;
            }
            let inner = entry.path().strip_prefix(root).unwrap_or(entry.path());
            // A glob that matches a folder takes what is in it, as a shell's does.
            let named = glob.is_none_or(|g| inner.ancestors().any(|a| g.is_match(a)));
            if !named {
                continue;
            }
            let relative: Vec<String> = inner.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            let relative = relative.join("/");
            if kind(&relative).is_some() {
                any = true;
                self.add(entry.path(), &relative, entry.metadata().map_or(0, |m| m.len()));
            } else {
                let ending = inner.extension().map(|e| format!(".{}", e.to_string_lossy()));
                self.skipped
                    .entry(ending.unwrap_or_default())
                    .or_default()
                    .insert(entry.path().to_owned());
            }
        }
        if any {
            Ok(())
        } else {
            Err(IngestError::NothingToRead { path: input.to_owned() })
        }
    }

    fn add(&mut self, file: &Path, relative: &str, bytes: u64) {
        let Some((format, packing, plain)) = kind(relative) else {
            return;
        };
        let folder = plain.rsplit_once('/').and_then(|(folders, _)| outlet_folder(folders));
        let mut source = Source {
            path: plain.to_owned(),
            bytes,
            input: self.place,
            file: Some(file.to_owned()),
            format,
            packing,
            folder: folder.filter(|_| format == Format::Text).map(str::to_owned),
        };
        let key = std::fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
        // Reached twice: the longer path says more, whatever the order of the inputs.
        let says_more = |held: &Source| {
            let rank = |s: &Source| (std::cmp::Reverse(s.path.len()), s.path.clone(), s.file.clone());
            rank(&source) < rank(held)
        };
        let held = self.found.get_mut(&key);
        match held {
            Some(held) if !says_more(held) => {}
            Some(held) => {
                source.input = held.input;
                *held = source;
            }
            None => {
                self.found.insert(key, source);
            }
        }
    }

    fn finish(self) -> Discovery {
        let mut sources: Vec<Source> = self.found.into_values().collect();
        distinct(&mut sources);
        if let Some(input) = self.stdin {
            let path = "-".to_owned();
            let (format, packing) = (Format::Lines, Packing::None);
            sources.push(Source {
                path,
                bytes: 0,
                input,
                file: None,
                format,
                packing,
                folder: None,
            });
        }
        sources.sort_by(|a, b| (&a.path, &a.file).cmp(&(&b.path, &b.file)));
        let mut rejected = self.rejected;
        rejected.sort();
        rejected.dedup();
        let skipped = self.skipped.into_iter();
        let warnings = skipped.map(|(ending, files)| IngestWarning::SkippedEnding {
            ending,
            files: files.len(),
        });
        Discovery {
            sources,
            rejected,
            warnings: warnings.collect(),
        }
    }
}

/// Whether an entry below an input is a folder of results: `dedupe scan .` must not read what it wrote before.
fn holds_results(entry: &ignore::DirEntry) -> bool {
    entry.depth() > 0
        && entry.file_type().is_some_and(|t| t.is_dir())
        && ["run.json", "quotes.jsonl", "matches.jsonl", "rejected.jsonl"]
            .iter()
            .all(|name| entry.path().join(name).is_file())
}

/// Format and packing by a name's ending, with the name without its compression suffix.
fn kind(name: &str) -> Option<(Format, Packing, &str)> {
    let cut = |name: &str, ending: &str| -> Option<usize> {
        let at = name.len().checked_sub(ending.len())?;
        name.get(at..)?.eq_ignore_ascii_case(ending).then_some(at)
    };
    let (plain, packing) = match (cut(name, ".gz"), cut(name, ".zst")) {
        (Some(at), _) => (&name[..at], Packing::Gzip),
        (_, Some(at)) => (&name[..at], Packing::Zstd),
        _ => (name, Packing::None),
    };
    let endings = [
        (".txt", Format::Text),
        (".jsonl", Format::Lines),
        (".ndjson", Format::Lines),
        (".json", Format::Json),
    ];
    let (_, format) = endings.into_iter().find(|(ending, _)| cut(plain, ending).is_some())?;
    Some((format, packing, plain))
}

/// The first folder of a path that can be an outlet: not a year, a month or another number.
fn outlet_folder(folders: &str) -> Option<&str> {
    folders.split('/').find(|name| name.chars().any(char::is_alphabetic))
}

/// Files of different inputs with one relative path get the folders they lie in before it, as many
/// as tell them apart; a file and its packed copy in one folder cannot be told apart and stay.
fn distinct(sources: &mut [Source]) {
    for depth in 1..=8 {
        // The folders that hold a file of each path.
        let mut folders: BTreeMap<String, BTreeSet<PathBuf>> = BTreeMap::new();
        for source in sources.iter() {
            if let Some(file) = &source.file {
                let full = std::fs::canonicalize(file).unwrap_or_else(|_| file.clone());
                let folder = full.parent().map(Path::to_owned).unwrap_or_default();
                folders.entry(source.path.clone()).or_default().insert(folder);
            }
        }
        let mut changed = false;
        for source in sources
            .iter_mut()
            .filter(|s| folders.get(&s.path).is_some_and(|f| f.len() > 1))
        {
            let Some(file) = &source.file else { continue };
            let full = std::fs::canonicalize(file).unwrap_or_else(|_| file.clone());
            let here = source.path.split('/').count();
            let parts: Vec<String> = full.iter().map(|p| p.to_string_lossy().into_owned()).collect();
            if let Some(above) = parts
                .len()
                .checked_sub(here + 1)
                .and_then(|at| parts.get(at))
                .filter(|p| *p != "/")
            {
                source.path = format!("{above}/{}", source.path);
                changed = true;
            }
        }
        if !changed || depth == 8 {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_and_folders() {
        for (name, expected) in [
            ("a.txt", Some((Format::Text, Packing::None, "a.txt"))),
            ("a.JSONL.GZ", Some((Format::Lines, Packing::Gzip, "a.JSONL"))),
            ("x/a.json.zst", Some((Format::Json, Packing::Zstd, "x/a.json"))),
            ("a.gz", None),
            ("a.pdf", None),
            ("é", None),
        ] {
            assert_eq!(kind(name), expected, "{name}");
        }
        for (folders, expected) in [
            ("courier/2016", Some("courier")),
            ("2016/09/courier", Some("courier")),
            ("2016", None),
        ] {
            assert_eq!(outlet_folder(folders), expected);
        }
    }
}
