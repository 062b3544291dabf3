//! A rule of the design review.

use kata_verdict::{Finding, Principle, Severity, Site};

use crate::code::Index;

/// A rule: what it is called, what it means, and how it finds.
pub(crate) struct Rule {
    pub(crate) name: &'static str,
    pub(crate) severity: Severity,
    pub(crate) principle: Principle,
    /// The headline.
    pub(crate) title: &'static str,
    /// Why it matters in an interview.
    pub(crate) why: &'static str,
    /// Every place that it applies to.
    pub(crate) find: fn(&Index<'_>) -> Vec<Site>,
}

impl Rule {
    /// What the rule finds, in the order of the files; None if nothing.
    pub(crate) fn apply(&self, index: &Index<'_>) -> Option<Finding> {
        let mut sites = (self.find)(index);
        sites.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        sites.dedup_by(|a, b| a.file == b.file && a.line == b.line);
        (!sites.is_empty()).then(|| Finding {
            rule: self.name.to_owned(),
            severity: self.severity,
            principle: self.principle,
            title: self.title.to_owned(),
            why: self.why.to_owned(),
            sites,
        })
    }
}

/// A place that a rule found.
pub(crate) fn site(file: &str, line: usize, message: String) -> Site {
    Site { file: file.to_owned(), line, message, answer: None }
}

#[cfg(test)]
pub(crate) mod testing {
    use super::Rule;
    use crate::code::{Api, Code};

    /// The API that the tables speak of.
    const API: &str = "
        pub struct Ports { pub clock: Arc<dyn Clock>, pub gateway: Arc<dyn Gateway> }
        pub trait Clock { fn now(&self) -> u64; }
        pub trait Gateway { fn charge(&self, ticket: u64, amount: Cents) -> Result<(), Declined>; }
        pub trait Observer { fn notify(&self, event: &Event); }
        pub trait Lot { fn park(&self) -> u64; fn exit(&self, t: u64); fn observe(&self, observer: Arc<dyn Observer>); }
    ";

    /// The lines of `src/lib.rs` that a rule finds.
    fn lines(rule: &Rule, text: &str) -> Vec<usize> {
        syn::parse_file(text).unwrap_or_else(|error| panic!("{error} in {text}"));
        let code = Code::parse(&[("src/lib.rs".to_owned(), text.to_owned())].into());
        let api = Api::read([API]);
        let found = rule.apply(&code.index(&api));
        found.map(|finding| finding.sites.iter().map(|site| site.line).collect()).unwrap_or_default()
    }

    /// Checks a rule against a table: a case says what it shows, and its source marks each line that must be found with
    /// `// <<`.
    pub(crate) fn check(rule: &Rule, must_find: &[(&str, &str)], must_not: &[(&str, &str)]) {
        for (what, text) in must_find.iter().chain(must_not) {
            let marked: Vec<_> =
                text.lines().zip(1..).filter(|(line, _)| line.contains("// <<")).map(|(_, number)| number).collect();
            assert_eq!(lines(rule, text), marked, "{}: {what}", rule.name);
        }
        assert!(must_find.iter().all(|(_, text)| text.contains("// <<")), "{}", rule.name);
        assert!(must_not.iter().all(|(_, text)| !text.contains("// <<")), "{}", rule.name);
    }
}
