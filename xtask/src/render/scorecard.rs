//! A scorecard for people: what it was worth, what that says, what failed, and how the time went.

use colored::Colorize;
use kata_catalog::Kata;
use kata_console::text::{columns, count, indent, justified, wrapped};
use kata_scorecard::{Beside, End, GroupLine, Late, Miss, Question, Scorecard, Sitting, Standing, Unanswered};
use kata_verdict::{Level, Score, Submission};

use super::{change, findings, timeline};

/// How many steps of an interleaving a scorecard shows; `replay` shows all.
const STEPS: usize = 16;
/// How many calls show a failure.
const CALLS: usize = 4;
/// How many never asked clarifications are named; the debrief has time for the others.
const NEVER_ASKED: usize = 5;

/// The whole card in lines of `width`. `title` is the kata's own.
pub(crate) fn human(card: &Scorecard, title: &str, width: usize) -> String {
    let level = card.sitting.level;
    let sections = [
        headline(card, title, width),
        body(card, width),
        card.beside.as_ref().map(|beside| beside_section(beside, level, width)).unwrap_or_default(),
        findings::section(&card.findings, 0, width),
        times(&card.sitting),
        questions(&card.sitting, width),
        twist(&card.sitting, width),
        remarks(&card.sitting, card.late.as_ref(), width),
    ];
    let sections: Vec<&str> = sections.iter().map(|section| section.trim()).filter(|text| !text.is_empty()).collect();
    sections.join("\n\n") + "\n"
}

fn headline(card: &Scorecard, title: &str, width: usize) -> String {
    let sitting = &card.sitting;
    let left = format!("Scorecard: {title} at {}", sitting.level);
    let ended = match sitting.end {
        End::Submitted => "submitted after",
        End::TimeUp => "time was up after",
    };
    let right = format!("{ended} {} of {}:00", clock(sitting.used_ms), sitting.minutes);
    let (left, gap) = justified(&left, &right, width);
    let worth = match card.submission {
        Submission::Graded => worth(card.signal, card.score, sitting.level),
        Submission::DoesNotCompile => "The frozen source does not compile.".red().bold().to_string(),
        Submission::Refused if card.beside.is_some() => "The frozen source was refused.".red().bold().to_string(),
        Submission::Refused => "The frozen source was refused, so nothing was judged.".red().bold().to_string(),
        Submission::Fault => "A fault of ours kept it from being judged; the frozen source is safe.".red().to_string(),
    };
    format!("{}{gap}{}\n\n{worth}\n", left.bold(), right.dimmed())
}

fn worth(signal: Option<Level>, score: Score, asked: Level) -> String {
    let points = format!("{} of {}", score.points, count(score.of as usize, "point"));
    match signal {
        Some(level) if level >= asked => format!("{} · {points}", format!("Signal: {level}").green().bold()),
        Some(level) => {
            format!("{} · {points}; the round asked for {asked}", format!("Signal: {level}").yellow().bold())
        }
        None => format!("{} · {points}; the round asked for {asked}", "Signal: none yet".red().bold()),
    }
}

fn body(card: &Scorecard, width: usize) -> String {
    if card.submission != Submission::Graded {
        return card.diagnostics.clone();
    }
    groups(&card.groups, width) + &misses(&card.misses, card.sitting.level, width)
}

fn groups(groups: &[GroupLine], width: usize) -> String {
    let rows: Vec<[String; 3]> = groups.iter().map(row).collect();
    let lines = columns(&rows).into_iter().zip(groups).map(|(line, group)| {
        let line = match group.standing {
            Standing::Clear | Standing::Met | Standing::Beyond => line.green(),
            Standing::Gaps => line.yellow(),
            Standing::Missed => line.red(),
            Standing::NotJudged => line.dimmed(),
        };
        format!("{line}\n{}", indent(&wrapped(&group.says, width - 4), 4).dimmed())
    });
    lines.collect()
}

fn row(line: &GroupLine) -> [String; 3] {
    let level = |it: &kata_scorecard::LevelLine| match it.judged {
        0 => format!("{} –", it.level),
        judged => format!("{} {}/{judged}", it.level, it.passed),
    };
    let levels: Vec<String> = line.levels.iter().map(level).collect();
    let points = match line.score.of {
        0 => "–".to_owned(),
        of => format!("{} of {of}", line.score.points),
    };
    [line.group.word().to_owned(), points, levels.join(" · ")]
}

fn misses(misses: &[Miss], level: Level, width: usize) -> String {
    if misses.is_empty() {
        return format!("\n{}\n", format!("Nothing at or below {level} failed.").green());
    }
    let pieces = misses.iter().enumerate().map(|(at, miss)| match misses.get(at + 1) {
        Some(next) if is_alike(miss, next) => title(miss, width),
        _ => piece(miss, width),
    });
    format!("\n{}\n{}", "What failed".bold(), pieces.collect::<String>())
}

/// Whether all that is said below one is said below the next as well, so that once is enough.
fn is_alike(miss: &Miss, next: &Miss) -> bool {
    let said = |miss: &Miss| (miss.message.clone(), miss.notes.clone());
    let is_bare = |miss: &Miss| miss.timeline.is_empty() && miss.calls.is_empty();
    is_bare(miss) && is_bare(next) && said(miss) == said(next)
}

fn title(miss: &Miss, width: usize) -> String {
    let right = format!("{} · {}", miss.group.word(), miss.level);
    let (left, gap) = justified(&format!("✗ {}", miss.title), &right, width);
    format!("{}{gap}{}\n", left.red().bold(), right.dimmed())
}

fn piece(miss: &Miss, width: usize) -> String {
    let mut text = title(miss, width);
    let prose = |text: &str| indent(&wrapped(text, width - 2), 2);
    text += &miss.message.lines().map(prose).collect::<String>();
    // An interleaving has the calls among its steps.
    if miss.timeline.is_empty() && !miss.calls.is_empty() {
        text += &prose(&format!("Shown by: {}", shown_by(&miss.calls)));
    }
    if !miss.timeline.is_empty() {
        text += &indent(&timeline::lines(&miss.timeline, STEPS).join("\n"), 4);
    }
    text + &miss.notes.iter().map(|note| prose(note)).collect::<String>()
}

/// The last calls: what came before them is how it got there.
fn shown_by(calls: &[String]) -> String {
    let left_out = calls.len().saturating_sub(CALLS);
    let before = if left_out > 0 { "… " } else { "" };
    format!("{before}{}", calls[left_out..].join("; "))
}

fn beside_section(beside: &Beside, level: Level, width: usize) -> String {
    let before = clock(beside.before_ms);
    let what =
        format!("Beside it: snapshot {}, the last that could be judged, {before} before the freeze", beside.snapshot);
    let worth = worth(beside.signal, beside.score, level);
    format!("{}\n{worth}\n\n{}{}", what.bold(), groups(&beside.groups, width), misses(&beside.misses, level, width))
}

fn times(sitting: &Sitting) -> String {
    let row = |phase: &kata_scorecard::PhaseTime| {
        [phase.name.clone(), clock(phase.spent_ms), format!("of {}", clock(phase.planned_ms))]
    };
    let rows: Vec<[String; 3]> = sitting.phases.iter().map(row).collect();
    format!("{}\n{}", "Time".bold(), indent(&columns(&rows).join("\n"), 2))
}

fn questions(sitting: &Sitting, width: usize) -> String {
    let answered = sitting.asked.iter().filter(|question| question.matched.is_some()).count();
    let of = sitting.never_asked.len() + distinct(&sitting.asked);
    let back = sitting.asked.iter().filter(|question| question.unanswered == Some(Unanswered::AskedBack)).count();
    let back = if back == 0 { String::new() } else { format!(", {back} asked back") };
    let head = format!("Questions: {} asked, {answered} answered{back}", sitting.asked.len());
    let mut text = format!("{}\n", head.bold());
    for question in &sitting.asked {
        text += &indent(&wrapped(&format!("“{}” → {}", question.asked, became(question)), width - 2), 2);
    }
    if sitting.never_asked.is_empty() {
        return text;
    }
    text += &format!("  {}\n", format!("Never asked, of {}:", count(of, "clarification")).dimmed());
    for question in sitting.never_asked.iter().take(NEVER_ASKED) {
        text += &indent(&wrapped(question, width - 4), 4);
    }
    match sitting.never_asked.len().saturating_sub(NEVER_ASKED) {
        0 => text,
        rest => format!("{text}    … and {rest} more\n"),
    }
}

/// What became of a question.
fn became(question: &Question) -> &str {
    match (&question.matched, question.unanswered) {
        (Some(matched), _) => matched,
        (None, Some(Unanswered::AskedBack)) => "asked back which was meant",
        (None, Some(Unanswered::NotUnderstood)) => "not understood",
        (None, None) => "yours to decide",
    }
}

fn distinct(asked: &[Question]) -> usize {
    let matched: std::collections::BTreeSet<&String> = asked.iter().filter_map(|it| it.matched.as_ref()).collect();
    matched.len()
}

fn twist(sitting: &Sitting, width: usize) -> String {
    let Some(twist) = &sitting.twist else { return String::new() };
    let head = format!("{} {}, shown at {}", "Twist:".bold(), twist.title, clock(twist.shown_ms));
    match &twist.change {
        Some(_) => format!("{head}{}", change::section(twist.change.as_ref(), width).trim_end()),
        None => format!("{head}\n  what it cost cannot be said: one of the two states is no Rust that can be read"),
    }
}

fn remarks(sitting: &Sitting, late: Option<&Late>, width: usize) -> String {
    let mut facts = vec![count(sitting.snapshots, "snapshot"), count(sitting.hints, "hint")];
    facts.push(match sitting.pauses.as_slice() {
        [] => "no pause".to_owned(),
        pauses => format!("{}, {} in all", count(pauses.len(), "pause"), clock(pauses.iter().sum())),
    });
    if sitting.feedback != "none" {
        facts.push(format!("with feedback: {}", sitting.feedback));
    }
    facts.push(format!("seed {}", sitting.seed));
    let late = late.map(|late| {
        let last = clock(late.last_ms);
        format!(
            "late: {} after the freeze, the last one {last} after it; not judged",
            count(late.snapshots, "snapshot")
        )
    });
    let notes = sitting.notes.iter().chain(&late);
    let notes: String = notes.map(|note| indent(&wrapped(&format!("! {note}"), width - 2), 2)).collect();
    format!("{} {}\n{}", "Also:".bold(), facts.join(" · "), notes.yellow())
}

/// What to do after it, in the workspace that is called `shown` from here.
pub(crate) fn next(kata: &Kata, shown: &str) -> String {
    let dir = kata_workspace::argument(shown);
    let here = |command: &str, why: &str| [format!("cargo xtask {command} --dir {dir}"), why.to_owned(), String::new()];
    let questions = kata.manifest().debrief.len();
    let debrief = here("debrief", &format!("{}, with model answers", count(questions, "question")));
    let reveal = here("reveal", "accepted designs beside yours");
    let history = ["cargo xtask history".to_owned(), "what to practise next".to_owned(), String::new()];
    let steps = if questions == 0 { vec![reveal, history] } else { vec![debrief, reveal, history] };
    format!("\n{}\n{}", "Next:".bold(), indent(&columns(&steps).join("\n"), 2))
}

/// Minutes and seconds: `38:12`.
pub(crate) fn clock(ms: u64) -> String {
    let seconds = ms / 1000;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use kata_scorecard::{PhaseTime, TwistLine};
    use kata_verdict::{
        Change, CheckInfo, CheckVerdict, Evidence, Explored, Group, Outcome, Step, Tier, Verdict, score, signal,
    };

    use super::*;

    fn check(id: &str, group: Group, level: Level, outcome: Outcome) -> CheckVerdict {
        let (title, twist) = (id.replace('-', " "), (group == Group::Twist).then(|| "bikes".to_owned()));
        CheckVerdict {
            info: CheckInfo { id: id.to_owned(), title, group, level, weight: 1, hint: None, twist },
            outcome,
            message: if outcome.is_miss() {
                "the caller saw Ok(L1-01), expected Err(Full)".to_owned()
            } else {
                String::new()
            },
            evidence: Evidence::default(),
            explored: None,
            output: String::new(),
            millis: 0,
        }
    }

    fn verdict(checks: Vec<CheckVerdict>) -> Verdict {
        let (score, signal) = (score(&checks, Level::L4), signal(&checks));
        Verdict { score, signal, checks, ..Verdict::bare("parking-lot", Submission::Graded, Level::L4, Tier::Deep) }
    }

    fn sitting() -> Sitting {
        let phase = |name: &str, planned: u64, spent: u64| PhaseTime {
            name: name.into(),
            planned_ms: planned * 60_000,
            spent_ms: spent * 60_000 + 7_000,
        };
        let question = |asked: &str, matched: Option<&str>| Question {
            asked: asked.into(),
            matched: matched.map(str::to_owned),
            unanswered: None,
        };
        let change =
            Change { existing: 31, changed: vec!["Lot::exit".into()], added: vec!["Rack".into()], ..Change::default() };
        Sitting {
            kata: "parking-lot".into(),
            level: Level::L4,
            minutes: 45,
            started: 0,
            end: End::TimeUp,
            used_ms: 45 * 60_000,
            feedback: "none".into(),
            seed: 3,
            phases: vec![phase("clarify", 5, 4), phase("build", 40, 40)],
            asked: vec![
                question("is the set of classes fixed", Some("Is the set fixed?")),
                question("who pays?", None),
            ],
            never_asked: (1..=7).map(|number| format!("What is {number}?")).collect(),
            twist: Some(TwistLine {
                id: "bikes".into(),
                title: "Bikes share a spot".into(),
                shown_ms: 2_100_000,
                change: Some(change),
            }),
            hints: 1,
            pauses: vec![61_000],
            snapshots: 12,
            notes: vec!["the machine restarted: 0:40 were counted by the wall clock".into()],
        }
    }

    fn racy() -> CheckVerdict {
        let step = |task: &str, op: &str, at: Option<&str>| Step {
            task: task.into(),
            at: at.map(str::to_owned),
            op: op.into(),
            object: None,
            value: None,
        };
        let timeline = vec![step("driver-1", "park(KA-01)", None), step("driver-1", "load", Some("src/lot.rs:31"))];
        let explored = Some(Explored { schedules: 249, exhaustive: true, first_failure: Some(41) });
        let evidence = Evidence { timeline, calls: vec!["park(KA-01) → Ok(L1-01)".into()], ..Evidence::default() };
        CheckVerdict {
            evidence,
            explored,
            ..check("last-spot-has-one-winner", Group::Concurrency, Level::L4, Outcome::Failed)
        }
    }

    fn shown(card: &Scorecard) -> String {
        colored::control::set_override(false);
        human(card, "Parking lot", 80)
    }

    #[test]
    fn a_card_tells_what_failed_how_the_time_went_and_what_was_never_asked() {
        let calls = (1..=6).map(|n| format!("park(KA-0{n}) → Ok(L1-0{n})")).collect();
        let evidence = Evidence { calls, ..Evidence::default() };
        let full =
            CheckVerdict { evidence, ..check("a-full-lot-says-so", Group::Behaviour, Level::L3, Outcome::Failed) };
        let checks = vec![
            check("parks", Group::Behaviour, Level::L3, Outcome::Passed),
            full,
            check("pricing-is-obeyed", Group::Seams, Level::L5, Outcome::Passed),
            racy(),
            check("payments-overlap", Group::Contention, Level::L5, Outcome::Failed),
            check("four-bikes-share", Group::Twist, Level::L4, Outcome::Passed),
        ];
        let mut card = Scorecard::new(sitting(), &verdict(checks));
        card.late = Some(Late { snapshots: 2, last_ms: 95_000 });
        insta::assert_snapshot!(shown(&card));
    }

    #[test]
    fn a_question_that_was_asked_back_about_was_not_left_to_the_candidate() {
        let asked =
            [("spots?", Some(Unanswered::AskedBack)), ("qwrtz", Some(Unanswered::NotUnderstood)), ("colour?", None)];
        let question = |(asked, unanswered): (&str, _)| Question { asked: asked.into(), matched: None, unanswered };
        let card = Scorecard::new(Sitting { asked: asked.map(question).into(), ..sitting() }, &verdict(Vec::new()));
        let text = shown(&card);
        for part in [
            "Questions: 3 asked, 0 answered, 1 asked back\n",
            "“spots?” → asked back which was meant\n",
            "“qwrtz” → not understood\n",
            "“colour?” → yours to decide\n",
        ] {
            assert!(text.contains(part), "{part:?} is missing in:\n{text}");
        }
    }

    #[test]
    fn what_is_said_of_several_misses_in_a_row_is_said_once() {
        let unwritten = |id: &str| CheckVerdict {
            message: "not written yet: src/lot.rs:28".into(),
            ..check(id, Group::Behaviour, Level::L3, Outcome::Failed)
        };
        let checks = vec![unwritten("parks"), unwritten("lets-out"), racy(), unwritten("counts")];
        let text = shown(&Scorecard::new(sitting(), &verdict(checks)));
        assert_eq!(text.matches("not written yet").count(), 2, "{text}");
        assert!(text.contains("parks") && text.contains("lets out"), "{text}");
    }

    #[test]
    fn a_source_that_does_not_compile_is_shown_with_the_last_one_that_did() {
        let broken = Verdict {
            submission: Submission::DoesNotCompile,
            diagnostics: "error[E0425]: cannot find value `fee` in this scope\n --> src/lot.rs:3:5\n".into(),
            ..verdict(Vec::new())
        };
        let before = verdict(vec![check("parks", Group::Behaviour, Level::L3, Outcome::Passed), racy()]);
        let card = Scorecard::new(Sitting { twist: None, never_asked: Vec::new(), ..sitting() }, &broken);
        insta::assert_snapshot!(shown(&card.with_beside(11, 75_000, &before)));
    }
}
