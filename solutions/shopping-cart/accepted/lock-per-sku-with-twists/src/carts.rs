//! The carts, each behind locks of its own.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use shopping_cart_api::{CartError, CartId, Cents, CustomerId, IdempotencyKey, Line, Price, Sku};

use crate::locked;

/// One cart.
pub(crate) struct Cart {
    pub(crate) customer: CustomerId,
    /// Held by a checkout from its beginning to its end.
    pub(crate) turn: Mutex<()>,
    pub(crate) content: Mutex<Content>,
}

/// What is in it.
#[derive(Clone, Default)]
pub(crate) struct Content {
    lines: BTreeMap<Sku, (u32, Cents)>,
    /// The key of a checkout that has reserved and is not settled.
    pub(crate) unsettled: Option<IdempotencyKey>,
}

impl Content {
    pub(crate) fn lines(&self) -> Vec<Line> {
        let line = |(sku, (quantity, unit_price)): (&Sku, &(u32, Cents))| Line {
            sku: sku.clone(),
            quantity: *quantity,
            unit_price: *unit_price,
        };
        self.lines.iter().map(line).collect()
    }

    pub(crate) fn subtotal(&self) -> Option<Cents> {
        self.lines
            .values()
            .try_fold(Cents::ZERO, |sum, (quantity, price)| sum.checked_add(price.checked_mul(*quantity)?))
    }

    pub(crate) fn add(&mut self, sku: Sku, quantity: u32, price: &Price, limit: u32) -> Result<(), CartError> {
        let mut changed = self.clone();
        let line = changed.lines.entry(sku).or_insert((0, price.amount));
        line.0 = line.0.saturating_add(quantity);
        if line.0 > limit {
            return Err(CartError::OverLimit { limit });
        }
        changed.subtotal().ok_or(CartError::AmountOverflow)?;
        *self = changed;
        Ok(())
    }

    pub(crate) fn set_quantity(&mut self, sku: Sku, quantity: u32, limit: u32) -> Result<(), CartError> {
        let mut changed = self.clone();
        let Some(line) = changed.lines.get_mut(&sku) else { return Err(CartError::NotInCart(sku)) };
        if quantity > limit {
            return Err(CartError::OverLimit { limit });
        }
        line.0 = quantity;
        changed.lines.retain(|_, line| line.0 > 0);
        changed.subtotal().ok_or(CartError::AmountOverflow)?;
        *self = changed;
        Ok(())
    }

    pub(crate) fn take_out(&mut self, ordered: &[Line]) {
        for line in ordered {
            if let Some(mine) = self.lines.get_mut(&line.sku) {
                mine.0 = mine.0.saturating_sub(line.quantity);
            }
        }
        self.lines.retain(|_, line| line.0 > 0);
    }

    /// Moves everything from `guest` in here; false, and nothing is moved, where the subtotal would not fit.
    pub(crate) fn take_over(&mut self, guest: &mut Content, limit: u32) -> bool {
        let mut changed = self.clone();
        for (sku, (quantity, price)) in &guest.lines {
            let line = changed.lines.entry(sku.clone()).or_insert((0, *price));
            line.0 = line.0.saturating_add(*quantity).min(limit);
        }
        if changed.subtotal().is_none() {
            return false;
        }
        *self = changed;
        guest.lines.clear();
        true
    }
}

/// All carts.
#[derive(Default)]
pub(crate) struct Carts {
    carts: RwLock<HashMap<CartId, Arc<Cart>>>,
    opened: AtomicU64,
}

impl Carts {
    pub(crate) fn open(&self, customer: CustomerId) -> CartId {
        let id = CartId::new(self.opened.fetch_add(1, Ordering::Relaxed));
        let cart = Arc::new(Cart { customer, turn: Mutex::default(), content: Mutex::default() });
        self.carts.write().unwrap_or_else(PoisonError::into_inner).insert(id, cart);
        id
    }

    pub(crate) fn get(&self, id: CartId) -> Option<Arc<Cart>> {
        self.carts.read().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    /// Moves everything from one cart to another, with both locked in the order of their ids.
    pub(crate) fn pour(&self, (guest, from): (CartId, &Cart), (into, to): (CartId, &Cart), limit: u32) -> Poured {
        let (mut from, mut to) = if guest < into {
            let from = locked(&from.content);
            (from, locked(&to.content))
        } else {
            let to = locked(&to.content);
            (locked(&from.content), to)
        };
        if from.unsettled.is_some() {
            return Poured::InCheckout;
        }
        if to.take_over(&mut from, limit) { Poured::Done } else { Poured::Overflow }
    }
}

/// How a merge went.
pub(crate) enum Poured {
    Done,
    InCheckout,
    Overflow,
}
