//! A line of text that is being written.

use crossterm::event::KeyCode;
use kata_console::Heard;

/// No question needs more.
const LONGEST: usize = 500;

/// A line of text that is being written, with a place in it where the next letter goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Input {
    letters: Vec<char>,
    at: usize,
}

/// What a key made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Typed {
    /// It is still being written.
    On,
    /// It is done.
    Done(String),
    /// It was given up.
    GivenUp,
}

impl Input {
    /// The text.
    pub(crate) fn text(&self) -> String {
        self.letters.iter().collect()
    }

    /// The text before the place where the next letter goes.
    pub(crate) fn before(&self) -> String {
        self.letters[..self.at].iter().collect()
    }

    /// Takes a key.
    pub(crate) fn take(&mut self, heard: Heard) -> Typed {
        match heard {
            Heard::Key(letter) | Heard::Pasted(letter) => self.insert(letter),
            Heard::Control(letter) => self.control(letter),
            Heard::Other(KeyCode::Enter) if self.text().trim().is_empty() => return Typed::GivenUp,
            Heard::Other(KeyCode::Enter) => return Typed::Done(self.text().trim().to_owned()),
            Heard::Other(KeyCode::Esc) => return Typed::GivenUp,
            Heard::Other(key) => self.edit(key),
            Heard::Stop | Heard::Resized | Heard::Gone => {}
        }
        Typed::On
    }

    fn insert(&mut self, letter: char) {
        if self.letters.len() < LONGEST && !letter.is_control() {
            self.letters.insert(self.at, letter);
            self.at += 1;
        }
    }

    fn edit(&mut self, key: KeyCode) {
        match key {
            KeyCode::Left => self.at = self.at.saturating_sub(1),
            KeyCode::Right => self.at = (self.at + 1).min(self.letters.len()),
            KeyCode::Home => self.at = 0,
            KeyCode::End => self.at = self.letters.len(),
            KeyCode::Backspace if self.at > 0 => {
                self.at -= 1;
                self.letters.remove(self.at);
            }
            KeyCode::Delete if self.at < self.letters.len() => drop(self.letters.remove(self.at)),
            _ => {}
        }
    }

    /// What a shell's line editor does.
    fn control(&mut self, letter: char) {
        match letter {
            'a' => self.at = 0,
            'e' => self.at = self.letters.len(),
            'b' => self.edit(KeyCode::Left),
            'f' => self.edit(KeyCode::Right),
            'h' => self.edit(KeyCode::Backspace),
            'k' => self.letters.truncate(self.at),
            'u' => self.cut(0),
            'w' => self.cut(self.word_before()),
            _ => {}
        }
    }

    fn cut(&mut self, from: usize) {
        self.letters.drain(from..self.at);
        self.at = from;
    }

    fn word_before(&self) -> usize {
        let before = &self.letters[..self.at];
        let end = before.iter().rposition(|letter| !letter.is_whitespace()).map_or(0, |last| last + 1);
        before[..end].iter().rposition(|letter| letter.is_whitespace()).map_or(0, |blank| blank + 1)
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyCode;
    use kata_console::Heard;

    use super::{Input, Typed};

    fn typed(input: &mut Input, text: &str) {
        text.chars().for_each(|letter| assert_eq!(input.take(Heard::Key(letter)), Typed::On));
    }

    #[test]
    fn a_line_is_edited_where_the_cursor_is() {
        let mut input = Input::default();
        typed(&mut input, "may a bus park");
        for _ in 0.." park".len() {
            input.take(Heard::Other(KeyCode::Left));
        }
        input.take(Heard::Control('w'));
        typed(&mut input, "lorry");
        assert_eq!((input.text().as_str(), input.before().as_str()), ("may a lorry park", "may a lorry"));
        input.take(Heard::Other(KeyCode::Backspace));
        input.take(Heard::Other(KeyCode::Delete));
        input.take(Heard::Control('e'));
        typed(&mut input, "?é");
        assert_eq!(input.take(Heard::Other(KeyCode::Enter)), Typed::Done("may a lorrpark?é".to_owned()));
    }

    #[test]
    fn nothing_is_asked_by_enter_on_an_empty_line_or_by_escape() {
        let mut input = Input::default();
        typed(&mut input, "  ");
        assert_eq!(input.take(Heard::Other(KeyCode::Enter)), Typed::GivenUp);
        typed(&mut input, "is it");
        assert_eq!(input.take(Heard::Other(KeyCode::Esc)), Typed::GivenUp);
    }

    #[test]
    fn keys_at_either_end_do_no_harm() {
        let mut input = Input::default();
        for key in [KeyCode::Left, KeyCode::Backspace, KeyCode::Delete, KeyCode::Right, KeyCode::Home, KeyCode::Up] {
            input.take(Heard::Other(key));
        }
        for letter in "abefhkuwz".chars() {
            input.take(Heard::Control(letter));
        }
        assert_eq!(input, Input::default());
    }
}
