//! The workers: who leads, who follows, and who is woken for what.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use task_scheduler_api::{
    Cancelled, Claim, Config, DeadLetter, Effect, Failure, JobId, JobSpec, LeaseError, LeaseId, Ports, RedriveError,
    Shutdown, Status, SubmitError, TaskScheduler, Timestamp, WorkerId,
};

use crate::attempt;
use crate::desk::Desk;
use crate::seams::Seams;

/// The state, and those who wait for a change of it.
pub(crate) struct Pool {
    room: Mutex<Room>,
    /// The one worker that waits with a deadline.
    leader: Condvar,
    /// The other workers that have nothing to do.
    followers: Condvar,
    /// Shutdowns that wait for the end.
    closers: Condvar,
    ports: Ports,
}

struct Room {
    desk: Desk,
    has_leader: bool,
}

impl Pool {
    pub(crate) fn new(config: &Config, ports: Ports, seams: Seams) -> Self {
        let room = Room { desk: Desk::new(config, seams), has_leader: false };
        Pool {
            room: Mutex::new(room),
            leader: Condvar::new(),
            followers: Condvar::new(),
            closers: Condvar::new(),
            ports,
        }
    }

    fn now(&self) -> Timestamp {
        self.ports.clock.now()
    }

    /// The room as of now: leases that have run out are over.
    fn room(&self) -> MutexGuard<'_, Room> {
        let mut room = self.room.lock().unwrap_or_else(PoisonError::into_inner);
        room.desk.expire_leases(self.now());
        room
    }

    /// Changes the state, and wakes whoever has to know.
    fn change<R>(&self, change: impl FnOnce(&mut Desk, Timestamp) -> R) -> R {
        let mut room = self.room();
        let before = room.desk.next_look();
        let result = change(&mut room.desk, self.now());
        if room.desk.is_closed() {
            [&self.leader, &self.followers, &self.closers].map(Condvar::notify_all);
        } else if room.desk.next_look() != before {
            // The leader sets itself another deadline. Where there is none, all are busy, or one is about to lead.
            if room.has_leader { self.leader.notify_one() } else { self.followers.notify_one() }
        }
        result
    }

    /// Waits as the leader if there is none, else as a follower.
    fn wait<'room>(&self, mut room: MutexGuard<'room, Room>) -> MutexGuard<'room, Room> {
        if room.has_leader {
            return self.followers.wait(room).unwrap_or_else(PoisonError::into_inner);
        }
        room.has_leader = true;
        let mut room = match room.desk.next_look() {
            Some(time) => {
                let pause = time.since(self.now());
                self.leader.wait_timeout(room, pause).unwrap_or_else(PoisonError::into_inner).0
            }
            None => self.leader.wait(room).unwrap_or_else(PoisonError::into_inner),
        };
        room.has_leader = false;
        room
    }
}

impl TaskScheduler for Pool {
    fn submit(&self, job: JobSpec) -> Result<JobId, SubmitError> {
        let now = self.now();
        self.change(|desk, _| desk.submit(job, now))
    }

    fn cancel(&self, job: JobId) -> Cancelled {
        self.change(|desk, _| desk.cancel(job))
    }

    fn status(&self, job: JobId) -> Option<Status> {
        self.room().desk.status(job)
    }

    fn run_worker(&self, worker: WorkerId) {
        let mut room = self.room();
        loop {
            let now = self.now();
            room.desk.expire_leases(now);
            if let Some(attempt) = room.desk.begin(worker, now) {
                // Whoever led until now is busy from here on, so somebody else has to mind the clock.
                self.followers.notify_one();
                drop(room);
                let result = attempt.make(&*self.ports.effects);
                self.change(|desk, now| desk.finish(&attempt.run, result, now));
                room = self.room();
            } else if room.desk.is_finished() {
                return;
            } else {
                room = self.wait(room);
            }
        }
    }

    fn dead_letters(&self) -> Vec<DeadLetter> {
        self.room().desk.dead_letters()
    }

    fn shutdown(&self, how: Shutdown) -> Vec<JobId> {
        self.change(|desk, now| desk.close(how, now));
        let quiet = self.closers.wait_while(self.room(), |room| !room.desk.is_quiet());
        quiet.unwrap_or_else(PoisonError::into_inner).desk.hand_back()
    }

    fn claim(&self, worker: WorkerId, lease: Duration) -> Result<Option<Claim>, LeaseError> {
        Ok(self.change(|desk, now| desk.claim(worker, now, now + lease)))
    }

    fn heartbeat(&self, lease_id: LeaseId, lease: Duration) -> Result<Timestamp, LeaseError> {
        self.change(|desk, now| desk.prolong(lease_id, now + lease))
    }

    fn ack(&self, lease_id: LeaseId, effect: Effect) -> Result<(), LeaseError> {
        let run = self.change(|desk, _| desk.begin_ack(lease_id))?;
        match attempt::apply(&*self.ports.effects, &run, &effect) {
            Ok(()) => self.change(|desk, now| desk.settle(lease_id, Ok(()), now)),
            Err(error) => {
                self.change(|desk, _| desk.abandon_ack(lease_id))?;
                Err(LeaseError::Store(error))
            }
        }
    }

    fn fail(&self, lease_id: LeaseId, failure: Failure) -> Result<(), LeaseError> {
        self.change(|desk, now| desk.settle(lease_id, Err(failure), now))
    }

    fn redrive(&self, job: JobId) -> Result<(), RedriveError> {
        self.change(|desk, now| desk.redrive(job, now))
    }
}
