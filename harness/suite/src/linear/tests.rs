//! Both ways: histories that have an order, and histories that have none.

use std::collections::VecDeque;

use super::history::Returned;
use super::search::{order, shortest_without_order};
use super::{Model, agree, words};

/// `task began..ended call answer`.
fn at<C, A>(task: &str, began: usize, ended: usize, call: C, answer: A) -> Returned<C, A> {
    Returned { task: task.to_owned(), call, answer, began, ended }
}

fn complaint<M: Model>(history: &[Returned<M::Call, M::Answer>], start: &M) -> Option<(String, Vec<String>)> {
    let shortest = shortest_without_order(history, start)?;
    Some(words::complaint("they met", history, &shortest))
}

/// A register that can be written and read, by `w1` and `r`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Register(u32);

impl Model for Register {
    type Call = &'static str;
    type Answer = u32;

    fn answers(&mut self, call: &&'static str, answer: &u32) -> Result<(), String> {
        if let Some(written) = call.strip_prefix('w') {
            self.0 = written.parse().map_err(|_| "a number".to_owned())?;
            return Ok(());
        }
        agree(answer, &self.0)
    }

    fn only_looked(call: &&'static str, _: &u32) -> bool {
        *call == "r"
    }
}

#[test]
fn a_read_may_see_a_write_that_is_under_way_or_not() {
    for seen in [0, 1] {
        assert_eq!(complaint(&[at("a", 1, 4, "w1", 0), at("b", 2, 3, "r", seen)], &Register(0)), None);
    }
}

#[test]
fn a_read_that_began_after_a_write_had_returned_sees_it() {
    let (message, notes) = complaint(&[at("a", 1, 2, "w1", 0), at("b", 3, 4, "r", 0)], &Register(0)).unwrap();
    assert_eq!(
        message,
        "they met, and no order of these calls explains what they were answered: a: w1 got 0; b: r got 0"
    );
    assert_eq!(
        notes,
        ["w1 of a had returned before r of b began", "for example, after w1 the next, r, should have got 1"]
    );
}

#[test]
fn two_readers_do_not_see_two_writes_in_different_orders() {
    let writes = [at("a", 1, 20, "w1", 0), at("b", 2, 21, "w2", 0)];
    let reads = |c: [u32; 2], d: [u32; 2]| {
        let reads =
            [at("c", 3, 4, "r", c[0]), at("c", 5, 6, "r", c[1]), at("d", 7, 8, "r", d[0]), at("d", 9, 10, "r", d[1])];
        writes.iter().cloned().chain(reads).collect::<Vec<_>>()
    };
    assert_eq!(complaint(&reads([0, 1], [1, 2]), &Register(0)), None);
    assert!(complaint(&reads([1, 2], [2, 1]), &Register(0)).is_some());
}

#[test]
fn what_is_shown_ends_where_the_trouble_shows_and_leaves_out_who_only_looked() {
    let history = [
        at("a", 1, 2, "w1", 0),
        at("b", 3, 4, "r", 1),
        at("b", 5, 6, "r", 0),
        at("a", 7, 8, "w2", 0),
        at("b", 9, 10, "r", 2),
    ];
    let shortest = shortest_without_order(&history, &Register(0)).unwrap();
    assert_eq!((shortest.calls, shortest.until), (vec![0, 2], 6));
}

/// A queue, by `put` and `take`; `take` of an empty one is told 0.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Queue(VecDeque<u32>);

impl Model for Queue {
    type Call = String;
    type Answer = u32;

    fn answers(&mut self, call: &String, answer: &u32) -> Result<(), String> {
        match call.strip_prefix("put ") {
            Some(item) => self.0.push_back(item.parse().map_err(|_| "a number".to_owned())?),
            None => agree(answer, &self.0.pop_front().unwrap_or(0))?,
        }
        Ok(())
    }
}

#[test]
fn a_queue_hands_out_in_the_order_of_puts_that_did_not_overlap() {
    let puts =
        |second: usize| [at("a", 1, 3, "put 1".to_owned(), 0), at("b", second, second + 2, "put 2".to_owned(), 0)];
    let take = at("c", 10, 11, "take".to_owned(), 2);
    let (overlapping, apart) = (puts(2), puts(4));
    let with = |puts: [Returned<String, u32>; 2]| puts.into_iter().chain([take.clone()]).collect::<Vec<_>>();
    assert_eq!(complaint(&with(overlapping), &Queue(VecDeque::new())), None);
    let (_, notes) = complaint(&with(apart), &Queue(VecDeque::new())).unwrap();
    assert_eq!(notes.last().unwrap(), "for example, after put 1, put 2 the next, take, should have got 1");
}

#[test]
fn nobody_takes_what_was_put_only_later_or_twice() {
    let empty = Queue(VecDeque::new());
    let early = [at("a", 1, 2, "take".to_owned(), 1), at("b", 3, 4, "put 1".to_owned(), 0)];
    assert!(complaint(&early, &empty).is_some());
    let twice = [
        at("a", 1, 10, "put 1".to_owned(), 0),
        at("b", 2, 8, "take".to_owned(), 1),
        at("c", 3, 9, "take".to_owned(), 1),
    ];
    let (message, _) = complaint(&twice, &empty).unwrap();
    assert!(message.ends_with("a: put 1 was under way, and later got 0; b: take got 1; c: take got 1"), "{message}");
}

/// A lot with so many free spots: `in` is told whether it was let in, `out` leaves.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Lot(u32);

impl Model for Lot {
    type Call = &'static str;
    type Answer = &'static str;

    fn answers(&mut self, call: &&'static str, answer: &&'static str) -> Result<(), String> {
        match *call {
            "out" => self.0 += 1,
            _ => {
                agree(answer, if self.0 > 0 { &"a spot" } else { &"full" })?;
                self.0 = self.0.saturating_sub(1);
            }
        }
        Ok(())
    }

    fn only_looked(_: &&'static str, answer: &&'static str) -> bool {
        *answer == "full"
    }
}

#[test]
fn full_is_right_if_the_lot_was_full_at_one_instant_of_the_call() {
    let told = |when: usize| [at("a", 2, 5, "out", "done"), at("b", when, when + 3, "in", "full")];
    assert_eq!(complaint(&told(1), &Lot(0)), None);
    assert_eq!(complaint(&told(4), &Lot(0)), None);
    assert!(complaint(&told(6), &Lot(0)).is_some());
}

#[test]
fn the_last_spot_has_one_winner() {
    let race = |second| [at("a", 1, 3, "in", "a spot"), at("b", 2, 4, "in", second)];
    assert_eq!(complaint(&race("full"), &Lot(1)), None);
    assert!(complaint(&race("a spot"), &Lot(1)).is_some());
}

/// So many units: whoever `tries` has one for a while and gives it back, whoever `takes` keeps it, and both may be told `none`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Shelf {
    units: u32,
    tried: bool,
}

impl Model for Shelf {
    type Call = &'static str;
    type Answer = &'static str;

    fn answers(&mut self, call: &&'static str, answer: &&'static str) -> Result<(), String> {
        if *call == "tries" && self.tried {
            (self.tried, self.units) = (false, self.units + 1);
            return Ok(());
        }
        agree(answer, if self.units > 0 { &"one" } else { &"none" })?;
        self.units = self.units.saturating_sub(1);
        self.tried |= *call == "tries" && *answer == "one";
        Ok(())
    }

    fn steps(call: &&'static str, answer: &&'static str) -> usize {
        if *call == "tries" && *answer == "one" { 2 } else { 1 }
    }
}

#[test]
fn others_may_come_in_between_two_steps_of_a_call_but_not_after_it() {
    let shelf = Shelf { units: 1, tried: false };
    let trying = |told: [&'static str; 2]| {
        [at("a", 1, 6, "tries", "one"), at("b", 2, 3, "takes", told[0]), at("b", 4, 5, "takes", told[1])]
    };
    assert_eq!(complaint(&trying(["none", "one"]), &shelf), None);
    assert_eq!(complaint(&trying(["none", "none"]), &shelf), None);
    let two = Shelf { units: 2, tried: false };
    assert!(complaint(&trying(["none", "one"]), &two).is_some(), "one was always left");
    let later = [at("a", 1, 2, "tries", "one"), at("b", 3, 4, "takes", "none")];
    let (_, notes) = complaint(&later, &shelf).unwrap();
    assert_eq!(
        notes.last().unwrap(),
        "for example, after tries, the rest of tries the next, takes, should have got \"one\""
    );
}

#[test]
fn of_a_call_that_is_under_way_any_number_of_steps_may_have_been_served() {
    let told = |second| [at("a", 1, 9, "tries", "one"), at("b", 2, 3, "takes", "none"), at("b", 4, 5, "takes", second)];
    assert_eq!(complaint(&told("one"), &Shelf { units: 1, tried: false }), None);
    let (message, _) = complaint(&told("one"), &Shelf { units: 2, tried: false }).unwrap();
    assert!(message.ends_with("a: tries was under way, and later got \"one\"; b: takes got \"none\""), "{message}");
}

/// Numbers that look like chance, and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

/// A history of five calls on a register by overlapping callers.
fn any_history(dice: &mut Dice) -> Vec<Returned<&'static str, u32>> {
    let mut moments: Vec<usize> = (0..10).collect();
    for at in (1..moments.len()).rev() {
        moments.swap(at, dice.below(at + 1));
    }
    let calls = moments.chunks(2).map(|pair| {
        let call = ["w1", "w2", "r", "r"][dice.below(4)];
        at("a", pair[0].min(pair[1]), pair[0].max(pair[1]), call, dice.below(3) as u32)
    });
    calls.collect()
}

/// Tries every order there is.
fn some_order_is_legal(history: &[Returned<&'static str, u32>], left: &[usize], state: &Register) -> bool {
    let comes_first = |call: usize| left.iter().all(|&other| history[other].ended > history[call].began);
    left.is_empty()
        || left.iter().filter(|call| comes_first(**call)).any(|&call| {
            let mut next = state.clone();
            let rest: Vec<usize> = left.iter().copied().filter(|&other| other != call).collect();
            next.answers(&history[call].call, &history[call].answer).is_ok()
                && some_order_is_legal(history, &rest, &next)
        })
}

#[test]
fn the_search_agrees_with_trying_every_order() {
    let (mut dice, mut legal) = (Dice(7), 0);
    let all: Vec<usize> = (0..5).collect();
    for _ in 0..2_000 {
        let history = any_history(&mut dice);
        let expected = some_order_is_legal(&history, &all, &Register(0));
        assert_eq!(order(&history, &all, usize::MAX, &Register(0)).is_ok(), expected, "{history:?}");
        assert_eq!(shortest_without_order(&history, &Register(0)).is_none(), expected, "{history:?}");
        legal += usize::from(expected);
    }
    assert!((200..1_800).contains(&legal), "{legal} of 2,000 have an order: the test says little");
}
