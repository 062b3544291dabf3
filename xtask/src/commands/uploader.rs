//! `uploader`: for the autograder's script, which cannot read JSON.

use std::path::PathBuf;

use kata_assignment::uploader;
use kata_console::Failure;
use kata_verdict::ExitCode;

/// Whose upload to Gradescope it is, as the name of a folder
#[derive(Debug, clap::Args)]
#[command(hide = true)]
pub(crate) struct Args {
    /// Gradescope's `submission_metadata.json`
    metadata: PathBuf,
}

/// Prints it.
pub(crate) fn run(args: &Args) -> Result<ExitCode, Failure> {
    kata_console::print(&format!("{}\n", uploader(&args.metadata)?))?;
    Ok(ExitCode::Passed)
}
