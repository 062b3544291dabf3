//! The shop: which lock is taken when.
//!
//! In this order: a key's slot, a cart's turn, then, one at a time, a cart's content, the holds, the shelves. Only the first
//! two are held while a port is called, and nobody but callers with the same key or cart wants them.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard};
use std::thread;

use shopping_cart_api::twists::coupons::{CouponCode, CouponError, CouponShop};
use shopping_cart_api::twists::fallback::FallbackShop;
use shopping_cart_api::{
    CartError, CartId, CartView, Cents, ChargeError, ChargeKey, ChargeStatus, CheckoutError, Config, CustomerId,
    IdempotencyKey, MergeError, Order, OrderId, Ports, Request, Shop, Sku, Timestamp,
};

use crate::carts::{Cart, Carts, Content, Poured};
use crate::coupons::Drawer;
use crate::holds::Holds;
use crate::keys::{Attempt, Body, Keys, Slot};
use crate::locked;
use crate::seams::Seams;
use crate::shelves::Shelves;

pub(crate) struct FineShop {
    carts: Carts,
    shelves: Shelves,
    holds: Holds,
    coupons: Drawer,
    keys: Keys,
    orders: Mutex<BTreeMap<OrderId, Order>>,
    charges: AtomicU64,
    config: Config,
    ports: Ports,
    seams: Seams,
}

impl FineShop {
    pub(crate) fn new(config: Config, ports: Ports, seams: Seams, coupons: Drawer) -> Self {
        FineShop {
            carts: Carts::default(),
            shelves: Shelves::new(config.stock.clone()),
            holds: Holds::default(),
            coupons,
            keys: Keys::default(),
            orders: Mutex::default(),
            charges: AtomicU64::new(0),
            config,
            ports,
            seams,
        }
    }

    /// What time it is; by now, old holds are gone.
    fn now(&self) -> Timestamp {
        let now = self.ports.clock.now();
        self.holds.expire(now, &self.shelves);
        now
    }

    fn priced(&self, content: &Content) -> (Cents, Cents) {
        let subtotal = content.subtotal().unwrap_or_default();
        let off = self.seams.promotions.discounts(&content.lines());
        (subtotal, off.into_iter().fold(subtotal, Cents::saturating_sub))
    }

    /// Reserves what is in the cart.
    fn reserve(&self, cart: &Cart, key: &IdempotencyKey, body: Body) -> Result<Attempt, CouponError> {
        let mut content = locked(&cart.content);
        if content.unsettled.is_some() {
            return Err(CheckoutError::InProgress.into());
        }
        let lines = content.lines();
        if lines.is_empty() {
            return Err(CheckoutError::EmptyCart.into());
        }
        let (subtotal, mut total) = self.priced(&content);
        if let Some(code) = &body.coupon {
            total = self.coupons.claim(code, subtotal, total)?;
        }
        let charge = ChargeKey::new(self.charges.fetch_add(1, Ordering::Relaxed).to_string());
        let attempt = Attempt { body, charge, lines, subtotal, total };
        if let Err(refused) = self.hold(&attempt) {
            self.coupons.give_back(attempt.body.coupon.as_ref());
            return Err(refused.into());
        }
        content.unsettled = Some(key.clone());
        Ok(attempt)
    }

    fn hold(&self, attempt: &Attempt) -> Result<(), CheckoutError> {
        let now = self.now();
        self.shelves.take(&attempt.lines).map_err(CheckoutError::OutOfStock)?;
        self.holds.insert(&attempt.charge, &attempt.lines, now + self.config.hold);
        Ok(())
    }

    /// Charges until somebody knows what came of it. An error other than `OutcomeUnknown` means that no money was taken.
    fn pay(&self, attempt: &Attempt) -> Result<(), CheckoutError> {
        let mut failures = 0;
        loop {
            if !self.holds.contains(&attempt.charge) {
                self.hold(attempt)?;
            }
            match self.ports.gateway.charge(&attempt.charge, attempt.total, &attempt.body.request.payment) {
                Ok(()) => return Ok(()),
                Err(ChargeError::Declined(reason)) => return Err(CheckoutError::Declined(reason)),
                Err(ChargeError::TimedOut) if self.was_charged(attempt)? => return Ok(()),
                Err(ChargeError::TimedOut | ChargeError::Unavailable) => {}
            }
            failures += 1;
            let wait = self.seams.retry.wait(failures).ok_or(CheckoutError::Unavailable)?;
            thread::sleep(wait);
        }
    }

    fn was_charged(&self, attempt: &Attempt) -> Result<bool, CheckoutError> {
        match self.ports.gateway.look_up(&attempt.charge) {
            Ok(ChargeStatus::Charged) => Ok(true),
            Ok(ChargeStatus::NotCharged) => Ok(false),
            Ok(ChargeStatus::Pending) | Err(_) => Err(CheckoutError::OutcomeUnknown),
        }
    }

    /// Makes an order of a payment. If the hold is gone, and the units with it, the money goes back.
    fn place(&self, cart: &Cart, slot: &mut Slot, attempt: Attempt) -> Result<Order, CheckoutError> {
        if !self.holds.claim(&attempt.charge)
            && let Err(sku) = self.shelves.take(&attempt.lines)
        {
            self.ports.gateway.cancel(&attempt.charge);
            return Err(CheckoutError::OutOfStock(sku));
        }
        let placed_at = self.ports.clock.now();
        let mut orders = locked(&self.orders);
        let order = Order {
            id: OrderId::new(1000 + orders.len() as u64),
            cart: attempt.body.cart,
            customer: cart.customer.clone(),
            request: attempt.body.request.clone(),
            lines: attempt.lines,
            subtotal: attempt.subtotal,
            total: attempt.total,
            placed_at,
        };
        orders.insert(order.id, order.clone());
        drop(orders);
        let mut content = locked(&cart.content);
        content.take_out(&order.lines);
        content.unsettled = None;
        *slot = Slot::Done(attempt.body, order.clone());
        Ok(order)
    }

    /// All is as it was before.
    fn abandon(&self, cart: &Cart, slot: &mut Slot, attempt: &Attempt) {
        if self.holds.claim(&attempt.charge) {
            self.shelves.put_back(&attempt.lines);
        }
        self.coupons.give_back(attempt.body.coupon.as_ref());
        locked(&cart.content).unsettled = None;
        *slot = Slot::Free;
    }

    fn settle(&self, cart: &Cart, mut slot: MutexGuard<'_, Slot>, attempt: Attempt, charged: bool) -> Settled {
        // Should the gateway panic, this is what the next caller finds.
        *slot = Slot::Unsettled(attempt.clone());
        let paid = if charged { Ok(()) } else { self.pay(&attempt) };
        let placed = paid.and_then(|()| self.place(cart, &mut slot, attempt.clone()));
        if placed.as_ref().is_err_and(|error| *error != CheckoutError::OutcomeUnknown) {
            self.abandon(cart, &mut slot, &attempt);
        }
        placed
    }

    /// The checkout up to the mail, with the key and the cart to itself.
    fn buy(&self, cart: &Cart, key: IdempotencyKey, body: Body) -> Result<Bought, CouponError> {
        let slot = self.keys.slot((cart.customer.clone(), key.clone()), self.now(), self.config.key_ttl);
        let mut slot = locked(&slot);
        if slot.is_over(self.now(), self.config.key_ttl) {
            *slot = Slot::Free;
        }
        if slot.body().is_some_and(|used| *used != body) {
            return Err(CheckoutError::KeyConflict(key).into());
        }
        let _turn = locked(&cart.turn);
        let (attempt, charged) = match &*slot {
            Slot::Done(_, order) => return Ok(Bought::Before(order.clone())),
            Slot::Unsettled(attempt) => (attempt.clone(), self.was_charged(attempt)?),
            Slot::Free => (self.reserve(cart, &key, body)?, false),
        };
        Ok(Bought::Now(self.settle(cart, slot, attempt, charged)?))
    }

    /// The whole checkout.
    fn sell(&self, key: IdempotencyKey, body: Body) -> Result<Order, CouponError> {
        let cart = self.carts.get(body.cart).ok_or(CheckoutError::UnknownCart(body.cart))?;
        match self.buy(&cart, key, body)? {
            Bought::Before(order) => Ok(order),
            Bought::Now(order) => {
                // A mail that was not sent is nobody's business here.
                let _ = self.ports.observer.order_placed(&order);
                Ok(order)
            }
        }
    }

    fn cart(&self, id: CartId) -> Result<std::sync::Arc<Cart>, CartError> {
        self.carts.get(id).ok_or(CartError::UnknownCart(id))
    }
}

type Settled = Result<Order, CheckoutError>;

/// An order, and whether it is news.
enum Bought {
    Before(Order),
    Now(Order),
}

impl Shop for FineShop {
    fn open_cart(&self, customer: CustomerId) -> CartId {
        self.now();
        self.carts.open(customer)
    }

    fn add(&self, id: CartId, sku: Sku, quantity: u32) -> Result<(), CartError> {
        self.now();
        let cart = self.cart(id)?;
        let Some(price) = self.ports.catalog.price(&sku) else { return Err(CartError::UnknownSku(sku)) };
        if price.currency != self.config.currency {
            return Err(CartError::ForeignCurrency(price.currency));
        }
        locked(&cart.content).add(sku, quantity, &price, self.config.line_limit)
    }

    fn set_quantity(&self, id: CartId, sku: Sku, quantity: u32) -> Result<(), CartError> {
        self.now();
        let cart = self.cart(id)?;
        locked(&cart.content).set_quantity(sku, quantity, self.config.line_limit)
    }

    fn view(&self, id: CartId) -> Result<CartView, CartError> {
        self.now();
        let cart = self.cart(id)?;
        let content = locked(&cart.content).clone();
        let (subtotal, total) = self.priced(&content);
        Ok(CartView { id, customer: cart.customer.clone(), lines: content.lines(), subtotal, total })
    }

    fn checkout(&self, cart: CartId, key: IdempotencyKey, request: Request) -> Result<Order, CheckoutError> {
        self.sell(key, Body { cart, request, coupon: None }).map_err(|refused| match refused {
            CouponError::Checkout(error) => error,
            without => unreachable!("there is no coupon, but {without}"),
        })
    }

    fn order(&self, order: OrderId) -> Option<Order> {
        self.now();
        locked(&self.orders).get(&order).cloned()
    }

    fn stock(&self, sku: &Sku) -> u32 {
        self.now();
        self.shelves.units(sku)
    }

    fn merge(&self, guest: CartId, into: CartId) -> Result<(), MergeError> {
        self.now();
        let get = |id: CartId| self.carts.get(id).ok_or(MergeError::UnknownCart(id));
        let (from, to) = (get(guest)?, get(into)?);
        if guest == into {
            return Ok(());
        }
        match self.carts.pour((guest, &from), (into, &to), self.config.line_limit) {
            Poured::Done => Ok(()),
            Poured::InCheckout => Err(MergeError::InCheckout(guest)),
            Poured::Overflow => Err(MergeError::AmountOverflow),
        }
    }
}

impl CouponShop for FineShop {
    fn checkout_with_coupon(
        &self,
        cart: CartId,
        key: IdempotencyKey,
        request: Request,
        coupon: CouponCode,
    ) -> Result<Order, CouponError> {
        self.sell(key, Body { cart, request, coupon: Some(coupon) })
    }
}

impl FallbackShop for FineShop {}
