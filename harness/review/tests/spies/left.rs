//! Shapes that cannot be spied, and what the learner is told.

use crate::case::{Case, Expected, case};

const fn left(name: &'static str, root: &'static str, told: &'static str) -> Case {
    case(name, root, Expected::Left(told))
}

const fn no_object(name: &'static str, root: &'static str, told: &'static str) -> Case {
    case(name, root, Expected::NoObject(told))
}

/// A trait with these items, and a `Seams` that would hold it.
macro_rules! boxed {
    ($items:literal) => {
        concat!("pub trait A { ", $items, " fn f(&self) -> u8; } pub struct Seams { a: Box<dyn A> }")
    };
}

pub(crate) const CASES: &[Case] = &[
    no_object(
        "a generic method",
        boxed!("fn g<T>(&self, t: T);"),
        "`A::g` is generic, so there is no `dyn A`: take the argument by one type or as `&dyn`",
    ),
    no_object(
        "an `impl Trait` argument",
        boxed!("fn g(&self, s: impl AsRef<str>);"),
        "`A::g` takes an `impl` argument, so there is no `dyn A`: take it by one type or as `&dyn`",
    ),
    no_object(
        "an `impl Trait` answer",
        boxed!("fn g(&self) -> impl Iterator<Item = u8>;"),
        "`A::g` returns an `impl` type, so there is no `dyn A`: return it boxed, or a Vec",
    ),
    no_object(
        "an async method",
        boxed!("async fn g(&self);"),
        "`A::g` is an `async fn`, so there is no `dyn A`: return what it computes directly",
    ),
    no_object(
        "a function without self",
        boxed!("fn new() -> u8;"),
        "`A::new` takes no `self`, so there is no `dyn A`: give it `&self`, or `where Self: Sized`",
    ),
    no_object(
        "another Self as an argument",
        boxed!("fn same(&self, other: &Self) -> bool;"),
        "`A::same` takes another `Self`, so there is no `dyn A`: take `&dyn A`",
    ),
    no_object(
        "Self as the answer",
        boxed!("fn copy(&self) -> Self;"),
        "`A::copy` returns `Self`, so there is no `dyn A`: return `Box<dyn A>`",
    ),
    no_object(
        "an associated constant",
        boxed!("const N: u8;"),
        "`A` has the associated constant `N`, so there is no `dyn A`: make it a method",
    ),
    no_object(
        "a generic associated type",
        boxed!("type Of<'a> where Self: 'a;"),
        "`A` has the generic associated type `Of`, so there is no `dyn A`: name the type instead",
    ),
    no_object(
        "a supertrait that asks for Sized",
        "pub trait A: Clone { fn f(&self) -> u8; } pub struct Seams { a: Box<dyn A> }",
        "`A` asks its implementations to be Sized (or Clone), so there is no `dyn A`: drop that bound",
    ),
    left(
        "self by value",
        "pub trait A { fn f(&self) -> u8; fn take(self); }
        struct X;
        impl A for X { fn f(&self) -> u8 { 1 } fn take(self) {} }
        pub struct Seams { a: Box<dyn A> }
        impl Seams { pub fn new() -> Self { Seams { a: Box::new(X) } } }
        pub fn drive(seams: Seams) { seams.a.f(); }",
        "`A::take` takes `self` by value, which a trait object cannot: take `&self` or `self: Box<Self>`",
    ),
    left(
        "self behind a pin",
        "pub trait A { fn f(self: std::pin::Pin<&mut Self>) -> u8; }
        struct X;
        impl A for X { fn f(self: std::pin::Pin<&mut Self>) -> u8 { 1 } }
        pub struct Seams { a: std::pin::Pin<Box<dyn A>> }
        impl Seams { pub fn new() -> Self { Seams { a: Box::pin(X) } } }
        pub fn drive(mut seams: Seams) { seams.a.as_mut().f(); }",
        "`A::f` takes `self` in a way that a spy cannot pass on: take `&self`",
    ),
    left(
        "a foreign supertrait",
        "pub trait A: Iterator<Item = u8> { fn f(&self) -> u8; }
        struct X;
        impl Iterator for X { type Item = u8; fn next(&mut self) -> Option<u8> { None } }
        impl A for X { fn f(&self) -> u8 { 1 } }
        pub struct Seams { a: Box<dyn A> }
        impl Seams { pub fn new() -> Self { Seams { a: Box::new(X) } } }
        pub fn drive(seams: Seams) { seams.a.f(); }",
        "`A` builds on `Iterator`, which is not your own, so a spy cannot implement it: of foreign traits only Debug, \
         Display, Any and the markers work",
    ),
    left(
        "a trait that everything implements",
        "pub trait A { fn f(&self) -> u8; }
        impl<T: ?Sized> A for T { fn f(&self) -> u8 { 2 } }
        struct X;
        pub struct Seams { a: Box<dyn A> }
        impl Seams { pub fn new() -> Self { Seams { a: Box::new(X) } } }
        pub fn drive(seams: Seams) { seams.a.f(); }",
        "every type implements `A` already (`impl<T> A for T`), which leaves no room for a spy",
    ),
    left(
        "methods that a macro writes",
        "macro_rules! method { () => { fn f(&self) -> u8; } }
        pub trait A { method!(); }
        struct X;
        impl A for X { fn f(&self) -> u8 { 4 } }
        pub struct Seams { a: Box<dyn A> }
        impl Seams { pub fn new() -> Self { Seams { a: Box::new(X) } } }
        pub fn drive(seams: Seams) { seams.a.f(); }",
        "`A` has methods that a macro writes, which a spy cannot read: write them out",
    ),
    left(
        "a trait that a macro writes",
        "macro_rules! policy { ($n:ident) => { pub trait $n { fn f(&self) -> u8; } } }
        policy!(A);
        struct X;
        impl A for X { fn f(&self) -> u8 { 4 } }
        pub struct Seams { a: Box<dyn A> }
        impl Seams { pub fn new() -> Self { Seams { a: Box::new(X) } } }
        pub fn drive(seams: Seams) { seams.a.f(); }",
        "a: Box<dyn A>",
    ),
    left(
        "a trait of std",
        "pub struct Seams { a: Box<dyn Iterator<Item = u8>> }
        impl Seams { pub fn new() -> Self { Seams { a: Box::new([1].into_iter()) } } }
        pub fn drive(mut seams: Seams) { seams.a.next(); }",
        "a: Box<dyn Iterator<Item = u8>>",
    ),
    left(
        "a concrete type",
        "pub struct Near;
        pub struct Seams { a: Near }
        impl Seams { pub fn new() -> Self { Seams { a: Near } } }
        pub fn drive(seams: Seams) { let _ = seams.a; }",
        "a: Near",
    ),
    left(
        "a reference",
        "pub trait A { fn f(&self) -> u8; }
        struct X;
        impl A for X { fn f(&self) -> u8 { 4 } }
        pub struct Seams { a: &'static dyn A }
        impl Seams { pub fn new() -> Self { Seams { a: &X } } }
        pub fn drive(seams: Seams) { seams.a.f(); }",
        "a: &'static dyn A",
    ),
    left(
        "a function pointer",
        "pub struct Seams { a: fn(u8) -> u8 }
        fn twice(n: u8) -> u8 { 2 * n }
        impl Seams { pub fn new() -> Self { Seams { a: twice } } }
        pub fn drive(seams: Seams) { (seams.a)(1); }",
        "a: fn(u8) -> u8",
    ),
    left(
        "type parameters",
        "pub trait A { fn f(&self) -> u8; }
        pub struct Near;
        impl A for Near { fn f(&self) -> u8 { 1 } }
        pub struct Seams<P: A = Near> { a: P }
        impl Seams { pub fn new() -> Self { Seams { a: Near } } }
        pub fn drive(seams: Seams) { seams.a.f(); }",
        "`Seams` has type or lifetime parameters: hold each policy as `Box<dyn …>` or `Arc<dyn …>` instead, so that it \
         can be swapped without another type of lot",
    ),
    left(
        "no names",
        "pub trait A { fn f(&self) -> u8; }
        struct X;
        impl A for X { fn f(&self) -> u8 { 1 } }
        pub struct Seams(Box<dyn A>);
        impl Seams { pub fn new() -> Self { Seams(Box::new(X)) } }
        pub fn drive(seams: Seams) { seams.0.f(); }",
        "`Seams` has no named fields: give it a field for each role, with the name of the role",
    ),
    left(
        "an enum",
        "pub enum Seams { Near, Far }
        impl Seams { pub fn new() -> Self { let _ = Seams::Far; Seams::Near } }
        pub fn drive(seams: Seams) { let _ = seams; }",
        "`Seams` is an enum: make it a struct with a field for each role",
    ),
    left(
        "a destructor",
        "pub trait A { fn f(&self) -> u8; }
        struct X;
        impl A for X { fn f(&self) -> u8 { 1 } }
        pub struct Seams { a: Box<dyn A> }
        impl Drop for Seams { fn drop(&mut self) {} }
        impl Seams { pub fn new() -> Self { Seams { a: Box::new(X) } } }
        pub fn drive(seams: Seams) { seams.a.f(); }",
        "`Seams` implements Drop, so its policies cannot be taken out of it: leave that out",
    ),
    left(
        "two of them",
        "pub mod other { pub struct Seams; }
        pub struct Seams;
        impl Seams { pub fn new() -> Self { Seams } }
        pub fn drive(seams: Seams) { let _ = (seams, other::Seams); }",
        "there are several structs called `Seams`: rename all but the one that `build` takes",
    ),
];
