//! The seam checks that fit every kata, on a subject whose spies are woven in by hand.

use std::sync::Once;

use kata_spy::woven::{self, AsItIs as _, Boxed, Probe, Slot, Spied, WithSpy as _};
use kata_suite::seams::Shape;
use kata_suite::spies::{self, role};
use kata_suite::{Check, CheckReport, Level, Outcome, Tier, call, judge, seams};
use kata_verdict::{Holds, Remark, SeamFacts, SeamField, SeamMethod, SeamTrait};

trait Choice: Send + Sync {
    fn choose(&self, from: &[u32]) -> Option<u32>;
    fn explain(&self) -> String;
}

struct First;

impl Choice for First {
    fn choose(&self, from: &[u32]) -> Option<u32> {
        from.first().copied()
    }
    fn explain(&self) -> String {
        "the first".to_owned()
    }
}

/// A caller of `explain` that nobody calls: the facts say that nothing does.
const _: fn(&dyn Choice) -> String = |choice| choice.explain();

/// What the weaver would write beside the trait.
struct SpyOfChoice<P>(P, Probe);

impl<D: Choice + ?Sized> Choice for SpyOfChoice<Box<D>> {
    fn choose(&self, from: &[u32]) -> Option<u32> {
        use woven::{Refuse, RefuseWith as _, ShowDebug as _, Shown};
        let mut call = self.1.enter("choose");
        call.given(&from, Shown(&from).text());
        let mut answer = self.0.choose(from);
        if call.refuses() {
            call.refused(Refuse(&mut answer).refuse());
        }
        call.alter(&mut answer);
        call.end(&answer, Shown(&answer).text());
        answer
    }
    fn explain(&self) -> String {
        self.0.explain()
    }
}

impl Boxed for dyn Choice {
    fn spied(real: Box<Self>, probe: Probe) -> Box<Self> {
        Box::new(SpyOfChoice(real, probe.of("src/lib.rs:1")))
    }
}

struct Seams {
    choice: Box<dyn Choice>,
    fixed: u32,
}

impl Spied<()> for Seams {
    fn spied(self, (): &()) -> Self {
        if !woven::wanted() {
            return self;
        }
        Seams { choice: Slot::new(self.choice, "choice").spied(), fixed: Slot::new(self.fixed, "fixed").spied() }
    }
}

/// Two doors: one asks the seam and obeys it, the other does not ask.
#[derive(Clone, Copy)]
struct Door;

impl Door {
    fn build(self) -> Seams {
        Seams { choice: Box::new(First), fixed: 1 }.spied(&())
    }
}

fn asked(seams: &Seams) -> Option<u32> {
    call("front(1)", || seams.choice.choose(&[1, 2, 3]))
}

fn unasked(seams: &Seams) -> Option<u32> {
    call("back(1)", || Some(seams.fixed))
}

fn facts() -> SeamFacts {
    let field = |name: &str, holds: Holds| SeamField {
        name: name.to_owned(),
        at: "src/lib.rs:9".to_owned(),
        ty: "Box<dyn Choice>".to_owned(),
        holds,
        named: vec![],
        closed: vec![],
    };
    let method = |name: &str, calls: &[&str]| SeamMethod {
        name: name.to_owned(),
        at: "src/lib.rs:2".to_owned(),
        calls: calls.iter().map(|at| (*at).to_owned()).collect(),
    };
    let remark = |what: &str| Remark { at: "src/lib.rs:5".to_owned(), what: what.to_owned() };
    let choice = SeamTrait {
        name: "Choice".to_owned(),
        at: "src/lib.rs:1".to_owned(),
        methods: vec![method("choose", &["src/lib.rs:20"]), method("explain", &[])],
        unspied: None,
        closed: vec![remark("`Choice::choose` needs `Bay`, which is private to its module")],
        stubs: vec![],
        named: vec![remark("First")],
        implementations: vec![],
    };
    let fields = vec![
        field("choice", Holds::Trait("Choice".to_owned())),
        field("foreign", Holds::Trait("Iterator".to_owned())),
        field("fixed", Holds::Concrete),
        field("function", Holds::Function),
    ];
    SeamFacts { at: Some("src/lib.rs:8".to_owned()), trouble: None, fields, traits: vec![choice], shipped: vec![] }
}

/// What becomes of a check with this body.
fn judged(body: fn(Door)) -> CheckReport {
    judged_by(&Check::seams("a-check", "a check").run(body))
}

fn judged_by(check: &Check<Door>) -> CheckReport {
    static WOVEN: Once = Once::new();
    WOVEN.call_once(|| woven::facts(serde_json::to_string(&facts()).unwrap().leak()));
    judge(check, Door, Tier::Quick, None)
}

#[track_caller]
fn passes(body: fn(Door)) {
    let report = judged(body);
    assert_eq!((report.outcome, report.message.as_str()), (Outcome::Passed, ""));
}

#[track_caller]
fn ends(body: fn(Door), outcome: Outcome, message: &str) {
    let report = judged(body);
    assert_eq!(report.outcome, outcome, "{}", report.message);
    assert!(report.message.contains(message), "{}", report.message);
}

#[test]
fn a_role_is_declared_if_its_field_holds_a_trait_of_the_learners_or_a_function() {
    passes(|_| seams::declared(role("choice")));
    passes(|_| seams::declared(role("function")));
    ends(|_| seams::declared(role("fixed")), Outcome::Failed, "src/lib.rs:9: `fixed: Box<dyn Choice>` is one type");
    ends(|_| seams::declared(role("foreign")), Outcome::Failed, "`Iterator` is no trait that your source declares");
    ends(
        |_| seams::declared(role("price")),
        Outcome::Failed,
        "src/lib.rs:8: `Seams` has no field `price`, only `choice`",
    );
}

#[test]
fn a_role_lives_if_it_was_asked_during_each_call() {
    passes(|door| {
        asked(&door.build());
        seams::live(role("choice"), [("front(1)".to_owned(), "the front".to_owned())]);
    });
    ends(
        |door| {
            let seams = door.build();
            asked(&seams);
            unasked(&seams);
            let calls = ["front", "back"].map(|door| (format!("{door}(1)"), format!("the {door}")));
            seams::live(role("choice"), calls);
        },
        Outcome::Failed,
        "the front was a question to `choice`, and the back was not",
    );
}

#[test]
fn where_there_is_no_spy_a_check_is_skipped_with_the_reason() {
    ends(|door| drop((door.build(), role("fixed").watch())), Outcome::Skipped, "a spy cannot stand in for `fixed");
    ends(|door| drop((door.build(), role("price").watch())), Outcome::Skipped, "`Seams` has no field `price`");
    ends(|door| drop((door.build(), seams::refused(role("choice")))), Outcome::Skipped, "`choice` was not asked");
}

#[test]
fn a_spy_turns_down_and_delegates_again() {
    passes(|door| {
        let seams = door.build();
        role("choice").refuses();
        assert_eq!(asked(&seams), None);
        seams::refused(role("choice"));
        role("choice").delegates();
        assert_eq!(asked(&seams), Some(1));
    });
}

#[test]
fn a_spy_answers_with_another_value_that_follows_from_what_it_was_shown() {
    passes(|door| {
        spies::read::<u32>();
        let seams = door.build();
        role("choice")
            .answers_once_with(|answer: &u32, seen| seen.all().into_iter().max().filter(|most| most != answer));
        assert_eq!((asked(&seams), asked(&seams)), (Some(3), Some(1)));
        seams::altered(role("choice"), "a number");
        let lines: Vec<_> = role("choice").crossings_in("front(").iter().map(spies::Crossing::line).collect();
        assert_eq!(lines, ["choose([1, 2, 3]) = Some(3)", "choose([1, 2, 3]) = Some(1)"]);
    });
    ends(
        |door| {
            let seams = door.build();
            role("choice").answers_with(|answer: &u64, _| Some(answer + 1));
            asked(&seams);
            seams::altered(role("choice"), "a long number");
        },
        Outcome::Skipped,
        "no answer of `choice` is a long number",
    );
}

#[test]
fn a_spy_breaks_down_once() {
    passes(|door| {
        let seams = door.build();
        role("choice").panics_once();
        let unwound = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| asked(&seams)));
        assert!(unwound.is_err());
        assert_eq!(asked(&seams), Some(1));
        let crossings = role("choice").crossings();
        assert_eq!((crossings.len(), crossings[0].answered), (2, false));
    });
}

#[test]
fn a_method_that_nothing_calls_makes_a_trait_too_wide() {
    ends(
        |door| {
            asked(&door.build());
            seams::narrow(role("choice"));
        },
        Outcome::Failed,
        "src/lib.rs:2: `explain` is called by nothing",
    );
}

#[test]
fn what_is_private_and_what_the_core_names_is_shown_with_its_line() {
    ends(|_| seams::open(role("choice")), Outcome::Failed, "src/lib.rs:5: `Choice::choose` needs `Bay`");
    ends(
        |_| seams::only_the_root_names_policies(role("choice")),
        Outcome::Failed,
        "src/lib.rs:5: the core names `First`",
    );
    passes(|_| seams::open(role("function")));
}

/// What becomes of the checks on the shape of these roles, by their ids.
fn shape(roles: &[&'static str], ask: fn(&Seams)) -> Vec<(String, Outcome, String)> {
    let shape = roles.iter().fold(Shape::new(), |shape, name| shape.role(role(name), Level::L5));
    let judged = |check: &Check<Door>| {
        let report = judged_by(check);
        (check.info().id.clone(), report.outcome, report.message)
    };
    shape.checks(Door::build, ask).iter().map(judged).collect()
}

#[test]
fn a_shape_has_a_check_for_each_role_at_its_level_and_three_for_all() {
    let shape = Shape::new().role(role("choice"), Level::L6).role(role("late_fee"), Level::L5);
    let checks = shape.checks(Door::build, |_| {});
    let infos: Vec<_> = checks.iter().map(|check| (check.info().id.as_str(), check.info().level)).collect();
    let expected = [
        ("choice-is-a-seam", Level::L6),
        ("late-fee-is-a-seam", Level::L5),
        ("core-knows-its-policies-by-their-traits", Level::L5),
        ("others-could-write-a-policy", Level::L5),
        ("seams-ask-for-nothing-in-vain", Level::L6),
    ];
    assert_eq!(infos, expected);
}

#[test]
fn a_role_that_cannot_be_judged_hides_nothing_of_the_others() {
    let judged = shape(&["price", "choice"], |seams| _ = asked(seams));
    let said = [
        "`Seams` has no field `price`",
        "",
        "the core names `First` itself",
        "`Choice::choose` needs `Bay`",
        "`explain` is called by nothing",
    ];
    assert_eq!(judged.len(), said.len());
    for ((id, outcome, message), said) in judged.into_iter().zip(said) {
        let expected = if said.is_empty() { Outcome::Passed } else { Outcome::Failed };
        assert!(outcome == expected && message.contains(said), "{id}: {outcome:?}: {message}");
    }
}

#[test]
fn nothing_is_asked_of_a_subject_without_any_spy() {
    let judged = shape(&["fixed"], |_| panic!("asked all the same"));
    let (id, outcome, message) = judged.last().unwrap();
    assert_eq!((id.as_str(), *outcome), ("seams-ask-for-nothing-in-vain", Outcome::Skipped), "{message}");
    assert!(message.contains("a spy cannot stand in for `fixed"), "{message}");
}

#[test]
fn other_groups_of_checks_see_no_spies() {
    let body: fn(Door) = |door| {
        let seams = door.build();
        asked(&seams);
        assert!(role("choice").crossings().is_empty() && role("choice").binding().is_none());
    };
    let report = judge(&Check::behaviour("a-check", "a check").run(body), Door, Tier::Quick, None);
    assert_eq!(report.outcome, Outcome::Passed, "{}", report.message);
}
