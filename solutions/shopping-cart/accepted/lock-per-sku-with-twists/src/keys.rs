//! What the customers' keys stand for.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use shopping_cart_api::twists::coupons::CouponCode;
use shopping_cart_api::{CartId, Cents, ChargeKey, CustomerId, IdempotencyKey, Line, Order, Request, Timestamp};

use crate::locked;

/// What was asked for.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Body {
    pub(crate) cart: CartId,
    pub(crate) request: Request,
    pub(crate) coupon: Option<CouponCode>,
}

/// A checkout that nobody knows the outcome of.
#[derive(Clone)]
pub(crate) struct Attempt {
    pub(crate) body: Body,
    pub(crate) charge: ChargeKey,
    pub(crate) lines: Vec<Line>,
    pub(crate) subtotal: Cents,
    pub(crate) total: Cents,
}

/// What a key stands for.
#[derive(Default)]
pub(crate) enum Slot {
    #[default]
    Free,
    Unsettled(Attempt),
    Done(Body, Order),
}

impl Slot {
    /// What the key was used for.
    pub(crate) fn body(&self) -> Option<&Body> {
        match self {
            Slot::Free => None,
            Slot::Unsettled(attempt) => Some(&attempt.body),
            Slot::Done(body, _) => Some(body),
        }
    }

    pub(crate) fn is_over(&self, now: Timestamp, ttl: Duration) -> bool {
        match self {
            Slot::Free => true,
            Slot::Unsettled(_) => false,
            Slot::Done(_, order) => now.since(order.placed_at) >= ttl,
        }
    }
}

type Owner = (CustomerId, IdempotencyKey);

/// All keys that mean something.
#[derive(Default)]
pub(crate) struct Keys(Mutex<HashMap<Owner, Arc<Mutex<Slot>>>>);

impl Keys {
    /// The slot of a key. Whoever locks it has the key to itself.
    pub(crate) fn slot(&self, owner: Owner, now: Timestamp, ttl: Duration) -> Arc<Mutex<Slot>> {
        let mut keys = locked(&self.0);
        // Slots are handed out under this lock only, so one that is here alone is nobody's.
        keys.retain(|_, slot| Arc::strong_count(slot) > 1 || !locked(slot).is_over(now, ttl));
        keys.entry(owner).or_default().clone()
    }
}
