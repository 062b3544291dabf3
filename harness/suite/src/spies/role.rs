//! One role of the kata: a field of the learner's `Seams`.

use kata_spy::{Binding, Crossing, Seen, control};
use kata_verdict::{SeamField, SeamPolicy, SeamTrait};

use super::answers::Answers;
use super::facts;
use crate::attempt::skip;

/// One role of the kata: a field of the learner's `Seams`.
#[derive(Clone, Copy, Debug)]
pub struct Role {
    name: &'static str,
}

/// The role with this name.
pub fn role(name: &'static str) -> Role {
    Role { name }
}

impl Role {
    /// Its name.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// The field of `Seams` that plays it, as the source declares it.
    pub fn field(self) -> Option<&'static SeamField> {
        facts()?.fields.iter().find(|field| field.name == self.name)
    }

    /// What stands in front of it in this execution; None before a subject is built, and where there is no such field.
    pub fn binding(self) -> Option<Binding> {
        control::roles().into_iter().find(|role| role.name == self.name).map(|role| role.binding)
    }

    /// The trait that the field holds: as the compiler sees it; before a subject is built, as its name says.
    pub fn declared_trait(self) -> Option<&'static SeamTrait> {
        let mut traits = facts()?.traits.iter();
        match (self.binding(), &self.field()?.holds) {
            (Some(Binding::Trait(at)), _) => traits.find(|found| found.at == at),
            (_, kata_verdict::Holds::Trait(name)) => traits.find(|found| found.name == *name),
            _ => None,
        }
    }

    /// The policies for this role that the learner ships and that can be put to work, each with the number that
    /// [`with_policy`](super::with_policy) takes.
    pub fn shipped(self) -> Vec<(usize, &'static SeamPolicy)> {
        let all = facts().map_or(&[][..], |facts| &facts.shipped);
        all.iter().enumerate().filter(|(_, policy)| policy.role == self.name).collect()
    }

    /// Goes on only where a spy stands in front of the role, so call it once the subject is built.
    ///
    /// # Panics
    ///
    /// Where there is none: the check ends as skipped, with the reason.
    pub fn watch(self) {
        if !self.is_spied() {
            skip(self.obstacle());
        }
    }

    /// Whether a spy stands in front of it in this execution.
    pub(crate) fn is_spied(self) -> bool {
        matches!(self.binding(), Some(Binding::Trait(_) | Binding::Function))
    }

    /// Why there is no spy.
    fn obstacle(self) -> String {
        let Some(facts) = facts() else { return "spies are not woven in".to_owned() };
        if let Some(trouble) = &facts.trouble {
            return trouble.clone();
        }
        let Some(field) = self.field() else { return format!("`Seams` has no field `{}`", self.name) };
        if let Some(why) = self.declared_trait().and_then(|found| found.unspied.as_ref()) {
            return why.clone();
        }
        let (at, name, ty) = (&field.at, self.name, &field.ty);
        format!(
            "{at}: a spy cannot stand in for `{name}: {ty}`: hold it as `Box<dyn …>` or `Arc<dyn …>` of your own trait"
        )
    }

    /// Every call that it received, in the order in which they began.
    pub fn crossings(self) -> Vec<Crossing> {
        control::crossings().into_iter().filter(|crossing| crossing.role == self.name).collect()
    }

    /// The calls that it received during calls of the driver that begin like this: `park(`.
    pub fn crossings_in(self, entry: &str) -> Vec<Crossing> {
        let belongs = |crossing: &Crossing| crossing.entry.as_ref().is_some_and(|own| own.starts_with(entry));
        self.crossings().into_iter().filter(belongs).collect()
    }

    /// Whether it received any call during calls of the driver that begin like this.
    pub fn was_asked(self, entry: &str) -> bool {
        !self.crossings_in(entry).is_empty()
    }

    /// How often its spy has answered in what way.
    pub fn answers(self) -> Answers {
        self.crossings().iter().fold(Answers::default(), |answers, crossing| Answers {
            asked: answers.asked + 1,
            refused: answers.refused + usize::from(crossing.refused),
            altered: answers.altered + usize::from(crossing.altered),
        })
    }

    /// From now on it answers as the learner's policy does.
    pub fn delegates(self) {
        control::delegate(self.name);
    }

    /// From now on it turns each request down: where the type of the answer has a natural no, which is nothing, an empty
    /// list, or false.
    pub fn refuses(self) {
        control::refuse(self.name);
    }

    /// At the next call it panics, as a policy with a fault would; after that it answers as the policy does.
    pub fn panics_once(self) {
        control::panic_once(self.name);
    }

    /// From now on it answers what `answer` makes of the policy's `T`, wherever the answer is, or owns, a `T`. `answer` is
    /// also given the values among the arguments that [`read`](super::read) asked for; with None the answer stays.
    ///
    /// `T` has no lifetime parameters.
    pub fn answers_with<T: 'static>(self, answer: impl Fn(&T, &Seen) -> Option<T> + 'static) {
        control::alter(self.name, false, answer);
    }

    /// The same, but only for the first answer that it fits.
    pub fn answers_once_with<T: 'static>(self, answer: impl Fn(&T, &Seen) -> Option<T> + 'static) {
        control::alter(self.name, true, answer);
    }
}
