//! `round`: begins a timed round, or goes on with one, and shows it.

use std::path::PathBuf;
use std::sync::Arc;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use colored::Colorize;
use kata_archive::check_student;
use kata_catalog::{DRAFT, Manifest};
use kata_console::{Context, Failure};
use kata_round::{Feedback, Given, Plan, Round};
use kata_verdict::{ExitCode, Level};
use kata_workspace::{Workspace, register, scaffold};

use super::end;
use crate::examiner::Examiner;
use crate::knowledge::Knowledge;
use crate::live::{self, Ended, Seated, clock};
use crate::meant;
use crate::{assigned, begin};

/// Begin a timed round: a mock interview with a clock, questions, a twist, and a verdict at the end
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask round parking-lot
  cargo xtask round parking-lot --level l5 --minutes 60
  cargo xtask round parking-lot --seed 4711        the same twist as another round with this seed
  cargo xtask round --resume                       after a crash, a quit or a pause

A round begins in a fresh folder: workspace/<KATA>, or the next of workspace/<KATA>-2, -3, … that is free. With --dir it begins there, if
nothing is there yet. What somebody wrote is never overwritten.

Keys: c clarify, n next phase, t twist, s submit, p pause, q quit and keep. The clock runs on after a quit or a crash, as in an interview; only
a pause stops it, and is noted. At 0:00 the source is frozen as it is, and judged.

Without a terminal, or with NO_COLOR set, it prints plain lines and reads the same commands as lines. The other commands (ask, pause, twist,
submit, restore) work from a second terminal meanwhile.

KATA_TEST_SECONDS=60 bears with tests of your own that take longer than the usual 20 seconds.")]
pub struct Args {
    /// The kata, as `cargo xtask list` names it [default: in a pack for students, the one that was given]
    kata: Option<String>,
    /// Go on with the round that was left
    #[arg(long, conflicts_with_all = ["kata", "level", "minutes", "twist", "feedback", "seed"])]
    resume: bool,
    /// The level of the round: at l3 and l4 the traits of the seams are given, at l5 and l6 they are yours to design [default: l4]
    #[arg(long, value_parser = level())]
    level: Option<Level>,
    /// How long it lasts; the phases are scaled [default: what the kata says, 45 as a rule]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=600))]
    minutes: Option<u32>,
    /// The twist that will come, or `none` [default: drawn by the seed]
    #[arg(long, value_name = "ID|none")]
    twist: Option<String>,
    /// What the hidden suite tells before the end: nothing, how many checks of each group pass, or everything [default: none]
    #[arg(long, value_parser = feedback())]
    feedback: Option<Feedback>,
    /// What the twist is drawn by [default: another one each time]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Whose round it is, for what is handed in later
    #[arg(long, value_name = "NAME", conflicts_with = "resume")]
    student: Option<String>,
    /// Where to begin it [default: a fresh folder below workspace/]; with --resume, where it is
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

fn level() -> impl TypedValueParser<Value = Level> {
    PossibleValuesParser::new(["l3", "l4", "l5", "l6"]).try_map(|word| word.parse::<Level>())
}

fn feedback() -> impl TypedValueParser<Value = Feedback> {
    PossibleValuesParser::new(Feedback::ALL.map(Feedback::word)).try_map(|word| word.parse::<Feedback>())
}

/// Begins or goes on, shows the round, and has it judged if it ends meanwhile.
pub(crate) fn run(args: &Args, context: &Context, examiner: Option<&Arc<dyn Examiner>>) -> Result<ExitCode, Failure> {
    if args.resume {
        return resume(args, context, examiner);
    }
    let given = Given::at(&context.root)?;
    let seated = start(args, context, given.as_ref())?;
    if let Some(given) = &given {
        kata_console::print(&assigned::greeting(given, seated.round.now().at.wall_ms))?;
    }
    show(context, seated, examiner)
}

fn start(args: &Args, context: &Context, given: Option<&Given>) -> Result<Seated, Failure> {
    let asked = assigned::Asked {
        kata: args.kata.as_deref(),
        level: args.level,
        minutes: args.minutes,
        twist: args.twist.as_deref(),
        feedback: args.feedback,
        seed: args.seed,
    };
    let (kata, mut wishes) = assigned::wishes(&asked, given)?;
    let kata = context.root.kata(kata)?;
    wishes.student = args.student.as_deref().map(check_student).transpose().map_err(Failure::Setup)?;
    let dir = begin::place(context, &kata, args.dir.as_deref())?;
    let plan = begin::plan(&kata, &Knowledge::of(&kata), &wishes)?;
    let clock = meant::clock()?;
    let workspace = scaffold(&kata, &dir, wishes.level)?.workspace().clone();
    workspace.point_at(&context.root)?;
    register(&context.root, &workspace)?;
    let greeting = greeting(kata.manifest(), &plan, &context.shown(workspace.dir()));
    let round = Round::start(workspace.dir(), plan, clock).map_err(Failure::setup)?;
    let seat = round.take_seat().map_err(Failure::setup)?;
    kata_console::print(&greeting)?;
    Ok(Seated { kata, workspace, round, seat })
}

fn greeting(manifest: &Manifest, plan: &Plan, shown: &str) -> String {
    let phases: Vec<String> =
        plan.phases.iter().map(|phase| format!("{} {}", phase.name, clock(phase.seconds * 1000))).collect();
    let title = &manifest.title;
    let what = format!("{title} at {}, {} minutes, in {shown}", plan.level, plan.minutes);
    let draft = if manifest.draft { format!("{}\n", DRAFT.yellow()) } else { String::new() };
    format!(
        "{}\n{draft}{}\nThe clock runs. Seed {}: `--seed {}` repeats this round.\n\n",
        what.bold(),
        phases.join(" · "),
        plan.seed,
        plan.seed
    )
}

fn resume(args: &Args, context: &Context, examiner: Option<&Arc<dyn Examiner>>) -> Result<ExitCode, Failure> {
    let (workspace, kata, mut round) = meant::find(context, args.dir.as_deref())?.round()?;
    if round.view().frozen.is_some() {
        if round.view().scorecard.is_none() {
            return end::judge(context, &workspace, &mut round, examiner);
        }
        return Err(Failure::Setup(format!(
            "{}: the round here is over and judged: `cargo xtask submit{}` shows its scorecard again; begin another with `cargo xtask round {}`",
            context.shown(workspace.dir()),
            context.flags(&workspace),
            kata.slug()
        )));
    }
    let seat = round.take_seat().map_err(Failure::setup)?;
    round.resume().map_err(Failure::setup)?;
    show(context, Seated { kata, workspace, round, seat }, examiner)
}

/// Shows a round until it is left or over.
fn show(context: &Context, mut seated: Seated, examiner: Option<&Arc<dyn Examiner>>) -> Result<ExitCode, Failure> {
    let ended = live::run(context, &mut seated, examiner);
    let Seated { workspace, mut round, seat, .. } = seated;
    drop(seat);
    if matches!(ended, Err(Failure::Interrupted)) {
        // The terminal shows what was pressed. Where it is gone, nobody is there to be told.
        let shown = if kata_console::is_interactive() { "\n" } else { "" };
        _ = kata_console::print(&format!("{shown}{}", left(context, &workspace, &round)));
    }
    match ended? {
        Ended::Frozen => end::judge(context, &workspace, &mut round, examiner),
        Ended::FrozenElsewhere => {
            kata_console::print("The round was ended from another terminal, and is judged there.\n")?;
            Ok(ExitCode::Passed)
        }
        Ended::Left => {
            kata_console::print(&left(context, &workspace, &round))?;
            Ok(ExitCode::Passed)
        }
    }
}

fn left(context: &Context, workspace: &Workspace, round: &Round) -> String {
    let now = round.now();
    let flags = context.flags(workspace);
    let clock_says = if now.is_paused { "its clock stands still" } else { "its clock runs" };
    format!(
        "The round goes on, and {clock_says}: {} left. Go on with `cargo xtask round --resume{flags}`, or end it with `cargo xtask submit{flags}`.\n",
        clock(now.left_ms)
    )
}
