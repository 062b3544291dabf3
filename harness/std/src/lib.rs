//! The `std` that the grader owns.
