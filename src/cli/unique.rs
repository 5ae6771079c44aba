//! `dedupe unique`: the corpus without its near-duplicates.
//!
//! Arguments become [`UniqueSettings`] in [`settings`], and only there.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::bail;

use super::args::{ByArg, KeepArg, UniqueArgs};
use super::progress::shown;
use super::sink::Sink;
use super::{Outcome, inputs, interrupt, say};
use crate::ingest::{self, FieldMap};
use crate::pipeline::{self, By, Keep, Outputs, UniqueError, UniqueParams, UniqueSettings, UniqueSummary};
use crate::report::grouped;

pub(super) fn run(args: &UniqueArgs) -> anyhow::Result<Outcome> {
    let settings = settings(args)?;
    outputs_are_apart(args, &settings)?;
    if args.out == Path::new("-") && std::io::stdout().is_terminal() {
        bail!("what is kept would fill the terminal (name a file: -o kept.jsonl, or pipe it on)");
    }
    let mut kept = Sink::create(Some(&args.out), args.force)?;
    let mut dropped = match &args.stories {
        Some(path) => Some(Sink::create(Some(path), args.force)?),
        None => None,
    };
    let mut rejected = match &args.rejected {
        Some(path) => Some(Sink::create(Some(path), args.force)?),
        None => None,
    };
    let cancel = Arc::new(AtomicBool::new(false));
    let partial: Vec<PathBuf> = [Some(&kept), dropped.as_ref(), rejected.as_ref()]
        .into_iter()
        .filter_map(|sink| sink?.partial())
        .collect();
    interrupt::on_interrupt(&cancel, move || {
        for path in &partial {
            let _ = std::fs::remove_file(path);
        }
    })?;

    let found = {
        let progress = shown(args.say.quiet, args.say.verbose);
        let mut outputs = Outputs {
            kept: &mut kept,
            dropped: dropped.as_mut().map(|d| d as &mut dyn Write),
            rejected: rejected.as_mut().map(|r| r as &mut (dyn Write + Send)),
        };
        pipeline::unique(&settings, &mut outputs, &*progress, &cancel)
    };
    let summary = match found {
        Ok(summary) if !cancel.load(Ordering::Relaxed) => summary,
        Ok(_) | Err(UniqueError::Cancelled) => return Ok(interrupt::interrupted()),
        Err(error) => return Err(error.into()),
    };
    let seen_enough = kept.closed();
    kept.finish()?;
    for list in [dropped, rejected].into_iter().flatten() {
        list.finish()?;
    }
    if !args.say.quiet && !seen_enough {
        tell(&summary, args, &settings);
    }
    Ok(if summary.rejected == 0 {
        Outcome::Done
    } else {
        Outcome::Rejected
    })
}

fn settings(args: &UniqueArgs) -> anyhow::Result<UniqueSettings> {
    let tmpdir = tmpdir(args.tmpdir.as_deref())?;
    let defaults = UniqueParams::default();
    Ok(UniqueSettings {
        inputs: inputs::inputs(
            &args.read.inputs,
            args.read.files_from.as_deref(),
            "dedupe unique news.jsonl -o kept.jsonl",
        )?,
        threads: args.read.threads,
        map: FieldMap::parse(&args.read.map)?,
        params: UniqueParams {
            threshold: args.threshold,
            by: match args.by {
                ByArg::Jaccard => By::Jaccard,
                ByArg::Containment => By::Containment,
            },
            keep: match (args.keep, args.by) {
                (Some(KeepArg::First), _) | (None, ByArg::Jaccard) => Keep::First,
                (Some(KeepArg::Earliest), _) => Keep::Earliest,
                // A cut version must not take the whole article's place.
                (Some(KeepArg::Longest), _) | (None, ByArg::Containment) => Keep::Longest,
            },
            shingle_words: args.shingle_words,
            ..defaults
        },
        max_memory_bytes: args.max_memory,
        tmpdir,
    })
}

/// The folder for temporary files.
pub(super) fn tmpdir(given: Option<&Path>) -> anyhow::Result<PathBuf> {
    let tmpdir = given.map_or_else(std::env::temp_dir, Path::to_owned);
    if !tmpdir.is_dir() {
        bail!(
            "there is no folder {} for temporary files (--tmpdir names another)",
            tmpdir.display()
        );
    }
    Ok(tmpdir)
}

/// Reading and replacing one file at once would lose it; and so would writing two things to one.
fn outputs_are_apart(args: &UniqueArgs, settings: &UniqueSettings) -> anyhow::Result<()> {
    let outs: Vec<&Path> = [Some(&args.out), args.stories.as_ref(), args.rejected.as_ref()]
        .into_iter()
        .flatten()
        .map(PathBuf::as_path)
        .collect();
    for (n, out) in outs.iter().enumerate() {
        if let Some(other) = outs[..n]
            .iter()
            .find(|o| true_path(o).is_some_and(|p| Some(p) == true_path(out)))
        {
            bail!("{} and {} are one file (name two)", other.display(), out.display());
        }
    }
    // What does not stand yet is no input, and the inputs need not be looked for.
    if !outs.iter().any(|out| out.is_file()) {
        return Ok(());
    }
    let how = ingest::Settings {
        inputs: settings.inputs.clone(),
        ..ingest::Settings::default()
    };
    for source in ingest::discover(&how)?.sources {
        let input = source.file().and_then(true_path);
        if let Some(out) = outs.iter().find(|out| input.is_some() && true_path(out) == input) {
            bail!(
                "{} is an input and cannot be written at once (choose another file)",
                out.display()
            );
        }
    }
    Ok(())
}

/// A file's path without links, also where it does not stand yet; `None` for what is no file.
fn true_path(path: &Path) -> Option<PathBuf> {
    if path == Path::new("-") || path.exists() && !path.is_file() {
        return None;
    }
    std::fs::canonicalize(path).ok().or_else(|| {
        let folder = path
            .parent()
            .filter(|p| !p.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        Some(std::fs::canonicalize(folder).ok()?.join(path.file_name()?))
    })
}

/// What was done, on standard error: standard output may hold the corpus.
fn tell(summary: &UniqueSummary, args: &UniqueArgs, settings: &UniqueSettings) {
    for rejected in &summary.first_rejected {
        let place = match rejected.record {
            Some(record) => format!("{}, record {record}", rejected.path),
            None => rejected.path.clone(),
        };
        let line = format!("{place}: {}", rejected.reason);
        say(&format!("dedupe: rejected: {}", super::one_line(&line)));
    }
    let more = summary.rejected - summary.first_rejected.len() as u64;
    if more > 0 {
        let where_to = if args.rejected.is_some() {
            ""
        } else {
            " (--rejected FILE lists all)"
        };
        say(&format!("dedupe: rejected: and {} more{where_to}", grouped(more)));
    }
    for warning in &summary.warnings {
        say(&format!("dedupe: {}", super::one_line(warning)));
    }
    if args.say.verbose {
        let params = settings.params.sketch();
        say(&format!(
            "dedupe: threshold {} by {:?}, shingles of {} words, {} bands of {} rows",
            settings.params.threshold, settings.params.by, params.shingle_words, params.bands, params.rows,
        ));
        say(&format!(
            "dedupe: {} pairs were candidates, {} comparisons of texts, {} MB through temporary files",
            grouped(summary.candidates),
            grouped(summary.compared),
            grouped(summary.spilled_bytes / 1_000_000),
        ));
        for stage in &summary.stages {
            if let Some(bytes) = stage.peak_memory_bytes {
                say(&format!(
                    "dedupe: {:<24} peak memory {:.0} MB",
                    stage.stage,
                    bytes as f64 / 1e6
                ));
            }
        }
    }
    let gone = summary.exact + summary.near;
    say(&format!(
        "dedupe: {} articles ({:.1} MB) read, {} kept, {} dropped ({} with the same words, {} near) for {} kept ones{}{}",
        grouped(summary.articles),
        summary.bytes as f64 / 1e6,
        grouped(summary.articles - gone),
        grouped(gone),
        grouped(summary.exact),
        grouped(summary.near),
        grouped(summary.stories),
        match summary.empty {
            0 => String::new(),
            n => format!("; {} without a word were kept", grouped(n)),
        },
        match summary.rejected {
            0 => String::new(),
            1 => "; 1 record rejected".into(),
            n => format!("; {} records rejected", grouped(n)),
        },
    ));
    let _ = std::io::stderr().flush();
}
