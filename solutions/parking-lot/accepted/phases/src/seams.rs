//! The policies that can be swapped.

use std::time::Duration;

use parking_lot_api::{Cents, Config, SpotId, Vehicle};

use crate::rates::Rates;

/// Chooses the spot for a vehicle. Any function of this shape will do.
pub trait Allocation: Send + Sync {
    /// One of the free spots that the vehicle fits on, which are in ascending order; None turns it away.
    fn place(&self, vehicle: &Vehicle, free: &[SpotId]) -> Option<SpotId>;
}

impl<F> Allocation for F
where
    F: Fn(&Vehicle, &[SpotId]) -> Option<SpotId> + Send + Sync,
{
    fn place(&self, vehicle: &Vehicle, free: &[SpotId]) -> Option<SpotId> {
        self(vehicle, free)
    }
}

/// Prices a stay.
pub trait Pricing: Send + Sync {
    /// What the vehicle pays for a stay of this length.
    fn price(&self, vehicle: &Vehicle, stay: Duration) -> Cents;
}

/// The policies of one lot.
pub struct Seams {
    /// Which spot a vehicle is given.
    pub allocation: Box<dyn Allocation>,
    /// What a stay costs.
    pub pricing: Box<dyn Pricing>,
}

impl Seams {
    /// The policies that the lot opens with.
    pub fn new(config: &Config) -> Self {
        let nearest = |_: &Vehicle, free: &[SpotId]| free.first().copied();
        Seams { allocation: Box::new(nearest), pricing: Box::new(Rates::new(config)) }
    }
}
