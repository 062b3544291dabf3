//! Which submissions are told to be alike, tried on the solutions of this repository.

mod disguise;
mod solutions;

use kata_similar::{LEAST_SHARE, LEAST_TOKENS, Lines, Pair, Source, similar};
use kata_verdict::Level;

use disguise::{reformatted, renamed, reordered};
use solutions::{accepted, flawed, given, katas, same_lines, starter};

/// The pair of two submissions, however little they have in common.
fn pair(first: &Source, second: &Source, given: &Source) -> Option<Pair> {
    similar(&[first.clone(), second.clone()], given, 0).into_iter().next()
}

/// The smaller of the two shares, in per cent.
fn both(pair: Option<&Pair>) -> u32 {
    pair.map_or(0, |pair| pair.shares.iter().map(|share| share.percent()).min().unwrap_or(0))
}

#[test]
fn another_s_work_is_found_under_other_names_in_another_order_and_layout() {
    for kata in katas() {
        let given = given(&kata);
        for design in accepted(&kata) {
            let by_step = [
                ("renamed", renamed(&design, &given)),
                ("reformatted", reformatted(&design)),
                ("reordered", reordered(&design)),
                ("all of it", reformatted(&reordered(&renamed(&design, &given)))),
            ];
            for (what, disguised) in by_step {
                assert_ne!(disguised.files, design.files);
                let share = both(pair(&design, &disguised, &given).as_ref());
                assert!(share >= 90, "{} {} {what}: {share} %", kata.slug(), design.name);
            }
        }
    }
}

#[test]
fn a_small_change_of_another_s_work_is_found() {
    let mut shares = Vec::new();
    for kata in katas() {
        let given = given(&kata);
        for [base, flawed] in flawed(&kata) {
            let share = both(pair(&base, &flawed, &given).as_ref());
            assert!(share >= 75, "{} of {}: {share} %", flawed.name, base.name);
            shares.push(share);
        }
    }
    assert!(shares.len() > 200, "they are all here");
    shares.sort_unstable();
    assert!(shares[shares.len() / 2] >= 97, "the median is {} %", shares[shares.len() / 2]);
}

/// Some designs of a kata are derived from each other. Whether two are is said here by their lines, letter by letter: those that share half of
/// them are, those that share less than 40 % are not, and of what lies between nobody can say.
#[test]
fn designs_that_do_not_share_their_lines_are_not_told_to_be_alike() {
    let (mut apart, mut derived) = (0, 0);
    for kata in katas() {
        let designs = accepted(&kata);
        for pair in similar(&designs, &given(&kata), 0) {
            let [first, second] = pair.sources.map(|side| &designs[side]);
            let lines = same_lines([first, second]);
            if lines < 40 {
                apart += 1;
                assert!(pair.percent() < LEAST_SHARE, "{} and {}: {} %", first.name, second.name, pair.percent());
            } else if lines >= 50 {
                derived += 1;
                assert!(pair.percent() >= LEAST_SHARE, "{} and {}: {} %", first.name, second.name, pair.percent());
            }
        }
    }
    assert!(apart > 25 && derived > 1, "{apart} pairs apart, {derived} derived");
}

#[test]
fn what_was_given_makes_nobody_alike() {
    for kata in katas() {
        let given = given(&kata);
        for level in Level::ALL {
            let class = [starter(&kata, "a", level), starter(&kata, "b", level)];
            assert_eq!(similar(&class, &given, 0), [], "{} {level}", kata.slug());
            let none = Source::default();
            assert!(!similar(&class, &none, 0).is_empty() || level > Level::L4, "without the starter, they are alike");
        }
    }
}

#[test]
fn what_nearly_all_have_makes_nobody_alike_and_a_ring_of_some_is_found() {
    let kata = &katas()[0];
    let designs = accepted(kata);
    let idiom =
        ("src/shared.rs".to_owned(), designs[0].files.iter().map(|(_, text)| text.as_str()).collect::<String>());
    let member = |number: usize, design: &Source, shares: bool| {
        let mut member = Source { author: format!("student-{number}"), ..design.clone() };
        member.files.retain(|(path, _)| path != "src/lib.rs");
        if shares {
            member.files.push(idiom.clone());
        }
        member
    };
    let others = &designs[1..7];
    let class = |shares: &dyn Fn(usize) -> bool| -> Vec<Source> {
        (0..12).map(|number| member(number, &others[number % 6], shares(number))).collect()
    };
    let alike = |class: &[Source]| {
        let pairs = similar(class, &given(kata), LEAST_SHARE);
        pairs.into_iter().map(|pair| pair.sources).collect::<std::collections::BTreeSet<_>>()
    };
    // Each design is there twice: those are alike whatever else is shared.
    let twice: std::collections::BTreeSet<_> = (0..6).map(|number| [number, number + 6]).collect();
    assert_eq!(alike(&class(&|_| true)), twice, "all have the same part");
    let ring = alike(&class(&|number| number < 3));
    assert!([[0, 1], [0, 2], [1, 2]].iter().all(|pair| ring.contains(pair)), "three have it: {ring:?}");
}

#[test]
fn a_part_that_was_taken_over_is_found_with_its_lines() {
    let kata = &katas()[0];
    let designs = accepted(kata);
    let (path, text) = designs[0].files.iter().max_by_key(|(_, text)| text.len()).expect("a file").clone();
    let lines = text.lines().count();
    let mut thief = Source { author: "thief".to_owned(), ..designs[1].clone() };
    thief.files.push(("src/helper.rs".to_owned(), format!("// mine\n\n{text}")));
    let found = pair(&designs[0], &thief, &given(kata)).expect("a pair");
    let passage = &found.passages[0];
    let Lines { file, first, last } = &passage.lines[1];
    assert_eq!((passage.lines[0].file.as_str(), file.as_str()), (path.as_str(), "src/helper.rs"));
    assert_eq!((passage.lines[0].first + 2, passage.lines[0].last + 2), (*first, *last), "two lines further down");
    assert!(last - first > lines / 2, "{first} to {last} of {lines}");
    assert!(found.passages.windows(2).all(|pair| pair[0].tokens >= pair[1].tokens), "the longest first");
}

#[test]
fn one_author_s_submissions_are_not_compared_and_of_two_authors_the_most_alike_are() {
    let kata = &katas()[0];
    let designs = accepted(kata);
    let by = |author: &str, name: &str, design: &Source| Source {
        author: author.to_owned(),
        name: name.to_owned(),
        files: design.files.clone(),
    };
    let class =
        [by("a", "1", &designs[0]), by("a", "2", &designs[0]), by("b", "1", &designs[1]), by("b", "2", &designs[0])];
    let found = similar(&class, &given(kata), 0);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].sources[1], found[0].percent()), (3, 100));
}

#[test]
fn a_submission_of_a_few_tokens_is_like_no_other() {
    let by = |author: &str, tokens: usize| Source {
        author: author.to_owned(),
        name: String::new(),
        files: vec![("src/lib.rs".to_owned(), "a ".repeat(tokens))],
    };
    let alike = |tokens: usize| similar(&[by("a", tokens), by("b", tokens)], &Source::default(), 0).len();
    assert_eq!([alike(LEAST_TOKENS - 1), alike(LEAST_TOKENS)], [0, 1]);
}

#[test]
fn what_is_no_rust_or_hardly_any_is_read_and_never_alike() {
    let odd = ["", "fn", "\"without an end", "/* without an end", "{{{{((((", "\u{0}\u{fffd} r#\" '", "let x = 1;\n"];
    let class: Vec<Source> = odd
        .iter()
        .enumerate()
        .flat_map(|(number, text)| {
            let source = |copy: usize| Source {
                author: format!("{number}-{copy}"),
                name: String::new(),
                files: vec![("src/lib.rs".to_owned(), (*text).to_owned()), ("src/a.rs".to_owned(), String::new())],
            };
            [source(1), source(2)]
        })
        .collect();
    assert_eq!(similar(&class, &Source::default(), 0), []);
}

/// The longest texts that a submission may have, all the same: what costs most.
#[test]
fn a_text_that_repeats_itself_takes_no_time_without_end() {
    let text = "a = a + 1; ".repeat(30_000);
    let by = |author: &str| Source {
        author: author.to_owned(),
        name: String::new(),
        files: vec![("src/lib.rs".to_owned(), text.clone())],
    };
    let found = similar(&[by("a"), by("b"), by("c")], &Source::default(), LEAST_SHARE);
    assert_eq!(found.len(), 3);
    assert!(
        found.iter().all(|pair| pair.percent() == 100),
        "{:?}",
        found.iter().map(Pair::percent).collect::<Vec<_>>()
    );
}
