//! Whatever is typed, nothing breaks, and no noise gets an answer.

use std::path::Path;

use kata_catalog::{Interview, Root};
use kata_interviewer::{Interviewer, Reply, words};

fn interviewers() -> Vec<Interviewer> {
    let root = Root::at(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")).expect("the clone");
    let katas = root.katas().expect("the katas");
    katas.iter().map(|kata| Interviewer::new(&kata.manifest().clarifications, &kata.manifest().interview)).collect()
}

/// A generator of numbers, the same ones each time (splitmix64).
struct Noise(u64);

impl Noise {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 1).unwrap_or_default() % limit
    }

    fn text(&mut self, alphabet: &[char]) -> String {
        let length = self.below(200);
        (0..length).map(|_| alphabet[self.below(alphabet.len())]).collect()
    }
}

fn is_answered(reply: &Reply) -> bool {
    matches!(reply, Reply::Answer { .. } | Reply::Which { .. })
}

#[test]
fn noise_is_never_answered() {
    let controls: Vec<char> =
        ('\0'..'\u{20}').chain('\u{7f}'..'\u{a0}').chain("\u{200d}\u{202e}\u{feff}'’ ".chars()).collect();
    let signs: Vec<char> = "🚗🏍️👩‍👩‍👧‍👦🅿️ ?!…¿، 。·-_/\\\"'`{}[]()<>|&%$#@^~=+*;:,.\n\t".chars().collect();
    let letters: Vec<char> = "ßẞİıǅçñøåæœΣςжщ漢字かなカナ한글אבגعربไทย́̈͠qxzkvwj  '’".chars().collect();
    let keys: Vec<char> = "qwrtzpsdfghjklyxcvbnm  ".chars().collect();
    let mut noise = Noise(2026);
    for interviewer in interviewers() {
        for alphabet in [&controls, &signs, &letters, &keys] {
            for _ in 0..100 {
                let text = noise.text(alphabet);
                let reply = interviewer.ask(&text);
                assert!(!is_answered(&reply), "{text:?} got {reply:?}");
            }
        }
    }
}

#[test]
fn everyday_words_in_any_order_are_never_answered() {
    let everyday: Vec<&str> =
        "the a is it of and hello please really could you tell me more today nice good thanks why".split(' ').collect();
    let mut noise = Noise(7);
    for interviewer in interviewers() {
        for _ in 0..200 {
            let length = 1 + noise.below(12);
            let text: Vec<&str> = (0..length).map(|_| everyday[noise.below(everyday.len())]).collect();
            let reply = interviewer.ask(&text.join(" "));
            assert!(!is_answered(&reply), "{text:?} got {reply:?}");
        }
    }
}

#[test]
fn what_is_empty_or_far_too_long_or_no_language_is_no_question() {
    for interviewer in interviewers() {
        for text in [
            "",
            " \n\t",
            "?",
            "!!!",
            "🚗?",
            "asdfgh qwrtz",
            "\0",
            &"may I hold a lock? ".repeat(100),
            &"a".repeat(1_000_000),
        ] {
            let start: String = text.chars().take(20).collect();
            assert_eq!(interviewer.ask(text), Reply::NotAQuestion, "{start:?}");
        }
    }
}

#[test]
fn a_kata_without_clarifications_leaves_everything_to_the_candidate() {
    let interviewer = Interviewer::new(&[], &Interview::default());
    let reply = interviewer.ask("must it survive a restart?");
    assert_eq!(reply, Reply::Yours);
    assert!(!words(&reply, "must it survive a restart?", &[]).is_empty());
}
