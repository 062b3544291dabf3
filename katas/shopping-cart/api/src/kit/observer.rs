//! An observer that remembers.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::locked;
use crate::{NotTold, Order, OrderObserver};

const PATIENCE: Duration = Duration::from_secs(5);

/// An observer that remembers each order.
#[derive(Debug, Default)]
pub struct RecordingObserver {
    orders: Mutex<Vec<Order>>,
    told: Condvar,
}

impl RecordingObserver {
    /// An observer that has been told nothing yet.
    pub fn new() -> Arc<Self> {
        Arc::new(RecordingObserver::default())
    }

    /// Waits until there are this many orders, for shops that tell their observer from a thread of their own. Gives up after
    /// a few seconds. The orders so far.
    pub fn wait_for(&self, count: usize) -> Vec<Order> {
        let orders = locked(&self.orders);
        let enough = self.told.wait_timeout_while(orders, PATIENCE, |orders| orders.len() < count);
        enough.unwrap_or_else(PoisonError::into_inner).0.clone()
    }
}

impl OrderObserver for RecordingObserver {
    fn order_placed(&self, order: &Order) -> Result<(), NotTold> {
        locked(&self.orders).push(order.clone());
        self.told.notify_all();
        Ok(())
    }
}
