//! What the weaver reads off a source: what closes a seam, who pretends, where the core names a policy.

use std::collections::BTreeMap;

use kata_review::spy::weave;
use kata_verdict::{Holds, Remark, SeamFacts, SeamTrait};

fn facts_of(files: &[(&str, &str)]) -> SeamFacts {
    let files: BTreeMap<_, _> = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    weave(&files).facts
}

fn facts(root: &str) -> SeamFacts {
    facts_of(&[("src/lib.rs", root)])
}

fn pricing(root: &str) -> SeamTrait {
    facts(root).traits.into_iter().find(|found| found.name == "Pricing").expect("there is a trait `Pricing`")
}

fn whats(remarks: &[Remark]) -> Vec<&str> {
    remarks.iter().map(|remark| remark.what.as_str()).collect()
}

fn places(remarks: &[Remark]) -> Vec<&str> {
    remarks.iter().map(|remark| remark.at.as_str()).collect()
}

const SEAMS: &str = "
pub struct Seams { pub pricing: Box<dyn Pricing> }
impl Seams { pub fn new(_: &Config) -> Self { Seams { pricing: Box::new(Hourly::new()) } } }
pub struct Hourly;
impl Hourly { fn new() -> Self { Hourly } }
";

fn with_seams(rest: &str) -> String {
    format!("{SEAMS}{rest}")
}

#[test]
fn fields_are_told_with_their_line_their_type_and_what_they_hold() {
    let facts = facts(
        "type Choice = dyn Fn(u8) -> u8;\nuse seams::Pricing as Prices;\n\
         pub struct Seams {\n    pub pricing: Box<dyn Prices>,\n    /// Which.\n    choice: Box<Choice>, of: Hourly, by: fn(u8) -> u8 }",
    );
    let fields: Vec<_> =
        facts.fields.iter().map(|field| (field.at.as_str(), field.ty.as_str(), &field.holds)).collect();
    let trait_object = Holds::Trait("Pricing".to_owned());
    let expected = [
        ("src/lib.rs:4", "Box<dyn Prices>", &trait_object),
        ("src/lib.rs:6", "Box<Choice>", &Holds::Function),
        ("src/lib.rs:6", "Hourly", &Holds::Concrete),
        ("src/lib.rs:6", "fn(u8) -> u8", &Holds::Function),
    ];
    assert_eq!(fields, expected);
}

#[test]
fn methods_are_told_with_the_lines_that_call_them() {
    let found = pricing(&with_seams(
        "pub trait Pricing { fn fee(&self) -> u8 { self.base() } fn base(&self) -> u8; fn idle(&self); }\n\
         fn pay(seams: &Seams) -> u8 {\n    let idle = 1;\n    seams.pricing\n        .fee() + Pricing::base(&*seams.pricing) + idle }",
    ));
    let methods: Vec<_> = found.methods.iter().map(|method| (method.name.as_str(), method.calls.join(" "))).collect();
    let expected = [
        ("fee", "src/lib.rs:10".to_owned()),
        ("base", "src/lib.rs:10 src/lib.rs:6".to_owned()),
        ("idle", String::new()),
    ];
    assert_eq!(methods, expected);
}

#[test]
fn a_private_type_in_a_signature_closes_a_seam() {
    let lot =
        "pub mod lot { struct Bay; pub struct Spot; pub trait Pricing { fn fee(&self, bays: &[Bay]) -> Option<Spot>; }
               pub struct Seams { pricing: Box<dyn Pricing> } }";
    assert_eq!(whats(&pricing(lot).closed), ["`Pricing::fee` needs `Bay`, which is private to its module"]);
}

#[test]
fn a_private_type_of_the_module_around_it_closes_a_seam() {
    let lot = "mod lot { struct Bay; pub mod seams { use super::Bay; pub trait Pricing { fn fee(&self, bay: Bay); }
               pub struct Seams { pricing: Box<dyn Pricing> } } }";
    assert_eq!(whats(&pricing(lot).closed), ["`Pricing::fee` needs `Bay`, which is private to its module"]);
}

#[test]
fn a_private_trait_closes_itself() {
    let lot = "mod lot { trait Pricing { fn fee(&self) -> u8; } pub struct Seams { pricing: Box<dyn Pricing> } }";
    assert_eq!(whats(&pricing(lot).closed), ["`Pricing` is private to its module"]);
}

#[test]
fn what_the_crate_can_see_closes_nothing() {
    for lot in [
        "struct Bay; trait Pricing { fn fee(&self, bay: Bay); } pub struct Seams { pricing: Box<dyn Pricing> }",
        "mod lot { pub(crate) struct Bay; pub(super) trait Pricing { fn fee(&self, bay: Bay); }
         pub struct Seams { pricing: Box<dyn Pricing> } }",
        "mod lot { pub trait Pricing { fn fee(&self, bay: std::time::Duration) -> Fee; } use other::Fee;
         pub struct Seams { pricing: Box<dyn Pricing> } } mod other { pub struct Fee; }",
        "mod lot { pub trait Pricing { fn fee(&self, bays: &mut dyn Iterator<Item = u8>); }
         pub struct Seams { pricing: Box<dyn Pricing> } struct Item; }",
        "mod lot { use lot_api::Bay; pub trait Pricing { fn fee(&self, bay: Bay); }
         pub struct Seams { pricing: Box<dyn Pricing> } } mod book { struct Bay; }",
    ] {
        assert_eq!(whats(&pricing(lot).closed), [""; 0], "{lot}");
    }
}

#[test]
fn a_private_type_in_a_boxed_function_closes_its_field() {
    let facts =
        facts("pub mod lot { struct Bay; type Choice = dyn Fn(&Bay) -> u8; pub struct Seams { choice: Box<Choice> } }");
    assert_eq!(whats(&facts.fields[0].closed), ["`choice` needs `Bay`, which is private to its module"]);
}

#[test]
fn a_method_that_only_gives_up_is_a_stub() {
    let found = pricing(&with_seams(
        "pub trait Pricing { fn a(&self); fn b(&self, n: u8); fn c(&self); fn d(&self) -> u8; }
         impl Pricing for Hourly {
             fn a(&self) { todo!() }
             fn b(&self, n: u8) { let _ = n; unimplemented!(\"later\"); }
             fn c(&self) { if self.late() { panic!(\"late\") } }
             fn d(&self) -> u8 { 0 }
         }",
    ));
    assert_eq!(whats(&found.stubs), ["`Hourly::a` is only `todo!`", "`Hourly::b` is only `unimplemented!`"]);
    assert_eq!(places(&found.stubs), ["src/lib.rs:8", "src/lib.rs:9"]);
}

#[test]
fn the_core_is_told_where_it_names_a_policy() {
    let found = pricing(&with_seams(
        "pub trait Pricing { fn fee(&self) -> u8; }
         impl Pricing for Hourly { fn fee(&self) -> u8 { 1 } }
         struct Lot { fallback: Hourly }
         impl Lot {
             fn pay(&self) -> u8 { Hourly.fee() }
         }",
    ));
    assert_eq!(places(&found.named), ["src/lib.rs:10", "src/lib.rs:8"]);
}

#[test]
fn a_type_that_is_declared_elsewhere_may_be_named_though_a_seam_is_implemented_for_it() {
    let found = pricing(&with_seams(
        "pub trait Pricing { fn fee(&self) -> u8; }
         impl<P: Pricing> Pricing for Vec<P> { fn fee(&self) -> u8 { self.iter().map(|one| one.fee()).sum() } }
         impl Pricing for kata_api::Tariff { fn fee(&self) -> u8 { self.cents } }
         impl<F: Fn() -> u8 + Send> Pricing for F { fn fee(&self) -> u8 { self() } }
         struct Lot { tariff: kata_api::Tariff, spots: Vec<u8> }
         impl Lot {
             fn each<F: Fn(u8)>(&self, f: F) { let all: Vec<u8> = self.spots.clone(); all.into_iter().for_each(f) }
         }",
    ));
    assert_eq!(places(&found.named), [""; 0]);
}

#[test]
fn roots_factories_policies_and_tests_may_name_a_policy() {
    let found = pricing(&with_seams(
        "pub trait Pricing { fn fee(&self) -> u8; }
         impl Pricing for Hourly { fn fee(&self) -> u8 { Hourly::new().base() } }
         struct Capped(Hourly);
         impl Pricing for Capped { fn fee(&self) -> u8 { Hourly.fee().min(9) } }
         impl Default for Seams { fn default() -> Self { Seams { pricing: Box::new(Hourly) } } }
         pub fn build(config: Config) { let _ = Hourly; }
         fn by_name(name: &str) -> Box<dyn Pricing> { Box::new(Hourly) }
         #[cfg(test)] mod tests { fn a() { Hourly.fee(); } }
         use self::Hourly as Policy;",
    ));
    assert_eq!(places(&found.named), [""; 0]);
}

#[test]
fn a_function_behind_a_seam_is_a_policy_too() {
    let facts = facts(
        "pub struct Seams { choice: Box<dyn Fn(u8) -> u8> }
         impl Seams { fn new() -> Self { Seams { choice: Box::new(nearest) } } }
         fn nearest(n: u8) -> u8 { half(n) }
         fn half(n: u8) -> u8 { n / 2 }
         struct Lot;
         impl Lot { fn park(&self) -> u8 { nearest(1) + half(2) } }",
    );
    assert_eq!(places(&facts.fields[0].named), ["src/lib.rs:6"]);
    assert_eq!(whats(&facts.fields[0].named), ["nearest"]);
}

#[test]
fn a_field_or_a_value_of_the_core_is_no_policy_though_it_is_called_like_one() {
    let facts = facts(
        "pub struct Seams { choice: Box<dyn Fn(u8) -> u8> }
         impl Seams { fn new() -> Self { Seams { choice: Box::new(pause) } } }
         fn pause(n: u8) -> u8 { n }
         struct Lot { pause: u8 }
         impl Lot {
             fn one(&self) -> u8 { let pause = self.pause; pause + 1 }
             fn two(&self, pause: u8) -> u8 { [1].map(|n| n + pause)[0] }
             fn three(&self) -> u8 { self.pause() + self.pause }
             fn four(&self) -> u8 { pause(4) }
             fn five() -> Lot { Lot { pause: 5 } }
         }",
    );
    assert_eq!(places(&facts.fields[0].named), ["src/lib.rs:9"]);
}

#[test]
fn a_value_with_the_name_of_a_function_is_no_function() {
    let facts = facts(
        "pub struct Seams { choice: Box<dyn Fn(u8) -> u8>, other: Box<dyn Fn(u8) -> u8> }
         impl Seams {
             fn new(config: &Config) -> Self {
                 let limit = config.limit;
                 Seams { choice: Box::new(move |attempt| attempt.min(limit)), other: Box::new(half) }
             }
         }
         fn attempt(n: u8) -> u8 { n }
         fn limit(n: u8) -> u8 { n }
         fn half(n: u8) -> u8 { n / 2 }
         struct Lot;
         impl Lot { fn park(&self) -> u8 { attempt(1) + limit(2) + half(3) } }",
    );
    assert_eq!(whats(&facts.fields[0].named), [""; 0]);
    assert_eq!(whats(&facts.fields[1].named), ["half"]);
}

#[test]
fn policies_that_can_be_made_from_a_config_can_be_put_to_work() {
    let files = [(
        "src/lib.rs".to_owned(),
        "use lot_api::Config;
         pub trait Pricing { fn fee(&self) -> u8; }
         pub struct Seams { pub pricing: Box<dyn Pricing>, pub spare: std::sync::Arc<dyn Pricing>, pub all: Vec<Box<dyn Pricing>> }
         pub struct Unit;
         impl Pricing for Unit { fn fee(&self) -> u8 { 1 } }
         pub struct Made(u8);
         impl Made { fn new(config: &Config) -> Self { Made(1) } }
         impl Pricing for Made { fn fee(&self) -> u8 { 1 } }
         #[derive(Default)] pub struct Empty { n: u8 }
         impl Pricing for Empty { fn fee(&self) -> u8 { 1 } }
         pub struct Needy(u8);
         impl Needy { fn new(n: u8) -> Self { Needy(n) } }
         impl Pricing for Needy { fn fee(&self) -> u8 { 1 } }
         pub struct Wrapper<T>(T);
         impl<T> Pricing for Wrapper<T> { fn fee(&self) -> u8 { 1 } }"
            .to_owned(),
    )]
    .into();
    let facts = kata_review::spy::weave_for(&files, "lot_api").facts;
    let shipped: Vec<_> = facts.shipped.iter().map(|policy| (policy.name.as_str(), policy.role.as_str())).collect();
    let expected = ["Unit", "Made", "Empty"].map(|name| [(name, "pricing"), (name, "spare")]);
    assert_eq!(shipped, expected.concat());
    assert_eq!(facts.shipped[2].at, "src/lib.rs:8");
    // Without the kata's API there is no config to make one from.
    assert!(weave(&files).facts.shipped.iter().all(|policy| policy.name != "Made"));
}

#[test]
fn seams_may_be_another_name_for_a_struct() {
    for root in ["pub type Seams = Policies;", "pub use self::Policies as Seams;"] {
        let facts = facts(&format!("{root}\npub struct Policies {{ a: u8 }}"));
        assert_eq!(facts.at.as_deref(), Some("src/lib.rs:2"), "{root}");
    }
}

#[test]
fn a_byte_order_mark_shifts_nothing() {
    let root = "\u{feff}pub mod lot { pub trait P { fn f(&self); } pub struct Seams { p: Box<dyn P> } }";
    let files = [("src/lib.rs".to_owned(), root.to_owned())].into();
    let woven = weave(&files);
    assert_eq!(woven.facts.fields[0].ty, "Box<dyn P>");
    assert!(woven.files["src/lib.rs"].starts_with(&root[..root.len() - 1]));
}

#[test]
fn what_does_not_parse_is_left_to_rustc() {
    let files = [("src/lib.rs".to_owned(), "pub struct Seams {".to_owned())].into();
    let woven = weave(&files);
    assert!(woven.files.is_empty());
    assert_eq!(woven.facts.trouble.as_deref(), Some("a file of the submission cannot be parsed"));
}
