//! The command line: parse, dispatch, render.

fn main() {}
