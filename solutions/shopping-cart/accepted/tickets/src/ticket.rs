//! A ticket: one checkout, from its reservation to its end.

use std::sync::{Condvar, Mutex, PoisonError};

use shopping_cart_api::{CartId, Cents, ChargeKey, CustomerId, IdempotencyKey, Line, Order, Request, Timestamp};

use crate::locked;

/// Whose key.
pub(crate) type Owner = (CustomerId, IdempotencyKey);

/// One checkout.
pub(crate) struct Ticket {
    pub(crate) owner: Owner,
    pub(crate) cart: CartId,
    pub(crate) request: Request,
    pub(crate) charge: ChargeKey,
    pub(crate) lines: Vec<Line>,
    pub(crate) subtotal: Cents,
    pub(crate) total: Cents,
    pub(crate) hold_ends: Timestamp,
    phase: Mutex<Phase>,
    moved: Condvar,
}

/// How far a checkout is.
#[derive(Clone)]
pub(crate) enum Phase {
    /// Somebody is at it.
    Working,
    /// Nobody is, and nobody knows whether it was paid.
    Unknown,
    /// The order stands.
    Placed(Order),
    /// It is off, and as if it had never been.
    Off,
}

/// What a ticket is made of.
pub(crate) struct Draft {
    pub(crate) owner: Owner,
    pub(crate) cart: CartId,
    pub(crate) request: Request,
    pub(crate) charge: ChargeKey,
    pub(crate) lines: Vec<Line>,
    pub(crate) subtotal: Cents,
    pub(crate) total: Cents,
    pub(crate) hold_ends: Timestamp,
}

impl Ticket {
    pub(crate) fn open(draft: Draft) -> Self {
        let Draft { owner, cart, request, charge, lines, subtotal, total, hold_ends } = draft;
        let (phase, moved) = (Mutex::new(Phase::Working), Condvar::new());
        Ticket { owner, cart, request, charge, lines, subtotal, total, hold_ends, phase, moved }
    }

    pub(crate) fn phase(&self) -> Phase {
        locked(&self.phase).clone()
    }

    pub(crate) fn set(&self, phase: Phase) {
        *locked(&self.phase) = phase;
        self.moved.notify_all();
    }

    /// Waits until nobody is at it. Who finds it unknown is at it then.
    pub(crate) fn wait(&self) -> Phase {
        let phase = locked(&self.phase);
        let working = |phase: &mut Phase| matches!(phase, Phase::Working);
        let mut phase = self.moved.wait_while(phase, working).unwrap_or_else(PoisonError::into_inner);
        let seen = phase.clone();
        if matches!(seen, Phase::Unknown) {
            *phase = Phase::Working;
        }
        seen
    }

    /// Calls the ticket off, if nobody knows its outcome and its hold is over.
    pub(crate) fn expire(&self, now: Timestamp) -> bool {
        let mut phase = locked(&self.phase);
        let over = matches!(*phase, Phase::Unknown) && self.hold_ends <= now;
        if over {
            *phase = Phase::Off;
        }
        over
    }
}
