//! What `new-kata` made, and what to do next.

use colored::Colorize;

/// A kata that is there now.
pub(crate) fn made(slug: &str, kata: &str, solutions: &str) -> String {
    let mut text = format!("Made {} and {}: a draft that works.\n\n", kata.bold(), solutions.bold());
    for (name, what) in [
        ("BRIEF.md", "what an interviewer would say"),
        ("kata.toml", "roles, answers to questions, hints, debrief"),
        ("api/", "the driver trait, config, ports, errors, a test kit"),
        ("starter/", "what a learner begins with"),
        ("suite/", "the hidden checks: one of behaviour, one of concurrency"),
    ] {
        text += &format!("  {name:<11}{what}\n");
    }
    text + &format!(
        "\n{}\n  cargo xtask verify {slug}    proves it; cargo adds its two crates to Cargo.lock then\n  \
         read docs/AUTHORING.md, and put your own kata in the place of the desk that gives out numbers\n",
        "Next:".bold()
    )
}
