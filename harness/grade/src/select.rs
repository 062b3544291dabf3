//! Which checks a request asks for.

use kata_verdict::CheckInfo;

use crate::{Error, Request};

/// The checks that are asked for, in the suite's order. It is the caller's mistake if there is none.
pub(crate) fn select(checks: &[CheckInfo], request: &Request) -> Result<Vec<CheckInfo>, Error> {
    if let Some(name) = &request.check
        && !checks.iter().any(|check| check.is_called(name))
    {
        return Err(Error::Setup(unknown(checks, name)));
    }
    let by_id = |check: &&CheckInfo| request.check.as_ref().is_none_or(|name| check.is_called(name));
    let by_group = |check: &&CheckInfo| request.group.is_none_or(|group| check.group == group);
    let selected: Vec<_> = checks.iter().filter(by_id).filter(by_group).cloned().collect();
    match (&request.check, request.group) {
        (_, Some(group)) if selected.is_empty() => {
            let what = request.check.as_ref().map_or("no check".to_owned(), |id| format!("`{id}` is not a check that"));
            Err(Error::Setup(format!("{what} is in the group `{}`", group.word())))
        }
        _ => Ok(selected),
    }
}

/// What is near to a name is named, unless it would tell of a twist that may not have been revealed yet.
fn unknown(checks: &[CheckInfo], id: &str) -> String {
    let open = || checks.iter().filter(|check| check.twist.is_none());
    let nearest = open().map(|check| (distance(&check.id, id), &check.id)).min();
    match nearest {
        // Further away than half of what was typed is no likeness.
        Some((distance, nearest)) if distance <= id.chars().count() / 2 => {
            format!("there is no check `{id}`: did you mean `{nearest}`?")
        }
        _ => match open().find(|check| !id.is_empty() && check.id.contains(id)) {
            Some(check) => format!("there is no check `{id}`: did you mean `{}`?", check.id),
            None => {
                format!("there is no check `{id}`: a verdict names each by its title, and `--format json` has every id")
            }
        },
    }
}

/// How many letters must be put in, taken out or replaced to make `b` of `a`.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, to) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use kata_verdict::{Group, Level, Tier};

    use super::*;

    fn checks() -> Vec<CheckInfo> {
        let check = |id: &str, group| CheckInfo {
            id: id.to_owned(),
            title: id.replace('-', " "),
            group,
            level: Level::L3,
            weight: 1,
            hint: None,
            twist: None,
        };
        vec![
            check("full-is-typed", Group::Behaviour),
            check("last-spot-has-one-winner", Group::Concurrency),
            check("fee-at-the-edge", Group::Behaviour),
        ]
    }

    fn ask(check: Option<&str>, group: Option<Group>) -> Result<Vec<String>, Error> {
        let check = check.map(str::to_owned);
        let request = Request { check, group, ..Request::whole(Tier::Quick, Level::L3) };
        Ok(select(&checks(), &request)?.into_iter().map(|check| check.id).collect())
    }

    fn complaint(check: Option<&str>, group: Option<Group>) -> String {
        ask(check, group).unwrap_err().to_string()
    }

    #[test]
    fn a_group_or_a_check_narrows_the_run_and_keeps_the_order() {
        assert_eq!(ask(None, None).unwrap().len(), 3);
        assert_eq!(ask(None, Some(Group::Behaviour)).unwrap(), ["full-is-typed", "fee-at-the-edge"]);
        assert_eq!(ask(Some("fee-at-the-edge"), Some(Group::Behaviour)).unwrap(), ["fee-at-the-edge"]);
    }

    #[test]
    fn an_unknown_check_is_answered_with_the_nearest_one() {
        assert!(complaint(Some("last-spot-has-two-winners"), None).contains("`last-spot-has-one-winner`?"));
        assert!(complaint(Some("fee"), None).contains("`fee-at-the-edge`?"));
        assert!(complaint(Some("nonsense-altogether"), None).contains("every id"));
    }

    #[test]
    fn a_check_is_found_by_its_title_as_well_since_that_is_what_a_verdict_shows() {
        assert_eq!(ask(Some("fee at the edge"), None).unwrap(), ["fee-at-the-edge"]);
    }

    #[test]
    fn no_answer_tells_of_a_twist() {
        let late =
            CheckInfo { id: "four-bikes-share".to_owned(), twist: Some("bikes".to_owned()), ..checks().remove(0) };
        for typed in ["four-bikes", "four-bikes-shared"] {
            assert!(!unknown(std::slice::from_ref(&late), typed).contains("`four-bikes-share`"));
        }
    }

    #[test]
    fn a_selection_without_checks_is_a_mistake() {
        assert!(complaint(None, Some(Group::Twist)).contains("`twist`"));
        assert!(complaint(Some("full-is-typed"), Some(Group::Twist)).contains("`full-is-typed`"));
    }
}
