//! Parking lot.
