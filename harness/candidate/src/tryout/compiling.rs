//! What the compiler said of the workspace's own sources.

use kata_process::Finished;
use serde::Deserialize;

use crate::ansi;

/// What the compiler said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Compilation {
    /// Whether there is a library.
    pub(crate) compiles: bool,
    /// How many errors were shown.
    pub(crate) errors: usize,
    /// How many warnings.
    pub(crate) warnings: usize,
    /// The errors as rustc renders them, in full; where cargo itself failed, what it said.
    pub(crate) text: String,
}

#[derive(Deserialize)]
struct Message {
    message: Option<Diagnostic>,
}

#[derive(Deserialize)]
struct Diagnostic {
    level: String,
    rendered: Option<String>,
    #[serde(default)]
    spans: Vec<serde::de::IgnoredAny>,
}

impl Diagnostic {
    /// `aborting due to 2 previous errors` has no place, and counts what we count ourselves.
    fn is_error(&self) -> bool {
        self.level.starts_with("error") && !self.is_summary()
    }

    fn is_summary(&self) -> bool {
        let says = |part| self.rendered.as_deref().is_some_and(|text| text.contains(part));
        self.spans.is_empty() && (says("aborting due to") || says("warnings emitted") || says("warning emitted"))
    }

    fn is_warning(&self) -> bool {
        self.level == "warning" && !self.is_summary()
    }
}

/// Reads what cargo said. The error is what kept it from its work, where that was neither the code nor the manifest.
pub(crate) fn of(finished: &Finished) -> Result<Compilation, String> {
    let messages = finished.stdout.lines().filter_map(|line| serde_json::from_str::<Message>(line).ok());
    let mut said: Vec<Diagnostic> = messages.filter_map(|message| message.message).collect();
    let mut seen = std::collections::BTreeSet::new();
    // The library and its unit tests are two crates, and have their errors in common.
    said.retain(|diagnostic| seen.insert(diagnostic.rendered.clone()));
    let errors: Vec<&Diagnostic> = said.iter().filter(|diagnostic| diagnostic.is_error()).collect();
    let compiles = finished.succeeded();
    let rendered = |errors: &[&Diagnostic]| {
        let rendered = errors.iter().filter_map(|error| error.rendered.as_deref());
        rendered.map(|text| format!("{}\n\n", text.trim_end())).collect::<String>()
    };
    if !compiles && errors.iter().all(|error| error.spans.is_empty()) {
        let said = rendered(&errors);
        kata_process::hindrance(&ansi::plain(&said)).or_else(|| finished.hindrance()).map_or(Ok(()), Err)?;
    }
    let text = if errors.is_empty() && !compiles { finished.stderr.clone() } else { rendered(&errors) };
    let warnings = said.iter().filter(|one| one.is_warning()).count();
    Ok(Compilation { compiles, errors: errors.len(), warnings, text })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use kata_process::{Exit, Finished};

    use super::of;

    fn said(code: i32, lines: &[&str]) -> Finished {
        let stderr = "error: no matching package named `rand` found\n".to_owned();
        Finished { exit: Exit::Code(code), stdout: lines.join("\n"), stderr, elapsed: Duration::ZERO }
    }

    const ERROR: &str = r#"{"reason":"compiler-message","message":{"level":"error","spans":[{}],"rendered":"error[E0308]: mismatched types\n --> src/lib.rs:1:21\n\n"}}"#;
    const WARNING: &str =
        r#"{"reason":"compiler-message","message":{"level":"warning","spans":[{}],"rendered":"warning: unused"}}"#;
    const SUMMARY: &str = r#"{"reason":"compiler-message","message":{"level":"error","spans":[],"rendered":"error: aborting due to 1 previous error"}}"#;
    const NOTE: &str = r#"{"reason":"compiler-message","message":{"level":"failure-note","spans":[],"rendered":"For more information"}}"#;

    #[test]
    fn errors_are_kept_in_full_and_each_is_counted_once() {
        let compilation = of(&said(101, &[WARNING, ERROR, ERROR, SUMMARY, NOTE])).expect("cargo did its work");
        assert_eq!((compilation.compiles, compilation.errors, compilation.warnings), (false, 1, 1));
        assert_eq!(compilation.text, "error[E0308]: mismatched types\n --> src/lib.rs:1:21\n\n");
    }

    #[test]
    fn where_cargo_itself_fails_its_own_words_are_shown() {
        let text = |finished| of(&finished).map(|compilation| compilation.text);
        assert!(text(said(101, &[])).is_ok_and(|text| text.contains("no matching package named `rand`")));
        assert_eq!(text(said(0, &[WARNING])).as_deref(), Ok(""));
    }

    #[test]
    fn a_full_disk_is_no_error_in_the_code() {
        const FULL: &str = r#"{"reason":"compiler-message","message":{"level":"error","spans":[],"rendered":"\u001b[1merror\u001b[0m: failed to write to `full.rmeta`: No space left on device (os error 28)\n\n"}}"#;
        let why = of(&said(101, &[WARNING, FULL, SUMMARY])).expect_err("the disk is full");
        assert!(why.starts_with("failed to write to `full.rmeta`: No space left on device"), "{why}");
        assert!(
            of(&said(101, &[ERROR, FULL])).is_ok_and(|compilation| compilation.errors == 2),
            "the code has one too"
        );
        let stderr = "rustc-LLVM ERROR: IO failure on output stream: No space left on device\n".to_owned();
        assert!(of(&Finished { stderr, ..said(101, &[]) }).is_err_and(|why| why.contains("make room")));
    }
}
