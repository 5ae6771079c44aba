//! What is to be read: the inputs as typed, and those of `--files-from`.

use std::io::{BufRead, Read};
use std::path::Path;

use anyhow::{Context, bail};

/// The inputs as typed, then those of `--files-from`.
pub(super) fn inputs(typed: &[String], files_from: Option<&Path>, example: &str) -> anyhow::Result<Vec<String>> {
    let mut inputs = typed.to_vec();
    if let Some(list) = files_from {
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
        bail!("no input (name files or folders: {example})");
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
