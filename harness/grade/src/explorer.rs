//! Explores single files: whatever is written against plain `std` and has a `pub fn scenario()`.

use std::path::PathBuf;

use kata_verdict::{Level, Tier, Verdict};

use crate::stage::ROOT_FILE;
use crate::subject::Subject;
use crate::{Cancel, Error, Grader, Options, Request, Source};

/// Explores single files. A file takes the same way as a submission: it is reviewed, staged, compiled against our
/// `std`, and run in a process of its own. What it is linked to is built once.
#[derive(Debug)]
pub struct Explorer(Grader);

impl Explorer {
    /// Builds what files are linked to, once. `progress` is told what cargo says on the way.
    pub fn open(root: PathBuf, progress: &mut dyn FnMut(&str)) -> Result<Explorer, Error> {
        let options = Options { root, kata: Subject::Scenario.name().to_owned(), jobs: 1, incremental: false };
        Ok(Explorer(Grader::link(options, Subject::Scenario, progress)?))
    }

    /// Explores one file, given its text. The verdict has one check, `scenario`; with a `schedule` as its evidence gives
    /// it, just that one schedule is run again.
    pub fn explore(
        &self,
        text: Vec<u8>,
        tier: Tier,
        schedule: Option<String>,
        cancel: &Cancel,
    ) -> Result<Verdict, Error> {
        let source = Source::Files(vec![(PathBuf::from(ROOT_FILE), text)]);
        let request = Request { schedule, ..Request::whole(tier, Level::L3) };
        self.0.grade(&source, &request, cancel, &mut |_| {})
    }
}
