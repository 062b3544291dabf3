//! What a class was given, as its students' pack says it: what a round there takes without being asked.

use kata_catalog::{Error, Root, read_toml};
use kata_verdict::Level;
use serde::Deserialize;

use crate::{AssignmentRef, Feedback};

/// The newest form of a pack's `given.toml` that this program reads, and the one it writes.
pub const GIVEN_FORMAT: u32 = 1;

/// The file's name, at the root of a pack.
pub const GIVEN: &str = "given.toml";

/// What a class was given. The twist is not in it: nothing tells of it before its reveal.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// The version of this form; looked at before anything else.
    pub format: u32,
    /// What the assignment is called.
    pub name: String,
    /// The hash of what it asks for ([`AssignmentRef::sha256`]).
    pub sha256: String,
    /// The slug of the kata.
    pub kata: String,
    /// The level of each round.
    #[serde(deserialize_with = "level")]
    pub level: Level,
    /// How long a round lasts.
    pub minutes: u32,
    /// What a student is told of the hidden checks.
    pub feedback: Feedback,
    /// When a round may begin. None: at once.
    #[serde(default)]
    pub opens: Option<When>,
    /// The last moment that is in time. None: any.
    #[serde(default)]
    pub due: Option<When>,
}

/// A moment, for people and for programs.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// As people read it, with its offset.
    pub shown: String,
    /// In milliseconds since 1970.
    pub ms: u64,
}

fn level<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Level, D::Error> {
    let word = String::deserialize(deserializer)?;
    word.parse().map_err(serde::de::Error::custom)
}

impl Given {
    /// What the pack around `root` was given. None in a clone, which is no pack.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read; with its line.
    pub fn at(root: &Root) -> Result<Option<Given>, Error> {
        let path = root.path().join(GIVEN);
        if path.is_file() { read_toml(root, &path, GIVEN_FORMAT).map(Some) } else { Ok(None) }
    }

    /// What a round and an archive say of it.
    pub fn reference(&self) -> AssignmentRef {
        AssignmentRef { name: self.name.clone(), sha256: self.sha256.clone() }
    }

    /// The file. No name in it can hold a quote: they are checked where an assignment is read.
    pub fn to_text(&self) -> String {
        let Given { format, name, sha256, kata, level, minutes, feedback, opens, due } = self;
        let level = level.word().to_ascii_lowercase();
        let moments = [("opens", opens), ("due", due)].into_iter().filter_map(|(field, when)| {
            let When { shown, ms } = when.as_ref()?;
            Some(format!("{field} = {{ shown = \"{shown}\", ms = {ms} }}\n"))
        });
        format!(
            "# What you were given. `cargo xtask round` goes by it; a round by other rules shows in what you hand in.\n\
             format = {format}\nname = \"{name}\"\nkata = \"{kata}\"\nlevel = \"{level}\"\nminutes = {minutes}\n\
             feedback = \"{}\"\nsha256 = \"{sha256}\"\n{}",
            feedback.word(),
            moments.collect::<String>()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{GIVEN, GIVEN_FORMAT, Given, When};
    use crate::Feedback;
    use kata_catalog::Root;
    use kata_verdict::Level;

    fn root(dir: &std::path::Path) -> Root {
        std::fs::create_dir_all(dir.join("katas")).expect("it can be made");
        std::fs::create_dir_all(dir.join("xtask")).expect("it can be made");
        std::fs::write(dir.join("xtask/Cargo.toml"), "").expect("it can be written");
        Root::at(dir).expect("it is a root")
    }

    #[test]
    fn what_is_written_is_read_again_in_any_script() {
        let dir = tempfile::tempdir().expect("a folder");
        let root = root(dir.path());
        assert_eq!(Given::at(&root), Ok(None));
        let given = Given {
            format: GIVEN_FORMAT,
            name: "सप्ताह-3".to_owned(),
            sha256: "ab".to_owned(),
            kata: "parking-lot".to_owned(),
            level: Level::L5,
            minutes: 60,
            feedback: Feedback::Counts,
            opens: None,
            due: Some(When { shown: "2026-12-01 18:00 +01:00".to_owned(), ms: 1_796_144_400_000 }),
        };
        std::fs::write(dir.path().join(GIVEN), given.to_text()).expect("it can be written");
        assert_eq!(Given::at(&root), Ok(Some(given)));
    }
}
