//! Checkouts that come together: what customers are told has to fit one order of events.
//!
//! Judged is what the API promises of one SKU: what was sold stays sold, what a declined payment had reserved is on sale again, and
//! `OutOfStock` is said only if at some instant of the call so many units were not there. A checkout that is declined is two steps,
//! for it may keep others from its units meanwhile. How many are on sale is asked when all have come back, and never before.

use std::fmt;
use std::sync::Arc;

use kata_suite::linear::{History, Model, agree};
use kata_suite::{Check, Level, settle_ready};
use shopping_cart_api::{CartId, CheckoutError};

use crate::Subject;
use crate::doubles::Answer;
use crate::market::{Bought, Market, both, cups_and_teas, request};
use crate::words::Brief;

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::concurrency("answers-fit-one-order", "what customers are told fits one order of events")
            .level(Level::L5)
            .hint("What you remember about a SKU beside its units has to change together with them.")
            .explore(answers_fit_one_order),
    ]
}

/// What is asked about the tea.
#[derive(Clone, Copy, Debug)]
enum Ask {
    Checkout(CartId, u32),
    Stock,
}

impl fmt::Display for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ask::Checkout(cart, units) => write!(f, "checkout({cart}: {units} tea)"),
            Ask::Stock => f.write_str("stock(tea)"),
        }
    }
}

/// What a customer is told.
#[derive(Clone, PartialEq, Eq)]
enum Told {
    Bought,
    OutOfStock,
    Declined,
    OnSale(u32),
    Other(String),
}

impl Told {
    fn at_the_checkout(bought: &Bought) -> Told {
        match bought {
            Ok(_) => Told::Bought,
            Err(CheckoutError::OutOfStock(_)) => Told::OutOfStock,
            Err(CheckoutError::Declined(_)) => Told::Declined,
            Err(_) => Told::Other(bought.brief()),
        }
    }
}

impl fmt::Debug for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Told::Bought => f.write_str("an order"),
            Told::OutOfStock => f.write_str("Err(OutOfStock(tea))"),
            Told::Declined => f.write_str("Err(Declined)"),
            Told::OnSale(units) => write!(f, "{units}"),
            Told::Other(brief) => f.write_str(brief),
        }
    }
}

/// A shelf of tea that serves one customer after the other.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Shelf {
    on_sale: u32,
    /// The cart whose payment is being declined, with its units reserved.
    paying: Option<CartId>,
}

impl Shelf {
    fn checkout(&mut self, cart: CartId, units: u32, told: &Told) -> Result<(), String> {
        if self.paying == Some(cart) {
            (self.paying, self.on_sale) = (None, self.on_sale + units);
            return Ok(());
        }
        match (told, self.on_sale.checked_sub(units)) {
            (Told::OutOfStock, None) => {}
            (Told::Bought, Some(left)) => self.on_sale = left,
            (Told::Declined, Some(left)) => (self.paying, self.on_sale) = (Some(cart), left),
            (_, None) => return Err(format!("{:?}", Told::OutOfStock)),
            (_, Some(_)) => return Err("an order or Err(Declined)".to_owned()),
        }
        Ok(())
    }
}

impl Model for Shelf {
    type Call = Ask;
    type Answer = Told;

    fn answers(&mut self, ask: &Ask, told: &Told) -> Result<(), String> {
        match *ask {
            Ask::Checkout(cart, units) => self.checkout(cart, units, told),
            Ask::Stock => agree(told, &Told::OnSale(self.on_sale)),
        }
    }

    fn only_looked(_: &Ask, told: &Told) -> bool {
        matches!(told, Told::OutOfStock | Told::OnSale(_))
    }

    fn steps(_: &Ask, told: &Told) -> usize {
        match told {
            Told::Declined => 2,
            _ => 1,
        }
    }
}

/// A market in which all that concerns the tea is recorded.
#[derive(Clone)]
struct Recorded {
    market: Market,
    history: Arc<History<Ask, Told>>,
}

impl Recorded {
    /// A customer buys a cart with so many tea.
    fn checkout(&self, (cart, units): (CartId, u32), key: &str) {
        let buy = || Told::at_the_checkout(&self.market.shop.checkout(cart, key.into(), request()));
        self.history.call(Ask::Checkout(cart, units), buy);
    }

    /// How many tea are on sale, once nothing moves any more.
    fn stock(&self) {
        settle_ready();
        self.history.call(Ask::Stock, || Told::OnSale(self.market.shop.stock(&"tea".into())));
    }

    fn does(&self, act: impl FnOnce(&Recorded) + Send + 'static) -> impl FnOnce() + Send + 'static {
        let recorded = self.clone();
        move || act(&recorded)
    }
}

fn answers_fit_one_order(build: Subject) {
    let market = Market::open(build, cups_and_teas(0, 2));
    let [ann, bob, cid] = [("ann", 2), ("bob", 1), ("cid", 1)]
        .map(|(customer, units)| (market.filled(customer, [(units, "tea")]), units));
    market.gateway.will([Answer::Decline]);
    let recorded = Recorded { market, history: Arc::default() };
    both(
        ("ann", recorded.does(move |market| market.checkout(ann, "key-1"))),
        ("bob", recorded.does(move |market| market.checkout(bob, "key-2"))),
    );
    recorded.checkout(cid, "key-3");
    recorded.stock();
    let shelf = Shelf { on_sale: 2, paying: None };
    recorded.history.expect_order(shelf, "there were 2 tea, and the gateway declined the first payment");
}
