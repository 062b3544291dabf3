//! Names of students, in any script.

use unicode_normalization::UnicodeNormalization;

use crate::shown;

/// The longest name, in characters.
const LONGEST: usize = 100;

/// A name as it is kept: composed (NFC), so that `é` is one letter however it was typed, with single spaces.
///
/// # Errors
///
/// Where it is empty, too long, or holds letters that act instead of being read.
pub fn check_student(name: &str) -> Result<String, String> {
    let name = composed(name);
    if name.is_empty() {
        return Err("it is not said who hands this in: use --student \"Your Name\"".to_owned());
    }
    if !name.chars().all(shown::is_plain) {
        return Err(format!("`{}` holds letters that cannot be shown: write the name without them", shown(&name)));
    }
    if name.chars().count() > LONGEST {
        return Err(format!("the name is longer than {LONGEST} characters: use a shorter one"));
    }
    Ok(name)
}

/// Whether two names are the same one, typed in different ways.
pub fn same_name(one: &str, other: &str) -> bool {
    composed(one) == composed(other)
}

/// A stranger's name as it can be shown; None where there is nothing to show.
pub(crate) fn received(name: &str) -> Option<String> {
    let name = shown(&composed(name));
    (!name.is_empty()).then_some(name)
}

fn composed(name: &str) -> String {
    // As much as is ever shown, however long the text is.
    let words: Vec<&str> = name.split_whitespace().take(LONGEST).collect();
    words.join(" ").chars().take(10 * LONGEST).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::{check_student, received, same_name};

    #[test]
    fn a_name_is_the_same_however_it_was_typed() {
        assert_eq!(check_student("  Zoe\u{308}  Müller\t"), Ok("Zoë Müller".to_owned()));
        assert!(same_name("Zoe\u{308} Müller", "Zoë  Müller"));
        assert!(same_name("\u{1112}\u{1161}\u{11ab}", "\u{d55c}"));
        assert!(!same_name("Zoe", "Zoë"));
    }

    #[test]
    fn a_name_in_any_script_is_kept() {
        for name in ["李小龍", "नमस्ते", "محمد علی", "Владимир", "O'Brien-Łukasz", "🦀"]
        {
            assert_eq!(check_student(name).as_deref(), Ok(name));
            assert_eq!(received(name).as_deref(), Some(name));
        }
    }

    #[test]
    fn what_is_no_name_is_refused_and_shown_escaped_where_somebody_sent_it() {
        assert!(check_student(" \t ").is_err_and(|error| error.starts_with("it is not said who")));
        assert!(check_student("a\u{202e}b").is_err_and(|error| error.starts_with("`a\\u{202e}b` holds letters")));
        assert!(check_student(&"x".repeat(101)).is_err_and(|error| error.contains("longer than 100")));
        assert_eq!(received("a\u{1b}[2Jb").as_deref(), Some("a\\u{1b}[2Jb"));
        assert_eq!(received(" \n"), None);
        assert!(received(&"x".repeat(100_000)).is_some_and(|name| name.chars().count() == 121));
    }
}
