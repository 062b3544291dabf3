//! The register: who stands where. The attendant owns it alone.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use parking_lot_api::{
    Availability, Config, ExitError, ParkError, Plate, ServiceError, SpotClass, SpotId, Ticket, TicketId, Timestamp,
    Vehicle, VehicleClass,
};

use crate::seams::Allocation;

/// The state of the lot.
pub(crate) struct Register {
    classes: BTreeMap<SpotId, SpotClass>,
    fits: BTreeMap<VehicleClass, BTreeSet<SpotClass>>,
    free: BTreeMap<SpotClass, BTreeSet<SpotId>>,
    out_of_service: BTreeSet<SpotId>,
    inside: HashSet<Plate>,
    open: HashMap<TicketId, Ticket>,
    paying: HashMap<TicketId, Ticket>,
    last_ticket: u64,
}

impl Register {
    pub(crate) fn new(config: &Config) -> Self {
        let mut classes = BTreeMap::new();
        let mut free: BTreeMap<SpotClass, BTreeSet<SpotId>> = BTreeMap::new();
        for level in &config.levels {
            for spot in &level.spots {
                let id = SpotId::new(level.number, spot.number);
                classes.insert(id, spot.class.clone());
                free.entry(spot.class.clone()).or_default().insert(id);
            }
        }
        Register {
            classes,
            fits: config.fits.clone(),
            free,
            out_of_service: BTreeSet::new(),
            inside: HashSet::new(),
            open: HashMap::new(),
            paying: HashMap::new(),
            last_ticket: 0,
        }
    }

    /// Lets a vehicle in. The policy is asked before anything changes, so it may panic.
    pub(crate) fn park(
        &mut self,
        vehicle: Vehicle,
        now: Timestamp,
        allocation: &dyn Allocation,
    ) -> Result<Ticket, ParkError> {
        if self.inside.contains(&vehicle.plate) {
            return Err(ParkError::AlreadyParked(vehicle.plate));
        }
        let free = self.free_for(&vehicle.class);
        if free.is_empty() {
            return Err(ParkError::Full);
        }
        let spot = allocation.choose(&vehicle, &free).filter(|spot| free.contains(spot)).ok_or(ParkError::Full)?;

        self.set_free(spot, false);
        self.inside.insert(vehicle.plate.clone());
        self.last_ticket += 1;
        let ticket = Ticket { id: TicketId::new(self.last_ticket), vehicle, spot, parked_at: now };
        self.open.insert(ticket.id, ticket.clone());
        Ok(ticket)
    }

    /// Moves a ticket from the open ones to those being paid.
    pub(crate) fn begin_payment(&mut self, id: TicketId) -> Result<Ticket, ExitError> {
        if self.paying.contains_key(&id) {
            return Err(ExitError::InProgress(id));
        }
        let ticket = self.open.remove(&id).ok_or(ExitError::InvalidTicket(id))?;
        self.paying.insert(id, ticket.clone());
        Ok(ticket)
    }

    /// The ticket is paid: it is void, and its spot is free.
    pub(crate) fn paid(&mut self, id: TicketId) {
        if let Some(ticket) = self.paying.remove(&id) {
            self.inside.remove(&ticket.vehicle.plate);
            self.set_free(ticket.spot, true);
        }
    }

    /// The ticket was not paid: it is open again.
    pub(crate) fn not_paid(&mut self, id: TicketId) {
        if let Some(ticket) = self.paying.remove(&id) {
            self.open.insert(id, ticket);
        }
    }

    pub(crate) fn availability(&self) -> Availability {
        let mut availability = Availability::default();
        for (id, class) in &self.classes {
            let count = availability.classes.entry(class.clone()).or_default();
            if self.out_of_service.contains(id) {
                continue;
            }
            count.in_service += 1;
            if self.is_free(*id) {
                count.free += 1;
            } else {
                count.occupied += 1;
            }
        }
        availability
    }

    pub(crate) fn set_in_service(&mut self, id: SpotId, in_service: bool) -> Result<(), ServiceError> {
        if !self.classes.contains_key(&id) {
            return Err(ServiceError::UnknownSpot(id));
        }
        let is_out = self.out_of_service.contains(&id);
        if in_service && is_out {
            self.out_of_service.remove(&id);
            self.set_free(id, true);
        } else if !in_service && !is_out {
            if !self.is_free(id) {
                return Err(ServiceError::Occupied(id));
            }
            self.set_free(id, false);
            self.out_of_service.insert(id);
        }
        Ok(())
    }

    fn free_for(&self, class: &VehicleClass) -> BTreeSet<SpotId> {
        let fitting = self.fits.get(class).into_iter().flatten();
        fitting.filter_map(|class| self.free.get(class)).flatten().copied().collect()
    }

    fn is_free(&self, spot: SpotId) -> bool {
        self.classes.get(&spot).and_then(|class| self.free.get(class)).is_some_and(|free| free.contains(&spot))
    }

    fn set_free(&mut self, spot: SpotId, is_free: bool) {
        let Some(free) = self.classes.get(&spot).and_then(|class| self.free.get_mut(class)) else { return };
        if is_free {
            free.insert(spot);
        } else {
            free.remove(&spot);
        }
    }
}
