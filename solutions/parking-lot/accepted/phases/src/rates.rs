//! The prices of the config: one of a few kinds of rate for each class.

use std::collections::BTreeMap;
use std::time::Duration;

use parking_lot_api::{Cents, Config, Tariff, Vehicle, VehicleClass};

use crate::seams::Pricing;

const HOUR: Duration = Duration::from_secs(3600);
const HOURS_A_DAY: u64 = 24;

/// How a class is charged.
enum Rate {
    /// So much for each day that has begun.
    Daily(Cents),
    /// So much for each hour that has begun, up to a cap for the day; but a minimum for the stay.
    Hourly(Tariff),
}

impl Rate {
    /// The rate that a tariff amounts to: if the first hour costs the whole day, only days count.
    fn of(tariff: Tariff) -> Rate {
        let day = tariff.daily_cap;
        if tariff.per_started_hour >= day && tariff.minimum == day { Rate::Daily(day) } else { Rate::Hourly(tariff) }
    }

    fn price(&self, hours: u64) -> Cents {
        match self {
            Rate::Daily(day) => Cents::new(hours.div_ceil(HOURS_A_DAY).max(1) * day.get()),
            Rate::Hourly(tariff) => {
                let capped = |hours: u64| (hours * tariff.per_started_hour.get()).min(tariff.daily_cap.get());
                let sum = hours / HOURS_A_DAY * capped(HOURS_A_DAY) + capped(hours % HOURS_A_DAY);
                Cents::new(sum).max(tariff.minimum)
            }
        }
    }
}

/// A rate for each class.
pub(crate) struct Rates(BTreeMap<VehicleClass, Rate>);

impl Rates {
    pub(crate) fn new(config: &Config) -> Self {
        Rates(config.tariffs.iter().map(|(class, &tariff)| (class.clone(), Rate::of(tariff))).collect())
    }
}

impl Pricing for Rates {
    fn price(&self, vehicle: &Vehicle, stay: Duration) -> Cents {
        let hours = stay.as_nanos().div_ceil(HOUR.as_nanos()) as u64;
        self.0.get(&vehicle.class).map_or(Cents::ZERO, |rate| rate.price(hours))
    }
}
