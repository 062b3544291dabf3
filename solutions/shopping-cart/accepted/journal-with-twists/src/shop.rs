//! The shop.

use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use shopping_cart_api::twists::coupons::{CouponCode, CouponError, CouponShop, Coupons};
use shopping_cart_api::twists::fallback::FallbackShop;
use shopping_cart_api::*;

use crate::decide::{Begun, Decided, Rules};
use crate::fact::{Attempt, Body, Fact, Now, Owner};
use crate::pay::Banks;
use crate::rules::Seams;

pub(crate) struct JournalShop {
    journal: Mutex<Vec<Fact>>,
    now: RwLock<Arc<Now>>,
    config: Config,
    coupons: Coupons,
    ports: Ports,
    banks: Banks,
    seams: Seams,
}

impl JournalShop {
    pub(crate) fn new(
        config: Config,
        ports: Ports,
        seams: Seams,
        coupons: Coupons,
        more: &[Arc<dyn PaymentGateway>],
    ) -> Self {
        let banks = Banks([ports.gateway.clone()].iter().chain(more).cloned().collect());
        let now = Now { stock: config.stock.clone(), ..Now::default() };
        let (journal, now) = (Mutex::default(), RwLock::new(Arc::new(now)));
        JournalShop { journal, now, config, coupons, ports, banks, seams }
    }

    /// Decides on what is so, and again if that has changed meanwhile.
    fn decided<T, E>(&self, decide: impl Fn(&Rules<'_>, &Now) -> Decided<T, E>) -> Result<T, E> {
        loop {
            let seen = self.now.read().unwrap_or_else(PoisonError::into_inner).clone();
            let rules = Rules {
                config: &self.config,
                coupons: &self.coupons,
                promotions: &*self.seams.promotions,
                now: self.ports.clock.now(),
            };
            let mut facts = rules.overdue(&seen);
            let current = Now::clone(&seen).after(&facts);
            let (more, result) = match decide(&rules, &current) {
                Ok((more, result)) => (more, Ok(result)),
                Err(error) => (vec![], Err(error)),
            };
            if facts.is_empty() && more.is_empty() {
                return result;
            }
            let next = Arc::new(current.after(&more));
            facts.extend(more);
            let mut latest = self.now.write().unwrap_or_else(PoisonError::into_inner);
            if Arc::ptr_eq(&latest, &seen) {
                *latest = next;
                self.journal.lock().unwrap_or_else(PoisonError::into_inner).append(&mut facts);
                return result;
            }
        }
    }

    fn note(&self, fact: impl Fn(Owner) -> Fact, owner: &Owner) {
        let Ok(()) = self.decided(|_, _| Ok::<_, Infallible>((vec![fact(owner.clone())], ())));
    }

    fn place(&self, attempt: &Attempt) -> Order {
        let Ok(order) = self.decided(|rules, now| {
            let order = Order {
                id: OrderId::new(now.orders.len() as u64),
                cart: attempt.body.cart,
                customer: attempt.owner.0.clone(),
                request: attempt.body.request.clone(),
                lines: attempt.lines.clone(),
                subtotal: attempt.subtotal,
                total: attempt.total,
                placed_at: rules.now,
            };
            Ok::<_, Infallible>((vec![Fact::Ordered(attempt.owner.clone(), order.clone())], order))
        });
        order
    }

    fn buy(&self, body: &Body, key: &IdempotencyKey) -> Result<Order, CouponError> {
        let (attempt, asked) = match self.decided(|rules, now| rules.begin(now, body, key))? {
            Begun::Placed(order) => return Ok(order),
            Begun::Pay { attempt, asked } => (attempt, asked),
            Begun::GiveBack { attempt, missing } => {
                self.banks.give_back(&attempt);
                self.note(Fact::CalledOff, &attempt.owner);
                return Err(CheckoutError::OutOfStock(missing).into());
            }
        };
        let paid = catch_unwind(AssertUnwindSafe(|| self.banks.pay(&attempt, &*self.seams.retry, asked)));
        match paid {
            Ok(Ok(())) => {
                let order = self.place(&attempt);
                self.tell(&order);
                Ok(order)
            }
            Ok(Err(error @ CheckoutError::OutcomeUnknown)) => {
                self.note(Fact::LeftOpen, &attempt.owner);
                Err(error.into())
            }
            Ok(Err(error)) => {
                self.note(Fact::CalledOff, &attempt.owner);
                Err(error.into())
            }
            Err(panic) => {
                self.note(Fact::LeftOpen, &attempt.owner);
                resume_unwind(panic)
            }
        }
    }

    fn tell(&self, order: &Order) {
        let told = catch_unwind(AssertUnwindSafe(|| self.ports.observer.order_placed(order)));
        drop(told);
    }
}

impl Shop for JournalShop {
    fn open_cart(&self, customer: CustomerId) -> CartId {
        let Ok(id) = self.decided(|rules, now| rules.open(now, customer.clone()));
        id
    }

    fn add(&self, cart: CartId, sku: Sku, quantity: u32) -> Result<(), CartError> {
        let price = self.ports.catalog.price(&sku);
        self.decided(|rules, now| rules.add(now, cart, sku.clone(), quantity, price.clone()))
    }

    fn set_quantity(&self, cart: CartId, sku: Sku, quantity: u32) -> Result<(), CartError> {
        self.decided(|rules, now| rules.set(now, cart, sku.clone(), quantity))
    }

    fn view(&self, id: CartId) -> Result<CartView, CartError> {
        self.decided(|rules, now| {
            let cart = now.carts.get(&id).ok_or(CartError::UnknownCart(id))?;
            let lines: Vec<Line> = cart.lines.values().cloned().collect();
            let (subtotal, total) = rules.price(&lines);
            Ok((vec![], CartView { id, customer: cart.customer.clone(), lines, subtotal, total }))
        })
    }

    fn checkout(&self, cart: CartId, key: IdempotencyKey, request: Request) -> Result<Order, CheckoutError> {
        match self.buy(&Body { cart, request, coupon: None }, &key) {
            Ok(order) => Ok(order),
            Err(CouponError::Checkout(error)) => Err(error),
            Err(other) => unreachable!("{other}"),
        }
    }

    fn order(&self, order: OrderId) -> Option<Order> {
        let Ok(order) = self.decided(|_, now| Ok::<_, Infallible>((vec![], now.orders.get(&order).cloned())));
        order
    }

    fn stock(&self, sku: &Sku) -> u32 {
        let Ok(units) = self.decided(|_, now| Ok::<_, Infallible>((vec![], now.stock.get(sku).copied().unwrap_or(0))));
        units
    }

    fn merge(&self, guest: CartId, into: CartId) -> Result<(), MergeError> {
        self.decided(|rules, now| rules.merge(now, guest, into))
    }
}

impl CouponShop for JournalShop {
    fn checkout_with_coupon(
        &self,
        cart: CartId,
        key: IdempotencyKey,
        request: Request,
        coupon: CouponCode,
    ) -> Result<Order, CouponError> {
        self.buy(&Body { cart, request, coupon: Some(coupon) }, &key)
    }
}

impl FallbackShop for JournalShop {}
