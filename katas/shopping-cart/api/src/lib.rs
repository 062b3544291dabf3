//! Shopping cart and checkout: what you implement, and what your shop may rely on.
//!
//! You write a type that implements [`Shop`], and a function that builds it:
//!
//! ```text
//! pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn Shop>
//! ```
//!
//! * [`Config`] says what is in stock, what is taken off, and how long things last.
//! * [`Ports`] are the outside world: the [`Clock`], the [`Catalog`], the [`PaymentGateway`], and the [`OrderObserver`].
//! * `Seams` is your own struct: one field for each policy that somebody will want to swap (`promotions`, `retry`).
//! * [`kit`] has test doubles for your own tests.
//!
//! # Units
//!
//! Money is whole cents ([`Cents`]) of one currency ([`Config::currency`]). Time is a [`Timestamp`] that only the [`Clock`] hands out. A
//! length of time is a [`std::time::Duration`]; to wait, use [`std::thread::sleep`].
//!
//! # Many callers
//!
//! Every method may be called from many threads at once. A call that has returned has happened: whoever calls later sees
//! its effect. An error changes nothing: not the carts, not the stock, not the keys. The one exception is
//! [`CheckoutError::OutcomeUnknown`]. Where a policy panics, the call that asked it may unwind, but the shop goes on, for that cart and
//! key as well.

mod cart;
mod config;
mod error;
mod ids;
pub mod kit;
mod money;
mod ports;
mod time;
pub mod twists;

pub use cart::{CartView, Line, Order, Request};
pub use config::{Config, Discount, Retry};
pub use error::{CartError, CheckoutError, MergeError};
pub use ids::{CartId, ChargeKey, Currency, CustomerId, IdempotencyKey, OrderId, PaymentMethod, Sku};
pub use money::Cents;
pub use ports::{
    Catalog, ChargeError, ChargeStatus, Clock, LookUpFailed, NotTold, OrderObserver, PaymentGateway, Ports, Price,
};
pub use time::Timestamp;

/// The shop, as the web site calls it.
pub trait Shop: Send + Sync {
    /// Opens an empty cart. A customer may have several.
    fn open_cart(&self, customer: CustomerId) -> CartId;

    /// Puts units of a SKU into the cart. `quantity` is never zero.
    ///
    /// A SKU has one line. A new line takes the price that the [`Catalog`] says during this call, and keeps it; units that are added to a
    /// line get the price of the line. Adding reserves nothing and does not look at the stock.
    ///
    /// # Errors
    ///
    /// In this order, where more than one applies:
    ///
    /// * [`CartError::UnknownCart`], [`CartError::UnknownSku`], [`CartError::ForeignCurrency`]. For a SKU that has a line already, you may
    ///   ask the catalog again or not.
    /// * [`CartError::OverLimit`]: the line would have more than [`Config::line_limit`] units.
    /// * [`CartError::AmountOverflow`]: the subtotal of the cart would not fit.
    /// * [`CartError::InCheckout`]: a checkout of the cart is not over. You may return it, or let the change count for that order or for
    ///   the next one; either way, what was accepted is not lost.
    fn add(&self, cart: CartId, sku: Sku, quantity: u32) -> Result<(), CartError>;

    /// Changes how many units a line has; zero removes it. A line that comes back later is a new one, at a new price.
    ///
    /// # Errors
    ///
    /// As [`add`](Shop::add), with [`CartError::NotInCart`] for a SKU without a line in place of the errors about the catalog.
    fn set_quantity(&self, cart: CartId, sku: Sku, quantity: u32) -> Result<(), CartError>;

    /// What is in the cart, and what it costs. The total is the subtotal less [`Config::discounts`], and never negative.
    ///
    /// # Errors
    ///
    /// [`CartError::UnknownCart`].
    fn view(&self, cart: CartId) -> Result<CartView, CartError>;

    /// Buys what is in the cart: reserves all of its units, charges the total, and places the order.
    ///
    /// The lines of an order are what was in the cart at one instant of the call, and the total is what they cost at the prices in the
    /// cart. Either all units are reserved or none. Money is taken only for units that are reserved. When the order is placed, what was
    /// ordered leaves the cart.
    ///
    /// **Time-outs.** A charge that timed out is settled by [`look_up`](PaymentGateway::look_up): if the money was taken, the order is
    /// placed; if not, it is as if the gateway had been unavailable. If it cannot be told yet, the answer is
    /// [`CheckoutError::OutcomeUnknown`], and units, key and cart are as during the call.
    ///
    /// **Keys.** A key belongs to the customer of the cart; other customers may use the same. Asked again with the same key, the same cart
    /// and an equal request, the shop
    /// returns the identical order if there is one, and goes on to settle the payment if its outcome is unknown. A key is forgotten
    /// [`Config::key_ttl`] after its order was placed: then it may be used for something new. After an error, but for `OutcomeUnknown`,
    /// the key is as good as new.
    ///
    /// **Holds.** The units of a checkout whose outcome is unknown are kept for it for [`Config::hold`], counted from the moment when it reserved
    /// them. Then they are on sale again, at the latest when the call after that returns, whichever it is. Whoever asks again later still
    /// gets the order, if the units are there; if not, the answer is `OutOfStock`, and no money may be kept. (While a checkout is under way its hold may expire or not.)
    ///
    /// # Errors
    ///
    /// In this order, where more than one applies:
    ///
    /// * [`CheckoutError::UnknownCart`].
    /// * [`CheckoutError::KeyConflict`]: the customer has used the key with another cart or another request, for an order, or for a
    ///   checkout that is not over.
    /// * [`CheckoutError::InProgress`]: another checkout with this key, or of this cart with another key, is not over. You may return it, or
    ///   wait for the other call to return and answer then. It is not over while its outcome is unknown.
    /// * [`CheckoutError::EmptyCart`].
    /// * [`CheckoutError::OutOfStock`]: at some instant of the call, there were not enough units of this SKU. Units that another
    ///   checkout has reserved are not there.
    /// * [`CheckoutError::Declined`]: the gateway declined. Do not charge again.
    /// * [`CheckoutError::Unavailable`]: the gateway was not available, each time that [`Config::retry`] allows.
    /// * [`CheckoutError::OutcomeUnknown`]: see above.
    fn checkout(&self, cart: CartId, key: IdempotencyKey, request: Request) -> Result<Order, CheckoutError>;

    /// The order with this id.
    fn order(&self, order: OrderId) -> Option<Order>;

    /// How many units of a SKU are on sale: not sold, and not reserved by a checkout. Exact when no other call is in flight, and never more
    /// than the shop has. Zero for what it has never had.
    fn stock(&self, sku: &Sku) -> u32;

    /// Moves everything from a guest's cart into another one, and leaves the first one empty. *An extension: leave it out until the rest
    /// stands.*
    ///
    /// Where both have a line with the same SKU, the quantities add up, to [`Config::line_limit`] at most, at the price of `into`. Other
    /// lines keep their price. Merging a cart with itself changes nothing.
    ///
    /// # Errors
    ///
    /// * [`MergeError::Unsupported`]: you left this extension out (the body that this trait comes with).
    /// * [`MergeError::UnknownCart`].
    /// * [`MergeError::AmountOverflow`]: the subtotal would not fit.
    /// * [`MergeError::InCheckout`]: as for [`add`](Shop::add).
    fn merge(&self, guest: CartId, into: CartId) -> Result<(), MergeError> {
        let _ = (guest, into);
        Err(MergeError::Unsupported)
    }
}
