//! The shop as its callers see it: a tray, a letterbox, and the payments.

use shopping_cart_api::{
    CartError, CartId, CartView, CheckoutError, Config, CustomerId, IdempotencyKey, MergeError, Order, OrderId, Ports,
    Request, Shop, Sku,
};

use crate::book::{Attempt, Begun};
use crate::clerk::Tray;
use crate::payment::{Outcome, Payment};
use crate::postman::Letterbox;
use crate::seams::Seams;

pub(crate) struct StaffedShop {
    clerk: Tray,
    postman: Letterbox,
    ports: Ports,
    seams: Seams,
}

impl StaffedShop {
    pub(crate) fn open(config: Config, ports: Ports, seams: Seams) -> Self {
        let clerk = Tray::hire(config, ports.clock.clone());
        let postman = Letterbox::hire(ports.observer.clone());
        StaffedShop { clerk, postman, ports, seams }
    }

    fn settle(&self, attempt: Attempt, resumed: bool) -> Result<Order, CheckoutError> {
        let mut slip = Slip { clerk: &self.clerk, attempt: Some(attempt.clone()) };
        let payment = Payment {
            gateway: &self.ports.gateway,
            retry: &*self.seams.retry,
            key: &attempt.charge,
            amount: attempt.total,
            method: &attempt.request.payment,
        };
        let outcome = if resumed { payment.resume() } else { payment.make() };
        if outcome == Outcome::Unknown {
            return Err(CheckoutError::OutcomeUnknown);
        }
        slip.attempt = None;
        match outcome {
            Outcome::Paid => Ok(self.place(attempt)),
            Outcome::Declined(reason) => self.abandon(attempt, CheckoutError::Declined(reason)),
            Outcome::Unavailable | Outcome::Unknown => self.abandon(attempt, CheckoutError::Unavailable),
        }
    }

    fn place(&self, attempt: Attempt) -> Order {
        let now = self.ports.clock.now();
        let order = self.clerk.ask(move |book| book.place(&attempt, now));
        self.postman.drop_in(order.clone());
        order
    }

    fn abandon(&self, attempt: Attempt, why: CheckoutError) -> Result<Order, CheckoutError> {
        self.clerk.ask(move |book| book.abandon(&attempt));
        Err(why)
    }
}

/// The slip for a payment that ends without a result.
struct Slip<'shop> {
    clerk: &'shop Tray,
    attempt: Option<Attempt>,
}

impl Drop for Slip<'_> {
    fn drop(&mut self) {
        if let Some(attempt) = self.attempt.take() {
            self.clerk.ask(move |book| book.set_aside(attempt));
        }
    }
}

impl Shop for StaffedShop {
    fn open_cart(&self, customer: CustomerId) -> CartId {
        self.clerk.ask(move |book| book.open_cart(customer))
    }

    fn add(&self, cart: CartId, sku: Sku, quantity: u32) -> Result<(), CartError> {
        let price = self.ports.catalog.price(&sku);
        self.clerk.ask(move |book| book.add(cart, sku, quantity, price))
    }

    fn set_quantity(&self, cart: CartId, sku: Sku, quantity: u32) -> Result<(), CartError> {
        self.clerk.ask(move |book| book.set_quantity(cart, sku, quantity))
    }

    fn view(&self, id: CartId) -> Result<CartView, CartError> {
        let cart = self.clerk.ask(move |book| book.cart(id).cloned())?;
        let (lines, subtotal) = (cart.lines(), cart.subtotal().unwrap_or_default());
        let total = self.seams.promotions.total(&lines, subtotal);
        Ok(CartView { id, customer: cart.customer, lines, subtotal, total })
    }

    fn checkout(&self, cart: CartId, key: IdempotencyKey, request: Request) -> Result<Order, CheckoutError> {
        let (now, promotions) = (self.ports.clock.now(), self.seams.promotions.clone());
        let begun = self.clerk.ask(move |book| book.begin(cart, key, &request, now, &*promotions))?;
        match begun {
            Begun::Replay(order) => Ok(order),
            Begun::New(attempt) => self.settle(attempt, false),
            Begun::Resumed(attempt) => self.settle(attempt, true),
            Begun::TooLate(attempt, sku) => {
                self.ports.gateway.cancel(&attempt.charge);
                self.abandon(attempt, CheckoutError::OutOfStock(sku))
            }
        }
    }

    fn order(&self, order: OrderId) -> Option<Order> {
        self.clerk.ask(move |book| book.order(order))
    }

    fn stock(&self, sku: &Sku) -> u32 {
        let sku = sku.clone();
        self.clerk.ask(move |book| book.stock(&sku))
    }

    fn merge(&self, guest: CartId, into: CartId) -> Result<(), MergeError> {
        self.clerk.ask(move |book| book.merge(guest, into))
    }
}
