//! A timeline that goes round in circles is cut to two rounds: who spins for ever does so in a thousand equal lines.

use kata_verdict::Step;

/// The longest round that is looked for: a handful of threads with a handful of operations each.
const LONGEST: usize = 64;
/// So many equal rounds are a circle.
const ROUNDS: usize = 4;

/// Cuts the end of a timeline to two rounds, if it goes round in circles. Returns how many steps a round has.
pub(crate) fn cut(timeline: &mut Vec<Step>) -> Option<usize> {
    let (length, start) = (1..=LONGEST).find_map(|length| Some((length, circle(timeline, length)?)))?;
    timeline.truncate(start + 2 * length);
    Some(length)
}

/// Where rounds of this length begin, if the timeline ends with enough of them.
fn circle(timeline: &[Step], length: usize) -> Option<usize> {
    let same = |at: &usize| same(&timeline[*at], &timeline[*at - length]);
    let repeated = (length..timeline.len()).rev().take_while(same).count();
    (repeated >= (ROUNDS - 1) * length).then(|| timeline.len() - repeated - length)
}

/// The same operation again. Its value may be another: a counter that counts rounds makes no progress either.
fn same(one: &Step, other: &Step) -> bool {
    (&one.task, &one.at, &one.op, &one.object) == (&other.task, &other.at, &other.op, &other.object)
}

#[cfg(test)]
mod tests {
    use kata_verdict::Step;

    use super::cut;

    fn timeline(ops: &str) -> Vec<Step> {
        let step = |op: char| Step { task: "t".into(), at: None, op: op.into(), object: None, value: None };
        ops.chars().map(step).collect()
    }

    fn shown(ops: &str) -> (String, Option<usize>) {
        let mut steps = timeline(ops);
        let round = cut(&mut steps);
        (steps.into_iter().map(|step| step.op).collect(), round)
    }

    #[test]
    fn rounds_at_the_end_are_shown_twice() {
        assert_eq!(shown("xyabababababa"), ("xyabab".to_owned(), Some(2)));
        assert_eq!(shown("aaaaaa"), ("aa".to_owned(), Some(1)));
    }

    #[test]
    fn what_is_no_circle_is_left_as_it_is() {
        for ops in ["", "a", "abcabc", "ababab", "aaaab"] {
            assert_eq!(shown(ops), (ops.to_owned(), None));
        }
    }
}
