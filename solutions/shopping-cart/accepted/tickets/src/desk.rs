//! The desk: carts, open tickets and orders, behind one lock that is never held while the gateway is called.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use shopping_cart_api::{CartId, Order, OrderId, Timestamp};

use crate::carts::Cart;
use crate::ticket::{Owner, Phase, Ticket};

/// Carts, open tickets and orders.
#[derive(Default)]
pub(crate) struct Desk {
    pub(crate) carts: BTreeMap<CartId, Cart>,
    pub(crate) tickets: HashMap<Owner, Arc<Ticket>>,
    pub(crate) orders: BTreeMap<OrderId, Order>,
    pub(crate) charges: u64,
}

impl Desk {
    /// Takes off the tickets whose hold is over, and forgets the keys whose time is.
    pub(crate) fn sweep(&mut self, now: Timestamp, ttl: std::time::Duration) -> Vec<Arc<Ticket>> {
        let mut expired = Vec::new();
        self.tickets.retain(|_, ticket| {
            if let Phase::Placed(order) = ticket.phase() {
                return now.since(order.placed_at) < ttl;
            }
            let over = ticket.expire(now);
            if over {
                expired.push(ticket.clone());
            }
            !over
        });
        for ticket in &expired {
            self.release(ticket.cart);
        }
        expired
    }

    /// The cart may be changed again.
    pub(crate) fn release(&mut self, cart: CartId) {
        if let Some(cart) = self.carts.get_mut(&cart) {
            cart.in_checkout = false;
        }
    }

    /// Writes an order down.
    pub(crate) fn place(&mut self, ticket: &Ticket, now: Timestamp) -> Order {
        let order = Order {
            id: OrderId::new(self.orders.len() as u64 + 1),
            cart: ticket.cart,
            customer: ticket.owner.0.clone(),
            request: ticket.request.clone(),
            lines: ticket.lines.clone(),
            subtotal: ticket.subtotal,
            total: ticket.total,
            placed_at: now,
        };
        self.orders.insert(order.id, order.clone());
        self.release(ticket.cart);
        // Nothing came in meanwhile.
        if let Some(cart) = self.carts.get_mut(&ticket.cart) {
            cart.clear();
        }
        order
    }
}
