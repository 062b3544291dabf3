//! What to do next about checks that did not pass, first thing first.

use kata_verdict::{CheckVerdict, Level};

/// Stubs first, the one that most checks come to before the others; without stubs, the miss that counts at the lowest level.
pub(crate) fn steps(checks: &[CheckVerdict], level: Level) -> Vec<String> {
    let stubs = stubs(checks);
    if stubs.is_empty() {
        return first_miss(checks, level).into_iter().collect();
    }
    let step = |(place, count): (&str, usize)| {
        let comes = if count == 1 { "1 check comes" } else { &format!("{count} checks come") };
        format!("write what is still `todo!()` at {place}: {comes} to it first")
    };
    stubs.into_iter().map(step).collect()
}

/// The stubs that checks came to, and how many checks; most of them first.
fn stubs(checks: &[CheckVerdict]) -> Vec<(&str, usize)> {
    let mut stubs: Vec<(&str, usize)> = Vec::new();
    for place in checks.iter().filter_map(|check| check.evidence.stub.as_deref()) {
        match stubs.iter_mut().find(|(known, _)| *known == place) {
            Some((_, count)) => *count += 1,
            None => stubs.push((place, 1)),
        }
    }
    stubs.sort_by(|(a, some), (b, others)| others.cmp(some).then(a.cmp(b)));
    stubs
}

fn first_miss(checks: &[CheckVerdict], level: Level) -> Option<String> {
    let misses: Vec<_> = checks.iter().filter(|check| check.info.level <= level && check.outcome.is_miss()).collect();
    let first = misses.iter().min_by_key(|check| check.info.level)?;
    let title = format!("begin with \"{}\" ({})", first.info.title, first.info.level);
    Some(match misses.len() {
        1 => title.replacen("begin with", "left:", 1),
        count => format!("{title}, then {} more", count - 1),
    })
}

#[cfg(test)]
mod tests {
    use kata_verdict::{CheckInfo, Evidence, Group, Outcome};

    use super::*;

    fn check(id: &str, level: Level, outcome: Outcome, stub: Option<&str>) -> CheckVerdict {
        let (id, title) = (id.to_owned(), id.replace('-', " "));
        CheckVerdict {
            info: CheckInfo { id, title, group: Group::Behaviour, level, weight: 1, hint: None, twist: None },
            outcome,
            message: String::new(),
            evidence: Evidence { stub: stub.map(str::to_owned), ..Evidence::default() },
            explored: None,
            output: String::new(),
            millis: 0,
        }
    }

    #[test]
    fn the_stub_that_most_checks_come_to_is_first() {
        let at = |place| check("a", Level::L3, Outcome::Failed, Some(place));
        let steps = steps(&[at("src/lot.rs:9"), at("src/lot.rs:5"), at("src/lot.rs:5")], Level::L4);
        assert_eq!(
            steps,
            [
                "write what is still `todo!()` at src/lot.rs:5: 2 checks come to it first",
                "write what is still `todo!()` at src/lot.rs:9: 1 check comes to it first",
            ]
        );
    }

    #[test]
    fn without_stubs_the_lowest_miss_that_counts_is_first() {
        let checks = [
            check("above", Level::L6, Outcome::Failed, None),
            check("race", Level::L4, Outcome::Deadlocked, None),
            check("core-one", Level::L3, Outcome::Failed, None),
            check("fine", Level::L3, Outcome::Passed, None),
        ];
        assert_eq!(steps(&checks, Level::L4), ["begin with \"core one\" (L3), then 1 more"]);
        assert_eq!(steps(&checks[..2], Level::L4), ["left: \"race\" (L4)"]);
    }

    #[test]
    fn nothing_is_next_where_nothing_was_missed() {
        let checks =
            [check("above", Level::L6, Outcome::Failed, None), check("fine", Level::L3, Outcome::Passed, None)];
        assert_eq!(steps(&checks, Level::L4), Vec::<String>::new());
    }
}
