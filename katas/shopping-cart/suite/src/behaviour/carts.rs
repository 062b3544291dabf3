//! Carts: what goes in, and what does not.

use kata_suite::{Check, Level, expect};
use shopping_cart_api::{CartError, CartId, CheckoutError};

use crate::Subject;
use crate::market::{Market, cups_and_teas};
use crate::words::expect_answer;

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour("same-sku-is-one-line", "the same SKU is one line")
            .level(Level::L3)
            .weight(2)
            .hint("What does the second `add` of a SKU find in the cart?")
            .run(same_sku_is_one_line),
        Check::behaviour("zero-removes-the-line", "quantity zero removes the line")
            .level(Level::L3)
            .hint("A line never has zero units.")
            .run(zero_removes_the_line),
        Check::behaviour("line-limit-is-kept", "no line has more than the limit")
            .level(Level::L3)
            .weight(2)
            .hint("The limit is for the line, not for the call. Try the limit itself, one more, and a number that does not add up.")
            .run(line_limit_is_kept),
        Check::behaviour("what-nobody-knows-is-refused", "what nobody knows is refused")
            .level(Level::L3)
            .hint("An unknown cart, an unknown SKU, a line that is not there: each has an error of its own.")
            .run(what_nobody_knows_is_refused),
        Check::behaviour("carts-are-apart", "carts are apart")
            .level(Level::L3)
            .hint("A customer may have two carts, and two customers never share one.")
            .run(carts_are_apart),
    ]
}

fn same_sku_is_one_line(build: Subject) {
    let market = Market::open(build, cups_and_teas(9, 9));
    let cart = market.filled("ann", [(2, "tea"), (1, "cup"), (3, "tea")]);
    market.expect_lines(cart, "1 cup at 12.00 + 5 tea at 4.50", "after 2 tea, 1 cup and 3 tea were added");
    expect_answer(&market.set_quantity(cart, 4, "tea"), &Ok(()), "set 5 tea to 4");
    market.expect_lines(cart, "1 cup at 12.00 + 4 tea at 4.50", "after the 5 tea were set to 4");
}

fn zero_removes_the_line(build: Subject) {
    let market = Market::open(build, cups_and_teas(9, 9));
    let cart = market.filled("ann", [(2, "tea"), (1, "cup")]);
    expect_answer(&market.set_quantity(cart, 0, "tea"), &Ok(()), "set 2 tea to 0");
    market.expect_lines(cart, "1 cup at 12.00", "after the 2 tea were set to 0");
    let again = market.set_quantity(cart, 1, "tea");
    expect_answer(&again, &Err(CartError::NotInCart("tea".into())), "set the tea to 1 after it was set to 0");
}

fn line_limit_is_kept(build: Subject) {
    let market = Market::open(build, cups_and_teas(9, 9));
    let over = Err(CartError::OverLimit { limit: 10 });
    let cart = market.filled("ann", [(6, "tea"), (4, "tea")]);
    for more in [1, u32::MAX] {
        let what = format!("added {more} tea to 10, and a line has 10 at most");
        expect_answer(&market.add(cart, more, "tea"), &over, what);
    }
    expect_answer(&market.set_quantity(cart, 11, "tea"), &over, "set the tea to 11, and a line has 10 at most");
    market.expect_lines(cart, "10 tea at 4.50", "after more tea than the limit was refused");
    expect_answer(&market.add(cart, 11, "cup"), &over, "added 11 cups at once, and a line has 10 at most");
    market.put(cart, 1, "cup");
    expect_answer(&market.set_quantity(cart, 10, "cup"), &Ok(()), "set the cups to 10, which is the limit");
    market.expect_lines(cart, "10 cup at 12.00 + 10 tea at 4.50", "with two lines at the limit");
}

fn what_nobody_knows_is_refused(build: Subject) {
    let market = Market::open(build, cups_and_teas(9, 9));
    let cart = market.filled("ann", [(2, "tea")]);
    let nobodys = (0..4).map(CartId::new).chain([CartId::new(u64::MAX)]).filter(|id| *id != cart);
    for id in nobodys {
        let unknown = Err(CartError::UnknownCart(id));
        expect_answer(&market.add(id, 1, "tea"), &unknown, format!("added tea to {id}, which nobody opened"));
        expect_answer(&market.set_quantity(id, 1, "tea"), &unknown, format!("set tea in {id}, which nobody opened"));
        expect!(market.shop.view(id).is_err(), "looked at {id}, which nobody opened, and saw a cart");
        let bought = market.checkout(id, "key-1");
        let what = format!("checked out {id}, which nobody opened");
        expect_answer(&bought, &Err(CheckoutError::UnknownCart(id)), what);
    }
    let added = market.add(cart, 1, "yeti");
    expect_answer(&added, &Err(CartError::UnknownSku("yeti".into())), "added a yeti, which is not in the catalog");
    for quantity in [0, 1, 11] {
        let set = market.set_quantity(cart, quantity, "cup");
        let what = format!("set the cups to {quantity} in a cart without cups");
        expect_answer(&set, &Err(CartError::NotInCart("cup".into())), what);
    }
    market.expect_lines(cart, "2 tea at 4.50", "after what nobody knows was refused");
    market.expect_stock("yeti", 0, "in a shop that has never had any");
}

fn carts_are_apart(build: Subject) {
    let market = Market::open(build, cups_and_teas(9, 9));
    let mut carts = vec![market.cart("ann"), market.cart("ann"), market.cart("bob")];
    market.put(carts[0], 1, "tea");
    market.put(carts[1], 2, "cup");
    market.expect_lines(carts[0], "1 tea at 4.50", "Ann has two carts, Bob has one; the first");
    market.expect_lines(carts[1], "2 cup at 12.00", "Ann has two carts, Bob has one; the second");
    market.expect_lines(carts[2], "nothing", "Ann has two carts, Bob has one; Bob's");
    let owner = market.view(carts[2]).customer;
    expect!(owner == "bob".into(), "looked at the cart of bob: it says that it belongs to {owner}");
    carts.sort();
    carts.dedup();
    expect!(carts.len() == 3, "three carts were opened, and have only {} ids", carts.len());
}
