//! Everything that is so at one instant.

use std::collections::BTreeMap;

use parking_lot_api::{
    Availability, Config, ExitError, Plate, ServiceError, SpotClass, SpotId, Ticket, TicketId, Timestamp, Vehicle,
};

/// Everything that is so at one instant.
#[derive(Clone)]
pub(crate) struct World {
    spots: BTreeMap<SpotId, Spot>,
    stays: BTreeMap<TicketId, Stay>,
    last_ticket: u64,
}

#[derive(Clone)]
struct Spot {
    class: SpotClass,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Free,
    Taken,
    Closed,
}

#[derive(Clone)]
struct Stay {
    ticket: Ticket,
    is_paying: bool,
}

impl World {
    /// An empty lot.
    pub(crate) fn new(config: &Config) -> Self {
        let spots = config.levels.iter().flat_map(|level| {
            level.spots.iter().map(|spot| {
                let id = SpotId::new(level.number, spot.number);
                (id, Spot { class: spot.class.clone(), state: State::Free })
            })
        });
        World { spots: spots.collect(), stays: BTreeMap::new(), last_ticket: 0 }
    }

    pub(crate) fn is_inside(&self, plate: &Plate) -> bool {
        self.stays.values().any(|stay| stay.ticket.vehicle.plate == *plate)
    }

    /// The free spots of the classes that `fits`, nearest first.
    pub(crate) fn free(&self, fits: impl Fn(&SpotClass) -> bool) -> Vec<SpotId> {
        let free = self.spots.iter().filter(|(_, spot)| spot.state == State::Free && fits(&spot.class));
        free.map(|(&id, _)| id).collect()
    }

    /// Puts the vehicle on a free spot.
    pub(crate) fn admit(&mut self, vehicle: Vehicle, spot: SpotId, parked_at: Timestamp) -> Ticket {
        self.set(spot, State::Taken);
        self.last_ticket += 1;
        let ticket = Ticket { id: TicketId::new(self.last_ticket), vehicle, spot, parked_at };
        self.stays.insert(ticket.id, Stay { ticket: ticket.clone(), is_paying: false });
        ticket
    }

    /// Gives the caller the right to pay the ticket, which nobody else has meanwhile.
    pub(crate) fn begin_payment(&mut self, id: TicketId) -> Result<Ticket, ExitError> {
        let stay = self.stays.get_mut(&id).ok_or(ExitError::InvalidTicket(id))?;
        if stay.is_paying {
            return Err(ExitError::InProgress(id));
        }
        stay.is_paying = true;
        Ok(stay.ticket.clone())
    }

    /// Takes that right back.
    pub(crate) fn cancel_payment(&mut self, id: TicketId) {
        if let Some(stay) = self.stays.get_mut(&id) {
            stay.is_paying = false;
        }
    }

    /// The vehicle is gone.
    pub(crate) fn leave(&mut self, ticket: &Ticket) {
        if self.stays.remove(&ticket.id).is_some() {
            self.set(ticket.spot, State::Free);
        }
    }

    pub(crate) fn availability(&self) -> Availability {
        let mut availability = Availability::default();
        for spot in self.spots.values() {
            let count = availability.classes.entry(spot.class.clone()).or_default();
            count.free += u32::from(spot.state == State::Free);
            count.occupied += u32::from(spot.state == State::Taken);
            count.in_service = count.free + count.occupied;
        }
        availability
    }

    pub(crate) fn set_in_service(&mut self, id: SpotId, in_service: bool) -> Result<(), ServiceError> {
        let spot = self.spots.get_mut(&id).ok_or(ServiceError::UnknownSpot(id))?;
        spot.state = match (spot.state, in_service) {
            (State::Taken, false) => return Err(ServiceError::Occupied(id)),
            (State::Taken, true) => State::Taken,
            (State::Free | State::Closed, true) => State::Free,
            (State::Free | State::Closed, false) => State::Closed,
        };
        Ok(())
    }

    fn set(&mut self, spot: SpotId, state: State) {
        if let Some(spot) = self.spots.get_mut(&spot) {
            spot.state = state;
        }
    }
}
