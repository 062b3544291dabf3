//! The results of a class: one run, or the shards of one, merged, sorted, with what is late, missing, or handed in twice.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use kata_catalog::Error;
use kata_verdict::{Submission, Verdict};
use serde::Serialize;

use crate::handed_in::composed;
use crate::{Graded, Record, Run, read_results};

/// The results of a class.
#[derive(Clone, Debug)]
pub struct Table {
    /// What was run; of shards, what they have in common.
    pub run: Run,
    /// Sorted by student, then by attempt.
    pub rows: Vec<Row>,
    /// What whoever reads the table should know: a shard that is not there, a run that did not come to its end.
    pub notes: Vec<String>,
}

/// One submission, or a student without any.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Who handed it in.
    pub student: String,
    /// Which of the student's submissions it is, counted from 1 in the order of their times, and of their names where they have none; 0 of 0 if
    /// there is none.
    pub attempt: u32,
    /// How many submissions the student has.
    pub attempts: u32,
    /// Whether it is the student's last one, which is the one that counts.
    pub counts: bool,
    /// Whether it came after the assignment was due.
    pub late: bool,
    /// What was found; None where the student handed nothing in.
    pub record: Option<Record>,
}

/// What became of a row, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It compiled, and its checks were judged.
    Graded,
    /// The compiler refused it.
    DoesNotCompile,
    /// Confinement refused it.
    Refused,
    /// It could not be read as a submission.
    Unreadable,
    /// Nothing was handed in.
    Missing,
    /// Something of ours went wrong.
    Fault,
}

impl Standing {
    /// As people read it.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Graded => "graded",
            Standing::DoesNotCompile => "does not compile",
            Standing::Refused => "refused",
            Standing::Unreadable => "unreadable",
            Standing::Missing => "missing",
            Standing::Fault => "fault",
        }
    }

    /// What a record comes to.
    pub fn of(graded: &Graded) -> Standing {
        match graded {
            Graded::Verdict(verdict) => match verdict.submission {
                Submission::Graded => Standing::Graded,
                Submission::DoesNotCompile => Standing::DoesNotCompile,
                Submission::Refused => Standing::Refused,
                Submission::Fault => Standing::Fault,
            },
            Graded::Unreadable(_) => Standing::Unreadable,
            Graded::Fault(_) => Standing::Fault,
        }
    }
}

impl Row {
    /// What became of it.
    pub fn standing(&self) -> Standing {
        self.record.as_ref().map_or(Standing::Missing, |record| Standing::of(&record.graded))
    }

    /// The verdict, if there is one.
    pub fn verdict(&self) -> Option<&Verdict> {
        match &self.record.as_ref()?.graded {
            Graded::Verdict(verdict) => Some(verdict),
            Graded::Unreadable(_) | Graded::Fault(_) => None,
        }
    }

    /// Why there is no verdict, where someone handed something in.
    pub fn problem(&self) -> Option<&str> {
        match &self.record.as_ref()?.graded {
            Graded::Unreadable(why) | Graded::Fault(why) => Some(why),
            Graded::Verdict(_) => None,
        }
    }
}

impl Table {
    /// Merges folders of results: one run, or the shards of one. With a roster, who is on it and handed nothing in has a row as well.
    ///
    /// # Errors
    ///
    /// Where a folder cannot be read, the folders are of different runs, or two of them say different things of one submission.
    pub fn read(folders: &[&Path], roster: Option<&BTreeSet<String>>) -> Result<Table, Error> {
        let mut merged = Merged::default();
        for folder in folders {
            let (run, records) = read_results(folder)?;
            merged.take(folder, run, records)?;
        }
        let Some(run) = merged.run.clone() else {
            return Err(Error::new("no results are named: give the folder that was given to `grade-all --out`"));
        };
        let mut notes = merged.notes();
        let mut rows = rows(&run, merged.records.into_values().map(|(_, record)| record));
        if let Some(roster) = roster {
            if merged.is_whole {
                rows.extend(missing(roster, &rows));
            } else {
                notes.push("who is missing is not told, since not all results are here".to_owned());
            }
            notes.extend(strangers(roster, &rows));
        }
        rows.sort_by(|a, b| (&a.student, a.attempt).cmp(&(&b.student, b.attempt)));
        let submissions = rows.iter().filter(|row| row.record.is_some()).count();
        let run = Run { shard: None, submissions, gone: Vec::new(), ..run };
        Ok(Table { run, rows, notes })
    }

    /// Takes out what differs from one run to the next: how long things took.
    pub fn without_timings(mut self) -> Table {
        for record in self.rows.iter_mut().filter_map(|row| row.record.as_mut()) {
            *record = record.clone().without_timings();
        }
        self
    }
}

/// What several folders come to.
#[derive(Default)]
struct Merged {
    run: Option<Run>,
    /// By submission, with the place among the folders that told of it.
    records: BTreeMap<String, (String, Record)>,
    shards: BTreeMap<u32, u32>,
    unfinished: Vec<String>,
    gone: Vec<String>,
    is_whole: bool,
}

impl Merged {
    fn take(&mut self, folder: &Path, run: Run, records: Vec<Record>) -> Result<(), Error> {
        if let Some(difference) = self.run.as_ref().and_then(|first| first.differs_from(&run)) {
            let difference = difference.replace(" here,", " in the first folder,").replace(" there", " in this one");
            return Err(Error::of(
                folder,
                format!("is of another run, and its verdicts do not belong in one table: {difference}"),
            ));
        }
        if records.len() < run.submissions {
            self.unfinished.push(format!(
                "{}: {} of {} submissions are graded: go on with `cargo xtask grade-all … --resume`",
                folder.display(),
                records.len(),
                run.submissions
            ));
        }
        self.gone.extend(run.gone.iter().cloned());
        if let Some(shard) = run.shard() {
            self.shards.insert(shard.number(), shard.of());
        }
        for record in records {
            self.add(folder, record)?;
        }
        self.run.get_or_insert(run);
        self.is_whole = self.unfinished.is_empty() && self.absent().is_empty();
        Ok(())
    }

    /// The same submission may be in two folders, as long as they say the same of it.
    fn add(&mut self, folder: &Path, record: Record) -> Result<(), Error> {
        match self.records.get(&record.submission) {
            Some((first, known)) if known.clone().without_timings() != record.clone().without_timings() => {
                Err(Error::of(folder, format!("{} has another result here than in {first}", record.submission)))
            }
            Some(_) => Ok(()),
            None => {
                self.records.insert(record.submission.clone(), (folder.display().to_string(), record));
                Ok(())
            }
        }
    }

    /// The shards that are not here.
    fn absent(&self) -> Vec<u32> {
        let of = self.shards.values().copied().max().unwrap_or(0);
        (1..=of).filter(|number| !self.shards.contains_key(number)).collect()
    }

    fn notes(&self) -> Vec<String> {
        let mut notes = self.unfinished.clone();
        if !self.gone.is_empty() {
            notes.push(format!("left out, since the last run did not find them any more: {}", self.gone.join(", ")));
        }
        let absent: Vec<String> = self.absent().iter().map(u32::to_string).collect();
        if !absent.is_empty() {
            let of = self.shards.values().copied().max().unwrap_or(0);
            notes.push(format!("of {of} shards, these are not here: {}", absent.join(", ")));
        }
        notes
    }
}

/// Numbers each student's submissions. Which came first is known only once all of them are there.
fn rows(run: &Run, records: impl Iterator<Item = Record>) -> Vec<Row> {
    let mut students: BTreeMap<String, Vec<Record>> = BTreeMap::new();
    for record in records {
        students.entry(record.student.clone()).or_default().push(record);
    }
    let mut rows = Vec::new();
    for (student, mut records) in students {
        records.sort_by(|a, b| (a.submitted, &a.submission).cmp(&(b.submitted, &b.submission)));
        let attempts = u32::try_from(records.len()).unwrap_or(u32::MAX);
        for (attempt, mut record) in (1..).zip(records) {
            let late = record.submitted.is_some_and(|at| run.is_late(at));
            (record.attempt, record.late) = (attempt, late);
            let (student, counts) = (student.clone(), attempt == attempts);
            rows.push(Row { student, attempt, attempts, counts, late, record: Some(record) });
        }
    }
    rows
}

fn missing(roster: &BTreeSet<String>, rows: &[Row]) -> Vec<Row> {
    let here: BTreeSet<&str> = rows.iter().map(|row| row.student.as_str()).collect();
    let absent = roster.iter().filter(|student| !here.contains(student.as_str()));
    absent
        .map(|student| Row {
            student: student.clone(),
            attempt: 0,
            attempts: 0,
            counts: true,
            late: false,
            record: None,
        })
        .collect()
}

fn strangers(roster: &BTreeSet<String>, rows: &[Row]) -> Option<String> {
    let unknown: BTreeSet<&str> =
        rows.iter().map(|row| row.student.as_str()).filter(|student| !roster.contains(*student)).collect();
    let names: Vec<&str> = unknown.into_iter().collect();
    (!names.is_empty()).then(|| format!("not on the roster: {}", names.join(", ")))
}

/// Reads a roster: a student a line, as their folders or archives name them. Empty lines, and those that begin with `#`, say nothing.
///
/// # Errors
///
/// Where the file cannot be read, or names nobody.
pub fn read_roster(path: &Path) -> Result<BTreeSet<String>, Error> {
    let text = std::fs::read_to_string(path).map_err(|error| Error::of(path, format!("cannot be read: {error}")))?;
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    let names: BTreeSet<String> =
        lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(composed).collect();
    if names.is_empty() {
        return Err(Error::of(path, "names nobody: write a student a line, as their folders or archives are named"));
    }
    Ok(names)
}
