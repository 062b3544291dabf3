//! The worker is joined first: then its share of the list is gone.
//!
//! outcome: passed

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
    worker.join().unwrap();
    let list = Arc::try_unwrap(list).expect("nobody else holds it").into_inner().unwrap();
    assert_eq!(list, [1]);
}
