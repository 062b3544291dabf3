//! The policies that can be swapped: two functions.

use std::time::Duration;

use parking_lot_api::{Cents, Config, SpotId, Vehicle, VehicleClass};

use crate::pricing::price_list;

/// Chooses one of the free spots that the vehicle fits on (in no particular order). None turns the vehicle away.
pub(crate) type Allocation = dyn Fn(&Vehicle, &[SpotId]) -> Option<SpotId> + Send + Sync;

/// What a vehicle of this class pays for a stay of this length.
pub(crate) type Pricing = dyn Fn(&VehicleClass, Duration) -> Cents + Send + Sync;

/// The policies of one lot.
pub struct Seams {
    /// Which spot a vehicle is given.
    pub allocation: Box<Allocation>,
    /// What a stay costs.
    pub pricing: Box<Pricing>,
}

impl Seams {
    /// The policies that the lot opens with.
    pub fn new(config: &Config) -> Self {
        Seams { allocation: Box::new(nearest), pricing: Box::new(price_list(config)) }
    }
}

fn nearest(_vehicle: &Vehicle, free: &[SpotId]) -> Option<SpotId> {
    free.iter().min().copied()
}
