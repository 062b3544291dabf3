//! One attempt, from the handler's call to the store's answer. It holds no lock and knows no book.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use task_scheduler_api::{Effect, EffectKey, EffectStore, Failure, Handler, Run, StoreError};

/// An attempt that a worker is about to make.
pub(crate) struct Attempt {
    pub(crate) run: Run,
    pub(crate) handler: Arc<dyn Handler>,
}

impl Attempt {
    /// Makes it.
    pub(crate) fn make(&self, store: &dyn EffectStore) -> Result<(), Failure> {
        let ran = catch_unwind(AssertUnwindSafe(|| self.handler.run(&self.run)));
        let effect = ran.unwrap_or_else(|panic| Err(Failure::new(text_of(&*panic))))?;
        apply(store, &self.run, &effect).map_err(|error| Failure::new(error.reason))
    }
}

/// Hands the effect of a run to the store. A store that panics has failed.
pub(crate) fn apply(store: &dyn EffectStore, run: &Run, effect: &Effect) -> Result<(), StoreError> {
    let key = EffectKey { job: run.job, planned: run.planned };
    let answer = catch_unwind(AssertUnwindSafe(|| store.apply_once(&key, effect)));
    answer.unwrap_or_else(|panic| Err(StoreError::new(text_of(&*panic))))
}

fn text_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("panicked").to_owned()
}
