//! The text of an assignment's file, with comments that explain each field.

use kata_catalog::Kata;

use crate::{ASSIGNMENT_FORMAT, Assignment, Moment};

/// The whole file.
pub(crate) fn text(assignment: &Assignment, kata: &Kata) -> String {
    let twists: Vec<&str> = kata.manifest().twists.iter().map(|twist| twist.id.as_str()).collect();
    let twists =
        if twists.is_empty() { "it has none yet".to_owned() } else { format!("it has: {}", twists.join(", ")) };
    let Assignment { name, minutes, opens, due, twist, .. } = assignment;
    format!(
        "\
# An assignment: which kata a class is given, how, and until when. docs/CLASSES.md tells how a class is run with it.

format = {ASSIGNMENT_FORMAT}

# What it is called; archives and results carry this name. Letters, digits, `-`, `_` and `.`.
name = {name}

# The kata, as `cargo xtask list` names it.
kata = {kata}

# l3, l4, l5 or l6: the level of each round. What is harder is judged, and counts for nothing.
level = {level}

# How long a round lasts; the kata's phases are scaled to it. It asks for {own}.
minutes = {minutes}

# When a round may begin, and the last second that is in time. Both say their offset from UTC (Z is UTC itself), so that they are the same
# moment on each machine. Left out: at any time. Nothing is refused for being early or late: it is marked in the results.
{opens}
{due}

# The twist that everybody gets late in the round. Left out, or \"none\": nobody gets one. For this kata, {twists}.
{twist}

# What a student is told of the hidden checks: none (in the round nothing, afterwards the score), counts (how many of each group pass),
# or full (each check, with its evidence).
feedback = {feedback}
",
        name = quoted(name),
        kata = quoted(kata.slug()),
        level = quoted(&assignment.level.word().to_ascii_lowercase()),
        own = kata.manifest().minutes,
        opens = moment("opens", *opens),
        due = moment("due", *due),
        twist = match twist {
            Some(id) => format!("twist = {}", quoted(id)),
            None => "twist = \"none\"".to_owned(),
        },
        feedback = quoted(assignment.feedback.word()),
    )
}

/// A line that says a time, or one that shows how to.
fn moment(field: &str, moment: Option<Moment>) -> String {
    match moment {
        Some(moment) => format!("{field} = {}", moment.rfc3339()),
        None => format!("# {field} = 2026-12-01T18:00:00+01:00"),
    }
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}
