//! What the design review says of a submission that was judged.

use std::collections::BTreeMap;
use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

use kata_review::Api;
use kata_verdict::{Finding, Group};

use crate::Request;
use crate::subject::Subject;

/// Whether a request asks for the design as well: all checks, or those of the seams. One check, or one schedule that is
/// run again, does not, nor does a focus.
pub(crate) fn is_asked_for(request: &Request) -> bool {
    request.check.is_none() && request.focus.is_none() && matches!(request.group, None | Some(Group::Seams))
}

/// Reviews the design of a submission. A scenario is not designed. A review that panics is a fault of ours, told on stderr; it
/// takes no verdict with it.
pub(crate) fn findings(files: &BTreeMap<String, String>, api: &Api, subject: &Subject) -> Vec<Finding> {
    match subject {
        Subject::Kata { .. } => catch_unwind(|| kata_review::design(files, api)).unwrap_or_default(),
        Subject::Scenario => Vec::new(),
    }
}

/// Reads what the API crate of a kata says. Where it cannot be read, the review knows of no ports.
pub(crate) fn api(root: &Path, subject: &Subject) -> Api {
    let mut sources = Vec::new();
    if let Subject::Kata { slug, .. } = subject {
        take_sources(&root.join("katas").join(slug).join("api/src"), &mut sources);
    }
    Api::read(sources.iter().map(String::as_str))
}

fn take_sources(folder: &Path, sources: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            take_sources(&path, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            sources.extend(fs::read_to_string(path));
        }
    }
}
