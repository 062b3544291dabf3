//! A gateway that takes money, unless told otherwise.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex};

use super::locked;
use crate::{Cents, ChargeError, ChargeKey, ChargeStatus, LookUpFailed, PaymentGateway, PaymentMethod};

/// One call of [`PaymentGateway::charge`], and what it was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// Under which key.
    pub key: ChargeKey,
    /// How much.
    pub amount: Cents,
    /// Whose money.
    pub method: PaymentMethod,
    /// The answer.
    pub answer: Result<(), ChargeError>,
}

/// A gateway that remembers each charge. It takes the money, unless told otherwise.
#[derive(Debug, Default)]
pub struct RecordingGateway {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    answers: VecDeque<(Result<(), ChargeError>, bool)>,
    charges: Vec<Charge>,
    taken: BTreeMap<ChargeKey, Cents>,
    cancelled: BTreeSet<ChargeKey>,
}

impl RecordingGateway {
    /// A gateway that takes all money so far.
    pub fn new() -> Arc<Self> {
        Arc::new(RecordingGateway::default())
    }

    /// What it answers to the next charge, which takes money if it is `Ok`. Called twice, it settles the next two.
    pub fn will(&self, answer: Result<(), ChargeError>) {
        let takes = answer.is_ok();
        locked(&self.state).answers.push_back((answer, takes));
    }

    /// The next charge takes the money, and then says that it timed out.
    pub fn will_time_out_after_charging(&self) {
        locked(&self.state).answers.push_back((Err(ChargeError::TimedOut), true));
    }

    /// Every charge so far, in order.
    pub fn charges(&self) -> Vec<Charge> {
        locked(&self.state).charges.clone()
    }

    /// All money that it has taken and not given back.
    pub fn taken(&self) -> Cents {
        Cents::new(locked(&self.state).taken.values().map(|amount| amount.get()).sum())
    }
}

impl PaymentGateway for RecordingGateway {
    fn charge(&self, key: &ChargeKey, amount: Cents, method: &PaymentMethod) -> Result<(), ChargeError> {
        let mut state = locked(&self.state);
        let (answer, takes) = if state.taken.contains_key(key) {
            (Ok(()), false)
        } else if state.cancelled.contains(key) {
            (Err(ChargeError::Declined("cancelled".into())), false)
        } else {
            state.answers.pop_front().unwrap_or((Ok(()), true))
        };
        if takes {
            state.taken.insert(key.clone(), amount);
        }
        let charge = Charge { key: key.clone(), amount, method: method.clone(), answer: answer.clone() };
        state.charges.push(charge);
        answer
    }

    fn look_up(&self, key: &ChargeKey) -> Result<ChargeStatus, LookUpFailed> {
        let is_taken = locked(&self.state).taken.contains_key(key);
        Ok(if is_taken { ChargeStatus::Charged } else { ChargeStatus::NotCharged })
    }

    fn cancel(&self, key: &ChargeKey) {
        let mut state = locked(&self.state);
        state.taken.remove(key);
        state.cancelled.insert(key.clone());
    }
}
