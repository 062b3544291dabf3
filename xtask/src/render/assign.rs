//! What `assign new` wrote, and what to do next.

use colored::Colorize;
use kata_assignment::{Assignment, Moment};
use kata_catalog::Kata;

/// An assignment that is there now. `zone` is the time zone that a time without an offset was read in, if one was.
pub(crate) fn made(assignment: &Assignment, kata: &Kata, shown: &str, zone: Option<&str>) -> String {
    let Assignment { level, minutes, opens, due, twist, feedback, .. } = assignment;
    let mut text = format!("Wrote {}: {}, {level}, {minutes} minutes.\n\n", shown.bold(), kata.manifest().title);
    let moment =
        |moment: Option<Moment>, none: &str| moment.map_or_else(|| none.to_owned(), |moment| moment.to_string());
    let twist = twist.as_deref().unwrap_or("none");
    for (name, what) in [
        ("opens", moment(*opens, "at once")),
        ("due", moment(*due, "at any time")),
        ("twist", twist.to_owned()),
        ("feedback", feedback.word().to_owned()),
    ] {
        text += &format!("  {name:<10}{what}\n");
    }
    if let Some(zone) = zone {
        text += &format!("\nTimes without an offset were read in this machine's time zone ({zone}).\n");
    }
    text + &format!(
        "\n{}\n  read {shown}, and change what does not fit: each field is explained in it\n  \
         cargo xtask assign pack {shown} --out DIR    makes what the students get\n",
        "Next:".bold()
    )
}
