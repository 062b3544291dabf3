//! Test doubles for your own tests: a clock that you set, a catalog, a gateway and an observer that remember what they were told.
//!
//! The grader brings doubles of its own; these are for `cargo test` in your workspace.
//!
//! ```
//! use shopping_cart_api::kit::World;
//! use shopping_cart_api::{ChargeError, Cents, ChargeKey, PaymentGateway, PaymentMethod};
//!
//! let world = World::new();
//! world.catalog.set("tea", 450);
//! world.gateway.will(Err(ChargeError::Declined("no funds".into())));
//! let ports = world.ports(); // what `build` takes
//!
//! let (key, card) = (ChargeKey::new("1"), PaymentMethod::new("card-1"));
//! assert!(ports.gateway.charge(&key, Cents::new(450), &card).is_err());
//! assert_eq!(world.gateway.taken(), Cents::ZERO);
//! ```

mod catalog;
mod clock;
mod gateway;
mod observer;

use std::sync::{Arc, Mutex, MutexGuard};

pub use catalog::PriceList;
pub use clock::ManualClock;
pub use gateway::{Charge, RecordingGateway};
pub use observer::RecordingObserver;

use crate::Ports;

/// One of each.
#[derive(Clone, Debug)]
pub struct World {
    /// The clock.
    pub clock: Arc<ManualClock>,
    /// What things cost.
    pub catalog: Arc<PriceList>,
    /// Where money is taken.
    pub gateway: Arc<RecordingGateway>,
    /// Who is told of orders.
    pub observer: Arc<RecordingObserver>,
}

impl World {
    /// A world in which nothing has happened.
    #[expect(clippy::new_without_default, reason = "a test says that it makes a new world")]
    pub fn new() -> Self {
        World {
            clock: ManualClock::new(),
            catalog: PriceList::new(),
            gateway: RecordingGateway::new(),
            observer: RecordingObserver::new(),
        }
    }

    /// What a shop is built with.
    pub fn ports(&self) -> Ports {
        Ports {
            clock: self.clock.clone(),
            catalog: self.catalog.clone(),
            gateway: self.gateway.clone(),
            observer: self.observer.clone(),
        }
    }
}

/// A test that failed in one thread must not hide what the others saw, so a poisoned lock is taken all the same.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}
