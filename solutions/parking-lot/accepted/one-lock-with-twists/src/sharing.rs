//! Who shares a spot with whom.

use parking_lot_api::VehicleClass;
use parking_lot_api::twists::bikes::Bikes;

/// The rule of one lot. By the default one, nobody shares.
#[derive(Default)]
pub(crate) struct Sharing {
    bikes: Option<Bikes>,
}

impl Sharing {
    /// The rule of a lot for bikes.
    pub(crate) fn new(bikes: Bikes) -> Self {
        Sharing { bikes: Some(bikes) }
    }

    /// How many vehicles of this class share a spot. None means that each has a spot of its own.
    pub(crate) fn per_spot(&self, class: &VehicleClass) -> Option<u32> {
        self.bikes.as_ref().filter(|bikes| bikes.class == *class).map(|bikes| bikes.per_spot)
    }
}
