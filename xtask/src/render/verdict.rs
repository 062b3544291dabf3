//! A verdict for people: groups in order, misses first, each with its evidence.

use colored::Colorize;
use kata_console::text::{count, indent, wrapped};
use kata_verdict::{Submission, Verdict};

use super::{change, findings, groups, printed, timeline};

/// On how many lines of a frame one of the next steps is shown.
const ROWS_A_STEP: usize = 5;

/// How much of a verdict is shown.
#[derive(Clone, Debug)]
pub(crate) struct View<'a> {
    /// The width of a line.
    width: usize,
    /// Whether checks that passed, were skipped or were left out are listed one by one.
    lists_all: bool,
    /// How many lines there is room for; None where it can be scrolled.
    rows: Option<usize>,
    /// The flags that name the submission again.
    flags: &'a str,
}

impl<'a> View<'a> {
    /// All of it, for a verdict that was asked for.
    pub(crate) fn whole(width: usize, flags: &'a str) -> View<'a> {
        View { width, lists_all: true, rows: None, flags }
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    pub(super) fn lists_all(&self) -> bool {
        self.lists_all
    }

    pub(super) fn flags(&self) -> &str {
        self.flags
    }

    /// How many steps of an interleaving there is room for.
    pub(super) fn steps(&self) -> usize {
        self.rows.map_or(timeline::IN_A_VERDICT, |rows| (rows / 2).clamp(6, timeline::IN_A_VERDICT))
    }

    /// How many of so many next steps there is room for; one in any case.
    fn steps_to_take(&self, steps: usize) -> usize {
        self.rows.map_or(steps, |rows| steps.min((rows / ROWS_A_STEP).max(1)))
    }

    /// What to do next, for a verdict that comes with each save: misses only, and no more than there is room for.
    pub(crate) fn misses(width: usize, flags: &'a str, rows: Option<usize>) -> View<'a> {
        View { width, lists_all: false, rows, flags }
    }
}

/// The verdict as a person reads it.
pub(crate) fn human(verdict: &Verdict, view: &View) -> String {
    let body = match verdict.submission {
        Submission::Graded => graded(verdict, view),
        Submission::DoesNotCompile => {
            format!("{}\n\n{}\n", "It does not compile.".red().bold(), cut(verdict.diagnostics.trim_end(), view.rows))
        }
        Submission::Refused => refused(verdict),
        Submission::Fault => {
            let fault = verdict.fault.as_deref().unwrap_or("no more is known");
            format!("{} {fault}\n", "A fault of ours, not of your code:".red().bold())
        }
    };
    let cost = change::section(verdict.change.as_ref(), view.width);
    format!("{}\n{cost}{}\n{}", body.trim_end(), next_steps(verdict, view), conclusion(verdict, view.width))
}

fn graded(verdict: &Verdict, view: &View) -> String {
    let output = if view.lists_all || view.rows.is_none() { printed::section(&verdict.checks) } else { String::new() };
    let review = match view.lists_all {
        true => findings::section(&verdict.findings, cost_of_review(verdict), view.width),
        false => findings::line(&verdict.findings),
    };
    let steps = view.steps_to_take(verdict.next.len());
    let room = view.rows.map(|rows| rows.saturating_sub(steps + 5 + review.lines().count()));
    format!("{}\n{output}{review}", groups::human(verdict, view, room).trim_end())
}

fn cut(text: &str, rows: Option<usize>) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let room = rows.map_or(usize::MAX, |rows| rows.saturating_sub(8).max(10));
    if lines.len() <= room {
        return text.to_owned();
    }
    format!("{}\n… and {} (a shows all)", lines[..room].join("\n"), count(lines.len() - room, "more line"))
}

fn refused(verdict: &Verdict) -> String {
    let mut text = format!("{}\n", "Refused, so nothing was judged:".red().bold());
    for refusal in &verdict.refusals {
        let at = match refusal.line {
            Some(line) => format!("{}:{line}", refusal.file),
            None => refusal.file.clone(),
        };
        text += &format!("  {}\n", at.bold());
        text += &indent(&refusal.message, 4);
    }
    text
}

/// The steps, as many as there is room for; the first one in any case.
fn next_steps(verdict: &Verdict, view: &View) -> String {
    let width = view.width;
    let hanging = |head: &str, text: &str| {
        let by = head.len().min(16);
        let text = indent(&wrapped(text, width.saturating_sub(by)), by);
        format!("{head}{}", text.get(by..).unwrap_or_default())
    };
    match verdict.next.as_slice() {
        [] => String::new(),
        [only] => format!("\n{}", hanging("Next: ", only).replacen("Next:", &"Next:".bold().to_string(), 1)),
        steps => {
            let room = view.steps_to_take(steps.len());
            let lines = steps.iter().enumerate().map(|(index, step)| hanging(&format!("  {}. ", index + 1), step));
            let lines: String = lines.take(room).collect();
            let more =
                if room < steps.len() { format!("  … and {} more\n", steps.len() - room) } else { String::new() };
            format!("\n{}\n{lines}{more}", "Next:".bold())
        }
    }
}

/// The points that the findings took off.
fn cost_of_review(verdict: &Verdict) -> u32 {
    kata_verdict::score(&verdict.checks, verdict.level).points.saturating_sub(verdict.score.points)
}

/// The last line. Where it would be longer than a line, what took how long stays out.
fn conclusion(verdict: &Verdict, width: usize) -> String {
    let timing = verdict.timing;
    let time = format!("{} ms (compile {}, run {})", timing.total_ms, timing.compile_ms, timing.run_ms);
    if verdict.submission != Submission::Graded {
        return format!("{}\n", time.dimmed());
    }
    let score = format!("score {} of {}", verdict.score.points, verdict.score.of);
    let signal = match verdict.signal {
        Some(level) => format!("signal {level}"),
        None => "no signal yet".to_owned(),
    };
    let round = format!("round at {}, {}", verdict.level, verdict.tier.word());
    let plain = format!("{score} · {signal} · {round} · {time}");
    let time = if plain.chars().count() > width { format!("{} ms", timing.total_ms) } else { time };
    format!("{} · {} · {}\n", score.bold(), signal.bold(), format!("{round} · {time}").dimmed())
}

#[cfg(test)]
mod tests {
    use kata_verdict::{
        CheckInfo, CheckVerdict, Evidence, Group, Level, Outcome, Refusal, Submission, Tier, Verdict, score, signal,
    };

    use super::{View, human};

    fn check(id: &str, group: Group, level: Level, outcome: Outcome) -> CheckVerdict {
        let message = if outcome.is_miss() { format!("{id} is wrong\nin two lines") } else { String::new() };
        CheckVerdict {
            info: CheckInfo {
                id: id.to_owned(),
                title: id.to_owned(),
                group,
                level,
                weight: 1,
                hint: None,
                twist: None,
            },
            outcome,
            message,
            evidence: Evidence::default(),
            explored: None,
            output: String::new(),
            millis: 1,
        }
    }

    fn verdict(checks: Vec<CheckVerdict>) -> Verdict {
        let (score, signal) = (score(&checks, Level::L4), signal(&checks));
        Verdict { score, signal, checks, ..Verdict::bare("toy", Submission::Graded, Level::L4, Tier::Quick) }
    }

    /// What is shown, without colours, line by line.
    fn lines(verdict: &Verdict, view: &View) -> Vec<String> {
        colored::control::set_override(false);
        human(verdict, view).lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn a_small_frame_has_room_for_the_first_of_the_next_steps_and_a_narrow_one_for_the_time_it_took() {
        let next = ["write src/lot.rs:28 before anything else", "then this", "and that"].map(str::to_owned);
        let verdict = Verdict {
            next: next.into(),
            ..verdict(vec![check("wrong", Group::Behaviour, Level::L3, Outcome::Failed)])
        };
        let all = lines(&verdict, &View::misses(80, "", Some(40)));
        assert!(all.contains(&"3. and that".to_owned()), "{all:?}");
        assert_eq!(
            all.last().map(String::as_str),
            Some("score 0 of 1 · no signal yet · round at L4, quick · 0 ms (compile 0, run 0)")
        );
        let few = lines(&verdict, &View::misses(30, "", Some(7)));
        let end = [
            "Next:",
            "1. write src/lot.rs:28",
            "before anything else",
            "… and 2 more",
            "",
            "score 0 of 1 · no signal yet · round at L4, quick · 0 ms",
        ];
        assert!(few.ends_with(&end.map(str::to_owned)), "{few:?}");
    }

    #[test]
    fn misses_come_first_in_each_group_and_groups_keep_their_order() {
        let shown = lines(
            &verdict(vec![
                check("raced", Group::Concurrency, Level::L4, Outcome::Deadlocked),
                check("left-out", Group::Behaviour, Level::L4, Outcome::NotAttempted),
                check("right", Group::Behaviour, Level::L3, Outcome::Passed),
                check("later", Group::Behaviour, Level::L6, Outcome::Failed),
                check("wrong", Group::Behaviour, Level::L3, Outcome::Failed),
            ]),
            &View::whole(60, ""),
        );
        assert_eq!(
            shown,
            [
                "behaviour 1 of 3, 1 not judged",
                "✗ wrong behaviour · L3",
                "wrong is wrong",
                "in two lines",
                "✗ later behaviour · L6",
                "✓ right behaviour · L3",
                "○ left-out (not attempted) behaviour · L4",
                "",
                "concurrency 0 of 1",
                "✗ raced (deadlocked) concurrency · L4",
                "raced is wrong",
                "in two lines",
                "",
                "score 1 of 3 · no signal yet · round at L4, quick · 0 ms",
            ]
        );
    }

    #[test]
    fn where_there_is_little_room_the_first_miss_is_explained_and_the_rest_named_or_counted() {
        let ids: Vec<String> = (1..=9).map(|number| format!("c{number}")).collect();
        let checks = ids.iter().map(|id| check(id, Group::Behaviour, Level::L3, Outcome::Failed)).collect();
        let shown = lines(&verdict(checks), &View::misses(60, "", Some(13)));
        assert_eq!(
            shown,
            [
                "behaviour 0 of 9",
                "✗ c1 behaviour · L3",
                "c1 is wrong",
                "in two lines",
                "✗ c2 behaviour · L3",
                "✗ c3 behaviour · L3",
                "✗ c4 behaviour · L3",
                "… and 5 more (a shows all)",
                "",
                "score 0 of 9 · no signal yet · round at L4, quick · 0 ms",
            ]
        );
    }

    #[test]
    fn what_many_checks_fail_for_is_explained_once_below_all_of_them() {
        let ids = ["a", "b", "c", "d", "e"];
        let mut checks: Vec<_> = ids.iter().map(|id| check(id, Group::Behaviour, Level::L3, Outcome::Failed)).collect();
        for check in checks.iter_mut().filter(|check| check.info.id != "b") {
            check.message = "not written yet".to_owned();
        }
        let whole = lines(&verdict(checks.clone()), &View::whole(60, ""));
        let names = |names: &[&str]| names.iter().map(|name| format!("✗ {name} behaviour · L3")).collect::<Vec<_>>();
        assert_eq!(whole[1..5], names(&["a", "c", "d", "e"]));
        assert_eq!(whole[5..7], ["not written yet", "✗ b behaviour · L3"]);
        checks.push(CheckVerdict { message: "not written yet".to_owned(), ..checks[1].clone() });
        let brief = lines(&verdict(checks), &View::misses(60, "", Some(40)));
        assert_eq!(brief[1..4], names(&["a", "c", "d"]));
        assert_eq!(brief[4..6], ["… and 2 more like these", "not written yet"]);
    }

    #[test]
    fn what_many_checks_printed_alike_is_shown_once_and_apart() {
        let mut checks: Vec<_> =
            ["a", "b", "c"].iter().map(|id| check(id, Group::Behaviour, Level::L3, Outcome::Passed)).collect();
        for check in &mut checks[..2] {
            check.output = "[src/lib.rs:3] free = 1\n".to_owned();
        }
        let shown = lines(&verdict(checks), &View::whole(60, ""));
        let apart = shown.iter().position(|line| line == "Printed by your code (not judged)").expect("it is shown");
        assert_eq!(shown[apart + 1..apart + 4], ["in a and 1 more:", "[src/lib.rs:3] free = 1", ""]);
    }

    #[test]
    fn a_refusal_names_the_line_and_what_to_use_instead() {
        let refusal = |line| Refusal { file: "src/lot.rs".to_owned(), line, message: "use a Mutex".to_owned() };
        let refused = Verdict {
            submission: Submission::Refused,
            refusals: vec![refusal(Some(3)), refusal(None)],
            next: vec!["mend line 3".to_owned(), "then the rest".to_owned()],
            ..verdict(Vec::new())
        };
        assert_eq!(
            lines(&refused, &View::whole(60, "")),
            [
                "Refused, so nothing was judged:",
                "src/lot.rs:3",
                "use a Mutex",
                "src/lot.rs",
                "use a Mutex",
                "",
                "Next:",
                "1. mend line 3",
                "2. then the rest",
                "",
                "0 ms (compile 0, run 0)",
            ]
        );
    }

    #[test]
    fn a_fault_of_ours_is_said_to_be_ours() {
        let fault = Verdict {
            submission: Submission::Fault,
            fault: Some("the runner is gone".to_owned()),
            ..verdict(Vec::new())
        };
        assert_eq!(lines(&fault, &View::whole(60, ""))[0], "A fault of ours, not of your code: the runner is gone");
    }
}
