//! Claims of workers elsewhere.

use std::error::Error;
use std::fmt;

use crate::{LeaseId, Run, StoreError, Timestamp};

/// An attempt that a worker elsewhere makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What to settle it with. It is the fencing token as well: a later claim of the same occurrence has another one.
    pub lease: LeaseId,
    /// The lease is good before this instant, and stale from it on, unless a heartbeat prolongs it.
    pub until: Timestamp,
    /// What is attempted.
    pub run: Run,
}

/// Why a claim was not made, prolonged or settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeaseError {
    /// This scheduler leaves the extension out.
    Unsupported,
    /// The lease has run out, was settled already, or was never given.
    Stale(LeaseId),
    /// The effect could not be applied. The lease is as it was.
    Store(StoreError),
}

impl fmt::Display for LeaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LeaseError::Unsupported => f.write_str("this scheduler gives no leases"),
            LeaseError::Stale(lease) => write!(f, "the lease {lease} is stale"),
            LeaseError::Store(error) => error.fmt(f),
        }
    }
}

impl Error for LeaseError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            LeaseError::Store(error) => Some(error),
            LeaseError::Unsupported | LeaseError::Stale(_) => None,
        }
    }
}
