//! How points and the signal follow from the checks.

use serde::{Deserialize, Serialize};

use crate::{CheckVerdict, Group, Level};

/// Points reached, of the points that could be reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// The weights of the checks that passed.
    pub points: u32,
    /// The weights of the checks that were judged.
    pub of: u32,
}

/// Adds up the checks at or below `level`. What was skipped or not attempted is in neither sum: a round is as large as
/// one makes it.
pub fn score(checks: &[CheckVerdict], level: Level) -> Score {
    let judged = checks.iter().filter(|check| check.info.level <= level && check.outcome.counts());
    judged.fold(Score::default(), |sum, check| Score {
        points: sum.points + if check.outcome.is_miss() { 0 } else { check.info.weight },
        of: sum.of + check.info.weight,
    })
}

/// The highest level L at which every attempted check of level ≤ L passed and at least half of the checks of L were
/// attempted, else None. A twist that was not attempted is no part of the round: nobody may have asked for it.
pub fn signal(checks: &[CheckVerdict]) -> Option<Level> {
    Level::ALL.into_iter().rev().find(|level| reaches(checks, *level))
}

fn reaches(checks: &[CheckVerdict], level: Level) -> bool {
    let missed = checks.iter().any(|check| check.info.level <= level && check.outcome.is_miss());
    let is_asked = |check: &&CheckVerdict| check.info.group != Group::Twist || check.outcome.counts();
    let own: Vec<_> = checks.iter().filter(|check| check.info.level == level).filter(is_asked).collect();
    let attempted = own.iter().filter(|check| check.outcome.counts()).count();
    !missed && !own.is_empty() && attempted * 2 >= own.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CheckInfo, Evidence, Outcome};

    fn check(group: Group, level: Level, outcome: Outcome) -> CheckVerdict {
        let (id, title, twist) = (String::new(), String::new(), None);
        let info = CheckInfo { id, title, group, level, weight: 1, hint: None, twist };
        let (message, evidence, output) = (String::new(), Evidence::default(), String::new());
        CheckVerdict { info, outcome, message, evidence, explored: None, output, millis: 0 }
    }

    #[test]
    fn an_extension_that_is_left_out_holds_the_signal_back_and_a_twist_does_not() {
        let with = |group| {
            let left_out = || check(group, Level::L4, Outcome::NotAttempted);
            signal(&[check(Group::Behaviour, Level::L4, Outcome::Passed), left_out(), left_out(), left_out()])
        };
        assert_eq!(with(Group::Behaviour), None);
        assert_eq!(with(Group::Twist), Some(Level::L4));
    }

    #[test]
    fn a_twist_that_was_attempted_counts() {
        let passed = check(Group::Behaviour, Level::L4, Outcome::Passed);
        let missed = check(Group::Twist, Level::L4, Outcome::Failed);
        assert_eq!(signal(&[passed.clone(), missed.clone()]), None);
        assert_eq!(score(&[passed, missed], Level::L4), Score { points: 1, of: 2 });
    }
}
