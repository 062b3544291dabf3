//! Ports that call the shop in the middle of a call.

use std::sync::{Arc, Mutex, PoisonError};

use kata_suite::{Check, Level, expect};
use shopping_cart_api::{CartId, Shop};

use crate::Subject;
use crate::doubles::quiet;
use crate::market::{Market, cups_and_teas, request};

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::concurrency("the-gateway-may-call-the-shop", "the gateway may call the shop")
            .level(Level::L5)
            .weight(2)
            .hint("Which lock is held while `charge` runs, and who else needs it?")
            .explore(the_gateway_may_call_the_shop),
        Check::concurrency("the-observer-may-call-the-shop", "the observer may call the shop")
            .level(Level::L5)
            .weight(2)
            .hint("Which lock is held while `order_placed` runs, and who else needs it?")
            .explore(the_observer_may_call_the_shop),
    ]
}

/// Everything that a callback may do, about another cart than the one that it is called for. The note says how far it came.
fn errand(market: &Market, other: CartId, note: Arc<Mutex<&'static str>>) -> impl FnOnce() + Send + 'static {
    let shop = market.shop_for_errand();
    move || {
        let set = |text| *note.lock().unwrap_or_else(PoisonError::into_inner) = text;
        let Some(shop) = shop.upgrade() else { return };
        set("it was waiting for `stock` to return");
        let _stock = shop.stock(&"tea".into());
        set("it was waiting for `view` to return");
        let _view = shop.view(other);
        set("it was waiting for `add` to return");
        let added = shop.add(other, "cup".into(), 1);
        set("it was waiting for `checkout` to return");
        let bought = bought(&*shop, other);
        set(match (added.is_ok(), bought) {
            (true, true) => "done",
            (false, _) => "its `add` was refused",
            (true, false) => "its `checkout` was refused, of what is in stock",
        });
    }
}

fn bought(shop: &dyn Shop, cart: CartId) -> bool {
    shop.checkout(cart, "key-9".into(), request()).is_ok()
}

fn expect_done(note: &Mutex<&'static str>, who: &str) {
    quiet();
    let note = *note.lock().unwrap_or_else(PoisonError::into_inner);
    expect!(note == "done", "{who} called the shop about another cart: {note}");
}

fn the_gateway_may_call_the_shop(build: Subject) {
    let market = Market::open(build, cups_and_teas(9, 9));
    let (cart, other) = (market.filled("ann", [(1, "tea")]), market.filled("bob", [(1, "tea")]));
    let note = Arc::new(Mutex::new("it was never charged"));
    market.gateway.runs(errand(&market, other, note.clone()));
    market.bought(cart, "key-1", "1 tea, and the gateway called the shop meanwhile");
    expect_done(&note, "while it took money for one cart, the gateway");
    market.expect_stock("tea", 7, "after two carts with 1 tea were bought");
}

fn the_observer_may_call_the_shop(build: Subject) {
    let market = Market::open(build, cups_and_teas(9, 9));
    let (cart, other) = (market.filled("ann", [(1, "tea")]), market.filled("bob", [(1, "tea")]));
    let note = Arc::new(Mutex::new("it was never told"));
    market.mailer.runs(errand(&market, other, note.clone()));
    market.bought(cart, "key-1", "1 tea, and the observer called the shop meanwhile");
    expect_done(&note, "when told of an order, the observer");
    market.expect_stock("tea", 7, "after two carts with 1 tea were bought");
}
