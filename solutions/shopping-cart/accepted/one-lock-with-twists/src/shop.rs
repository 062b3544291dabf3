//! The shop: the book behind its lock, and the ports that are called without it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use shopping_cart_api::twists::coupons::{CouponCode, CouponError, CouponShop};
use shopping_cart_api::twists::fallback::FallbackShop;
use shopping_cart_api::{
    CartError, CartId, CartView, ChargeError, ChargeStatus, CheckoutError, Config, CustomerId, IdempotencyKey,
    MergeError, Order, OrderId, Ports, Request, Shop, Sku,
};

use crate::book::{Attempt, Begun, Book};
use crate::coupons::Pad;
use crate::seams::Seams;

pub(crate) struct OneLockShop {
    book: Mutex<Book>,
    ports: Ports,
    seams: Seams,
}

impl OneLockShop {
    pub(crate) fn new(config: Config, ports: Ports, seams: Seams, coupons: Pad) -> Self {
        OneLockShop { book: Mutex::new(Book::new(config, coupons)), ports, seams }
    }

    /// A policy that panics does so before the book is touched, so a poisoned lock still guards a sound book.
    fn book(&self) -> MutexGuard<'_, Book> {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        book.pass_time(self.ports.clock.now());
        book
    }

    /// Charges until somebody knows what came of it.
    fn pay(&self, attempt: &Attempt, resumed: bool) -> Payment {
        if resumed {
            match self.look_up(attempt) {
                Some(Payment::Failed) => {}
                Some(known) => return known,
                None => return Payment::Unknown,
            }
        }
        let mut failures = 0;
        loop {
            match self.charge(attempt) {
                Payment::Failed => failures += 1,
                known => return known,
            }
            match self.seams.retry.wait(failures) {
                Some(wait) => thread::sleep(wait),
                None => return Payment::Failed,
            }
        }
    }

    fn charge(&self, attempt: &Attempt) -> Payment {
        let charged = self.ports.gateway.charge(&attempt.charge, attempt.total, &attempt.request.payment);
        match charged {
            Ok(()) => Payment::Made,
            Err(ChargeError::Declined(reason)) => Payment::Declined(reason),
            Err(ChargeError::Unavailable) => Payment::Failed,
            Err(ChargeError::TimedOut) => self.look_up(attempt).unwrap_or(Payment::Unknown),
        }
    }

    /// What became of a charge; None while nobody knows.
    fn look_up(&self, attempt: &Attempt) -> Option<Payment> {
        match self.ports.gateway.look_up(&attempt.charge) {
            Ok(ChargeStatus::Charged) => Some(Payment::Made),
            Ok(ChargeStatus::NotCharged) => Some(Payment::Failed),
            Ok(ChargeStatus::Pending) | Err(_) => None,
        }
    }

    /// The whole checkout, with a coupon or without.
    fn buy(
        &self,
        cart: CartId,
        key: IdempotencyKey,
        request: Request,
        coupon: Option<&CouponCode>,
    ) -> Result<Order, CouponError> {
        let now = self.ports.clock.now();
        let begun = self.book().begin(cart, key, &request, coupon, now, &*self.seams.promotions)?;
        let (attempt, resumed) = match begun {
            Begun::Replay(order) => return Ok(order),
            Begun::New(attempt) => (attempt, false),
            Begun::Resumed(attempt) => (attempt, true),
            Begun::TooLate(attempt, sku) => {
                self.ports.gateway.cancel(&attempt.charge);
                self.book().abandon(&attempt);
                return Err(CheckoutError::OutOfStock(sku).into());
            }
        };
        let mut open = Open { shop: self, attempt: Some(attempt.clone()) };
        let payment = self.pay(&attempt, resumed);
        if matches!(payment, Payment::Unknown) {
            return Err(CheckoutError::OutcomeUnknown.into());
        }
        open.attempt = None;
        match payment {
            Payment::Made => {
                let order = self.book().place(&attempt, self.ports.clock.now());
                self.tell(&order);
                Ok(order)
            }
            Payment::Declined(reason) => {
                self.book().abandon(&attempt);
                Err(CheckoutError::Declined(reason).into())
            }
            Payment::Failed | Payment::Unknown => {
                self.book().abandon(&attempt);
                Err(CheckoutError::Unavailable.into())
            }
        }
    }

    /// The mail must not fail the order.
    fn tell(&self, order: &Order) {
        let _ = catch_unwind(AssertUnwindSafe(|| self.ports.observer.order_placed(order)));
    }
}

/// What came of a payment.
enum Payment {
    Made,
    Declined(String),
    Failed,
    Unknown,
}

/// A checkout that is not settled yet. Dropped like that, it is set aside: also when the gateway panics.
struct Open<'shop> {
    shop: &'shop OneLockShop,
    attempt: Option<Attempt>,
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        if let Some(attempt) = self.attempt.take() {
            self.shop.book().set_aside(attempt);
        }
    }
}

impl Shop for OneLockShop {
    fn open_cart(&self, customer: CustomerId) -> CartId {
        self.book().open_cart(customer)
    }

    fn add(&self, cart: CartId, sku: Sku, quantity: u32) -> Result<(), CartError> {
        let price = self.ports.catalog.price(&sku);
        self.book().add(cart, sku, quantity, price)
    }

    fn set_quantity(&self, cart: CartId, sku: Sku, quantity: u32) -> Result<(), CartError> {
        self.book().set_quantity(cart, sku, quantity)
    }

    fn view(&self, id: CartId) -> Result<CartView, CartError> {
        let cart = self.book().cart(id)?.clone();
        let (lines, subtotal) = (cart.lines(), cart.subtotal().unwrap_or_default());
        let total = subtotal.saturating_sub(self.seams.promotions.discount(&lines, subtotal));
        Ok(CartView { id, customer: cart.customer, lines, subtotal, total })
    }

    fn checkout(&self, cart: CartId, key: IdempotencyKey, request: Request) -> Result<Order, CheckoutError> {
        self.buy(cart, key, request, None).map_err(|refused| match refused {
            CouponError::Checkout(error) => error,
            without => unreachable!("there is no coupon, but {without}"),
        })
    }

    fn order(&self, order: OrderId) -> Option<Order> {
        self.book().order(order)
    }

    fn stock(&self, sku: &Sku) -> u32 {
        self.book().stock(sku)
    }

    fn merge(&self, guest: CartId, into: CartId) -> Result<(), MergeError> {
        self.book().merge(guest, into)
    }
}

impl CouponShop for OneLockShop {
    fn checkout_with_coupon(
        &self,
        cart: CartId,
        key: IdempotencyKey,
        request: Request,
        coupon: CouponCode,
    ) -> Result<Order, CouponError> {
        self.buy(cart, key, request, Some(&coupon))
    }
}

impl FallbackShop for OneLockShop {}
