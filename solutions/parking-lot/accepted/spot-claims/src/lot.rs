//! The lot: spots, plates and stays put together.

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use parking_lot_api::{
    Availability, Config, ExitError, LotEvent, LotObserver, ParkError, ParkingLot, Ports, Receipt, ServiceError,
    SpotId, Ticket, TicketId, Vehicle, VehicleClass,
};

use crate::listeners::Listeners;
use crate::plates::Plates;
use crate::seams::Seams;
use crate::spots::Spots;
use crate::stay::Stay;

pub(crate) struct Lot {
    spots: Spots,
    plates: Plates,
    stays: RwLock<HashMap<TicketId, Arc<Stay>>>,
    tickets: AtomicU64,
    listeners: Listeners,
    classes: BTreeSet<VehicleClass>,
    ports: Ports,
    seams: Seams,
}

impl Lot {
    pub(crate) fn new(config: &Config, ports: Ports, seams: Seams) -> Self {
        Lot {
            spots: Spots::new(config),
            plates: Plates::default(),
            stays: RwLock::default(),
            tickets: AtomicU64::new(1),
            listeners: Listeners::default(),
            classes: config.tariffs.keys().cloned().collect(),
            ports,
            seams,
        }
    }

    fn issue(&self, vehicle: Vehicle, spot: SpotId) -> Ticket {
        let id = TicketId::new(self.tickets.fetch_add(1, Ordering::Relaxed));
        let ticket = Ticket { id, vehicle, spot, parked_at: self.ports.clock.now() };
        let stay = Arc::new(Stay::new(ticket.clone()));
        self.stays.write().unwrap_or_else(PoisonError::into_inner).insert(id, stay);
        ticket
    }

    fn stay(&self, id: TicketId) -> Result<Arc<Stay>, ExitError> {
        let stays = self.stays.read().unwrap_or_else(PoisonError::into_inner);
        stays.get(&id).cloned().ok_or(ExitError::InvalidTicket(id))
    }

    fn leave(&self, ticket: &Ticket) {
        self.stays.write().unwrap_or_else(PoisonError::into_inner).remove(&ticket.id);
        self.spots.release(ticket.spot);
        self.plates.let_out(&ticket.vehicle.plate);
    }
}

impl ParkingLot for Lot {
    fn park(&self, vehicle: Vehicle) -> Result<Ticket, ParkError> {
        if !self.classes.contains(&vehicle.class) {
            return Err(ParkError::UnknownClass(vehicle.class));
        }
        let plate = vehicle.plate.clone();
        let admission = self.plates.admit(&plate).ok_or_else(|| ParkError::AlreadyParked(plate.clone()))?;
        let spot = self.spots.claim(&vehicle, &*self.seams.allocation).ok_or(ParkError::Full)?;
        let ticket = self.issue(vehicle, spot);
        admission.keep();
        self.listeners.tell(&LotEvent::Parked(ticket.clone()));
        Ok(ticket)
    }

    fn exit(&self, id: TicketId) -> Result<Receipt, ExitError> {
        let stay = self.stay(id)?;
        let payment = stay.begin_payment()?;
        let left_at = self.ports.clock.now();
        let fee = self.seams.pricing.fee(&stay.ticket.vehicle, stay.ticket.parked_at, left_at);
        if let Err(declined) = self.ports.gateway.charge(id, fee) {
            self.listeners.tell(&LotEvent::PaymentDeclined { ticket: id, amount: fee });
            return Err(declined.into());
        }
        payment.settle();
        self.leave(&stay.ticket);
        let receipt = Receipt { ticket: stay.ticket.clone(), left_at, fee };
        self.listeners.tell(&LotEvent::Left(receipt.clone()));
        Ok(receipt)
    }

    fn availability(&self) -> Availability {
        self.spots.availability()
    }

    fn observe(&self, observer: Arc<dyn LotObserver>) {
        self.listeners.add(observer);
    }

    fn set_in_service(&self, spot: SpotId, in_service: bool) -> Result<(), ServiceError> {
        self.spots.set_in_service(spot, in_service)
    }
}
