//! The policies that can be swapped.

use std::collections::BTreeSet;

use parking_lot_api::{Cents, Config, SpotId, Timestamp, Vehicle, VehicleClass};

use crate::shipped::{Natural, PerHour};

/// Chooses the spot for a vehicle.
pub trait Allocation: Send + Sync {
    /// Whether the vehicle would rather stand on the first of these.
    fn prefers(&self, _vehicle: &Vehicle, one: SpotId, other: SpotId) -> bool {
        one < other
    }

    /// Which of the free spots it is given. None turns it away.
    fn choose(&self, vehicle: &Vehicle, free: &BTreeSet<SpotId>) -> Option<SpotId> {
        let better = |best, spot| if self.prefers(vehicle, spot, best) { spot } else { best };
        free.iter().copied().reduce(better)
    }
}

/// Prices a stay.
pub trait Pricing: Send + Sync {
    /// What a vehicle of this class pays for the time between these instants.
    fn fee(&self, class: &VehicleClass, from: Timestamp, to: Timestamp) -> Cents;
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
        Seams { allocation: Box::new(Natural), pricing: Box::new(PerHour::<3600, 24>::new(config)) }
    }
}
