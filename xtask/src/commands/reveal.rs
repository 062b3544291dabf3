//! `reveal`: the accepted designs of a kata beside the learner's own.

use std::path::PathBuf;

use kata_catalog::{Accepted, Kata, nearest};
use kata_console::{Context, Failure};
use kata_review::Api;
use kata_review::picture::{Kind, Link, Mark, Picture};
use kata_verdict::ExitCode;

use crate::sources::{self, Sources};
use crate::{render, rounds};

/// Show the accepted designs beside yours: how they differ, and a diff
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask reveal                 the designs, each with a note, and yours in the same terms
  cargo xtask reveal one-lock        how it differs from yours, and a diff from yours to it
  cargo xtask design --solution parking-lot/one-lock")]
pub(crate) struct Args {
    /// The design, as `cargo xtask reveal` lists it
    design: Option<String>,
    /// The workspace [default: the one around the current folder, else the only one below workspace/]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// A design in the terms in which designs are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Lines that are neither empty nor comments.
    pub(crate) lines: usize,
    /// Structs and enums.
    pub(crate) types: usize,
    /// The learner's own traits behind a field of `Seams`, as `allocation: Allocation`.
    pub(crate) seams: Vec<String>,
    /// What is held behind a lock, as `Mutex<Book>`.
    pub(crate) locked: Vec<String>,
    /// What is sent through a channel.
    pub(crate) sent: Vec<String>,
}

/// Lists the designs, or shows one beside the learner's.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let workspace = context.workspace(args.dir.as_deref())?;
    rounds::refuse_while_running(context, &workspace, "the accepted designs stay closed")?;
    let kata = context.root.kata(&workspace.state().kata)?;
    let api = sources::api(context, kata.slug())?;
    let mine = sources::in_folder(workspace.dir())?;
    let width = kata_console::width();
    let text = match &args.design {
        None => render::reveal::all(&designs(&kata, &api)?, &shape(&mine, &api), width),
        Some(name) => {
            let design = find(&kata, name)?;
            let theirs = of(&design)?;
            let place = context.shown(&design.dir().join("src"));
            let head = render::reveal::one(&design, &place, [&shape(&mine, &api), &shape(&theirs, &api)], width);
            head + &render::reveal::diff(&mine, &theirs)
        }
    };
    kata_console::print(&text)?;
    Ok(ExitCode::Passed)
}

fn designs(kata: &Kata, api: &Api) -> Result<Vec<(Accepted, Shape)>, Failure> {
    let accepted = kata.solutions()?.accepted;
    accepted.into_iter().map(|design| Ok((design.clone(), shape(&of(&design)?, api)))).collect()
}

fn of(design: &Accepted) -> Result<Sources, Failure> {
    sources::of(&kata_grade::Source::Files(design.files()?))
}

fn find(kata: &Kata, name: &str) -> Result<Accepted, Failure> {
    let accepted = kata.solutions()?.accepted;
    if let Some(design) = accepted.iter().find(|design| design.name == name) {
        return Ok(design.clone());
    }
    let names: Vec<&str> = accepted.iter().map(|design| design.name.as_str()).collect();
    let advice = match nearest(name, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are: {}", names.join(", ")),
    };
    Err(Failure::Setup(format!("{} has no accepted design called `{name}`: {advice}", kata.slug())))
}

fn shape(files: &Sources, api: &Api) -> Shape {
    let picture = kata_review::picture(files, api);
    let is_code = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with("//");
    let types =
        picture.nodes.iter().filter(|node| matches!(node.kind, Kind::Struct | Kind::Enum) && node.mark.is_none());
    Shape {
        lines: files.values().flat_map(|text| text.lines()).filter(is_code).count(),
        types: types.count(),
        seams: seams(&picture),
        locked: held(&picture, |how| how.lock.clone()),
        sent: held(&picture, |how| how.channel.then(|| "channel".to_owned())),
    }
}

fn seams(picture: &Picture) -> Vec<String> {
    let is_seam = |name: &str| picture.nodes.iter().any(|node| node.name == name && node.mark == Some(Mark::Seam));
    let offered = picture.edges.iter().filter_map(|edge| match &edge.link {
        Link::Offers(role) if is_seam(&edge.to) => Some(format!("{role}: {}", edge.to)),
        _ => None,
    });
    offered.collect()
}

fn held(picture: &Picture, by: impl Fn(&kata_review::picture::How) -> Option<String>) -> Vec<String> {
    let mut held: Vec<String> = picture
        .edges
        .iter()
        .filter_map(|edge| match &edge.link {
            Link::Holds(how) => by(how).map(|word| format!("{word}<{}>", edge.to)),
            _ => None,
        })
        .collect();
    held.sort();
    held.dedup();
    held
}
