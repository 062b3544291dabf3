//! A part of a class, for one of several machines.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

/// One of several parts of a class, counted from 1: `2/4`.
///
/// Which part a submission is in follows from its name alone, so it stays there when others come or go, and every machine finds
/// the same parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    number: u32,
    of: u32,
}

/// Slurm's variables of an array job.
const SLURM: [&str; 5] = [
    "SLURM_ARRAY_TASK_ID",
    "SLURM_ARRAY_TASK_COUNT",
    "SLURM_ARRAY_TASK_MIN",
    "SLURM_ARRAY_TASK_MAX",
    "SLURM_ARRAY_TASK_STEP",
];
/// Kubernetes' variable in each pod of an indexed job, counted from 0.
const COMPLETION_INDEX: &str = "JOB_COMPLETION_INDEX";
/// Ours: how many completions the indexed job has. Kubernetes tells its pods no such number.
const SHARD_COUNT: &str = "KATA_SHARD_COUNT";

impl Shard {
    /// The part with this number, counted from 1.
    ///
    /// # Errors
    ///
    /// Where there is no such part.
    pub fn new(number: u32, of: u32) -> Result<Shard, String> {
        match number {
            _ if of == 0 => Err("there is at least one shard: write 1/1".to_owned()),
            0 => Err(format!("shards are counted from 1: the first of {of} is 1/{of}")),
            _ if number > of => Err(format!("there is no shard {number} of {of}: the last one is {of}/{of}")),
            _ => Ok(Shard { number, of }),
        }
    }

    /// Which one it is, counted from 1.
    pub fn number(self) -> u32 {
        self.number
    }

    /// How many there are.
    pub fn of(self) -> u32 {
        self.of
    }

    /// Whether the submission of this name is in it.
    pub fn holds(self, submission: &str) -> bool {
        let hash = Sha256::digest(submission);
        let first = hash.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        first % u64::from(self.of) == u64::from(self.number - 1)
    }

    /// The part that a Slurm array job or a Kubernetes indexed job has given to this process, by its variables; None outside of such a job.
    ///
    /// # Errors
    ///
    /// Where the variables are there and do not say which part it is.
    pub fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Result<Option<Shard>, String> {
        let slurm = variable(SLURM[0]).is_some();
        match (slurm, variable(COMPLETION_INDEX).is_some()) {
            (true, _) => of_slurm(&variable).map(Some),
            (false, true) => of_kubernetes(&variable).map(Some),
            (false, false) => Ok(None),
        }
    }
}

/// Array jobs are written as one wants: `--array=0-3`, `--array=1-7:2`. An irregular one (`--array=1,4,5`) has no way to tell the place of
/// an index in it.
fn of_slurm(variable: &impl Fn(&str) -> Option<String>) -> Result<Shard, String> {
    let number = |name: &str, default| number(variable, name, default);
    let (index, count) = (number(SLURM[0], None)?, number(SLURM[1], None)?);
    let (first, step) = (number(SLURM[2], None)?, number(SLURM[4], Some(1))?.max(1));
    let last = number(SLURM[3], Some(first + step * count.saturating_sub(1)))?;
    let is_regular = last == first + step * count.saturating_sub(1) && index >= first && (index - first) % step == 0;
    if !is_regular {
        return Err(format!(
            "the array job's indices are not evenly spaced, so {}={index} does not say which shard this is: use --array=1-{count}, or give --shard K/{count}",
            SLURM[0]
        ));
    }
    shard((index - first) / step + 1, count)
}

fn of_kubernetes(variable: &impl Fn(&str) -> Option<String>) -> Result<Shard, String> {
    let index = number(variable, COMPLETION_INDEX, None)?;
    let count = number(variable, SHARD_COUNT, None)
        .map_err(|error| format!("{error}; set it to the job's completions, or give --shard K/N"))?;
    shard(index + 1, count)
}

fn shard(number: u64, of: u64) -> Result<Shard, String> {
    let small = |number: u64| u32::try_from(number).map_err(|_| format!("{number} shards are too many"));
    Shard::new(small(number)?, small(of)?)
}

fn number(variable: &impl Fn(&str) -> Option<String>, name: &str, default: Option<u64>) -> Result<u64, String> {
    match (variable(name), default) {
        (Some(text), _) => {
            // Beyond this no sum of two of them overflows.
            let parsed = text.trim().parse::<u32>();
            parsed.map(u64::from).map_err(|_| format!("{name}={text} is no number that can be counted with"))
        }
        (None, Some(default)) => Ok(default),
        (None, None) => Err(format!("{name} is not set, and says how this job is divided")),
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Shard, String> {
        let parsed = text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        let (number, of) = parsed.ok_or_else(|| format!("`{text}` names no shard: write K/N, as in 2/4"))?;
        Shard::new(number, of)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::Shard;

    fn environment(variables: &[(&str, &str)]) -> Result<Option<String>, String> {
        let variable =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        Ok(Shard::from_environment(variable)?.map(|shard| shard.to_string()))
    }

    fn slurm(id: &str, count: &str, min: &str, max: &str, step: &str) -> Result<Option<String>, String> {
        let names = ["ID", "COUNT", "MIN", "MAX", "STEP"].map(|name| format!("SLURM_ARRAY_TASK_{name}"));
        let values = [id, count, min, max, step];
        let all: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(values).collect();
        environment(&all)
    }

    #[test]
    fn every_submission_is_in_exactly_one_shard_and_no_shard_is_empty() {
        let shards: Vec<Shard> = (1..=4).map(|number| Shard::new(number, 4).expect("a shard")).collect();
        let mut held = [0; 4];
        for number in 0..200 {
            let name = format!("student-{number}");
            let holders: Vec<usize> = (0..4).filter(|shard| shards[*shard].holds(&name)).collect();
            let [holder] = holders[..] else { panic!("{name} is in {holders:?}") };
            held[holder] += 1;
        }
        assert!(held.iter().all(|count| *count > 25), "{held:?}");
        // A name stays where it is, in each version: a run that is resumed must find its results again.
        assert!(shards[0].holds("student-1"));
    }

    #[test]
    fn what_names_no_shard_is_answered_with_what_does() {
        let complaint = |text: &str| text.parse::<Shard>().expect_err("it names none");
        assert_eq!("2/4".parse::<Shard>().expect("it is one").to_string(), "2/4");
        assert_eq!(complaint("0/4"), "shards are counted from 1: the first of 4 is 1/4");
        assert_eq!(complaint("5/4"), "there is no shard 5 of 4: the last one is 4/4");
        assert_eq!(complaint("1/0"), "there is at least one shard: write 1/1");
        for text in ["", "2", "a/b", "-1/4", "2/4/8"] {
            assert!(complaint(text).contains("as in 2/4"), "{text}");
        }
    }

    #[test]
    fn an_array_job_counts_from_wherever_it_begins() {
        assert_eq!(slurm("0", "4", "0", "3", "1"), Ok(Some("1/4".to_owned())));
        assert_eq!(slurm("3", "4", "0", "3", "1"), Ok(Some("4/4".to_owned())));
        assert_eq!(slurm("1", "4", "1", "4", "1"), Ok(Some("1/4".to_owned())));
        assert_eq!(slurm("5", "4", "1", "7", "2"), Ok(Some("3/4".to_owned())));
        assert!(slurm("4", "3", "1", "5", "1").expect_err("1,4,5").contains("use --array=1-3"));
        assert!(slurm("x", "3", "1", "3", "1").expect_err("no number").contains("SLURM_ARRAY_TASK_ID=x"));
        assert!(environment(&[("SLURM_ARRAY_TASK_ID", "1")]).expect_err("no count").contains("SLURM_ARRAY_TASK_COUNT"));
    }

    #[test]
    fn an_indexed_job_counts_from_0_and_must_be_told_how_many_there_are() {
        let index = ("JOB_COMPLETION_INDEX", "3");
        assert_eq!(environment(&[index, ("KATA_SHARD_COUNT", "4")]), Ok(Some("4/4".to_owned())));
        assert!(environment(&[index]).expect_err("no count").contains("set it to the job's completions"));
        assert!(environment(&[index, ("KATA_SHARD_COUNT", "3")]).expect_err("too few").contains("no shard 4 of 3"));
        assert_eq!(environment(&[("KATA_SHARD_COUNT", "4")]), Ok(None));
    }
}
