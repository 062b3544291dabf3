//! A scheduler under test with its world around it.

use std::cell::RefCell;
use std::sync::Arc;
use std::time::Duration;

use kata_suite::thread::{self, JoinHandle};
use kata_suite::{Log, call, complain, expect_eq, not_attempted};
use task_scheduler_api::{
    Cancelled, Claim, Config, Effect, EffectKey, JobId, JobSpec, LeaseError, LeaseId, Misfire, Ports, RetryRule, Run,
    Shutdown, Status, SubmitError, TaskScheduler, Timestamp, Trigger, WorkerId,
};

use crate::Subject;
use crate::doubles::{Body, Probe, Store, SuiteClock};

/// What the clock shows when a check begins, unless it needs another day.
pub(crate) const ORIGIN: Timestamp = Timestamp::utc(2031, 5, 14, 9, 0);

/// A scheduler under test with its world around it.
pub(crate) struct Office {
    pub(crate) scheduler: Arc<dyn TaskScheduler>,
    pub(crate) store: Arc<Store>,
    pub(crate) clock: Arc<SuiteClock>,
    /// Every run that a handler has begun.
    pub(crate) begun: Arc<Log<Run>>,
    workers: RefCell<Vec<JoinHandle<()>>>,
}

/// The instant so many milliseconds after the check began.
pub(crate) fn at(millis: u64) -> Timestamp {
    ORIGIN + ms(millis)
}

/// So many milliseconds.
pub(crate) fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// Once, so many milliseconds after the check began.
pub(crate) fn once(millis: u64) -> Trigger {
    Trigger::Once(at(millis))
}

/// At a fixed rate.
pub(crate) fn every(first: u64, every: u64) -> Trigger {
    Trigger::FixedRate { first: at(first), every: ms(every) }
}

/// A rule with `factor` 2: so many attempts, and these delays in milliseconds.
pub(crate) fn retry(max_attempts: u32, first_delay: u64, max_delay: u64) -> Config {
    let (first_delay, max_delay) = (ms(first_delay), ms(max_delay));
    Config { retry: RetryRule { max_attempts, first_delay, factor: 2, max_delay }, ..Config::default() }
}

impl Office {
    /// With the default config.
    pub(crate) fn open(build: Subject) -> Office {
        Office::with(build, Config::default())
    }

    /// With this config.
    pub(crate) fn with(build: Subject, config: Config) -> Office {
        Office::furnished(build, config, SuiteClock { origin: ORIGIN, reads: None })
    }

    /// On another day.
    pub(crate) fn on(build: Subject, origin: Timestamp) -> Office {
        Office::furnished(build, Config::default(), SuiteClock { origin, reads: None })
    }

    /// With a clock that shows [`ORIGIN`] just now, for checks that look at several offices, one after the other.
    pub(crate) fn at_present(build: Subject, config: Config) -> Office {
        let origin = Timestamp::new(ORIGIN.since_1970() - kata_suite::now());
        Office::furnished(build, config, SuiteClock { origin, reads: None })
    }

    /// With this config and this clock.
    pub(crate) fn furnished(build: Subject, config: Config, clock: SuiteClock) -> Office {
        Office::furnished_with(|ports| (build.build)(config, ports), clock)
    }

    /// With whatever is built for this clock.
    pub(crate) fn furnished_with(build: impl FnOnce(Ports) -> Arc<dyn TaskScheduler>, clock: SuiteClock) -> Office {
        let (clock, store) = (Arc::new(clock), Arc::new(Store::default()));
        let scheduler = build(Ports { clock: clock.clone(), effects: store.clone() });
        Office { scheduler, store, clock, begun: Arc::new(Log::new()), workers: RefCell::default() }
    }

    /// A job that writes down its runs.
    pub(crate) fn job(&self, key: &str, trigger: Trigger, body: Body) -> JobSpec {
        JobSpec::new(key, trigger, Arc::new(Probe { begun: self.begun.clone(), body }))
    }

    /// Submits a job that must be taken.
    pub(crate) fn submit(&self, key: &str, trigger: Trigger, body: Body) -> JobId {
        self.submit_spec(self.job(key, trigger, body))
    }

    /// The same with a mode for missed occurrences.
    pub(crate) fn submit_with(&self, key: &str, trigger: Trigger, misfire: Misfire, body: Body) -> JobId {
        self.submit_spec(self.job(key, trigger, body).misfire(misfire))
    }

    /// Submits a job that must be taken.
    pub(crate) fn submit_spec(&self, spec: JobSpec) -> JobId {
        let (key, trigger) = (spec.key.clone(), spec.trigger.clone());
        match self.try_submit(spec) {
            Ok(job) => job,
            Err(error) => complain(format!("submit of {key} with {trigger:?} was refused: {error}")),
        }
    }

    /// Submits a job.
    pub(crate) fn try_submit(&self, spec: JobSpec) -> Result<JobId, SubmitError> {
        let trigger = match spec.trigger {
            Trigger::Once(_) => "submit with a trigger that comes once",
            Trigger::FixedRate { .. } => "submit with a fixed rate",
            Trigger::FixedDelay { .. } => "submit with a fixed delay",
            Trigger::Cron(_) => "submit with a cron trigger",
        };
        match call(&format!("submit({})", spec.key), || self.scheduler.submit(spec)) {
            Err(SubmitError::Unsupported) => not_attempted(trigger),
            result => result,
        }
    }

    /// Cancels a job.
    pub(crate) fn cancel(&self, job: JobId) -> Cancelled {
        call(&format!("cancel({job})"), || self.scheduler.cancel(job))
    }

    /// Complains unless the job has this status.
    pub(crate) fn expect_status(&self, job: JobId, expected: Status, when: &str) {
        expect_eq!(self.scheduler.status(job), Some(expected), "the status of {job} {when}");
    }

    /// When the job is due next, if it waits.
    pub(crate) fn due(&self, job: JobId) -> Option<Timestamp> {
        match self.scheduler.status(job) {
            Some(Status::Waiting { due, .. }) => Some(due),
            _ => None,
        }
    }

    /// Starts so many workers, each on a thread of its own.
    pub(crate) fn start_workers(&self, count: u64) {
        for number in 1..=count {
            let scheduler = self.scheduler.clone();
            let thread = thread::Builder::new().name(format!("worker-{number}"));
            match thread.spawn(move || scheduler.run_worker(WorkerId::new(number))) {
                Ok(worker) => self.workers.borrow_mut().push(worker),
                Err(error) => complain(format!("worker-{number} could not be started: {error}")),
            }
        }
    }

    /// Lets so many milliseconds pass, and then whatever can run do so.
    pub(crate) fn wait(&self, millis: u64) {
        thread::sleep(ms(millis));
        kata_suite::settle_ready();
        self.look_after_workers();
    }

    /// Shuts down, and waits for the workers. Returns what was handed back, in the order of the ids.
    pub(crate) fn close(&self, how: Shutdown) -> Vec<JobId> {
        let left = call(&format!("shutdown({how:?})"), || self.scheduler.shutdown(how));
        self.join_workers();
        sorted(left)
    }

    /// Waits for all workers to return.
    pub(crate) fn join_workers(&self) {
        for (number, worker) in (1..).zip(self.workers.take()) {
            join(number, worker);
        }
    }

    /// A worker that has returned before anybody asked for it will be missed.
    fn look_after_workers(&self) {
        let gone = self.workers.borrow().iter().position(JoinHandle::is_finished);
        if let Some(index) = gone {
            let number = index as u64 + 1;
            join(number, self.workers.borrow_mut().remove(index));
            complain(format!("run_worker of worker-{number} returned, though nobody has called shutdown"));
        }
    }

    /// Which job ran when, in milliseconds after the check began.
    pub(crate) fn runs(&self) -> Vec<(String, u64)> {
        self.begun.entries().iter().map(|run| (run.what.key.to_string(), millis(run.at))).collect()
    }

    /// When the job ran, in milliseconds after the check began.
    pub(crate) fn starts(&self, job: JobId) -> Vec<u64> {
        let runs = self.begun.entries();
        runs.iter().filter(|run| run.what.job == job).map(|run| millis(run.at)).collect()
    }

    /// The keys of the jobs in the order in which they ran.
    pub(crate) fn order(&self) -> Vec<String> {
        self.begun.calls().iter().map(|run| run.key.to_string()).collect()
    }

    /// How many effects of the job have been applied.
    pub(crate) fn effects(&self, job: JobId) -> usize {
        self.store.applied().keys().filter(|key| key.job == job).count()
    }

    /// Claims what is due, if anything is, once all that goes on in the background is done.
    pub(crate) fn claim(&self, worker: u64, lease: u64) -> Option<Claim> {
        kata_suite::settle_ready();
        claim(&*self.scheduler, worker, lease)
    }

    /// Claims what must be due.
    pub(crate) fn must_claim(&self, worker: u64, lease: u64, when: &str) -> Claim {
        self.claim(worker, lease).unwrap_or_else(|| complain(format!("claim found nothing, though {when}")))
    }
}

/// Claims what is due, if anything is.
pub(crate) fn claim(scheduler: &dyn TaskScheduler, worker: u64, lease: u64) -> Option<Claim> {
    match call(&format!("claim(W{worker}, {lease} ms)"), || scheduler.claim(WorkerId::new(worker), ms(lease))) {
        Ok(claim) => claim,
        Err(LeaseError::Unsupported) => not_attempted("claim"),
        Err(error) => complain(format!("claim was refused: {error}")),
    }
}

/// Settles a claim with its effect.
pub(crate) fn ack(scheduler: &dyn TaskScheduler, claim: &Claim) -> Result<(), LeaseError> {
    let effect = Effect::new(format!("{} did its work", claim.run.key));
    attempted("ack", claim.lease, |lease| scheduler.ack(lease, effect))
}

/// Calls an extension method on a lease.
pub(crate) fn attempted<R: std::fmt::Debug>(
    method: &str,
    lease: LeaseId,
    body: impl FnOnce(LeaseId) -> Result<R, LeaseError>,
) -> Result<R, LeaseError> {
    kata_suite::attempt(method, call(&format!("{method}({lease})"), || body(lease)), |error| {
        *error == LeaseError::Unsupported
    })
}

/// The key of the effect of this run.
pub(crate) fn key_of(run: &Run) -> EffectKey {
    EffectKey { job: run.job, planned: run.planned }
}

/// In the order of the ids, which need not be that of the submissions.
pub(crate) fn sorted(mut jobs: Vec<JobId>) -> Vec<JobId> {
    jobs.sort_unstable();
    jobs
}

/// Whole milliseconds.
pub(crate) fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// What `runs` shows, written by hand.
pub(crate) fn runs<const N: usize>(expected: [(&str, u64); N]) -> Vec<(String, u64)> {
    expected.map(|(key, at)| (key.to_owned(), at)).to_vec()
}

fn join(number: u64, worker: JoinHandle<()>) {
    if let Err(panic) = worker.join() {
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let text = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
        complain(format!("run_worker of worker-{number} panicked: {text}"));
    }
}
