//! The policies that can be swapped.

use std::collections::BTreeMap;
use std::time::Duration;

use parking_lot_api::{Cents, Config, SpotId, Tariff, Vehicle, VehicleClass};

/// Chooses the spot for a vehicle.
pub trait Allocation: Send + Sync {
    /// One of the free spots that the vehicle fits on, nearest first. None turns it away. It may be asked more than once for
    /// one vehicle, and must not remember anything.
    fn allocate(&self, vehicle: &Vehicle, free: &[SpotId]) -> Option<SpotId>;
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
        Seams { allocation: Box::new(Nearest), pricing: Box::new(PriceList(config.tariffs.clone())) }
    }
}

struct Nearest;

impl Allocation for Nearest {
    fn allocate(&self, _vehicle: &Vehicle, free: &[SpotId]) -> Option<SpotId> {
        free.first().copied()
    }
}

struct PriceList(BTreeMap<VehicleClass, Tariff>);

impl Pricing for PriceList {
    fn price(&self, class: &VehicleClass, stay: Duration) -> Cents {
        let Some(tariff) = self.0.get(class) else { return Cents::ZERO };
        let hours = stay.as_nanos().div_ceil(Duration::from_secs(3600).as_nanos()) as u64;
        let days = [24].repeat((hours / 24) as usize).into_iter().chain([hours % 24]);
        let sum: u64 = days.map(|hours| tariff.daily_cap.get().min(hours * tariff.per_started_hour.get())).sum();
        Cents::new(sum).max(tariff.minimum)
    }
}
