//! The policies that can be swapped.

use std::collections::BTreeSet;
use std::time::Duration;

use parking_lot_api::{Cents, Config, SpotId, Tariff, Vehicle};

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// Chooses the spot for a vehicle.
pub trait Allocation: Send + Sync {
    /// One of the free spots that the vehicle fits on; None turns it away.
    fn choose(&self, vehicle: &Vehicle, free: &BTreeSet<SpotId>) -> Option<SpotId>;
}

/// Prices a stay.
pub trait Pricing: Send + Sync {
    /// What this vehicle pays for a stay of this length.
    fn fee(&self, vehicle: &Vehicle, stay: Duration) -> Cents;
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
        Seams { allocation: Box::new(NearestFirst), pricing: Box::new(ByTariff(config.clone())) }
    }
}

struct NearestFirst;

impl Allocation for NearestFirst {
    fn choose(&self, _vehicle: &Vehicle, free: &BTreeSet<SpotId>) -> Option<SpotId> {
        free.first().copied()
    }
}

struct ByTariff(Config);

impl Pricing for ByTariff {
    fn fee(&self, vehicle: &Vehicle, stay: Duration) -> Cents {
        self.0.tariffs.get(&vehicle.class).map_or(Cents::ZERO, |tariff| price(tariff, stay))
    }
}

/// Day after day, as a cashier would add it up.
fn price(tariff: &Tariff, stay: Duration) -> Cents {
    let mut sum = 0;
    let mut left = stay;
    while !left.is_zero() {
        let today = left.min(DAY);
        sum += (started_hours(today) * tariff.per_started_hour.get()).min(tariff.daily_cap.get());
        left -= today;
    }
    Cents::new(sum).max(tariff.minimum)
}

fn started_hours(stay: Duration) -> u64 {
    stay.as_nanos().div_ceil(HOUR.as_nanos()) as u64
}
