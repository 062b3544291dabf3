//! The terminal while a live view has it: the alternate screen, taken and given back.

use std::io::{self, IsTerminal};
use std::mem::ManuallyDrop;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::ThreadId;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::execute;
use crossterm::terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen};
use ratatui_core::terminal::Terminal;

use super::backend::Drawn;
use super::draw::{Reach, draw};
use super::picture::Picture;

/// Whether the alternate screen is shown now.
static IS_TAKEN: AtomicBool = AtomicBool::new(false);

/// The alternate screen, as long as this lives. Dropping it shows what was there before.
pub(crate) struct Screen {
    /// Never dropped: its destructor would tell stderr that the cursor of a closed terminal cannot be shown, and panic since that is closed too.
    terminal: ManuallyDrop<Terminal<Drawn>>,
}

impl Screen {
    /// Whether a person looks at a terminal that may be drawn on: there is one, and NO_COLOR does not ask for plain lines.
    pub(crate) fn is_wanted() -> bool {
        let is_plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        !is_plain && !kata_console::is_dumb() && io::stdin().is_terminal() && io::stdout().is_terminal()
    }

    /// Takes the terminal. Call it after the keys were taken, so that a panic gives this back first.
    pub(crate) fn take() -> io::Result<Screen> {
        let terminal = Terminal::new(Drawn::new())?;
        give_back_on_panic(std::thread::current().id());
        IS_TAKEN.store(true, Ordering::SeqCst);
        let screen = Screen { terminal: ManuallyDrop::new(terminal) };
        // Not the terminal's own `clear`: it asks where the cursor is, and not every terminal answers.
        execute!(io::stdout(), EnterAlternateScreen, Hide, Clear(ClearType::All), EnableBracketedPaste)?;
        Ok(screen)
    }

    /// Shows a picture. Only what differs from the last one is written.
    pub(crate) fn show(&mut self, picture: &Picture) -> io::Result<Reach> {
        let mut reach = Reach::default();
        self.terminal.draw(|frame| reach = draw(frame, picture))?;
        Ok(reach)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

fn give_back() {
    if IS_TAKEN.swap(false, Ordering::SeqCst) {
        // Nothing more can be done for a terminal that is gone.
        let _ = execute!(io::stdout(), DisableBracketedPaste, LeaveAlternateScreen, Show);
    }
}

/// A panic of the view's own thread is told on the screen that was there before. What a worker panics with is told by the view, which goes on.
fn give_back_on_panic(viewer: ThreadId) {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let is_viewers = std::thread::current().id() == viewer;
            if is_viewers {
                give_back();
            }
            if is_viewers || !IS_TAKEN.load(Ordering::SeqCst) {
                before(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::Read;
    use std::process::Command;

    use kata_console::Keys;
    use rustix::fs::{Mode, OFlags};
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    use rustix::termios::{LocalModes, tcgetattr};

    use super::Screen;

    /// Tells this program that it is the child of the test, on a terminal.
    const CHILD: &str = "KATA_TEST_HAS_A_SCREEN";

    /// A worker panics, which is told elsewhere; then the view itself does.
    fn panic_twice() {
        let keys = Keys::listen(|_| true).expect("a terminal");
        let screen = Screen::take().expect("it can be drawn on");
        drop(std::thread::spawn(|| panic!("of a worker")).join());
        print!("still here\r\n");
        // What would be dropped gives the terminal back as well; this is about the hook.
        std::mem::forget((keys, screen));
        panic!("of the view");
    }

    #[test]
    fn a_panic_is_told_on_the_screen_that_was_there_before() {
        if std::env::var_os(CHILD).is_some() {
            return panic_twice();
        }
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
        let keyboard = openpt(flags).expect("a pseudo-terminal");
        grantpt(&keyboard).expect("it can be granted");
        unlockpt(&keyboard).expect("it can be unlocked");
        let name = ptsname(&keyboard, Vec::new()).expect("it has a name");
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        let line = rustix::fs::open(name, flags, Mode::empty()).expect("it can be opened");
        let end = || line.try_clone().expect("it can be shared");
        let mut command = Command::new(std::env::current_exe().expect("a test is a program"));
        let test = "live::screen::tests::a_panic_is_told_on_the_screen_that_was_there_before";
        command.args(["--exact", test, "--nocapture", "--test-threads=1"]).env(CHILD, "1").env("RUST_BACKTRACE", "0");
        let mut child = command.stdin(end()).stdout(end()).stderr(end()).spawn().expect("it starts");
        let reader = std::thread::spawn(move || all_of(File::from(keyboard)));
        child.wait().expect("it ends");
        let modes = tcgetattr(&line).expect("it has modes").local_modes;
        drop((line, command));
        let said = reader.join().expect("it reads");
        let at = |part: &str| said.find(part).unwrap_or_else(|| panic!("{part:?} is missing in {said:?}"));
        assert!(at("\u{1b}[?1049h") < at("still here"));
        assert!(at("still here") < at("\u{1b}[?1049l") && at("\u{1b}[?1049l") < at("of the view"), "{said:?}");
        assert!(!said.contains("of a worker"), "{said:?}");
        assert!(modes.contains(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG));
    }

    /// The end of a terminal is told by an error.
    fn all_of(mut terminal: File) -> String {
        let (mut said, mut chunk) = (Vec::new(), [0; 4096]);
        while let Ok(count @ 1..) = terminal.read(&mut chunk) {
            said.extend_from_slice(&chunk[..count]);
        }
        String::from_utf8_lossy(&said).into_owned()
    }
}
