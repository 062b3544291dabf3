//! The `std` that a submission is compiled against when it is graded.
//!
//! A submission is staged with `#[macro_use] extern crate kata_std as std;` at the end of its root, and compiled with
//! `--extern core=` pointing here, so `use std::sync::Mutex` means this crate. Everything pure is std's own, re-exported. What tasks share, time,
//! and chance are ours, on top of `kata_engine`: the locks, atomics and channels of [`sync`], the threads of [`thread`],
//! the clock of [`time`], and the order of hash maps in [`collections`]. What reaches outside of the program (`fs`, `net`,
//! `env`, `process`, `os`, standard input) is not here, so a submission cannot name it.
//!
//! Nothing here lets a submission name the engine: what macros need of it is behind `__rt`.

#[doc(hidden)]
pub mod __rt;
pub mod collections;
pub mod hash;
pub mod hint;
pub mod io;
mod macros;
pub mod panic;
mod spied;
pub mod sync;
pub mod thread;
pub mod time;

// A macro and a module of this name live in different namespaces: the glob gives the macro, and our module hides std's.
mod panic_macro {
    pub use ::std::panic;
}
pub use panic_macro::*;

pub use ::std::{
    any, array, ascii, borrow, boxed, cell, char, clone, cmp, convert, default, error, f32, f64, ffi, fmt, future,
    iter, marker, mem, num, ops, option, pin, prelude, primitive, ptr, range, rc, result, slice, str, string, task,
    vec,
};
#[expect(deprecated_in_future, clippy::legacy_numeric_constants, reason = "they are part of std's surface")]
pub use ::std::{i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize};

pub use ::std::{
    assert, assert_eq, assert_ne, cfg, cfg_select, column, compile_error, concat, debug_assert, debug_assert_eq,
    debug_assert_ne, file, format, format_args, line, matches, module_path, stringify, todo, unimplemented,
    unreachable, write, writeln,
};
