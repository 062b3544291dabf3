//! How outcomes look: for people, and as JSON. Nothing is judged here.

pub(crate) mod bench;
mod change;
mod check;
pub(crate) mod explore;
mod findings;
mod groups;
pub(crate) mod hint;
pub(crate) mod list;
pub(crate) mod new_kata;
mod printed;
pub(crate) mod replay;
pub(crate) mod start;
pub(crate) mod svg;
mod text;
mod timeline;
pub(crate) mod twist;
pub(crate) mod verdict;
pub(crate) mod verify;

use serde::Serialize;

use crate::failure::Failure;

/// One JSON object, on lines of its own.
pub(crate) fn json<T: Serialize>(value: &T) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(value);
    text.map(|text| text + "\n").map_err(|error| Failure::Fault(format!("the outcome has no JSON form: {error}")))
}
