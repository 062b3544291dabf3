//! What a class has handed in, as it lies in one folder.

use std::collections::BTreeSet;
use std::fs::{self, DirEntry, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use kata_catalog::Error;

/// One submission of a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedIn {
    /// What tells it from the others: its path below the folder, with `/`.
    pub name: String,
    /// Whose it is, as far as the folder says: the name of the student's folder, or of the archive without its ending. Composed (NFC).
    pub student: String,
    /// Whether it lies in a folder of the student's own, which whoever collected the submissions has named.
    pub in_own_folder: bool,
    /// Where it lies.
    pub path: PathBuf,
    /// What it is.
    pub form: Form,
}

/// What a submission lies there as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// A folder with a `src/`, or with nothing at all.
    Folder,
    /// A folder into which an archive was unpacked.
    Unpacked,
    /// A folder that is a checkout of git: judged as its files lie there.
    Checkout {
        /// The commit that is checked out, where the folder says so.
        commit: Option<String>,
    },
    /// An archive, as `submit` writes it.
    Archive,
    /// Nothing that can be read as a submission: why.
    Unreadable(String),
}

/// What lies in a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Class {
    /// The submissions, in the order of their names.
    pub submissions: Vec<HandedIn>,
    /// Files that are no submissions, by name.
    pub left_out: Vec<String>,
}

/// What a folder has that is a submission.
const MARKS: [&str; 5] = ["src", "Cargo.toml", ".git", ".kata", kata_archive::MANIFEST];
/// How the name of an archive ends.
const ARCHIVE: &str = ".zip";
/// As much as is read of a file of git's.
const GIT_BYTES: u64 = 1024 * 1024;

impl Class {
    /// Looks at a folder: each folder and each archive in it is a submission. A folder of folders or archives is a student with several.
    /// Links are not followed.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be read, or holds no submission.
    pub fn read(folder: &Path) -> Result<Class, Error> {
        let mut class = Class::default();
        let entries = entries(folder).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Error::of(folder, "there is no such folder: name the one with the submissions"),
            _ => Error::of(folder, format!("cannot be read: {error}")),
        })?;
        for (name, entry) in entries {
            class.take(&name, &entry);
        }
        if class.submissions.is_empty() {
            return Err(Error::of(
                folder,
                format!(
                    "holds no submission: put a folder (with its src/) or an archive (*{ARCHIVE}) for each student there"
                ),
            ));
        }
        class.tell_apart();
        Ok(class)
    }

    fn take(&mut self, name: &str, entry: &DirEntry) {
        let path = entry.path();
        let kind = match entry.file_type() {
            Ok(kind) => kind,
            Err(error) => {
                return self.add(name, name, path, Form::Unreadable(format!("it cannot be looked at: {error}")));
            }
        };
        if !kind.is_dir() {
            return self.take_file(name, stem(name), path, kind);
        }
        let inner = if is_submission(&path) { Ok(Vec::new()) } else { entries(&path) };
        match inner {
            Err(error) => self.add(name, name, path, Form::Unreadable(format!("the folder cannot be read: {error}"))),
            Ok(inner) => {
                let before = self.submissions.len();
                for (own, entry) in inner {
                    self.take_inner(name, &own, &entry);
                }
                if self.submissions.len() == before {
                    self.add(name, name, path.clone(), folder(&path));
                }
            }
        }
    }

    /// One of several submissions of a student.
    fn take_inner(&mut self, student: &str, own: &str, entry: &DirEntry) {
        let (name, path) = (format!("{student}/{own}"), entry.path());
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && is_submission(&path) => self.add(&name, student, path.clone(), folder(&path)),
            Ok(kind) if !kind.is_dir() && is_archive(own) => self.take_file(&name, student, path, kind),
            _ => {}
        }
    }

    fn take_file(&mut self, name: &str, student: &str, path: PathBuf, kind: FileType) {
        if kind.is_symlink() {
            let why = "it is a symbolic link, which is not followed: put the submission itself there";
            self.add(name, student, path, Form::Unreadable(why.to_owned()));
        } else if kind.is_file() && is_archive(name) {
            self.add(name, student, path, Form::Archive);
        } else {
            self.left_out.push(name.to_owned());
        }
    }

    fn add(&mut self, name: &str, student: &str, path: PathBuf, form: Form) {
        let in_own_folder = name.contains('/');
        self.submissions.push(HandedIn {
            name: name.to_owned(),
            student: composed(student),
            in_own_folder,
            path,
            form,
        });
    }

    /// Names that are not UTF-8 are shown with replacements, after which two of them may be the same.
    fn tell_apart(&mut self) {
        let mut taken = BTreeSet::new();
        for submission in &mut self.submissions {
            let plain = submission.name.clone();
            let mut number = 2;
            while !taken.insert(submission.name.clone()) {
                submission.name = format!("{plain} ({number})");
                number += 1;
            }
        }
        self.submissions.sort_by(|a, b| a.name.cmp(&b.name));
    }
}

/// What is in a folder, but for what is hidden, in the order of the names.
fn entries(folder: &Path) -> io::Result<Vec<(String, DirEntry)>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            entries.push((name, entry));
        }
    }
    entries.sort_by(|(a, first), (b, second)| a.cmp(b).then_with(|| first.file_name().cmp(&second.file_name())));
    Ok(entries)
}

fn is_submission(folder: &Path) -> bool {
    MARKS.iter().any(|mark| fs::symlink_metadata(folder.join(mark)).is_ok())
}

/// A name as the same student's name is written elsewhere; one that cannot be shown is escaped.
pub(crate) fn composed(name: &str) -> String {
    kata_archive::check_student(name).unwrap_or_else(|_| kata_archive::shown(name))
}

fn stem(name: &str) -> &str {
    let stem = if is_archive(name) { &name[..name.len() - ARCHIVE.len()] } else { name };
    if stem.is_empty() { name } else { stem }
}

/// Some systems write the ending in capitals.
fn is_archive(name: &str) -> bool {
    let end = name.len().checked_sub(ARCHIVE.len()).and_then(|at| name.get(at..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(ARCHIVE))
}

fn folder(path: &Path) -> Form {
    let kind = |name: &str| fs::symlink_metadata(path.join(name)).ok();
    if kind(".git").is_some_and(|meta| meta.is_dir()) {
        Form::Checkout { commit: commit(&path.join(".git")) }
    } else if kind(kata_archive::MANIFEST).is_some_and(|meta| meta.is_file()) {
        Form::Unpacked
    } else {
        Form::Folder
    }
}

/// The commit that is checked out in a folder, where it says so.
pub fn commit_of(folder: &Path) -> Option<String> {
    commit(&folder.join(".git"))
}

/// The commit that is checked out. Git itself is not asked: a checkout's own configuration can make it run any program.
fn commit(git: &Path) -> Option<String> {
    let head = small_file(&git.join("HEAD"))?;
    let Some(reference) = head.trim().strip_prefix("ref: ") else { return hash(head.trim()) };
    if !reference.starts_with("refs/") || reference.split('/').any(|part| part == "..") {
        return None;
    }
    let loose = small_file(&git.join(reference));
    let packed = || {
        let packed = small_file(&git.join("packed-refs"))?;
        let mut lines = packed.lines().filter_map(|line| line.split_once(' '));
        lines.find(|(_, name)| *name == reference).map(|(hash, _)| hash.to_owned())
    };
    hash(loose.or_else(packed)?.trim())
}

fn hash(text: &str) -> Option<String> {
    let is_hash = (40..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash.then(|| text.to_owned())
}

/// A regular file of a folder that is not to be trusted.
fn small_file(path: &Path) -> Option<String> {
    fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file)?;
    let mut text = String::new();
    fs::File::open(path).ok()?.take(GIT_BYTES).read_to_string(&mut text).ok()?;
    Some(text)
}
