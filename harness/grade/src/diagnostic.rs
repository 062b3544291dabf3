//! What rustc says in JSON, as far as we read it.

use serde::Deserialize;

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
    /// Reads rustc's standard error. A line that is no diagnostic (a crash of rustc or of the linker) is kept as a message.
    pub(crate) fn read_all(stderr: &str) -> Vec<Diagnostic> {
        stderr.lines().filter(|line| !line.trim().is_empty()).map(Diagnostic::read).collect()
    }

    fn read(line: &str) -> Diagnostic {
        serde_json::from_str(line).unwrap_or_else(|_| Diagnostic {
            message: line.to_owned(),
            level: "error".to_owned(),
            ..Diagnostic::default()
        })
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
