//! Arithmetic with instants: differences saturate, and an hour added can be taken away again.

use std::time::{Duration, Instant, SystemTime};

pub fn outcome() -> String {
    let hour = Duration::from_secs(3600);
    let now = Instant::now();
    let later = now + hour;
    let backwards = now.duration_since(later);
    let checked = now.checked_duration_since(later);
    let system = SystemTime::UNIX_EPOCH + hour;
    let before = SystemTime::UNIX_EPOCH.duration_since(system).map_err(|error| error.duration());
    format!(
        "{:?} {backwards:?} {checked:?} {} {before:?} {}",
        later - now,
        later - hour == now,
        SystemTime::now() > SystemTime::UNIX_EPOCH
    )
}
