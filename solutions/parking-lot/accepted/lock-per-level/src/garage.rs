//! All levels together: the search for a spot, and when it may say "full".

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot_api::{Availability, Config, ServiceError, SpotClass, SpotId, Vehicle, VehicleClass};

use crate::level::Floor;
use crate::seams::Allocation;

/// The levels, and how often a spot has become free.
pub(crate) struct Garage {
    floors: BTreeMap<u32, Floor>,
    numbers: Vec<u32>,
    fits: BTreeMap<VehicleClass, BTreeSet<SpotClass>>,
    releases: AtomicU64,
}

impl Garage {
    pub(crate) fn new(config: &Config) -> Self {
        let floors: BTreeMap<u32, Floor> =
            config.levels.iter().map(|level| (level.number, Floor::new(level))).collect();
        let numbers = floors.keys().copied().collect();
        Garage { floors, numbers, fits: config.fits.clone(), releases: AtomicU64::new(0) }
    }

    /// Takes a spot for the vehicle. None means that there was none, at one instant at least.
    pub(crate) fn take(&self, vehicle: &Vehicle, allocation: &dyn Allocation) -> Option<SpotId> {
        let classes = self.fits.get(&vehicle.class)?;
        loop {
            let releases = self.releases.load(Ordering::SeqCst);
            if let Some(spot) = self.search(vehicle, classes, allocation) {
                return Some(spot);
            }
            // A level that was full when the search passed it is still full, unless something was released meanwhile.
            if self.releases.load(Ordering::SeqCst) == releases {
                return None;
            }
        }
    }

    fn search(&self, vehicle: &Vehicle, classes: &BTreeSet<SpotClass>, allocation: &dyn Allocation) -> Option<SpotId> {
        let order = allocation.levels(vehicle, &self.numbers);
        let floors = order.iter().filter_map(|level| self.floors.get(level));
        floors.into_iter().find_map(|floor| floor.take(classes, |free| allocation.spot(vehicle, free)))
    }

    /// Frees a spot.
    pub(crate) fn free(&self, spot: SpotId) {
        if let Some(floor) = self.floors.get(&spot.level) {
            floor.free(spot, || self.count_release());
        }
    }

    /// Takes a spot out of service or puts it back.
    pub(crate) fn set_in_service(&self, spot: SpotId, in_service: bool) -> Result<(), ServiceError> {
        let floor = self.floors.get(&spot.level).ok_or(ServiceError::UnknownSpot(spot))?;
        floor.set_in_service(spot, in_service, || self.count_release())
    }

    /// The counts, one level after the other.
    pub(crate) fn availability(&self) -> Availability {
        let mut sum = Availability::default();
        self.floors.values().for_each(|floor| floor.count_into(&mut sum));
        sum
    }

    fn count_release(&self) {
        self.releases.fetch_add(1, Ordering::SeqCst);
    }
}
