//! The command `dedupe`.
fn main() {}
