//! Help, and what is said to someone who mistypes.

use crate::toy::Toy;

const COMMANDS: [&str; 11] =
    ["list", "start", "watch", "grade", "replay", "design", "explore", "hint", "new-kata", "verify", "bench"];

#[test]
fn every_command_has_help_with_examples() {
    let toy = Toy::shared();
    let overview = toy.run(&["--help"]).code(0);
    for command in COMMANDS {
        assert!(overview.out.contains(&format!("  {command} ")), "{command} is missing in:\n{}", overview.out);
        toy.run(&[command, "--help"]).code(0).says("Examples:\n  cargo xtask").says("Usage: cargo xtask");
    }
}

#[test]
fn a_usage_error_is_exit_code_2_and_names_what_was_meant() {
    let toy = Toy::shared();
    toy.run(&["grad"]).code(2).complains("'grade'");
    toy.run(&["grade", "--tier", "deeep"]).code(2).complains("deep");
    toy.run(&["start", "toy", "--level", "l7"]).code(2).complains("l3, l4, l5, l6");
    toy.run(&["start", "toi", "--no-watch"]).code(2).complains("no kata is called `toi`: did you mean `toy`?");
    toy.run(&["grade", "--dir", "nowhere"]).code(2).complains("nowhere: there is no such folder");
    toy.run(&[]).code(2).complains("Usage:");
}
