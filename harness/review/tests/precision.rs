//! How precise the design review is on designs that experienced engineers would sign.

mod support;

use kata_verdict::Severity;
use support::{accepted, api, name_of, sources};

#[test]
fn accepted_designs_have_one_finding_in_200_lines_at_most_and_no_grave_one() {
    let designs = accepted();
    assert!(!designs.is_empty());
    for (kata, folder) in designs {
        let files = sources(&folder);
        let lines: usize = files.values().map(|text| text.lines().count()).sum();
        let findings = kata_review::design(&files, &api(&kata));
        let design = format!("{kata}/{}", name_of(&folder));
        let sites: usize = findings.iter().map(|finding| finding.sites.len()).sum();
        assert!(sites * 200 <= lines, "{design}: {lines} lines, {findings:#?}");
        assert!(findings.iter().all(|finding| finding.severity < Severity::Major), "{design}: {findings:#?}");
    }
}
