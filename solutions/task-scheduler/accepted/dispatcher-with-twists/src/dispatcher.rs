//! The dispatcher: the one thread that touches the desk.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use task_scheduler_api::twists::dependencies::DependError;
use task_scheduler_api::{
    Cancelled, Claim, Clock, DeadLetter, Failure, JobId, JobSpec, LeaseError, LeaseId, RedriveError, Run, Shutdown,
    Status, SubmitError, Timestamp, WorkerId,
};

use crate::attempt::Attempt;
use crate::desk::Desk;

/// What the dispatcher can be asked for, each with the envelope for the answer.
pub(crate) enum Request {
    Submit(JobSpec, u32, Sender<Result<JobId, SubmitError>>),
    Depend(JobId, JobId, Sender<Result<(), DependError>>),
    Cancel(JobId, Sender<Cancelled>),
    Status(JobId, Sender<Option<Status>>),
    DeadLetters(Sender<Vec<DeadLetter>>),
    /// A worker is idle. It gets the next attempt, whenever that is due; an envelope that is thrown away sends it home.
    Work(WorkerId, Sender<Attempt>),
    Settle(Run, Result<(), Failure>, Sender<()>),
    Shutdown(Shutdown, Sender<Vec<JobId>>),
    Claim(WorkerId, Duration, Sender<Option<Claim>>),
    Prolong(LeaseId, Duration, Sender<Result<Timestamp, LeaseError>>),
    BeginAck(LeaseId, Sender<Result<Run, LeaseError>>),
    AbandonAck(LeaseId, Sender<Result<(), LeaseError>>),
    EndLease(LeaseId, Result<(), Failure>, Sender<Result<(), LeaseError>>),
    Redrive(JobId, Sender<Result<(), RedriveError>>),
}

/// Where the dispatcher leaves its desk when it goes, for questions that come later.
type Archive = Arc<Mutex<Option<Dispatcher>>>;

/// Where requests are posted.
pub(crate) struct Mailbox {
    sender: Sender<Request>,
    archive: Archive,
    dispatcher: Mutex<Option<JoinHandle<()>>>,
}

impl Mailbox {
    /// Hires a dispatcher.
    pub(crate) fn hire(desk: Desk, clock: Arc<dyn Clock>) -> Mailbox {
        let (sender, requests) = channel();
        let archive = Archive::default();
        let dispatcher = Dispatcher { desk, clock, idle: VecDeque::new(), closers: Vec::new() };
        let (name, left) = ("dispatcher".to_owned(), archive.clone());
        let work = move || dispatcher.work(requests, &left);
        let thread = thread::Builder::new().name(name).spawn(work).expect("the scheduler can start a thread");
        Mailbox { sender, archive, dispatcher: Mutex::new(Some(thread)) }
    }

    /// Posts a request and waits for the answer. None: the dispatcher will not answer any more.
    pub(crate) fn ask<T>(&self, request: impl Fn(Sender<T>) -> Request) -> Option<T> {
        let (reply, answer) = channel();
        if self.sender.send(request(reply)).is_ok()
            && let Ok(answer) = answer.recv()
        {
            return Some(answer);
        }
        // Nobody is there any more, or he left with the request unread. What he left behind answers.
        let (reply, answer) = channel();
        let mut archive = self.archive.lock().unwrap_or_else(PoisonError::into_inner);
        archive.as_mut()?.handle(request(reply));
        answer.try_recv().ok()
    }

    /// Waits until the dispatcher has gone.
    pub(crate) fn join(&self) {
        let thread = self.dispatcher.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            // A dispatcher that panicked has nothing more to say.
            let _ = thread.join();
        }
    }
}

pub(crate) struct Dispatcher {
    desk: Desk,
    clock: Arc<dyn Clock>,
    idle: VecDeque<(WorkerId, Sender<Attempt>)>,
    /// Who waits for the end.
    closers: Vec<Sender<Vec<JobId>>>,
}

impl Dispatcher {
    fn work(mut self, requests: Receiver<Request>, archive: &Mutex<Option<Dispatcher>>) {
        loop {
            self.hand_out();
            if self.has_closed() {
                break;
            }
            match self.next(&requests) {
                Ok(request) => self.handle(request),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        // The desk is in the archive before the mailbox is gone, so whoever finds no mailbox finds the desk.
        archive.lock().unwrap_or_else(PoisonError::into_inner).replace(self);
        drop(requests);
    }

    fn next(&mut self, requests: &Receiver<Request>) -> Result<Request, RecvTimeoutError> {
        match self.desk.next_timer() {
            // Without an idle worker nothing can be handed out, whatever is due.
            Some(due) if !self.idle.is_empty() => requests.recv_timeout(due.since(self.clock.now())),
            _ => requests.recv().map_err(RecvTimeoutError::from),
        }
    }

    /// Gives what is due to workers that are idle.
    fn hand_out(&mut self) {
        let now = self.clock.now();
        self.desk.expire_leases(now);
        while let Some((worker, envelope)) = self.idle.pop_front() {
            let Some(attempt) = self.desk.take(worker, now) else {
                self.idle.push_front((worker, envelope));
                return;
            };
            // A worker waits for its envelope, whatever comes.
            let _ = envelope.send(attempt);
        }
    }

    /// Whether a shutdown is over. Then everybody has been told.
    fn has_closed(&mut self) -> bool {
        if self.desk.is_finished() {
            self.idle.clear();
        }
        if !self.desk.is_quiet() {
            return false;
        }
        let mut left = self.desk.left();
        for closer in self.closers.drain(..) {
            let _ = closer.send(std::mem::take(&mut left));
        }
        true
    }

    fn handle(&mut self, request: Request) {
        let now = self.clock.now();
        self.desk.expire_leases(now);
        // A caller who is gone needs no answer.
        let _ = match request {
            Request::Submit(spec, priority, reply) => reply.send(self.desk.submit(spec, priority, now)).is_ok(),
            Request::Depend(job, on, reply) => reply.send(self.desk.depend(job, on)).is_ok(),
            Request::Cancel(job, reply) => reply.send(self.desk.cancel(job)).is_ok(),
            Request::Status(job, reply) => reply.send(self.desk.status(job)).is_ok(),
            Request::DeadLetters(reply) => reply.send(self.desk.dead_letters()).is_ok(),
            Request::Work(worker, envelope) => {
                self.idle.push_back((worker, envelope));
                true
            }
            Request::Settle(run, result, reply) => reply.send(self.desk.settle(&run, result, now)).is_ok(),
            Request::Shutdown(how, reply) => {
                self.desk.close(how, now);
                self.closers.push(reply);
                true
            }
            Request::Claim(worker, lease, reply) => reply.send(self.desk.claim(worker, now, now + lease)).is_ok(),
            Request::Prolong(id, lease, reply) => reply.send(self.desk.prolong(id, now + lease)).is_ok(),
            Request::BeginAck(id, reply) => reply.send(self.desk.begin_ack(id)).is_ok(),
            Request::AbandonAck(id, reply) => reply.send(self.desk.abandon_ack(id)).is_ok(),
            Request::EndLease(id, result, reply) => reply.send(self.desk.end_lease(id, result, now)).is_ok(),
            Request::Redrive(job, reply) => reply.send(self.desk.redrive(job, now)).is_ok(),
        };
    }
}
