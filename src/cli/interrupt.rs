//! Ctrl-C and requests to terminate: a run winds up, or is ended, and leaves nothing behind.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;

use super::{INTERRUPTED, Outcome, say};

/// How long a run may take to wind up after Ctrl-C before it is ended.
const GRACE: std::time::Duration = std::time::Duration::from_secs(3);

/// First Ctrl-C (or SIGTERM): the run winds up. Second: it ends at once, leaving nothing behind.
pub(super) fn on_interrupt(cancel: &Arc<AtomicBool>, clear: impl Fn() + Send + Sync + 'static) -> anyhow::Result<()> {
    let cancel = Arc::clone(cancel);
    let clear = Arc::new(clear);
    ctrlc::set_handler(move || {
        if cancel.swap(true, Ordering::SeqCst) {
            clear();
            std::process::exit(i32::from(INTERRUPTED));
        }
        say("dedupe: stopping (again to stop at once)");
        // A read from a pipe may never return to look at the flag.
        let clear = Arc::clone(&clear);
        std::thread::spawn(move || {
            std::thread::sleep(GRACE);
            clear();
            std::process::exit(i32::from(INTERRUPTED));
        });
    })
    .context("cannot listen for Ctrl-C")
}

pub(super) fn interrupted() -> Outcome {
    say("dedupe: interrupted; nothing was written");
    Outcome::Interrupted
}
