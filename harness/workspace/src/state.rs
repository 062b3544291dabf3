//! What a workspace remembers of its round: `.kata/state.toml`.

use std::path::Path;

use kata_verdict::Level;
use serde::{Deserialize, Serialize};

use crate::{Error, atomic};

/// The newest form of `state.toml` that this program reads, and the one it writes.
pub const STATE_FORMAT: u32 = 1;

/// What a workspace remembers of its round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// The version of this form.
    pub format: u32,
    /// The slug of the kata.
    pub kata: String,
    /// The level of the round.
    pub level: Level,
    /// When it was made, in seconds since 1970.
    pub created: u64,
}

impl State {
    /// The state of a round that begins now.
    pub(crate) fn new(kata: &str, level: Level) -> State {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        State { format: STATE_FORMAT, kata: kata.to_owned(), level, created: since.as_secs() }
    }

    pub(crate) fn read(path: &Path) -> Result<State, Error> {
        Ok(kata_catalog::read_toml_at(path, path, STATE_FORMAT)?)
    }

    pub(crate) fn write(&self, path: &Path) -> Result<(), Error> {
        let text = toml::to_string(self).map_err(|error| Error::of(path, error))?;
        atomic::write(path, text.as_bytes())
    }
}
