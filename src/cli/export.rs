//! `dedupe export`: a finished run in other formats, and the part of `dedupe scan --export` that is the same.
//!
//! Files are made in a hidden folder beside their places and renamed one by one when all of them are whole.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, bail};

use super::args::{ExportArgs, FormatArg};
use super::{Outcome, emit, interrupt};
use crate::report::export::{ExportError, Format, export};

/// The folder within results where exports stand.
pub(super) const FOLDER: &str = "exports";

pub(super) fn run(args: &ExportArgs) -> anyhow::Result<Outcome> {
    let formats = formats(&args.format)?;
    if !args.result.is_dir() {
        bail!(
            "there is no folder '{}' (name one that 'dedupe scan' wrote)",
            args.result.display()
        );
    }
    let out = args.out.clone().unwrap_or_else(|| args.result.join(FOLDER));
    let places = || formats.iter().flat_map(|f| f.writes()).map(|name| out.join(name));
    if !args.force
        && let Some(there) = places().find(|place| place.exists())
    {
        bail!("{} exists (--force replaces it)", there.display());
    }
    fs::create_dir_all(&out)
        .with_context(|| format!("cannot make the folder {} (choose another with --out)", out.display()))?;
    let partial = tempfile::Builder::new()
        .prefix(".partial-")
        .tempdir_in(&out)
        .with_context(|| format!("cannot write in {} (choose another folder with --out)", out.display()))?;
    let cancel = Arc::new(AtomicBool::new(false));
    let leftover = partial.path().to_owned();
    interrupt::on_interrupt(&cancel, move || drop(fs::remove_dir_all(&leftover)))?;

    let written = match export(&args.result, &formats, args.trace.as_deref(), partial.path()) {
        Ok(written) => written,
        Err(error) => {
            let error = in_words(error, partial.path(), &out);
            drop(partial);
            // Of a folder that was made for nothing, nothing stays; any other is not empty.
            let _ = fs::remove_dir(&out);
            return Err(error);
        }
    };
    if cancel.load(Ordering::Relaxed) {
        return Ok(interrupt::interrupted());
    }
    // What an earlier export wrote and this one does not would be of other results.
    for place in places().filter(|place| place.exists()) {
        remove(&place).with_context(|| format!("cannot replace {} (is it in use?)", place.display()))?;
    }
    let mut lines = String::new();
    for file in written {
        let place = out.join(file.strip_prefix(partial.path()).unwrap_or(&file));
        fs::rename(&file, &place).with_context(|| format!("cannot put {} in its place", place.display()))?;
        let _ = writeln!(lines, "{}", place.display());
    }
    if !args.quiet {
        emit(&lines)?;
    }
    Ok(Outcome::Done)
}

fn remove(place: &Path) -> std::io::Result<()> {
    if place.is_dir() {
        fs::remove_dir_all(place)
    } else {
        fs::remove_file(place)
    }
}

/// The formats that were asked for, as far as this build has them.
pub(super) fn formats(asked: &[FormatArg]) -> anyhow::Result<Vec<Format>> {
    let missing = asked.iter().find(|f| !Format::ALL.contains(&f.0));
    if let Some(FormatArg(format)) = missing {
        let name = format.name();
        bail!("this build has no {name} (build with --features {name}, or choose another format)");
    }
    Ok(asked.iter().map(|f| f.0).collect())
}

/// Exports within a folder of results that is not in its place yet.
pub(super) fn within(folder: &Path, formats: &[Format], shown: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if formats.is_empty() {
        return Ok(Vec::new());
    }
    let out = folder.join(FOLDER);
    fs::create_dir_all(&out).with_context(|| format!("cannot make the folder {}", shown.join(FOLDER).display()))?;
    export(folder, formats, None, &out).map_err(|error| in_words(error, folder, shown))
}

/// The error with what repairs it, and without the name of a folder that is gone.
fn in_words(error: ExportError, partial: &Path, out: &Path) -> anyhow::Error {
    let ExportError::Write(error) = error else {
        return anyhow::Error::new(error);
    };
    let path = error
        .path
        .strip_prefix(partial)
        .map_or_else(|_| error.path.clone(), |file| out.join(file));
    anyhow::anyhow!(
        "cannot write {}: {}; nothing is left of it (free some space or choose another --out)",
        path.display(),
        error.source
    )
}
