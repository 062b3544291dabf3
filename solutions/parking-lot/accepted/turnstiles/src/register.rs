//! Who stands where. Plain data: it neither locks nor calls anybody.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use parking_lot_api::{Availability, Config, Plate, ServiceError, SpotClass, SpotId, Ticket, TicketId, VehicleClass};

use crate::turnstile::Turnstile;

/// One vehicle inside.
pub(crate) struct Stay {
    pub(crate) ticket: Ticket,
    pub(crate) turnstile: Turnstile,
}

/// The state of the lot. A spot that is neither free nor taken is out of service.
pub(crate) struct Register {
    classes: BTreeMap<SpotId, SpotClass>,
    fits: BTreeMap<VehicleClass, BTreeSet<SpotClass>>,
    free: BTreeSet<SpotId>,
    taken: BTreeSet<SpotId>,
    plates: BTreeSet<Plate>,
    stays: BTreeMap<TicketId, Arc<Stay>>,
    issued: u64,
}

impl Register {
    /// An empty lot, with every spot in service.
    pub(crate) fn new(config: &Config) -> Self {
        let of_level = |level: &parking_lot_api::Level| {
            let spots = level.spots.iter().map(|spot| (SpotId::new(level.number, spot.number), spot.class.clone()));
            spots.collect::<Vec<_>>()
        };
        let classes: BTreeMap<SpotId, SpotClass> = config.levels.iter().flat_map(of_level).collect();
        Register {
            free: classes.keys().copied().collect(),
            classes,
            fits: config.fits.clone(),
            taken: BTreeSet::new(),
            plates: BTreeSet::new(),
            stays: BTreeMap::new(),
            issued: 0,
        }
    }

    /// Whether a vehicle with this plate is inside.
    pub(crate) fn is_inside(&self, plate: &Plate) -> bool {
        self.plates.contains(plate)
    }

    /// The free spots that a vehicle of this class fits on.
    pub(crate) fn free_for(&self, class: &VehicleClass) -> BTreeSet<SpotId> {
        let fitting = self.fits.get(class);
        let fits = |spot: &SpotId| fitting.is_some_and(|fitting| fitting.contains(&self.classes[spot]));
        self.free.iter().copied().filter(fits).collect()
    }

    /// Lets a vehicle in. `ticket` makes its ticket. None if the spot is not free.
    pub(crate) fn admit(&mut self, spot: SpotId, ticket: impl FnOnce(TicketId) -> Ticket) -> Option<Ticket> {
        if !self.free.remove(&spot) {
            return None;
        }
        self.taken.insert(spot);
        self.issued += 1;
        let ticket = ticket(TicketId::new(self.issued));
        self.plates.insert(ticket.vehicle.plate.clone());
        let stay = Stay { ticket: ticket.clone(), turnstile: Turnstile::default() };
        self.stays.insert(ticket.id, Arc::new(stay));
        Some(ticket)
    }

    /// The stay with this ticket.
    pub(crate) fn stay(&self, id: TicketId) -> Option<Arc<Stay>> {
        self.stays.get(&id).cloned()
    }

    /// A stay is paid.
    pub(crate) fn end(&mut self, ticket: &Ticket) {
        self.stays.remove(&ticket.id);
        self.plates.remove(&ticket.vehicle.plate);
        self.taken.remove(&ticket.spot);
        self.free.insert(ticket.spot);
    }

    /// The counts of each spot class.
    pub(crate) fn availability(&self) -> Availability {
        let mut availability = Availability::default();
        for (spot, class) in &self.classes {
            let count = availability.classes.entry(class.clone()).or_default();
            let (free, occupied) = (self.free.contains(spot), self.taken.contains(spot));
            count.free += u32::from(free);
            count.occupied += u32::from(occupied);
            count.in_service += u32::from(free || occupied);
        }
        availability
    }

    /// Takes a spot out of service or puts it back.
    pub(crate) fn set_in_service(&mut self, spot: SpotId, in_service: bool) -> Result<(), ServiceError> {
        if !self.classes.contains_key(&spot) {
            return Err(ServiceError::UnknownSpot(spot));
        }
        match (self.taken.contains(&spot), in_service) {
            (true, false) => return Err(ServiceError::Occupied(spot)),
            (true, true) => {}
            (false, true) => drop(self.free.insert(spot)),
            (false, false) => drop(self.free.remove(&spot)),
        }
        Ok(())
    }
}
