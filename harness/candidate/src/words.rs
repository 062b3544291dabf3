//! What is said of a round in words, on a screen and in lines alike.

use kata_console::text::count;

use crate::tryout::{Compilation, Tests};

/// What the compiler says, in one line.
pub(crate) fn compiled(compiled: &Compilation) -> String {
    let warnings =
        if compiled.warnings > 0 { format!(", {}", count(compiled.warnings, "warning")) } else { String::new() };
    match (compiled.compiles, compiled.errors) {
        (true, _) => format!("it compiles{warnings}"),
        (false, 0) => "it does not compile".to_owned(),
        (false, errors) => format!("it does not compile: {}", count(errors, "error")),
    }
}

/// What came of the tests, in one line.
pub(crate) fn tested(tests: &Tests) -> String {
    let all = tests.passed + tests.failed.len();
    let mut parts = Vec::new();
    match (all, tests.failed.as_slice()) {
        (0, _) if tests.trouble.is_none() => parts.push("there are none".to_owned()),
        (0, _) => {}
        (_, []) => parts.push(format!("{} of {all} passed", tests.passed)),
        (_, failed) => parts.push(format!("{} of {all} passed; failed: {}", tests.passed, failed.join(", "))),
    }
    parts.extend(tests.trouble.clone());
    parts.join("; ")
}

/// What to do at the beginning.
pub(crate) fn advice(place: &str) -> String {
    format!(
        "Read {place}/BRIEF.md and edit {place}/src/. Each save is kept, compiled, and tried with your tests. The hidden suite judges at the end."
    )
}

#[cfg(test)]
mod tests {
    use super::{compiled, tested};
    use crate::tryout::{Compilation, Tests};

    #[test]
    fn outcomes_are_one_line() {
        let text = String::new();
        let built =
            |compiles, errors, warnings| compiled(&Compilation { compiles, errors, warnings, text: text.clone() });
        assert_eq!(built(true, 0, 1), "it compiles, 1 warning");
        assert_eq!(built(false, 2, 1), "it does not compile: 2 errors");
        let tests = |passed, failed: &[&str], trouble: Option<&str>| {
            let failed = failed.iter().map(|name| (*name).to_owned()).collect();
            tested(&Tests { passed, failed, trouble: trouble.map(str::to_owned), text: String::new() })
        };
        assert_eq!(tests(0, &[], None), "there are none");
        assert_eq!(tests(2, &[], None), "2 of 2 passed");
        assert_eq!(tests(2, &["a", "b"], None), "2 of 4 passed; failed: a, b");
        assert_eq!(
            tests(1, &[], Some("`b` was cut after 20 s: it hangs")),
            "1 of 1 passed; `b` was cut after 20 s: it hangs"
        );
        assert_eq!(tests(0, &[], Some("they do not compile")), "they do not compile");
    }
}
