//! Who stands where. Plain data: it neither locks nor calls anybody.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use parking_lot_api::{
    Availability, Config, ExitError, Plate, ServiceError, SpotClass, SpotId, Ticket, TicketId, Timestamp, Vehicle,
    VehicleClass,
};

/// The state of the lot.
pub(crate) struct Book {
    spots: BTreeMap<SpotId, Slot>,
    fits: BTreeMap<VehicleClass, BTreeSet<SpotClass>>,
    inside: HashSet<Plate>,
    stays: HashMap<TicketId, Stay>,
    tickets_issued: u64,
}

struct Slot {
    class: SpotClass,
    state: SlotState,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum SlotState {
    Free,
    Taken,
    OutOfService,
}

struct Stay {
    ticket: Ticket,
    paying: bool,
}

impl Book {
    /// An empty lot, with every spot in service.
    pub(crate) fn new(config: &Config) -> Self {
        let mut spots = BTreeMap::new();
        for level in &config.levels {
            for spot in &level.spots {
                let slot = Slot { class: spot.class.clone(), state: SlotState::Free };
                spots.insert(SpotId::new(level.number, spot.number), slot);
            }
        }
        let fits = config.fits.clone();
        Book { spots, fits, inside: HashSet::new(), stays: HashMap::new(), tickets_issued: 0 }
    }

    /// Whether a vehicle with this plate is inside.
    pub(crate) fn is_inside(&self, plate: &Plate) -> bool {
        self.inside.contains(plate)
    }

    /// The free spots that a vehicle of this class fits on, nearest first.
    pub(crate) fn free_for(&self, class: &VehicleClass) -> Vec<SpotId> {
        let Some(fitting) = self.fits.get(class) else { return Vec::new() };
        let free = self.spots.iter().filter(|(_, slot)| slot.state == SlotState::Free && fitting.contains(&slot.class));
        free.map(|(&id, _)| id).collect()
    }

    /// Puts the vehicle on the spot, and issues its ticket. None if the spot is not free.
    pub(crate) fn admit(&mut self, vehicle: Vehicle, spot: SpotId, now: Timestamp) -> Option<Ticket> {
        let slot = self.spots.get_mut(&spot).filter(|slot| slot.state == SlotState::Free)?;
        slot.state = SlotState::Taken;
        self.tickets_issued += 1;
        let ticket = Ticket { id: TicketId::new(self.tickets_issued), vehicle, spot, parked_at: now };
        self.inside.insert(ticket.vehicle.plate.clone());
        self.stays.insert(ticket.id, Stay { ticket: ticket.clone(), paying: false });
        Some(ticket)
    }

    /// Marks the ticket as being paid, so that no second exit charges it.
    pub(crate) fn begin_payment(&mut self, id: TicketId) -> Result<Ticket, ExitError> {
        let stay = self.stays.get_mut(&id).ok_or(ExitError::InvalidTicket(id))?;
        if stay.paying {
            return Err(ExitError::InProgress(id));
        }
        stay.paying = true;
        Ok(stay.ticket.clone())
    }

    /// Takes the mark back: the ticket is as it was.
    pub(crate) fn abandon_payment(&mut self, id: TicketId) {
        if let Some(stay) = self.stays.get_mut(&id) {
            stay.paying = false;
        }
    }

    /// The ticket is paid: it is void, and its spot is free.
    pub(crate) fn release(&mut self, id: TicketId) {
        let Some(stay) = self.stays.remove(&id) else { return };
        self.inside.remove(&stay.ticket.vehicle.plate);
        if let Some(slot) = self.spots.get_mut(&stay.ticket.spot) {
            slot.state = SlotState::Free;
        }
    }

    /// The counts of each spot class.
    pub(crate) fn availability(&self) -> Availability {
        let mut availability = Availability::default();
        for slot in self.spots.values() {
            let count = availability.classes.entry(slot.class.clone()).or_default();
            match slot.state {
                SlotState::Free => count.free += 1,
                SlotState::Taken => count.occupied += 1,
                SlotState::OutOfService => continue,
            }
            count.in_service += 1;
        }
        availability
    }

    /// Takes a spot out of service or puts it back.
    pub(crate) fn set_in_service(&mut self, id: SpotId, in_service: bool) -> Result<(), ServiceError> {
        let slot = self.spots.get_mut(&id).ok_or(ServiceError::UnknownSpot(id))?;
        match (slot.state, in_service) {
            (SlotState::Taken, false) => return Err(ServiceError::Occupied(id)),
            (SlotState::Free, false) => slot.state = SlotState::OutOfService,
            (SlotState::OutOfService, true) => slot.state = SlotState::Free,
            (SlotState::Taken | SlotState::Free, true) | (SlotState::OutOfService, false) => {}
        }
        Ok(())
    }
}
