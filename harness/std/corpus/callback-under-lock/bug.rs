//! An observer that asks back is called while the lock is held.
//!
//! outcome: deadlocked

use std::sync::{Arc, Mutex};
use std::thread;

type Observer = Box<dyn Fn(&Board) + Send + Sync>;

struct Board {
    score: Mutex<u32>,
    observer: Observer,
}

impl Board {
    fn score(&self) -> u32 {
        *self.score.lock().unwrap()
    }

    fn add(&self, points: u32) {
        let mut score = self.score.lock().unwrap();
        *score += points;
        (self.observer)(self);
    }
}

pub fn scenario() {
    let observer: Observer = Box::new(|board| assert!(board.score() > 0));
    let board = Arc::new(Board { score: Mutex::new(0), observer });
    let player = {
        let board = Arc::clone(&board);
        thread::spawn(move || board.add(1))
    };
    board.add(2);
    player.join().unwrap();
}
