//! What whoever grades gets: not another copy of the suite, but what it takes to use the one in the clone.

use kata_archive::Packed;
use kata_assignment::Assignment;
use kata_catalog::{Error, Kata};

use crate::{Order, Tree, autograder, template, workflow};

/// What it takes to grade elsewhere than at one's own terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A zip for Gradescope, with the hidden suite in it.
    Gradescope,
    /// A workflow for GitHub Actions, in the instructor's own private repository.
    Ci,
}

impl Target {
    /// Both.
    pub const ALL: [Target; 2] = [Target::Gradescope, Target::Ci];

    /// The word as the command line has it.
    pub fn word(self) -> &'static str {
        match self {
            Target::Gradescope => "gradescope",
            Target::Ci => "ci",
        }
    }
}

/// The instructor's pack.
#[derive(Clone, Debug)]
pub struct Instructor {
    /// Its files.
    pub files: Tree,
}

impl Instructor {
    /// Puts it together.
    ///
    /// # Errors
    ///
    /// Where something of the clone cannot be read, or cargo cannot tell what an autograder needs.
    pub fn of(order: &Order<'_>, target: Option<Target>) -> Result<Instructor, Error> {
        let Assignment { name, kata, .. } = order.assignment;
        let kata = order.root.kata(kata)?;
        let mut files = vec![
            Packed::plain("README.md", readme(order, &kata, target)?),
            Packed::plain(format!("{name}.toml"), order.text),
            Packed::plain("packed.toml", packed(order)),
        ];
        match target {
            None => {}
            Some(Target::Gradescope) => {
                files.push(Packed::plain(format!("{name}-autograder.zip"), autograder::zip(order, &kata)?));
            }
            Some(Target::Ci) => {
                files.push(Packed::plain(format!("grade-{name}.yml"), workflow::text(order)?));
            }
        }
        Ok(Instructor { files })
    }
}

/// What it was packed of.
fn packed(order: &Order<'_>) -> String {
    let reference = order.assignment.reference();
    let commit = order.commit.map(|commit| format!("commit = \"{commit}\"\n")).unwrap_or_default();
    format!(
        "# What the packs were made of. `results` shows the suite's digest too: equal digests judge equally.\n\
         format = 1\nname = \"{}\"\nkata = \"{}\"\nassignment = \"{}\"\nversion = \"{}\"\nsuite = \"{}\"\n{commit}",
        reference.name,
        order.assignment.kata,
        reference.sha256,
        env!("CARGO_PKG_VERSION"),
        order.suite
    )
}

fn readme(order: &Order<'_>, kata: &Kata, target: Option<Target>) -> Result<String, Error> {
    let Assignment { name, level, minutes, opens, due, twist, feedback, .. } = order.assignment;
    let moment = |moment: Option<kata_assignment::Moment>, none: &str| {
        moment.map_or_else(|| none.to_owned(), |moment| moment.to_string())
    };
    let more = match target {
        None => String::new(),
        Some(target) => {
            let values = [("NAME", name.as_str())];
            "\n".to_owned() + &template::filled(order.root, &format!("instructor/{}.md", target.word()), &values)?
        }
    };
    let values = [
        ("NAME", name.as_str()),
        ("TITLE", &kata.manifest().title),
        ("LEVEL", level.word()),
        ("MINUTES", &minutes.to_string()),
        ("OPENS", &moment(*opens, "at once")),
        ("DUE", &moment(*due, "at any time")),
        ("TWIST", twist.as_deref().unwrap_or("none")),
        ("FEEDBACK", feedback.word()),
        ("COMMIT", order.commit.unwrap_or("unknown: the clone is no checkout of git")),
        ("SUITE", order.suite),
        ("MORE", &more),
    ];
    template::filled(order.root, "instructor/README.md", &values)
}
