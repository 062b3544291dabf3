//! What is published.

use std::fmt;
use std::sync::Arc;

/// A message. The broker does not look inside. Cloning it shares the text: one copy serves all subscribers.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Message(Arc<str>);

impl Message {
    /// The message with this text.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Message(text.into())
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Message {
    fn from(text: &str) -> Self {
        Message::new(text)
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}
