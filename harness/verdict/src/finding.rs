//! What the design review found, and what it weighs.

use serde::{Deserialize, Serialize};

use crate::Score;

/// What one rule of the design review found. All the places that a rule found are one finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The name of the rule, in kebab-case: `concrete-policy-in-core`.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// The letter of SOLID that it belongs to.
    pub principle: Principle,
    /// What was found, as a headline.
    pub title: String,
    /// Why it matters in an interview.
    pub why: String,
    /// Where, in the order of the files.
    pub sites: Vec<Site>,
}

impl Finding {
    /// The sites that the learner has given no reason for.
    pub fn open_sites(&self) -> impl Iterator<Item = &Site> {
        self.sites.iter().filter(|site| site.answer.is_none())
    }

    /// Whether every site has been given a reason.
    pub fn is_answered(&self) -> bool {
        self.open_sites().next().is_none()
    }
}

/// One place that a rule found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// The learner's path, relative to the workspace: `src/lot.rs`.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What stands there.
    pub message: String,
    /// The reason that the learner gave: `// review: <rule> because …`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
}

/// How much a finding matters. The order is from the least to the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth a remark.
    Note,
    /// Worth a change before the code is merged.
    Minor,
    /// An interviewer would ask about it.
    Major,
    /// The next requirement will hurt.
    Critical,
}

impl Severity {
    /// Every severity, least first.
    pub const ALL: [Severity; 4] = [Severity::Note, Severity::Minor, Severity::Major, Severity::Critical];

    /// The word in lower case, as in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Minor => "minor",
            Severity::Major => "major",
            Severity::Critical => "critical",
        }
    }

    /// The points that an unanswered finding of this severity costs.
    fn cost(self) -> u32 {
        match self {
            Severity::Note | Severity::Minor => 0,
            Severity::Major => 1,
            Severity::Critical => 2,
        }
    }
}

/// The letter of SOLID that a finding belongs to. The JSON form is the letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Principle {
    /// One reason to change.
    #[serde(rename = "S")]
    SingleResponsibility,
    /// Open for extension, closed for change.
    #[serde(rename = "O")]
    OpenClosed,
    /// Each implementation keeps what its trait promises, and nothing relies on more.
    #[serde(rename = "L")]
    Substitution,
    /// No one depends on methods that they do not use.
    #[serde(rename = "I")]
    InterfaceSegregation,
    /// Depend on traits, not on implementations.
    #[serde(rename = "D")]
    DependencyInversion,
}

impl Principle {
    /// The letter.
    pub fn letter(self) -> char {
        match self {
            Principle::SingleResponsibility => 'S',
            Principle::OpenClosed => 'O',
            Principle::Substitution => 'L',
            Principle::InterfaceSegregation => 'I',
            Principle::DependencyInversion => 'D',
        }
    }
}

/// The score with what the design review takes off: two points for each critical finding that has no answer, one for each
/// major one, nothing for the others; all together a twentieth of the points that could be reached, at most.
///
/// A finding is no check: it touches neither the signal nor the exit code, so a correct submission passes whatever is
/// found in it.
pub fn after_review(score: Score, findings: &[Finding]) -> Score {
    let open = findings.iter().filter(|finding| !finding.is_answered());
    let cost: u32 = open.map(|finding| finding.severity.cost()).sum();
    Score { points: score.points.saturating_sub(cost.min(score.of / 20)), of: score.of }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(severity: Severity, answers: &[Option<&str>]) -> Finding {
        let site = |answer: &Option<&str>| Site {
            file: "src/lot.rs".into(),
            line: 1,
            message: "here".into(),
            answer: answer.map(str::to_owned),
        };
        Finding {
            rule: "a-rule".into(),
            severity,
            principle: Principle::OpenClosed,
            title: "a title".into(),
            why: "a reason".into(),
            sites: answers.iter().map(site).collect(),
        }
    }

    fn points(findings: &[Finding]) -> u32 {
        after_review(Score { points: 60, of: 60 }, findings).points
    }

    #[test]
    fn a_finding_costs_by_its_severity_however_many_sites_it_has() {
        let costs: Vec<_> =
            Severity::ALL.iter().map(|severity| 60 - points(&[finding(*severity, &[None, None])])).collect();
        assert_eq!(costs, [0, 0, 1, 2]);
    }

    #[test]
    fn all_findings_together_cost_a_twentieth_at_most() {
        let many = vec![finding(Severity::Critical, &[None]); 9];
        assert_eq!(points(&many), 57);
        let none_reached = after_review(Score { points: 0, of: 60 }, &many);
        assert_eq!(none_reached, Score { points: 0, of: 60 });
    }

    #[test]
    fn a_finding_is_dropped_from_the_score_once_each_of_its_sites_is_answered() {
        assert_eq!(points(&[finding(Severity::Critical, &[Some("measured"), None])]), 58);
        assert_eq!(points(&[finding(Severity::Critical, &[Some("measured"), Some("measured")])]), 60);
    }

    #[test]
    fn the_letters_spell_solid_and_are_what_json_shows() {
        use Principle::*;
        let all = [SingleResponsibility, OpenClosed, Substitution, InterfaceSegregation, DependencyInversion];
        let word: String = all.iter().map(|principle| principle.letter()).collect();
        assert_eq!(word, "SOLID");
        for principle in all {
            let json = serde_json::to_string(&principle).unwrap();
            assert_eq!(json, format!("\"{}\"", principle.letter()));
        }
    }
}
