//! What must hold however callers interleave.

use kata_suite::{Check, Level, crew, expect};

use crate::Subject;
use crate::office::Office;

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::concurrency("last-number-has-one-winner", "the last number has exactly one winner")
            .level(Level::L4)
            .weight(2)
            .hint("Between looking whether a number is left and taking it, who else may look?")
            .explore(last_number_has_one_winner),
    ]
}

fn last_number_has_one_winner(build: Subject) {
    let office = Office::open(build, 1);
    let guests = ["guest-1", "guest-2"].map(|name| {
        let office = office.clone();
        (name, move || office.take())
    });
    let taken = crew(guests);
    let winners = taken.iter().filter(|taken| taken.is_ok()).count();
    expect!(winners == 1, "two guests asked for the last number, and {winners} of them got one: {taken:?}");
    let shown = office.shown().len();
    expect!(shown == 1, "one number was there to be given, and the board showed {shown}");
}
