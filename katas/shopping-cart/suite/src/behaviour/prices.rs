//! Prices: what a cart costs.

use kata_suite::{Check, Level, expect};
use shopping_cart_api::{CartError, Cents, Config, Discount};

use crate::Subject;
use crate::market::{Market, cups_and_teas};
use crate::words::{expect_answer, expect_same};

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour("price-survives-a-reprice", "what is in a cart keeps its price")
            .level(Level::L3)
            .weight(2)
            .hint("When is the catalog asked, and where does the answer go?")
            .run(price_survives_a_reprice),
        Check::behaviour("foreign-currency-is-refused", "a price in another currency is refused")
            .level(Level::L4)
            .hint("Five of what?")
            .run(foreign_currency_is_refused),
        Check::behaviour("totals-are-exact", "totals are exact, or refused")
            .level(Level::L4)
            .hint("Where can a sum or a product leave 64 bits? The percentage is a product, too.")
            .run(totals_are_exact),
        Check::behaviour("discounts-come-in-their-order", "discounts come in their order")
            .level(Level::L4)
            .weight(2)
            .hint("Each takes off what the ones before have left.")
            .run(discounts_come_in_their_order),
        Check::behaviour("a-discount-is-rounded-once", "a discount is rounded once")
            .level(Level::L4)
            .hint("Of what is it a percentage: of a line, or of the cart?")
            .run(a_discount_is_rounded_once),
        Check::behaviour("no-total-is-negative", "no total is negative")
            .level(Level::L4)
            .hint("Twenty off a cart of five.")
            .run(no_total_is_negative),
    ]
}

fn price_survives_a_reprice(build: Subject) {
    let market = Market::open(build, cups_and_teas(9, 9));
    let cart = market.filled("ann", [(1, "tea")]);
    market.prices.set("tea", 999, "EUR");
    market.expect_lines(cart, "1 tea at 4.50", "after the tea went up to 9.99");
    let view = market.view(cart);
    expect_same(view.total, Cents::new(450), "the total of 1 tea at 4.50, after it went up to 9.99");
    market.put(cart, 1, "tea");
    market.expect_lines(cart, "2 tea at 4.50", "after the tea went up to 9.99, and one more was added to the line");
    let other = market.filled("bob", [(1, "tea")]);
    market.expect_lines(other, "1 tea at 9.99", "in a cart that came after the tea went up to 9.99");
    expect_answer(&market.set_quantity(cart, 0, "tea"), &Ok(()), "set the tea to 0");
    market.put(cart, 1, "tea");
    market.expect_lines(cart, "1 tea at 9.99", "after the tea was taken out, and put in again at 9.99");
}

fn foreign_currency_is_refused(build: Subject) {
    let market = Market::open(build, Config { currency: "CHF".into(), ..cups_and_teas(9, 9) });
    market.prices.set("fondue", 2500, "CHF");
    let cart = market.filled("ann", [(1, "fondue")]);
    let added = market.add(cart, 1, "tea");
    expect_answer(&added, &Err(CartError::ForeignCurrency("EUR".into())), "added tea for euros in a shop for francs");
    let added = market.add(cart, 11, "tea");
    let what = "added 11 tea for euros in a shop for francs, where a line has 10 at most";
    expect_answer(&added, &Err(CartError::ForeignCurrency("EUR".into())), what);
    let added = market.add(cart, 11, "nothing");
    expect_answer(&added, &Err(CartError::UnknownSku("nothing".into())), "added 11 of what nobody sells");
    market.expect_lines(cart, "1 fondue at 25.00", "after tea for euros was refused in a shop for francs");
}

fn totals_are_exact(build: Subject) {
    let half = u64::MAX / 2;
    let market = Market::open(build, cups_and_teas(9, 9).discount(Discount::PercentOff(50)));
    market.prices.set("moon", half, "EUR");
    let cart = market.filled("ann", [(2, "moon")]);
    let view = market.view(cart);
    expect_same(view.subtotal, Cents::new(half * 2), "the subtotal of two moons");
    expect_same(view.total, Cents::new(half), "the total of two moons at half the price");
    for (quantity, sku) in [(1, "moon"), (1, "tea")] {
        let added = market.add(cart, quantity, sku);
        let what = format!("added a {sku} to moons that just fit into 64 bits");
        expect_answer(&added, &Err(CartError::AmountOverflow), what);
    }
    let set = market.set_quantity(cart, 3, "moon");
    expect_answer(&set, &Err(CartError::AmountOverflow), "set moons that just fit into 64 bits to one more");
    expect!(market.units(cart, "moon") == 2 && market.units(cart, "tea") == 0, "a refused change changed the cart");
}

fn discounted(build: Subject, discounts: &[Discount], cart: &[(u32, &str)]) -> Cents {
    let config = discounts.iter().fold(cups_and_teas(9, 9), |config, discount| config.discount(*discount));
    let market = Market::open(build, config);
    market.prices.set("gum", 5, "EUR");
    market.prices.set("pin", 6, "EUR");
    let cart = market.filled("ann", cart.iter().copied());
    market.view(cart).total
}

fn discounts_come_in_their_order(build: Subject) {
    let (percent, amount) = (Discount::PercentOff(10), Discount::AmountOff(Cents::new(500)));
    let cases = [
        (vec![], 2400, "no discount"),
        (vec![percent, amount], 1660, "10 %, then 5.00"),
        (vec![amount, percent], 1710, "5.00, then 10 %"),
        (vec![percent, percent], 1944, "10 %, then 10 %"),
        (vec![Discount::PercentOff(100), amount], 0, "100 %, then 5.00"),
    ];
    for (discounts, expected, what) in cases {
        let total = discounted(build, &discounts, &[(2, "cup")]);
        expect_same(total, Cents::new(expected), format!("the total of 24.00 with {what} off"));
    }
}

fn a_discount_is_rounded_once(build: Subject) {
    let ten = [Discount::PercentOff(10)];
    for (cart, expected, what) in [
        (vec![(1, "gum"), (1, "pin")], 10, "0.05 and 0.06, which is 0.11, less 10 %, which is 0.01"),
        (vec![(3, "gum"), (4, "pin")], 36, "3 at 0.05 and 4 at 0.06, which is 0.39, less 10 %, which is 0.03"),
        (vec![(1, "gum")], 5, "0.05, less 10 %, which is nothing"),
    ] {
        expect_same(discounted(build, &ten, &cart), Cents::new(expected), format!("the total of {what}"));
    }
}

fn no_total_is_negative(build: Subject) {
    let amount = Discount::AmountOff(Cents::new(2000));
    for (discounts, what) in [
        (vec![amount], "20.00"),
        (vec![amount, amount], "20.00 twice"),
        (vec![amount, Discount::PercentOff(10)], "20.00, then 10 %"),
    ] {
        let total = discounted(build, &discounts, &[(1, "tea")]);
        expect_same(total, Cents::ZERO, format!("the total of 4.50 with {what} off"));
    }
    let market = Market::open(build, cups_and_teas(9, 9).discount(amount));
    let cart = market.filled("ann", [(1, "tea")]);
    let order = market.bought(cart, "key-1", "4.50 with 20.00 off");
    expect_same(order.total, Cents::ZERO, "the total of an order of 4.50 with 20.00 off");
    market.expect_taken(0, "after an order of 4.50 with 20.00 off");
}
