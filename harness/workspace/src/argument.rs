//! A path as it is typed in a shell.

/// A path as a command that is shown to be typed has it: as it is where a shell takes it as one word, else in quotes.
pub fn argument(path: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+,:=@%^~".contains(c);
    if !path.is_empty() && !path.starts_with('~') && path.chars().all(is_plain) {
        return path.to_owned();
    }
    format!("'{}'", path.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::argument;

    #[test]
    fn what_is_one_word_already_stays_as_it_is() {
        for path in ["workspace/parking-lot", "/home/zoë/katas/2.lot", ".", "../a+b"] {
            assert_eq!(argument(path), path);
        }
    }

    #[test]
    fn a_shell_reads_back_the_very_path() {
        for path in ["my lot", "it's", "", "~", "a\\b", "$HOME/`x`", "Zoë's \"Käse\" & co", "a*?[b]", "new\nline", "#1"]
        {
            let shell = Command::new("sh").arg("-c").arg(format!("printf %s {}", argument(path))).output();
            assert_eq!(String::from_utf8_lossy(&shell.expect("a shell").stdout), path);
        }
    }
}
