//! Task scheduler: what you implement, and what your scheduler may rely on.
//!
//! You write a type that implements [`TaskScheduler`], and a function that builds it:
//!
//! ```text
//! pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn TaskScheduler>
//! ```
//!
//! * [`Config`] says how failed attempts are retried, and how many finished jobs are remembered.
//! * [`Ports`] are the outside world: the [`Clock`] and the [`EffectStore`]. What a job does is its [`Handler`].
//! * `Seams` is your own struct: one field for each policy that somebody will want to swap (`retry`, `misfire`).
//! * [`kit`] has test doubles for your own tests.
//!
//! # Words
//!
//! A **job** is what was submitted. Its [`Trigger`] plans **occurrences**: one for [`Trigger::Once`], many for the others. An
//! occurrence takes one or more **attempts**: it succeeds with the first one that succeeds, and is *dead* if none may follow. The
//! next occurrence of a job begins only when the one before has succeeded, so a job never overlaps with itself.
//!
//! # Time
//!
//! Time is a [`Timestamp`] that only the [`Clock`] hands out, and always UTC. The clock keeps pace with `std`'s own: a worker with
//! nothing to do for 20 ms may wait 20 ms with [`Condvar::wait_timeout`](std::sync::Condvar::wait_timeout). But *what time
//! it is* only the clock knows.
//!
//! # Many callers
//!
//! Every method may be called from many threads at once, also from inside a handler (but for
//! [`shutdown`](TaskScheduler::shutdown)). A call that has returned has happened: whoever calls later sees its effect. An error
//! changes nothing.

mod config;
mod cron;
mod error;
mod ids;
mod job;
pub mod kit;
mod lease;
mod ports;
mod run;
mod status;
mod time;
pub mod twists;

use std::time::Duration;

pub use config::{Config, RetryRule};
pub use cron::{Cron, CronError, Field};
pub use error::{RedriveError, SubmitError};
pub use ids::{JobId, JobKey, LeaseId, WorkerId};
pub use job::{JobSpec, Misfire, Trigger};
pub use lease::{Claim, LeaseError};
pub use ports::{Clock, EffectKey, EffectStore, Ports, StoreError};
pub use run::{Effect, Failure, Handler, Run};
pub use status::{Cancelled, DeadLetter, Shutdown, Status};
pub use time::{Date, Timestamp, days_in_month};

/// The scheduler, as the services that use it call it.
pub trait TaskScheduler: Send + Sync {
    /// Takes a job, and plans its first occurrence.
    ///
    /// # Errors
    ///
    /// In this order, where more than one applies:
    ///
    /// * [`SubmitError::ShutDown`]: `shutdown` was called.
    /// * [`SubmitError::Unsupported`]: you left this kind of trigger out, so far.
    /// * [`SubmitError::NeverDue`]: a cron trigger that never comes, such as 30 February.
    /// * [`SubmitError::ZeroInterval`]: a fixed rate or a fixed delay of no length.
    /// * [`SubmitError::DuplicateKey`]: a job with this key is not over yet. It is over when it is done or was cancelled; a dead
    ///   job is not over, for it can be redriven.
    fn submit(&self, job: JobSpec) -> Result<JobId, SubmitError>;

    /// Takes a job back, as far as that is still possible; [`Cancelled`] says how far it was.
    ///
    /// Once this has returned something else than [`Cancelled::TooLate`], no attempt of the job begins any more, its status is
    /// [`Status::Cancelled`], and it will not become a dead letter. An attempt that runs already is not disturbed, and its
    /// effect is applied if it succeeds.
    fn cancel(&self, job: JobId) -> Cancelled;

    /// What has become of a job. None if this scheduler never took it, or has forgotten it
    /// ([`Config::history`]).
    fn status(&self, job: JobId) -> Option<Status>;

    /// Works: runs what is due in the calling thread, and waits for more, until [`shutdown`](Self::shutdown). Then it returns.
    ///
    /// Any number of threads may be in here. An attempt goes like this:
    ///
    /// 1. Of all that is due, take what was due first; of those that were due at the same time, what was submitted first.
    /// 2. Call its [`Handler`]. Never before it is due; if a worker is free, not after that either.
    /// 3. If the handler returns an effect, hand it to the [`EffectStore`], with the key of this occurrence.
    /// 4. Once the store has it, the occurrence has succeeded. If the handler fails or panics, or if the store fails, the attempt
    ///    has failed, and [`Config::retry`] says whether and when the next one is due.
    ///
    /// Handlers and store may be slow: what one worker waits for must not delay another. A worker that has nothing to do waits;
    /// it does not poll (waking up every ten minutes, for safety, is no polling).
    fn run_worker(&self, worker: WorkerId);

    /// The occurrences that failed for good and have not been redriven, oldest first.
    ///
    /// A job whose occurrence is dead plans no further ones. Dead letters do not count against [`Config::history`].
    fn dead_letters(&self) -> Vec<DeadLetter>;

    /// Ends the work. Returns once no worker is in an attempt and no other will begin, and lets every
    /// [`run_worker`](Self::run_worker) return. Threads that the scheduler has started itself end with it.
    ///
    /// Nothing is submitted any more from the moment this is called. What is due *at that moment* is still attempted once
    /// with [`Shutdown::Drain`], and left alone with [`Shutdown::Abort`]. What follows from the last attempts (a retry, a next
    /// occurrence) does not begin.
    ///
    /// Hands back the jobs that are neither done nor cancelled nor dead, each *once*, in any order: a second call waits as
    /// well, and returns none that another call has returned.
    fn shutdown(&self, how: Shutdown) -> Vec<JobId>;

    /// Takes what is due, if anything is, for a worker elsewhere. *An extension, like all that follow.* Does not wait.
    ///
    /// It takes what `run_worker` would take next, and counts as an attempt that runs. The worker does the work itself, the
    /// job's handler is not called, and says how it went with [`ack`](Self::ack) or [`fail`](Self::fail). Until then it holds a
    /// lease that is good *before* [`Claim::until`]; from that instant on the lease is stale for every call, whether or not anybody
    /// else has taken the job. An attempt whose lease ran out has failed with the reason `"lease expired"`; the next one is due at that
    /// very instant, without backoff (but the last one that [`Config::retry`] grants is followed by a dead letter as usual).
    ///
    /// After a shutdown there is nothing to take. Jobs that are leased then are handed back, and their leases are stale.
    ///
    /// # Errors
    ///
    /// [`LeaseError::Unsupported`]: you left this extension out (the body that this trait comes with).
    fn claim(&self, worker: WorkerId, lease: Duration) -> Result<Option<Claim>, LeaseError> {
        let _ = (worker, lease);
        Err(LeaseError::Unsupported)
    }

    /// Prolongs a lease: it is good for `lease` from now on. Returns until when.
    ///
    /// # Errors
    ///
    /// [`LeaseError::Stale`]: it has run out, was settled already, or was never given.
    fn heartbeat(&self, lease_id: LeaseId, lease: Duration) -> Result<Timestamp, LeaseError> {
        let _ = (lease_id, lease);
        Err(LeaseError::Unsupported)
    }

    /// Settles a claim: the work is done. The effect goes to the [`EffectStore`], with the key of the occurrence.
    ///
    /// # Errors
    ///
    /// * [`LeaseError::Stale`]: the lease has run out, was settled already, or was never given. A lease that runs out *during*
    ///   this call may go either way, but if this returns `Ok`, nobody else is given the occurrence.
    /// * [`LeaseError::Store`]: the store failed. The lease is as it was: ack again, or fail.
    fn ack(&self, lease_id: LeaseId, effect: Effect) -> Result<(), LeaseError> {
        let _ = (lease_id, effect);
        Err(LeaseError::Unsupported)
    }

    /// Settles a claim: the attempt has failed. What follows is as in [`run_worker`](Self::run_worker).
    ///
    /// # Errors
    ///
    /// [`LeaseError::Stale`]: the lease has run out, was settled already, or was never given.
    fn fail(&self, lease_id: LeaseId, failure: Failure) -> Result<(), LeaseError> {
        let _ = (lease_id, failure);
        Err(LeaseError::Unsupported)
    }

    /// Gives a dead job another chance: its occurrence is due now, its next attempt is number 1 again, its dead letter is gone. If
    /// the occurrence then succeeds, the job goes on as if nothing had been.
    ///
    /// # Errors
    ///
    /// * [`RedriveError::Unsupported`]: you left this extension out (the body that this trait comes with).
    /// * [`RedriveError::NotDead`]: there is no dead letter of this job.
    fn redrive(&self, job: JobId) -> Result<(), RedriveError> {
        let _ = job;
        Err(RedriveError::Unsupported)
    }
}
