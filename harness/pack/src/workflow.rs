//! A workflow for GitHub Actions that grades a class in the instructor's own private repository.

use kata_assignment::Assignment;
use kata_catalog::Error;

use crate::subset::Subset;
use crate::{Order, template};

/// Its text.
pub(crate) fn text(order: &Order<'_>) -> Result<String, Error> {
    let Assignment { name, .. } = order.assignment;
    let rust = Subset::of(order.root)?.rust()?;
    // Without a commit, whatever the repository has when the workflow runs.
    let commit = order.commit.unwrap_or("main");
    template::filled(order.root, "ci/grade.yml", &[("NAME", name), ("RUST", &rust), ("COMMIT", commit)])
}
