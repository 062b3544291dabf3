//! What a change cost, under the verdict that it was asked with.

use colored::Colorize;
use kata_verdict::Change;

use kata_console::text::{indent, wrapped};

/// How many names are shown of each sort.
const NAMED: usize = 12;

/// The sentence, and the items that had to change; empty where it was not asked for.
pub(crate) fn section(change: Option<&Change>, width: usize) -> String {
    let Some(change) = change else { return String::new() };
    let names = [named("changed", &change.changed), named("removed", &change.removed), named("added", &change.added)];
    let lines: String = names.into_iter().flatten().map(|line| indent(&wrapped(&line, width - 2), 2)).collect();
    let sentence =
        wrapped(&format!("Since then: {change}"), width).replacen("Since then:", &"Since then:".bold().to_string(), 1);
    format!("\n{}\n{}", sentence.trim_end(), lines.dimmed())
}

fn named(word: &str, names: &[String]) -> Option<String> {
    let shown: Vec<_> = names.iter().take(NAMED).map(String::as_str).collect();
    let rest = match names.len().saturating_sub(NAMED) {
        0 => String::new(),
        rest => format!(" and {rest} more"),
    };
    (!shown.is_empty()).then(|| format!("{word}: {}{rest}", shown.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_had_to_change_is_named_and_a_long_list_is_cut() {
        colored::control::set_override(false);
        let added = (1..=14).map(|number| format!("a{number}")).collect();
        let change = Change { existing: 9, changed: vec!["Seams::new".into()], added, ..Change::default() };
        assert_eq!(
            section(Some(&change), 60),
            "
Since then: 1 of 9 existing items changed, 14 added: open
for extension
  changed: Seams::new
  added: a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12
  and 2 more
"
        );
        assert_eq!(section(None, 60), "");
    }
}
