//! What is refused, and what is not.

use std::collections::BTreeMap;

use kata_review::{Review, review};

fn reviewed(text: &str) -> Review {
    let files: BTreeMap<_, _> = [("src/lot.rs".to_owned(), text.to_owned())].into();
    review(&files, "parking-lot")
}

/// The lines that are refused, with the message of the first.
fn refused(text: &str) -> (Vec<usize>, String) {
    let refusals = reviewed(text).refusals;
    let message = refusals.first().map(|refusal| refusal.message.clone()).unwrap_or_default();
    (refusals.into_iter().filter_map(|refusal| refusal.line).collect(), message)
}

#[test]
fn what_breaks_confinement_is_refused_at_its_line() {
    for (text, line, word) in [
        ("fn a() {\n    unsafe { b() }\n}", 2, "`unsafe`"),
        ("unsafe impl Send for Lot {}", 1, "`unsafe`"),
        ("#[unsafe(no_mangle)]\nfn getrandom() {}", 1, "`unsafe`"),
        ("macro_rules! m {\n    () => {\n        unsafe { b() }\n    };\n}", 3, "`unsafe`"),
        ("m!(a, b, unsafe);", 1, "`unsafe`"),
        ("extern crate std as real;", 1, "`extern`"),
        ("fn a() { m! { extern crate alloc; } }", 1, "`extern`"),
        ("extern \"C\" fn a() {}", 1, "`extern`"),
        ("type F = extern \"C\" fn();", 1, "`extern`"),
        ("const A: &str = include_str!(\"/etc/passwd\");", 1, "`include_str!`"),
        ("#![doc = include_str!(\"../README.md\")]", 1, "`include_str!`"),
        ("const A: &[u8] = include_bytes ! {\"x\"};", 1, "`include_bytes!`"),
        ("mod a { include!(\"x.rs\"); }", 1, "`include!`"),
        ("const A: &str = ::core::env!(\"HOME\");", 1, "`env!`"),
        ("const A: Option<&str> = std::option_env!(\"HOME\");", 1, "`option_env!`"),
        ("fn a() { core::arch::asm!(\"nop\") }", 1, "`asm!`"),
        ("std::arch::global_asm!(\"nop\");", 1, "`global_asm!`"),
        ("fn a() { r#include_str!(\"x\") }", 1, "`include_str!`"),
        ("use std::include_str as x;", 1, "`include_str!`"),
        ("use std::{\n    fmt,\n    include_bytes as x,\n};", 3, "`include_bytes!`"),
        ("use s::env as e;", 1, "`env!`"),
        ("use std::arch::asm;", 1, "`asm!`"),
        ("macro_rules! m { ($a:literal) => { include_str!($a) } }", 1, "`include_str!`"),
        ("macro_rules! m { ($a:literal) => { env!$a } }", 1, "`env!`"),
        ("m!(include_str, \"x\");", 1, "`include_str!`"),
        ("#[path = \"/x.rs\"]\nmod x;", 1, "`path`"),
        ("#[cfg_attr(all(), path = \"/x.rs\")]\nmod x;", 1, "`path`"),
        ("m! { #[path = \"/x.rs\"] mod x; }", 1, "`path`"),
        ("#![no_std]", 1, "`no_std`"),
        ("#![cfg_attr(all(), no_main)]", 1, "`no_main`"),
        ("\n#![feature(never_type)]", 2, "`feature`"),
        ("#![crate_type = \"dylib\"]", 1, "`crate_type`"),
        ("#[global_allocator]\nstatic A: std::alloc::System = std::alloc::System;", 1, "`global_allocator`"),
        ("use kata_std::sync::Mutex;", 1, "`kata_std`"),
        ("fn a() { ::r#parking_lot_suite::main(x) }", 1, "`parking_lot_suite`"),
        ("fn a() { kata_engine::now(); }", 1, "`kata_engine`"),
        ("fn a() { std::__rt::print(x); }", 1, "`__rt`"),
    ] {
        let (lines, message) = refused(text);
        assert_eq!(lines, [line], "{text}");
        assert!(message.contains(word), "{text}: {message}");
    }
}

#[test]
fn what_an_interview_does_without_is_named() {
    for (text, word) in [
        ("use std::fs;", "std::fs"),
        ("use std::fs::File;", "std::fs"),
        ("use std::{sync::Arc, net::{TcpStream, TcpListener}};", "std::net"),
        ("use std::net;", "std::net"),
        ("fn a() { std::path::Path::new(\"/\").exists(); }", "std::path"),
        ("fn a() { std::env::args(); }", "std::env"),
        ("fn a() { ::std::process::exit(0) }", "std::process"),
        ("use core::{env};", "core::env"),
        ("use std::os::unix::fs::FileExt;", "std::os"),
        ("use std::io::stdin;", "standard input"),
        ("use std::io::{self, Read, stdin};", "standard input"),
        ("fn a() { io::stdin().read_line(&mut s); }", "standard input"),
        ("fn a() { std::io::stdin(); }", "standard input"),
        ("fn a() { println!(\"{:?}\", std::env::args()); }", "std::env"),
    ] {
        let (lines, message) = refused(text);
        assert!(!lines.is_empty(), "{text}");
        assert!(message.contains(word) && message.contains("plain std"), "{text}: {message}");
    }
}

#[test]
fn honest_code_is_not_refused() {
    for text in [
        "let env = 1; println!(\"{env} {}\", env);",
        "if env != 2 && include != 3 && asm!= 4 {}",
        "struct Env { env: u8, include: bool, asm: u8, path: u8 }",
        "mod env { pub struct Env; }\nuse crate::env::Env;\nuse self::env as e;",
        "use super::env;",
        "use env::{Env, Other};",
        "let r#unsafe = 1; let r#extern = r#unsafe;",
        "// unsafe extern include_str!(\"x\")\n/* unsafe */ /// unsafe\nfn a() {}",
        "//! unsafe `std::fs`\n",
        "let a = \"unsafe { extern }\"; let b = r#\"include_str!(\"x\")\"#; let c = 'u';",
        "#![forbid(unsafe_code)]\n#![deny(warnings, missing_docs)]",
        "#[derive(Debug)] #[must_use] #[cfg(feature = \"x\")] struct A;",
        "#[doc(alias = \"path\")] fn path() {}",
        "let path = \"x\"; m!(path);",
        "fn a(x: &'static Mutex<u8>) -> impl Iterator<Item = u8> + use<'_> {}",
        "use std::{fmt::{self, Display}, sync::{Arc, Mutex, mpsc as channel}, io::{self, Write}};",
        "use std::collections::hash_map::{Entry, HashMap as Map};",
        "use std::time::Duration; std::thread::spawn(|| ()); std::sync::Mutex::new(1); core::mem::take(&mut a);",
        "self.process(); self.fs(); lot::os::x(); crate::process::run();",
        "mod process; mod fs; use crate::{process, fs::Disk};",
        "let kata_state = 1; let suite = 2; let lot_suite = 3;",
        "fn stdin() {} fn b() { stdin() }",
        "#[cfg(test)]\nmod tests {\n    use std::fs;\n    fn a() { unsafe { b() } }\n}",
        "#[cfg(test)] #[expect(x)] pub(crate) mod tests { fn a() { std::env::args(); } }",
    ] {
        assert_eq!(refused(text).0, [] as [usize; 0], "{text}: {}", refused(text).1);
    }
}

#[test]
fn a_test_module_is_left_out_only_where_it_surely_is_one() {
    for text in [
        "m! { #[cfg(test)] mod tests { unsafe {} } }",
        "#[cfg(not(test))] mod tests { unsafe {} }",
        "#[cfg(any(test, unix))] mod tests { unsafe {} }",
        "#[cfg(test)] fn a() {} fn b() { unsafe {} }",
        "#[cfg(test)] mod tests {} fn b() { unsafe {} }",
        "match a { #[cfg(test)] 1 => 2, _ => unsafe { b() } }",
    ] {
        assert_eq!(refused(text).0, [1], "{text}");
    }
}

#[test]
fn a_file_that_does_not_lex_is_left_to_the_compiler_and_remembered() {
    for (text, line) in [("fn a() {\n", 2), ("fn a() }", 1), ("fn a() {\n  \"\n", 2), ("/* ", 1)] {
        let review = reviewed(text);
        assert_eq!(review.refusals, [], "{text}");
        assert_eq!(review.unread.len(), 1, "{text}");
        assert_eq!(review.unread[0].file, "src/lot.rs");
        let at = review.unread[0].line.unwrap();
        assert!(at <= line, "{text}: line {at}");
    }
}

#[test]
fn nesting_without_end_is_refused_and_overflows_nothing() {
    let deep = format!("fn a() {{ {}1{} }}", "(".repeat(100_000), ")".repeat(100_000));
    let (lines, message) = refused(&deep);
    assert_eq!(lines, [1]);
    assert!(message.contains("nested"), "{message}");
}
