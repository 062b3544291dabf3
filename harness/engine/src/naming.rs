//! How lines, types and objects are named for a learner.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::OnceLock;

use crate::object::{Label, ObjectId};
use crate::task::{Loc, TaskId};
use crate::world::World;

static EXTRA: OnceLock<&'static str> = OnceLock::new();

/// Takes files under this prefix for a learner's too. A submission's are under `src/`; this is for tests of the engine,
/// which are compiled where they lie. The first call counts.
#[doc(hidden)]
pub fn treat_as_learner(prefix: &'static str) {
    let _ = EXTRA.set(prefix);
}

/// Whether the line is the learner's.
pub(crate) fn is_learner(loc: Loc) -> bool {
    is_learner_file(loc.file())
}

fn is_learner_file(file: &str) -> bool {
    file.starts_with("src/") || EXTRA.get().is_some_and(|prefix| file.starts_with(prefix))
}

/// A line as evidence shows it. What is not the learner's is cut to the name of its file.
pub(crate) fn place(file: &str, line: u32) -> String {
    if is_learner_file(file) {
        return format!("{file}:{line}");
    }
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    format!("{name}:{line}")
}

/// The learner's line as evidence shows it; None for any other.
pub(crate) fn learner_place(loc: Option<Loc>) -> Option<String> {
    loc.filter(|loc| is_learner(loc)).map(|loc| place(loc.file(), loc.line()))
}

/// A type's name without the paths of modules: `Mutex<alloc::vec::Vec<lot::Spot>>` is `Mutex<Vec<Spot>>`.
pub(crate) fn short_type(name: &str) -> String {
    let mut short = String::with_capacity(name.len());
    let mut segment = String::new();
    let mut rest = name.chars().peekable();
    while let Some(c) = rest.next() {
        if c.is_alphanumeric() || c == '_' {
            segment.push(c);
        } else if c == ':' && rest.peek() == Some(&':') {
            rest.next();
            segment.clear();
        } else {
            short.push_str(&segment);
            segment.clear();
            short.push(c);
        }
    }
    short.push_str(&segment);
    short
}

fn label(label: Label) -> String {
    match label.inner {
        Some(inner) => format!("{}<{}>", label.wrapper, short_type(inner())),
        None => label.wrapper.to_owned(),
    }
}

/// A name that says little by itself: the field's or variable's own name is then worth adding.
fn is_bare(name: &str) -> bool {
    !name.split_once('<').is_some_and(|(_, inner)| inner.contains(char::is_uppercase))
}

impl World {
    /// The name of an object, with a number where others have the same.
    pub(crate) fn object_name(&self, id: ObjectId) -> String {
        let name = self.base_name(id);
        let (mut before, mut same) = (0, 0);
        for other in 0..self.objects.len() as ObjectId {
            if self.is_labelled_alike(id, other) && (other == id || self.base_name(other) == name) {
                same += 1;
                before += usize::from(other < id);
            }
        }
        if same > 1 { format!("{name} #{}", before + 1) } else { name }
    }

    /// Whether two objects could have the same name; cheap, for there may be many.
    fn is_labelled_alike(&self, one: ObjectId, other: ObjectId) -> bool {
        let (one, other) = (self.objects[one as usize].label, self.objects[other as usize].label);
        one.wrapper == other.wrapper && one.inner.map(|inner| inner()) == other.inner.map(|inner| inner())
    }

    fn base_name(&self, id: ObjectId) -> String {
        let record = &self.objects[id as usize];
        let name = label(record.label);
        let own = if is_bare(&name) { receiver(record.first_use) } else { None };
        match own {
            Some(own) => format!("{name} {own}"),
            None => name,
        }
    }

    /// The name of a task: its thread's own, or its number.
    pub(crate) fn task_name(&self, task: TaskId) -> String {
        self.tasks[task].name.clone().unwrap_or_else(|| format!("thread-{task}"))
    }
}

thread_local! {
    static SOURCES: RefCell<HashMap<String, Option<Vec<String>>>> = RefCell::new(HashMap::new());
}

/// What a method is called on at this place: `free` for `self.free.load(…)`, read from the source if it is at hand.
fn receiver(loc: Loc) -> Option<String> {
    if !is_learner(loc) {
        return None;
    }
    let (line, column) = (loc.line() as usize, loc.column() as usize);
    SOURCES.with_borrow_mut(|sources| {
        let lines = sources.entry(loc.file().to_owned()).or_insert_with(|| {
            let text = std::fs::read_to_string(loc.file()).ok()?;
            Some(text.lines().map(str::to_owned).collect())
        });
        receiver_in(lines.as_deref()?, line, column)
    })
}

/// The same in the given source. Lines and columns count from 1.
fn receiver_in(lines: &[String], line: usize, column: usize) -> Option<String> {
    let before: String = lines.get(line.checked_sub(1)?)?.chars().take(column - 1).collect();
    let mut text = before.trim_end().strip_suffix('.')?.trim_end().to_owned();
    if text.trim().is_empty() {
        // The method is on a line of its own; what it is called on ends the line before.
        text = lines.get(line.checked_sub(2)?)?.trim_end().to_owned();
    }
    let text = without_brackets(&text);
    let start = text.rfind(|c: char| !(c.is_alphanumeric() || c == '_')).map_or(0, |at| at + 1);
    let name = &text[start..];
    (!name.is_empty() && name != "self" && !name.starts_with(|c: char| c.is_ascii_digit())).then(|| name.to_owned())
}

/// Drops what is in brackets at the end: `spots[i]` is `spots`, `cell()` is `cell`.
fn without_brackets(mut text: &str) -> &str {
    while let Some(close) = text.chars().last().filter(|c| [')', ']'].contains(c)) {
        let open = if close == ')' { '(' } else { '[' };
        let mut depth = 0;
        let start = text.char_indices().rev().find(|&(_, c)| {
            depth += i32::from(c == close) - i32::from(c == open);
            depth == 0
        });
        match start {
            Some((at, _)) => text = text[..at].trim_end(),
            None => return text,
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{receiver_in, short_type};

    fn check(source: &str, line: usize, method: &str, expected: Option<&str>) {
        let lines: Vec<String> = source.lines().map(str::to_owned).collect();
        let column = lines[line - 1].find(method).expect("the method is on the line") + 1;
        assert_eq!(receiver_in(&lines, line, column).as_deref(), expected, "{source}");
    }

    #[test]
    fn a_receiver_is_named_by_its_last_field() {
        check("let n = self.free.load(SeqCst);", 1, "load", Some("free"));
        check("free.load(SeqCst);", 1, "load", Some("free"));
        check("self.spots[self.at(3)].load(SeqCst);", 1, "load", Some("spots"));
        check("self.cell().wait(guard)", 1, "wait", Some("cell"));
        check("let n = self.free\n    .load(SeqCst);", 2, "load", Some("free"));
        check("self.load(SeqCst)", 1, "load", None);
        check("self.0.load(SeqCst)", 1, "load", None);
    }

    #[test]
    fn a_type_is_named_without_its_modules() {
        assert_eq!(short_type("alloc::vec::Vec<lot::Spot>"), "Vec<Spot>");
        assert_eq!(short_type("(u32, core::option::Option<&str>)"), "(u32, Option<&str>)");
        assert_eq!(short_type("dyn lot::Policy + core::marker::Send"), "dyn Policy + Send");
    }
}
