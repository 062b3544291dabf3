//! The prices of the config.

use std::time::Duration;

use parking_lot_api::{Cents, Config, Tariff, VehicleClass};

const SECONDS_AN_HOUR: u64 = 3600;

/// Prices by the tariffs of the config.
pub(crate) fn price_list(config: &Config) -> impl Fn(&VehicleClass, Duration) -> Cents + Send + Sync + use<> {
    let tariffs = config.tariffs.clone();
    move |class, stay| tariffs.get(class).map_or(Cents::ZERO, |tariff| price(tariff, stay))
}

fn price(tariff: &Tariff, stay: Duration) -> Cents {
    let hours = started_hours(stay);
    let (days, hours_of_last_day) = (hours / 24, hours % 24);
    let day_price = |hours: u64| Ord::min(hours * tariff.per_started_hour.get(), tariff.daily_cap.get());
    Ord::max(Cents::new(days * day_price(24) + day_price(hours_of_last_day)), tariff.minimum)
}

/// How many hours have begun in this time.
pub(crate) fn started_hours(stay: Duration) -> u64 {
    match stay.checked_sub(Duration::from_nanos(1)) {
        Some(just_before) => just_before.as_secs() / SECONDS_AN_HOUR + 1,
        None => 0,
    }
}
