//! The review of all sources of a submission.

use std::collections::BTreeMap;

use kata_verdict::Refusal;

use crate::tokens::Tokens;
use crate::{attributes, imports, macros, words};

/// Deeper than any honest code, and far from what would overflow a parser's stack.
const DEEPEST: usize = 200;

/// What a review found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// Why the submission is refused; empty when it is not.
    pub refusals: Vec<Refusal>,
    /// Files that cannot be read as tokens, so that nothing is known of them. rustc reports what is wrong there; should
    /// it find nothing wrong, the submission must be refused for this.
    pub unread: Vec<Refusal>,
}

/// Reviews the sources of a submission, by path, for the kata with this slug.
pub fn review(files: &BTreeMap<String, String>, kata: &str) -> Review {
    let mut review = Review::default();
    for (name, text) in files {
        review.read(name, text, kata);
    }
    // Nothing of ours refers to a position any more, and a watch reviews all day: without this, each review's text stays.
    proc_macro2::extra::invalidate_current_thread_spans();
    review
}

impl Review {
    fn read(&mut self, name: &str, text: &str, kata: &str) {
        match Tokens::read(text) {
            Ok(tokens) => {
                self.refusals.extend(refusals(&tokens, kata).into_iter().map(|finding| finding.placed(name)));
            }
            Err(line) => self.unread.push(Finding::new(line, UNREADABLE).placed(name)),
        }
    }
}

const UNREADABLE: &str = "this line cannot be read as Rust tokens, so it cannot be reviewed: write it in a plainer way";

/// What is wrong in a file that is known from the context.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    line: usize,
    message: String,
}

impl Finding {
    pub(crate) fn new(line: usize, message: impl Into<String>) -> Finding {
        Finding { line, message: message.into() }
    }

    fn placed(self, file: &str) -> Refusal {
        Refusal { file: file.to_owned(), line: Some(self.line), message: self.message }
    }
}

fn refusals(tokens: &Tokens, kata: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some((depth, line)) = tokens.deepest()
        && depth > DEEPEST
    {
        findings.push(Finding::new(line, format!("nested {depth} levels deep: {DEEPEST} must do; name the parts")));
    }
    let scopes = macros::Scopes::of(tokens);
    let mut index = 0;
    while index < tokens.len() {
        if let Some(past) = attributes::past_test_module(tokens, index)
            && !scopes.in_macro(index)
        {
            index = past;
            continue;
        }
        findings.extend(words::at(tokens, index, kata));
        findings.extend(macros::at(tokens, index, &scopes));
        findings.extend(imports::at(tokens, index));
        findings.extend(attributes::at(tokens, index));
        index += 1;
    }
    findings.sort();
    findings.dedup();
    findings
}
