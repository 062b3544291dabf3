//! What a spy holds beside the policy, and the record of one call under way.

use crate::control::{Binding, Role};
use crate::execution::{self, Mode};
use crate::record::Crossing;
use crate::shape::{self, Seen, Value, ValueMut};

/// Knows for which role a spy stands, and for which trait.
#[derive(Clone, Copy, Debug)]
pub struct Probe {
    role: &'static str,
    trait_at: Option<&'static str>,
}

impl Probe {
    /// For a role whose trait is not known yet.
    pub(super) fn new(role: &'static str) -> Probe {
        Probe { role, trait_at: None }
    }

    /// For a trait that is declared here.
    pub fn of(self, trait_at: &'static str) -> Probe {
        Probe { trait_at: Some(trait_at), ..self }.announced(Binding::Trait(trait_at))
    }

    /// Tells the suite that a spy stands here.
    pub(super) fn announced(self, binding: Binding) -> Probe {
        let role = Role { name: self.role, binding };
        execution::with(|state| {
            // A field may hold several policies; one announcement is enough.
            if !state.roles.contains(&role) {
                state.roles.push(role);
            }
        });
        self
    }

    /// A call comes in.
    ///
    /// # Panics
    ///
    /// When the suite wants the policy to.
    pub fn enter(&self, method: &'static str) -> Call {
        let call = self.record(method);
        let panics = execution::with(|state| {
            let panics = matches!(state.mode(self.role), Mode::Panic);
            if panics {
                state.modes.remove(self.role);
            }
            panics
        });
        assert!(!panics, "the policy broke down");
        call
    }

    fn record(&self, method: &'static str) -> Call {
        let Probe { role, trait_at } = *self;
        execution::with(|state| {
            let task = state.task();
            let crossing = Crossing {
                role,
                trait_at,
                method,
                entry: state.entries.of(&task),
                task,
                arguments: Vec::new(),
                answer: None,
                answered: false,
                refused: false,
                altered: false,
                seen: Seen::default(),
                answer_seen: Seen::default(),
            };
            Call { role, index: state.push(crossing) }
        })
    }
}

/// One call under way.
#[derive(Debug)]
pub struct Call {
    role: &'static str,
    /// Where it is written down; None when the record is full.
    index: Option<usize>,
}

impl Call {
    /// One of its arguments.
    pub fn given<A>(&mut self, argument: &A, text: Option<String>) {
        self.note_argument(Value::of(argument), text);
    }

    fn note_argument(&self, argument: Value<'_>, text: Option<String>) {
        let readers = execution::with(|state| state.readers.clone());
        // Cloning a value may run code of the suite's, which may ask for the state: so not while it is borrowed.
        let mut seen = self.seen();
        shape::read_into(argument, &readers, &mut seen);
        self.update(|crossing| {
            crossing.arguments.push(text);
            crossing.seen = seen;
        });
    }

    /// Whether the answer must be made a no, if it can.
    pub fn refuses(&self) -> bool {
        execution::with(|state| matches!(state.mode(self.role), Mode::Refuse))
    }

    /// Whether it could.
    pub fn refused(&mut self, refused: bool) {
        self.update(|crossing| crossing.refused = refused);
    }

    /// Changes the answer, if the suite wants that and the answer is of such a type.
    pub fn alter<R>(&mut self, answer: &mut R) {
        self.alter_value(&ValueMut::of(answer));
    }

    fn alter_value(&self, answer: &ValueMut<'_>) {
        let Mode::Alter { changes, once } = execution::with(|state| state.mode(self.role)) else { return };
        if !shape::change(answer, &changes, &self.seen()) {
            return;
        }
        self.update(|crossing| crossing.altered = true);
        if once {
            execution::with(|state| _ = state.modes.remove(self.role));
        }
    }

    /// The answer goes back.
    pub fn end<R>(self, answer: &R, text: Option<String>) {
        self.note_answer(Value::of(answer), text);
    }

    fn note_answer(&self, answer: Value<'_>, text: Option<String>) {
        let readers = execution::with(|state| state.readers.clone());
        let mut seen = Seen::default();
        shape::read_into(answer, &readers, &mut seen);
        self.update(|crossing| {
            crossing.answered = true;
            crossing.answer = text;
            crossing.answer_seen = seen;
        });
    }

    fn seen(&self) -> Seen {
        let index = self.index;
        execution::with(|state| index.and_then(|index| state.crossing(index)).map(|crossing| crossing.seen.clone()))
            .unwrap_or_default()
    }

    fn update(&self, change: impl FnOnce(&mut Crossing)) {
        let Some(index) = self.index else { return };
        execution::with(|state| state.crossing(index).map(change));
    }
}
