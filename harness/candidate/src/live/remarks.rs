//! What is told of the passing of time: phases, pauses, the last minutes.

use kata_console::Failure;
use kata_round::{Now, Round};

use super::lines;
use super::picture::{Twist, clock};
use super::session::Session;
use crate::words;

/// When the end is announced, in milliseconds before it.
const LAST_CALLS: [u64; 2] = [300_000, 60_000];

/// What was told already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Remarks {
    phase: usize,
    is_paused: bool,
    left_ms: u64,
    asked: usize,
}

impl Remarks {
    /// What needs no telling at the beginning.
    pub(super) fn at(round: &Round) -> Remarks {
        let now = round.now();
        Remarks { phase: now.phase, is_paused: now.is_paused, left_ms: now.left_ms, asked: round.view().asked.len() }
    }
}

impl Session<'_> {
    /// What is said first, in lines.
    pub(super) fn greet(&self) -> Result<(), Failure> {
        let picture = &self.picture;
        let twist = match &picture.twist {
            Twist::None => "no twist",
            Twist::Ahead(_) => "a twist to come",
            Twist::Shown(..) => "the twist is shown",
        };
        let phase = picture.time.phase_name();
        let stands = if picture.time.is_paused { "\nthe clock stands still: p lets it go on" } else { "" };
        self.tell(&format!("phase: {phase}; {twist}{stands}\n{}\n{}", words::advice(&picture.place), lines::COMMANDS))
    }

    /// Tells what changed since it was told last.
    pub(super) fn remark(&mut self, now: &Now) -> Result<(), Failure> {
        let told = self.remarks;
        let asked = self.round.view().asked.len();
        self.remarks = Remarks { phase: now.phase, is_paused: now.is_paused, left_ms: now.left_ms, asked };
        if told.is_paused != now.is_paused {
            self.tell(if now.is_paused { "the clock stands still" } else { "the clock goes on" })?;
        }
        if told.phase != now.phase {
            self.tell(&format!("phase: {}, for another {}", self.picture.time.phase_name(), clock(now.phase_left_ms)))?;
        }
        if let Some((question, answer)) = self.picture.reply.as_ref().filter(|_| asked > told.asked) {
            self.tell(&format!("You: {question}\nInterviewer: {answer}"))?;
        }
        let mut passed =
            LAST_CALLS.into_iter().filter(|call| told.left_ms > *call && now.left_ms <= *call && now.left_ms > 0);
        // Where both passed at once, only the later is news.
        if let Some(call) = passed.next_back() {
            let minutes = call / 60_000;
            self.tell(&format!("{minutes} {} left.", if minutes == 1 { "minute is" } else { "minutes are" }))?;
        }
        Ok(())
    }
}
