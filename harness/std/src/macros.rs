//! Macros that std defines and that must not reach the terminal.

/// Prints to what the verdict shows of the submission's output.
#[macro_export]
macro_rules! print {
    ($($arg:tt)*) => { $crate::__rt::print($crate::__rt::format_args!($($arg)*)) };
}

/// Prints a line to what the verdict shows of the submission's output.
#[macro_export]
macro_rules! println {
    () => { $crate::print!("\n") };
    ($($arg:tt)*) => {{
        $crate::__rt::print($crate::__rt::format_args!($($arg)*));
        $crate::print!("\n");
    }};
}

/// The same as [`print!`]: there is one output.
#[macro_export]
macro_rules! eprint {
    ($($arg:tt)*) => { $crate::__rt::print($crate::__rt::format_args!($($arg)*)) };
}

/// The same as [`println!`]: there is one output.
#[macro_export]
macro_rules! eprintln {
    () => { $crate::print!("\n") };
    ($($arg:tt)*) => {{
        $crate::__rt::print($crate::__rt::format_args!($($arg)*));
        $crate::print!("\n");
    }};
}

/// Prints the value of an expression with its place, and returns it.
#[macro_export]
macro_rules! dbg {
    () => { $crate::println!("[{}:{}:{}]", $crate::file!(), $crate::line!(), $crate::column!()) };
    ($val:expr $(,)?) => {
        match $val {
            tmp => {
                $crate::__rt::debug($crate::file!(), $crate::line!(), $crate::column!(), $crate::stringify!($val), &tmp);
                tmp
            }
        }
    };
    ($($val:expr),+ $(,)?) => { ($($crate::dbg!($val)),+,) };
}

/// Declares a value that each thread has its own of.
#[macro_export]
macro_rules! thread_local {
    () => {};
    ($(#[$attr:meta])* $vis:vis static $name:ident: $t:ty = const $init:block; $($rest:tt)*) => {
        $crate::thread_local!($(#[$attr])* $vis static $name: $t = const $init);
        $crate::thread_local!($($rest)*);
    };
    ($(#[$attr:meta])* $vis:vis static $name:ident: $t:ty = const $init:block) => {
        $(#[$attr])* $vis static $name: $crate::thread::LocalKey<$t> = {
            fn init() -> $t { const $init }
            $crate::thread::LocalKey::__new(init)
        };
    };
    ($(#[$attr:meta])* $vis:vis static $name:ident: $t:ty = $init:expr; $($rest:tt)*) => {
        $crate::thread_local!($(#[$attr])* $vis static $name: $t = $init);
        $crate::thread_local!($($rest)*);
    };
    ($(#[$attr:meta])* $vis:vis static $name:ident: $t:ty = $init:expr) => {
        $(#[$attr])* $vis static $name: $crate::thread::LocalKey<$t> = {
            fn init() -> $t { $init }
            $crate::thread::LocalKey::__new(init)
        };
    };
}
