//! The scheduler: the book behind its lock, and all that is done without it.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use task_scheduler_api::twists::dependencies::{DependError, DependencyScheduler};
use task_scheduler_api::twists::priorities::PriorityScheduler;
use task_scheduler_api::{
    Cancelled, Claim, DeadLetter, Effect, Failure, JobId, JobSpec, LeaseError, LeaseId, Ports, RedriveError, Shutdown,
    Status, SubmitError, TaskScheduler, Timestamp, WorkerId,
};

use crate::attempt;
use crate::book::Book;

pub(crate) struct Scheduler {
    book: Mutex<Book>,
    /// Something in the book may matter to a worker that waits, or to a shutdown that does.
    changed: Condvar,
    ports: Ports,
}

impl Scheduler {
    pub(crate) fn new(book: Book, ports: Ports) -> Self {
        Scheduler { book: Mutex::new(book), changed: Condvar::new(), ports }
    }

    fn now(&self) -> Timestamp {
        self.ports.clock.now()
    }

    /// The book as of now: leases that have run out are over.
    fn book(&self) -> MutexGuard<'_, Book> {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        book.expire_leases(self.now());
        book
    }

    /// Changes the book, and wakes whoever waits for a change.
    fn change<R>(&self, change: impl FnOnce(&mut Book) -> R) -> R {
        let result = change(&mut self.book());
        self.changed.notify_all();
        result
    }

    /// Waits until the book changes or something is due.
    fn wait<'book>(&self, book: MutexGuard<'book, Book>) -> MutexGuard<'book, Book> {
        let Some(due) = book.next_due() else {
            return self.changed.wait(book).unwrap_or_else(PoisonError::into_inner);
        };
        let pause = due.since(self.now());
        self.changed.wait_timeout(book, pause).unwrap_or_else(PoisonError::into_inner).0
    }
}

impl TaskScheduler for Scheduler {
    fn submit(&self, job: JobSpec) -> Result<JobId, SubmitError> {
        self.submit_with_priority(job, 0)
    }

    fn cancel(&self, job: JobId) -> Cancelled {
        self.change(|book| book.cancel(job))
    }

    fn status(&self, job: JobId) -> Option<Status> {
        self.book().status(job)
    }

    fn run_worker(&self, worker: WorkerId) {
        let mut book = self.book();
        loop {
            let now = self.now();
            book.expire_leases(now);
            if let Some(attempt) = book.take(worker, now) {
                drop(book);
                let result = attempt.make(&*self.ports.effects);
                self.change(|book| book.settle(&attempt.run, result, self.now()));
                book = self.book();
            } else if book.is_finished() {
                return;
            } else {
                book = self.wait(book);
            }
        }
    }

    fn dead_letters(&self) -> Vec<DeadLetter> {
        self.book().dead_letters()
    }

    fn shutdown(&self, how: Shutdown) -> Vec<JobId> {
        self.change(|book| book.close(how, self.now()));
        let quiet = self.changed.wait_while(self.book(), |book| !book.is_quiet());
        quiet.unwrap_or_else(PoisonError::into_inner).hand_back()
    }

    fn claim(&self, worker: WorkerId, lease: Duration) -> Result<Option<Claim>, LeaseError> {
        // A worker that sleeps until something else is due has to know of the lease, so this is a change.
        Ok(self.change(|book| {
            let now = self.now();
            book.claim(worker, now, now + lease)
        }))
    }

    fn heartbeat(&self, lease_id: LeaseId, lease: Duration) -> Result<Timestamp, LeaseError> {
        self.change(|book| book.prolong(lease_id, self.now() + lease))
    }

    fn ack(&self, lease_id: LeaseId, effect: Effect) -> Result<(), LeaseError> {
        let run = self.book().begin_ack(lease_id)?;
        match attempt::apply(&*self.ports.effects, &run, &effect) {
            Ok(()) => self.change(|book| book.end_lease(lease_id, Ok(()), self.now())),
            Err(error) => {
                self.change(|book| book.abandon_ack(lease_id));
                Err(LeaseError::Store(error))
            }
        }
    }

    fn fail(&self, lease_id: LeaseId, failure: Failure) -> Result<(), LeaseError> {
        self.change(|book| book.end_lease(lease_id, Err(failure), self.now()))
    }

    fn redrive(&self, job: JobId) -> Result<(), RedriveError> {
        self.change(|book| book.redrive(job, self.now()))
    }
}

impl PriorityScheduler for Scheduler {
    fn submit_with_priority(&self, job: JobSpec, priority: u32) -> Result<JobId, SubmitError> {
        let now = self.now();
        self.change(|book| book.submit(job, priority, now))
    }
}

impl DependencyScheduler for Scheduler {
    fn depend(&self, job: JobId, on: JobId) -> Result<(), DependError> {
        self.change(|book| book.depend(job, on))
    }
}
