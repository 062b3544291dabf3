//! `grade-worker`: judges one submission of a class for `grade-all`, which starts it. Nobody else needs it.

use std::io::{BufRead, Write};
use std::path::PathBuf;
use std::sync::mpsc;

use kata_console::{Context, Failure};
use kata_grade::{Cancel, Error, Grader, Options, Request};
use kata_verdict::ExitCode;

use crate::class::{Job, Said, open};

/// Judge one submission for grade-all, as its stdin says
#[derive(Debug, clap::Args)]
#[command(hide = true)]
pub(crate) struct Args {
    /// The submission
    submission: PathBuf,
}

/// Judges, and says each step on stdout.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let cancel = Cancel::default();
    let job = listen(&cancel)?;
    let said = match judge(args, context, job, &cancel) {
        Err(Error::Cancelled) => return Err(Failure::Interrupted),
        Err(error) => Said::Failed(error.to_string()),
        Ok(said) => said,
    };
    tell(&said)?;
    Ok(ExitCode::Passed)
}

fn judge(args: &Args, context: &Context, job: Job, cancel: &Cancel) -> Result<Said, Error> {
    let source = open(&args.submission).map_err(Error::Setup)?;
    let options = Options { root: context.root.path().to_owned(), kata: job.kata, jobs: job.jobs, incremental: false };
    let grader = Grader::open_prepared(options, job.prepared)?;
    let request = Request::whole(job.tier, job.level);
    // Nobody hears it if whoever started us is gone; then we are told to end.
    let verdict = grader.grade(&source, &request, cancel, &mut |_| drop(tell(&Said::Progress)))?;
    Ok(Said::Verdict(Box::new(verdict)))
}

/// Reads the job, the first line of stdin. When stdin ends, nobody wants the verdict any more.
fn listen(cancel: &Cancel) -> Result<Job, Failure> {
    let (sender, first) = mpsc::channel();
    let cancel = cancel.clone();
    std::thread::spawn(move || {
        let mut lines = std::io::stdin().lock().lines();
        // Who waits for it is told by the hang-up if there is none.
        _ = lines.next().and_then(Result::ok).map(|line| sender.send(line));
        drop(sender);
        while let Some(Ok(_)) = lines.next() {}
        cancel.cancel();
    });
    let line = first.recv().map_err(|_| Failure::Setup("grade-worker is started by grade-all: use that".to_owned()))?;
    serde_json::from_str(&line).map_err(|error| Failure::Fault(format!("the job cannot be read: {error}")))
}

fn tell(said: &Said) -> Result<(), Failure> {
    let line = serde_json::to_string(said).map_err(|error| Failure::Fault(error.to_string()))? + "\n";
    let mut stdout = std::io::stdout().lock();
    let told = stdout.write_all(line.as_bytes()).and_then(|()| stdout.flush());
    told.map_err(|error| Failure::Fault(format!("cannot write to stdout: {error}")))
}
