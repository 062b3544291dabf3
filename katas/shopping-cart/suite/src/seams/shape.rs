//! What the source declares.

use kata_suite::seams::Shape;
use kata_suite::{Check, Level};
use shopping_cart_api::Discount;

use super::{promotions, retry};
use crate::Subject;
use crate::doubles::Answer;
use crate::market::{Market, cups_and_teas};

pub(crate) fn checks() -> Vec<Check<Subject>> {
    Shape::new().role(promotions(), Level::L5).role(retry(), Level::L5).checks(open, ask)
}

fn open(build: Subject) -> Market {
    Market::open(build, cups_and_teas(9, 9).discount(Discount::PercentOff(10)))
}

/// A cart that is looked at, and checkouts of it that fail in every way before one does not.
fn ask(market: &Market) {
    let cart = market.filled("ann", [(2, "tea"), (1, "cup")]);
    let _view = market.view(cart);
    for answers in [
        vec![Answer::Decline],
        vec![Answer::Unavailable; 3],
        vec![Answer::TimeOut, Answer::Unavailable],
        vec![Answer::Late],
    ] {
        market.gateway.will(answers);
        let _bought = market.checkout(cart, "key-1");
        let _more = market.add(cart, 1, "tea");
    }
    market.gateway.fails();
    let _bought = market.checkout(cart, "key-1");
}
