//! Panics inside an execution: silent, counted for each task, and remembered with their line.

use std::any::Any;
use std::panic::{PanicHookInfo, set_hook, take_hook};
use std::sync::Once;

use crate::failure::FailureKind;
use crate::task::Panicked;
use crate::world::{self, Found};

/// Makes panics inside executions silent. Those outside still reach the hook that was there before.
pub(crate) fn install() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let previous = take_hook();
        set_hook(Box::new(move |info| {
            if !remember(info) {
                previous(info);
            }
        }));
    });
}

/// Returns whether the panic was one of a task.
fn remember(info: &PanicHookInfo<'_>) -> bool {
    let panicked = Panicked {
        message: message(info.payload()),
        at: info.location().map(|loc| (loc.file().to_owned(), loc.line())),
    };
    world::try_with(|world| {
        if world.tasks.is_empty() {
            return false;
        }
        let task = world.me();
        task.panics += 1;
        if let Some(first) = task.last_panic.as_ref().filter(|_| task.panics > 1) {
            // Unless a destructor catches it, the process aborts now, and this is all that is left of it.
            let at = first.at.as_ref().map(|(file, line)| format!("{file}:{line}")).unwrap_or_default();
            eprintln!("panicked again while unwinding from {at}: {}", first.message);
        }
        task.last_panic = Some(panicked);
        true
    })
    .unwrap_or(false)
}

/// A thread's result, or a value of its thread-locals, panicked when it was dropped. No one could catch that: std aborts.
pub(crate) fn abort_at_end() -> ! {
    let last = world::try_with(|world| world.me().last_panic.take()).flatten();
    let said = last.map(|panicked| panicked.message).unwrap_or_default();
    eprintln!("a thread panicked when its result or its thread-locals were dropped: {said}");
    std::process::abort()
}

/// What stands for the message of a panic whose payload is no text.
pub(crate) const NO_TEXT: &str = "it panicked";

/// What a payload says, where it is text.
pub(crate) fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or(NO_TEXT).to_owned()
}

/// The scenario itself panicked: that is the failure, unless the execution had already failed.
pub(crate) fn main_panicked(payload: Box<dyn Any + Send>) {
    world::with(|world| {
        let panicked_at = world.tasks[0].last_panic.take().and_then(|panicked| panicked.at);
        let panic_at = panicked_at.map(|(file, line)| format!("{file}:{line}"));
        world.tasks[0].panics = 0;
        if world.found.is_none() {
            world.found = Some(Found {
                kind: FailureKind::Panicked,
                message: message(&*payload),
                payload: Some(payload),
                panic_at,
                notes: Vec::new(),
            });
        }
    });
}
