//! What plain cargo says of a workspace: does it compile, do its sample tests pass?
//!
//! Each try works in a lab of its own: when it is overtaken, nothing of it goes on. It builds below the workspace's `target/`, but in a folder
//! of its own, so that neither an editor's cargo nor the candidate's waits for it. What its end means for the round is decided elsewhere.

mod compiling;
mod testing;

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use kata_process::{Cancel, Exit, Finished, Lab, Limits};

use crate::errand::Errand;
pub(crate) use compiling::Compilation;
pub(crate) use testing::Tests;

/// A cold build of a small crate on a machine that is busy with other things.
const COMPILING: Duration = Duration::from_secs(300);
/// How long the tests of one file may take, unless `KATA_TEST_SECONDS` says otherwise.
const TESTING: Duration = Duration::from_secs(20);
const CAPTURE: usize = 8 << 20;

/// What a try tells, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum News {
    /// What the compiler says of `src/`.
    Compiled(Compilation),
    /// What came of the tests; only after it compiled.
    Tested(Tests),
    /// Nothing could be tried, for this reason.
    Trouble(String),
}

/// Begins to try a workspace; each order tries it as it is then.
pub(crate) fn begin(dir: PathBuf, in_colour: bool, tell: impl Fn(u64, News) + Clone + Send + 'static) -> Errand<()> {
    let of_fault = tell.clone();
    let work = move |run, cancel: &Cancel, ()| {
        let tried = attempt(&dir, in_colour, cancel, &mut |news| tell(run, news));
        if let Err(Stop::Trouble(reason)) = tried {
            tell(run, News::Trouble(reason));
        }
    };
    Errand::begin(work, move |run, why| of_fault(run, News::Trouble(why)))
}

/// Why a try ended early.
enum Stop {
    Overtaken,
    Trouble(String),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Trouble(error.to_string())
    }
}

fn attempt(dir: &Path, in_colour: bool, cancel: &Cancel, tell: &mut dyn FnMut(News)) -> Result<(), Stop> {
    let cargo = Cargo { dir, in_colour, lab: Lab::open()?, cancel };
    let compilation = compiling::of(&cargo.call(&["build", "--lib"])?).map_err(kept)?;
    let compiles = compilation.compiles;
    tell(News::Compiled(compilation));
    if compiles {
        let built = cargo.call(&["test", "--no-run"])?;
        tell(News::Tested(testing::of(&cargo, &built)?));
    }
    Ok(())
}

/// Cargo says nothing of the code.
fn kept(why: String) -> Stop {
    Stop::Trouble(format!("cargo cannot do its work, so nothing is known of this save: {why}"))
}

/// How cargo and what it built are run in the workspace.
struct Cargo<'a> {
    dir: &'a Path,
    in_colour: bool,
    lab: Lab,
    cancel: &'a Cancel,
}

impl Cargo<'_> {
    fn call(&self, arguments: &[&str]) -> Result<Finished, Stop> {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        let format = if self.in_colour { "json-diagnostic-rendered-ansi" } else { "json" };
        cargo.args(arguments).args(["--offline", "--message-format", format, "--target-dir", "target/round"]);
        // What cargo told this program of its own package is not the candidate's.
        cargo.env_remove("CARGO_TARGET_DIR").env_remove("CARGO_MANIFEST_DIR");
        let finished = self.run(&mut cargo, COMPILING).map_err(|error| {
            Stop::Trouble(format!(
                "cannot run cargo: {error}; install Rust from https://rustup.rs and open a new terminal"
            ))
        })?;
        match finished.exit {
            Exit::Cancelled => Err(Stop::Overtaken),
            Exit::TimedOut => Err(Stop::Trouble(format!("cargo was not done after {} s", COMPILING.as_secs()))),
            Exit::Code(_) | Exit::Signal(_) => Ok(finished),
        }
    }

    /// Runs the tests of one file, one after the other, so that the one that hangs can be named.
    fn test(&self, program: &Path) -> Result<Finished, Stop> {
        let mut command = Command::new(program);
        command.args(["--test-threads", "1", "--color", "never"]).env("RUST_BACKTRACE", "0");
        command.env("CARGO_MANIFEST_DIR", self.dir);
        let finished = self.run(&mut command, patience())?;
        if finished.exit == Exit::Cancelled { Err(Stop::Overtaken) } else { Ok(finished) }
    }

    fn run(&self, command: &mut Command, deadline: Duration) -> io::Result<Finished> {
        let limits = Limits { deadline, capture: CAPTURE, cancel: self.cancel };
        kata_process::run(&self.lab, command.current_dir(self.dir), &limits, None)
    }
}

fn patience() -> Duration {
    let asked = std::env::var("KATA_TEST_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    asked.filter(|seconds| *seconds > 0).map_or(TESTING, Duration::from_secs)
}
