//! The stage that every check is played on: one shop, with the suite's clock, catalog, gateway and observer.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use kata_suite::{attempt, call, complain, crew, expect, settle_ready};
use shopping_cart_api::{
    CartError, CartId, CartView, Cents, CheckoutError, Clock, Config, MergeError, Order, Ports, Request, Shop,
    Timestamp,
};

use crate::Subject;
use crate::doubles::{Gateway, Mailer, MarketClock, Prices};
use crate::words::{Brief, Shown, expect_same};

/// What a cup costs.
pub(crate) const CUP: u64 = 1200;

/// What tea costs.
pub(crate) const TEA: u64 = 450;

/// So many cups and teas.
pub(crate) fn cups_and_teas(cups: u32, teas: u32) -> Config {
    Config::default().stock("cup", cups).stock("tea", teas)
}

/// A shop, and the world around it. A clone is the same market.
#[derive(Clone)]
pub(crate) struct Market {
    pub(crate) shop: Arc<dyn Shop>,
    pub(crate) clock: Arc<MarketClock>,
    pub(crate) prices: Arc<Prices>,
    pub(crate) gateway: Arc<Gateway>,
    pub(crate) mailer: Arc<Mailer>,
}

/// What a checkout ends in.
pub(crate) type Bought = Result<Order, CheckoutError>;

/// What the customers send along, unless told otherwise.
pub(crate) fn request() -> Request {
    Request::new("card-1", "1 Main Street")
}

impl Market {
    /// Opens a shop that has cups and tea, and whatever the config names, in its catalog.
    pub(crate) fn open(build: Subject, config: Config) -> Market {
        Market::around(|ports| (build.build)(config, ports), |shop| shop).0
    }

    /// Opens a shop of any kind: the market around it, and the shop as its twist knows it.
    pub(crate) fn around<S: ?Sized>(
        build: impl FnOnce(Ports) -> Arc<S>,
        plain: fn(Arc<S>) -> Arc<dyn Shop>,
    ) -> (Market, Arc<S>) {
        let (clock, prices) = (Arc::new(MarketClock::new()), Arc::new(Prices::default()));
        let (gateway, mailer) = (Arc::new(Gateway::default()), Arc::new(Mailer::default()));
        prices.set("cup", CUP, "EUR");
        prices.set("tea", TEA, "EUR");
        let ports =
            Ports { clock: clock.clone(), catalog: prices.clone(), gateway: gateway.clone(), observer: mailer.clone() };
        let shop = build(ports);
        (Market { shop: plain(shop.clone()), clock, prices, gateway, mailer }, shop)
    }

    /// The shop for an errand: were the errand to own it, shop and double would keep each other alive.
    pub(crate) fn shop_for_errand(&self) -> Weak<dyn Shop> {
        Arc::downgrade(&self.shop)
    }

    /// Lets time pass.
    pub(crate) fn wait(&self, time: Duration) {
        self.clock.advance(time);
    }

    /// Lets time pass until then.
    pub(crate) fn wait_until(&self, then: Timestamp) {
        self.clock.advance(then.since(self.clock.now()));
    }

    /// A customer takes a cart.
    pub(crate) fn cart(&self, customer: &str) -> CartId {
        call(&format!("open_cart({customer})"), || self.shop.open_cart(customer.into()))
    }

    /// A customer takes a cart, and puts things in.
    pub(crate) fn filled<'a>(&self, customer: &str, with: impl IntoIterator<Item = (u32, &'a str)>) -> CartId {
        let cart = self.cart(customer);
        with.into_iter().for_each(|(quantity, sku)| self.put(cart, quantity, sku));
        cart
    }

    pub(crate) fn add(&self, cart: CartId, quantity: u32, sku: &str) -> Result<(), CartError> {
        call(&format!("add({cart}, {sku}, {quantity})"), || Shown(self.shop.add(cart, sku.into(), quantity))).0
    }

    /// Puts units into a cart that they fit in.
    pub(crate) fn put(&self, cart: CartId, quantity: u32, sku: &str) {
        let added = self.add(cart, quantity, sku);
        expect!(added.is_ok(), "added {quantity} {sku} to a cart that has room for it: got {}", added.brief());
    }

    pub(crate) fn set_quantity(&self, cart: CartId, quantity: u32, sku: &str) -> Result<(), CartError> {
        let what = format!("set_quantity({cart}, {sku}, {quantity})");
        call(&what, || Shown(self.shop.set_quantity(cart, sku.into(), quantity))).0
    }

    /// What is in the cart, once nothing moves any more.
    pub(crate) fn view(&self, cart: CartId) -> CartView {
        settle_ready();
        let view = call(&format!("view({cart})"), || Shown(self.shop.view(cart))).0;
        view.unwrap_or_else(|error| complain(format!("looked at the cart {cart}: got Err({})", error.brief())))
    }

    /// How many units of a SKU the cart has, once nothing moves any more.
    pub(crate) fn units(&self, cart: CartId, sku: &str) -> u32 {
        units_of(&self.view(cart).lines, sku)
    }

    /// Complains unless this is in the cart, once nothing moves any more: `2 cup at 12.00 + 1 tea at 4.50`.
    pub(crate) fn expect_lines(&self, cart: CartId, expected: &str, when: &str) {
        let seen = self.view(cart).lines.brief();
        expect!(seen == expected, "{when}, in the cart: got {seen}, expected {expected}");
    }

    /// A customer buys what is in the cart.
    pub(crate) fn checkout(&self, cart: CartId, key: &str) -> Bought {
        self.checkout_with(cart, key, request())
    }

    pub(crate) fn checkout_with(&self, cart: CartId, key: &str, request: Request) -> Bought {
        let what = format!("checkout({cart}, {key})");
        call(&what, || Shown(self.shop.checkout(cart, key.into(), request))).0
    }

    /// A customer buys what is in the cart, and gets it.
    pub(crate) fn bought(&self, cart: CartId, key: &str, when: &str) -> Order {
        match self.checkout(cart, key) {
            Ok(order) => order,
            refused => complain(format!("checked out {when}: got {}, expected an order", refused.brief())),
        }
    }

    /// How many units are on sale, once nothing moves any more.
    pub(crate) fn stock(&self, sku: &str) -> u32 {
        settle_ready();
        call(&format!("stock({sku})"), || self.shop.stock(&sku.into()))
    }

    /// Complains unless so many units are on sale, once nothing moves any more.
    pub(crate) fn expect_stock(&self, sku: &str, expected: u32, when: &str) {
        let seen = self.stock(sku);
        expect!(seen == expected, "{when}, {sku} on sale: got {seen}, expected {expected}");
    }

    /// Complains unless so much money is gone.
    pub(crate) fn expect_taken(&self, cents: u64, when: &str) {
        expect_same(self.gateway.taken(), Cents::new(cents), format!("{when}, the money that the gateway took"));
    }

    /// Merges two carts; ends the check where the submission leaves that out.
    pub(crate) fn merge(&self, guest: CartId, into: CartId) -> Result<(), MergeError> {
        let result = call(&format!("merge({guest}, {into})"), || Shown(self.shop.merge(guest, into))).0;
        attempt("merge", result, |error| *error == MergeError::Unsupported)
    }

    /// What a customer on a thread of its own does.
    pub(crate) fn does<R>(
        &self,
        act: impl FnOnce(&Market) -> R + Send + 'static,
    ) -> impl FnOnce() -> R + Send + 'static {
        let market = self.clone();
        move || act(&market)
    }

    /// A customer at the checkout, on a thread of its own.
    pub(crate) fn buying(&self, cart: CartId, key: &'static str) -> impl FnOnce() -> Bought + Send + 'static {
        self.does(move |market| market.checkout(cart, key))
    }
}

/// How many units of a SKU these lines have.
pub(crate) fn units_of(lines: &[shopping_cart_api::Line], sku: &str) -> u32 {
    lines.iter().filter(|line| line.sku.as_str() == sku).map(|line| line.quantity).sum()
}

/// What was paid for these, all together.
pub(crate) fn paid<'a>(bought: impl IntoIterator<Item = &'a Bought>) -> u64 {
    bought.into_iter().flatten().map(|order| order.total.get()).sum()
}

/// Runs two customers at once, and returns what each of them saw.
pub(crate) fn both<A: Send + 'static, B: Send + 'static>(
    first: (&'static str, impl FnOnce() -> A + Send + 'static),
    second: (&'static str, impl FnOnce() -> B + Send + 'static),
) -> (A, B) {
    let ((first, a), (second, b)) = (keep(first), keep(second));
    crew([first, second]);
    (a(), b())
}

/// What one member of a crew does.
type Act = Box<dyn FnOnce() + Send>;

/// Customers who see different things make no crew, so each puts what it saw aside.
fn keep<R: Send + 'static>(
    (name, act): (&'static str, impl FnOnce() -> R + Send + 'static),
) -> ((&'static str, Act), impl FnOnce() -> R) {
    let kept = Arc::new(Mutex::new(None));
    let keeper = kept.clone();
    let act: Act = Box::new(move || {
        let seen = act();
        *keeper.lock().unwrap_or_else(PoisonError::into_inner) = Some(seen);
    });
    let taken = move || match kept.lock().unwrap_or_else(PoisonError::into_inner).take() {
        Some(seen) => seen,
        None => complain(format!("{name} never came back")),
    };
    ((name, act), taken)
}

/// Makes a call that may unwind. What the learner has not written yet unwinds as well, and goes on: that is no mishap.
pub(crate) fn survived<R>(call: impl FnOnce() -> R) -> Result<R, Box<dyn Any + Send>> {
    catch_unwind(AssertUnwindSafe(call))
        .map_err(|panic| if is_unwritten(&*panic) { resume_unwind(panic) } else { panic })
}

fn is_unwritten(panic: &(dyn Any + Send)) -> bool {
    let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
    text.is_some_and(|text| text.starts_with("not yet implemented") || text.starts_with("not implemented"))
}

/// The short form of a call that may have unwound.
pub(crate) fn outcome(call: &Result<Bought, Box<dyn Any + Send>>) -> String {
    call.as_ref().map_or("a panic".to_owned(), Brief::brief)
}
