//! What becomes of the policies' answers.

use std::time::Duration;

use kata_suite::spies::{self, Seen};
use kata_suite::{Check, Level, complain_with, expect, seams};
use parking_lot_api::{Cents, LotEvent, ParkError, SpotId};

use super::{allocation, pricing};
use crate::Subject;
use crate::doubles::Answer;
use crate::town::{Town, compact, levels};
use crate::words::Brief;

const HOUR: Duration = Duration::from_secs(3600);

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::seams("allocation-may-turn-a-vehicle-away", "allocation may turn a vehicle away")
            .level(Level::L5)
            .weight(2)
            .hint("What does your `park` do when the policy says no although spots are free?")
            .run(allocation_may_turn_a_vehicle_away),
        Check::seams("allocation-keeps-the-last-spot", "allocation is asked for the last spot, too")
            .level(Level::L6)
            .hint("Is one free spot a choice? To a policy that keeps it for a bus it is.")
            .run(allocation_keeps_the_last_spot),
        Check::seams("the-chosen-spot-is-the-spot", "the chosen spot is the spot")
            .level(Level::L5)
            .weight(2)
            .hint("Where else does your code work out which spot it will be?")
            .run(the_chosen_spot_is_the_spot),
        Check::seams("the-price-is-the-price", "the price is what pricing says")
            .level(Level::L5)
            .weight(2)
            .hint("Where else does your code work out a fee?")
            .run(the_price_is_the_price),
        Check::seams("a-free-stay-is-let-out", "a free stay is let out")
            .level(Level::L6)
            .hint("Free parking on Sundays is a policy too.")
            .run(a_free_stay_is_let_out),
    ]
}

/// Complains, with what `allocation` was asked as evidence.
fn overruled(message: String) -> ! {
    complain_with(message, seams::lines(&allocation().crossings()))
}

fn allocation_may_turn_a_vehicle_away(build: Subject) {
    let town = Town::open(build, compact(3));
    allocation().watch();
    allocation().refuses();
    let answer = town.park("KA-01", "car");
    seams::refused(allocation());
    match answer {
        Err(ParkError::Full) => {}
        Ok(ticket) => {
            overruled(format!("`allocation` turned KA-01 away, and the lot gave it {} all the same", ticket.spot))
        }
        other => overruled(format!("`allocation` turned KA-01 away: got {}, expected Err(Full)", other.brief())),
    }
    town.expect_counts("compact", 3, 0, "after `allocation` turned KA-01 away");
    allocation().delegates();
    town.parked("KA-01", "car");
    town.expect_counts("compact", 2, 1, "after KA-01 came back, and was let in");
}

fn allocation_keeps_the_last_spot(build: Subject) {
    let town = Town::open(build, compact(2));
    allocation().watch();
    town.parked("KA-01", "car");
    allocation().refuses();
    let answer = town.park("KA-02", "car");
    if allocation().crossings_in("park(KA-02)").is_empty() {
        overruled(format!(
            "one spot was free when KA-02 came: the lot did not ask `allocation`, and said {}",
            answer.brief()
        ));
    }
    seams::refused(allocation());
    if let Ok(ticket) = answer {
        overruled(format!(
            "`allocation` kept the last spot from KA-02, and the lot gave it {} all the same",
            ticket.spot
        ));
    }
}

/// The highest spot on offer; where the offer cannot be read, the highest of the lot.
fn highest(of_lot: SpotId) -> impl Fn(&SpotId, &Seen) -> Option<SpotId> {
    move |_, seen| seen.all().into_iter().max().or(Some(of_lot))
}

fn the_chosen_spot_is_the_spot(build: Subject) {
    spies::read::<SpotId>();
    let town = Town::open(build, levels([(1, ["compact", "compact", "large"])]));
    let last = SpotId::new(1, 3);
    allocation().watch();
    let listener = town.listener();
    allocation().answers_with(highest(last));
    let ticket = match town.park("KA-01", "car") {
        Ok(ticket) => ticket,
        refused => {
            overruled(format!("`allocation` chose {last} for KA-01, which is free and fits: got {}", refused.brief()))
        }
    };
    seams::altered(allocation(), "a SpotId");
    allocation().delegates();
    if ticket.spot != last {
        overruled(format!("`allocation` chose {last} for KA-01, and the lot gave it {}", ticket.spot));
    }
    let told = listener.story_of(ticket.id);
    expect!(
        told == [LotEvent::Parked(ticket.clone())],
        "`allocation` chose {last} for KA-01, and its ticket says so; observers were told {}",
        told.brief()
    );
    town.expect_counts("large", 0, 1, "after `allocation` chose the large L1-03 for KA-01");
    town.expect_counts("compact", 2, 0, "after `allocation` chose the large L1-03 for KA-01");
    let next = town.parked("KA-02", "car");
    expect!(
        next.spot == SpotId::new(1, 1),
        "after KA-01 went to {last}, KA-02 came: got {}, expected L1-01",
        next.spot
    );
    let receipt = town.left(&ticket);
    expect!(receipt.ticket == ticket, "KA-01 left {last}: the receipt says {}", receipt.ticket.spot);
    town.expect_counts("large", 1, 0, "after KA-01 left the large L1-03");
}

fn the_price_is_the_price(build: Subject) {
    spies::read::<Cents>();
    let town = Town::open(build, compact(1));
    pricing().watch();
    let listener = town.listener();
    pricing().answers_with(|fee: &Cents, _: &Seen| Some(Cents::new(fee.get() + 1)));
    let ticket = town.parked("KA-01", "car");
    town.wait(2 * HOUR);
    town.gateway.will([Answer::Decline]);
    let _declined = town.exit(ticket.id);
    let receipt = town.exit(ticket.id).ok().map(|receipt| ("the receipt says", receipt.fee));
    seams::altered(pricing(), "an amount in Cents");
    let charged = town.gateway.charges().into_iter().map(|charge| ("the gateway was asked for", charge.what.amount));
    let told = listener.story_of(ticket.id).into_iter().filter_map(|event| match event {
        LotEvent::PaymentDeclined { amount, .. } => Some(("observers were told of a declined", amount)),
        LotEvent::Left(receipt) => Some(("observers were told of a paid", receipt.fee)),
        LotEvent::Parked(_) => None,
    });
    // Nothing moves the clock between the two exits, so there is one price.
    let asked = pricing().crossings();
    let said: Vec<Cents> = asked.iter().filter(|call| call.altered).flat_map(|call| call.answer_seen.all()).collect();
    let Some(price) = said.first() else { return };
    if let Some((who, amount)) = charged.chain(told).chain(receipt).find(|(_, amount)| !said.contains(amount)) {
        let message = format!("`pricing` said {price} for the stay of KA-01, and {who} {amount}");
        complain_with(message, seams::lines(&asked));
    }
}

fn a_free_stay_is_let_out(build: Subject) {
    let town = Town::open(build, compact(1));
    pricing().watch();
    pricing().answers_with(|_: &Cents, _: &Seen| Some(Cents::ZERO));
    let ticket = town.parked("KA-01", "car");
    town.wait(HOUR);
    let answer = town.exit(ticket.id);
    seams::altered(pricing(), "an amount in Cents");
    match answer {
        Ok(receipt) => {
            expect!(receipt.fee == Cents::ZERO, "`pricing` said 0.00, and KA-01 was charged {}", receipt.fee)
        }
        refused => complain_with(
            format!("`pricing` said 0.00 for the stay of KA-01, which came to the exit: got {}", refused.brief()),
            seams::lines(&pricing().crossings()),
        ),
    }
    town.expect_counts("compact", 1, 0, "after KA-01 left for nothing");
}
