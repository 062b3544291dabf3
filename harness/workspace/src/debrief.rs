//! What a learner answered in the debrief, and how they rated themselves: `debrief.json`.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::{Error, Workspace, atomic};

/// The newest form of `debrief.json` that this program reads, and the one it writes.
pub const DEBRIEF_FORMAT: u32 = 1;

/// The debrief of a round, or of a practice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Debrief {
    /// The version of this form.
    pub format: u32,
    /// The answers so far, in the order in which they were given.
    pub answers: Vec<DebriefAnswer>,
}

/// An answer to a debrief question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DebriefAnswer {
    /// The question, as the kata puts it.
    pub question: String,
    /// What the learner answered; empty where they passed.
    pub answer: String,
    /// The points of the rubric, each with whether the learner found it in their answer.
    pub rubric: Vec<RubricPoint>,
}

/// A point of a rubric, and whether it was met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RubricPoint {
    /// The point, as the kata puts it.
    pub point: String,
    /// Whether the learner says that their answer has it.
    pub met: bool,
}

impl Default for Debrief {
    fn default() -> Debrief {
        Debrief { format: DEBRIEF_FORMAT, answers: Vec::new() }
    }
}

impl Debrief {
    /// The answer to a question, if there is one yet.
    pub fn to(&self, question: &str) -> Option<&DebriefAnswer> {
        self.answers.iter().find(|answer| answer.question == question)
    }

    /// Whether a question is answered, and each of so many points of its rubric rated.
    pub fn is_done(&self, question: &str, points: usize) -> bool {
        self.to(question).is_some_and(|answer| answer.rubric.len() >= points)
    }

    /// Takes an answer in, in the place of an earlier one to the same question.
    pub fn put(&mut self, answer: DebriefAnswer) {
        self.answers.retain(|known| known.question != answer.question);
        self.answers.push(answer);
    }

    /// Rates the answer to a question, if there is one.
    pub fn rate(&mut self, question: &str, rubric: Vec<RubricPoint>) {
        for answer in self.answers.iter_mut().filter(|answer| answer.question == question) {
            answer.rubric.clone_from(&rubric);
        }
    }

    /// Points met, of the points of the questions that were answered.
    pub fn rating(&self) -> (usize, usize) {
        let points: Vec<&RubricPoint> = self.answers.iter().flat_map(|answer| &answer.rubric).collect();
        (points.iter().filter(|point| point.met).count(), points.len())
    }
}

impl Workspace {
    /// The debrief of the round in this workspace, or of the practice where there is no round.
    ///
    /// # Errors
    ///
    /// Where it was written by a newer program, or cannot be read: answers cannot be had again, so they are never written over.
    pub fn debrief(&self) -> Result<Debrief, Error> {
        let path = self.debrief_path();
        let text = match std::fs::read_to_string(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Debrief::default()),
            text => text.map_err(|error| Error::of(&path, error))?,
        };
        let advice = "move it aside to begin the debrief anew";
        let value: serde_json::Value =
            serde_json::from_str(&text).map_err(|error| Error::of(&path, format!("{error}; {advice}")))?;
        let format = value.get("format").and_then(serde_json::Value::as_u64).unwrap_or_default();
        if format > u64::from(DEBRIEF_FORMAT) {
            let newer = format!("has format {format}, and this program reads up to {DEBRIEF_FORMAT}");
            return Err(Error::of(&path, format!("{newer}: update your clone (git pull)")));
        }
        serde_json::from_value(value).map_err(|error| Error::of(&path, format!("{error}; {advice}")))
    }

    /// Replaces the debrief.
    ///
    /// # Errors
    ///
    /// Where it cannot be written; what was there before is still there.
    pub fn save_debrief(&self, debrief: &Debrief) -> Result<(), Error> {
        let path = self.debrief_path();
        let text = serde_json::to_string_pretty(debrief).map_err(|error| Error::of(&path, error))?;
        atomic::write(&path, text.as_bytes())
    }

    /// It lies beside the scorecard that it belongs to, so that it is put away together with it.
    fn debrief_path(&self) -> PathBuf {
        let round = self.dir().join(".kata").join("round");
        let home: &Path = if round.is_dir() { &round } else { &self.dir().join(".kata") };
        home.join("debrief.json")
    }
}
