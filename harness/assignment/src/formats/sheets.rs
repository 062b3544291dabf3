//! The forms that are a file for each student.

use std::collections::{BTreeMap, BTreeSet};

use super::{Classroom, Format, check50, classroom50, clean, gradescope};
use crate::{Row, Table};

/// The longest name of a file before its number and its ending, in bytes.
const LONGEST: usize = 120;

/// How many are named that have no file for one reason.
const NAMED: usize = 5;

/// What a table comes to in a form that is a file for each student.
#[derive(Clone, Debug, Default)]
pub struct Sheets {
    /// One for each student, in the order of the table.
    pub sheets: Vec<Sheet>,
    /// Who has none, and why: `no file for A, B: nothing was handed in`.
    pub notes: Vec<String>,
}

/// The file of one student.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Whose it is.
    pub student: String,
    /// What the file can be called: one name, which no other sheet has, also where case makes no difference.
    pub file: String,
    /// What is in it.
    pub text: String,
}

/// What a submission comes to in such a form.
pub(super) enum Made {
    Text(String),
    /// There can be no file of it: why.
    Nothing(&'static str),
}

/// One file for each student, of the submission that counts.
///
/// # Errors
///
/// Where the form is none of a file for each student, which is a fault of ours.
pub fn sheets(table: &Table, format: Format, classroom: &Classroom) -> Result<Sheets, String> {
    let rows: Vec<&Row> = table.rows.iter().filter(|row| row.counts).collect();
    let (mut all, mut taken, mut without) = (Sheets::default(), BTreeSet::new(), BTreeMap::new());
    for row in &rows {
        let made = match format {
            Format::Gradescope => Made::Text(gradescope::text(&table.run, row)?),
            Format::Check50 => Made::Text(check50::text(&table.run, row)?),
            Format::Classroom50 => classroom50::text(&table.run, row, classroom, rows.len() == 1)?,
            Format::Table | Format::Csv | Format::Json | Format::Junit => {
                return Err(format!("{} is one text for a whole class", format.word()));
            }
        };
        let student = row.student.clone();
        match made {
            Made::Text(text) => all.sheets.push(Sheet { file: file(&student, &mut taken), student, text }),
            Made::Nothing(why) => without.entry(why).or_insert_with(Vec::new).push(clean::line(&student, 100)),
        }
    }
    all.notes = without.into_iter().map(|(why, students)| format!("no file for {}: {why}", some(&students))).collect();
    Ok(all)
}

/// The first of them by name, and how many more there are.
fn some(students: &[String]) -> String {
    let named = students.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    if students.len() > NAMED { format!("{named} and {} more", students.len() - NAMED) } else { named }
}

/// A name for a file, of letters and digits of any script.
fn file(student: &str, taken: &mut BTreeSet<String>) -> String {
    let kept =
        student.chars().map(|letter| if letter.is_alphanumeric() || "-_.@+ ".contains(letter) { letter } else { '_' });
    let mut stem: String = kept.collect();
    stem.truncate(stem.floor_char_boundary(LONGEST));
    let stem = match stem.trim_matches([' ', '.']) {
        "" => "unnamed",
        stem => stem.trim_start_matches('-'),
    };
    let mut name = format!("{stem}.json");
    let mut number = 2;
    while !taken.insert(name.to_lowercase()) {
        name = format!("{stem} ({number}).json");
        number += 1;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_any_script_is_the_name_of_a_file_and_of_no_other() {
        let mut taken = BTreeSet::new();
        for (student, name) in [
            ("Zoë", "Zoë.json"),
            ("李小龍", "李小龍.json"),
            ("zoë", "zoë (2).json"),
            ("../../etc/passwd", "_.._etc_passwd.json"),
            ("a/b", "a_b.json"),
            ("a\0b", "a_b (2).json"),
            ("...", "unnamed.json"),
            ("", "unnamed (2).json"),
            ("-rf", "rf.json"),
            ("a@b.example", "a@b.example.json"),
        ] {
            assert_eq!(file(student, &mut taken), name, "{student:?}");
        }
        assert!(file(&"é".repeat(300), &mut taken).len() <= LONGEST + ".json".len());
    }
}
