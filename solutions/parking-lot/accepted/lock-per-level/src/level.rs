//! One level: its spots, behind its own lock.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use parking_lot_api::{Availability, Level, ServiceError, SpotClass, SpotId};

use crate::locked;

/// One level of the lot.
pub(crate) struct Floor {
    spots: Mutex<BTreeMap<SpotId, Place>>,
}

struct Place {
    class: SpotClass,
    occupied: bool,
    in_service: bool,
}

impl Floor {
    pub(crate) fn new(level: &Level) -> Self {
        let place = |class: &SpotClass| Place { class: class.clone(), occupied: false, in_service: true };
        let spots = level.spots.iter().map(|spot| (SpotId::new(level.number, spot.number), place(&spot.class)));
        Floor { spots: Mutex::new(spots.collect()) }
    }

    /// Takes one of the free spots of these classes: the one that `choose` picks, if any.
    pub(crate) fn take(
        &self,
        classes: &BTreeSet<SpotClass>,
        choose: impl FnOnce(&[SpotId]) -> Option<SpotId>,
    ) -> Option<SpotId> {
        let mut spots = locked(&self.spots);
        let free = |place: &Place| place.in_service && !place.occupied && classes.contains(&place.class);
        let candidates: Vec<SpotId> = spots.iter().filter(|(_, place)| free(place)).map(|(&id, _)| id).collect();
        if candidates.is_empty() {
            return None;
        }
        let chosen = choose(&candidates)?;
        let place = spots.get_mut(&chosen).filter(|place| free(place))?;
        place.occupied = true;
        Some(chosen)
    }

    /// Frees a spot. `announce` runs before anybody can see that it is free.
    pub(crate) fn free(&self, spot: SpotId, announce: impl FnOnce()) {
        let mut spots = locked(&self.spots);
        if let Some(place) = spots.get_mut(&spot) {
            place.occupied = false;
        }
        announce();
    }

    /// Takes a spot out of service or puts it back. `announce` as in [`Floor::free`].
    pub(crate) fn set_in_service(
        &self,
        spot: SpotId,
        in_service: bool,
        announce: impl FnOnce(),
    ) -> Result<(), ServiceError> {
        let mut spots = locked(&self.spots);
        let place = spots.get_mut(&spot).ok_or(ServiceError::UnknownSpot(spot))?;
        if place.occupied && !in_service {
            return Err(ServiceError::Occupied(spot));
        }
        place.in_service = in_service;
        announce();
        Ok(())
    }

    /// Adds the counts of this level.
    pub(crate) fn count_into(&self, sum: &mut Availability) {
        for place in locked(&self.spots).values() {
            let count = sum.classes.entry(place.class.clone()).or_default();
            if place.in_service {
                count.in_service += 1;
                count.occupied += u32::from(place.occupied);
                count.free += u32::from(!place.occupied);
            }
        }
    }
}
