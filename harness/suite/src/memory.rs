//! The runner's memory limit: an allocator that counts, so that the limit is the same on every machine.
#![expect(
    unsafe_code,
    reason = "a global allocator can only be written in unsafe code; it passes all calls on to System"
)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::protocol::EXIT_MEMORY;

/// Live bytes that a submission may hold at once.
const LIMIT: usize = 256 << 20;

#[global_allocator]
static COUNTING: Counting = Counting { live: AtomicUsize::new(0) };

struct Counting {
    live: AtomicUsize,
}

impl Counting {
    fn grow(&self, by: usize) {
        let live = self.live.fetch_add(by, Ordering::Relaxed);
        if live.saturating_add(by) > LIMIT {
            end()
        }
    }

    fn shrink(&self, by: usize) {
        self.live.fetch_sub(by, Ordering::Relaxed);
    }
}

/// How many bytes the process holds: what the engine watches, since tasks that were stopped leak what they own.
pub(crate) fn live() -> u64 {
    COUNTING.live.load(Ordering::Relaxed) as u64
}

unsafe extern "C" {
    /// `_exit(2)`: ends the process at once, without handlers that could allocate.
    safe fn _exit(code: i32) -> !;
}

fn end() -> ! {
    _exit(EXIT_MEMORY)
}

// SAFETY: every call goes on to `System` with the arguments as they came, so its guarantees are ours; counting touches an
// atomic and no memory of the caller's.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        self.grow(layout.size());
        // SAFETY: the caller's promise on `layout` is passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        self.grow(layout.size());
        // SAFETY: the caller's promise on `layout` is passed on.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        self.shrink(layout.size());
        // SAFETY: `pointer` came from `System` by way of this allocator, with this layout.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        self.grow(size);
        self.shrink(layout.size());
        // SAFETY: `pointer` came from `System` by way of this allocator, with this layout; `size` is the caller's promise.
        unsafe { System.realloc(pointer, layout, size) }
    }
}
