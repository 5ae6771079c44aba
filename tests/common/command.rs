//! Running the command and what came of it.

#![allow(dead_code, reason = "each test uses what it needs")]

use std::path::Path;

use assert_cmd::Command;

pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// The command in a folder, without what the caller's terminal says of colours.
pub(crate) fn dedupe(folder: &Path, line: &[&str]) -> Command {
    let mut command = Command::cargo_bin("dedupe").unwrap();
    command.current_dir(folder).args(line);
    for name in ["NO_COLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command
}

pub(crate) fn run(command: &mut Command) -> Ended {
    let output = command.output().unwrap();
    Ended {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}
