//! The keys, and the terminal mode in which they come one by one.

use std::io::IsTerminal;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Once, Weak};
use std::time::Duration;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::terminal;

use super::WatchEvent;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// The next hint.
    Hint,
    /// All checks, or misses only.
    All,
    /// Judge again.
    Rerun,
    /// Stop.
    Quit,
}

/// How long the reader waits before it looks whether anyone still listens.
const PATIENCE: Duration = Duration::from_millis(100);

/// Keys that come one by one, as long as this lives. Dropping it gives the terminal back as it was.
pub(crate) struct Keys {
    alive: Option<Arc<()>>,
    reader: Option<std::thread::JoinHandle<()>>,
}

impl Keys {
    /// Listens, if there is a terminal to listen on.
    pub(crate) fn listen(events: Sender<WatchEvent>) -> Option<Keys> {
        if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
            return None;
        }
        restore_on_panic();
        terminal::enable_raw_mode().ok()?;
        let alive = Arc::new(());
        let watched = Arc::downgrade(&alive);
        let reader = std::thread::spawn(move || read(&events, &watched));
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

fn read(events: &Sender<WatchEvent>, alive: &Weak<()>) {
    while alive.strong_count() > 0 {
        let heard = match event::poll(PATIENCE) {
            Ok(false) => continue,
            Ok(true) => event::read().ok().map(translate),
            Err(_) => None,
        };
        // A terminal that cannot be read any more is gone, and so is the person before it.
        let Some(heard) = heard else {
            drop(events.send(WatchEvent::Interrupted));
            return;
        };
        if let Some(heard) = heard
            && events.send(heard).is_err()
        {
            return;
        }
    }
}

fn translate(event: Event) -> Option<WatchEvent> {
    match event {
        Event::Resize(..) => Some(WatchEvent::Resized),
        Event::Key(key) if key.kind == KeyEventKind::Press => meaning(key),
        _ => None,
    }
}

/// In raw mode Ctrl-C is a key like any other.
fn meaning(key: KeyEvent) -> Option<WatchEvent> {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    match key.code {
        KeyCode::Char('c' | 'd') if control => Some(WatchEvent::Key(Key::Quit)),
        KeyCode::Char('q') => Some(WatchEvent::Key(Key::Quit)),
        KeyCode::Char('h') => Some(WatchEvent::Key(Key::Hint)),
        KeyCode::Char('a') => Some(WatchEvent::Key(Key::All)),
        KeyCode::Char('r') => Some(WatchEvent::Key(Key::Rerun)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use rustix::fs::{Mode, OFlags};
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    use rustix::termios::{LocalModes, tcgetattr};

    use super::Keys;

    const CHILD: &str = "KATA_TEST_PANICS_IN_RAW_MODE";
    const NAME: &str = "watch::keys::tests::a_panic_gives_the_terminal_back";

    /// Runs itself once more on a pseudo-terminal, where it listens and panics.
    #[test]
    fn a_panic_gives_the_terminal_back() {
        if std::env::var_os(CHILD).is_some() {
            let keys = Keys::listen(std::sync::mpsc::channel().0);
            assert!(keys.is_some() && crossterm::terminal::is_raw_mode_enabled().unwrap_or(false), "no raw mode");
            // What would be dropped gives the terminal back as well; this is about the hook.
            std::mem::forget(keys);
            panic!("in raw mode");
        }
        let keyboard = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a pseudo-terminal");
        grantpt(&keyboard).expect("it can be granted");
        unlockpt(&keyboard).expect("it can be unlocked");
        let name = ptsname(&keyboard, Vec::new()).expect("it has a name");
        let line = rustix::fs::open(name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).expect("it can be opened");
        let end = || line.try_clone().expect("it can be shared");
        let itself = std::env::current_exe().expect("a test is a program");
        let mut command = Command::new(itself);
        command.args(["--exact", NAME, "--nocapture", "--test-threads=1"]).env(CHILD, "1");
        let ran = command.stdin(end()).stdout(end()).stderr(std::process::Stdio::piped()).output().expect("it runs");
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert!(said.contains("in raw mode") && !said.contains("no raw mode"), "{said}");
        let modes = tcgetattr(&line).expect("it has modes").local_modes;
        assert!(modes.contains(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG));
    }
}
