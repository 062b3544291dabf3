//! `assign pack`: makes what the students get, and what whoever grades gets.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use kata_assignment::Assignment;
use kata_console::{Context, Failure};
use kata_pack::{Instructor, Laid, Order, Students, Target, lay_down};
use kata_verdict::ExitCode;

use crate::class::suite_digest;
use crate::recording;
use crate::render;

/// Make the students' pack of an assignment, and the instructor's beside it
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask assign pack week-3.toml --out packs
  cargo xtask assign pack week-3.toml --out packs --for gradescope
  cargo xtask assign pack week-3.toml --out packs --for ci

Students get packs/week-3-students.zip (the folder beside it is the same): a workspace that builds with Rust alone, with the brief, the API, the
starter, and the commands of a round. It holds no suite, no solution, no hint and no debrief. What the interviewer knows is in it, as a deflated
file: nobody stumbles over it, and somebody determined can read it.

packs/week-3-instructor is for whoever grades. With --for gradescope, it holds an autograder with the hidden suite of this kata; with --for ci, a
workflow for a private repository of yours. Nothing that is there already is written over.")]
pub(crate) struct Args {
    /// The assignment's file
    assignment: PathBuf,
    /// The folder for the packs; it is made if it is not there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Where it will be graded, if not at a terminal
    #[arg(long = "for", value_name = "WHERE", value_parser = target())]
    target: Option<Target>,
    /// Put the crates of others into the students' pack, so that it builds without a network; it is then about 14 MB
    #[arg(long)]
    vendor: bool,
}

fn target() -> impl TypedValueParser<Value = Target> {
    PossibleValuesParser::new(Target::ALL.map(Target::word)).try_map(|word| {
        let found = Target::ALL.into_iter().find(|target| target.word() == word);
        found.ok_or("nothing is packed for that")
    })
}

/// Makes both packs, and says what comes next.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let assignment = Assignment::read(&context.root, &args.assignment)?;
    let out = context.cwd.join(&args.out);
    Laid::free(&assignment.name, &out)?;
    let text = std::fs::read_to_string(&args.assignment)
        .map_err(|error| Failure::Setup(format!("{}: cannot be read: {error}", args.assignment.display())))?;
    let suite = suite_digest(&context.root.kata(&assignment.kata)?)?;
    let commit = kata_assignment::commit_of(context.root.path());
    let order = Order {
        root: &context.root,
        assignment: &assignment,
        text: &text,
        suite: &suite,
        commit: commit.as_deref(),
        vendor: args.vendor,
        now_s: recording::now(),
    };
    let students = Students::of(&order)?;
    let instructor = Instructor::of(&order, args.target)?;
    let laid = lay_down(&order, &out, &students, &instructor)?;
    kata_console::print(&render::assign::packed(&assignment, &laid, args.target, &|path| context.shown(path)))?;
    Ok(ExitCode::Passed)
}
