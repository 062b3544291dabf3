//! The stage that every check is played on: a desk, with the suite's board.

use std::sync::Arc;

use kata_suite::{Log, call, settle};

use my_kata_api::{Board, Config, Desk, Number, Ports, TakeError};

use crate::Subject;

/// A desk and its board. A clone is the same office.
#[derive(Clone)]
pub(crate) struct Office {
    desk: Arc<dyn Desk>,
    wall: Arc<Wall>,
}

impl Office {
    /// Opens a desk with this many numbers.
    pub(crate) fn open(build: Subject, numbers: u32) -> Office {
        let wall = Arc::new(Wall::default());
        let desk = build(Config { numbers }, Ports { board: wall.clone() });
        Office { desk, wall }
    }

    /// A guest asks for a number.
    pub(crate) fn take(&self) -> Result<Number, TakeError> {
        call("take()", || self.desk.take())
    }

    /// What the board was asked to show, once nothing moves any more.
    pub(crate) fn shown(&self) -> Vec<Number> {
        settle();
        self.wall.shown.entries().into_iter().map(|entry| entry.what).collect()
    }
}

/// A board that remembers.
#[derive(Default)]
struct Wall {
    shown: Log<Number>,
}

impl Board for Wall {
    fn show(&self, number: Number) {
        self.shown.push(number);
    }
}
