//! What `kata.toml` says.

use kata_verdict::Group;
use serde::{Deserialize, Serialize};

/// The newest form of `kata.toml` that this program reads.
pub const FORMAT: u32 = 1;

/// What a learner should know of a kata whose author is not done with it, as a sentence.
pub const DRAFT: &str = "This kata is a draft: its author is not done with it, and a verdict may say too little.";

/// What `kata.toml` says of a kata.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The version of this form; looked at before anything else.
    pub format: u32,
    /// Whether it is not ready yet, so that nobody counts its checks and solutions.
    #[serde(default)]
    pub draft: bool,
    /// As a learner reads it: `Parking lot`.
    pub title: String,
    /// How long a timed round lasts.
    pub minutes: u32,
    /// What a timed round is divided into; a round of another length scales them.
    #[serde(default = "usual_phases")]
    pub phases: Vec<Phase>,
    /// One sentence: what the kata is about.
    pub summary: String,
    /// What the learner's own seams are for.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// What the interviewer may add late in the round.
    #[serde(default)]
    pub twists: Vec<Twist>,
    /// What a good candidate asks before writing.
    #[serde(default)]
    pub clarifications: Vec<Question>,
    /// How the interviewer understands what is asked.
    #[serde(default)]
    pub interview: Interview,
    /// Hints in three strengths per group of checks.
    #[serde(default)]
    pub hints: Hints,
    /// What an interviewer asks afterwards.
    #[serde(default)]
    pub debrief: Vec<Topic>,
}

/// A part of a timed round. It advises, and stops nobody.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// One word: `clarify`. The twist comes with the phase called `twist`, or else with the last.
    pub name: String,
    /// How long it takes, in proportion to the others.
    pub minutes: u32,
}

fn usual_phases() -> Vec<Phase> {
    let usual = [("clarify", 5), ("design", 10), ("build", 20), ("twist", 10)];
    usual.map(|(name, minutes)| Phase { name: name.to_owned(), minutes }).into()
}

/// What a seam is for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// The field of `Seams`: `allocation`.
    pub name: String,
    /// One sentence: which decision it takes.
    pub purpose: String,
}

/// A requirement that the interviewer adds late in the round.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Twist {
    /// What it is called on the command line, and the name of its folder: `valet`.
    pub id: String,
    /// As a learner reads it: `Somebody else parks the car`.
    pub title: String,
    /// One sentence: what is new.
    pub summary: String,
}

/// A question with the interviewer's answer.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// As a candidate would ask it.
    pub question: String,
    /// As an interviewer would answer.
    pub answer: String,
    /// The same question in other words, as other candidates would ask it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// What it is about: each entry has to be mentioned, in one of the words between its `|`. Without it another question was asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<String>,
    /// Whether the brief or the API says the answer already: it is given to who asks, and nobody is blamed for not asking.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stated: bool,
}

/// How the interviewer understands what is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Interview {
    /// Words that mean the same in this kata, between spaces: `spot space bay`. Several words in one are joined: `time-out`.
    #[serde(default)]
    pub same: Vec<String>,
    /// Questions close to a clarification that none of them answers: they are the candidate's to decide.
    #[serde(default)]
    pub yours: Vec<String>,
}

/// A question of the debrief, with a model answer and what to look for in one's own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// As an interviewer asks it.
    pub question: String,
    /// A model answer.
    pub answer: String,
    /// What a good answer mentions.
    #[serde(default)]
    pub rubric: Vec<String>,
}

/// Hints by group of checks: weak, medium, strong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hints {
    behaviour: Option<[String; 3]>,
    seams: Option<[String; 3]>,
    concurrency: Option<[String; 3]>,
    contention: Option<[String; 3]>,
    twist: Option<[String; 3]>,
}

impl Hints {
    /// The hints of one group, weakest first.
    pub fn of(&self, group: Group) -> Option<&[String; 3]> {
        match group {
            Group::Behaviour => self.behaviour.as_ref(),
            Group::Seams => self.seams.as_ref(),
            Group::Concurrency => self.concurrency.as_ref(),
            Group::Contention => self.contention.as_ref(),
            Group::Twist => self.twist.as_ref(),
        }
    }
}
