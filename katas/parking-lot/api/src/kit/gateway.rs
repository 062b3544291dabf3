//! A gateway that approves, unless told to decline.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use super::locked;
use crate::{Cents, Declined, PaymentGateway, TicketId};

/// One call of [`PaymentGateway::charge`], and what it was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// The ticket that was charged.
    pub ticket: TicketId,
    /// How much.
    pub amount: Cents,
    /// Whether the money was taken.
    pub approved: bool,
}

/// A gateway that remembers each charge. It approves, unless told to decline.
#[derive(Debug, Default)]
pub struct RecordingGateway {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    declines: VecDeque<String>,
    charges: Vec<Charge>,
}

impl RecordingGateway {
    /// A gateway that approves everything so far.
    pub fn new() -> Arc<Self> {
        Arc::new(RecordingGateway::default())
    }

    /// Declines the next charge with this reason. Called twice, it declines the next two.
    pub fn decline_next(&self, reason: &str) {
        locked(&self.state).declines.push_back(reason.to_owned());
    }

    /// Every charge so far, in order.
    pub fn charges(&self) -> Vec<Charge> {
        locked(&self.state).charges.clone()
    }
}

impl PaymentGateway for RecordingGateway {
    fn charge(&self, ticket: TicketId, amount: Cents) -> Result<(), Declined> {
        let mut state = locked(&self.state);
        let decline = state.declines.pop_front();
        state.charges.push(Charge { ticket, amount, approved: decline.is_none() });
        decline.map_or(Ok(()), |reason| Err(Declined::new(reason)))
    }
}
