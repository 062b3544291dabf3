//! A future looks, and then leaves its waker: in between it may have been done.
//!
//! outcome: deadlocked

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

struct Shared {
    done: AtomicBool,
    waker: Mutex<Option<Waker>>,
}

struct Done(Arc<Shared>);

impl Future for Done {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.0.done.load(Ordering::SeqCst) {
            return Poll::Ready(());
        }
        *self.0.waker.lock().unwrap() = Some(context.waker().clone());
        Poll::Pending
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

fn block_on(future: impl Future<Output = ()>) {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut future = pin!(future);
    while future.as_mut().poll(&mut Context::from_waker(&waker)).is_pending() {
        thread::park();
    }
}

pub fn scenario() {
    let shared = Arc::new(Shared { done: AtomicBool::new(false), waker: Mutex::new(None) });
    let other = Arc::clone(&shared);
    let other = thread::spawn(move || {
        other.done.store(true, Ordering::SeqCst);
        if let Some(waker) = other.waker.lock().unwrap().take() {
            waker.wake();
        }
    });
    block_on(Done(shared));
    other.join().unwrap();
}
