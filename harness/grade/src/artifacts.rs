//! The hidden suite as one cargo call built it, and the compiler that fits it.
//!
//! Cargo is asked once for each grader. After that, submissions are compiled by rustc itself: cargo adds about 40 ms to each
//! call, and its locks would serialise a batch.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::spies;
use crate::subject::Subject;
use kata_process::Cancel;
use kata_process::Lab;
use kata_process::{Finished, Limits};

/// A cold build on a slow machine, with the downloads.
const DEADLINE: Duration = Duration::from_secs(60 * 60);
const CAPTURE: usize = 16 << 20;

/// What a submission is linked to, and with what.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Artifacts {
    /// The compiler itself, not rustup's stand-in for it.
    pub(crate) rustc: PathBuf,
    /// Crate names and their libraries: `kata_std`, the kata's API, its suite, and what spies run on, if it is there.
    pub(crate) externs: Vec<(String, PathBuf)>,
    /// Where the dependencies of those lie.
    pub(crate) search: Vec<PathBuf>,
}

impl Artifacts {
    /// Builds what submissions are linked to, and tells `progress` what cargo says on the way.
    pub(crate) fn build(
        lab: &Lab,
        root: &Path,
        subject: &Subject,
        progress: &mut dyn FnMut(&str),
    ) -> Result<Artifacts, Error> {
        let package = subject.package(root)?;
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
        cargo.args(["build", "--message-format=json-render-diagnostics", "-p", &package]).current_dir(root);
        let (finished, rustc) = thread::scope(|scope| {
            let rustc = scope.spawn(|| rustc(lab, root));
            (
                call(lab, &mut cargo, Some(progress)),
                rustc.join().unwrap_or_else(|_| Err(Error::Fault("asking for rustc panicked".to_owned()))),
            )
        });
        let (finished, rustc) = (finished?, rustc?);
        if !finished.succeeded()
            && let Some(why) = finished.hindrance()
        {
            return Err(Error::Setup(format!("cargo cannot build {package}: {why}")));
        }
        if !finished.succeeded() {
            return Err(Error::Fault(format!("cargo could not build {package}:\n{}", finished.stderr.trim_end())));
        }
        let built = libraries(&finished.stdout);
        let mut externs =
            subject.libraries().into_iter().map(|name| named(&built, name)).collect::<Result<Vec<_>, _>>()?;
        externs.extend(named(&built, spies::LIBRARY.to_owned()));
        let search = built.iter().filter_map(|(_, path)| path.parent().map(Path::to_owned)).collect::<BTreeSet<_>>();
        let search = search.into_iter().flat_map(|folder| [folder.join("deps"), folder]).filter(|path| path.is_dir());
        Ok(Artifacts { rustc, externs, search: search.collect() })
    }

    /// Which compiler it is: `rustc 1.95.0 (…)`.
    pub(crate) fn compiler(&self, lab: &Lab) -> Result<String, Error> {
        let finished = call(lab, Command::new(&self.rustc).arg("--version"), None)?;
        Ok(finished.stdout.trim().to_owned())
    }

    /// Whether submissions are linked to this library.
    pub(crate) fn has(&self, library: &str) -> bool {
        self.externs.iter().any(|(name, _)| name == library)
    }
}

/// The compiler that cargo uses in `root`, as the file it really is: rustup's stand-in costs time on each call.
fn rustc(lab: &Lab, root: &Path) -> Result<PathBuf, Error> {
    let asked = std::env::var_os("RUSTC").unwrap_or_else(|| OsString::from("rustc"));
    let finished = call(lab, Command::new(&asked).args(["--print", "sysroot"]).current_dir(root), None)?;
    let real = Path::new(finished.stdout.trim()).join("bin").join("rustc");
    Ok(if finished.succeeded() && real.is_file() { real } else { PathBuf::from(asked) })
}

fn call(lab: &Lab, command: &mut Command, on_line: Option<&mut dyn FnMut(&str)>) -> Result<Finished, Error> {
    let limits = Limits { deadline: DEADLINE, capture: CAPTURE, cancel: &Cancel::default() };
    kata_process::run(lab, command, &limits, on_line).map_err(|error| {
        let program = command.get_program().display();
        Error::Setup(format!(
            "cannot run {program}: {error}; install Rust from https://rustup.rs and open a new terminal"
        ))
    })
}

#[derive(Deserialize)]
struct Message {
    target: Option<Target>,
    #[serde(default)]
    filenames: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

/// Every library that cargo reported, by crate name.
fn libraries(messages: &str) -> Vec<(String, PathBuf)> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Message>(line).ok());
    let named = messages.filter_map(|message| Some((message.target?.name.replace('-', "_"), message.filenames)));
    let all = named.flat_map(|(name, files)| files.into_iter().map(move |file| (name.clone(), file)));
    all.filter(|(_, file)| file.extension().is_some_and(|extension| extension == "rlib")).collect()
}

fn named(built: &[(String, PathBuf)], name: String) -> Result<(String, PathBuf), Error> {
    match built.iter().find(|(own, _)| *own == name) {
        Some((_, path)) => Ok((name, path.clone())),
        None => Err(Error::Fault(format!("cargo reported no library `{name}`: does the suite depend on it?"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_libraries_are_read_from_what_cargo_reports() {
        let messages = concat!(
            r#"{"reason":"compiler-artifact","target":{"name":"kata-std","kind":["lib"]},"#,
            r#""filenames":["/t/debug/deps/libkata_std-1.rlib","/t/debug/deps/libkata_std-1.rmeta"]}"#,
            "\nnot json\n",
            r#"{"reason":"build-finished","success":true}"#,
        );
        assert_eq!(libraries(messages), [("kata_std".to_owned(), PathBuf::from("/t/debug/deps/libkata_std-1.rlib"))]);
    }
}
