//! `dedupe synth`: a reproducible dump and its gold.
//!
//! Article by article from the generator to the files; memory does not depend on how many.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::bail;

use super::args::SynthArgs;
use super::sink::Sink;
use super::{Outcome, interrupt};
use crate::report::planted::{Article, Gold};
use crate::synth::{Generator, Params, Scratch};

pub(super) fn run(args: &SynthArgs) -> anyhow::Result<Outcome> {
    let to_stdout = |path: &std::path::Path| path == std::path::Path::new("-");
    let dump_to_stdout = args.output.as_deref().is_none_or(to_stdout);
    if let Some(gold) = &args.gold {
        if dump_to_stdout && to_stdout(gold) {
            bail!("articles and gold cannot both go to standard output (name a file: --gold gold.jsonl)");
        }
        if args.output.as_ref() == Some(gold) {
            bail!("-o and --gold name the same file {} (name two)", gold.display());
        }
    }
    let mut dump = Sink::create(args.output.as_deref(), args.force)?;
    let mut gold_file = match &args.gold {
        Some(path) => Some(Sink::create(Some(path), args.force)?),
        None => None,
    };
    let cancel = Arc::new(AtomicBool::new(false));
    let partial: Vec<PathBuf> = [Some(&dump), gold_file.as_ref()]
        .into_iter()
        .filter_map(|sink| sink?.partial())
        .collect();
    interrupt::on_interrupt(&cancel, move || {
        for path in &partial {
            let _ = std::fs::remove_file(path);
        }
    })?;

    let params = Params {
        words: args.words,
        ..Params::default()
    };
    let generator = Generator::new(args.articles, args.seed, params);
    let mut line = Vec::new();
    if let Some(file) = &mut gold_file {
        json_line(&generator.header(args.seed), &mut line)?;
        file.write(&line)?;
    }
    let mut scratch = Scratch::default();
    let (mut article, mut gold) = (Article::default(), Gold::default());
    for index in 0..args.articles {
        if cancel.load(Ordering::Relaxed) {
            return Ok(interrupt::interrupted());
        }
        generator.write(index, &mut scratch, &mut article, &mut gold);
        json_line(&article, &mut line)?;
        let read_on = dump.write(&line)?;
        if let Some(file) = &mut gold_file {
            json_line(&gold, &mut line)?;
            file.write(&line)?;
        }
        // Who reads only the first articles of the dump wants the gold of no others either.
        if !read_on {
            return Ok(Outcome::Done);
        }
    }
    dump.finish()?;
    gold_file.map_or(Ok(()), Sink::finish)?;
    Ok(Outcome::Done)
}

fn json_line<T: serde::Serialize>(record: &T, line: &mut Vec<u8>) -> anyhow::Result<()> {
    line.clear();
    serde_json::to_writer(&mut *line, record)?;
    line.push(b'\n');
    Ok(())
}
