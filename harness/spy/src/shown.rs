//! Values as text, cut at a limit: a policy may be handed the whole config.

use std::fmt::{self, Debug, Write};

/// So many bytes of a value are kept.
const LIMIT: usize = 160;

/// The `Debug` form of a value.
pub(crate) fn text_of(value: &dyn Debug) -> String {
    let mut text = Bounded(String::new());
    match write!(text, "{value:?}") {
        Ok(()) => text.0,
        Err(fmt::Error) => text.0 + "…",
    }
}

/// A string that is full at the limit.
struct Bounded(String);

impl Write for Bounded {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = LIMIT.saturating_sub(self.0.len());
        self.0.push_str(&text[..text.floor_char_boundary(room)]);
        if text.len() > room { Err(fmt::Error) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_value_is_shown_whole() {
        assert_eq!(text_of(&Some(3)), "Some(3)");
    }

    #[test]
    fn a_long_value_is_cut_between_two_characters() {
        let text = text_of(&"ä".repeat(200));
        assert!(text.len() <= LIMIT + '…'.len_utf8() && text.ends_with("ä…"), "{text}");
    }
}
