//! Changes of a cart while somebody else is at it.

use kata_suite::{Check, Level, expect};
use shopping_cart_api::{CartError, Cents, CheckoutError, MergeError};

use crate::Subject;
use crate::market::{Market, both, cups_and_teas, units_of};
use crate::words::{Brief, expect_answer};

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::concurrency("adds-at-once-all-count", "what is changed at once all counts")
            .level(Level::L4)
            .weight(2)
            .hint("Reading the line and writing it are one step.")
            .explore(adds_at_once_all_count),
        Check::concurrency("a-view-is-one-look-at-the-cart", "a view is one look at the cart")
            .level(Level::L4)
            .hint("Are the lines and what they cost read at the same moment?")
            .explore(a_view_is_one_look_at_the_cart),
        Check::concurrency("what-comes-late-is-not-lost", "what comes into the cart during a checkout is not lost")
            .level(Level::L5)
            .weight(2)
            .hint("What leaves the cart when the order is placed: everything, or what was ordered?")
            .explore(what_comes_late_is_not_lost),
        Check::concurrency("an-order-is-one-look-at-the-cart", "an order is one look at the cart")
            .level(Level::L5)
            .weight(2)
            .hint("How often does a checkout read the cart?")
            .explore(an_order_is_one_look_at_the_cart),
        Check::concurrency("merging-both-ways-does-not-deadlock", "merging two carts both ways does not deadlock")
            .level(Level::L6)
            .hint("Which of the two is locked first?")
            .explore(merging_both_ways_does_not_deadlock),
        Check::concurrency("what-is-bought-is-not-merged-too", "what is being bought is not merged as well")
            .level(Level::L6)
            .weight(2)
            .hint("The checkout has read the cart, and the merge empties it. Whose are the units now?")
            .explore(what_is_bought_is_not_merged_too),
    ]
}

fn adds_at_once_all_count(build: Subject) {
    let market = Market::open(build, cups_and_teas(9, 9));
    let cart = market.filled("ann", [(1, "cup")]);
    let adding = market.does(move |market| market.add(cart, 1, "tea"));
    let changing = market.does(move |market| (market.set_quantity(cart, 3, "cup"), market.add(cart, 2, "tea")));
    let (first, (set, second)) = both(("phone", adding), ("laptop", changing));
    let seen = format!("got {}, {} and {}", first.brief(), set.brief(), second.brief());
    let what = "1 tea was added to a cart, and at the same time its cup was set to 3 and 2 tea were added";
    expect!(first.is_ok() && set.is_ok() && second.is_ok(), "{what}: {seen}");
    market.expect_lines(cart, "3 cup at 12.00 + 3 tea at 4.50", &format!("after {what}"));
}

fn a_view_is_one_look_at_the_cart(build: Subject) {
    let market = Market::open(build, cups_and_teas(9, 9));
    let cart = market.filled("ann", [(1, "tea")]);
    let looking = market.does(move |market| market.shop.view(cart));
    let adding = market.does(move |market| market.add(cart, 1, "cup"));
    let (seen, added) = both(("phone", looking), ("laptop", adding));
    expect!(added.is_ok(), "added 1 cup to a cart that has room for it: got {}", added.brief());
    let Ok(view) = seen else {
        kata_suite::complain(format!("looked at a cart while a cup was added: got {}", seen.brief()))
    };
    let cost = view.lines.iter().map(|line| line.unit_price.get() * u64::from(line.quantity)).sum();
    expect!(
        view.subtotal == Cents::new(cost) && view.total == view.subtotal,
        "looked at a cart while a cup was added, without discounts: {} cost {} together, and the view says {} and {}",
        view.lines.brief(),
        Cents::new(cost),
        view.subtotal,
        view.total
    );
}

fn what_is_bought_is_not_merged_too(build: Subject) {
    let market = Market::open(build, cups_and_teas(9, 9));
    let (guest, into) = (market.filled("ann", [(2, "tea")]), market.cart("ann"));
    let merging = market.does(move |market| market.merge(guest, into));
    let (bought, merged) = both(("phone", market.buying(guest, "key-1")), ("laptop", merging));
    let seen = format!("the checkout got {}, the merge {}", bought.brief(), merged.brief());
    let may = matches!(&bought, Ok(_) | Err(CheckoutError::EmptyCart))
        && matches!(&merged, Ok(()) | Err(MergeError::InCheckout(_)));
    expect!(may, "a cart with 2 tea was bought while it was merged into another one: {seen}");
    let ordered = bought.as_ref().map_or(0, |order| units_of(&order.lines, "tea"));
    let left = (market.units(guest, "tea"), market.units(into, "tea"));
    expect!(
        ordered + left.0 + left.1 == 2,
        "a cart with 2 tea was bought while it was merged into another one: {ordered} were ordered, {} and {} are in the \
         carts ({seen})",
        left.0,
        left.1
    );
}

fn what_comes_late_is_not_lost(build: Subject) {
    let market = Market::open(build, cups_and_teas(9, 9));
    let cart = market.filled("ann", [(1, "tea")]);
    let adding = market.does(move |market| {
        let tea = market.add(cart, 2, "tea");
        (tea, market.add(cart, 1, "cup"))
    });
    let (bought, (tea, cup)) = both(("phone", market.buying(cart, "key-1")), ("laptop", adding));
    let seen = format!("the checkout got {}, the tea {}, the cup {}", bought.brief(), tea.brief(), cup.brief());
    for added in [&tea, &cup] {
        let may = matches!(added, Ok(()) | Err(CartError::InCheckout(_)));
        expect!(may, "2 tea and 1 cup were added during a checkout: {seen}");
    }
    let Ok(order) = bought else {
        kata_suite::complain(format!("1 tea was bought while more was added to its cart: {seen}"))
    };
    for (sku, before, added, more) in [("tea", 1, &tea, 2), ("cup", 0, &cup, 1)] {
        let wanted = before + if added.is_ok() { more } else { 0 };
        let (ordered, left) = (units_of(&order.lines, sku), market.units(cart, sku));
        expect!(
            ordered + left == wanted,
            "{wanted} {sku} were put into the cart, before and during a checkout: {ordered} were ordered, and {left} are in the \
             cart ({seen})"
        );
        market.expect_stock(sku, 9 - ordered, &format!("after {seen}"));
    }
}

fn an_order_is_one_look_at_the_cart(build: Subject) {
    let market = Market::open(build, cups_and_teas(9, 9));
    let cart = market.filled("ann", [(1, "tea"), (1, "cup")]);
    let setting = market.does(move |market| market.set_quantity(cart, 4, "tea"));
    let (bought, set) = both(("phone", market.buying(cart, "key-1")), ("laptop", setting));
    let seen = format!("the checkout got {}, the change {}", bought.brief(), set.brief());
    let Ok(order) = bought else {
        kata_suite::complain(format!("1 cup and 1 tea were bought while the tea was set to 4: {seen}"))
    };
    let (cups, teas) = (units_of(&order.lines, "cup"), units_of(&order.lines, "tea"));
    expect!(
        cups == 1 && (teas == 1 || teas == 4),
        "1 cup and 1 tea were bought while the tea was set to 4; the order is the cart before that or after it: {seen}"
    );
    let expected = Cents::new(1200 + u64::from(teas) * 450);
    expect!(order.total == expected, "{cups} cup and {teas} tea cost {expected}: {seen}");
    market.expect_taken(expected.get(), &format!("after an order of {cups} cup and {teas} tea ({seen})"));
    market.expect_stock("tea", 9 - teas, &format!("after an order of {cups} cup and {teas} tea ({seen})"));
    let left = market.units(cart, "tea");
    let may = match (&set, teas) {
        (Ok(()), 1) => left == 3 || left == 4,
        // The line may have been gone when the change came.
        (Err(CartError::NotInCart(_) | CartError::InCheckout(_)), 1) | (Ok(()), 4) => left == 0,
        _ => false,
    };
    expect!(may, "1 tea was bought while it was set to 4, and {left} are in the cart: {seen}");
}

fn merging_both_ways_does_not_deadlock(build: Subject) {
    let market = Market::open(build, cups_and_teas(9, 9));
    let (ann, bob) = (market.filled("ann", [(1, "tea")]), market.filled("ann", [(2, "tea")]));
    let merging = |guest, into| market.does(move |market| market.merge(guest, into));
    let seen: (Result<(), MergeError>, Result<(), MergeError>) =
        both(("phone", merging(ann, bob)), ("laptop", merging(bob, ann)));
    for merged in [&seen.0, &seen.1] {
        expect_answer(merged, &Ok(()), "merged two carts, each into the other");
    }
    let units = (market.units(ann, "tea"), market.units(bob, "tea"));
    expect!(
        units == (3, 0) || units == (0, 3),
        "1 and 2 tea were merged, each cart into the other: the carts have {} and {}, expected all 3 in one",
        units.0,
        units.1
    );
}
