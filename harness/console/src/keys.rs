//! The keys, and the terminal mode in which they come one by one.

use std::io::{self, IsTerminal};
use std::sync::{Arc, Once, Weak};
use std::time::Duration;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::terminal;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use crate::is_dumb;

/// What comes from the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// A key was pressed that stands for this letter.
    Key(char),
    /// The control key and this letter; but for C and D, which are [`Heard::Stop`].
    Control(char),
    /// A letter of a text that was pasted at once, for programs that have asked the terminal to tell; a line's end is a blank.
    Pasted(char),
    /// A key that stands for no letter: Enter, Escape, Backspace.
    Other(KeyCode),
    /// Ctrl-C or Ctrl-D: in raw mode they are keys like any other.
    Stop,
    /// The terminal has another size.
    Resized,
    /// The terminal was closed.
    Gone,
}

/// How long the reader waits before it looks whether anyone still listens.
const PATIENCE: Duration = Duration::from_millis(100);

/// Keys that come one by one, as long as this lives. Dropping it gives the terminal back as it was.
pub struct Keys {
    alive: Option<Arc<()>>,
    reader: Option<std::thread::JoinHandle<()>>,
}

impl Keys {
    /// Listens, if there is a terminal to listen on, and not one that can only print. `tell` is called on a thread of its own, and says whether to go on.
    pub fn listen(tell: impl Fn(Heard) -> bool + Send + 'static) -> Option<Keys> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() || is_dumb() {
            return None;
        }
        restore_on_panic();
        terminal::enable_raw_mode().ok()?;
        let alive = Arc::new(());
        let watched = Arc::downgrade(&alive);
        let reader = std::thread::spawn(move || read(&tell, &watched));
        Some(Keys { alive: Some(alive), reader: Some(reader) })
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        drop(self.alive.take());
        // The reader stops first, so that what is typed next belongs to the shell.
        if let Some(reader) = self.reader.take() {
            let _ = reader.join();
        }
        restore();
    }
}

fn restore() {
    // Nothing more can be done for a terminal that is gone.
    let _ = terminal::disable_raw_mode();
}

/// A panic message in raw mode is unreadable, and a shell after it unusable.
fn restore_on_panic() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            restore();
            before(info);
        }));
    });
}

fn read(tell: &dyn Fn(Heard) -> bool, alive: &Weak<()>) {
    // crossterm reads all that was typed at once, and then keeps the rest: there is nothing to wait for before the next key.
    let mut patience = PATIENCE;
    while alive.strong_count() > 0 {
        let heard = match wait(patience).and_then(|()| event::poll(Duration::ZERO)) {
            Ok(false) => {
                patience = PATIENCE;
                continue;
            }
            Ok(true) => {
                patience = Duration::ZERO;
                event::read().ok().map(translate)
            }
            Err(_) => None,
        };
        // A terminal that cannot be read any more is gone, and so is the person before it.
        let Some(heard) = heard else {
            tell(Heard::Gone);
            return;
        };
        if !heard.into_iter().all(tell) {
            return;
        }
    }
}

/// Waits for a key, or until it is time to look about; with no patience, it only sees whether the terminal is still there.
///
/// # Errors
///
/// When the terminal was closed. crossterm does not tell: it reads the end of the input again and again, and never returns.
fn wait(patience: Duration) -> io::Result<()> {
    let stdin = io::stdin();
    let mut terminal = [PollFd::new(&stdin, PollFlags::IN)];
    let patience = Timespec { tv_sec: 0, tv_nsec: patience.subsec_nanos().into() };
    match poll(&mut terminal, Some(&patience)) {
        Err(Errno::INTR) => return Ok(()),
        waited => waited?,
    };
    let gone = terminal[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL);
    if gone { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
}

fn translate(event: Event) -> Vec<Heard> {
    match event {
        Event::Resize(..) => vec![Heard::Resized],
        Event::Key(key) if key.kind == KeyEventKind::Press => vec![meaning(key)],
        Event::Paste(text) => text.chars().map(pasted).collect(),
        _ => Vec::new(),
    }
}

fn pasted(letter: char) -> Heard {
    Heard::Pasted(if letter.is_control() { ' ' } else { letter })
}

fn meaning(key: KeyEvent) -> Heard {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    match key.code {
        KeyCode::Char('c' | 'd') if control => Heard::Stop,
        KeyCode::Char(letter) if control => Heard::Control(letter),
        KeyCode::Char(letter) => Heard::Key(letter),
        other => Heard::Other(other),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader};
    use std::os::fd::OwnedFd;
    use std::process::{Child, Command, Stdio};
    use std::sync::mpsc::channel;

    use rustix::fs::{Mode, OFlags};
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    use rustix::termios::{LocalModes, tcgetattr};

    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    use super::{Heard, Keys, meaning};

    /// The name of the test that a child should play its part in.
    const CHILD: &str = "KATA_TEST_LISTENS_ON_A_TERMINAL";

    /// A pseudo-terminal, and this program once more on it, in the part of the child of test `name`.
    fn child_on_a_terminal(name: &str) -> (OwnedFd, OwnedFd, Child) {
        let keyboard =
            openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).expect("a pseudo-terminal");
        grantpt(&keyboard).expect("it can be granted");
        unlockpt(&keyboard).expect("it can be unlocked");
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        let line = ptsname(&keyboard, Vec::new()).map(|name| rustix::fs::open(name, flags, Mode::empty()));
        let line = line.expect("it has a name").expect("it can be opened");
        let end = || line.try_clone().expect("it can be shared");
        let mut command = Command::new(std::env::current_exe().expect("a test is a program"));
        let full_name = format!("keys::tests::{name}");
        command.args(["--exact", &full_name, "--nocapture", "--test-threads=1"]).env(CHILD, name);
        let child = command.stdin(end()).stdout(end()).stderr(Stdio::piped()).spawn().expect("it starts");
        (keyboard, line, child)
    }

    fn is_child(name: &str) -> bool {
        std::env::var_os(CHILD).is_some_and(|part| part == name)
    }

    #[test]
    fn a_key_with_control_is_no_letter() {
        let heard = |letter, modifiers| meaning(KeyEvent::new(KeyCode::Char(letter), modifiers));
        assert_eq!(heard('w', KeyModifiers::NONE), Heard::Key('w'));
        assert_eq!(heard('w', KeyModifiers::CONTROL), Heard::Control('w'));
        assert_eq!([heard('c', KeyModifiers::CONTROL), heard('d', KeyModifiers::CONTROL)], [Heard::Stop; 2]);
    }

    #[test]
    fn a_panic_gives_the_terminal_back() {
        if is_child("a_panic_gives_the_terminal_back") {
            let keys = Keys::listen(|_| true);
            assert!(keys.is_some() && crossterm::terminal::is_raw_mode_enabled().unwrap_or(false), "no raw mode");
            // What would be dropped gives the terminal back as well; this is about the hook.
            std::mem::forget(keys);
            panic!("in raw mode");
        }
        let (_keyboard, line, child) = child_on_a_terminal("a_panic_gives_the_terminal_back");
        let ran = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert!(said.contains("in raw mode") && !said.contains("no raw mode"), "{said}");
        let modes = tcgetattr(&line).expect("it has modes").local_modes;
        assert!(modes.contains(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG));
    }

    #[test]
    fn a_terminal_that_is_closed_ends_the_watch() {
        if is_child("a_terminal_that_is_closed_ends_the_watch") {
            let (sender, events) = channel();
            let keys = Keys::listen(move |heard| sender.send(heard).is_ok());
            eprintln!("listening");
            let heard = events.recv();
            drop(keys);
            assert!(matches!(heard, Ok(Heard::Gone)), "something else was heard");
            return;
        }
        let (keyboard, line, mut child) = child_on_a_terminal("a_terminal_that_is_closed_ends_the_watch");
        let mut said = BufReader::new(child.stderr.take().expect("it is piped"));
        let mut first = String::new();
        said.read_line(&mut first).expect("it speaks");
        assert_eq!(first, "listening\n");
        drop((line, keyboard));
        // The test harness of the child cannot print its summary any more: what counts is that it ends by itself, unharmed.
        let mut rest = String::new();
        std::io::Read::read_to_string(&mut said, &mut rest).expect("it ends");
        child.wait().expect("it ends");
        assert!(!rest.contains("something else was heard"), "{rest}");
    }
}
