//! What the macros of this crate expand to. Not a part of std: a submission that names it is refused.

use std::fmt;

use kata_engine::sys;

pub use ::std::{concat, file, format_args, line, stringify};

/// What `print!` and `eprint!` come to.
pub fn print(text: fmt::Arguments<'_>) {
    match text.as_str() {
        Some(text) => sys::output(text),
        None => sys::output(&text.to_string()),
    }
}

/// What `dbg!` comes to.
pub fn debug(file: &str, line: u32, column: u32, expression: &str, value: &dyn fmt::Debug) {
    sys::output(&format!("[{file}:{line}:{column}] {expression} = {value:#?}\n"));
}
