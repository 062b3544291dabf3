//! What the lot is made of: its spots, who fits where, what a stay costs.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Cents, SpotClass, VehicleClass};

/// What the lot is made of.
///
/// A config that your `build` is given is sound: levels have different numbers, spots on a level have different numbers,
/// and each class in `fits` has a tariff. You need not check that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// The levels, *in no particular order*.
    pub levels: Vec<Level>,
    /// Which spot classes a vehicle of a class fits on. A vehicle class that is not listed fits nowhere.
    pub fits: BTreeMap<VehicleClass, BTreeSet<SpotClass>>,
    /// What a vehicle of a class pays, on whatever spot it stands. A class without a tariff is not let in
    /// ([`ParkError::UnknownClass`](crate::ParkError::UnknownClass)).
    pub tariffs: BTreeMap<VehicleClass, Tariff>,
}

/// One level of the lot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// Its number. The lowest is assigned first.
    pub number: u32,
    /// Its spots, *in no particular order*.
    pub spots: Vec<Spot>,
}

/// One spot of a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Its number on the level. The lowest is assigned first.
    pub number: u32,
    /// What kind of spot it is.
    pub class: SpotClass,
}

/// What a stay costs.
///
/// * Each **started hour** costs `per_started_hour`: 59:59 is one hour, 60:00 is still one hour, and the smallest bit more
///   is two. A stay of no time at all has no started hour.
/// * A **day** is 24 hours from the entrance, whatever the calendar says. The hours of one day cost `daily_cap` at most; the
///   next day counts anew. So 25 hours cost one day (capped) and one hour.
/// * The whole stay costs `minimum` at least, however short it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tariff {
    /// The price of each started hour.
    pub per_started_hour: Cents,
    /// The least that a whole stay costs. Never above `daily_cap`.
    pub minimum: Cents,
    /// The most that the hours of one day cost.
    pub daily_cap: Cents,
}

impl Tariff {
    /// A tariff, all in cents: `Tariff::cents(200, 100, 1200)`.
    pub const fn cents(per_started_hour: u64, minimum: u64, daily_cap: u64) -> Self {
        Tariff {
            per_started_hour: Cents::new(per_started_hour),
            minimum: Cents::new(minimum),
            daily_cap: Cents::new(daily_cap),
        }
    }
}

/// For tests: a config built up call by call.
///
/// ```
/// use parking_lot_api::{Config, Tariff};
///
/// let config = Config::default()
///     .level(1, ["compact", "large"]) // L1-01 and L1-02
///     .level(2, ["compact"])
///     .class("car", ["compact", "large"], Tariff::cents(200, 100, 1200))
///     .class("van", ["large"], Tariff::cents(300, 300, 2000));
/// assert_eq!(config.levels.len(), 2);
/// ```
impl Config {
    /// The same with one more level, whose spots have these classes and the numbers 1, 2, 3, …
    #[must_use]
    pub fn level<'a>(mut self, number: u32, classes: impl IntoIterator<Item = &'a str>) -> Self {
        let spots = (1..).zip(classes).map(|(number, class)| Spot { number, class: class.into() }).collect();
        self.levels.push(Level { number, spots });
        self
    }

    /// The same with one more vehicle class, which fits on these spot classes and pays this tariff.
    #[must_use]
    pub fn class<'a>(mut self, class: &str, fits_on: impl IntoIterator<Item = &'a str>, tariff: Tariff) -> Self {
        let spot_classes = fits_on.into_iter().map(SpotClass::new).collect();
        self.fits.insert(class.into(), spot_classes);
        self.tariffs.insert(class.into(), tariff);
        self
    }
}
