//! `dedupe scan`: the main job.
//!
//! Arguments become [`Settings`] in [`settings`], and only there.

use std::fmt::Write;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;

use super::allocator::keep_freed_memory;
use super::args::ScanArgs;
use super::output::Output;
use super::progress::shown;
use super::unique::tmpdir;
use super::{Outcome, emit, export, inputs, interrupt, say, terminal};
use crate::ingest::{FieldMap, OutletTable};
use crate::pipeline::{self, Budget, Params, ScanError, Settings};
use crate::report::records::{Counts, LeftOut, Overview};
use crate::report::{WriteError, grouped, summary};

pub(super) fn run(args: &ScanArgs) -> anyhow::Result<Outcome> {
    let settings = settings(args)?;
    let formats = export::formats(&args.export)?;
    let output = Output::prepare(&args.out, args.force, args.say.quiet)?;
    let cancel = Arc::new(AtomicBool::new(false));
    let partial = output.partial();
    interrupt::on_interrupt(&cancel, move || partial.remove())?;
    if settings.budget.is_none() {
        keep_freed_memory();
    }

    let found = {
        let progress = shown(args.say.quiet, args.say.verbose);
        pipeline::scan(&settings, &output.folder(), &*progress, &cancel)
    };
    let overview = match found {
        Ok(overview) => overview,
        Err(ScanError::Cancelled) => return Ok(interrupt::interrupted()),
        Err(error) => return Err(in_words(error, &output.folder(), &args.out)),
    };
    export::within(&output.folder(), &formats, &args.out)?;
    if cancel.load(Ordering::Relaxed) {
        return Ok(interrupt::interrupted());
    }
    output.commit()?;

    if args.say.verbose {
        details(&overview);
    }
    if !args.say.quiet {
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
        inputs: inputs::inputs(
            &args.read.inputs,
            args.read.files_from.as_deref(),
            "dedupe scan news/ --out result",
        )?,
        threads: args.read.threads,
        map: FieldMap::parse(&args.read.map)?,
        outlets: match &args.outlets {
            Some(path) => outlets(path)?,
            None => OutletTable::default(),
        },
        params: Params {
            rewritten: !args.no_rewritten,
            ..Params::default()
        },
        budget: match args.max_memory {
            Some(max_memory_bytes) => Some(Budget {
                max_memory_bytes,
                tmpdir: tmpdir(args.tmpdir.as_deref())?,
            }),
            None => None,
        },
        report_limit_bytes: Some(args.report_limit),
    })
}

fn outlets(path: &Path) -> anyhow::Result<OutletTable> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read the table of outlets {} (check the path)", path.display()))?;
    OutletTable::parse(&text).with_context(|| format!("cannot use {}", path.display()))
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
    counts.stories > 0 || counts.passages_between_articles > 0 || counts.quotes_repeated > 0
}

fn show(overview: &Overview, args: &ScanArgs) -> anyhow::Result<()> {
    // Past some width lines are hard to read.
    let (width, colour) = (terminal::width().min(110), terminal::colour(args.color));
    let mut text = summary(overview, width, colour);
    let page = args.out.join("report.html");
    let _ = writeln!(text, "\nResults in {}; read {}", args.out.display(), page.display());
    if let Some(left_out) = left_out(&overview.left_out) {
        let _ = writeln!(text, "{left_out}");
    }
    emit(&text)
}

/// What the page leaves out, if anything, and how to have it there.
fn left_out(left_out: &LeftOut) -> Option<String> {
    let lists = [
        (left_out.stories, "story", "stories"),
        (left_out.passages, "passage", "passages"),
        (left_out.quotes, "quotation", "quotations"),
    ];
    let lists: Vec<String> = lists
        .iter()
        .filter(|(n, ..)| *n > 0)
        .map(|(n, one, many)| format!("{} {}", grouped(*n), if *n == 1 { one } else { many }))
        .collect();
    (!lists.is_empty()).then(|| {
        format!(
            "report.html leaves out {} to stay below {:.0} MB;\nthey are in the other files (--report-limit {:.0}MB holds more)",
            lists.join(", "),
            left_out.limit_bytes as f64 / 1e6,
            left_out.limit_bytes as f64 / 1e6 * 2.0,
        )
    })
}

/// What `-v` adds: parameters, memory by stage, and what went through temporary files.
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
    if overview.spilled_bytes > 0 {
        let megabytes = grouped(overview.spilled_bytes / 1_000_000);
        say(&format!("dedupe: {megabytes} MB through temporary files"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_page_leaves_out_is_said() {
        let check = |stories: u64, quotes: u64, expected: Option<&str>| {
            let left_out = left_out(&LeftOut {
                stories,
                quotes,
                limit_bytes: 15_000_000,
                ..LeftOut::default()
            });
            assert_eq!(left_out.as_deref(), expected, "{stories} {quotes}");
        };
        check(0, 0, None);
        check(
            1,
            12_345,
            Some(
                "report.html leaves out 1 story, 12,345 quotations to stay below 15 MB;\nthey are in the other files \
                 (--report-limit 30MB holds more)",
            ),
        );
    }

    #[test]
    fn anything_shared_is_a_match() {
        let check = |stories: u64, between: u64, repeated: u64, expected: bool| {
            let counts = Counts {
                stories,
                passages: 3 + between,
                passages_between_articles: between,
                quotes_repeated: repeated,
                ..crate::report::made_up::nothing().run.counts
            };
            assert_eq!(matched(&counts), expected, "{stories} {between} {repeated}");
        };
        check(0, 0, 0, false);
        check(0, 1, 0, true);
        check(1, 0, 0, true);
        check(0, 0, 1, true);
    }
}
