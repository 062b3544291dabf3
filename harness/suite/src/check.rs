//! One check: what it is, and the body that judges a subject.

use std::sync::Arc;

use kata_verdict::{CheckInfo, Group, Level};

/// One check of a suite for subjects of type `S`.
#[derive(Clone)]
pub struct Check<S> {
    pub(crate) info: CheckInfo,
    pub(crate) mode: Mode,
    pub(crate) body: Body<S>,
}

/// Judges a subject, in one execution. It may be run thousands of times.
pub(crate) type Body<S> = Arc<dyn Fn(S) + Send + Sync>;

/// How a body is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Once, each thread running until it blocks.
    Once,
    /// Under many schedules, with time-outs that may fire early against a notification.
    Explored,
    /// Under many schedules, but time passes only when nothing can run, so that a reading of the clock is exact.
    Timed,
}

/// A check without its body yet.
#[derive(Clone, Debug)]
pub struct Draft {
    info: CheckInfo,
}

// On `Check<()>`, so that `Check::behaviour(…)` needs no annotation: the subject's type comes with the body.
impl Check<()> {
    /// A check on what the driver promises to a single caller.
    ///
    /// `id` is a sentence in kebab-case, unique in its suite; `title` says the same for people.
    pub fn behaviour(id: &str, title: &str) -> Draft {
        Draft::new(id, title, Group::Behaviour)
    }

    /// A check on what must hold under every interleaving.
    pub fn concurrency(id: &str, title: &str) -> Draft {
        Draft::new(id, title, Group::Concurrency)
    }

    /// A check on what must not wait for what, measured in virtual time.
    pub fn contention(id: &str, title: &str) -> Draft {
        Draft::new(id, title, Group::Contention)
    }

    /// A check on the learner's own traits.
    pub fn seams(id: &str, title: &str) -> Draft {
        Draft::new(id, title, Group::Seams)
    }

    /// A check on a requirement that came late: the twist that `kata.toml` calls `twist`.
    pub fn twist(twist: &str, id: &str, title: &str) -> Draft {
        let draft = Draft::new(id, title, Group::Twist);
        Draft { info: CheckInfo { twist: Some(twist.to_owned()), ..draft.info } }
    }
}

impl<S> Check<S> {
    /// What the check is, whatever the subject.
    pub fn info(&self) -> &CheckInfo {
        &self.info
    }
}

impl Draft {
    fn new(id: &str, title: &str, group: Group) -> Draft {
        let (id, title) = (id.to_owned(), title.to_owned());
        Draft { info: CheckInfo { id, title, group, level: Level::L3, weight: 1, hint: None, twist: None } }
    }

    /// The level at which a miss counts; L3 unless told.
    pub fn level(mut self, level: Level) -> Draft {
        self.info.level = level;
        self
    }

    /// Points for passing; 1 unless told.
    ///
    /// # Panics
    ///
    /// When `weight` is 0: a check that counts for nothing is no check.
    pub fn weight(mut self, weight: u32) -> Draft {
        assert!(weight > 0, "the check {} weighs nothing", self.info.id);
        self.info.weight = weight;
        self
    }

    /// Where to look first, without giving the answer away.
    pub fn hint(mut self, hint: &str) -> Draft {
        self.info.hint = Some(hint.to_owned());
        self
    }

    /// Judges by one run, each thread running until it blocks.
    pub fn run<S>(self, body: impl Fn(S) + Send + Sync + 'static) -> Check<S> {
        self.finish(Mode::Once, body)
    }

    /// Judges by many schedules: exhaustively first, then by bounded randomised search.
    pub fn explore<S>(self, body: impl Fn(S) + Send + Sync + 'static) -> Check<S> {
        self.finish(Mode::Explored, body)
    }

    /// Judges by many schedules on a clock that moves only when nothing can run, so that what the body measures does
    /// not depend on the schedule.
    pub fn timed<S>(self, body: impl Fn(S) + Send + Sync + 'static) -> Check<S> {
        self.finish(Mode::Timed, body)
    }

    fn finish<S>(self, mode: Mode, body: impl Fn(S) + Send + Sync + 'static) -> Check<S> {
        Check { info: self.info, mode, body: Arc::new(body) }
    }
}
