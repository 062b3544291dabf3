//! What `questions.toml` says: how candidates would ask, and which clarification each of them means.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::{Error, Kata, Manifest, toml_file};

/// The newest form of `questions.toml` that this program reads.
const FORMAT: u32 = 1;
/// How many phrasings a kata needs in all.
const PHRASINGS: usize = 40;
/// How many of them come close to a clarification and ask something else.
const NEAR_MISSES: usize = 15;

/// What `questions.toml` says: the proof that the interviewer answers what was asked, and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Questions {
    /// The version of this form; looked at before anything else.
    pub format: u32,
    /// All that is asked, in groups of one meaning.
    #[serde(default)]
    pub asked: Vec<Asked>,
}

/// Phrasings that mean the same clarification, or none.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// The `question` of the clarification that answers them. None where no clarification does.
    pub about: Option<String>,
    /// Whether they share words with a clarification although none answers them.
    #[serde(default)]
    pub near: bool,
    /// Whether they were written after the phrasings in `kata.toml`, and never looked at while those were written.
    #[serde(default)]
    pub held_out: bool,
    /// What is asked, word by word.
    pub phrasings: Vec<String>,
}

impl Kata {
    /// How candidates would ask; None where the kata has no `questions.toml`.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, or says something that no `questions.toml` says.
    pub fn questions(&self) -> Result<Option<Questions>, Error> {
        let path = self.dir().join("questions.toml");
        if !path.exists() {
            return Ok(None);
        }
        toml_file::read_toml(self.root(), &path, FORMAT).map(Some)
    }
}

/// What `questions.toml` lacks, as sentences; whether the interviewer understands it is another matter.
pub fn audit_questions(kata: &Kata) -> Vec<String> {
    let is_draft = kata.manifest().draft;
    match kata.questions() {
        Err(error) => vec![error.to_string()],
        Ok(None) if is_draft => Vec::new(),
        Ok(None) => {
            vec![format!("questions.toml is missing: write down {PHRASINGS} ways to ask, as AUTHORING.md says")]
        }
        Ok(Some(questions)) => {
            let mut gaps = if is_draft { Vec::new() } else { too_few(&questions, kata.manifest()) };
            gaps.extend(circular(&questions, kata.manifest()));
            gaps
        }
    }
}

fn too_few(questions: &Questions, manifest: &Manifest) -> Vec<String> {
    let count = |holds: &dyn Fn(&Asked) -> bool| {
        questions.asked.iter().filter(|asked| holds(asked)).map(|asked| asked.phrasings.len()).sum::<usize>()
    };
    let all = count(&|_| true);
    let numbers = [
        ("phrasings", all, PHRASINGS),
        ("near misses", count(&|asked| asked.near && asked.about.is_none()), NEAR_MISSES),
        ("held-out phrasings", count(&|asked| asked.held_out), all / 3),
    ];
    let few = numbers.into_iter().filter(|(_, found, needed)| found < needed);
    let few =
        few.map(|(what, found, needed)| format!("questions.toml has {found} {what}: at least {needed} are needed"));
    let never = manifest.clarifications.iter().map(|item| &item.question);
    let never = never.filter(|question| count(&|asked| asked.about.as_ref() == Some(question)) == 0);
    few.chain(never.map(|question| format!("questions.toml never asks \"{question}\""))).collect()
}

/// A phrasing that the interviewer was taught proves nothing, and neither does one that stands there twice.
fn circular(questions: &Questions, manifest: &Manifest) -> Vec<String> {
    let plain = |text: &str| text.to_lowercase().split(|c: char| !c.is_alphanumeric()).collect::<String>();
    let taught = manifest.clarifications.iter().flat_map(|item| item.also.iter().chain([&item.question]));
    let mut seen: BTreeSet<String> = taught.chain(&manifest.interview.yours).map(|text| plain(text)).collect();
    let asked = questions.asked.iter().flat_map(|asked| &asked.phrasings);
    let again = asked.filter(|phrasing| !seen.insert(plain(phrasing)));
    let again =
        again.map(|phrasing| format!("questions.toml asks \"{phrasing}\", which is known already: use other words"));
    let known = |about: &String| manifest.clarifications.iter().any(|item| item.question == *about);
    let strangers = questions.asked.iter().filter_map(|asked| asked.about.as_ref()).filter(|about| !known(about));
    let strangers = strangers.map(|about| format!("questions.toml: no clarification asks \"{about}\""));
    again.collect::<Vec<_>>().into_iter().chain(strangers).collect()
}
