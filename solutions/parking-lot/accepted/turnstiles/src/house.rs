//! The lot: the register behind its lock, and the turnstiles behind which payments are made.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use parking_lot_api::{
    Availability, Config, ExitError, LotEvent, LotObserver, ParkError, ParkingLot, Ports, Receipt, ServiceError,
    SpotId, Ticket, TicketId, Vehicle, VehicleClass,
};

use crate::listeners::Listeners;
use crate::register::Register;
use crate::seams::Seams;

pub(crate) struct House {
    register: RwLock<Register>,
    listeners: Listeners,
    classes: BTreeSet<VehicleClass>,
    ports: Ports,
    seams: Seams,
}

impl House {
    pub(crate) fn new(config: Config, ports: Ports, seams: Seams) -> Self {
        let register = RwLock::new(Register::new(&config));
        House { register, listeners: Listeners::default(), classes: config.tariffs.into_keys().collect(), ports, seams }
    }

    fn read(&self) -> RwLockReadGuard<'_, Register> {
        self.register.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// A policy that panics does so before the register is touched, so a poisoned lock still guards a sound one.
    fn write(&self) -> RwLockWriteGuard<'_, Register> {
        self.register.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn admit(&self, vehicle: Vehicle) -> Result<Ticket, ParkError> {
        let parked_at = self.ports.clock.now();
        let mut register = self.write();
        if register.is_inside(&vehicle.plate) {
            return Err(ParkError::AlreadyParked(vehicle.plate));
        }
        let free = register.free_for(&vehicle.class);
        let spot = self.seams.allocation.choose(&vehicle, &free).ok_or(ParkError::Full)?;
        register.admit(spot, |id| Ticket { id, vehicle, spot, parked_at }).ok_or(ParkError::Full)
    }

    /// Charges a stay, in its turnstile.
    fn pay(&self, ticket: &Ticket) -> Result<Receipt, ExitError> {
        let left_at = self.ports.clock.now();
        let fee = self.seams.pricing.fee(&ticket.vehicle.class, ticket.parked_at, left_at);
        if let Err(declined) = self.ports.gateway.charge(ticket.id, fee) {
            self.listeners.tell(&LotEvent::PaymentDeclined { ticket: ticket.id, amount: fee });
            return Err(declined.into());
        }
        Ok(Receipt { ticket: ticket.clone(), left_at, fee })
    }
}

impl ParkingLot for House {
    fn park(&self, vehicle: Vehicle) -> Result<Ticket, ParkError> {
        if !self.classes.contains(&vehicle.class) {
            return Err(ParkError::UnknownClass(vehicle.class));
        }
        let ticket = self.admit(vehicle)?;
        self.listeners.tell(&LotEvent::Parked(ticket.clone()));
        Ok(ticket)
    }

    fn exit(&self, id: TicketId) -> Result<Receipt, ExitError> {
        let stay = self.read().stay(id).ok_or(ExitError::InvalidTicket(id))?;
        let _passage = stay.turnstile.enter();
        // Whoever was in the turnstile before may have paid.
        if self.read().stay(id).is_none() {
            return Err(ExitError::InvalidTicket(id));
        }
        let receipt = self.pay(&stay.ticket)?;
        self.write().end(&stay.ticket);
        self.listeners.tell(&LotEvent::Left(receipt.clone()));
        Ok(receipt)
    }

    fn availability(&self) -> Availability {
        self.read().availability()
    }

    fn observe(&self, observer: Arc<dyn LotObserver>) {
        self.listeners.add(observer);
    }

    fn set_in_service(&self, spot: SpotId, in_service: bool) -> Result<(), ServiceError> {
        self.write().set_in_service(spot, in_service)
    }
}
