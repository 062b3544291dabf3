//! A customer may bring a coupon.

use std::sync::Arc;

use kata_suite::{Check, Level, attempted_twist, call, complain, expect};
use shopping_cart_api::twists::coupons::{Coupon, CouponCode, CouponError, CouponShop, Coupons};
use shopping_cart_api::{CartId, Cents, CheckoutError, Config, Discount, Order};

use crate::Subject;
use crate::doubles::Answer;
use crate::market::{Market, both, cups_and_teas, request};
use crate::words::{Brief, Shown, expect_answer, expect_same};

/// What `kata.toml` calls it.
const TWIST: &str = "coupons";

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::twist(TWIST, "a-coupon-takes-off-a-capped-percentage", "a coupon takes off a percentage, up to a cap")
            .level(Level::L4)
            .hint("First the discounts, then the coupon, of what they have left.")
            .run(a_coupon_takes_off_a_capped_percentage),
        Check::twist(TWIST, "a-coupon-asks-for-a-minimum", "a coupon asks for a minimum, before any discount")
            .level(Level::L4)
            .hint("Which of the two amounts of a cart does the coupon look at? And what has a refusal claimed?")
            .run(a_coupon_asks_for_a_minimum),
        Check::twist(TWIST, "a-coupon-is-good-for-one-order", "a coupon is good for one order")
            .level(Level::L4)
            .weight(2)
            .hint("Who has the coupon when the order stands? And what does the same key get?")
            .run(a_coupon_is_good_for_one_order),
        Check::twist(TWIST, "the-coupon-is-part-of-the-request", "the coupon is part of what a key is compared by")
            .level(Level::L5)
            .hint("The same key with another coupon: is that the same wish?")
            .run(the_coupon_is_part_of_the_request),
        Check::twist(
            TWIST,
            "a-refusal-gives-the-coupon-back",
            "a checkout that comes to nothing gives the coupon back",
        )
        .level(Level::L5)
        .weight(2)
        .hint("Follow the reserved units: wherever they go back, what else must?")
        .run(a_refusal_gives_the_coupon_back),
        Check::twist(TWIST, "an-unknown-outcome-keeps-the-coupon", "an unknown outcome keeps the coupon")
            .level(Level::L5)
            .hint("Nobody knows whether the coupon has been used. Who may use it meanwhile?")
            .run(an_unknown_outcome_keeps_the_coupon),
        Check::twist(TWIST, "one-coupon-has-one-winner", "one coupon has one winner")
            .level(Level::L5)
            .weight(2)
            .hint("Between looking at the coupon and claiming it, who else may look?")
            .explore(one_coupon_has_one_winner),
    ]
}

type Bought = Result<Order, CouponError>;

/// A shop that takes coupons.
#[derive(Clone)]
struct Mall {
    market: Market,
    shop: Arc<dyn CouponShop>,
}

impl Mall {
    /// Three coupons: `TWENTY` takes 20 % off, 5.00 at most, from 9.00 on; `HALF` and `UNCAPPED` take 50 % off, without a minimum.
    fn open(build: Subject, config: Config) -> Mall {
        let build = attempted_twist(TWIST, build.coupons);
        let coupon =
            |percent, at_most, minimum| Coupon { percent, at_most: Cents::new(at_most), minimum: Cents::new(minimum) };
        let coupons = [
            ("TWENTY".into(), coupon(20, 500, 900)),
            ("HALF".into(), coupon(50, 100_000, 0)),
            ("UNCAPPED".into(), coupon(50, u64::MAX, 0)),
        ];
        let (market, shop) = Market::around(|ports| build(config, ports, Coupons(coupons.into())), |shop| shop);
        Mall { market, shop }
    }

    fn checkout(&self, cart: CartId, key: &str, coupon: &str) -> Bought {
        let what = format!("checkout_with_coupon({cart}, {key}, {coupon})");
        call(&what, || Shown(self.shop.checkout_with_coupon(cart, key.into(), request(), coupon.into()))).0
    }

    fn bought(&self, cart: CartId, key: &str, coupon: &str, when: &str) -> Order {
        match self.checkout(cart, key, coupon) {
            Ok(order) => order,
            refused => {
                complain(format!("checked out with {coupon}, {when}: got {}, expected an order", refused.brief()))
            }
        }
    }

    fn expect_used(&self, cart: CartId, key: &str, when: &str) {
        expect_answer(&self.checkout(cart, key, "TWENTY"), &used(), format!("checked out with TWENTY, {when}"));
    }
}

fn used() -> Bought {
    Err(CouponError::Used(CouponCode::new("TWENTY")))
}

fn a_coupon_takes_off_a_capped_percentage(build: Subject) {
    let cases: [(&[Discount], u32, u64, &str); 4] = [
        (&[], 3, 1080, "20 % of 13.50"),
        (&[], 6, 2200, "20 % of 27.00, but 5.00 at most"),
        (&[Discount::PercentOff(10)], 3, 972, "20 % of the 12.15 that a discount of 10 % has left"),
        (&[Discount::AmountOff(Cents::new(1))], 3, 1080, "20 % of 13.49, rounded down to 2.69"),
    ];
    for (discounts, teas, total, what) in cases {
        let config = discounts.iter().fold(cups_and_teas(0, 9), |config, discount| config.discount(*discount));
        let mall = Mall::open(build, config);
        let cart = mall.market.filled("ann", [(teas, "tea")]);
        let order = mall.bought(cart, "key-1", "TWENTY", "with more than the minimum");
        expect_same(order.total, Cents::new(total), format!("the total of an order with a coupon ({what})"));
        mall.market.expect_taken(total, &format!("after an order with a coupon ({what})"));
    }
    a_coupon_on_a_fortune(build);
}

/// So much that half of it fits, and a hundred times half of it does not.
fn a_coupon_on_a_fortune(build: Subject) {
    let mall = Mall::open(build, cups_and_teas(0, 9).stock("moon", 1));
    mall.market.prices.set("moon", 1_000_000_000_000_000_000, "EUR");
    let cart = mall.market.filled("ann", [(1, "moon")]);
    let order = mall.bought(cart, "key-1", "UNCAPPED", "which is 50 % off");
    let half = Cents::new(500_000_000_000_000_000);
    expect_same(order.total, half, "the total of a moon for 10000000000000000.00 at half the price");
}

fn a_coupon_asks_for_a_minimum(build: Subject) {
    let mall = Mall::open(build, cups_and_teas(0, 9).discount(Discount::PercentOff(10)));
    let cart = mall.market.filled("ann", [(1, "tea")]);
    let refused = mall.checkout(cart, "key-1", "TWENTY");
    let expected = Err(CouponError::BelowMinimum(Cents::new(900)));
    expect_answer(&refused, &expected, "checked out a cart of 4.50 with a coupon for 9.00 or more");
    let refused = mall.checkout(cart, "key-1", "NONE");
    let expected = Err(CouponError::Unknown(CouponCode::new("NONE")));
    expect_answer(&refused, &expected, "checked out with a coupon that does not exist");
    let empty = mall.market.cart("bob");
    let expected = Err(CheckoutError::EmptyCart.into());
    expect_answer(&mall.checkout(empty, "key-1", "NONE"), &expected, "checked out an empty cart with that coupon");
    mall.market.expect_stock("tea", 9, "after coupons were refused");
    mall.market.expect_taken(0, "after coupons were refused");
    mall.market.put(cart, 1, "tea");
    let order = mall.bought(cart, "key-1", "TWENTY", "with a subtotal of just the minimum, 9.00, and a discount on it");
    expect_same(order.total, Cents::new(648), "20 % off the 8.10 that a discount has left, in total");
}

fn a_coupon_is_good_for_one_order(build: Subject) {
    let mall = Mall::open(build, cups_and_teas(0, 9));
    let (ann, bob) = (mall.market.filled("ann", [(2, "tea")]), mall.market.filled("bob", [(2, "tea")]));
    let order = mall.bought(ann, "key-1", "TWENTY", "for the first time");
    mall.expect_used(bob, "key-1", "after ann had ordered with it");
    let again = mall.checkout(ann, "key-1", "TWENTY");
    expect_answer(&again, &Ok(order), "ann asked again with the same key and the same coupon");
    mall.market.put(ann, 2, "tea");
    mall.expect_used(ann, "key-2", "which ann had used for an order before");
    mall.market.expect_stock("tea", 7, "after one order of 2 tea, and others that were refused");
    mall.market.expect_taken(720, "after one order, and others that were refused");
    mall.bought(bob, "key-1", "HALF", "after another coupon had been refused");
}

fn the_coupon_is_part_of_the_request(build: Subject) {
    let mall = Mall::open(build, cups_and_teas(0, 9));
    let cart = mall.market.filled("ann", [(2, "tea")]);
    mall.bought(cart, "key-1", "TWENTY", "for the first time");
    let conflict = || CheckoutError::KeyConflict("key-1".into());
    let other = mall.checkout(cart, "key-1", "HALF");
    expect_answer(&other, &Err(conflict().into()), "asked with the key of an order, and another coupon");
    let none = mall.market.checkout(cart, "key-1");
    expect_answer(&none, &Err(conflict()), "asked with the key of an order, and without its coupon");
}

fn a_refusal_gives_the_coupon_back(build: Subject) {
    let cases: [(&[Answer], u32, &str); 3] = [
        (&[Answer::Decline], 2, "the payment was declined"),
        (&[Answer::Unavailable; 3], 2, "the gateway was not available"),
        (&[], 3, "there was not enough tea"),
    ];
    for (answers, teas, what) in cases {
        let mall = Mall::open(build, cups_and_teas(0, 2));
        let (ann, bob) = (mall.market.filled("ann", [(teas, "tea")]), mall.market.filled("bob", [(2, "tea")]));
        mall.market.gateway.will(answers.iter().copied());
        let refused = mall.checkout(ann, "key-1", "TWENTY");
        let fits = matches!(&refused, Err(CouponError::Checkout(_)));
        expect!(fits, "checked out with TWENTY, and {what}: got {}", refused.brief());
        mall.bought(bob, "key-2", "TWENTY", &format!("after ann had tried, and {what}"));
        mall.market.expect_taken(720, &format!("after one order with a coupon, and one try before ({what})"));
    }
    late_money_gives_the_coupon_back(build);
}

fn late_money_gives_the_coupon_back(build: Subject) {
    let config = cups_and_teas(5, 2);
    let hold = config.hold;
    let mall = Mall::open(build, config);
    let (ann, bob) = (mall.market.filled("ann", [(2, "tea")]), mall.market.filled("bob", [(2, "tea")]));
    mall.market.gateway.will([Answer::Late]);
    let _unknown = mall.checkout(ann, "key-1", "TWENTY");
    mall.market.wait(2 * hold);
    let _any = mall.market.stock("cup");
    mall.market.bought(bob, "key-2", "without a coupon, after the hold of ann's checkout was over");
    mall.market.gateway.lands();
    let late = mall.checkout(ann, "key-1", "TWENTY");
    let expected = Err(CheckoutError::OutOfStock("tea".into()).into());
    expect_answer(&late, &expected, "ann asked again with the key, after bob had bought all of the tea");
    let eve = mall.market.filled("eve", [(1, "cup")]);
    mall.bought(eve, "key-3", "TWENTY", "after ann's money had come late, for tea that was gone, and had to go back");
    mall.market.expect_taken(900 + 960, "after two orders, one of them with a coupon, and money that went back");
}

fn an_unknown_outcome_keeps_the_coupon(build: Subject) {
    let mall = Mall::open(build, cups_and_teas(0, 9));
    let (ann, bob) = (mall.market.filled("ann", [(2, "tea")]), mall.market.filled("bob", [(2, "tea")]));
    mall.market.gateway.will([Answer::Late]);
    let unknown = mall.checkout(ann, "key-1", "TWENTY");
    let expected = Err(CheckoutError::OutcomeUnknown.into());
    expect_answer(&unknown, &expected, "checked out with TWENTY while the gateway did not answer");
    mall.expect_used(bob, "key-2", "while the outcome of a checkout with it was unknown");
    mall.market.gateway.lands();
    let order = mall.bought(ann, "key-1", "TWENTY", "again, after the late payment had gone through");
    expect_same(order.total, Cents::new(720), "the total of the order, 20 % off 9.00");
    mall.expect_used(bob, "key-2", "after the order of ann, which was unknown for a while");
    mall.market.expect_taken(720, "after one order, which was unknown for a while");
}

fn one_coupon_has_one_winner(build: Subject) {
    let mall = Mall::open(build, cups_and_teas(2, 2));
    let (ann, bob) = (mall.market.filled("ann", [(2, "tea")]), mall.market.filled("bob", [(2, "cup")]));
    let buying = |cart, key: &'static str| {
        let mall = mall.clone();
        move || mall.checkout(cart, key, "TWENTY")
    };
    let (first, second) = both(("ann", buying(ann, "key-1")), ("bob", buying(bob, "key-2")));
    let seen = format!("ann got {}, bob {}", first.brief(), second.brief());
    expect!(first.is_ok() != second.is_ok(), "ann and bob used the same coupon, which is good for one order: {seen}");
    let loser = if first.is_ok() { &second } else { &first };
    expect!(*loser == used(), "ann and bob used the same coupon; one is told Used: {seen}");
    let taken = if first.is_ok() { 720 } else { 1920 };
    mall.market.expect_taken(taken, &format!("after ann and bob used the same coupon ({seen})"));
}
