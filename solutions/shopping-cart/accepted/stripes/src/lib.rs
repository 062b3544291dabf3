//! A shop in stripes: what is looked up by a name lies in one of a few maps, each behind a lock of its own.
#![deny(missing_docs)]

/// What can be swapped.
pub mod seams {
    use std::time::Duration;

    use shopping_cart_api::{Cents, Config, Discount, Line};

    /// What is taken off. `Line`s come with their price.
    pub trait Bargains: Send + Sync {
        /// All that is taken off, one after the other.
        fn off<'a>(&'a self, lines: &'a [Line]) -> Vec<Cents>;

        /// What is left.
        fn left(&self, lines: &[Line]) -> Cents {
            let full = crate::sum(lines).unwrap_or_default();
            self.off(lines).into_iter().fold(full, Cents::saturating_sub)
        }
    }

    /// When to try again.
    pub type Again = dyn Fn(usize) -> Option<Duration> + Send + Sync;

    /// The choices.
    pub struct Seams {
        /// What is taken off.
        pub promotions: Box<dyn Bargains>,
        /// When to try again.
        pub retry: Box<Again>,
    }

    impl Seams {
        /// The choices of the config.
        pub fn new(config: &Config) -> Seams {
            let shopping_cart_api::Retry { charges, first_wait } = config.retry;
            let retry = move |failures: usize| {
                let mut wait = first_wait;
                (1..failures).for_each(|_| wait = wait.saturating_mul(2));
                (failures < charges as usize).then_some(wait)
            };
            Seams { promotions: Box::new(Steps(config.discounts.clone().into_boxed_slice())), retry: Box::new(retry) }
        }
    }

    struct Steps(Box<[Discount]>);

    impl Bargains for Steps {
        fn off<'a>(&'a self, lines: &'a [Line]) -> Vec<Cents> {
            let full = crate::sum(lines).unwrap_or_default();
            let step = |rest: &mut Cents, step: &Discount| {
                let off = match step {
                    Discount::AmountOff(amount) => *rest.min(&mut amount.clone()),
                    Discount::PercentOff(percent) => {
                        Cents::new((u128::from(rest.get()) * u128::from(*percent) / 100).try_into().unwrap_or(u64::MAX))
                    }
                };
                *rest = rest.saturating_sub(off);
                Some(off)
            };
            self.0.iter().scan(full, step).collect()
        }
    }
}
mod checkout;
mod stripes;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::*};
use std::sync::{Arc, LazyLock, Mutex};

use shopping_cart_api::*;

use self::checkout::{Attempt, Keys};
pub use self::seams::Seams;
use self::stripes::{Stripes, lock};

/// Opens the shop.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn Shop> {
    let stock = config.stock.iter().map(|(sku, units)| (sku.clone(), AtomicU32::new(*units))).collect();
    Arc::new_cyclic(|own: &std::sync::Weak<Striped>| Striped {
        own: own.clone(),
        stock,
        carts: Stripes::default(),
        orders: Stripes::default(),
        keys: Keys::default(),
        holds: Mutex::default(),
        numbers: Numbers::default(),
        config,
        ports,
        seams,
    })
}

pub(crate) fn sum(lines: &[Line]) -> Option<Cents> {
    lines
        .iter()
        .map(|line| line.unit_price.checked_mul(line.quantity))
        .try_fold(Cents::ZERO, |sum, cost| sum.checked_add(cost?))
}

static FIRST: LazyLock<u64> = LazyLock::new(|| "stripes".len() as u64);

#[derive(Default)]
struct Numbers {
    cart: AtomicU64,
    order: AtomicU64,
    charge: AtomicU64,
}

impl Numbers {
    fn next(of: &AtomicU64) -> u64 {
        *FIRST + of.fetch_add(1, Relaxed)
    }
}

struct Cart {
    customer: CustomerId,
    lines: Mutex<Lines>,
}

#[derive(Clone, Default)]
struct Lines {
    all: Vec<Line>,
    busy: bool,
}

impl Lines {
    fn edit<E>(&mut self, edit: impl FnOnce(&mut Vec<Line>) -> Result<(), E>, overflow: E) -> Result<(), E> {
        let mut all = self.all.clone();
        edit(&mut all)?;
        all.retain(|line| line.quantity > 0);
        all.sort_by(|a, b| Ord::cmp(&a.sku, &b.sku));
        sum(&all).ok_or(overflow)?;
        self.all = all;
        Ok(())
    }
}

pub(crate) struct Striped {
    own: std::sync::Weak<Striped>,
    stock: BTreeMap<Sku, AtomicU32>,
    carts: Stripes<CartId, Arc<Cart>, 4>,
    orders: Stripes<OrderId, Order, 4>,
    keys: Keys,
    holds: Mutex<Vec<(Timestamp, ChargeKey, Vec<Line>)>>,
    numbers: Numbers,
    config: Config,
    ports: Ports,
    seams: Seams,
}

/// Units that are taken off the shelf, and go back there unless they are kept.
pub(crate) struct Taken<'a> {
    shop: &'a Striped,
    lines: Vec<Line>,
}

impl Taken<'_> {
    fn keep(mut self) -> Vec<Line> {
        std::mem::take(&mut self.lines)
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        for line in self.lines.drain(..) {
            self.shop.stock[&line.sku].fetch_add(line.quantity, AcqRel);
        }
    }
}

impl Striped {
    fn take(&self, lines: &[Line]) -> Result<Taken<'_>, CheckoutError> {
        let mut taken = Taken { shop: self, lines: Vec::new() };
        for line in lines {
            let shelf = self.stock.get(&line.sku).ok_or_else(|| CheckoutError::OutOfStock(line.sku.clone()))?;
            let mut seen = shelf.load(Acquire);
            loop {
                let left =
                    seen.checked_sub(line.quantity).ok_or_else(|| CheckoutError::OutOfStock(line.sku.clone()))?;
                match shelf.compare_exchange_weak(seen, left, AcqRel, Acquire) {
                    Ok(_) => break taken.lines.push(line.clone()),
                    Err(now) => seen = now,
                }
            }
        }
        Ok(taken)
    }

    /// What time it is; what is over by now is over.
    fn now(&self) -> Timestamp {
        let now = self.ports.clock.now();
        let mut holds = lock(&self.holds);
        // With the list locked: whoever does not find a hold finds its units.
        holds.retain_mut(|(until, _, lines)| {
            let over = *until <= now;
            if over {
                drop(Taken { shop: self, lines: std::mem::take(lines) });
            }
            !over
        });
        now
    }

    fn hold(&self, attempt: &Attempt) -> Result<(), CheckoutError> {
        let taken = self.take(&attempt.lines)?;
        let hold = (self.ports.clock.now() + self.config.hold, attempt.charge.clone(), taken.keep());
        lock(&self.holds).push(hold);
        Ok(())
    }

    /// Takes the units of a hold over, if it is still there.
    fn claim(&self, attempt: &Attempt) -> Option<Taken<'_>> {
        let mut holds = lock(&self.holds);
        let at = holds.iter().position(|(_, charge, _)| *charge == attempt.charge)?;
        let (_, _, lines) = holds.swap_remove(at);
        Some(Taken { shop: self, lines })
    }

    fn cart(&self, id: CartId) -> Result<Arc<Cart>, CartError> {
        self.now();
        self.carts.get(&id).ok_or(CartError::UnknownCart(id))
    }
}

impl Shop for Striped {
    fn open_cart(&self, customer: CustomerId) -> CartId {
        self.now();
        let id = CartId::new(Numbers::next(&self.numbers.cart));
        self.carts.put(id, Arc::new(Cart { customer, lines: Mutex::default() }));
        id
    }

    fn add(&self, cart: CartId, sku: Sku, quantity: u32) -> Result<(), CartError> {
        let cart = self.cart(cart)?;
        let Price { amount, currency } = self.ports.catalog.price(&sku).ok_or(CartError::UnknownSku(sku.clone()))?;
        if currency != self.config.currency {
            return Err(CartError::ForeignCurrency(currency));
        }
        let limit = self.config.line_limit;
        let mut lines = lock(&cart.lines);
        lines.edit(
            |all| {
                let at = all.iter().position(|line| line.sku == sku).unwrap_or_else(|| {
                    all.push(Line { sku, quantity: 0, unit_price: amount });
                    all.len() - 1
                });
                let line = &mut all[at];
                line.quantity = line
                    .quantity
                    .checked_add(quantity)
                    .filter(|all| *all <= limit)
                    .ok_or(CartError::OverLimit { limit })?;
                Ok(())
            },
            CartError::AmountOverflow,
        )
    }

    fn set_quantity(&self, cart: CartId, sku: Sku, quantity: u32) -> Result<(), CartError> {
        let cart = self.cart(cart)?;
        let limit = self.config.line_limit;
        let mut lines = lock(&cart.lines);
        lines.edit(
            |all| {
                let line = all.iter_mut().find(|line| line.sku == sku).ok_or(CartError::NotInCart(sku.clone()))?;
                line.quantity = Some(quantity).filter(|all| *all <= limit).ok_or(CartError::OverLimit { limit })?;
                Ok(())
            },
            CartError::AmountOverflow,
        )
    }

    fn view(&self, id: CartId) -> Result<CartView, CartError> {
        let cart = self.cart(id)?;
        let lines = lock(&cart.lines).all.clone();
        let (subtotal, total) = (sum(&lines).unwrap_or_default(), self.seams.promotions.left(&lines));
        Ok(CartView { id, customer: cart.customer.clone(), lines, subtotal, total })
    }

    fn checkout(&self, cart: CartId, key: IdempotencyKey, request: Request) -> Result<Order, CheckoutError> {
        checkout::checkout(self, cart, key, request)
    }

    fn order(&self, order: OrderId) -> Option<Order> {
        self.now();
        self.orders.get(&order)
    }

    fn stock(&self, sku: &Sku) -> u32 {
        self.now();
        self.stock.get(sku).map(|units| units.load(Acquire)).unwrap_or_default()
    }

    fn merge(&self, guest: CartId, into: CartId) -> Result<(), MergeError> {
        let find = |id| self.cart(id).map_err(|_| MergeError::UnknownCart(id));
        let (from, to) = (find(guest)?, find(into)?);
        if Arc::ptr_eq(&from, &to) {
            return Ok(());
        }
        // Nobody waits for a second cart with a first one in hand.
        let (mut from, mut to) = loop {
            let from = lock(&from.lines);
            match to.lines.try_lock() {
                Ok(to) => break (from, to),
                Err(std::sync::TryLockError::Poisoned(to)) => break (from, to.into_inner()),
                Err(std::sync::TryLockError::WouldBlock) => drop(from),
            }
            std::thread::yield_now();
        };
        if from.busy {
            return Err(MergeError::InCheckout(guest));
        }
        let limit = self.config.line_limit;
        to.edit(
            |all| {
                for line in &from.all {
                    match all.iter_mut().find(|mine| mine.sku == line.sku) {
                        None => all.push(line.clone()),
                        Some(mine) => mine.quantity = u32::min(mine.quantity + line.quantity, limit),
                    }
                }
                Ok(())
            },
            MergeError::AmountOverflow,
        )?;
        from.all.clear();
        Ok(())
    }
}
