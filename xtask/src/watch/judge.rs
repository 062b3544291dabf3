//! The judge: a thread that grades the newest state, and drops a run that was overtaken.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};

use kata_grade::{Cancel, Error, Grader, Options, Request, Source};
use kata_verdict::{Level, Tier};

use super::WatchEvent;

/// Takes orders to judge; the newest one counts.
pub(crate) struct Judge {
    orders: Sender<Order>,
    newest: Cancel,
    run: u64,
}

struct Order {
    run: u64,
    cancel: Cancel,
}

impl Judge {
    /// Begins to build the suite. Orders that come meanwhile are carried out after that.
    pub(crate) fn begin(options: Options, dir: PathBuf, level: Level, events: Sender<WatchEvent>) -> Judge {
        let (orders, taken) = channel();
        std::thread::spawn(move || work(options, &Source::Workspace(dir), level, &taken, &events));
        Judge { orders, newest: Cancel::default(), run: 0 }
    }

    /// Cancels the run in flight and orders another. Answers its number.
    pub(crate) fn judge(&mut self) -> u64 {
        self.newest.cancel();
        self.newest = Cancel::default();
        self.run += 1;
        // A judge that ended has said why in an event of its own.
        drop(self.orders.send(Order { run: self.run, cancel: self.newest.clone() }));
        self.run
    }

    /// Cancels the run in flight; what it would have said is not waited for.
    pub(crate) fn cancel(&mut self) {
        self.newest.cancel();
        self.run += 1;
    }

    /// The number of the newest order; what an earlier one says is out of date.
    pub(crate) fn newest(&self) -> u64 {
        self.run
    }
}

fn work(options: Options, source: &Source, level: Level, orders: &Receiver<Order>, events: &Sender<WatchEvent>) {
    // Whoever stopped listening has ended the watch, and the process with it.
    let tell = |event| drop(events.send(event));
    let opened = guarded(|| Grader::open(options, &mut |text| tell(WatchEvent::Opening(text.to_owned()))));
    let grader = match opened {
        Ok(grader) => grader,
        Err(error) => return tell(WatchEvent::CannotJudge(error)),
    };
    let request = Request::whole(Tier::Quick, level);
    while let Ok(mut order) = orders.recv() {
        while let Ok(newer) = orders.try_recv() {
            order = newer;
        }
        if order.cancel.is_cancelled() {
            continue;
        }
        let mut hear = |event| tell(WatchEvent::Judging(order.run, event));
        let judged = guarded(|| grader.grade(source, &request, &order.cancel, &mut hear));
        tell(WatchEvent::Judged(order.run, judged));
    }
}

/// A panic of the grader is a fault to report, not the silent end of all verdicts.
fn guarded<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
        Err(Error::Fault(format!("the grader panicked: {}", text.unwrap_or_default())))
    })
}
