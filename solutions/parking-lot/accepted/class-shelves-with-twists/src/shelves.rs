//! The free spots: a shelf for each class, a lock for each shelf.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use parking_lot_api::twists::bikes::Bikes;
use parking_lot_api::{Availability, Config, Count, ServiceError, SpotClass, SpotId, Vehicle, VehicleClass};

use crate::seams::Allocation;

/// All shelves.
pub(crate) struct Shelves {
    shelves: BTreeMap<SpotClass, Mutex<Shelf>>,
    fits: BTreeMap<VehicleClass, BTreeSet<SpotClass>>,
    classes: BTreeMap<SpotId, SpotClass>,
    bikes: Option<Bikes>,
}

/// The spots of one class, each in exactly one of four places.
#[derive(Default)]
struct Shelf {
    free: BTreeSet<SpotId>,
    taken: BTreeSet<SpotId>,
    /// How many bikes stand on a spot.
    shared: BTreeMap<SpotId, u32>,
    out_of_service: BTreeSet<SpotId>,
}

impl Shelves {
    pub(crate) fn new(config: &Config, bikes: Option<Bikes>) -> Self {
        let mut classes = BTreeMap::new();
        let mut shelves: BTreeMap<SpotClass, Shelf> = BTreeMap::new();
        for level in &config.levels {
            for spot in &level.spots {
                let id = SpotId::new(level.number, spot.number);
                shelves.entry(spot.class.clone()).or_default().free.insert(id);
                classes.insert(id, spot.class.clone());
            }
        }
        let shelves = shelves.into_iter().map(|(class, shelf)| (class, Mutex::new(shelf))).collect();
        Shelves { shelves, fits: config.fits.clone(), classes, bikes }
    }

    /// Takes a spot for the vehicle, if there is one with room and the policy wants it.
    pub(crate) fn take(&self, vehicle: &Vehicle, choose: &Allocation) -> Option<SpotId> {
        let mut held = self.held_for(&vehicle.class);
        let per_spot = self.per_spot(&vehicle.class);
        let mut open: Vec<SpotId> = held.iter().flat_map(|shelf| shelf.with_room(per_spot)).collect();
        if open.is_empty() {
            open = held.iter().flat_map(|shelf| &shelf.free).copied().collect();
        }
        let chosen = if open.is_empty() { None } else { choose(vehicle, &open) };
        let chosen = chosen.filter(|chosen| open.contains(chosen))?;
        let holds =
            |shelf: &&mut MutexGuard<'_, Shelf>| shelf.free.contains(&chosen) || shelf.shared.contains_key(&chosen);
        held.iter_mut().find(holds)?.hand_out(chosen, per_spot);
        Some(chosen)
    }

    /// Hangs a taken spot back, or what one vehicle had of it.
    pub(crate) fn put_back(&self, spot: SpotId) {
        if let Some(mut shelf) = self.shelf_of(spot) {
            shelf.put_back(spot);
        }
    }

    /// How many more vehicles of this class there is room for.
    pub(crate) fn room_for(&self, class: &VehicleClass) -> u32 {
        let per_spot = self.per_spot(class);
        let room = |shelf: &MutexGuard<'_, Shelf>| {
            let beside_others = shelf.shared.values().map(|riders| per_spot.map_or(0, |per_spot| per_spot - riders));
            shelf.free.len() as u32 * per_spot.unwrap_or(1) + beside_others.sum::<u32>()
        };
        self.held_for(class).iter().map(room).sum()
    }

    /// Every shelf that counts for the class, held. A `BTreeSet` is in order, so all take them in the same order.
    fn held_for(&self, class: &VehicleClass) -> Vec<MutexGuard<'_, Shelf>> {
        let fitting = self.fits.get(class).into_iter().flatten();
        fitting.filter_map(|class| self.shelves.get(class)).map(locked).collect()
    }

    /// How many vehicles of this class share a spot; None where each has its own.
    fn per_spot(&self, class: &VehicleClass) -> Option<u32> {
        self.bikes.as_ref().filter(|bikes| bikes.class == *class).map(|bikes| bikes.per_spot)
    }

    /// Takes a spot out of service or puts it back.
    pub(crate) fn set_in_service(&self, spot: SpotId, in_service: bool) -> Result<(), ServiceError> {
        let mut shelf = self.shelf_of(spot).ok_or(ServiceError::UnknownSpot(spot))?;
        let shelf = &mut *shelf;
        if shelf.taken.contains(&spot) || shelf.shared.contains_key(&spot) {
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
    /// The spots on which bikes stand, with room for one more.
    fn with_room(&self, per_spot: Option<u32>) -> impl Iterator<Item = SpotId> {
        let has_room = move |riders: u32| per_spot.is_some_and(|per_spot| riders < per_spot);
        self.shared.iter().filter(move |(_, riders)| has_room(**riders)).map(|(&spot, _)| spot)
    }

    fn hand_out(&mut self, spot: SpotId, per_spot: Option<u32>) {
        self.free.remove(&spot);
        match per_spot {
            Some(_) => *self.shared.entry(spot).or_default() += 1,
            None => drop(self.taken.insert(spot)),
        }
    }

    fn put_back(&mut self, spot: SpotId) {
        let is_last = match self.shared.get_mut(&spot) {
            Some(riders) => {
                *riders -= 1;
                *riders == 0
            }
            None => self.taken.remove(&spot),
        };
        if is_last {
            self.shared.remove(&spot);
            self.free.insert(spot);
        }
    }

    fn count(&self) -> Count {
        let (free, occupied) = (self.free.len() as u32, (self.taken.len() + self.shared.len()) as u32);
        Count { in_service: free + occupied, free, occupied }
    }
}

/// A policy that panics has changed nothing yet, so a poisoned shelf is in order.
fn locked(shelf: &Mutex<Shelf>) -> MutexGuard<'_, Shelf> {
    shelf.lock().unwrap_or_else(PoisonError::into_inner)
}
