//! The checkout: a key is a small state machine, and payments are made by a thread of their own.

use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use shopping_cart_api::*;

use crate::stripes::lock;
use crate::{Numbers, Striped};

/// What is bought.
#[derive(Clone)]
pub(crate) struct Attempt {
    pub(crate) charge: ChargeKey,
    pub(crate) lines: Vec<Line>,
    customer: CustomerId,
    subtotal: Cents,
    total: Cents,
}

#[derive(Clone, PartialEq, Eq)]
struct Body(CartId, Request);

#[derive(Clone, Default)]
enum State {
    #[default]
    New,
    Working(Body),
    Open(Body, Attempt),
    Placed(Body, Order),
}

impl State {
    fn body(&self) -> Option<&Body> {
        match self {
            State::New => None,
            State::Working(body) | State::Open(body, _) | State::Placed(body, _) => Some(body),
        }
    }
}

type Cell = Arc<(Mutex<State>, Condvar)>;

/// All keys of all customers.
#[derive(Default)]
pub(crate) struct Keys(Mutex<HashMap<(CustomerId, IdempotencyKey), Cell>>);

impl Keys {
    fn cell(&self, customer: &CustomerId, key: &IdempotencyKey, now: Timestamp, ttl: Duration) -> Cell {
        let mut keys = lock(&self.0);
        let cell = keys.entry((customer.clone(), key.clone())).or_default();
        let mut state = lock(&cell.0);
        if matches!(&*state, State::Placed(_, order) if now.since(order.placed_at) >= ttl) {
            *state = State::New;
        }
        drop(state);
        cell.clone()
    }
}

/// A key that is being worked on. What it is left with is what others find.
struct Work<'a> {
    cell: &'a Cell,
    then: State,
}

impl Drop for Work<'_> {
    fn drop(&mut self) {
        *lock(&self.cell.0) = std::mem::take(&mut self.then);
        self.cell.1.notify_all();
    }
}

impl<'a> Work<'a> {
    /// Waits for a turn. The error is that of a key that is used for something else.
    fn begin(cell: &'a Cell, body: &Body, key: &IdempotencyKey) -> Result<Self, CheckoutError> {
        let mut state = lock(&cell.0);
        loop {
            if state.body().is_some_and(|used| used != body) {
                return Err(CheckoutError::KeyConflict(key.clone()));
            }
            if !matches!(*state, State::Working(_)) {
                let then = std::mem::replace(&mut *state, State::Working(body.clone()));
                return Ok(Work { cell, then });
            }
            state = cell.1.wait(state).unwrap_or_else(|poisoned| poisoned.into_inner());
        }
    }
}

pub(crate) fn checkout(
    shop: &Striped,
    id: CartId,
    key: IdempotencyKey,
    request: Request,
) -> Result<Order, CheckoutError> {
    let cart = shop.cart(id).map_err(|_| CheckoutError::UnknownCart(id))?;
    let cell = shop.keys.cell(&cart.customer, &key, shop.now(), shop.config.key_ttl);
    let body = Body(id, request);
    let mut work = Work::begin(&cell, &body, &key)?;
    let (attempt, asked) = match &work.then {
        State::Placed(_, order) => return Ok(order.clone()),
        State::Open(_, attempt) => (attempt.clone(), true),
        State::New | State::Working(_) => (reserve(shop, &cart)?, false),
    };
    work.then = State::Open(body.clone(), attempt.clone());
    let paid = pay_apart(shop, &attempt, &body.1, asked);
    let placed = paid.and_then(|()| place(shop, &cart, &attempt, &body));
    match placed {
        Ok(order) => {
            work.then = State::Placed(body, order.clone());
            drop(work);
            tell(shop, &order);
            Ok(order)
        }
        Err(CheckoutError::OutcomeUnknown) => Err(CheckoutError::OutcomeUnknown),
        Err(error) => {
            drop(shop.claim(&attempt));
            lock(&cart.lines).busy = false;
            work.then = State::New;
            Err(error)
        }
    }
}

fn reserve(shop: &Striped, cart: &crate::Cart) -> Result<Attempt, CheckoutError> {
    let mut content = lock(&cart.lines);
    if content.busy {
        return Err(CheckoutError::InProgress);
    }
    let lines = content.all.clone();
    let Some(subtotal) = crate::sum(&lines).filter(|_| !lines.is_empty()) else { return Err(CheckoutError::EmptyCart) };
    let total = shop.seams.promotions.left(&lines);
    let charge = ChargeKey::new(Numbers::next(&shop.numbers.charge).to_string());
    let attempt = Attempt { charge, lines, customer: cart.customer.clone(), subtotal, total };
    shop.hold(&attempt)?;
    content.busy = true;
    Ok(attempt)
}

/// Pays on another thread: a gateway that panics takes that one along.
fn pay_apart(shop: &Striped, attempt: &Attempt, request: &Request, asked: bool) -> Result<(), CheckoutError> {
    thread::scope(|scope| {
        let payment =
            thread::Builder::new().name("payment".into()).spawn_scoped(scope, || pay(shop, attempt, request, asked));
        payment.map_or(Err(CheckoutError::OutcomeUnknown), |thread| {
            thread.join().unwrap_or(Err(CheckoutError::OutcomeUnknown))
        })
    })
}

/// Under the same key it is safe to charge again, whatever came of it before: only who gives up has to ask.
fn pay(shop: &Striped, attempt: &Attempt, request: &Request, mut unsure: bool) -> Result<(), CheckoutError> {
    let gateway = &shop.ports.gateway;
    for failures in 1.. {
        // Before money is taken there must be units for it.
        if !lock(&shop.holds).iter().any(|(_, charge, _)| *charge == attempt.charge) {
            shop.hold(attempt).inspect_err(|_| gateway.cancel(&attempt.charge))?;
        }
        match gateway.charge(&attempt.charge, attempt.total, &request.payment) {
            Ok(()) => return Ok(()),
            Err(ChargeError::Declined(reason)) => return Err(CheckoutError::Declined(reason)),
            Err(ChargeError::TimedOut) => unsure = true,
            Err(ChargeError::Unavailable) => {}
        }
        let Some(wait) = (shop.seams.retry)(failures) else { break };
        thread::sleep(wait);
    }
    if !unsure {
        return Err(CheckoutError::Unavailable);
    }
    match gateway.look_up(&attempt.charge) {
        Ok(ChargeStatus::Charged) => Ok(()),
        Ok(ChargeStatus::NotCharged) => Err(CheckoutError::Unavailable),
        Ok(ChargeStatus::Pending) | Err(LookUpFailed) => Err(CheckoutError::OutcomeUnknown),
    }
}

fn place(
    shop: &Striped,
    cart: &crate::Cart,
    attempt: &Attempt,
    Body(id, request): &Body,
) -> Result<Order, CheckoutError> {
    let units = shop.claim(attempt).map_or_else(|| shop.take(&attempt.lines), Ok);
    let units = units.inspect_err(|_| shop.ports.gateway.cancel(&attempt.charge))?;
    let order = Order {
        id: OrderId::new(Numbers::next(&shop.numbers.order)),
        cart: *id,
        customer: attempt.customer.clone(),
        request: request.clone(),
        lines: units.keep(),
        subtotal: attempt.subtotal,
        total: attempt.total,
        placed_at: shop.ports.clock.now(),
    };
    shop.orders.put(order.id, order.clone());
    let mut content = lock(&cart.lines);
    for (ordered, mine) in order
        .lines
        .iter()
        .flat_map(|line| content.all.iter().position(|mine| mine.sku == line.sku).map(|at| (line, at)))
        .collect::<Vec<_>>()
    {
        content.all[mine].quantity = content.all[mine].quantity.saturating_sub(ordered.quantity);
    }
    content.all.retain(|line| line.quantity > 0);
    content.busy = false;
    Ok(order)
}

/// The mail goes out by itself.
fn tell(shop: &Striped, order: &Order) {
    if let Some(shop) = shop.own.upgrade() {
        let order = order.clone();
        thread::spawn(move || shop.ports.observer.order_placed(&order));
    }
}
