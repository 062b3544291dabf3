//! A pseudo-terminal with the command line on it.

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::process::{Child, Command};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use rustix::fs::{Mode, OFlags};
use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, Winsize, tcgetattr, tcsetwinsize};

/// How long anything may take before a test gives up. No test waits for it to pass.
const LIMIT: Duration = Duration::from_secs(60);

/// A pseudo-terminal with a process on it.
pub(crate) struct Terminal {
    keyboard: File,
    line: OwnedFd,
    screen: Arc<Screen>,
    child: Child,
}

/// All that was ever printed.
#[derive(Default)]
struct Screen {
    printed: Mutex<Vec<u8>>,
    grown: Condvar,
}

impl Terminal {
    /// Starts a command on a terminal of 100 by 40.
    pub(crate) fn start(mut command: Command) -> Terminal {
        let keyboard = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a pseudo-terminal");
        grantpt(&keyboard).expect("it can be granted");
        unlockpt(&keyboard).expect("it can be unlocked");
        let name = ptsname(&keyboard, Vec::new()).expect("it has a name");
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        let line = rustix::fs::open(name, flags, Mode::empty()).expect("it can be opened");
        tcsetwinsize(&line, Winsize { ws_row: 40, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0 }).expect("it has a size");
        let end = || line.try_clone().expect("it can be shared");
        let child = command.stdin(end()).stdout(end()).stderr(end()).spawn().expect("it can be started");
        let keyboard = File::from(keyboard);
        let screen = Arc::new(Screen::default());
        read_along(keyboard.try_clone().expect("it can be shared"), screen.clone());
        Terminal { keyboard, line, screen, child }
    }

    /// Types.
    pub(crate) fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).expect("it can be typed");
    }

    /// Where the screen is now, to wait for what comes after it.
    pub(crate) fn mark(&self) -> usize {
        self.screen.printed.lock().expect("no reader panics").len()
    }

    /// Waits until `part` was printed after `mark`. Answers where it ended.
    #[track_caller]
    pub(crate) fn wait_after(&self, mark: usize, part: &str) -> usize {
        let printed = self.screen.printed.lock().expect("no reader panics");
        let find = |printed: &[u8]| printed[mark..].windows(part.len()).position(|window| window == part.as_bytes());
        let lacks = |printed: &mut Vec<u8>| find(printed).is_none();
        let (printed, waited) = self.screen.grown.wait_timeout_while(printed, LIMIT, lacks).expect("no reader panics");
        let seen = String::from_utf8_lossy(&printed[mark..]);
        assert!(!waited.timed_out(), "{part:?} never came after this:\n{seen}");
        mark + find(&printed).map_or(0, |at| at + part.len())
    }

    /// Waits until `part` was printed at any time.
    #[track_caller]
    pub(crate) fn wait_for(&self, part: &str) -> usize {
        self.wait_after(0, part)
    }

    /// All that was printed.
    pub(crate) fn printed(&self) -> String {
        String::from_utf8_lossy(&self.screen.printed.lock().expect("no reader panics")).into_owned()
    }

    /// Whether the line is edited before a program sees it, as a shell leaves it.
    pub(crate) fn is_cooked(&self) -> bool {
        let modes = tcgetattr(&self.line).expect("it has modes").local_modes;
        modes.contains(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG)
    }

    /// Sends a signal to the process.
    pub(crate) fn signal(&self, signal: Signal) {
        let id = i32::try_from(self.child.id()).expect("a process number");
        kill_process(Pid::from_raw(id).expect("a process number"), signal).expect("it is there");
    }

    /// Waits for the end, and answers the exit code.
    pub(crate) fn end(&mut self) -> Option<i32> {
        self.child.wait().expect("it can be waited for").code()
    }
}

impl Drop for Terminal {
    /// A test that failed must not leave a watch behind.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read_along(mut terminal: File, screen: Arc<Screen>) {
    std::thread::spawn(move || {
        let mut chunk = [0; 4096];
        while let Ok(count @ 1..) = terminal.read(&mut chunk) {
            screen.printed.lock().expect("no test panics while it looks").extend_from_slice(&chunk[..count]);
            screen.grown.notify_all();
        }
    });
}
