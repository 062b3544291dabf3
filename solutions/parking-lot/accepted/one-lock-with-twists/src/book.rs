//! Who stands where. Plain data: it neither locks nor calls anybody.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use parking_lot_api::twists::electric::PlugError;
use parking_lot_api::{
    Availability, Config, ExitError, Plate, ServiceError, SpotClass, SpotId, Ticket, TicketId, Timestamp, Vehicle,
    VehicleClass,
};

use crate::line::Line;
use crate::sharing::Sharing;

/// The state of the lot.
pub(crate) struct Book {
    spots: BTreeMap<SpotId, Slot>,
    fits: BTreeMap<VehicleClass, BTreeSet<SpotClass>>,
    inside: HashSet<Plate>,
    stays: HashMap<TicketId, Stay>,
    tickets_issued: u64,
    sharing: Sharing,
    line: Line,
}

struct Slot {
    class: SpotClass,
    state: SlotState,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum SlotState {
    Free,
    Taken,
    /// So many vehicles of the class that shares stand on it: 1 or more.
    Shared(u32),
    OutOfService,
}

struct Stay {
    ticket: Ticket,
    paying: bool,
}

impl Book {
    /// An empty lot, with every spot in service.
    pub(crate) fn new(config: &Config, sharing: Sharing, line: Line) -> Self {
        let mut spots = BTreeMap::new();
        for level in &config.levels {
            for spot in &level.spots {
                let slot = Slot { class: spot.class.clone(), state: SlotState::Free };
                spots.insert(SpotId::new(level.number, spot.number), slot);
            }
        }
        let fits = config.fits.clone();
        Book { spots, fits, inside: HashSet::new(), stays: HashMap::new(), tickets_issued: 0, sharing, line }
    }

    /// Whether a vehicle with this plate is inside.
    pub(crate) fn is_inside(&self, plate: &Plate) -> bool {
        self.inside.contains(plate)
    }

    /// The spots that a vehicle of this class may be given, nearest first: those that it shares with others, else the free ones.
    pub(crate) fn open_for(&self, class: &VehicleClass) -> Vec<SpotId> {
        let open = |is_free: bool| {
            let open = self.fitting(class).filter(move |(_, slot)| (slot.state == SlotState::Free) == is_free);
            open.filter(|(_, slot)| self.room_on(slot, class) > 0).map(|(&id, _)| id).collect::<Vec<_>>()
        };
        let shared = open(false);
        if shared.is_empty() { open(true) } else { shared }
    }

    /// How many more vehicles of this class there is room for.
    pub(crate) fn room_for(&self, class: &VehicleClass) -> u32 {
        self.fitting(class).map(|(_, slot)| self.room_on(slot, class)).sum()
    }

    fn fitting(&self, class: &VehicleClass) -> impl Iterator<Item = (&SpotId, &Slot)> {
        let classes = self.fits.get(class);
        self.spots.iter().filter(move |(_, slot)| classes.is_some_and(|classes| classes.contains(&slot.class)))
    }

    fn room_on(&self, slot: &Slot, class: &VehicleClass) -> u32 {
        match (slot.state, self.sharing.per_spot(class)) {
            (SlotState::Free, per_spot) => per_spot.unwrap_or(1),
            (SlotState::Shared(riders), Some(per_spot)) => per_spot.saturating_sub(riders),
            (SlotState::Shared(_) | SlotState::Taken | SlotState::OutOfService, _) => 0,
        }
    }

    /// Puts the vehicle on the spot, and issues its ticket. None if there is no room for it.
    pub(crate) fn admit(&mut self, vehicle: Vehicle, spot: SpotId, now: Timestamp) -> Option<Ticket> {
        let has_room = self.spots.get(&spot).is_some_and(|slot| self.room_on(slot, &vehicle.class) > 0);
        let slot = self.spots.get_mut(&spot).filter(|_| has_room)?;
        slot.state = match (slot.state, self.sharing.per_spot(&vehicle.class)) {
            (_, None) => SlotState::Taken,
            (SlotState::Shared(riders), Some(_)) => SlotState::Shared(riders + 1),
            (_, Some(_)) => SlotState::Shared(1),
        };
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

    /// The ticket is paid: it is void, it charges no more, and its place is free.
    pub(crate) fn release(&mut self, id: TicketId) {
        let Some(stay) = self.stays.remove(&id) else { return };
        self.inside.remove(&stay.ticket.vehicle.plate);
        self.line.unplug(id);
        if let Some(slot) = self.spots.get_mut(&stay.ticket.spot) {
            slot.state = match slot.state {
                SlotState::Shared(riders) if riders > 1 => SlotState::Shared(riders - 1),
                _ => SlotState::Free,
            };
        }
    }

    /// Plugs the vehicle with this ticket in, unless it is about to leave.
    pub(crate) fn plug_in(&mut self, id: TicketId, now: Timestamp) -> Result<(), PlugError> {
        let stay = self.stays.get(&id).ok_or(PlugError::InvalidTicket(id))?;
        if stay.paying {
            return Err(PlugError::InProgress(id));
        }
        self.line.plug_in(&stay.ticket, now)
    }

    /// Since when the vehicle with this ticket charges, if it does.
    pub(crate) fn charging_since(&self, id: TicketId) -> Option<Timestamp> {
        self.line.since(id)
    }

    /// The counts of each spot class.
    pub(crate) fn availability(&self) -> Availability {
        let mut availability = Availability::default();
        for slot in self.spots.values() {
            let count = availability.classes.entry(slot.class.clone()).or_default();
            match slot.state {
                SlotState::Free => count.free += 1,
                SlotState::Taken | SlotState::Shared(_) => count.occupied += 1,
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
            (SlotState::Taken | SlotState::Shared(_), false) => return Err(ServiceError::Occupied(id)),
            (SlotState::Free, false) => slot.state = SlotState::OutOfService,
            (SlotState::OutOfService, true) => slot.state = SlotState::Free,
            (SlotState::Taken | SlotState::Shared(_) | SlotState::Free, true) | (SlotState::OutOfService, false) => {}
        }
        Ok(())
    }
}
