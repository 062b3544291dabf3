//! What was measured, for people.

use colored::Colorize;
use kata_console::text::{columns, thousands};

use crate::bench::Reading;
use crate::bench::speed::Speed;
use crate::commands::bench::{Report, Row};

/// One line for each that took part.
pub(crate) fn human(report: &Report) -> String {
    let heading = format!("{} with {}, median of {} rounds side by side", report.kata, report.solution, report.rounds);
    let head = ["after a save", "median", "least", "most", "by rustc", "budget"].map(str::to_owned);
    let rows: Vec<[String; 6]> = std::iter::once(head).chain(report.rows.iter().map(cells)).collect();
    let mut text = format!("{}\n", heading.bold());
    for line in columns(&rows) {
        text += &format!("  {line}\n");
    }
    for absent in &report.absent {
        text += &format!("  {}\n", absent.dimmed());
    }
    text += &reading(&report.reading);
    let deep = &report.deep;
    text += &format!(
        "deep verdict from scratch: {} ms (compile {}, run {})\n",
        deep.total_ms, deep.compile_ms, deep.run_ms
    );
    if let Some(speed) = deep.schedules_per_second {
        text +=
            &format!("  its checks explored {} schedules, {} a second\n", thousands(deep.schedules), thousands(speed));
    }
    text + &exploration(report)
}

fn exploration(report: &Report) -> String {
    if report.exploration.is_empty() {
        return String::new();
    }
    let budget = |speed: &Speed| match speed.budget {
        Some(budget) if speed.schedules_per_second >= budget => format!("at least {}: kept", thousands(budget)),
        Some(budget) => format!("at least {}: missed", thousands(budget)),
        None => String::new(),
    };
    let row = |speed: &Speed| [speed.name.clone(), thousands(speed.schedules_per_second), budget(speed)];
    let rows: Vec<[String; 3]> = report.exploration.iter().map(row).collect();
    let lines: String = columns(&rows).iter().map(|line| format!("  {line}\n")).collect();
    format!("exploration, in schedules a second on one core\n{lines}")
}

fn reading(reading: &Reading) -> String {
    let kept = if reading.total_ms() <= reading.budget_ms { "kept" } else { "missed" };
    format!(
        "spies and design review of {} lines: {:.1} ms and {:.1} ms (at most {} ms: {kept})\n",
        reading.lines, reading.spies_ms, reading.review_ms, reading.budget_ms
    )
}

fn cells(row: &Row) -> [String; 6] {
    let millis = |value: f64| format!("{value:.1} ms");
    let budget = match row.budget {
        Some(budget) if row.ratio <= budget => format!("at most {budget}: kept"),
        Some(budget) => format!("at most {budget}: missed"),
        None => String::new(),
    };
    [
        row.name.to_owned(),
        millis(row.median_ms),
        millis(row.least_ms),
        millis(row.most_ms),
        format!("{:.2} ×", row.ratio),
        budget,
    ]
}
