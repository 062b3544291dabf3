//! Who stands where. Plain data: it neither locks nor calls anybody.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use parking_lot_api::{
    Availability, Config, ExitError, Plate, ServiceError, SpotClass, SpotId, Ticket, TicketId, Timestamp, Vehicle,
    VehicleClass,
};

use crate::visit::{Inside, Left, Paying, Visit};

/// The state of the lot. Each spot is in exactly one of the three sets.
pub(crate) struct Book {
    classes: BTreeMap<SpotId, SpotClass>,
    fits: BTreeMap<VehicleClass, BTreeSet<SpotClass>>,
    free: BTreeSet<SpotId>,
    taken: BTreeSet<SpotId>,
    closed: BTreeSet<SpotId>,
    plates: HashSet<Plate>,
    inside: HashMap<TicketId, Visit<Inside>>,
    paying: HashSet<TicketId>,
    issued: u64,
}

impl Book {
    /// An empty lot, with every spot in service.
    pub(crate) fn new(config: &Config) -> Self {
        let spots = config.levels.iter().flat_map(|level| level.spots.iter().map(move |spot| (level.number, spot)));
        let classes: BTreeMap<_, _> =
            spots.map(|(level, spot)| (SpotId::new(level, spot.number), spot.class.clone())).collect();
        Book {
            free: classes.keys().copied().collect(),
            classes,
            fits: config.fits.clone(),
            taken: BTreeSet::new(),
            closed: BTreeSet::new(),
            plates: HashSet::new(),
            inside: HashMap::new(),
            paying: HashSet::new(),
            issued: 0,
        }
    }

    /// Whether the vehicle with this plate is inside, at the exit or not.
    pub(crate) fn knows(&self, plate: &Plate) -> bool {
        self.plates.contains(plate)
    }

    /// The free spots that a vehicle of this class fits on, ascending.
    pub(crate) fn free_for(&self, class: &VehicleClass) -> Vec<SpotId> {
        let fitting = self.fits.get(class);
        let fits = |spot: &&SpotId| fitting.is_some_and(|fitting| fitting.contains(&self.classes[*spot]));
        self.free.iter().filter(fits).copied().collect()
    }

    /// Begins a visit. None if the spot is not free.
    pub(crate) fn admit(&mut self, vehicle: Vehicle, spot: SpotId, now: Timestamp) -> Option<Ticket> {
        if !self.free.remove(&spot) {
            return None;
        }
        self.taken.insert(spot);
        self.plates.insert(vehicle.plate.clone());
        self.issued += 1;
        let ticket = Ticket { id: TicketId::new(self.issued), vehicle, spot, parked_at: now };
        self.inside.insert(ticket.id, Visit::begin(ticket.clone()));
        Some(ticket)
    }

    /// Hands a visit to whoever pays for it.
    pub(crate) fn come_to_exit(&mut self, id: TicketId) -> Result<Visit<Paying>, ExitError> {
        if self.paying.contains(&id) {
            return Err(ExitError::InProgress(id));
        }
        let visit = self.inside.remove(&id).ok_or(ExitError::InvalidTicket(id))?;
        self.paying.insert(id);
        Ok(visit.pay())
    }

    /// Takes a visit back that was not paid for.
    pub(crate) fn take_back(&mut self, visit: Visit<Paying>) {
        self.paying.remove(&visit.ticket().id);
        self.inside.insert(visit.ticket().id, visit.go_back());
    }

    /// Ends a visit.
    pub(crate) fn end(&mut self, visit: Visit<Left>) {
        let ticket = visit.into_ticket();
        self.paying.remove(&ticket.id);
        self.plates.remove(&ticket.vehicle.plate);
        self.taken.remove(&ticket.spot);
        self.free.insert(ticket.spot);
    }

    /// The counts of each spot class.
    pub(crate) fn availability(&self) -> Availability {
        let mut availability = Availability::default();
        for (spot, class) in &self.classes {
            let count = availability.classes.entry(class.clone()).or_default();
            count.free += u32::from(self.free.contains(spot));
            count.occupied += u32::from(self.taken.contains(spot));
            count.in_service += u32::from(!self.closed.contains(spot));
        }
        availability
    }

    /// Takes a spot out of service or puts it back.
    pub(crate) fn set_in_service(&mut self, spot: SpotId, in_service: bool) -> Result<(), ServiceError> {
        if !self.classes.contains_key(&spot) {
            return Err(ServiceError::UnknownSpot(spot));
        }
        if in_service {
            if self.closed.remove(&spot) {
                self.free.insert(spot);
            }
            return Ok(());
        }
        if self.taken.contains(&spot) {
            return Err(ServiceError::Occupied(spot));
        }
        self.free.remove(&spot);
        self.closed.insert(spot);
        Ok(())
    }
}
