//! What keeps the interviewer from an answer, and what it says instead.

use kata_catalog::{Interview, Question};
use kata_interviewer::{Interviewer, Reply};

fn question(question: &str, about: &[&str], also: &[&str]) -> Question {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Question {
        question: question.to_owned(),
        answer: "So it is.".to_owned(),
        also: owned(also),
        about: owned(about),
        stated: false,
    }
}

/// An interviewer who knows three things about a library.
fn librarian() -> Interviewer {
    let known = [
        question(
            "May a reader borrow several books?",
            &["reader", "borrow|lend", "book"],
            &["Can readers borrow two books at once?", "Do many readers borrow books?"],
        ),
        question(
            "How many shelves are there?",
            &["shelves", "many|number"],
            &["What is the number of shelves in the library?"],
        ),
        question(
            "What if a book is lost or its book cover is damaged?",
            &["book|cover", "lost|damaged|book"],
            &["A reader has lost a book"],
        ),
    ];
    Interviewer::new(&known, &Interview::default())
}

fn answer(clarification: usize) -> Reply {
    Reply::Answer { clarification }
}

fn back(candidates: &[usize]) -> Reply {
    Reply::Which { candidates: candidates.to_vec() }
}

#[test]
fn one_word_that_tells_is_enough_for_a_doubt_and_one_that_narrows_nothing_is_not() {
    assert_eq!(librarian().ask("may a reader still borrow several books"), answer(0));
    assert_eq!(librarian().ask("may a blind reader borrow several books"), back(&[0]));
}

#[test]
fn a_number_is_no_other_question() {
    assert_eq!(librarian().ask("may a reader borrow 25 books"), answer(0));
}

#[test]
fn how_many_is_asked_only_of_what_is_asked_for_an_amount() {
    assert_eq!(librarian().ask("how many shelves are in the library?"), answer(1));
    assert_eq!(librarian().ask("do many readers borrow books?"), answer(0));
    assert_eq!(librarian().ask("how many readers borrow books?"), back(&[0]));
}

#[test]
fn two_things_are_not_mentioned_by_one_word() {
    let also = ["A customer wants to buy all of the stock, and there is too little"];
    let known = [question("What if the stock is too small?", &["stock", "little|small|stock"], &also)];
    let interviewer = Interviewer::new(&known, &Interview::default());
    assert_eq!(interviewer.ask("a customer buys, and the stock is small"), answer(0));
    assert_ne!(interviewer.ask("can a customer buy all of the stock?"), answer(0));
    assert_eq!(interviewer.ask("and the stock?"), answer(0), "who says one word can mean one thing only");
}

#[test]
fn two_sentences_that_are_each_in_doubt_are_both_asked_back() {
    assert_eq!(
        librarian().ask("May a blind reader borrow several books? How many red shelves are there?"),
        back(&[0, 1])
    );
}

#[test]
fn what_half_of_the_words_are_strange_to_is_not_asked_back() {
    assert_eq!(librarian().ask("does a reader who is dead and famous and rich borrow a book of poetry"), Reply::Yours);
}
