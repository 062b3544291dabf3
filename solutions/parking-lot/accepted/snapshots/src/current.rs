//! A value that is replaced, never changed.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The present value.
pub(crate) struct Current<T>(Mutex<Arc<T>>);

impl<T: Clone> Current<T> {
    pub(crate) fn new(value: T) -> Self {
        Current(Mutex::new(Arc::new(value)))
    }

    /// The present value. It stays what it is while the caller looks at it.
    pub(crate) fn get(&self) -> Arc<T> {
        self.locked().clone()
    }

    /// Replaces the value by what `change` makes of a copy. If somebody else replaces it meanwhile, the change is worked out
    /// anew, so it may run more than once; an error leaves the value as it is.
    pub(crate) fn update<R, E>(&self, change: impl Fn(&mut T) -> Result<R, E>) -> Result<R, E> {
        loop {
            let before = self.get();
            let mut after = T::clone(&before);
            let result = change(&mut after)?;
            if self.replace(&before, after) {
                return Ok(result);
            }
        }
    }

    fn replace(&self, before: &Arc<T>, after: T) -> bool {
        let mut present = self.locked();
        let unchanged = Arc::ptr_eq(&present, before);
        if unchanged {
            *present = Arc::new(after);
        }
        unchanged
    }

    fn locked(&self) -> MutexGuard<'_, Arc<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
