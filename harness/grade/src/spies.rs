//! The spies of a submission: woven in when it is staged, and left out again where they do not compile.
//!
//! Invariant: what is woven in is never shown to a learner, and never the reason why their code does not compile.

use std::collections::BTreeMap;

use kata_review::spy::{Woven, weave_for};
use kata_verdict::SeamFacts;

use crate::diagnostic::Diagnostic;
use crate::subject::Subject;

/// The crate that woven spies run on.
pub(crate) const LIBRARY: &str = "kata_spy";

/// The spies of a submission.
#[derive(Debug, Default)]
pub(crate) struct Spies {
    /// The files that look otherwise with spies in.
    files: BTreeMap<String, String>,
    /// What the source says of its seams; None where no suite asks.
    facts: Option<SeamFacts>,
}

impl Spies {
    /// Weaves spies into a submission; into none that is linked to no suite, or to one without the library.
    pub(crate) fn of(files: &BTreeMap<String, String>, subject: &Subject, available: bool) -> Spies {
        match subject {
            Subject::Kata { slug, .. } if available => {
                let Woven { files, facts } = weave_for(files, &format!("{}_api", slug.replace('-', "_")));
                Spies { files, facts: Some(facts) }
            }
            _ => Spies::default(),
        }
    }

    /// Why some of the learner's traits cannot be spied: where there is no trait object of them, this is the way out.
    pub(crate) fn obstacles(&self) -> Vec<String> {
        let traits = self.facts.iter().flat_map(|facts| &facts.traits);
        traits.filter_map(|found| Some(format!("{}: {}", found.at, found.unspied.as_ref()?))).collect()
    }

    /// Whether there is any.
    pub(crate) fn are_woven(&self) -> bool {
        !self.files.is_empty()
    }

    /// The same facts without the spies, which did not compile.
    pub(crate) fn unwoven(self, errors: &[Diagnostic]) -> Spies {
        let code = errors.iter().map(Diagnostic::code).find(|code| !code.is_empty());
        let code = code.map(|code| format!(" ({code})")).unwrap_or_default();
        let trouble =
            format!("the grader's spies do not compile beside this code{code}, which is no fault of the code");
        let facts = self.facts.map(|facts| SeamFacts { trouble: Some(trouble), ..facts });
        Spies { files: BTreeMap::new(), facts }
    }

    /// The submission with its spies in.
    pub(crate) fn woven_into(&self, files: &BTreeMap<String, String>) -> BTreeMap<String, String> {
        let with_spies =
            |(name, text): (&String, &String)| (name.clone(), self.files.get(name).unwrap_or(text).clone());
        files.iter().map(with_spies).collect()
    }

    /// What the `main` of the runner begins with.
    pub(crate) fn prologue(&self) -> String {
        let facts = self.facts.as_ref().and_then(|facts| serde_json::to_string(facts).ok());
        facts.map(|facts| format!("::{LIBRARY}::woven::facts({facts:?});")).unwrap_or_default()
    }

    /// The expression that makes a `Seams`, with spies around it.
    pub(crate) fn wrapped(&self, seams: &str) -> String {
        match self.are_woven() {
            true => format!("::{LIBRARY}::woven::Spied::spied({seams}, &config)"),
            false => seams.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "pub trait Choice { fn choose(&self) -> u8; }\npub struct Seams { a: Box<dyn Choice> }\n";

    fn files() -> BTreeMap<String, String> {
        [("src/lib.rs".to_owned(), SOURCE.to_owned())].into()
    }

    fn toy() -> Subject {
        Subject::Kata { slug: "toy".to_owned(), twists: Vec::new() }
    }

    fn spies(available: bool) -> Spies {
        Spies::of(&files(), &toy(), available)
    }

    #[test]
    fn the_main_of_a_runner_wraps_the_seams_and_hands_over_the_facts() {
        let main = toy().main(&files(), &spies(true));
        assert!(main.contains("::kata_spy::woven::Spied::spied(crate::Seams::new(&config), &config)"), "{main}");
        assert!(main.contains(r#"::kata_spy::woven::facts("{\"at\":\"src/lib.rs:2\""#), "{main}");
    }

    #[test]
    fn without_the_library_nothing_is_woven() {
        let spies = spies(false);
        assert!(!spies.are_woven());
        let main = toy().main(&files(), &spies);
        assert!(!main.contains("kata_spy"), "{main}");
    }

    #[test]
    fn spies_that_do_not_compile_are_left_out_and_the_facts_say_so() {
        let spies = spies(true).unwoven(&[]);
        assert!(!spies.are_woven());
        let facts = spies.facts.expect("facts are read whether spies compile or not");
        assert_eq!(facts.fields.len(), 1);
        assert!(facts.trouble.is_some_and(|trouble| trouble.contains("no fault of the code")));
    }
}
