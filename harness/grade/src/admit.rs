//! Decides whether a submission is compiled at all.

use std::collections::BTreeMap;

use kata_verdict::Refusal;

use crate::source::Submission;
use crate::stage::ROOT_FILE;
use crate::subject::Subject;

/// What becomes of a submission before the compiler sees it.
#[derive(Debug)]
pub(crate) enum Admission {
    /// It is compiled.
    Admitted(Admitted),
    /// Confinement refuses it.
    Refused(Vec<Refusal>),
    /// There is nothing to compile: what is wrong, and what to do next.
    Broken { diagnostics: String, next: Vec<String> },
}

/// A submission that is compiled.
#[derive(Debug)]
pub(crate) struct Admitted {
    /// By path: `src/lot.rs`.
    pub(crate) files: BTreeMap<String, String>,
    /// Files that the review could not read as tokens. rustc will say what is wrong with them; should it find nothing, they
    /// are refused after all.
    pub(crate) unread: Vec<Refusal>,
}

/// Reviews a submission.
pub(crate) fn admit(submission: Submission, subject: &Subject) -> Admission {
    let kata = subject.name();
    let mut refusals = submission.refusals;
    if let Some(manifest) = submission.manifest {
        refusals.extend(kata_review::review_manifest(&String::from_utf8_lossy(&manifest), kata));
    }
    let mut files = BTreeMap::new();
    let mut garbled = Vec::new();
    for (name, bytes) in submission.files {
        match String::from_utf8(bytes) {
            Ok(text) => _ = files.insert(name, text),
            Err(error) => garbled.push(not_utf8(&name, error.as_bytes(), error.utf8_error().valid_up_to())),
        }
    }
    let review = kata_review::review(&files, kata);
    refusals.extend(review.refusals);
    if !refusals.is_empty() {
        return Admission::Refused(refusals);
    }
    if !garbled.is_empty() {
        return Admission::Broken { diagnostics: garbled.join("\n"), next: garbled };
    }
    match files.get(ROOT_FILE) {
        None => nothing(&format!("there is no {ROOT_FILE}"), subject),
        Some(text) if text.trim().is_empty() => nothing(&format!("{ROOT_FILE} is empty"), subject),
        Some(_) => Admission::Admitted(Admitted { files, unread: review.unread }),
    }
}

fn not_utf8(name: &str, bytes: &[u8], offset: usize) -> String {
    let line = 1 + bytes[..offset].iter().filter(|byte| **byte == b'\n').count();
    format!("{name}:{line}: byte {offset} of the file is not UTF-8: save the file as UTF-8 text")
}

fn nothing(what: &str, subject: &Subject) -> Admission {
    Admission::Broken {
        diagnostics: format!("{what}: there is nothing to judge yet"),
        next: subject.first_steps(ROOT_FILE),
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::Source;

    fn admitted(files: &[(&str, &[u8])]) -> Admission {
        let files = files.iter().map(|(name, bytes)| (PathBuf::from(name), bytes.to_vec())).collect();
        admit(
            Source::Files(files).load().unwrap(),
            &Subject::Kata { slug: "parking-lot".to_owned(), twists: Vec::new() },
        )
    }

    #[test]
    fn a_submission_without_code_is_told_what_to_write() {
        for files in [&[][..], &[("src/lib.rs", &b" \n"[..])], &[("src/lot.rs", b"struct Lot;")]] {
            let Admission::Broken { diagnostics, next } = admitted(files) else { panic!("{files:?} was admitted") };
            assert!(diagnostics.contains("src/lib.rs"), "{diagnostics}");
            assert!(next[0].contains("Seams") && next[1].contains("build"), "{next:?}");
        }
    }

    #[test]
    fn text_in_another_encoding_is_named_with_its_byte_and_line() {
        let Admission::Broken { next, .. } = admitted(&[("src/lib.rs", b"fn a() {}\n// caf\xe9\n")]) else {
            panic!("it was admitted")
        };
        assert_eq!(next, ["src/lib.rs:2: byte 16 of the file is not UTF-8: save the file as UTF-8 text"]);
    }

    #[test]
    fn a_refusal_goes_before_everything_else() {
        let refused = admitted(&[("Cargo.toml", b"[dependencies]\nrand = \"0.9\""), ("src/x.rs", b"\xff")]);
        assert!(matches!(refused, Admission::Refused(refusals) if refusals[0].file == "Cargo.toml"));
    }
}
