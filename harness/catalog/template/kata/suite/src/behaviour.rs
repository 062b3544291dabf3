//! What one caller may expect.

use kata_suite::{Check, Level, expect_eq};

use my_kata_api::{Number, TakeError};

use crate::Subject;
use crate::office::Office;

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour("numbers-count-up-until-sold-out", "numbers count up until they are sold out")
            .level(Level::L3)
            .hint("Which number is the last that may be given?")
            .run(numbers_count_up_until_sold_out),
    ]
}

fn numbers_count_up_until_sold_out(build: Subject) {
    let office = Office::open(build, 2);
    expect_eq!(office.take(), Ok(Number::new(1)), "took the first of two numbers");
    expect_eq!(office.take(), Ok(Number::new(2)), "took the second of two numbers");
    expect_eq!(office.take(), Err(TakeError::SoldOut), "took a third number of two");
    expect_eq!(office.shown(), [Number::new(1), Number::new(2)], "looked at the board after two of two numbers");
}
