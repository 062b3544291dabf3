//! What a submission of a class is: what is judged, and what is known of it besides.

use std::path::Path;

use kata_assignment::{Form, HandedIn};
use kata_grade::Source;

/// A submission that could be opened.
#[derive(Debug)]
pub(crate) struct Opened {
    /// What is judged.
    pub(crate) source: Source,
    /// Who it says it is from.
    pub(crate) student: Option<String>,
    /// When it was frozen, in milliseconds since 1970.
    pub(crate) submitted: Option<u64>,
    /// What a human should know.
    pub(crate) notes: Vec<String>,
}

/// Opens a submission: a folder is judged as it lies there, an archive by what is in it.
///
/// # Errors
///
/// Where it cannot be read as a submission; in words for its student.
pub(crate) fn open(path: &Path) -> Result<Opened, String> {
    if path.is_dir() {
        let source = Source::Workspace(path.to_owned());
        return Ok(Opened { source, student: None, submitted: None, notes: Vec::new() });
    }
    Err("it is no archive of a submission".to_owned())
}

/// What is known of a submission before it is judged.
#[derive(Debug)]
pub(crate) struct Known {
    /// Who handed it in.
    pub(crate) student: String,
    /// When it was frozen, in milliseconds since 1970.
    pub(crate) submitted: Option<u64>,
    /// The digest of what is judged, or why nothing can be.
    pub(crate) digest: Result<String, String>,
    /// What a human should know.
    pub(crate) notes: Vec<String>,
}

/// Looks at a submission without judging it.
pub(crate) fn look(submission: &HandedIn) -> Known {
    let unknown = |why: String| Known {
        student: submission.student.clone(),
        submitted: None,
        digest: Err(why),
        notes: Vec::new(),
    };
    if let Form::Unreadable(why) = &submission.form {
        return unknown(why.clone());
    }
    match open(&submission.path) {
        Err(why) => unknown(why),
        Ok(opened) => {
            let mut notes = opened.notes;
            if let Form::Checkout { commit: Some(commit) } = &submission.form {
                notes.push(format!("checked out at commit {commit}"));
            }
            Known {
                student: opened.student.unwrap_or_else(|| submission.student.clone()),
                submitted: opened.submitted,
                digest: opened.source.digest().map_err(|error| error.to_string()),
                notes,
            }
        }
    }
}
