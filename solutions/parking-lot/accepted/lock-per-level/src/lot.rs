//! The lot: plates, levels and tickets put together.

use std::collections::{BTreeSet, HashSet};
use std::sync::{Arc, Mutex};

use parking_lot_api::{
    Availability, Config, ExitError, LotEvent, LotObserver, ParkError, ParkingLot, Plate, Ports, Receipt, ServiceError,
    SpotId, Ticket, TicketId, Vehicle, VehicleClass,
};

use crate::garage::Garage;
use crate::locked;
use crate::observers::Observers;
use crate::seams::Seams;
use crate::stays::Stays;

pub(crate) struct Lot {
    garage: Garage,
    stays: Stays,
    plates: Mutex<HashSet<Plate>>,
    observers: Observers,
    classes: BTreeSet<VehicleClass>,
    ports: Ports,
    seams: Seams,
}

impl Lot {
    pub(crate) fn new(config: &Config, ports: Ports, seams: Seams) -> Self {
        Lot {
            garage: Garage::new(config),
            stays: Stays::default(),
            plates: Mutex::default(),
            observers: Observers::default(),
            classes: config.tariffs.keys().cloned().collect(),
            ports,
            seams,
        }
    }

    fn pay(&self, ticket: &Ticket) -> Result<Receipt, ExitError> {
        let left_at = self.ports.clock.now();
        let fee = self.seams.pricing.price(&ticket.vehicle.class, left_at.since(ticket.parked_at));
        if let Err(declined) = self.ports.gateway.charge(ticket.id, fee) {
            self.observers.tell(&LotEvent::PaymentDeclined { ticket: ticket.id, amount: fee });
            return Err(declined.into());
        }
        Ok(Receipt { ticket: ticket.clone(), left_at, fee })
    }

    fn release(&self, ticket: &Ticket) {
        self.stays.close(ticket.id);
        self.garage.free(ticket.spot);
        locked(&self.plates).remove(&ticket.vehicle.plate);
    }
}

impl ParkingLot for Lot {
    fn park(&self, vehicle: Vehicle) -> Result<Ticket, ParkError> {
        if !self.classes.contains(&vehicle.class) {
            return Err(ParkError::UnknownClass(vehicle.class));
        }
        let reservation = Reservation::make(&self.plates, &vehicle.plate)?;
        let spot = self.garage.take(&vehicle, &*self.seams.allocation).ok_or(ParkError::Full)?;
        let ticket = self.stays.open(vehicle, spot, self.ports.clock.now());
        reservation.keep();
        self.observers.tell(&LotEvent::Parked(ticket.clone()));
        Ok(ticket)
    }

    fn exit(&self, id: TicketId) -> Result<Receipt, ExitError> {
        let stay = self.stays.get(id).ok_or(ExitError::InvalidTicket(id))?;
        let mut open = locked(&stay);
        let receipt = self.pay(open.as_ref().ok_or(ExitError::InvalidTicket(id))?)?;
        *open = None;
        self.release(&receipt.ticket);
        self.observers.tell(&LotEvent::Left(receipt.clone()));
        Ok(receipt)
    }

    fn availability(&self) -> Availability {
        self.garage.availability()
    }

    fn observe(&self, observer: Arc<dyn LotObserver>) {
        self.observers.add(observer);
    }

    fn set_in_service(&self, spot: SpotId, in_service: bool) -> Result<(), ServiceError> {
        self.garage.set_in_service(spot, in_service)
    }
}

/// A plate that is being let in. Dropped before it is kept (for a full lot, or a policy that panics), it is given back.
struct Reservation<'lot> {
    plates: &'lot Mutex<HashSet<Plate>>,
    plate: Option<Plate>,
}

impl<'lot> Reservation<'lot> {
    fn make(plates: &'lot Mutex<HashSet<Plate>>, plate: &Plate) -> Result<Self, ParkError> {
        if locked(plates).insert(plate.clone()) {
            Ok(Reservation { plates, plate: Some(plate.clone()) })
        } else {
            Err(ParkError::AlreadyParked(plate.clone()))
        }
    }

    fn keep(mut self) {
        self.plate = None;
    }
}

impl Drop for Reservation<'_> {
    fn drop(&mut self) {
        if let Some(plate) = self.plate.take() {
            locked(self.plates).remove(&plate);
        }
    }
}
