//! What was measured of grading a class, for people.

use colored::Colorize;
use kata_console::text::columns;

use crate::bench::class::{ClassReport, ClassRun};

/// One line for each class.
pub(crate) fn human(report: &ClassReport) -> String {
    let heading = format!("classes of {}, {}", report.kata, report.tier.word());
    let head = ["submissions", "took", "a minute", "processor, each", "memory of all", "of the largest process"]
        .map(str::to_owned);
    let rows: Vec<[String; 6]> = std::iter::once(head).chain(report.runs.iter().map(cells)).collect();
    let mut text = format!("{}\n", heading.bold());
    for line in columns(&rows) {
        text += &format!("  {line}\n");
    }
    if let Some(tested) = report.cargo_test_per_minute {
        let best = report.runs.iter().map(|run| run.per_minute).fold(0.0, f64::max);
        text += &format!(
            "cargo test, accepted ones alone, with one target folder: {tested:.1} a minute ({:.2} × as many), processor {} each\n",
            tested / best,
            seconds(report.cargo_test_processor_each)
        );
    }
    for absent in &report.absent {
        text += &format!("  {}\n", absent.dimmed());
    }
    text
}

fn cells(run: &ClassRun) -> [String; 6] {
    let mib = |mib: Option<u64>| mib.map_or_else(|| "not told here".to_owned(), |mib| format!("{mib} MiB"));
    [
        run.submissions.to_string(),
        format!("{:.1} s", run.seconds),
        format!("{:.1}", run.per_minute),
        seconds(run.processor_each),
        mib(run.peak_mib),
        mib(run.largest_mib),
    ]
}

fn seconds(seconds: Option<f64>) -> String {
    seconds.map_or_else(|| "not told here".to_owned(), |seconds| format!("{seconds:.2} s"))
}
