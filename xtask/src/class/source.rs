//! What a submission of a class is: what is judged, and what is known of it besides.

use std::fs::{self, File};
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use kata_archive::{MANIFEST, MAX_LOG, Submitted, same_name};
use kata_assignment::{Assignment, Form, HandedIn};
use kata_grade::Source;
use kata_round::RoundView;

/// What is judged of the submission at `path`: an archive's source, also of an unpacked one, or else a folder as it lies there.
///
/// # Errors
///
/// Where it cannot be read as a submission; in words for its student.
pub(crate) fn open(path: &Path) -> Result<Source, String> {
    Ok(match archive(path)? {
        Some(submitted) => Source::Files(submitted.files),
        None => Source::Workspace(path.to_owned()),
    })
}

fn archive(path: &Path) -> Result<Option<Submitted>, String> {
    let kind = |path: &Path| fs::symlink_metadata(path).map_err(|error| format!("it cannot be read: {error}"));
    let submitted = if kind(path)?.is_file() {
        kata_archive::read_file(path)
    } else if kind(&path.join(MANIFEST)).is_ok_and(|meta| meta.is_file()) && kind(&path.join(".git")).is_err() {
        kata_archive::read_folder(path)
    } else {
        return Ok(None);
    };
    submitted.map(Some).map_err(|error| error.to_string())
}

/// What is known of a submission before it is judged.
#[derive(Debug)]
pub(crate) struct Known {
    /// Who handed it in.
    pub(crate) student: String,
    /// When it was frozen, in milliseconds since 1970.
    pub(crate) submitted: Option<u64>,
    /// Whether that was after the assignment was due.
    pub(crate) late: bool,
    /// The digest of what is judged, or why nothing can be.
    pub(crate) digest: Result<String, String>,
    /// What a human should know.
    pub(crate) notes: Vec<String>,
    /// Its files, path and text each: what is kept for comparing.
    pub(crate) texts: Vec<(String, String)>,
}

/// Looks at a submission without judging it. What is wrong with one harms no other.
pub(crate) fn look(submission: &HandedIn, assignment: &Assignment) -> Known {
    // An archive comes from a stranger, and is read by more code than ours.
    let looked = catch_unwind(AssertUnwindSafe(|| try_look(submission, assignment)));
    let looked = looked.unwrap_or_else(|_| Err("it makes the program that reads it panic".to_owned()));
    let mut known = looked.unwrap_or_else(|why| Known {
        student: submission.student.clone(),
        submitted: None,
        late: false,
        digest: Err(why),
        notes: Vec::new(),
        texts: Vec::new(),
    });
    known.late = known.submitted.is_some_and(|at| assignment.is_late(at));
    known
}

fn try_look(submission: &HandedIn, assignment: &Assignment) -> Result<Known, String> {
    if let Form::Unreadable(why) = &submission.form {
        return Err(why.clone());
    }
    match archive(&submission.path)? {
        Some(submitted) => Ok(of_archive(submission, assignment, submitted)),
        None => of_folder(submission),
    }
}

/// Whose an archive is, the archive says. Where whoever collected them says something else, that holds: else anybody could hand in for others.
fn of_archive(submission: &HandedIn, assignment: &Assignment, submitted: Submitted) -> Known {
    let mut notes = assignment.notes_on(&submitted);
    let mut student = submitted.student;
    if submission.in_own_folder && !same_name(&student, &submission.student) {
        notes.insert(0, format!("it says that it is from {student}"));
        student.clone_from(&submission.student);
    }
    notes.extend(submitted.notes);
    let (digest, texts) = match what_is_judged(&Source::Files(submitted.files)) {
        Ok((digest, texts)) => (Ok(digest), texts),
        Err(why) => (Err(why), Vec::new()),
    };
    Known { student, submitted: Some(submitted.submitted_ms), late: false, digest, notes, texts }
}

fn of_folder(submission: &HandedIn) -> Result<Known, String> {
    let (digest, texts) = what_is_judged(&Source::Workspace(submission.path.clone()))?;
    let mut notes = Vec::new();
    if let Form::Checkout { commit: Some(commit) } = &submission.form {
        notes.push(format!("checked out at commit {commit}"));
    }
    let submitted = log(&submission.path).and_then(|log| of_round(&log, &mut notes));
    Ok(Known { student: submission.student.clone(), submitted, late: false, digest: Ok(digest), notes, texts })
}

fn what_is_judged(source: &Source) -> Result<(String, Vec<(String, String)>), String> {
    let read = || Ok((source.digest()?, source.texts()?));
    read().map_err(|error: kata_grade::Error| error.to_string())
}

/// When a round that lies in a folder ended, by its own log.
fn of_round(log: &[u8], notes: &mut Vec<String>) -> Option<u64> {
    let view = RoundView::of_log(log).ok()?;
    if let Some(broken) = &view.chain.broken {
        let what = kata_archive::shown(&broken.what);
        notes.push(format!("the round's log was changed, or is damaged: line {} {what}", broken.line));
    }
    let Some(frozen) = &view.frozen else {
        notes.push("the round is not over: the folder was judged as it lies there".to_owned());
        return None;
    };
    if view.late().count() > 0 {
        notes.push("there is work after the end of the round: the folder was judged as it lies there".to_owned());
    }
    Some(frozen.at.wall_ms)
}

/// The log of a folder that is not to be trusted.
fn log(folder: &Path) -> Option<Vec<u8>> {
    let path = folder.join(".kata/round/log.jsonl");
    fs::symlink_metadata(&path).ok().filter(fs::Metadata::is_file)?;
    let mut log = Vec::new();
    File::open(path).ok()?.take(MAX_LOG).read_to_end(&mut log).ok()?;
    Some(log)
}
