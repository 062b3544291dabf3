//! The twists of a kata, as far as grading needs them: which there are, and which a submission takes on.
//!
//! A twist is a trait with a build function of its own, `build_with_<id>`. A submission whose root has no such function has not
//! attempted it, and the suite is told so.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::stage::ROOT_FILE;

/// What begins the name of each twist's build function.
const PREFIX: &str = "build_with_";

/// The ids of a kata's twists: the folders that hold a TWIST.md, in order.
pub(crate) fn of(root: &Path, kata: &str) -> Vec<String> {
    let folder = root.join("katas").join(kata).join("twists");
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let told = entries.filter(|entry| entry.path().join("TWIST.md").is_file());
    let mut ids: Vec<String> = told.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    ids.sort();
    ids
}

/// The name of a twist's build function.
fn function(id: &str) -> String {
    format!("{PREFIX}{}", id.replace('-', "_"))
}

/// The twist's field of the suite's `Subject`: the learner's build function, or None where the root has none.
pub(crate) fn field(id: &str, files: &BTreeMap<String, String>, seams: &str) -> String {
    let (name, function) = (id.replace('-', "_"), function(id));
    if !kata_review::names_at_root(files, ROOT_FILE, &function) {
        return format!("{name}: ::std::option::Option::None");
    }
    let body = format!("let seams = {seams}; crate::{function}(config, ports, seams, twist)");
    format!("{name}: ::std::option::Option::Some(|config, ports, twist| {{ {body} }})")
}

/// How a twist's build function is written, as its TWIST.md shows it on one line.
pub(crate) fn signatures(root: &Path, kata: &str) -> BTreeMap<String, String> {
    let told = |id: &String| {
        let path = root.join("katas").join(kata).join("twists").join(id).join("TWIST.md");
        let start = format!("pub fn {}(", function(id));
        let text = fs::read_to_string(path).ok()?;
        let line = text.lines().map(str::trim).find(|line| line.starts_with(&start))?;
        Some((function(id), line.to_owned()))
    };
    of(root, kata).iter().filter_map(told).collect()
}
