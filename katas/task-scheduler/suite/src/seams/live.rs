//! Who is asked, and when.

use kata_suite::spies::Role;
use kata_suite::{Check, Level, complain, complain_with, seams};
use task_scheduler_api::{Config, Failure, Trigger};

use super::{misfire, retry};
use crate::Subject;
use crate::doubles::{Answer, Body, effect, fails_first, slow_at_first, succeeds};
use crate::office::{Office, attempted, every, once};

const MINUTE: u64 = 60_000;

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::seams("retry-is-asked-after-each-failure", "retry is asked after each kind of failure")
            .level(Level::L5)
            .weight(2)
            .hint("A handler fails, a handler panics, the store fails: who decides what follows, each time?")
            .run(retry_is_asked_after_each_failure),
        Check::seams("retry-is-asked-after-a-claim", "retry is asked when a claim fails or its lease expires")
            .level(Level::L6)
            .hint("Whether an attempt is followed by another is one decision, whoever made the attempt.")
            .run(retry_is_asked_after_a_claim),
        Check::seams("misfire-is-asked-for-what-was-missed", "misfire is asked when occurrences were missed")
            .level(Level::L6)
            .weight(2)
            .hint("Both a fixed rate and a cron job can miss occurrences. Who decides what becomes of them?")
            .run(misfire_is_asked_for_what_was_missed),
    ]
}

/// Watches how often a role is asked, one situation after the other.
struct Watch {
    role: Role,
    asked: Vec<&'static str>,
    silent: Vec<&'static str>,
}

impl Watch {
    fn over(role: Role) -> Watch {
        Watch { role, asked: Vec::new(), silent: Vec::new() }
    }

    /// Goes through a situation with a subject that has been built.
    fn during(&mut self, situation: &'static str, act: impl FnOnce()) {
        self.role.watch();
        let before = self.role.crossings().len();
        act();
        let asked = self.role.crossings().len() > before;
        if asked { &mut self.asked } else { &mut self.silent }.push(situation);
    }

    /// Complains of a situation in which the role was not asked.
    fn judge(&self) {
        let name = self.role.name();
        let at = self.role.field().map(|field| format!("{}: ", field.at)).unwrap_or_default();
        let Some(silent) = self.silent.first() else { return };
        let message = match self.asked.first() {
            None => format!("{at}{silent}, and `{name}` was not asked: the seam is there, but nothing hangs on it"),
            Some(asked) => {
                format!("{at}`{name}` was asked when {asked}, but not when {silent}: somebody else decides there")
            }
        };
        complain_with(message, seams::lines(&self.role.crossings()));
    }
}

fn retry_is_asked_after_each_failure(build: Subject) {
    let panics: Body = Box::new(|run| if run.attempt == 1 { panic!("no disk") } else { Ok(effect(run)) });
    let mut watch = Watch::over(retry());
    for (situation, body, answer) in [
        ("a handler returned a failure", fails_first(1), None),
        ("a handler panicked", panics, None),
        ("the store failed", succeeds(), Some(Answer::Refused)),
    ] {
        let office = Office::at_present(build, Config::default());
        office.store.answers(answer);
        watch.during(situation, || {
            office.submit("report", once(0), body);
            office.start_workers(1);
            office.wait(500);
        });
    }
    watch.judge();
}

fn retry_is_asked_after_a_claim(build: Subject) {
    let mut watch = Watch::over(retry());
    let office = Office::at_present(build, Config::default());
    office.submit("report", once(0), succeeds());
    let claim = office.must_claim(1, 10, "a job is due");
    watch.during("a claim failed", || {
        let failed = attempted("fail", claim.lease, |lease| office.scheduler.fail(lease, Failure::new("no disk")));
        // What it returns is the business of other checks.
        let _settled = failed;
    });
    let office = Office::at_present(build, Config::default());
    office.submit("report", once(0), succeeds());
    office.must_claim(1, 10, "a job is due");
    watch.during("a lease expired", || {
        office.wait(10);
        office.claim(2, 10);
    });
    watch.judge();
}

fn misfire_is_asked_for_what_was_missed(build: Subject) {
    let cron = "* * * * *".parse().map_or_else(|_| complain("a fault of ours"), Trigger::Cron);
    let mut watch = Watch::over(misfire());
    for (situation, trigger, slow, wait) in [
        ("a job at a fixed rate missed occurrences", every(0, 100), 350, 500),
        ("a cron job missed occurrences", cron, 3 * MINUTE, 5 * MINUTE),
    ] {
        let office = Office::at_present(build, Config::default());
        watch.during(situation, || {
            office.submit("tick", trigger, slow_at_first(slow));
            office.start_workers(1);
            office.wait(wait);
        });
    }
    watch.judge();
}
