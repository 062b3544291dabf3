//! Twist: some spots have a charger.
//!
//! You write a type that implements [`ElectricParkingLot`], and beside `build` a function that builds it:
//!
//! ```text
//! pub fn build_with_electric(config: Config, ports: Ports, seams: Seams, electric: Electric) -> Arc<dyn ElectricParkingLot>
//! ```
//!
//! `build` stays as it is: the lots that were sold before have no chargers.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt;

use crate::{Cents, ParkingLot, SpotClass, SpotId, TicketId};

/// The chargers of a lot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Electric {
    /// Every spot of these classes has a charger; no other has.
    pub with_charger: BTreeSet<SpotClass>,
    /// The price of each started hour of charging. Hours start as those of a [`Tariff`](crate::Tariff) do, but they have neither
    /// a minimum nor a daily cap.
    pub per_started_hour: Cents,
    /// How many vehicles can charge at the same time: the lot's line to the grid feeds no more. It may be less than
    /// there are chargers.
    pub feeds: u32,
}

/// A lot with chargers. All that [`ParkingLot`] promises goes for it as well.
///
/// A vehicle that is plugged in charges until it leaves: [`exit`](ParkingLot::exit) charges the stay **and** the charging, in one
/// payment. The sum is the fee of the receipt, and the amount of a declined payment. Charging ends at the instant at which the
/// stay ends. Until the payment is approved the vehicle stays plugged in; from then on its share of the line is free for others.
pub trait ElectricParkingLot: ParkingLot {
    /// Plugs the vehicle with this ticket in. It charges from what [`Clock::now`](crate::Clock::now) says during this call.
    ///
    /// # Errors
    ///
    /// In this order, where more than one applies; an error changes nothing:
    ///
    /// * [`PlugError::InvalidTicket`]: this lot never issued the ticket, or it has been paid already.
    /// * [`PlugError::InProgress`]: an exit with this ticket is being paid right now. You may return it, or wait for the
    ///   exit to end and answer then.
    /// * [`PlugError::NoCharger`]: the vehicle's spot has no charger.
    /// * [`PlugError::PluggedIn`]: the vehicle is charging already.
    /// * [`PlugError::NoPower`]: as many vehicles as the line feeds are charging. With other calls in flight, it is enough that
    ///   it was so at one instant of this call.
    fn plug_in(&self, ticket: TicketId) -> Result<(), PlugError>;
}

/// Why a vehicle was not plugged in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlugError {
    /// The lot never issued this ticket, or it has been paid already.
    InvalidTicket(TicketId),
    /// An exit with this ticket is being paid right now.
    InProgress(TicketId),
    /// There is no charger at this spot.
    NoCharger(SpotId),
    /// The vehicle is charging already.
    PluggedIn(TicketId),
    /// The line to the grid feeds no more vehicles.
    NoPower,
}

impl fmt::Display for PlugError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PlugError::InvalidTicket(ticket) => write!(f, "ticket {ticket} is not valid"),
            PlugError::InProgress(ticket) => write!(f, "ticket {ticket} is being paid by an exit"),
            PlugError::NoCharger(spot) => write!(f, "there is no charger at {spot}"),
            PlugError::PluggedIn(ticket) => write!(f, "the vehicle with ticket {ticket} is charging already"),
            PlugError::NoPower => f.write_str("the line feeds no more vehicles"),
        }
    }
}

impl Error for PlugError {}
