//! Shapes that are spied.

use crate::case::{Case, Expected, case};

const fn spied(name: &'static str, root: &'static str, calls: &'static [&'static str]) -> Case {
    case(name, root, Expected::Recorded(calls))
}

/// A trait, a policy, and the function that drives a `Seams` whose field `a` holds it.
macro_rules! with_choice {
    ($($root:literal),*) => {
        concat!(
            "pub trait Choice { fn choose(&self, n: u32) -> Option<u32>; }\n",
            "pub struct Near;\nimpl Choice for Near { fn choose(&self, n: u32) -> Option<u32> { Some(n) } }\n",
            $($root),*
        )
    };
}

pub(crate) const CASES: &[Case] = &[
    spied(
        "a box",
        with_choice!(
            "pub struct Seams { pub a: Box<dyn Choice> }
            impl Seams { pub fn new() -> Self { Seams { a: Box::new(Near) } } }
            pub fn drive(seams: Seams) { seams.a.choose(3); }"
        ),
        &["a.choose(3) = Some(3)"],
    ),
    spied(
        "an arc with markers, by its path",
        "mod policy {
            pub trait Choice { fn choose(&self, n: u32) -> Option<u32>; }
            pub struct Near;
            impl Choice for Near { fn choose(&self, n: u32) -> Option<u32> { Some(n) } }
        }
        pub struct Seams { a: std::sync::Arc<dyn crate::policy::Choice + Send + Sync + 'static> }
        impl Seams { pub fn new() -> Self { Seams { a: std::sync::Arc::new(policy::Near) } } }
        pub fn drive(seams: Seams) { let a = seams.a.clone(); a.choose(3); seams.a.choose(4); }",
        &["a.choose(3) = Some(3)", "a.choose(4) = Some(4)"],
    ),
    Case {
        name: "a trait of a module's file, under another name",
        root: "mod a;
        use a::b::Choice as Alloc;
        pub struct Seams { pub a: Box<dyn Alloc> }
        impl Seams { pub fn new() -> Self { Seams { a: Box::new(a::b::Near) } } }
        pub fn drive(seams: Seams) { seams.a.choose(3); }",
        others: &[("a/mod.rs", "pub mod b;"), ("a/b.rs", with_choice!())],
        expected: Expected::Recorded(&["a.choose(3) = Some(3)"]),
    },
    spied(
        "a trait that is exported from a private module",
        "mod outer {
            mod inner {
                pub trait Choice { fn choose(&self, n: u32) -> Option<u32>; }
                pub struct Near;
                impl Choice for Near { fn choose(&self, n: u32) -> Option<u32> { Some(n) } }
            }
            pub use inner::{Choice, Near};
        }
        use outer::{Choice, Near};
        pub struct Seams { a: Box<dyn Choice> }
        impl Seams { pub fn new() -> Self { Seams { a: Box::new(Near) } } }
        pub fn drive(seams: Seams) { seams.a.choose(3); }",
        &["a.choose(3) = Some(3)"],
    ),
    spied(
        "two traits of one name",
        "mod here { pub trait Policy { fn n(&self) -> u8; } pub struct P; impl Policy for P { fn n(&self) -> u8 { 1 } } }
        mod there {
            pub trait Policy { fn s(&self, of: &str) -> String; }
            pub struct P;
            impl Policy for P { fn s(&self, of: &str) -> String { of.to_uppercase() } }
        }
        pub struct Seams { a: Box<dyn here::Policy>, b: Box<dyn there::Policy + Send> }
        impl Seams { pub fn new() -> Self { Seams { a: Box::new(here::P), b: Box::new(there::P) } } }
        pub fn drive(seams: Seams) {
            use here::Policy as _; use there::Policy as _;
            seams.a.n(); seams.b.s(\"x\");
        }",
        &["a.n() = 1", "b.s(\"x\") = \"X\""],
    ),
    spied(
        "supertraits of std",
        "use std::fmt::Debug;
        pub trait A: Debug + Send + Sync { fn f(&self) -> u8; }
        #[derive(Debug)] struct X;
        impl A for X { fn f(&self) -> u8 { 1 } }
        pub struct Seams { a: Box<dyn A>, b: std::sync::Arc<dyn A> }
        impl Seams { pub fn new() -> Self { Seams { a: Box::new(X), b: std::sync::Arc::new(X) } } }
        pub fn drive(seams: Seams) { assert_eq!(format!(\"{:?}\", seams.a), \"X\"); seams.a.f(); seams.b.f(); }",
        &["a.f() = 1", "b.f() = 1"],
    ),
    spied(
        "a supertrait of one's own",
        "pub trait Named { fn name(&self) -> &str; }
        pub trait A: Named { fn f(&self) -> u8; }
        struct X;
        impl Named for X { fn name(&self) -> &str { \"x\" } }
        impl A for X { fn f(&self) -> u8 { 1 } }
        pub struct Seams { a: Box<dyn A> }
        impl Seams { pub fn new() -> Self { Seams { a: Box::new(X) } } }
        pub fn drive(seams: Seams) { seams.a.f(); seams.a.name(); }",
        &["a.f() = 1", "a.name() = \"x\""],
    ),
    spied(
        "a policy that changes",
        "pub trait A { fn f(&mut self, by: u8) -> u8; }
        struct X(u8);
        impl A for X { fn f(&mut self, by: u8) -> u8 { self.0 += by; self.0 } }
        pub struct Seams { a: Box<dyn A + Send> }
        impl Seams { pub fn new() -> Self { Seams { a: Box::new(X(0)) } } }
        pub fn drive(mut seams: Seams) { seams.a.f(2); seams.a.f(3); }",
        &["a.f(2) = 2", "a.f(3) = 5"],
    ),
    spied(
        "lifetimes, written and left out",
        "pub struct Spot(u8);
        pub trait A {
            fn pick<'a>(&self, spots: &'a [Spot], tag: &str) -> Option<&'a Spot>;
            fn fill(&self, into: &mut Vec<u8>) -> &str;
            fn word(&self) -> std::borrow::Cow<'_, str>;
        }
        struct X;
        impl A for X {
            fn pick<'a>(&self, spots: &'a [Spot], _: &str) -> Option<&'a Spot> { spots.first() }
            fn fill(&self, into: &mut Vec<u8>) -> &str { into.push(1); \"full\" }
            fn word(&self) -> std::borrow::Cow<'_, str> { \"w\".into() }
        }
        pub struct Seams { a: Box<dyn A> }
        impl Seams { pub fn new() -> Self { Seams { a: Box::new(X) } } }
        pub fn drive(seams: Seams) {
            let spots = [Spot(1)];
            assert!(seams.a.pick(&spots, \"t\").is_some());
            seams.a.fill(&mut vec![]);
            seams.a.word();
        }",
        &["a.pick(…, \"t\")", "a.fill([]) = \"full\"", "a.word() = \"w\""],
    ),
    spied(
        "generic and static methods that only sized types have",
        "pub trait A {
            fn new() -> Self where Self: Sized;
            fn g<T: Into<u8>>(&self, t: T) -> u8 where Self: Sized;
            fn f(&self) -> u8;
        }
        struct X;
        impl A for X { fn new() -> Self { X } fn g<T: Into<u8>>(&self, t: T) -> u8 { t.into() } fn f(&self) -> u8 { 4 } }
        pub struct Seams { a: Box<dyn A> }
        impl Seams { pub fn new() -> Self { Seams { a: Box::new(X::new()) } } }
        pub fn drive(seams: Seams) { seams.a.f(); }",
        &["a.f() = 4"],
    ),
    spied(
        "an associated type that the field names",
        "pub trait A { type Out: std::fmt::Debug; fn f(&self) -> Self::Out; }
        struct X;
        impl A for X { type Out = u8; fn f(&self) -> u8 { 4 } }
        pub struct Seams { a: Box<dyn A<Out = u8> + Send + Sync> }
        impl Seams { pub fn new() -> Self { Seams { a: Box::new(X) } } }
        pub fn drive(seams: Seams) { seams.a.f(); }",
        &["a.f() = 4"],
    ),
    spied(
        "a generic trait",
        "pub trait A<T> { fn f(&self, t: T) -> T; }
        struct X;
        impl A<u8> for X { fn f(&self, t: u8) -> u8 { t } }
        pub struct Seams { a: Box<dyn A<u8>> }
        impl Seams { pub fn new() -> Self { Seams { a: Box::new(X) } } }
        pub fn drive(seams: Seams) { seams.a.f(1); }",
        &["a.f(…)"],
    ),
    spied(
        "a constant as a parameter, a where clause, a function as an argument",
        "pub trait A<const N: usize> where Self: Send {
            fn f(&self, p: &dyn for<'x> Fn(&'x str) -> usize, a: [u8; N]) -> usize;
        }
        struct X;
        impl A<2> for X { fn f(&self, p: &dyn for<'x> Fn(&'x str) -> usize, a: [u8; 2]) -> usize { p(\"ab\") + a.len() } }
        pub struct Seams { a: Box<dyn A<2> + Send> }
        impl Seams { pub fn new() -> Self { Seams { a: Box::new(X) } } }
        pub fn drive(seams: Seams) { seams.a.f(&|s| s.len(), [0; 2]); }",
        &["a.f(…, [0, 0]) = 4"],
    ),
    spied(
        "a method with a body in the trait",
        "pub trait A { fn f(&self) -> u8; fn g(&self, n: u8) -> u8 { self.f() + n } }
        struct X;
        impl A for X { fn f(&self) -> u8 { 4 } }
        pub struct Seams { a: Box<dyn A> }
        impl Seams { pub fn new() -> Self { Seams { a: Box::new(X) } } }
        pub fn drive(seams: Seams) { assert_eq!(seams.a.g(1), 5); }",
        &["a.g(1) = 5"],
    ),
    spied(
        "patterns as arguments, an answer without a Debug form",
        "pub struct Q;
        pub trait A { fn f(&self) -> Result<Q, String>; fn z(&self, (a, b): (u8, u8)) -> u8 { a + b } }
        struct X;
        impl A for X { fn f(&self) -> Result<Q, String> { Err(\"no\".into()) } }
        pub struct Seams { a: Box<dyn A> }
        impl Seams { pub fn new() -> Self { Seams { a: Box::new(X) } } }
        pub fn drive(seams: Seams) { let _ = seams.a.f(); seams.a.z((1, 2)); }",
        &["a.f()", "a.z((1, 2)) = 3"],
    ),
    spied(
        "a future in a box",
        "use std::{future::Future, pin::Pin};
        pub trait A { fn f<'a>(&'a self) -> Pin<Box<dyn Future<Output = u8> + 'a>>; }
        struct X;
        impl A for X { fn f<'a>(&'a self) -> Pin<Box<dyn Future<Output = u8> + 'a>> { Box::pin(async { 1 }) } }
        pub struct Seams { a: Box<dyn A> }
        impl Seams { pub fn new() -> Self { Seams { a: Box::new(X) } } }
        pub fn drive(seams: Seams) { let _ = seams.a.f(); }",
        &["a.f()"],
    ),
    spied(
        "a receiver in a box",
        "pub trait A { fn f(&self) -> u8; fn last(self: Box<Self>) -> u8; }
        struct X;
        impl A for X { fn f(&self) -> u8 { 1 } fn last(self: Box<Self>) -> u8 { 9 } }
        pub struct Seams { a: Box<dyn A> }
        impl Seams { pub fn new() -> Self { Seams { a: Box::new(X) } } }
        pub fn drive(seams: Seams) { seams.a.f(); seams.a.last(); }",
        &["a.f() = 1", "a.last() = 9"],
    ),
    spied(
        "an alias of the boxed trait object",
        with_choice!(
            "type Policy = Box<dyn Choice>;
            pub struct Seams { a: Policy }
            impl Seams { pub fn new() -> Self { Seams { a: Box::new(Near) } } }
            pub fn drive(seams: Seams) { seams.a.choose(3); }"
        ),
        &["a.choose(3) = Some(3)"],
    ),
    spied(
        "a private trait and private fields",
        "mod policy {
            trait Hidden { fn f(&self) -> u8; }
            struct X;
            impl Hidden for X { fn f(&self) -> u8 { 7 } }
            pub struct Seams { a: Box<dyn Hidden> }
            impl Seams { pub fn new() -> Self { Seams { a: Box::new(X) } } pub fn go(&self) { self.a.f(); } }
        }
        pub use policy::Seams;
        pub fn drive(seams: Seams) { seams.go(); }",
        &["a.f() = 7"],
    ),
    spied(
        "an option and a list of policies",
        with_choice!(
            "pub struct Seams { a: Option<Box<dyn Choice>>, b: Vec<std::sync::Arc<dyn Choice>> }
            impl Seams { pub fn new() -> Self { Seams { a: Some(Box::new(Near)), b: vec![std::sync::Arc::new(Near)] } } }
            pub fn drive(seams: Seams) { seams.a.unwrap().choose(1); seams.b[0].choose(2); }"
        ),
        &["a.choose(1) = Some(1)", "b.choose(2) = Some(2)"],
    ),
    spied(
        "a trait that boxes of it implement too",
        with_choice!(
            "impl<T: Choice + ?Sized> Choice for Box<T> { fn choose(&self, n: u32) -> Option<u32> { (**self).choose(n) } }
            pub struct Seams { a: Box<dyn Choice> }
            impl Seams { pub fn new() -> Self { Seams { a: Box::new(Near) } } }
            pub fn drive(seams: Seams) { seams.a.choose(3); }"
        ),
        &["a.choose(3) = Some(3)"],
    ),
    spied(
        "a trait that all functions of a kind implement",
        "pub trait A { fn f(&self, n: u32) -> u32; }
        impl<F> A for F where F: Fn(u32) -> u32 + Send { fn f(&self, n: u32) -> u32 { self(n) } }
        pub struct Seams { a: Box<dyn A> }
        impl Seams { pub fn new() -> Self { Seams { a: Box::new(|n| n + 1) } } }
        pub fn drive(seams: Seams) { seams.a.f(1); }",
        &["a.f(1) = 2"],
    ),
    spied(
        "a boxed function",
        "pub struct Seams { a: Box<dyn Fn(u32) -> u32>, b: Box<dyn FnMut(&str) -> usize + Send> }
        impl Seams { pub fn new() -> Self { let mut n = 0; Seams { a: Box::new(|x| x + 1), b: Box::new(move |s| { n += s.len(); n }) } } }
        pub fn drive(mut seams: Seams) { (seams.a)(1); (seams.b)(\"ab\"); (seams.b)(\"c\"); }",
        &["a.call(1) = 2", "b.call(\"ab\") = 2", "b.call(\"c\") = 3"],
    ),
    spied(
        "an alias of a function's trait object, with borrowed arguments and answer",
        "pub(crate) type Policy = dyn Fn(&[u8], &str) -> Option<u8> + Send + Sync;
        pub struct Seams { a: std::sync::Arc<Policy>, b: Box<dyn for<'x> Fn(&'x [u8]) -> Option<&'x u8>> }
        fn first(from: &[u8], _: &str) -> Option<u8> { from.first().copied() }
        impl Seams { pub fn new() -> Self { Seams { a: std::sync::Arc::new(first), b: Box::new(|from| from.last()) } } }
        pub fn drive(seams: Seams) { (seams.a)(&[1], \"x\"); (seams.b)(&[1, 2]); }",
        &["a.call([1], \"x\") = Some(1)", "b.call([1, 2]) = Some(2)"],
    ),
    spied(
        "lints that deny everything",
        "#![forbid(unsafe_code)]
        #![deny(warnings, missing_docs, unused)]
        trait Choice { fn choose(&self, n: u32) -> Option<u32>; }
        struct Near;
        impl Choice for Near { fn choose(&self, n: u32) -> Option<u32> { Some(n) } }
        pub struct Seams { a: Box<dyn Choice> }
        impl Seams { pub fn new() -> Self { Seams { a: Box::new(Near) } } }
        pub fn drive(seams: Seams) { seams.a.choose(3); }",
        &["a.choose(3) = Some(3)"],
    ),
    spied(
        "names of the prelude that mean something else here",
        "pub struct Option; pub struct Vec; pub trait Sized {} pub trait Send {}
        pub trait Choice { fn choose(&self, call: u32) -> core::option::Option<u32>; }
        pub struct Near;
        impl Choice for Near { fn choose(&self, call: u32) -> core::option::Option<u32> { Some(call) } }
        pub struct Seams { a: Box<dyn Choice + Sync> }
        impl Seams { pub fn new() -> Self { Seams { a: Box::new(Near) } } }
        pub fn drive(seams: Seams) { seams.a.choose(3); }",
        &["a.choose(3) = Some(3)"],
    ),
    spied(
        "a trait of the same name that only tests have",
        with_choice!(
            "#[cfg(test)] mod tests { pub trait Choice { fn other(&self); } }
            pub struct Seams { a: Box<dyn Choice> }
            impl Seams { pub fn new() -> Self { Seams { a: Box::new(Near) } } }
            pub fn drive(seams: Seams) { seams.a.choose(3); }"
        ),
        &["a.choose(3) = Some(3)"],
    ),
];
