//! What the source declares, for all the roles of a kata at once: the same checks in each, in the words of its roles.

use kata_verdict::Level;

use super::{declared, narrow, only_the_root_names_policies, open};
use crate::check::Check;
use crate::spies::Role;

/// The checks on what the source declares about the roles of a kata. What only the kata knows is handed in: its roles, how a
/// subject is opened, and what makes it ask.
///
/// ```no_run
/// use kata_suite::seams::Shape;
/// use kata_suite::spies::role;
/// use kata_suite::{Check, Level};
///
/// # trait Clinic { fn admit(&self, name: &str); }
/// # struct Ward(Box<dyn Clinic>);
/// type Subject = fn() -> Box<dyn Clinic>;
///
/// fn checks() -> Vec<Check<Subject>> {
///     Shape::new().role(role("triage"), Level::L5).role(role("billing"), Level::L6).checks(open, ask)
/// }
///
/// fn open(build: Subject) -> Ward {
///     Ward(build())
/// }
///
/// fn ask(ward: &Ward) {
///     ward.0.admit("ann");
/// }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Shape {
    roles: Vec<(Role, Level)>,
}

impl Shape {
    /// The shape of a kata without roles.
    pub fn new() -> Self {
        Shape::default()
    }

    /// Adds a role, and the level from which it is asked for.
    #[must_use]
    pub fn role(mut self, role: Role, level: Level) -> Self {
        self.roles.push((role, level));
        self
    }

    /// A check for each role that it is declared, and three for all of them: the core knows the policies by their traits (from
    /// the level of the first role on), nothing stands in the way of another implementation (the same), and no method is there
    /// in vain (from the level of the last role on).
    ///
    /// `open` gives the subject the world that it needs, and `ask` makes all calls of the driver that a method of any role could be
    /// there for. What those calls return is the business of other checks.
    ///
    /// # Panics
    ///
    /// When there is no role: then there is nothing to check.
    pub fn checks<S: 'static, T: 'static>(self, open: fn(S) -> T, ask: fn(&T)) -> Vec<Check<S>> {
        let levels = || self.roles.iter().map(|(_, level)| *level);
        let (Some(first), Some(last)) = (levels().min(), levels().max()) else { panic!("a shape has a role") };
        let declared = self.roles.iter().map(|(role, level)| is_a_seam(*role, *level));
        let roles: Vec<Role> = self.roles.iter().map(|(role, _)| *role).collect();
        let all = [
            core_knows_its_policies_by_their_traits(first, roles.clone(), open),
            others_could_write_a_policy(first, roles.clone(), open),
            seams_ask_for_nothing_in_vain(last, roles, open, ask),
        ];
        declared.chain(all).collect()
    }
}

fn is_a_seam<S>(role: Role, level: Level) -> Check<S> {
    let name = role.name();
    let id = format!("{}-is-a-seam", name.replace('_', "-"));
    Check::seams(&id, &format!("{name} is a seam"))
        .level(level)
        .weight(2)
        .hint(&format!("A field `{name}` of `Seams`, whose type is a trait of your own in a box."))
        .run(move |_build: S| declared(role))
}

fn core_knows_its_policies_by_their_traits<S: 'static, T: 'static>(
    level: Level,
    roles: Vec<Role>,
    build: fn(S) -> T,
) -> Check<S> {
    Check::seams("core-knows-its-policies-by-their-traits", "the core knows its policies by their traits")
        .level(level)
        .hint("Search for the names of your policies outside of `Seams::new`.")
        .run(move |subject| {
            // The compiler says which trait a field holds, so something must be built.
            let _built = build(subject);
            declared_first(&roles).into_iter().for_each(only_the_root_names_policies);
        })
}

fn others_could_write_a_policy<S: 'static, T: 'static>(level: Level, roles: Vec<Role>, build: fn(S) -> T) -> Check<S> {
    Check::seams("others-could-write-a-policy", "others could write a policy")
        .level(level)
        .hint("Somebody in another module writes `impl YourTrait for Theirs`. Can they name every type in it?")
        .run(move |subject| {
            let _built = build(subject);
            declared_first(&roles).into_iter().for_each(open);
        })
}

fn seams_ask_for_nothing_in_vain<S: 'static, T: 'static>(
    level: Level,
    roles: Vec<Role>,
    build: fn(S) -> T,
    ask: fn(&T),
) -> Check<S> {
    Check::seams("seams-ask-for-nothing-in-vain", "the seams ask for nothing in vain")
        .level(level)
        .hint("Which method of your traits could go, and nobody would notice?")
        .run(move |subject| {
            let built = build(subject);
            let roles = spied_first(&roles);
            // Without any spy there is nothing to see, so a subject that cannot be asked either is not blamed for that here.
            roles[0].watch();
            ask(&built);
            roles.into_iter().for_each(narrow);
        })
}

/// A role that cannot be judged ends its check as skipped, so those that can come before it.
fn declared_first(roles: &[Role]) -> Vec<Role> {
    let mut roles = roles.to_vec();
    roles.sort_by_key(|role| role.field().is_none());
    roles
}

/// The same, where it takes a spy.
fn spied_first(roles: &[Role]) -> Vec<Role> {
    let mut roles = roles.to_vec();
    roles.sort_by_key(|role| !role.is_spied());
    roles
}
