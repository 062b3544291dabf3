//! How results are shown to a learner: short, and in the words of the API.

use std::fmt;
use std::time::Duration;

use kata_suite::expect;
use parking_lot_api::twists::electric::PlugError;
use parking_lot_api::{Availability, Count, ExitError, LotEvent, ParkError, Receipt, ServiceError, Ticket};

/// Something that has a short form.
pub(crate) trait Brief {
    /// `Ok(L1-03)`, `Err(Full)`.
    fn brief(&self) -> String;
}

impl Brief for Result<Ticket, ParkError> {
    fn brief(&self) -> String {
        match self {
            Ok(ticket) => format!("Ok({})", ticket.spot),
            Err(ParkError::Full) => "Err(Full)".into(),
            Err(ParkError::AlreadyParked(plate)) => format!("Err(AlreadyParked({plate}))"),
            Err(ParkError::UnknownClass(class)) => format!("Err(UnknownClass({class}))"),
        }
    }
}

impl Brief for Result<Receipt, ExitError> {
    fn brief(&self) -> String {
        match self {
            Ok(receipt) => format!("Ok(paid {})", receipt.fee),
            Err(ExitError::InvalidTicket(_)) => "Err(InvalidTicket)".into(),
            Err(ExitError::InProgress(_)) => "Err(InProgress)".into(),
            Err(ExitError::Declined(_)) => "Err(Declined)".into(),
        }
    }
}

impl Brief for Result<(), ServiceError> {
    fn brief(&self) -> String {
        match self {
            Ok(()) => "Ok".into(),
            Err(ServiceError::Unsupported) => "Err(Unsupported)".into(),
            Err(ServiceError::UnknownSpot(spot)) => format!("Err(UnknownSpot({spot}))"),
            Err(ServiceError::Occupied(spot)) => format!("Err(Occupied({spot}))"),
        }
    }
}

impl Brief for Result<(), PlugError> {
    fn brief(&self) -> String {
        match self {
            Ok(()) => "Ok".into(),
            Err(PlugError::InvalidTicket(_)) => "Err(InvalidTicket)".into(),
            Err(PlugError::InProgress(_)) => "Err(InProgress)".into(),
            Err(PlugError::NoCharger(spot)) => format!("Err(NoCharger({spot}))"),
            Err(PlugError::PluggedIn(_)) => "Err(PluggedIn)".into(),
            Err(PlugError::NoPower) => "Err(NoPower)".into(),
        }
    }
}

impl Brief for Count {
    fn brief(&self) -> String {
        format!("{} free and {} occupied of {} in service", self.free, self.occupied, self.in_service)
    }
}

impl Brief for Availability {
    fn brief(&self) -> String {
        let classes: Vec<_> = self.classes.iter().map(|(class, count)| format!("{class}: {}", count.brief())).collect();
        classes.join(", ")
    }
}

impl Brief for LotEvent {
    fn brief(&self) -> String {
        match self {
            LotEvent::Parked(ticket) => format!("Parked({})", ticket.vehicle.plate),
            LotEvent::PaymentDeclined { ticket, .. } => format!("PaymentDeclined({ticket})"),
            LotEvent::Left(receipt) => format!("Left({})", receipt.ticket.vehicle.plate),
        }
    }
}

impl<T: Brief> Brief for Vec<T> {
    fn brief(&self) -> String {
        let all: Vec<_> = self.iter().map(Brief::brief).collect();
        format!("[{}]", all.join(", "))
    }
}

/// A value whose `Debug` form, which is what a timeline shows, is its short form.
pub(crate) struct Shown<T>(pub(crate) T);

impl<T: Brief> fmt::Debug for Shown<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.brief())
    }
}

/// A length of time as people at a car park say it: `25:00:00`, with the nanoseconds where there are any.
pub(crate) fn length(of: Duration) -> String {
    let seconds = of.as_secs();
    let nanos = match of.subsec_nanos() {
        0 => String::new(),
        nanos => format!(" and {nanos} ns"),
    };
    format!("{}:{:02}:{:02}{nanos}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// Complains unless two values are the same, and shows both as the API shows them.
pub(crate) fn expect_same<T: PartialEq + fmt::Display>(seen: T, expected: T, what: impl fmt::Display) {
    expect!(seen == expected, "{what}: got {seen}, expected {expected}");
}
