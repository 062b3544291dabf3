//! What a stranger wrote, as it can be shown to a human and to a terminal.

/// The longest text of a stranger's that is shown whole, in characters.
const LONGEST: usize = 120;

/// `text` with what would act on a terminal, or change the order in which it is read, shown as `\u{202e}`, and cut where it is too long.
pub fn shown(text: &str) -> String {
    let mut escaped = String::new();
    for (number, letter) in text.chars().enumerate() {
        if number == LONGEST {
            escaped.push('…');
            break;
        }
        match is_plain(letter) {
            true => escaped.push(letter),
            false => escaped.extend(letter.escape_unicode()),
        }
    }
    escaped
}

/// The same for bytes; those that are no text are shown as `\xff`.
pub(crate) fn shown_bytes(bytes: &[u8]) -> String {
    let chunks = bytes.utf8_chunks().map(|chunk| {
        let invalid = chunk.invalid().escape_ascii();
        format!("{}{invalid}", chunk.valid())
    });
    shown(&chunks.collect::<String>())
}

/// Whether a letter only stands for itself. Joiners do: scripts such as Persian's and Hindi's are written with them.
pub(crate) fn is_plain(letter: char) -> bool {
    let turns = matches!(
        letter,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
    );
    let breaks = matches!(letter, '\u{2028}' | '\u{2029}');
    // Tags draw nothing, and can hide a text in another.
    let hides = matches!(letter, '\u{e0000}'..='\u{e0fff}' | '\u{fff9}'..='\u{fffb}');
    !letter.is_control() && !turns && !breaks && !hides
}

#[cfg(test)]
mod tests {
    use super::{shown, shown_bytes};

    #[test]
    fn what_acts_on_a_terminal_is_shown_instead() {
        assert_eq!(shown("a\u{1b}[31mred\n"), "a\\u{1b}[31mred\\u{a}");
        assert_eq!(shown("txt\u{202e}sr.bil"), "txt\\u{202e}sr.bil");
        assert_eq!(shown_bytes(b"src/caf\xe9.rs"), "src/caf\\xe9.rs");
    }

    #[test]
    fn every_script_is_shown_as_it_is() {
        for text in ["Zoë Müller", "李小龍", "नमस्ते", "محمد علی", "می\u{200c}خواهم", "Владимир", "한지민", "🦀"]
        {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn a_long_text_is_cut() {
        let long = shown(&"é".repeat(500));
        assert_eq!(long.chars().count(), 121);
        assert!(long.ends_with('…'));
    }
}
