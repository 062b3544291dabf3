//! The proof that an interviewer answers what was asked, and nothing else: a kata's phrasings, each with what is meant.

use kata_catalog::{Asked, Kata, Question, Questions};

use crate::{Interviewer, Reply};

/// How many of a hundred phrasings that a clarification answers have to be answered.
pub const RECALL: usize = 90;

/// What became of one phrasing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// It was answered, and should have been; or it was not, and should not have been.
    Right,
    /// It should have been answered, and was asked back about: the clarification that it means was named.
    AskedBack,
    /// It should have been answered, and was left to the candidate.
    Missed,
    /// No clarification answers it, and it was asked back about all the same: harmless, for nothing was answered.
    Doubted,
    /// It was answered with what it did not ask for: the clarification's place in `kata.toml`.
    Wrong(usize),
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
            (Reply::Which { candidates }, Some(meant)) if candidates.contains(&meant) => Finding::AskedBack,
            (_, Some(_)) => Finding::Missed,
            (Reply::Which { .. }, None) => Finding::Doubted,
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
    let interviewer = Interviewer::new(clarifications, &manifest.interview);
    let judged = judge(&questions, clarifications, &interviewer);
    let mut found: Vec<String> = judged.iter().filter_map(|judged| wrong(judged, clarifications)).collect();
    found.extend(clarifications.iter().filter_map(|question| idle(question, &interviewer)));
    if !manifest.draft {
        found.extend(missed(&judged));
    }
    found
}

fn idle(question: &Question, interviewer: &Interviewer) -> Option<String> {
    let idle = interviewer.idle(question);
    (!idle.is_empty()).then(|| {
        format!("kata.toml: in `about` of \"{}\", no question is about: {}", question.question, idle.join(", "))
    })
}

fn wrong(judged: &Judged, clarifications: &[Question]) -> Option<String> {
    let Finding::Wrong(given) = judged.finding() else { return None };
    let given = clarifications.get(given).map(|item| item.question.as_str()).unwrap_or_default();
    Some(format!("questions.toml: \"{}\" is given the answer to \"{given}\"", judged.phrasing))
}

fn missed(judged: &[Judged]) -> Option<String> {
    let (mut meant, mut missed) = (0, Vec::new());
    for judged in judged.iter().filter(|judged| judged.meant.is_some()) {
        meant += 1;
        if judged.finding() != Finding::Right {
            missed.push(judged.phrasing.as_str());
        }
    }
    let answered = meant - missed.len();
    let falls_short = answered * 100 < meant * RECALL;
    let missed = missed.join("\n    ");
    falls_short.then(|| {
        format!("questions.toml: {answered} of {meant} are answered, at least {RECALL} % must; not\n    {missed}")
    })
}
