//! What is in a cart, and what an order is.

use crate::{CartId, Cents, CustomerId, OrderId, PaymentMethod, Sku, Timestamp};

/// So many units of one SKU, at one price.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Line {
    /// What.
    pub sku: Sku,
    /// How many. Never zero.
    pub quantity: u32,
    /// What one unit costs: the price at the moment when the SKU came into the cart.
    pub unit_price: Cents,
}

/// A cart, as its customer sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CartView {
    /// Which cart.
    pub id: CartId,
    /// Whose it is.
    pub customer: CustomerId,
    /// One line for each SKU, in the order of the SKUs.
    pub lines: Vec<Line>,
    /// What the lines cost together.
    pub subtotal: Cents,
    /// The subtotal less the discounts.
    pub total: Cents,
}

/// What a customer sends along with a checkout.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Request {
    /// Who pays.
    pub payment: PaymentMethod,
    /// Where to send the goods.
    pub address: String,
}

impl Request {
    /// A request: `Request::new("card-1", "1 Main Street")`.
    pub fn new(payment: &str, address: &str) -> Self {
        Request { payment: payment.into(), address: address.to_owned() }
    }
}

/// What somebody has bought. It never changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// What to call [`order`](crate::Shop::order) with.
    pub id: OrderId,
    /// Which cart it was.
    pub cart: CartId,
    /// Whose cart it was.
    pub customer: CustomerId,
    /// What the checkout asked for.
    pub request: Request,
    /// What was in the cart, in the order of the SKUs.
    pub lines: Vec<Line>,
    /// What the lines cost together.
    pub subtotal: Cents,
    /// What was paid: the subtotal less the discounts.
    pub total: Cents,
    /// When: what the clock said during the call that placed the order.
    pub placed_at: Timestamp,
}
