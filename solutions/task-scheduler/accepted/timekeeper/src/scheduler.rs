//! The scheduler: the book behind its lock, the timekeeper who knows when, and the counter where the work lies.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use task_scheduler_api::{
    Cancelled, Claim, Config, DeadLetter, Effect, Failure, JobId, JobSpec, LeaseError, LeaseId, Ports, RedriveError,
    Shutdown, Status, SubmitError, TaskScheduler, Timestamp, WorkerId,
};

use crate::attempt;
use crate::book::Book;
use crate::counter::Counter;
use crate::seams::Seams;
use crate::timekeeper::Timekeeper;

pub(crate) struct Scheduler {
    book: Mutex<Book>,
    timekeeper: Timekeeper,
    counter: Arc<Counter>,
    ports: Ports,
}

impl Scheduler {
    pub(crate) fn new(config: Config, ports: Ports, seams: Seams) -> Self {
        let counter = Arc::new(Counter::default());
        let timekeeper = Timekeeper::hire(ports.clock.clone(), counter.clone());
        Scheduler { book: Mutex::new(Book::new(&config, seams)), timekeeper, counter, ports }
    }

    fn now(&self) -> Timestamp {
        self.ports.clock.now()
    }

    /// Works in the book as of now, and sets the alarms that follow from it.
    fn with_book<R>(&self, work: impl FnOnce(&mut Book) -> R) -> R {
        let mut book: MutexGuard<'_, Book> = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        book.expire_leases(self.now());
        let result = work(&mut book);
        let alarms = book.new_alarms();
        drop(book);
        self.timekeeper.set(alarms);
        result
    }
}

impl Drop for Scheduler {
    fn drop(&mut self) {
        self.timekeeper.dismiss();
    }
}

impl TaskScheduler for Scheduler {
    fn submit(&self, job: JobSpec) -> Result<JobId, SubmitError> {
        self.with_book(|book| book.submit(job, self.now()))
    }

    fn cancel(&self, job: JobId) -> Cancelled {
        self.with_book(|book| book.cancel(job))
    }

    fn status(&self, job: JobId) -> Option<Status> {
        self.with_book(|book| book.status(job))
    }

    fn run_worker(&self, worker: WorkerId) {
        while let Some(alarm) = self.counter.wait() {
            if let Some(attempt) = self.with_book(|book| book.take(alarm, worker)) {
                let result = attempt.make(&*self.ports.effects);
                self.with_book(|book| book.conclude(&attempt.run, result, self.now()));
            }
            self.counter.put_back();
        }
    }

    fn dead_letters(&self) -> Vec<DeadLetter> {
        self.with_book(|book| book.dead_letters())
    }

    fn shutdown(&self, how: Shutdown) -> Vec<JobId> {
        let last = self.with_book(|book| book.close(how, self.now()));
        self.counter.close(last);
        self.timekeeper.dismiss();
        self.with_book(Book::hand_back)
    }

    fn claim(&self, worker: WorkerId, lease: Duration) -> Result<Option<Claim>, LeaseError> {
        while let Some(alarm) = self.counter.try_take() {
            let claim = self.with_book(|book| book.claim(alarm, worker, self.now() + lease));
            self.counter.put_back();
            if claim.is_some() {
                return Ok(claim);
            }
        }
        Ok(None)
    }

    fn heartbeat(&self, lease_id: LeaseId, lease: Duration) -> Result<Timestamp, LeaseError> {
        self.with_book(|book| book.prolong(lease_id, self.now() + lease))
    }

    fn ack(&self, lease_id: LeaseId, effect: Effect) -> Result<(), LeaseError> {
        let run = self.with_book(|book| book.begin_ack(lease_id))?;
        match attempt::apply(&*self.ports.effects, &run, &effect) {
            Ok(()) => self.with_book(|book| book.end_lease(lease_id, Ok(()), self.now())),
            Err(error) => {
                self.with_book(|book| book.abandon_ack(lease_id));
                Err(LeaseError::Store(error))
            }
        }
    }

    fn fail(&self, lease_id: LeaseId, failure: Failure) -> Result<(), LeaseError> {
        self.with_book(|book| book.end_lease(lease_id, Err(failure), self.now()))
    }

    fn redrive(&self, job: JobId) -> Result<(), RedriveError> {
        self.with_book(|book| book.redrive(job, self.now()))
    }
}
