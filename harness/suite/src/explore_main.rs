//! The runner of a lone scenario: what `cargo xtask explore` links to one file.

use kata_verdict::Level;

use crate::check::Check;
use crate::suite::Suite;

/// Runs the program for one scenario: a suite whose only check, `scenario`, explores it, and ends the process.
///
/// A scenario judges itself: it fails where it panics, and where its threads can no longer go on.
pub fn explore_main(scenario: fn()) -> ! {
    let check = Check::concurrency("scenario", "the scenario holds under every schedule").level(Level::L3);
    Suite::new("scenario").check(check.explore(|scenario: fn()| scenario())).main(scenario)
}
