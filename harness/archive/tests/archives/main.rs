//! Archives as a student hands them in, and as a stranger would.

mod damage;
mod hostile;
mod notes;
mod round_trip;
mod support;
