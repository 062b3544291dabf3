//! The timekeeper: a thread that knows all alarms, and brings those that ring to the counter.

use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use task_scheduler_api::Clock;

use crate::book::Alarm;
use crate::counter::Counter;

/// Where alarms are set.
pub(crate) struct Timekeeper {
    alarms: Mutex<Option<Sender<Alarm>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Timekeeper {
    /// Hires a timekeeper.
    pub(crate) fn hire(clock: Arc<dyn Clock>, counter: Arc<Counter>) -> Self {
        let (sender, alarms) = channel();
        let keep = move || keep_time(&*clock, &counter, &alarms);
        let thread = thread::Builder::new().name("timekeeper".to_owned()).spawn(keep);
        let thread = thread.expect("the scheduler can start a thread");
        Timekeeper { alarms: Mutex::new(Some(sender)), thread: Mutex::new(Some(thread)) }
    }

    /// Sets alarms. After the dismissal they are forgotten.
    pub(crate) fn set(&self, alarms: Vec<Alarm>) {
        let sender = self.alarms.lock().unwrap_or_else(PoisonError::into_inner);
        for alarm in alarms {
            let _ = sender.as_ref().map(|sender| sender.send(alarm));
        }
    }

    /// Sends the timekeeper home, and waits until he has left.
    pub(crate) fn dismiss(&self) {
        drop(self.alarms.lock().unwrap_or_else(PoisonError::into_inner).take());
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        // A timekeeper who panicked has nothing more to say.
        let _ = thread.map(JoinHandle::join);
    }
}

fn keep_time(clock: &dyn Clock, counter: &Counter, alarms: &Receiver<Alarm>) {
    let mut pending = BTreeSet::new();
    loop {
        let now = clock.now();
        let next = match pending.first().copied() {
            Some((time, _)) if time <= now => {
                pending.pop_first().into_iter().for_each(|alarm| counter.ring(alarm));
                continue;
            }
            Some((time, _)) => alarms.recv_timeout(time.since(now)),
            None => alarms.recv().map_err(RecvTimeoutError::from),
        };
        match next {
            Ok(alarm) => {
                pending.insert(alarm);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}
