//! A `Once` and a `LazyLock` whose first run panics.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{LazyLock, Once};

fn said(run: impl FnOnce()) -> String {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(()) => "nothing".to_owned(),
        Err(error) => match error.downcast_ref::<&str>() {
            Some(text) => text.to_string(),
            None => error.downcast_ref::<String>().cloned().unwrap_or_default(),
        },
    }
}

pub fn outcome() -> String {
    let once = Once::new();
    let first = said(|| once.call_once(|| panic!("first")));
    let second = said(|| once.call_once(|| {}));
    let mut poisoned = None;
    once.call_once_force(|state| poisoned = Some(state.is_poisoned()));
    let lazy: LazyLock<u32> = LazyLock::new(|| panic!("lazy"));
    let third = said(|| _ = *lazy);
    let fourth = said(|| _ = *lazy);
    format!("{first}; {second}; {poisoned:?} {}; {third}; {fourth}", once.is_completed())
}
