//! Work that is only worth doing for the newest state.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Sender, channel};

use kata_process::Cancel;

/// A thread that takes orders. A newer order cancels the one in flight, and only the newest of those that wait is carried out.
pub(crate) struct Errand<O> {
    orders: Sender<Order<O>>,
    newest: Cancel,
    run: u64,
}

struct Order<O> {
    run: u64,
    cancel: Cancel,
    what: O,
}

impl<O: Send + 'static> Errand<O> {
    /// Begins; `work` is called with the number of each run, on a thread of its own. Where it panics, `fault` is told why, and the next order
    /// is carried out all the same.
    pub(crate) fn begin(
        mut work: impl FnMut(u64, &Cancel, O) + Send + 'static,
        fault: impl Fn(u64, String) + Send + 'static,
    ) -> Errand<O> {
        let (orders, taken) = channel::<Order<O>>();
        std::thread::spawn(move || {
            while let Ok(mut order) = taken.recv() {
                while let Ok(newer) = taken.try_recv() {
                    order = newer;
                }
                if order.cancel.is_cancelled() {
                    continue;
                }
                let run = order.run;
                let worked = catch_unwind(AssertUnwindSafe(|| work(run, &order.cancel, order.what)));
                if let Err(panic) = worked {
                    fault(run, format!("a fault of ours: {}", text_of(panic.as_ref())));
                }
            }
        });
        Errand { orders, newest: Cancel::default(), run: 0 }
    }

    /// Cancels the run in flight and orders another. Answers its number.
    pub(crate) fn order(&mut self, what: O) -> u64 {
        self.cancel();
        self.newest = Cancel::default();
        // The worker lives as long as this does.
        drop(self.orders.send(Order { run: self.run, cancel: self.newest.clone(), what }));
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

fn text_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "it panicked".to_owned())
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use kata_process::Cancel;

    use super::Errand;

    #[test]
    fn a_newer_order_cancels_the_one_in_flight_and_overtakes_those_that_wait() {
        let (said, heard) = channel();
        let (go, gate) = channel::<()>();
        let work = move |run, cancel: &Cancel, what: &str| {
            said.send(format!("{run} {what} begins")).expect("the test listens");
            gate.recv().expect("the test lets it go on");
            let end = if cancel.is_cancelled() { "cancelled" } else { "done" };
            said.send(format!("{run} {what} {end}")).expect("the test listens");
        };
        let mut errand = Errand::begin(work, |_, _| {});
        errand.order("first");
        assert_eq!(heard.recv().expect("it begins"), "1 first begins");
        errand.order("second");
        let newest = errand.order("third");
        go.send(()).expect("it waits");
        go.send(()).expect("it will wait");
        let rest: Vec<String> = heard.iter().take(3).collect();
        assert_eq!(rest, ["1 first cancelled", "3 third begins", "3 third done"]);
        assert_eq!(errand.newest(), newest);
    }

    #[test]
    fn work_that_panics_is_told_and_the_next_order_is_carried_out() {
        let (said, heard) = channel();
        let told = said.clone();
        let work = move |run, _: &Cancel, divisor: u32| {
            said.send(format!("{run} {}", 1_u32.checked_div(divisor).expect("no zero"))).expect("the test listens");
        };
        let mut errand =
            Errand::begin(work, move |run, why| told.send(format!("{run} {why}")).expect("the test listens"));
        errand.order(0);
        assert_eq!(heard.recv().expect("it is told"), "1 a fault of ours: no zero");
        errand.order(1);
        assert_eq!(heard.recv().expect("it goes on"), "2 1");
    }
}
