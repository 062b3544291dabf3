//! The picture of a design: what one would draw on the whiteboard.
//!
//! Nodes are the learner's types and traits, and the traits of the kata that they meet; edges say who implements what and
//! who holds whom, through whatever wrappers. What is held is read from fields: a local variable is not drawn.

mod draw;
mod mermaid;
mod model;
mod text;

use std::collections::BTreeMap;

pub use model::{Edge, How, Kind, Link, Mark, Node, Picture};

use crate::code::{Api, Code};

/// Draws the design of a submission: its files by path, and what the API of its kata says.
///
/// ```
/// let source = "struct Lot { book: Mutex<Book> } struct Book { slots: Vec<Slot> } struct Slot;".to_owned();
/// let picture = kata_review::picture(&[("src/lib.rs".to_owned(), source)].into(), &kata_review::Api::default());
/// assert_eq!(picture.text(), "3 types\n\nLot\n└─ Book · Mutex\n   └─ Slot · many\n");
/// ```
pub fn picture(files: &BTreeMap<String, String>, api: &Api) -> Picture {
    crate::syntax::with_room(|| draw::draw(&Code::parse(files).index(api)))
}
