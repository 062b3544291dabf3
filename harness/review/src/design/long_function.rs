//! A function that does not fit on a screen.

use kata_verdict::{Principle, Severity, Site};

use crate::code::{Function, Index, line_of};
use crate::design::rule::{Rule, site};

/// The lines of code that a function may have.
const LIMIT: usize = 60;

pub(crate) const RULE: Rule = Rule {
    name: "long-function",
    severity: Severity::Minor,
    principle: Principle::SingleResponsibility,
    title: "a function does more than fits on a screen",
    why: "An interviewer reads along. Nobody follows a function that has to be scrolled; each step that has a name of its \
          own is a step you need not explain.",
    find,
};

fn find(index: &Index<'_>) -> Vec<Site> {
    let lengths = index.functions.iter().map(|function| (function, length(index, function)));
    let long = lengths.filter(|(_, length)| *length > LIMIT);
    let message = |function: &Function<'_>, length| {
        format!("`{}` has {length} lines of code; {LIMIT} are plenty", function.full_name())
    };
    long.map(|(function, length)| site(function.file, function.line(), message(function, length))).collect()
}

/// The lines from `fn` to the last brace that hold more than white space or a comment.
fn length(index: &Index<'_>, function: &Function<'_>) -> usize {
    let Some(source) = index.code.sources().iter().find(|source| source.name == function.file) else { return 0 };
    let (first, last) = (function.line(), line_of(&function.body.brace_token.span.close()));
    let lines = source.text.lines().skip(first - 1).take((last + 1).saturating_sub(first));
    lines.map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::rule::testing::check;

    fn function(head: &str, line: &str, times: usize) -> String {
        format!("{head}\n{}}}", line.repeat(times))
    }

    #[test]
    fn lines_of_code_are_counted_and_nothing_else() {
        let code = "    step();\n";
        check(
            &RULE,
            &[
                ("61 lines", &function("fn a() { // <<", code, 59)),
                ("a method", &format!("struct S; impl S {{\n{}\n}}", function("fn a() { // <<", code, 70))),
            ],
            &[
                ("60 lines", &function("fn a() {", code, 58)),
                ("comments", &function("fn a() {", "    // why\n\n", 90)),
                ("a test", &format!("#[test]\n{}", function("fn a() {", code, 90))),
                ("a module of tests", &format!("#[cfg(test)] mod tests {{\n{}\n}}", function("fn a() {", code, 90))),
                ("a big table", &format!("const T: [u8; 90] = [\n{}];", "    0,\n".repeat(90))),
            ],
        );
    }
}
