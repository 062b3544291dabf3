//! The hints that were shown in a workspace: `.kata/hints.json`.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::{Error, atomic};

const FORMAT: u32 = 1;

/// How many hints were shown, by check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HintsShown {
    format: u32,
    shown: BTreeMap<String, usize>,
}

impl Default for HintsShown {
    fn default() -> HintsShown {
        HintsShown { format: FORMAT, shown: BTreeMap::new() }
    }
}

impl HintsShown {
    /// Which of `available` hints comes next for a check, counted from 0. The strongest is shown again and again.
    pub fn next(&mut self, check: &str, available: usize) -> Option<usize> {
        let last = available.checked_sub(1)?;
        let shown = self.shown.entry(check.to_owned()).or_default();
        let next = (*shown).min(last);
        *shown = next + 1;
        Some(next)
    }

    /// How many hints were shown in all.
    pub fn count(&self) -> usize {
        self.shown.values().sum()
    }

    /// What cannot be read counts as none.
    pub(crate) fn read(path: &Path) -> HintsShown {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let hints: Option<HintsShown> = serde_json::from_str(&text).ok();
        hints.filter(|hints| hints.format <= FORMAT).unwrap_or_default()
    }

    pub(crate) fn write(&self, path: &Path) -> Result<(), Error> {
        let text = serde_json::to_string_pretty(self).map_err(|error| Error::of(path, error))?;
        atomic::write(path, text.as_bytes())
    }
}
