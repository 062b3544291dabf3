//! A schedule as text, short enough to be passed on a command line.
//!
//! `1:r2:w1:u0:12.1,40.2` reads: format 1, 2 deadlines may race, 1 wake-up may be spurious, no
//! points before unlocks; at the choice number 12 take option 1, at number 40 option 2, and option 0 at any other.

use crate::driver::{Decision, Driver, Made};
use crate::failure::BadSchedule;
use crate::world::Limits;

/// The choices of an execution that are not the first option, and what it was allowed to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Schedule {
    pub(crate) races: u32,
    pub(crate) spurious: u32,
    pub(crate) unlock_points: bool,
    /// Number of the choice, and the option taken there; in rising order.
    pub(crate) deviations: Vec<(u32, u16)>,
}

impl Schedule {
    pub(crate) fn of(limits: &Limits, made: &[Made]) -> Schedule {
        Schedule {
            races: limits.races,
            spurious: limits.spurious,
            unlock_points: limits.unlock_points,
            deviations: deviations(made),
        }
    }

    pub(crate) fn encode(&self) -> String {
        let deviations: Vec<String> = self.deviations.iter().map(|(at, option)| format!("{at}.{option}")).collect();
        let unlock = u8::from(self.unlock_points);
        format!("1:r{}:w{}:u{unlock}:{}", self.races, self.spurious, deviations.join(","))
    }

    pub(crate) fn decode(text: &str) -> Result<Schedule, BadSchedule> {
        let bad = || BadSchedule(format!("`{text}` is no schedule: copy the one that the verdict shows, as it is"));
        let mut parts = text.trim().split(':');
        if parts.next() != Some("1") {
            return Err(bad());
        }
        let mut number = |letter| parts.next()?.strip_prefix(letter)?.parse::<u32>().ok();
        let (races, spurious, unlock) = (number('r'), number('w'), number('u'));
        let deviations = parts.next().map(decode_deviations);
        match (races, spurious, unlock, deviations) {
            (Some(races), Some(spurious), Some(unlock), Some(Some(deviations))) => {
                Ok(Schedule { races, spurious, unlock_points: unlock != 0, deviations })
            }
            _ => Err(bad()),
        }
    }
}

fn deviations(made: &[Made]) -> Vec<(u32, u16)> {
    (0_u32..).zip(made).filter(|(_, made)| made.taken != 0).map(|(at, made)| (at, made.taken)).collect()
}

fn decode_deviations(text: &str) -> Option<Vec<(u32, u16)>> {
    let pair = |pair: &str| {
        let (at, option) = pair.split_once('.')?;
        Some((at.parse().ok()?, option.parse().ok()?))
    };
    text.split(',').filter(|part| !part.is_empty()).map(pair).collect()
}

/// Follows a schedule: the listed deviations, and the first option otherwise.
#[derive(Debug)]
pub(crate) struct Follow {
    deviations: Vec<(u32, u16)>,
    next: usize,
    at: u32,
}

impl Follow {
    pub(crate) fn new(deviations: Vec<(u32, u16)>) -> Follow {
        Follow { deviations, next: 0, at: 0 }
    }
}

impl Driver for Follow {
    fn choose(&mut self, _: &Decision<'_>) -> usize {
        let at = self.at;
        self.at += 1;
        match self.deviations.get(self.next) {
            Some(&(place, option)) if place == at => {
                self.next += 1;
                option.into()
            }
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Schedule;

    #[test]
    fn a_schedule_survives_its_text() {
        let schedule = Schedule { races: 2, spurious: 1, unlock_points: true, deviations: vec![(3, 1), (40, 2)] };
        assert_eq!(Schedule::decode(&schedule.encode()), Ok(schedule));
        let plain = Schedule { races: 0, spurious: 0, unlock_points: false, deviations: vec![] };
        assert_eq!(Schedule::decode(&plain.encode()), Ok(plain));
    }

    #[test]
    fn what_is_no_schedule_is_refused() {
        for text in ["", "1", "2:r0:w0:u0:", "1:r0:w0:u0:3", "1:r0:w0:u0:3.x", "1:r:w0:u0:"] {
            assert!(Schedule::decode(text).is_err(), "{text}");
        }
    }
}
