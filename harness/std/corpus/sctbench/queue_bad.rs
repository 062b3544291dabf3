//! CS.queue_bad: producer and consumer of a queue take turns by two flags, and the consumer counts rounds in which it
//! was not its turn, so it expects another element than it gets.
//!
//! outcome: failed

use std::collections::VecDeque;
use std::sync::Mutex;
use std::thread;

const SIZE: usize = 20;

struct State {
    queue: VecDeque<usize>,
    stored: [usize; SIZE],
    may_enqueue: bool,
    may_dequeue: bool,
}

impl State {
    fn enqueue(&mut self, round: usize) {
        self.queue.push_back(round);
        self.stored[round] = round;
    }
}

pub fn scenario() {
    let state = Mutex::new(State { queue: VecDeque::new(), stored: [0; SIZE], may_enqueue: true, may_dequeue: false });
    thread::scope(|scope| {
        scope.spawn(|| {
            state.lock().unwrap().enqueue(0);
            for round in 1..SIZE {
                let mut state = state.lock().unwrap();
                if state.may_enqueue {
                    state.enqueue(round);
                    state.may_enqueue = false;
                    state.may_dequeue = true;
                }
            }
        });
        scope.spawn(|| {
            for round in 0..SIZE {
                let mut state = state.lock().unwrap();
                if state.may_dequeue {
                    let expected = state.stored[round];
                    assert_eq!(state.queue.pop_front(), Some(expected));
                    state.may_dequeue = false;
                    state.may_enqueue = true;
                }
            }
        });
    });
}
