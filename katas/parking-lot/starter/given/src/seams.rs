//! The policies that somebody will want to swap, and the ones that the lot opens with.

use std::collections::BTreeMap;
use std::time::Duration;

use parking_lot_api::{Cents, Config, SpotId, Tariff, Vehicle, VehicleClass};

/// Chooses the spot for a vehicle.
pub trait Allocation: Send + Sync {
    /// One of `free`, which are the free spots that the vehicle fits on, lowest level and number first. None turns the
    /// vehicle away.
    fn choose(&self, vehicle: &Vehicle, free: &[SpotId]) -> Option<SpotId>;
}

/// Prices a stay.
pub trait Pricing: Send + Sync {
    /// What a vehicle of this class pays for a stay of this length.
    fn fee(&self, class: &VehicleClass, stay: Duration) -> Cents;
}

/// The policies of one lot. The lot knows them by their traits only.
pub struct Seams {
    /// Which spot a vehicle is given.
    pub allocation: Box<dyn Allocation>,
    /// What a stay costs.
    pub pricing: Box<dyn Pricing>,
}

impl Seams {
    /// The policies that the lot opens with. This is the only place that names them.
    pub fn new(config: &Config) -> Self {
        Seams {
            allocation: Box::new(NearestFirst),
            pricing: Box::new(StartedHours { tariffs: config.tariffs.clone() }),
        }
    }
}

/// The lowest level, and there the lowest number.
pub struct NearestFirst;

impl Allocation for NearestFirst {
    fn choose(&self, vehicle: &Vehicle, free: &[SpotId]) -> Option<SpotId> {
        todo!("choose one of {free:?} for {vehicle:?}")
    }
}

/// Started hours, with a minimum for the stay and a cap for the day.
pub struct StartedHours {
    /// What each class pays.
    pub tariffs: BTreeMap<VehicleClass, Tariff>,
}

impl Pricing for StartedHours {
    fn fee(&self, class: &VehicleClass, stay: Duration) -> Cents {
        todo!("price {stay:?} for {class}")
    }
}
