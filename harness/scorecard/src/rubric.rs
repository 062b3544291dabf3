//! What a group that was passed or missed says in an interview.
//!
//! The levels are those of [`kata_verdict::Level`]: L3 writes the core behaviour, L4 gets the obvious races right, L5 designs the seams and
//! keeps slow things out of locks, L6 plans for panics, recovery and change. So the same miss weighs the more, the more of it
//! the level takes for granted.

use kata_verdict::{CheckVerdict, Group, Level};
use serde::{Deserialize, Serialize};

/// How a group of checks stands at the level of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// All that was judged passed, also above the round's level.
    Clear,
    /// All at or below the round's level passed; something above it did not.
    Met,
    /// At least half of the weight at or below the round's level passed, and not all of it.
    Gaps,
    /// Less than half of it passed.
    Missed,
    /// Nothing at or below the round's level was judged; what was judged above it passed.
    Beyond,
    /// Nothing at or below the round's level was judged, and nothing above it speaks for it.
    NotJudged,
}

impl Standing {
    /// How `checks`, those of one group, stand in a round at `level`.
    pub fn of(checks: &[CheckVerdict], level: Level) -> Standing {
        let score = kata_verdict::score(checks, level);
        let misses_above = checks.iter().any(|check| check.outcome.is_miss() && check.info.level > level);
        let judged_above = checks.iter().any(|check| check.outcome.counts() && check.info.level > level);
        match (score.points, score.of) {
            (_, 0) if judged_above && !misses_above => Standing::Beyond,
            (_, 0) => Standing::NotJudged,
            (points, of) if points == of && misses_above => Standing::Met,
            (points, of) if points == of => Standing::Clear,
            (points, of) if points * 2 >= of => Standing::Gaps,
            _ => Standing::Missed,
        }
    }
}

/// What a group's standing says in an interview at `level`.
pub fn rubric(group: Group, standing: Standing, level: Level) -> &'static str {
    if standing == Standing::Beyond {
        return "Not asked at your level, and right all the same: say so, it speaks for you.";
    }
    match group {
        Group::Behaviour => behaviour(standing, level),
        Group::Seams => seams(standing, level),
        Group::Concurrency => concurrency(standing, level),
        Group::Contention => contention(standing, level),
        Group::Twist => twist(standing, level),
    }
}

fn behaviour(standing: Standing, level: Level) -> &'static str {
    match (standing, level) {
        (Standing::Clear, _) => "It does what was asked, in the corners too. The conversation can be about design.",
        (Standing::Met, _) => "It does what your level must show; what is missed is asked of the level above.",
        (Standing::Gaps, Level::L3) => {
            "The main path works and corners do not. At L3 that passes if you find them yourself when asked."
        }
        (Standing::Gaps, Level::L4) => {
            "Corners are wrong. At L4 the interviewer names an input and expects you to have thought of it."
        }
        (Standing::Gaps, _) => {
            "Corners are wrong. From L5 on, correct behaviour is taken for granted: time spent mending it is missing elsewhere."
        }
        (Standing::Missed, Level::L3) => {
            "The core is not there yet. Nothing else is looked at before it is: begin with one path from end to end."
        }
        (Standing::Missed, _) => "The core does not work, and above L3 no design makes up for that.",
        (Standing::Beyond | Standing::NotJudged, _) => "Nothing of it was judged.",
    }
}

fn seams(standing: Standing, level: Level) -> &'static str {
    match (standing, level) {
        (Standing::Clear, _) => {
            "Every policy can be swapped from outside, is asked, and is obeyed: dependency inversion that holds."
        }
        (Standing::Met, _) => {
            "The seams that your level must show are there; those above would have made you stand out."
        }
        (Standing::Gaps, Level::L3 | Level::L4) => {
            "The traits were given and are not all asked, or not obeyed: the core decides beside them."
        }
        (Standing::Gaps, _) => {
            "Traits are there, but some are decoration: the core still decides. An interviewer tries exactly that with a double."
        }
        (Standing::Missed, Level::L3 | Level::L4) => {
            "The policies sit in the core. It works until a second price list comes: hand them in through `Seams`."
        }
        (Standing::Missed, _) => {
            "The policies cannot be swapped. At this level that is the question that the kata asks, so it decides against you."
        }
        (Standing::Beyond | Standing::NotJudged, _) => {
            "Not asked at your level yet; what is open here is the step to the next."
        }
    }
}

fn concurrency(standing: Standing, level: Level) -> &'static str {
    match (standing, level) {
        (Standing::Clear, _) => "It holds under every schedule that was tried. Say so in the interview, and say why.",
        (Standing::Met, _) => {
            "The races of your level are closed. What is left open takes panics, re-entrancy or shutdown."
        }
        (Standing::Gaps, Level::L3) => {
            "Some schedules break it. At L3 it is enough to see the race when you are shown the two lines."
        }
        (Standing::Gaps, _) => {
            "Some schedules break it. An interviewer asks what happens between two of your lines, and it is not what you promised."
        }
        (Standing::Missed, Level::L3) => {
            "It is written for one thread. Put what is looked up and changed together under one lock."
        }
        (Standing::Missed, _) => "It is not safe with two callers. Above L3 this alone usually ends in a no.",
        (Standing::Beyond | Standing::NotJudged, _) => {
            "Not asked at your level yet; what is open here is the step to the next."
        }
    }
}

fn contention(standing: Standing, level: Level) -> &'static str {
    match (standing, level) {
        (Standing::Clear | Standing::Met, _) => "Nobody waits who need not: slow calls happen outside of locks.",
        (Standing::Gaps, _) => {
            "Somebody waits for a call that is none of theirs. Find the lock that is held across a port."
        }
        (Standing::Missed, Level::L3 | Level::L4) => {
            "Callers queue up behind one slow call. Your level may leave it so, if you can say what it costs."
        }
        (Standing::Missed, _) => {
            "Callers queue up behind one slow call. From L5 on, keeping ports out of locks is expected without a hint."
        }
        (Standing::Beyond | Standing::NotJudged, _) => {
            "Not asked at your level yet; what is open here is the step to the next."
        }
    }
}

fn twist(standing: Standing, level: Level) -> &'static str {
    match (standing, level) {
        (Standing::Clear | Standing::Met, _) => "The late requirement is in, and the old promises still hold.",
        (Standing::Gaps, _) => {
            "The late requirement is half in. Say in the interview what is missing, before you are asked."
        }
        (Standing::Missed, Level::L3 | Level::L4) => {
            "The late requirement does not work yet. At your level a sound plan for it would do."
        }
        (Standing::Missed, _) => {
            "The late requirement does not work. From L5 on it is the test of the design: where would it have belonged?"
        }
        (Standing::Beyond | Standing::NotJudged, _) => {
            "The late requirement was not attempted. It counts for nothing, and shows nothing."
        }
    }
}

#[cfg(test)]
mod tests {
    use kata_verdict::{CheckInfo, CheckVerdict, Evidence, Outcome};

    use super::*;

    fn check(level: Level, weight: u32, outcome: Outcome) -> CheckVerdict {
        let (id, title, message, output) = (String::new(), String::new(), String::new(), String::new());
        let info = CheckInfo { id, title, group: Group::Seams, level, weight, hint: None, twist: None };
        CheckVerdict { info, outcome, message, evidence: Evidence::default(), explored: None, output, millis: 0 }
    }

    #[test]
    fn a_miss_above_the_level_is_no_gap() {
        let mine = check(Level::L4, 1, Outcome::Passed);
        let above = check(Level::L5, 5, Outcome::Deadlocked);
        assert_eq!(Standing::of(&[mine.clone(), above.clone()], Level::L4), Standing::Met);
        assert_eq!(Standing::of(&[mine.clone(), above], Level::L5), Standing::Missed);
        assert_eq!(Standing::of(&[mine], Level::L4), Standing::Clear);
    }

    #[test]
    fn half_of_the_weight_is_a_gap_and_less_is_a_miss() {
        let passed = |weight| check(Level::L3, weight, Outcome::Passed);
        let failed = |weight| check(Level::L3, weight, Outcome::Failed);
        assert_eq!(Standing::of(&[passed(2), failed(2)], Level::L3), Standing::Gaps);
        assert_eq!(Standing::of(&[passed(2), failed(3)], Level::L3), Standing::Missed);
    }

    #[test]
    fn what_only_the_levels_above_ask_for_is_beyond_where_it_is_right() {
        let above = |outcome| check(Level::L5, 1, outcome);
        assert_eq!(Standing::of(&[above(Outcome::Passed)], Level::L4), Standing::Beyond);
        assert_eq!(Standing::of(&[above(Outcome::Passed), above(Outcome::Failed)], Level::L4), Standing::NotJudged);
        assert_eq!(Standing::of(&[above(Outcome::Passed)], Level::L5), Standing::Clear);
    }

    #[test]
    fn what_was_left_out_stands_neither_way() {
        let left_out = check(Level::L3, 1, Outcome::NotAttempted);
        assert_eq!(Standing::of(std::slice::from_ref(&left_out), Level::L3), Standing::NotJudged);
        assert_eq!(Standing::of(&[left_out, check(Level::L3, 1, Outcome::Passed)], Level::L3), Standing::Clear);
    }

    #[test]
    fn a_missed_core_weighs_more_the_higher_the_level() {
        let says = |level| rubric(Group::Concurrency, Standing::Missed, level);
        assert_ne!(says(Level::L3), says(Level::L4));
        assert_ne!(
            rubric(Group::Seams, Standing::Missed, Level::L4),
            rubric(Group::Seams, Standing::Missed, Level::L5)
        );
    }
}
