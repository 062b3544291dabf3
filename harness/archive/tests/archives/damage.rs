//! Whatever happens to the bytes of an archive, reading it ends: with what is in it, within limits, or with words.

use std::time::{Duration, Instant};

use kata_archive::{Submitted, read};
use kata_round::{MAX_BYTES, MAX_FILES};

use crate::support::{Desk, Numbers, forged, members, plan};

/// Far more than any reading of these takes; it only tells one that does not end.
const FOR_EVER: Duration = Duration::from_secs(120);

fn within_limits(submitted: &Submitted) {
    let bytes: u64 = submitted.files.iter().map(|(_, bytes)| bytes.len() as u64).sum();
    assert!(submitted.files.len() <= MAX_FILES && bytes <= MAX_BYTES);
    for (path, _) in &submitted.files {
        let text = path.to_str().expect("a text");
        assert!(text == "Cargo.toml" || text.starts_with("src/") && text.ends_with(".rs"), "{text}");
        assert!(!text.split('/').any(|part| part == ".."), "{text}");
    }
    let told = [&submitted.student, &submitted.kata, &submitted.receipt];
    assert!(told.into_iter().chain(&submitted.notes).all(|text| !text.chars().any(char::is_control)));
}

#[test]
fn every_beginning_of_an_archive_is_refused() {
    let archive = Desk::played(plan()).pack().bytes;
    let began = Instant::now();
    for length in 0..archive.len() {
        assert!(read(&archive[..length]).is_err(), "{length} of {} bytes", archive.len());
        assert!(began.elapsed() < FOR_EVER);
    }
    assert!(read(&archive).is_ok());
}

#[test]
fn an_archive_with_any_byte_changed_is_read_within_limits_or_refused() {
    let archive = Desk::played(plan()).pack().bytes;
    let (began, mut numbers) = (Instant::now(), Numbers::new(7));
    let (mut taken, mut refused) = (0, 0);
    for at in 0..archive.len() {
        for changed in [archive[at] ^ 1, numbers.byte()] {
            let mut damaged = archive.clone();
            damaged[at] = changed;
            match read(&damaged) {
                Ok(submitted) => {
                    within_limits(&submitted);
                    taken += 1;
                }
                Err(error) => {
                    assert!(error.to_string().starts_with("the archive "), "{error}");
                    refused += 1;
                }
            }
            assert!(began.elapsed() < FOR_EVER);
        }
    }
    assert!(refused > taken && taken > 0, "{refused} were refused, {taken} were taken");
}

#[test]
fn whole_stretches_of_nonsense_are_refused_or_read_within_limits() {
    let archive = Desk::played(plan()).pack().bytes;
    let mut numbers = Numbers::new(11);
    for _ in 0..2000 {
        let mut damaged = archive.clone();
        let (from, length) = (numbers.next(archive.len()), 1 + numbers.next(200));
        for byte in damaged.iter_mut().skip(from).take(length) {
            *byte = numbers.byte();
        }
        if numbers.next(2) == 0 {
            damaged.drain(from..archive.len().min(from + length));
        }
        if let Ok(submitted) = read(&damaged) {
            within_limits(&submitted);
        }
    }
}

#[test]
fn a_log_with_any_byte_changed_is_broken_there_and_never_a_crash() {
    let archive = Desk::played(plan()).pack();
    let log = members(&archive.bytes)["round/log.jsonl"].clone();
    let mut numbers = Numbers::new(13);
    for _ in 0..600 {
        let (at, to) = (numbers.next(log.len()), numbers.byte());
        if log[at] == to {
            continue;
        }
        let submitted = forged(&archive, |members| members.get_mut("round/log.jsonl").expect("a log")[at] = to);
        within_limits(&submitted);
        assert!(!submitted.notes.is_empty(), "byte {at} became {to}, and nothing is noted");
    }
}

#[test]
fn a_log_of_the_greatest_numbers_is_doubted_and_never_a_crash() {
    let archive = Desk::played(plan()).pack();
    let log = String::from_utf8(members(&archive.bytes)["round/log.jsonl"].clone()).expect("a text");
    let fields = ["wall_ms", "uptime_ms", "elapsed_ms", "snapshot", "seq", "minutes", "seconds", "seed"];
    for field in fields {
        for number in ["18446744073709551615", "4294967295", "0", "-1", "1e300"] {
            let start = format!("\"{field}\":");
            let parts: Vec<&str> = log.split(&start).collect();
            let replaced = parts.iter().enumerate().map(|(index, part)| match index {
                0 => (*part).to_owned(),
                _ => format!("{start}{number}{}", part.trim_start_matches(|letter: char| letter.is_ascii_digit())),
            });
            let hostile: String = replaced.collect();
            assert!(hostile.contains(&format!("{start}{number}")), "{field} is in the log");
            let submitted =
                forged(&archive, |members| _ = members.insert("round/log.jsonl".to_owned(), hostile.into()));
            within_limits(&submitted);
            assert!(!submitted.notes.is_empty());
        }
    }
}
