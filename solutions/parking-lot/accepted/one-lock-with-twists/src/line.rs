//! The line to the grid: who charges, and since when. Plain data, like the book that it is a part of.

use std::collections::{HashMap, HashSet};

use parking_lot_api::twists::electric::{Electric, PlugError};
use parking_lot_api::{Config, SpotId, Ticket, TicketId, Timestamp};

/// The line of one lot. The default one has no chargers.
#[derive(Default)]
pub(crate) struct Line {
    chargers: HashSet<SpotId>,
    feeds: u32,
    plugged: HashMap<TicketId, Timestamp>,
}

impl Line {
    /// The line with these chargers.
    pub(crate) fn new(config: &Config, electric: &Electric) -> Self {
        let mut chargers = HashSet::new();
        for level in &config.levels {
            let fitted = level.spots.iter().filter(|spot| electric.with_charger.contains(&spot.class));
            chargers.extend(fitted.map(|spot| SpotId::new(level.number, spot.number)));
        }
        Line { chargers, feeds: electric.feeds, plugged: HashMap::new() }
    }

    /// Feeds the vehicle with this ticket from now on.
    pub(crate) fn plug_in(&mut self, ticket: &Ticket, now: Timestamp) -> Result<(), PlugError> {
        if !self.chargers.contains(&ticket.spot) {
            return Err(PlugError::NoCharger(ticket.spot));
        }
        if self.plugged.contains_key(&ticket.id) {
            return Err(PlugError::PluggedIn(ticket.id));
        }
        if self.plugged.len() >= self.feeds as usize {
            return Err(PlugError::NoPower);
        }
        self.plugged.insert(ticket.id, now);
        Ok(())
    }

    /// Since when the vehicle charges, if it does.
    pub(crate) fn since(&self, id: TicketId) -> Option<Timestamp> {
        self.plugged.get(&id).copied()
    }

    /// The vehicle has left.
    pub(crate) fn unplug(&mut self, id: TicketId) {
        self.plugged.remove(&id);
    }
}
