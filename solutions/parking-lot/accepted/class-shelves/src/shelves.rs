//! The free spots: a shelf for each class, a lock for each shelf.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use parking_lot_api::{Availability, Config, Count, ServiceError, SpotClass, SpotId, Vehicle, VehicleClass};

use crate::seams::Allocation;

/// All shelves.
pub(crate) struct Shelves {
    shelves: BTreeMap<SpotClass, Mutex<Shelf>>,
    fits: BTreeMap<VehicleClass, BTreeSet<SpotClass>>,
    classes: BTreeMap<SpotId, SpotClass>,
}

/// The spots of one class, each in exactly one of three places.
#[derive(Default)]
struct Shelf {
    free: BTreeSet<SpotId>,
    taken: BTreeSet<SpotId>,
    out_of_service: BTreeSet<SpotId>,
}

impl Shelves {
    pub(crate) fn new(config: Config) -> Self {
        let mut classes = BTreeMap::new();
        let mut shelves: BTreeMap<SpotClass, Shelf> = BTreeMap::new();
        for level in config.levels {
            for spot in level.spots {
                let id = SpotId::new(level.number, spot.number);
                shelves.entry(spot.class.clone()).or_default().free.insert(id);
                classes.insert(id, spot.class);
            }
        }
        let shelves = shelves.into_iter().map(|(class, shelf)| (class, Mutex::new(shelf))).collect();
        Shelves { shelves, fits: config.fits, classes }
    }

    /// Takes a free spot for the vehicle, if there is one and the policy wants it.
    pub(crate) fn take(&self, vehicle: &Vehicle, choose: &Allocation) -> Option<SpotId> {
        // Every shelf that counts is held, and a `BTreeSet` is in order, so all take them in the same order.
        let fitting = self.fits.get(&vehicle.class)?;
        let mut held: Vec<_> = fitting.iter().filter_map(|class| self.shelves.get(class)).map(locked).collect();
        let free: Vec<SpotId> = held.iter().flat_map(|shelf| &shelf.free).copied().collect();
        if free.is_empty() {
            return None;
        }
        let chosen = choose(vehicle, &free)?;
        let shelf = held.iter_mut().find(|shelf| shelf.free.contains(&chosen))?;
        shelf.free.remove(&chosen);
        shelf.taken.insert(chosen);
        Some(chosen)
    }

    /// Hangs a taken spot back.
    pub(crate) fn put_back(&self, spot: SpotId) {
        if let Some(mut shelf) = self.shelf_of(spot)
            && shelf.taken.remove(&spot)
        {
            shelf.free.insert(spot);
        }
    }

    /// Takes a spot out of service or puts it back.
    pub(crate) fn set_in_service(&self, spot: SpotId, in_service: bool) -> Result<(), ServiceError> {
        let mut shelf = self.shelf_of(spot).ok_or(ServiceError::UnknownSpot(spot))?;
        let shelf = &mut *shelf;
        if shelf.taken.contains(&spot) {
            return if in_service { Ok(()) } else { Err(ServiceError::Occupied(spot)) };
        }
        let (from, to) = match in_service {
            true => (&mut shelf.out_of_service, &mut shelf.free),
            false => (&mut shelf.free, &mut shelf.out_of_service),
        };
        if from.remove(&spot) {
            to.insert(spot);
        }
        Ok(())
    }

    /// The counts, shelf by shelf.
    pub(crate) fn availability(&self) -> Availability {
        let count = |shelf: &Mutex<Shelf>| locked(shelf).count();
        Availability { classes: self.shelves.iter().map(|(class, shelf)| (class.clone(), count(shelf))).collect() }
    }

    fn shelf_of(&self, spot: SpotId) -> Option<MutexGuard<'_, Shelf>> {
        self.shelves.get(self.classes.get(&spot)?).map(locked)
    }
}

impl Shelf {
    fn count(&self) -> Count {
        let (free, occupied) = (self.free.len() as u32, self.taken.len() as u32);
        Count { in_service: free + occupied, free, occupied }
    }
}

/// A policy that panics has changed nothing yet, so a poisoned shelf is in order.
fn locked(shelf: &Mutex<Shelf>) -> MutexGuard<'_, Shelf> {
    shelf.lock().unwrap_or_else(PoisonError::into_inner)
}
