//! How outcomes look: for people, and as JSON. Nothing is judged here.

pub(crate) mod assign;
pub(crate) mod bench;
pub(crate) mod bench_class;
mod change;
mod check;
pub(crate) mod class;
pub(crate) mod debrief;
pub(crate) mod explore;
mod findings;
mod groups;
pub(crate) mod hint;
pub(crate) mod history;
pub(crate) mod list;
pub(crate) mod new_kata;
mod printed;
pub(crate) mod replay;
pub(crate) mod reveal;
pub(crate) mod scorecard;
pub(crate) mod similar;
pub(crate) mod start;
pub(crate) mod svg;
mod timeline;
pub(crate) mod verdict;
pub(crate) mod verify;
