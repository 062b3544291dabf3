//! `design`: the picture of a submission.

use clap::ValueEnum;
use kata_console::{Context, Failure};
use kata_verdict::ExitCode;

use crate::submission::Which;
use crate::{render, sources};

/// Draw a submission: its types, who implements what, who holds whom
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask design
  cargo xtask design --solution parking-lot/one-lock
  cargo xtask design --format svg > lot.svg")]
pub(crate) struct Args {
    #[command(flatten)]
    which: Which,
    /// A tree, a class diagram in Mermaid's language, or a drawing
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How a picture is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    #[default]
    Text,
    Mermaid,
    Svg,
}

/// Draws what is there, whether it compiles or not: a file that does not parse is left out.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let submission = args.which.find(context)?;
    let files = sources::of(&submission.source)?;
    let picture = kata_review::picture(&files, &sources::api(context, submission.kata.slug())?);
    kata_console::print(&match args.format {
        Format::Text => picture.text(),
        Format::Mermaid => picture.mermaid(),
        Format::Svg => render::svg::drawing(&picture)?,
    })?;
    Ok(ExitCode::Passed)
}
