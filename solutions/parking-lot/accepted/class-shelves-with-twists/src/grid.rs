//! The line to the grid, and the vehicles that hang on it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use parking_lot_api::twists::electric::{Electric, PlugError};
use parking_lot_api::{Cents, Config, SpotId, Ticket, TicketId, Timestamp};

use crate::pricing::started_hours;

/// The grid behind the chargers of one lot.
pub(crate) struct Grid {
    chargers: BTreeSet<SpotId>,
    electric: Electric,
    charging: Mutex<BTreeMap<TicketId, Timestamp>>,
}

impl Grid {
    pub(crate) fn new(config: &Config, electric: Electric) -> Self {
        let spots = config.levels.iter().flat_map(|level| level.spots.iter().map(|spot| (level.number, spot)));
        let fitted = spots.filter(|(_, spot)| electric.with_charger.contains(&spot.class));
        let chargers = fitted.map(|(level, spot)| SpotId::new(level, spot.number)).collect();
        Grid { chargers, electric, charging: Mutex::default() }
    }

    /// No charger anywhere.
    pub(crate) fn none() -> Self {
        let electric = Electric { with_charger: BTreeSet::new(), per_started_hour: Cents::ZERO, feeds: 0 };
        Grid { chargers: BTreeSet::new(), electric, charging: Mutex::default() }
    }

    /// Lets the vehicle charge from now on. The caller sees to it that it does not leave meanwhile.
    pub(crate) fn connect(&self, ticket: &Ticket, now: Timestamp) -> Result<(), PlugError> {
        if !self.chargers.contains(&ticket.spot) {
            return Err(PlugError::NoCharger(ticket.spot));
        }
        let mut charging = self.charging();
        if charging.contains_key(&ticket.id) {
            return Err(PlugError::PluggedIn(ticket.id));
        }
        if charging.len() >= self.electric.feeds as usize {
            return Err(PlugError::NoPower);
        }
        charging.insert(ticket.id, now);
        Ok(())
    }

    /// The vehicle leaves: its share is free.
    pub(crate) fn disconnect(&self, id: TicketId) {
        self.charging().remove(&id);
    }

    /// What charging costs the vehicle, if it leaves at this instant.
    pub(crate) fn price(&self, id: TicketId, left_at: Timestamp) -> u64 {
        let since = self.charging().get(&id).copied();
        let charged = since.map_or(Duration::ZERO, |since| left_at.since(since));
        started_hours(charged) * self.electric.per_started_hour.get()
    }

    fn charging(&self) -> MutexGuard<'_, BTreeMap<TicketId, Timestamp>> {
        self.charging.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
