//! Merging: a guest signs in.

use kata_suite::{Check, Level, expect};
use shopping_cart_api::{CartId, MergeError};

use crate::Subject;
use crate::market::{Market, cups_and_teas};
use crate::words::{Brief, expect_answer};

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour("merging-keeps-what-both-wanted", "merging keeps what both wanted")
            .level(Level::L6)
            .weight(2)
            .hint("Both quantities, up to the limit, and each price as its customer saw it.")
            .run(merging_keeps_what_both_wanted),
        Check::behaviour("merging-moves", "merging moves, and does not copy")
            .level(Level::L6)
            .hint("Where are the units afterwards, and where not? What if both carts are one?")
            .run(merging_moves),
    ]
}

fn merging_keeps_what_both_wanted(build: Subject) {
    let market = Market::open(build, cups_and_teas(9, 9));
    market.prices.set("pot", 3000, "EUR");
    let into = market.filled("ann", [(2, "tea"), (6, "cup")]);
    market.prices.set("tea", 999, "EUR");
    let guest = market.filled("guest", [(1, "tea"), (7, "cup"), (1, "pot")]);
    expect_answer(&market.merge(guest, into), &Ok(()), "merged two carts");
    market.expect_lines(
        into,
        "10 cup at 12.00 + 1 pot at 30.00 + 3 tea at 4.50",
        "after 1 tea at 9.99, 7 cups and 1 pot were merged with 2 tea at 4.50 and 6 cups, and a line has 10 at most",
    );
    let owner = market.view(into).customer;
    expect!(owner == "ann".into(), "a guest's cart was merged into that of ann, which belongs to {owner} now");
}

fn a_refused_merge_changes_nothing(build: Subject) {
    let market = Market::open(build, cups_and_teas(9, 9));
    market.prices.set("moon", u64::MAX / 2, "EUR");
    let (into, guest) = (market.filled("ann", [(1, "moon")]), market.filled("guest", [(1, "cup"), (1, "moon")]));
    let before = (market.view(into).lines, market.view(guest).lines);
    let merged = market.merge(guest, into);
    expect_answer(
        &merged,
        &Err(MergeError::AmountOverflow),
        "merged a cup and a moon into a moon: two just fit into 64 bits",
    );
    let after = (market.view(into).lines, market.view(guest).lines);
    expect!(
        before == after,
        "after a merge that was refused: got {} and {} in the carts, expected {} and {}",
        after.0.brief(),
        after.1.brief(),
        before.0.brief(),
        before.1.brief()
    );
}

fn merging_moves(build: Subject) {
    let market = Market::open(build, cups_and_teas(9, 9));
    let (into, guest) = (market.filled("ann", [(2, "tea")]), market.filled("guest", [(1, "cup")]));
    let nobodys = CartId::new(u64::MAX);
    for (from, to) in [(nobodys, into), (guest, nobodys)] {
        let merged = market.merge(from, to);
        let what = format!("merged {from} into {to}, and nobody opened {nobodys}");
        expect_answer(&merged, &Err(MergeError::UnknownCart(nobodys)), what);
    }
    expect_answer(&market.merge(into, into), &Ok(()), "merged a cart with itself");
    market.expect_lines(into, "2 tea at 4.50", "after the cart was merged with itself");
    market.expect_lines(guest, "1 cup at 12.00", "before it was merged");
    expect_answer(&market.merge(guest, into), &Ok(()), "merged two carts");
    market.expect_lines(guest, "nothing", "after it was merged into another one");
    expect_answer(&market.merge(guest, into), &Ok(()), "merged an empty cart into another one");
    market.expect_lines(into, "1 cup at 12.00 + 2 tea at 4.50", "after a guest's cart was merged into it twice");
    a_refused_merge_changes_nothing(build);
}
