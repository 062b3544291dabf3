//! The pure parts of `std::io`, and an output that goes to the verdict. There is no standard input.

use std::fmt;

use kata_engine::sys;

pub use ::std::io::{
    BufRead, BufReader, BufWriter, Bytes, Chain, Cursor, Empty, Error, ErrorKind, IntoInnerError, IoSlice, IoSliceMut,
    LineWriter, Lines, Read, Repeat, Result, Seek, SeekFrom, Sink, Split, Take, Write, copy, empty, prelude,
    read_to_string, repeat, sink,
};

macro_rules! output {
    ($name:ident, $lock:ident, $open:ident) => {
        /// An output that the verdict shows, up to a limit.
        #[derive(Debug)]
        pub struct $name {
            _private: (),
        }

        /// The same, as `lock` gives it. It excludes no one.
        #[derive(Debug)]
        pub struct $lock<'a> {
            _output: ::std::marker::PhantomData<&'a ()>,
        }

        /// The output.
        pub fn $open() -> $name {
            $name { _private: () }
        }

        impl $name {
            /// The output, for several writes.
            pub fn lock(&self) -> $lock<'static> {
                $lock { _output: ::std::marker::PhantomData }
            }
        }

        write_to_output!($name);
        write_to_output!(&$name);
        write_to_output!($lock<'_>);
    };
}

macro_rules! write_to_output {
    ($name:ty) => {
        impl Write for $name {
            fn write(&mut self, bytes: &[u8]) -> Result<usize> {
                sys::output(&String::from_utf8_lossy(bytes));
                Ok(bytes.len())
            }

            fn flush(&mut self) -> Result<()> {
                Ok(())
            }

            fn write_fmt(&mut self, text: fmt::Arguments<'_>) -> Result<()> {
                crate::__rt::print(text);
                Ok(())
            }
        }
    };
}

output!(Stdout, StdoutLock, stdout);
output!(Stderr, StderrLock, stderr);
