//! The checkout: what is bought, and what is left.

use kata_suite::{Check, Level, expect, expect_eq};
use shopping_cart_api::{Cents, CheckoutError, Clock, Discount, Order};

use crate::Subject;
use crate::doubles::Answer;
use crate::market::{Market, cups_and_teas, request};
use crate::words::{Brief, expect_answer, expect_same};

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour("checkout-charges-and-places-the-order", "a checkout charges the total and places the order")
            .level(Level::L4)
            .weight(2)
            .hint("One charge, one order that says what was in the cart, and a cart that is empty then.")
            .run(checkout_charges_and_places_the_order),
        Check::behaviour("checkout-charges-the-price-in-the-cart", "a checkout charges the price in the cart")
            .level(Level::L4)
            .hint("The customer pays what they saw.")
            .run(checkout_charges_the_price_in_the_cart),
        Check::behaviour("empty-cart-is-refused", "an empty cart is refused")
            .level(Level::L4)
            .hint("Nobody orders nothing.")
            .run(empty_cart_is_refused),
        Check::behaviour("all-units-are-reserved-or-none", "all units are reserved, or none")
            .level(Level::L4)
            .weight(2)
            .hint("What has been reserved when the last line turns out to be missing?")
            .run(all_units_are_reserved_or_none),
        Check::behaviour("decline-releases-the-stock", "a declined payment releases the stock and keeps the cart")
            .level(Level::L4)
            .weight(2)
            .hint("Undo what the checkout did before the charge, once, and nothing else.")
            .run(decline_releases_the_stock),
        Check::behaviour("order-does-not-follow-its-cart", "an order does not follow its cart")
            .level(Level::L4)
            .hint("Whose lines does the order hold?")
            .run(order_does_not_follow_its_cart),
    ]
}

fn checkout_charges_and_places_the_order(build: Subject) {
    let config = cups_and_teas(5, 5).discount(Discount::AmountOff(Cents::new(50)));
    let market = Market::open(build, config);
    let cart = market.filled("ann", [(2, "tea"), (1, "cup")]);
    let view = market.view(cart);

    let order = market.bought(cart, "key-1", "2 tea and 1 cup, which are in stock");

    let expected = Order {
        id: order.id,
        cart,
        customer: "ann".into(),
        request: request(),
        lines: view.lines.clone(),
        subtotal: Cents::new(2100),
        total: Cents::new(2050),
        placed_at: market.clock.now(),
    };
    expect_eq!(order, expected, "the order for 2 tea and 1 cup with 0.50 off");
    let charges: Vec<_> = market.gateway.charges().into_iter().map(|charge| charge.what).collect();
    expect!(
        charges.len() == 1 && charges[0].amount == order.total && charges[0].method == request().payment,
        "checked out for {}: the gateway was asked for {}, expected one charge of the total by card-1",
        order.total,
        charges.iter().map(|charge| format!("{} by {}", charge.amount, charge.method)).collect::<Vec<_>>().join(", ")
    );
    market.expect_taken(2050, "after a checkout for 20.50");
    market.expect_stock("tea", 3, "after 2 of 5 tea were sold");
    market.expect_stock("cup", 4, "after 1 of 5 cups was sold");
    market.expect_lines(cart, "nothing", "after all that was in it was ordered");
    expect_eq!(market.shop.order(order.id), Some(order.clone()), "the order as the shop remembers it");
    market.put(cart, 1, "tea");
    let next = market.bought(cart, "key-2", "1 tea from the same cart, with another key");
    expect!(next.id != order.id, "two orders are both called {}", order.id);
}

fn checkout_charges_the_price_in_the_cart(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 5));
    let cart = market.filled("ann", [(2, "tea")]);
    market.prices.set("tea", 999, "EUR");
    let order = market.bought(cart, "key-1", "2 tea that came into the cart at 4.50, and cost 9.99 now");
    expect_same(order.total, Cents::new(900), "the total of 2 tea that came into the cart at 4.50, and cost 9.99 now");
    market.expect_taken(900, "after 2 tea that came into the cart at 4.50 were bought");
}

fn empty_cart_is_refused(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 5));
    let cart = market.cart("ann");
    expect_answer(&market.checkout(cart, "key-1"), &Err(CheckoutError::EmptyCart), "checked out a new cart");
    market.put(cart, 1, "tea");
    let _emptied = market.set_quantity(cart, 0, "tea");
    let bought = market.checkout(cart, "key-1");
    expect_answer(&bought, &Err(CheckoutError::EmptyCart), "checked out a cart whose last line was taken out");
    expect!(market.gateway.charges().is_empty(), "an empty cart was checked out, and something was charged");
    expect!(market.mailer.story().is_empty(), "an empty cart was checked out, and a mail was sent");
    market.put(cart, 1, "tea");
    market.bought(cart, "key-1", "1 tea, with a key that an empty cart was refused with");
}

fn all_units_are_reserved_or_none(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 5).stock("ant", 0).stock("zebra", 1));
    for (sku, units) in [("ant", 1), ("zebra", 2), ("ghost", 1)] {
        market.prices.set(sku, 100, "EUR");
        let cart = market.filled("ann", [(2, "tea"), (units, sku), (1, "cup")]);
        let bought = market.checkout(cart, "key-1");
        let what = format!("checked out 2 tea, 1 cup and {units} {sku}, of which there is less");
        expect_answer(&bought, &Err(CheckoutError::OutOfStock(sku.into())), what);
        let when = format!("after a checkout was refused for want of {sku}");
        market.expect_stock("tea", 5, &when);
        market.expect_stock("cup", 5, &when);
        expect!(market.units(cart, "tea") == 2, "{when}, the cart has {} tea, expected 2", market.units(cart, "tea"));
    }
    market.expect_stock("zebra", 1, "after a checkout of two was refused");
    expect!(market.gateway.charges().is_empty(), "something was not in stock, and the gateway was asked for money");
    let cart = market.filled("bob", [(5, "tea"), (1, "zebra")]);
    market.bought(cart, "key-1", "all tea and the only zebra");
    market.expect_stock("tea", 0, "after all tea was sold");
}

fn decline_releases_the_stock(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 2));
    let cart = market.filled("ann", [(2, "tea"), (1, "cup")]);
    for nth in ["first", "second"] {
        market.gateway.will([Answer::Decline]);
        let bought = market.checkout(cart, "key-1");
        let expected = Err(CheckoutError::Declined("no funds".to_owned()));
        expect_answer(&bought, &expected, format!("checked out, and the gateway declined for the {nth} time"));
        market.expect_stock("tea", 2, &format!("after the {nth} declined payment for both tea"));
        market.expect_stock("cup", 5, &format!("after the {nth} declined payment for 1 of 5 cups"));
        market.expect_lines(cart, "1 cup at 12.00 + 2 tea at 4.50", &format!("after the {nth} declined payment"));
    }
    let charges = market.gateway.charges().len();
    expect!(charges == 2, "two checkouts were declined: the gateway was asked for money {charges} times, expected 2");
    expect!(market.mailer.story().is_empty(), "two checkouts were declined, and a mail was sent");
    let other = market.filled("bob", [(2, "tea")]);
    market.bought(other, "key-2", "both tea, after another customer's payment for them was declined");
}

fn order_does_not_follow_its_cart(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 5));
    let cart = market.filled("ann", [(2, "tea")]);
    let order = market.bought(cart, "key-1", "2 tea");
    market.put(cart, 1, "cup");
    market.put(cart, 3, "tea");
    market.prices.set("tea", 999, "EUR");
    let seen = market.shop.order(order.id);
    let brief = seen.as_ref().map_or("nothing".to_owned(), Brief::brief);
    expect!(
        seen.as_ref() == Some(&order),
        "ordered 2 tea, then put 1 cup and 3 tea into the cart: the order is {brief} now, expected {}",
        order.brief()
    );
}
