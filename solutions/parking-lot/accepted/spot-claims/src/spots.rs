//! The spots, each one atomic word.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

use parking_lot_api::{Availability, Config, ServiceError, SpotClass, SpotId, Vehicle, VehicleClass};

use crate::seams::Allocation;

const FREE: u8 = 0;
const TAKEN: u8 = 1;
const OUT_OF_SERVICE: u8 = 2;

struct Spot {
    class: SpotClass,
    state: AtomicU8,
}

impl Spot {
    fn moves(&self, from: u8, to: u8) -> Result<u8, u8> {
        self.state.compare_exchange(from, to, Ordering::SeqCst, Ordering::SeqCst)
    }
}

/// All spots. The map never changes; only the words in it do.
pub(crate) struct Spots {
    spots: BTreeMap<SpotId, Spot>,
    fits: BTreeMap<VehicleClass, BTreeSet<SpotClass>>,
    /// How often a spot has been made free.
    releases: AtomicU64,
}

impl Spots {
    pub(crate) fn new(config: &Config) -> Self {
        let mut spots = BTreeMap::new();
        for level in &config.levels {
            for spot in &level.spots {
                let state = AtomicU8::new(FREE);
                spots.insert(SpotId::new(level.number, spot.number), Spot { class: spot.class.clone(), state });
            }
        }
        Spots { spots, fits: config.fits.clone(), releases: AtomicU64::new(0) }
    }

    /// Claims a spot for the vehicle. None if at some instant there was none, or if the policy wants none.
    pub(crate) fn claim(&self, vehicle: &Vehicle, allocation: &dyn Allocation) -> Option<SpotId> {
        let classes = self.fits.get(&vehicle.class)?;
        loop {
            let releases = self.releases.load(Ordering::SeqCst);
            let free = self.free(classes);
            if free.is_empty() {
                if self.releases.load(Ordering::SeqCst) == releases {
                    return None;
                }
                continue;
            }
            let chosen = allocation.pick(vehicle, &free).filter(|spot| free.contains(spot))?;
            if self.spots.get(&chosen)?.moves(FREE, TAKEN).is_ok() {
                return Some(chosen);
            }
        }
    }

    fn free(&self, classes: &BTreeSet<SpotClass>) -> Vec<SpotId> {
        let fitting = self.spots.iter().filter(|(_, spot)| classes.contains(&spot.class));
        fitting.filter(|(_, spot)| spot.state.load(Ordering::SeqCst) == FREE).map(|(&id, _)| id).collect()
    }

    /// Gives a claim back. Counted last: were it counted first, a search could begin after the count, pass the spot while it
    /// is still taken, and find the count unchanged in the end, though the spot has been free since.
    pub(crate) fn release(&self, spot: SpotId) {
        if let Some(spot) = self.spots.get(&spot) {
            spot.state.store(FREE, Ordering::SeqCst);
        }
        self.releases.fetch_add(1, Ordering::SeqCst);
    }

    /// Takes a spot out of service or puts it back.
    pub(crate) fn set_in_service(&self, id: SpotId, in_service: bool) -> Result<(), ServiceError> {
        let spot = self.spots.get(&id).ok_or(ServiceError::UnknownSpot(id))?;
        if in_service {
            if spot.moves(OUT_OF_SERVICE, FREE).is_ok() {
                self.releases.fetch_add(1, Ordering::SeqCst);
            }
            return Ok(());
        }
        match spot.moves(FREE, OUT_OF_SERVICE) {
            Ok(_) | Err(OUT_OF_SERVICE) => Ok(()),
            Err(_) => Err(ServiceError::Occupied(id)),
        }
    }

    /// The counts, read spot by spot.
    pub(crate) fn availability(&self) -> Availability {
        let mut availability = Availability::default();
        for spot in self.spots.values() {
            let count = availability.classes.entry(spot.class.clone()).or_default();
            match spot.state.load(Ordering::SeqCst) {
                FREE => (count.free, count.in_service) = (count.free + 1, count.in_service + 1),
                TAKEN => (count.occupied, count.in_service) = (count.occupied + 1, count.in_service + 1),
                _ => {}
            }
        }
        availability
    }
}
