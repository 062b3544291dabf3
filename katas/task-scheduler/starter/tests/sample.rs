//! A few public tests to start from. The grader has many more; add your own here.

use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use task_scheduler::{Seams, build};
use task_scheduler_api::kit::{ManualClock, RecordingHandler, RecordingStore, RunningClock, ports};
use task_scheduler_api::{
    Cancelled, Clock, Config, JobSpec, Shutdown, Status, SubmitError, TaskScheduler, Timestamp, Trigger, WorkerId,
};

const MORNING: Timestamp = Timestamp::utc(2024, 2, 29, 8, 0);

struct Office {
    scheduler: Arc<dyn TaskScheduler>,
    clock: Arc<RunningClock>,
    store: Arc<RecordingStore>,
    handler: Arc<RecordingHandler>,
}

/// A scheduler whose clock shows a morning in February, and a handler to submit.
fn office() -> Office {
    let (clock, store) = (RunningClock::from(MORNING), RecordingStore::new());
    let config = Config::default();
    let seams = Seams::new(&config);
    Office { scheduler: build(config, ports(&clock, &store), seams), clock, store, handler: RecordingHandler::new() }
}

impl Office {
    fn job(&self, key: &str, trigger: Trigger) -> JobSpec {
        JobSpec::new(key, trigger, self.handler.clone())
    }

    /// Starts so many workers. They end with the test program, or when somebody calls `shutdown`.
    fn start_workers(&self, count: u64) -> Vec<JoinHandle<()>> {
        let start = |number| {
            let scheduler = self.scheduler.clone();
            thread::spawn(move || scheduler.run_worker(WorkerId::new(number)))
        };
        (1..=count).map(start).collect()
    }
}

#[test]
fn what_is_due_first_runs_first() {
    let office = office();
    for (key, hour) in [("second", 6), ("first", 5), ("third", 7)] {
        office.scheduler.submit(office.job(key, Trigger::Once(Timestamp::utc(2024, 2, 29, hour, 0)))).unwrap();
    }
    office.start_workers(1);
    let keys: Vec<String> = office.handler.wait_for(3).iter().map(|run| run.key.to_string()).collect();
    assert_eq!(keys, ["first", "second", "third"]);
}

#[test]
fn an_earlier_job_wakes_a_worker_that_sleeps() {
    let office = office();
    office.start_workers(1);
    office.scheduler.submit(office.job("late", Trigger::Once(Timestamp::utc(2024, 3, 1, 0, 0)))).unwrap();
    let due = office.clock.now() + Duration::from_millis(20);
    office.scheduler.submit(office.job("early", Trigger::Once(due))).unwrap();
    assert_eq!(office.handler.wait_for(1)[0].planned, due);
    assert!(office.clock.now() >= due);
}

#[test]
fn a_cancelled_job_does_not_run_and_its_key_is_free() {
    let office = office();
    let tomorrow = Trigger::Once(Timestamp::utc(2024, 3, 1, 8, 0));
    let job = office.scheduler.submit(office.job("report", tomorrow.clone())).unwrap();
    let twin = office.scheduler.submit(office.job("report", tomorrow.clone()));
    assert_eq!(twin, Err(SubmitError::DuplicateKey("report".into())));

    assert_eq!(office.scheduler.cancel(job), Cancelled::BeforeRun);
    assert_eq!(office.scheduler.cancel(job), Cancelled::TooLate);
    assert_eq!(office.scheduler.status(job), Some(Status::Cancelled));
    assert!(office.scheduler.submit(office.job("report", tomorrow)).is_ok());
}

#[test]
fn a_run_that_fails_is_tried_again() {
    let office = office();
    office.handler.fail_next("no disk");
    office.scheduler.submit(office.job("report", Trigger::Once(MORNING))).unwrap();
    office.start_workers(2);
    let runs = office.handler.wait_for(2);
    assert_eq!((runs[0].attempt, runs[1].attempt), (1, 2));
    assert!(office.scheduler.dead_letters().is_empty());
}

#[test]
fn a_fixed_rate_counts_from_the_schedule() {
    let office = office();
    let every = Duration::from_millis(10);
    office.scheduler.submit(office.job("tick", Trigger::FixedRate { first: MORNING, every })).unwrap();
    office.start_workers(1);
    let runs = office.handler.wait_for(2);
    assert_eq!(runs[1].planned.since(MORNING).as_millis() % 10, 0);
}

#[test]
fn a_drain_runs_what_is_due_and_lets_the_workers_go() {
    let office = office();
    office.scheduler.submit(office.job("due", Trigger::Once(MORNING))).unwrap();
    let later = office.scheduler.submit(office.job("later", Trigger::Once(Timestamp::utc(2024, 3, 1, 8, 0)))).unwrap();
    let workers = office.start_workers(2);

    assert_eq!(office.scheduler.shutdown(Shutdown::Drain), [later]);

    workers.into_iter().for_each(|worker| worker.join().unwrap());
    assert_eq!((office.handler.runs().len(), office.store.applied().len()), (1, 1));
}

#[test]
fn a_cron_job_is_due_at_the_end_of_the_month() {
    let (clock, store) = (ManualClock::at(Timestamp::utc(2024, 1, 31, 0, 0)), RecordingStore::new());
    let config = Config::default();
    let seams = Seams::new(&config);
    let scheduler = build(config, ports(&clock, &store), seams);
    let trigger = Trigger::Cron("0 0 31 * *".parse().unwrap());
    let job = scheduler.submit(JobSpec::new("bills", trigger, RecordingHandler::new())).unwrap();
    let due = Timestamp::utc(2024, 3, 31, 0, 0);
    assert_eq!(scheduler.status(job), Some(Status::Waiting { due, attempt: 1 }));
}
