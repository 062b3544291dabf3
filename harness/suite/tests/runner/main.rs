//! The runner as the grader and a kata author meet it: a process with a command line, an environment and a report.
//!
//! The test program is both sides: started plainly it runs the trials below; started with `TINY_SUBJECT` it *is* the
//! runner of a tiny suite, judging the counter of that name.

mod batches;
mod runs;
mod tiny;
mod trials;

use libtest_mimic::Arguments;

fn main() {
    if let Some(subject) = tiny::chosen() {
        tiny::suite().main(subject);
    }
    libtest_mimic::run(&Arguments::from_args(), trials::all()).exit();
}
