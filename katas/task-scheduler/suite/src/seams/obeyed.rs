//! What becomes of the policies' answers.

use std::time::Duration;

use kata_suite::spies::{self, Seen};
use kata_suite::{Check, Level, complain_with, seams, skip};
use task_scheduler_api::{Config, Misfire, Status, Timestamp};

use super::{misfire, retry};
use crate::Subject;
use crate::doubles::{fails, slow_at_first};
use crate::office::{Office, at, every, ms, once};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::seams("retry-may-give-up", "retry may give up before the attempts are used up")
            .level(Level::L5)
            .weight(2)
            .hint("What does your scheduler do when the policy says no after the first attempt of three?")
            .run(retry_may_give_up),
        Check::seams("the-pause-is-what-retry-says", "the pause before the next attempt is what retry says")
            .level(Level::L5)
            .weight(2)
            .hint("Where else does your code work out a pause?")
            .run(the_pause_is_what_retry_says),
        Check::seams("the-next-occurrence-is-what-misfire-says", "the next occurrence is the one that misfire chooses")
            .level(Level::L6)
            .weight(2)
            .hint("Where else does your code look at the mode of a job?")
            .run(the_next_occurrence_is_what_misfire_says),
    ]
}

fn retry_may_give_up(build: Subject) {
    let office = Office::open(build);
    retry().watch();
    retry().refuses();
    let job = office.submit("report", once(0), fails());
    office.start_workers(1);
    office.wait(1000);
    seams::refused(retry());
    let runs = office.starts(job).len();
    let (status, letters) = (office.scheduler.status(job), office.scheduler.dead_letters());
    let obeyed = runs == 1 && status == Some(Status::Dead) && letters.len() == 1;
    if !obeyed {
        let message = format!(
            "`retry` gave up after the first attempt of three; there were {runs} attempts, {} dead letters, and the status is {status:?}",
            letters.len()
        );
        complain_with(message, seams::lines(&retry().crossings()));
    }
}

fn the_pause_is_what_retry_says(build: Subject) {
    spies::read::<Duration>();
    let office = Office::open(build);
    retry().watch();
    retry().answers_with(|pause: &Duration, _: &Seen| Some(*pause + ms(7)));
    let job = office.submit("report", once(0), fails());
    office.start_workers(1);
    office.wait(50);
    seams::altered(retry(), "a Duration");
    let asked = retry().crossings();
    let said: Vec<Duration> =
        asked.iter().filter(|call| call.altered).flat_map(|call| call.answer_seen.all()).collect();
    let Some(due) = office.due(job) else { return };
    if !said.iter().any(|pause| due == at(0) + *pause) {
        let pause = due.since(at(0));
        let message =
            format!("`retry` said {said:?} after the attempt at 0 ms failed, and the next one is due after {pause:?}");
        complain_with(message, seams::lines(&asked));
    }
}

fn the_next_occurrence_is_what_misfire_says(build: Subject) {
    spies::read::<Timestamp>();
    let office = Office::with(build, Config::default());
    misfire().watch();
    // Of 100, 200 and 300 ms, all missed, CatchUp runs the oldest next; another policy may choose the latest.
    misfire().answers_once_with(|next: &Timestamp, _: &Seen| (*next == at(100)).then_some(at(300)));
    office.submit_with("tick", every(0, 100), Misfire::CatchUp, slow_at_first(350));
    office.start_workers(1);
    office.wait(380);
    seams::altered(misfire(), "a Timestamp");
    let asked = misfire().crossings();
    let said: Vec<Timestamp> =
        asked.iter().filter(|call| call.altered).flat_map(|call| call.answer_seen.all()).collect();
    if said != [at(300)] {
        skip("`misfire` answers with several instants, so the suite does not know another answer");
    }
    let planned: Vec<Timestamp> = office.begun.calls().iter().map(|run| run.planned).collect();
    if planned != [at(0), at(300)] {
        let shown: Vec<String> = planned.iter().map(|time| format!("{} ms", time.since(at(0)).as_millis())).collect();
        let message = format!(
            "every 100 ms, with a first run of 350 ms: `misfire` chose the occurrence at 300 ms to be the next, and these ran until \
             380 ms: {}",
            shown.join(", ")
        );
        complain_with(message, seams::lines(&asked));
    }
}
