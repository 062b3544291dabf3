//! The one place that writes to stdout, and what is known of the terminal behind it.

use std::io::{ErrorKind, IsTerminal, Write};
use std::os::fd::AsFd;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::termios::tcgetwinsize;

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

/// Whether anybody can still read what is printed: whoever read a pipe may have gone, as `head` does.
pub fn is_heard() -> bool {
    let stdout = std::io::stdout();
    let mut output = [PollFd::new(&stdout, PollFlags::empty())];
    let now = Timespec { tv_sec: 0, tv_nsec: 0 };
    let is_known = poll(&mut output, Some(&now)).is_ok();
    !is_known || !output[0].revents().intersects(PollFlags::ERR | PollFlags::HUP)
}

/// How many columns and rows the terminal behind stdout has; None where there is no terminal, or one that does not say.
///
/// crossterm would ask the terminal that the process was started from, which need not be the one that is printed to.
pub fn terminal_size() -> Option<(u16, u16)> {
    size_of(std::io::stdout())
}

fn size_of(output: impl AsFd) -> Option<(u16, u16)> {
    let size = tcgetwinsize(output).ok()?;
    (size.ws_col > 0 && size.ws_row > 0).then_some((size.ws_col, size.ws_row))
}

/// How wide a line may be.
pub fn width() -> usize {
    terminal_size().map_or(DEFAULT_WIDTH, |(columns, _)| usize::from(columns).clamp(40, 120))
}

/// Whether the terminal says that it can do nothing but print.
pub fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|value| value == "dumb")
}

/// Leaves colours away on a terminal that says that it has none. What else decides (NO_COLOR, no terminal) is known without being told.
pub fn settle_colours() {
    if is_dumb() && std::env::var_os("CLICOLOR_FORCE").is_none() {
        colored::control::set_override(false);
    }
}

/// Whether a person looks at stdout and types on stdin.
pub fn is_interactive() -> bool {
    std::io::stdout().is_terminal() && std::io::stdin().is_terminal()
}

#[cfg(test)]
mod tests {
    use rustix::fs::{Mode, OFlags};
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    use rustix::termios::{Winsize, tcsetwinsize};

    use super::size_of;

    #[test]
    fn the_size_is_that_of_the_terminal_which_is_printed_to() {
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
        let keyboard = openpt(flags).expect("a pseudo-terminal");
        grantpt(&keyboard).expect("it can be granted");
        unlockpt(&keyboard).expect("it can be unlocked");
        let name = ptsname(&keyboard, Vec::new()).expect("it has a name");
        let line = rustix::fs::open(name, OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty());
        let line = line.expect("it can be opened");
        assert_eq!(size_of(&line), None, "nobody gave it a size yet");
        let size = Winsize { ws_col: 33, ws_row: 7, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&line, size).expect("it has a size");
        assert_eq!(size_of(&line), Some((33, 7)));
        assert_eq!(size_of(tempfile::tempfile().expect("a file")), None, "a file is no terminal");
    }
}
