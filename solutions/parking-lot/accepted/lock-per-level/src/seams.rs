//! The policies that can be swapped.

use std::time::Duration;

use parking_lot_api::{Cents, Config, SpotId, Vehicle, VehicleClass};

use crate::tariff::Tariffs;

/// Chooses where a vehicle goes: first the order of the levels, then a spot on the level.
pub trait Allocation: Send + Sync {
    /// The levels to try for this vehicle, first choice first. A level that is left out is not tried. `levels` is ascending.
    fn levels(&self, vehicle: &Vehicle, levels: &[u32]) -> Vec<u32>;

    /// One of the free spots of a level that the vehicle fits on. `free` is ascending. None goes on to the next level.
    fn spot(&self, vehicle: &Vehicle, free: &[SpotId]) -> Option<SpotId>;
}

/// Prices a stay.
pub trait Pricing: Send + Sync {
    /// What a vehicle of this class pays for a stay of this length.
    fn price(&self, class: &VehicleClass, stay: Duration) -> Cents;
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
        Seams { allocation: Box::new(Nearest), pricing: Box::new(Tariffs::new(config)) }
    }
}

/// The lowest level with a free spot, and its lowest number.
struct Nearest;

impl Allocation for Nearest {
    fn levels(&self, _vehicle: &Vehicle, levels: &[u32]) -> Vec<u32> {
        levels.to_vec()
    }

    fn spot(&self, _vehicle: &Vehicle, free: &[SpotId]) -> Option<SpotId> {
        free.iter().min().copied()
    }
}
