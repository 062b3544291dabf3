//! `grade-all`: the verdicts of a class.

use std::path::{Path, PathBuf};
use std::time::Duration;

use kata_assignment::{
    Assignment, Class, Graded, HandedIn, RECORD_FORMAT, Record, Results, Run, Shard, Standing, keep_source,
    read_results,
};
use kata_console::{Context, Failure};
use kata_grade::Cancel;
use kata_verdict::{ExitCode, Outcome, Tier, Verdict};

use crate::class::{Job, Judged, Known, Pool, Progress, Task, look, suite_digest};
use crate::render::class as render;
use crate::{cli, grading};

/// Judge the submissions of a class
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask grade-all submissions --assignment week-3.toml --out results
  cargo xtask grade-all submissions --assignment week-3.toml --out results --resume
  cargo xtask grade-all submissions --assignment week-3.toml --out results-2 --shard 2/4
  cargo xtask results results

Each folder (with its src/) and each archive in DIR is a submission; a folder of those is a student with several. docs/CLASSES.md tells more.
Without --shard, a Slurm array job or a Kubernetes indexed job (with KATA_SHARD_COUNT) is asked for its part.

Exit codes:
  0    every submission has its result, whatever it is
  2    usage or setup
  70   a fault of ours, or a submission that ended in one
  130  interrupted: --resume goes on")]
pub(crate) struct Args {
    /// The folder with the submissions
    dir: PathBuf,
    /// The assignment's file
    #[arg(long, value_name = "FILE")]
    assignment: PathBuf,
    /// The folder for the results
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Go on with results that are there: what is judged already, and did not change, is not judged again
    #[arg(long)]
    resume: bool,
    /// How many submissions are judged at once [default: as many as there are cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// Only this part of the class, counted from 1: 2/4
    #[arg(long, value_name = "K/N")]
    shard: Option<Shard>,
    /// How many schedules are explored
    #[arg(long, value_parser = cli::tier(), default_value = "deep")]
    tier: Tier,
    /// How long a submission may be judged without any news, in seconds, until it is given up
    #[arg(long, value_name = "SECONDS", default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..))]
    patience: u64,
}

/// Judges all that is not judged yet.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let assignment = Assignment::read(&context.root, &args.assignment)?;
    let class = read_class(args)?;
    let shard = match args.shard {
        Some(shard) => Some(shard),
        None => Shard::from_environment(|name| std::env::var(name).ok()).map_err(Failure::Setup)?,
    };
    let own = class.submissions.into_iter().filter(|one| shard.is_none_or(|shard| shard.holds(&one.name)));
    let own: Vec<HandedIn> = own.collect();
    let grader = grading::open(context, &assignment.kata, false)?;
    let run = Run {
        suite: suite_digest(&context.root.kata(&assignment.kata)?)?,
        compiler: grader.compiler().map_err(grading::failed)?,
        submissions: own.len(),
        ..Run::of(&assignment, args.tier, shard)
    };
    let job = Job {
        kata: assignment.kata.clone(),
        level: assignment.level,
        tier: args.tier,
        jobs: 1,
        prepared: grader.prepared(),
    };
    drop(grader);
    let results = Results::open(&args.out, &run, args.resume)?;
    tell_gone(&results.leave_out(&run, &own.iter().map(|one| one.name.as_str()).collect())?);
    let graded = All::of(&own, &assignment, results, &args.out).and_then(|all| all.grade(args, job));
    summary(args, &run, graded)
}

fn read_class(args: &Args) -> Result<Class, Failure> {
    if let Some(problem) = overlap(&args.dir, &args.out) {
        return Err(Failure::Setup(problem));
    }
    let class = Class::read(&args.dir)?;
    if !class.left_out.is_empty() {
        let names: Vec<String> = class.left_out.iter().map(|name| kata_archive::shown(name)).collect();
        eprintln!("note: left out, since they are neither folders nor archives (*.zip): {}", names.join(", "));
    }
    Ok(class)
}

/// What was taken out of the folder may come back; so may a whole folder, if another one was named by mistake.
fn tell_gone(gone: &[String]) {
    if !gone.is_empty() {
        let names: Vec<String> = gone.iter().map(|name| kata_archive::shown(name)).collect();
        eprintln!(
            "note: judged before, and no longer among the submissions: {}; the results leave them out until they are there again",
            names.join(", ")
        );
    }
}

/// Results among the submissions would be taken for one, and the other way round.
fn overlap(dir: &Path, out: &Path) -> Option<String> {
    let dir_path = dir.canonicalize().ok()?;
    let out_path = real(out)?;
    let (inner, outer) = match (out_path.starts_with(&dir_path), dir_path.starts_with(&out_path)) {
        (true, _) => (out, dir),
        (false, true) => (dir, out),
        (false, false) => return None,
    };
    Some(format!(
        "{} lies in {}: keep the results and the submissions in folders of their own",
        inner.display(),
        outer.display()
    ))
}

/// The real path of something that need not be there yet.
fn real(path: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(path).ok()?;
    let there = absolute.ancestors().find_map(|part| Some((part, part.canonicalize().ok()?)))?;
    absolute.strip_prefix(there.0).ok().map(|rest| there.1.join(rest))
}

/// A class that is being judged.
struct All<'a> {
    own: &'a [HandedIn],
    known: Vec<Known>,
    twist: Option<&'a str>,
    results: Results,
    progress: Progress,
    cancel: Cancel,
}

impl<'a> All<'a> {
    /// Looks at each submission, and keeps what is judged of it in `out`, as it was when it was looked at.
    fn of(own: &'a [HandedIn], assignment: &'a Assignment, results: Results, out: &Path) -> Result<All<'a>, Failure> {
        let cancel = grading::cancel_on_interrupt()?;
        let mut known = Vec::new();
        for one in own {
            if cancel.is_cancelled() {
                return Err(Failure::Interrupted);
            }
            let mut looked = look(one, assignment);
            if let Ok(digest) = &looked.digest {
                keep_source(out, digest, std::mem::take(&mut looked.texts))?;
            }
            known.push(looked);
        }
        let (twist, progress) = (assignment.twist.as_deref(), Progress::begin(own.len()));
        Ok(All { own, known, twist, results, progress, cancel })
    }

    fn grade(mut self, args: &Args, job: Job) -> Result<(), Failure> {
        let attempts = self.attempts();
        let mut tasks = Vec::new();
        for index in 0..self.own.len() {
            let (own, known) = (&self.own[index], &self.known[index]);
            if self.results.has(&own.name, known.digest.as_deref().unwrap_or_default()) {
                self.skip(index, &attempts)?;
            } else if let Err(why) = &known.digest {
                let graded = Graded::Unreadable(why.clone());
                self.write(Judged { index, graded }, &attempts)?;
            } else {
                tasks.push(Task { index, path: own.path.clone() });
            }
        }
        let workers = args.jobs.map_or_else(cores, usize::from);
        let pool = Pool::open(job, workers, Duration::from_secs(args.patience), self.cancel.clone())?;
        pool.judge(&tasks, &mut |judged| self.write(judged, &attempts))
    }

    fn write(&mut self, judged: Judged, attempts: &[u32]) -> Result<(), Failure> {
        let mut graded = judged.graded;
        if let Graded::Verdict(verdict) = &mut graded {
            withhold_twists(verdict, self.twist);
        }
        let record = self.record(judged.index, attempts, graded);
        self.results.append(&record)?;
        self.progress.take(&record);
        Ok(())
    }

    /// What is judged is not judged again; but the same source may have been handed in anew, by somebody else or later.
    fn skip(&mut self, index: usize, attempts: &[u32]) -> Result<(), Failure> {
        let record = self.record(index, attempts, Graded::Unreadable(String::new()));
        if !self.results.is_told(&record) {
            self.results.tell_anew(&record)?;
        }
        self.progress.skip();
        Ok(())
    }

    fn record(&self, index: usize, attempts: &[u32], graded: Graded) -> Record {
        let known = &self.known[index];
        Record {
            format: RECORD_FORMAT,
            submission: self.own[index].name.clone(),
            student: known.student.clone(),
            attempt: attempts[index],
            submitted: known.submitted,
            late: known.late,
            digest: known.digest.clone().unwrap_or_default(),
            graded,
            notes: known.notes.clone(),
        }
    }

    /// Which of its student's submissions each one is, as far as this part of the class tells; a table counts again.
    fn attempts(&self) -> Vec<u32> {
        let key = |index: usize| (self.known[index].submitted, &self.own[index].name);
        let is_before = |other: &usize, index: usize| {
            self.known[*other].student == self.known[index].student && key(*other) <= key(index)
        };
        let count = |index: usize| (0..self.own.len()).filter(|other| is_before(other, index)).count();
        (0..self.own.len()).map(|index| u32::try_from(count(index)).unwrap_or(u32::MAX)).collect()
    }
}

/// Takes the checks of twists that the class was never asked for out of a verdict, as `grade` does for a workspace.
fn withhold_twists(verdict: &mut Verdict, asked: Option<&str>) {
    verdict.checks.retain(|check| {
        let twist = check.info.twist.as_deref();
        check.outcome != Outcome::NotAttempted || twist.is_none() || twist == asked
    });
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn summary(args: &Args, run: &Run, graded: Result<(), Failure>) -> Result<ExitCode, Failure> {
    let (_, records) = read_results(&args.out)?;
    if let Err(failure) = graded {
        let kept = format!(
            "{} of {} submissions are judged and kept in {}",
            records.len(),
            run.submissions,
            args.out.display()
        );
        eprintln!(
            "{}; the same command with --resume goes on",
            if failure == Failure::Interrupted { format!("interrupted: {kept}") } else { kept }
        );
        return Err(failure);
    }
    kata_console::print(&render::summary(&records, &args.out))?;
    let is_fault = |record: &Record| Standing::of(&record.graded) == Standing::Fault;
    Ok(if records.iter().any(is_fault) { ExitCode::Fault } else { ExitCode::Passed })
}
