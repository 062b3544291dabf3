//! `Builder`.

use std::io;
use std::panic::Location;

use super::scope::start_scoped;
use super::{JoinHandle, Scope, ScopedJoinHandle, handle};

/// How a thread is to be started.
#[must_use = "must eventually spawn the thread"]
#[derive(Debug, Default)]
pub struct Builder {
    name: Option<String>,
}

impl Builder {
    /// A thread without a name.
    pub fn new() -> Builder {
        Builder::default()
    }

    /// Names the thread; the name is shown in evidence.
    ///
    /// # Panics
    ///
    /// When the thread is started, if the name contains a null byte.
    pub fn name(mut self, name: String) -> Builder {
        self.name = Some(name);
        self
    }

    /// Has no effect: every stack has 8 MiB.
    pub fn stack_size(self, _size: usize) -> Builder {
        self
    }

    /// Starts the thread.
    ///
    /// # Errors
    ///
    /// If there are 1,000 threads already.
    #[track_caller]
    pub fn spawn<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        handle::start(self.checked_name(), f, Location::caller())
    }

    /// Starts the thread in a scope.
    ///
    /// # Errors
    ///
    /// If there are 1,000 threads already.
    #[track_caller]
    pub fn spawn_scoped<'scope, 'env, F, T>(
        self,
        scope: &'scope Scope<'scope, 'env>,
        f: F,
    ) -> io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        start_scoped(scope, self.checked_name(), f, Location::caller())
    }

    #[track_caller]
    fn checked_name(self) -> Option<String> {
        let null = self.name.as_deref().is_some_and(|name| name.contains('\0'));
        assert!(!null, "thread name may not contain interior null bytes");
        self.name
    }
}
