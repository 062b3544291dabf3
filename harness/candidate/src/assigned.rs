//! A round in a students' pack: what the assignment decides, and what is said about it.

use kata_console::Failure;
use kata_round::{Feedback, Given};
use kata_verdict::Level;

use crate::begin::Wishes;

/// What was asked for on the command line; None where nothing was said.
pub(crate) struct Asked<'a> {
    pub(crate) kata: Option<&'a str>,
    pub(crate) level: Option<Level>,
    pub(crate) minutes: Option<u32>,
    pub(crate) twist: Option<&'a str>,
    pub(crate) feedback: Option<Feedback>,
    pub(crate) seed: Option<u64>,
}

/// The kata and the rules of a round: the assignment's where there is one, else what was asked for.
///
/// # Errors
///
/// Where what was asked for is not the assignment's, or no kata is named.
pub(crate) fn wishes<'a>(asked: &Asked<'a>, given: Option<&'a Given>) -> Result<(&'a str, Wishes<'a>), Failure> {
    let Some(given) = given else { return free(asked) };
    let other = [
        ("--level", asked.level.is_some_and(|level| level != given.level)),
        ("--minutes", asked.minutes.is_some_and(|minutes| minutes != given.minutes)),
        ("--feedback", asked.feedback.is_some_and(|feedback| feedback != given.feedback)),
        ("--twist", asked.twist.is_some()),
    ];
    if let Some((flag, _)) = other.iter().find(|(_, is_other)| *is_other) {
        return Err(Failure::Setup(format!("the assignment {} decides that: leave {flag} out", given.name)));
    }
    let wishes = Wishes {
        level: given.level,
        minutes: Some(given.minutes),
        // The only one that a pack knows, if it knows any.
        twist: None,
        feedback: given.feedback,
        seed: asked.seed,
        assignment: Some(given.reference()),
        student: None,
    };
    Ok((asked.kata.unwrap_or(&given.kata), wishes))
}

fn free<'a>(asked: &Asked<'a>) -> Result<(&'a str, Wishes<'a>), Failure> {
    let missing = || Failure::setup("name the kata: `cargo xtask list` shows which there are");
    let kata = asked.kata.ok_or_else(missing)?;
    let wishes = Wishes {
        level: asked.level.unwrap_or(Level::L4),
        minutes: asked.minutes,
        twist: asked.twist,
        feedback: asked.feedback.unwrap_or_default(),
        seed: asked.seed,
        assignment: None,
        student: None,
    };
    Ok((kata, wishes))
}

/// What is said of the assignment when a round of it begins at `now_ms`.
pub(crate) fn greeting(given: &Given, now_ms: u64) -> String {
    let mut text = format!("Assignment {}", given.name);
    match &given.due {
        Some(due) if now_ms / 1000 > due.ms / 1000 => {
            text += &format!(", which was due {}: what you hand in will be marked as late.\n", due.shown);
        }
        Some(due) => text += &format!(", due {}.\n", due.shown),
        None => text += ".\n",
    }
    if let Some(opens) = given.opens.as_ref().filter(|opens| now_ms / 1000 < opens.ms / 1000) {
        text += &format!("It opens {}: a round before that will be marked as early.\n", opens.shown);
    }
    if given.feedback != Feedback::None {
        text += "The hidden checks are not here: what they say of your code you are told once it is graded.\n";
    }
    text + "Your own tests are run on each save. The end is `s` or `cargo xtask submit`; then hand in the archive.\n\n"
}

#[cfg(test)]
mod tests {
    use kata_round::{Feedback, Given, When};
    use kata_verdict::Level;

    use super::{Asked, greeting, wishes};

    const NOTHING: Asked<'static> =
        Asked { kata: None, level: None, minutes: None, twist: None, feedback: None, seed: None };

    fn given() -> Given {
        let when = |ms| Some(When { shown: format!("at {ms}"), ms });
        Given {
            format: 1,
            name: "week-3".to_owned(),
            sha256: "ab".to_owned(),
            kata: "toy".to_owned(),
            level: Level::L5,
            minutes: 60,
            feedback: Feedback::Counts,
            opens: when(1_000_000),
            due: when(2_000_000),
        }
    }

    #[test]
    fn an_assignment_decides_and_other_wishes_are_refused_with_the_flag() {
        let given = given();
        let (kata, ours) = wishes(&NOTHING, Some(&given)).unwrap_or_else(|failure| panic!("{failure}"));
        assert_eq!((kata, ours.level, ours.minutes, ours.feedback), ("toy", Level::L5, Some(60), Feedback::Counts));
        assert_eq!(ours.assignment, Some(given.reference()));
        for (asked, flag) in [
            (Asked { level: Some(Level::L4), ..NOTHING }, "--level"),
            (Asked { minutes: Some(45), ..NOTHING }, "--minutes"),
            (Asked { feedback: Some(Feedback::None), ..NOTHING }, "--feedback"),
            (Asked { twist: Some("none"), ..NOTHING }, "--twist"),
        ] {
            let failure = wishes(&asked, Some(&given)).err().map(|failure| failure.to_string());
            assert_eq!(failure, Some(format!("the assignment week-3 decides that: leave {flag} out")));
        }
        assert!(wishes(&Asked { level: Some(Level::L5), minutes: Some(60), ..NOTHING }, Some(&given)).is_ok());
    }

    #[test]
    fn in_a_clone_a_kata_has_to_be_named() {
        assert!(wishes(&NOTHING, None).is_err());
        let (kata, ours) =
            wishes(&Asked { kata: Some("toy"), ..NOTHING }, None).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((kata, ours.level, ours.feedback, ours.assignment), ("toy", Level::L4, Feedback::None, None));
    }

    #[test]
    fn early_and_late_are_said_to_the_second() {
        let said = |ms| greeting(&given(), ms);
        assert!(said(999_999).contains("It opens at 1000000"));
        assert!(!said(1_000_000).contains("It opens"));
        assert!(said(2_000_999).starts_with("Assignment week-3, due at 2000000.\n"));
        assert!(said(2_001_000).contains("will be marked as late"));
    }
}
