//! Parking lot: what you implement, and what your lot may rely on.
//!
//! You write a type that implements [`ParkingLot`], and a function that builds it:
//!
//! ```text
//! pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn ParkingLot>
//! ```
//!
//! * [`Config`] says which spots there are, which vehicles fit on them, and what a stay costs.
//! * [`Ports`] are the outside world: the [`Clock`] and the [`PaymentGateway`]. Observers come in later, through
//!   [`ParkingLot::observe`].
//! * `Seams` is your own struct: one field for each policy that somebody will want to swap (`allocation`, `pricing`).
//! * [`kit`] has test doubles for your own tests.
//!
//! # Units
//!
//! Money is whole cents ([`Cents`]). Time is a [`Timestamp`] that only the [`Clock`] hands out. A length of time is a
//! [`std::time::Duration`].
//!
//! # Many callers
//!
//! Every method may be called from many threads at once. A call that has returned has happened: whoever calls later sees
//! its effect. An error changes nothing: not the spots, not the tickets, not the availability. Where a policy panics, the call that
//! asked it may unwind, but the lot stays usable, and a ticket good that was to be paid.

mod availability;
mod config;
mod error;
mod ids;
pub mod kit;
mod money;
mod observer;
mod ports;
mod ticket;
mod time;
pub mod twists;

use std::sync::Arc;

pub use availability::{Availability, Count};
pub use config::{Config, Level, Spot, Tariff};
pub use error::{ExitError, ParkError, ServiceError};
pub use ids::{Plate, SpotClass, SpotId, TicketId, VehicleClass};
pub use money::Cents;
pub use observer::{LotEvent, LotObserver};
pub use ports::{Clock, Declined, PaymentGateway, Ports};
pub use ticket::{Receipt, Ticket, Vehicle};
pub use time::Timestamp;

/// The lot, as the barriers at its entrance and exit call it.
pub trait ParkingLot: Send + Sync {
    /// Gives the vehicle a free spot that it fits on, and a ticket for it.
    ///
    /// The spot is the one on the lowest level, and there the one with the lowest number, among all free spots in service
    /// whose class [`Config::fits`] lists for the vehicle's class; so the same history gives the same spot every time.
    /// The stay begins at what [`Clock::now`] says during this call.
    ///
    /// # Errors
    ///
    /// In this order, where more than one applies:
    ///
    /// * [`ParkError::UnknownClass`]: the config has no tariff for the vehicle's class.
    /// * [`ParkError::AlreadyParked`]: a vehicle with this plate is inside. It is inside until an exit has been paid.
    /// * [`ParkError::Full`]: no spot that fits was free. With other calls in flight, it is enough that none was free
    ///   at *one* instant of this call; but a spot that was free all the time must not be overlooked.
    fn park(&self, vehicle: Vehicle) -> Result<Ticket, ParkError>;

    /// Charges the fee of the stay through the [`PaymentGateway`]; once that is paid, frees the spot and voids the ticket.
    ///
    /// The stay ends at what [`Clock::now`] says during this call, before the charge. The fee is that of [`Tariff`].
    /// Until the charge is approved the vehicle is inside: its spot is occupied, its plate is parked, its ticket is valid.
    ///
    /// # Errors
    ///
    /// * [`ExitError::InvalidTicket`]: this lot never issued the ticket, or it has been paid already. Nobody is charged.
    /// * [`ExitError::InProgress`]: another exit with this ticket is being paid right now. You may return it, or wait for
    ///   the other exit to end and answer then; either way, a ticket is never paid twice.
    /// * [`ExitError::Declined`]: the gateway declined. Spot and ticket stay as they were, and a later exit tries again
    ///   (with the fee of the longer stay).
    fn exit(&self, ticket: TicketId) -> Result<Receipt, ExitError>;

    /// How many spots of each class are free and occupied.
    ///
    /// Exact when no other call is in flight. With calls in flight each number may be a moment old, but it is never
    /// above what the lot has.
    fn availability(&self) -> Availability;

    /// Adds an observer. It is told of everything that calls do which begin after this one has returned.
    ///
    /// See [`LotObserver`] for what it is told, when, and what it may do meanwhile.
    fn observe(&self, observer: Arc<dyn LotObserver>);

    /// Takes a spot out of service, or puts it back. *An extension: leave it out until the rest stands.*
    ///
    /// A spot out of service is neither assigned nor counted. All spots start in service. Setting what is already set
    /// is `Ok` and changes nothing.
    ///
    /// # Errors
    ///
    /// * [`ServiceError::Unsupported`]: you left this extension out (the body that this trait comes with).
    /// * [`ServiceError::UnknownSpot`]: the lot has no such spot.
    /// * [`ServiceError::Occupied`]: a vehicle stands on the spot that should go out of service, paid or not.
    fn set_in_service(&self, spot: SpotId, in_service: bool) -> Result<(), ServiceError> {
        let _ = (spot, in_service);
        Err(ServiceError::Unsupported)
    }
}
