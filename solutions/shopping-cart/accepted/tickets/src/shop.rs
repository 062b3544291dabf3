//! The shop as its callers see it.

use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

use shopping_cart_api::{
    CartError, CartId, CartView, ChargeKey, CheckoutError, Config, CustomerId, IdempotencyKey, MergeError, Order,
    OrderId, Ports, Request, Shop, Sku,
};

use crate::carts::{Cart, amount, subtotal};
use crate::desk::Desk;
use crate::locked;
use crate::payment::pay;
use crate::seams::Seams;
use crate::ticket::{Draft, Phase, Ticket};
use crate::units::Units;

pub(crate) struct TicketShop {
    desk: Mutex<Desk>,
    units: Units,
    config: Config,
    ports: Ports,
    seams: Seams,
}

/// What a key leads to.
enum Found {
    Mine(Arc<Ticket>),
    Others(Arc<Ticket>),
}

impl TicketShop {
    pub(crate) fn new(config: Config, ports: Ports, seams: Seams) -> Self {
        TicketShop { desk: Mutex::default(), units: Units::new(config.stock.clone()), config, ports, seams }
    }

    /// The desk as it is by now. What has expired is on sale again, and its charges are cancelled.
    fn desk(&self) -> MutexGuard<'_, Desk> {
        loop {
            let mut desk = locked(&self.desk);
            let expired = desk.sweep(self.ports.clock.now(), self.config.key_ttl);
            if expired.is_empty() {
                return desk;
            }
            expired.iter().for_each(|ticket| self.units.put_back(&ticket.lines));
            drop(desk);
            expired.iter().for_each(|ticket| self.ports.gateway.cancel(&ticket.charge));
        }
    }

    fn change(&self, id: CartId, edit: impl FnOnce(&mut Cart) -> Result<(), CartError>) -> Result<(), CartError> {
        let mut desk = self.desk();
        let cart = desk.carts.get_mut(&id).ok_or(CartError::UnknownCart(id))?;
        if cart.in_checkout {
            return Err(CartError::InCheckout(id));
        }
        edit(cart)
    }

    /// Finds the ticket for a key, or opens one.
    fn ticket(&self, id: CartId, key: &IdempotencyKey, request: &Request) -> Result<Found, CheckoutError> {
        let mut desk = self.desk();
        let cart = desk.carts.get(&id).ok_or(CheckoutError::UnknownCart(id))?;
        let owner = (cart.customer.clone(), key.clone());
        if let Some(ticket) = desk.tickets.get(&owner) {
            let same = ticket.cart == id && ticket.request == *request;
            return if same { Ok(Found::Others(ticket.clone())) } else { Err(CheckoutError::KeyConflict(key.clone())) };
        }
        if cart.in_checkout {
            return Err(CheckoutError::InProgress);
        }
        let lines = cart.lines().to_vec();
        if lines.is_empty() {
            return Err(CheckoutError::EmptyCart);
        }
        let (subtotal, total) = (subtotal(&lines).unwrap_or_default(), (self.seams.promotions)(&lines));
        desk.charges += 1;
        let charge = ChargeKey::new(format!("ticket-{}", desk.charges));
        let hold_ends = self.ports.clock.now() + self.config.hold;
        let request = request.clone();
        let draft = Draft { owner: owner.clone(), cart: id, request, charge, lines, subtotal, total, hold_ends };
        let ticket = Arc::new(Ticket::open(draft));
        desk.tickets.insert(owner, ticket.clone());
        if let Some(cart) = desk.carts.get_mut(&id) {
            cart.in_checkout = true;
        }
        Ok(Found::Mine(ticket))
    }

    /// Reserves what a new ticket is for.
    fn reserve(&self, ticket: &Ticket) -> Result<(), CheckoutError> {
        self.units.take(&ticket.lines).map_err(|sku| {
            self.call_off(ticket);
            CheckoutError::OutOfStock(sku)
        })
    }

    fn call_off(&self, ticket: &Ticket) {
        let mut desk = self.desk();
        desk.tickets.remove(&ticket.owner);
        desk.release(ticket.cart);
        ticket.set(Phase::Off);
    }

    /// Works on a ticket until its phase is settled.
    fn work(&self, ticket: &Ticket, asked: bool) -> Result<Order, CheckoutError> {
        let unknown = Unknown(Some(ticket));
        let paid = pay(&*self.ports.gateway, &*self.seams.retry, ticket, asked);
        if paid == Err(CheckoutError::OutcomeUnknown) {
            return Err(CheckoutError::OutcomeUnknown);
        }
        unknown.is_known();
        match paid {
            Ok(()) => {
                let mut desk = self.desk();
                let order = desk.place(ticket, self.ports.clock.now());
                ticket.set(Phase::Placed(order.clone()));
                drop(desk);
                self.tell(order.clone());
                Ok(order)
            }
            Err(error) => {
                self.units.put_back(&ticket.lines);
                self.call_off(ticket);
                Err(error)
            }
        }
    }

    /// A mail is nobody's business but its own thread's.
    fn tell(&self, order: Order) {
        let observer = self.ports.observer.clone();
        let _mail = thread::spawn(move || observer.order_placed(&order));
    }
}

/// Says that nobody knows, unless somebody does: also when the gateway panics.
struct Unknown<'a>(Option<&'a Ticket>);

impl Unknown<'_> {
    fn is_known(mut self) {
        self.0 = None;
    }
}

impl Drop for Unknown<'_> {
    fn drop(&mut self) {
        if let Some(ticket) = self.0 {
            ticket.set(Phase::Unknown);
        }
    }
}

impl Shop for TicketShop {
    fn open_cart(&self, customer: CustomerId) -> CartId {
        let mut desk = self.desk();
        let id = CartId::new(100 + desk.carts.len() as u64);
        desk.carts.insert(id, Cart::new(customer));
        id
    }

    fn add(&self, id: CartId, sku: Sku, quantity: u32) -> Result<(), CartError> {
        let price = self.ports.catalog.price(&sku);
        self.change(id, |cart| {
            let price = amount(price, &sku, &self.config.currency)?;
            cart.add(sku, quantity, price, self.config.line_limit)
        })
    }

    fn set_quantity(&self, id: CartId, sku: Sku, quantity: u32) -> Result<(), CartError> {
        self.change(id, |cart| cart.set_quantity(sku, quantity, self.config.line_limit))
    }

    fn view(&self, id: CartId) -> Result<CartView, CartError> {
        let cart = self.desk().carts.get(&id).cloned().ok_or(CartError::UnknownCart(id))?;
        let lines = cart.lines().to_vec();
        let (subtotal, total) = (subtotal(&lines).unwrap_or_default(), (self.seams.promotions)(&lines));
        Ok(CartView { id, customer: cart.customer, lines, subtotal, total })
    }

    fn checkout(&self, cart: CartId, key: IdempotencyKey, request: Request) -> Result<Order, CheckoutError> {
        loop {
            let ticket = match self.ticket(cart, &key, &request)? {
                Found::Mine(ticket) => {
                    self.reserve(&ticket)?;
                    return self.work(&ticket, false);
                }
                Found::Others(ticket) => ticket,
            };
            match ticket.wait() {
                Phase::Placed(order) => return Ok(order),
                Phase::Unknown => return self.work(&ticket, true),
                // It came to nothing: now it is this caller's turn.
                Phase::Off | Phase::Working => {}
            }
        }
    }

    fn order(&self, order: OrderId) -> Option<Order> {
        self.desk().orders.get(&order).cloned()
    }

    fn stock(&self, sku: &Sku) -> u32 {
        drop(self.desk());
        self.units.of(sku)
    }

    fn merge(&self, guest: CartId, into: CartId) -> Result<(), MergeError> {
        let mut desk = self.desk();
        let get = |id: CartId| desk.carts.get(&id).ok_or(MergeError::UnknownCart(id));
        let (from, to) = (get(guest)?, get(into)?);
        if guest == into {
            return Ok(());
        }
        for (id, cart) in [(guest, from), (into, to)] {
            if cart.in_checkout {
                return Err(MergeError::InCheckout(id));
            }
        }
        let merged = to.clone().merged(from, self.config.line_limit).ok_or(MergeError::AmountOverflow)?;
        desk.carts.insert(into, merged);
        if let Some(guest) = desk.carts.get_mut(&guest) {
            guest.clear();
        }
        Ok(())
    }
}
