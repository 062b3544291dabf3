//! The clerk: the one thread that touches the book.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use shopping_cart_api::{Clock, Config};

use crate::book::Book;

/// What the clerk is asked to do, with the way back for the answer inside.
type Slip = Box<dyn FnOnce(&mut Book) + Send>;

/// Where slips are put. When it is gone, the clerk goes home.
pub(crate) struct Tray(Sender<Slip>);

impl Tray {
    /// Hires a clerk.
    pub(crate) fn hire(config: Config, clock: Arc<dyn Clock>) -> Tray {
        let (tray, slips) = channel();
        thread::Builder::new()
            .name("clerk".into())
            .spawn(move || work(slips, Book::new(config), &*clock))
            .expect("the shop can start a thread");
        Tray(tray)
    }

    /// Puts a slip in and waits for the answer. A slip that panics does so to whoever wrote it.
    pub(crate) fn ask<T: Send + 'static>(&self, task: impl FnOnce(&mut Book) -> T + Send + 'static) -> T {
        let (reply, answer) = channel();
        let slip = Box::new(move |book: &mut Book| {
            // Who is gone needs no answer.
            let _ = reply.send(catch_unwind(AssertUnwindSafe(|| task(book))));
        });
        self.0.send(slip).expect("the clerk works as long as there is a tray");
        answer.recv().expect("the clerk answers each slip").unwrap_or_else(|panic| resume_unwind(panic))
    }
}

fn work(slips: Receiver<Slip>, mut book: Book, clock: &dyn Clock) {
    for slip in slips {
        book.pass_time(clock.now());
        slip(&mut book);
    }
}
