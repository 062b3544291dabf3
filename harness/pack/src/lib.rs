//! What leaves the clone with an assignment.
//!
//! This crate owns what the students of a class get ([`Students`]), what whoever grades them gets beside it ([`Instructor`]), the autograder
//! and the workflow that can be made of it ([`Target`]), and how all of it gets onto the disk, whole or not at all ([`lay_down`]). It judges
//! nothing and prints nothing. Cargo is asked for one thing: which part of Cargo.lock a part of the clone needs.
//!
//! No answer leaves with the students' pack: it is put together from what it may hold, and nothing is taken out of a copy of the whole.

mod autograder;
mod instructor;
mod kata;
mod lock;
mod place;
mod students;
mod subset;
mod template;
mod vendor;
mod workflow;

pub use instructor::{Instructor, Target};
pub use place::{Laid, lay_down};
pub use students::Students;

use std::path::Path;

use kata_archive::Packed;
use kata_assignment::Assignment;
use kata_catalog::{Error, Files, Root, read_tree};

/// What is packed, and of what.
#[derive(Debug)]
pub struct Order<'a> {
    /// The clone.
    pub root: &'a Root,
    /// What the class is given.
    pub assignment: &'a Assignment,
    /// The assignment's file, as its author wrote it.
    pub text: &'a str,
    /// The digest of the suite and of what judges.
    pub suite: &'a str,
    /// The commit that is checked out, where there is one.
    pub commit: Option<&'a str>,
    /// Whether the students' pack holds the crates of others, so that it builds without a network.
    pub vendor: bool,
    /// Now, in seconds since 1970: what files in a zip are dated.
    pub now_s: u64,
}

/// Files, with `/` in their paths. What is to be a file of ours is known by its path alone.
pub type Tree = Vec<Packed>;

/// The files below a folder of the clone, each with its path from the root.
fn copied(root: &Root, folder: &Path) -> Result<Tree, Error> {
    let files = read_tree(&root.path().join(folder), folder);
    tree(&files.map_err(|error| Error::of(folder, format!("cannot be read: {error}")))?)
}

fn tree(files: &Files) -> Result<Tree, Error> {
    let packed = files.iter().map(|(path, bytes)| Ok(Packed::plain(name(path)?, bytes.clone())));
    packed.collect()
}

fn name(path: &Path) -> Result<&str, Error> {
    path.to_str().ok_or_else(|| Error::of(path, "has a name that is no UTF-8: rename it"))
}

fn read_text(root: &Root, path: &str) -> Result<String, Error> {
    std::fs::read_to_string(root.path().join(path)).map_err(|error| Error::of(path, format!("cannot be read: {error}")))
}
