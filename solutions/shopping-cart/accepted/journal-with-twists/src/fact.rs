//! What has happened, and what follows from it.

use std::collections::{BTreeMap, BTreeSet};

use shopping_cart_api::twists::coupons::CouponCode;
use shopping_cart_api::{
    CartId, Cents, ChargeKey, CustomerId, IdempotencyKey, Line, Order, OrderId, Request, Sku, Timestamp,
};

pub(crate) type Owner = (CustomerId, IdempotencyKey);

/// What has happened.
#[derive(Clone, Debug)]
pub(crate) enum Fact {
    Opened(CartId, CustomerId),
    Lined(CartId, Line),
    Unlined(CartId, Sku),
    Reserved(Attempt),
    Expired(Owner),
    ReservedAgain(Owner, Timestamp),
    TakenUp(Owner),
    LeftOpen(Owner),
    Ordered(Owner, Order),
    CalledOff(Owner),
    Forgotten(Owner),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Attempt {
    pub(crate) owner: Owner,
    pub(crate) body: Body,
    pub(crate) charge: ChargeKey,
    pub(crate) lines: Vec<Line>,
    pub(crate) subtotal: Cents,
    pub(crate) total: Cents,
    pub(crate) until: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Body {
    pub(crate) cart: CartId,
    pub(crate) request: Request,
    pub(crate) coupon: Option<CouponCode>,
}

#[derive(Clone, Debug)]
pub(crate) struct Cart {
    pub(crate) customer: CustomerId,
    pub(crate) lines: BTreeMap<Sku, Line>,
    pub(crate) busy: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum Key {
    /// Somebody is at it.
    Busy(Attempt, bool),
    /// Nobody knows.
    Open(Attempt, bool),
    Done(Body, OrderId, Timestamp),
}

/// What follows from all facts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Now {
    pub(crate) carts: BTreeMap<CartId, Cart>,
    pub(crate) stock: BTreeMap<Sku, u32>,
    pub(crate) keys: BTreeMap<Owner, Key>,
    pub(crate) orders: BTreeMap<OrderId, Order>,
    pub(crate) coupons: BTreeSet<CouponCode>,
    pub(crate) charges: u64,
}

impl Now {
    pub(crate) fn after(mut self, facts: &[Fact]) -> Now {
        facts.iter().cloned().for_each(|fact| self.note(fact));
        self
    }

    fn put_back(&mut self, lines: &[Line]) {
        lines.iter().for_each(|line| *self.stock.entry(line.sku.clone()).or_default() += line.quantity);
    }

    fn take(&mut self, lines: &[Line]) {
        for line in lines {
            if let Some(units) = self.stock.get_mut(&line.sku) {
                *units -= line.quantity;
            }
        }
    }

    fn free(&mut self, cart: CartId) {
        self.carts.entry(cart).and_modify(|cart| cart.busy = false);
    }

    fn note(&mut self, fact: Fact) {
        match fact {
            Fact::Opened(id, customer) => {
                self.carts.insert(id, Cart { customer, lines: BTreeMap::new(), busy: false });
            }
            Fact::Lined(id, line) => {
                self.carts.entry(id).and_modify(|cart| _ = cart.lines.insert(line.sku.clone(), line));
            }
            Fact::Unlined(id, sku) => {
                self.carts.entry(id).and_modify(|cart| _ = cart.lines.remove(&sku));
            }
            Fact::Reserved(attempt) => {
                self.charges += 1;
                self.take(&attempt.lines);
                self.carts.entry(attempt.body.cart).and_modify(|cart| cart.busy = true);
                self.coupons.extend(attempt.body.coupon.clone());
                self.keys.insert(attempt.owner.clone(), Key::Busy(attempt, true));
            }
            Fact::Expired(owner) => {
                if let Some(Key::Open(attempt, held @ true)) = self.keys.get_mut(&owner) {
                    *held = false;
                    let lines = attempt.lines.clone();
                    self.put_back(&lines);
                }
            }
            Fact::ReservedAgain(owner, until) => {
                if let Some(Key::Open(attempt, held @ false)) = self.keys.get_mut(&owner) {
                    (*held, attempt.until) = (true, until);
                    let lines = attempt.lines.clone();
                    self.take(&lines);
                }
            }
            Fact::TakenUp(owner) => {
                if let Some(Key::Open(attempt, held)) = self.keys.remove(&owner) {
                    self.keys.insert(owner, Key::Busy(attempt, held));
                }
            }
            Fact::LeftOpen(owner) => {
                if let Some(Key::Busy(attempt, held)) = self.keys.remove(&owner) {
                    self.keys.insert(owner, Key::Open(attempt, held));
                }
            }
            Fact::Ordered(owner, order) => {
                let Some(Key::Busy(attempt, _)) = self.keys.remove(&owner) else { return };
                self.keys.insert(owner, Key::Done(attempt.body, order.id, order.placed_at));
                self.free(order.cart);
                if let Some(cart) = self.carts.get_mut(&order.cart) {
                    for line in &order.lines {
                        cart.lines
                            .entry(line.sku.clone())
                            .and_modify(|mine| mine.quantity = mine.quantity.saturating_sub(line.quantity));
                    }
                    cart.lines.retain(|_, line| line.quantity > 0);
                }
                self.orders.insert(order.id, order);
            }
            Fact::CalledOff(owner) => {
                let Some(Key::Busy(attempt, held)) = self.keys.remove(&owner) else { return };
                if held {
                    self.put_back(&attempt.lines);
                }
                attempt.body.coupon.iter().for_each(|code| _ = self.coupons.remove(code));
                self.free(attempt.body.cart);
            }
            Fact::Forgotten(owner) => _ = self.keys.remove(&owner),
        }
    }
}
