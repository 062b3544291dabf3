//! The forms in which a class's results are handed on, one a file.
//!
//! Names and notes come from students: what a terminal would obey in them, or a spreadsheet run, is made harmless by each form that could
//! fall for it.

mod csv;
mod json;
mod table;
mod words;

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
}

impl Format {
    /// Each of them.
    pub const ALL: [Format; 3] = [Format::Table, Format::Csv, Format::Json];

    /// The word as the command line has it.
    pub fn word(self) -> &'static str {
        match self {
            Format::Table => "table",
            Format::Csv => "csv",
            Format::Json => "json",
        }
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
    }
}
