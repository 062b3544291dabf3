//! What a candidate can do in a live view: by key, or by a line that is typed.

use crossterm::event::KeyCode;
use kata_console::{Failure, Heard};
use kata_round::Reason;

use super::input::{Input, Typed};
use super::lines::{self, Said};
use super::picture::{Mode, Twist, clock};
use super::session::{Ended, Flow, Session};
use crate::twisting;

impl Session<'_> {
    /// A key was pressed.
    pub(super) fn on_key(&mut self, heard: Heard) -> Result<Flow, Failure> {
        if heard == Heard::Resized {
            self.display.forget();
            return Ok(Flow::On);
        }
        if heard == Heard::Stop {
            return Ok(Flow::End(Ended::Left));
        }
        match std::mem::take(&mut self.picture.mode) {
            Mode::Keys => self.on_command(heard),
            Mode::Asking(mut input) => {
                match input.take(heard) {
                    Typed::On => self.picture.mode = Mode::Asking(input),
                    Typed::Done(question) => self.ask(&question)?,
                    Typed::GivenUp => {}
                }
                Ok(Flow::On)
            }
            Mode::Submitting if heard == Heard::Key('y') => self.freeze(Reason::Submitted),
            Mode::Twisting if heard == Heard::Key('y') => self.reveal().map(|()| Flow::On),
            Mode::Submitting | Mode::Twisting => Ok(Flow::On),
        }
    }

    fn on_command(&mut self, heard: Heard) -> Result<Flow, Failure> {
        match heard {
            Heard::Key('q') => return Ok(Flow::End(Ended::Left)),
            Heard::Key('c') => self.picture.mode = Mode::Asking(Input::default()),
            Heard::Key('s') => self.picture.mode = Mode::Submitting,
            Heard::Key('n') => self.next_phase()?,
            Heard::Key('p') => self.pause_or_go_on()?,
            Heard::Key('t') => match self.picture.twist {
                Twist::Ahead(_) => self.picture.mode = Mode::Twisting,
                _ => self.twist_again()?,
            },
            Heard::Other(key) => self.scroll(key),
            _ => {}
        }
        Ok(Flow::On)
    }

    /// A line was typed.
    pub(super) fn on_line(&mut self, line: &str) -> Result<Flow, Failure> {
        match lines::read(line) {
            Said::Ask(question) => self.ask(&question)?,
            Said::Next => self.next_phase()?,
            Said::Twist => match self.picture.twist {
                Twist::Ahead(left) => {
                    let when = if left > 0 { format!("in {}", clock(left)) } else { "at once".to_owned() };
                    self.tell(&format!("the twist comes {when}; `twist now` has it come at once"))?;
                }
                _ => self.twist_again()?,
            },
            Said::TwistNow if matches!(self.picture.twist, Twist::Ahead(_)) => self.reveal()?,
            Said::TwistNow => self.twist_again()?,
            Said::Submit => return self.freeze(Reason::Submitted),
            Said::Pause => self.pause_or_go_on()?,
            Said::Quit => return Ok(Flow::End(Ended::Left)),
            Said::Nothing => {}
            Said::Unknown => self.tell(lines::COMMANDS)?,
        }
        Ok(Flow::On)
    }

    fn ask(&mut self, question: &str) -> Result<(), Failure> {
        let asked = self.knowledge.answer(question);
        // What is said comes out of the log, as if it had been asked from another terminal.
        match self.round.asked(asked) {
            Ok(()) => Ok(()),
            Err(_) if self.picture.time.is_paused => self.say("The clock stands still: p lets it go on."),
            Err(error) => self.say(&error.to_string()),
        }
    }

    fn next_phase(&mut self) -> Result<(), Failure> {
        match self.round.next_phase() {
            Ok(_) => Ok(()),
            Err(_) if self.picture.time.is_paused => self.say("The clock stands still: p lets it go on."),
            Err(error) => self.say(&error.to_string()),
        }
    }

    fn pause_or_go_on(&mut self) -> Result<(), Failure> {
        let done = if self.picture.time.is_paused { self.round.resume() } else { self.round.pause() };
        done.or_else(|error| self.say(&error.to_string()))
    }

    fn twist_again(&mut self) -> Result<(), Failure> {
        match self.picture.twist.clone() {
            Twist::Shown(title, brief) => {
                self.say(&format!("The twist: {title}. Read {}/{brief}.", self.picture.place))
            }
            _ => self.say("There is no twist in this round."),
        }
    }

    /// Brings the twist: into the log, then into the folder.
    pub(super) fn reveal(&mut self) -> Result<(), Failure> {
        let Some(twist) = self.round.view().plan.twist.clone() else { return self.twist_again() };
        match twisting::bring(self.round, self.workspace, &self.knowledge, &twist) {
            Ok((reveal, revealed)) => {
                let brief = revealed.brief.display().to_string();
                self.picture.twist = Twist::Shown(reveal.twist.title.clone(), brief.clone());
                self.say(&format!(
                    "The interviewer adds: {}. {}\nRead {}/{brief}, and write `{}`.",
                    reveal.twist.title, reveal.twist.summary, self.picture.place, reveal.build
                ))?;
                self.keep_and_try()
            }
            Err(failure) => self.complain(&format!("the twist cannot be shown: {failure}")),
        }
    }

    fn scroll(&mut self, key: KeyCode) {
        let reach = self.display.reach();
        let page = reach.page.saturating_sub(1).max(1);
        let now = self.picture.scroll.min(reach.most);
        self.picture.scroll = match key {
            KeyCode::Up => now.saturating_sub(1),
            KeyCode::Down => now + 1,
            KeyCode::PageUp => now.saturating_sub(page),
            KeyCode::PageDown => now + page,
            KeyCode::Home => 0,
            KeyCode::End => reach.most,
            _ => now,
        }
        .min(reach.most);
    }
}
