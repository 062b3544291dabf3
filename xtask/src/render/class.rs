//! What is said at the end of grading a class.

use std::collections::BTreeMap;
use std::path::Path;

use kata_assignment::{Record, Standing};
use kata_console::text::count;

/// How many came to what, and what to do next.
pub(crate) fn summary(records: &[Record], out: &Path) -> String {
    let mut sums: BTreeMap<Standing, usize> = BTreeMap::new();
    records.iter().for_each(|record| *sums.entry(Standing::of(&record.graded)).or_default() += 1);
    let parts: Vec<String> = sums.iter().map(|(standing, count)| format!("{count} {}", standing.word())).collect();
    let mut text = format!("{}: {}\n", count(records.len(), "submission"), parts.join(" · "));
    if sums.contains_key(&Standing::Fault) {
        text += "Faults are ours, not the students': the table says what went wrong; --resume tries those again\n";
    }
    text + &format!("Next: cargo xtask results {}\n", out.display())
}
