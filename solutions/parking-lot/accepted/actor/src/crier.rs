//! The crier: the one thread that talks to the observers, in the order of the news.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use parking_lot_api::{LotEvent, LotObserver};

/// What the crier is told.
pub(crate) enum News {
    /// Somebody new listens, from here on.
    Observer(Arc<dyn LotObserver>),
    /// Something happened.
    Event(LotEvent),
}

/// The way to the crier's ear.
pub(crate) struct Crier(Sender<News>);

impl Crier {
    pub(crate) fn hire() -> Crier {
        let (ear, news) = channel();
        thread::Builder::new().name("crier".into()).spawn(move || cry(news)).expect("the lot can start a thread");
        Crier(ear)
    }

    pub(crate) fn tell(&self, news: News) {
        self.0.send(news).expect("the crier listens as long as there is an attendant");
    }
}

fn cry(news: Receiver<News>) {
    let mut observers: Vec<Arc<dyn LotObserver>> = Vec::new();
    for item in news {
        match item {
            News::Observer(observer) => observers.push(observer),
            News::Event(event) => observers.iter().for_each(|observer| tell(&**observer, &event)),
        }
    }
}

/// An observer that panics has itself to blame; the others, and the crier, go on.
fn tell(observer: &dyn LotObserver, event: &LotEvent) {
    let _ = catch_unwind(AssertUnwindSafe(|| observer.notify(event)));
}
