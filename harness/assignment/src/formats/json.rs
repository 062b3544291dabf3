//! One JSON object with all that is known.

use serde::Serialize;

use crate::{Row, Run, Standing, Table};

/// The version of this form.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Whole<'a> {
    format: u32,
    run: &'a Run,
    rows: Vec<Told<'a>>,
    notes: &'a [String],
}

#[derive(Serialize)]
struct Told<'a> {
    standing: Standing,
    #[serde(flatten)]
    row: &'a Row,
}

/// The whole table.
pub(super) fn text(table: &Table) -> Result<String, String> {
    let rows = table.rows.iter().map(|row| Told { standing: row.standing(), row }).collect();
    let whole = Whole { format: FORMAT, run: &table.run, rows, notes: &table.notes };
    let text = serde_json::to_string_pretty(&whole).map_err(|error| error.to_string())?;
    Ok(text + "\n")
}
