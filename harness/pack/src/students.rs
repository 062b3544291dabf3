//! What the students of a class get.

use kata_archive::Packed;
use kata_assignment::Assignment;
use kata_catalog::{Error, Kata};
use kata_round::{Feedback, GIVEN, GIVEN_FORMAT, Given, When};

use crate::lock::lock;
use crate::subset::{Profile, Subset};
use crate::vendor::vendor;
use crate::{Order, Tree, kata, read_text, template};

/// The template of the program in it.
const PROGRAM: &str = "harness/pack/template/students/xtask";

/// What must never be needed by what students get: whatever judges.
const JUDGES: [&str; 7] = ["engine", "grade", "history", "review", "spy", "std", "suite"];

/// The students' pack: a workspace that builds with Rust alone.
#[derive(Clone, Debug)]
pub struct Students {
    /// Its files.
    pub files: Tree,
}

impl Students {
    /// Puts it together.
    ///
    /// # Errors
    ///
    /// Where something of the clone cannot be read, or cargo cannot tell what the pack needs.
    pub fn of(order: &Order<'_>) -> Result<Students, Error> {
        let Order { root, assignment, .. } = order;
        let kata = root.kata(&assignment.kata)?;
        let mut subset = Subset::of(root)?;
        let rust = subset.rust()?;
        subset.add_manifest("xtask/Cargo.toml", &read_text(root, &format!("{PROGRAM}/Cargo.toml.in"))?)?;
        subset.add([
            Packed::plain("xtask/src/main.rs", read_text(root, &format!("{PROGRAM}/src/main.rs"))?),
            Packed::plain("README.md", readme(order, &kata, &rust)?),
            Packed::plain(GIVEN, given(assignment).to_text()),
        ]);
        subset.add_needed()?;
        subset.add(kata::given(&kata, assignment)?);
        let mut files = subset.finish(&["xtask", "harness/*"], Profile::Plain)?;
        let judge = JUDGES.map(|name| format!("harness/{name}/"));
        if let Some(file) = files.iter().find(|file| judge.iter().any(|judge| file.name.starts_with(judge))) {
            return Err(Error::of(&file.name, "would get into the students' pack: nothing in it may judge"));
        }
        lock(root, &mut files)?;
        if order.vendor {
            vendor(&mut files)?;
        }
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Students { files })
    }
}

/// What a round there takes without being asked.
fn given(assignment: &Assignment) -> Given {
    let reference = assignment.reference();
    let when = |moment: kata_assignment::Moment| When { shown: moment.to_string(), ms: moment.ms() };
    Given {
        format: GIVEN_FORMAT,
        name: reference.name,
        sha256: reference.sha256,
        kata: assignment.kata.clone(),
        level: assignment.level,
        minutes: assignment.minutes,
        feedback: assignment.feedback,
        opens: assignment.opens.map(when),
        due: assignment.due.map(when),
    }
}

fn readme(order: &Order<'_>, kata: &Kata, rust: &str) -> Result<String, Error> {
    let Assignment { name, level, minutes, opens, due, feedback, .. } = order.assignment;
    let opens = opens.map(|opens| format!("; it opens {opens}")).unwrap_or_default();
    let due = due.map(|due| format!("due {due}"));
    let (when, hand_in) = match &due {
        Some(due) => (format!("{opens}; it is {due}"), format!(", {due} at the latest")),
        None => (opens, String::new()),
    };
    let feedback = match feedback {
        Feedback::None => "Afterwards you are told your score, and nothing of the hidden checks.",
        Feedback::Counts => "Afterwards you are told how many of the hidden checks of each group pass.",
        Feedback::Full => "Afterwards you are told what each hidden check found.",
    };
    let network = match order.vendor {
        true => "this takes a minute or two, and needs no network",
        false => "this downloads a few crates, and takes a minute or two",
    };
    let values = [
        ("NAME", name.as_str()),
        ("TITLE", &kata.manifest().title),
        ("SUMMARY", &kata.manifest().summary),
        ("KATA", kata.slug()),
        ("LEVEL", level.word()),
        ("MINUTES", &minutes.to_string()),
        ("WHEN", &when),
        ("HANDIN", &hand_in),
        ("RUST", rust),
        ("NETWORK", network),
        ("FEEDBACK", feedback),
    ];
    template::filled(order.root, "students/README.md", &values)
}
