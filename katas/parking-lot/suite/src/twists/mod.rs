//! The requirements that come late. Each is a trait and a build function of its own, so whoever was never asked for one, or left
//! it out, has not attempted its checks.

mod bikes;
mod electric;

use std::sync::Arc;

use kata_suite::Check;
use parking_lot_api::{ParkingLot, Ports};

use crate::Subject;
use crate::doubles::{Gateway, TownClock};
use crate::town::Town;

pub(crate) fn checks() -> Vec<Check<Subject>> {
    [bikes::checks(), electric::checks()].into_iter().flatten().collect()
}

/// Opens the lot of a twist: the town around it, and the lot as the twist knows it.
fn open<L: ?Sized>(build: impl FnOnce(Ports) -> Arc<L>, plain: fn(Arc<L>) -> Arc<dyn ParkingLot>) -> (Town, Arc<L>) {
    let (clock, gateway) = (Arc::new(TownClock::new()), Arc::new(Gateway::default()));
    let lot = build(Ports { clock: clock.clone(), gateway: gateway.clone() });
    (Town { lot: plain(lot.clone()), clock, gateway }, lot)
}
