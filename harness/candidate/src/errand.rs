//! Work that is only worth doing for the newest state.

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
    /// Begins; `work` is called with the number of each run, on a thread of its own.
    pub(crate) fn begin(mut work: impl FnMut(u64, &Cancel, O) + Send + 'static) -> Errand<O> {
        let (orders, taken) = channel::<Order<O>>();
        std::thread::spawn(move || {
            while let Ok(mut order) = taken.recv() {
                while let Ok(newer) = taken.try_recv() {
                    order = newer;
                }
                if !order.cancel.is_cancelled() {
                    work(order.run, &order.cancel, order.what);
                }
            }
        });
        Errand { orders, newest: Cancel::default(), run: 0 }
    }

    /// Cancels the run in flight and orders another. Answers its number.
    pub(crate) fn order(&mut self, what: O) -> u64 {
        self.cancel();
        self.newest = Cancel::default();
        // A worker that is gone can only have panicked, which it has said itself.
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

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::Errand;

    #[test]
    fn a_newer_order_cancels_the_one_in_flight_and_overtakes_those_that_wait() {
        let (said, heard) = channel();
        let (go, gate) = channel::<()>();
        let mut errand = Errand::begin(move |run, cancel, what: &str| {
            said.send(format!("{run} {what} begins")).expect("the test listens");
            gate.recv().expect("the test lets it go on");
            let end = if cancel.is_cancelled() { "cancelled" } else { "done" };
            said.send(format!("{run} {what} {end}")).expect("the test listens");
        });
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
}
