//! The policies that can be swapped.

use std::sync::Arc;

use parking_lot_api::{Cents, Config, SpotId, Timestamp, Vehicle};

use crate::pricing::TariffBook;

/// Chooses the spot for a vehicle.
pub trait Allocation: Send + Sync {
    /// Where among the free spots (ascending) the vehicle should go; None turns it away.
    fn pick(&self, vehicle: &Vehicle, free: &[SpotId]) -> Option<SpotId>;
}

/// Prices a stay.
pub trait Pricing: Send + Sync {
    /// What the vehicle pays for its stay from one instant to the other.
    fn fee(&self, vehicle: &Vehicle, from: Timestamp, to: Timestamp) -> Cents;
}

/// The policies of one lot.
pub struct Seams {
    /// Which spot a vehicle is given.
    pub allocation: Arc<dyn Allocation>,
    /// What a stay costs.
    pub pricing: Arc<dyn Pricing>,
}

impl Seams {
    /// The policies that the lot opens with.
    pub fn new(config: &Config) -> Self {
        Seams { allocation: Arc::new(Lowest), pricing: Arc::new(TariffBook::new(config)) }
    }
}

struct Lowest;

impl Allocation for Lowest {
    fn pick(&self, _vehicle: &Vehicle, free: &[SpotId]) -> Option<SpotId> {
        free.iter().min().copied()
    }
}
