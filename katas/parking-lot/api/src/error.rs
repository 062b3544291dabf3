//! Why a call was refused. A refused call has changed nothing.

use std::error::Error;
use std::fmt;

use crate::{Declined, Plate, SpotId, TicketId, VehicleClass};

/// Why a vehicle was not let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParkError {
    /// The config has no tariff for this class.
    UnknownClass(VehicleClass),
    /// The vehicle with this plate is inside already.
    AlreadyParked(Plate),
    /// No spot that the vehicle fits on is free.
    Full,
}

impl fmt::Display for ParkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ParkError::UnknownClass(class) => write!(f, "vehicles of class {class} are not let in"),
            ParkError::AlreadyParked(plate) => write!(f, "{plate} is parked already"),
            ParkError::Full => f.write_str("no spot that fits is free"),
        }
    }
}

impl Error for ParkError {}

/// Why a vehicle was not let out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExitError {
    /// The ticket was never issued, or has been paid already.
    InvalidTicket(TicketId),
    /// Another exit with this ticket is being paid right now.
    InProgress(TicketId),
    /// The gateway did not take the money.
    Declined(Declined),
}

impl fmt::Display for ExitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExitError::InvalidTicket(ticket) => write!(f, "ticket {ticket} is not valid"),
            ExitError::InProgress(ticket) => write!(f, "ticket {ticket} is being paid by another exit"),
            ExitError::Declined(declined) => declined.fmt(f),
        }
    }
}

impl Error for ExitError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            ExitError::Declined(declined) => Some(declined),
            ExitError::InvalidTicket(_) | ExitError::InProgress(_) => None,
        }
    }
}

impl From<Declined> for ExitError {
    fn from(declined: Declined) -> Self {
        ExitError::Declined(declined)
    }
}

/// Why a spot was not put into service or taken out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServiceError {
    /// This lot leaves the extension out.
    Unsupported,
    /// The lot has no such spot.
    UnknownSpot(SpotId),
    /// A vehicle stands on the spot.
    Occupied(SpotId),
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ServiceError::Unsupported => f.write_str("this lot cannot take spots out of service"),
            ServiceError::UnknownSpot(spot) => write!(f, "the lot has no spot {spot}"),
            ServiceError::Occupied(spot) => write!(f, "a vehicle stands on {spot}"),
        }
    }
}

impl Error for ServiceError {}
