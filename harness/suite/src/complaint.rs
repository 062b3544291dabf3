//! How a check says no: a panic whose payload is a sentence for the learner, never a line of the suite.

use std::fmt::Display;
use std::panic::panic_any;

/// What a caller saw and what it should have seen.
pub(crate) struct Complaint {
    pub(crate) message: String,
    /// Sentences beside it, for the evidence.
    pub(crate) notes: Vec<String>,
}

/// A panic that no check raised, on a thread that the suite started.
pub(crate) struct Foreign {
    /// The name of that thread.
    pub(crate) who: &'static str,
    /// What it said.
    pub(crate) message: String,
    /// Where, as `file:line` with the path that the compiler was given.
    pub(crate) at: Option<String>,
}

/// Ends the check as failed, with this sentence: what the caller did, what it saw, what it should have seen.
///
/// # Panics
///
/// Always: that is how a check ends early.
pub fn complain(message: impl Display) -> ! {
    complain_with(message, [])
}

/// Ends the check as failed, with this sentence, and with notes as evidence: the learner's own lines.
///
/// # Panics
///
/// Always: that is how a check ends early.
pub fn complain_with(message: impl Display, notes: impl IntoIterator<Item = String>) -> ! {
    panic_any(Complaint { message: message.to_string(), notes: notes.into_iter().collect() })
}

/// Complains unless the condition holds: `expect!(free <= 2, "{free} spots are free of 2")`.
///
/// # Panics
///
/// When the condition does not hold.
#[macro_export]
macro_rules! expect {
    ($condition:expr, $($message:tt)+) => {
        if !$condition {
            $crate::complain(::std::format!($($message)+))
        }
    };
}

/// Complains unless two values are equal, and shows both: `expect_eq!(receipt.fee, Cents(500), "left after 59:59")`
/// complains `left after 59:59: got Cents(300), expected Cents(500)`.
///
/// # Panics
///
/// When the values differ.
#[macro_export]
macro_rules! expect_eq {
    ($actual:expr, $expected:expr, $($message:tt)+) => {
        match (&$actual, &$expected) {
            (actual, expected) => {
                if *actual != *expected {
                    $crate::complain(::std::format!(
                        "{}: got {:?}, expected {:?}", ::std::format!($($message)+), actual, expected
                    ))
                }
            }
        }
    };
}
