//! The worker has sent its result, so the main thread takes the shared list apart; but the worker still holds it.
//!
//! outcome: failed

use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::thread;

pub fn scenario() {
    let list = Arc::new(Mutex::new(Vec::new()));
    let (done, inbox) = channel();
    let worker = {
        let list = Arc::clone(&list);
        thread::spawn(move || {
            list.lock().unwrap().push(1);
            done.send(()).unwrap();
            assert!(!list.lock().unwrap().is_empty());
        })
    };
    inbox.recv().unwrap();
    let list = Arc::try_unwrap(list).expect("nobody else holds it").into_inner().unwrap();
    assert_eq!(list, [1]);
    worker.join().unwrap();
}
