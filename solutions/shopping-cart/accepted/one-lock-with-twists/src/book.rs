//! The book: all that the shop knows. Each method is one step, and happens as a whole.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use shopping_cart_api::twists::coupons::{CouponCode, CouponError};
use shopping_cart_api::{
    CartError, CartId, Cents, ChargeKey, CheckoutError, Config, CustomerId, IdempotencyKey, Line, MergeError, Order,
    OrderId, Price, Request, Sku, Timestamp,
};

use crate::cart::{Cart, Rules};
use crate::coupons::Pad;
use crate::seams::Promotions;

/// Whose key.
pub(crate) type Owner = (CustomerId, IdempotencyKey);

/// A checkout under way: what is bought, and under which key it is charged.
#[derive(Clone)]
pub(crate) struct Attempt {
    pub(crate) owner: Owner,
    pub(crate) charge: ChargeKey,
    pub(crate) total: Cents,
    lines: Vec<Line>,
    subtotal: Cents,
    cart: CartId,
    pub(crate) request: Request,
    coupon: Option<CouponCode>,
    hold_ends: Timestamp,
    /// Whether the units are reserved.
    held: bool,
}

/// What a checkout begins with.
pub(crate) enum Begun {
    /// The order was placed before.
    Replay(Order),
    /// Nothing was charged yet.
    New(Attempt),
    /// Somebody has charged, and nobody knows what became of it.
    Resumed(Attempt),
    /// The same, but the units are sold: the charge must be undone.
    TooLate(Attempt, Sku),
}

/// What a key stands for.
struct Entry {
    cart: CartId,
    request: Request,
    coupon: Option<CouponCode>,
    state: State,
}

enum State {
    Charging,
    Unsettled(Attempt),
    Done(OrderId, Timestamp),
}

/// All that the shop knows.
pub(crate) struct Book {
    rules: Rules,
    hold: Duration,
    key_ttl: Duration,
    carts: BTreeMap<CartId, Cart>,
    stock: BTreeMap<Sku, u32>,
    coupons: Pad,
    keys: HashMap<Owner, Entry>,
    orders: BTreeMap<OrderId, Order>,
    charges: u64,
}

impl Book {
    pub(crate) fn new(config: Config, coupons: Pad) -> Self {
        Book {
            rules: Rules { currency: config.currency, line_limit: config.line_limit },
            hold: config.hold,
            key_ttl: config.key_ttl,
            carts: BTreeMap::new(),
            stock: config.stock,
            coupons,
            keys: HashMap::new(),
            orders: BTreeMap::new(),
            charges: 0,
        }
    }

    /// Forgets what is over by now: holds of unsettled attempts, and old keys.
    pub(crate) fn pass_time(&mut self, now: Timestamp) {
        let (stock, ttl) = (&mut self.stock, self.key_ttl);
        self.keys.retain(|_, entry| match &mut entry.state {
            State::Charging => true,
            State::Unsettled(attempt) => {
                if attempt.held && attempt.hold_ends <= now {
                    attempt.held = false;
                    give_back(stock, &attempt.lines);
                }
                true
            }
            State::Done(_, placed_at) => now.since(*placed_at) < ttl,
        });
    }

    pub(crate) fn open_cart(&mut self, customer: CustomerId) -> CartId {
        let id = CartId::new(self.carts.len() as u64 + 1);
        self.carts.insert(id, Cart::new(customer));
        id
    }

    pub(crate) fn cart(&self, id: CartId) -> Result<&Cart, CartError> {
        self.carts.get(&id).ok_or(CartError::UnknownCart(id))
    }

    pub(crate) fn add(&mut self, id: CartId, sku: Sku, quantity: u32, price: Option<Price>) -> Result<(), CartError> {
        let cart = self.carts.get_mut(&id).ok_or(CartError::UnknownCart(id))?;
        cart.add(sku, quantity, price, &self.rules)
    }

    pub(crate) fn set_quantity(&mut self, id: CartId, sku: Sku, quantity: u32) -> Result<(), CartError> {
        let cart = self.carts.get_mut(&id).ok_or(CartError::UnknownCart(id))?;
        cart.set_quantity(sku, quantity, &self.rules)
    }

    pub(crate) fn merge(&mut self, guest: CartId, into: CartId) -> Result<(), MergeError> {
        let get = |id: CartId| self.carts.get(&id).ok_or(MergeError::UnknownCart(id));
        let (from, to) = (get(guest)?, get(into)?);
        if guest == into {
            return Ok(());
        }
        // What is being bought stays where it is, or it would be bought and moved.
        if from.checkout.is_some() {
            return Err(MergeError::InCheckout(guest));
        }
        let merged = to.clone().with(from, &self.rules)?;
        self.carts.insert(into, merged);
        if let Some(guest) = self.carts.get_mut(&guest) {
            guest.clear();
        }
        Ok(())
    }

    pub(crate) fn order(&self, id: OrderId) -> Option<Order> {
        self.orders.get(&id).cloned()
    }

    pub(crate) fn stock(&self, sku: &Sku) -> u32 {
        self.stock.get(sku).copied().unwrap_or_default()
    }

    /// Reserves what is in the cart under this key, or takes up what the key stands for.
    pub(crate) fn begin(
        &mut self,
        id: CartId,
        key: IdempotencyKey,
        request: &Request,
        coupon: Option<&CouponCode>,
        now: Timestamp,
        promotions: &dyn Promotions,
    ) -> Result<Begun, CouponError> {
        let cart = self.carts.get(&id).ok_or(CheckoutError::UnknownCart(id))?;
        let owner = (cart.customer.clone(), key.clone());
        if let Some(entry) = self.keys.get(&owner) {
            if entry.cart != id || entry.request != *request || entry.coupon.as_ref() != coupon {
                return Err(CheckoutError::KeyConflict(key).into());
            }
            return Ok(self.take_up(&owner, now)?);
        }
        if cart.checkout.is_some() {
            return Err(CheckoutError::InProgress.into());
        }
        let lines = cart.lines();
        if lines.is_empty() {
            return Err(CheckoutError::EmptyCart.into());
        }
        let subtotal = cart.subtotal().unwrap_or_default();
        let mut total = subtotal.saturating_sub(promotions.discount(&lines, subtotal));
        if let Some(code) = coupon {
            total = self.coupons.price(code, subtotal, total)?;
        }
        reserve(&mut self.stock, &lines).map_err(CheckoutError::OutOfStock)?;
        if let Some(code) = coupon {
            self.coupons.claim(code);
        }
        self.charges += 1;
        let attempt = Attempt {
            owner: owner.clone(),
            charge: ChargeKey::new(format!("charge-{}", self.charges)),
            total,
            lines,
            subtotal,
            cart: id,
            request: request.clone(),
            coupon: coupon.cloned(),
            hold_ends: now + self.hold,
            held: true,
        };
        let entry = Entry { cart: id, request: request.clone(), coupon: coupon.cloned(), state: State::Charging };
        self.keys.insert(owner, entry);
        self.set_checkout(id, Some(key));
        Ok(Begun::New(attempt))
    }

    /// Takes up what a key stands for.
    fn take_up(&mut self, owner: &Owner, now: Timestamp) -> Result<Begun, CheckoutError> {
        let Some(entry) = self.keys.get_mut(owner) else { return Err(CheckoutError::InProgress) };
        match &entry.state {
            State::Charging => Err(CheckoutError::InProgress),
            State::Done(order, _) => {
                self.orders.get(order).cloned().map(Begun::Replay).ok_or(CheckoutError::InProgress)
            }
            State::Unsettled(attempt) => {
                let mut attempt = attempt.clone();
                entry.state = State::Charging;
                if attempt.held {
                    return Ok(Begun::Resumed(attempt));
                }
                match reserve(&mut self.stock, &attempt.lines) {
                    Ok(()) => {
                        attempt.held = true;
                        attempt.hold_ends = now + self.hold;
                        Ok(Begun::Resumed(attempt))
                    }
                    Err(sku) => Ok(Begun::TooLate(attempt, sku)),
                }
            }
        }
    }

    /// The money has been taken.
    pub(crate) fn place(&mut self, attempt: &Attempt, now: Timestamp) -> Order {
        let order = Order {
            id: OrderId::new(self.orders.len() as u64 + 1),
            cart: attempt.cart,
            customer: attempt.owner.0.clone(),
            request: attempt.request.clone(),
            lines: attempt.lines.clone(),
            subtotal: attempt.subtotal,
            total: attempt.total,
            placed_at: now,
        };
        if let Some(entry) = self.keys.get_mut(&attempt.owner) {
            entry.state = State::Done(order.id, now);
        }
        if let Some(cart) = self.carts.get_mut(&attempt.cart) {
            cart.take_out(&attempt.lines);
            cart.checkout = None;
        }
        self.orders.insert(order.id, order.clone());
        order
    }

    /// No money has been taken, and none will be: all is as before.
    pub(crate) fn abandon(&mut self, attempt: &Attempt) {
        self.keys.remove(&attempt.owner);
        if attempt.held {
            give_back(&mut self.stock, &attempt.lines);
        }
        if let Some(code) = &attempt.coupon {
            self.coupons.give_back(code);
        }
        self.set_checkout(attempt.cart, None);
    }

    /// Nobody knows whether money has been taken.
    pub(crate) fn set_aside(&mut self, attempt: Attempt) {
        if let Some(entry) = self.keys.get_mut(&attempt.owner) {
            entry.state = State::Unsettled(attempt);
        }
    }

    fn set_checkout(&mut self, id: CartId, key: Option<IdempotencyKey>) {
        if let Some(cart) = self.carts.get_mut(&id) {
            cart.checkout = key;
        }
    }
}

/// Takes all units or none; names a SKU that there is not enough of.
fn reserve(stock: &mut BTreeMap<Sku, u32>, lines: &[Line]) -> Result<(), Sku> {
    let missing = lines.iter().find(|line| stock.get(&line.sku).is_none_or(|units| *units < line.quantity));
    if let Some(line) = missing {
        return Err(line.sku.clone());
    }
    for line in lines {
        if let Some(units) = stock.get_mut(&line.sku) {
            *units -= line.quantity;
        }
    }
    Ok(())
}

fn give_back(stock: &mut BTreeMap<Sku, u32>, lines: &[Line]) {
    for line in lines {
        *stock.entry(line.sku.clone()).or_default() += line.quantity;
    }
}
