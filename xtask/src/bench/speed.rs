//! How fast the engine explores: what `harness/std/examples/speed.rs` measures.

use std::path::Path;
use std::process::{Command, Stdio};

use serde::Serialize;

/// How many schedules a second one scenario runs at.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Speed {
    /// The scenario, and how it is explored.
    pub(crate) name: String,
    /// On one core.
    pub(crate) schedules_per_second: u64,
    /// The least that is promised; None for what is there to compare with.
    pub(crate) budget: Option<u64>,
}

/// What is promised, by the names that the example prints.
const BUDGETS: [(&str, u64); 3] = [("ours-random", 30_000), ("ours-systematic", 30_000), ("ours-left-over", 15_000)];

/// Runs the example, beside plain shuttle; or says why it could not.
pub(crate) fn measure(root: &Path) -> Result<Vec<Speed>, String> {
    if !root.join("harness/std/examples/speed.rs").is_file() {
        return Err("harness/std/examples/speed.rs is not there".to_owned());
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["run", "--quiet", "-p", "kata-std", "--example", "speed", "--features", "plain-shuttle"]);
    let output = command.current_dir(root).stdin(Stdio::null()).output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(said.lines().next().unwrap_or("it failed without a word").to_owned());
    }
    Ok(read(&String::from_utf8_lossy(&output.stdout)))
}

/// One line a measurement: `<name> <schedules a second>`.
fn read(text: &str) -> Vec<Speed> {
    let line = |line: &str| {
        let (name, number) = line.split_once(' ')?;
        let budget = BUDGETS.iter().find(|(known, _)| *known == name).map(|(_, budget)| *budget);
        Some(Speed { name: name.to_owned(), schedules_per_second: number.trim().parse().ok()?, budget })
    };
    text.lines().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::{Speed, read};

    #[test]
    fn what_is_promised_is_told_from_what_is_compared_with() {
        let speed =
            |name: &str, schedules_per_second, budget| Speed { name: name.to_owned(), schedules_per_second, budget };
        assert_eq!(
            read("ours-left-over 40000\nplain-shuttle 27000\nnot a measurement\n"),
            [speed("ours-left-over", 40_000, Some(15_000)), speed("plain-shuttle", 27_000, None)]
        );
    }
}
