//! What the reveal of a twist left in the workspace, and what to do next.

use colored::Colorize;
use kata_catalog::Reveal;
use kata_workspace::Revealed;

/// The twist, the files, the next steps.
pub(crate) fn human(twist: &Reveal, revealed: &Revealed, shown: &str) -> String {
    let known = if revealed.was_known { " (revealed before: your source as it was then is kept)" } else { "" };
    let mut text = format!("{}{known}\n{}\n\n", twist.twist.title.bold(), twist.twist.summary);
    let files = [
        (&revealed.brief, "what is asked now"),
        (&revealed.api, "what the grader will speak to"),
        (&revealed.snapshot, "your source before the twist"),
    ];
    let paths = files.map(|(path, what)| (path.display().to_string(), what));
    let width = paths.iter().map(|(path, _)| path.len()).max().unwrap_or_default();
    for (path, what) in &paths {
        text += &format!("  {path:<width$}  {what}\n");
    }
    let [(brief, _), _, (snapshot, _)] = &paths;
    text + &format!(
        "\n{}\n  read {shown}/{brief}\n  write `{}` in src/lib.rs; until then its checks are not attempted\n  \
         cargo xtask grade --dir {shown} --since {shown}/{snapshot}    a verdict, and what the change cost\n",
        "Next:".bold(),
        twist.build
    )
}
