//! `Once`, and the core that `OnceLock` and `LazyLock` share with it.

use std::cell::Cell;
use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::sync::atomic::{AtomicU8, Ordering};

use kata_engine::sys::lock::RawLock;
use kata_engine::sys::{Label, Loc, Subject};

const INCOMPLETE: u8 = 0;
const POISONED: u8 = 1;
const COMPLETE: u8 = 2;

/// Something that is done once: done, not yet done, or begun and ended in a panic. Whoever does it holds the lock.
pub(super) struct Core {
    lock: RawLock,
    state: AtomicU8,
}

impl Core {
    pub(super) const fn new() -> Core {
        Core { lock: RawLock::new(), state: AtomicU8::new(INCOMPLETE) }
    }

    pub(super) const fn completed() -> Core {
        Core { lock: RawLock::new(), state: AtomicU8::new(COMPLETE) }
    }

    /// The core as an object; `region` is what must be put back with it.
    pub(super) fn subject(&self, label: Label, region: (*const u8, usize)) -> Subject<'_> {
        Subject { object: self.lock.object(), label, region }
    }

    pub(super) fn is_complete(&self, subject: Subject<'_>, loc: Loc) -> bool {
        self.lock.touch(subject, loc);
        self.state.load(Ordering::Acquire) == COMPLETE
    }

    /// The state without the world: for `&mut` and by-value access.
    pub(super) fn was_completed(&self) -> bool {
        self.state.load(Ordering::Relaxed) == COMPLETE
    }

    pub(super) fn is_poisoned(&self) -> bool {
        self.state.load(Ordering::Relaxed) == POISONED
    }

    /// Does it unless it is done; waits while another task does it.
    pub(super) fn call(
        &self,
        subject: Subject<'_>,
        op: &'static str,
        loc: Loc,
        force: bool,
        f: &mut dyn FnMut(&OnceState),
    ) {
        if self.is_complete(subject, loc) {
            return;
        }
        self.lock.lock(subject, op, loc);
        let mut running = Running { core: self, subject, loc, end: self.state.load(Ordering::Relaxed) };
        if running.end == COMPLETE {
            return;
        }
        let poisoned = running.end == POISONED;
        assert!(force || !poisoned, "Once instance has previously been poisoned");
        running.end = POISONED;
        let state = OnceState { poisoned, poison: Cell::new(false) };
        f(&state);
        running.end = if state.poison.get() { POISONED } else { COMPLETE };
    }

    /// Waits until it is done.
    pub(super) fn wait(&self, subject: Subject<'_>, loc: Loc, force: bool) {
        if !self.is_complete(subject, loc) {
            assert!(force || !self.is_poisoned(), "Once instance has previously been poisoned");
            self.lock.wait_complete(subject, loc);
        }
    }

    /// Forgets that it was done, and says whether it was.
    pub(super) fn reset(&mut self) -> bool {
        let complete = self.was_completed();
        *self = Core::new();
        complete
    }
}

/// While it lives, its task is the one that does it. Dropping it says how that ended.
struct Running<'a> {
    core: &'a Core,
    subject: Subject<'a>,
    loc: Loc,
    end: u8,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.core.state.store(self.end, Ordering::Release);
        if self.end == COMPLETE {
            self.core.lock.complete(self.subject, self.loc);
        }
        self.core.lock.unlock(self.subject, true, self.loc);
    }
}

/// Something that is done once, whoever comes first.
pub struct Once {
    core: Core,
}

impl UnwindSafe for Once {}
impl RefUnwindSafe for Once {}

/// Not yet done.
#[deprecated(since = "1.38.0", note = "the `Once::new()` function is now preferred")]
#[expect(clippy::declare_interior_mutable_const, reason = "std declares it so")]
pub const ONCE_INIT: Once = Once::new();

/// What [`Once::call_once_force`] tells its closure.
pub struct OnceState {
    poisoned: bool,
    poison: Cell<bool>,
}

impl OnceState {
    /// Whether an earlier attempt panicked.
    pub fn is_poisoned(&self) -> bool {
        self.poisoned
    }

    /// Leaves it undone, and poisoned.
    pub(super) fn poison(&self) {
        self.poison.set(true);
    }
}

impl fmt::Debug for OnceState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnceState").field("poisoned", &self.poisoned).finish()
    }
}

impl Once {
    /// Not yet done.
    #[expect(clippy::new_without_default, reason = "std's has no Default either")]
    pub const fn new() -> Once {
        Once { core: Core::new() }
    }

    fn subject(&self) -> Subject<'_> {
        let label = Label { wrapper: "Once", inner: None };
        self.core.subject(label, (std::ptr::from_ref(self).cast(), size_of_val(self)))
    }

    /// Calls the closure if none was called to its end before; waits while another task does.
    ///
    /// # Panics
    ///
    /// If an earlier closure panicked.
    #[track_caller]
    pub fn call_once<F: FnOnce()>(&self, f: F) {
        let mut f = Some(f);
        let mut call = |_: &OnceState| {
            if let Some(f) = f.take() {
                f();
            }
        };
        self.core.call(self.subject(), "call_once", Location::caller(), false, &mut call);
    }

    /// The same, also after a panic.
    #[track_caller]
    pub fn call_once_force<F: FnOnce(&OnceState)>(&self, f: F) {
        let mut f = Some(f);
        let mut call = |state: &OnceState| {
            if let Some(f) = f.take() {
                f(state);
            }
        };
        self.core.call(self.subject(), "call_once", Location::caller(), true, &mut call);
    }

    /// Whether a closure was called to its end.
    #[track_caller]
    pub fn is_completed(&self) -> bool {
        super::once_lock::look(&self.core, self.subject(), "is_completed", Location::caller())
    }

    /// Waits until a closure was called to its end.
    #[track_caller]
    pub fn wait(&self) {
        self.core.wait(self.subject(), Location::caller(), false);
    }

    /// The same, also after a panic.
    #[track_caller]
    pub fn wait_force(&self) {
        self.core.wait(self.subject(), Location::caller(), true);
    }
}

impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Once").finish_non_exhaustive()
    }
}
