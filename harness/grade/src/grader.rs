//! One kata, ready to judge submissions.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;

use kata_review::Api;
use kata_verdict::{CheckInfo, CheckVerdict, Verdict};
use serde::{Deserialize, Serialize};

use crate::admit::{Admission, Admitted, admit};
use crate::artifacts::Artifacts;
use crate::compile::{Compiled, bare, compile};
use crate::critique;
use crate::draft::Draft;
use crate::explain::explain;
use crate::run::Runner;
use crate::select::select;
use crate::spies::{self, Spies};
use crate::stage::{Slot, Slots};
use crate::subject::Subject;
use crate::{Cancel, Error, Event, Request, Source};
use kata_process::Lab;

/// How to open a [`Grader`].
#[derive(Clone, Debug)]
pub struct Options {
    /// The root of this project: the workspace that holds `katas/` and `harness/`.
    pub root: PathBuf,
    /// The slug of the kata: `parking-lot`.
    pub kata: String,
    /// How many checks run at once; 0 for as many as there are cores.
    pub jobs: usize,
    /// Whether rustc keeps its incremental state from one run to the next: fast for a watch, not for a single verdict.
    pub incremental: bool,
}

/// A suite that one grader has built, for other graders to use: also for those of other processes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Prepared(Artifacts);

/// One kata, ready to judge submissions: its suite is built, and a temporary folder is there, which goes away with the
/// grader. It can be shared between threads: runs at once do not get in each other's way.
#[derive(Debug)]
pub struct Grader {
    options: Options,
    subject: Subject,
    lab: Lab,
    slots: Slots,
    artifacts: Mutex<Artifacts>,
    checks: OnceLock<Vec<CheckInfo>>,
    api: OnceLock<Api>,
}

impl Grader {
    /// Builds the suite of a kata, once. `progress` is told what cargo says on the way.
    pub fn open(options: Options, progress: &mut dyn FnMut(&str)) -> Result<Grader, Error> {
        let subject = Subject::kata(&options.root, &options.kata);
        Grader::link(options, subject, progress)
    }

    /// Builds what submissions are linked to, once.
    pub(crate) fn link(options: Options, subject: Subject, progress: &mut dyn FnMut(&str)) -> Result<Grader, Error> {
        let lab = Lab::open().map_err(|error| Error::Setup(error.to_string()))?;
        let artifacts = Artifacts::build(&lab, &options.root, &subject, progress)?;
        Ok(Grader::with(options, subject, lab, artifacts))
    }

    fn with(options: Options, subject: Subject, lab: Lab, artifacts: Artifacts) -> Grader {
        let (slots, artifacts) = (Slots::default(), Mutex::new(artifacts));
        Grader { options, subject, lab, slots, artifacts, checks: OnceLock::new(), api: OnceLock::new() }
    }

    /// Opens a grader on a suite that another one has built, without a word to cargo.
    ///
    /// # Errors
    ///
    /// Where the temporary folder cannot be written to.
    pub fn open_prepared(options: Options, prepared: Prepared) -> Result<Grader, Error> {
        let subject = Subject::kata(&options.root, &options.kata);
        let lab = Lab::open().map_err(|error| Error::Setup(error.to_string()))?;
        Ok(Grader::with(options, subject, lab, prepared.0))
    }

    /// What this grader has built, for others.
    pub fn prepared(&self) -> Prepared {
        Prepared(self.artifacts.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    /// Which compiler it uses, in the compiler's words: what it says of code is part of some verdicts.
    ///
    /// # Errors
    ///
    /// Where it cannot be run.
    pub fn compiler(&self) -> Result<String, Error> {
        self.prepared().0.compiler(&self.lab)
    }

    /// Judges one submission. What its code does wrong is in the verdict; an error means that there is none.
    pub fn grade(
        &self,
        source: &Source,
        request: &Request,
        cancel: &Cancel,
        events: &mut dyn FnMut(Event),
    ) -> Result<Verdict, Error> {
        let mut slot = self.slots.take(&self.lab).map_err(staging)?;
        let draft = Draft::new(self.subject.name(), request);
        let run = Run { grader: self, request, cancel, events, draft };
        let verdict = run.judge(source, &mut slot);
        // After a failure, what lies in the slot may not be what the slot believes.
        if matches!(verdict, Ok(_) | Err(Error::Cancelled)) {
            self.slots.give_back(slot);
        }
        if cancel.is_cancelled() { Err(Error::Cancelled) } else { verdict }
    }

    /// Stages a submission in `folder`, and gives the rustc command that a verdict on it would run, with the compiler's
    /// incremental state in the same folder. Nothing is run: this is what a verdict is measured against.
    pub fn bare_rustc(&self, source: &Source, folder: &Path) -> Result<Command, Error> {
        let Admission::Admitted(admitted) = admit(source.load()?, &self.subject) else {
            return Err(Error::Setup("the submission would not be compiled".to_owned()));
        };
        let mut slot = Slot::at(folder.to_owned());
        // Without spies: they are part of what is measured.
        slot.stage(&admitted.files, &self.subject, &Spies::default()).map_err(staging)?;
        let artifacts = self.artifacts.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(bare(&self.lab, &artifacts, &slot))
    }

    fn jobs(&self) -> usize {
        match self.options.jobs {
            0 => thread::available_parallelism().map_or(1, usize::from),
            jobs => jobs,
        }
    }

    /// The checks of the suite: the same for each submission, so asked for once.
    fn checks(&self, runner: &Runner<'_>) -> Result<&[CheckInfo], Error> {
        if self.checks.get().is_none() {
            // Two runs at once may both ask; the answer is the same.
            _ = self.checks.set(runner.describe()?);
        }
        Ok(self.checks.get().map_or(&[], Vec::as_slice))
    }

    /// What the kata's API says of ports: the same for each submission, so read once.
    fn api(&self) -> &Api {
        self.api.get_or_init(|| critique::api(&self.options.root, &self.subject))
    }

    fn compile(&self, slot: &Slot, cancel: &Cancel) -> Result<Compiled, Error> {
        let artifacts = self.artifacts.lock().unwrap_or_else(PoisonError::into_inner).clone();
        compile(&self.lab, &artifacts, slot, self.options.incremental, cancel)
            .map_err(|error| Error::Fault(format!("cannot run rustc {}: {error}", artifacts.rustc.display())))
    }

    fn spies(&self, files: &BTreeMap<String, String>) -> Spies {
        let available = self.artifacts.lock().unwrap_or_else(PoisonError::into_inner).has(spies::LIBRARY);
        Spies::of(files, &self.subject, available)
    }

    fn rebuild(&self) -> Result<(), Error> {
        let mut artifacts = self.artifacts.lock().unwrap_or_else(PoisonError::into_inner);
        *artifacts = Artifacts::build(&self.lab, &self.options.root, &self.subject, &mut |_| {})?;
        Ok(())
    }
}

fn staging(error: std::io::Error) -> Error {
    Error::Setup(format!("cannot stage the submission in the temporary folder: {error}; is the disk full?"))
}

/// rustc's word for a trait of which there is no `dyn`.
const NO_TRAIT_OBJECT: &str = "E0038";

/// One run of a grader.
struct Run<'a> {
    grader: &'a Grader,
    request: &'a Request,
    cancel: &'a Cancel,
    events: &'a mut dyn FnMut(Event),
    draft: Draft,
}

impl Run<'_> {
    fn judge(self, source: &Source, slot: &mut Slot) -> Result<Verdict, Error> {
        match admit(source.load()?, &self.grader.subject) {
            Admission::Refused(refusals) => Ok(self.draft.refused(refusals)),
            Admission::Broken { diagnostics, next } => Ok(self.draft.broken(diagnostics, next)),
            Admission::Admitted(admitted) => self.compile(admitted, slot),
        }
    }

    fn compile(mut self, admitted: Admitted, slot: &mut Slot) -> Result<Verdict, Error> {
        let (subject, root) = (&self.grader.subject, &self.grader.options.root);
        let spies = self.grader.spies(&admitted.files);
        let obstacles = spies.obstacles();
        slot.stage(&admitted.files, subject, &spies).map_err(staging)?;
        self.draft.staged();
        (self.events)(Event::Compiling);
        let compiled = match self.rustc(slot)? {
            // Whose errors these are shows without the spies.
            Compiled::Broken(errors) if spies.are_woven() => {
                slot.stage(&admitted.files, subject, &spies.unwoven(&errors)).map_err(staging)?;
                self.rustc(slot)?
            }
            compiled => compiled,
        };
        let millis = self.draft.compiled();
        match compiled {
            Compiled::Runner(program) if admitted.unread.is_empty() => self.run(program, millis, slot, &admitted.files),
            Compiled::Runner(_) => Ok(self.draft.refused(admitted.unread)),
            Compiled::Refused(refusals) => Ok(self.draft.refused(refusals)),
            Compiled::Broken(errors) => {
                let explained = explain(&errors, &admitted.files, root, subject.name());
                let is_no_object = errors.iter().any(|error| error.code() == NO_TRAIT_OBJECT);
                let why = obstacles.into_iter().filter(|_| is_no_object);
                Ok(self.draft.broken(explained.diagnostics, why.chain(explained.next).collect()))
            }
            Compiled::Outdated(why) => Err(Error::Fault(format!("the suite cannot be linked: {why}"))),
            Compiled::Hindered(error) => Err(error),
            Compiled::Cancelled => Err(Error::Cancelled),
        }
    }

    /// Compiles, and once more where the suite was built anew, or taken away, since the grader was opened.
    fn rustc(&self, slot: &Slot) -> Result<Compiled, Error> {
        match self.grader.compile(slot, self.cancel)? {
            Compiled::Outdated(_) => {
                self.grader.rebuild()?;
                self.grader.compile(slot, self.cancel)
            }
            compiled => Ok(compiled),
        }
    }

    fn run(
        self,
        program: PathBuf,
        millis: u64,
        slot: &Slot,
        files: &BTreeMap<String, String>,
    ) -> Result<Verdict, Error> {
        let runner = Runner { lab: &self.grader.lab, slot, program, cancel: self.cancel, spins: AtomicBool::default() };
        let checks = select(self.grader.checks(&runner)?, self.request)?;
        (self.events)(Event::Compiled { millis, checks: checks.len(), runner: runner.program.clone() });
        let told = &mut |check: &CheckVerdict| (self.events)(Event::Checked(check.clone()));
        let judged = runner.run(&checks, self.request, self.grader.jobs(), told)?;
        if !critique::is_asked_for(self.request) {
            return Ok(self.draft.graded(judged, Vec::new()));
        }
        let findings = critique::findings(files, self.grader.api(), &self.grader.subject);
        Ok(self.draft.graded(judged, findings))
    }
}
