//! The one place that writes to stdout, and what is known of the terminal behind it.

use std::io::{ErrorKind, IsTerminal, Write};

use crate::Failure;

/// How wide a line may be where stdout is no terminal.
const DEFAULT_WIDTH: usize = 100;

/// Prints text as it is. A reader that went away (`| head`) is no failure.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::Fault(format!("cannot write to stdout: {error}")))
        }
        _ => Ok(()),
    }
}

/// How wide a line may be.
pub fn width() -> usize {
    match crossterm::terminal::size() {
        Ok((columns, _)) if std::io::stdout().is_terminal() && columns > 0 => usize::from(columns).clamp(40, 120),
        _ => DEFAULT_WIDTH,
    }
}

/// Whether a person looks at stdout and types on stdin.
pub fn is_interactive() -> bool {
    std::io::stdout().is_terminal() && std::io::stdin().is_terminal()
}
