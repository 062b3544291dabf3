//! Ctrl-C and the polite signals: one handler for the process, which the running command points where it wants.

use std::sync::{Mutex, Once, PoisonError};

use crate::Failure;

type Handler = Box<dyn Fn() + Send>;

static HANDLER: Mutex<Option<Handler>> = Mutex::new(None);
static INSTALL: Once = Once::new();

/// Calls `handler` on SIGINT, SIGTERM and SIGHUP from now on, in the place of an earlier one.
pub fn on_interrupt(handler: impl Fn() + Send + 'static) -> Result<(), Failure> {
    *HANDLER.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(handler));
    let mut installed = Ok(());
    INSTALL.call_once(|| installed = ctrlc::set_handler(call));
    installed.map_err(|error| Failure::Fault(format!("cannot listen for Ctrl-C: {error}")))
}

fn call() {
    if let Some(handler) = HANDLER.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
        handler();
    }
}
