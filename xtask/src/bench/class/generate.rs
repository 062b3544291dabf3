//! A class as it might hand in: of ten, four that pass, three with a flaw, one that does not compile, one that means harm, one that is refused
//! or empty.

use std::path::{Path, PathBuf};

use kata_catalog::{Files, Kata, Solutions};
use kata_console::Failure;

use crate::bench::Draft;

/// What means harm, or is none, as the beginning of `build`'s body.
const HARM: [&str; 5] = [
    "loop {}",
    "let mut all = Vec::new(); loop { all.push(vec![1_u8; 1 << 20]); if all.is_empty() { break; } }",
    "fn deep(n: u64) -> u64 { if n == u64::MAX { 0 } else { deep(n + 1) + deep(n + 2) } } deep(0);",
    "struct Bomb; impl Drop for Bomb { fn drop(&mut self) { panic!(\"again\") } } let _bomb = Bomb; panic!(\"once\");",
    "panic!(\"no\");",
];

/// Makes a class, and answers where it lies.
pub(super) fn class(kata: &Kata, solutions: &Solutions, dir: &Path, size: usize) -> Result<PathBuf, Failure> {
    let accepted: Vec<Files> = solutions.accepted.iter().map(|one| one.files()).collect::<Result<_, _>>()?;
    let flawed: Vec<Files> = solutions.flawed.iter().map(|one| one.files()).collect::<Result<_, _>>()?;
    if accepted.is_empty() || flawed.is_empty() {
        return Err(Failure::Setup(format!("{} has too few solutions to make a class of", kata.slug())));
    }
    for number in 0..size {
        let round = number / 10;
        let pick = |of: &[Files], way: usize| of[(round * 4 + way) % of.len()].clone();
        let files = match number % 10 {
            way @ 0..4 => pick(&accepted, way),
            way @ 4..7 => pick(&flawed, way),
            7 => with_line(pick(&accepted, 0), "pub fn broken() -> u32 { \"text\" }"),
            8 => harmful(pick(&accepted, 1), HARM[round % HARM.len()]),
            _ => refused(pick(&accepted, 2), round),
        };
        // No two are alike, so that none is a copy of another.
        let files = with_line(files, &format!("// submission {number}"));
        Draft::new(kata, &files, &dir.join(format!("student-{number:03}")))?;
    }
    Ok(dir.to_owned())
}

fn root(files: &mut Files) -> Option<&mut Vec<u8>> {
    files.iter_mut().find(|(path, _)| path == Path::new("src/lib.rs")).map(|(_, bytes)| bytes)
}

fn with_line(mut files: Files, line: &str) -> Files {
    if let Some(bytes) = root(&mut files) {
        bytes.extend_from_slice(format!("\n{line}\n").as_bytes());
    }
    files
}

/// Puts a statement first in `build`, wherever that is.
fn harmful(mut files: Files, statement: &str) -> Files {
    for (_, bytes) in &mut files {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let Some(at) = text.find("pub fn build(") else { continue };
        if let Some(brace) = text[at..].find('{') {
            let (before, after) = text.split_at(at + brace + 1);
            *bytes = format!("{before} {statement} {after}").into_bytes();
        }
    }
    files
}

fn refused(files: Files, round: usize) -> Files {
    match round % 3 {
        0 => with_line(files, "pub fn peek() -> u8 { unsafe { *std::ptr::null() } }"),
        1 => with_line(files, "pub const SUITE: &str = include_str!(\"/etc/hostname\");"),
        _ => vec![(PathBuf::from("src/lib.rs"), Vec::new())],
    }
}
