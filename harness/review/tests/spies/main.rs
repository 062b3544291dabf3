//! Which shapes of `Seams` are spied, and what is said of the others. All are compiled and run for real.

mod batch;
mod case;
mod left;
mod spied;

use batch::{Staged, run};
use case::{Case, Expected};

#[test]
fn each_shape_is_spied_or_left_with_the_words_that_the_table_says() {
    let cases: Vec<&Case> = spied::CASES.iter().chain(left::CASES).collect();
    let staged: Vec<_> = cases.iter().map(|case| Staged::of(case)).collect();
    let recorded = run(&staged);
    let wrong = staged.iter().zip(&recorded).filter_map(|(staged, recorded)| surprise(staged, recorded));
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is not as the table says.
fn surprise(staged: &Staged<'_>, recorded: &[String]) -> Option<String> {
    let told = staged.told();
    let as_expected = match staged.case.expected {
        Expected::Recorded(calls) => {
            recorded == calls && staged.woven.facts.traits.iter().all(|found| found.unspied.is_none())
        }
        Expected::Left(words) => recorded.is_empty() && told.iter().any(|told| told == words),
        Expected::NoObject(words) => told.iter().any(|told| told == words),
    };
    (!as_expected).then(|| format!("{}: recorded {recorded:?}, told {told:?}", staged.case.name))
}

#[test]
fn no_line_of_the_learners_moves() {
    for case in spied::CASES.iter().chain(left::CASES) {
        for (name, woven) in &Staged::of(case).woven.files {
            let own = match name.as_str() {
                "src/lib.rs" => case.root,
                name => {
                    case.others.iter().find(|(other, _)| name == format!("src/{other}")).expect("a file of the case").1
                }
            };
            for (number, line) in own.lines().enumerate() {
                let now = woven.lines().nth(number).unwrap_or_default();
                let kept = now == line || now.contains("kata_spy") && is_subsequence(line, now);
                assert!(kept, "{}, {name}:{}: {line:?} became {now:?}", case.name, number + 1);
            }
        }
    }
}

/// Whether `line` is left of `of` when something is cut out.
fn is_subsequence(line: &str, of: &str) -> bool {
    let mut rest = of.chars();
    line.chars().all(|wanted| rest.any(|found| found == wanted))
}
