//! The explorer: schedules, virtual time, evidence.
