//! The values of `thread_local!`s, for each task its own.

use std::any::Any;

use crate::task::Local;
use crate::world;

/// What a task has under a key.
#[derive(Clone, Copy, Debug)]
pub enum Slot {
    /// Nothing yet.
    Empty,
    /// Its value. It stays where it is until the task ends.
    Value(*mut dyn Any),
    /// It was dropped already; the task is ending.
    Dropped,
}

/// Looks the key up for the calling task. `key`: the address of the static key.
pub fn get(key: usize) -> Slot {
    world::try_with(|world| {
        let local = world.me().locals.iter().find(|local| local.0 == key);
        match local {
            None => Slot::Empty,
            Some((_, None)) => Slot::Dropped,
            Some((_, Some(value))) => Slot::Value(*value),
        }
    })
    .unwrap_or(Slot::Dropped)
}

/// Gives the calling task its value. It is dropped when the task ends, or leaked if the task is stopped.
pub fn insert(key: usize, value: Box<dyn Any>) -> *mut dyn Any {
    let value = Box::into_raw(value);
    world::with(|world| world.me().locals.push((key, Some(value))));
    value
}

/// Drops the values of the calling task, which ends; also those that come into being meanwhile.
pub(crate) fn drop_all() {
    while let Some(value) = world::with(|world| world.me().locals.iter_mut().find_map(take)) {
        // SAFETY: it came from Box::into_raw, and it was taken out of its slot, so nothing drops it again. References to
        // it live only as long as calls of `with` on this task, and its body has returned.
        #[expect(unsafe_code, reason = "values of thread-locals have a stable address")]
        drop(unsafe { Box::from_raw(value) });
    }
}

fn take(local: &mut Local) -> Option<*mut dyn Any> {
    local.1.take()
}
