//! How a timed round ends when its source cannot be judged, or when nobody looks.

use crate::playing::Playing;
use crate::toy::{DONE, Mine};

const BROKEN: Mine = Mine { act: "\"forty-two\"", ..DONE };
/// It compiles for cargo, and is refused by the reviewer.
const REFUSED: Mine = Mine { act: "unsafe { 42 }", ..DONE };

#[test]
fn a_time_that_runs_out_unwatched_ends_the_round_with_the_next_command() {
    let playing = Playing::new();
    let mut terminal = playing.begin(&[]);
    playing.save(DONE);
    terminal.wait_shown("2 snapshots");
    terminal.press("q");
    terminal.end();
    playing.at(50, 0);
    playing.run(&["ask", "is there time?"]).code(2).complains("the round here is over");
    playing.run(&["submit"]).code(0).says("The time is up.").says("before anybody looked").says("2 of 2 points");
}

#[test]
fn a_source_that_is_broken_at_the_end_has_the_last_one_that_compiles_judged_beside_it() {
    let playing = Playing::new();
    let terminal = playing.begin(&[]);
    playing.save(DONE);
    terminal.wait_shown("2 snapshots");
    terminal.wait_shown("1 of 1 passed");
    playing.save(BROKEN);
    terminal.wait_shown("it does not compile");
    playing.at(45, 0);
    terminal.wait_for("The frozen source does not compile.");
    terminal.wait_for("2 of 2 points");
}

#[test]
fn a_source_that_is_refused_at_the_end_has_the_last_one_that_is_not_judged_beside_it() {
    let playing = Playing::new();
    let mut terminal = playing.begin(&[]);
    playing.save(DONE);
    terminal.wait_shown("2 snapshots");
    terminal.wait_shown("1 of 1 passed");
    playing.save(REFUSED);
    terminal.wait_shown("3 snapshots");
    terminal.wait_shown("it compiles, 1 warning");
    terminal.wait_shown("1 of 1 passed");
    // Broken on top of that: the last one that compiles was refused as well.
    playing.save(BROKEN);
    terminal.wait_shown("it does not compile");
    terminal.press("sy");
    terminal.wait_for("The frozen source does not compile.");
    terminal.wait_for("Beside it: snapshot 2, the last that could be judged");
    terminal.wait_for("2 of 2 points");
    assert_eq!(terminal.end(), Some(3));
}

#[test]
fn the_cost_of_a_twist_is_told_of_what_can_be_read() {
    let playing = Playing::new();
    let mut terminal = playing.begin(&[]);
    playing.save(DONE);
    terminal.wait_shown("2 snapshots");
    terminal.press("ty");
    terminal.wait_shown("There is a lift (TWIST.md)");
    let source = std::fs::read_to_string(playing.source()).expect("it is there");
    std::fs::write(playing.source(), source.clone() + "\npub struct Cabin;\n").expect("it can be written");
    terminal.wait_shown("3 snapshots");
    terminal.wait_shown("1 of 1 passed");
    std::fs::write(playing.source(), source + "\nfn unfinished( {\n").expect("it can be written");
    terminal.wait_shown("it does not compile");
    terminal.press("sy");
    terminal.wait_for("existing items changed, 1 added: open for extension");
    terminal.wait_for("added: Cabin");
    assert_eq!(terminal.end(), Some(3));
}
