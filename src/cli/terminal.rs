//! What standard output is: its width, and whether it shows colour.

use std::io::IsTerminal;

use super::args::Colour;

/// Columns of what is no terminal.
const WIDTH: usize = 100;

/// Columns of the terminal; what is none gets one fixed width.
pub(super) fn width() -> usize {
    match terminal_size::terminal_size() {
        Some((terminal_size::Width(columns), _)) if std::io::stdout().is_terminal() => usize::from(columns),
        _ => WIDTH,
    }
}

/// Whether to print in colour: as asked, else as the environment says, else on a terminal.
pub(super) fn colour(asked: Colour) -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    match asked {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto if set("NO_COLOR").is_some() => false,
        Colour::Auto => set("CLICOLOR_FORCE").is_some_and(|value| value != "0") || std::io::stdout().is_terminal(),
    }
}
