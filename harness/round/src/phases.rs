//! Which phase it is, and how long each took.
//!
//! A phase begins at its time, or before if the candidate says so; later phases keep their times, so that hurrying leaves more for the
//! phase that follows.

use crate::plan::Plan;
use crate::stamp::{ClockNote, Stamp};
use crate::view::RoundView;

/// Where a round is at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Now {
    /// The moment.
    pub at: Stamp,
    /// Milliseconds of the round, pauses left out, and never more than there are.
    pub elapsed_ms: u64,
    /// Milliseconds until the end.
    pub left_ms: u64,
    /// The phase, counted from 0.
    pub phase: usize,
    /// Milliseconds until the next phase is to begin, or until the end.
    pub phase_left_ms: u64,
    /// Whether the clock stands still.
    pub is_paused: bool,
    /// Whether the time is up.
    pub is_time_up: bool,
    /// Whether the phase of the twist has begun, and there is a twist, and it was not shown yet.
    pub is_twist_due: bool,
    /// What is odd about the clocks since the last entry; the next entry will note it.
    pub clock_note: Option<ClockNote>,
}

/// How long a phase took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhaseTime {
    /// Its name.
    pub name: String,
    /// How long it was meant to take, in milliseconds.
    pub planned_ms: u64,
    /// How long it took, in milliseconds.
    pub spent_ms: u64,
}

impl RoundView {
    /// The phase at a moment of the round, counted from 0.
    pub fn phase_at(&self, elapsed_ms: u64) -> usize {
        let planned = (0..self.plan.phases.len()).rev().find(|phase| self.plan.begin_ms(*phase) <= elapsed_ms);
        let chosen = self.jumps.iter().filter(|(at, _)| *at <= elapsed_ms).map(|(_, phase)| *phase).max();
        let last = self.plan.phases.len().saturating_sub(1);
        planned.unwrap_or(0).max(chosen.unwrap_or(0)).min(last)
    }

    /// How long each phase took so far, or until the end.
    pub fn phase_times(&self) -> Vec<PhaseTime> {
        self.phase_times_until(self.used_ms())
    }

    /// How long each phase took until a moment of the round.
    pub fn phase_times_until(&self, elapsed_ms: u64) -> Vec<PhaseTime> {
        let phases = self.plan.phases.iter();
        let planned = |seconds: u64| seconds.saturating_mul(1000);
        let mut times: Vec<PhaseTime> = phases
            .map(|phase| PhaseTime { name: phase.name.clone(), planned_ms: planned(phase.seconds), spent_ms: 0 })
            .collect();
        let mut marks = marks(&self.plan, &self.jumps);
        marks.retain(|mark| *mark < elapsed_ms);
        marks.push(elapsed_ms);
        for pair in marks.windows(2) {
            if let Some(time) = times.get_mut(self.phase_at(pair[0])) {
                time.spent_ms += pair[1] - pair[0];
            }
        }
        times
    }

    /// The round at a moment.
    pub(crate) fn now(&self, at: Stamp, clock_note: Option<ClockNote>) -> Now {
        let total = self.plan.total_ms();
        let elapsed_ms = at.elapsed_ms.min(total);
        let phase = self.phase_at(elapsed_ms);
        let end = if phase + 1 < self.plan.phases.len() { self.plan.begin_ms(phase + 1) } else { total };
        Now {
            elapsed_ms,
            left_ms: total - elapsed_ms,
            phase,
            phase_left_ms: end.saturating_sub(elapsed_ms),
            is_paused: self.is_paused(),
            is_time_up: at.elapsed_ms >= total,
            is_twist_due: self.plan.twist.is_some() && self.twist.is_none() && phase >= self.plan.twist_phase(),
            clock_note,
            at,
        }
    }
}

/// The moments at which the phase may change, in order.
fn marks(plan: &Plan, jumps: &[(u64, usize)]) -> Vec<u64> {
    let planned = (0..plan.phases.len()).map(|phase| plan.begin_ms(phase));
    let mut marks: Vec<u64> = planned.chain(jumps.iter().map(|(at, _)| *at)).chain([0]).collect();
    marks.sort_unstable();
    marks.dedup();
    marks
}
