//! The lot: changes from one world to the next.

use std::collections::BTreeSet;
use std::sync::Arc;

use parking_lot_api::{
    Availability, Config, ExitError, LotEvent, LotObserver, ParkError, ParkingLot, Ports, Receipt, ServiceError,
    SpotId, Ticket, TicketId, Vehicle,
};

use crate::current::Current;
use crate::listeners::Listeners;
use crate::seams::Seams;
use crate::world::World;

pub(crate) struct Lot {
    world: Current<World>,
    listeners: Listeners,
    config: Config,
    ports: Ports,
    seams: Seams,
}

impl Lot {
    pub(crate) fn new(config: Config, ports: Ports, seams: Seams) -> Self {
        let world = Current::new(World::new(&config));
        Lot { world, listeners: Listeners::nobody(), config, ports, seams }
    }

    fn charge(&self, ticket: &Ticket) -> Result<Receipt, ExitError> {
        let left_at = self.ports.clock.now();
        let fee = self.seams.pricing.price(&ticket.vehicle.class, left_at.since(ticket.parked_at));
        match self.ports.gateway.charge(ticket.id, fee) {
            Ok(()) => Ok(Receipt { ticket: ticket.clone(), left_at, fee }),
            Err(declined) => {
                self.listeners.tell(LotEvent::PaymentDeclined { ticket: ticket.id, amount: fee });
                Err(declined.into())
            }
        }
    }

    /// A change that cannot fail.
    fn change(&self, change: impl Fn(&mut World)) {
        let Ok(()) = self.world.update(|world| {
            change(world);
            Ok::<(), std::convert::Infallible>(())
        });
    }
}

impl ParkingLot for Lot {
    fn park(&self, vehicle: Vehicle) -> Result<Ticket, ParkError> {
        if !self.config.tariffs.contains_key(&vehicle.class) {
            return Err(ParkError::UnknownClass(vehicle.class));
        }
        let nowhere = BTreeSet::new();
        let fitting = self.config.fits.get(&vehicle.class).unwrap_or(&nowhere);
        let now = self.ports.clock.now();
        let ticket = self.world.update(|world| {
            if world.is_inside(&vehicle.plate) {
                return Err(ParkError::AlreadyParked(vehicle.plate.clone()));
            }
            let free = world.free(|class| fitting.contains(class));
            let spot = self.seams.allocation.allocate(&vehicle, &free).filter(|spot| free.contains(spot));
            Ok(world.admit(vehicle.clone(), spot.ok_or(ParkError::Full)?, now))
        })?;
        self.listeners.tell(LotEvent::Parked(ticket.clone()));
        Ok(ticket)
    }

    fn exit(&self, id: TicketId) -> Result<Receipt, ExitError> {
        let ticket = self.world.update(|world| world.begin_payment(id))?;
        let right_to_pay = RightToPay { lot: self, id };
        let receipt = self.charge(&ticket)?;
        self.change(|world| world.leave(&ticket));
        drop(right_to_pay);
        self.listeners.tell(LotEvent::Left(receipt.clone()));
        Ok(receipt)
    }

    fn availability(&self) -> Availability {
        self.world.get().availability()
    }

    fn observe(&self, observer: Arc<dyn LotObserver>) {
        self.listeners.add(observer);
    }

    fn set_in_service(&self, spot: SpotId, in_service: bool) -> Result<(), ServiceError> {
        self.world.update(|world| world.set_in_service(spot, in_service))
    }
}

/// The right to pay a ticket. It goes back when the payment is over, also by a panic of the gateway.
struct RightToPay<'lot> {
    lot: &'lot Lot,
    id: TicketId,
}

impl Drop for RightToPay<'_> {
    fn drop(&mut self) {
        self.lot.change(|world| world.cancel_payment(self.id));
    }
}
