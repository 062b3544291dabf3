//! What rustc says in JSON, as far as we read it.

use serde::Deserialize;

/// How much of a crash of rustc's is shown.
const CRASH_LINES: usize = 5;

/// One diagnostic, or one of the notes below it.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Diagnostic {
    pub(crate) message: String,
    #[serde(default)]
    pub(crate) code: Option<Code>,
    #[serde(default)]
    pub(crate) level: String,
    #[serde(default)]
    pub(crate) spans: Vec<Span>,
    #[serde(default)]
    pub(crate) children: Vec<Diagnostic>,
    #[serde(default)]
    pub(crate) rendered: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Code {
    pub(crate) code: String,
}

/// A place in a file.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Span {
    pub(crate) file_name: String,
    pub(crate) line_start: usize,
    pub(crate) line_end: usize,
    pub(crate) column_start: usize,
    pub(crate) column_end: usize,
    pub(crate) is_primary: bool,
    #[serde(default)]
    pub(crate) label: Option<String>,
    #[serde(default)]
    pub(crate) text: Vec<Line>,
    #[serde(default)]
    pub(crate) suggested_replacement: Option<String>,
    #[serde(default)]
    pub(crate) expansion: Option<Box<Expansion>>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Line {
    pub(crate) text: String,
}

/// The macro call that a span comes from.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Expansion {
    pub(crate) span: Span,
}

impl Diagnostic {
    /// Reads rustc's standard error. What is no diagnostic (rustc itself crashed) makes one together.
    pub(crate) fn read_all(stderr: &str) -> Vec<Diagnostic> {
        let (mut read, mut other) = (Vec::new(), Vec::new());
        for line in stderr.lines().filter(|line| !line.trim().is_empty()) {
            match serde_json::from_str::<Diagnostic>(line) {
                Ok(diagnostic) => read.push(diagnostic),
                Err(_) => other.push(line),
            }
        }
        if !other.is_empty() {
            other.truncate(CRASH_LINES);
            let message = format!("the compiler itself failed on this code: {}", other.join("\n"));
            read.push(Diagnostic { message, level: "error".to_owned(), ..Diagnostic::default() });
        }
        read
    }

    /// Whether it stops the compilation, and says more than that it was stopped.
    pub(crate) fn is_error(&self) -> bool {
        let is_summary = self.message.starts_with("aborting due to ") || self.message.starts_with("could not compile ");
        self.level.starts_with("error") && !is_summary
    }

    /// Drops the errors that are there because the learner's code denies a lint that Rust does not.
    pub(crate) fn without_own_lints(errors: Vec<Diagnostic>) -> Vec<Diagnostic> {
        // rustc says once for each lint why it is on.
        let is_reason =
            |note: &Diagnostic| note.message.ends_with("on by default") || note.message.starts_with("requested on");
        let reasoned = errors.iter().filter(|error| error.children.iter().any(is_reason));
        let kept: Vec<_> = reasoned.map(|error| error.code().to_owned()).collect();
        errors.into_iter().filter(|error| !error.is_lint() || kept.iter().any(|code| code == error.code())).collect()
    }

    /// Whether it comes from a lint: those have names, errors have numbers, and the parser's have nothing.
    fn is_lint(&self) -> bool {
        self.code().starts_with(|first: char| first.is_ascii_lowercase())
    }

    /// `E0425`, or nothing.
    pub(crate) fn code(&self) -> &str {
        self.code.as_ref().map_or("", |code| &code.code)
    }

    /// Where it is raised.
    pub(crate) fn primary(&self) -> Option<&Span> {
        self.spans.iter().find(|span| span.is_primary)
    }
}

impl Span {
    /// The span, and the macro calls that it comes from, innermost first.
    pub(crate) fn backtrace(&self) -> impl Iterator<Item = &Span> {
        std::iter::successors(Some(self), |span| span.expansion.as_ref().map(|expansion| &expansion.span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_json_makes_one_error_and_summaries_make_none() {
        let stderr = "{\"message\":\"mismatched types\",\"level\":\"error\",\"code\":{\"code\":\"E0308\"}}\n\
                      thread 'rustc' panicked\nat somewhere\n\
                      {\"message\":\"aborting due to 1 previous error\",\"level\":\"error\",\"code\":null}\n";
        let read = Diagnostic::read_all(stderr);
        let errors: Vec<_> = read.iter().filter(|error| error.is_error()).map(|error| error.message.as_str()).collect();
        let crash = "the compiler itself failed on this code: thread 'rustc' panicked\nat somewhere";
        assert_eq!(errors, ["mismatched types", crash]);
        assert_eq!(read[0].code(), "E0308");
    }

    #[test]
    fn lints_that_rust_denies_by_default_stay_errors() {
        let lint = |code: &str, note: &str| Diagnostic {
            code: Some(Code { code: code.to_owned() }),
            level: "error".to_owned(),
            children: vec![Diagnostic { message: note.to_owned(), ..Diagnostic::default() }],
            ..Diagnostic::default()
        };
        let all = vec![
            lint("unused_imports", "the lint level is defined here"),
            lint("unused_imports", ""),
            lint("overflowing_literals", "`#[deny(overflowing_literals)]` on by default"),
            lint("overflowing_literals", ""),
            lint("unsafe_code", "requested on the command line with `-F unsafe-code`"),
            lint("E0308", ""),
        ];
        let kept: Vec<_> = Diagnostic::without_own_lints(all).iter().map(|error| error.code().to_owned()).collect();
        assert_eq!(kept, ["overflowing_literals", "overflowing_literals", "unsafe_code", "E0308"]);
    }
}
