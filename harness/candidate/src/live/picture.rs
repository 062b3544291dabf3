//! What a live view knows, ready to be shown: data alone.

use kata_catalog::Kata;
use kata_round::{Now, Round, RoundView};
use kata_verdict::Level;

use super::input::Input;
use crate::examiner::Glance;
use crate::tryout::{Compilation, Tests};

/// Everything that is on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Picture {
    /// As a learner reads it: `Parking lot`.
    pub(crate) title: String,
    /// The level of the round.
    pub(crate) level: Level,
    /// The folder, as it is read from where the view was begun.
    pub(crate) place: String,
    /// The clock and the phases.
    pub(crate) time: Time,
    /// What the compiler says of the last save.
    pub(crate) compiled: Option<Compilation>,
    /// What came of its tests.
    pub(crate) tests: Option<Tests>,
    /// What is being done with the last save now.
    pub(crate) busy: Option<&'static str>,
    /// How often the source was kept.
    pub(crate) saved: usize,
    /// Milliseconds of the round since the last time.
    pub(crate) since_saved_ms: u64,
    /// How many questions were asked.
    pub(crate) asked: usize,
    /// The last question, and what the interviewer said.
    pub(crate) reply: Option<(String, String)>,
    /// The twist.
    pub(crate) twist: Twist,
    /// What the hidden suite says, where the round is one that tells.
    pub(crate) hidden: Hidden,
    /// What was said last.
    pub(crate) notice: Option<String>,
    /// What is wrong, as long as it is.
    pub(crate) trouble: Option<String>,
    /// What the keys do.
    pub(crate) mode: Mode,
    /// How many lines of the lower part are above the screen.
    pub(crate) scroll: usize,
}

/// The clock and the phases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Time {
    /// Until the end.
    pub(crate) left_ms: u64,
    /// Of the whole round.
    pub(crate) total_ms: u64,
    /// Until the next phase.
    pub(crate) phase_left_ms: u64,
    /// The names of the phases.
    pub(crate) phases: Vec<String>,
    /// Which it is, counted from 0.
    pub(crate) phase: usize,
    /// Whether the clock stands still.
    pub(crate) is_paused: bool,
}

/// What is known of the twist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Twist {
    /// There will be none.
    None,
    /// It will come after so many milliseconds.
    Ahead(u64),
    /// It came: its title, and the file that tells it.
    Shown(String, String),
}

/// What the hidden suite says before the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Hidden {
    /// Nothing, as in an interview.
    Silent,
    /// Nothing yet: no save compiled.
    Waiting,
    /// Nothing yet: it is judging.
    Judging,
    /// How many checks pass.
    Told(Glance),
    /// It cannot say, for this reason.
    Mute(String),
}

/// What the keys do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Each is a command.
    #[default]
    Keys,
    /// They write a question.
    Asking(Input),
    /// `y` submits.
    Submitting,
    /// `y` has the twist come early.
    Twisting,
}

impl Time {
    /// The time at one moment.
    pub(crate) fn of(view: &RoundView, now: &Now) -> Time {
        Time {
            left_ms: now.left_ms,
            total_ms: view.plan.total_ms(),
            phase_left_ms: now.phase_left_ms,
            phases: view.plan.phases.iter().map(|phase| phase.name.clone()).collect(),
            phase: now.phase,
            is_paused: now.is_paused,
        }
    }

    /// The name of the phase.
    pub(crate) fn phase_name(&self) -> &str {
        self.phases.get(self.phase).map_or("", String::as_str)
    }
}

impl Picture {
    /// What is known when a view begins.
    pub(crate) fn of(kata: &Kata, round: &Round, twist: Twist, place: String) -> Picture {
        let view = round.view();
        let now = round.now();
        let mut picture = Picture {
            title: kata.manifest().title.clone(),
            level: view.plan.level,
            place,
            time: Time::of(view, &now),
            compiled: None,
            tests: None,
            busy: None,
            saved: 0,
            since_saved_ms: 0,
            asked: 0,
            reply: None,
            twist,
            hidden: Hidden::Silent,
            notice: None,
            trouble: None,
            mode: Mode::Keys,
            scroll: 0,
        };
        picture.take(view, &now);
        picture
    }

    /// Takes in what the log says, and where the clock is.
    pub(crate) fn take(&mut self, view: &RoundView, now: &Now) {
        self.time = Time::of(view, now);
        self.saved = view.snapshots.len();
        let last = view.snapshots.last().map_or(0, |snapshot| snapshot.at.elapsed_ms);
        self.since_saved_ms = now.elapsed_ms.saturating_sub(last);
        if view.asked.len() != self.asked {
            self.asked = view.asked.len();
            self.reply = view.asked.last().map(|asked| (asked.what.question.clone(), asked.what.answer.clone()));
            self.scroll = 0;
        }
        if let Twist::Ahead(left) = &mut self.twist {
            *left = view.plan.begin_ms(view.plan.twist_phase()).saturating_sub(now.elapsed_ms);
        }
    }
}

/// Milliseconds as `mm:ss`, rounded up, so that 0:00 is the end and nothing before it.
pub(crate) fn clock(ms: u64) -> String {
    let seconds = ms.div_ceil(1000);
    format!("{:02}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::clock;

    #[test]
    fn a_clock_that_shows_zero_is_at_the_end() {
        let shown = [0, 1, 1000, 61_000, 2_700_000, 6_000_000].map(clock);
        assert_eq!(shown, ["00:00", "00:01", "00:01", "01:01", "45:00", "100:00"]);
    }
}
