//! A pseudo-terminal with the command line on it.

use std::fs::File;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::fd::OwnedFd;
use std::process::{Child, Command};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, Weak};
use std::thread::JoinHandle;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, Winsize, tcgetattr, tcsetwinsize};

/// How long anything may take before a test gives up. No test waits for it to pass.
const LIMIT: Duration = Duration::from_secs(60);

/// A pseudo-terminal with a process on it.
pub(crate) struct Terminal {
    keyboard: Option<File>,
    line: Option<OwnedFd>,
    screen: Arc<Screen>,
    child: Child,
    /// Reads as long as somebody holds the other end of this.
    reader: Option<(Arc<()>, JoinHandle<()>)>,
    /// The terminal that it was started from, where that is another one.
    start: Option<OwnedFd>,
}

/// What became of what was printed.
struct Screen {
    shown: Mutex<Shown>,
    grown: Condvar,
}

struct Shown {
    /// All that was ever printed.
    printed: Vec<u8>,
    /// What a terminal makes of it.
    terminal: vt100::Parser,
}

impl Terminal {
    /// Starts a command on a terminal of 100 by 40.
    pub(crate) fn start(command: Command) -> Terminal {
        Terminal::start_at(command, 100, 40)
    }

    /// Starts a command on a terminal of this size.
    pub(crate) fn start_at(command: Command, columns: u16, rows: u16) -> Terminal {
        let (keyboard, line) = pseudo_terminal(columns, rows);
        let input = line.try_clone().expect("it can be shared");
        Terminal::start_between(command, input, (keyboard, line), columns, rows)
    }

    /// The same for a command that was started from another terminal, which is smaller and that it also reads from.
    #[cfg(target_os = "linux")]
    pub(crate) fn start_away(command: &Command, columns: u16, rows: u16) -> Terminal {
        let (start, input) = pseudo_terminal(columns - 30, rows - 9);
        let mut away = Command::new("setsid");
        away.arg("--ctty").arg(command.get_program()).args(command.get_args());
        command.get_current_dir().map(|dir| away.current_dir(dir));
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => away.env(name, value),
                None => away.env_remove(name),
            };
        }
        let mut terminal = Terminal::start_between(away, input, pseudo_terminal(columns, rows), columns, rows);
        terminal.start = Some(start);
        terminal
    }

    fn start_between(
        mut command: Command,
        input: OwnedFd,
        (keyboard, line): (OwnedFd, OwnedFd),
        columns: u16,
        rows: u16,
    ) -> Terminal {
        let end = || line.try_clone().expect("it can be shared");
        let child = command.stdin(input).stdout(end()).stderr(end()).spawn().expect("it can be started");
        let keyboard = File::from(keyboard);
        let terminal = vt100::Parser::new(nonzero(rows), nonzero(columns), 0);
        let shown = Mutex::new(Shown { printed: Vec::new(), terminal });
        let screen = Arc::new(Screen { shown, grown: Condvar::new() });
        let alive = Arc::new(());
        let reading =
            read_along(keyboard.try_clone().expect("it can be shared"), screen.clone(), Arc::downgrade(&alive));
        let reader = Some((alive, reading));
        Terminal { keyboard: Some(keyboard), line: Some(line), screen, child, reader, start: None }
    }

    /// Types.
    pub(crate) fn press(&mut self, keys: &str) {
        let keyboard = self.keyboard.as_mut().expect("it was not closed");
        keyboard.write_all(keys.as_bytes()).expect("it can be typed");
    }

    /// Where the screen is now, to wait for what comes after it.
    pub(crate) fn mark(&self) -> usize {
        self.shown().printed.len()
    }

    /// Gives the terminal another size, as dragging its corner does.
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        self.shown().terminal.screen_mut().set_size(nonzero(rows), nonzero(columns));
        tcsetwinsize(self.line(), size(columns, rows)).expect("it has a size");
        // The kernel tells those whose terminal it is; a child of a test has it for its input only.
        self.signal(Signal::WINCH);
    }

    /// Waits until this is on the screen. Answers all that is on it then.
    #[track_caller]
    pub(crate) fn wait_shown(&self, part: &str) -> String {
        self.wait_screen(|screen| screen.contains(part), &format!("{part:?} never came"))
    }

    /// Waits until this is not on the screen any more.
    #[track_caller]
    pub(crate) fn wait_hidden(&self, part: &str) -> String {
        self.wait_screen(|screen| !screen.contains(part), &format!("{part:?} never went away"))
    }

    #[track_caller]
    fn wait_screen(&self, is_right: impl Fn(&str) -> bool, complaint: &str) -> String {
        let lacks = |shown: &mut Shown| !is_right(&shown.terminal.screen().contents());
        let waited = self.screen.grown.wait_timeout_while(self.shown(), LIMIT, lacks);
        let (shown, waited) = waited.expect("no reader panics");
        let screen = shown.terminal.screen().contents();
        assert!(!waited.timed_out(), "{complaint}; this is on the screen:\n{screen}");
        screen
    }

    /// Whether the terminal shows what a shell left there, with its cursor, and keys are edited by line again.
    pub(crate) fn is_given_back(&self) -> bool {
        let shown = self.shown();
        let screen = shown.terminal.screen();
        !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste() && self.is_cooked()
    }

    /// Whether a program has the screen for itself, and is told what is pasted.
    pub(crate) fn is_taken(&self) -> bool {
        let shown = self.shown();
        let screen = shown.terminal.screen();
        screen.alternate_screen() && screen.bracketed_paste()
    }

    /// Closes the terminal, as closing its window does.
    pub(crate) fn close(&mut self) {
        if let Some((alive, reading)) = self.reader.take() {
            drop(alive);
            reading.join().expect("no reader panics");
        }
        drop((self.keyboard.take(), self.line.take(), self.start.take()));
    }

    fn line(&self) -> &OwnedFd {
        self.line.as_ref().expect("it was not closed")
    }

    fn shown(&self) -> MutexGuard<'_, Shown> {
        self.screen.shown.lock().expect("no reader panics")
    }

    /// Waits until `part` was printed after `mark`. Answers where it ended.
    #[track_caller]
    pub(crate) fn wait_after(&self, mark: usize, part: &str) -> usize {
        let find = |printed: &[u8]| printed[mark..].windows(part.len()).position(|window| window == part.as_bytes());
        let lacks = |shown: &mut Shown| find(&shown.printed).is_none();
        let waited = self.screen.grown.wait_timeout_while(self.shown(), LIMIT, lacks);
        let (shown, waited) = waited.expect("no reader panics");
        let printed = &shown.printed;
        let seen = String::from_utf8_lossy(&printed[mark..]);
        assert!(!waited.timed_out(), "{part:?} never came after this:\n{seen}");
        mark + find(printed).map_or(0, |at| at + part.len())
    }

    /// Waits until `part` was printed at any time.
    #[track_caller]
    pub(crate) fn wait_for(&self, part: &str) -> usize {
        self.wait_after(0, part)
    }

    /// All that was printed.
    pub(crate) fn printed(&self) -> String {
        String::from_utf8_lossy(&self.shown().printed).into_owned()
    }

    /// Whether the line is edited before a program sees it, as a shell leaves it.
    pub(crate) fn is_cooked(&self) -> bool {
        let modes = tcgetattr(self.line()).expect("it has modes").local_modes;
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

fn read_along(mut terminal: File, screen: Arc<Screen>, alive: Weak<()>) -> JoinHandle<()> {
    std::thread::spawn(move || {
        let mut chunk = [0; 4096];
        while alive.strong_count() > 0 {
            if !has_news(&terminal) {
                continue;
            }
            let Ok(count @ 1..) = terminal.read(&mut chunk) else { return };
            let mut shown = screen.shown.lock().expect("no test panics while it looks");
            shown.printed.extend_from_slice(&chunk[..count]);
            shown.terminal.process(&chunk[..count]);
            drop(shown);
            screen.grown.notify_all();
        }
    })
}

/// Waits a moment for something to read, so that a reader hears that its terminal is to be closed.
fn has_news(terminal: &File) -> bool {
    let moment = Timespec { tv_sec: 0, tv_nsec: 50_000_000 };
    poll(&mut [PollFd::new(terminal, PollFlags::IN)], Some(&moment)).is_ok_and(|ready| ready > 0)
}

/// Both ends of a new one.
fn pseudo_terminal(columns: u16, rows: u16) -> (OwnedFd, OwnedFd) {
    let keyboard = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).expect("a pseudo-terminal");
    grantpt(&keyboard).expect("it can be granted");
    unlockpt(&keyboard).expect("it can be unlocked");
    let name = ptsname(&keyboard, Vec::new()).expect("it has a name");
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
    let line = rustix::fs::open(name, flags, Mode::empty()).expect("it can be opened");
    tcsetwinsize(&line, size(columns, rows)).expect("it has a size");
    (keyboard, line)
}

fn size(columns: u16, rows: u16) -> Winsize {
    Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }
}

fn nonzero(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).expect("a terminal has a size")
}
