//! The failing interleaving, in aligned columns.

use kata_verdict::Step;

use kata_console::text::columns;

/// How many steps a verdict shows; `replay` shows all.
pub(crate) const IN_A_VERDICT: usize = 40;

/// The steps, one a line. Where there are more than `limit`, the middle is left out: how it began and how it ended
/// tell most.
pub(crate) fn lines(steps: &[Step], limit: usize) -> Vec<String> {
    let lines = columns(&steps.iter().map(cells).collect::<Vec<_>>());
    if lines.len() <= limit {
        return lines;
    }
    let (first, last) = (limit / 3, limit - limit / 3);
    let left_out = format!("… {} steps between", lines.len() - limit);
    let tail = lines[lines.len() - last..].iter().cloned();
    lines[..first].iter().cloned().chain([left_out]).chain(tail).collect()
}

fn cells(step: &Step) -> [String; 4] {
    let effect = match (&step.object, &step.value) {
        (Some(object), Some(value)) => format!("{object} = {value}"),
        (Some(object), None) => object.clone(),
        (None, Some(value)) => format!("→ {value}"),
        (None, None) => String::new(),
    };
    [step.task.clone(), step.at.clone().unwrap_or_default(), step.op.clone(), effect]
}

#[cfg(test)]
mod tests {
    use kata_verdict::Step;

    use super::lines;

    fn step(task: &str, op: &str, object: Option<&str>, value: Option<&str>) -> Step {
        let own = |text: &str| text.to_owned();
        Step {
            task: own(task),
            at: Some(own("src/lot.rs:31")),
            op: own(op),
            object: object.map(own),
            value: value.map(own),
        }
    }

    #[test]
    fn an_interleaving_is_shown_in_aligned_columns() {
        let steps = [
            step("driver-1", "load", Some("free"), Some("1")),
            step("main", "lock", Some("Mutex<Spots>"), None),
            step("driver-2", "park(KA-01)", None, Some("Ok(L1-03)")),
        ];
        assert_eq!(
            lines(&steps, 40),
            [
                "driver-1  src/lot.rs:31  load         free = 1",
                "main      src/lot.rs:31  lock         Mutex<Spots>",
                "driver-2  src/lot.rs:31  park(KA-01)  → Ok(L1-03)",
            ]
        );
    }

    #[test]
    fn a_long_one_shows_how_it_began_and_how_it_ended() {
        let steps: Vec<Step> = (0..100).map(|i| step("t", &format!("op{i}"), None, None)).collect();
        let shown = lines(&steps, 9);
        assert_eq!(shown.len(), 10);
        assert!(shown[0].contains("op0") && shown[9].contains("op99"), "{shown:?}");
        assert_eq!(shown[3], "… 91 steps between");
    }
}
