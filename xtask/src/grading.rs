//! Opening a grader and running it for one verdict, so that Ctrl-C is heard at any moment.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::mpsc::{Sender, channel};

use kata_grade::{Cancel, Event, Explorer, Grader, Options, Request, Source};
use kata_verdict::Verdict;

use kata_console::{Context, Failure};

/// What is heard while a grader opens.
enum Opening<T> {
    Progress(String),
    Done(Result<T, kata_grade::Error>),
    Interrupted,
}

/// Builds the suite of a kata. What cargo says on the way passes by on one line of stderr, where that is a terminal.
pub(crate) fn open(context: &Context, kata: &str, incremental: bool) -> Result<Grader, Failure> {
    let options = options(context, kata, incremental);
    wait_for(move |progress| Grader::open(options, progress))
}

/// The same for many submissions that are much alike, as many at once as there are cores: so each has one process at a time, and
/// rustc keeps what it knows.
pub(crate) fn open_for_many(context: &Context, kata: &str) -> Result<Grader, Failure> {
    let options = Options { jobs: 1, ..options(context, kata, true) };
    wait_for(move |progress| Grader::open(options, progress))
}

/// Builds what explored files are linked to, in the same way.
pub(crate) fn open_explorer(context: &Context) -> Result<Explorer, Failure> {
    let root = context.root.path().to_owned();
    wait_for(move |progress| Explorer::open(root, progress))
}

/// Why there is no verdict, as a command says it.
pub(crate) fn failed(error: kata_grade::Error) -> Failure {
    match error {
        kata_grade::Error::Setup(message) => Failure::Setup(message),
        kata_grade::Error::Fault(message) => Failure::Fault(message),
        kata_grade::Error::Cancelled => Failure::Interrupted,
    }
}

fn wait_for<T, F>(open: F) -> Result<T, Failure>
where
    T: Send + 'static,
    F: FnOnce(&mut dyn FnMut(&str)) -> Result<T, kata_grade::Error> + Send + 'static,
{
    let (events, heard) = channel();
    let interrupted = events.clone();
    // Nobody listens any more once the grader is open.
    kata_console::on_interrupt(move || drop(interrupted.send(Opening::Interrupted)))?;
    std::thread::spawn(move || open_and_tell(open, &events));
    let mut line = ProgressLine::new();
    loop {
        match heard.recv() {
            Ok(Opening::Progress(text)) => line.show(&text),
            Ok(Opening::Done(opened)) => break opened.map_err(failed),
            Ok(Opening::Interrupted) => break Err(Failure::Interrupted),
            Err(_) => break Err(Failure::Fault("the grader ended while it opened".to_owned())),
        }
    }
}

/// How a grader is opened for a kata.
pub(crate) fn options(context: &Context, kata: &str, incremental: bool) -> Options {
    Options { root: context.root.path().to_owned(), kata: kata.to_owned(), jobs: 0, incremental }
}

fn open_and_tell<T, F>(open: F, events: &Sender<Opening<T>>)
where
    F: FnOnce(&mut dyn FnMut(&str)) -> Result<T, kata_grade::Error>,
{
    let opened = open(&mut |text| drop(events.send(Opening::Progress(text.to_owned()))));
    // Whoever was interrupted has stopped listening, and the grader cleans up as it is dropped.
    drop(events.send(Opening::Done(opened)));
}

/// Runs a grader once, until it is done or interrupted.
pub(crate) fn grade(grader: &Grader, source: &Source, request: &Request) -> Result<Verdict, Failure> {
    grade_and_keep(grader, source, request, None)
}

/// The same, and keeps the runner if that is asked for.
pub(crate) fn grade_and_keep(
    grader: &Grader,
    source: &Source,
    request: &Request,
    mut keep: Option<Keep<'_>>,
) -> Result<Verdict, Failure> {
    let cancel = cancel_on_interrupt()?;
    let mut line = ProgressLine::new();
    let (mut judged, mut of) = (0, 0);
    let verdict = grader.grade(source, request, &cancel, &mut |event| {
        match event {
            Event::Compiling => line.show("compiling"),
            Event::Compiled { checks, runner, .. } => {
                of = checks;
                if let Some(keep) = &mut keep {
                    keep.copy(&runner);
                }
            }
            Event::Checked(_) => judged += 1,
        }
        if of > 0 {
            line.show(&format!("judging: {judged} of {of}"));
        }
    });
    let verdict = verdict.map_err(failed)?;
    keep.map_or(Ok(()), Keep::done)?;
    Ok(verdict)
}

/// A place where the runner is kept, to be driven by hand.
pub(crate) struct Keep<'a> {
    path: &'a Path,
    problem: Option<io::Error>,
}

impl<'a> Keep<'a> {
    /// Keeps it at `path`, over what is there.
    pub(crate) fn at(path: &'a Path) -> Keep<'a> {
        Keep { path, problem: None }
    }

    fn copy(&mut self, runner: &Path) {
        self.problem = fs::copy(runner, self.path).err();
    }

    fn done(self) -> Result<(), Failure> {
        match self.problem {
            None => Ok(()),
            Some(error) => Err(Failure::Setup(format!("cannot keep the runner at {}: {error}", self.path.display()))),
        }
    }
}

/// A wish to end that Ctrl-C makes.
pub(crate) fn cancel_on_interrupt() -> Result<Cancel, Failure> {
    let cancel = Cancel::default();
    let on_interrupt = cancel.clone();
    kata_console::on_interrupt(move || on_interrupt.cancel())?;
    Ok(cancel)
}

/// One line on stderr that replaces itself, and is gone at the end. Nothing at all where stderr is no terminal.
struct ProgressLine {
    is_terminal: bool,
}

impl ProgressLine {
    fn new() -> ProgressLine {
        ProgressLine { is_terminal: std::io::stderr().is_terminal() }
    }

    fn show(&mut self, text: &str) {
        if self.is_terminal {
            let text: String = text.lines().next().unwrap_or_default().chars().take(76).collect();
            // A progress line that cannot be written is not worth a failure.
            let _ = write!(std::io::stderr(), "\r\x1b[K{text}");
        }
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        self.show("");
    }
}
