//! Turns the compiler's errors into the learner's own words.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostic::Diagnostic;

/// What a learner is told about code that does not compile.
#[derive(Debug)]
pub(crate) struct Explained {
    pub(crate) diagnostics: String,
    pub(crate) next: Vec<String>,
}

pub(crate) fn explain(errors: &[Diagnostic], files: &BTreeMap<String, String>, root: &Path, kata: &str) -> Explained {
    let _ = (files, root, kata);
    Explained { diagnostics: errors.iter().filter_map(|e| e.rendered.clone()).collect(), next: vec![] }
}
