//! What the grader tells the runner through its environment, and how the runner reports back.

use std::path::PathBuf;
use std::time::Duration;
use std::{env, fs, io};

use kata_verdict::{ReportFile, Tier};

use crate::budget::Effort;

/// The process allocated more than its limit; there is no report.
pub(crate) const EXIT_MEMORY: i32 = 86;

/// The watchdog ended the process, after it wrote the report.
pub(crate) const EXIT_SPINNING: i32 = 87;

/// How long a check may compute without a scheduling point, unless the grader says otherwise. Processor time, not time on
/// the wall, so that a busy machine changes no verdict.
const PATIENCE: Duration = Duration::from_secs(1);

/// What the grader asks for, beside what the command line selects.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// `KATA_REPORTS`: the folder that reports go to. Without it, only people read the outcome.
    pub(crate) reports: Option<PathBuf>,
    /// `KATA_TIER`: `quick` or `deep`.
    pub(crate) tier: Tier,
    /// `KATA_FOCUS`: the ids of the checks to be explored as the tier says, with commas between them; the others are
    /// explored less. Without it, all are.
    pub(crate) focus: Option<Vec<String>>,
    /// `KATA_SCHEDULE`: run just this schedule again.
    pub(crate) schedule: Option<String>,
    /// `KATA_PATIENCE_MS`: milliseconds of processor time without a scheduling point after which the watchdog bites.
    pub(crate) patience: Duration,
}

impl Request {
    /// Reads the environment. What is absent has its default; a tier that is neither word is quick.
    pub(crate) fn from_env() -> Request {
        let tier = match env::var("KATA_TIER").as_deref() {
            Ok("deep") => Tier::Deep,
            _ => Tier::Quick,
        };
        let focus = env::var("KATA_FOCUS").ok().map(|ids| ids.split(',').map(str::to_owned).collect());
        let reports = env::var_os("KATA_REPORTS").map(PathBuf::from);
        let patience = env::var("KATA_PATIENCE_MS").ok().and_then(|text| text.parse().ok()).map(Duration::from_millis);
        let schedule = env::var("KATA_SCHEDULE").ok();
        Request { reports, tier, focus, schedule, patience: patience.unwrap_or(PATIENCE) }
    }

    /// How much it wants the check `id` explored.
    pub(crate) fn effort(&self, id: &str) -> Effort {
        let in_focus = self.focus.as_ref().is_none_or(|focus| focus.iter().any(|focused| focused == id));
        Effort { tier: self.tier, aside: !in_focus }
    }

    /// Writes the report of the check `id` where the grader looks for it, whole or not at all: first beside it, then renamed.
    pub(crate) fn write(&self, id: &str, report: &ReportFile) -> io::Result<()> {
        let Some(folder) = &self.reports else { return Ok(()) };
        let (path, beside) = (folder.join(format!("{id}.json")), folder.join(format!("{id}.json.part")));
        fs::write(&beside, serde_json::to_vec(report)?)?;
        fs::rename(&beside, path)
    }
}
