//! What a submission is linked to: the hidden suite of a kata, or the explorer alone.

use std::collections::BTreeMap;
use std::path::Path;

use crate::Error;
use crate::spies::Spies;
use crate::twists;

/// What a submission is linked to.
#[derive(Clone, Debug)]
pub(crate) enum Subject {
    /// The hidden suite of a kata.
    Kata {
        /// The kata's slug.
        slug: String,
        /// The ids of its twists, in order.
        twists: Vec<String>,
    },
    /// Nothing but the explorer: the submission is one file with a `pub fn scenario()`.
    Scenario,
}

impl Subject {
    /// The suite of the kata with this slug.
    pub(crate) fn kata(root: &Path, slug: &str) -> Subject {
        Subject::Kata { slug: slug.to_owned(), twists: twists::of(root, slug) }
    }

    /// What a verdict calls it.
    pub(crate) fn name(&self) -> &str {
        match self {
            Subject::Kata { slug, .. } => slug,
            Subject::Scenario => "scenario",
        }
    }

    /// The package that cargo builds.
    pub(crate) fn package(&self, root: &Path) -> Result<String, Error> {
        match self {
            Subject::Kata { slug, .. } if !root.join("katas").join(slug).join("suite").is_dir() => {
                Err(Error::Setup(format!("there is no kata `{slug}` in {}", root.join("katas").display())))
            }
            Subject::Kata { slug, .. } => Ok(format!("{slug}-suite")),
            Subject::Scenario => Ok("kata-suite".to_owned()),
        }
    }

    /// The libraries that a submission is linked to, by crate name.
    pub(crate) fn libraries(&self) -> Vec<String> {
        let mut libraries = vec!["kata_std".to_owned()];
        match self {
            Subject::Kata { slug, .. } => {
                let module = slug.replace('-', "_");
                libraries.extend([format!("{module}_api"), format!("{module}_suite")]);
            }
            Subject::Scenario => libraries.push("kata_suite".to_owned()),
        }
        libraries
    }

    /// The `main` of the runner, for a submission with these files. Spies have a say in how it makes the learner's `Seams`.
    ///
    /// Each call of a function of the learner's has a line of its own: that is how an error about it is known again.
    pub(crate) fn main(&self, files: &BTreeMap<String, String>, spies: &Spies) -> String {
        let Subject::Kata { slug, twists } = self else {
            return "fn main() { ::kata_suite::explore_main(|| { crate::scenario(); }) }".to_owned();
        };
        let suite = format!("::{}_suite", slug.replace('-', "_"));
        let seams = spies.wrapped("crate::Seams::new(&config)");
        let build = format!("|config, ports| {{ let seams = {seams}; crate::build(config, ports, seams) }}");
        if twists.is_empty() {
            return format!("fn main() {{ {} {suite}::main({build}) }}", spies.prologue());
        }
        let fields = twists.iter().map(|id| format!("{},\n", twists::field(id, files, &seams)));
        let fields: String = fields.collect();
        format!("fn main() {{ {} {suite}::main({suite}::Subject {{\nbuild: {build},\n{fields}}}) }}", spies.prologue())
    }

    /// What to write where there is nothing to compile yet.
    pub(crate) fn first_steps(&self, root_file: &str) -> Vec<String> {
        match self {
            Subject::Kata { .. } => vec![
                format!("write `pub struct Seams` with `pub fn new(config: &Config) -> Seams` in {root_file}"),
                format!(
                    "write `pub fn build(config: Config, ports: Ports, seams: Seams)` in {root_file}, as BRIEF.md shows it"
                ),
            ],
            Subject::Scenario => vec!["write `pub fn scenario()`: it is run once for each schedule".to_owned()],
        }
    }
}
