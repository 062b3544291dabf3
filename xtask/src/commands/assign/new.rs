//! `assign new`: writes an assignment, with comments that explain it.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use kata_assignment::{
    Assignment, EndOfDay, Feedback, MAX_MINUTES, Moment, NO_TWIST, check_name, check_twist, local_zone,
};
use kata_console::{Context, Failure};
use kata_verdict::{ExitCode, Level};

use crate::{cli, recording, render};

/// Write an assignment: which kata a class is given, how, and until when
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask assign new week-3 --kata parking-lot --due 2026-12-01
  cargo xtask assign new week-3 --kata parking-lot --level l5 --minutes 60 --due \"2026-12-01 18:00\" --twist electric
  cargo xtask assign new exam --kata pub-sub --opens 2026-12-01T09:00:00+01:00 --due 2026-12-01T12:00:00+01:00

A time is 2026-12-01 (the first second of that day for --opens, the last one for --due), \"2026-12-01 18:00\", or RFC 3339 with its
offset from UTC. Without an offset it is a time of this machine's time zone; the file says the offset always.
A file that is there already is never overwritten.")]
pub(crate) struct Args {
    /// What the assignment is called; <NAME>.toml is written
    name: String,
    /// The kata, as `cargo xtask list` names it
    #[arg(long)]
    kata: String,
    /// The level of each round
    #[arg(long, value_parser = cli::level(), default_value = "l4")]
    level: Level,
    /// How long a round lasts [default: as long as the kata asks for]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(MAX_MINUTES)))]
    minutes: Option<u32>,
    /// When a round may begin [default: at once]
    #[arg(long, value_name = "TIME")]
    opens: Option<String>,
    /// The last second that is in time [default: any]
    #[arg(long, value_name = "TIME")]
    due: Option<String>,
    /// The twist that everybody gets late in the round, or none
    #[arg(long, value_name = "ID", default_value = NO_TWIST)]
    twist: String,
    /// What a student is told of the hidden checks
    #[arg(long, value_parser = feedback(), default_value = "none")]
    feedback: Feedback,
    /// Where to write it [default: the current folder]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Writes it, and says what comes next.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let name = args.name.strip_suffix(".toml").unwrap_or(&args.name);
    check_name(name).map_err(|problem| Failure::Setup(format!("`{name}` {problem}")))?;
    let kata = context.root.kata(&args.kata)?;
    let twist = Some(&args.twist).filter(|id| *id != NO_TWIST);
    twist.map_or(Ok(()), |id| check_twist(&kata, id)).map_err(Failure::Setup)?;
    let (opens, due) = times(args)?;
    let assignment = Assignment {
        name: name.to_owned(),
        kata: kata.slug().to_owned(),
        level: args.level,
        minutes: args.minutes.unwrap_or(kata.manifest().minutes),
        opens,
        due,
        twist: twist.cloned(),
        feedback: args.feedback,
    };
    let path = args.dir.as_ref().unwrap_or(&context.cwd).join(format!("{name}.toml"));
    assignment.write_new(&kata, &path)?;
    let zone = [&args.opens, &args.due].into_iter().flatten().any(|text| Moment::exact(text.trim()).is_err());
    let zone = zone.then(|| local_zone().1);
    kata_console::print(&render::assign::made(&assignment, &kata, &context.shown(&path), zone.as_deref()))?;
    if kata.manifest().draft {
        eprintln!("note: {}", kata_catalog::DRAFT);
    }
    if assignment.is_late(recording::now() * 1000)
        && let Some(due) = due
    {
        eprintln!("note: --due is {due}, which is over: whatever is handed in now is marked late");
    }
    Ok(ExitCode::Passed)
}

fn times(args: &Args) -> Result<(Option<Moment>, Option<Moment>), Failure> {
    let (zone, _) = local_zone();
    let read = |flag: &str, text: &Option<String>, day: EndOfDay| {
        let moment = text.as_deref().map(|text| Moment::typed(text, day, &zone));
        let moment = moment.transpose();
        moment.map_err(|problem| Failure::Setup(format!("{flag} `{}` {problem}", text.as_deref().unwrap_or_default())))
    };
    let (opens, due) = (read("--opens", &args.opens, EndOfDay::First)?, read("--due", &args.due, EndOfDay::Last)?);
    if let (Some(opens), Some(due)) = (opens, due)
        && due <= opens
    {
        return Err(Failure::Setup(format!("--due is {due}, and --opens is {opens}: nobody could hand anything in")));
    }
    Ok((opens, due))
}

fn feedback() -> impl TypedValueParser<Value = Feedback> {
    PossibleValuesParser::new(Feedback::ALL.map(Feedback::word)).try_map(|word| word.parse::<Feedback>())
}
