//! The katas of this repository: what their candidates ask is answered, and nothing else is.

use std::path::Path;

use kata_catalog::{Asked, Kata, Questions, Root, audit_questions};
use kata_interviewer::proof::{self, Finding, Judged};
use kata_interviewer::{Interviewer, Reply, words};

fn katas() -> Vec<Kata> {
    let root = Root::at(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")).expect("the clone");
    let katas = root.katas().expect("the katas");
    katas.into_iter().filter(|kata| !kata.manifest().draft).collect()
}

fn interviewer(kata: &Kata) -> Interviewer {
    Interviewer::new(&kata.manifest().clarifications, &kata.manifest().interview)
}

fn judged(kata: &Kata) -> Vec<Judged> {
    let questions = kata.questions().expect("questions.toml").expect("a kata has one");
    proof::judge(&questions, &kata.manifest().clarifications, &interviewer(kata))
}

fn share(judged: &[&Judged]) -> usize {
    judged.iter().filter(|judged| judged.finding() == Finding::Right).count() * 100 / judged.len().max(1)
}

#[test]
fn no_kata_answers_a_question_that_was_not_asked_and_each_answers_nine_of_ten_that_were() {
    for kata in katas() {
        assert_eq!(proof::audit(&kata), [""; 0], "{}", kata.slug());
        assert_eq!(audit_questions(&kata), [""; 0], "{}", kata.slug());
    }
}

#[test]
fn what_was_held_out_is_understood_nearly_as_well() {
    for kata in katas() {
        let judged = judged(&kata);
        let asked: Vec<&Judged> = judged.iter().filter(|one| one.held_out && one.meant.is_some()).collect();
        assert!(share(&asked) >= 85, "{}: {} % of {}", kata.slug(), share(&asked), asked.len());
    }
}

#[test]
fn every_phrasing_of_kata_toml_leads_to_its_own_clarification() {
    for kata in katas() {
        let interviewer = interviewer(&kata);
        for (at, item) in kata.manifest().clarifications.iter().enumerate() {
            for phrasing in item.also.iter().chain([&item.question]) {
                assert_eq!(
                    interviewer.ask(phrasing),
                    Reply::Answer { clarification: at },
                    "{}: {phrasing}",
                    kata.slug()
                );
            }
        }
    }
}

#[test]
fn a_wrong_expectation_is_reported() {
    for kata in katas() {
        let clarifications = &kata.manifest().clarifications;
        let right = Questions {
            format: 1,
            asked: vec![Asked {
                about: Some(clarifications[1].question.clone()),
                near: false,
                held_out: false,
                phrasings: vec![clarifications[0].question.clone()],
            }],
        };
        let found = proof::judge(&right, clarifications, &interviewer(&kata));
        assert_eq!(found[0].finding(), Finding::Wrong(0), "{}", kata.slug());
        let none = Questions { asked: vec![Asked { about: None, ..right.asked[0].clone() }], ..right };
        let found = proof::judge(&none, clarifications, &interviewer(&kata));
        assert_eq!(found[0].finding(), Finding::Wrong(0), "{}", kata.slug());
    }
}

#[test]
fn the_same_question_is_answered_in_the_same_words_by_another_interviewer() {
    for kata in katas() {
        let (one, other) = (interviewer(&kata), interviewer(&kata));
        for judged in judged(&kata) {
            let said = |who: &Interviewer| {
                words(&who.ask(&judged.phrasing), &judged.phrasing, &kata.manifest().clarifications)
            };
            assert_eq!(said(&one), said(&other));
        }
    }
}

#[test]
fn case_stops_and_a_greeting_change_nothing() {
    let kata = katas().into_iter().find(|kata| kata.slug() == "parking-lot").expect("the first kata");
    let interviewer = interviewer(&kata);
    let plain = interviewer.ask("can a motorcycle use a car spot?");
    assert!(matches!(plain, Reply::Answer { .. }));
    for other in [
        "CAN A MOTORCYCLE USE A CAR SPOT",
        "Hi! Can a motorcycle use a car spot?",
        "can a “motorcycle” use a car-spot ??",
    ] {
        assert_eq!(interviewer.ask(other), plain, "{other}");
    }
}

#[test]
fn two_questions_in_one_are_asked_back() {
    let kata = katas().into_iter().find(|kata| kata.slug() == "parking-lot").expect("the first kata");
    let asked = "Can a motorcycle use a car spot? And do I need a database?";
    let Reply::Which { candidates } = interviewer(&kata).ask(asked) else { panic!("one of them was dropped") };
    assert_eq!(candidates.len(), 2);
}
