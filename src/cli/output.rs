//! Results appear whole or not at all.
//!
//! Input: the folder the user wants (`--out`) and whether earlier results may be replaced
//! (`--force`); output: a folder `.NAME.partial-…` beside it to write into, renamed when the run is
//! complete and removed when it is not: on an error, a full disk, an interrupt, a panic.
//!
//! Invariants: nothing but a folder of dedupe's own results is ever replaced, and only with
//! `--force`; at every moment the old results or the new ones stand whole under some name. What a
//! killed run (SIGKILL, power) leaves is dealt with by the next run to the same folder: the partial
//! folder of a living run is locked, so an unlocked one is a leftover and is removed, and results
//! that were moved aside are moved back.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, bail};

use super::say;
use crate::report::FILES;
use crate::report::export::EXPORTS;

/// A folder of results in the making.
pub(super) struct Output {
    target: PathBuf,
    partial: Partial,
    force: bool,
    /// Held while the run lives, so that no other run takes the partial folder for a leftover.
    lock: Option<File>,
    /// The first folder that had to be made above the target.
    made: Option<PathBuf>,
}

/// The partial folder's path, until it has been renamed or removed; shared with the signal handler.
#[derive(Clone, Default)]
pub(super) struct Partial(Arc<Mutex<Option<PathBuf>>>);

impl Partial {
    fn take(&self) -> Option<PathBuf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Removes the folder, if it is still there.
    pub(super) fn remove(&self) {
        let Some(path) = self.take() else { return };
        // A worker that has not heard of the end yet may add a file meanwhile.
        for _ in 0..5 {
            if fs::remove_dir_all(&path).is_ok() || !path.exists() {
                return;
            }
        }
    }
}

impl Output {
    /// Checks that results may appear at `out` and makes the folder to write into.
    pub(super) fn prepare(out: &Path, force: bool, quiet: bool) -> anyhow::Result<Self> {
        let target = resolve(out)?;
        let (parent, name) = split(&target)?;
        let made = make_parents(parent)?;
        let result = Self::prepare_in(parent, name, &target, force, quiet);
        match result {
            Ok((path, lock)) => Ok(Self {
                target,
                partial: Partial(Arc::new(Mutex::new(Some(path)))),
                force,
                lock,
                made,
            }),
            Err(error) => {
                unmake(made.as_deref(), parent);
                Err(error)
            }
        }
    }

    fn prepare_in(
        parent: &Path,
        name: &OsStr,
        target: &Path,
        force: bool,
        quiet: bool,
    ) -> anyhow::Result<(PathBuf, Option<File>)> {
        for line in tidy(parent, name, target) {
            if !quiet {
                say(&line);
            }
        }
        may_replace(target, force)?;
        let mut prefix = beside(name, "partial-");
        prefix.push("");
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix);
        // Results are for whoever may read the folder around them, unlike most temporary folders.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
        let folder = builder.tempdir_in(parent).with_context(|| {
            format!(
                "cannot write in {} (choose a folder you may write in with --out)",
                parent.display()
            )
        })?;
        let path = folder.keep();
        let lock = File::open(&path).ok().filter(|file| file.try_lock().is_ok());
        Ok((path, lock))
    }

    /// The folder to write into: it exists and is empty.
    pub(super) fn folder(&self) -> PathBuf {
        let path = self.partial.0.lock().unwrap_or_else(PoisonError::into_inner);
        path.clone().unwrap_or_default()
    }

    /// The partial folder, for a handler that must remove it.
    pub(super) fn partial(&self) -> Partial {
        self.partial.clone()
    }

    /// Puts the results where the user wants them; what stood there is gone afterwards.
    pub(super) fn commit(mut self) -> anyhow::Result<()> {
        // Once more: the run may have taken an hour, and someone may have put files there meanwhile.
        may_replace(&self.target, self.force)?;
        let Some(path) = self.partial.take() else {
            bail!("interrupted; nothing was written");
        };
        // Until the rename has worked, an error must still remove the folder.
        let guard = Partial(Arc::new(Mutex::new(Some(path.clone()))));
        let done = replace(&path, &self.target);
        if done.is_err() {
            guard.remove();
        }
        done?;
        self.lock = None;
        self.made = None;
        Ok(())
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        self.lock = None;
        self.partial.remove();
        if let Ok((parent, _)) = split(&self.target) {
            unmake(self.made.as_deref(), parent);
        }
    }
}

/// The folder's full path, through links: the folder itself is replaced, not a link to it.
fn resolve(out: &Path) -> anyhow::Result<PathBuf> {
    if out.as_os_str().is_empty() {
        bail!("--out is empty (name a folder: --out result)");
    }
    match fs::canonicalize(out) {
        Ok(path) => Ok(path),
        Err(_) => std::path::absolute(out).with_context(|| format!("{} is no usable path", out.display())),
    }
}

fn split(target: &Path) -> anyhow::Result<(&Path, &OsStr)> {
    match (target.parent(), target.file_name()) {
        (Some(parent), Some(name)) => Ok((parent, name)),
        _ => bail!("{} cannot hold results (name a folder: --out result)", target.display()),
    }
}

/// Makes the folders above the target; the first of them that was not there is returned.
fn make_parents(parent: &Path) -> anyhow::Result<Option<PathBuf>> {
    let first = parent
        .ancestors()
        .take_while(|p| !p.exists())
        .last()
        .map(Path::to_owned);
    fs::create_dir_all(parent).with_context(|| {
        format!(
            "cannot make the folder {} (choose another with --out)",
            parent.display()
        )
    })?;
    Ok(first)
}

/// Removes the folders that were made, as far as they are empty.
fn unmake(first: Option<&Path>, parent: &Path) {
    let Some(first) = first else { return };
    for folder in parent.ancestors() {
        if fs::remove_dir(folder).is_err() || folder == first {
            return;
        }
    }
}

/// `.NAME.WHAT`, beside the folder NAME.
fn beside(name: &OsStr, what: &str) -> OsString {
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(".");
    hidden.push(what);
    hidden
}

/// Whether results may take this place.
fn may_replace(target: &Path, force: bool) -> anyhow::Result<()> {
    let shown = target.display();
    let entries = match fs::read_dir(target) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => {
            bail!("{shown} is a file (choose another folder with --out)")
        }
        Err(error) => return Err(error).with_context(|| format!("cannot look into {shown} (choose another --out)")),
    };
    let mut names: Vec<OsString> = entries.filter_map(|entry| Some(entry.ok()?.file_name())).collect();
    names.sort();
    if names.is_empty() {
        if std::env::current_dir().is_ok_and(|here| here == target) {
            bail!("{shown} is the folder you are in (name one below it: --out result)");
        }
        return Ok(());
    }
    let own = |name: &OsString| match name.to_str() {
        Some(super::export::FOLDER) => only_exports(&target.join(name)),
        Some(n) => FILES.contains(&n),
        None => false,
    };
    if !names.iter().any(|name| name == "run.json") {
        bail!("{shown} is not empty and holds no results of dedupe (choose another folder with --out)");
    }
    if !force {
        bail!("{shown} holds results already (replace them with --force, or choose another folder with --out)");
    }
    if let Some(other) = names.iter().find(|name| !own(name)) {
        bail!(
            "{shown} holds {}, which is not a result of dedupe and would be lost (move it, or choose another --out)",
            Path::new(other).display()
        );
    }
    Ok(())
}

/// Renames the finished folder to its place; earlier results stand aside until it is there.
fn replace(finished: &Path, target: &Path) -> anyhow::Result<()> {
    let (parent, name) = split(target)?;
    let failed = || {
        format!(
            "cannot put the results at {} (is it in use or a mount point? choose another --out)",
            target.display()
        )
    };
    if !target.exists() {
        return fs::rename(finished, target).with_context(failed);
    }
    let aside = parent.join(beside(name, "replaced"));
    fs::rename(target, &aside).with_context(failed)?;
    if let Err(error) = fs::rename(finished, target) {
        // Nothing of the user's is lost: the old results go back.
        let _ = fs::rename(&aside, target);
        return Err(error).with_context(failed);
    }
    let _ = fs::remove_dir_all(&aside);
    Ok(())
}

/// Deals with what killed runs left beside the target; says what was done.
fn tidy(parent: &Path, name: &OsStr, target: &Path) -> Vec<String> {
    let mut said = Vec::new();
    let aside = parent.join(beside(name, "replaced"));
    if aside.is_dir() {
        if target.exists() {
            let _ = fs::remove_dir_all(&aside);
        } else if fs::rename(&aside, target).is_ok() {
            said.push(format!(
                "dedupe: a run that was killed had moved {} aside; it is back",
                target.display()
            ));
        }
    }
    let prefix = beside(name, "partial-");
    let Ok(entries) = fs::read_dir(parent) else { return said };
    let mut leftovers: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .filter(|entry| {
            entry
                .file_name()
                .as_encoded_bytes()
                .starts_with(prefix.as_encoded_bytes())
        })
        .map(|entry| entry.path())
        .collect();
    leftovers.sort();
    for path in leftovers {
        // Locked: a run is at work there. No lock to be had at all: leave it, and say so.
        match File::open(&path).map(|file| file.try_lock()) {
            Ok(Ok(())) => {
                if only_results(&path) && fs::remove_dir_all(&path).is_ok() {
                    said.push(format!(
                        "dedupe: removed {}, left by a run that was killed",
                        path.display()
                    ));
                }
            }
            Ok(Err(fs::TryLockError::WouldBlock)) => {
                said.push(format!("dedupe: another run is writing to {}", target.display()));
            }
            _ => said.push(format!(
                "dedupe: {} may be left from a run that was killed",
                path.display()
            )),
        }
    }
    said
}

/// Whether a folder holds nothing but files that a scan writes.
fn only_results(folder: &Path) -> bool {
    holds_only(folder, |path, name| match name {
        super::export::FOLDER => only_exports(path),
        _ => FILES.contains(&name) || name.starts_with('.'),
    })
}

/// Whether a folder holds nothing but files that an export writes.
fn only_exports(folder: &Path) -> bool {
    holds_only(folder, |path, name| match name {
        "csv" | "parquet" => holds_only(path, |_, file| file.ends_with(&format!(".{name}"))),
        _ => EXPORTS.contains(&name) || name.starts_with('.'),
    })
}

fn holds_only(folder: &Path, own: impl Fn(&Path, &str) -> bool) -> bool {
    fs::read_dir(folder).is_ok_and(|entries| {
        entries.filter_map(Result::ok).all(|entry| {
            let name = entry.file_name();
            name.to_str().is_some_and(|name| own(&entry.path(), name))
        })
    })
}

#[cfg(test)]
mod tests;
