//! The policies that the lot opens with.

use std::collections::BTreeMap;

use parking_lot_api::{Cents, Config, Tariff, Timestamp, VehicleClass};

use crate::seams::{Allocation, Pricing};

/// Prefers what is nearer, as anybody would.
pub(crate) struct Natural;

impl Allocation for Natural {}

/// Hours of so many seconds, days of so many hours.
pub(crate) struct PerHour<const SECONDS: u64, const HOURS: u64>(BTreeMap<VehicleClass, Tariff>);

impl<const SECONDS: u64, const HOURS: u64> PerHour<SECONDS, HOURS> {
    pub(crate) fn new(config: &Config) -> Self {
        PerHour(config.tariffs.clone())
    }
}

impl<const SECONDS: u64, const HOURS: u64> Pricing for PerHour<SECONDS, HOURS> {
    fn fee(&self, class: &VehicleClass, from: Timestamp, to: Timestamp) -> Cents {
        let Some(tariff) = self.0.get(class) else { return Cents::ZERO };
        let stay = to.since(from);
        let is_begun = stay.subsec_nanos() > 0 || stay.as_secs() % SECONDS > 0;
        let hours = stay.as_secs() / SECONDS + u64::from(is_begun);
        let of_one_day = |hours: u64| tariff.daily_cap.get().min(hours * tariff.per_started_hour.get());
        let sum = hours / HOURS * of_one_day(HOURS) + of_one_day(hours % HOURS);
        Cents::new(sum).max(tariff.minimum)
    }
}
