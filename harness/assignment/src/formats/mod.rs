//! The forms in which a class's results are handed on, one a file.
//!
//! Names and notes come from students: what a terminal would obey in them, or a spreadsheet run, is made harmless by each form that could
//! fall for it.

mod check50;
mod classroom50;
mod clean;
mod csv;
mod evidence;
mod gradescope;
mod json;
mod junit;
mod sheets;
mod table;
mod told;
mod words;

pub use classroom50::Classroom;
pub use sheets::{Sheet, Sheets, sheets};

use crate::Table;

/// A form in which results are handed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Table,
    /// For a spreadsheet: a row for each submission.
    Csv,
    /// One JSON object with all that is known.
    Json,
    /// JUnit's XML: a suite for each submission.
    Junit,
    /// Gradescope's `results.json`, a file for each student.
    Gradescope,
    /// Classroom 50's `result.json`, a file for each student.
    Classroom50,
    /// What `check50 -o json` writes, a file for each student.
    Check50,
}

impl Format {
    /// Each of them.
    pub const ALL: [Format; 7] = [
        Format::Table,
        Format::Csv,
        Format::Json,
        Format::Junit,
        Format::Gradescope,
        Format::Classroom50,
        Format::Check50,
    ];

    /// The word as the command line has it.
    pub fn word(self) -> &'static str {
        match self {
            Format::Table => "table",
            Format::Csv => "csv",
            Format::Json => "json",
            Format::Junit => "junit",
            Format::Gradescope => "gradescope",
            Format::Classroom50 => "classroom50",
            Format::Check50 => "check50",
        }
    }

    /// Whether it is a file for each student, and not one text for all: see [`sheets`].
    pub fn is_per_student(self) -> bool {
        matches!(self, Format::Gradescope | Format::Classroom50 | Format::Check50)
    }
}

/// A table in this form, with a line's end at its end.
///
/// # Errors
///
/// Where it has no such form, which is a fault of ours.
pub fn render(table: &Table, format: Format) -> Result<String, String> {
    match format {
        Format::Table => Ok(table::text(table)),
        Format::Csv => Ok(csv::text(table)),
        Format::Json => json::text(table),
        Format::Junit => junit::text(table),
        Format::Gradescope | Format::Classroom50 | Format::Check50 => {
            Err(format!("{} is a file for each student", format.word()))
        }
    }
}
