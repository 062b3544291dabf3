//! Reading a TOML file of ours, with errors that name file, line and the field that was probably meant.

use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::{Error, Root, nearest};

/// Reads a TOML file whose `format` may be at most `newest`. Errors name the file relative to `root`.
pub fn read_toml<T: DeserializeOwned>(root: &Root, path: &Path, newest: u32) -> Result<T, Error> {
    read_toml_at(path, root.relative(path), newest)
}

/// The same for a file outside the root, which errors call `shown`.
pub fn read_toml_at<T: DeserializeOwned>(path: &Path, shown: &Path, newest: u32) -> Result<T, Error> {
    let text = std::fs::read_to_string(path).map_err(|error| Error::of(shown, unreadable(&error)))?;
    parse(&text, shown, newest, true)
}

/// The same for a small file of the root that may leave its `format` out, and then has the first.
pub(crate) fn read_unversioned<T: DeserializeOwned>(root: &Root, path: &Path, newest: u32) -> Result<T, Error> {
    let shown = root.relative(path);
    let text = std::fs::read_to_string(path).map_err(|error| Error::of(shown, unreadable(&error)))?;
    parse(&text, shown, newest, false)
}

fn unreadable(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "the file is missing".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}

/// The one field that every version of every file has.
#[derive(Deserialize)]
struct Versioned {
    format: Option<u32>,
}

/// The same for a text that was read already, for a caller who wants the lines of what it says ([`line_of`]).
pub fn parse_toml<T: DeserializeOwned>(text: &str, shown: &Path, newest: u32) -> Result<T, Error> {
    parse(text, shown, newest, true)
}

/// The version is looked at before anything else, so that newer content is refused as such and not as a typo.
fn parse<T: DeserializeOwned>(text: &str, shown: &Path, newest: u32, needs_format: bool) -> Result<T, Error> {
    let versioned: Versioned = toml::from_str(text).map_err(|error| explain(text, shown, &error))?;
    match versioned.format {
        Some(format) if format > newest => Err(Error::of(
            shown,
            format!("has format {format}, and this program reads up to {newest}: update your clone (git pull)"),
        )
        .at(line_of(text, text.find("format").unwrap_or(0)))),
        Some(0) => Err(Error::of(shown, format!("has format 0: write `format = {newest}`"))),
        None if needs_format => Err(Error::of(shown, format!("says no format: write `format = {newest}` first"))),
        _ => toml::from_str(text).map_err(|error| explain(text, shown, &error)),
    }
}

/// What TOML says, at a line, with the nearest known name in the place of a list of all of them.
fn explain(text: &str, shown: &Path, error: &toml::de::Error) -> Error {
    let message = error.message();
    let message = unknown_field(message).unwrap_or_else(|| message.lines().collect::<Vec<_>>().join(", "));
    let error_at = error.span().map(|span| line_of(text, span.start));
    let explained = Error::of(shown, message);
    match error_at {
        Some(line) => explained.at(line),
        None => explained,
    }
}

/// serde's "unknown field `x`, expected one of `a`, `b`", in the words of this project.
fn unknown_field(message: &str) -> Option<String> {
    let rest = message.strip_prefix("unknown field `")?;
    let mut names = rest.split('`').step_by(2).filter(|name| !name.is_empty());
    let unknown = names.next()?;
    let known: Vec<&str> = names.collect();
    Some(match nearest(unknown, known.iter().copied()) {
        Some(near) => format!("unknown field `{unknown}`: did you mean `{near}`?"),
        None => format!("unknown field `{unknown}`: known are {}", known.join(", ")),
    })
}

/// The line, counted from 1, that holds the byte at `offset`.
pub fn line_of(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset.min(text.len())].iter().filter(|byte| **byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::Manifest;

    fn error_of(text: &str) -> String {
        super::parse::<Manifest>(text, Path::new("kata.toml"), 1, true).expect_err("it should be refused").to_string()
    }

    #[test]
    fn a_misspelt_field_is_named_with_its_line_and_the_field_that_was_meant() {
        let text = "format = 1\ntitle = \"T\"\nminutes = 45\nsumary = \"S\"\n";
        assert_eq!(error_of(text), "kata.toml:4: unknown field `sumary`: did you mean `summary`?");
    }

    #[test]
    fn a_field_like_no_other_is_answered_with_the_known_ones() {
        let text = "format = 1\ntitle = \"T\"\nminutes = 45\nsummary = \"S\"\n[[roles]]\nzzz = 1\n";
        assert_eq!(error_of(text), "kata.toml:6: unknown field `zzz`: known are name, purpose");
    }

    #[test]
    fn newer_content_is_refused_as_newer_even_where_its_fields_are_unknown() {
        let message = error_of("hologram = true\nformat = 2\n");
        assert_eq!(message, "kata.toml:2: has format 2, and this program reads up to 1: update your clone (git pull)");
    }

    #[test]
    fn content_without_a_version_is_refused() {
        assert_eq!(error_of("title = \"T\"\n"), "kata.toml: says no format: write `format = 1` first");
    }

    #[test]
    fn a_value_of_the_wrong_type_is_named_with_its_line() {
        let message = error_of("format = 1\ntitle = \"T\"\nminutes = \"long\"\nsummary = \"S\"\n");
        assert!(message.starts_with("kata.toml:3: invalid type"), "{message}");
    }

    #[test]
    fn broken_toml_is_named_with_its_line() {
        assert!(error_of("format = 1\ntitle = \n").starts_with("kata.toml:2: "));
    }
}
