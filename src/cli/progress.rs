//! How far a run has come: bars on a terminal, one quiet line a stage elsewhere.
//!
//! Input: the stages as [`pipeline`](crate::pipeline) reports them, from any thread; output:
//! standard error only. A finished stage leaves one line with its time; `-v` adds rate and amount.

use std::fmt::Write;
use std::io::IsTerminal;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::say;
use crate::pipeline::{Progress, Silent, Unit};
use crate::report::grouped;

/// The progress of a run as its user wants it.
pub(super) fn shown(quiet: bool, verbose: bool) -> Box<dyn Progress> {
    if quiet {
        return Box::new(Silent);
    }
    // A terminal that cannot move its cursor gets the quiet lines.
    let able = std::env::var_os("TERM").is_none_or(|term| term != "dumb");
    Box::new(Shown::new(able && std::io::stderr().is_terminal(), verbose))
}

/// Shows progress on standard error.
struct Shown {
    bars: bool,
    verbose: bool,
    stage: Mutex<Option<Stage>>,
}

struct Stage {
    name: &'static str,
    unit: Unit,
    done: u64,
    since: Instant,
    bar: Option<ProgressBar>,
}

impl Shown {
    /// `bars` where standard error is a terminal.
    fn new(bars: bool, verbose: bool) -> Self {
        Self {
            bars,
            verbose,
            stage: Mutex::new(None),
        }
    }

    fn stage(&self) -> MutexGuard<'_, Option<Stage>> {
        // A count of what is done is never half written.
        self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn end(&self, stage: Option<Stage>) {
        let Some(stage) = stage else { return };
        if let Some(bar) = stage.bar {
            bar.finish_and_clear();
        }
        say(&ended(
            stage.name,
            stage.since.elapsed(),
            stage.done,
            stage.unit,
            self.verbose,
        ));
    }
}

impl Progress for Shown {
    fn begin(&self, name: &'static str, total: Option<u64>, unit: Unit) {
        let mut slot = self.stage();
        self.end(slot.take());
        let bar = self.bars.then(|| bar(name, total, unit));
        *slot = Some(Stage {
            name,
            unit,
            done: 0,
            since: Instant::now(),
            bar,
        });
    }

    fn advance(&self, by: u64) {
        if let Some(stage) = self.stage().as_mut() {
            stage.done += by;
            if let Some(bar) = &stage.bar {
                bar.inc(by);
            }
        }
    }

    fn finish(&self) {
        let stage = self.stage().take();
        self.end(stage);
    }
}

impl Drop for Shown {
    /// A run that ends early leaves no bar behind, and claims no stage it did not finish.
    fn drop(&mut self) {
        if let Some(bar) = self.stage().take().and_then(|stage| stage.bar) {
            bar.finish_and_clear();
        }
    }
}

fn bar(name: &'static str, total: Option<u64>, unit: Unit) -> ProgressBar {
    let (count, rate) = match unit {
        Unit::Bytes => ("{decimal_bytes}", "{decimal_bytes_per_sec}"),
        Unit::Articles | Unit::Pairs | Unit::Records => ("{human_pos}", "{rate}/s"),
    };
    let noun = noun(unit);
    let template = match total {
        Some(_) => {
            let whole = if unit == Unit::Bytes {
                "{decimal_total_bytes}"
            } else {
                "{human_len}"
            };
            format!("{{msg:24}} {{wide_bar:.dim}} {count} / {whole}{noun}  {rate}  {{eta}}")
        }
        None => format!("{{msg:24}} {{spinner}} {count}{noun}  {rate}  {{elapsed}}"),
    };
    let bar = match total {
        Some(total) => ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr_with_hz(10)),
        None => ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10)),
    };
    if let Ok(style) = ProgressStyle::with_template(&template) {
        let style = style.with_key("rate", |state: &ProgressState, out: &mut dyn Write| {
            let _ = out.write_str(&grouped(state.per_sec() as u64));
        });
        bar.set_style(style.progress_chars("━╸ "));
    }
    bar.set_message(name);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

const fn noun(unit: Unit) -> &'static str {
    match unit {
        Unit::Bytes => "",
        Unit::Articles => " articles",
        Unit::Pairs => " pairs",
        Unit::Records => " records",
    }
}

/// The line that a finished stage leaves.
fn ended(name: &str, time: Duration, done: u64, unit: Unit, verbose: bool) -> String {
    let seconds = time.as_secs_f64();
    let line = format!("dedupe: {name:<24} {seconds:>8.2} s");
    if !verbose || done == 0 {
        return line;
    }
    let amount = |n: f64| match unit {
        Unit::Bytes => format!("{:.1} MB", n / 1e6),
        _ => format!("{}{}", grouped(n as u64), noun(unit)),
    };
    format!(
        "{line}  {}, {}/s",
        amount(done as f64),
        amount(done as f64 / seconds.max(1e-6))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_leaves_a_line() {
        let check = |done: u64, unit: Unit, verbose: bool, expected: &str| {
            assert_eq!(
                ended("reading", Duration::from_millis(2500), done, unit, verbose),
                expected
            );
        };
        check(
            5_000_000,
            Unit::Bytes,
            false,
            "dedupe: reading                      2.50 s",
        );
        check(
            5_000_000,
            Unit::Bytes,
            true,
            "dedupe: reading                      2.50 s  5.0 MB, 2.0 MB/s",
        );
        check(
            5_000,
            Unit::Articles,
            true,
            "dedupe: reading                      2.50 s  5,000 articles, 2,000 articles/s",
        );
        check(0, Unit::Pairs, true, "dedupe: reading                      2.50 s");
    }
}
