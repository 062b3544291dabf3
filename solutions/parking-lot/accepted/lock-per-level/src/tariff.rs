//! The prices of the config: started hours, a minimum, a daily cap.

use std::collections::BTreeMap;
use std::time::Duration;

use parking_lot_api::{Cents, Config, Tariff, VehicleClass};

use crate::seams::Pricing;

const HOUR_NANOS: u128 = Duration::from_secs(3600).as_nanos();

/// A tariff for each class.
pub(crate) struct Tariffs(BTreeMap<VehicleClass, Tariff>);

impl Tariffs {
    pub(crate) fn new(config: &Config) -> Self {
        Tariffs(config.tariffs.clone())
    }
}

impl Pricing for Tariffs {
    fn price(&self, class: &VehicleClass, stay: Duration) -> Cents {
        self.0.get(class).map_or(Cents::ZERO, |tariff| fee(tariff, stay))
    }
}

fn fee(tariff: &Tariff, stay: Duration) -> Cents {
    let hours = stay.as_nanos().div_ceil(HOUR_NANOS) as u64;
    let of_one_day = |hours: u64| tariff.daily_cap.get().min(hours * tariff.per_started_hour.get());
    let sum = (hours / 24) * of_one_day(24) + of_one_day(hours % 24);
    Cents::new(sum.max(tariff.minimum.get()))
}
