//! The policies that can be swapped, and the ones that the lot opens with.

use std::collections::BTreeMap;
use std::time::Duration;

use parking_lot_api::{Cents, Config, SpotId, Tariff, Vehicle, VehicleClass};

const SECONDS_AN_HOUR: u64 = 60 * 60;
const HOURS_A_DAY: u64 = 24;

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
    /// The policies that the lot opens with.
    pub fn new(config: &Config) -> Self {
        Seams {
            allocation: Box::new(NearestFirst),
            pricing: Box::new(StartedHours { tariffs: config.tariffs.clone() }),
        }
    }
}

/// The lowest level, and there the lowest number.
struct NearestFirst;

impl Allocation for NearestFirst {
    fn choose(&self, _vehicle: &Vehicle, free: &[SpotId]) -> Option<SpotId> {
        free.first().copied()
    }
}

/// Started hours, with a minimum for the stay and a cap for the day.
struct StartedHours {
    tariffs: BTreeMap<VehicleClass, Tariff>,
}

impl Pricing for StartedHours {
    fn fee(&self, class: &VehicleClass, stay: Duration) -> Cents {
        let tariff = &self.tariffs[class];
        let hours = started_hours(stay);
        let (days, rest) = (hours / HOURS_A_DAY, hours % HOURS_A_DAY);
        let capped = |hours: u64| (hours * tariff.per_started_hour.get()).min(tariff.daily_cap.get());
        Cents::new(days * capped(HOURS_A_DAY) + capped(rest)).max(tariff.minimum)
    }
}

/// How many hours a stay has begun: 60:00 is one, the nanosecond after it begins the second.
pub(crate) fn started_hours(stay: Duration) -> u64 {
    let full_hours = stay.as_secs() / SECONDS_AN_HOUR;
    let begun = stay > Duration::from_secs(full_hours * SECONDS_AN_HOUR);
    full_hours + u64::from(begun)
}
