//! Text that a submission had a hand in, as another program can be given it.

/// `text` without what a terminal would obey, what turns the direction of writing, and what XML has no place for; line by line, and cut after
/// `limit` bytes with a word about it.
pub(super) fn block(text: &str, limit: usize) -> String {
    let mut clean = String::new();
    let mut rest = text.lines();
    for line in rest.by_ref() {
        let line = visible(line);
        if clean.len() + line.len() > limit {
            let room = line.floor_char_boundary(limit.saturating_sub(clean.len()));
            clean += &line[..room];
            let more = rest.count();
            let lines = if more == 0 { String::new() } else { format!(", and {more} more lines") };
            return format!("{}\n… (cut here{lines})", clean.trim_end());
        }
        clean += &line;
        clean.push('\n');
    }
    clean.trim_end().to_owned()
}

/// The same for what must fit on one line.
pub(super) fn line(text: &str, limit: usize) -> String {
    let words = visible(text).split_whitespace().collect::<Vec<_>>().join(" ");
    if words.len() <= limit { words } else { format!("{}…", &words[..words.floor_char_boundary(limit)]) }
}

/// Escape sequences are left out whole, so that `ESC [31m` leaves no `[31m` behind. One that never ends hides nothing: only its begin goes.
fn visible(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        rest = match letter {
            '\u{1b}' => &rest[escape(rest)..],
            _ => &rest[letter.len_utf8()..],
        };
        match letter {
            '\t' => clean.push(' '),
            '\n' => clean.push('\n'),
            _ if is_visible(letter) => clean.push(letter),
            _ => {}
        }
    }
    clean
}

/// How many bytes the escape sequence has that `text` begins with.
fn escape(text: &str) -> usize {
    let body = &text[1..];
    match body.as_bytes().first() {
        Some(b'[') => body[1..].find(|letter| ('@'..='~').contains(&letter)).map_or(1, |end| end + 3),
        Some(b']') => {
            ["\u{7}", "\u{1b}\\"].iter().filter_map(|end| Some(body.find(end)? + 1 + end.len())).min().unwrap_or(1)
        }
        _ => 1,
    }
}

fn is_visible(letter: char) -> bool {
    let turns = matches!(
        letter,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
    );
    let hides = matches!(letter, '\u{e0000}'..='\u{e0fff}' | '\u{fff9}'..='\u{fffb}');
    // Of each plane, the last two are no letters, and XML knows none of them in the first.
    let is_none = u32::from(letter) & 0xfffe == 0xfffe;
    !letter.is_control() && !turns && !hides && !is_none
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_go_whole_and_one_that_never_ends_hides_nothing() {
        for (text, shown) in [
            ("a \u{1b}[1;31mred\u{1b}[0m word", "a red word"),
            ("\u{1b}]8;;http://x\u{7}link\u{1b}]8;;\u{1b}\\ and on", "link and on"),
            ("\u{1b}]0;the rest of it", "]0;the rest of it"),
            ("\u{1b}[", "["),
            ("\u{1b}", ""),
            ("bell\u{7} null\0 back\u{8} c1\u{9b}", "bell null back c1"),
            ("\u{202e}evil\u{2066} \u{fffe}\u{ffff}\u{feff}tag\u{e0041}", "evil tag"),
            ("मनीषा، نور, 李", "मनीषा، نور, 李"),
            ("tabs\tand\r\nlines", "tabs and\nlines"),
        ] {
            assert_eq!(block(text, 1000), shown, "{text:?}");
        }
    }

    #[test]
    fn what_is_long_is_cut_between_letters_and_says_so() {
        assert_eq!(block("éééé\nb\nc", 5), "éé\n… (cut here, and 2 more lines)");
        assert_eq!(block("ab\nc", 4), "ab\nc");
        assert_eq!(block("abc\nd", 3), "abc\n… (cut here)");
        assert_eq!(line("one\ntwo\u{1b}[0m  three", 7), "one two…");
    }
}
