//! What `assign` wrote, and what to do next.

use std::path::Path;

use colored::Colorize;
use kata_assignment::{Assignment, Moment};
use kata_catalog::Kata;
use kata_console::text::thousands;
use kata_pack::{Laid, Target};

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

/// The packs of an assignment that are there now.
pub(crate) fn packed(
    assignment: &Assignment,
    laid: &Laid,
    target: Option<Target>,
    shown: &dyn Fn(&Path) -> String,
) -> String {
    let name = &assignment.name;
    let (zip, instructor) = (shown(&laid.zip), shown(&laid.instructor));
    let lines = [
        (zip.clone(), format!("what each student gets, {} bytes", thousands(laid.zip_bytes as u64))),
        (shown(&laid.students), "the same, unpacked".to_owned()),
        (instructor.clone(), "for whoever grades: README.md says how".to_owned()),
    ];
    let width = lines.iter().map(|(path, _)| path.chars().count()).max().unwrap_or_default();
    let mut text = format!("Packed {}.\n\n", name.bold());
    text.extend(lines.iter().map(|(path, what)| format!("  {path:<width$}  {what}\n")));
    text += &format!("\n{}\n  give {zip} to the class, and keep {instructor} to yourself\n", "Next:".bold());
    match target {
        Some(Target::Gradescope) => {
            text += &format!("  upload {instructor}/{name}-autograder.zip to Gradescope: it holds the hidden suite\n");
        }
        Some(Target::Ci) => {
            text += &format!(
                "  put {instructor}/grade-{name}.yml into a private repository of yours, as its README says\n"
            );
        }
        None => {}
    }
    text + &format!(
        "  cargo xtask grade-all SUBMISSIONS --assignment {instructor}/{name}.toml --out RESULTS    judges what comes back\n"
    )
}
