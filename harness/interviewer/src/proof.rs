//! The proof that an interviewer answers what was asked, and nothing else: a kata's phrasings, each with what is meant.

use kata_catalog::{Asked, Kata, Question, Questions};

use crate::{Interviewer, Reply};

/// How many of a hundred phrasings that a clarification answers have to be answered.
pub const RECALL: usize = 90;

/// What became of one phrasing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// It was answered, and should have been; or it was not, and should not have been.
    Right,
    /// It should have been answered, and was left to the candidate, or asked back.
    Missed,
    /// It was answered with what it did not ask for: the clarification's place in `kata.toml`.
    Wrong(usize),
    /// It asks for nothing that is known, and yet was asked back which of some clarifications it means.
    AskedBack,
}

/// One phrasing, judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// What was asked.
    pub phrasing: String,
    /// The clarification that it means, if any, by its place in `kata.toml`.
    pub meant: Option<usize>,
    /// Whether it was held out.
    pub held_out: bool,
    /// What was replied.
    pub reply: Reply,
}

impl Judged {
    /// Whether the reply was right.
    pub fn finding(&self) -> Finding {
        match (&self.reply, self.meant) {
            (Reply::Answer { clarification }, Some(meant)) if *clarification == meant => Finding::Right,
            (Reply::Answer { clarification }, _) => Finding::Wrong(*clarification),
            (_, Some(_)) => Finding::Missed,
            (Reply::Which { .. }, None) => Finding::AskedBack,
            (Reply::Yours | Reply::NotAQuestion, None) => Finding::Right,
        }
    }
}

/// Asks every phrasing. One that names a clarification which is not there counts as asking for none.
pub fn judge(questions: &Questions, clarifications: &[Question], interviewer: &Interviewer) -> Vec<Judged> {
    let of = |asked: &Asked| {
        let meant = clarifications.iter().position(|item| Some(&item.question) == asked.about.as_ref());
        let judged = |phrasing: &String| Judged {
            phrasing: phrasing.clone(),
            meant,
            held_out: asked.held_out,
            reply: interviewer.ask(phrasing),
        };
        asked.phrasings.iter().map(judged).collect::<Vec<_>>()
    };
    questions.asked.iter().flat_map(of).collect()
}

/// What a kata's phrasings show to be wrong with its clarifications, as sentences. A draft may miss; it may not answer wrongly.
pub fn audit(kata: &Kata) -> Vec<String> {
    // A file that cannot be read is the catalogue's to complain about.
    let Ok(Some(questions)) = kata.questions() else { return Vec::new() };
    let manifest = kata.manifest();
    let clarifications = &manifest.clarifications;
    let judged = judge(&questions, clarifications, &Interviewer::new(clarifications, &manifest.interview));
    let mut found: Vec<String> = judged.iter().filter_map(|judged| wrong(judged, clarifications)).collect();
    if !manifest.draft {
        found.extend(missed(&judged));
    }
    found
}

fn wrong(judged: &Judged, clarifications: &[Question]) -> Option<String> {
    let Finding::Wrong(given) = judged.finding() else { return None };
    let given = clarifications.get(given).map(|item| item.question.as_str()).unwrap_or_default();
    Some(format!("questions.toml: \"{}\" is given the answer to \"{given}\"", judged.phrasing))
}

fn missed(judged: &[Judged]) -> Option<String> {
    let meant: Vec<&Judged> = judged.iter().filter(|judged| judged.meant.is_some()).collect();
    let missed: Vec<&str> = meant
        .iter()
        .filter(|judged| judged.finding() == Finding::Missed)
        .map(|judged| judged.phrasing.as_str())
        .collect();
    let answered = meant.len() - missed.len();
    (answered * 100 < meant.len() * RECALL).then(|| {
        format!(
            "questions.toml: {answered} of {} are answered, at least {RECALL} % must; not: {}",
            meant.len(),
            missed.join(" / ")
        )
    })
}
