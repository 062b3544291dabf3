//! An assignment: which kata a class is given, how, and until when. It lies in one TOML file.

use std::ops::Range;
use std::path::Path;

use kata_archive::Submitted;
use kata_catalog::{Error, Kata, Root, line_of, nearest, parse_toml};
use kata_disk::Whole;
use kata_round::{AssignmentRef, blob_name};
use kata_verdict::Level;
use serde::Deserialize;
use toml::{Spanned, Value};

use crate::{Feedback, Moment, template};

/// The newest form of an assignment that this program reads, and the one it writes.
pub const ASSIGNMENT_FORMAT: u32 = 1;

/// The longest round that can be assigned, in minutes.
pub const MAX_MINUTES: u32 = 600;

/// The longest name of an assignment, in characters.
const MAX_NAME: usize = 64;

/// Which kata a class is given, how, and until when. It was checked against the kata.
#[derive(Clone, Debug, PartialEq)]
pub struct Assignment {
    /// What it is called: letters of any script, digits, `-`, `_` and `.`.
    pub name: String,
    /// The slug of the kata.
    pub kata: String,
    /// The level of each round.
    pub level: Level,
    /// How long a round lasts.
    pub minutes: u32,
    /// When a round may begin. None: at once.
    pub opens: Option<Moment>,
    /// The last second that is in time. None: any.
    pub due: Option<Moment>,
    /// The id of the twist that everybody gets. None: nobody gets one.
    pub twist: Option<String>,
    /// What a round, and afterwards the autograder, tells a student.
    pub feedback: Feedback,
}

impl Assignment {
    /// Reads an assignment, and checks what it says against the katas of the clone.
    ///
    /// # Errors
    ///
    /// With the file, the line, and what to write instead.
    pub fn read(root: &Root, path: &Path) -> Result<Assignment, Error> {
        let shown = root.relative(path);
        let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => {
                Error::of(shown, "the file is missing: `cargo xtask assign new <name> --kata <kata>` writes one")
            }
            _ => Error::of(shown, format!("cannot be read: {error}")),
        })?;
        let file: File = parse_toml(&text, shown, ASSIGNMENT_FORMAT)?;
        Reader { root, text: &text, shown }.assignment(file)
    }

    /// What a round and an archive say of the assignment that they belong to. The hash covers what makes a round what it is, and neither
    /// `opens` nor `due`: so a deadline can be put off without making anybody's archive one of another assignment.
    pub fn reference(&self) -> AssignmentRef {
        let Assignment { name, kata, level, minutes, twist, feedback, .. } = self;
        let rules = format!(
            "{name}\n{kata}\n{level}\n{minutes}\n{}\n{}\n",
            twist.as_deref().unwrap_or(NO_TWIST),
            feedback.word()
        );
        AssignmentRef { name: name.clone(), sha256: blob_name(rules.as_bytes()) }
    }

    /// What in an archive does not fit the assignment, for a human.
    pub fn notes_on(&self, submitted: &Submitted) -> Vec<String> {
        let mut notes = Vec::new();
        if submitted.kata != self.kata {
            notes.push(format!("it is for {}, and the assignment is {}", submitted.kata, self.kata));
        }
        match &submitted.assignment {
            None => notes.push(format!("it names no assignment, and was handed in for {}", self.name)),
            Some(named) if *named != self.reference() => {
                let which = if named.name == self.name { "another version of it" } else { "another one" };
                notes.push(format!("it was made for {which}: {}", kata_archive::shown(&named.name)));
            }
            Some(_) => {}
        }
        if let Some(round) = submitted.round.as_ref().filter(|round| self.is_early(round.started.wall_ms)) {
            notes.push(format!(
                "the round began at {}, before the assignment opened",
                self.shown(round.started.wall_ms)
            ));
        }
        notes
    }

    /// Writes it, with comments that explain each field, to a file that is not there yet.
    ///
    /// # Errors
    ///
    /// Where there is a file already, which is left alone, or none can be written.
    pub fn write_new(&self, kata: &Kata, path: &Path) -> Result<(), Error> {
        let written = Whole::shared().unsynced().write_new(path, template::text(self, kata).as_bytes());
        written.map_err(|error| match error.source.kind() {
            std::io::ErrorKind::AlreadyExists => {
                Error::of(path, "is there already, and was left as it is: edit it, or choose another name")
            }
            _ => Error::of(path, format!("cannot be written: {}", error.source)),
        })
    }

    /// Whether what was handed in at `ms`, in milliseconds since 1970, is late. The whole last second is in time.
    pub fn is_late(&self, ms: u64) -> bool {
        self.due.is_some_and(|due| ms / 1000 > due.ms() / 1000)
    }

    /// Whether a round that began at `ms` began before it was allowed.
    pub fn is_early(&self, ms: u64) -> bool {
        self.opens.is_some_and(|opens| ms / 1000 < opens.ms() / 1000)
    }

    /// A moment in milliseconds since 1970 as people read it, at the offset that the assignment is written in, or else in UTC.
    pub fn shown(&self, ms: u64) -> String {
        let near = self.due.or(self.opens).unwrap_or(Moment::UTC);
        near.beside(ms).map_or_else(|| "at no time that there is".to_owned(), |moment| moment.to_string())
    }
}

/// Whether `name` can be an assignment's: why not, in words that follow it.
///
/// # Errors
///
/// Where it is empty, too long, or would be trouble as the name of a file.
pub fn check_name(name: &str) -> Result<(), String> {
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_.".contains(letter);
    if name.is_empty() {
        return Err("is empty: give the assignment a name, as in week-3".to_owned());
    }
    if name.starts_with(['.', '-']) || !name.chars().all(is_plain) {
        return Err("is no name for a file: use letters, digits, `-`, `_` and `.`, as in week-3".to_owned());
    }
    if name.chars().count() > MAX_NAME {
        return Err(format!("is too long: {MAX_NAME} characters at most"));
    }
    Ok(())
}

/// The file, as its author wrote it, with the places of what can be wrong.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[expect(dead_code, reason = "it was looked at before anything else")]
    format: u32,
    name: Spanned<String>,
    kata: Spanned<String>,
    level: Option<Spanned<String>>,
    minutes: Option<Spanned<i64>>,
    opens: Option<Spanned<Value>>,
    due: Option<Spanned<Value>>,
    twist: Option<Spanned<String>>,
    feedback: Option<Spanned<String>>,
}

/// Reads a file's fields, and knows where they stand.
struct Reader<'a> {
    root: &'a Root,
    text: &'a str,
    shown: &'a Path,
}

impl Reader<'_> {
    fn assignment(&self, file: File) -> Result<Assignment, Error> {
        check_name(file.name.get_ref()).map_err(|error| self.wrong(&file.name, "name", &error))?;
        let kata = self.kata(&file.kata)?;
        let (opens, due) = (self.moment("opens", file.opens.as_ref())?, self.moment("due", file.due.as_ref())?);
        if let (Some(opens), Some(at), Some(field)) = (opens, due, &file.due)
            && at <= opens
        {
            let message = format!("due is {at}, and the assignment opens at {opens}: nobody could hand anything in");
            return Err(self.at(field.span(), message));
        }
        Ok(Assignment {
            name: file.name.into_inner(),
            level: self.parsed("level", file.level.as_ref())?.unwrap_or(Level::L4),
            minutes: self.minutes(file.minutes.as_ref(), &kata)?,
            opens,
            due,
            twist: self.twist(file.twist.as_ref(), &kata)?,
            feedback: self.parsed("feedback", file.feedback.as_ref())?.unwrap_or_default(),
            kata: kata.slug().to_owned(),
        })
    }

    /// An unknown kata is this line's mistake; one that is there and cannot be read is that kata's.
    fn kata(&self, slug: &Spanned<String>) -> Result<Kata, Error> {
        self.root.kata(slug.get_ref()).map_err(|error| match error.path {
            None => self.at(slug.span(), error.message),
            Some(_) => error,
        })
    }

    fn minutes(&self, minutes: Option<&Spanned<i64>>, kata: &Kata) -> Result<u32, Error> {
        let Some(field) = minutes else { return Ok(kata.manifest().minutes) };
        check_minutes(*field.get_ref()).map_err(|error| self.at(field.span(), error))
    }

    fn moment(&self, name: &str, field: Option<&Spanned<Value>>) -> Result<Option<Moment>, Error> {
        let Some(field) = field else { return Ok(None) };
        let text = match field.get_ref() {
            Value::Datetime(time) => time.to_string(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let moment = Moment::exact(&text);
        moment.map(Some).map_err(|error| self.at(field.span(), format!("{name} = {text} {error}")))
    }

    fn twist(&self, twist: Option<&Spanned<String>>, kata: &Kata) -> Result<Option<String>, Error> {
        let Some(field) = twist.filter(|field| field.get_ref() != NO_TWIST) else { return Ok(None) };
        check_twist(kata, field.get_ref()).map_err(|error| self.at(field.span(), error))?;
        Ok(Some(field.get_ref().clone()))
    }

    fn parsed<T: std::str::FromStr<Err = String>>(
        &self,
        name: &str,
        field: Option<&Spanned<String>>,
    ) -> Result<Option<T>, Error> {
        let Some(field) = field else { return Ok(None) };
        field.get_ref().parse().map(Some).map_err(|error| self.at(field.span(), format!("{name}: {error}")))
    }

    fn wrong(&self, field: &Spanned<String>, name: &str, problem: &str) -> Error {
        self.at(field.span(), format!("{name} = {:?} {problem}", field.get_ref()))
    }

    fn at(&self, span: Range<usize>, message: impl Into<String>) -> Error {
        Error::of(self.shown, message).at(line_of(self.text, span.start))
    }
}

/// The word for an assignment without a twist.
pub const NO_TWIST: &str = "none";

/// Whether a round can last so long.
///
/// # Errors
///
/// In words for whoever wrote it.
pub fn check_minutes(minutes: i64) -> Result<u32, String> {
    let fits = u32::try_from(minutes).ok().filter(|minutes| (1..=MAX_MINUTES).contains(minutes));
    fits.ok_or_else(|| format!("minutes = {minutes}: a round lasts from 1 to {MAX_MINUTES} minutes"))
}

/// Whether the kata has a twist with this id.
///
/// # Errors
///
/// With the nearest one, or all that there are.
pub fn check_twist(kata: &Kata, id: &str) -> Result<(), String> {
    let ids: Vec<&str> = kata.manifest().twists.iter().map(|twist| twist.id.as_str()).collect();
    if ids.contains(&id) {
        return Ok(());
    }
    let advice = match nearest(id, ids.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if ids.is_empty() => "it has none yet".to_owned(),
        None => format!("there are: {}, or none", ids.join(", ")),
    };
    Err(format!("{} has no twist called `{id}`: {advice}", kata.slug()))
}
