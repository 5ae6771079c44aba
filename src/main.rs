//! The command `dedupe`; everything it does is in [`dedupe::cli`].

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    dedupe::cli::run()
}
