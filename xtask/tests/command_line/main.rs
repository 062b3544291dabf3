//! The command line as a person or a script meets it: real processes, real workspaces, real file events, and a real
//! pseudo-terminal; most of it on a framework in miniature that builds within a second.

mod assign;
mod bench;
mod class;
mod debrief;
mod design;
mod grade;
mod handing_on;
mod hint;
mod history;
mod list;
mod new_kata;
mod packing;
mod parking_lot;
mod playing;
mod readme_round;
mod replay;
mod reveal;
mod round;
mod round_end;
mod round_in_lines;
mod round_interrupted;
mod silence;
mod start;
mod submit;
mod terminal;
mod toy;
mod twist;
mod usage;
mod verify;
mod watch;
