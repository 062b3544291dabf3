//! The tariffs of the config.

use std::collections::BTreeMap;
use std::time::Duration;

use parking_lot_api::{Cents, Config, Tariff, Timestamp, Vehicle, VehicleClass};

use crate::seams::Pricing;

/// Started hours by tariff.
pub(crate) struct TariffBook {
    tariffs: BTreeMap<VehicleClass, Tariff>,
}

impl TariffBook {
    pub(crate) fn new(config: &Config) -> Self {
        TariffBook { tariffs: config.tariffs.clone() }
    }
}

impl Pricing for TariffBook {
    fn fee(&self, vehicle: &Vehicle, from: Timestamp, to: Timestamp) -> Cents {
        let Some(tariff) = self.tariffs.get(&vehicle.class) else { return Cents::ZERO };
        let hours = started_hours(to.since(from));
        let (rate, cap) = (tariff.per_started_hour.get(), tariff.daily_cap.get());
        let full_days = hours / 24 * cap.min(24 * rate);
        let last_day = cap.min(hours % 24 * rate);
        Cents::new((full_days + last_day).max(tariff.minimum.get()))
    }
}

fn started_hours(stay: Duration) -> u64 {
    let begun_seconds = stay.as_secs() + u64::from(stay.subsec_nanos() > 0);
    begun_seconds.div_ceil(3600)
}
