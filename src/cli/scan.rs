//! `dedupe scan`: the main job.
//!
//! Arguments become [`Settings`] in [`settings`], and only there.

use std::fmt::Write;
use std::io::{BufRead, ErrorKind, IsTerminal, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, bail};

use super::args::{Colour, ScanArgs};
use super::output::{Output, Partial};
use super::progress::Shown;
use super::{INTERRUPTED, Outcome, emit, say};
use crate::ingest::FieldMap;
use crate::pipeline::{self, Params, Progress, ScanError, Settings, Silent};
use crate::report::records::{Counts, Overview};
use crate::report::{WriteError, summary};

/// How long a run may take to wind up after Ctrl-C before it is ended.
const GRACE: std::time::Duration = std::time::Duration::from_secs(3);

const NO_INPUT: &str = "no input (name files or folders: dedupe scan news/ --out result)";

pub(super) fn run(args: &ScanArgs) -> anyhow::Result<Outcome> {
    let settings = settings(args)?;
    let output = Output::prepare(&args.out, args.force, args.quiet)?;
    let cancel = Arc::new(AtomicBool::new(false));
    on_interrupt(&cancel, output.partial())?;

    let found = {
        let shown;
        let progress: &dyn Progress = if args.quiet {
            &Silent
        } else {
            // A terminal that cannot move its cursor gets the quiet lines.
            let able = std::env::var_os("TERM").is_none_or(|term| term != "dumb");
            shown = Shown::new(able && std::io::stderr().is_terminal(), args.verbose);
            &shown
        };
        pipeline::scan(&settings, &output.folder(), progress, &cancel)
    };
    let overview = match found {
        Ok(overview) => overview,
        Err(ScanError::Cancelled) => return Ok(interrupted()),
        Err(error) => return Err(in_words(error, &output.folder(), &args.out)),
    };
    if cancel.load(Ordering::Relaxed) {
        return Ok(interrupted());
    }
    output.commit()?;

    if args.verbose {
        details(&overview);
    }
    if !args.quiet {
        show(&overview, args)?;
    }
    let counts = &overview.run.counts;
    Ok(if args.fail_on_match && matched(counts) {
        Outcome::Matched
    } else if counts.rejected > 0 {
        Outcome::Rejected
    } else {
        Outcome::Done
    })
}

/// The one place where what was typed becomes what is done.
fn settings(args: &ScanArgs) -> anyhow::Result<Settings> {
    Ok(Settings {
        inputs: inputs(args)?,
        threads: args.threads,
        map: FieldMap::parse(&args.map)?,
        params: Params::default(),
    })
}

/// The inputs as typed, then those of `--files-from`.
fn inputs(args: &ScanArgs) -> anyhow::Result<Vec<String>> {
    let mut inputs = args.inputs.clone();
    if let Some(list) = &args.files_from {
        let from_stdin = list == Path::new("-");
        if from_stdin && inputs.iter().any(|input| input == "-") {
            bail!("standard input cannot be both an input and --files-from (put the list in a file)");
        }
        let listed = list_of(list).with_context(|| format!("cannot read the list of inputs {}", list.display()))?;
        if from_stdin && listed.iter().any(|input| input == "-") {
            bail!("the list of inputs on standard input names - itself (give - as an INPUT and the list as a file)");
        }
        if listed.is_empty() && inputs.is_empty() {
            bail!("{} lists no input (one file, folder or glob a line)", list.display());
        }
        inputs.extend(listed);
    }
    if inputs.is_empty() {
        bail!(NO_INPUT);
    }
    if let Some(at) = inputs.iter().position(String::is_empty) {
        bail!("input {} is an empty name (is a variable unset in your shell?)", at + 1);
    }
    // A path that is not there is almost always a typing error: said before the work, not after it.
    for input in inputs.iter().filter(|input| *input != "-") {
        if !input.contains(['*', '?', '[', '{']) && !Path::new(input).exists() {
            bail!("there is no file or folder '{input}' (check the path; a glob needs quotes)");
        }
    }
    Ok(inputs)
}

fn list_of(list: &Path) -> anyhow::Result<Vec<String>> {
    let reader: Box<dyn Read> = if list == Path::new("-") {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(std::fs::File::open(list)?)
    };
    let mut listed = Vec::new();
    for (number, line) in std::io::BufReader::new(reader).lines().enumerate() {
        let line = line.with_context(|| format!("line {}", number + 1))?;
        if !line.trim().is_empty() {
            listed.push(line);
        }
    }
    Ok(listed)
}

/// First Ctrl-C (or SIGTERM): the run winds up. Second: it ends at once, leaving nothing behind.
fn on_interrupt(cancel: &Arc<AtomicBool>, partial: Partial) -> anyhow::Result<()> {
    let cancel = Arc::clone(cancel);
    ctrlc::set_handler(move || {
        if cancel.swap(true, Ordering::SeqCst) {
            partial.remove();
            std::process::exit(i32::from(INTERRUPTED));
        }
        say("dedupe: stopping (again to stop at once)");
        // A read from a pipe may never return to look at the flag.
        let partial = partial.clone();
        std::thread::spawn(move || {
            std::thread::sleep(GRACE);
            partial.remove();
            std::process::exit(i32::from(INTERRUPTED));
        });
    })
    .context("cannot listen for Ctrl-C")
}

fn interrupted() -> Outcome {
    say("dedupe: interrupted; nothing was written");
    Outcome::Interrupted
}

/// A fatal error with what repairs it, and without the name of a folder that is gone.
fn in_words(error: ScanError, partial: &Path, out: &Path) -> anyhow::Error {
    let ScanError::Write(WriteError { path, source }) = error else {
        // Errors of the stages say themselves how to repair them.
        return anyhow::Error::new(error);
    };
    let path = path
        .strip_prefix(partial)
        .map_or_else(|_| path.clone(), |file| out.join(file));
    let repair = match source.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "free some space or choose another --out",
        _ => "choose another --out",
    };
    anyhow::anyhow!(
        "cannot write {}: {source}; nothing is left of it ({repair})",
        path.display()
    )
}

/// Whether anything at all is shared between two articles.
fn matched(counts: &Counts) -> bool {
    let inside_one = counts.passages_by_kind.get("self").copied().unwrap_or(0);
    counts.stories > 0 || counts.passages > inside_one || counts.quotes_repeated > 0
}

fn show(overview: &Overview, args: &ScanArgs) -> anyhow::Result<()> {
    let terminal = std::io::stdout().is_terminal();
    let colour = match args.color {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()),
    };
    // Past some width lines are hard to read; what is not a terminal gets one fixed width.
    let width = match terminal_size::terminal_size() {
        Some((terminal_size::Width(columns), _)) if terminal => usize::from(columns).min(110),
        _ => 100,
    };
    let mut text = summary(overview, width, colour);
    let page = args.out.join("report.html");
    let _ = writeln!(text, "\nResults in {}; read {}", args.out.display(), page.display());
    emit(&text)
}

/// What `-v` adds: parameters, and memory by stage.
fn details(overview: &Overview) {
    for (name, value) in &overview.run.parameters {
        say(&format!("dedupe: parameter {name} = {value}"));
    }
    for stage in &overview.run.stages {
        let memory = stage.peak_memory_bytes.map_or_else(
            || "memory unknown".into(),
            |bytes| format!("peak memory {:.0} MB", bytes as f64 / 1e6),
        );
        say(&format!(
            "dedupe: {:<24} {:>8.2} s  {memory}",
            stage.stage, stage.seconds
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anything_shared_is_a_match() {
        let check = |stories: u64, kinds: &[(&str, u64)], repeated: u64, expected: bool| {
            let counts = Counts {
                stories,
                passages: kinds.iter().map(|(_, n)| n).sum(),
                passages_by_kind: kinds.iter().map(|&(k, n)| (k.to_owned(), n)).collect(),
                quotes_repeated: repeated,
                ..crate::report::made_up::nothing().run.counts
            };
            assert_eq!(matched(&counts), expected, "{stories} {kinds:?} {repeated}");
        };
        check(0, &[], 0, false);
        check(0, &[("self", 3)], 0, false);
        check(0, &[("self", 3), ("shared", 1)], 0, true);
        check(1, &[], 0, true);
        check(0, &[], 1, true);
    }
}
